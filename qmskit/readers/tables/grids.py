"""Tables as grids of text with places: the same for Word files and workbooks."""

from collections.abc import Iterator
from dataclasses import dataclass

from qmskit.problems import Location, Problem


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


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        rows: every row as long as the others; may be empty.
        where: the file and the table or sheet.
        before: what stands between this table and the one before it, line by line; of a sheet "".
    """

    rows: tuple[tuple[GridCell, ...], ...]
    where: Location
    before: str = ""

    def column(self, at: int) -> Iterator[GridCell]:
        """Yield the cells of a column from the top."""
        for row in self.rows:
            yield row[at]
