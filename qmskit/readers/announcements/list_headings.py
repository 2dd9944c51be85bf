"""Headings of the lists in announcing decisions, in one line or two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from qmskit.model.texts import folded, one_line
from qmskit.readers.tables.grids import LONGEST_HEADING, GridCell, Row


class Told(Enum):
    """What a column of a list tells."""

    NUMBER = "number"
    CODE = "code"
    OLD_CODE = "old code"
    OLD_NAME = "old name"
    NAME = "name"
    LIMIT = "limit"
    REDUCED = "reduced"
    PLACE = "place"
    FEES = "fees"
    LEGAL = "legal"
    METHODS = "methods"
    FIELD = "field"
    LEVEL = "level"
    AGENCY = "agency"
    OTHER = "other"


# The first that is found in the folded heading; the order matters where words are shared: “Tên văn
# bản quy định việc bãi bỏ thủ tục hành chính” is about a text, not about a procedure.
_HEADINGS = {
    Told.NUMBER: re.compile(r"^(stt|tt|so tt|so thu tu)$"),
    Told.REDUCED: re.compile(r"\bsau (khi )?(duoc )?(cat giam|rut ngan|cat, giam)"),
    Told.LEGAL: re.compile(r"can cu|van ban|vbqppl"),
    Told.OLD_CODE: re.compile(r"(\bma\b|so ho so)(?=.*(duoc|bi) thay the|.*\bcu\b)"
                              r"|(duoc|bi) thay the.*(\bma\b|so ho so)"),
    Told.OLD_NAME: re.compile(r"(\bten\b|thu tuc)(?=.*(duoc|bi) thay the|.*\bcu\b)"),
    Told.CODE: re.compile(r"\bma( so)?( (tthc|thu tuc|ho so).*)?$|so ho so"),
    Told.OTHER: re.compile(r"cat giam|ty le"),
    Told.LIMIT: re.compile(r"thoi (han|gian)"),
    Told.PLACE: re.compile(r"dia diem|noi (tiep nhan|thuc hien)"),
    Told.FEES: re.compile(r"\bphi\b"),
    Told.METHODS: re.compile(r"cach thuc|hinh thuc"),
    Told.FIELD: re.compile(r"^linh vuc"),
    Told.LEVEL: re.compile(r"^cap (thuc hien|giai quyet|hanh chinh)"),
    Told.AGENCY: re.compile(r"co quan"),
    Told.NAME: re.compile(r"\bten (cua )?(thu tuc|tthc)|^(ten )?(thu tuc hanh chinh|tthc)"),
}  # fmt: skip
_TELLING = {Told.CODE, Told.OLD_CODE, Told.LIMIT, Told.REDUCED, Told.PLACE, Told.FEES, Told.LEGAL,
            Told.FIELD, Told.AGENCY}  # fmt: skip
_LEAST_TELLING = 2
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its place, what it tells, its heading on one line."""

    at: int
    told: Told
    heading: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a list.

    Attributes:
        columns: from the left.
        lines: number of rows it takes.
    """

    columns: tuple[Column, ...]
    lines: int

    @property
    def is_code_ambiguous(self) -> bool:
        """Tell whether codes stand beside names of old and new procedures and say not whose."""
        told = {column.told for column in self.columns}
        codes = [folded(column.heading) for column in self.columns if column.told is Told.CODE]
        is_told = any("thay the" in heading or "moi" in heading for heading in codes)
        return Told.OLD_NAME in told and Told.OLD_CODE not in told and not is_told

    def texts(self, told: Told, row: Row) -> Iterator[str]:
        """Yield what the columns of one meaning hold in a row, without empty cells."""
        for column in self.columns:
            if column.told is told and column.at < len(row) and row[column.at].text:
                yield row[column.at].text

    def text(self, told: Told, row: Row) -> str:
        """Return what the columns of one meaning hold in a row, each text once."""
        return "\n".join(dict.fromkeys(self.texts(told, row)))

    def first(self, told: Told, row: Row) -> GridCell | None:
        """Return the first cell of a meaning, also an empty one; None without such a column."""
        places = (column.at for column in self.columns if column.told is told)
        at = next(places, None)
        return row[at] if at is not None and at < len(row) else None


def heading_at(rows: Sequence[Row], at: int) -> Heading | None:
    """Return the heading that begins in a row, or None.

    A heading names the procedure and at least two other things a list tells.
    """
    if any(len(cell.text) > LONGEST_HEADING for cell in rows[at]):
        return None
    lines = 1
    while lines < _MOST_LINES and _goes_on(rows, at, lines):
        lines += 1
    columns = tuple(_columns(rows[at : at + lines]))
    told = {column.told for column in columns}
    is_list = Told.NAME in told and len(told & _TELLING) >= _LEAST_TELLING
    return Heading(columns, lines) if is_list else None


def _goes_on(rows: Sequence[Row], at: int, lines: int) -> bool:
    """Tell whether the row behind the heading so far belongs to it.

    Then nothing of its own stands in the first column, and several cells are headings by
    themselves: a title between the rows is one cell.
    """
    if at + lines >= len(rows):
        return False
    above, row = rows[at], rows[at + lines]
    own = [cell for head, cell in zip(above, row, strict=False) if cell.text != head.text]
    texts = [cell.text for cell in own if cell.text and not cell.is_continued]
    is_head = len(texts) > 1 and all(_is_heading(folded(one_line(text))) for text in texts)
    return is_head and not (row[0].text and row[0] in own)


def _is_heading(plain: str) -> bool:
    """Tell whether words are a heading; “Tên” is one below “Thủ tục hành chính thay thế”."""
    return plain == "ten" or _told(plain) is not None


def _columns(lines: Sequence[Row]) -> Iterator[Column]:
    for at in range(len(lines[0])):
        texts = dict.fromkeys(one_line(row[at].text) for row in lines if at < len(row))
        heading = " / ".join(text for text in texts if text)
        yield Column(at, _told(folded(heading)) or Told.OTHER, heading)


def _told(plain: str) -> Told | None:
    """Return what a heading tells; below another heading, “theo quy định” is a limit."""
    plain = plain.replace(" / ", " ").strip(" .:*")
    found = (told for told, pattern in _HEADINGS.items() if pattern.search(plain))
    return next(found, Told.LIMIT if plain.startswith("theo quy dinh") else None)
