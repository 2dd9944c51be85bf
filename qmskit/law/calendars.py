"""What a day is: worked or not, why, who says so, and whether that is certain.

The set's `calendar.yaml` decides, then the framework's, then the rest days of the week; days that
neither names are proposed by the calendar library.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from qmskit.language import translate as _
from qmskit.law.proposals import proposed
from qmskit.model.calendars import (
    NO_CALENDAR,
    CalendarData,
    DayEntry,
    DayState,
    Rest,
)
from qmskit.model.dated import Source, Standing
from qmskit.model.deadlines import Proposals, TimeRules
from qmskit.model.sets import DocumentSet
from qmskit.problems import QmskitError
from qmskit.readers.time_rules import first_time_rules

# Nobody rests longer; a calendar without a working day is a mistake.
_MOST_REST_DAYS = 366


class OutOfCalendarError(QmskitError, ValueError):
    """A day was counted that no calendar holds.

    Attributes:
        day: the day the counting began from.
    """

    def __init__(self, day: date) -> None:
        """Keep the day."""
        self.day = day
        message = _("không tính được thời hạn kể từ ngày {day}: vượt quá lịch")
        super().__init__(message.format(day=f"{day:%d/%m/%Y}"))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one agency.

    Attributes:
        rules: the framework's rules of time.
        data: what the agency and the framework say about days, the agency first.
    """

    rules: TimeRules
    data: CalendarData

    def state(self, day: date) -> DayState:
        """Return what `day` is."""
        entry = self.data.days.get(day) or self._proposed(day) or self._ordinary(day)
        is_certain = self._is_settled(day)
        return DayState(day, entry.rest, entry.name, entry.source, is_certain)

    def is_working(self, day: date) -> bool:
        """Tell whether `day` is a working day."""
        return self.state(day).rest is None

    def next_working(self, day: date) -> date:
        """Return `day` where it is a working day, else the next one.

        Raises:
            OutOfCalendarError: no working day follows.
        """
        return self.states(day)[-1].day

    def states(self, day: date) -> tuple[DayState, ...]:
        """Return the states from `day` to the next working day, which may be `day` itself.

        Raises:
            OutOfCalendarError: no working day follows.
        """
        found: list[DayState] = []
        for index in range(_MOST_REST_DAYS):
            found.append(self.state(later(day, index)))
            if found[-1].rest is None:
                return tuple(found)
        raise OutOfCalendarError(day)

    def _is_settled(self, day: date) -> bool:
        certain = self.data.certain
        return certain is not None and day <= certain.until

    def _proposed(self, day: date) -> DayEntry | None:
        proposals = self.rules.proposals
        if proposals is None or day.year in self.data.whole_years:
            return None
        year = proposed(day.year)
        if day in year.off:
            rest, name = year.off[day]
            return DayEntry(rest, name, _source(proposals, rest, name))
        if day in year.worked:
            return DayEntry(None, "", proposals.kinds[None])
        return None

    def _ordinary(self, day: date) -> DayEntry:
        source = self.data.week_source or _NO_WEEK
        is_off = day.weekday() in (self.data.weekdays_off or ())
        return DayEntry(Rest.WEEKEND if is_off else None, "", source)


_NO_WEEK = Source("", Standing.UNVERIFIED)


def _source(proposals: Proposals, rest: Rest, name: str) -> Source:
    kind = proposals.kinds.get(rest)
    return kind or proposals.names.get(name, proposals.others)


def later(day: date, days: int) -> date:
    """Return the day `days` after `day`.

    Raises:
        OutOfCalendarError: no calendar holds such a day.
    """
    try:
        return day + timedelta(days)
    except OverflowError as error:
        raise OutOfCalendarError(day) from error


def calendar_for(rules: TimeRules, own: CalendarData = NO_CALENDAR) -> Calendar:
    """Return the calendar of an agency's own days over those of a framework."""
    return Calendar(rules, own.over(rules.calendar))


def calendar_of(qmset: DocumentSet) -> Calendar:
    """Return the calendar of a set."""
    return calendar_for(qmset.framework.time, qmset.calendar)


@cache
def common_calendar() -> Calendar:
    """Return the calendar of no agency: that of the first framework that counts time.

    Raises:
        InvalidInputError: every problem of the framework's files.
    """
    return calendar_for(first_time_rules())
