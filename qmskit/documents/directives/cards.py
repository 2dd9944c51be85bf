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
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import Context, has_fee_annex
from qmskit.documents.directives.dossiers import case_title
from qmskit.documents.directives.fees import METHODS, fee_lines, money
from qmskit.documents.directives.workflows import binding_limit, case_total, first_line
from qmskit.model.procedures import DossierItem, Procedure
from qmskit.model.texts import one_line, shortened, without_bullet

# What fits on one A4 page in 11 pt beside the facts and the steps.
_MOST_PAPERS = 13
_MOST_STEPS = 9
_PAPER_LETTERS = 120
_STEP_LETTERS = 80
_FACT_LETTERS = 170


def card_facts(context: Context, call: DirectiveCall) -> Iterator[Block]:
    """Yield code, limit, channels and fee, one row each."""
    del call
    rows = [
        ("Mã TTHC", ", ".join(one.code for one in context.document.procedures)),
        ("Thời hạn", binding_limit(context)),
        (
            "Nơi tiếp nhận",
            "; ".join(context.province.reception)
            or context.qmset.agency.address
            or context.qmset.agency.name,
        ),
        ("Hình thức nộp", _channel_names(context.procedure)),
        ("Phí, lệ phí", _fee_text(context)),
    ]
    columns = (Column(Decimal(32)), Column(Decimal(138)))
    yield Table(columns, (), tuple(_fact_row(*row) for row in rows))


def card_dossier(context: Context, call: DirectiveCall) -> Iterator[Block]:
    """Yield the papers to check, with boxes; notes and what does not fit stay in the procedure."""
    del call
    papers = [
        (case_title(case), item)
        for case in context.procedure.dossier
        for item in case.items
        if item.is_counted
    ]
    shown = papers[:_MOST_PAPERS]
    head = Row(
        tuple(
            cell(title, bold=True, align=Align.CENTRE) for title in ("☐", "Giấy tờ", "Chính", "Sao")
        )
    )
    columns = (
        Column(Decimal(9), Align.CENTRE),
        Column(Decimal(133)),
        Column(Decimal(14), Align.CENTRE),
        Column(Decimal(14), Align.CENTRE),
    )
    if shown:
        yield Table(columns, (head,), tuple(_paper_row(title, item) for title, item in shown))
    rest = len(papers) - len(shown)
    if rest:
        yield Paragraph(
            plain(f"Còn {rest} loại giấy tờ khác: xem quy trình {context.document.code}."), "small"
        )
    if not papers:
        yield Paragraph(plain(f"Thành phần hồ sơ: xem quy trình {context.document.code}."), "small")


def card_steps(context: Context, call: DirectiveCall) -> Iterator[Block]:
    """Yield who does what in which time; of several cases the first."""
    del call
    workflow = context.workflow
    if workflow is None:
        yield Paragraph(plain("Chưa có quy trình nội bộ."), "small")
        return
    case = workflow.cases[0] if workflow.cases else None
    title = f"Thời gian ({case.name})" if case else "Thời gian"
    head = Row(
        tuple(
            cell(one, bold=True, align=Align.CENTRE)
            for one in ("TT", "Người thực hiện", "Việc", title)
        )
    )
    rows = [
        Row((
            cell(str(number)),
            cell(step.outside or context.qmset.role_name(step.role, context.day)),
            cell(shortened(first_line(step), _STEP_LETTERS)),
            cell(str(step.limit(case.id if case else "") or "–")),
        ))
        for number, step in enumerate(workflow.steps[:_MOST_STEPS], 1)
    ]  # fmt: skip
    known = case_total(workflow, case.id if case else "")
    if known:
        rows.append(
            Row(
                (
                    cell("Tổng thời gian", bold=True, columns=3, align=Align.RIGHT),
                    cell(str(known), bold=True),
                )
            )
        )
    columns = (
        Column(Decimal(9), Align.CENTRE),
        Column(Decimal(52)),
        Column(Decimal(78)),
        Column(Decimal(31), Align.CENTRE),
    )
    yield Table(columns, (head,), tuple(rows))


def _fact_row(label: str, value: str) -> Row:
    return Row((cell(label, bold=True), cell(shortened(value, _FACT_LETTERS))))


def _channel_names(procedure: Procedure) -> str:
    return "; ".join(dict.fromkeys(METHODS[one.method] for one in procedure.channels)) or "không rõ"


def _fee_text(context: Context) -> str:
    if has_fee_annex(context):
        return f"Theo địa bàn: xem Phụ lục của quy trình {context.document.code}"
    if context.province.fees:
        return "; ".join(one_line(fee.text) for fee in context.province.fees)
    fees = [fee for channel in context.procedure.channels for fee in channel.fees]
    amounts = tuple(dict.fromkeys(money(fee.amount, fee.currency) for fee in fees if fee.amount))
    if amounts:
        return "; ".join(amounts)
    lines = dict.fromkeys(line for fee in fees for line in fee_lines(fee))
    return " ".join(lines) or "không rõ"


def _paper_row(title: str, item: DossierItem) -> Row:
    name = shortened(without_bullet(one_line(item.name)), _PAPER_LETTERS)
    runs = (Run(f"{title}: ", italic=True), Run(name)) if title else (Run(name),)
    return Row(
        (cell("☐"), Cell((runs,)), cell(_count(item.original_qty)), cell(_count(item.copy_qty)))
    )


def _count(quantity: int | None) -> str:
    return f"{quantity}" if quantity else "–"
