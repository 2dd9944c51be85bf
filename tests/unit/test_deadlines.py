"""Deadlines: a table computed by hand, and what holds of every day.

How the table was made, without this program: three months further in a printed calendar, the same
day number; where the month has no such day its last day (Civil Code, Article 148 clause 3); then,
while that day is a Saturday, a Sunday or a holiday, the next one (clause 5). Weekdays were read
from the printed calendar, holidays from Article 112 of the Labour Code, Tết and swapped days from
the calendar that the framework ships. The last column tells it for each row.
"""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import UnknownNameError
from qmskit.law.calendars import OutOfCalendarError, calendar_for, common_calendar
from qmskit.law.deadlines import deadline, months_after
from qmskit.law.telling import deadline_told
from qmskit.model.calendars import CalendarData, Certainty, DayEntry, Rest
from qmskit.model.dated import Source, Standing

# Effective, legal day, due day, provisional, how.
TABLE = [
    # Months that lack the day.
    ("2026-11-30", "2027-02-28", "2027-03-01", True, "no 30/02; 28/02/2027 is a Sunday"),
    ("2025-11-30", "2026-02-28", "2026-03-02", False, "no 30/02; 28/02/2026 is a Saturday"),
    ("2025-11-29", "2026-02-28", "2026-03-02", False, "no 29/02 in 2026; Saturday"),
    ("2025-11-28", "2026-02-28", "2026-03-02", False, "28/02/2026 is a Saturday"),
    ("2024-11-30", "2025-02-28", "2025-02-28", False, "no 30/02; Friday"),
    ("2020-11-30", "2021-02-28", "2021-03-01", False, "no 30/02; 28/02/2021 is a Sunday"),
    ("2023-11-30", "2024-02-29", "2024-02-29", False, "leap year, no 30/02; Thursday"),
    ("2023-11-29", "2024-02-29", "2024-02-29", False, "leap year; Thursday"),
    ("2019-11-30", "2020-02-29", "2020-03-02", False, "leap year; 29/02/2020 is a Saturday"),
    ("2027-11-30", "2028-02-29", "2028-02-29", True, "leap year, no 30/02; Tuesday"),
    ("2027-11-29", "2028-02-29", "2028-02-29", True, "leap year; Tuesday"),
    ("2025-08-31", "2025-11-30", "2025-12-01", False, "no 31/11; 30/11/2025 is a Sunday"),
    ("2026-08-31", "2026-11-30", "2026-11-30", False, "no 31/11; Monday"),
    ("2024-08-31", "2024-11-30", "2024-12-02", False, "no 31/11; 30/11/2024 is a Saturday"),
    ("2023-08-31", "2023-11-30", "2023-11-30", False, "no 31/11; Thursday"),
    ("2025-03-31", "2025-06-30", "2025-06-30", False, "no 31/6; Monday"),
    # Ends of months do not stick: from the last day to the same number, not to the last day.
    ("2025-02-28", "2025-05-28", "2025-05-28", False, "28, not 31; Wednesday"),
    ("2027-02-28", "2027-05-28", "2027-05-28", True, "28, not 31; Friday"),
    ("2024-02-29", "2024-05-29", "2024-05-29", False, "29, not 31; Wednesday"),
    # Ends and beginnings of years.
    ("2023-12-31", "2024-03-31", "2024-04-01", False, "31/3/2024 is a Sunday"),
    ("2024-12-31", "2025-03-31", "2025-03-31", False, "Monday"),
    ("2025-12-31", "2026-03-31", "2026-03-31", False, "Tuesday"),
    ("2026-12-31", "2027-03-31", "2027-03-31", True, "Wednesday, after the last certain day"),
    ("2026-10-01", "2027-01-01", "2027-01-04", True, "New Year on Friday, weekend 2-3"),
    ("2022-10-01", "2023-01-01", "2023-01-03", False, "New Year on Sunday, 2/1 compensatory"),
    # Plain days and weekends.
    ("2025-12-05", "2026-03-05", "2026-03-05", False, "Thursday"),
    ("2026-05-18", "2026-08-18", "2026-08-18", False, "Tuesday"),
    ("2026-02-18", "2026-05-18", "2026-05-18", False, "begins in Tết, which is no matter; Monday"),
    ("2027-03-01", "2027-06-01", "2027-06-01", True, "Tuesday"),
    ("2025-09-07", "2025-12-07", "2025-12-08", False, "Sunday"),
    ("2026-05-21", "2026-08-21", "2026-08-21", False, "Friday before a worked Saturday"),
    # Tết.
    ("2025-11-17", "2026-02-17", "2026-02-23", False, "New Year's Day; 16-20, weekend 21-22"),
    ("2025-11-14", "2026-02-14", "2026-02-23", False, "weekend 14-15, Tết 16-20, weekend 21-22"),
    ("2024-10-27", "2025-01-27", "2025-02-03", False, "Tết 27-31/01, weekend 1-2/02"),
    ("2024-11-01", "2025-02-01", "2025-02-03", False, "weekend after Tết"),
    ("2023-11-08", "2024-02-08", "2024-02-15", False, "29 Tết (Thursday); off 8-14/02"),
    ("2023-11-10", "2024-02-10", "2024-02-15", False, "New Year's Day on Saturday; off to 14/02"),
    ("2026-11-05", "2027-02-05", "2027-02-11", True, "proposed only: off 4-10/02"),
    ("2026-11-06", "2027-02-06", "2027-02-11", True, "proposed only: off 4-10/02"),
    # Giỗ Tổ, 30/4, 1/5, with swapped days.
    ("2025-01-07", "2025-04-07", "2025-04-08", False, "Giỗ Tổ on Monday"),
    ("2026-01-26", "2026-04-26", "2026-04-28", False, "Giỗ Tổ on Sunday, 27/4 compensatory"),
    ("2026-01-27", "2026-04-27", "2026-04-28", True, "compensatory: is that a holiday? not known"),
    ("2026-01-30", "2026-04-30", "2026-05-04", False, "30/4 Thursday, 1/5 Friday, weekend"),
    ("2026-01-31", "2026-04-30", "2026-05-04", False, "no 31/4; as before"),
    ("2023-01-29", "2023-04-29", "2023-05-04", False, "Giỗ Tổ Sat., 30/4, 1/5, compensatory 2-3"),
    ("2024-01-30", "2024-04-30", "2024-05-02", False, "30/4 Tuesday, 1/5 Wednesday"),
    ("2024-01-29", "2024-04-29", "2024-05-02", True, "swapped day, then 30/4 and 1/5"),
    ("2024-02-04", "2024-05-04", "2024-05-04", True, "Saturday worked for 29/4"),
    ("2025-01-26", "2025-04-26", "2025-04-26", True, "Saturday worked for 2/5"),
    ("2025-01-30", "2025-04-30", "2025-05-05", True, "30/4, 1/5, swapped 2/5, weekend"),
    ("2025-02-02", "2025-05-02", "2025-05-05", True, "swapped Friday, weekend"),
    # 2/9 with its neighbours.
    ("2025-05-30", "2025-08-30", "2025-09-03", False, "weekend, 1/9 Monday, 2/9 Tuesday"),
    ("2025-05-31", "2025-08-31", "2025-09-03", False, "Sunday, 1/9, 2/9"),
    ("2025-06-01", "2025-09-01", "2025-09-03", False, "day beside 2/9"),
    ("2025-06-02", "2025-09-02", "2025-09-03", False, "2/9 on Tuesday"),
    ("2026-05-22", "2026-08-22", "2026-08-22", True, "Saturday worked for 31/8"),
    ("2026-05-29", "2026-08-29", "2026-09-03", True, "weekend, swapped 31/8, 1/9, 2/9"),
    ("2026-05-31", "2026-08-31", "2026-09-03", True, "swapped Monday, 1/9, 2/9"),
    ("2026-06-01", "2026-09-01", "2026-09-03", False, "day beside 2/9"),
    ("2026-06-02", "2026-09-02", "2026-09-03", False, "2/9 on Wednesday"),
    # A day off that no text at hand confirms.
    ("2026-08-24", "2026-11-24", "2026-11-25", True, "24/11: not in Article 112 as held"),
]

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("effective", "legal", "due", "is_provisional"),
    [row[:4] for row in TABLE],
    ids=[f"{row[0]}: {row[4]}" for row in TABLE],
)
def test_table(effective: str, legal: str, due: str, is_provisional: bool) -> None:  # noqa: FBT001 - a column of the table
    found = deadline(date.fromisoformat(effective))
    assert (found.legal.isoformat(), found.due.isoformat()) == (legal, due)
    assert found.is_provisional is is_provisional
    assert found.rule.id == "qd19-2014/4.4a"
    assert [state.day for state in found.shifted_because] == [
        found.legal + timedelta(index) for index in range((found.due - found.legal).days)
    ]


