"""An agency's own data in the documents of its system: changed, added, dropped, chosen, wrong."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import qmskit
from qmskit.documents.composing import Composer
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.model.sets import DocumentSet
from tests.docset.running import DAY, digests
from tests.outlines import outline
from tests.trees import TINY, write_tree

Files = Mapping[str, str]

# A set with all documents of its system.
QMS = TINY["qms.yaml"].split("system:")[0]
WHOLE: Files = {**TINY, "qms.yaml": QMS}
RISKS = """\
risks:
  - id: R01
    likelihood: 1
    treatment: Tra cứu vào thứ Hai.
  - id: R02
    drop: yes
  - id: X01
    process: reception
    name: Mất điện tại nơi tiếp nhận
    cause: Đường dây quá tải
    effect: Dừng tiếp nhận
    likelihood: 5
    impact: 5
    treatment: Mua máy phát điện.
    owner: accountant
    due: Ngày 30 tháng 6
    evidence: Sổ theo dõi sự cố
    documents: [incident-log]
"""
OBJECTIVES = """\
objectives:
  - id: on-time
    target: Từ 97%
    previous: 96,4%
  - id: satisfaction
    drop: yes
"""
RETENTIONS = """\
retentions:
  - id: plan
    document: audit
    retention: 07 năm
    record: Kế hoạch đánh giá nội bộ, quyết định phê duyệt, quyết định thành lập nhóm
  - {id: audit, document: audit, retention: 05 năm}
"""
CONTEXT = """\
structure:
  - {id: sea, unit: Tổ Biển, duty: Theo dõi tàu cá., head: unit-head, agency_types: [commune]}
issues:
  - id: sand
    side: external
    text: Cát bay lấp đường.
    effect: Người nộp hồ sơ đến chậm.
    watch: Số ngày đường bị lấp
    owner: citizen-officer
    frequency: Hằng tháng
"""
PLAN = """\
tasks:
  - {id: X01, month: "5", name: Dọn kho lưu trữ, owner: clerk, output: Kho gọn}
  - {id: T01, drop: yes}
"""
GATE = """\
---
id: gate
title: Quy trình trực cổng
code: QT-NB-20
frame: procedure.docx
folder: quy-trinh-noi-bo
signatures: {drafter: office}
steps:
  - {role: clerk, action: Ghi sổ., time: Mỗi ngày, records: [gate-log]}
kept:
  - {name: Sổ trực cổng, form: gate-log, holder: clerk, retention: "01 năm"}
source: {text: Nội quy cơ quan, standing: observed}
---

# Việc làm {: #work }

Ghi vào [](name:gate-log) ([](doc:gate-log)) như [](doc:audit).

::: steps

::: forms

::: records
"""
LOG = """\
---
id: gate-log
title: Sổ trực cổng
code: BM-NB-20.01
frame: form.docx
folder: bieu-mau
form_of: gate
fill:
  shift: {blank: "……", sample: Ca sáng}
  people:
    columns: [person, hour]
    blank: 2
    sample: [[Nguyễn Văn A, 07 giờ 00]]
source: {text: Nội quy cơ quan, standing: observed}
---

Ca trực: {{ fill.shift }} của {{ agency.name }}

| STT | Người | Giờ |
|---|---|---|
{% for one in fill.people %}
| {{ loop.index | number }} | {{ one.person }} | {{ one.hour }} |
{% endfor %}
"""
OWN: Files = {"documents/gate.md": GATE, "documents/gate-log.md": LOG}
AUDIT = '{% extends "framework/system/audit.md" %}\n\n'
ISSUED = """\
revisions:
  {}:
    - {{issue: 3, revision: 1, issued: 2026-02-02, effective: 2026-02-09, decision: 7/QĐ-UBND}}
