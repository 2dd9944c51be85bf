"""Directives of the desk card (thẻ bàn): one page for the person at the desk."""

from collections.abc import Iterator
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    head_row,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import NO_DATA, ProcedureContext, has_fee_annex
from qmskit.documents.directives.dossiers import case_title
from qmskit.documents.directives.fee_words import fee_lines, money
from qmskit.documents.directives.fees import METHODS, local_fee_text
from qmskit.documents.directives.limits import MUST_CHECK, case_limits, cut_off
from qmskit.documents.directives.workflows import (
    UNKNOWN,
    actor,
    binding_limit,
    case_total,
    first_line,
    time_cell,
)
from qmskit.model.procedures import DossierItem, Procedure
from qmskit.model.texts import one_line, shortened, without_bullet
from qmskit.model.workflows import Step, Workflow, WorkflowCase
from qmskit.readers.prose.fees import is_in_doubt as is_fee_in_doubt

_MOST_STEPS = 10
_PAPER_LETTERS = 140
_CASE_LETTERS = 70
_MOST_CASES = 2
_STEP_LETTERS = 80
_FACT_LETTERS = 150
_LIMIT = "Thời hạn"

# Heights in millimetres and letters a line of the card's frame: 11 pt on A4. The papers take what
# facts and steps leave of the page.
_PAGE_MM = 228.0
_LINE_MM = 4.6
_ROW_MM = 0.9
_PAPER_LINE = 68
_WHO_LINE = 24
_WORK_LINE = 38
_FACT_LINE = 72
_TIME_LINE = 12
# What each further column of times takes of the line of a work.
_LETTERS_A_CASE = 9


