"""What a Word file says, paragraph by paragraph and cell by cell, as python-docx reads it."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.word.packages import W

Said = str | list["Said"]
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}drawing": "▣", f"{W}pict": "▣"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Letters in drawings belong to them, and tab stops are no letters.
_ASIDE = {_FALLBACK, f"{W}txbxContent", f"{W}tabs"}


def said(content: bytes) -> list[Said]:
    """Return body, then header and footer of each section; a merged cell stands in each place."""
    document = docx.Document(BytesIO(content))
    running = (
        part
        for section in document.sections
        for part in (
            section.header, section.footer, section.first_page_header, section.first_page_footer
        )
    )  # fmt: skip
    return [list(_blocks(document)), *(list(_blocks(one)) for one in running)]


def _blocks(where: Document | BlockItemContainer) -> Iterator[Said]:
    for block in where.iter_inner_content():
        if isinstance(block, Table):
            yield [[list(_blocks(cell)) for cell in row.cells] for row in block.rows]
        else:
            yield letters(block)


def letters(paragraph: Paragraph) -> str:
    """Return the letters of a paragraph, those of fields too; a drawing is one sign."""
    return "".join(
        one.text or "" if one.tag == f"{W}t" else _SIGNS[one.tag]
        for one in paragraph._p.iter(f"{W}t", *_SIGNS)  # noqa: SLF001 - fields are in the XML only
        if not {parent.tag for parent in one.iterancestors()} & _ASIDE
    )
