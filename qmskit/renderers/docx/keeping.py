"""What stays on the page of what follows."""

import re

from qmskit.documents.blocks import Block, ListItem, Paragraph, Table, text_of
from qmskit.renderers.docx.tables import AFTER_TABLE

_UNKEPT = re.compile(rb"(<w:pStyle [^>]*/>)(?!<w:keepNext/>)")
# Longer bold letters are no title.
_LONGEST_TITLE = 150


def kept_with_next(written: bytes) -> bytes:
    """Return blocks as Word XML whose last lines stay on the page of what follows.

    Of a paragraph Word keeps the last two lines, of a table the last row.
    """
    is_table = written.endswith((AFTER_TABLE, _kept(AFTER_TABLE)))
    last = written.rfind(b"<w:tr>" if is_table else b"<w:p>")
    return written[:last] + _kept(written[last:]) if last >= 0 else written


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
