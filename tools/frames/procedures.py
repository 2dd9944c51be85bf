"""The frame of procedures and of the other documents of the system that have a cover."""

from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.shared import Pt

from frames.pieces import (
    CENTRE,
    LEFT,
    Margins,
    check_in_place,
    page,
    set_height,
    table,
    tag,
    write,
    write_agency,
)
from frames.running import boxed_footer, mark_samples, share_header, titled_header
from frames.styles import Sizes

_WHO = ("drafter", "reviewer", "approver")


def procedure() -> DocumentObject:
    """Return the frame of procedure documents: cover, text section, forms section."""
    document = page(Margins(20, 20, 30, 18), Sizes(13, 13))
    mark_samples(document.sections[0].header)
    _cover_box(document)
    _sign_block(document)
    tag(document, "{{p front }}")
    text = document.add_section(WD_SECTION.NEW_PAGE)
    titled_header(text)
    boxed_footer(text)
    tag(document, "{{p body }}")
    tag(document, "{%p if forms %}")
    document.add_section(WD_SECTION.NEW_PAGE)
    share_header(document)
    tag(document, "{%p endif %}")
    tag(document, "{{p forms }}")
    return document


def _cover_box(document: DocumentObject) -> None:
    box = table(document, (44, 66, 52), rows=5)
    agency = box.cell(0, 0).merge(box.cell(4, 0))
    write_agency(agency)
    write(box.cell(0, 1), "{{ document.kind }}", bold=True, size=14, caps=True)
    title = box.cell(1, 1).merge(box.cell(4, 1))
    write(title, "{{ document.cover_title }}", bold=True, size=13)
    for row, text in enumerate(
        (
            "Mã hiệu: {{ document.code }}",
            "Lần ban hành: {{ document.issue }}",
            "Lần sửa đổi: {{ document.revision }}",
            "Ngày ban hành: {{ document.issued }}",
            "Ngày hiệu lực: {{ document.effective }}",
        )
    ):
        write(box.cell(row, 2), text, size=12, align=LEFT)
    paragraph = document.add_paragraph("{{ document.draft }}", style="QmsTitle")
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.space_after = Pt(4)
    check_in_place(document, CENTRE, "document.check and not document.draft")


def _sign_block(document: DocumentObject) -> None:
    tag(document, "{%p if sign_block == 'sign-table' %}")
    signs = table(document, (27, 45, 45, 45), rows=4)
    rows = (
        ("Trách nhiệm", "Soạn thảo", "Xem xét", "Phê duyệt"),
        ("Họ tên", *(f"{{{{ signatures.{who}.person }}}}" for who in _WHO)),
        ("Chữ ký", "", "", ""),
        ("Chức vụ", *(f"{{{{ signatures.{who}.title }}}}" for who in _WHO)),
    )
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            write(signs.cell(row, column), text, bold=row == 0 or column == 0, size=12)
    set_height(signs.rows[2], 30)
    tag(document, "{%p else %}")
    paragraph = document.add_paragraph(style="QmsCentre")
    text = (
        "Ban hành kèm theo Quyết định số {{ document.decision or '……/QĐ-……' }} "
        "ngày {{ document.issued }} của {{ document.decided_by }}"
    )
    paragraph.add_run(text).italic = True
    tag(document, "{%p endif %}")
