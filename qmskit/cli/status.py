"""`qmskit status`."""

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE
from qmskit.cli.days import day_option
from qmskit.control.life import next_role
from qmskit.control.signing import role_called
from qmskit.docset.following.touched import OpenChange, open_changes
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.telling import status_told
from qmskit.model.control import Stage

_STAGES = {
    Stage.DRAFT: marked("dự thảo"),
    Stage.DRAFTED: marked("đã soạn thảo"),
    Stage.REVIEWED: marked("đã xem xét"),
    Stage.APPROVED: marked("đã phê duyệt"),
    Stage.ISSUED: marked("đã ban hành, chưa đến ngày hiệu lực"),
    Stage.IN_FORCE: marked("có hiệu lực"),
    Stage.SUPERSEDED: marked("đã được thay thế"),
    Stage.WITHDRAWN: marked("hết hiệu lực"),
}


@click.command(
    "status",
    help=marked("Từng tài liệu của bộ tài liệu DIR đang ở bước nào: dự thảo, đã ký, đã ban hành."),
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--as-of", metavar="DAY", callback=day_option, help=marked("Theo ngày này (mặc định: hôm nay).")
)
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json"]),
    default="text",
    help=marked("Dạng báo cáo."),
)
def command(folder: Path, as_of: date | None, report: str) -> int:
    """Print where every document stands."""
    day = as_of or datetime.now().astimezone().date()
    qmset = qmskit.load(folder)
    found = qmskit.status(qmset, as_of=day)
    changes = open_changes(qmset, found, as_of=day)
    click.echo(_json(found, changes, day) if report == "json" else _text(found, changes))
    return DONE


def _text(found: tuple[qmskit.Standing, ...], changes: tuple[OpenChange, ...]) -> str:
    lines = []
    for one in found:
        number = one.document.revision
        numbers = f"{number.issue:02d}/{number.revision:02d}"
        title = one.document.short_title
        stage = _stage(one)
        if one.is_suspect:
            stage = _("{stage}; quy trình chưa được xác nhận sau thay đổi").format(stage=stage)
        lines.append(f"{one.document.code}\t{numbers}\t{stage}\t{title}")
    count = Counter(_(_STAGES[one.stage]) for one in found)
    lines.append(", ".join(f"{number} {name}" for name, number in count.items()))
    return "\n".join([*lines, *map(_change, changes)])


def _change(one: OpenChange) -> str:
    """Return the line of a document that has to follow a change of law."""
    due = one.chain.deadline.due if one.chain.deadline else None
    told = status_told(one.chain.status)
    text = one.chain.event.text or one.chain.event.id
    by = _("; hạn {day}").format(day=f"{due:%d/%m/%Y}") if due else ""
    return f"{one.document}\t{text}: {told}{by}"


def _stage(one: qmskit.Standing) -> str:
    """Return the stage, and what a draft waits for."""
    name = _(_STAGES[one.stage])
    if one.is_recorded and not one.signatures:
        return _("ban hành trước khi có sổ nhật ký, theo revisions.yaml")
    if one.issued and one.is_open and one.issued_stage:
        held = one.issued.document
        numbers = f"{held.issue:02d}/{held.revision:02d}"
        about = _("{stage}; bản {numbers} {held}").format(
            stage=name, numbers=numbers, held=_(_STAGES[one.issued_stage])
        )
        return f"{about}{_waits(one)}"
    if one.is_proposed:
        return _("{stage} (quy trình đề xuất, chưa ký được)").format(stage=name)
    return f"{name}{_waits(one)}"


def _waits(one: qmskit.Standing) -> str:
    """Return whose signature a draft waits for, in brackets; empty for none."""
    waits = next_role(one.signatures) if one.is_open else None
    if waits is None:
        return ""
    told = _("chờ chữ ký {role}").format(role=role_called(waits))
    return f" ({told})"


def _json(found: tuple[qmskit.Standing, ...], changes: tuple[OpenChange, ...], day: date) -> str:
    documents = [
        {
            "code": one.document.code,
            "title": one.document.title,
            "issue": one.document.revision.issue,
            "revision": one.document.revision.revision,
            "stage": one.stage.value,
            "issued_stage": one.issued_stage.value if one.issued_stage else None,
            "suspect": one.is_suspect,
            "fingerprint": one.fingerprint,
            "check": one.issued.document.check if one.issued else None,
            "signatures": [
                {"role": given.role.value, "person": given.person, "on": str(given.on)}
                for given in one.signatures
            ],
        }
        for one in found
    ]
    touched = [
        {
            "document": one.document,
            "legal_text": one.chain.event.text or None,
            "status": one.chain.status.value,
            "deadline": str(one.chain.deadline.due) if one.chain.deadline else None,
        }
        for one in changes
    ]
    whole = {"as_of": str(day), "documents": documents, "changes": touched}
    return json.dumps(whole, ensure_ascii=False, indent=1)
