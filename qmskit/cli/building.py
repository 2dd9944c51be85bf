"""`qmskit build`."""

import json
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli.days import day_option
from qmskit.cli.notes import grouped
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.renderers import renderer_names


@click.command(
    "build", help=marked("Lập tài liệu của bộ tài liệu trong DIR (mặc định: thư mục hiện tại).")
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option(
    "-b",
    "--builder",
    "formats",
    multiple=True,
    default=["docx"],
    type=click.Choice(renderer_names()),
    help=marked("Định dạng; dùng được nhiều lần."),
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help=marked("Thư mục kết quả (mặc định: DIR/_build)."),
)
@click.option("-j", "--jobs", type=click.IntRange(1, 64), help=marked("Số tiến trình."))
@click.option(
    "--as-of",
    metavar="DAY",
    callback=day_option,
    help=marked("Lập theo ngày này (mặc định: hôm nay)."),
)
@click.option(
    "--only",
    multiple=True,
    metavar="CODE",
    help=marked("Chỉ lập tài liệu có mã hiệu hoặc mã TTHC này."),
)
@click.option("--explain", is_flag=True, help=marked("In lý do của từng tệp."))
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    help=marked("Dạng báo cáo."),
)
def command(
    folder: Path, formats: tuple[str, ...], out: Path | None, jobs: int | None, as_of: date | None,
    only: tuple[str, ...], explain: bool, report: str,
) -> None:  # fmt: skip
    """Build and print the report."""
    day = as_of or datetime.now().astimezone().date()
    built = qmskit.build(
        qmskit.load(folder), as_of=day, formats=formats, out=out, only=only, jobs=jobs
    )
    click.echo(_json(built) if report == "json" else _text(built, explain=explain))
    for line in map(str, built.notes) if explain else grouped(built.notes):
        click.echo(line, err=True)


def _text(report: qmskit.BuildReport, *, explain: bool) -> str:
    lines = [
        _("{built} tệp mới lập, {unchanged} tệp không đổi, {removed} tệp bỏ đi.").format(
            built=report.count("built"),
            unchanged=report.count("unchanged"),
            removed=len(report.removed),
        ),
        _("Kết quả: {folder}").format(folder=report.folder),
    ]
    lines += [
        _("Đã sửa tay, giữ nguyên; bản mới ở: {path}").format(path=one.path)
        for one in report.documents
        if one.state == "kept"
    ]
    if explain:
        lines += [f"{one.state}\t{one.reason}\t{one.path}" for one in report.documents]
    return "\n".join(lines)


def _json(report: qmskit.BuildReport) -> str:
    documents = [
        {
            "code": one.code, "title": one.title, "procedures": list(one.procedures),
            "format": one.format, "path": one.path, "sha256": one.sha256, "state": one.state,
            "reason": one.reason,
        }
        for one in report.documents
    ]  # fmt: skip
    summary = {
        "built": report.count("built"),
        "unchanged": report.count("unchanged"),
        "kept": report.count("kept"),
        "removed": len(report.removed),
    }
    whole = {"as_of": str(report.as_of), "documents": documents, "summary": summary}
    return json.dumps(whole, ensure_ascii=False, indent=1)