"""


def own_set(folder: Path, files: Files) -> DocumentSet:
    """Return the set with some files written over it."""
    return qmskit.load(write_tree(folder, {**WHOLE, **files}))


def planned(qmset: DocumentSet, kind: str, *, is_sample: bool = False) -> PlannedDocument:
    """Return the document of a kind."""
    return next(
        one for one in plan(qmset, DAY) if (one.kind.id, one.is_sample) == (kind, is_sample)
    )


def printed(qmset: DocumentSet, kind: str, *, is_sample: bool = False) -> str:
    """Return the document of a kind as plain text."""
    made = Composer(qmset, DAY).composed(planned(qmset, kind, is_sample=is_sample))
    return outline((*made.front, *made.body, *made.forms))


def signed(qmset: DocumentSet, kind: str) -> tuple[tuple[str, ...], str]:
    """Return the lines above the signature of a letter, and the name below it."""
    letter = Composer(qmset, DAY).composed(planned(qmset, kind)).frame_names["letter"]
    return letter["authority"], letter["signer"]


# (files, document, words that stand in it, words that do not)
ENTRIES: Mapping[str, tuple[Files, str, tuple[str, ...], tuple[str, ...]]] = {
    "risk changed": ({"risks.yaml": RISKS}, "risk-register", ("Tra cứu vào thứ Hai.",), ()),
    "risk added with title, process and score": (
        {"risks.yaml": RISKS},
        "risk-register",
        ("Mất điện tại nơi tiếp nhận", "Kế toán", "25"),
        ("accountant",),
    ),
    "risk dropped": (
        {"risks.yaml": RISKS},
        "risk-register",
        (),
        ("Không công bố lại khi thủ tục hành chính vào hoặc ra khỏi phạm vi",),
    ),
    "objective changed and dropped": (
        {"objectives.yaml": OBJECTIVES},
        "objectives",
        ("Từ 97%", "96,4%"),
        ("Tổ chức, cá nhân hài lòng về việc giải quyết hồ sơ",),
    ),
    "unit and issue added": (
        {"context.yaml": CONTEXT},
        "model",
        ("Tổ Biển", "Cát bay lấp đường.", "Công chức tiếp công dân; hằng tháng"),
        (),
    ),
    "task added and dropped": (
        {"plan.yaml": PLAN},
        "yearly-plan",
        ("| Dọn kho lưu trữ | 5 | Văn thư | Kho gọn |",),
        ("Tổng kết mục tiêu chất lượng năm trước",),
    ),
    "process dropped that a risk names": (
        {"context.yaml": "processes:\n  - {id: legal-update, drop: yes}\n"},
        "risk-register",
        (),
        ("legal-update",),
    ),
    "lists in another file": ({"plan.yaml": RISKS}, "risk-register", ("máy phát điện",), ()),
    "lead unit": (
        {"qms.yaml": f"{QMS}system:\n  lead_unit: Sở Khoa học tỉnh Biển Xanh\n"},
        "announcement-notice",
        ("Sở Khoa học tỉnh Biển Xanh theo dõi",),
        ("Sở Khoa học và Công nghệ",),
    ),
    "wording": (
        {"qms.yaml": f"{QMS}system:\n  words: {{place_of_post: nhà văn hóa các khu}}\n"},
        "policy",
        ("niêm yết tại nhà văn hóa các khu",),
        ("trụ sở Ủy ban nhân dân và",),
    ),
    "outline of the report": (
        {"qms.yaml": f"{QMS}system:\n  report: tinh-mau-11-muc\n"},
        "annual-report",
        ("11",),
        ("1a. Phạm vi áp dụng",),
    ),
    "code of its own in every text": (
        {"codes.yaml": f"{TINY['codes.yaml']}system:\n  audit: QT-DG\n"},
        "model",
        ("QT-DG",),
        ("QT-HT-02",),
    ),
    "unit code in the code": (
        {"qms.yaml": QMS.replace("  place:", "  unit_code: ST\n  place:")},
        "responsibilities",
        ("HTQLCL-ST",),
        ("HTQLCL-CQ", "{unit}"),
    ),
    "retention of one record": (
        {"plan.yaml": RETENTIONS},
        "audit",
        ("BM-HT-02.01 | Thư ký Ban Chỉ đạo ISO | 07 năm", "| 05 năm |"),
        ("Chưa xác định",),
    ),
    "retention in the register": (
        {"plan.yaml": RETENTIONS},
        "register-records",
        ("07 năm",),
        (),
    ),
    "block of a text": (
        {"documents/system/audit.md": f"{AUDIT}{{% block purpose %}}\nRiêng.\n{{% endblock %}}\n"},
        "audit",
        ("body | Riêng.", "ĐỊNH NGHĨA"),
        (),
    ),
    "whole text": ({"documents/model/policy.md": "Một câu.\n"}, "policy", ("Một câu.",), ("Đúng",)),
    "own procedure names its form": (
        OWN,
        "gate",
        ("Ghi vào Sổ trực cổng (BM-NB-20.01) như QT-HT-02.", "| Văn thư |", "01 năm"),
        (),
    ),
    "own form is blank": (OWN, "gate-log", ("Ca trực: …… của", "| 02 |  |  |"), ("Ca sáng",)),
    "own documents in the register": (OWN, "register-internal", ("QT-NB-20",), ()),
    "own form in the register of forms": (OWN, "register-forms", ("BM-NB-20.01",), ("QT-NB-20 ",)),
    "own form is no internal procedure": (OWN, "model", ("QT-NB-20",), ("BM-NB-20.01",)),
    "own text is no wording of the framework": (OWN, "review-sheet", (), ("QT-NB-20",)),
}


@pytest.mark.parametrize(("files", "kind", "stands", "gone"), ENTRIES.values(), ids=ENTRIES)
def test_own_data_are_printed(
    files: Files, kind: str, stands: tuple[str, ...], gone: tuple[str, ...], tmp_path: Path
) -> None:
    text = printed(own_set(tmp_path, files), kind)
    assert [one for one in stands if one not in text] == []
    assert [one for one in gone if one in text] == []


def test_a_changed_entry_keeps_what_is_not_named_and_its_place(tmp_path: Path) -> None:
    before = own_set(tmp_path / "before", {}).system.risks
    after = own_set(tmp_path / "after", {"risks.yaml": RISKS}).system.risks
    assert [one.id for one in after] == [*(one.id for one in before if one.id != "R02"), "X01"]
    assert (after[0].likelihood, after[0].impact) == (1, before[0].impact)
    assert (after[0].name, after[0].documents) == (before[0].name, before[0].documents)
    assert after[1:-1] == before[2:]


DEPUTY = "staff:\n  - {role: deputy-head, person: Trần Thị Thử, title: Phó Chủ tịch}\n"
CHARGE = "staff:\n  - {role: head, person: Lê Thử, title: Phó Chủ tịch phụ trách}\n"

# (ways to sign, staff, document, lines above the signature, name)
SIGNING: Mapping[str, tuple[str, str, str, tuple[str, ...], str]] = {
    "agency": (
        "",
        TINY["staff.yaml"],
        "posting-text",
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        "Nguyễn Văn Thử",
    ),
    "deputy for the agency": (
        "posting-text: agency-deputy",
        DEPUTY,
        "posting-text",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Trần Thị Thử",
    ),
    "deputy for the head": (
        "issue-decision: deputy",
        DEPUTY,
        "issue-decision",
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Trần Thị Thử",
    ),
    "office": (
        "posting-text: office",
        TINY["staff.yaml"],
        "posting-text",
        ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        "",
    ),
    "deputy in charge": (
        "",
        CHARGE,
        "issue-decision",
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Lê Thử",
    ),
    "deputy in charge in a post of his own": (
        "",
        CHARGE.replace("role: head", "role: deputy-head"),
        "posting-text",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        "Lê Thử",
    ),
    "deputy in charge of a field": (
        "",
        DEPUTY.replace("title: Phó Chủ tịch", "title: Phó Chủ tịch phụ trách văn xã"),
        "issue-decision",
        ("CHỦ TỊCH",),
        "",
    ),
    "nobody": ("", DEPUTY, "issue-decision", ("CHỦ TỊCH",), ""),
}


@pytest.mark.parametrize(("way", "staff", "kind", "lines", "name"), SIGNING.values(), ids=SIGNING)
def test_who_signs_is_chosen(
    way: str, staff: str, kind: str, lines: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    chosen = f"{QMS}system:\n  signing: {{{way}}}\n" if way else QMS
    qmset = own_set(tmp_path, {"qms.yaml": chosen, "staff.yaml": staff})
    assert signed(qmset, kind) == (lines, name)


def test_a_document_that_is_left_out_is_not_made_nor_listed(tmp_path: Path) -> None:
    qmset = own_set(tmp_path, {"qms.yaml": f"{QMS}system:\n  leave_out: [submission-letter]\n"})
    assert "VB-10" not in {one.code for one in plan(qmset, DAY)}
    assert "VB-10" not in printed(qmset, "register-internal")


def test_a_document_left_out_and_still_named_is_told(tmp_path: Path) -> None:
    qmset = own_set(tmp_path, qms("leave_out: [risk-register]"))
    told = [one for one in qmskit.check(qmset, as_of=DAY) if one.code == "QMS454"]
    assert [one.subject for one in told] == ["RRCH"]
    assert "QT-HT-05" in told[0].message
    report = qmskit.build(qmset, as_of=DAY, out=tmp_path / "out", only=["QT-HT-05"])
    assert [note.code for note in report.notes] == ["QMS454"]


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("{}", "Chủ tịch Ủy ban nhân dân xã Sông Trong"),
        ("{signing: {issue-decision: agency}}", "Ủy ban nhân dân xã Sông Trong"),
        ("{leave_out: [issue-decision]}", "Ủy ban nhân dân xã Sông Trong"),
    ],
)
def test_a_cover_says_who_decides(choice: str, wanted: str, tmp_path: Path) -> None:
    qmset = own_set(tmp_path, {"qms.yaml": f"{QMS}system: {choice}\n"})
    names = Composer(qmset, DAY).composed(planned(qmset, "audit")).names
    assert names["decided_by"] == wanted


@pytest.mark.parametrize("code", ["QT-HT-02", "HTQLCL-CQ", "QT-NB-20", "BM-NB-20.01"])
def test_revisions_of_any_document_of_the_set_are_printed(code: str, tmp_path: Path) -> None:
    qmset = own_set(tmp_path, {**OWN, "revisions.yaml": ISSUED.format(code)})
    made = next(one for one in plan(qmset, DAY) if one.code == code and not one.is_sample)
    names = Composer(qmset, DAY).composed(made).names
    assert (names["issue"], names["revision"], names["issued"]) == ("03", "01", "02/02/2026")


def test_a_code_of_its_own_keeps_its_revisions(tmp_path: Path) -> None:
    codes = f"{TINY['codes.yaml']}system:\n  audit: QT-DG\n"
    files = {"codes.yaml": codes, "revisions.yaml": ISSUED.format("QT-DG")}
    assert planned(own_set(tmp_path, files), "audit").revision.issue == 3


def test_samples_are_those_of_the_fictional_agency(tmp_path: Path) -> None:
    files = {**OWN, "risks.yaml": RISKS, "documents/system/audit.md": f"{AUDIT}"}
    qmset = own_set(tmp_path, files)
    assert qmset.framework.sample
    fictional, own = qmset.framework.sample.agency.name, qmset.agency.name
    blank, sample = (printed(qmset, "gate-log", is_sample=is_it) for is_it in (False, True))
    assert (own in blank, fictional in blank) == (True, False)
    assert (own in sample, fictional in sample) == (False, True)
    assert "| 01 | Nguyễn Văn A | 07 giờ 00 |" in sample
    assert "Ca sáng" in sample
    made = Composer(qmset, DAY).composed(planned(qmset, "gate-log", is_sample=True))
    assert made.names["mark"] == "MẪU"


def test_every_sample_names_nobody_of_the_agency(tmp_path: Path) -> None:
    qmset = own_set(tmp_path, {"risks.yaml": RISKS, "objectives.yaml": OBJECTIVES})
    composer = Composer(qmset, DAY)
    foreign = ("Sông Trong", "Biển Xanh", "Nguyễn Văn Thử", "Từ 97%", "máy phát điện")
    left = []
    samples = [one for one in plan(qmset, DAY) if one.is_sample]
    for one in samples:
        made = composer.composed(one)
        text = outline((*made.front, *made.body, *made.forms)) + str(made.frame_names)
        left += [(one.code, word) for word in foreign if word in text]
    assert left == []
    assert len(samples) > 30


def test_samples_may_be_left_out(tmp_path: Path) -> None:
    qmset = own_set(tmp_path, {"qms.yaml": f"{QMS}system:\n  samples: no\n"})
    assert not any(one.is_sample for one in plan(qmset, DAY))


def qms(lines: str) -> Files:
    return {"qms.yaml": f"{QMS}system:\n  {lines}\n"}


def codes(lines: str) -> Files:
    return {"codes.yaml": f"{TINY['codes.yaml']}{lines}\n"}


def head(old: str, new: str, text: str = LOG) -> Files:
    """Return the own documents with a line of a head replaced."""
    assert text.count(old) == 1
    name = "documents/gate-log.md" if text is LOG else "documents/gate.md"
    return {**OWN, name: text.replace(old, new)}


SYSTEM_LINE = QMS.count("\n") + 2
CODES_LINE = TINY["codes.yaml"].count("\n") + 1
R01 = "risks:\n  - id: R01\n    {}\n"

# (files, place, code, words of the message or of what to do)
WRONG: Mapping[str, tuple[Files, str, str, str]] = {
    "new entry lacks a key": (
        {"risks.yaml": RISKS.replace("    cause: Đường dây quá tải\n", "")},
        "risks.yaml:7",
        "QMS101",
        "cause",
    ),
    "post": ({"risks.yaml": R01.format("owner: ke-toan")}, "risks.yaml:3", "QMS131", "accountant"),
    "process": ({"risks.yaml": R01.format("process: tiep-nhan")}, "risks.yaml:3", "QMS131", "rec"),
    "document": ({"risks.yaml": R01.format("documents: [so]")}, "risks.yaml:3", "QMS131", "audit"),
    "type of agency": (
        {"risks.yaml": R01.format("agency_types: [xa]")},
        "risks.yaml:3",
        "QMS131",
        "commune",
    ),
    "number": ({"risks.yaml": R01.format("likelihood: 6")}, "risks.yaml:3", "QMS104", "1 đến 5"),
    "key": ({"risks.yaml": R01.format("rui_ro: a")}, "risks.yaml:3", "QMS102", "treatment"),
    "empty": ({"risks.yaml": R01.format("name:")}, "risks.yaml:3", "QMS104", "không để trống"),
    "drop of nobody": (
        {"risks.yaml": "risks:\n  - id: R99\n    drop: yes\n"},
        "risks.yaml:2",
        "QMS131",
        "R01",
    ),
    "drop perhaps": ({"risks.yaml": R01.format("drop: co the")}, "risks.yaml:3", "QMS104", "yes"),
    "twice": (
        {"risks.yaml": R01.format("name: a") + "  - id: R01\n"},
        "risks.yaml:4",
        "QMS132",
        "R01",
    ),
    "twice in two files": (
        {"context.yaml": R01.format("name: a"), "risks.yaml": R01.format("name: b")},
        "risks.yaml:2",
        "QMS132",
        "R01",
    ),
    "record of nobody": (
        {"plan.yaml": "retentions:\n  - {id: a, document: audit, retention: 05 năm, record: Sổ}\n"},
        "plan.yaml:2",
        "QMS131",
        "Báo cáo kết quả",
    ),
    "no list": ({"risks.yaml": "risks:\n"}, "risks.yaml:1", "QMS103", "gạch ngang"),
    "nothing": ({"risks.yaml": "# sau\n"}, "risks.yaml:1", "QMS103", "xóa tệp"),
    "list of nobody": ({"plan.yaml": "viec:\n  - id: a\n"}, "plan.yaml:1", "QMS102", "tasks"),
    "tab": ({"plan.yaml": "tasks:\n\t- id: T01\n"}, "plan.yaml:2", "QMS010", "dấu cách"),
    "post of an action": (
        {
            "objectives.yaml": (
                "objectives:\n  - id: on-time\n    actions:\n"
                "      - {text: Nhắc, owner: ai, due: Quý I}\n"
            )
        },
        "objectives.yaml:4",
        "QMS131",
        "unit-head",
    ),
    "level": (
        {"objectives.yaml": "objectives:\n  - id: on-time\n    level: phong\n"},
        "objectives.yaml:3",
        "QMS104",
        "unit",
    ),
    "side": (
        {"context.yaml": CONTEXT.replace("external", "ngoai")},
        "context.yaml:5",
        "QMS104",
        "internal",
    ),
    "document left out": (
        qms("leave_out: [so-tay]"),
        f"qms.yaml:{SYSTEM_LINE}",
        "QMS131",
        "policy",
    ),
    "way to sign": (
        qms("signing: {posting-text: pho}"),
        f"qms.yaml:{SYSTEM_LINE}",
        "QMS131",
        "agency-deputy",
    ),
    "document signed": (
        qms("signing: {thong-bao: head}"),
        f"qms.yaml:{SYSTEM_LINE}",
        "QMS131",
        "posting-text",
    ),
    "document without a letter's signature": (
        qms("signing: {audit: head}"),
        f"qms.yaml:{SYSTEM_LINE}",
        "QMS131",
        "posting-text",
    ),
    "report": (qms("report: tinh"), f"qms.yaml:{SYSTEM_LINE}", "QMS131", "art36"),
    "word": (qms("words: {phong: a}"), f"qms.yaml:{SYSTEM_LINE}", "QMS131", "units"),
    "samples": (qms("samples: it"), f"qms.yaml:{SYSTEM_LINE}", "QMS104", "yes hoặc no"),
    "choice": (qms("ky: a"), f"qms.yaml:{SYSTEM_LINE}", "QMS102", "signing"),
    "code of nobody": (
        codes("system: {so-tay: A}"),
        f"codes.yaml:{CODES_LINE}",
        "QMS131",
        "audit",
    ),
    "code of a procedure's document": (
        codes("system: {procedure-document: A}"),
        f"codes.yaml:{CODES_LINE}",
        "QMS131",
        "audit",
    ),
    "code of two documents of the set": (
        codes("system: {audit: QT-HT-01}"),
        f"codes.yaml:{CODES_LINE}",
        "QMS122",
        "mã hiệu mới",
    ),
    "code but for its case": (
        codes("system: {audit: qt-ht-01}"),
        f"codes.yaml:{CODES_LINE}",
        "QMS122",
        "mã hiệu mới",
    ),
    "code of a procedure": (
        codes("system: {audit: QT 01/CX-HT}"),
        f"codes.yaml:{CODES_LINE}",
        "QMS122",
        "mã hiệu mới",
    ),
    "retired code in use": (
        codes("retired: [QT-HT-02]"),
        f"codes.yaml:{CODES_LINE}",
        "QMS122",
        "mã hiệu mới",
    ),
    "procedure with a code of the set": (
        {"codes.yaml": TINY["codes.yaml"].replace("QT 01/CX-HT", "QT-HT-02")},
        "codes.yaml:3",
        "QMS122",
        "mã hiệu mới",
    ),
    "revision of nobody": (
        {"revisions.yaml": ISSUED.format("QT-HT-77")},
        "revisions.yaml:2",
        "QMS123",
        "codes.yaml",
    ),
    "own id taken": (
        {
            "documents/rules.md": GATE.replace("id: gate", "id: policy").replace(
                "gate-log", "audit-plan"
            )
        },
        "documents/rules.md:2",
        "QMS134",
        "khác",
    ),
    "own code taken": (
        head("code: BM-NB-20.01", "code: qt-ht-01"),
        "documents/gate-log.md:4",
        "QMS134",
        "khác",
    ),
    "own code twice": (
        head("code: BM-NB-20.01", "code: QT-NB-20"),
        "documents/gate.md:4",
        "QMS134",
        "khác",
    ),
    "own code of a procedure": (
        head("code: BM-NB-20.01", "code: QT 01/CX-HT"),
        "codes.yaml:3",
        "QMS122",
        "mã hiệu mới",
    ),
    "own code missing": (
        head("code: BM-NB-20.01\n", ""),
        "documents/gate-log.md:2",
        "QMS135",
        "code",
    ),
    "own title missing": (
        head("title: Sổ trực cổng\n", ""),
        "documents/gate-log.md:2",
        "QMS101",
        "title",
    ),
    "own source missing": (
        head("source: {text: Nội quy cơ quan, standing: observed}\n", ""),
        "documents/gate-log.md:2",
        "QMS101",
        "source",
    ),
    "own form of nobody": (
        head("form_of: gate", "form_of: cong"),
        "documents/gate-log.md:7",
        "QMS131",
        "gate",
    ),
    "own sample of another width": (
        head(", 07 giờ 00]]", "]]"),
        "documents/gate-log.md:13",
        "QMS133",
        "từng ô",
    ),
    "own frame elsewhere": (
        head("frame: form.docx", "frame: ../form.docx"),
        "documents/gate-log.md:5",
        "QMS104",
        "tên",
    ),
    "own letter without its head": (
        head("frame: form.docx", "frame: letter.docx"),
        "documents/gate-log.md:2",
        "QMS101",
        "letter",
    ),
    "own frame of nobody": (
        head("frame: form.docx", "frame: khung.docx"),
        "documents/gate-log.md:5",
        "QMS139",
        "form-lying.docx",
    ),
    "own head not closed": (head("---\n\nCa", "\nCa"), "documents/gate-log.md:1", "QMS206", "---"),
    "own step by nobody": (
        head("role: clerk", "role: bao-ve", GATE),
        "documents/gate.md:9",
        "QMS131",
        "clerk",
    ),
    "own record of nobody": (
        head("records: [gate-log]", "records: [so]", GATE),
        "documents/gate.md:9",
        "QMS131",
        "gate",
    ),
    "own record kept by nobody": (
        head("holder: clerk", "holder: ai", GATE),
        "documents/gate.md:11",
        "QMS131",
        "clerk",
    ),
    "own signature of nobody": (
        head("drafter: office", "drafter: ai", GATE),
        "documents/gate.md:7",
        "QMS131",
        "office",
    ),
    "own document for nobody": (
        head("folder: bieu-mau", "agency_types: [xom]"),
        "documents/gate-log.md:6",
        "QMS131",
        "comm",
    ),
    "text that hides nothing": (
        {"documents/system/audits.md": "Một câu.\n"},
        "documents/system/audits.md:0",
        "QMS138",
        "đặt đúng tên",
    ),
    "form that would hide another": (
        {"forms/meeting-minutes.md": "Một câu.\n"},
        "forms/meeting-minutes.md:0",
        "QMS137",
        "tên khác",
    ),
    "head in the framework's place": (
        {
            **OWN,
            "documents/model/policy.md": LOG.replace("gate-log", "gate-book").replace("20.01", "9"),
        },
        "documents/model/policy.md:2",
        "QMS136",
        "phần đầu",
    ),
}


@pytest.mark.parametrize(("files", "place", "code", "words"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_place_and_what_to_do(
    files: Files, place: str, code: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(qmskit.InvalidInputError) as caught:
        own_set(tmp_path, files)
    told = [(f"{one.where.file}:{one.where.line}", one.code) for one in caught.value.problems]
    assert told == [(place, code)]
    problem = caught.value.problems[0]
    assert words in f"{problem.message} {problem.fix}"
    assert problem.fix


# (text of the agency's own audit.md, line, code)
TEXTS: Mapping[str, tuple[str, int, str]] = {
    "block of nobody": (f"{AUDIT}{{% block muc_dich %}}\na\n{{% endblock %}}\n", 3, "QMS207"),
    "outside any block": (f"{AUDIT}Một câu.\n", 3, "QMS201"),
    "name of nobody": (
        f"{AUDIT}{{% block purpose %}}\n{{{{ ten }}}}\n{{% endblock %}}\n", 4, "QMS203",
    ),
    "document of nobody": (
        f"{AUDIT}{{% block purpose %}}\n[](doc:so-tay)\n{{% endblock %}}\n", 4, "QMS211",
    ),
    "blank of nobody": (
        f"{AUDIT}{{% block purpose %}}\n{{{{ fill.a }}}}\n{{% endblock %}}\n", 4, "QMS203",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "code"), TEXTS.values(), ids=TEXTS)
def test_a_wrong_text_is_told_with_its_line_and_nothing_is_written(
    text: str, line: int, code: str, tmp_path: Path
) -> None:
    qmset = own_set(tmp_path, {"documents/system/audit.md": text})
    before = digests(tmp_path)
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.build(qmset, as_of=DAY, only=["QT-HT-02"])
    told = {(one.where.file, one.where.line, one.code) for one in caught.value.problems}
    assert told == {("documents/system/audit.md", line, code)}
    assert digests(tmp_path) == before


def test_mistakes_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    files = {
        **WRONG["post"][0], **WRONG["level"][0], **WRONG["side"][0], **WRONG["way to sign"][0],
        **WRONG["code of nobody"][0], **WRONG["own form of nobody"][0],
    }  # fmt: skip
    with pytest.raises(qmskit.InvalidInputError) as caught:
        own_set(tmp_path, files)
    assert {one.where.file for one in caught.value.problems} == {
        *("risks.yaml", "objectives.yaml", "context.yaml", "qms.yaml", "codes.yaml"),
        "documents/gate-log.md",
    }


# What a value that nobody told leaves: ", ngày …", "trụ sở: .", "/QĐ- ngày", "()".
HOLES = re.compile(
    r"^\w+ \| [,;.](?!\.)|: [.;](?!\.)|\(\s*\)|“\s*”|[\w;.] ,|, ,|-(?= ngày|;|,)"
    r"|\bNone\b|\{\{"
)


@pytest.mark.parametrize("agency_type", ["commune", "department", "sub-department"])
def test_an_agency_that_told_almost_nothing_leaves_no_holes(
    agency_type: str, tmp_path: Path
) -> None:
    told = 'format: 1\nframework: {id: qd101-2019, version: "1"}\nagency:\n  type: '
    agency = f"{told}{agency_type}\n  name: Cơ quan Thử\n"
    qmset = own_set(tmp_path, {"qms.yaml": agency, "staff.yaml": "staff: []\n"})
    composer = Composer(qmset, DAY)
    holes = []
    for one in plan(qmset, DAY):
        if one.kind.is_of_set:
            made = composer.composed(one)
            lines = outline((*made.front, *made.body, *made.forms)).split("\n")
            holes += [(one.code, line[:90]) for line in lines if HOLES.search(line)]
    assert holes == []