PAGE = Path(__file__).parents[2] / "docs" / "han-cap-nhat.md"
DAY = r"(\d\d/\d\d/\d{4})"
ROW = re.compile(rf"^\| {DAY} \| {DAY} \| {DAY} \| (.+) \|$", re.MULTILINE)
EXAMPLES = ROW.findall(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("effective", "legal", "due", "why"), EXAMPLES)
def test_the_examples_of_the_page(effective: str, legal: str, due: str, why: str) -> None:
    found = deadline(date(*map(int, reversed(effective.split("/")))))
    assert (f"{found.legal:%d/%m/%Y}", f"{found.due:%d/%m/%Y}") == (legal, due)
    assert found.is_provisional == ("tạm tính" in why)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 11


def test_standing_is_that_of_the_weakest_statement() -> None:
    plain = deadline(date(2025, 12, 5))
    assert plain.rule.source.standing is Standing.QUOTED
    assert plain.rule.counting.standing is Standing.SECONDARY
    assert plain.standing is Standing.SECONDARY
    assert deadline(date(2026, 8, 24)).standing is Standing.UNVERIFIED


def test_why_a_day_was_moved_is_told() -> None:
    told = deadline_told(deadline(date(2026, 1, 31)))
    assert told == (
        "03 tháng kể từ ngày 31/01/2026 (không tính ngày này) kết thúc ngày 30/04/2026. "
        "Tháng cuối không có ngày 31 nên lấy ngày cuối tháng. "
        "Không phải ngày làm việc: 30/04/2026 (Ngày Chiến thắng); "
        "01/05/2026 (Ngày Quốc tế lao động); "
        "02/05/2026 (nghỉ hằng tuần); 03/05/2026 (nghỉ hằng tuần). "
        "Hạn là ngày làm việc tiếp theo, 04/05/2026."
    )
    assert "tạm tính" in deadline_told(deadline(date(2026, 11, 30)))


