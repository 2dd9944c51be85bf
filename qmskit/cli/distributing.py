"""`qmskit distribute`."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE
from qmskit.cli.days import day_option
from qmskit.cli.folders import folder_and_codes
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.docset.distribution.boards import BoardChange, board_changes
from qmskit.docset.distribution.holdings import DeskReport, DistributionReport, copy_told
from qmskit.language import marked
from qmskit.language import translate as _


@click.command(
    "distribute",
    help=marked(
        "Nơi nào của bộ tài liệu DIR giữ bản nào, còn phải giao, phải thu hồi bản nào; ghi việc "
        "giao (--to) hoặc thu hồi (--returned) các tài liệu CODE."
    ),
)
@click.argument("arguments", metavar="[DIR] [CODE...]", nargs=-1)
@click.option(
    "--show", is_flag=True, help=marked("Chỉ in ai giữ bản nào (mặc định khi không ghi việc nào).")
)
@click.option(
    "--to", metavar="DESK", help=marked("Giao cho nơi nhận này; all khi giao qua e-office.")
)
@click.option("--returned", metavar="DESK", help=marked("Thu hồi từ nơi nhận này."))
@click.option("--on", metavar="DAY", callback=day_option, help=marked("Ngày giao hoặc thu hồi."))
@click.option("--by", "person", metavar="PERSON", default="", help=marked("Người nhận hoặc trả."))
@click.option("--destroyed", is_flag=True, help=marked("Bản thu hồi được hủy tại chỗ."))
@click.option(
    "--current", is_flag=True, help=marked("Thu hồi cả bản đang có hiệu lực (nơi nhận thôi giữ).")
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help=marked("Ghi tài liệu của từng nơi nhận, danh sách giao, thu hồi, niêm yết vào thư mục."),
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
    arguments: tuple[str, ...], show: bool, to: str | None, returned: str | None, on: date | None,
    person: str, destroyed: bool, current: bool, out: Path | None, as_of: date | None,
    report: str, recorded_by: str, dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Show, write the extract, or plan and carry out."""
    if sum((show, to is not None, returned is not None, out is not None)) > 1:
        message = _("mỗi lần chỉ một trong: --show, --to, --returned, --out")
        raise click.UsageError(message)
    folder, codes = folder_and_codes(arguments)
    if to is None and returned is None:
        if codes or on is not None or person or destroyed or current:
            message = _(
                "mã hiệu, --on, --by, --destroyed, --current chỉ đi với --to hoặc --returned"
            )
            raise click.UsageError(message)
        day = as_of or datetime.now().astimezone().date()
        return _show(qmskit.load(folder), day, report, out)
    if on is None:
        raise click.UsageError(_("cần ghi ngày: --on DAY"))
    act, qmset = acting(recorded_by), qmskit.load(folder)
    if to is not None:
        giving = qmskit.Giving(to, on, person)
        plan = qmskit.plan_distribute(qmset, codes, giving, act=act)
    else:
        returning = qmskit.Returning(
            returned or "", on, person, is_destroyed=destroyed, has_current=current
        )
        plan = qmskit.plan_take_back(qmset, codes, returning, act=act)
    return show_and_do(plan, act, dry_run=dry_run, yes=yes)


def _show(qmset: qmskit.DocumentSet, day: date, report: str, out: Path | None) -> int:
    if out is not None:
        made = qmskit.extract(qmset, out, as_of=day)
        text = _("{count} tệp cho các nơi nhận, ghi vào {folder}.")
        click.echo(text.format(count=len(made.files), folder=made.folder))
        for one in made.files:
            if one.state == "kept":
                click.echo(_("Đã sửa tay, giữ nguyên; bản mới ở: {path}").format(path=one.path))
        return DONE
    found = qmskit.distribution(qmset, as_of=day)
    boards = {
        one.desk.id: board_changes(qmset.folder, found, one)
        for one in found.desks
        if one.desk.is_notice_board
    }
    click.echo(_json(found, boards) if report == "json" else "\n".join(_text(found, boards)))
    return DONE


def _text(found: DistributionReport, boards: dict[str, tuple[BoardChange, ...]]) -> Iterator[str]:
    if found.is_electronic:
        yield _("Giao qua hệ thống văn bản điện tử: một lần giao cho mọi nơi nhận (--to all).")
    for one in found.desks:
        give = sum(item.copies for item in one.to_give)
        text = _("{name}: giữ {held} bản, phải giao {give} bản, phải thu hồi {back} bản")
        yield f"{one.desk.id}\t" + text.format(
            name=one.desk.name,
            held=len(one.held),
            give=give,
            back=len(one.to_take_back),
        )
        yield from _of_desk(one)
        for change in boards.get(one.desk.id, ()):
            yield f"\t{_told(change)}"


def _of_desk(one: DeskReport) -> Iterator[str]:
    for copy in one.held:
        yield "\t" + _("giữ: {copy}").format(copy=copy_told(copy))
    for item in one.to_give:
        document = item.issued.document
        text = _("giao: {code}, lần ban hành {issue:02d}, lần sửa đổi {revision:02d}: {count} bản")
        yield "\t" + text.format(
            code=document.code,
            issue=document.issue,
            revision=document.revision,
            count=item.copies,
        )
    for back in one.to_take_back:
        text = _("thu hồi: {copy}; hết hiệu lực từ {day}")
        ended = f"{back.issued.ended_on:%d/%m/%Y}" if back.issued.ended_on else ""
        line = text.format(copy=copy_told(back.copy), day=ended)
        if back.issued.still_for:
            still = _("; còn áp dụng cho hồ sơ tiếp nhận trước ngày {day}")
            line += still.format(day=f"{back.issued.still_for:%d/%m/%Y}")
        yield f"\t{line}"


def _told(change: BoardChange) -> str:
    texts = {
        "new": _("niêm yết thêm: {code}: {told}"),
        "changed": _("thay bản niêm yết: {code}: {told}"),
        "removed": _("gỡ bản niêm yết: {code}: {told}"),
    }
    return texts[change.verdict].format(code=change.code, told=change.told)


def _json(found: DistributionReport, boards: dict[str, tuple[BoardChange, ...]]) -> str:
    values = {
        "as_of": str(found.as_of),
        "e_office": found.is_electronic,
        "desks": [_desk_json(one, boards.get(one.desk.id, ())) for one in found.desks],
    }
    return json.dumps(values, ensure_ascii=False, indent=1)


def _desk_json(one: DeskReport, changes: tuple[BoardChange, ...]) -> dict[str, object]:
    return {
        "id": one.desk.id,
        "name": one.desk.name,
        "notice_board": one.desk.is_notice_board,
        "documents": list(one.codes),
        "held": [
            {
                "code": copy.code, "issue": copy.issue, "revision": copy.revision,
                "check": copy.check, "release": copy.release, "number": copy.number,
                "given_on": str(copy.given_on), "received_by": copy.received_by,
            }
            for copy in one.held
        ],
        "to_give": [
            {
                "code": item.issued.document.code, "issue": item.issued.document.issue,
                "revision": item.issued.document.revision, "copies": item.copies,
            }
            for item in one.to_give
        ],
        "to_take_back": [
            {
                "code": item.copy.code, "issue": item.copy.issue,
                "revision": item.copy.revision, "number": item.copy.number,
                "ended_on": str(item.issued.ended_on),
                "still_for": str(item.issued.still_for or ""),
            }
            for item in one.to_take_back
        ],
        "board": [
            {"code": change.code, "verdict": change.verdict, "told": change.told}
            for change in changes
        ],
    }  # fmt: skip
