"""Folders of small files: what a test writes before it reads."""

from collections.abc import Mapping
from pathlib import Path

CODE = "1.000170"

TINY: Mapping[str, str] = {
    "qms.yaml": """\
format: 1
framework:
  id: qd101-2019
  version: "1"
agency:
  type: commune
  name: Ủy ban nhân dân xã Sông Trong
  province: tỉnh Biển Xanh
  place: Sông Trong
  address: Số 1, đường Làng, xã Sông Trong
system:
  leave_out: [model, system, internal, forms, letters, registers, year]
""",
    "staff.yaml": """\
staff:
  - role: head
    person: Nguyễn Văn Thử
    title: Chủ tịch Ủy ban nhân dân xã
  - role: clerk
    person:
""",
    "codes.yaml": """\
pattern: QT {number}/{level}-{field}
documents:
  1.000170: QT 01/CX-HT
""",
    "catalogue/1.000170.yaml": """\
code: 1.000170
name: Thủ tục cấp giấy xác nhận dùng thử
field: Hộ tịch
levels: [commune]
channels:
  - method: direct
    limit: {value: 3, unit: working-day}
    fees:
      - {kind: charge, amount: 8000}
dossier:
  - items:
      - name: Tờ khai theo mẫu
        original_qty: 1
applicants: [Công dân Việt Nam]
results: [Giấy xác nhận]
legal_bases:
  - number: 01/2020/TT-DT
    title: Thông tư dùng thử
""",
    "workflows/1.000170.yaml": """\
procedures:
  - 1.000170
standing: agency
steps:
  - role: reception
    action: Nhận hồ sơ.
    limit: {value: "0,5", unit: working-day}
  - role: civil-status-officer
    action: Xem xét hồ sơ.
    limit: {value: 2, unit: working-day}
  - role: leader
    action: Ký giấy xác nhận.
    limit: {value: "0,5", unit: working-day}
""",
}


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below `root` by their paths and return `root`."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """Return the file `name` of `TINY` with `old`, which stands there once, replaced."""
    text = TINY[name]
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return {name: text.replace(old, new)}
