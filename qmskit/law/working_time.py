"""When time that is allowed ends: of a dossier, and of the steps it goes through.

Working time and calendar time are never turned into each other: working days and hours pass while
the agency works, days and months pass always and end on a working day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from qmskit.language import translate as _
from qmskit.law.calendars import Calendar, OutOfCalendarError, common_calendar, later
from qmskit.law.deadlines import months_after
from qmskit.law.office import (
    MOST_DAYS,
    after_hours,
    closing,
    counted_on,
    hour,
    local,
    opening,
    share_of,
    spoken,
)
from qmskit.model.calendars import DayState
from qmskit.model.dated import Standing
from qmskit.model.deadlines import Counting, Reason, ReturnTime, weakest
from qmskit.model.times import Limit, TimeUnit, number


@dataclass(frozen=True, slots=True)
class _End:
    """Where counting ended: the moment, the rules used, the days it depends on."""

    moment: datetime
    because: tuple[Reason, ...]
    states: tuple[DayState, ...]


def return_time(
    received: datetime, limit: Limit, *, calendar: Calendar | None = None
) -> ReturnTime | None:
    """Return when the result of a dossier is to be handed over at the latest.

    Args:
        received: when the dossier came; without a time zone it is Vietnam's time.
        limit: the time allowed; of its terms only the hour of cut-off counts, and only for what is
            settled on the day itself.
        calendar: days and hours of the agency; None for those of the framework and the library.

    Returns:
        The moment and why; None where it is not known: a limit without number or unit, days or
        months of the calendar that are no whole number, or a framework that does not tell office
        hours or how to count.

    Raises:
        OutOfCalendarError: the time ends later than any calendar goes.

    Law:
        Bộ luật Dân sự 91/2015/QH13, Điều 147 and 148; that they count the limits of procedures,
        and what they do not say (half days, dossiers that come out of hours), is our reading.
    """
    days = calendar or common_calendar()
    if not _can_count(days, limit):
        return None
    came = local(received)
    start, late = opening(days, came)
    return _result(days, came, start, late, _end(days, start, limit))


def step_times(
    received: datetime, limits: Iterable[Limit], *, calendar: Calendar | None = None
) -> tuple[ReturnTime | None, ...]:
    """Return when each step of a workflow ends, one step after the other.

    Working time of steps runs on from the moment the step before ended, so that half days add up;
    what whole days allow a dossier as a whole, by law, is `return_time`.

    Args:
        limits: of the steps in their order.

    Returns:
        As many as `limits`; None for a step whose limit is not known and for all behind it.

    Raises:
        OutOfCalendarError: the time ends later than any calendar goes.
    """
    days = calendar or common_calendar()
    found: list[ReturnTime | None] = []
    came = local(received)
    start, late = opening(days, came) if _knows_hours(days) else (came, ())
    for limit in limits:
        if None in found or not _can_count(days, limit):
            found.append(None)
            continue
        step = _result(days, came, start, late, _end(days, start, limit, is_step=True))
        found.append(step)
        came = start = step.moment
        late = ()
    return tuple(found)


def _knows_hours(calendar: Calendar) -> bool:
    hours = calendar.data.hours
    has_work = hours is not None and any(one.is_counted for one in hours.sessions)
    return has_work and calendar.rules.hours_a_day is not None


def _can_count(calendar: Calendar, limit: Limit) -> bool:
    """Tell whether a limit is known; nothing, or part of a day or month, is no time to count."""
    value = limit.value
    if value is None or limit.unit is TimeUnit.UNKNOWN or value <= 0:
        return False
    is_calendar = limit.unit in {TimeUnit.DAY, TimeUnit.MONTH}
    is_part = is_calendar and value != value.to_integral_value()
    return not is_part and _knows_hours(calendar)


def _end(calendar: Calendar, start: datetime, limit: Limit, *, is_step: bool = False) -> _End:
    value, cut_off = limit.value or Decimal(), limit.terms.cut_off
    if value > MOST_DAYS:
        raise OutOfCalendarError(start.date())
    if limit.unit is TimeUnit.HOUR:
        return _working_hours(calendar, start, value)
    if limit.unit is TimeUnit.DAY:
        last = later(start.date(), int(value))
        return _rolled(calendar, last, (_first_day(calendar, start),))
    if limit.unit is TimeUnit.MONTH:
        last = months_after(start.date(), int(value))
        text = _("{count} tháng kết thúc vào ngày {day}")
        text = text.format(count=number(value), day=f"{last:%d/%m/%Y}")
        return _rolled(calendar, last, (_reason(calendar, Counting.MONTHS, text),))
    if value == 1 and cut_off and not is_step:
        return _same_day(calendar, start, limit)
    if is_step or value < 1:
        hours = value * (calendar.rules.hours_a_day or 0)
        text = _("{count} ngày làm việc bằng {hours} giờ làm việc")
        text = text.format(count=number(value), hours=number(hours))
        return _working_hours(
            calendar, start, hours, (_reason(calendar, Counting.PARTS_OF_DAYS, text),)
        )
    return _working_days(calendar, start, value)


def _working_hours(
    calendar: Calendar, start: datetime, hours: Decimal, because: tuple[Reason, ...] = ()
) -> _End:
    """Let working hours pass from a moment.

    Law:
        Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 1.
    """
    end, states = after_hours(calendar, start, hours)
    text = _("tính theo giờ làm việc, từ {moment}").format(moment=spoken(start))
    return _End(end, (*because, _reason(calendar, Counting.HOURS, text)), states)


def _working_days(calendar: Calendar, start: datetime, value: Decimal) -> _End:
    """Let working days pass, not counting the day of the start.

    Law:
        Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2 and 3, Điều 148 khoản 1.
    """
    left = value
    states: list[DayState] = []
    first = _first_day(calendar, start)
    for index in range(1, 7 * MOST_DAYS):
        states.append(calendar.state(later(start.date(), index)))
        share = share_of(calendar, states[-1])
        if left < share:
            return _part_of_day(calendar, left, tuple(states), first)
        left -= share
        if share and not left:
            return _closed(calendar, tuple(states), (first,))
    raise OutOfCalendarError(start.date())


def _part_of_day(
    calendar: Calendar, part: Decimal, states: tuple[DayState, ...], first: Reason
) -> _End:
    """Let the last part of a working day pass from its opening."""
    hours = part * (calendar.rules.hours_a_day or 0)
    text = _("phần lẻ {part} ngày làm việc bằng {hours} giờ làm việc")
    text = text.format(part=number(part), hours=number(hours))
    reason = _reason(calendar, Counting.PARTS_OF_DAYS, text)
    opens = counted_on(calendar, states[-1])[0].opens
    end, more = after_hours(calendar, datetime.combine(states[-1].day, opens), hours)
    return _End(end, (first, reason), (*states, *more[1:]))


def _same_day(calendar: Calendar, start: datetime, limit: Limit) -> _End:
    """Settle a dossier on its day, or on the next working day if it came after the cut-off."""
    cut_off = limit.terms.cut_off
    state = calendar.state(start.date())
    is_in_time = cut_off is not None and start.time() <= cut_off and state.rest is None
    shown = hour(cut_off) if cut_off else ""
    if is_in_time:
        text = _("nhận đến {hour} thì trả trong ngày").format(hour=shown)
        return _closed(calendar, (state,), (_reason(calendar, Counting.SAME_DAY, text),))
    text = _("nhận sau {hour} hoặc vào ngày nghỉ thì trả trong ngày làm việc tiếp theo")
    reason = _reason(calendar, Counting.SAME_DAY, text.format(hour=shown))
    return _closed(calendar, calendar.states(later(start.date(), 1)), (reason,))


def _rolled(calendar: Calendar, last: date, because: tuple[Reason, ...]) -> _End:
    """Move the last day to the next working day where it is a rest day.

    Law:
        Bộ luật Dân sự 91/2015/QH13, Điều 148 khoản 5.
    """
    states = calendar.states(last)
    if len(states) > 1:
        text = _("ngày cuối {day} là ngày nghỉ nên kết thúc vào ngày làm việc tiếp theo")
        text = text.format(day=f"{last:%d/%m/%Y}")
        because = (*because, _reason(calendar, Counting.REST_AT_THE_END, text))
    return _closed(calendar, states, because)


def _closed(calendar: Calendar, states: tuple[DayState, ...], because: tuple[Reason, ...]) -> _End:
    """End with the office hours of the last day, or of the next day that has any."""
    for _index in range(MOST_DAYS):
        closes = closing(calendar, states[-1])
        if closes:
            text = _("trả trước giờ đóng cửa, {hour}").format(hour=hour(closes))
            reason = _reason(calendar, Counting.END_OF_DAY, text)
            moment = datetime.combine(states[-1].day, closes)
            return _End(moment, (*because, reason), states)
        states = (*states, *calendar.states(later(states[-1].day, 1)))
    raise OutOfCalendarError(states[0].day)


def _first_day(calendar: Calendar, start: datetime) -> Reason:
    text = _("không tính ngày tiếp nhận {day}").format(day=f"{start:%d/%m/%Y}")
    return _reason(calendar, Counting.FIRST_DAY, text)


def _reason(calendar: Calendar, rule: Counting, text: str) -> Reason:
    return Reason(rule, text, calendar.rules.counting[rule])


def _result(
    calendar: Calendar,
    received: datetime,
    start: datetime,
    late: tuple[Reason, ...],
    end: _End,
) -> ReturnTime:
    because = (*late, *end.because)
    hours = calendar.data.hours
    waited = range((start.date() - received.date()).days + 1)
    states = (*(calendar.state(later(received.date(), one)) for one in waited), *end.states)
    sources = [*(one.source for one in because), *(one.source for one in states)]
    days = {one.day: one for one in states if one.rest and not counted_on(calendar, one)}
    is_doubtful = any(
        not one.is_certain or one.source.standing is Standing.UNVERIFIED for one in states
    )
    return ReturnTime(
        received=received,
        counted_from=start,
        day=end.moment.date(),
        hour=end.moment.time(),
        because=because,
        rest_days=tuple(days.values()),
        standing=weakest([*sources, hours.source] if hours else sources),
        is_provisional=is_doubtful,
    )
