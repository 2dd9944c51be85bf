"""How letters look in a Word file, and how Decree 30/2020, Annex I, wants them to look."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

import docx
from docx.document import Document
from docx.shared import Length
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from tests.word.letter_samples import BASIS, DECISION_TEXT, END, MOTTO, NATION


class Component(NamedTuple):
    """Letters that the annex gives a look.

    Attributes:
        box: number of the box on the plan, and point of section II.
        sizes: least and most, in points.
    """

    box: str
    text: str
    sizes: tuple[float, float]
    bold: bool = False
    italic: bool = False


LOOKS = {
    "decision": (
        Component("1 (1a)", NATION, (12, 13), bold=True),
        Component("1 (1b)", MOTTO, (13, 14), bold=True),
        Component("2 (2b)", "ỦY BAN NHÂN DÂN", (12, 13), bold=True),
        Component("2 (2b)", "XÃ HOA MAI", (12, 13), bold=True),
        Component("3 (3c)", "Số: 08/QĐ-UBND", (13, 13)),
        Component("4 (4c)", "Hoa Mai, ngày 15 tháng 01 năm 2026", (13, 14), italic=True),
        Component("5a (5b)", "QUYẾT ĐỊNH", (13, 14), bold=True),
        Component("5a (5b)", DECISION_TEXT[1].runs[0].text, (13, 14), bold=True),
        Component("6", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HOA MAI", (13, 14), bold=True),
        Component("6 (6a)", BASIS, (13, 14), italic=True),
        Component("6 (6đ)", "Điều 12.", (13, 14), bold=True),
        Component("6 (6e)", f" {END}", (13, 14)),
        Component("7a (7đ)", "CHỦ TỊCH", (13, 14), bold=True),
        Component("7b (7đ)", "Nguyễn Văn A", (13, 14), bold=True),
        Component("9b (9d)", "Nơi nhận:", (12, 12), bold=True, italic=True),
        Component("9b (9d)", "- Như Điều 3;", (11, 11)),
        Component("9b (9d)", "- Lưu: VT, Thư ký ISO.", (11, 11)),
        Component("III.1b", "Phụ lục I", (14, 14), bold=True),
        Component("III.1b", "DANH SÁCH THÀNH VIÊN BAN CHỈ ĐẠO ISO", (13, 14), bold=True),
    ),
    "official letter": (
        Component("2 (2b)", "UBND TỈNH ĐỒNG XUÂN", (12, 13)),
        Component("2 (2b)", "SỞ NÔNG NGHIỆP", (12, 13), bold=True),
        Component("2 (2b)", "VÀ MÔI TRƯỜNG", (12, 13), bold=True),
        Component("5b (5b)", "V/v công bố hệ thống", (12, 13)),
        Component("9a (9d)", "Kính gửi:", (13, 14)),
        Component("9a (9d)", "- Sở Khoa học và Công nghệ;", (13, 14)),
        Component("9a (9d)", "- Các Chi cục thuộc Sở.", (13, 14)),
        Component("7a (7đ)", "KT. GIÁM ĐỐC", (13, 14), bold=True),
        Component("7a (7đ)", "PHÓ GIÁM ĐỐC", (13, 14), bold=True),
    ),
    "submission": (
        Component("9a (9d)", "Kính gửi: Chủ tịch Ủy ban nhân dân xã Hoa Mai", (13, 14)),
    ),
}


# Points I.1 and I.3: millimetres at least and at most.


@dataclass(frozen=True)
class Look:
    """Letters as Word shows them, whatever style or run says so."""

    size: float
    bold: bool
    italic: bool
    font: str


def in_mm(length: Length | None) -> float:
    return length.mm if length is not None else -1


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def paragraphs(where: Document) -> Iterator[WordParagraph]:
    """Yield the paragraphs of a file in order, those of tables where the tables stand."""
    for block in where.iter_inner_content():
        if isinstance(block, WordTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def runs(where: Document) -> Iterator[tuple[str, Look]]:
    """Yield letters with their look: runs, and paragraphs of equal runs as a whole."""
    for paragraph in paragraphs(where):
        looks = [(run.text, look(paragraph, run)) for run in paragraph.runs if run.text]
        yield from looks
        if len({one for _text, one in looks}) == 1:
            yield paragraph.text, looks[0][1]


def look(paragraph: WordParagraph, run: WordRun) -> Look:
    """Return how a run looks; what is set nearest to the letters decides."""
    fonts = [run.font]
    style = paragraph.style
    while isinstance(style, ParagraphStyle):
        fonts.append(style.font)
        style = style.base_style
    return Look(
        next(font.size.pt for font in fonts if font.size),
        next(font.bold for font in fonts if font.bold is not None),
        next(font.italic for font in fonts if font.italic is not None),
        next(font.name for font in fonts if font.name),
    )
