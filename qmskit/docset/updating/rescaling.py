"""Proposals beside what counts: renewed samples, printed drafts, steps with times rescaled."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qmskit.control.ledger import Entry, Kind
from qmskit.docset.plans import FileChange, yaml_bytes
from qmskit.docset.updating.changed import Changed
from qmskit.documents.directives.workflows import case_total
from qmskit.documents.proposals import binding_limit, proposed_workflow, rescaled_workflow
from qmskit.language import translate as _
from qmskit.model.digests import digest
from qmskit.model.sets import DocumentSet
from qmskit.model.times import Limit
from qmskit.model.workflows import ProvinceDecisions, Workflow, WorkflowStanding
from qmskit.problems import Location, Problem
from qmskit.readers.sets import PROPOSED
from qmskit.readers.workflows import ANY_NAMES, read_workflow, workflow_tree

# What an entry of the ledger calls files whose content somebody else wrote.
ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Proposals:
    """What becomes of the proposals of a set.

    Attributes:
        files: content by path; None for one that goes.
        summaries: by path, in words.
        kept: those that somebody has touched.
        remarks: what somebody has to do by hand.
    """

    files: dict[str, bytes | None] = field(default_factory=dict)
    summaries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kept: list[FileChange] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def proposal_path(code: str) -> str:
    """Return the path of the proposal for a procedure."""
    return f"workflows/{code}{PROPOSED}"


def workflow_path(qmset: DocumentSet, code: str) -> str:
    """Return the file that holds the workflow that counts; "" where there is none."""
    workflow = qmset.workflow_of(code)
    if workflow is None:
        return ""
    if workflow is qmset.workflows.get(code):
        return qmset.workflow_files[code]
    names = [f"province/{code}.yaml"]
    names += [f"packs/{pack.id}/province/{code}.yaml" for pack in qmset.framework.packs]
    there = (name for name in names if (qmset.folder / name).is_file())
    return next(there, names[0])


def renewed(
    changed: Changed, drafts: Mapping[str, Workflow], entries: Iterable[Entry]
) -> Proposals:
    """Return what becomes of proposals; one that somebody touched is never written over.

    Args:
        drafts: workflows of printed documents that name no approving decision, by procedure code.
        entries: of the ledger, which tells what the program wrote.
    """
    made = _Renewing(changed, drafts, Written.of(entries))
    for code in changed.after.procedures:
        made.renew(code)
    return made.found


@dataclass(frozen=True, slots=True)
class Written:
    """What the program wrote by itself: sha256 by path, as the ledger tells."""

    digests: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Written":
        """Return what the entries of a ledger tell of proposals."""
        found: dict[str, set[str]] = {}
        for entry in entries:
            if entry.what in {Kind.NEW, Kind.UPDATE}:
                own = set(entry.details.texts(ENTERED))
                for path, sha in entry.files.items():
                    if path.endswith(PROPOSED) and path not in own:
                        found.setdefault(path, set()).add(sha)
        return cls({path: frozenset(one) for path, one in found.items()})

    def is_as_written(self, folder: Path, path: str) -> bool:
        """Tell whether a file is there, and as the program wrote it."""
        there = folder / path
        return there.is_file() and digest(there.read_bytes()) in self.digests.get(path, ())


class _Renewing:
    """Looks at one procedure after the other."""

    def __init__(self, changed: Changed, drafts: Mapping[str, Workflow], written: Written) -> None:
        self._changed, self._drafts, self._written = changed, drafts, written
        self._before, self._after = changed.before, changed.after
        self._suspects = frozenset(changed.suspects)
        self.found = Proposals()

    def renew(self, code: str) -> None:
        """Find what becomes of the proposal of a procedure."""
        path = proposal_path(code)
        draft = self._drafts.get(code)
        counting = self._after.workflow_of(code)
        decided = self._decided(code)
        if draft:
            self._write(path, draft)
        elif self._is_decided_now(code, path, decided):
            self.found.files[path] = None
        elif code in self._suspects:
            self._rescale(code)
        elif self._is_untouched(code, path):
            if counting is None or counting.standing is WorkflowStanding.PROPOSED:
                self._write(path, self._sample(self._after, code))
            elif counting != self._before.workflow_of(code):
                self.found.files[path] = None

    def _decided(self, code: str) -> Workflow | None:
        return self._after.province.get(code, ProvinceDecisions(code)).workflow

    def _write(self, path: str, workflow: Workflow, told: str = "") -> None:
        content = yaml_bytes(path, workflow_tree(workflow), "workflow")
        there = self._before.folder / path
        is_other = there.is_file() and there.read_bytes() != content
        if is_other and not self._is_untouched(workflow.procedures[0], path):
            self._keep(path)
            return
        self.found.files[path] = content
        self.found.summaries[path] = (told,) if told else ()

    def _keep(self, path: str) -> None:
        message = _("đã có người sửa nên giữ nguyên; xem lại các bước và thời gian trong tệp này")
        self.found.kept.append(FileChange(path, "kept", None, (message,)))

    def _is_decided_now(self, code: str, path: str, decided: Workflow | None) -> bool:
        """Tell whether a proposal holds what the province's workflow says, step by step."""
        if decided is None or self._before.workflow_files.get(code) != path:
            return False
        proposed = self._before.workflows[code]
        if proposed.procedures != (code,):
            return False
        return (proposed.steps, proposed.cases) == (decided.steps, decided.cases)

    def _is_untouched(self, code: str, path: str) -> bool:
        """Tell whether a proposal is what the program wrote, or makes of the record before."""
        there = self._before.folder / path
        if self._written.is_as_written(self._before.folder, path):
            return True
        if code not in self._before.procedures or not there.is_file():
            return False
        sample = workflow_tree(self._sample(self._before, code))
        return there.read_bytes() == yaml_bytes(path, sample, "workflow")

    def _sample(self, qmset: DocumentSet, code: str) -> Workflow:
        reduced = qmset.province.get(code, ProvinceDecisions(code)).limit
        return proposed_workflow(
            qmset.procedures[code], reduced, qmset.agency.type, qmset.framework
        )

    def _rescale(self, code: str) -> None:
        """Propose the steps that count with times for the new limit, where they do not fit it."""
        workflow = self._after.workflow_of(code)
        limit = self._limit(self._after, code)
        if workflow is None or workflow.procedures[0] != code or limit is None:
            return
        old = self._limit(self._before, code)
        known = case_total(workflow, "") if not workflow.cases else None
        if same_time(old, limit) or (known and _fits(known, limit, old)):
            return
        source = workflow_path(self._before, code)
        told = _("chia lại thời gian các bước theo thời hạn {limit}").format(limit=limit.short)
        made = rescaled_workflow(workflow, limit, f"{source}, {told}") if known else None
        if made and self._serves_alike(workflow, limit):
            self._write(proposal_path(code), made, told)
        elif any(step.times for step in workflow.steps):
            message = _("chưa chia lại được thời gian các bước theo thời hạn {limit}")
            fix = _("sửa thời gian các bước theo quyết định, rồi xác nhận bằng qmskit confirm")
            where = Location(source)
            self.found.remarks.append(
                Problem(where, "QMS866", message.format(limit=limit.short), fix)
            )

    def _limit(self, qmset: DocumentSet, code: str) -> Limit | None:
        reduced = qmset.province.get(code, ProvinceDecisions(code)).limit
        return binding_limit(qmset.procedures[code], reduced)

    def _serves_alike(self, workflow: Workflow, limit: Limit) -> bool:
        """Tell whether one limit binds all a workflow serves, and no other draft serves any."""
        others = workflow.procedures[1:]
        limits = [self._limit(self._after, one) for one in others if one in self._after.procedures]
        drafted = {one for file in self._other_drafts(workflow) for one in file.procedures}
        return all(same_time(one, limit) for one in limits) and not drafted & set(others)

    def _other_drafts(self, workflow: Workflow) -> Iterator[Workflow]:
        own = proposal_path(workflow.procedures[0])
        for path in sorted((self._before.folder / "workflows").glob(f"*{PROPOSED}")):
            if f"workflows/{path.name}" != own:
                yield read_workflow(path, path.name, ANY_NAMES)


def same_time(one: Limit | None, other: Limit | None) -> bool:
    """Tell whether two limits are the same time, however it is written; unknown ones are not."""
    if one is None or other is None:
        return False
    if one.working_hours is not None and other.working_hours is not None:
        return one.working_hours == other.working_hours
    return (one.value, one.unit) == (other.value, other.unit)


def _fits(known: Limit, limit: Limit, old: Limit | None) -> bool:
    """Tell whether steps may stay as they are: they take the limit, or chose to be quicker."""
    if same_time(known, limit):
        return True
    if same_time(known, old):
        return False
    hours, most = known.working_hours, limit.working_hours
    if hours is not None and most is not None:
        return hours < most
    is_alike = known.unit is limit.unit and known.value is not None and limit.value is not None
    return is_alike and (known.value or 0) < (limit.value or 0)
