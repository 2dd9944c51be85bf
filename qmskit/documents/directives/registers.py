"""Registers of the set as a whole: documents, legal texts, procedures, records, forms, roles."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Column,
    Paragraph,
    Row,
    Table,
    cell,
    head_row,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import ProcedureContext, SetContext
from qmskit.documents.directives.control import records_kept
from qmskit.documents.plan import PlannedDocument, procedure_title
from qmskit.documents.posts import post_title
from qmskit.documents.sandbox import day_text
from qmskit.model.procedures import Procedure
from qmskit.model.texts import one_line, shortened
from qmskit.model.workflows import RecordKept

_NONE = "Không có."
_NOT_FIXED = "Chưa xác định"
_OPEN = "…/…/……"
# What a list shows of a title; the document itself holds the whole.
_TITLE = 160
_CODES = 6


def external_documents(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the legal texts that the framework and the procedures rest on, each once.

    What is known of a text's state on the day is told; the others are to be checked.

    Law:
        TCVN ISO 9001:2015, 7.5.3.2: documents of external origin are identified and controlled.
    """
    titles = ("STT", "Số, ký hiệu", "Tên văn bản", "Nơi viện dẫn", "Tình trạng hiệu lực")
    yield _table(call, titles, (12, 42, 104, 56, 50), _external_rows(context), centred=set())


