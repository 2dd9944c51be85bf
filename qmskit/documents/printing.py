"""Blocks from the records that a compiled text prints: a shape, and letters with switches."""

from collections.abc import Iterator
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    ListItem,
    Origin,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.compiling import CELL, ROW, SWITCH, Shape

# A column narrower than this part of its table breaks words such as STT.
_NARROWEST = Decimal("0.078")
# Letters of a row from which it is better cut than moved to the next page.
_LONG_ROW = 500


def blocks_of(shape: Shape, file: str, inline: str) -> Iterator[Block | DirectiveCall]:
    """Yield what one record of a text makes: at most one block or directive."""
    origin = Origin(file, shape.line)
    match shape.kind:
        case "heading":
            yield Heading(shape.level, _runs(inline), id=shape.attributes.id, origin=origin)
        case "paragraph":
            runs = _runs(inline)
            if runs:
                yield Paragraph(runs, shape.attributes.style or "body", origin)
        case "item":
            yield ListItem(_runs(inline), shape.level, shape.ordered, shape.start, origin=origin)
        case "table":
            yield _table(shape, inline, origin)
        case "break":
            yield PageBreak(origin)
        case _:
            yield DirectiveCall(shape.name, dict(shape.arguments), origin)


_ALIGNS = {"left": Align.LEFT, "center": Align.CENTRE, "right": Align.RIGHT, "": Align.LEFT}


def _table(shape: Shape, inline: str, origin: Origin) -> Table:
    rows = [_row(row.strip("\n")) for row in inline.split(ROW)]
    least = sum(shape.widths) * _NARROWEST
    columns = tuple(
        Column(max(Decimal(width), least), _ALIGNS[align])
        for width, align in zip(shape.widths, shape.aligns, strict=True)
    )
    return Table(columns, (_head(rows[0]),), tuple(rows[1:]), origin=origin)


def _row(text: str) -> Row:
    """Return a row; a long one may continue on the next page."""
    cells = tuple(Cell((_runs(one),)) for one in text.split(CELL))
    return Row(cells, may_split=len(text) > _LONG_ROW)


def _head(row: Row) -> Row:
    """Return the titles of a table as in every table: bold and centred."""
    titles = (tuple(run._replace(bold=True) for run in one.paragraphs[0]) for one in row.cells)
    return Row(tuple(Cell((runs,), align=Align.CENTRE) for runs in titles))


def _runs(inline: str) -> Runs:
    """Return the runs of an inline text with switches."""
    runs: list[Run] = []
    bold = italic = False
    target = ""
    first, *rest = inline.split(SWITCH)
    if first:
        runs.append(Run(first))
    for part in rest:
        code, text = part[:1], part[1:]
        match code:
            case "b" | "B":
                bold = code == "b"
            case "i" | "I":
                italic = code == "i"
            case "l":
                target, text = text, ""
                continue
            case "L":
                target = ""
            case "n":
                text = "\n" + text
        if text or (code == "t" and target):
            runs.append(Run(text, bold, italic, target))
    return tuple(runs)
