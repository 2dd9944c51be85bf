"""What fills a Word frame for one document.

Blocks are most of a document. Jinja is given a mark in their place and the blocks are put in
afterwards, so that they are neither copied nor searched by the template.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

# Characters that no XML may hold, so that no text can be taken for a mark.
_MARK = "\x02{number}\x03"
_MARKS = re.compile("\x02([0-9]+)\x03")
_RESIDUE = re.compile("[\x02\x03]")


@dataclass(frozen=True)
class Filling:
    """What fills a frame.

    Attributes:
        names: what the frame's tags may name, beside blocks.
        blocks: Word XML in UTF-8 by name; may be empty.
        properties: content of the core properties part.
    """

    names: Mapping[str, object]
    blocks: Mapping[str, bytes]
    properties: bytes

    @cached_property
    def context(self) -> Mapping[str, object]:
        """Names for a template; a mark stands for blocks, nothing for those without content."""
        marks = {
            name: Markup(_MARK.format(number=number) if blocks else "")  # noqa: S704 - made by us
            for number, (name, blocks) in enumerate(self.blocks.items())
        }
        return {**self.names, **marks}


def spliced(text: str, blocks: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """Return the pieces of a text with blocks in place of their marks.

    Raises:
        ValueError: the template cut a mark or wrote another.
    """
    inside = tuple(blocks.values())
    pieces: list[bytes] = []
    for number, piece in enumerate(_MARKS.split(text)):
        if number % 2:
            pieces.append(inside[int(piece)])
        elif _RESIDUE.search(piece):
            raise ValueError(piece)
        else:
            pieces.append(piece.encode())
    return tuple(pieces)
