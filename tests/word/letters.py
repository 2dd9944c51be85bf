"""Letters made from a small composed document, in the frame of the framework."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from qmskit.documents.blocks import Block
from qmskit.documents.composing import Composed
from qmskit.documents.frame_names import FrameNames
from qmskit.documents.letters import Letter
from qmskit.renderers.docx.frames import read_frame
from qmskit.renderers.docx.renderer import filling
from tests.word import making

TEMPLATES = making.ROOT / "frameworks" / "qd101-2019" / "templates"

DECISION = Letter(
    parent="", issuer="Ủy ban nhân dân xã Hoa Mai", number="Số: 08/QĐ-UBND", subject="",
    place_day="Hoa Mai, ngày 15 tháng 01 năm 2026", addressees=(),
    recipients=("Như Điều 3;", "Lưu: VT, Thư ký ISO."), authority=("CHỦ TỊCH",),
    signer="Nguyễn Văn A",
)  # fmt: skip


class Changes(TypedDict, total=False):
    """Names of a letter that are not those of the decision."""

    parent: str
    issuer: str
    number: str
    subject: str
    place_day: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str


def composed(
    body: Sequence[Block],
    forms: Sequence[Block] = (),
    mark: str = "",
    **changes: Unpack[Changes],
) -> Composed:
    """Return a letter of an invented commune, a decision but for `changes`."""
    base = making.example()[0].composed
    letter: Letter = {**DECISION, **changes}
    names: FrameNames = {
        **base.frame_names,
        "document": {**base.frame_names["document"], "mark": mark},
        "letter": letter,
    }
    return replace(base, frame_names=names, front=(), body=tuple(body), forms=tuple(forms))


def filled(frame: str, document: Composed) -> bytes:
    """Return a Word file made of one of our frames."""
    compiled = read_frame(TEMPLATES / frame, frame)
    return compiled.filled(filling(document, compiled))
