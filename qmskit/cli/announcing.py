"""`qmskit announce`."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.cli.days import day_option
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.control.announcements import (
    FiledEvidence,
    Notice,
    Posting,
    SystemAnnouncement,
    WebPage,
)
from qmskit.control.proofs import source_told
from qmskit.docset.announcement.evidence import evidence_told
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.control import EvidenceKind, EvidenceRule
from qmskit.readers.records import day_of


def _parted(value: str, metavar: str, *, is_day_first: bool) -> tuple[str, date]:
    """Return the text and the day of an option such as `12/UBND-VP@2026-12-01`.

    Raises:
        click.BadParameter: it has no day, or nothing beside it.
    """
    first, _at, second = value.partition("@") if is_day_first else value.rpartition("@")
    text, day = (second, day_of(first)) if is_day_first else (first, day_of(second))
    if not text.strip() or day is None:
        message = _("“{value}” không đúng dạng {form}; ngày ghi dạng 22/11/2026")
        raise click.BadParameter(message.format(value=value, form=metavar))
    return text.strip(), day


def _notice(_context: click.Context, _option: click.Parameter, value: str | None) -> Notice | None:
    return Notice(*_parted(value, "NUMBER@DAY", is_day_first=False)) if value else None


def _posting(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> Posting | None:
    if not value:
        return None
    place, day = _parted(value, "DAY@PLACE", is_day_first=True)
    return Posting(day, place)


def _web(_context: click.Context, _option: click.Parameter, value: str | None) -> WebPage | None:
    return WebPage(*_parted(value, "URL@DAY", is_day_first=False)) if value else None


def _evidence(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> tuple[EvidenceKind, Path] | None:
    """Return kind and file of an option such as `audit=report.pdf`.

    Raises:
        click.BadParameter: it has no file, or a kind that nobody knows.
    """
    if not value:
        return None
    kind, _equals, file = value.partition("=")
    if kind not in set(EvidenceKind) or not file:
        known = ", ".join(EvidenceKind)
        message = _("“{value}” không đúng dạng KIND=FILE; KIND là một trong: {known}")
        raise click.BadParameter(message.format(value=value, known=known))
    return EvidenceKind(kind), Path(file)


@click.command(
    "announce",
    help=marked(
        "Hệ thống quản lý chất lượng của bộ tài liệu DIR đã công bố chưa, còn thiếu hồ sơ gì, có "
        "phải công bố lại không; ghi hồ sơ (--evidence) hoặc quyết định công bố (--decision)."
    ),
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--evidence",
    metavar="KIND=FILE",
    callback=_evidence,
    help=marked("Ghi hồ sơ: audit, review, nonconformities hoặc confirmation, và tệp."),
)
@click.option(
    "--no-nonconformities",
    is_flag=True,
    help=marked("Ghi nhận không có điểm không phù hợp nào phải khắc phục."),
)
@click.option("--on", metavar="DAY", callback=day_option, help=marked("Ngày hồ sơ, quyết định."))
@click.option("--by", "person", metavar="PERSON", default="", help=marked("Người lập hồ sơ."))
@click.option("--note", default="", help=marked("Ghi chú của hồ sơ."))
@click.option("--decision", metavar="NUMBER", default="", help=marked("Số quyết định công bố."))
@click.option(
    "--notice", metavar="NUMBER@DAY", callback=_notice,
    help=marked("Số, ngày văn bản thông báo đến đơn vị chủ trì."),
)  # fmt: skip
@click.option(
    "--posted", metavar="DAY@PLACE", callback=_posting, help=marked("Ngày, nơi niêm yết.")
)
@click.option(
    "--web", metavar="URL@DAY", callback=_web, help=marked("Địa chỉ, ngày đăng tải trên mạng.")
)
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
@keyboard_option
@dry_run_option
@yes_option
def command(
    folder: Path, evidence: tuple[EvidenceKind, Path] | None, no_nonconformities: bool,
    on: date | None, person: str, note: str, decision: str, notice: Notice | None,
    posted: Posting | None, web: WebPage | None, as_of: date | None, report: str,
    recorded_by: str, dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Show, or plan and carry out."""
    is_announcing = bool(decision or notice or posted or web)
    if sum((evidence is not None, no_nonconformities, is_announcing)) > 1:
        raise click.UsageError(_("ghi hồ sơ và ghi quyết định công bố bằng hai lệnh riêng"))
    is_filing = evidence is not None or no_nonconformities
    if on is None and (is_filing or decision):
        raise click.UsageError(_("cần ghi ngày: --on DAY"))
    if not is_filing and (person or note or (on is not None and not decision)):
        message = _("--by, --note chỉ đi với hồ sơ; --on đi với hồ sơ hoặc --decision")
        raise click.UsageError(message)
    act, qmset = acting(recorded_by), qmskit.load(folder)
    if is_announcing:
        announcing = qmskit.Announcing(decision, on, notice, posted, web)
        plan = qmskit.plan_announce(qmset, announcing, act=act)
    elif is_filing and on is not None:
        kind, file = evidence or (EvidenceKind.NONCONFORMITIES, None)
        filed = qmskit.Evidence(kind, on, person, file, note)
        plan = qmskit.plan_file_evidence(qmset, filed, act=act)
    else:
        return _show(qmskit.announcement(qmset, as_of=as_of or act_day(act)), report)
    return show_and_do(plan, act, dry_run=dry_run, yes=yes)


