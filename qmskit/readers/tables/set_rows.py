"""Workflows of a set as rows of a workbook: what is written, and what a row written back means."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qmskit.model.sets import DocumentSet
from qmskit.model.texts import clean, one_line
from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import Step, StepTime, Workflow, WorkflowStanding
from qmskit.readers.tables.cell_reading import (
    CODE_TITLE,
    SHARED,
    UNITS,
    UNKNOWN_TIME,
    quantity_text,
    word_of,
)
from qmskit.readers.tables.headed import Heading
from qmskit.readers.tables.staff_rows import RoleNames
from qmskit.readers.tables.step_rows import ACTION, NUMBER, PRODUCTS, TIMES

WORKFLOW_SHEET = "Quy trình"
PERFORMER = Heading("performer", "Vai trò", "Chọn trong danh sách.", is_needed=True)
REASON = Heading(
    "reason", "Lý do điều chỉnh",
    "Bắt buộc khi sửa quy trình tỉnh đã phê duyệt; ghi ở một dòng của quy trình là đủ.",
)  # fmt: skip
STANDING = Heading(
    "standing", "Tình trạng",
    "Đề xuất: chưa ai xác nhận, tài liệu là dự thảo. Cơ quan: cơ quan đã quyết định. "
    "Tỉnh phê duyệt: theo quyết định của tỉnh, không tự chọn.",
    is_needed=True,
)  # fmt: skip
WORKFLOWS = (
    Heading(
        "code", CODE_TITLE, "Không sửa. Thêm bước: chèn dòng, chép lại mã.", is_needed=True
    ),
    Heading("name", "Tên thủ tục"),
    STANDING,
    NUMBER,
    ACTION,
    PERFORMER,
    *TIMES,
    *PRODUCTS,
    REASON,
)  # fmt: skip
STANDINGS: Mapping[str, WorkflowStanding] = {
    "Đề xuất": WorkflowStanding.PROPOSED,
    "Cơ quan": WorkflowStanding.AGENCY,
    "Tỉnh phê duyệt": WorkflowStanding.APPROVED,
}

# What a cell can hold.
_MOST_LETTERS = 32_767


@dataclass(frozen=True, slots=True)
class WorkflowGroup:
    """The procedures that share a workflow.

    Attributes:
        codes: at least one; the first names the group.
        workflow: the workflow that counts; None while there is none.
    """

    codes: tuple[str, ...]
    workflow: Workflow | None

    @property
    def shown(self) -> str:
        """Return the codes as one cell."""
        return "; ".join(self.codes)


def workflow_groups(qmset: DocumentSet) -> tuple[WorkflowGroup, ...]:
    """Return the groups of a set in the order of their first codes, each procedure once."""
    groups: list[WorkflowGroup] = []
    done: set[str] = set()
    for code in qmset.procedures:
        if code not in done:
            group = _group(qmset, code)
            groups.append(group)
            done.update(group.codes)
    return tuple(groups)


def shown_text(text: str) -> str:
    """Return a text as a cell holds it and gives it back."""
    return clean(text).strip()[:_MOST_LETTERS].strip()


def shown_line(text: str) -> str:
    """Return a text as a cell of one line gives it back."""
    return one_line(shown_text(text))


def shown_time(time: StepTime) -> tuple[str, str]:
    """Return the cells of a time and its unit."""
    return (SHARED, "") if time.shared else shown_limit(time.limit)


def shown_limit(limit: Limit) -> tuple[str, str]:
    """Return the cells of a limit and its unit; words stand in the first cell."""
    if limit.value is not None:
        return quantity_text(limit.value), word_of(limit.unit, UNITS)
    unit = "" if limit.unit is TimeUnit.UNKNOWN else word_of(limit.unit, UNITS)
    return shown_line(limit.text) or UNKNOWN_TIME, unit


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as its rows show it, for comparison and for writing.

    Attributes:
        who: id of the role, or the performer's words.
        times: cells of time, unit and case, one entry a row; without those that hold nothing.
    """

    action: str
    who: str
    output: str
    form: str
    outside: str
    times: tuple[tuple[str, str, str], ...]


def shown_step(step: Step, cases: Mapping[str, str], roles: RoleNames) -> ShownStep:
    """Return how a step is shown.

    Args:
        step: the step.
        cases: names of the cases by id.
        roles: tell whether a performer's words are the name of a role.
    """
    times = tuple((*shown_time(time), cases.get(time.case, "")) for time in step.times)
    return ShownStep(
        action=shown_text(step.action),
        who=step.role or roles.role(step.performer) or shown_text(step.performer),
        output=shown_text(step.output),
        form=shown_text(step.form),
        outside=shown_text(step.outside),
        times=tuple(time for time in times if any(time)),
    )


def shown_steps(workflow: Workflow, roles: RoleNames) -> tuple[ShownStep, ...]:
    """Return how the steps of a workflow are shown."""
    cases = {case.id: shown_line(case.name) for case in workflow.cases}
    return tuple(shown_step(step, cases, roles) for step in workflow.steps)


def limits_shown(steps: Iterable[Step]) -> dict[tuple[str, str], Limit]:
    """Return the limits of steps by their cells, so that what cells do not show is kept."""
    return {
        shown_time(time): time.limit for step in steps for time in step.times if not time.shared
    }


def texts_shown(steps: Iterable[Step]) -> dict[str, str]:
    """Return the texts of steps by what their cells show, so that blanks in them are kept."""
    return {shown_text(text): text for step in steps for text in _texts(step)}


def _texts(step: Step) -> Iterator[str]:
    yield from (step.action, step.performer, step.output, step.form, step.outside)


def _group(qmset: DocumentSet, code: str) -> WorkflowGroup:
    workflow = qmset.workflow_of(code)
    if workflow is None:
        return WorkflowGroup((code,), None)
    codes = (
        one for one in workflow.procedures if one == code or qmset.workflow_of(one) is workflow
    )
    return WorkflowGroup(tuple(codes), workflow)
