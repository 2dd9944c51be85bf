"""A set of two procedures that change: one with a workflow of its own, one with a proposal."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import docx.document

import qmskit
from tests.docset.running import DAY
from tests.trees import CODE, TINY, write_tree

OTHER = "1.000180"
LAW = "66.18/2026/NQ-CP"
PERSON = "Nguyễn Văn Thử"
OWN = f"workflows/{CODE}.yaml"
BESIDE = f"workflows/{CODE}.proposed.yaml"


def two_procedures(folder: Path) -> Path:
    """Write a set of two procedures and return its folder: both take three working days."""
    record = TINY[f"catalogue/{CODE}.yaml"].replace(CODE, OTHER).replace("dùng thử\nf", "mới\nf")
    sources = write_tree(folder.with_name("records"), {"a.yaml": _record(3), "b.yaml": record})
    agency = qmskit.Agency("commune", "Ủy ban nhân dân xã Sông Trong", province="tỉnh Biển Xanh")
    choices = TINY["qms.yaml"].partition("system:")[2]
    qmskit.new(folder, qmskit.Answers(agency, (str(sources),)))
    with (folder / "qms.yaml").open("a", encoding="utf-8") as file:
        file.write(f"system:{choices}")
    (folder / f"workflows/{CODE}.proposed.yaml").unlink()
    return write_tree(folder, {OWN: TINY[OWN] + "# của xã\n", "staff.yaml": TINY["staff.yaml"]})


def _record(days: int, text: str = "01/2020/TT-DT") -> str:
    record = TINY[f"catalogue/{CODE}.yaml"].replace("value: 3", f"value: {days}")
    if text != "01/2020/TT-DT":
        record += f"  - number: {text}\n    title: Nghị quyết dùng thử\n"
    return record


def newer(folder: Path, days: int, text: str = LAW, code: str = CODE) -> Path:
    """Write a newer record of a procedure and return it: other days, one text more."""
    record = _record(days, text).replace(CODE, code)
    if code == OTHER:
        record = record.replace("dùng thử\nf", "mới\nf")
    return write_tree(folder, {f"{code}.yaml": record}) / f"{code}.yaml"


def decision(folder: Path, *rows: Mapping[str, object], number: str = "77/QĐ-UBND") -> Path:
    """Write an announcing decision in force since October 2026 and return its path."""
    told = {
        "decisionNo": number, "decisionDate": "2026-10-01", "effectiveDate": "2026-10-01",
        "field": "HỘ TỊCH", "rows": list(rows),
    }  # fmt: skip
    text = json.dumps({"decisions": [told]}, ensure_ascii=False)
    return write_tree(folder, {"decisions.json": text}) / "decisions.json"


def row(code: str, status: str, **more: object) -> dict[str, object]:
    """Return a row of an announcing decision about a procedure of the set."""
    name = f"Thủ tục cấp giấy xác nhận {'mới' if code == OTHER else 'dùng thử'}"
    return {"code": code, "name": name, "sectionStatus": status, "levelHint": "commune", **more}


def updated(folder: Path, *sources: Path, law: qmskit.LawChange | None = None) -> qmskit.SetPlan:
    """Bring sources into a set."""
    return qmskit.update(qmskit.load(folder), sources, as_of=DAY, law=law)


def verdicts(plan: qmskit.SetPlan) -> dict[str, str]:
    """Return the verdict of every file that a plan concerns."""
    return {one.path: one.verdict for one in plan.changes}


def replacing(path: Path, old: str, new: str, name: str) -> Path:
    """Write a decision that replaces a procedure by another one, and return its path."""
    document = docx.Document()
    _table(document, [["ỦY BAN NHÂN DÂN\nTỈNH BIỂN XANH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                      ["Số: 78/QĐ-UBND", "Biển Xanh, ngày 01 tháng 10 năm 2026"]])  # fmt: skip
    document.add_paragraph("QUYẾT ĐỊNH:")
    document.add_paragraph("Quyết định này có hiệu lực kể từ ngày 01 tháng 10 năm 2026.")
    document.add_paragraph("A. DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC THAY THẾ")
    document.add_paragraph("I. THỦ TỤC HÀNH CHÍNH CẤP XÃ")
    _table(
        document,
        [["STT", "Mã TTHC được thay thế", "Tên TTHC được thay thế", "Mã TTHC thay thế",
          "Tên TTHC thay thế", "Thời hạn giải quyết", "Lĩnh vực"],
         ["1", old, "Cũ", new, name, "02 ngày làm việc", "Hộ tịch"]],
    )  # fmt: skip
    document.save(str(path))
    return path


def _table(document: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for at, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(at, column).text = text
