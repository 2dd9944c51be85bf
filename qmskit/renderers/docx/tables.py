"""Tables as WordprocessingML."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qmskit.documents.blocks import Align, Column, Merge, Row, Table, text_of
from qmskit.renderers.docx.runs import runs_xml
from qmskit.renderers.docx.widths import width_mm

CELL_STYLE = "QmsTable"
BREAK_STYLE = "QmsBreak"

# Left and right of the letters of a cell, in twips.
_PADDING = 70
# The largest letters of tables; another font for letters that the first one lacks is wider.
_TITLE_SIZE = 13.0
_TO_SPARE = 1.03
_TWIPS_A_MM = 1440 / 25.4
_NUMBER_LETTERS = 3
# Room to write in, in twips: about 9 mm.
_BLANK_ROW = b'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="510"/></w:trPr>'
_SHORT_ROWS = 6
_SHORT_LETTERS = 700
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# Two tables in a row would join in Word; a thin paragraph keeps them apart.
AFTER_TABLE = f'<w:p><w:pPr><w:pStyle w:val="{BREAK_STYLE}"/></w:pPr></w:p>'.encode()
_KEPT_AFTER_TABLE = AFTER_TABLE.replace(b"</w:pPr>", b"<w:keepNext/></w:pPr>")


class _Look(NamedTuple):
    """How a row is written.

    Attributes:
        head: repeated on every page.
        keep: stays on the page of the next row.
    """

    head: bool
    keep: bool


_HEAD = _Look(head=True, keep=True)
_KEPT = _Look(head=False, keep=True)
_LOOSE = _Look(head=False, keep=False)

# How a cell opens, and each paragraph in it.
_Openings = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class _Grid:
    """What all tables with the same columns share.

    Attributes:
        opening: the table up to its first row.
        widths: of the columns, in twips.
        aligns: of the columns.
        head, kept, loose: openings of a plain cell in each column, for each kind of row.
    """

    opening: bytes
    widths: tuple[int, ...]
    aligns: tuple[Align, ...]
    head: tuple[_Openings, ...]
    kept: tuple[_Openings, ...]
    loose: tuple[_Openings, ...]


def table_xml(table: Table, width: int) -> bytes:
    """Return a table of `width` twips, and the paragraph that parts it from what follows."""
    grid = _grid(table.columns, width, table.style, _least_widths(table.head, len(table.columns)))
    pieces = [grid.opening]
    pieces += [_row(row, grid, grid.head, _HEAD) for row in table.head]
    # The last row, often a total, never stands alone on a page.
    kept_from = 0 if _is_short(table) else max(len(table.rows) - 2, 0)
    for row in table.rows[:kept_from]:
        look = (grid.kept, _KEPT) if _is_title(row) else (grid.loose, _LOOSE)
        pieces.append(_row(row, grid, *look))
    pieces += [_row(row, grid, grid.kept, _KEPT) for row in table.rows[kept_from:-1]]
    last = (grid.kept, _KEPT) if table.with_next else (grid.loose, _LOOSE)
    pieces += [_row(row, grid, *last) for row in table.rows[-1:]]
    pieces += (b"</w:tbl>", _KEPT_AFTER_TABLE if table.with_next else AFTER_TABLE)
    return b"".join(pieces)


@lru_cache(maxsize=256)
def _grid(columns: tuple[Column, ...], width: int, style: str, least: tuple[int, ...]) -> _Grid:
    widths = _widths(columns, width, least)
    aligns = tuple(column.align for column in columns)
    borders = f"<w:tblBorders>{_BORDERS}</w:tblBorders>" if style == "grid" else ""
    shown = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    opening = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_PADDING}" w:type="dxa"/>'
        f'<w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{shown}</w:tblGrid>"
    )
    head, kept, loose = (
        tuple(_openings(wide, 1, align, look) for wide, align in zip(widths, aligns, strict=True))
        for look in (_HEAD, _KEPT, _LOOSE)
    )
    return _Grid(opening.encode(), widths, aligns, head, kept, loose)


def _widths(columns: Sequence[Column], width: int, least: tuple[int, ...]) -> tuple[int, ...]:
    """Return the widths of the columns in twips; their sum is `width`.

    What a column lacks for its longest word the others give, each by what it has to spare.
    """
    whole = sum((column.width for column in columns), Decimal())
    widths = [int(column.width * width / whole) for column in columns]
    lacking = [max(0, few - wide) for wide, few in zip(widths, least, strict=True)]
    spare = [max(0, wide - few) for wide, few in zip(widths, least, strict=True)]
    if 0 < sum(lacking) <= sum(spare):
        widths = [
            wide + more - less * sum(lacking) // sum(spare)
            for wide, more, less in zip(widths, lacking, spare, strict=True)
        ]
    widths[-1] += width - sum(widths)
    return tuple(widths)


@lru_cache(maxsize=256)
def _least_widths(head: tuple[Row, ...], columns: int) -> tuple[int, ...]:
    """Return how wide each column must be for the longest word of its titles, in twips."""
    least = [0] * columns
    for row in head:
        at = 0
        for one in row.cells:
            if one.columns == 1:
                words = " ".join(map(text_of, one.paragraphs)).split()
                least[at] = max((_title_width(word) for word in words), default=least[at])
            at += one.columns
    return tuple(least)


@lru_cache(maxsize=1024)
def _title_width(word: str) -> int:
    """Return the width of a bold word in a cell, in twips, with a little to spare."""
    return round(width_mm(word, _TITLE_SIZE) * _TWIPS_A_MM * _TO_SPARE) + 2 * _PADDING


def _is_title(row: Row) -> bool:
    """Tell whether a row titles those below it: bold letters, alone in it."""
    told = [run for cell in row.cells for runs in cell.paragraphs for run in runs if run.text]
    return len(row.cells) > 1 and len(told) == 1 and told[0].bold


def _is_blank(row: Row) -> bool:
    """Tell whether a row is to be written in by hand: nothing stands in it but its number."""
    letters = ""
    for one in row.cells:
        for runs in one.paragraphs:
            for run in runs:
                letters += run.text
                if len(letters) > _NUMBER_LETTERS:
                    return False
    return len(row.cells) > 1 and not letters.isalpha()


def _is_short(table: Table) -> bool:
    """Tell whether a table is better moved to the next page whole than cut."""
    if len(table.rows) > _SHORT_ROWS:
        return False
    letters = 0
    for row in table.rows:
        for cell in row.cells:
            for runs in cell.paragraphs:
                for run in runs:
                    letters += len(run.text)
    return letters <= _SHORT_LETTERS


def _row(row: Row, grid: _Grid, plain: Sequence[_Openings], look: _Look) -> bytes:
    """Return a row; `plain` are the openings of its cells that span and align nothing."""
    is_blank = not look.head and _is_blank(row)
    pieces = [_BLANK_ROW if is_blank else _row_opening(may_split=row.may_split, head=look.head)]
    at = 0
    for paragraphs, span, align, merge in row.cells:
        if span == 1 and align is None and merge is Merge.NONE:
            opening, paragraph = plain[at]
        else:
            width = sum(grid.widths[at : at + span])
            opening, paragraph = _openings(width, span, align or grid.aligns[at], look, merge)
        pieces.append(opening)
        for runs in paragraphs:
            pieces += (paragraph, runs_xml(runs), b"</w:p>")
        pieces.append(b"</w:tc>")
        at += span
    pieces.append(b"</w:tr>")
    return b"".join(pieces)


def _row_opening(*, may_split: bool, head: bool) -> bytes:
    if may_split and not head:
        return b"<w:tr>"
    properties = (b"" if may_split else b"<w:cantSplit/>") + (b"<w:tblHeader/>" if head else b"")
    return b"<w:tr><w:trPr>%b</w:trPr>" % properties


@lru_cache(maxsize=1024)
def _openings(
    width: int, span: int, align: Align, look: _Look, merge: Merge = Merge.NONE
) -> _Openings:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    middle = '<w:vAlign w:val="center"/>' if look.head or merge else ""
    kept = "<w:keepNext/>" if look.keep else ""
    aligned = f'<w:jc w:val="{align}"/>' if align is not Align.LEFT else ""
    look_of_cell = f"{spanned}{merged}{middle}"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look_of_cell}</w:tcPr>'.encode(),
        f'<w:p><w:pPr><w:pStyle w:val="{CELL_STYLE}"/>{kept}{aligned}</w:pPr>'.encode(),
    )
