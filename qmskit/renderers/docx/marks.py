"""The red mark at the top of a page, as Word markup.

It is a text box that stands on the page whatever the text does. It is as high as the room between
what printers can print and a running header, so that it hides neither that nor the text, and ends
before the right corner, where samples carry theirs.

The box is written in VML: every Word shows it, and LibreOffice moves the letters of a DrawingML
box out of it where a document has one page only.
"""

from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from qmskit.readers.packages import parsed
from qmskit.renderers.docx.sources import W
from qmskit.renderers.docx.widths import MM_A_POINT, width_mm

_NAMESPACES = f'xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"'
_TOP_MM, _HEIGHT_MM, _ASIDE_MM = 4.2, 5.8, 1.8
_MOST_MM = 130.0
_FIRST, _SECOND = 12.0, 9.5
_LEAST_POINTS = 6.0
_BETWEEN = "  –  "
# Letters of another typeface may be wider than those of Times New Roman.
_SLACK = 1.05
# Height of a line of Times New Roman in parts of the size of its letters.
_LINE = 1.15
_RED = "C00000"
_RULE_POINTS = 1.25


def mark(text: str, number: int) -> etree._Element:
    """Return the run of a header that shows a mark; it takes no room in its line.

    Args:
        text: what the mark says; a second line stands behind the first one in smaller letters.
        number: number of the mark in the document.
    """
    first, _break, rest = text.partition("\n")
    second = _BETWEEN + " ".join(rest.split()) if rest else ""
    wanted = _SLACK * (width_mm(first, _FIRST) + width_mm(second, _SECOND))
    scale = min(1.0, _MOST_MM / wanted) if wanted else 1.0
    size = max(_LEAST_POINTS, scale * _FIRST)
    letters = _letters(first, size, "<w:b/>")
    if second:
        letters += _letters(second, max(_LEAST_POINTS, scale * _SECOND))
    above = max(0, (_HEIGHT_MM / MM_A_POINT - _LINE * size) / 2 - _RULE_POINTS)
    return parsed(
        f"<w:r {_NAMESPACES}><w:rPr><w:noProof/></w:rPr><w:pict>"
        f'<v:rect id="mark{number}" style="{_place(wanted * scale + 2 * _ASIDE_MM)}" '
        f'alt={quoteattr(text)} fillcolor="white" strokecolor="#{_RED}" '
        f'strokeweight="{_RULE_POINTS}pt">'
        f'<v:textbox inset="{_ASIDE_MM}mm,{above:.2f}pt,{_ASIDE_MM}mm,0"><w:txbxContent><w:p>'
        '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/>'
        f"{_look(size)}</w:pPr>{letters}</w:p></w:txbxContent></v:textbox>"
        "</v:rect></w:pict></w:r>".encode()
    )


def _place(width: float) -> str:
    """Return where the box stands: from the left margin, measured from the top of the page."""
    return (
        f"position:absolute;margin-left:0;margin-top:{_TOP_MM / MM_A_POINT:.2f}pt;"
        f"width:{width / MM_A_POINT:.2f}pt;height:{_HEIGHT_MM / MM_A_POINT:.2f}pt;"
        "z-index:251700000;mso-wrap-distance-left:0;mso-wrap-distance-right:0;"
        "mso-position-horizontal:left;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:absolute;"
        "mso-position-vertical-relative:page"
    )


def _letters(text: str, size: float, bold: str = "") -> str:
    look = _look(size, bold)
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _look(size: float, bold: str = "") -> str:
    half_points = round(2 * size)
    return (
        '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        f'w:eastAsia="Times New Roman" w:cs="Times New Roman"/>{bold}<w:color w:val="{_RED}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )
