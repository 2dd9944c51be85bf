"""Blocks as plain text, to read and compare."""

from collections.abc import Iterable, Iterator

from qmskit.documents.blocks import (
    Block,
    Contents,
    Figure,
    FormPages,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Row,
    Table,
    text_of,
)


def outline(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text, one paragraph or row a line."""
    return "\n".join(line for block in blocks for line in _outlined(block))


def _outlined(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, number=number, runs=runs, tail=tail):
            line = f"{'#' * level} {number} {text_of(runs)}".replace("  ", " ")
            yield f"{line}: {text_of(tail)}" if tail else line
        case Paragraph(style=style, runs=runs):
            yield f"{style} | {text_of(runs)}"
        case ListItem(level=level, number=number, runs=runs):
            yield f"{'  ' * level}{number or '-'} {text_of(runs)}"
        case Table(head=head, rows=rows):
            yield from (_outlined_row(row) for row in (*head, *rows))
        case Figure(boxes=boxes, title=title):
            yield f"[ {title}: {', '.join(one.text for one in boxes)} ]"
        case Contents(entries=entries):
            yield from (f"> {entry.number} {text_of(entry.runs)}" for entry in entries)
        case PageBreak():
            yield "-----"
        case FormPages():
            yield "====="


def _outlined_row(row: Row) -> str:
    cells = (" / ".join(text_of(runs) for runs in one.paragraphs) for one in row.cells)
    return "| " + " | ".join(cells) + " |"
