"""Step tables recognised by their headings: who does what in which time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from qmskit.model.texts import folded, one_line
from qmskit.readers.tables.grids import LONGEST_HEADING, MOST_ROWS_ABOVE, Grid, Row


class ColumnKind(Enum):
    """What a column of a step table tells."""

    NUMBER = "number"
    ACTION = "action"
    PERFORMER = "performer"
    TIME = "time"
    OUTPUT = "output"
    FORM = "form"
    OTHER = "other"


# The first that fits; asked of the folded heading.
_KINDS: Mapping[ColumnKind, re.Pattern[str]] = {
    ColumnKind.NUMBER: re.compile(
        r"(s ?/ ?)?tt|stt|so tt|so thu tu|buoc( thu)?|thu tu( buoc| cong viec| thuc hien)?"
    ),
    # Columns of the record table, whose headings resemble these.
    ColumnKind.OTHER: re.compile(r"(thoi (gian|han)|noi|ho so|ten).*\bluu\b(?! y).*|ten ho so.*"),
    ColumnKind.TIME: re.compile(r"(tong )?(thoi gian|thoi han)\b.*"),
    ColumnKind.PERFORMER: re.compile(
        r"((chiu |nguoi chiu )?trach nhiem|don vi|bo phan|co quan|chuc danh|chuc vu|vi tri"
        r"|nguoi|can bo|cong chuc|ca nhan|chu the)\b.*"
    ),
    ColumnKind.FORM: re.compile(r"(bieu mau|mau bieu|mau)( su dung)?"),
    ColumnKind.OUTPUT: re.compile(r"(bieu mau|ket qua|san pham|dau ra|ho so)\b.*"),
    ColumnKind.ACTION: re.compile(
        r"(trinh tu|noi dung|cac buoc|cong viec|hoat dong|quy trinh|mo ta|dien giai"
        r"|ten (buoc|cong viec)|buoc (thuc hien|cong viec|xu ly))\b.*"
    ),
}
# Columns of lists of procedures in announcing decisions, which also tell times and agencies.
_OF_LISTS = re.compile(
    r"(ten )?(thu tuc( hanh chinh)?|tthc)\b.*|ma (so|tthc|thu tuc).*|can cu phap ly.*|dia diem.*"
    r"|(le )?phi\b.*"
)
_NEEDED = frozenset({ColumnKind.ACTION, ColumnKind.PERFORMER, ColumnKind.TIME})
_MARKS = " *:.;()"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a step table.

    Attributes:
        heading: its words on one line, those of both rows of a heading in two rows.
        at: places in the grid, in their order, at least one.
    """

    kind: ColumnKind
    heading: str
    at: tuple[int, ...]

    def text(self, row: Row) -> str:
        """Return what the column tells in a row; parts of one merged cell once."""
        return "\n".join(dict.fromkeys(row[at].text for at in self.at if row[at].text))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a step table is laid out.

    Attributes:
        columns: from the left.
        head: number of the row with the heading, from 0.
        body: number of the first row below the heading.
    """

    columns: tuple[Column, ...]
    head: int
    body: int

    def of(self, kind: ColumnKind) -> Iterator[Column]:
        """Yield the columns of a kind from the left."""
        return (column for column in self.columns if column.kind is kind)

    def texts(self, kind: ColumnKind, row: Row) -> tuple[str, ...]:
        """Return what the columns of a kind tell in a row, without empty cells."""
        return tuple(filter(None, (column.text(row) for column in self.of(kind))))

    def is_head(self, row: Row) -> bool:
        """Tell whether a row repeats the heading, as on a new page."""
        texts = {one.kind: one_line(one.text(row)) for one in self.columns}
        is_repeated = all(one_line(one.text(row)) in one.heading for one in self.columns)
        return is_repeated and all(texts[kind] for kind in _NEEDED)


def step_layout(grid: Grid) -> Layout | None:
    """Return how a table is laid out, or None when it is no step table."""
    for head, row in enumerate(grid.rows[:MOST_ROWS_ABOVE]):
        words = [folded(cell.text).strip(_MARKS) for cell in row]
        is_list = any(map(_OF_LISTS.fullmatch, words))
        if not is_list and _NEEDED.issubset(_kind(cell.text) for cell in row):
            body = _below_heading(grid, head)
            return Layout(tuple(_columns(grid, head, body)), head, body)
    return None


def _below_heading(grid: Grid, head: int) -> int:
    """Return the first row in which no heading continues from above."""
    body = head + 1
    actions = [at for at, cell in enumerate(grid.rows[head]) if _kind(cell.text) in _NEEDED]
    while body < len(grid.rows) and any(
        grid.rows[body][at].is_continued and grid.rows[body][at].text == grid.rows[head][at].text
        for at in actions
    ):
        body += 1
    return body


def _columns(grid: Grid, head: int, body: int) -> Iterator[Column]:
    """Yield the columns; places under one merged heading are one column."""
    rows = grid.rows[head:body]
    places: list[int] = []
    for at in range(len(grid.rows[head])):
        goes_on = at and all(
            row[at].is_continued and row[at].text == row[at - 1].text for row in rows
        )
        if places and not goes_on:
            yield _column(rows, places)
            places = []
        places.append(at)
    if places:
        yield _column(rows, places)


def _column(rows: tuple[Row, ...], places: list[int]) -> Column:
    texts = list(dict.fromkeys(one_line(row[places[0]].text) for row in rows))
    heading = " ".join(filter(None, texts))
    # The upper row says what the column is about, the lower one in which case.
    upper = _kind(texts[0])
    kind = _kind(heading) if upper is ColumnKind.OTHER else upper
    return Column(kind, heading, tuple(places))


def _kind(heading: str) -> ColumnKind:
    if len(heading) > LONGEST_HEADING:
        return ColumnKind.OTHER
    words = folded(heading).strip(_MARKS)
    fitting = (kind for kind, pattern in _KINDS.items() if pattern.fullmatch(words))
    return next(fitting, ColumnKind.OTHER)
