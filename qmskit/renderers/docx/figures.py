"""Figures as one DrawingML group over a paragraph as high as the figure.

LibreOffice loses the letters of a group that stands in a line; so it floats, and its paragraph
keeps the room for it and takes it along to the next page. Everything a drawing names is declared
on it, so that no frame must know about drawings. A reader that knows no groups shows the title.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count, pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from qmskit.documents.blocks import Arrow, Box, Figure, Point

_EMU_A_MM = 36000
_TWIPS_A_MM = Decimal(1440) / Decimal("25.4")
_MS = "http://schemas.microsoft.com/office/word/2010"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMESPACES = (
    f'xmlns:mc="{_COMPATIBILITY}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{_DRAWING}/main" xmlns:wpg="{_MS}/wordprocessingGroup" '
    f'xmlns:wps="{_MS}/wordprocessingShape"'
)
_ANCHOR = (
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
    'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
)
_LINE_EMU = 9525
# Numbers of the shapes of a drawing follow its own.
_SHAPES_A_DRAWING = 1000
_HALF_POINTS = 20


class _Look(NamedTuple):
    """How a box is drawn: DrawingML's words for its shape, filling and anchor; its letters.

    Without filling one sees what lies below.
    """

    shape: str = "rect"
    filling: str = "FFFFFF"
    letters: str = ""
    anchor: str = "ctr"


_LOOKS = {
    "plain": _Look(),
    "strong": _Look(filling="D9D9D9", letters="<w:b/>"),
    "round": _Look(shape="roundRect"),
    "band": _Look(filling="", letters="<w:b/>", anchor="t"),
}


def figure_xml(figure: Figure, width: int, number: int) -> bytes:
    """Return a figure as a paragraph.

    Args:
        width: most it may take, in twips; a wider figure is drawn smaller.
        number: of the block; shapes are numbered from it.
    """
    scale = min(Decimal(1), width / (figure.width * _TWIPS_A_MM))
    numbers = count(number * _SHAPES_A_DRAWING)
    name = f'id="{next(numbers)}" name="Hình {number}" descr={quoteattr(figure.title)}'
    inside = "".join((*_arrows(figure.arrows, numbers), *_boxes(figure.boxes, numbers)))
    room = round(figure.height * scale * _TWIPS_A_MM)
    size = f'cx="{_emu(figure.width * scale)}" cy="{_emu(figure.height * scale)}"'
    own = f'cx="{_emu(figure.width)}" cy="{_emu(figure.height)}"'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="QmsCentre"/><w:spacing w:line="{room}" '
        f'w:lineRule="exact"/></w:pPr><w:r><mc:AlternateContent {_NAMESPACES}>'
        f'<mc:Choice Requires="wpg"><w:drawing>{_ANCHOR}<wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr {name}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_MS}/wordprocessingGroup">'
        '<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {own}/></a:xfrm></wpg:grpSpPr>{inside}'
        "</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:t>{escape(figure.title)}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ).encode()


def _boxes(boxes: tuple[Box, ...], numbers: Iterator[int]) -> Iterator[str]:
    for box in boxes:
        look = _LOOKS.get(box.style, _Look())
        place = _place(box.x, box.y, box.width, box.height)
        lines = "".join(_line_of_text(line, look.letters) for line in box.text.split("\n"))
        yield (
            f'<wps:wsp>{_name(next(numbers))}<wps:cNvSpPr txBox="1"/><wps:spPr>{place}'
            f'<a:prstGeom prst="{look.shape}"><a:avLst/></a:prstGeom>'
            f"{_filling(look)}{_stroke()}</wps:spPr>"
            f"<wps:txbx><w:txbxContent>{lines}</w:txbxContent></wps:txbx>"
            '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="36000" tIns="18000" rIns="36000" '
            f'bIns="18000" anchor="{look.anchor}" anchorCtr="0"><a:noAutofit/></wps:bodyPr>'
            "</wps:wsp>"
        )


def _filling(look: _Look) -> str:
    colour = f'<a:srgbClr val="{look.filling}"/>'
    return f"<a:solidFill>{colour}</a:solidFill>" if look.filling else "<a:noFill/>"


def _line_of_text(text: str, letters: str) -> str:
    size = f'<w:sz w:val="{_HALF_POINTS}"/><w:szCs w:val="{_HALF_POINTS}"/>'
    return (
        '<w:p><w:pPr><w:pStyle w:val="QmsTable"/><w:spacing w:before="0" w:after="0"/>'
        f'<w:jc w:val="center"/></w:pPr><w:r><w:rPr>{letters}{size}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _arrows(arrows: tuple[Arrow, ...], numbers: Iterator[int]) -> Iterator[str]:
    """Yield the lines of arrows; the last of each carries the head."""
    for arrow in arrows:
        for start, end in pairwise(arrow.points):
            (x, to_x), (y, to_y) = zip(start, end, strict=True)
            corner = min(x, to_x), min(y, to_y)
            place = _place(*corner, abs(to_x - x), abs(to_y - y), _flips(start, end))
            yield (
                f"<wps:wsp>{_name(next(numbers))}<wps:cNvCnPr/><wps:spPr>{place}"
                '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
                f"{_stroke(has_head=end == arrow.points[-1])}</wps:spPr><wps:bodyPr/></wps:wsp>"
            )


def _flips(start: Point, end: Point) -> str:
    """Return the turns of a line, which DrawingML draws from top left to bottom right."""
    turns = (("flipH", end[0] < start[0]), ("flipV", end[1] < start[1]))
    return "".join(f' {name}="1"' for name, is_turned in turns if is_turned)


def _place(x: Decimal, y: Decimal, width: Decimal, height: Decimal, flips: str = "") -> str:
    return (
        f'<a:xfrm{flips}><a:off x="{_emu(x)}" y="{_emu(y)}"/>'
        f'<a:ext cx="{_emu(width)}" cy="{_emu(height)}"/></a:xfrm>'
    )


def _stroke(*, has_head: bool = False) -> str:
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if has_head else ""
    return (
        f'<a:ln w="{_LINE_EMU}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>{head}</a:ln>'
    )


def _name(number: int) -> str:
    return f'<wps:cNvPr id="{number}" name="{number}"/>'


def _emu(length_mm: Decimal) -> int:
    return round(length_mm * _EMU_A_MM)
