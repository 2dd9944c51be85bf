"""Two readings of one procedure side by side, matched by meaning and not by place.

A source that says nothing is not a source that says otherwise: a portal page loses units, an API
answer leaves fields out. So a field is equal, different, or one side is silent about it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from qmskit.model.procedures import Channel, DossierItem, Fee, LegalBasis, Procedure
from qmskit.model.texts import folded, one_line
from qmskit.model.times import Limit, TimeUnit
from qmskit.readers.prose.citations import numbers_in

# What is neither letter nor digit means nothing, unless it parts digits: 1,5 is not 15.
_MEANINGLESS = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")


class Relation(Enum):
    """How two readings of a field relate; the value is the word used in reports."""

    EQUAL = "equal"
    DIFFERENT = "different"
    OLD_SILENT = "old-silent"
    NEW_SILENT = "new-silent"


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field in two readings.

    Attributes:
        path: the field, with the member meant in brackets: `legal_bases[60/2014/QH13]`.
        old, new: in words; "" where a side does not have it.
    """

    path: str
    old: str
    new: str
    relation: Relation


def compared(old: Procedure, new: Procedure) -> tuple[FieldComparison, ...]:
    """Return the fields that at least one of two readings of a procedure tells.

    Channels are matched by method, legal texts by number, papers, results and applicants by their
    letters; the order of the source does not count, nor do bullets, blanks, capitals and marks.
    Units are never converted, and a unit that one side does not know is no difference. The kinds of
    fees are not compared: a portal page has one column for all of them. Agencies, variants, notes,
    attached files and what a reading could not understand are not compared either.
    """
    return tuple(_comparisons(old, new))


