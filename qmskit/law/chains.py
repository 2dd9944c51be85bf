"""The chain from a legal text to an agency's documents, with both of its clocks.

The clock of the law runs from the day the text takes effect, whoever publishes late. The clock of
the work runs from the day the last of the others was ready, so that it shows whose delay it is.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from qmskit.law.links import Days, Link, Reckoning, Term, links_of
from qmskit.law.states import first_day
from qmskit.model.publication import ChangeEvent, Owner, PublicationStage


class ChangeStatus(Enum):
    """Where a change stands on the clock of the law."""

    NOT_YET_EFFECTIVE = "not-yet-effective"
    DUE = "due"
    OVERDUE = "overdue"
    APPLIED = "applied"
    UNKNOWN_EFFECTIVE_DAY = "unknown-effective-day"
    WAITING_FOR_ANNOUNCEMENT = "waiting-for-announcement"


@dataclass(frozen=True, slots=True)
class Chain:
    """A change on a day.

    Attributes:
        effective: None where nobody knows the day.
        deadline: the agency's term; None where it does not run or its beginning is not known.
        links: the stages the change passes, in order; the last one is the agency's.
        waiting_on: who has to act before the agency can; None for nobody. After the deadline only
            where somebody wrote down that the stage is not done: a gap in the notes blames nobody.
        days: days that remain until the deadline, negative after it; None without one.
        at_hand: the day from which all that comes from others was there; None until then.
        days_at_hand: days the agency has had, or took, from then on.
        days_left_at_hand: days until the deadline that others left it, negative for none.
    """

    event: ChangeEvent
    as_of: date
    effective: date | None
    deadline: Term | None
    links: tuple[Link, ...]
    status: ChangeStatus
    waiting_on: Owner | None
    days: int | None
    at_hand: date | None
    days_at_hand: int | None
    days_left_at_hand: int | None

    @property
    def applied(self) -> date | None:
        """Return the day the documents followed the change, or None."""
        return self.links[-1].on

    @property
    def late_at(self) -> PublicationStage | None:
        """Return the stage that made the change late; None for one in time, or nobody can tell.

        It is the first of those stages of others that were done after the deadline: before that
        day nobody behind could act. Where all was there in time it is the agency's own.
        """
        if not self.is_late or self.deadline is None:
            return None
        others = [one for one in self.links[:-1] if not one.stage.beside]
        for one in others:
            if (one.on and one.on > self.deadline.due) or (one.is_open and one.is_told):
                return one.stage
        return self.links[-1].stage if not others or others[-1].on else None

    @property
    def is_late(self) -> bool:
        """Tell whether the documents followed after the deadline, or have not followed by now."""
        end = self.applied or self.as_of
        return self.deadline is not None and end > self.deadline.due


def chain_of(
    event: ChangeEvent, reckoning: Reckoning, as_of: date, applied: date | None = None
) -> Chain:
    """Return where a change stands on a day.

    Args:
        event: its origin is one of the rules.
        applied: the day on which the last of the documents it touches was released with it; where
            none is given, the day written down with the event.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a; NĐ 63/2010/NĐ-CP, Điều 15, Điều 24.
    """
    text = reckoning.register.texts.get(event.text)
    effective = event.effective or (first_day(text, event.provision) if text else None)
    starts_clock = reckoning.rules.origins[event.origin].starts_clock
    deadline = reckoning.deadline(effective) if starts_clock and effective else None
    links = tuple(links_of(event, reckoning, Days(as_of, effective, deadline, applied)))
    at_hand = _at_hand(links, text.issued if text else None)
    end = links[-1].on or as_of
    status = _status(links, effective, deadline, as_of)
    return Chain(
        event=event,
        as_of=as_of,
        effective=effective,
        deadline=deadline,
        links=links,
        status=status,
        waiting_on=_waiting_on(links, status),
        days=(deadline.due - as_of).days if deadline else None,
        at_hand=at_hand,
        days_at_hand=(end - at_hand).days if at_hand else None,
        days_left_at_hand=(deadline.due - at_hand).days if at_hand and deadline else None,
    )


def _status(
    links: tuple[Link, ...], effective: date | None, deadline: Term | None, as_of: date
) -> ChangeStatus:
    if links[-1].on:
        return ChangeStatus.APPLIED
    if effective is None:
        return ChangeStatus.UNKNOWN_EFFECTIVE_DAY
    if as_of < effective:
        return ChangeStatus.NOT_YET_EFFECTIVE
    if deadline and as_of > deadline.due:
        return ChangeStatus.OVERDUE
    if not _is_announced(links):
        return ChangeStatus.WAITING_FOR_ANNOUNCEMENT
    return ChangeStatus.DUE


def _is_announced(links: tuple[Link, ...]) -> bool:
    """Tell whether the stage that announces, or a later one, is done; or whether there is none."""
    first = next((index for index, one in enumerate(links) if one.stage.announces), None)
    return first is None or any(one.on for one in links[first:] if not one.stage.beside)


def _waiting_on(links: tuple[Link, ...], status: ChangeStatus) -> Owner | None:
    found = next((one for one in links if one.is_open), None)
    if found is None or found.stage.owner is Owner.AGENCY:
        return None
    is_gap = status is ChangeStatus.OVERDUE and not found.is_told
    return None if is_gap else found.stage.owner


def _at_hand(links: tuple[Link, ...], issued: date | None) -> date | None:
    """Return the day the last of the others was ready; without others, the day of issue."""
    others = [one for one in links[:-1] if not one.stage.beside]
    if not others:
        return issued
    return others[-1].on
