"""Pages, paragraphs, tables and fields: python-docx with the XML that it has no words for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import NamedTuple

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from frames.styles import Sizes, define_styles

DARK_GREY = RGBColor(0x40, 0x40, 0x40)
_CHECK_POINTS = 9
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


class Margins(NamedTuple):
    """Margins of a page in millimetres."""

    top: int
    bottom: int
    left: int
    right: int


def page(margins: Margins, sizes: Sizes, *, is_lying: bool = False) -> DocumentObject:
    """Return an empty document on A4 with the styles of all blocks."""
    document = Document()
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    section = document.sections[0]
    width, height = (297, 210) if is_lying else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    if is_lying:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = section.footer_distance = Mm(10)
    define_styles(document, sizes)
    return document


def tag(document: DocumentObject, text: str) -> None:
    """Add a paragraph that holds a tag for docxtpl alone."""
    document.add_paragraph(text)


@contextmanager
def only_if(where: DocumentObject | _Cell, condition: str) -> Iterator[None]:
    """Put what is added inside between the statements of a condition."""
    where.add_paragraph(f"{{%p if {condition} %}}")
    yield
    where.add_paragraph("{%p endif %}")


def table(document: DocumentObject, widths: tuple[float, ...], rows: int = 1) -> Table:
    """Add a table with lines, columns of `widths` millimetres."""
    added = plain_table(document, widths, rows)
    draw_borders(added)
    return added


def plain_table(document: DocumentObject, widths: tuple[float, ...], rows: int = 1) -> Table:
    """Add a table without lines, columns of `widths` millimetres."""
    added = document.add_table(rows, len(widths))
    set_widths(added, widths)
    return added


def set_widths(one: Table, widths: Iterable[float]) -> None:
    """Fix the widths of a table's columns, in millimetres, and centre it."""
    one.alignment = WD_TABLE_ALIGNMENT.CENTER
    one.autofit = False
    for column, width in zip(one.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def draw_borders(one: Table) -> None:
    """Draw the lines of a table."""
    properties = one._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    borders.extend(
        _line(side, "4", "0") for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties.find(qn("w:tblLayout")).addprevious(borders)
    style = properties.find(qn("w:tblStyle"))
    if style is not None:
        properties.remove(style)


def without_padding(one: Table) -> None:
    """Let the letters of a table begin and end at its edges."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    one._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)


def keep_whole(row: _Row) -> None:
    """Never part a row at the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_height(row: _Row, height_mm: float) -> None:
    """Give a row a least height."""
    row.height, row.height_rule = Mm(height_mm), WD_ROW_HEIGHT_RULE.AT_LEAST


def write(
    where: _Cell,
    text: str,
    *,
    bold: bool = False,
    size: float = 12,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    caps: bool = False,
    more: bool = False,
) -> None:
    """Write a paragraph into a cell: its first one, or one `more`."""
    paragraph = where.add_paragraph() if more else where.paragraphs[0]
    paragraph.style = "QmsTable"
    paragraph.alignment = align
    where.vertical_alignment = 1
    run(paragraph, text, size=size, bold=bold).font.all_caps = caps or None


def write_agency(where: _Cell) -> None:
    """Write the agency into an empty cell, below its superior body where it has one."""
    where.paragraphs[0].text = "{%p if agency.parent %}"
    write(where, "{{ agency.parent }}", size=12, caps=True, more=True)
    where.add_paragraph("{%p endif %}")
    write(where, "{{ agency.name }}", bold=True, size=12, caps=True, more=True)


def check_in_place(
    document: DocumentObject, align: WD_ALIGN_PARAGRAPH, when: str = "document.check"
) -> None:
    """Print the check code in the place of the last paragraph, with the spacing of that one.

    A document without a code is the same as if its frame knew of none.
    """
    last = document.paragraphs[-1]
    last.insert_paragraph_before(f"{{%p if {when} %}}")
    shown = last.insert_paragraph_before()
    shown._p.append(deepcopy(last._p.pPr))
    shown.alignment = align
    letters = run(shown, "Mã kiểm tra hiệu lực: {{ document.check }}", size=_CHECK_POINTS)
    letters.bold, letters.font.color.rgb = False, DARK_GREY
    last.insert_paragraph_before("{%p else %}")
    document.add_paragraph("{%p endif %}")


def run(
    paragraph: Paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False
) -> Run:
    """Add letters of one look to a paragraph."""
    added = paragraph.add_run(text)
    added.font.size, added.bold, added.italic = Pt(size), bold or None, italic or None
    return added


def field(paragraph: Paragraph, code: str, size: float = 11) -> None:
    """Add a field of Word, such as PAGE."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), f" {code} ")
    inner = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    for name in ("w:sz", "w:szCs"):
        half_points = OxmlElement(name)
        half_points.set(qn("w:val"), str(round(2 * size)))
        properties.append(half_points)
    text = OxmlElement("w:t")
    text.text = "1"
    inner.extend((properties, text))
    simple.append(inner)
    paragraph._p.append(simple)


def line(paragraph: Paragraph, *sides: str) -> None:
    """Draw solid lines at sides of a paragraph, from its left to its right indent."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        borders.append(_line(side, "6", "1"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _line(side: str, eighths: str, space: str) -> OxmlElement:
    drawn = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", eighths), ("space", space), ("color", "auto")):
        drawn.set(qn(f"w:{key}"), value)
    return drawn
