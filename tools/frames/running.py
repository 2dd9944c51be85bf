"""What runs on every page: the mark of samples, headers, footers, numbers of pages."""

from typing import NamedTuple

from docx.document import Document as DocumentObject
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Header
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from frames.pieces import (
    CENTRE,
    DARK_GREY,
    RIGHT,
    draw_borders,
    field,
    line,
    run,
    set_widths,
    write,
)

_TWIPS_A_MM = 1440 / 25.4


class Mark(NamedTuple):
    """How large a mark is, and how far from the top of the page it stands."""

    points: int
    top_mm: int
    width_mm: int = 30


_LARGE = Mark(26, 5)
# Above the line of a running header.
_SMALL = Mark(20, 4)
# On forms, which have no running header to say so.
_DRAFT = Mark(13, 7, 32)


def mark_samples(header: _Header, mark: Mark = _LARGE) -> Paragraph:
    """Print `document.mark` in the right corner of the top margin, and return a thin paragraph.

    The mark floats: the page is the same with it and without it. A header needs a paragraph that
    always stays.
    """
    header.is_linked_to_previous = False
    header.paragraphs[0].text = "{%p if document.mark %}"
    _print_mark(header, "{{ document.mark }}", mark)
    header.add_paragraph("{%p endif %}")
    return header.add_paragraph(style="QmsBreak")


def mark_samples_and_drafts(header: _Header) -> None:
    """Print `document.mark`, or else `document.draft`, in the right corner of the top margin."""
    header.is_linked_to_previous = False
    header.paragraphs[0].text = "{%p if document.mark %}"
    _print_mark(header, "{{ document.mark }}", _LARGE)
    header.add_paragraph("{%p elif document.draft %}")
    _print_mark(header, "{{ document.draft }}", _DRAFT)
    header.add_paragraph("{%p endif %}")
    header.add_paragraph(style="QmsBreak")


def _print_mark(header: _Header, text: str, mark: Mark) -> None:
    marked = header.add_paragraph(style="QmsTable")
    marked.alignment = CENTRE
    _float_right(marked, mark)
    line(marked, "top", "left", "bottom", "right")
    run(marked, text, size=mark.points, bold=True).font.color.rgb = DARK_GREY


def _float_right(paragraph: Paragraph, mark: Mark) -> None:
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(1.3 * mark.points)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    frame = OxmlElement("w:framePr")
    for key, value in (
        ("w", str(round(mark.width_mm * _TWIPS_A_MM))),
        ("wrap", "around"),
        ("vAnchor", "page"),
        ("hAnchor", "margin"),
        ("xAlign", "right"),
        ("y", str(round(mark.top_mm * _TWIPS_A_MM))),
    ):
        frame.set(qn(f"w:{key}"), value)
    paragraph._p.get_or_add_pPr().insert_element_before(
        frame, "w:widowControl", "w:numPr", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind",
        "w:jc", "w:rPr",
    )  # fmt: skip


def titled_header(section: Section) -> None:
    """Print what the document is called above every page of a section."""
    paragraph = mark_samples(section.header, _SMALL)
    paragraph.style = "Header"
    run(paragraph, "{{ document.header }}", size=11, italic=True)
    run(paragraph, "{% if document.draft %} – {{ document.draft }}{% endif %}", size=11, bold=True)
    line(paragraph, "bottom")


def numbered_header(section: Section) -> None:
    """Number the pages in the middle of the top margin, the first one left out.

    Law:
        Decree 30/2020/NĐ-CP, Annex I, part I, point I.7.
    """
    section.different_first_page_header_footer = True
    mark_samples_and_drafts(section.first_page_header)
    number = mark_samples(section.header)
    number.style, number.alignment = "Header", CENTRE
    field(number, "PAGE", 13)


def code_footer(section: Section) -> None:
    """Print code and number of the page below every page of a section."""
    paragraph = section.footer.paragraphs[0]
    paragraph.style, paragraph.alignment = "QmsTable", RIGHT
    run(paragraph, "{{ document.code }} – trang ", size=11)
    field(paragraph, "PAGE")
    run(paragraph, "/", size=11)
    field(paragraph, "NUMPAGES")


def boxed_footer(section: Section) -> None:
    """Print code, day, number of the page and issue in boxes below every page of a section."""
    section.footer.is_linked_to_previous = False
    boxes = section.footer.add_table(1, 4, Mm(162))
    set_widths(boxes, (40, 52, 30, 40))
    draw_borders(boxes)
    cells = boxes.rows[0].cells
    write(cells[0], "{{ document.code }}", size=11)
    write(cells[1], "Ngày hiệu lực: {{ document.effective }}", size=11)
    page = cells[2].paragraphs[0]
    page.style, page.alignment = "QmsTable", CENTRE
    cells[2].vertical_alignment = 1
    run(page, "Trang ", size=11)
    field(page, "PAGE")
    run(page, "/", size=11)
    field(page, "NUMPAGES")
    write(cells[3], "Lần ban hành: {{ document.issue }}/{{ document.revision }}", size=11)
    _break_last(section)


def _break_last(section: Section) -> None:
    """Move the paragraph that a footer must have behind its table, and make it thin."""
    footer = section.footer._element
    footer.remove(section.footer.paragraphs[0]._p)
    last = OxmlElement("w:p")
    footer.append(last)
    Paragraph(last, section.footer).style = "QmsBreak"


def share_header(document: DocumentObject) -> None:
    """Let the last section use the header and footer parts of the text section.

    Without forms the last section holds the text, so it cannot inherit them.
    """
    text, last = document.sections[-2]._sectPr, document.sections[-1]._sectPr
    kinds = ("w:headerReference", "w:footerReference")
    for kind in kinds:
        for old in last.findall(qn(kind)):
            last.remove(old)
    references = [one for kind in kinds for one in text.findall(qn(kind))]
    for place, reference in enumerate(references):
        kind = kinds[reference.tag == qn(kinds[1])]
        copy = OxmlElement(kind)
        for key, value in reference.attrib.items():
            copy.set(key, value)
        last.insert(place, copy)


def number_from_one(section: Section) -> None:
    """Begin the numbers of pages anew.

    Law:
        Decree 30/2020/NĐ-CP, Annex I, part III, point 1đ.
    """
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.find(qn("w:pgMar")).addnext(numbers)
