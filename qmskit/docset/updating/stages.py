"""Who announced a change: decisions told by records and by the sources of an update."""

import re
from collections.abc import Iterable, Iterator, Sequence

from qmskit.docset.updating.changed import Changed
from qmskit.model.announcements import AnnouncedProcedure, Announcement
from qmskit.model.publication import ChangeOrigin, Owner, PublicationRules
from qmskit.model.texts import folded
from qmskit.model.workflows import Decision

_MINISTRY = re.compile(r"bo |thanh tra chinh phu|van phong chinh phu|ngan hang nha nuoc")
_PROVINCE = re.compile(r"(chu tich )?(uy ban nhan dan|ubnd)")
# NĐ 30/2020/NĐ-CP: the symbol of a decision ends with its issuer's letters.
_OF_MINISTRY = re.compile(r"QĐ-(B[A-ZĐ]+|TTCP|VPCP|NHNN)(-.*)?")
_OF_PROVINCE = re.compile(r"QĐ-(CT)?UBND")


def stage_of(owner: Owner, origin: ChangeOrigin, rules: PublicationRules) -> str:
    """Return the stage at which an owner announces a change; "" where its way has none.

    A stage beside another one makes nothing known, and a province announces only by its list.
    """
    stages = (rules.stages[one] for one in origin.stages)
    found = (
        one.id
        for one in stages
        if one.owner is owner and not one.beside and (one.announces or owner is Owner.MINISTRY)
    )
    return next(found, "")


class Publishing:
    """The decisions that announce what an update changes."""

    def __init__(self, changed: Changed, announcements: Sequence[Announcement]) -> None:
        self._changed, self._announcements = changed, announcements

    def decision(self, owner: Owner, number: str, codes: Sequence[str]) -> Decision | None:
        """Return the decision of an owner that announces what a text changes.

        None where nothing tells it, or two decisions are told: nobody chooses between them.
        """
        told = self._announcing(codes, {number}) or self._announcing(codes, set())
        told = told or set(self._of_records(codes))
        return _only(told, owner)

    def citing(self, owner: Owner, number: str, codes: Sequence[str]) -> Decision | None:
        """Return the decision of an owner that cites a text for procedures; None as above."""
        return _only(self._announcing(codes, {number}), owner)

    def _announcing(self, codes: Sequence[str], cited: set[str]) -> set[Decision]:
        """Return decisions with a row for procedures that cites a text, or none at all."""
        return {
            one.decision
            for one in self._announcements
            for row in one.rows
            if row.code in codes and _cites(row, cited)
        }

    def _of_records(self, codes: Iterable[str]) -> Iterator[Decision]:
        """Yield the announcing decisions that records name now and did not name before."""
        for code in codes:
            diff = self._changed.diffs.get(code)
            old = diff.old.decision if diff and diff.old else None
            new = diff.new.decision if diff and diff.new else None
            if new and new.number and (old is None or old.number != new.number):
                yield Decision(new.number, new.issued, new.issuer)


def _cites(row: AnnouncedProcedure, cited: set[str]) -> bool:
    numbers = {one.number for one in row.legal_bases if one.number}
    return bool(numbers & cited) if cited else not numbers


def _only(decisions: set[Decision], owner: Owner) -> Decision | None:
    """Return the one decision of an owner whose day is known; None where there are more."""
    found = [one for one in decisions if _owner(one) is owner]
    return found[0] if len(found) == 1 and found[0].issued else None


def _owner(decision: Decision) -> Owner | None:
    """Return who issued a decision, by its issuer, else by its symbol; None where unknown."""
    issuer = folded(decision.issuer)
    symbol = decision.number.rpartition("/")[2]
    if _PROVINCE.match(issuer) or (not issuer and _OF_PROVINCE.fullmatch(symbol)):
        return Owner.PROVINCE
    if _MINISTRY.match(issuer) or (not issuer and _OF_MINISTRY.fullmatch(symbol)):
        return Owner.MINISTRY
    return None
