"""Blocks as WordprocessingML.

Styles are named by id (`Heading1`, `QmsTable` …); the frame defines how they look, so that an
agency changes the look in Word. Only what depends on the block itself is written here.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from zlib import crc32

from qmskit.documents.blocks import (
    Align,
    Block,
    Column,
    Contents,
    FormPages,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
)

TWIPS_A_MM = 1440 / 25.4

# Word numbers the bookmarks that a frame brings along from 0.
FIRST_BOOKMARK = 10_000

_STYLES = {
    "body": "QmsBody",
    "note": "QmsNote",
    "centre": "QmsCentre",
    "title": "QmsTitle",
    "caption": "QmsCaption",
    "label": "QmsLabel",
    "small": "QmsSmall",
    "form": "QmsForm",
}
_LISTS = ("QmsList", "QmsList2")
_MARKERS = ("- ", "+ ")
_HEADINGS = {1: "Heading1", 2: "Heading2", 3: "Heading3"}

_LOOKS = {
    (False, False): "",
    (True, False): "<w:rPr><w:b/></w:rPr>",
    (False, True): "<w:rPr><w:i/></w:rPr>",
    (True, True): "<w:rPr><w:b/><w:i/></w:rPr>",
}
_SPECIAL = re.compile(r"[&<>\n\t]")
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def body_xml(blocks: Iterable[Block], width_mm: float, first: int = FIRST_BOOKMARK) -> str:
    """Return blocks as the paragraphs and tables of a Word body.

    Args:
        width_mm: width of the text area, for tables.
        first: number of the first block; a bookmark has the number of its block.
    """
    parts: list[str] = []
    width = round(width_mm * TWIPS_A_MM)
    for number, block in enumerate(blocks, first):
        parts.append(_block(block, width, number))
    return "".join(parts)


def style_ids() -> tuple[str, ...]:
    """Return the ids of all styles that blocks are written in."""
    return (
        *_STYLES.values(),
        *_LISTS,
        *_HEADINGS.values(),
        "QmsContents",
        "QmsTable",
        "QmsBreak",
        "QmsFormTitle",
    )


def _block(block: Block, width: int, number: int) -> str:  # noqa: PLR0911 - one a kind of block
    match block:
        case Heading():
            return _heading(block, number)
        case Paragraph(runs=runs, style=style):
            return _paragraph(_STYLES.get(style, "QmsBody"), _runs(runs))
        case ListItem(runs=runs, level=level, number=marker):
            deep = min(level, 1)
            opening = _text(f"{marker} " if marker else _MARKERS[deep], "")
            return _paragraph(_LISTS[deep], opening + _runs(runs))
        case Table():
            return _table(block, width)
        case Contents(entries=entries):
            return "".join(_entry(entry) for entry in entries)
        case PageBreak():
            return _paragraph("QmsBreak", '<w:r><w:br w:type="page"/></w:r>')
        case FormPages():
            return ""


def _heading(heading: Heading, number: int) -> str:
    shown = f"{heading.number} " if heading.number else ""
    text = _runs((Run(shown), *heading.runs)) if shown else _runs(heading.runs)
    tail = ""
    if heading.tail:
        tail = _runs((Run(": "), *heading.tail)).replace(
            "<w:r>", '<w:r><w:rPr><w:b w:val="0"/></w:rPr>'
        )
    is_form = heading.level == 1 and not heading.number
    style = "QmsFormTitle" if is_form else _HEADINGS.get(heading.level, "Heading3")
    if not heading.id:
        return _paragraph(style, text + tail)
    name = bookmark(heading.id)
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return _paragraph(style, f'{start}{text}<w:bookmarkEnd w:id="{number}"/>{tail}')


@lru_cache(maxsize=1024)
def bookmark(block_id: str) -> str:
    """Return the Word bookmark of a block's id, at most 40 letters, digits and underscores.

    Different ids have different bookmarks, also for Word, which takes `A` for `a`.
    """
    letters = re.sub(r"[^0-9A-Za-z]", "_", block_id)
    if _PLAIN_ID.fullmatch(block_id):
        return f"_{letters}"
    return f"_{letters[:30]}_{crc32(block_id.encode()):08x}"


_PLAIN_ID = re.compile(r"[0-9a-z-]{1,39}")


def _paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _entry(entry: Heading) -> str:
    """Return a line of the contents, linked to its heading."""
    text = _runs((Run(f"{entry.number} ".lstrip()), *entry.runs))
    if not entry.id:
        return _paragraph("QmsContents", text)
    return _paragraph("QmsContents", _link(entry.id, text))


def _link(target: str, content: str) -> str:
    return f'<w:hyperlink w:anchor="{bookmark(target)}" w:history="1">{content}</w:hyperlink>'


def _runs(runs: Runs) -> str:
    if len(runs) == 1:
        return _run(runs[0])
    return "".join([_run(run) for run in runs])


def _run(run: Run) -> str:
    text = _text(run.text, _LOOKS[run.bold, run.italic])
    return _link(run.target, text) if run.target else text


# Sets of one field repeat papers, legal bases and steps from document to document.
@lru_cache(maxsize=4096)
def _text(text: str, look: str) -> str:
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda match: _ESCAPES[match.group()], text)
    space = ' xml:space="preserve"' if text[:1] == " " or text[-1:] == " " else ""
    return f"<w:r>{look}<w:t{space}>{text}</w:t></w:r>"


def _table(table: Table, width: int) -> str:
    widths = _widths(table.columns, width)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    borders = _BORDERS if table.style == "grid" else ""
    together = _is_short(table)
    rows = [_row(row, table.columns, widths, head=True, keep=True) for row in table.head]
    rows += [
        _row(row, table.columns, widths, head=False, keep=together and row is not table.rows[-1])
        for row in table.rows
    ]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        + (f"<w:tblBorders>{borders}</w:tblBorders>" if borders else "")
        + '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{_AFTER_TABLE}"
    )


# Two tables in a row would join in Word; a thin paragraph keeps them apart.
_AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="QmsBreak"/></w:pPr></w:p>'


def _widths(columns: tuple[Column, ...], width: int) -> list[int]:
    """Return the widths of the columns in twips; their sum is `width`."""
    whole = sum((column.width for column in columns), Decimal())
    widths = [int(column.width * width / whole) for column in columns]
    widths[-1] += width - sum(widths)
    return widths


def _is_short(table: Table) -> bool:
    """Tell whether a table is better moved to the next page whole than cut."""
    if len(table.rows) > _SHORT_ROWS:
        return False
    cells = (one for row in table.rows for one in row.cells)
    letters = sum(len(run.text) for one in cells for runs in one.paragraphs for run in runs)
    return letters <= _SHORT_LETTERS


_SHORT_ROWS = 6
_SHORT_LETTERS = 700


def _row(
    row: Row, columns: tuple[Column, ...], widths: list[int], *, head: bool, keep: bool
) -> str:
    cells: list[str] = []
    at = 0
    for cell in row.cells:
        span = cell.columns
        width = widths[at] if span == 1 else sum(widths[at : at + span])
        align = cell.align or columns[at].align
        opening, paragraph = _openings(width, span, align.name, head=head, keep=keep)
        cells.append(opening)
        for runs in cell.paragraphs:
            cells += (paragraph, _runs(runs), "</w:p>")
        cells.append("</w:tc>")
        at += span
    properties = ("" if row.may_split else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    shown = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{shown}{''.join(cells)}</w:tr>"


@lru_cache(maxsize=1024)
def _openings(width: int, span: int, align: str, *, head: bool, keep: bool) -> tuple[str, str]:
    """Return how a cell and its paragraphs open: the same for every cell of a column."""
    look = Align[align]
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    middle = '<w:vAlign w:val="center"/>' if head else ""
    kept = "<w:keepNext/>" if keep else ""
    aligned = f'<w:jc w:val="{look.value}"/>' if look is not Align.LEFT else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{middle}</w:tcPr>',
        f'<w:p><w:pPr><w:pStyle w:val="QmsTable"/>{kept}{aligned}</w:pPr>',
    )
