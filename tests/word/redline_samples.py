"""Pairs of small Word files, as python-docx makes them."""

from collections.abc import Callable, Mapping
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK


def with_header(text: str) -> Document:
    document = docx.Document()
    document.add_paragraph("Nội dung")
    if text:
        document.sections[0].header.paragraphs[0].text = text
    return document


def with_a_lying_section() -> Document:
    document = with_header("Đầu trang")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "Đầu trang phụ lục"
    document.add_paragraph("Phụ lục")
    return document


def with_a_picture(colour: int) -> Document:
    document = with_header("")
    pixel = bytes([0, 0, colour]) + b"\0"
    bitmap = b"BM" + (58).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
    head = (40, 1, 1)
    bitmap += b"".join(one.to_bytes(4, "little") for one in head)
    bitmap += (1).to_bytes(2, "little") + (24).to_bytes(2, "little") + bytes(24) + pixel
    document.add_picture(BytesIO(bitmap))
    document.add_paragraph("Hết")
    return document


def with_a_style() -> Document:
    document = with_header("")
    document.styles.add_style("Mục riêng", 1)
    document.add_paragraph("Theo kiểu riêng", "Mục riêng")
    document.add_paragraph("Một", "List Number").add_run().add_break(WD_BREAK.PAGE)
    return document


PACKAGES: Mapping[str, tuple[Callable[[], Document], Callable[[], Document]]] = {
    "words of a header": (lambda: with_header("Bản 01"), lambda: with_header("Bản 02")),
    "a header": (lambda: with_header(""), lambda: with_header("Bản 02")),
    "a section with a header": (lambda: with_header("Đầu trang"), with_a_lying_section),
    "a picture": (lambda: with_header(""), lambda: with_a_picture(1)),
    "another picture": (lambda: with_a_picture(1), lambda: with_a_picture(2)),
    "a style": (lambda: with_header(""), with_a_style),
}
