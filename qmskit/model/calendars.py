"""Calendars as data: days off, days worked, the hours of an agency; each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from qmskit.model.dated import Source

SATURDAY = 5


class Rest(StrEnum):
    """Why a day is no working day; the value is the word used in YAML."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A day that a calendar names.

    Attributes:
        rest: why nobody works; None for a day that is worked.
        name: what the day is called, in Vietnamese.
        instead_of: the day off that a worked day makes up for, or None.
    """

    rest: Rest | None
    name: str
    source: Source
    instead_of: date | None = None


@dataclass(frozen=True, slots=True)
class DayState:
    """What a calendar says about one day.

    Attributes:
        rest: why nobody works; None for a working day.
        name: what the day is called; empty for an ordinary day.
        is_certain: whether the day lies in the time whose days off are certain.
    """

    day: date
    rest: Rest | None
    name: str
    source: Source
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Session:
    """Office hours of some days of the week, without a break.

    Attributes:
        weekdays: Monday is 0.
        is_counted: whether the time belongs to time limits; in a session that is not counted the
            desk only receives.
    """

    weekdays: frozenset[int]
    opens: time
    closes: time
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The sessions of a week, no two at the same time; never empty."""

    sessions: tuple[Session, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Certainty:
    """The last day up to which days off are certain, and who says so."""

    until: date
    source: Source


@dataclass(frozen=True, slots=True)
class CutOff:
    """The hour after which a dossier counts as received on the next working day."""

    hour: time
    source: Source


@dataclass(frozen=True, slots=True)
class CalendarData:
    """What one owner says about days and hours; everything may be missing.

    Attributes:
        days: days off and days worked, by day.
        whole_years: years whose days off stand here completely: whoever comes below is not asked.
        weekdays_off: rest days of every week, Monday is 0; None where the owner says nothing.
        week_source: where `weekdays_off` comes from.
    """

    days: Mapping[date, DayEntry] = field(default_factory=dict)
    whole_years: frozenset[int] = frozenset()
    certain: Certainty | None = None
    weekdays_off: frozenset[int] | None = None
    week_source: Source | None = None
    hours: OfficeHours | None = None
    cut_off: CutOff | None = None

    def over(self, below: "CalendarData") -> "CalendarData":
        """Return this calendar with what only `below` says."""
        rest = {day: one for day, one in below.days.items() if day.year not in self.whole_years}
        is_own_week = self.weekdays_off is not None
        return CalendarData(
            days={**rest, **self.days},
            whole_years=self.whole_years | below.whole_years,
            certain=self.certain or below.certain,
            weekdays_off=self.weekdays_off if is_own_week else below.weekdays_off,
            week_source=self.week_source if is_own_week else below.week_source,
            hours=self.hours or below.hours,
            cut_off=self.cut_off or below.cut_off,
        )


NO_CALENDAR = CalendarData()
