"""The stages of a change: when each was done, when it had to be, and how long it took."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Protocol

from qmskit.model.legal_texts import Register
from qmskit.model.publication import (
    Anchor,
    ChangeEvent,
    Owner,
    PublicationRules,
    PublicationStage,
    PublicationTerm,
)

# No office rests longer; a calendar that says so is wrong, and nothing is counted by it.
_LONGEST_REST = 366


class Term(Protocol):
    """A term that ends: its last day as counted, and that day moved past days off."""

    @property
    def legal(self) -> date: ...

    @property
    def due(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What changes are reckoned by.

    Attributes:
        deadline: gives the agency's term for a text that takes effect on a day.
        is_working: tells whether a day is a working day.
        counts_terms: whether the terms of those who publish are counted.
    """

    rules: PublicationRules
    register: Register
    deadline: Callable[[date], Term]
    is_working: Callable[[date], bool]
    counts_terms: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A stage of a change.

    Attributes:
        number: of the decision; may be empty.
        on: day it was done; None while it is not known to be.
        statutory: last day for it; None where none is fixed, known or counted.
        term: the rule of `statutory`; None for the agency's own stage too.
        days_used: days since the stage before was done, of the open stage until today; None where
            the day before is not known.
        days_late: days after `statutory`, zero for none; None without one, or where nobody knows
            whether the stage was done and when.
        is_open: whether it is the next one to be done, as far as is known.
        is_told: whether somebody wrote the stage down, with a day or as not done yet.
    """

    stage: PublicationStage
    number: str
    on: date | None
    statutory: date | None = None
    term: PublicationTerm | None = None
    days_used: int | None = None
    days_late: int | None = None
    is_open: bool = False
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a change that its stages are measured by; `applied` as `chain_of` takes it."""

    as_of: date
    effective: date | None
    deadline: Term | None
    applied: date | None


def links_of(event: ChangeEvent, reckoning: Reckoning, days: Days) -> Iterator[Link]:
    """Yield the stages a change passes, in order."""
    rules = reckoning.rules
    stages = [rules.stages[one] for one in rules.origins[event.origin].stages]
    needed = [one for one in stages if event.needs(one.id) and event.needs(one.beside)]
    done = {one.id: _done_on(one, event, days) for one in needed}
    open_stage = _first_open(needed, done)
    text = reckoning.register.texts.get(event.text)
    issued = before = text.issued if text else None
    for stage in needed:
        base = done[stage.beside] if stage.beside else before
        term = _term(stage, event, reckoning, days)
        last = _last_day(term, reckoning, days, (issued, base))
        if stage.owner is Owner.AGENCY and days.deadline:
            last = days.deadline.due
        link = Link(stage, event.record_of(stage.id).number, done[stage.id], last, term)
        is_told = stage.owner is Owner.AGENCY or event.tells_of(stage.id)
        link = replace(link, is_open=stage.id == open_stage, is_told=is_told)
        yield _measured(link, base, days.as_of)
        before = before if stage.beside else link.on or before


def _measured(link: Link, base: date | None, as_of: date) -> Link:
    """Return a stage with the days it took; one that nobody told of is late for nobody.

    Args:
        base: day the stage before was done, None where it is not known.
    """
    end = link.on or (as_of if link.is_open else None)
    late = max(0, (end - link.statutory).days) if end and link.statutory and link.is_told else None
    return replace(link, days_used=(end - base).days if end and base else None, days_late=late)


def _done_on(stage: PublicationStage, event: ChangeEvent, days: Days) -> date | None:
    """Return the day a stage was done; what is to come has not been done yet."""
    on = event.record_of(stage.id).on
    if stage.owner is Owner.AGENCY:
        on = days.applied or on
    return on if on and on <= days.as_of else None


def _first_open(needed: list[PublicationStage], done: dict[str, date | None]) -> str:
    """Return the stage behind the last one done, or "" where the last of all is done."""
    found = ""
    for stage in reversed([one for one in needed if not one.beside]):
        if done[stage.id]:
            return found
        found = stage.id
    return found


def _term(
    stage: PublicationStage, event: ChangeEvent, reckoning: Reckoning, days: Days
) -> PublicationTerm | None:
    if not reckoning.counts_terms or days.effective is None:
        return None
    effective = days.effective
    fitting = (one for one in stage.terms if one.for_shortened is event.is_shortened)
    return next((one for one in fitting if one.serves(effective)), None)


def _last_day(
    term: PublicationTerm | None,
    reckoning: Reckoning,
    days: Days,
    known: tuple[date | None, date | None],
) -> date | None:
    """Return the last day of a term; None where its anchor is not known.

    Args:
        known: day of issue of the text, day of the stage before.
    """
    if term is None:
        return None
    issued, before = known
    anchors = {Anchor.EFFECTIVE: days.effective, Anchor.ISSUED: issued, Anchor.STAGE: before}
    anchor = anchors[term.anchor]
    if anchor is None:
        return None
    if term.in_working_days:
        return _working_days_after(anchor, term.days, reckoning.is_working)
    return _days_after(anchor, -term.days if term.is_before else term.days)


def _working_days_after(day: date, count: int, is_working: Callable[[date], bool]) -> date | None:
    """Return the day some working days after a day; None where a year brings too few."""
    following = (_days_after(day, number) for number in range(1, count + _LONGEST_REST))
    working = (one for one in following if one and is_working(one))
    return next(islice(working, count - 1, None), None)


def _days_after(day: date, count: int) -> date | None:
    """Return the day some days after or before a day; None where the calendar has no such day."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None
