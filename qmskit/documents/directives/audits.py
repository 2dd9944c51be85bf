"""Questions of the internal audit, made from the steps and limits of a procedure itself."""

from collections.abc import Iterator
from decimal import Decimal

from qmskit.documents.blocks import Align, Block, Column, Row, Table, cell, head_row
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import ProcedureContext
from qmskit.documents.directives.control import records_kept
from qmskit.documents.directives.workflows import actor, binding_limit, first_line
from qmskit.model.texts import one_line
from qmskit.model.workflows import Step

_TITLES = (
    "TT",
    "Nội dung kiểm tra",
    "Bằng chứng xem tại hồ sơ",
    "Hồ sơ đã xem",
    "Đạt, không đạt",
)
_WIDTHS = (9, 70, 42, 24, 20)


def questions(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield what to ask of a sample of dossiers: whole limit, each step, fee, forms, records."""
    asked = (
        *_on_the_whole(context),
        *_on_steps(context),
        *_on_records(context),
    )
    head = head_row(
        "TT", "Nội dung kiểm tra", "Bằng chứng xem tại hồ sơ", "Hồ sơ đã xem", "Đạt, không đạt"
    )
    columns = tuple(
        Column(Decimal(width), Align.CENTRE if at == 0 else Align.LEFT)
        for at, width in enumerate(_WIDTHS)
    )
    rows = tuple(
        Row((cell(f"{number}"), cell(question), cell(evidence), cell(""), cell("")))
        for number, (question, evidence) in enumerate(asked, 1)
    )
    yield Table(columns, (head,), rows, origin=call.origin)


def _on_the_whole(context: ProcedureContext) -> Iterator[tuple[str, str]]:
    """Yield (question, evidence) on limit, dossier and fee."""
    yield (
        f"Hồ sơ có được giải quyết trong thời hạn {_told(context)} không?",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả; ngày ký kết quả; sổ theo dõi hồ sơ",
    )
    yield (
        "Thành phần hồ sơ đã nhận có đúng và đủ theo quy trình, không yêu cầu thêm giấy tờ không?",
        "Danh mục giấy tờ ghi tại giấy tiếp nhận; hồ sơ lưu",
    )
    yield (
        "Mức phí, lệ phí đã thu có đúng mức áp dụng tại ngày tiếp nhận không?",
        "Biên lai, chứng từ thu; mục phí, lệ phí của quy trình",
    )


def _told(context: ProcedureContext) -> str:
    """Return the limit in brackets, or where it stands as long as nobody knows its unit."""
    limits = (context.province.limit,) if context.province.limit else context.procedure.limits
    if all(one.is_known or one.text for one in limits) and limits:
        return f"({binding_limit(context)})"
    return "ghi tại quy trình"


def _on_steps(context: ProcedureContext) -> Iterator[tuple[str, str]]:
    for number, step in enumerate(context.workflow.steps if context.workflow else (), 1):
        who = actor(context, step)
        time = _time(step)
        limit = f", trong {time}" if time else ""
        question = (
            f"Bước {number}: {first_line(step)}. {who} có thực hiện đúng nội dung{limit} không?"
        )
        yield question, one_line(step.output) or _slip(context)


def _slip(context: ProcedureContext) -> str:
    if context.is_tracked:
        return "Giờ, ngày giao và nhận trên phiếu theo dõi hoặc trên hệ thống thông tin"
    return "Nhật ký xử lý trên hệ thống thông tin; chữ ký trên hồ sơ"


def _time(step: Step) -> str:
    """Return the times of a step, of several cases each with its name; empty where none is told."""
    told = [time for time in step.times if not time.shared]
    return "; ".join(dict.fromkeys(time.limit.short for time in told))


def _on_records(context: ProcedureContext) -> Iterator[tuple[str, str]]:
    names = [record.name for record in records_kept(context)]
    if names:
        yield (
            "Hồ sơ đã giải quyết có được lưu đủ, đúng nơi quy định tại quy trình không?",
            "; ".join(names),
        )
