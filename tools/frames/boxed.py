"""Frames with one box on top: desk cards, registers, forms."""

from docx.document import Document as DocumentObject
from docx.shared import Pt

from frames.pieces import (
    LEFT,
    RIGHT,
    Margins,
    check_in_place,
    page,
    plain_table,
    set_height,
    table,
    tag,
    write,
    write_agency,
)
from frames.running import code_footer, mark_samples_and_drafts
from frames.styles import Sizes


def card() -> DocumentObject:
    """Return the frame of the desk card: one page without running header."""
    document = page(Margins(13, 12, 20, 15), Sizes(11, 11))
    box = table(document, (45, 90, 40))
    write(box.cell(0, 0), "{{ agency.name }}", bold=True, size=11, caps=True)
    write(box.cell(0, 1), "THẺ BÀN", bold=True, size=13)
    write(box.cell(0, 1), "{{ document.short_title }}", bold=True, size=13, more=True)
    write(box.cell(0, 2), "{{ document.code }}", size=11)
    write(box.cell(0, 2), "Hiệu lực: {{ document.effective }}", size=11, more=True)
    write(box.cell(0, 2), "{{ document.draft }}", bold=True, size=11, more=True)
    document.add_paragraph("", style="QmsBreak")
    check_in_place(document, RIGHT)
    for name in ("front", "body", "forms"):
        tag(document, f"{{{{p {name} }}}}")
    return document


def register() -> DocumentObject:
    """Return the frame of registers: lying pages, a box with title and code, two signatures."""
    document = page(Margins(20, 18, 25, 20), Sizes(13, 12), is_lying=True)
    mark_samples_and_drafts(document.sections[0].header)
    issue = "Lần ban hành: {{ document.issue }}/{{ document.revision }}"
    _title_box(document, (72, 118, 62), (issue, "Ngày ban hành: {{ document.issued }}"))
    tag(document, "{{p front }}")
    tag(document, "{{p body }}")
    _two_signatures(document)
    tag(document, "{{p forms }}")
    # Word wants a paragraph behind a table; a full page must not push it onto another one.
    end = document.add_paragraph("", style="QmsBreak")
    end.paragraph_format.line_spacing = Pt(1)
    code_footer(document.sections[0])
    return document


def form(*, is_lying: bool = False) -> DocumentObject:
    """Return the frame of forms, upright or lying: a box with title and code."""
    margins = Margins(20, 18, 25, 18)
    document = page(margins, Sizes(13, 12 if is_lying else 13), is_lying=is_lying)
    mark_samples_and_drafts(document.sections[0].header)
    issue = "Lần ban hành: {{ document.issue }}"
    _title_box(document, (72, 126, 56) if is_lying else (48, 68, 51), (issue,))
    for name in ("front", "body", "forms"):
        tag(document, f"{{{{p {name} }}}}")
    code_footer(document.sections[0])
    return document


def _title_box(document: DocumentObject, widths: tuple[float, ...], about: tuple[str, ...]) -> None:
    """Add the box of agency, title and code; `about` stands between code and day of effect."""
    box = table(document, widths).rows[0].cells
    write_agency(box[0])
    write(box[1], "{{ document.heading }}", bold=True, size=14, caps=True)
    write(box[2], "Mã hiệu: {{ document.code }}", size=12, align=LEFT)
    for text in (*about, "Ngày hiệu lực: {{ document.effective }}"):
        write(box[2], text, size=12, align=LEFT, more=True)
    document.add_paragraph("", style="QmsBreak")
    check_in_place(document, RIGHT)


def _two_signatures(document: DocumentObject) -> None:
    signs = plain_table(document, (126, 126), rows=3)
    for column, (title, who) in enumerate((("NGƯỜI LẬP", "drafter"), ("PHÊ DUYỆT", "approver"))):
        write(signs.cell(0, column), title, bold=True, size=13)
        position = f"{{{{ signatures.{who}.title }}}}"
        write(signs.cell(0, column), position, size=12, more=True)
        write(signs.cell(2, column), f"{{{{ signatures.{who}.person }}}}", bold=True, size=13)
    set_height(signs.rows[1], 22)
    for row in signs.rows[:-1]:
        for one in row.cells:
            for paragraph in one.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
