"""`qmskit diff`."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.cli.days import day_option
from qmskit.cli.foreseeing import documents_told, texts_told
from qmskit.cli.frameworks import show_frameworks
from qmskit.cli.plans import acting
from qmskit.docset.comparison.exporting import report_json
from qmskit.docset.comparison.frameworks import are_frameworks
from qmskit.docset.comparison.pages import write_page
from qmskit.docset.comparison.reannouncing import reannouncement_told
from qmskit.docset.comparison.telling import (
    ACTIONS,
    KINDS,
    clock_told,
    counted,
    notes_told,
)
from qmskit.language import LANGUAGES, language, marked, speaking
from qmskit.language import translate as _
from qmskit.model.changes import EditKind, ProcedureDiff


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
    type=click.Choice(["text", "json", "html", "docx"]),
    default="text",
    help=marked("Dạng báo cáo."),
)
@click.option(
    "-o",
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help=marked("docx: thư mục ghi tệp Word có đánh dấu chỗ sửa và bản tóm tắt; html: tệp."),
)
@click.option(
    "--by",
    default="",
    envvar="QMSKIT_BY",
    metavar="PERSON",
    help=marked("Người ghi ở chỗ sửa của tệp Word (mặc định: tên đăng nhập máy)."),
)
def command(
    old: str, new: str, as_of: date | None, everything: bool, report: str, out: Path | None, by: str
) -> int:
    """Compare and print or write; 1 where something differs in substance."""
    if report == "docx" and out is None:
        raise click.UsageError(_("--format docx cần -o THƯ_MỤC"))
    if report in {"text", "json"} and out is not None:
        raise click.UsageError(_("-o chỉ dùng với --format html hoặc docx"))
    day = as_of or datetime.now().astimezone().date()
    if are_frameworks(old, new):
        return show_frameworks(old, new, day, everything=everything, report=report)
    # Pages and papers are in Vietnamese, sentences about changes are made here.
    with speaking(LANGUAGES[0] if report in {"html", "docx"} else language()):
        found = qmskit.diff(old, new, as_of=day)
    for problem in found.remarks:
        click.echo(str(problem), err=True)
    differs = found.is_any
    if report == "json":
        told = report_json(found, is_complete=everything)
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif report == "html":
        _page(found, out, everything=everything)
    elif report == "docx" and out is not None:
        differs = (
            _papers(found, out, qmskit.Marking(acting(by).by, day), everything=everything)
            or differs
        )
    else:
        for line in _lines(found, everything=everything):
            click.echo(line)
    return LOOK if differs else DONE


def _page(found: qmskit.DiffReport, out: Path | None, *, everything: bool) -> None:
    page = qmskit.diff_page(found, is_complete=everything)
    if out is None:
        click.echo(page.decode(), nl=False)
    else:
        write_page(out, page)
        click.echo(_("Kết quả: {folder}").format(folder=out))


def _papers(
    found: qmskit.DiffReport, out: Path, marking: qmskit.Marking, *, everything: bool
) -> bool:
    """Write the Word files, print what they are; return whether a document differs."""
    done = qmskit.write_diff(found, out, marking, is_complete=everything)
    for problem in done.papers.remarks:
        click.echo(str(problem), err=True)
    touched = ((one.action, one.code, one.title) for one in done.papers.touched)
    for action, code, title in dict.fromkeys(touched):
        click.echo(f"{_(ACTIONS[action])}\t{code}\t{title}")
    for one in done.outputs:
        if one.state == "kept":
            text = _("Đã sửa tay, giữ nguyên; bản mới ở: {path}")
            click.echo(text.format(path=one.path))
    click.echo(
        _("{count} tệp; {removed} tệp của lần so sánh trước bỏ đi. Kết quả: {folder}").format(
            count=len(done.outputs), removed=len(done.removed), folder=out
        )
    )
    return bool(done.papers.touched)


def _lines(found: qmskit.DiffReport, *, everything: bool) -> Iterator[str]:
    yield from texts_told(found)
    shown = found.procedures.procedures if everything else found.differing
    for one in shown:
        yield f"{one.code}\t{_(KINDS[one.kind])}\t{one.name}"
        yield from (f"\t{line}" for line in _about(found, one, everything=everything))
    yield from documents_told(found.foreseen.documents if found.foreseen else ())
    again = reannouncement_told(found.reannouncement)
    if again:
        yield again
    yield counted(found)


def _about(found: qmskit.DiffReport, one: ProcedureDiff, *, everything: bool) -> Iterator[str]:
    yield from (change.summary for change in one.changes if everything or change.is_substantive)
    silent = sum(change.kind is EditKind.SILENT for change in one.changes)
    if silent and not everything:
        yield _("{count} mục chỉ một bên có ghi, không kết luận được").format(count=silent)
    yield from notes_told(found, one)
    if one.code in found.clocks:
        yield clock_told(found.clocks[one.code])
    for document in found.documents.get(one.code, ()):
        action = _(ACTIONS[document.action])
        yield f"{action}: {document.code} {document.title}"
