"""What letters need beside their names and blocks: lines of the head, rules, a last line kept."""

import re
from collections.abc import Iterator, Mapping
from math import ceil

from qmskit.renderers.docx.tables import AFTER_TABLE
from qmskit.renderers.docx.widths import MM_A_POINT, broken, rule_mm, width_mm

# The head of our frame: size of the names and the room their column has for them.
_SIZE = 12.0
_ROOM_MM = 67.0
# A rule is made of underscores of 8 points, each half as wide as high.
_UNDERSCORE_MM = 4 * MM_A_POINT

RULE_STYLE = "QmsRule"
# Size of the subject, and how much of a full line words fill on average.
_SUBJECT_SIZE = 14.0
_FILLED = 0.95
_TWIPS_A_MM = 1440 / 25.4
_UNKEPT = re.compile(rb"(<w:pStyle [^>]*/>)(?!<w:keepNext/>)")


def with_head(letter: Mapping[str, object]) -> dict[str, object]:
    """Return the names of a letter with its head in lines.

    Args:
        letter: names of a letter, `issuer` and `parent` among them.

    Returns:
        The same with `parent_lines` (maybe empty), `issuer_lines` and `rule`, underscores as long
        as the rule below the issuer's name.

    Law:
        Decree 30/2020/NĐ-CP, Annex I, part I, point II.2b.
    """
    issuer, parent = str(letter["issuer"]), str(letter["parent"])
    lines = broken(issuer, _SIZE, _ROOM_MM)
    length = rule_mm(*(width_mm(line.upper(), _SIZE) for line in lines))
    return {
        **letter,
        "parent_lines": broken(parent, _SIZE, _ROOM_MM) if parent else (),
        "issuer_lines": lines,
        "rule": "_" * round(length / _UNDERSCORE_MM),
    }


def subject_rule(subject: str, width: int) -> bytes:
    """Return the rule below a subject (trích yếu) as a paragraph.

    Args:
        subject: its letters; a line break inside stays one.
        width: of the text area, in twips.

    Law:
        Decree 30/2020/NĐ-CP, Annex I, part I, point II.5b.
    """
    lines = tuple(_lines_mm(subject, width / _TWIPS_A_MM))
    aside = max(0, (width - round(rule_mm(*lines) * _TWIPS_A_MM)) // 2)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{RULE_STYLE}"/>'
        f'<w:ind w:left="{aside}" w:right="{aside}"/></w:pPr></w:p>'
    ).encode()


def _lines_mm(text: str, room_mm: float) -> Iterator[float]:
    """Yield how long the lines of a text are."""
    for piece in text.split("\n"):
        left = width_mm(piece, _SUBJECT_SIZE)
        full = room_mm * _FILLED if left > room_mm else room_mm
        for _line in range(ceil(left / full) - 1):
            yield full
            left -= full
        yield left


def kept_with_next(body: bytes) -> bytes:
    """Return blocks as Word XML whose last lines stay on the page of what follows.

    Of a paragraph Word keeps the last two lines, of a table the last row.
    """
    last = body.rfind(b"<w:tr>" if body.endswith(AFTER_TABLE) else b"<w:p>")
    if last < 0:
        return body
    return body[:last] + _UNKEPT.sub(rb"\1<w:keepNext/>", body[last:])
