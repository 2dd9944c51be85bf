"""Calendars: what files say about days, and which of several owners is heard."""

import json
from datetime import date, time, timedelta
from pathlib import Path

import pytest

import qmskit
from qmskit import InvalidInputError
from qmskit.law.calendars import Calendar, calendar_for, calendar_of, common_calendar
from qmskit.law.deadlines import deadline
from qmskit.law.proposals import proposed
from qmskit.model.calendars import CalendarData, Rest
from qmskit.model.dated import Standing
from qmskit.model.deadlines import TimeRules
from qmskit.readers.calendars import calendar
from qmskit.readers.packs import read_framework
from qmskit.readers.schemas import parse_record
from qmskit.readers.time_rules import time_rules_at
from tests.trees import write_tree

SOURCE = "{text: 123/TB-BNV, standing: quoted}"

# A year as an agency enters it when it is decided; the library proposes Tết a day earlier.
DECIDED = f"""\
certain_until: {{day: 2027-12-31, source: {SOURCE}}}
whole_years: [2027]
days_off:
  - {{day: 2027-01-01, name: Tết Dương lịch, kind: holiday, source: {SOURCE}}}
  - {{day: 2027-02-05, until: 11/02/2027, name: Tết Nguyên đán, kind: holiday, source: {SOURCE}}}
  - {{day: 2027-05-03, name: Nghỉ bù, kind: compensatory, source: {SOURCE}}}
worked_days:
  - {{day: 2027-05-08, instead_of: 2027-05-07, source: {SOURCE}}}
hours:
  sessions:
    - {{days: [monday, tuesday], opens: "07:00", closes: "11:00"}}
    - {{days: [saturday], opens: "08:00", closes: "11:00", counted: no}}
  source: {SOURCE}
cut_off: {{hour: "16:00", source: {SOURCE}}}
"""


def read(text: str) -> CalendarData:
    return calendar(parse_record(text, "calendar", "calendar.yaml"))


def with_own(text: str) -> Calendar:
    return calendar_for(common_calendar().rules, read(text))


def off(one: str, more: str = "") -> str:
    return f"  - {{day: {one}, name: Nghỉ, kind: holiday, source: {SOURCE}{more}}}\n"


def test_what_a_calendar_holds() -> None:
    found = read(DECIDED)
    assert found.certain is not None
    assert found.certain.until == date(2027, 12, 31)
    assert found.whole_years == {2027}
    assert len(found.days) == 10
    assert found.days[date(2027, 2, 11)].name == "Tết Nguyên đán"
    worked = found.days[date(2027, 5, 8)]
    assert (worked.rest, worked.instead_of) == (None, date(2027, 5, 7))
    assert found.hours is not None
    assert [one.is_counted for one in found.hours.sessions] == [True, False]
    assert found.cut_off is not None
    assert found.cut_off.hour == time(16)


def session(opens: str, closes: str) -> str:
    return f'    - {{days: [monday], opens: "{opens}", closes: "{closes}"}}\n'


TWO_SESSIONS = session("07:00", "11:00") + session("10:00", "12:00")

TWO_PERIODS = off("2027-02-04", ", until: 2027-02-10") + off("2027-02-05", ", until: 2027-02-11")

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

