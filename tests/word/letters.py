"""Letters filled by hand: names as a set would give them, and the frame of the framework."""

from collections.abc import Mapping, Sequence

from qmskit.documents.blocks import Block
from qmskit.renderers.docx.body import body_xml
from qmskit.renderers.docx.filling import Filling
from qmskit.renderers.docx.frames import read_frame
from qmskit.renderers.docx.letters import kept_with_next, with_head
from qmskit.renderers.docx.renderer import CORE_NAMESPACE
from tests.word.making import ROOT

TEMPLATES = ROOT / "frameworks" / "qd101-2019" / "templates"
_PROPERTIES = f'<?xml version="1.0"?><cp:coreProperties xmlns:cp="{CORE_NAMESPACE}"/>'.encode()
_WHO = ("drafter", "reviewer", "approver")


def letter_names(mark: str = "", **letter: object) -> Mapping[str, object]:
    """Return the names of a frame, those of a decision of an invented commune; `letter` changes."""
    names: dict[str, object] = {
        "parent": "", "issuer": "Ủy ban nhân dân xã Hoa Mai", "number": "Số: 08/QĐ-UBND",
        "subject": "", "place_day": "Hoa Mai, ngày 15 tháng 01 năm 2026", "addressees": (),
        "recipients": ("Như Điều 3;", "Lưu: VT, Thư ký ISO."), "authority": ("Chủ tịch",),
        "signer": "Nguyễn Văn A",
    }  # fmt: skip
    return {
        "document": {
            "code": "VB-02", "kind": "Văn bản", "title": "Quyết định kiện toàn Ban Chỉ đạo ISO",
            "short_title": "Kiện toàn Ban Chỉ đạo ISO", "cover_title": "Kiện toàn", "issue": "02",
            "revision": "00", "issued": "02/3/2026", "effective": "09/3/2026", "decision": "",
            "draft": "", "mark": mark, "header": "Quyết định",
        },
        "agency": {
            "name": "Ủy ban nhân dân xã Hoa Mai", "parent": "Ủy ban nhân dân tỉnh Đồng Xuân",
            "province": "tỉnh Đồng Xuân", "place": "xã Hoa Mai", "address": "", "website": "",
            "unit_code": "HM",
        },
        "signatures": {who: {"person": "Nguyễn Văn A", "title": "Chủ tịch"} for who in _WHO},
        "sign_block": "sign-table",
        "letter": with_head({**names, **letter}),
    }  # fmt: skip


def filled(
    frame: str,
    names: Mapping[str, object],
    body: Sequence[Block],
    forms: Sequence[Block] = (),
) -> bytes:
    """Return a Word file made of one of our frames, its text kept with what follows it."""
    compiled = read_frame(TEMPLATES / frame, frame)
    blocks = {
        "front": b"",
        "body": kept_with_next(body_xml(body, compiled.width_mm)),
        "forms": body_xml(forms, compiled.width_mm, 20_000),
    }
    return compiled.filled(Filling(names, blocks, _PROPERTIES))
