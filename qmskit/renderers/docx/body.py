"""Blocks as WordprocessingML.

Styles are named by id (`Heading1`, `QmsTable` …); the frame defines how they look, so that an
agency changes the look in Word. Only what depends on the block itself is written here.
"""

from collections.abc import Iterable
from functools import lru_cache

from qmskit.documents.blocks import (
    Block,
    Contents,
    Figure,
    FormPages,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    text_of,
)
from qmskit.renderers.docx.figures import figure_xml
from qmskit.renderers.docx.keeping import announces, is_signed, kept_with_next
from qmskit.renderers.docx.rules import RULE_STYLE, subject_rule
from qmskit.renderers.docx.runs import bookmark, link, runs_xml
from qmskit.renderers.docx.tables import AFTER_TABLE, BREAK_STYLE, CELL_STYLE, table_xml

TWIPS_A_MM = 1440 / 25.4

# Word numbers the bookmarks that a frame brings along from 0.
FIRST_BOOKMARK = 10_000

_STYLES = {
    "body": "QmsBody",
    "note": "QmsNote",
    "centre": "QmsCentre",
    "title": "QmsTitle",
    "caption": "QmsCaption",
    "label": "QmsLabel",
    "small": "QmsSmall",
    "form": "QmsForm",
    "genre": "QmsGenre",
    "subject": "QmsSubject",
    "authority": "QmsAuthority",
    "basis": "QmsBasis",
    "article": "QmsArticle",
}
_JUSTIFIED = frozenset({"body", "basis", "article", "note"})
# A line of dots to write on is one word: justified, the words before it would be torn apart.
_BLANK = "………"
_ALIGNED_LEFT = b'<w:jc w:val="left"/></w:pPr>'
_LISTS = ("QmsList", "QmsList2")
_MARKERS = ("- ", "+ ")
_HEADINGS = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
_CONTENTS = "QmsContents"
_FORM_TITLE = "QmsFormTitle"


def body_xml(blocks: Iterable[Block], width_mm: float, first: int = FIRST_BOOKMARK) -> bytes:
    """Return blocks as the paragraphs and tables of a Word body, in UTF-8.

    Args:
        width_mm: width of the text area, for tables.
        first: number of the first block; a bookmark has the number of its block.
    """
    width = round(width_mm * TWIPS_A_MM)
    written: list[bytes] = []
    before: Block | None = None
    for number, block in enumerate(blocks, first):
        xml = _block(block, width, number)
        if announces(block):
            xml = kept_with_next(xml)
        elif is_signed(block) and not isinstance(before, PageBreak | None):
            written[-1] = kept_with_next(written[-1])
        if isinstance(block, Heading) and isinstance(before, PageBreak):
            xml = _on_new_page(xml, written)
        written.append(xml)
        before = block
    return b"".join(written)


def _on_new_page(title: bytes, written: list[bytes]) -> bytes:
    """Return a title that breaks the page itself; the paragraphs before it that did so go.

    Behind a table that fills its page they would stand on a page of their own.
    """
    written.pop()
    if written:
        written[-1] = written[-1].removesuffix(AFTER_TABLE)
    return title.replace(b"</w:pPr>", b"<w:pageBreakBefore/></w:pPr>", 1)


def style_ids() -> tuple[str, ...]:
    """Return the ids of all styles that blocks are written in."""
    return (
        *_STYLES.values(),
        *_LISTS,
        *_HEADINGS.values(),
        _CONTENTS,
        CELL_STYLE,
        BREAK_STYLE,
        RULE_STYLE,
        _FORM_TITLE,
    )


def _block(block: Block, width: int, number: int) -> bytes:  # noqa: PLR0911 - one a kind of block
    match block:
        case ListItem(runs=runs, level=level, number=marker):
            deep = min(level, 1)
            opening = Run(f"{marker} " if marker else _MARKERS[deep])
            return _not_torn(_paragraph(_LISTS[deep], runs_xml((opening, *runs))), text_of(runs))
        case Paragraph(runs=runs, style=style):
            return _text(runs, style, width)
        case Heading():
            return _heading(block, number)
        case Table():
            return table_xml(block, width)
        case Figure():
            return figure_xml(block, width, number)
        case Contents(entries=entries):
            return b"".join([_entry(entry) for entry in entries])
        case PageBreak():
            return _paragraph(BREAK_STYLE, b'<w:r><w:br w:type="page"/></w:r>')
        case FormPages():
            return b""


def _text(runs: Runs, style: str, width: int) -> bytes:
    """Return a paragraph of text, of a subject with the rule below it."""
    written = _paragraph(_STYLES.get(style, "QmsBody"), runs_xml(runs))
    letters = text_of(runs)
    if style in _JUSTIFIED:
        written = _not_torn(written, letters)
    return written + subject_rule(letters, width) if style == "subject" else written


def _not_torn(written: bytes, letters: str) -> bytes:
    """Return a paragraph, aligned left where it has a line of dots."""
    return written.replace(b"</w:pPr>", _ALIGNED_LEFT, 1) if _BLANK in letters else written


def _heading(heading: Heading, number: int) -> bytes:
    shown = f"{heading.number} " if heading.number else ""
    text = runs_xml((Run(shown), *heading.runs)) if shown else runs_xml(heading.runs)
    tail = b""
    if heading.tail:
        tail = runs_xml((Run(": "), *heading.tail)).replace(
            b"<w:r>", b'<w:r><w:rPr><w:b w:val="0"/></w:rPr>'
        )
    is_form = heading.level == 1 and not heading.number
    style = _FORM_TITLE if is_form else _HEADINGS.get(heading.level, "Heading3")
    if not heading.id:
        return _paragraph(style, text + tail)
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(heading.id)}"/>'.encode()
    return _paragraph(style, b'%b%b<w:bookmarkEnd w:id="%d"/>%b' % (start, text, number, tail))


def _entry(entry: Heading) -> bytes:
    """Return a line of the contents, linked to its heading."""
    text = runs_xml((Run(f"{entry.number} ".lstrip()), *entry.runs))
    return _paragraph(_CONTENTS, link(entry.id, text) if entry.id else text)


def _paragraph(style: str, content: bytes) -> bytes:
    return b"%b%b</w:p>" % (_opening(style), content)


@lru_cache(maxsize=32)
def _opening(style: str) -> bytes:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'.encode()
