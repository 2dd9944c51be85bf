"""Tables and paragraphs of Word files, as a reader of the printed page sees them.

Elements are told by their local names, because Word writes them in two namespaces (transitional
and strict), and whatever is not known is looked into: content controls, smart tags, hyperlinks,
inserted text, text boxes.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from qmskit.language import translate as _
from qmskit.model.texts import clean, paragraphs
from qmskit.problems import Location
from qmskit.readers.packages import no_word_file, parsed, read_package, refused
from qmskit.readers.tables.grids import Grid, GridCell

# A paragraph outside of tables, or a table.
WordItem: TypeAlias = str | Grid

# Word itself knows 63 columns; merged cells must not make a small file a large table.
_MOST_COLUMNS = 63
_MOST_CELLS = 400_000

# Properties, what was deleted, codes of fields, and the readings above Asian letters.
_UNSEEN = frozenset({
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "del", "moveFrom",
    "delText", "instrText", "delInstrText", "rt",
})  # fmt: skip
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def word_grids(path: Path, shown: str = "") -> tuple[Grid, ...]:
    """Return the tables of a Word file, in their order.

    A table inside a cell follows the table around it; its text is not part of the cell. Text that
    was deleted with changes tracked is left out, inserted text is read. The text of a cell has a
    line a paragraph, without empty lines.

    Args:
        path: a .docx file.
        shown: name of the file in messages; the path itself when empty.

    Raises:
        InvalidInputError: the file is no Word document that can be read safely.
    """
    return tuple(item for item in word_text(path, shown) if isinstance(item, Grid))


def word_text(path: Path, shown: str = "") -> tuple[WordItem, ...]:
    """Return paragraphs and tables of a Word file in their order; empty paragraphs are left out.

    Raises:
        InvalidInputError: as `word_grids`.
    """
    shown = shown or str(path)
    members = read_package(path, shown)
    body = next(_below(parsed(members["word/document.xml"]), "body"), None)
    if body is None:
        raise no_word_file(shown)
    return tuple(_Reading(shown).content(body))


class _Reading:
    """One file being read: tables are numbered and cells counted."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._tables = 0
        self._cells = 0

    def content(self, container: etree._Element) -> list[WordItem]:
        """Return the lines and tables of a body, a cell or a text box."""
        items: list[WordItem] = []
        started = 0
        joined = ""
        for block in _blocks(container):
            if _name(block) == "tbl":
                items += _lines(joined)
                joined = ""
                before = [item for item in items[started:] if isinstance(item, str)]
                items += self._table(block, "\n".join(before))
                started = len(items)
                continue
            text, boxes = _paragraph(block)
            joined += text
            # A paragraph whose mark was deleted runs on into the next one.
            if not _has(block, "pPr", "rPr", "del"):
                items += _lines(joined)
                joined = ""
            for box in boxes:
                items += self.content(box)
        return items + list(_lines(joined))

    def _table(self, table: etree._Element, before: str) -> list[Grid]:
        """Return a table and the tables inside of its cells."""
        self._tables += 1
        number = self._tables
        nested: list[Grid] = []
        rows: list[list[GridCell]] = []
        for element in _below(table, "tr"):
            if _has(element, "trPr", "del"):
                continue
            above = rows[-1] if rows else []
            rows.append(self._row(element, above, (number, len(rows) + 1), nested))
        where = Location(self._shown, path=_("bảng {table}").format(table=number))
        return [Grid(self._evened(rows, number), where, before), *nested]

    def _row(
        self,
        row: etree._Element,
        above: list[GridCell],
        place: tuple[int, int],
        nested: list[Grid],
    ) -> list[GridCell]:
        cells = [self._empty(*place, at + 1) for at in range(_skipped(row))]
        for element in _below(row, "tc"):
            if _has(element, "tcPr", "cellDel"):
                continue
            items = self.content(element)
            nested += (item for item in items if isinstance(item, Grid))
            text = "\n".join(item for item in items if isinstance(item, str))
            for offset in range(_span(element)):
                cell = replace(self._empty(*place, len(cells) + 1), text=text)
                cells.append(_merged(cell, element, offset, above, cells))
        return cells[:_MOST_COLUMNS]

    def _evened(self, rows: list[list[GridCell]], number: int) -> tuple[tuple[GridCell, ...], ...]:
        """Return rows of equal length; Word leaves out cells at the end of a row."""
        width = max(map(len, rows), default=0)
        self._cells += width * len(rows)
        if self._cells > _MOST_CELLS:
            raise refused(
                self._shown,
                _("tệp Word có quá nhiều ô trong bảng (giới hạn {most})").format(most=_MOST_CELLS),
                _("chia tệp thành nhiều tệp nhỏ"),
            )
        return tuple(
            (*row, *(self._empty(number, at, column + 1) for column in range(len(row), width)))
            for at, row in enumerate(rows, 1)
        )

    def _empty(self, table: int, row: int, column: int) -> GridCell:
        place = _("bảng {table}, dòng {row}, cột {column}")
        shown = place.format(table=table, row=row, column=column)
        return GridCell("", Location(self._shown, path=shown))


