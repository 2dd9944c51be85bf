"""A set's staff and workflows as one workbook, to be edited in Excel and brought back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from pathlib import PurePosixPath

from qmskit.documents.directives.fee_words import fee_lines
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import one_line, shortened
from qmskit.model.workflows import Step, StepTime, Workflow
from qmskit.readers.tables.cell_reading import CODE_TITLE, UNITS, word_of
from qmskit.readers.tables.headed import Heading
from qmskit.readers.tables.set_rows import (
    STANDINGS,
    WORKFLOW_SHEET,
    WORKFLOWS,
    WorkflowGroup,
    shown_line,
    shown_text,
    shown_time,
    workflow_groups,
)
from qmskit.readers.tables.staff_rows import (
    STAFF,
    STAFF_SHEET,
    appointment_cells,
    role_labels,
)
from qmskit.renderers.xlsx import guides
from qmskit.renderers.xlsx.books import Book, Column, Value

FILE_NAME = "nhan-su-va-quy-trinh.xlsx"

_PROCEDURES = (
    Column(Heading("code", CODE_TITLE), 13, is_fixed=True, is_centred=True),
    Column(Heading("name", "Tên thủ tục"), 56, is_fixed=True),
    Column(Heading("field", "Lĩnh vực"), 22, is_fixed=True),
    Column(Heading("document", "Mã hiệu tài liệu"), 20, is_fixed=True),
    Column(Heading("limit", "Thời hạn công bố"), 28, is_fixed=True),
    Column(Heading("reduced", "Thời hạn của tỉnh"), 22, is_fixed=True),
    Column(Heading("fees", "Phí, lệ phí"), 40, is_fixed=True),
)
_WIDTHS = {
    "code": 11, "name": 22, "standing": 12, "number": 7, "action": 44, "performer": 22,
    "value": 9, "unit": 11, "case": 12, "output": 22, "form": 18, "outside": 15, "reason": 20,
}  # fmt: skip
# The name stands in every row of a workflow and is there to tell workflows apart.
_NAME_LETTERS = 60
_FIXED = frozenset({"code", "name"})
_CENTRED = frozenset({"code", "number", "value"})


class XlsxRenderer:
    """One workbook a set: staff and workflows, to be edited and brought back."""

    suffix = ".xlsx"

    def files(self, qmset: DocumentSet, day: date) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Yield the files with their path below the output folder.

        The same set and day give the same bytes.
        """
        yield PurePosixPath(FILE_NAME), set_workbook(qmset, day)


def set_workbook(qmset: DocumentSet, day: date) -> bytes:
    """Return staff and workflows of a set as a workbook.

    Args:
        qmset: the set.
        day: for the names of roles, the fees in force and the properties of the file.
    """
    book = Book(f"Nhân sự và quy trình – {qmset.agency.name}", day)
    book.guide("Hướng dẫn sửa nhân sự và quy trình", guides.WORKFLOWS)
    labels = role_labels(qmset.framework.roles, day)
    offered = tuple(labels[role.id] for role in qmset.framework.roles_of(qmset.agency.type))
    staff = (
        Column(STAFF[0], 46, offered),
        Column(STAFF[1], 30),
        Column(STAFF[2], 46),
        Column(STAFF[3], 14, is_centred=True),
        Column(STAFF[4], 14, is_centred=True),
    )
    held = (appointment_cells(one, labels) for one in qmset.appointments)
    book.page(STAFF_SHEET, "Mỗi dòng một người giữ một vai trò.", staff, held, to_fill=5)
    remark = (
        "Mỗi dòng một bước; cột “Lý do điều chỉnh” bắt buộc khi sửa quy trình tỉnh đã phê duyệt."
    )
    rows = (row for group in workflow_groups(qmset) for row in _group_rows(group, qmset, labels))
    book.page(WORKFLOW_SHEET, remark, _columns(offered), rows)
    procedures = (_procedure_cells(one, qmset, day) for one in qmset.procedures.values())
    book.page("Thủ tục", "Chỉ để xem; sửa ở trang này không có tác dụng.", _PROCEDURES, procedures)
    return book.content()


def _columns(roles: tuple[str, ...]) -> tuple[Column, ...]:
    choices = {"performer": roles, "unit": tuple(UNITS), "standing": tuple(STANDINGS)}
    return tuple(
        Column(
            heading,
            _WIDTHS[heading.key],
            choices.get(heading.key, ()),
            is_fixed=heading.key in _FIXED,
            is_free=heading.key == "performer",
            is_centred=heading.key in _CENTRED,
        )
        for heading in WORKFLOWS
    )


def _group_rows(
    group: WorkflowGroup, qmset: DocumentSet, labels: dict[str, str]
) -> Iterator[dict[str, Value]]:
    """Yield the rows of a workflow; its reason stands in the first."""
    if group.workflow is None:
        return
    workflow = group.workflow
    title = workflow.title or qmset.procedures[group.codes[0]].name
    shared: dict[str, Value] = {
        "code": group.shown,
        "name": shortened(title, _NAME_LETTERS),
        "standing": word_of(workflow.standing, STANDINGS),
    }
    reason = shown_line(workflow.reason)
    for number, step in enumerate(workflow.steps, start=1):
        for row in _step_rows(step, workflow, labels):
            yield {**shared, "number": number, **row, "reason": reason}
            reason = ""


def _step_rows(
    step: Step, workflow: Workflow, labels: dict[str, str]
) -> Iterator[dict[str, Value]]:
    """Yield a row a time; what is done stands in the first."""
    cases = {case.id: shown_line(case.name) for case in workflow.cases}
    done: dict[str, Value] = {
        "action": shown_text(step.action),
        "performer": labels[step.role] if step.role else shown_text(step.performer),
        "output": shown_text(step.output),
        "form": shown_text(step.form),
        "outside": shown_text(step.outside),
    }
    for told, time in zip_longest((done,), step.times, fillvalue=None):
        yield {**(told or {}), **(_time_cells(time, cases) if time else {})}


def _time_cells(time: StepTime, cases: dict[str, str]) -> dict[str, Value]:
    value, unit = shown_time(time)
    is_number = not time.shared and time.limit.value is not None
    return {
        "value": Decimal(value.replace(",", ".")) if is_number else value,
        "unit": unit,
        "case": cases.get(time.case, ""),
    }


def _procedure_cells(procedure: Procedure, qmset: DocumentSet, day: date) -> dict[str, Value]:
    decided = qmset.province.get(procedure.code)
    local = [fee.text for fee in decided.fees if fee.holds_on(day)] if decided else []
    by_law = (
        shown_text("; ".join(fee_lines(fee)))
        for channel in procedure.channels
        for fee in channel.fees
    )
    return {
        "code": procedure.code,
        "name": one_line(procedure.name),
        "field": procedure.field,
        "document": qmset.codes.documents.get(procedure.code, ""),
        "limit": "\n".join(str(limit) for limit in procedure.limits) or "không rõ",
        "reduced": str(decided.limit) if decided and decided.limit else "",
        "fees": "\n".join(dict.fromkeys(filter(None, local or by_law))),
    }
