"""`qmskit diff`."""

import json
from collections.abc import Iterator
from datetime import date, datetime

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.cli.days import day_option
from qmskit.cli.foreseeing import documents_told, reasons_told, texts_told
from qmskit.cli.frameworks import show_frameworks
from qmskit.docset.comparison.exporting import report_json
from qmskit.docset.comparison.frameworks import are_frameworks
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.chains import ChangeStatus
from qmskit.model.changes import Change, DiffKind, EditKind, ProcedureDiff

_KINDS = {
    DiffKind.NEW: marked("mới"),
    DiffKind.AMENDED: marked("sửa đổi"),
    DiffKind.REPEALED: marked("không còn"),
    DiffKind.RENAMED: marked("đổi tên"),
    DiffKind.EDITORIAL: marked("chỉ khác cách viết"),
    DiffKind.UNCHANGED: marked("không đổi"),
}
_STATUS = {
    ChangeStatus.NOT_YET_EFFECTIVE: marked("văn bản chưa có hiệu lực"),
    ChangeStatus.DUE: marked("trong hạn"),
    ChangeStatus.OVERDUE: marked("quá hạn"),
    ChangeStatus.APPLIED: marked("đã áp dụng"),
    ChangeStatus.UNKNOWN_EFFECTIVE_DAY: marked("không rõ ngày có hiệu lực"),
    ChangeStatus.WAITING_FOR_ANNOUNCEMENT: marked(
        "văn bản đã có hiệu lực và phải áp dụng, tỉnh chưa công bố"
    ),
}
_ACTIONS = {
    "revise": marked("sửa đổi"),
    "issue": marked("ban hành mới"),
    "withdraw": marked("cho hết hiệu lực"),
}


@click.command(
    "diff",
    help=marked(
        "So hai trạng thái OLD và NEW: bộ tài liệu, lần phát hành (DIR@SỐ), thư mục hoặc tệp bản "
        "ghi thủ tục; NEW còn có thể là tệp văn bản dự kiến; nói điều gì thay đổi, tài liệu nào "
        "phải sửa theo, chậm nhất ngày nào."
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--as-of",
    metavar="DAY",
    callback=day_option,
    help=marked("Xem hạn vào ngày này (mặc định: hôm nay)."),
)
@click.option("--all", "everything", is_flag=True, help=marked("In cả khác biệt về cách viết."))
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    help=marked("Dạng báo cáo."),
)
def command(old: str, new: str, as_of: date | None, everything: bool, report: str) -> int:
    """Compare and print; 1 where something differs in substance."""
    day = as_of or datetime.now().astimezone().date()
    if are_frameworks(old, new):
        return show_frameworks(old, new, day, everything=everything, report=report)
    found = qmskit.diff(old, new, as_of=day)
    for problem in found.remarks:
        click.echo(str(problem), err=True)
    if report == "json":
        told = report_json(found, is_complete=everything)
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in _lines(found, everything=everything):
            click.echo(line)
    return LOOK if found.is_any else DONE


def _lines(found: qmskit.DiffReport, *, everything: bool) -> Iterator[str]:
    yield from texts_told(found)
    shown = found.procedures.procedures if everything else found.differing
    for one in shown:
        yield f"{one.code}\t{_(_KINDS[one.kind])}\t{one.name}"
        yield from (f"\t{line}" for line in _about(found, one, everything=everything))
    for code in sorted({*found.province, *found.workflows} - {one.code for one in shown}):
        yield f"{code}\t{_('quy trình của tỉnh, của cơ quan')}"
        yield from (f"\t{one.summary}" for one in found.province.get(code, ()))
        yield from (f"\t{one.summary}" for one in found.workflows.get(code, ()))
    yield from documents_told(found.foreseen.documents if found.foreseen else ())
    yield _counted(found)


def _about(found: qmskit.DiffReport, one: ProcedureDiff, *, everything: bool) -> Iterator[str]:
    yield from (change.summary for change in one.changes if everything or _is_told(change))
    silent = sum(change.kind is EditKind.SILENT for change in one.changes)
    if silent and not everything:
        yield _("{count} mục chỉ một bên có ghi, không kết luận được").format(count=silent)
    yield from (change.summary for change in found.province.get(one.code, ()))
    yield from (change.summary for change in found.workflows.get(one.code, ()))
    if one.replaced_by:
        yield _("được thay thế bởi {codes}").format(codes=", ".join(one.replaced_by))
    if found.foreseen:
        yield from reasons_told(found.foreseen, one)
    if one.code in found.clocks:
        yield from _clock(found.clocks[one.code])
    for document in found.documents.get(one.code, ()):
        action = _(_ACTIONS[document.action])
        yield f"{action}: {document.code} {document.title}"


def _is_told(change: Change) -> bool:
    return not change.is_editorial and change.kind is not EditKind.SILENT


def _clock(clock: qmskit.Clock) -> Iterator[str]:
    chain = clock.urgent
    if chain.deadline and chain.effective:
        text = _("{number} có hiệu lực từ {effective}; hạn {due}: {status}")
        yield text.format(
            number=chain.event.text,
            effective=f"{chain.effective:%d/%m/%Y}",
            due=f"{chain.deadline.due:%d/%m/%Y}",
            status=_(_STATUS[chain.status]),
        )
    else:
        yield f"{chain.event.text}: {_(_STATUS[chain.status])}"


def _counted(found: qmskit.DiffReport) -> str:
    counts = found.procedures.counts
    told = ", ".join(f"{counts[kind]} {_(name)}" for kind, name in _KINDS.items() if counts[kind])
    parts = [told or _("không có thủ tục nào để so")]
    if found.outside:
        parts.append(_("{count} ngoài phạm vi").format(count=len(found.outside)))
    if found.absent:
        parts.append(_("{count} thủ tục trong phạm vi mà nguồn không nói đến").format(
            count=len(found.absent)
        ))  # fmt: skip
    return "; ".join(parts)
