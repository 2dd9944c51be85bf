"""Rules below lines of a letter, as long as the law asks."""

from collections.abc import Iterator

from qmskit.renderers.docx.widths import MM_A_POINT, width_mm

RULE_STYLE = "QmsRule"

_SUBJECT_SIZE = 14.0
_TWIPS_A_MM = 1440 / 25.4
# A rule of letters is made of underscores of 8 points, each half as wide as high.
_UNDERSCORE_MM = 4 * MM_A_POINT


def rule_mm(*lines: float) -> float:
    """Return the length of the rule below lines of these lengths, of at least one, in order.

    It is between a third and half of the last line, and of the longest where both can be.

    Law:
        Decree 30/2020/NĐ-CP, Annex I, part I, points II.2b and II.5b.
    """
    least, most = max(lines) / 3, lines[-1] / 2
    return (least + most) / 2 if least <= most else lines[-1] * 0.45


def rule_letters(*lines: float) -> str:
    """Return the rule below lines of these lengths as underscores of 8 points."""
    return "_" * round(rule_mm(*lines) / _UNDERSCORE_MM)


def subject_rule(subject: str, width: int) -> bytes:
    """Return the rule below a subject (trích yếu) as a paragraph.

    Args:
        subject: its letters; a line break inside stays one.
        width: of the text area, in twips.
    """
    lines = tuple(_lines_mm(subject, width / _TWIPS_A_MM))
    aside = max(0, (width - round(rule_mm(*lines) * _TWIPS_A_MM)) // 2)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{RULE_STYLE}"/>'
        f'<w:ind w:left="{aside}" w:right="{aside}"/></w:pPr></w:p>'
    ).encode()


def _lines_mm(text: str, room_mm: float) -> Iterator[float]:
    """Yield how long the lines of a text are that breaks where no more word fits."""
    blank = width_mm(" ", _SUBJECT_SIZE)
    for piece in text.split("\n"):
        line = 0.0
        for word in piece.split():
            length = width_mm(word, _SUBJECT_SIZE)
            if line and line + blank + length > room_mm:
                yield line
                line = length
            else:
                line += length + (blank if line else 0)
        yield line
