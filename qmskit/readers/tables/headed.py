"""Sheets with a row of headings: found by their titles, in whatever row and order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qmskit.language import translate as _
from qmskit.model.texts import folded, one_line
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.tables.grids import MOST_ROWS_ABOVE, Grid, GridCell

_MARKS = " *:."


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet.

    Attributes:
        key: what readers call it.
        title: as it is printed.
        note: what to write in it, for the person who fills it in; may be empty.
        others: other titles seen for it.
        is_needed: whether the sheet is unusable without it.
        is_optional: whether its cells may be empty all the same.
    """

    key: str
    title: str
    note: str = ""
    others: tuple[str, ...] = ()
    is_needed: bool = False
    is_optional: bool = False

    @property
    def marked(self) -> str:
        """Return its title, with a star where every row must fill it in."""
        return f"{self.title} *" if self.is_needed and not self.is_optional else self.title

    @property
    def names(self) -> frozenset[str]:
        """Return its titles for comparison."""
        return frozenset(_bare(title) for title in (self.title, *self.others))


@dataclass(frozen=True, slots=True)
class HeadedRow:
    """A row below the headings.

    Attributes:
        cells: by the key of their column; of a column that is missing none.
        others: title and cell of columns that nobody asked for, where they hold something; a title
            may be empty.
        first: the first cell of the row, for problems of the whole row.
    """

    cells: Mapping[str, GridCell]
    others: tuple[tuple[str, GridCell], ...]
    first: GridCell

    def cell(self, key: str) -> GridCell:
        """Return a cell; an empty one at the place of the row where the column is missing."""
        return self.cells.get(key) or GridCell("", self.first.where)

    def line(self, key: str) -> str:
        """Return the text of a cell on one line."""
        return one_line(self.cell(key).text)

    def lines(self, key: str) -> tuple[str, ...]:
        """Return the lines of a cell that hold something."""
        return tuple(line for one in self.cell(key).text.split("\n") if (line := one_line(one)))


def headed_rows(
    rows: Iterable[Sequence[GridCell]], headings: Sequence[Heading], where: Location
) -> Iterator[HeadedRow]:
    """Yield the rows below the headings that hold something.

    Args:
        rows: each from the first column on; one that repeats the headings is left out.
        headings: the columns known.
        where: the sheet.

    Raises:
        InvalidInputError: no row near the top holds all headings that are needed.
    """
    iterator = iter(rows)
    found = _head(iterator, headings)
    if found is None:
        raise InvalidInputError([_no_head(headings, where)])
    head, columns = found
    for row in iterator:
        known = {key: row[at] for key, at in columns.items() if at < len(row)}
        rest = tuple(
            (one_line(head[at].text) if at < len(head) else "", cell)
            for at, cell in enumerate(row)
            if at not in columns.values() and cell.text
        )
        is_repeated = [cell.text for cell in row] == [cell.text for cell in head]
        if not is_repeated and (rest or any(cell.text for cell in known.values())):
            yield HeadedRow(known, rest, row[0])


def has_headings(rows: Iterable[Sequence[GridCell]], headings: Sequence[Heading]) -> bool:
    """Tell whether a row near the top holds all headings that are needed."""
    return _head(iter(rows), headings) is not None


def sheet_called(grids: Iterable[Grid], title: str) -> Grid | None:
    """Return the sheet with a title, in whatever case and diacritics; None where there is none."""
    wanted = folded(title)
    return next((grid for grid in grids if folded(grid.where.path) == wanted), None)


def _head(
    rows: Iterator[Sequence[GridCell]], headings: Sequence[Heading]
) -> tuple[Sequence[GridCell], dict[str, int]] | None:
    """Return the row of headings and the place of each known one; take it from `rows`."""
    for _number, row in zip(range(MOST_ROWS_ABOVE), rows, strict=False):
        titles = [_bare(cell.text) for cell in row]
        places = {
            heading.key: next(at for at, title in enumerate(titles) if title in heading.names)
            for heading in headings
            if not heading.names.isdisjoint(titles)
        }
        if all(heading.key in places for heading in headings if heading.is_needed):
            return row, places
    return None


def _no_head(headings: Sequence[Heading], where: Location) -> Problem:
    titles = ", ".join(f"“{heading.title}”" for heading in headings if heading.is_needed)
    message = _("không thấy dòng tiêu đề có các cột {titles}").format(titles=titles)
    return Problem(where, "QMS034", message, _("giữ nguyên dòng tiêu đề của bảng"))


def _bare(title: str) -> str:
    return folded(title).strip(_MARKS)
