"""Procedures that a legal text touches because they cite a text it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.citing import numbers_cited
from qmskit.law.states import first_day
from qmskit.model.legal_texts import LegalText, Register, Relation, RelationKind
from qmskit.model.procedures import LegalBasis, Procedure

# A text that only guides another one leaves it as it is.
_CHANGED = {
    RelationKind.AMENDS: marked("{cited} được {by} sửa đổi, bổ sung"),
    RelationKind.REPLACES: marked("{cited} được {by} thay thế"),
    RelationKind.REPEALS: marked("{cited} bị {by} bãi bỏ"),
    RelationKind.SUSPENDS: marked("{cited} bị {by} ngưng hiệu lực, đình chỉ"),
}


@dataclass(frozen=True, slots=True)
class Touched:
    """A procedure that cites a text which another one changes.

    Attributes:
        citation: as the record cites it; the text meant is that of the relation.
    """

    procedure: Procedure
    citation: LegalBasis
    relation: Relation


def changing_relations(text: LegalText, day: date) -> tuple[Relation, ...]:
    """Return what a text does with others on a day and after it, in the order of the register."""
    return tuple(
        one
        for one in text.relations
        if one.kind in _CHANGED and (one.until is None or day < one.until)
    )


def touched_procedures(
    procedures: Iterable[Procedure], register: Register, text: LegalText, day: date
) -> tuple[Touched, ...]:
    """Return the procedures that cite what a text amends, replaces, repeals or suspends.

    A citation by title is looked up in the register. A name without a year means the text that was
    in force before this one, and where it may mean several, any of them.

    Args:
        procedures: as they are now.
        register: holds at least the texts that are cited by title.
        text: the text that acts; it need not be in force, and its day need not be known.
        day: the day asked about; what no longer holds on it touches nothing.

    Returns:
        One for each citation and relation, in the order of the procedures.
    """
    relations: dict[str, list[Relation]] = {}
    for one in changing_relations(text, day):
        relations.setdefault(one.number, []).append(one)
    begins = first_day(text)
    before = min(day, begins - timedelta(days=1)) if begins else day
    return tuple(
        Touched(procedure, basis, relation)
        for procedure in procedures
        for basis in procedure.legal_bases
        for number in numbers_cited(basis, register, before)
        for relation in relations.get(number, ())
    )


def touch_told(number: str, relations: Iterable[Relation], by: str) -> tuple[str, ...]:
    """Return what a text does with another one, in words, a sentence for each way of acting.

    Args:
        number: the text acted on.
        relations: those with that text; others are left out.
        by: the text that acts.
    """
    provisions: dict[RelationKind, list[str]] = {}
    for one in relations:
        if one.number == number and one.kind in _CHANGED:
            provisions.setdefault(one.kind, []).append(one.provision)
    return tuple(
        _(_CHANGED[kind]).format(cited=_cited(number, parts), by=by)
        for kind, parts in provisions.items()
    )


def told_together(touched: Iterable[Touched], by: str) -> Mapping[str, tuple[str, ...]]:
    """Return why procedures are touched, in words, by their codes."""
    found: dict[str, dict[str, list[Relation]]] = {}
    for one in touched:
        of_procedure = found.setdefault(one.procedure.code, {})
        of_procedure.setdefault(one.relation.number, []).append(one.relation)
    return {
        code: tuple(
            _("căn cứ pháp lý {told}").format(told=told)
            for number, relations in numbers.items()
            for told in touch_told(number, dict.fromkeys(relations), by)
        )
        for code, numbers in found.items()
    }


def _cited(number: str, provisions: Iterable[str]) -> str:
    told = ", ".join(one for one in dict.fromkeys(provisions) if one)
    return f"{number} ({told})" if told else number