def card_facts(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield code, limit, channels and fee, one row each."""
    del call
    yield _facts_table(_facts(context))


def _facts(context: ProcedureContext) -> list[tuple[str, str]]:
    facts = [
        ("Mã TTHC", ", ".join(one.code for one in context.document.procedures)),
        (_LIMIT, _limit_text(context)),
        (
            "Nơi tiếp nhận",
            "; ".join(context.province.reception)
            or context.qmset.agency.address
            or context.qmset.agency.name,
        ),
        ("Hình thức nộp", _channel_names(context.procedure)),
        ("Phí, lệ phí", _fee_text(context)),
    ]
    return [
        (label, value if label == _LIMIT else shortened(value, _FACT_LETTERS))
        for label, value in facts
    ]


def _limit_text(context: ProcedureContext) -> str:
    """Return the limit that binds with all its cases and the cut-off hour; never cut off.

    Names of cases are shortened, so that the numbers stay.
    """
    binding = shortened(binding_limit(context), _FACT_LETTERS)
    if not context.province.limit and context.limit_differences:
        binding = f"{binding} ({MUST_CHECK})"
    cases = [_short_case(case) for case in case_limits(context.procedure)]
    if context.province.limit and cases:
        cases[0] = f"theo quy định, {cases[0]}"
    return "; ".join(filter(None, (binding, *cases, cut_off(context.procedure))))


def _short_case(case: str) -> str:
    name, _colon, limit = case.rpartition(": ")
    return f"{shortened(name, _CASE_LETTERS)}: {limit}"


def _facts_table(facts: list[tuple[str, str]]) -> Table:
    columns = (Column(Decimal(32)), Column(Decimal(138)))
    return Table(columns, (), tuple(_fact_row(*fact) for fact in facts))


def card_dossier(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the papers to check, with boxes; notes and what does not fit stay in the procedure."""
    del call
    papers = [paper for procedure in context.document.procedures for paper in _papers(procedure)]
    rows, shown = _paper_rows(papers, _room_for_papers(context))
    if rows:
        titles = ("☐", "Giấy tờ", "Chính", "Sao")
        head = head_row(*titles)
        yield Table(_PAPER_COLUMNS, (head,), tuple(rows))
    code = context.document.code
    if shown < len(papers):
        rest = f"Còn {len(papers) - shown} loại giấy tờ khác: xem quy trình {code}."
        yield Paragraph(plain(rest), "small")
    if not papers:
        yield Paragraph(plain(f"Thành phần hồ sơ: xem quy trình {code}."), "small")


def _papers(procedure: Procedure) -> Iterator[tuple[str, DossierItem]]:
    """Yield the papers that count with the names of their cases, those of all cases first."""
    for case in sorted(procedure.dossier, key=lambda case: bool(case.name)):
        yield from ((case_title(case), item) for item in case.items if item.is_counted)


_PAPER_COLUMNS = (
    Column(Decimal(9), Align.CENTRE),
    Column(Decimal(133)),
    Column(Decimal(14), Align.CENTRE),
    Column(Decimal(14), Align.CENTRE),
)


def _paper_rows(papers: list[tuple[str, DossierItem]], room_mm: float) -> tuple[list[Row], int]:
    """Return the rows that fit, under the names of their cases, and how many papers they show."""
    rows: list[Row] = []
    current, shown = "", 0
    for title, item in papers:
        name = shortened(without_bullet(one_line(item.name)), _PAPER_LETTERS)
        room_mm -= _height_mm(_lines(name, _PAPER_LINE)) + (
            _height_mm(1) if title != current else 0
        )
        if room_mm < 0:
            break
        if title and title != current:
            rows.append(_case_row(title))
        current, shown = title, shown + 1
        rows.append(
            Row(
                (
                    cell("☐"),
                    cell(name),
                    cell(_count(item.original_qty)),
                    cell(_count(item.copy_qty)),
                )
            )
        )
    return rows, shown


def _case_row(title: str) -> Row:
    return Row((Cell(((Run(shortened(title, _CASE_LETTERS), italic=True),),), 4, Align.LEFT),))


def _room_for_papers(context: ProcedureContext) -> float:
    """Return the height in millimetres that facts and steps leave of the page."""
    used = sum(_height_mm(_lines(value, _FACT_LINE)) for _label, value in _facts(context))
    return _PAGE_MM - used - (_steps_mm(context, context.workflow) if context.workflow else 0)


def _steps_mm(context: ProcedureContext, workflow: Workflow) -> float:
    """Return the height of the steps; what a heading takes beyond two lines counts, too."""
    cases = _shown_cases(workflow)
    several = len(cases) > 1
    work_line = _WORK_LINE - _LETTERS_A_CASE * (len(cases) - 1)
    heading = max(_lines(_time_title(case), _TIME_LINE) for case in cases) if several else 0
    used = max(0, heading - 2) * _LINE_MM
    used += _height_mm(1) if len(workflow.cases) > len(cases) else 0
    for step in workflow.steps[:_MOST_STEPS]:
        who = actor(context, step)
        work = shortened(first_line(step), _STEP_LETTERS)
        time = 2 if several else 1
        used += _height_mm(max(_lines(who, _WHO_LINE), _lines(work, work_line), time))
    return used


def _height_mm(lines: int) -> float:
    return lines * _LINE_MM + _ROW_MM


def _lines(text: str, letters: int) -> int:
    return max(1, -(-len(text) // letters))


def card_steps(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield who does what in which time; of more cases than fit the first."""
    del call
    workflow = context.workflow
    if workflow is None:
        yield Paragraph(plain("Chưa có quy trình nội bộ."), "small")
        return
    cases = _shown_cases(workflow)
    shown = workflow.steps[:_MOST_STEPS]
    pairs = zip(shown, (*shown[1:], None), strict=True)
    rows = [
        Row((*_step_cells(context, number, pair[0]), *(time_cell(*pair, case) for case in cases)))
        for number, pair in enumerate(pairs, 1)
    ]
    rows += _total_rows(workflow, cases)
    head = head_row("TT", "Người thực hiện", "Việc", *(_time_title(case) for case in cases))
    yield Table(_step_columns(len(cases)), (head,), tuple(rows))
    code = context.document.code
    if rest := len(workflow.steps) - len(shown):
        yield Paragraph(plain(f"Còn {rest} bước khác: xem quy trình {code}."), "small")
    if rest := len(workflow.cases[_MOST_CASES:]):
        text = f"Thời gian các bước của {rest} trường hợp khác: xem quy trình {code}."
        yield Paragraph(plain(text), "small")


def _shown_cases(workflow: Workflow) -> tuple[WorkflowCase, ...]:
    """Return the cases with a column of their own; a workflow without cases has one unnamed."""
    return workflow.cases[:_MOST_CASES] or (WorkflowCase("", ""),)


def _time_title(case: WorkflowCase) -> str:
    name = shortened(case.name, _CASE_LETTERS)
    return f"Thời gian ({name})" if name else "Thời gian"


def _total_rows(workflow: Workflow, cases: tuple[WorkflowCase, ...]) -> list[Row]:
    totals = [case_total(workflow, case.id) for case in cases]
    if not any(totals):
        return []
    label = cell("Tổng thời gian", bold=True, columns=3, align=Align.RIGHT)
    return [Row((label, *(cell(one.short if one else UNKNOWN, bold=True) for one in totals)))]


def _step_columns(cases: int) -> tuple[Column, ...]:
    """Return the columns of 170 mm; with more cases times and works become narrower."""
    time = Decimal(31 if cases == 1 else 25)
    work = Decimal(170 - 9 - 52) - time * cases
    times = (Column(time, Align.CENTRE),) * cases
    return (Column(Decimal(9), Align.CENTRE), Column(Decimal(52)), Column(work), *times)


def _step_cells(context: ProcedureContext, number: int, step: Step) -> tuple[Cell, ...]:
    work = shortened(first_line(step), _STEP_LETTERS)
    return cell(str(number)), cell(actor(context, step)), cell(work)


def _fact_row(label: str, value: str) -> Row:
    return Row((cell(label, bold=True), cell(value)))


def _fee_by_place(context: ProcedureContext) -> str:
    """Return the rates of the agency's own commune, shortened where they are too long."""
    rates = [local_fee_text(fee) for _place, fee in context.own_fees]
    annex = f"xem Phụ lục của quy trình {context.document.code}"
    if not rates:
        return f"Theo địa bàn: {annex}"
    told = "; ".join(rates)
    if len(told) <= _FACT_LETTERS:
        return told
    share = (_FACT_LETTERS - len(annex)) // len(rates) - len("; ")
    return f"{'; '.join(shortened(rate, max(share, 1)) for rate in rates)}; {annex}"


def _channel_names(procedure: Procedure) -> str:
    return "; ".join(dict.fromkeys(METHODS[one.method] for one in procedure.channels)) or NO_DATA


def _fee_text(context: ProcedureContext) -> str:
    if has_fee_annex(context):
        return _fee_by_place(context)
    if context.province.fees:
        return "; ".join(one_line(fee.text) for fee in context.province.fees)
    fees = [fee for channel in context.procedure.channels for fee in channel.fees]
    lines = dict.fromkeys(line.rstrip(". ") for fee in fees for line in fee_lines(fee))
    told = "; ".join(lines) or (NO_DATA if context.procedure.is_listed_only else "không rõ")
    certain = (fee for fee in fees if fee.amount and not is_fee_in_doubt(fee))
    amounts = dict.fromkeys(money(fee.amount or Decimal(), fee.currency) for fee in certain)
    if len(told) <= _FACT_LETTERS or not amounts:
        return told
    pointer = f"Trường hợp áp dụng: xem quy trình {context.document.code}"
    shown = shortened("; ".join(amounts), _FACT_LETTERS - len(pointer) - len(". "))
    return f"{shown}. {pointer}"


def _count(quantity: int | None) -> str:
    return f"{quantity}" if quantity else "–"