BAD = {
    "a day twice": (f"days_off:\n{off('2027-01-01')}{off('01/01/2027')}",
                    [("QMS801", 3, 6, "days_off[1].day")]),
    "off and worked": (
        f"days_off:\n{off('2027-01-01')}worked_days:\n  - day: 2027-01-01\n    source: {SOURCE}\n",
        [("QMS801", 4, 5, "worked_days[0].day")]),
    "a day in a period": (
        f"days_off:\n{off('2027-02-04', ', until: 2027-02-10')}{off('2027-02-07')}",
        [("QMS801", 3, 6, "days_off[1].day")]),
    "a period backwards": (f"days_off:\n{off('2027-02-04', ', until: 2027-02-01')}",
                           [("QMS802", 2, 96, "days_off[0].until")]),
    "a period of a year": (f"days_off:\n{off('2027-02-04', ', until: 2028-02-10')}",
                           [("QMS802", 2, 96, "days_off[0].until")]),
    "a year without days": ("whole_years: [2027]\n", [("QMS803", 1, 15, "whole_years[0]")]),
    "closed before it opens": (
        f'hours:\n  source: {SOURCE}\n  sessions:\n{session("11:00", "07:00")}',
        [("QMS804", 4, 40, "hours.sessions[0].closes")]),
    "two sessions at once": (
        f"hours:\n  source: {SOURCE}\n  sessions:\n{TWO_SESSIONS}",
        [("QMS804", 5, 24, "hours.sessions[1].opens")]),
    "compensatory on a Sunday": (
        f"days_off:\n{off('2027-05-02').replace('holiday', 'compensatory')}",
        [("QMS805", 2, 6, "days_off[0].day")]),
    "a week of rest": (
        f"weekend:\n  days: [{', '.join(WEEK)}]\n  source: {SOURCE}\n",
        [("QMS807", 2, 3, "weekend.days")]),
    "two periods that overlap": (
        f"days_off:\n{TWO_PERIODS}",
        [("QMS801", 3, 6, "days_off[1].day")]),
    "several at once": (
        f"whole_years: [2026]\ndays_off:\n{off('2027-01-01')}{off('2027-01-01')}",
        [("QMS801", 4, 6, "days_off[1].day"), ("QMS803", 1, 15, "whole_years[0]")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_what_a_calendar_cannot_say(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(text)
    found = [(one.code, one.where.line, one.where.column, one.where.path)
             for one in caught.value.problems]  # fmt: skip
    assert sorted(found) == expected


def test_of_very_many_faults_the_first_are_told() -> None:
    period = off("2027-01-01", ", until: 2027-01-31")
    with pytest.raises(InvalidInputError) as caught:
        read(f"days_off:\n{period * 2000}")
    assert len(caught.value.problems) == 501
    assert "QMS713" in {problem.code for problem in caught.value.problems}


def test_two_rules_of_one_name_are_told(tmp_path: Path) -> None:
    rules = (read_framework("qd101-2019").folder / "deadlines.yaml").read_text(encoding="utf-8")
    first = rules[rules.index("  - id:") : rules.index("proposals:")]
    folder = write_tree(tmp_path / "thu", {
        "deadlines.yaml": rules.replace("proposals:\n", f"{first}proposals:\n", 1),
        "calendar.yaml": "whole_years: [2027]\n",
    })  # fmt: skip
    with pytest.raises(InvalidInputError) as caught:
        time_rules_at(folder)
    codes = {problem.code: problem.where.file for problem in caught.value.problems}
    assert codes == {"QMS806": "thu/deadlines.yaml", "QMS803": "thu/calendar.yaml"}


def test_a_framework_may_say_nothing_of_time(tmp_path: Path) -> None:
    assert time_rules_at(tmp_path) == TimeRules()


def test_the_set_is_heard_first() -> None:
    days = with_own(DECIDED)
    assert not days.is_working(date(2027, 2, 11))
    assert days.state(date(2027, 2, 5)).source.text == "123/TB-BNV"
    assert days.is_working(date(2027, 5, 8))
    # Nothing is added to a whole year: neither Tết a day earlier nor 24/11.
    assert days.is_working(date(2027, 2, 4))
    assert days.is_working(date(2027, 11, 24))
    # What it does not say is the framework's or the library's.
    assert not days.is_working(date(2026, 9, 2))
    assert not days.is_working(date(2028, 1, 26))
    assert days.state(date(2027, 12, 31)).is_certain
    assert not days.state(date(2028, 1, 1)).is_certain


def test_one_day_is_corrected_without_the_rest_of_its_year() -> None:
    days = with_own(f"worked_days:\n  - {{day: 2027-11-24, source: {SOURCE}}}\n")
    assert days.is_working(date(2027, 11, 24))
    assert not days.is_working(date(2027, 2, 5))


def test_an_agency_may_rest_on_other_days() -> None:
    days = with_own(f"weekend:\n  days: [sunday, monday]\n  source: {SOURCE}\n")
    assert days.is_working(date(2026, 5, 16))
    assert days.state(date(2026, 5, 18)).rest is Rest.WEEKEND
    assert deadline(date(2026, 2, 17), calendar=days).due == date(2026, 5, 19)


def test_a_set_has_its_calendar(tiny_set: Path) -> None:
    before = calendar_of(qmskit.load(tiny_set))
    assert not before.is_working(date(2027, 2, 4))
    write_tree(tiny_set, {"calendar.yaml": DECIDED})
    assert calendar_of(qmskit.load(tiny_set)).is_working(date(2027, 2, 4))


def test_faults_of_the_calendar_are_told_with_all_others(tiny_set: Path) -> None:
    write_tree(tiny_set, {"calendar.yaml": "whole_years: [2027]\n", "codes.yaml": "patern: a\n"})
    with pytest.raises(InvalidInputError) as caught:
        qmskit.load(tiny_set)
    assert {one.where.file for one in caught.value.problems} == {"calendar.yaml", "codes.yaml"}


def test_what_the_library_proposes_is_weighed_by_the_framework() -> None:
    days = common_calendar()
    standings = {
        date(2027, 1, 1): Standing.QUOTED,  # Labour Code, Article 112 clause 1 a
        date(2027, 4, 30): Standing.QUOTED,
        date(2027, 2, 6): Standing.SECONDARY,  # Tết: which days is decided every year
        date(2027, 5, 3): Standing.SECONDARY,  # compensatory
        date(2024, 4, 29): Standing.UNVERIFIED,  # swapped
        date(2024, 5, 4): Standing.UNVERIFIED,  # worked for it
        date(2027, 11, 24): Standing.UNVERIFIED,  # not in the Code as held
    }
    assert {day: days.state(day).source.standing for day in standings} == standings
    assert days.state(date(2024, 4, 29)).rest is Rest.SWAPPED
    assert days.state(date(2027, 5, 3)).rest is Rest.COMPENSATORY


def test_the_framework_knows_the_names_of_the_library() -> None:
    proposals = common_calendar().rules.proposals
    assert proposals is not None
    holidays = {
        name
        for year in range(2013, 2060)
        for rest, name in proposed(year).off.values()
        if rest is Rest.HOLIDAY
    }
    # What no text at hand calls a holiday stays without a provision.
    assert holidays - proposals.names.keys() == {"Ngày Văn hóa Việt Nam"}


def test_every_day_off_has_a_source() -> None:
    days = common_calendar()
    every = (days.state(date(2015, 1, 1) + timedelta(index)) for index in range(20 * 365))
    assert [state.day for state in every if not state.source.text] == []


def test_years_the_library_does_not_know_have_weekends_only() -> None:
    assert proposed(1850).off == {}
    assert proposed(9000).off == {}
    assert common_calendar().is_working(date(1850, 1, 1))


def test_the_framework_says_what_public_data_say(real_data: Path) -> None:
    """Its years 2025 and 2026, and the library's others, against days computed elsewhere."""
    file = real_data / "holidays" / "vn_2020_2027.json"
    known = json.loads(file.read_text(encoding="utf-8"))
    off = {date.fromisoformat(day) for year in known["holidays"].values() for day, _name in year}
    worked = set(map(date.fromisoformat, known["weekend_workdays"]))
    days = common_calendar()
    every = [date(2020, 1, 1) + timedelta(index) for index in range(8 * 365 + 2)]
    assert every[-1] == date(2027, 12, 31)
    wrong = [
        day
        for day in every
        if days.is_working(day) != (day in worked or (day not in off and day.weekday() < 5))
    ]
    assert wrong == []


PAGE = Path(__file__).parents[2] / "docs" / "han-cap-nhat.md"


def test_the_example_of_the_page_is_read() -> None:
    text = PAGE.read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    found = read(example)
    assert found.hours is not None
    assert len(found.days) == 10
