"""A second edition of the shipped framework: some ids renamed, split, merged, gone, and a map."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from qmskit.readers.bundled import bundled

FIRST = "qd101-2019"

# Ids and names as they stand in files; a directive of the same name stays.
_TOKENS = {
    "register-external": "register-legal",
    "register-forms": "register-blank-forms",
    "responsibility-matrix": "role-matrix",
    "register-roles": "role-matrix",
    "notary": "certifier",
    "civil-status-officer": "civil-status-clerk",
    "citizen-officer": "reception-officer",
    "place_of_post": "posting_place",
    "citizen_officer": "reception_officer",
    "lettered": "seven-items",
    "card.docx": "desk.docx",
    "R01": "RR01",
    "R03": "R02",
}
_SOURCE = "source: {text: Văn bản dùng thử, standing: unverified}\n"

MAP = """\
replaces: {id: qd101-2019, version: "1"}
source: {text: Văn bản dùng thử, standing: unverified}
renames:
  documents:
    - {old: register-external, new: [register-legal]}
    - {old: register-forms, new: [register-blank-forms, register-filled-forms]}
    - {old: responsibility-matrix, new: [role-matrix]}
    - {old: register-roles, new: [role-matrix]}
    - old: binder-labels
      new: []
      reason: nhãn in từ phần mềm văn thư
      action: in nhãn từ phần mềm văn thư
  texts:
    - {old: registers/external.md, new: [registers/legal.md]}
    - {old: registers/forms.md, new: [registers/blank-forms.md, registers/filled-forms.md]}
    - {old: registers/responsibilities.md, new: [registers/role-matrix.md]}
    - {old: registers/roles.md, new: [registers/role-matrix.md]}
    - old: registers/binder-labels.md
      new: []
      reason: nhãn in từ phần mềm văn thư
      action: in nhãn từ phần mềm văn thư
  frames:
    - {old: card.docx, new: [desk.docx]}
  roles:
    - {old: notary, new: [certifier]}
    - {old: civil-status-officer, new: [civil-status-clerk, civil-status-judge]}
    - {old: citizen-officer, new: [reception-officer]}
    - old: specialist-unit
      new: []
      reason: không còn tổ chuyên môn
      action: ghi vai trò của người làm
  posts:
    - {old: citizen-officer, new: [reception-officer]}
  words:
    - {old: place_of_post, new: [posting_place]}
  profiles:
    - {old: lettered, new: [seven-items]}
  risks:
    - {old: R01, new: [RR01]}
    - {old: R03, new: [R02]}
    - {old: R04, new: [R04a, R04b]}
    - {old: R52, new: [], reason: đã hết, action: xóa khỏi sổ rủi ro}
"""


def second_edition(folder: Path, *, head: Mapping[str, str] | None = None) -> Path:
    """Return the framework `qd101-2019` in version 2, written to `folder`.

    Args:
        head: more lines of `framework.yaml`, by key.
    """
    shutil.copytree(bundled() / FIRST, folder)
    shutil.rmtree(folder / "renames")
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.md"))):
        path.write_text(_renamed(path.read_text(encoding="utf-8")), encoding="utf-8")
    _second_head(folder, head or {})
    _second_texts(folder / "documents" / "registers")
    _second_roles(folder / "roles.yaml")
    _second_risks(folder / "system" / "risks.yaml")
    (folder / "templates" / "card.docx").rename(folder / "templates" / "desk.docx")
    (folder / "renames").mkdir()
    (folder / "renames" / "1.yaml").write_text(MAP, encoding="utf-8")
    return folder


def _renamed(text: str) -> str:
    for old, new in _TOKENS.items():
        pattern = rf"(?m)(?<![\w-])(?<!::: ){re.escape(old)}(?![\w-])"
        text = re.sub(pattern, new, text)
    return re.sub(r"\[\]\((doc|name):binder-labels\)", "nhãn", text).replace(" binder-labels,", "")


def _second_head(folder: Path, head: Mapping[str, str]) -> None:
    path = folder / "framework.yaml"
    text = path.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"', 1)
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    path.write_text(lines + text, encoding="utf-8")


def _second_texts(folder: Path) -> None:
    (folder / "binder-labels.md").unlink()
    (folder / "roles.md").unlink()
    (folder / "external.md").rename(folder / "legal.md")
    (folder / "responsibilities.md").rename(folder / "role-matrix.md")
    (folder / "forms.md").rename(folder / "blank-forms.md")
    blank = (folder / "blank-forms.md").read_text(encoding="utf-8")
    filled = blank.replace("register-blank-forms", "register-filled-forms", 1)
    (folder / "filled-forms.md").write_text(filled.replace("DM-05", "DM-11"), encoding="utf-8")


def _second_roles(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=  - id: )", text)
    kept = [one for one in entries if not one.startswith("  - id: specialist-unit\n")]
    clerk = next(one for one in kept if one.startswith("  - id: civil-status-clerk\n"))
    judge = clerk.replace("civil-status-clerk", "civil-status-judge", 1)
    path.write_text("".join([*kept, judge]), encoding="utf-8")


def _second_risks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before, risks, after = re.split(r"(?m)^(?=risks:|opportunities:)", text)
    entries = re.split(r"(?m)^(?=  - id: )", risks)
    made: list[str] = []
    for one in entries:
        if one.startswith("  - id: R52\n") or (
            one.startswith("  - id: R02\n") and made[-1].startswith("  - id: R02\n")
        ):
            continue
        if one.startswith("  - id: R04\n"):
            made += [one.replace("R04", "R04a", 1), one.replace("R04", "R04b", 1)]
        else:
            made.append(one)
    path.write_text(before + "".join(made) + after, encoding="utf-8")
