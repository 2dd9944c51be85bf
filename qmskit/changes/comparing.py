"""Two readings of one procedure side by side, matched by meaning and not by place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from qmskit.changes.channels import channels, variants
from qmskit.changes.citations import legal_bases
from qmskit.changes.dossiers import dossier
from qmskit.changes.relations import FieldComparison, Relation, members, named, text, words
from qmskit.language import translate as _
from qmskit.model.procedures import Level, Procedure
from qmskit.model.texts import one_line

_PREFIX = re.compile(r"^\W*thủ tục(?: hành chính)?:?\s+(?=\w)", re.IGNORECASE)

_Comparer = Callable[[Procedure, Procedure], Iterable[FieldComparison]]


def compared(
    old: Procedure, new: Procedure, numbers: Mapping[str, str] | None = None
) -> tuple[FieldComparison, ...]:
    """Return the fields that at least one of two readings of a procedure tells.

    Channels are matched by method, legal texts by number, papers, results and applicants by their
    letters; the order of the source does not count, nor do bullets, blanks, capitals and marks.
    Units are never converted, and a unit that one side does not know is no difference. The kinds of
    fees count only where the amounts differ: a portal page has one column for all of them.

    Agencies, notes, codes of papers, days and issuers of announcing decisions and what a reading
    could not understand are not compared: the sources fill them in by too different habits.

    Args:
        numbers: see `legal_bases`.
    """
    comparers = _comparers(numbers or {})
    return tuple(one for compare in comparers.values() for one in compare(old, new))


def differing(
    old: Procedure, new: Procedure, numbers: Mapping[str, str] | None = None
) -> tuple[FieldComparison, ...]:
    """Return the fields of `compared` that two readings do not tell in the same words."""
    return tuple(
        one
        for field, compare in _comparers(numbers or {}).items()
        if getattr(old, field) != getattr(new, field)
        for one in compare(old, new)
        if one.relation is not Relation.EQUAL or one.old != one.new
    )


def _name(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
    """Yield how two names relate; who writes “Thủ tục” before a name renames nothing."""
    names = (_PREFIX.sub("", one_line(one.name)) for one in (old, new))
    found = words(next(names), next(names))
    if found:
        yield FieldComparison("name", old.name, new.name, found)


def _text(path: str, text_of: Callable[[Procedure], str]) -> _Comparer:
    def compare(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
        return text(path, text_of(old), text_of(new))

    return compare


def _members(path: str, members_of: Callable[[Procedure], Mapping[str, str]]) -> _Comparer:
    def compare(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
        return members(path, members_of(old), members_of(new))

    return compare


def _steps(procedure: Procedure) -> str:
    return "\n".join(
        text for step in procedure.execution for text in (step.name, step.text) if text
    )


def _levels(procedure: Procedure) -> dict[str, str]:
    called = {
        Level.COMMUNE: _("cấp xã"),
        Level.PROVINCE: _("cấp tỉnh"),
        Level.MINISTRY: _("cấp bộ"),
        Level.OTHER: _("cơ quan khác"),
    }
    return {level.value: called[level] for level in procedure.levels}


def _sets(procedure: Procedure) -> str:
    return "" if procedure.set_count is None else str(procedure.set_count)


def _comparers(numbers: Mapping[str, str]) -> Mapping[str, _Comparer]:
    """Return what compares each field of a record, in the order in which changes are told."""
    return {**_FIELDS, "legal_bases": partial(legal_bases, numbers=numbers)}


_FIELDS: Mapping[str, _Comparer] = {
    "name": _name,
    "field": _text("field", lambda one: one.field),
    "decision": _text("decision.number", lambda one: one.decision.number),
    "levels": _members("levels", _levels),
    "applicants": _members("applicants", lambda one: named(one.applicants)),
    "results": _members("results", lambda one: named(one.results)),
    "requirements": _text("requirements", lambda one: one.requirements),
    "execution": _text("execution", _steps),
    "channels": channels,
    "variants": variants,
    "dossier": dossier,
    "set_count": _text("set_count", _sets),
}
