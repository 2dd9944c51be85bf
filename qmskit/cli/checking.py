"""`qmskit check`."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.cli.days import day_option
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.findings import Severity


@click.command("check", help=marked("Kiểm tra bộ tài liệu trong DIR: thiếu gì, mâu thuẫn ở đâu."))
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--as-of",
    metavar="DAY",
    callback=day_option,
    help=marked("Kiểm tra theo ngày này (mặc định: hôm nay)."),
)
@click.option("--strict", is_flag=True, help=marked("Coi cảnh báo như lỗi."))
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    help=marked("Dạng báo cáo."),
)
def command(folder: Path, as_of: date | None, strict: bool, report: str) -> int:
    """Check and print; 1 when there is an error, with `--strict` also a warning."""
    day = as_of or datetime.now().astimezone().date()
    found = qmskit.check(qmskit.load(folder), as_of=day)
    click.echo(_json(found, day) if report == "json" else _text(found))
    weighty = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return LOOK if any(one.severity in weighty for one in found) else DONE


def _text(found: tuple[qmskit.Finding, ...]) -> str:
    names = {
        Severity.ERROR: _("lỗi"),
        Severity.WARNING: _("cảnh báo"),
        Severity.INFO: _("lưu ý"),
    }
    lines = [
        f"{one.where}: {one.code} [{names[one.severity]}] {one.subject}: {one.message} → {one.fix}"
        for one in found
    ]
    count = Counter(one.severity for one in found)
    total = ", ".join(f"{count[severity]} {names[severity]}" for severity in Severity)
    return "\n".join([*lines, total])


def _json(found: tuple[qmskit.Finding, ...], day: date) -> str:
    findings = [
        {
            "code": one.code, "severity": one.severity.value, "file": one.where.file,
            "line": one.where.line, "column": one.where.column, "place": str(one.where),
            "subject": one.subject, "message": one.message, "fix": one.fix,
            "source": {
                "text": one.source.text, "provision": one.source.provision,
                "standing": one.source.standing.value,
            },
        }
        for one in found
    ]  # fmt: skip
    count = Counter(one.severity for one in found)
    summary = {severity.value: count[severity] for severity in Severity}
    whole = {"as_of": str(day), "findings": findings, "summary": summary}
    return json.dumps(whole, ensure_ascii=False, indent=1)
