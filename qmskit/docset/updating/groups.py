"""Which procedures of an update belong to which text: the groups that make change events."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from qmskit.docset.updating.changed import Changed
from qmskit.model.announcements import ChangeKind
from qmskit.model.publication import LawChange
from qmskit.readers.prose.citations import text_number


@dataclass(frozen=True, slots=True)
class Group:
    """Procedures that one text changes in one way.

    Attributes:
        text: number of the text.
        codes: of the procedures; empty where an update changes none.
    """

    text: str
    kind: ChangeKind
    codes: tuple[str, ...]


def named(changed: Changed, law: LawChange) -> tuple[Group, ...]:
    """Return what a text that somebody names changes, brings and ends; at least one group."""
    number = text_number(law.number)
    citing = tuple(code for code, one in changed.diffs.items() if number in one.legal_texts)
    groups = (
        Group(number, ChangeKind.AMENDED, citing or tuple(changed.diffs)),
        Group(number, ChangeKind.NEW, changed.come),
        Group(number, ChangeKind.REPEALED, changed.gone),
    )
    return tuple(one for one in groups if one.codes) or groups[:1]


def cited(changed: Changed) -> Iterator[Group]:
    """Yield the procedures of each text that only newer records cite."""
    found: dict[str, list[str]] = {}
    for code, one in changed.diffs.items():
        for number in one.legal_texts:
            found.setdefault(number, []).append(code)
    for number, codes in found.items():
        yield Group(number, ChangeKind.AMENDED, tuple(codes))


def reductions(changed: Changed, covered: Collection[str]) -> Iterator[Group]:
    """Yield the procedures of each reducing decision whose number is known.

    Args:
        covered: procedures that a text changes anyway.
    """
    found: dict[str, list[str]] = {}
    for code in changed.reduced:
        decided = changed.after.province.get(code)
        decision = decided.limit_decision if decided and decided.limit else None
        if decision and decision.number and code not in covered:
            found.setdefault(decision.number, []).append(code)
    for number, codes in found.items():
        yield Group(number, ChangeKind.AMENDED, tuple(codes))
