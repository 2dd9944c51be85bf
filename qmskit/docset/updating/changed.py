"""What an update changes in substance: the State's records and the province's decisions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qmskit.changes.citations import title_key
from qmskit.changes.procedures import decision_changes, procedure_diff
from qmskit.changes.telling import decisions_told
from qmskit.model.changes import Change, DiffKind, ProcedureDiff
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import ProvinceDecisions, WorkflowStanding

_SUBSTANTIVE = frozenset({DiffKind.AMENDED, DiffKind.RENAMED})
_LIMIT = "province.limit"


@dataclass(frozen=True, slots=True)
class Changed:
    """What becomes different for the procedures of a set.

    Attributes:
        before, after: the set, and the set with the new records and decisions in it.
        diffs: records that stay in the scope and change in substance, by procedure code.
        decided: what the province decides otherwise, by procedure code; only what differs.
    """

    before: DocumentSet
    after: DocumentSet
    diffs: Mapping[str, ProcedureDiff]
    decided: Mapping[str, tuple[Change, ...]]

    @property
    def reduced(self) -> tuple[str, ...]:
        """Return the procedures for which the province fixes another limit."""
        return tuple(
            code
            for code, changes in self.decided.items()
            if any(one.path == _LIMIT for one in changes)
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Return all procedures whose documents must follow, sorted."""
        return tuple(sorted(self.diffs.keys() | self.decided.keys()))

    @property
    def gone(self) -> tuple[str, ...]:
        """Return the procedures that leave the scope, sorted."""
        return tuple(sorted(self.before.procedures.keys() - self.after.procedures.keys()))

    @property
    def come(self) -> tuple[str, ...]:
        """Return the procedures that come into the scope, sorted."""
        return tuple(sorted(self.after.procedures.keys() - self.before.procedures.keys()))

    @property
    def suspects(self) -> tuple[str, ...]:
        """Return the procedures whose workflow stays although they change in substance, sorted.

        A proposal follows by itself; a workflow that comes with the change is made for it.
        """
        amended = {code for code, one in self.diffs.items() if one.kind is DiffKind.AMENDED}
        return tuple(sorted(filter(self._stays, amended | set(self.reduced))))

    def _stays(self, code: str) -> bool:
        workflow = self.after.workflow_of(code)
        is_known = workflow is not None and workflow.standing is not WorkflowStanding.PROPOSED
        return is_known and workflow == self.before.workflow_of(code)


def changed(before: DocumentSet, after: DocumentSet) -> Changed:
    """Return what differs in substance between two states of a set."""
    return Changed(before, after, dict(_diffs(before, after)), dict(_decided(before, after)))


def _diffs(before: DocumentSet, after: DocumentSet) -> Iterator[tuple[str, ProcedureDiff]]:
    laws = {title_key(one.title): one.number for one in after.register.texts.values() if one.title}
    for code, new in after.procedures.items():
        old = before.procedures.get(code)
        if old is not None and old != new:
            found = procedure_diff(old, new, laws)
            if found.kind in _SUBSTANTIVE:
                yield code, found


def _decided(before: DocumentSet, after: DocumentSet) -> Iterator[tuple[str, tuple[Change, ...]]]:
    for code in sorted(before.procedures.keys() & after.procedures.keys()):
        nothing = ProvinceDecisions(code)
        old, new = before.province.get(code, nothing), after.province.get(code, nothing)
        if old != new and any(decisions_told(old, new)):
            yield code, decision_changes(old, new)
