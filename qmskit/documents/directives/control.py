"""Directives of document control: contents, revisions, references, forms, records."""

from collections.abc import Iterator, Mapping

from qmskit.documents.blocks import (
    Align,
    Block,
    Column,
    Contents,
    FormPages,
    ListItem,
    Row,
    Run,
    Table,
    cell,
    head_row,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import Context, ProcedureContext, has_fee_annex
from qmskit.documents.sandbox import day_text
from qmskit.language import translate as _
from qmskit.model.agencies import Revision
from qmskit.model.layouts import TableColumn
from qmskit.model.legal_texts import LegalText
from qmskit.model.workflows import RecordKept
from qmskit.problems import InvalidInputError, Location, Problem

NO_RETENTION = "Chưa xác định"

_CENTRED = frozenset({"number", "revision", "issue", "issued", "retention"})


def contents(context: Context, call: DirectiveCall) -> Iterator[Block]:
    """Yield the contents as links, down to `depth` (default 1); numbering fills them."""
    del context
    depth = call.arguments.get("depth", "1")
    if depth not in {"1", "2", "3"}:
        where = Location(call.origin.file, call.origin.line, 1)
        message = _("depth={depth} không dùng được").format(depth=depth)
        raise InvalidInputError([Problem(where, "QMS208", message, _("dùng 1, 2 hoặc 3"))])
    yield Contents(int(depth))


def form_pages(context: Context, call: DirectiveCall) -> Iterator[Block]:
    """Yield the mark after which forms begin, each on a page of its own."""
    del context, call
    yield FormPages()


def revisions(context: Context, call: DirectiveCall) -> Iterator[Block]:
    """Yield the revision table in the profile's columns, one row a revision."""
    del call
    listed = context.document.revisions
    yield _profile_table(
        context.profile.revision_columns,
        [_revision_values(number, one) for number, one in enumerate(listed, 1)],
    )


def references(context: Context, call: DirectiveCall) -> Iterator[Block]:
    """Yield the legal sources a document refers to, those in force, as first mentions.

    They are those that all documents of its sort refer to, and those that `also` names.
    """
    also = call.arguments.get("also", "").split(",")
    cited = {"all", "procedures"} if context.document.procedures else {"all"}
    for source in context.qmset.framework.legal_sources:
        is_cited = source.cited_in in cited or source.number in also
        if is_cited and is_in_force(source, context):
            yield ListItem(plain(f"{source.citation};"))


def forms(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the forms of the document: the State's, the agency's own, the tracking slip."""
    named = [form for procedure in context.document.procedures for form in procedure.forms]
    linked = list(_own_forms(context))
    for form in dict.fromkeys(named):
        yield ListItem(plain(f"{form};"))
    for title, target in linked:
        yield ListItem((Run(title, target=target), Run(";")), origin=call.origin)
    last = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả, sổ theo dõi hồ sơ của cơ chế một cửa."
    yield ListItem(plain(last if named or linked else f"Không có biểu mẫu riêng. {last}"))


def _own_forms(context: ProcedureContext) -> Iterator[tuple[str, str]]:
    """Yield (title, id) of what is printed behind the text."""
    for index, attachment in enumerate(context.attachments):
        yield attachment.title, form_id(index)
    if context.is_tracked:
        yield "Phiếu theo dõi quá trình xử lý công việc", "tracking-slip"
    if has_fee_annex(context):
        yield "Phụ lục mức thu phí, lệ phí theo địa bàn", "fee-annex"


def form_id(index: int) -> str:
    """Return the id of the heading of the agency's form number `index`, from 0."""
    return f"form-{index + 1}"


def records(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the records to keep; where nobody fixed the retention the table says so."""
    del call
    kept = records_kept(context)
    yield _profile_table(
        context.profile.record_columns,
        [_record_values(number, record) for number, record in enumerate(kept, 1)],
    )


def records_kept(context: ProcedureContext) -> tuple[RecordKept, ...]:
    """Return the records of the workflow, else those of the framework for the field."""
    if context.workflow and context.workflow.records:
        return context.workflow.records
    return context.qmset.framework.records_for(context.procedure.field)


def is_in_force(source: LegalText, context: Context) -> bool:
    """Tell whether a legal text is in force on the day, as far as is known."""
    begun = source.effective is None or source.effective <= context.day
    return begun and (source.expires is None or context.day < source.expires)


def _profile_table(columns: tuple[TableColumn, ...], rows: list[Mapping[str, str]]) -> Table:
    """Return a table laid out by the profile from mappings of its columns' values."""
    laid_out = tuple(
        Column(one.width, Align.CENTRE if one.value in _CENTRED else Align.LEFT) for one in columns
    )
    head = head_row(*(one.title for one in columns))
    body = tuple(Row(tuple(cell(row[one.value]) for one in columns)) for row in rows)
    return Table(laid_out, (head,), body)


def _revision_values(number: int, revision: Revision) -> Mapping[str, str]:
    decision = f"Quyết định số {revision.decision}" if revision.decision else ""
    return {
        "number": f"{number}",
        "summary": revision.summary or ("Ban hành lần đầu" if number == 1 else ""),
        "basis": revision.basis or decision,
        "part": revision.part or "Toàn bộ",
        "revision": f"{revision.revision:02d}",
        "issue": f"{revision.issue:02d}",
        "issued": day_text(revision.issued),
    }


def _record_values(number: int, record: RecordKept) -> Mapping[str, str]:
    return {
        "number": f"{number:02d}",
        "name": record.name,
        "holder": record.holder,
        "retention": record.retention or NO_RETENTION,
    }
