"""`qmskit today`."""

import json
import re
import textwrap
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.cli.days import day_option
from qmskit.cli.outputs import write_output
from qmskit.docset.following.exporting import today_json
from qmskit.docset.following.reminders import today_calendar
from qmskit.docset.following.tasks import Task
from qmskit.documents.sandbox import day_text
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.chains import Chain, ChangeStatus
from qmskit.law.telling import status_told

_SHOWN = 5
_WIDTH = 78
_LABEL = 11
# Codes that are named, letters of a reason; the rest stands in the JSON.
_CODES = 9
_WHY = 330
_NO_BREAK = "\u00a0"
_SENTENCE_END = re.compile(r"(?<=\.) ")


@click.command(
    "today",
    help=marked(
        "Việc phải làm của bộ tài liệu DIR: việc nào gấp nhất, vì sao, tệp nào, lệnh nào. Mã thoát "
        "là 1 khi có việc quá hạn."
    ),
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--as-of",
    metavar="DAY",
    callback=day_option,
    help=marked("Xem theo ngày này, kể cả ngày sắp tới (mặc định: hôm nay)."),
)
@click.option(
    "--cases",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=marked("Bảng Excel hoặc CSV hai cột: mã thủ tục, số hồ sơ; việc nhiều hồ sơ lên trước."),
)
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    help=marked("Dạng báo cáo; ics là lịch nhắc hạn."),
)
@click.option(
    "-o", "--out", metavar="FILE", type=click.Path(path_type=Path),
    help=marked("Ghi báo cáo vào tệp này."),
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=marked("In mọi việc, không chỉ năm việc."))
@click.option(
    "--year", metavar="YEAR", type=click.IntRange(1, 9998),
    help=marked("Câu của báo cáo năm: thay đổi nào đúng hạn, chậm, do khâu nào."),
)  # fmt: skip
@click.option(
    "--notes", metavar="FOLDER", type=click.Path(path_type=Path),
    help=marked("Ghi vào thư mục này bản ghi chú tạm cho mỗi thay đổi đang chờ tỉnh công bố."),
)  # fmt: skip
def command(
    folder: Path, as_of: date | None, cases: Path | None, report: str, out: Path | None,
    everything: bool, year: int | None, notes: Path | None,
) -> int:  # fmt: skip
    """Print what is due; 1 where something is overdue."""
    day = as_of or datetime.now().astimezone().date()
    qmset = qmskit.load(folder)
    counts = qmskit.read_case_counts(cases) if cases else {}
    found = qmskit.today(qmset, as_of=day, cases=counts)
    if report == "ics":
        _print(today_calendar(found), out)
    elif report == "json":
        told = json.dumps(today_json(found, year), ensure_ascii=False, indent=1)
        _print(f"{told}\n".encode(), out)
    else:
        lines = _year(found.year(year)) if year else _tasks(found, everything=everything)
        _print("".join(f"{line}\n" for line in lines).encode(), out)
    if notes:
        _write_notes(qmset, notes, day)
    return LOOK if found.is_overdue else DONE


def _print(content: bytes, out: Path | None) -> None:
    if out:
        write_output(out, content)
    else:
        # As bytes: a calendar has line ends of its own.
        click.echo(content, nl=False)


def _write_notes(qmset: qmskit.DocumentSet, folder: Path, day: date) -> None:
    made = qmskit.write_interim_notes(qmset, folder, as_of=day)
    text = _("{count} ghi chú tạm, ghi vào {folder}.")
    click.echo(text.format(count=len(made), folder=folder), err=True)
    for one in made:
        if one.state == "kept":
            text = _("Đã sửa tay, giữ nguyên; bản mới ở: {path}")
            click.echo(text.format(path=one.path), err=True)


def _tasks(found: qmskit.TodayReport, *, everything: bool) -> Iterator[str]:
    day = day_text(found.as_of)
    yield _("{agency}: việc phải làm, xem theo ngày {day}").format(agency=found.agency, day=day)
    if not found.tasks:
        yield _("Không có việc nào phải làm.")
        return
    shown = found.tasks if everything else found.tasks[:_SHOWN]
    for number, one in enumerate(shown, 1):
        yield ""
        yield from _task(number, one)
    rest = len(found.tasks) - len(shown)
    yield ""
    overdue = sum(one.is_overdue for one in found.tasks)
    counted = _("{count} việc, {overdue} việc quá hạn.").format(
        count=len(found.tasks), overdue=overdue
    )
    more = _(" Còn {rest} việc chưa in: thêm --all.").format(rest=rest) if rest else ""
    yield f"{counted}{more}"


