"""Directives over the internal workflow: step table, notes, tracking slip."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    ListItem,
    Merge,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    cell,
    head_row,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import ProcedureContext
from qmskit.documents.directives.fees import decision_text, legal_limit
from qmskit.documents.directives.limits import MUST_CHECK
from qmskit.model.layouts import TableColumn
from qmskit.model.texts import paragraphs, shortened, without_bullet
from qmskit.model.times import UNKNOWN_LIMIT, Limit, total
from qmskit.model.workflows import Step, Workflow, WorkflowCase, WorkflowStanding

UNKNOWN = "không rõ"
DRAFT = "DỰ THẢO: các bước và thời gian dưới đây {origin}, chưa được cấp có thẩm quyền phê duyệt."
FROM_SAMPLE = "do chương trình đề xuất theo quy trình mẫu"

# A line of the slip: the procedure holds the full words.
_SLIP_LETTERS = 60
# More than about a third of a page: better cut than moved.
_LONG_STEP = 500

_NO_CASE = WorkflowCase("", "")


def steps(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the step table, one time column a case, with what stands behind it.

    Law:
        TT 26/2014/TT-BKHCN, Điều 7 khoản 2 điểm d: the agency issues and controls its procedures.
    """
    del call
    workflow = context.workflow
    if workflow is None:
        yield Paragraph(plain("Chưa có quy trình nội bộ cho thủ tục này."), "note")
        return
    yield from _standing(workflow)
    yield from _unsure(context, workflow)
    yield _step_table(context, workflow)


