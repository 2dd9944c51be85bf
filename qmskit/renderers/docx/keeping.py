"""What stays on the page of what follows."""

import re

from qmskit.documents.blocks import Block, ListItem, Paragraph, Table, text_of
from qmskit.renderers.docx.tables import AFTER_TABLE

_UNKEPT = re.compile(rb"(<w:pStyle [^>]*/>)(?!<w:keepNext/>)")
_ROW = re.compile(rb"(?=<w:tr>)")
_HEAD = b"<w:tblHeader/>"
_TOP_BORDER = b'<w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
# Rows of a table that go with what follows, and how few rows all go.
_END = 2
_FEW = 7
# Two tables in a row would join; one point parts them.
_SEAM = (
    b'<w:p><w:pPr><w:pStyle w:val="QmsBreak"/><w:keepNext/>'
    b'<w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)
# Longer bold letters are no title.
_LONGEST_TITLE = 150


def kept_with_next(written: bytes) -> bytes:
    """Return blocks as Word XML whose last lines stay on the page of what follows.

    Of a paragraph Word keeps the last two lines, of a table the last row.
    """
    is_table = written.endswith((AFTER_TABLE, _kept(AFTER_TABLE)))
    last = written.rfind(b"<w:tr>" if is_table else b"<w:p>")
    if last < 0:
        return written
    return _with_end_apart(written) if is_table else written[:last] + _kept(written[last:])


def _with_end_apart(written: bytes) -> bytes:
    """Return a table whose last two rows are kept with what follows, as a table of their own.

    LibreOffice keeps tables with what follows, but no single rows of a table.
    """
    start = written.rfind(b"<w:tbl>")
    opening, *rows = _ROW.split(written[start:])
    if len(rows) <= _FEW or _HEAD in rows[-_END] or _HEAD in rows[-_END - 1]:
        return written[:start] + opening + _kept(b"".join(rows))
    seamless = opening.replace(_TOP_BORDER, b"")
    end = _kept(b"".join(rows[-_END:]))
    before = written[:start] + opening + b"".join(rows[:-_END])
    return before + b"</w:tbl>" + _SEAM + seamless + end


def announces(block: Block) -> bool:
    """Tell whether a line stands for what follows: it ends in a colon, or is bold throughout."""
    if not isinstance(block, Paragraph | ListItem) or not block.runs:
        return False
    if block.runs[-1].text.rstrip().endswith(":"):
        return True
    is_bold = all(run.bold for run in block.runs)
    return is_bold and len(text_of(block.runs)) <= _LONGEST_TITLE


def is_signed(block: Block) -> bool:
    """Tell whether a block is a row of signatures: a table without lines and head."""
    return isinstance(block, Table) and block.style == "plain" and not block.head


def _kept(written: bytes) -> bytes:
    return _UNKEPT.sub(rb"\1<w:keepNext/>", written)