def _task(number: int, one: Task) -> Iterator[str]:
    yield from _wrapped(f"{number}. {_urgency(one)}{one.about}", "", "   ")
    yield from _labelled(_("Vì sao"), _opening(one.why))
    if one.procedures:
        yield from _labelled(_("Thủ tục"), _codes(one.procedures, one.cases))
    if one.documents:
        yield from _labelled(_("Tài liệu"), _codes(one.documents))
    yield from _labelled(_("Việc"), one.step.todo)
    if one.step.signed:
        yield from _labelled(_("Ký"), one.step.signed)
    if one.step.file:
        yield from _labelled(_("Tệp"), one.step.file)
    if one.step.command:
        label = _("Lệnh")
        # On one line, however long: it is there to be copied.
        yield f"   {label:<{_LABEL}}{one.step.command}"


def _labelled(label: str, text: str) -> list[str]:
    return _wrapped(text, f"   {label:<{_LABEL}}", " " * (3 + _LABEL))


def _wrapped(text: str, first: str, others: str) -> list[str]:
    """Return the lines of a text; a no-break blank is printed as a blank."""
    lines = textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=others,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
    return [line.replace(_NO_BREAK, " ") for line in lines]


def _opening(text: str) -> str:
    """Return the sentences of a reason that there is room for, the first one always."""
    told = ""
    for sentence in _SENTENCE_END.split(text):
        if told and len(told) + len(sentence) > _WHY:
            break
        told = f"{told} {sentence}".strip()
    return told


def _codes(codes: tuple[str, ...], cases: int = 0) -> str:
    """Return codes, each on one line; of many the first ones and how many there are."""
    some = codes[:_CODES] if len(codes) > _CODES + 1 else codes
    shown = ", ".join(code.replace(" ", _NO_BREAK) for code in some)
    if len(some) < len(codes):
        shown = _("{codes}… tất cả {count}").format(codes=shown, count=len(codes))
    return _("{codes} ({cases} hồ sơ)").format(codes=shown, cases=cases) if cases else shown


def _urgency(one: Task) -> str:
    """Return what a headline says first: how late, how soon, or what is waited for."""
    if one.status is ChangeStatus.UNKNOWN_EFFECTIVE_DAY:
        return _("CHƯA RÕ NGÀY HIỆU LỰC. ")
    if one.days is not None and one.days < 0:
        return _late(one, -one.days)
    if one.status is ChangeStatus.NOT_YET_EFFECTIVE and one.effective:
        return _("Sắp có hiệu lực, {day}. ").format(day=day_text(one.effective))
    told = _("Còn {days} ngày{provisional}. ") if one.days is not None else ""
    if one.status is ChangeStatus.WAITING_FOR_ANNOUNCEMENT:
        told += _("Đang có hiệu lực, chờ tỉnh công bố. ")
    return told.format(days=one.days, provisional=_provisional(one))


def _late(one: Task, days: int) -> str:
    told = _("ĐÃ HẾT {days} ngày. ") if one.ends else _("QUÁ HẠN {days} ngày{provisional}. ")
    return told.format(days=days, provisional=_provisional(one))


def _provisional(one: Task) -> str:
    return _(" (tạm tính)") if one.is_provisional else ""


def _year(found: qmskit.YearReport) -> Iterator[str]:
    yield from _wrapped(found.sentence, "", "")
    for chain in found.chains:
        yield ""
        codes = ", ".join(chain.event.procedures)
        name = f"{chain.event.text or chain.event.id}: {codes}".removesuffix(": ")
        yield from _wrapped(f"{name} ({_where(chain)})", "", "  ")
        for sentence in found.told[chain.event.id]:
            yield from _wrapped(f"- {sentence}", "  ", "    ")


def _where(chain: Chain) -> str:
    """Return where a change stands, its last day, and how late it is or was."""
    told = status_told(chain.status)
    if chain.deadline is None:
        return told
    told += _("; hạn {day}").format(day=day_text(chain.deadline.due))
    late = ((chain.applied or chain.as_of) - chain.deadline.due).days
    return told + (_("; chậm {days} ngày").format(days=late) if late > 0 else "")