def procedures(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the procedures in scope by field, with the document that serves each.

    Law:
        TT 26/2014/TT-BKHCN, Điều 3 khoản 1: the announced procedures are in the system.
    """
    titles = ("STT", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Quyết định công bố",
              "Mã hiệu quy trình")  # fmt: skip
    served = {
        procedure.code: document.code
        for document in _main_documents(context)
        for procedure in document.procedures
    }
    listed = sorted(context.qmset.procedures.values(), key=lambda one: (one.field, one.code))
    rows = (
        (
            one.code,
            procedure_title(one),
            one.field or "không rõ",
            _announced(one),
            served.get(one.code, "không rõ"),
        )
        for one in listed
    )
    yield _table(call, titles, (12, 26, 110, 42, 44, 30), rows, centred={1})


def records(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the records to keep of every document, with holder and retention."""
    titles = ("STT", "Mã hiệu quy trình", "Tên hồ sơ", "Nơi lưu, người lưu trữ", "Thời gian lưu")
    rows = (
        (
            document.code,
            kept.name,
            kept.holder or "Chưa xác định",
            kept.retention or "Chưa xác định",
        )
        for document in _main_documents(context)
        for kept in _records_of(context, document)
    )
    yield _table(call, titles, (12, 40, 110, 66, 36), rows, centred={4})


def forms(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the forms of all procedure documents: the State's, and those printed behind them."""
    titles = ("STT", "Tên biểu mẫu", "Ban hành bởi", "Dùng tại quy trình")
    found: dict[tuple[str, str], list[str]] = {}
    for document in _main_documents(context):
        for name, origin in _forms_of(context, document):
            found.setdefault((name, origin), []).append(document.code)
    rows = (
        (shortened(name, _TITLE), origin, _some(dict.fromkeys(codes)))
        for (name, origin), codes in sorted(found.items())
    )
    yield _table(call, titles, (12, 146, 50, 56), rows, centred=set())


def roles(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield who holds which role on the day, and the steps and signatures that need the role.

    Law:
        TCVN ISO 9001:2015, 5.3: responsibilities and authorities are assigned.
    """
    titles = ("STT", "Vai trò", "Họ và tên", "Chức vụ", "Từ ngày", "Số quy trình có vai trò này")
    counts = _uses(context)
    rows: list[tuple[str, ...]] = []
    for role in context.qmset.framework.roles:
        held = [
            one
            for one in context.qmset.appointments
            if one.role == role.id and one.holds_on(context.day)
        ]
        named = context.qmset.role_name(role.id, context.day)
        for one in held:
            count = counts.get(role.id, 0)
            rows.append(
                (named, one.person or "Chưa phân công", one.title, day_text(one.since),
                 f"{count:02d}" if count else "–")
            )  # fmt: skip
    yield _table(call, titles, (12, 78, 52, 66, 26, 30), rows, centred={4, 5})


def _main_documents(context: SetContext) -> tuple[PlannedDocument, ...]:
    """Return the documents with a code of their own: a desk card goes with its procedure."""
    first: dict[str, PlannedDocument] = {}
    for document in context.documents:
        first.setdefault(document.code, document)
    return tuple(first.values())


def _about(context: SetContext, document: PlannedDocument) -> ProcedureContext:
    return ProcedureContext(context.qmset, document, context.day, document.procedures[0])


def _records_of(context: SetContext, document: PlannedDocument) -> Iterator[RecordKept]:
    """Yield the records a document leaves: of its procedures, or told in its head."""
    if document.procedures:
        yield from records_kept(_about(context, document))
    for kept in context.qmset.kept_by(document.kind):
        holder = post_title(context.qmset, kept.holder, context.day)
        yield RecordKept(kept.name, holder, kept.retention)


def _external_rows(context: SetContext) -> Iterator[tuple[str, ...]]:
    cited: dict[str, tuple[str, list[str]]] = {}
    for procedure in context.qmset.procedures.values():
        for basis in procedure.legal_bases:
            if basis.number:
                title, codes = cited.setdefault(basis.number, (one_line(basis.title), []))
                codes.append(procedure.code)
    for source in context.qmset.framework.legal_sources:
        _title, codes = cited.pop(source.number, ("", []))
        where = "Hệ thống tài liệu" + (f"; {_some(codes)}" if codes else "")
        yield source.number, source.title, where, _state(context, source.effective, source.expires)
    for number, (title, codes) in sorted(cited.items()):
        yield number, title or "không rõ", _some(codes), "Chưa kiểm tra"


def _state(context: SetContext, effective: date | None, expires: date | None) -> str:
    """Return what is known of a legal text on the day."""
    if expires and expires <= context.day:
        return f"Hết hiệu lực từ ngày {day_text(expires)}"
    if effective is None:
        return "Chưa kiểm tra"
    if effective > context.day:
        return f"Có hiệu lực từ ngày {day_text(effective)}"
    return f"Đang có hiệu lực (từ ngày {day_text(effective)})"


def _announced(procedure: Procedure) -> str:
    decision = procedure.decision
    issued = f" ngày {day_text(decision.issued)}" if decision.issued else ""
    return f"{decision.number}{issued}" if decision.number else "không rõ"


def _forms_of(context: SetContext, document: PlannedDocument) -> Iterator[tuple[str, str]]:
    """Yield (name, who issued it) of the forms of a document."""
    for procedure in document.procedures:
        for name in procedure.forms:
            yield one_line(name), "Nhà nước (theo thủ tục)"
    if document.procedures:
        about = _about(context, document)
        for attachment in about.attachments:
            yield attachment.title, "Cơ quan hoặc tỉnh"
        if about.is_tracked:
            yield "Phiếu theo dõi quá trình xử lý công việc", "Hệ thống tài liệu"


def _uses(context: SetContext) -> dict[str, int]:
    """Return in how many workflows each role acts."""
    counts: dict[str, int] = {}
    for document in _main_documents(context):
        steps = document.workflow.steps if document.workflow else ()
        for role in {step.role for step in steps if step.role}:
            counts[role] = counts.get(role, 0) + 1
    return counts


def _some(codes: Iterable[str]) -> str:
    """Return codes as a list, cut where it is long."""
    listed = list(codes)
    more = f" và {len(listed) - _CODES} mã khác" if listed[_CODES:] else ""
    return ", ".join(listed[:_CODES]) + more


def _table(
    call: DirectiveCall,
    titles: tuple[str, ...],
    widths: tuple[int, ...],
    rows: Iterable[tuple[str, ...]],
    *,
    centred: set[int],
) -> Block:
    """Return a numbered list as a table; a list without rows says so."""
    columns = tuple(
        Column(Decimal(width), Align.CENTRE if at == 0 or at in centred else Align.LEFT)
        for at, width in enumerate(widths)
    )
    body = tuple(
        Row(tuple(cell(text) for text in (f"{number:02d}", *row)), may_split=True)
        for number, row in enumerate(rows, 1)
    )
    if not body:
        return Paragraph(plain(_NONE))
    return Table(columns, (head_row(*titles),), body, origin=call.origin, with_next=True)
