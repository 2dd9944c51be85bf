"""`qmskit log`."""

from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.control.ledger import Entry, Kind
from qmskit.language import marked
from qmskit.language import translate as _

_KINDS = {
    Kind.NEW: marked("lập bộ tài liệu"),
    Kind.UPDATE: marked("cập nhật"),
    Kind.ADD: marked("thêm thủ tục"),
    Kind.REMOVE: marked("bớt thủ tục"),
    Kind.SIGN: marked("ký"),
    Kind.RELEASE: marked("phát hành"),
    Kind.WITHDRAW: marked("cho hết hiệu lực"),
    Kind.DISTRIBUTE: marked("phân phối"),
    Kind.EVIDENCE: marked("nhận bằng chứng"),
    Kind.ANNOUNCE: marked("công bố"),
    Kind.HANDOVER: marked("bàn giao"),
    Kind.RESTORE: marked("khôi phục"),
    Kind.UNDO: marked("hoàn tác"),
    Kind.MIGRATE: marked("chuyển dạng tệp"),
}


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
    what = _(_KINDS[entry.what])
    by = " – ".join(part for part in (entry.by or _("không rõ"), entry.role) if part)
    at = entry.at.replace("T", " ") or _("không rõ")
    return f"{entry.number}\t{at}\t{by}\t{what}{_details(entry)}\t{entry.sha256[:12]}"


def _details(entry: Entry) -> str:
    """Return what an entry is about, in a few words."""
    record = entry.details
    person = record.record("signature").text_of("person") or record.text_of("person")
    documents = [one.text_of("code") for one in record.records("documents")]
    copies = dict.fromkeys(one.text_of("code") for one in record.records("copies"))
    documents = documents or list(record.texts("documents")) or list(copies)
    parts = [person, record.text_of("decision"), _few(documents or list(entry.files))]
    told = "; ".join(part for part in parts if part)
    return f": {told}" if told else ""


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    if not names[_SHOWN:]:
        return shown
    return f"{shown} {_('và {count} mục khác').format(count=len(names) - _SHOWN)}"


_SHOWN = 4
