"""`qmskit log`."""

from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.control.acts import act_about, act_called
from qmskit.control.ledger import Entry
from qmskit.language import marked
from qmskit.language import translate as _


@click.command("log", help=marked("In sổ nhật ký của bộ tài liệu DIR: ai làm gì, khi nào."))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    help=marked("Dạng báo cáo."),
)
def command(folder: Path, report: str) -> int:
    """Print the ledger; 1 where it does not hold together."""
    ledger = qmskit.log(folder)
    if report == "json":
        click.echo(ledger.content.decode("utf-8", "replace"), nl=False)
    else:
        for entry in ledger.entries:
            click.echo(_line(entry))
    if ledger.problem:
        click.echo(str(ledger.problem), err=True)
        return LOOK
    return DONE


def _line(entry: Entry) -> str:
    by = " – ".join(part for part in (entry.by or _("không rõ"), entry.role) if part)
    at = entry.at.replace("T", " ") or _("không rõ")
    about = act_about(entry)
    what = f"{act_called(entry.what)}: {about}" if about else act_called(entry.what)
    return f"{entry.number}\t{at}\t{by}\t{what}\t{entry.sha256[:12]}"
