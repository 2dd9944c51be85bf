"""When results are handed over and steps end: cases computed by hand, and what holds always.

The agency works from Monday to Friday, 07:30-11:30 and 13:30-17:30. 11/5/2026 is a Monday, without
holidays near it. Days off used: 26/4 Giỗ Tổ (Sunday), 27/4 compensatory, 30/4 (Thursday), 1/5;
22/8 is a Saturday worked for Monday 31/8, 1/9 and 2/9 are holidays. How each case was counted
stands behind it.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import Limit, TimeUnit
from qmskit.law.calendars import Calendar, OutOfCalendarError, calendar_for, common_calendar
from qmskit.law.working_time import return_time, step_times
from qmskit.model.calendars import (
    NO_CALENDAR,
    CalendarData,
    CutOff,
    DayEntry,
    OfficeHours,
    Session,
)
from qmskit.model.dated import Source, Standing
from qmskit.model.deadlines import NO_TIME_RULES, Counting
from qmskit.model.times import UNKNOWN_LIMIT, LimitTerms

SOURCE = Source("12/QĐ-UBND", Standing.QUOTED)
WEEK = frozenset(range(5))
MORNING = Session(WEEK, time(7, 30), time(11, 30))
AFTERNOON = Session(WEEK, time(13, 30), time(17, 30))
SATURDAY = Session(frozenset({5}), time(7, 30), time(11, 30))
DESK = replace(SATURDAY, is_counted=False)


def agency(*more: Session, cut_off: time | None = None) -> Calendar:
    """The agency with more sessions and its own hour of cut-off."""
    own = CalendarData(
        hours=OfficeHours((MORNING, AFTERNOON, *more), SOURCE),
        cut_off=CutOff(cut_off, SOURCE) if cut_off else None,
    )
    return calendar_for(common_calendar().rules, own)


PLAIN, HALF_SATURDAY, DESK_ON_SATURDAY = agency(), agency(SATURDAY), agency(DESK)
UNTIL_FOUR, DESK_UNTIL_FOUR = agency(cut_off=time(16)), agency(DESK, cut_off=time(16))

UNITS = {
    "hours": TimeUnit.HOUR,
    "working": TimeUnit.WORKING_DAY,
    "days": TimeUnit.DAY,
    "months": TimeUnit.MONTH,
}


def limit(words: str) -> Limit:
    """`2.5 working`; `1 working by 15` is settled the same day if it comes by 15:00."""
    value, unit, *by = words.split()
    terms = LimitTerms(cut_off=time(int(by[1]))) if by else LimitTerms()
    return Limit(Decimal(value), UNITS[unit], terms=terms)


# Received, limit, end, how.
TABLE: dict[str, tuple[Calendar, list[tuple[str, str, str, str]]]] = {
    "plain": (
        PLAIN,
        [
            # Working days: the day of reception does not count, the last ends with the office.
            ("2026-05-11 10:00", "1 working", "2026-05-12 17:30", "Tuesday"),
            ("2026-05-11 10:00", "3 working", "2026-05-14 17:30", "12, 13, 14"),
            ("2026-05-11 07:30", "5 working", "2026-05-18 17:30", "12-15, 18: weekend left out"),
            ("2026-05-15 16:00", "1 working", "2026-05-18 17:30", "Friday to Monday"),
            ("2026-05-11 10:00", "10 working", "2026-05-25 17:30", "12-15, 18-22, 25"),
            ("2026-04-23 10:00", "3 working", "2026-04-29 17:30", "24, 28, 29; 26-27 off"),
            ("2026-04-29 10:00", "1 working", "2026-05-04 17:30", "30/4, 1/5, weekend left out"),
            ("2026-08-21 10:00", "1 working", "2026-08-22 17:30", "the Saturday is worked"),
            ("2026-08-28 10:00", "1 working", "2026-09-03 17:30", "31/8 swapped, 1/9, 2/9"),
            # Parts of days: four hours are half a day, from the opening of the day they fall on.
            ("2026-05-11 10:00", "2.5 working", "2026-05-14 11:30", "12, 13, morning of 14"),
            ("2026-05-11 10:00", "7.5 working", "2026-05-21 11:30", "12-15, 18-20, morning of 21"),
            ("2026-05-11 10:00", "1.25 working", "2026-05-13 09:30", "12, two hours of 13"),
            # Less than a day is counted in hours from the moment of reception.
            ("2026-05-11 07:30", "0.5 working", "2026-05-11 11:30", "the morning"),
            ("2026-05-11 09:00", "0.5 working", "2026-05-11 15:00", "2 h 30 and 1 h 30"),
            ("2026-05-15 16:00", "0.5 working", "2026-05-18 10:00", "1 h 30, Monday 2 h 30"),
            # Hours.
            ("2026-05-11 10:00", "2 hours", "2026-05-11 14:00", "1 h 30, after the break 0 h 30"),
            ("2026-05-11 10:00", "8 hours", "2026-05-12 10:00", "1 h 30, 4 h, 2 h 30"),
            ("2026-04-29 16:00", "4 hours", "2026-05-04 10:00", "1 h 30, Monday 2 h 30"),
            ("2026-05-11 11:30", "1 hours", "2026-05-11 14:30", "from the closing minute on"),
            # Out of hours: counted from the next opening.
            ("2026-05-11 12:00", "2 hours", "2026-05-11 15:30", "in the break: from 13:30"),
            ("2026-05-11 06:00", "2 hours", "2026-05-11 09:30", "before opening: from 07:30"),
            ("2026-05-11 20:00", "1 working", "2026-05-13 17:30", "received on 12, so 13"),
            ("2026-05-10 09:00", "3 working", "2026-05-14 17:30", "Sunday: received on 11"),
            ("2026-05-01 09:00", "1 working", "2026-05-05 17:30", "1/5: received on Monday 4"),
            # Calendar days run through weekends; the last day must be worked.
            ("2026-05-11 10:00", "7 days", "2026-05-18 17:30", "Monday to Monday"),
            ("2026-05-11 10:00", "5 days", "2026-05-18 17:30", "16 is a Saturday"),
            ("2026-05-11 10:00", "10 days", "2026-05-21 17:30", "not the 25 of 10 working days"),
            ("2026-05-11 10:00", "30 days", "2026-06-10 17:30", "Wednesday; a month is 11/6"),
            ("2026-04-23 10:00", "7 days", "2026-05-04 17:30", "30/4, 1/5, weekend"),
            # Months.
            ("2026-05-11 10:00", "1 months", "2026-06-11 17:30", "Thursday"),
            ("2026-01-30 10:00", "1 months", "2026-03-02 17:30", "no 30/2; 28/2 is a Saturday"),
            ("2025-12-31 10:00", "2 months", "2026-03-02 17:30", "no 31/2; 28/2 is a Saturday"),
            # Settled on the day itself up to an hour that the procedure names.
            ("2026-05-11 14:59", "1 working by 15", "2026-05-11 17:30", "in time"),
            ("2026-05-11 15:00", "1 working by 15", "2026-05-11 17:30", "on the hour is in time"),
            ("2026-05-11 15:01", "1 working by 15", "2026-05-12 17:30", "too late"),
            ("2026-05-15 16:00", "1 working by 15", "2026-05-18 17:30", "too late on Friday"),
            ("2026-04-29 15:30", "1 working by 15", "2026-05-04 17:30", "too late before 30/4"),
            ("2026-05-11 18:00", "1 working by 15", "2026-05-12 17:30", "received on 12, in time"),
            ("2026-05-11 16:00", "3 working by 15", "2026-05-14 17:30", "no matter for three days"),
        ],
    ),
    "cut-off of the agency": (
        UNTIL_FOUR,
        [
            ("2026-05-11 16:00", "1 working", "2026-05-12 17:30", "on the hour is in time"),
            ("2026-05-11 16:01", "1 working", "2026-05-13 17:30", "received on 12"),
            ("2026-05-15 16:30", "3 working", "2026-05-21 17:30", "received on Monday 18"),
            ("2026-05-15 16:30", "2 hours", "2026-05-18 09:30", "from Monday 07:30"),
        ],
    ),
    "desk open on Saturday morning": (
        DESK_ON_SATURDAY,
        [
            ("2026-05-16 09:00", "1 working", "2026-05-18 17:30", "received on Saturday"),
            ("2026-05-16 14:00", "1 working", "2026-05-19 17:30", "desk closed: on Monday"),
            ("2026-05-15 10:00", "1 working", "2026-05-18 17:30", "Saturday does not count"),
            ("2026-05-15 16:00", "4 hours", "2026-05-18 10:00", "nor its hours"),
            ("2026-05-16 09:00", "1 working by 15", "2026-05-18 17:30", "settled on a working day"),
            ("2026-08-21 16:30", "2 hours", "2026-08-22 08:30", "a worked Saturday has all hours"),
            ("2026-08-22 16:00", "1 hours", "2026-08-22 17:00", "in the afternoon, too"),
        ],
    ),
    "Saturday morning worked": (
        HALF_SATURDAY,
        [
            ("2026-05-15 10:00", "1 working", "2026-05-18 11:30", "half of 16, half of 18"),
            ("2026-05-14 10:00", "1.5 working", "2026-05-16 11:30", "15, half of 16"),
            ("2026-05-15 16:00", "4 hours", "2026-05-16 10:00", "1 h 30, Saturday 2 h 30"),
            ("2026-05-16 09:00", "1 working", "2026-05-18 17:30", "received on 16, so 18"),
            ("2026-05-11 10:00", "5 days", "2026-05-18 17:30", "Saturday stays a rest day"),
        ],
    ),
    "desk on Saturday and cut-off": (
        DESK_UNTIL_FOUR,
        [("2026-05-15 16:30", "1 working", "2026-05-19 17:30", "received on a working day: 18")],
    ),
}  # fmt: skip
CASES = [(calendar, *row) for calendar, rows in TABLE.values() for row in rows]
NAMES = [f"{name}: {row[0]} + {row[1]}" for name, (_, rows) in TABLE.items() for row in rows]


@pytest.mark.parametrize(("calendar", "received", "words", "end", "how"), CASES, ids=NAMES)
def test_table(calendar: Calendar, received: str, words: str, end: str, how: str) -> None:
    found = return_time(datetime.fromisoformat(received), limit(words), calendar=calendar)
    assert found is not None
    assert found.moment == datetime.fromisoformat(end), how
    assert found.because


def counted(received: str, words: str, calendar: Calendar = PLAIN) -> list[Counting]:
    found = return_time(datetime.fromisoformat(received), limit(words), calendar=calendar)
    assert found is not None
    return [reason.rule for reason in found.because]


def test_the_rules_that_were_used_are_told() -> None:
    assert counted("2026-05-11 10:00", "3 working") == [Counting.FIRST_DAY, Counting.END_OF_DAY]
    assert counted("2026-05-11 20:00", "2 hours") == [Counting.OUT_OF_HOURS, Counting.HOURS]
    assert counted("2026-05-11 10:00", "5 days") == [
        Counting.FIRST_DAY, Counting.REST_AT_THE_END, Counting.END_OF_DAY,
    ]  # fmt: skip
    assert counted("2026-05-11 10:00", "1 months") == [Counting.MONTHS, Counting.END_OF_DAY]


def test_each_reason_has_a_sentence_and_a_source() -> None:
    late = datetime.fromisoformat("2026-05-15 16:30")
    found = return_time(late, limit("2.5 working"), calendar=UNTIL_FOUR)
    assert found is not None
    assert [reason.text for reason in found.because] == [
        "nhận sau giờ chốt 16 giờ 00 nên tính từ 07 giờ 30 ngày 18/05/2026",
        "không tính ngày tiếp nhận 18/05/2026",
        "phần lẻ ½ ngày làm việc bằng 04 giờ làm việc",
    ]
    assert found.because[0].source is SOURCE
    assert found.because[1].source.provision == "Điều 147 khoản 2"


def test_rest_days_passed_over_are_named() -> None:
    found = return_time(datetime.fromisoformat("2026-04-29 10:00"), limit("1 working"),
                        calendar=PLAIN)  # fmt: skip
    assert found is not None
    assert [(state.day.day, state.name) for state in found.rest_days] == [
        (30, "Ngày Chiến thắng"), (1, "Ngày Quốc tế lao động"), (2, ""), (3, ""),
    ]  # fmt: skip


def test_a_result_is_provisional_where_days_off_are_not_certain() -> None:
    def is_provisional(received: str, words: str) -> bool:
        found = return_time(datetime.fromisoformat(received), limit(words), calendar=PLAIN)
        assert found is not None
        return found.is_provisional

    assert not is_provisional("2026-05-11 10:00", "3 working")
    assert is_provisional("2026-12-30 10:00", "3 working")
    assert is_provisional("2026-11-23 10:00", "1 working")  # 24/11
    assert is_provisional("2026-11-24 10:00", "1 hours")  # received on 24/11
    assert is_provisional("2026-08-21 10:00", "1 working")  # a swapped Saturday


def test_hours_that_nobody_gave_make_a_result_unverified() -> None:
    monday = datetime.fromisoformat("2026-05-11 10:00")
    own = return_time(monday, limit("1 months"), calendar=PLAIN)
    common = return_time(monday, limit("1 months"))
    assert own is not None
    assert common is not None
    assert own.moment == common.moment
    assert (own.standing, common.standing) == (Standing.SECONDARY, Standing.UNVERIFIED)


@pytest.mark.parametrize(
    "unknown",
    [
        UNKNOWN_LIMIT,
        Limit(Decimal(5)),
        Limit(Decimal(0), TimeUnit.WORKING_DAY),
        Limit(Decimal("1.5"), TimeUnit.MONTH),
        Limit(Decimal("7.5"), TimeUnit.DAY),
    ],
    ids=str,
)
def test_what_is_not_known_is_not_counted(unknown: Limit) -> None:
    assert return_time(datetime.fromisoformat("2026-05-11 10:00"), unknown) is None


def test_without_hours_nothing_is_counted() -> None:
    bare = calendar_for(NO_TIME_RULES, NO_CALENDAR)
    monday = datetime.fromisoformat("2026-05-11 10:00")
    assert return_time(monday, limit("1 working"), calendar=bare) is None
    assert step_times(monday, [limit("1 working")], calendar=bare) == (None,)


def test_a_moment_with_a_time_zone_is_brought_to_vietnam() -> None:
    found = return_time(datetime(2026, 5, 10, 18, 30, tzinfo=UTC), limit("1 hours"), calendar=PLAIN)
    assert found is not None
    assert found.received == datetime.fromisoformat("2026-05-11 01:30")
    assert found.moment == datetime.fromisoformat("2026-05-11 08:30")


def test_no_end_is_told() -> None:
    monday = datetime.fromisoformat("2026-05-11 10:00")
    for words in ("1000000 working", "3000000 days", "40000 months", "9000000 hours"):
        with pytest.raises(OutOfCalendarError):
            return_time(monday, limit(words), calendar=PLAIN)


ONE_DAY = OfficeHours((Session(frozenset({0}), time(8), time(12)),), SOURCE)


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("1 working", "2026-05-18 12:00"),  # the next day with office hours
        ("1.5 working", "2026-05-25 12:00"),  # four of four hours a week later
        ("3 days", "2026-05-18 12:00"),  # Thursday 14 is worked, but nobody is there
        ("5 hours", "2026-05-18 11:00"),  # 2 h on 11, 3 h on 18
    ],
)
def test_an_agency_open_on_mondays(words: str, end: str) -> None:
    days = calendar_for(common_calendar().rules, CalendarData(hours=ONE_DAY))
    found = return_time(datetime.fromisoformat("2026-05-11 10:00"), limit(words), calendar=days)
    assert found is not None
    assert found.moment == datetime.fromisoformat(end)


def test_a_worked_sunday_has_the_hours_of_an_ordinary_day() -> None:
    sunday = {date(2026, 5, 17): DayEntry(None, "Làm bù", SOURCE)}
    days = calendar_for(
        common_calendar().rules, CalendarData(sunday, hours=OfficeHours((MORNING,), SOURCE))
    )
    found = return_time(datetime.fromisoformat("2026-05-17 08:00"), limit("2 hours"), calendar=days)
    assert found is not None
    assert found.moment == datetime.fromisoformat("2026-05-17 10:00")


def ends(received: str, *words: str, calendar: Calendar = PLAIN) -> list[str]:
    found = step_times(datetime.fromisoformat(received), map(limit, words), calendar=calendar)
    return [f"{one.moment:%d/%m %H:%M}" if one else "?" for one in found]


def test_steps_run_on_from_each_other() -> None:
    # 4 h from 10:00 are 1 h 30 and 2 h 30; two days later to the hour; the last half day over noon.
    assert ends("2026-05-11 10:00", "0.5 working", "2 working", "0.5 working") == [
        "11/05 16:00", "13/05 16:00", "14/05 10:00",
    ]  # fmt: skip
    assert ends("2026-05-15 07:30", "4 hours", "4 hours", "4 hours") == [
        "15/05 11:30", "15/05 17:30", "18/05 11:30",
    ]  # fmt: skip
    assert ends("2026-05-15 07:30", "8 hours", "4 hours", "4 hours", calendar=HALF_SATURDAY) == [
        "15/05 17:30", "16/05 11:30", "18/05 11:30",
    ]  # fmt: skip


def test_a_step_in_calendar_days_stays_in_calendar_days() -> None:
    # 5 days from Monday 11 are Saturday 16, so Monday 18; the next step begins on Tuesday.
    assert ends("2026-05-11 10:00", "5 days", "4 hours") == ["18/05 17:30", "19/05 11:30"]


def test_behind_an_unknown_step_nothing_is_known() -> None:
    found = step_times(
        datetime.fromisoformat("2026-05-11 07:30"),
        [limit("4 hours"), UNKNOWN_LIMIT, limit("4 hours")],
        calendar=PLAIN,
    )
    assert [one is not None for one in found] == [True, False, False]


def test_the_cut_off_of_the_agency_is_asked_once() -> None:
    assert ends("2026-05-11 15:30", "1 hours", "1 hours", calendar=UNTIL_FOUR) == [
        "11/05 16:30", "11/05 17:30",
    ]  # fmt: skip


MOMENTS = st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2028-12-31"))
CALENDARS = st.sampled_from([calendar for calendar, _rows in TABLE.values()])
LIMITS = st.builds(
    lambda halves, unit: Limit(Decimal(halves) / 2, unit),
    st.integers(1, 60),
    st.sampled_from([TimeUnit.HOUR, TimeUnit.WORKING_DAY]),
) | st.builds(Limit, st.integers(1, 90).map(Decimal), st.just(TimeUnit.DAY))


@given(MOMENTS, LIMITS, CALENDARS)
def test_an_end_is_behind_the_reception_and_in_office_hours(
    received: datetime, allowed: Limit, calendar: Calendar
) -> None:
    found = return_time(received, allowed, calendar=calendar)
    assert found is not None
    assert found.received <= found.counted_from < found.moment
    hours = calendar.data.hours
    assert hours is not None
    assert any(one.opens <= found.hour <= one.closes for one in hours.sessions if one.is_counted)
    assert found.day not in {state.day for state in found.rest_days}


@given(MOMENTS, MOMENTS, LIMITS, CALENDARS)
def test_what_comes_later_is_never_due_earlier(
    one: datetime, other: datetime, allowed: Limit, calendar: Calendar
) -> None:
    first, second = (return_time(at, allowed, calendar=calendar) for at in sorted((one, other)))
    assert first is not None
    assert second is not None
    assert first.moment <= second.moment


@given(MOMENTS, st.integers(1, 60))
def test_working_days_never_end_before_as_many_calendar_days(received: datetime, days: int) -> None:
    working = return_time(received, Limit(Decimal(days), TimeUnit.WORKING_DAY), calendar=PLAIN)
    plain = return_time(received, Limit(Decimal(days), TimeUnit.DAY), calendar=PLAIN)
    assert working is not None
    assert plain is not None
    assert working.moment >= plain.moment


@given(MOMENTS, st.lists(st.integers(1, 40).map(lambda n: Decimal(n) / 4), min_size=1, max_size=6),
       CALENDARS)  # fmt: skip
def test_steps_together_take_as_long_as_their_sum(
    received: datetime, hours: list[Decimal], calendar: Calendar
) -> None:
    steps = step_times(received, [Limit(one, TimeUnit.HOUR) for one in hours], calendar=calendar)
    whole = return_time(received, Limit(sum(hours, Decimal()), TimeUnit.HOUR), calendar=calendar)
    assert steps[-1] is not None
    assert whole is not None
    assert steps[-1].moment == whole.moment


@given(MOMENTS, st.integers(2, 60), st.sampled_from([PLAIN, HALF_SATURDAY]))
def test_steps_that_fill_a_limit_end_in_time(
    received: datetime, halves: int, calendar: Calendar
) -> None:
    step = Limit(Decimal("0.5"), TimeUnit.WORKING_DAY)
    whole = Limit(Decimal(halves) / 2, TimeUnit.WORKING_DAY)
    steps = step_times(received, [step] * halves, calendar=calendar)
    due = return_time(received, whole, calendar=calendar)
    assert steps[-1] is not None
    assert due is not None
    assert steps[-1].moment <= due.moment


SPOKEN = {"ngày làm việc": "working", "ngày": "days", "tháng": "months"}
PAGE = Path(__file__).parents[2] / "docs" / "han-cap-nhat.md"
ROW = re.compile(
    r"^\| (\d\d:\d\d \d\d/\d\d/\d{4}) \| ([\d,]+) ([^|]+) \| (\d\d:\d\d \d\d/\d\d/\d{4}) \|",
    re.MULTILINE,
)
EXAMPLES = ROW.findall(PAGE.read_text(encoding="utf-8"))


def moment(text: str) -> datetime:
    hour, day = text.split()
    return datetime.combine(date(*map(int, reversed(day.split("/")))), time.fromisoformat(hour))


@pytest.mark.parametrize(("received", "value", "unit", "end"), EXAMPLES)
def test_the_examples_of_the_page(received: str, value: str, unit: str, end: str) -> None:
    allowed = limit(f"{value.replace(',', '.')} {SPOKEN[unit]}")
    found = return_time(moment(received), allowed, calendar=PLAIN)
    assert found is not None
    assert found.moment == moment(end)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 7


def test_long_time_is_counted_quickly() -> None:
    found = return_time(datetime.fromisoformat("2026-05-11 10:00"), limit("400 working"))
    assert found is not None
    assert found.day > date(2027, 5, 11) + timedelta(100)
