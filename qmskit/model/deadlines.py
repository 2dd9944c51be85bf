"""Rules of counting time as data of a framework, and what is counted by them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from qmskit.model.calendars import NO_CALENDAR, CalendarData, DayState, Rest
from qmskit.model.dated import Source, Standing

_FROM_BEST = (Standing.QUOTED, Standing.SECONDARY, Standing.OBSERVED, Standing.UNVERIFIED)


class Counting(StrEnum):
    """A rule of counting time that a result rests on; the value is the word used in YAML."""

    FIRST_DAY = "first-day"
    HOURS = "hours"
    MONTHS = "months"
    REST_AT_THE_END = "rest-at-the-end"
    OUT_OF_HOURS = "out-of-hours"
    SAME_DAY = "same-day"
    PARTS_OF_DAYS = "parts-of-days"
    END_OF_DAY = "end-of-day"


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A term that a legal text sets, in calendar months.

    Attributes:
        id: what data calls the rule: `qd19-2014/4.4a`.
        months: never less than one.
        shifts: kinds of rest day that move the end to the next working day, with their sources.
        source: the provision that sets the term.
        counting: why the term is counted the way it is.
    """

    id: str
    name: str
    months: int
    shifts: Mapping[Rest, Source]
    source: Source
    counting: Source


@dataclass(frozen=True, slots=True)
class Proposals:
    """How well days off are known that only the calendar library proposes.

    Attributes:
        names: the library's name of a day -> where it comes from.
        others: for days of other names.
        kinds: for compensatory days, swapped days and the days worked instead (None).
    """

    names: Mapping[str, Source]
    others: Source
    kinds: Mapping[Rest | None, Source]


@dataclass(frozen=True, slots=True)
class TimeRules:
    """How a framework counts time.

    Attributes:
        deadlines: the first is the default; may be empty.
        proposals: None for a framework that says nothing of days off; the library is not asked.
        calendar: the framework's own calendar, below that of every set.
        hours_a_day: working hours of a working day; None for a framework without rules for steps.
        counting: the source of each rule of counting; whole or empty.
    """

    deadlines: tuple[DeadlineRule, ...] = ()
    proposals: Proposals | None = None
    calendar: CalendarData = NO_CALENDAR
    hours_a_day: Decimal | None = None
    counting: Mapping[Counting, Source] = field(default_factory=dict)


NO_TIME_RULES = TimeRules()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term.

    Attributes:
        effective: the day the term starts from, not counted.
        legal: the last day as months are counted; certain whatever the calendar says.
        due: the same day moved past rest days; never before `legal`.
        shifted_because: the rest days from `legal` to the day before `due`; empty where equal.
        standing: that of the weakest statement `due` rests on.
        is_provisional: whether `due` rests on a day off that is not certain or not verified.
    """

    effective: date
    legal: date
    due: date
    rule: DeadlineRule
    shifted_because: tuple[DayState, ...]
    standing: Standing
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a time came out as it did: a rule, and the sentence for people."""

    rule: Counting
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class ReturnTime:
    """When time that was allowed ends: of a dossier, when its result is handed over.

    Attributes:
        received: when the dossier came, in local time; of a later step, when the one before ended.
        counted_from: when it counts as received: during office hours, before the cut-off.
        because: the rules in the order they were applied.
        rest_days: rest days that the result was moved past, in order; within a limit in calendar
            days or months rest days count and are not among them.
        standing: that of the weakest statement the result rests on, office hours included.
        is_provisional: whether it rests on a day off that is not certain or not verified.
    """

    received: datetime
    counted_from: datetime
    day: date
    hour: time
    because: tuple[Reason, ...]
    rest_days: tuple[DayState, ...]
    standing: Standing
    is_provisional: bool

    @property
    def moment(self) -> datetime:
        """Return day and hour as one."""
        return datetime.combine(self.day, self.hour)


def weakest(sources: Iterable[Source]) -> Standing:
    """Return the standing of what rests on all of `sources`, at least one."""
    return max((one.standing for one in sources), key=_FROM_BEST.index)
