"""Letters in their frame: lines of the head, what stands where, annexes with their own pages.

Law:
    Decree 30/2020/NĐ-CP, Annex I, part I.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from qmskit.documents.blocks import Block, Heading, PageBreak, Paragraph, text_of
from qmskit.documents.letters import Letter
from qmskit.renderers.docx.body import body_xml
from qmskit.renderers.docx.rules import rule_letters
from qmskit.renderers.docx.tables import BREAK_STYLE
from qmskit.renderers.docx.widths import broken, width_mm

# The head of our frame: size of the names and the room their column has for them.
_SIZE = 12.0
_ROOM_MM = 67.0

_TITLES = frozenset(("genre", "subject"))
_ADDRESSING = "Kính gửi"
# What is shortened of the name of a superior body (point II.2a).
_COMMON = re.compile(r"^Ủy ban nhân dân\b", re.IGNORECASE)


def with_head(letter: Letter, body: Sequence[Block] = ()) -> Mapping[str, object]:
    """Return the names of a letter with its head in lines.

    Args:
        body: its text; where that addresses somebody itself, the frame does not.

    Returns:
        The same with `parent_lines` (maybe empty), `issuer_lines` and `rule`, underscores as long
        as the rule below the issuer's name (point II.2b).
    """
    issuer, parent = letter["issuer"], _COMMON.sub("UBND", letter["parent"])
    lines = broken(issuer, _SIZE, _ROOM_MM)
    return {
        **letter,
        "addressees": () if any(map(_is_addressing, body)) else letter["addressees"],
        "parent_lines": broken(parent, _SIZE, _ROOM_MM) if parent else (),
        "issuer_lines": lines,
        "rule": rule_letters(*(width_mm(line.upper(), _SIZE) for line in lines)),
    }


def titles_first(
    front: tuple[Block, ...], body: tuple[Block, ...]
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return front and body of a letter, type and subject moved to the front.

    The frame prints the addressees between both: box 9a stands below box 5a.
    """
    titles = tuple(takewhile(_is_title, body))
    return (*front, *titles), body[len(titles) :]


def in_sections(
    blocks: Sequence[Block], width_mm: float, first: int, section: bytes = b""
) -> bytes:
    """Return blocks as Word XML, each annex in a section of its own.

    Args:
        width_mm: width of the text area.
        first: number of the first block.
        section: how sections look, as Word XML; without it all blocks stand in one.

    Law:
        Decree 30/2020/NĐ-CP, Annex I, part I, point III.1đ: annexes number their own pages.
    """
    if not section:
        return body_xml(blocks, width_mm, first)
    written = []
    for annex in _annexes(blocks):
        written.append(body_xml(annex, width_mm, first))
        first += len(annex) + 1
    style = f'<w:pStyle w:val="{BREAK_STYLE}"/>'.encode()
    return (b"<w:p><w:pPr>%b%b</w:pPr></w:p>" % (style, section)).join(written)


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style in _TITLES


def _is_addressing(block: Block) -> bool:
    return isinstance(block, Paragraph) and text_of(block.runs).startswith(_ADDRESSING)


def _annexes(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks between page breaks that titles follow."""
    start = 0
    for at, (block, following) in enumerate(pairwise(blocks)):
        if isinstance(block, PageBreak) and isinstance(following, Heading):
            yield tuple(blocks[start:at])
            start = at + 1
    yield tuple(blocks[start:])
