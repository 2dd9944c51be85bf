"""The record table of a printed procedure: what is kept, where, how long."""

import re
from collections.abc import Iterator, Sequence

from qmskit.model.texts import folded, one_line
from qmskit.model.workflows import RecordKept
from qmskit.readers.tables.grids import Grid, Row

_NAME = re.compile(r"(ten )?(bieu mau|ho so|tai lieu)\b.*")
_HOLDER = re.compile(r"(noi luu|nguoi luu|noi/|trach nhiem luu|bo phan luu).*")
_RETENTION = re.compile(r"(thoi (gian|han)) ?(bao quan|luu)\b.*")


def records_kept(grids: Sequence[Grid], source: str) -> tuple[RecordKept, ...]:
    """Return the rows of the first record table; none when there is no such table.

    Args:
        source: where the retention stands, such as the code of the document.
    """
    return next(filter(None, (tuple(_records(grid, source)) for grid in grids)), ())


def _records(grid: Grid, source: str) -> Iterator[RecordKept]:
    if not grid.rows:
        return
    head = [folded(cell.text) for cell in grid.rows[0]]
    name, holder, retention = (
        next((at for at, words in enumerate(head) if pattern.fullmatch(words)), None)
        for pattern in (_NAME, _HOLDER, _RETENTION)
    )
    if name is None or retention is None:
        return
    for row in grid.rows[1:]:
        if row[name].text:
            kept = _text(row, retention)
            yield RecordKept(_text(row, name), _text(row, holder), kept, source if kept else "")


def _text(row: Row, at: int | None) -> str:
    return "" if at is None else one_line(row[at].text)
