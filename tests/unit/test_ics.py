"""Calendars read back by a reader of their own, which knows nothing of how they were written."""

import re
from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qmskit.renderers.ics import Reminder, calendar_file

STAMP = date(2026, 11, 22)
LONG = "Hạn: Nghị quyết số 66.18/2026/NQ-CP; 3 thủ tục, quá hạn 96 ngày " * 4
REMINDER = Reminder(
    "a1@qmskit", date(2026, 8, 18), LONG.strip(), "Dòng 1\nDòng 2, \\ xong", (30, 7)
)


def properties(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield names (with parameters) and values of a calendar, as RFC 5545, 3.1 says."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in physical)
    assert all(len(line) <= 75 for line in physical)
    # Each physical line is whole UTF-8 by itself.
    texts = [line.decode() for line in physical]
    for line in re.sub("\n[ \t]", "", "\n".join(texts)).split("\n"):
        name, _colon, value = line.partition(":")
        yield name, value


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def test_an_event_is_read_back() -> None:
    found = list(properties(calendar_file("Xã Bình Minh", [REMINDER], STAMP)))
    names = [name for name, _value in found]
    assert found[0] == ("BEGIN", "VCALENDAR")
    assert found[-1] == ("END", "VCALENDAR")
    assert {"VERSION", "PRODID"} <= set(names)
    values = dict(reversed(found))
    assert values["UID"] == "a1@qmskit"
    assert values["DTSTAMP"] == "20261122T000000Z"
    assert values["DTSTART;VALUE=DATE"] == "20260818"
    assert unescaped(values["SUMMARY"]) == REMINDER.summary
    assert unescaped(values["DESCRIPTION"]) == REMINDER.text
    assert [value for name, value in found if name == "TRIGGER"] == ["-P30D", "-P7D"]


def test_blocks_are_nested() -> None:
    stack: list[str] = []
    for name, value in properties(calendar_file("x", [REMINDER, REMINDER], STAMP)):
        if name == "BEGIN":
            stack.append(value)
        elif name == "END":
            assert stack.pop() == value
    assert stack == []


def test_a_calendar_without_reminders_is_one() -> None:
    names = [name for name, _value in properties(calendar_file("x", [], STAMP))]
    assert "BEGIN" in names
    assert "UID" not in names


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300))
def test_any_text_is_read_back(text: str) -> None:
    reminder = Reminder("u", STAMP, text, text)
    values = dict(properties(calendar_file(text, [reminder], STAMP)))
    assert unescaped(values["SUMMARY"]) == text
    assert unescaped(values["DESCRIPTION"]) == text
