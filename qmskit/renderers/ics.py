"""Reminders as an iCalendar file (RFC 5545): days only, so no time zone and no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_PRODUCT = "-//qmskit//qmskit//VI"
_MOST_OCTETS = 75
# A name that has to be escaped, and how; the backslash first.
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day to be reminded of.

    Attributes:
        uid: the same whenever the same day is written again.
        day: of the event, which lasts this day.
        summary: on one line; text: all there is to know.
        alarms: days before the day on which a calendar speaks up; may be empty.
    """

    uid: str
    day: date
    summary: str
    text: str
    alarms: tuple[int, ...] = ()


def calendar_file(name: str, reminders: Iterable[Reminder], stamp: date) -> bytes:
    """Return reminders as a calendar that others import or subscribe to.

    Args:
        name: what the calendar is called.
        stamp: the day the reminders are told on; the library reads no clock.
    """
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{_escaped(name)}",
             *(line for one in reminders for line in _event(one, stamp)),
             "END:VCALENDAR")  # fmt: skip
    return b"".join(_folded(line) for line in lines)


def _event(one: Reminder, stamp: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(one.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"SUMMARY:{_escaped(one.summary)}"
    yield f"DESCRIPTION:{_escaped(one.text)}"
    # A deadline takes nobody's time.
    yield "TRANSP:TRANSPARENT"
    for days in one.alarms:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(one.summary)}")
        yield from (f"TRIGGER:-P{days}D", "END:VALARM")
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return text.replace("\r", "")


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets; no letter is cut in two."""
    pieces, piece = [], b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > _MOST_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