def notes(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the notes under the step table; `[](#id)` in a note is a reference."""
    if context.workflow is None or not context.profile.notes:
        return
    yield Paragraph(plain("* Ghi chú:", bold=True), "label")
    for note in context.profile.notes:
        yield ListItem(_with_references(note), ordered=True, origin=call.origin)


def tracking_slip(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the slip that goes with a dossier from step to step."""
    del call
    if context.workflow is None:
        return
    titles = (
        "TT",
        "Người thực hiện",
        "Nội dung công việc",
        "Nhận (giờ, ngày)",
        "Chuyển (giờ, ngày)",
        "Kết quả, ký tên",
    )
    head = head_row(*titles)
    rows = tuple(
        _slip_row(context, number, step) for number, step in enumerate(context.workflow.steps, 1)
    )
    widths = (11, 42, 45, 21, 21, 22)
    aligned = (Align.CENTRE, *(Align.LEFT,) * 5)
    columns = tuple(
        Column(Decimal(width), align) for width, align in zip(widths, aligned, strict=True)
    )
    yield Table(columns, (head,), rows)


def case_total(workflow: Workflow, case: str) -> Limit | None:
    """Return the sum of the step times of a case, or None where one is unknown."""
    limits = [
        step.limit(case) or UNKNOWN_LIMIT
        for step in workflow.steps
        if _belongs_to(step, case) and not _shares_time(step, case)
    ]
    return total(tuple(limits))


def _belongs_to(step: Step, case: str) -> bool:
    """Tell whether a step runs in a case: one with times of other cases only does not."""
    return not case or not step.times or step.time(case) is not None


def _shares_time(step: Step, case: str) -> bool:
    """Tell whether the time of the step before covers this one too."""
    time = step.time(case)
    return time is not None and time.shared


def binding_limit(context: ProcedureContext) -> str:
    """Return the limit that binds the agency: the province's reduced one, else the State's."""
    reduced = context.province.limit
    return reduced.short if reduced else legal_limit(context.procedure)


def first_line(step: Step) -> str:
    """Return the first line of what a step does."""
    lines = paragraphs(step.action)
    return without_bullet(lines[0]).rstrip(":;.") if lines else ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A column of the profile as it stands in this table; a time column belongs to a case."""

    value: str
    title: str
    width: Decimal
    case: WorkflowCase = _NO_CASE


@dataclass(frozen=True, slots=True)
class _Row:
    """A step and the one after it, which may share its time; None behind the last."""

    step: Step
    after: Step | None


def _standing(workflow: Workflow) -> Iterator[Block]:
    if workflow.standing is WorkflowStanding.PROPOSED:
        origin = f"lấy từ {workflow.source}" if workflow.source else FROM_SAMPLE
        yield Paragraph(plain(DRAFT.format(origin=origin), bold=True), "label")
    elif workflow.decision:
        decided = decision_text(workflow.decision)
        yield Paragraph(plain(f"Quy trình nội bộ được phê duyệt{decided}."), "label")
    if workflow.reason:
        reason = f"Nội dung điều chỉnh so với quy trình chung: {workflow.reason}"
        yield Paragraph(plain(reason), "label")


def _unsure(context: ProcedureContext, workflow: Workflow) -> Iterator[Block]:
    """Yield that proposed times rest on a limit that the record contradicts."""
    is_proposed = workflow.standing is WorkflowStanding.PROPOSED
    has_times = any(step.times for step in workflow.steps)
    if is_proposed and has_times and not context.province.limit and context.limit_differences:
        text = f"Thời gian các bước tính theo thời hạn {MUST_CHECK}; xem "
        runs = (Run(text, bold=True), Run("", bold=True, target="limit"), Run("."))
        yield Paragraph(runs, "label")


def _step_table(context: ProcedureContext, workflow: Workflow) -> Table:
    placed = tuple(_placed(context, workflow))
    columns = tuple(Column(one.width, _ALIGNS.get(one.value, Align.LEFT)) for one in placed)
    head = head_row(*(one.title for one in placed))
    following = (*workflow.steps[1:], None)
    rows = [
        _step_row(context, placed, number, _Row(step, after))
        for number, (step, after) in enumerate(zip(workflow.steps, following, strict=True), 1)
    ]
    sums = [case_total(workflow, one.case.id) for one in placed if one.value == "times"]
    if any(sums):
        rows.append(_total_row(placed, workflow))
    return Table(columns, (head,), tuple(rows))


_ALIGNS = {"number": Align.CENTRE, "times": Align.CENTRE}


def _placed(context: ProcedureContext, workflow: Workflow) -> Iterator[_Placed]:
    cases = workflow.cases or (_NO_CASE,)
    extra = Decimal(18) * (len(cases) - 1)
    for column in context.profile.step_columns:
        if column.value == "times":
            yield from (_time_column(context, workflow, column, case, len(cases)) for case in cases)
        elif column.value != "output" or any(step.output or step.form for step in workflow.steps):
            shrunk = column.width - extra if column.value == "action" else column.width
            yield _Placed(
                column.value,
                column.title,
                max(shrunk, Decimal(50)) if shrunk != column.width else shrunk,
            )


def _time_column(
    context: ProcedureContext,
    workflow: Workflow,
    column: TableColumn,
    case: WorkflowCase,
    cases: int,
) -> _Placed:
    width = column.width if cases == 1 else Decimal(23)
    if case.id:
        limit = case.limit or case_total(workflow, case.id)
        shown = f": {limit.short}" if limit else ""
        name = case.name[:1].lower() + case.name[1:]
        return _Placed("times", f"{column.title} {name}{shown}", width, case)
    known = case_total(workflow, "")
    allowed = workflow.limit or known
    shown = allowed.short if allowed else binding_limit(context)
    suffix = f" ({shown})" if len(shown) < 30 else ""  # noqa: PLR2004 - a heading, not prose
    return _Placed("times", column.title + suffix, width, case)


def _step_row(
    context: ProcedureContext, placed: tuple[_Placed, ...], number: int, row: _Row
) -> Row:
    return Row(
        tuple(_step_cell(context, one, number, row) for one in placed),
        may_split=len(row.step.action) > _LONG_STEP,
    )


def _step_cell(context: ProcedureContext, column: _Placed, number: int, row: _Row) -> Cell:
    step = row.step
    match column.value:
        case "number":
            return cell(f"{number}")
        case "action":
            return Cell(tuple(plain(line) for line in paragraphs(step.action)))
        case "role":
            return cell(actor(context, step))
        case "times":
            return time_cell(row.step, row.after, column.case)
        case _:
            return cell(*(text for text in (step.output, step.form) if text))


def actor(context: ProcedureContext, step: Step) -> str:
    """Return who acts: another agency, the role's name on the day, or a decision's words.

    The role of a step at another agency is the one that waits for it here.
    """
    named = ", ".join(dict.fromkeys(filter(None, (step.performer, step.outside))))
    return named or context.qmset.role_name(step.role, context.day)


def time_cell(step: Step, after: Step | None, case: WorkflowCase) -> Cell:
    """Return the time of a step; steps that share one time share one cell.

    Args:
        after: the step below it in the table; None behind the last.
    """
    if _shares_time(step, case.id):
        return Cell(merge=Merge.CONTINUES)
    limit = step.limit(case.id)
    unknown = UNKNOWN if _belongs_to(step, case.id) else "–"
    shown = cell(limit.short if limit else unknown)
    is_shared = after is not None and _shares_time(after, case.id)
    return shown._replace(merge=Merge.BEGINS) if is_shared else shown


def _total_row(placed: tuple[_Placed, ...], workflow: Workflow) -> Row:
    label = next(index for index, one in enumerate(placed) if one.value == "times")
    cells = [cell("Tổng thời gian", bold=True, columns=label, align=Align.RIGHT)]
    for one in placed[label:]:
        known = case_total(workflow, one.case.id) if one.value == "times" else None
        unknown = UNKNOWN if one.value == "times" else ""
        cells.append(cell(known.short if known else unknown, bold=True))
    return Row(tuple(cells))


def _slip_row(context: ProcedureContext, number: int, step: Step) -> Row:
    who = actor(context, step)
    blank = Cell(((), ()))
    return Row(
        (
            cell(f"{number}"),
            cell(who),
            cell(shortened(first_line(step), _SLIP_LETTERS)),
            blank,
            blank,
            blank,
        )
    )


def _with_references(note: str) -> Runs:
    """Return a note's runs; `[](#id)` becomes a reference."""
    first, *rest = note.split("[](#")
    runs = [Run(first)]
    for part in rest:
        target, _end, after = part.partition(")")
        runs += [Run("", target=target), Run(after)]
    return tuple(runs)
