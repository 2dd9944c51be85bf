from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from qmskit import Limit, Procedure, TimeUnit
from qmskit.changes.procedures import (
    decision_changes,
    procedure_diff,
    with_changes,
    workflow_changes,
)
from qmskit.model.changes import DiffKind
from qmskit.model.workflows import (
    LocalFee,
    ProvinceDecisions,
    Step,
    StepTime,
    Workflow,
    WorkflowStanding,
)
from tests import strategies

RECEIVE = Step("reception", "Tiếp nhận hồ sơ, kiểm tra tính hợp lệ")
CHECK = Step("officer", "Thẩm định hồ sơ, dự thảo kết quả")
SIGN = Step("leader", "Ký duyệt kết quả")
STAMP = Step("clerk", "Đóng dấu, vào sổ")
ONE_DAY = StepTime("", Limit(Decimal(1), TimeUnit.WORKING_DAY))
TWO_DAYS = StepTime("", Limit(Decimal(2), TimeUnit.WORKING_DAY))


def workflow(*steps: Step) -> Workflow:
    return Workflow(("1.000170",), steps, WorkflowStanding.AGENCY)


OLD = workflow(RECEIVE, CHECK, SIGN, STAMP)

# The newer workflow, and its changes as (path, kind, editorial).
WORKFLOWS: dict[str, tuple[Workflow, list[tuple[str, str, bool]]]] = {
    "nothing": (OLD, []),
    "a step between": (
        workflow(RECEIVE, CHECK, Step("head", "Trưởng phòng xem xét"), SIGN, STAMP),
        [("workflow.steps[3]", "added", False)]),
    "a step less": (
        workflow(RECEIVE, SIGN, STAMP), [("workflow.steps[2]", "removed", False)]),
    "a step moved": (
        workflow(RECEIVE, SIGN, CHECK, STAMP),
        [("workflow.steps[2].position", "moved", False)]),
    "an action in other words": (
        workflow(RECEIVE, replace(CHECK, action="Thẩm định hồ sơ và trình kết quả"), SIGN, STAMP),
        [("workflow.steps[2].action", "changed", False)]),
    "another step in its place": (
        workflow(RECEIVE, Step("officer", "Xác minh"), SIGN, STAMP),
        [("workflow.steps[2].action", "changed", False)]),
    "punctuation of an action": (
        workflow(replace(RECEIVE, action="Tiếp nhận hồ sơ; kiểm tra tính hợp lệ."), *OLD.steps[1:]),
        [("workflow.steps[1].action", "changed", True)]),
    "the time of a step that moved": (
        workflow(RECEIVE, SIGN, replace(CHECK, times=(ONE_DAY,)), STAMP),
        [("workflow.steps[2].position", "moved", False),
         ("workflow.steps[3].times", "added", False)]),
}  # fmt: skip


@pytest.mark.parametrize(("new", "expected"), WORKFLOWS.values(), ids=WORKFLOWS)
def test_steps_are_matched_by_what_is_done(
    new: Workflow, expected: list[tuple[str, str, bool]]
) -> None:
    found = workflow_changes(OLD, new)
    assert [(one.path, one.kind.value, one.is_editorial) for one in found] == expected


def test_a_moved_step_is_told() -> None:
    found = [one.summary for one in workflow_changes(OLD, workflow(RECEIVE, SIGN, CHECK, STAMP))]
    assert found == ["Thứ tự bước 2 của “Ký duyệt kết quả” chuyển từ “bước 3” sang “bước 2”."]


def test_changes_of_a_province_join_those_of_the_record() -> None:
    record = Procedure("1.000170", "Thử")
    changes = decision_changes(DECIDED, replace(DECIDED, limit=TWO_DAYS.limit, workflow=OLD))
    diff = with_changes(procedure_diff(record, record), changes)
    assert diff.kind is DiffKind.AMENDED
    assert [one.summary for one in diff.changes] == [
        "Thời hạn sau cắt giảm thay đổi từ “01 ngày làm việc” thành “02 ngày làm việc”.",
        "Quy trình nội bộ: bổ sung “quy trình gồm 4 bước”.",
    ]
    came = replace(procedure_diff(record, record), kind=DiffKind.NEW)
    assert with_changes(came, changes).kind is DiffKind.NEW


def test_steps_of_a_province_s_workflow() -> None:
    decided = replace(DECIDED, workflow=OLD)
    shorter = replace(DECIDED, workflow=workflow(RECEIVE, SIGN, STAMP))
    (change,) = decision_changes(decided, shorter)
    assert (change.path, change.label) == (
        "province.workflow.steps[2]",
        "Quy trình nội bộ, bước 2",
    )


@given(strategies.workflows())
def test_a_workflow_does_not_differ_from_itself(one: Workflow) -> None:
    assert workflow_changes(one, one) == ()


@given(strategies.province_decisions)
def test_decisions_do_not_differ_from_themselves(one: ProvinceDecisions) -> None:
    assert decision_changes(one, one) == ()


FEES = (LocalFee("8.000 đồng", method="direct"), LocalFee("4.000 đồng", method="online"))
DECIDED = ProvinceDecisions("1.000170", limit=ONE_DAY.limit, fees=FEES)

DECISIONS: dict[str, tuple[ProvinceDecisions, list[tuple[str, str]]]] = {
    "fees in another order": (replace(DECIDED, fees=FEES[::-1]), []),
    "the fee of one way to submit": (
        replace(DECIDED, fees=(FEES[0], LocalFee("Miễn", method="online"))),
        [("province.fees[:online]", "changed")]),
    "a fee of some places": (
        replace(DECIDED, fees=(*FEES, LocalFee("5.000 đồng", ("Xã A",)))),
        [("province.fees[xaa]", "added")]),
    "a reduction less": (replace(DECIDED, limit=None), [("province.limit", "removed")]),
    "a shorter limit": (replace(DECIDED, limit=TWO_DAYS.limit), [("province.limit", "changed")]),
}  # fmt: skip


@pytest.mark.parametrize(("new", "expected"), DECISIONS.values(), ids=DECISIONS)
def test_what_a_province_decides_otherwise(
    new: ProvinceDecisions, expected: list[tuple[str, str]]
) -> None:
    assert [(one.path, one.kind.value) for one in decision_changes(DECIDED, new)] == expected


@given(strategies.province_decisions, strategies.province_decisions)
def test_whatever_differs_has_a_name_and_a_sentence(
    old: ProvinceDecisions, new: ProvinceDecisions
) -> None:
    for one in decision_changes(old, new):
        assert one.label
        assert one.summary.endswith(".")
