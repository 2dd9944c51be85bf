"""Tables as grids of text with places: the same for Word files and workbooks."""

from dataclasses import dataclass
from typing import TypeAlias

from qmskit.problems import Location, Problem

# A heading is short; a long cell that begins like one is text.
LONGEST_HEADING = 120
# Titles, the State's motto and remarks may stand above the headings, in a sheet more than in a
# Word table.
MOST_ROWS_ABOVE = 30


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table.

    Attributes:
        text: cleaned text, a line a paragraph; of a merged cell the text of the whole.
        where: `file:Sheet!B7`, or `file:bảng 4, dòng 2, cột 3`.
        is_continued: whether it is a lower or right part of a merged cell.
    """

    text: str
    where: Location
    is_continued: bool = False

    def problem(self, code: str, message: str, fix: str = "") -> Problem:
        """Return a problem about this cell."""
        return Problem(self.where, code, message, fix)


Row: TypeAlias = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        rows: every row as long as the others; may be empty.
        where: the file and the table or sheet.
        before: what stands between this table and the one before it, line by line; of a sheet "".
    """

    rows: tuple[Row, ...]
    where: Location
    before: str = ""
