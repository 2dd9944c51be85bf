"""Differences between two states, told in words."""

from collections.abc import Iterable, Iterator

from qmskit.changes.comparing import differing
from qmskit.changes.relations import FieldComparison, Relation
from qmskit.changes.summaries import phrase
from qmskit.changes.workflows import decisions_compared, workflow_compared
from qmskit.language import translate as _
from qmskit.model.procedures import Procedure
from qmskit.model.workflows import ProvinceDecisions, Workflow


def differences_told(old: Procedure, new: Procedure) -> Iterator[str]:
    """Yield one line a field that two readings tell differently, or only one of them tells."""
    if old.is_listed_only and not new.is_listed_only:
        yield _("nay có bản ghi đầy đủ; trước chỉ có mã và tên")
        return
    yield from _told(differing(old, new))


def decisions_told(old: ProvinceDecisions, new: ProvinceDecisions) -> Iterator[str]:
    """Yield one line a thing that the province decides otherwise than before."""
    yield from _told(decisions_compared(old, new))


def workflow_told(old: Workflow | None, new: Workflow) -> Iterator[str]:
    """Yield one line a thing that differs between two workflows, step by step."""
    yield from _told(workflow_compared(old, new))


def _told(found: Iterable[FieldComparison]) -> Iterator[str]:
    return (phrase(one) for one in found if one.relation is not Relation.EQUAL)
