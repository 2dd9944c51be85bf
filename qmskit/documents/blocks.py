"""Blocks: the form of a document between its text and every format it is rendered to."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeAlias


@dataclass(frozen=True, slots=True)
class Origin:
    """The line of a framework's or agency's text that made a block."""

    file: str = ""
    line: int = 0


class Run(NamedTuple):
    """Letters with one look; a named tuple, because a document holds thousands.

    Attributes:
        text: any text; a line break inside stays a line break.
        target: id of the block this run links to; empty for plain text. A linked run without text
            receives the number of its target.
    """

    text: str
    bold: bool = False
    italic: bool = False
    target: str = ""


Runs: TypeAlias = tuple[Run, ...]


class Align(StrEnum):
    """Alignment of a paragraph or cell."""

    JUSTIFY = "both"
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of the text.

    Attributes:
        level: 1 for sections, 2 for their items, 3 for what has no number.
        runs: the title, without number.
        tail: text that follows the title on its line; may be empty.
        id: what references point to; may be empty.
        number: as printed, `5.` or `a.`; empty before numbering, and for levels without number.
        reference: what a reference prints, `Mục 5.a`; empty before numbering.
    """

    level: int
    runs: Runs
    tail: Runs = ()
    id: str = ""
    number: str = ""
    reference: str = ""
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        style: body, note, centre, title, caption, label, small or form; in letters also genre,
            subject, authority, basis or article.
    """

    runs: Runs
    style: str = "body"
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list.

    Attributes:
        level: 0 and deeper.
        ordered: whether it carries a number instead of a dash.
        start: number of the first item of its list.
        number: as printed; empty before numbering.
    """

    runs: Runs
    level: int = 0
    ordered: bool = False
    start: int = 1
    number: str = ""
    origin: Origin = Origin()


class Merge(StrEnum):
    """The part of a cell in one that spans rows; the value is Word's word."""

    NONE = ""
    BEGINS = "restart"
    CONTINUES = "continue"


class Cell(NamedTuple):
    """A cell of a table.

    Attributes:
        paragraphs: at least one; an empty cell holds one empty paragraph.
        columns: number of columns it spans.
        align: overrides the column's alignment.
        merge: whether the cell begins or continues one that spans rows.
    """

    paragraphs: tuple[Runs, ...] = ((),)
    columns: int = 1
    align: Align | None = None
    merge: Merge = Merge.NONE


@dataclass(frozen=True, slots=True)
class Column:
    """A column: width relative to the others, and how its cells are aligned."""

    width: Decimal
    align: Align = Align.LEFT


class Row(NamedTuple):
    """A row; one that may split continues on the next page."""

    cells: tuple[Cell, ...]
    may_split: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        columns: at least one.
        head: rows repeated on every page; may be empty.
        rows: may be empty.
        style: `grid` with lines, or `plain` without.
        with_next: whether its end stays on the page of what follows, such as signatures.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    style: str = "grid"
    origin: Origin = Origin()
    with_next: bool = False


Point: TypeAlias = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a figure with centred letters; lengths in millimetres, from the top left corner.

    Attributes:
        text: any text; a line break inside stays a line break.
        style: plain, strong (bold on grey), round, or band (titled, around other boxes).
    """

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    text: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from point to point, at least two, with a head at the last; in millimetres."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of boxes and arrows, `width` by `height` millimetres.

    Attributes:
        boxes: in reading order; they cover the arrows below them.
        title: what it shows; read aloud or printed where drawings are not shown.
    """

    width: Decimal
    height: Decimal
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    title: str
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a new page."""

    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings as links, down to `depth`; `entries` is filled by numbering."""

    depth: int = 1
    entries: tuple[Heading, ...] = ()
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class FormPages:
    """The mark after which forms and annexes begin; their titles carry no section number."""

    origin: Origin = Origin()


Block: TypeAlias = (
    Heading | Paragraph | ListItem | Table | Figure | PageBreak | Contents | FormPages
)


def plain(*texts: str, bold: bool = False) -> Runs:
    """Return runs of `texts` without empty ones."""
    return tuple([Run(text, bold) for text in texts if text])


def text_of(runs: Runs) -> str:
    """Return the letters of `runs`."""
    return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])


def cell(*texts: str, bold: bool = False, columns: int = 1, align: Align | None = None) -> Cell:
    """Return a cell with one paragraph a text; without text it is empty."""
    runs = tuple([(Run(text, bold),) if text else () for text in texts])
    return Cell(runs or ((),), columns, align)


def head_row(*titles: str) -> Row:
    """Return the head of a table: bold, centred titles."""
    return Row(tuple(cell(title, bold=True, align=Align.CENTRE) for title in titles))


def letters_of(blocks: Iterable[Block]) -> str:
    """Return all letters of blocks, a blank between paragraphs and cells."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            for row in (*block.head, *block.rows):
                for one in row.cells:
                    found += [text_of(runs) for runs in one.paragraphs]
        elif isinstance(block, Heading):
            found += (text_of(block.runs), text_of(block.tail))
        elif isinstance(block, Paragraph | ListItem):
            found.append(text_of(block.runs))
        elif isinstance(block, Figure):
            found += [box.text for box in block.boxes]
    return " ".join(found)
