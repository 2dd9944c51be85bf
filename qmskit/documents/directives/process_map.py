"""The process map: management, core and support processes between demand and result."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qmskit.documents.blocks import Arrow, Block, Box, Figure
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import SetContext
from qmskit.model.systems import Process

# Millimetres; the text area of a standing page is 162 wide.
_WIDTH = 162
_SIDE = 22
_GAP = 5
_PER_ROW = 3
_BOX = 17
_LABEL = 7
_MARGIN = 2
_BETWEEN = 9

_BANDS = (
    ("management", "QUÁ TRÌNH QUẢN LÝ"),
    ("core", "QUÁ TRÌNH CHÍNH"),
    ("support", "QUÁ TRÌNH HỖ TRỢ"),
)
_DEMAND = "Yêu cầu, hồ sơ của tổ chức, cá nhân; quy định của pháp luật"
_RESULT = "Kết quả trả cho tổ chức, cá nhân; sự hài lòng"
_TITLE = "Sơ đồ các quá trình của hệ thống quản lý chất lượng và mối tương tác"


@dataclass(frozen=True, slots=True)
class _Band:
    """A group of processes from `top` on, `height` millimetres high."""

    group: str
    label: Box
    boxes: tuple[Box, ...]
    top: int
    height: int


def process_map(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the drawing of the processes of the agency's type.

    Law:
        TCVN ISO 9001:2015, 4.4.1: the processes, their sequence and interaction.
    """
    agency_type = context.qmset.agency.type
    processes = tuple(one for one in context.qmset.system.processes if one.is_for(agency_type))
    bands = tuple(_bands(processes))
    if not bands:
        return
    height = bands[-1].top + bands[-1].height
    boxes = [box for band in bands for box in (band.label, *band.boxes)]
    demand = _box(0, 0, _SIDE, height, _DEMAND, "round")
    result = _box(_WIDTH - _SIDE, 0, _SIDE, height, _RESULT, "round")
    arrows = (*_chains(bands), *_between(bands), *_through(bands))
    yield Figure(
        Decimal(_WIDTH), Decimal(height), (demand, *boxes, result), arrows, _TITLE, call.origin
    )


def _bands(processes: tuple[Process, ...]) -> Iterator[_Band]:
    """Yield the groups that have processes, one below the other."""
    top = 0
    for group, label in _BANDS:
        names = [one.name for one in processes if one.group == group]
        if names:
            band = _band(group, label, names, top)
            yield band
            top += band.height + _BETWEEN


def _band(group: str, label: str, names: list[str], top: int) -> _Band:
    left, width = _SIDE + _GAP, _WIDTH - 2 * (_SIDE + _GAP)
    rows = -(-len(names) // _PER_ROW)
    height = _LABEL + rows * (_BOX + _GAP) - _GAP + _MARGIN
    wide = (width - 2 * _MARGIN - (_PER_ROW - 1) * _GAP) // _PER_ROW
    boxes = tuple(
        _box(
            left + _MARGIN + at % _PER_ROW * (wide + _GAP),
            top + _LABEL + at // _PER_ROW * (_BOX + _GAP),
            wide,
            _BOX,
            name,
            "strong" if group == "core" else "plain",
        )
        for at, name in enumerate(names)
    )
    return _Band(group, _box(left, top, width, height, label, "band"), boxes, top, height)


def _chains(bands: tuple[_Band, ...]) -> Iterator[Arrow]:
    """Yield the arrows from each core process to the next; between rows around the corner."""
    for band in bands:
        for before, after in pairwise(band.boxes if band.group == "core" else ()):
            if before.y == after.y:
                middle = before.y + before.height / 2
                yield Arrow(((before.x + before.width, middle), (after.x, middle)))
            else:
                start = (before.x + before.width / 2, before.y + before.height)
                turn = before.y + before.height + Decimal(_GAP) / 2
                end = after.x + after.width / 2
                yield Arrow((start, (start[0], turn), (end, turn), (end, after.y)))


def _between(bands: tuple[_Band, ...]) -> Iterator[Arrow]:
    """Yield the arrows both ways between a band and the next: direction down, results up."""
    middle = Decimal(_WIDTH) / 2
    for above, below in pairwise(bands):
        foot, head = Decimal(above.top + above.height), Decimal(below.top)
        yield Arrow(((middle - _SIDE, foot), (middle - _SIDE, head)))
        yield Arrow(((middle + _SIDE, head), (middle + _SIDE, foot)))


def _through(bands: tuple[_Band, ...]) -> Iterator[Arrow]:
    """Yield the arrows from the demand into every band and from every band to the result."""
    for band in bands:
        middle = Decimal(band.top) + Decimal(band.height) / 2
        yield Arrow(((Decimal(_SIDE), middle), (Decimal(_SIDE + _GAP), middle)))
        right = Decimal(_WIDTH - _SIDE)
        yield Arrow(((right - _GAP, middle), (right, middle)))


def _box(x: int, y: int, width: int, height: int, text: str, style: str) -> Box:
    return Box(Decimal(x), Decimal(y), Decimal(width), Decimal(height), text, style)
