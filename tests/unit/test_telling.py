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
        ["Thời hạn giải quyết (trực tuyến) thay đổi từ “20 ngày” thành “10 ngày làm việc”"]),
    "a law more": (
        OLD, replace(OLD, legal_bases=(*OLD.legal_bases, NEW_LAW)),
        ["Căn cứ pháp lý: bổ sung “66.18/2026/NQ-CP, Nghị quyết thử”"]),
    "a law less": (
        replace(OLD, legal_bases=(*OLD.legal_bases, NEW_LAW)), OLD,
        ["Căn cứ pháp lý: không còn “66.18/2026/NQ-CP, Nghị quyết thử”"]),
    "the new record is silent": (
        OLD, replace(OLD, results=()),
        ["Kết quả: bản mới không ghi (bản cũ ghi “Giấy phép”), chưa coi là thay đổi"]),
    "the old record was silent": (
        replace(OLD, results=()), OLD,
        ["1 mục nay mới ghi hoặc ghi rõ hơn, chưa coi là thay đổi"]),
    "a unit the old record lost": (
        replace(OLD, channels=(replace(ONLINE, limit=Limit(Decimal(20))),)), OLD,
        ["1 mục nay mới ghi hoặc ghi rõ hơn, chưa coi là thay đổi"]),
    "a level less": (
        replace(OLD, levels=(Level.COMMUNE, Level.OTHER)), replace(OLD, levels=(Level.COMMUNE,)),
        ["Cấp thực hiện: không còn “cơ quan khác”"]),
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
        ["Quyết định phê duyệt quy trình thay đổi từ “1/QĐ-UBND” thành “2/QĐ-UBND”"]),
    "no decision any more": (
        WORKFLOW, {"decision": None},
        ["Quyết định phê duyệt quy trình: không còn “1/QĐ-UBND”"]),
    "the day of its decision": (
        WORKFLOW, {"decision": Decision("1/QĐ-UBND", date(2026, 4, 1))},
        ["Ngày ký quyết định phê duyệt quy trình thay đổi từ “20/3/2026” thành “01/4/2026”"]),
    "its standing and why": (
        WORKFLOW, {"standing": WorkflowStanding.AGENCY, "reason": "Thiếu người."},
        ["Tình trạng quy trình thay đổi từ “đề xuất” thành “của cơ quan”",
         "Lý do điều chỉnh quy trình: bổ sung “Thiếu người.”"]),
    "its limit": (
        WORKFLOW, {"limit": None},
        ["Thời hạn của cả quy trình: không còn “03 ngày làm việc”"]),
    "its cases": (
        WORKFLOW, {"cases": ()}, ["Trường hợp của quy trình: không còn “Có xác minh”"]),
    "a step more": (
        WORKFLOW, {"steps": (*WORKFLOW.steps, step("Lưu"))},
        ["Quy trình nội bộ, bước 3: bổ sung “Lưu”"]),
    "parts of a step": (
        WORKFLOW, {"steps": (step("Nhận"), Step("clerk", "Trao", output="Giấy"))},
        ["Bước 2, nội dung thay đổi từ “Trả” thành “Trao”",
         "Bước 2, vai trò thay đổi từ “reception” thành “clerk”",
         "Bước 2, kết quả: bổ sung “Giấy”"]),
    "the time of a step": (
        replace(WORKFLOW, steps=(timed(1), timed(2))), {"steps": (timed(3), SHARED)},
        ["Bước 1, thời gian thay đổi từ “01 ngày làm việc” thành “03 ngày làm việc”",
         "Bước 2, thời gian thay đổi từ “02 ngày làm việc” thành “chung với bước trước”"]),
    "the end of a long action": (
        replace(WORKFLOW, steps=(step(LONG + " trong ngày."),)),
        {"steps": (step(LONG + " hôm sau."),)},
        [("Bước 1, nội dung thay đổi từ “…hồ sơ chuyển hồ sơ chuyển hồ sơ trong ngày.” thành "
         "“…hồ sơ chuyển hồ sơ chuyển hồ sơ hôm sau.”")]),
    "no workflow before": (None, {}, ["Quy trình nội bộ: bổ sung “quy trình gồm 2 bước”"]),
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
    "the limit": ({"limit": None}, ["Thời hạn sau cắt giảm: không còn “02 ngày làm việc”"]),
    "whose decision": (
        {"limit_decision": Decision("1/QĐ-UBND")},
        ["Quyết định cắt giảm thời hạn: bổ sung “1/QĐ-UBND”"]),
    "a rate more": ({"fees": (*DECIDED.fees, LocalFee("Miễn"))},
        ["Mức thu do tỉnh quy định thay đổi từ “8.000 đồng” thành “8.000 đồng; Miễn”"]),
    "another rate": ({"fees": (LocalFee("9.000 đồng"),)},
        ["Mức thu do tỉnh quy định thay đổi từ “8.000 đồng” thành “9.000 đồng”"]),
    "no place any more": ({"reception": ()}, ["Nơi tiếp nhận: không còn “Trung tâm A”"]),
    "a form": (
        {"forms": (Attachment("Phiếu", "phieu.md"),)}, ["Biểu mẫu của tỉnh: bổ sung “Phiếu”"]),
    "a workflow": ({"workflow": WORKFLOW}, ["Quy trình nội bộ: bổ sung “quy trình gồm 2 bước”"]),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), DECISIONS.values(), ids=DECISIONS)
def test_what_is_told_of_two_decisions(changes: dict[str, Any], expected: list[str]) -> None:
    assert list(decisions_told(DECIDED, replace(DECIDED, **changes))) == expected
