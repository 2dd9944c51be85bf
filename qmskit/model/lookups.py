"""Which paper holds on a day: what somebody with a check code in hand is told."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class LookupState(Enum):
    """How an issued document stands on a day; the value marks it in pages."""

    NOT_YET = "not-yet"
    IN_FORCE = "in-force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LookupRow:
    """An issue or revision of a document that was released once.

    Attributes:
        check: code on its cover, `K7QM-2XRD`.
        code: document code, `QT 01/CX-HT`.
        effective: first day it holds.
        decision: number of the decision that issued it.
        decided_on: day of that decision.
        ended_on: first day it no longer holds; None while no end is known.
        still_for: dossiers received before this day are still handled by it after its end.
        replaced_by: check code of what came in its place; empty when it was withdrawn.
        ended_by: number of the decision that replaced or withdrew it.
    """

    check: str
    code: str
    title: str
    issue: int
    revision: int
    effective: date
    decision: str
    decided_on: date
    ended_on: date | None = None
    still_for: date | None = None
    replaced_by: str = ""
    ended_by: str = ""

    def phases(self) -> tuple[tuple[date, LookupState], ...]:
        """Return its states with the first day of each, in the order of the days.

        What is withdrawn before its first day never holds.
        """
        found = [(date.min, LookupState.NOT_YET)]
        if self.ended_on is None or self.effective < self.ended_on:
            found.append((self.effective, LookupState.IN_FORCE))
        if self.ended_on is not None:
            ended = LookupState.REPLACED if self.replaced_by else LookupState.WITHDRAWN
            found.append((self.ended_on, ended))
        return tuple(found)

    def state_on(self, day: date) -> LookupState:
        """Return how it stands on a day."""
        return next(state for since, state in reversed(self.phases()) if since <= day)
