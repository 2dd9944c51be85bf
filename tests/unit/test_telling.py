from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from qmskit.changes.telling import decisions_told, differences_told, workflow_told
from qmskit.model.procedures import (
    Channel,
    ChannelMethod,
    LegalBasis,
    Level,
    Procedure,
)
from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import (
    Attachment,
    Decision,
    LocalFee,
    ProvinceDecisions,
    Step,
    StepTime,
    Workflow,
    WorkflowCase,
    WorkflowStanding,
)

ONLINE = Channel(ChannelMethod.ONLINE, Limit(Decimal(20), TimeUnit.DAY))
OLD = Procedure(
    "1.000170",
    "Thủ tục thử",
    channels=(ONLINE,),
    results=("Giấy phép",),
    legal_bases=(LegalBasis("01/2020/TT-DT", "Thông tư thử"),),
)
SHORTER = replace(ONLINE, limit=Limit(Decimal(10), TimeUnit.WORKING_DAY))
NEW_LAW = LegalBasis("66.18/2026/NQ-CP", "Nghị quyết thử")

TOLD = {
    "nothing": (OLD, OLD, []),
    "a limit": (
        OLD, replace(OLD, channels=(SHORTER,)),
        ["Nộp trực tuyến, thời hạn: “20 ngày” → “10 ngày làm việc”"]),
    "a law more": (
        OLD, replace(OLD, legal_bases=(*OLD.legal_bases, NEW_LAW)),
        ["Căn cứ pháp lý (66.18/2026/NQ-CP): thêm “Nghị quyết thử”"]),
    "a law less": (
        replace(OLD, legal_bases=(*OLD.legal_bases, NEW_LAW)), OLD,
        ["Căn cứ pháp lý (66.18/2026/NQ-CP): bỏ “Nghị quyết thử”"]),
    "the new record is silent": (
        OLD, replace(OLD, results=()),
        ["Kết quả: bản mới không ghi (trước là “Giấy phép”)"]),
    "the old record was silent": (
        replace(OLD, results=()), OLD,
        ["Kết quả: bản cũ không ghi, nay là “Giấy phép”"]),
    "a unit the old record lost": (
        replace(OLD, channels=(replace(ONLINE, limit=Limit(Decimal(20))),)), OLD,
        [("Nộp trực tuyến, thời hạn: bản cũ ghi “20 (không rõ đơn vị)”, chưa rõ số hoặc đơn vị "
         "tính; nay là “20 ngày”")]),
    "a level less": (
        replace(OLD, levels=(Level.COMMUNE, Level.OTHER)), replace(OLD, levels=(Level.COMMUNE,)),
        ["Cấp thực hiện: bỏ “cơ quan khác”"]),
    "blanks and capitals": (OLD, replace(OLD, name="THỦ TỤC  thử."), []),
    "a record where a name was": (
        Procedure("1.000170", "Thủ tục thử"), OLD,
        ["nay có bản ghi đầy đủ; trước chỉ có mã và tên"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), TOLD.values(), ids=TOLD)
def test_what_is_told_of_two_records(old: Procedure, new: Procedure, expected: list[str]) -> None:
    assert list(differences_told(old, new)) == expected


LONG = "Tiếp nhận, kiểm tra" + 8 * " chuyển hồ sơ"


def step(action: str) -> Step:
    return Step("reception", action)


def timed(days: int) -> Step:
    limit = Limit(Decimal(days), TimeUnit.WORKING_DAY)
    return Step("reception", "Nhận", (StepTime("", limit),))


SHARED = Step("reception", "Nhận", (StepTime("", Limit(), shared=True),))


WORKFLOW = Workflow(
    ("1.000170",),
    (step("Nhận"), step("Trả")),
    WorkflowStanding.PROPOSED,
    cases=(WorkflowCase("co-xac-minh", "Có xác minh"),),
    decision=Decision("1/QĐ-UBND", date(2026, 3, 20)),
    limit=Limit(Decimal(3), TimeUnit.WORKING_DAY),
)
WORKFLOWS = {
    "nothing": (WORKFLOW, {}, []),
    "its decision": (
        WORKFLOW, {"decision": Decision("2/QĐ-UBND", date(2026, 3, 20))},
        ["quyết định phê duyệt: 1/QĐ-UBND → 2/QĐ-UBND"]),
    "no decision any more": (
        WORKFLOW, {"decision": None},
        ["quyết định phê duyệt: 1/QĐ-UBND → (không có)",
         "ngày ký quyết định phê duyệt: 20/3/2026 → (không có)"]),
    "the day of its decision": (
        WORKFLOW, {"decision": Decision("1/QĐ-UBND", date(2026, 4, 1))},
        ["ngày ký quyết định phê duyệt: 20/3/2026 → 01/4/2026"]),
    "its standing and why": (
        WORKFLOW, {"standing": WorkflowStanding.AGENCY, "reason": "Thiếu người."},
        ["tình trạng: đề xuất → của cơ quan", "lý do điều chỉnh: (không có) → Thiếu người."]),
    "its limit": (
        WORKFLOW, {"limit": None},
        ["thời hạn của cả quy trình: 03 ngày làm việc → (không có)"]),
    "its cases": (
        WORKFLOW, {"cases": ()}, ["các trường hợp: Có xác minh → (không có)"]),
    "a step more": (
        WORKFLOW, {"steps": (*WORKFLOW.steps, step("Lưu"))}, ["số bước: 2 → 3"]),
    "parts of a step": (
        WORKFLOW, {"steps": (step("Nhận"), Step("clerk", "Trao", output="Giấy"))},
        ["bước 2, nội dung: “Trả” → “Trao”", "bước 2, vai trò: “reception” → “clerk”",
         "bước 2, kết quả: (không có) → “Giấy”"]),
    "the time of a step": (
        replace(WORKFLOW, steps=(timed(1), timed(2))), {"steps": (timed(3), SHARED)},
        ["bước 1, thời gian: “01 ngày làm việc” → “03 ngày làm việc”",
         "bước 2, thời gian: “02 ngày làm việc” → “chung với bước trước”"]),
    "the end of a long action": (
        replace(WORKFLOW, steps=(step(LONG + " trong ngày."),)),
        {"steps": (step(LONG + " hôm sau."),)},
        [("bước 1, nội dung: “…hồ sơ chuyển hồ sơ chuyển hồ sơ trong ngày.” → "
         "“…hồ sơ chuyển hồ sơ chuyển hồ sơ hôm sau.”")]),
    "no workflow before": (None, {}, ["quy trình mới có 2 bước"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "changes", "expected"), WORKFLOWS.values(), ids=WORKFLOWS)
def test_what_is_told_of_two_workflows(
    old: Workflow | None, changes: dict[str, Any], expected: list[str]
) -> None:
    assert list(workflow_told(old, replace(WORKFLOW, **changes))) == expected


DECIDED = ProvinceDecisions(
    "1.000170",
    limit=Limit(Decimal(2), TimeUnit.WORKING_DAY),
    fees=(LocalFee("8.000 đồng"),),
    reception=("Trung tâm A",),
)
DECISIONS = {
    "nothing": ({}, []),
    "the limit": ({"limit": None}, ["thời hạn sau cắt giảm: 02 ngày làm việc → (không có)"]),
    "whose decision": (
        {"limit_decision": Decision("1/QĐ-UBND")},
        ["quyết định cắt giảm thời hạn: (không có) → 1/QĐ-UBND"]),
    "a rate more": ({"fees": (*DECIDED.fees, LocalFee("Miễn"))}, ["mức thu: 1 dòng → 2 dòng"]),
    "another rate": ({"fees": (LocalFee("9.000 đồng"),)}, ["mức thu: “8.000 đồng” → “9.000 đồng”"]),
    "no place any more": ({"reception": ()}, ["nơi tiếp nhận: Trung tâm A → (không có)"]),
    "a form": (
        {"forms": (Attachment("Phiếu", "phieu.md"),)}, ["biểu mẫu của tỉnh: (không có) → Phiếu"]),
    "a workflow": ({"workflow": WORKFLOW}, ["quy trình mới có 2 bước"]),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), DECISIONS.values(), ids=DECISIONS)
def test_what_is_told_of_two_decisions(changes: dict[str, Any], expected: list[str]) -> None:
    assert list(decisions_told(DECIDED, replace(DECIDED, **changes))) == expected
