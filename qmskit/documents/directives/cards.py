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
from qmskit.documents.directives.fees import METHODS, fee_lines, local_fee_text, money
from qmskit.documents.directives.workflows import (
    actor,
    binding_limit,
    case_total,
    first_line,
    time_cell,
)
from qmskit.model.procedures import DossierItem, Procedure
from qmskit.model.texts import one_line, shortened, without_bullet
from qmskit.model.workflows import Step, WorkflowCase

_MOST_STEPS = 10
_PAPER_LETTERS = 140
_CASE_LETTERS = 70
_STEP_LETTERS = 80
_FACT_LETTERS = 150

# Heights in millimetres and letters a line of the card's frame: 11 pt on A4. The papers take what
# facts and steps leave of the page.
_PAGE_MM = 228.0
_LINE_MM = 4.6
_ROW_MM = 0.9
_PAPER_LINE = 68
_WHO_LINE = 24
_WORK_LINE = 38
_FACT_LINE = 72


def card_facts(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield code, limit, channels and fee, one row each."""
    del call
    yield _facts_table(_facts(context))


def _facts(context: ProcedureContext) -> list[tuple[str, str]]:
    facts = [
        ("Mã TTHC", ", ".join(one.code for one in context.document.procedures)),
        ("Thời hạn", binding_limit(context) + _cut_off(context)),
        (
            "Nơi tiếp nhận",
            "; ".join(context.province.reception)
            or context.qmset.agency.address
            or context.qmset.agency.name,
        ),
        ("Hình thức nộp", _channel_names(context.procedure)),
        ("Phí, lệ phí", _fee_text(context)),
    ]
    return [(label, shortened(value, _FACT_LETTERS)) for label, value in facts]


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
    for step in context.workflow.steps[:_MOST_STEPS] if context.workflow else ():
        who = actor(context, step)
        work = shortened(first_line(step), _STEP_LETTERS)
        used += _height_mm(max(_lines(who, _WHO_LINE), _lines(work, _WORK_LINE)))
    return _PAGE_MM - used


def _height_mm(lines: int) -> float:
    return lines * _LINE_MM + _ROW_MM


def _lines(text: str, letters: int) -> int:
    return max(1, -(-len(text) // letters))


def card_steps(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield who does what in which time; of several cases the first."""
    del call
    workflow = context.workflow
    if workflow is None:
        yield Paragraph(plain("Chưa có quy trình nội bộ."), "small")
        return
    case = workflow.cases[0] if workflow.cases else WorkflowCase("", "")
    title = f"Thời gian ({case.name})" if case.name else "Thời gian"
    shown = workflow.steps[:_MOST_STEPS]
    times = [time_cell(*pair, case) for pair in zip(shown, (*shown[1:], None), strict=True)]
    rows = [
        _step_row(context, number, step, times[number - 1]) for number, step in enumerate(shown, 1)
    ]
    known = case_total(workflow, case.id)
    if known:
        label = cell("Tổng thời gian", bold=True, columns=3, align=Align.RIGHT)
        rows.append(Row((label, cell(known.short, bold=True))))
    yield Table(_STEP_COLUMNS, (head_row("TT", "Người thực hiện", "Việc", title),), tuple(rows))
    rest = len(workflow.steps) - len(shown)
    if rest:
        text = f"Còn {rest} bước khác: xem quy trình {context.document.code}."
        yield Paragraph(plain(text), "small")


_STEP_COLUMNS = (
    Column(Decimal(9), Align.CENTRE),
    Column(Decimal(52)),
    Column(Decimal(78)),
    Column(Decimal(31), Align.CENTRE),
)


def _step_row(context: ProcedureContext, number: int, step: Step, time: Cell) -> Row:
    who = actor(context, step)
    work = shortened(first_line(step), _STEP_LETTERS)
    return Row((cell(str(number)), cell(who), cell(work), time))


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


def _cut_off(context: ProcedureContext) -> str:
    """Return the hour after which a dossier is settled on the next working day, as words."""
    hours = {one.limit.terms.cut_off for one in context.procedure.channels}
    hour = hours.pop() if len(hours) == 1 else None
    if hour is None:
        return ""
    minutes = f" {hour.minute:02d} phút" if hour.minute else ""
    return f"; hồ sơ nhận sau {hour.hour} giờ{minutes}: trong ngày làm việc tiếp theo"


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
    amounts = dict.fromkeys(money(fee.amount, fee.currency) for fee in fees if fee.amount)
    if len(told) <= _FACT_LETTERS or not amounts:
        return told
    pointer = f"Trường hợp áp dụng: xem quy trình {context.document.code}"
    shown = shortened("; ".join(amounts), _FACT_LETTERS - len(pointer) - len(". "))
    return f"{shown}. {pointer}"


def _count(quantity: int | None) -> str:
    return f"{quantity}" if quantity else "–"