def _comparisons(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
    for path, text_of in _TEXTS.items():
        yield from _text(path, text_of(old), text_of(new))
    for path, members_of in _COLLECTIONS.items():
        yield from _members(path, members_of(old), members_of(new))
    yield from _papers(old, new)
    yield from _channels(old.channels, new.channels)


def meaning(text: str) -> str:
    """Return what two wordings of one thing share: letters and digits, without diacritics."""
    return _MEANINGLESS.sub("", folded(text))


def _text(path: str, old: str, new: str) -> Iterator[FieldComparison]:
    relation = _words(old, new)
    if relation:
        yield FieldComparison(path, old, new, relation)


def _silence(old: object, new: object) -> Relation | None:
    """Return which side is silent; None when both tell something."""
    if not old:
        return Relation.OLD_SILENT
    return None if new else Relation.NEW_SILENT


def _relation(*, is_equal: bool) -> Relation:
    return Relation.EQUAL if is_equal else Relation.DIFFERENT


def _members(
    path: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[FieldComparison]:
    """Yield the members of two collections; an empty collection is silent about all of them."""
    silence = _silence(old, new)
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key, ""), new.get(key, "")
        relation = silence or _relation(is_equal=key in old and key in new)
        yield FieldComparison(f"{path}[{key}]", before, after, relation)


def _steps(procedure: Procedure) -> str:
    return "\n".join(
        text for step in procedure.execution for text in (step.name, step.text) if text
    )


def _levels(procedure: Procedure) -> dict[str, str]:
    return {level.value: level.value for level in procedure.levels}


def _named(names: Iterable[str]) -> dict[str, str]:
    return {meaning(name): name for name in names}


def _legal_bases(bases: Iterable[LegalBasis]) -> dict[str, str]:
    return {_citation(basis): basis.title or basis.number for basis in bases}


def _citation(basis: LegalBasis) -> str:
    """Return the number in its usual form, `03/2023/TT-BTP`; without one the letters."""
    written = basis.number or basis.cited
    return next(iter(numbers_in(written)), "") or meaning(written or basis.title)


def _papers(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
    """Yield the papers of two dossiers, then the copies asked for of those that both have."""
    before, after = _papers_by_name(old), _papers_by_name(new)
    names = ({key: paper.name for key, paper in side.items()} for side in (before, after))
    yield from _members("dossier", next(names), next(names))
    for key in before:
        if key in after:
            path = f"dossier[{key}].copies"
            yield from _text(path, _copies(before[key]), _copies(after[key]))


def _papers_by_name(procedure: Procedure) -> dict[str, DossierItem]:
    """Return the papers by case and name; those of one name are numbered by their copies."""
    papers: dict[str, list[DossierItem]] = {}
    for case in procedure.dossier:
        for item in case.items:
            papers.setdefault(f"{meaning(case.name)}:{meaning(item.name)}", []).append(item)
    return {
        f"{key}:{at}" if at > 1 else key: item
        for key, items in papers.items()
        for at, item in enumerate(sorted(items, key=_copies), start=1)
    }


def _copies(item: DossierItem) -> str:
    """Return originals and copies, `1 + 0`; "" where the source tells neither."""
    if item.original_qty is None and item.copy_qty is None:
        return ""
    return f"{item.original_qty or 0} + {item.copy_qty or 0}"


def _channels(old: tuple[Channel, ...], new: tuple[Channel, ...]) -> Iterator[FieldComparison]:
    methods = dict.fromkeys(channel.method for channel in (*old, *new))
    for method in methods:
        pairs = zip_longest(*([one for one in side if one.method is method] for side in (old, new)))
        for at, (before, after) in enumerate(pairs):
            path = f"channels.{method.value}" + (f"[{at + 1}]" if at else "")
            if before and after:
                yield from _channel(path, before, after)
            else:
                relation = _silence(old, new) or Relation.DIFFERENT
                yield FieldComparison(path, _told(before), _told(after), relation)


def _told(channel: Channel | None) -> str:
    return str(channel.limit) if channel else ""


def _channel(path: str, old: Channel, new: Channel) -> Iterator[FieldComparison]:
    relation = _limits(old.limit, new.limit)
    if relation:
        yield FieldComparison(f"{path}.limit", str(old.limit), str(new.limit), relation)
    yield from _fees(f"{path}.fees", _rates(old.fees), _rates(new.fees))
    yield from _text(f"{path}.text", old.text, new.text)


def _limits(old: Limit, new: Limit) -> Relation | None:
    """Return how two limits relate; None when neither tells anything.

    Words without a number are silent about the number of the other side.
    """
    if not (old.has_number or new.has_number):
        return _words(old.text, new.text)
    if silence := _silence(old.has_number, new.has_number):
        return silence
    return _units(old.unit, new.unit) if old.value == new.value else Relation.DIFFERENT


def _words(old: str, new: str) -> Relation | None:
    if not old and not new:
        return None
    return _silence(old, new) or _relation(is_equal=meaning(old) == meaning(new))


def _units(old: TimeUnit, new: TimeUnit) -> Relation:
    if old is new:
        return Relation.EQUAL
    if old is TimeUnit.UNKNOWN:
        return Relation.OLD_SILENT
    return Relation.NEW_SILENT if new is TimeUnit.UNKNOWN else Relation.DIFFERENT


def _rates(fees: Iterable[Fee]) -> dict[str, str]:
    """Return the fees that tell something, by amount and words."""
    told = (fee for fee in fees if fee.amount is not None or fee.text)
    return {
        f"{_amount(fee)}|{meaning(fee.text)}": f"{_amount(fee)} {one_line(fee.text)}".strip()
        for fee in told
    }


def _amount(fee: Fee) -> str:
    return "" if fee.amount is None else f"{fee.amount.normalize():f} {fee.currency}".strip()


def _fees(path: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FieldComparison]:
    if old or new:
        relation = _silence(old, new) or _relation(is_equal=old.keys() == new.keys())
        yield FieldComparison(path, "; ".join(old.values()), "; ".join(new.values()), relation)


_TEXTS: Mapping[str, Callable[[Procedure], str]] = {
    "name": lambda one: one.name,
    "field": lambda one: one.field,
    "decision.number": lambda one: one.decision.number,
    "requirements": lambda one: one.requirements,
    "execution": _steps,
}
_COLLECTIONS: Mapping[str, Callable[[Procedure], Mapping[str, str]]] = {
    "levels": _levels,
    "applicants": lambda one: _named(one.applicants),
    "results": lambda one: _named(one.results),
    "legal_bases": lambda one: _legal_bases(one.legal_bases),
}