@given(DAYS)
def test_the_legal_day_has_the_number_of_the_first_or_ends_its_month(effective: date) -> None:
    legal = deadline(effective).legal
    months = 12 * (legal.year - effective.year) + legal.month - effective.month
    assert months == 3
    ends_month = (legal + timedelta(1)).month != legal.month
    assert legal.day == effective.day or (legal.day < effective.day and ends_month)


@given(DAYS)
def test_the_due_day_is_a_working_day_not_before_the_legal_one(effective: date) -> None:
    found = deadline(effective)
    days = common_calendar()
    assert found.due >= found.legal
    assert days.is_working(found.due)
    assert not any(days.is_working(state.day) for state in found.shifted_because)


@given(DAYS)
def test_moving_twice_moves_once(day: date) -> None:
    days = common_calendar()
    assert days.next_working(days.next_working(day)) == days.next_working(day)


@given(DAYS, DAYS)
def test_a_later_text_is_never_due_earlier(one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert deadline(first).legal <= deadline(second).legal
    assert deadline(first).due <= deadline(second).due


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_months_in_two_steps_are_never_later(day: date, first: int, second: int) -> None:
    assert months_after(months_after(day, first), second) <= months_after(day, first + second)


def test_the_rule_is_data() -> None:
    rule = common_calendar().rules.deadlines[0]
    weekend_only = replace(rule, months=6, shifts={Rest.WEEKEND: rule.shifts[Rest.WEEKEND]})
    found = deadline(date(2025, 10, 30), rule=weekend_only)
    assert (found.legal, found.due) == (date(2026, 4, 30), date(2026, 4, 30))
    assert deadline(date(2025, 10, 30), rule="qd19-2014/4.4a").rule is rule
    with pytest.raises(UnknownNameError) as caught:
        deadline(date(2025, 10, 30), rule="qd19-2014/9")
    assert caught.value.known == ("qd19-2014/4.4a",)


def test_what_the_set_says_comes_first() -> None:
    notice = Source("123/TB-BNV", Standing.QUOTED)
    own = CalendarData(
        days={
            date(2026, 11, 24): DayEntry(None, "", notice),
            date(2027, 3, 1): DayEntry(Rest.HOLIDAY, "Nghỉ theo thông báo", notice),
        },
        certain=Certainty(date(2027, 12, 31), notice),
    )
    days = calendar_for(common_calendar().rules, own)
    worked = deadline(date(2026, 8, 24), calendar=days)
    assert (worked.due, worked.is_provisional) == (date(2026, 11, 24), False)
    moved = deadline(date(2026, 11, 30), calendar=days)
    assert (moved.due, moved.is_provisional) == (date(2027, 3, 2), False)
    assert moved.shifted_because[-1].source == notice


def test_a_term_beyond_the_calendar_is_told() -> None:
    for day in (date(9999, 10, 1), date.max):
        with pytest.raises(OutOfCalendarError, match=f"{day:%d/%m/%Y}"):
            deadline(day)


def test_a_rest_without_end_is_told() -> None:
    rules, source = common_calendar().rules, Source("a", Standing.OBSERVED)
    off = DayEntry(Rest.HOLIDAY, "", source)
    last = CalendarData({date(9999, 12, 30): off, date.max: off})
    with pytest.raises(OutOfCalendarError):
        deadline(date(9999, 9, 30), calendar=calendar_for(rules, last))
    idle = CalendarData(weekdays_off=frozenset(range(7)), week_source=source)
    with pytest.raises(OutOfCalendarError):
        deadline(date(2026, 9, 30), calendar=calendar_for(rules, idle))


def test_the_library_of_holidays_is_loaded_only_when_a_day_is_asked() -> None:
    program = (
        "import sys, qmskit, qmskit.law.deadlines as d\n"
        "from datetime import date\n"
        "assert 'holidays' not in sys.modules\n"
        "d.deadline(date(2026, 1, 30)); assert 'holidays' not in sys.modules\n"
        "d.deadline(date(2026, 11, 30)); assert 'holidays' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)  # noqa: S603 - our own words