def act_day(act: qmskit.Act) -> date:
    """Return the day of an act at the keyboard."""
    return (act.at or datetime.now().astimezone()).date()


def _show(found: qmskit.AnnouncementReport, report: str) -> int:
    click.echo(_json(found) if report == "json" else "\n".join(_text(found)))
    return LOOK if found.is_needed else DONE


def _text(found: qmskit.AnnouncementReport) -> Iterator[str]:
    if found.announcements:
        yield from _last_told(found.announcements[-1], len(found.announcements))
    else:
        yield _("Chưa công bố.")
    yield _("Hồ sơ:")
    for rule, filed in found.evidence:
        yield f"\t{_evidence_line(rule, filed)}"
    if not found.announcements and found.shortcomings:
        yield _("Chưa công bố được:")
        yield from (f"\t{one}" for one in found.shortcomings)
    elif found.change is not None and not found.is_needed:
        yield _("Phạm vi không đổi so với lần công bố gần nhất, không phải công bố lại.")
    if found.remarks:
        yield _("Cần xem:")
        yield from (f"\t{one}" for one in found.remarks)
    if found.drafts:
        yield _("Văn bản trình ký, lập bằng qmskit build:")
        yield from (f"\t{code}\t{title}" for code, title in found.drafts)


def _evidence_line(rule: EvidenceRule, filed: FiledEvidence | None) -> str:
    if filed is not None:
        return evidence_told(filed, rule)
    return _("còn thiếu: {name} ({source})").format(name=rule.name, source=source_told(rule.source))


def _last_told(last: SystemAnnouncement, count: int) -> Iterator[str]:
    text = _(
        "Đã công bố {count} lần; gần nhất theo Quyết định số {decision} ngày {on}: "
        "{procedures} TTHC, {documents} tài liệu."
    )
    yield text.format(
        count=count,
        decision=last.decision,
        on=f"{last.on:%d/%m/%Y}",
        procedures=len(last.scope.procedures),
        documents=len(last.documents),
    )
    missing = _("chưa ghi")
    notice = f"{last.notice.number}, {last.notice.on:%d/%m/%Y}" if last.notice else missing
    yield "\t" + _("Thông báo đến đơn vị chủ trì: {told}").format(told=notice)
    posted = f"{last.posted.place}, {last.posted.on:%d/%m/%Y}" if last.posted else missing
    yield "\t" + _("Niêm yết: {told}").format(told=posted)
    web = f"{last.web.url}, {last.web.on:%d/%m/%Y}" if last.web else missing
    yield "\t" + _("Đăng tải: {told}").format(told=web)


def _json(found: qmskit.AnnouncementReport) -> str:
    values = {
        "as_of": str(found.as_of),
        "announcements": [asdict(one) for one in found.announcements],
        "evidence": [
            {
                "kind": rule.kind.value,
                "name": rule.name,
                "source": source_told(rule.source),
                "filed": asdict(filed) if filed else None,
            }
            for rule, filed in found.evidence
        ],
        "shortcomings": [str(one) for one in found.shortcomings],
        "remarks": [str(one) for one in found.remarks],
        "change": asdict(found.change) if found.change else None,
        "again": found.is_needed,
        "drafts": [{"code": code, "title": title} for code, title in found.drafts],
    }
    return json.dumps(values, ensure_ascii=False, indent=1, default=str)
