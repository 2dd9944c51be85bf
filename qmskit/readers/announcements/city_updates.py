"""A city's list of announcing decisions as JSON (format `city-updates-2026-09`).

The list was made from the decisions' PDF files, with what such a conversion does to words. Several
decisions stand in one file.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.announcements import AnnouncedProcedure, Announcement, ChangeKind
from qmskit.model.procedures import Level, Unparsed
from qmskit.model.workflows import Decision
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.announcements import doubts
from qmskit.readers.announcements.rows import RowWords, announced, with_repetitions
from qmskit.readers.files import MOST_BYTES_EXPORT, MOST_PEEKED, opening, read_text
from qmskit.readers.portal.cursors import Cursor, RecordReading
from qmskit.readers.records import day_of
from qmskit.readers.trees import Json, parse_json

FORMAT = "city-updates-2026-09"

_KINDS = {
    "new": ChangeKind.NEW,
    "modified": ChangeKind.AMENDED,
    "replaced": ChangeKind.REPLACED,
    "repealed": ChangeKind.REPEALED,
}
_LEVELS = {
    "commune": Level.COMMUNE,
    "province": Level.PROVINCE,
    "ministry": Level.MINISTRY,
}
# Only the commune is certain; the word itself stays unparsed, because it says that others share.
_SHARED = "shared_including_commune"


class CityUpdatesReader:
    """Announcing decisions of a city, listed in a JSON file."""

    format = FORMAT

    def accepts(self, path: Path) -> bool:
        """Tell by the first letters whether the file lists decisions with rows."""
        if path.suffix.lower() != ".json":
            return False
        start = opening(path, MOST_PEEKED)
        return '"decisions"' in start and '"rows"' in start

    def read(self, path: Path) -> Iterator[Announcement]:
        """Yield the decisions of a file; once all are read, raise what is wrong with others."""
        problems: list[Problem] = []
        value = parse_json(read_text(path, MOST_BYTES_EXPORT), str(path))
        around = _around(value, str(path))
        for index, one in enumerate(_decisions(value, str(path))):
            try:
                yield _announcement(one, str(path), f"decisions[{index}]", around)
                around = ()
            except InvalidInputError as error:
                problems.extend(error.problems)
        if problems:
            raise InvalidInputError(problems)


def _decisions(value: Json, file: str) -> list[Json]:
    found = value.get("decisions") if isinstance(value, dict) else None
    if not isinstance(found, list) or not found:
        raise _foreign(Location(file))
    return found


def _around(value: Json, file: str) -> tuple[Unparsed, ...]:
    """Return what the file says beside its decisions; it goes with the first of them."""
    if not isinstance(value, dict):
        return ()
    rest: Json = {key: inner for key, inner in value.items() if key != "decisions"}
    reading = RecordReading(rest, file)
    if problems := [*reading.illegal()]:
        raise InvalidInputError(problems)
    return tuple(reading.unparsed(()))


def _foreign(where: Location) -> InvalidInputError:
    message = _("không phải danh sách quyết định công bố thủ tục hành chính")
    fix = _("dùng tệp JSON có mục decisions, trong mỗi quyết định có mục rows")
    return InvalidInputError([Problem(where, "QMS080", message, fix)])


def _announcement(value: Json, file: str, at: str, around: tuple[Unparsed, ...]) -> Announcement:
    """Return a decision of the list.

    Raises:
        InvalidInputError: it has no rows, or holds a character that no document may hold.
    """
    reading = RecordReading(value, file, f"{at}.")
    if not isinstance(value, dict) or not isinstance(value.get("rows"), list):
        raise _foreign(Location(file, path=at))
    if problems := [*reading.illegal()]:
        raise InvalidInputError(problems)
    found = _read(reading, Location(file, path=at))
    return replace(found, unparsed=(*around, *reading.unparsed(found)))


def _read(reading: RecordReading, where: Location) -> Announcement:
    number, issued = reading.at("decisionNo").line(), _day(reading.at("decisionDate"))
    effective = _day(reading.at("effectiveDate"))
    problems = (
        [] if number and issued else [doubts.unknown_decision(where, Decision(number, issued))]
    )
    if effective is None:
        words = str(reading.at("effectiveDate").value or "")
        problems.append(doubts.no_effective_day(where, words))
    return Announcement(
        decision=Decision(number, issued),
        rows=with_repetitions(_row(row, where) for row in reading.at("rows").items()),
        where=where,
        effective=effective,
        field=reading.at("field").line(),
        doubts=tuple(problems),
    )


def _row(row: Cursor, where: Location) -> AnnouncedProcedure:
    page = row["page"].whole()
    path = f"{where.path}.{row.path}" + (f", trang {page}" if page else "")
    status = row["sectionStatus"].line()
    kind = _KINDS.get(status, ChangeKind.UNKNOWN)
    return announced(
        RowWords(
            where=Location(where.file, path=path),
            code=row["code"].line(),
            name=row["name"].line(),
            kind=kind,
            kind_words=status if kind is ChangeKind.UNKNOWN else "",
            levels=_levels(row["levelHint"]),
            limit=row["context_times"].text(),
        )
    )


def _levels(hint: Cursor) -> tuple[Level, ...]:
    if hint.value == _SHARED:
        return (Level.COMMUNE,)
    level = _LEVELS.get(hint.word(_LEVELS))
    return (level,) if level else ()


def _day(cursor: Cursor) -> date | None:
    """Return the day here; a text that is none stays unparsed."""
    day = day_of(cursor.value.strip()) if isinstance(cursor.value, str) else None
    if day:
        cursor.line()
    return day
