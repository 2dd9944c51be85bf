"""When an agency is open: the sessions of a day, and when a dossier counts as received."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from qmskit.language import translate as _
from qmskit.law.calendars import Calendar, OutOfCalendarError, later
from qmskit.model.calendars import DayState, Rest, Session
from qmskit.model.deadlines import Counting, Reason

VIETNAM = timezone(timedelta(hours=7))

# A hundred years: nobody allows more, and a week without office hours has no end.
MOST_DAYS = 36_525

_HALF = Decimal("0.5")
_SECONDS_AN_HOUR = 3600


def local(moment: datetime) -> datetime:
    """Return a moment in Vietnam's time; without a time zone it is that already."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment


def sessions_on(calendar: Calendar, state: DayState) -> tuple[Session, ...]:
    """Return the sessions of a day, the earliest first; empty where nobody comes.

    A day of the weekend that is worked instead of another has the hours of that one.
    """
    hours = calendar.data.hours
    if hours is None or state.rest not in {None, Rest.WEEKEND}:
        return ()
    weekday = state.day.weekday()
    if state.rest is None and weekday in (calendar.data.weekdays_off or ()):
        weekday = _replaced(calendar, state.day)
    found = (one for one in hours.sessions if weekday in one.weekdays)
    return tuple(sorted(found, key=lambda one: one.opens))


def _replaced(calendar: Calendar, day: date) -> int:
    """Return the weekday whose hours are worked on a day of the weekend."""
    entry = calendar.data.days.get(day)
    if entry and entry.instead_of:
        return entry.instead_of.weekday()
    off = calendar.data.weekdays_off or frozenset()
    return next((one for one in range(7) if one not in off), 0)


def counted_on(calendar: Calendar, state: DayState) -> tuple[Session, ...]:
    """Return the sessions of a day that belong to time limits."""
    return tuple(one for one in sessions_on(calendar, state) if one.is_counted)


def share_of(calendar: Calendar, state: DayState) -> Decimal:
    """Return how much of a working day a day counts: a session of a weekend is half a day."""
    sessions = counted_on(calendar, state)
    is_whole = state.rest is None and bool(sessions)
    return Decimal(1) if is_whole else min(Decimal(1), _HALF * len(sessions))


def closing(calendar: Calendar, state: DayState) -> time | None:
    """Return when a day's work ends; None where nobody works."""
    return max((one.closes for one in counted_on(calendar, state)), default=None)


def opening(calendar: Calendar, received: datetime) -> tuple[datetime, tuple[Reason, ...]]:
    """Return when a dossier counts as received, and why where that is later.

    Raises:
        OutOfCalendarError: the agency never opens again.
    """
    at, cut_off = received.time(), calendar.data.cut_off
    today = sessions_on(calendar, calendar.state(received.date()))
    if cut_off and today and at > cut_off.hour:
        found = _next(calendar, received, is_working=True)
        text = _("nhận sau giờ chốt {hour} nên tính từ {moment}")
        text = text.format(hour=hour(cut_off.hour), moment=spoken(found))
        return found, (Reason(Counting.OUT_OF_HOURS, text, cut_off.source),)
    if any(one.opens <= at <= one.closes for one in today):
        return received, ()
    opens = next((one.opens for one in today if one.opens > at), None)
    found = datetime.combine(received.date(), opens) if opens else _next(calendar, received)
    text = _("nhận ngoài giờ làm việc nên tính từ {moment}").format(moment=spoken(found))
    source = calendar.rules.counting[Counting.OUT_OF_HOURS]
    return found, (Reason(Counting.OUT_OF_HOURS, text, source),)


def _next(calendar: Calendar, after: datetime, *, is_working: bool = False) -> datetime:
    """Return the first opening after a day, on a day that counts where `is_working`."""
    sessions = counted_on if is_working else sessions_on
    for index in range(1, MOST_DAYS):
        day = later(after.date(), index)
        found = sessions(calendar, calendar.state(day))
        if found:
            return datetime.combine(day, found[0].opens)
    raise OutOfCalendarError(after.date())


def after_hours(
    calendar: Calendar, start: datetime, hours: Decimal
) -> tuple[datetime, tuple[DayState, ...]]:
    """Return the moment when working hours from `start` are over, and the states of its days.

    Raises:
        OutOfCalendarError: the hours take more than a hundred years.
    """
    left = timedelta(seconds=int((hours * _SECONDS_AN_HOUR).to_integral_value()))
    states: list[DayState] = []
    for index in range(MOST_DAYS):
        state = calendar.state(later(start.date(), index))
        states.append(state)
        for session in counted_on(calendar, state):
            begins = max(start, datetime.combine(state.day, session.opens))
            ends = datetime.combine(state.day, session.closes)
            if left <= ends - begins:
                return begins + left, tuple(states)
            left -= max(ends - begins, timedelta())
    raise OutOfCalendarError(start.date())


def hour(value: time) -> str:
    """Return an hour as offices write it: `07 giờ 30`."""
    return _("{hour} giờ {minute}").format(hour=f"{value:%H}", minute=f"{value:%M}")


def spoken(moment: datetime) -> str:
    """Return a moment as offices write it: `07 giờ 30 ngày 04/05/2026`."""
    return _("{hour} ngày {day}").format(hour=hour(moment.time()), day=f"{moment:%d/%m/%Y}")
