"""The frame of administrative documents.

Law:
    Decree 30/2020/NĐ-CP, Annex I, part I: what stands where, in which letters; named by its points
    and boxes (ô) of the plan of section IV.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from frames.pieces import (
    CENTRE,
    LEFT,
    Margins,
    keep_whole,
    only_if,
    page,
    plain_table,
    run,
    tag,
    without_padding,
)
from frames.running import number_from_one, numbered_header, share_header
from frames.styles import Sizes

_LEFT_MM, _RIGHT_MM = 71.0, 91.0
# How long "Độc lập - Tự do - Hạnh phúc" is in bold Times New Roman of 13 points.
_MOTTO_MM = 56.5
_SIGNING_ROOM_MM = 27
_ABOVE_NUMBER = Pt(4)


def letter() -> DocumentObject:
    """Return the frame of letters, decisions, plans, reports and minutes, with their annex."""
    document = page(Margins(20, 20, 30, 18), Sizes(14, 13, after=6, line=1.1))
    numbered_header(document.sections[0])
    _head(document)
    tag(document, "{{p front }}")
    _addressees(document)
    tag(document, "{{p body }}")
    with only_if(document, "letter.authority"):
        _signature(document)
    tag(document, "{%p if forms %}")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = "QmsBreak"
    share_header(document)
    number_from_one(document.sections[-1])
    tag(document, "{%p else %}")
    document.add_paragraph(style="QmsBreak")
    tag(document, "{%p endif %}")
    tag(document, "{{p forms }}")
    return document


def _head(document: DocumentObject) -> None:
    """Add boxes 1 to 4 and 5b: two columns without lines; number and day stand on one line."""
    head = plain_table(document, (_LEFT_MM, _RIGHT_MM), rows=2)
    without_padding(head)
    for row in head.rows:
        keep_whole(row)
    _issuer(head.cell(0, 0))
    _state(head.cell(0, 1))
    _number(head.cell(1, 0))
    _place_and_day(head.cell(1, 1))
    document.add_paragraph(style="QmsBreak")


def _issuer(where: _Cell) -> None:
    with _tidy(where):
        _each(where, "letter.parent_lines", "{{ one | upper }}", 12)
        _each(where, "letter.issuer_lines", "{{ one | upper }}", 12, bold=True)
        _centred(where, "{{ letter.rule }}", 8, bold=True)


def _state(where: _Cell) -> None:
    with _tidy(where):
        _centred(where, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
        _centred(where, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
        rule = where.add_paragraph(style="QmsRule")
        aside = Mm((_RIGHT_MM - _MOTTO_MM) / 2)
        rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = aside


def _number(where: _Cell) -> None:
    with _tidy(where):
        _centred(where, "{{ letter.number }}", 13).paragraph_format.space_before = _ABOVE_NUMBER
        with only_if(where, "letter.subject"):
            subject = _centred(where, "{{ letter.subject }}", 12)
            subject.paragraph_format.space_before = Pt(6)


def _place_and_day(where: _Cell) -> None:
    with _tidy(where), only_if(where, "letter.place_day"):
        line = _centred(where, "{{ letter.place_day }}", 13, italic=True)
        line.paragraph_format.space_before = _ABOVE_NUMBER


def _addressees(document: DocumentObject) -> None:
    """Add box 9a: one addressee on the line of "Kính gửi", several on lines below its colon."""
    tag(document, "{%p if letter.addressees | length == 1 %}")
    one = document.add_paragraph("Kính gửi: {{ letter.addressees | first }}", style="QmsCentre")
    one.paragraph_format.space_before = one.paragraph_format.space_after = Pt(12)
    tag(document, "{%p elif letter.addressees %}")
    opening = document.add_paragraph("Kính gửi:", style="QmsCentre")
    opening.alignment, opening.paragraph_format.left_indent = LEFT, Mm(35)
    opening.paragraph_format.space_before = Pt(12)
    opening.paragraph_format.space_after = Pt(0)
    tag(document, "{%p for one in letter.addressees %}")
    text = "- {{ one }}{% if loop.last %}.{% else %};{% endif %}"
    each = document.add_paragraph(text, style="QmsCentre")
    each.alignment, each.paragraph_format.space_after = LEFT, Pt(2)
    each.paragraph_format.left_indent = Mm(58)
    each.paragraph_format.first_line_indent = Mm(-3)
    tag(document, "{%p endfor %}")
    document.add_paragraph(style="QmsBreak")
    tag(document, "{%p endif %}")


def _signature(document: DocumentObject) -> None:
    """Add boxes 7a to 7c and 9b in one row, which no page parts."""
    document.add_paragraph(style="QmsBreak").paragraph_format.keep_with_next = True
    signs = plain_table(document, (_LEFT_MM, _RIGHT_MM))
    without_padding(signs)
    keep_whole(signs.rows[0])
    _recipients(signs.cell(0, 0))
    _signer(signs.cell(0, 1))


def _recipients(where: _Cell) -> None:
    with _tidy(where), only_if(where, "letter.recipients"):
        _line(where, "Nơi nhận:", 12, LEFT, bold=True, italic=True)
        where.add_paragraph("{%p for one in letter.recipients %}")
        each = _line(where, "- {{ one }}", 11, LEFT)
        each.paragraph_format.left_indent = Mm(2)
        each.paragraph_format.first_line_indent = Mm(-2)
        where.add_paragraph("{%p endfor %}")


def _signer(where: _Cell) -> None:
    with _tidy(where):
        _each(where, "letter.authority", "{{ one | upper }}", 14, bold=True)
        name = _centred(where, "{{ letter.signer }}", 14, bold=True)
        name.paragraph_format.space_before = Mm(_SIGNING_ROOM_MM)


@contextmanager
def _tidy(where: _Cell) -> Iterator[None]:
    """Leave a cell with what is written inside, without Word's empty first paragraph.

    A condition that is false may leave nothing, so that a thin paragraph ends such a cell.
    """
    first = where.paragraphs[0]
    yield
    where._tc.remove(first._p)
    if where.paragraphs[-1].text.startswith("{%p"):
        where._tc.append(first._p)
        first.style = "QmsBreak"


def _each(where: _Cell, names: str, text: str, size: float, *, bold: bool = False) -> None:
    """Add a centred line for `one` of each of `names`."""
    where.add_paragraph(f"{{%p for one in {names} %}}")
    _centred(where, text, size, bold=bold)
    where.add_paragraph("{%p endfor %}")


def _centred(
    where: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    return _line(where, text, size, CENTRE, bold=bold, italic=italic)


def _line(
    where: _Cell,
    text: str,
    size: float,
    align: WD_ALIGN_PARAGRAPH,
    *,
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    """Add a line to a cell, nothing between it and the one before."""
    paragraph = where.add_paragraph(style="QmsTable")
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    if text:
        run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph
