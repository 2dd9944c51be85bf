"""What an edited workbook changes of a set, as files."""

from qmskit.docset.plans import yaml_bytes
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import Workflow, WorkflowStanding
from qmskit.readers.agencies import appointment_tree
from qmskit.readers.sets import PROPOSED
from qmskit.readers.tables.set_sheet import SetEdits
from qmskit.readers.trees import Tree
from qmskit.readers.workflows import workflow_tree


def edited_files(qmset: DocumentSet, edits: SetEdits) -> dict[str, bytes | None]:
    """Return the files that edits change, by their paths in the set.

    A proposal that became the agency's own workflow leaves its file for one without `.proposed`.
    """
    files: dict[str, bytes | None] = {}
    if edits.appointments is not None:
        staff: list[Tree] = [appointment_tree(one) for one in edits.appointments]
        files["staff.yaml"] = yaml_bytes("staff.yaml", {"staff": staff}, "staff")
    for code, workflow in edits.workflows.items():
        files |= _workflow_files(qmset, code, workflow)
    return files


def _workflow_files(qmset: DocumentSet, code: str, workflow: Workflow) -> dict[str, bytes | None]:
    known = qmset.workflow_files.get(code, "")
    if workflow.standing is WorkflowStanding.PROPOSED:
        path = known if known.endswith(PROPOSED) else f"workflows/{code}{PROPOSED}"
        return {path: yaml_bytes(path, workflow_tree(workflow), "workflow")}
    path = known if known and not known.endswith(PROPOSED) else f"workflows/{code}.yaml"
    files: dict[str, bytes | None] = {path: yaml_bytes(path, workflow_tree(workflow), "workflow")}
    if known.endswith(PROPOSED):
        files[known] = None
    return files
