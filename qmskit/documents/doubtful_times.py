"""Statements about time that nobody has verified: terms, days off, days of legal texts, changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from qmskit.documents.sandbox import day_text
from qmskit.model.calendars import CalendarData, DayEntry, Rest
from qmskit.model.dated import Source, Standing
from qmskit.model.sets import DocumentSet
from qmskit.readers.prose.citations import text_number

_RESTS = {
    Rest.WEEKEND: "ngày nghỉ hằng tuần",
    Rest.HOLIDAY: "ngày nghỉ lễ, tết",
    Rest.COMPENSATORY: "ngày nghỉ bù",
    Rest.SWAPPED: "ngày nghỉ hoán đổi",
}


@dataclass(frozen=True, slots=True)
class DoubtfulTime:
    """A statement about time to confirm.

    Attributes:
        subject: what is stated, as it is printed.
        gap: what the source leaves open; may be empty.
    """

    subject: str
    source: Source
    gap: str = ""


def doubtful_times(qmset: DocumentSet, day: date) -> Iterator[DoubtfulTime]:
    """Yield what is not certain: terms, the calendar, legal texts that are cited, changes.

    Args:
        day: days off of the years before it decide nothing any more.
    """
    yield from _terms(qmset)
    yield from _calendar(qmset.calendar.over(qmset.framework.time.calendar), day)
    yield from _legal_texts(qmset)
    yield from _events(qmset)


def _terms(qmset: DocumentSet) -> Iterator[DoubtfulTime]:
    for rule in qmset.framework.time.deadlines:
        term = f"Hạn {rule.months:02d} tháng: {rule.name}"
        yield from _unless_quoted(term, rule.source)
        yield from _unless_quoted(f"Cách tính hạn {rule.months:02d} tháng", rule.counting)
        for rest, source in rule.shifts.items():
            subject = f"Hạn rơi vào {_RESTS[rest]} thì lùi sang ngày làm việc tiếp theo"
            yield from _unless_quoted(subject, source)


def _calendar(calendar: CalendarData, day: date) -> Iterator[DoubtfulTime]:
    if calendar.certain:
        until = day_text(calendar.certain.until)
        yield from _unless_quoted(f"Ngày nghỉ sau ngày {until}", calendar.certain.source)
    if calendar.week_source:
        yield from _unless_quoted("Ngày nghỉ hằng tuần", calendar.week_source)
    if calendar.hours:
        yield from _unless_quoted("Giờ làm việc", calendar.hours.source)
    if calendar.cut_off:
        yield from _unless_quoted("Giờ chốt nhận hồ sơ", calendar.cut_off.source)
    for days, entry in _runs(calendar, day.year):
        yield from _unless_quoted(f"{_span(days)}: {_called(entry)}", entry.source)


def _runs(calendar: CalendarData, year: int) -> Iterator[tuple[list[date], DayEntry]]:
    """Yield days from a year on that follow each other and are one entry of the calendar."""
    days = sorted(day for day in calendar.days if day.year >= year)
    numbered = enumerate(days)
    for _key, run in groupby(
        numbered, lambda one: (one[1] - timedelta(one[0]), calendar.days[one[1]])
    ):
        found = [day for _number, day in run]
        yield found, calendar.days[found[0]]


def _called(entry: DayEntry) -> str:
    kind = _RESTS[entry.rest] if entry.rest else "ngày đi làm"
    return f"{kind} ({entry.name})" if entry.name else kind


def _span(days: list[date]) -> str:
    first, last = days[0], days[-1]
    return f"{day_text(first)} đến {day_text(last)}" if first != last else day_text(first)


def _legal_texts(qmset: DocumentSet) -> Iterator[DoubtfulTime]:
    """Yield texts of the agency's register that its procedures or changes rest on.

    Those of the framework stand among the legal texts.
    """
    known = {one.number for one in qmset.framework.legal_sources}
    cited = {
        text_number(basis.number)
        for procedure in qmset.procedures.values()
        for basis in procedure.legal_bases
    } | {event.text for event in qmset.law_events.events}
    for number, text in qmset.register.texts.items():
        concerns = number in cited or any(one.number in cited for one in text.relations)
        if number in known or not concerns:
            continue
        has_day = text.effective or text.staged
        gap = "" if has_day else "chưa rõ ngày có hiệu lực"
        if gap or text.source.standing is Standing.UNVERIFIED:
            yield DoubtfulTime(
                f"{number}: {text.title}" if text.title else number, text.source, gap
            )


def _events(qmset: DocumentSet) -> Iterator[DoubtfulTime]:
    for event in qmset.law_events.events:
        concerns = not event.procedures or qmset.procedures.keys() & set(event.procedures)
        if concerns and event.source.standing is Standing.UNVERIFIED:
            told = event.summary or event.text or event.id
            yield DoubtfulTime(f"Thay đổi đã ghi: {told}", event.source)


def _unless_quoted(subject: str, source: Source) -> Iterator[DoubtfulTime]:
    if source.standing is not Standing.QUOTED:
        yield DoubtfulTime(subject, source)