def _merged(
    cell: GridCell,
    element: etree._Element,
    offset: int,
    above: list[GridCell],
    left: list[GridCell],
) -> GridCell:
    """Return the cell as part of the merged cell it may belong to."""
    at = len(left)
    if _continues(element, "vMerge") and at < len(above) and _covers(above[at], cell):
        return replace(cell, text=above[at].text, is_continued=True)
    if _continues(element, "hMerge") and left and _covers(left[-1], cell):
        return replace(cell, text=left[-1].text, is_continued=True)
    return replace(cell, is_continued=True) if offset else cell


def _covers(whole: GridCell, part: GridCell) -> bool:
    """Tell whether a cell may hide another; nothing hides text behind no text."""
    return bool(whole.text) or not part.text


def _continues(cell: etree._Element, name: str) -> bool:
    """Tell whether a cell continues a merge; without a value the mark means so."""
    found = _first(cell, "tcPr", name)
    return found is not None and _value(found) != "restart"


def _span(cell: etree._Element) -> int:
    return max(1, _number(_first(cell, "tcPr", "gridSpan")))


def _skipped(row: etree._Element) -> int:
    return _number(_first(row, "trPr", "gridBefore"))


def _number(element: etree._Element | None) -> int:
    """Return the number an element gives, at most the columns of a table; 0 where it gives none."""
    given = "" if element is None else _value(element)
    small = given.isascii() and given.isdigit() and len(given) <= len(str(_MOST_COLUMNS))
    return min(int(given), _MOST_COLUMNS) if small else 0


def _value(element: etree._Element) -> str:
    values = (value for key, value in element.items() if str(key).rpartition("}")[2] == "val")
    return str(next(values, ""))


def _paragraph(paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
    """Return the text of a paragraph and the text boxes anchored in it."""
    boxes: list[etree._Element] = []
    return "".join(_inside(paragraph, boxes)), boxes


def _inside(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in _seen(element):
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "br" and "page" in child.values():
            continue
        else:
            yield _MARKS.get(name, "")
            yield from _inside(child, boxes)


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, also those inside of content controls."""
    for child in _seen(container):
        if _name(child) in {"p", "tbl"}:
            yield child
        else:
            yield from _blocks(child)


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the nearest elements of a name, also those inside of content controls."""
    for child in _seen(element):
        if _name(child) == name:
            yield child
        elif _name(child) not in {"p", "tbl", "txbxContent"}:
            yield from _below(child, name)


def _seen(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children that show; of alternatives for new and old programs only one."""
    has_choice = _name(element) == "AlternateContent" and _first(element, "Choice") is not None
    for child in element.iterchildren("*"):
        if _name(child) not in _UNSEEN and not (has_choice and _name(child) == "Fallback"):
            yield child


def _has(element: etree._Element, *names: str) -> bool:
    return _first(element, *names) is not None


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first element down a path of local names, or None."""
    for name in names:
        found = next((one for one in element.iterchildren("*") if _name(one) == name), None)
        if found is None:
            return None
        element = found
    return element


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _lines(text: str) -> tuple[str, ...]:
    return paragraphs(clean(text))
