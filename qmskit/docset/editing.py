"""What an edited workbook changes of a set, as files."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from qmskit.changes.telling import workflow_told
from qmskit.docset.plans import yaml_bytes
from qmskit.language import translate as _
from qmskit.model.agencies import Appointment
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import Workflow, WorkflowStanding
from qmskit.problems import Location, Problem
from qmskit.readers.agencies import appointment_tree
from qmskit.readers.sets import PROPOSED
from qmskit.readers.tables.set_sheet import SetEdits
from qmskit.readers.trees import Tree
from qmskit.readers.workflows import workflow_tree


def edited_files(qmset: DocumentSet, edits: SetEdits) -> dict[str, bytes | None]:
    """Return the files that edits change, by their paths in the set.

    A proposal that became the agency's own workflow leaves its file for one without `.proposed`,
    and the other way round: no workflow stands in two files.
    """
    files: dict[str, bytes | None] = {}
    if edits.appointments is not None:
        staff: list[Tree] = [appointment_tree(one) for one in edits.appointments]
        files["staff.yaml"] = yaml_bytes("staff.yaml", {"staff": staff}, "staff")
    for code, workflow in edits.workflows.items():
        files |= _workflow_files(qmset, code, workflow)
    return files


def covered_proposals(qmset: DocumentSet, files: Mapping[str, bytes | None]) -> Iterator[Problem]:
    """Yield the proposals beside a workflow that counts which edits would write over."""
    own = set(qmset.workflow_files.values())
    for path, content in files.items():
        is_beside = path.endswith(PROPOSED) and path not in own and (qmset.folder / path).exists()
        if content is not None and is_beside:
            message = _("đã có một bản đề xuất khác ở đây chờ xác nhận")
            fix = _("xác nhận hoặc bỏ bản đó bằng qmskit confirm trước")
            yield Problem(Location(path), "QMS861", message, fix)


def edits_told(qmset: DocumentSet, edits: SetEdits, day: date) -> dict[str, tuple[str, ...]]:
    """Return in words what edits change, by the path of the file that changes.

    Args:
        day: the day whose names the roles have.
    """
    told = {
        _path(qmset, code, workflow): tuple(workflow_told(qmset.workflow_of(code), workflow))
        for code, workflow in edits.workflows.items()
    }
    if edits.appointments is not None:
        told["staff.yaml"] = tuple(_staff_told(qmset, edits.appointments, day))
    return told


def _staff_told(qmset: DocumentSet, new: Sequence[Appointment], day: date) -> Iterator[str]:
    old = qmset.appointments
    for ones, others, words in (
        (new, old, _("thêm {role}: {person}")),
        (old, new, _("bỏ {role}: {person}")),
    ):
        for one in ones:
            if one not in others:
                role = qmset.role_name(one.role, day)
                yield words.format(role=role, person=one.person or "–")


def _workflow_files(qmset: DocumentSet, code: str, workflow: Workflow) -> dict[str, bytes | None]:
    path, known = _path(qmset, code, workflow), qmset.workflow_files.get(code, "")
    files: dict[str, bytes | None] = {path: yaml_bytes(path, workflow_tree(workflow), "workflow")}
    # A proposal beside a workflow that counts is not what was edited.
    if known and known != path and qmset.workflow_of(code) is qmset.workflows[code]:
        files[known] = None
    return files


def _path(qmset: DocumentSet, code: str, workflow: Workflow) -> str:
    """Return the file of an edited workflow; a proposal somebody agreed to gets one of its own."""
    known = qmset.workflow_files.get(code, "")
    proposed = workflow.standing is WorkflowStanding.PROPOSED
    if known and known.endswith(PROPOSED) is proposed:
        return known
    return f"workflows/{code}{PROPOSED}" if proposed else f"workflows/{code}.yaml"
