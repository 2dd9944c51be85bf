"""`template check`: what a Word frame asks for that nobody has, and what it leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast

from qmskit.documents.blocks import Column, Heading, ListItem, Paragraph, Row, Table, cell, plain
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.packages import parsed
from qmskit.renderers.docx.body import body_xml, style_ids
from qmskit.renderers.docx.filling import Filling
from qmskit.renderers.docx.frames import Frame, read_frame, undeclared
from qmskit.renderers.docx.renderer import CORE_NAMESPACE, FRAME_NAMES, LETTER_LISTS
from qmskit.renderers.docx.sources import W

_SAMPLE = (
    Heading(1, plain("ĐỀ MỤC MẪU"), number="1."),
    Heading(2, plain("Tiểu mục mẫu"), number="a."),
    Paragraph(plain("Đoạn văn mẫu để xem phông chữ, giãn dòng và căn lề của khung.")),
    ListItem(plain("Dòng liệt kê mẫu;")),
    Table(
        (Column(Decimal(1)), Column(Decimal(6))),
        (Row((cell("TT"), cell("Nội dung"))),),
        (Row((cell("1"), cell("Ô mẫu"))),),
    ),
)
_LISTS = frozenset(f"letter.{name}" for name in LETTER_LISTS)
_NO_PROPERTIES = f'<?xml version="1.0"?><cp:coreProperties xmlns:cp="{CORE_NAMESPACE}"/>'.encode()


@dataclass(frozen=True, slots=True)
class FrameCheck:
    """What a check of a frame found.

    Attributes:
        problems: what stops a build, sorted by place; may be empty.
        unused: names the frame could use and does not, sorted.
        missing_styles: styles of the text that the frame does not define, sorted.
        sample: a Word file with sample content, b"" when there are problems.
    """

    problems: tuple[Problem, ...]
    unused: tuple[str, ...]
    missing_styles: tuple[str, ...]
    sample: bytes


def check_frame(path: Path | str) -> FrameCheck:
    """Check a Word frame: names nobody has, names not used, styles, constructs that do not work.

    The frame is filled with sample content: some mistakes show only then.
    """
    file = Path(path)
    try:
        frame = read_frame(file, file.name)
    except InvalidInputError as error:
        return FrameCheck(error.problems, (), (), b"")
    filling = _sample_filling(frame)
    problems = _problems(frame, filling)
    used = {name for name, _where in undeclared(frame)}
    unused = tuple(sorted(name for name in FRAME_NAMES if not _is_used(name, used)))
    styles = tuple(sorted(set(style_ids()) - _defined_styles(frame)))
    sample = b"" if problems else frame.filled(filling)
    return FrameCheck(problems, unused, styles, sample)


def _problems(frame: Frame, filling: Filling) -> tuple[Problem, ...]:
    """Return names nobody has and what filling shows, sorted, one of them a paragraph."""
    unknown = set(_unknown(frame))
    told = {problem.where for problem in unknown}
    failed = {problem for problem in _failures(frame, filling) if problem.where not in told}
    return tuple(sorted(unknown | failed))


def _failures(frame: Frame, filling: Filling) -> Iterator[Problem]:
    """Yield where filling each part stops."""
    for name in frame.parts:
        try:
            frame.part_xml(name, filling)
        except InvalidInputError as error:
            yield from error.problems


def _unknown(frame: Frame) -> Iterator[Problem]:
    for name, where in undeclared(frame):
        if not any(_is_used(known, {name}) for known in FRAME_NAMES):
            message = _("không có tên “{name}”").format(name=name)
            fix = _("dùng một trong: {known}").format(known=", ".join(sorted(FRAME_NAMES)))
            yield Problem(where, "QMS304", message, fix)


def _is_used(name: str, used: set[str]) -> bool:
    """Tell whether a dotted name, or the group it belongs to, is used."""
    return any(name == one or name.startswith(f"{one}.") for one in used)


def _defined_styles(frame: Frame) -> set[str]:
    styles = frame.constant.get("word/styles.xml")
    found = parsed(styles.content).iter(f"{W}style") if styles else ()
    return {style.get(f"{W}styleId", "") for style in found}


def _sample_filling(frame: Frame) -> Filling:
    """Return every name with itself in brackets, and some blocks of each kind."""
    names: dict[str, object] = {}
    for name in sorted(FRAME_NAMES):
        *groups, last = name.split(".")
        inner = names
        for group in groups:
            found = inner.get(group)
            inner[group] = found if isinstance(found, dict) else {}
            inner = cast("dict[str, object]", inner[group])
        shown = f"[{name}]"
        inner[last] = [shown] if name in _LISTS else shown
    blocks = {"front": b"", "body": body_xml(_SAMPLE, frame.width_mm), "forms": b""}
    return Filling(names, blocks, _NO_PROPERTIES)
