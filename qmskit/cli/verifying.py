"""`qmskit verify`."""

import json
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.language import marked
from qmskit.language import translate as _


@click.command(
    "verify",
    help=marked(
        "Chứng minh sổ nhật ký và các lần phát hành của bộ tài liệu DIR, hoặc của tệp bàn giao "
        "ZIP, còn nguyên như khi ghi."
    ),
)
@click.argument("place", metavar="[DIR|ZIP]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--receipt",
    metavar="HASH",
    default="",
    help=marked("Mã sổ nhật ký in trên quyết định: chứng minh sổ từng có dòng đó."),
)
@click.option(
    "--rebuild",
    is_flag=True,
    help=marked("Lập lại từng lần phát hành từ dữ liệu của chính nó rồi so từng tệp."),
)
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    help=marked("Dạng báo cáo."),
)
def command(place: Path, receipt: str, rebuild: bool, report: str) -> int:
    """Verify and print; 1 when something does not fit."""
    found = qmskit.verify(place, receipt=receipt, rebuild=rebuild)
    if report == "json":
        click.echo(_json(found))
    else:
        show(found)
    return LOOK if found.problems else DONE


def show(found: qmskit.Verification) -> None:
    """Print what a verification found."""
    for problem in found.problems:
        click.echo(str(problem))
    if found.confirmed:
        message = _("Mã sổ nhật ký đã cho là của dòng {number}.")
        click.echo(message.format(number=found.confirmed))
    counted = _("{entries} dòng nhật ký, {releases} lần phát hành, {files} tệp").format(
        entries=found.entries, releases=found.releases, files=found.files
    )
    if found.problems:
        click.echo(_("{count} chỗ không khớp; đã xem {counted}.").format(
            count=len(found.problems), counted=counted
        ))  # fmt: skip
    else:
        click.echo(_("Nguyên vẹn: {counted}.").format(counted=counted))
        if found.rebuilt is not None:
            message = _("Đã lập lại {count} tệp Word từ dữ liệu của các lần phát hành: giống hệt.")
            click.echo(message.format(count=found.rebuilt))
        click.echo(_("Mã sổ nhật ký (dòng cuối): {receipt}").format(receipt=found.receipt or "–"))


def _json(found: qmskit.Verification) -> str:
    problems = [
        {
            "code": one.code, "file": one.where.file, "line": one.where.line,
            "place": str(one.where), "message": one.message, "fix": one.fix,
        }
        for one in found.problems
    ]  # fmt: skip
    whole = {
        "entries": found.entries, "releases": found.releases, "files": found.files,
        "receipt": found.receipt, "confirmed": found.confirmed, "rebuilt": found.rebuilt,
        "problems": problems,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1)
