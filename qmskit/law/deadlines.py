"""The last day of a term that a legal text sets."""

from calendar import monthrange
from datetime import date

from qmskit.language import translate as _
from qmskit.law.calendars import Calendar, OutOfCalendarError, common_calendar
from qmskit.model.dated import Standing
from qmskit.model.deadlines import Deadline, DeadlineRule, weakest
from qmskit.problems import UnknownNameError


def deadline(
    effective: date, *, calendar: Calendar | None = None, rule: DeadlineRule | str = ""
) -> Deadline:
    """Return the last day on which a legal text of `effective` is to be brought in.

    Args:
        effective: the day the text takes effect.
        calendar: the days of an agency; None for those of the framework and the library.
        rule: a rule or the id of one of the calendar's framework; its first when empty.

    Raises:
        OutOfCalendarError: the term ends later than any calendar goes.
        UnknownNameError: the framework has no such rule.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a. Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2
        và 3, Điều 148 khoản 3 và 5. That the Code counts the term is our reading (Điều 145
        khoản 1).
    """
    days = calendar or common_calendar()
    counted = rule if isinstance(rule, DeadlineRule) else rule_of(days, rule)
    legal = months_after(effective, counted.months)
    last = days.state(legal)
    shift = counted.shifts.get(last.rest) if last.rest else None
    states = days.states(legal) if shift else (last,)
    sources = (counted.source, counted.counting, *(one.source for one in states))
    standing = weakest((*sources, shift) if shift else sources)
    is_certain = all(one.is_certain for one in states)
    return Deadline(
        effective=effective,
        legal=legal,
        due=states[-1].day,
        rule=counted,
        shifted_because=states[:-1],
        standing=standing,
        is_provisional=not is_certain or standing is Standing.UNVERIFIED,
    )


def rule_of(calendar: Calendar, name: str = "") -> DeadlineRule:
    """Return a rule of the calendar's framework by its id, the first where `name` is empty.

    Raises:
        UnknownNameError: the framework has no such rule.
    """
    rules = calendar.rules.deadlines
    for rule in rules:
        if name in {"", rule.id}:
            return rule
    raise UnknownNameError(_("quy tắc thời hạn"), name, (one.id for one in rules))


def months_after(day: date, months: int) -> date:
    """Return the end of a term of months that starts from `day`, which does not count.

    Raises:
        OutOfCalendarError: no calendar holds the end.

    Law:
        Bộ luật Dân sự 91/2015/QH13, Điều 148 khoản 3: the corresponding day of the last month,
        or its last day where it has none.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        raise OutOfCalendarError(day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
