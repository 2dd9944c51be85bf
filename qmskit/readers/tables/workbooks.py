"""Workbooks (.xlsx) as grids of text with places, and as rows of text one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.texts import clean, illegal_character
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.tables.cell_texts import cell_text
from qmskit.readers.tables.grids import Grid, GridCell, Row
from qmskit.readers.tables.sheet_xml import Merged, SheetCell
from qmskit.readers.tables.spreadsheets import (
    BROKEN,
    Spreadsheet,
    column_letters,
    no_workbook,
    open_spreadsheet,
)

SUFFIXES = frozenset({".xlsx", ".xlsm"})
OLD_SUFFIX = ".xls"
MOST_COLUMNS = 1_000
MOST_CELLS = 500_000


def workbook_grids(path: Path, shown: str = "") -> tuple[Grid, ...]:
    """Return the sheets of a workbook that hold something, in their order.

    A grid ends with the last row and the last column that hold something, and begins at A1. Numbers
    and days are written as a person reads them: `0,5`, `2026-03-20`.

    Args:
        path: the file.
        shown: name of the file in messages; the path itself when empty.

    Raises:
        InvalidInputError: the file is no workbook or too large; or every cell that shows an error,
            holds a formula nobody computed, takes its value from another file, or holds a
            character that no document may hold.
    """
    reading = _Reading(path, shown)
    grids = [reading.grid(sheet) for sheet in reading.book.sheets]
    reading.finish()
    return tuple(grid for grid in grids if grid.rows)


def workbook_rows(path: Path, shown: str = "", sheet: str = "") -> Iterator[Row]:
    """Yield the rows of one sheet that hold something, one by one.

    Each row begins with column A and is at least as long as the rows before. Of merged cells only
    the first holds the text. Memory does not grow with the sheet.

    Args:
        path: the file.
        shown: name of the file in messages; the path itself when empty.
        sheet: name of the sheet; the first when empty.

    Raises:
        InvalidInputError: as `workbook_grids`; when all is read. A sheet that is not there holds
            no rows.
    """
    reading = _Reading(path, shown)
    wanted = sheet or next(iter(reading.book.sheets), "")
    if wanted in reading.book.sheets:
        yield from reading.rows(wanted)
    reading.finish()


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets; none where the file is no workbook."""
    if path.suffix.lower() not in SUFFIXES:
        return ()
    try:
        return tuple(open_spreadsheet(path, str(path)).sheets)
    except InvalidInputError:
        return ()


def opening_rows(path: Path, sheet: str, most: int) -> tuple[Row, ...]:
    """Return at most `most` rows that open a sheet; those of a broken file that can be read."""
    rows: list[Row] = []
    try:
        rows.extend(islice(workbook_rows(path, sheet=sheet), most))
    except InvalidInputError:
        return tuple(rows)
    return tuple(rows)


@dataclass(slots=True)
class _Reading:
    """One workbook being read, with the problems met."""

    path: Path
    shown: str
    book: Spreadsheet = field(init=False)
    problems: list[Problem] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.shown = self.shown or str(self.path)
        self.book = open_spreadsheet(self.path, self.shown)

    def finish(self) -> None:
        if self.problems:
            raise InvalidInputError(self.problems)

    def rows(self, sheet: str) -> Iterator[Row]:
        """Yield the rows that hold something."""
        width = 0
        cells = (part for part in self._parts(sheet) if isinstance(part, SheetCell))
        for at, group in groupby(cells, key=lambda cell: cell.row):
            texts = {cell.column: text for cell in group if (text := self._text(sheet, cell))}
            width = max(width, *texts, 0)
            if texts:
                yield tuple(
                    GridCell(texts.get(column, ""), self._where(sheet, at, column))
                    for column in range(1, width + 1)
                )

    def grid(self, sheet: str) -> Grid:
        """Return a sheet with its merged cells spread out."""
        texts: dict[tuple[int, int], str] = {}
        merged: list[Merged] = []
        for part in self._parts(sheet):
            if isinstance(part, Merged):
                merged.append(part)
            elif text := self._text(sheet, part):
                texts[part.row, part.column] = text
        height = max((row for row, _column in texts), default=0)
        width = max((column for _row, column in texts), default=0)
        if height * width > MOST_CELLS:
            self.problems.append(self._large(sheet))
            height = width = 0
        spread = _spread(merged, texts, height, width)
        rows = (
            tuple(
                GridCell(spread.get((row, column), texts.get((row, column), "")),
                         self._where(sheet, row, column), (row, column) in spread)
                for column in range(1, width + 1)
            )
            for row in range(1, height + 1)
        )  # fmt: skip
        return Grid(tuple(rows), Location(self.shown, path=sheet))

    def _parts(self, sheet: str) -> Iterator[SheetCell | Merged]:
        try:
            yield from self.book.parts(sheet)
        except BROKEN as error:
            raise no_workbook(self.shown) from error

    def _text(self, sheet: str, cell: SheetCell) -> str:
        """Return the text of a cell; where there is a problem, keep it and return ""."""
        found = cell_text(cell, self.book.formats, is_1904=self.book.is_1904)
        text = clean(found.text).strip()
        where = self._where(sheet, cell.row, cell.column)
        odd = illegal_character(text)
        if odd:
            message = _("ký tự không in được (mã {code:04X})").format(code=ord(odd))
            fix = _("xóa ký tự đó, gõ lại nội dung ô")
            self.problems.append(Problem(where, "QMS012", message, fix))
        elif found.wrong:
            self.problems.append(Problem(where, "QMS033", found.wrong, found.fix))
        elif text and cell.column > MOST_COLUMNS:
            self.problems.append(self._large(sheet))
        else:
            return text
        return ""

    def _where(self, sheet: str, row: int, column: int) -> Location:
        return Location(self.shown, path=f"{sheet}!{column_letters(column)}{row}")

    def _large(self, sheet: str) -> Problem:
        message = _("trang tính “{sheet}” quá rộng hoặc quá dài").format(sheet=sheet)
        fix = _("xóa các ô lạc ở xa bảng, hoặc chia thành nhiều tệp")
        return Problem(Location(self.shown, path=sheet), "QMS032", message, fix)


def _spread(
    merged: Iterable[Merged], texts: dict[tuple[int, int], str], height: int, width: int
) -> dict[tuple[int, int], str]:
    """Return the text of every place that is a lower or right part of a merged cell.

    Only places inside of the grid count: a range may reach to the end of the sheet. Ranges of a
    sound file do not overlap, so together they have no more places than the grid.
    """
    found: dict[tuple[int, int], str] = {}
    places_left = height * width
    for one in merged:
        rows = range(one.top, min(one.bottom, height) + 1)
        columns = range(one.left, min(one.right, width) + 1)
        places_left -= len(rows) * len(columns)
        if places_left < 0:
            break
        text = texts.get((one.top, one.left), "")
        places = ((row, column) for row in rows for column in columns)
        found.update((at, text) for at in places if at not in texts and text)
    return found
