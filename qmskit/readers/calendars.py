"""`calendar.yaml`: days off, days worked and office hours, of a set or a framework."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import chain, pairwise
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.calendars import (
    SATURDAY,
    CalendarData,
    Certainty,
    CutOff,
    DayEntry,
    OfficeHours,
    Rest,
    Session,
)
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.records import Record
from qmskit.readers.schemas import first_problems, read_record
from qmskit.readers.sourced import source_of
from qmskit.readers.trees import ValuePath

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# The longest holiday is Tết; a longer period is a slip in a year or a month.
_MOST_DAYS = 31


def read_calendar(path: Path, shown: str = "") -> CalendarData:
    """Return the calendar in a file.

    Raises:
        InvalidInputError: every problem of the file.
    """
    return calendar(read_record(path, "calendar", shown))


def calendar(record: Record) -> CalendarData:
    """Return the calendar of a record.

    Raises:
        InvalidInputError: a day stands twice, a period or session ends before it begins, sessions
            overlap, a day is of a kind it cannot be, a whole year has no days off, or every day of
            the week is one.
    """
    found = chain(
        _wrong_periods(record),
        _wrong_kinds(record),
        _repeated_days(record),
        _empty_years(record),
        _endless_weekend(record.record("weekend")),
        _wrong_sessions(record.record("hours")),
    )
    problems = first_problems(found, record.file)
    if problems:
        raise InvalidInputError(problems)
    return CalendarData(
        days={day: entry for day, entry, _where in _entries(record)},
        whole_years=frozenset(map(int, record.texts("whole_years"))),
        certain=_certainty(record.record("certain_until")),
        weekdays_off=_weekdays(record.record("weekend")) if "weekend" in record else None,
        week_source=source_of(record.record("weekend")) if "weekend" in record else None,
        hours=_hours(record.record("hours")),
        cut_off=_cut_off(record.record("cut_off")),
    )


def _entries(record: Record) -> Iterator[tuple[date, DayEntry, ValuePath]]:
    """Yield the days a calendar names, with the place of each, in the order of the file."""
    for index, one in enumerate(record.records("days_off")):
        off = DayEntry(one.choice("kind", Rest), one.text_of("name"), source_of(one))
        for day in _days(one):
            yield day, off, ("days_off", index, "day")
    for index, one in enumerate(record.records("worked_days")):
        worked = DayEntry(None, one.text_of("name"), source_of(one), one.day("instead_of"))
        yield _period(one)[0], worked, ("worked_days", index, "day")


def _days(record: Record) -> Iterator[date]:
    """Yield the days from `day` to `until`; of a wrong period the first only."""
    first, last = _period(record)
    length = (last - first).days + 1
    for index in range(length if 1 <= length <= _MOST_DAYS else 1):
        yield first + timedelta(index)


def _period(record: Record) -> tuple[date, date]:
    first = record.day("day") or date.min
    return first, record.day("until") or first


def _wrong_periods(record: Record) -> Iterator[Problem]:
    for one in record.records("days_off"):
        first, last = _period(one)
        if not 0 <= (last - first).days < _MOST_DAYS:
            message = _("đợt nghỉ từ {first} đến {last} không dùng được").format(
                first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}"
            )
            fix = _("ghi ngày cuối không trước ngày đầu; một đợt dài nhất {most} ngày")
            yield one.problem(("until",), "QMS802", message, fix.format(most=_MOST_DAYS))


def _wrong_kinds(record: Record) -> Iterator[Problem]:
    """Yield compensatory and swapped days of one day that fall on a weekend: slips in the date."""
    for one in record.records("days_off"):
        first, last = _period(one)
        is_moved = one.choice("kind", Rest) is not Rest.HOLIDAY
        if is_moved and first == last and first.weekday() >= SATURDAY:
            message = _("ngày nghỉ bù, nghỉ hoán đổi {day} rơi vào thứ Bảy, Chủ nhật")
            fix = _("ghi lại ngày; ngày lễ thì ghi kind: holiday")
            yield one.problem(("day",), "QMS805", message.format(day=f"{first:%d/%m/%Y}"), fix)


def _repeated_days(record: Record) -> Iterator[Problem]:
    seen: set[date] = set()
    told: set[ValuePath] = set()
    for day, _entry, where in _entries(record):
        if day in seen and where not in told:
            told.add(where)
            message = _("ngày {day} đã ghi ở dòng khác").format(day=f"{day:%d/%m/%Y}")
            fix = _("mỗi ngày ghi một lần: hoặc nghỉ, hoặc làm việc")
            yield record.problem(where, "QMS801", message, fix)
        seen.add(day)


def _empty_years(record: Record) -> Iterator[Problem]:
    """Yield whole years without any day off: all of their holidays would be worked."""
    listed = {day.year for day, entry, _where in _entries(record) if entry.rest}
    for index, year in enumerate(record.texts("whole_years")):
        if int(year) not in listed:
            message = _("năm {year} ghi là đủ nhưng không có ngày nghỉ nào").format(year=year)
            fix = _("ghi các ngày nghỉ của năm vào days_off, hoặc xóa năm khỏi whole_years")
            yield record.problem(("whole_years", index), "QMS803", message, fix)


def _endless_weekend(record: Record) -> Iterator[Problem]:
    if len(_weekdays(record)) == len(_WEEKDAYS):
        message = _("cả bảy ngày trong tuần đều là ngày nghỉ")
        yield record.problem(("days",), "QMS807", message, _("bỏ các ngày làm việc khỏi danh sách"))


def _wrong_sessions(record: Record) -> Iterator[Problem]:
    sessions = tuple(map(_session, record.records("sessions")))
    for index, one in enumerate(sessions):
        if one.opens >= one.closes:
            message = _("buổi làm việc kết thúc trước khi bắt đầu")
            fix = _("ghi giờ mở cửa (opens) trước giờ đóng cửa (closes)")
            yield record.problem(("sessions", index, "closes"), "QMS804", message, fix)
    for index in sorted(set(_overlapping(sessions))):
        message = _("hai buổi của cùng một ngày trùng giờ nhau")
        fix = _("sửa giờ để các buổi của một ngày không chồng lên nhau")
        yield record.problem(("sessions", index, "opens"), "QMS804", message, fix)


def _overlapping(sessions: tuple[Session, ...]) -> Iterator[int]:
    """Yield the numbers of sessions that begin before the one before them on a day has ended."""
    for weekday in range(len(_WEEKDAYS)):
        of_day = ((one, index) for index, one in enumerate(sessions) if weekday in one.weekdays)
        in_order = sorted(of_day, key=lambda pair: pair[0].opens)
        for (earlier, _first), (later, index) in pairwise(in_order):
            if later.opens < earlier.closes:
                yield index


def _session(record: Record) -> Session:
    is_counted = record.truth("counted")
    return Session(
        _weekdays(record),
        time.fromisoformat(record.text_of("opens")),
        time.fromisoformat(record.text_of("closes")),
        is_counted is None or is_counted,
    )


def _weekdays(record: Record) -> frozenset[int]:
    return frozenset(_WEEKDAYS.index(day) for day in record.texts("days"))


def _hours(record: Record) -> OfficeHours | None:
    if not record.tree:
        return None
    return OfficeHours(tuple(map(_session, record.records("sessions"))), source_of(record))


def _certainty(record: Record) -> Certainty | None:
    day = record.day("day")
    return Certainty(day, source_of(record)) if day else None


def _cut_off(record: Record) -> CutOff | None:
    if not record.tree:
        return None
    return CutOff(time.fromisoformat(record.text_of("hour")), source_of(record))
