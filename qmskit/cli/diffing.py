"""`qmskit diff`."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.cli.days import day_option
from qmskit.docset.comparison.exporting import report_json
from qmskit.docset.comparison.reannouncing import reannouncement_told
from qmskit.docset.comparison.telling import (
    ACTIONS,
    KINDS,
    clock_told,
    counted,
    replacements_told,
)
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.changes import EditKind, ProcedureDiff


@click.command(
    "diff",
    help=marked(
        "So hai trạng thái OLD và NEW: bộ tài liệu, lần phát hành (DIR@SỐ), thư mục hoặc tệp bản "
        "ghi thủ tục; nói điều gì thay đổi, tài liệu nào phải sửa theo, chậm nhất ngày nào."
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
    shown = found.procedures.procedures if everything else found.differing
    for one in shown:
        yield f"{one.code}\t{_(KINDS[one.kind])}\t{one.name}"
        yield from (f"\t{line}" for line in _about(found, one, everything=everything))
    again = reannouncement_told(found.reannouncement)
    if again:
        yield again
    yield counted(found)


def _about(found: qmskit.DiffReport, one: ProcedureDiff, *, everything: bool) -> Iterator[str]:
    yield from (change.summary for change in one.changes if everything or change.is_substantive)
    silent = sum(change.kind is EditKind.SILENT for change in one.changes)
    if silent and not everything:
        yield _("{count} mục chỉ một bên có ghi, không kết luận được").format(count=silent)
    yield from replacements_told(one)
    if one.code in found.clocks:
        yield clock_told(found.clocks[one.code])
    for document in found.documents.get(one.code, ()):
        action = _(ACTIONS[document.action])
        yield f"{action}: {document.code} {document.title}"
