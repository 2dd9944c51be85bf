"""`qmskit handover`."""

from datetime import date, datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE
from qmskit.cli.days import day_option
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.docset.handover.handing_over import hand_over
from qmskit.language import marked
from qmskit.language import translate as _


@click.command(
    "handover",
    help=marked(
        "Bàn giao bộ tài liệu DIR thành một tệp ZIP tự kiểm tra được: dữ liệu, các lần phát hành, "
        "sổ nhật ký, biên bản tình trạng và việc đang mở; không gồm hồ sơ trong records."
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("out", metavar="ZIP", type=click.Path(path_type=Path))
@click.option("--by", "giver", metavar="PERSON", required=True, help=marked("Người giao."))
@click.option("--to", "taker", metavar="PERSON", required=True, help=marked("Người nhận."))
@click.option(
    "--on", metavar="DAY", callback=day_option, help=marked("Ngày bàn giao (mặc định: hôm nay).")
)
@click.option("--force", is_flag=True, help=marked("Ghi đè tệp ZIP đã có."))
@click.option(
    "--despite-problems",
    is_flag=True,
    help=marked("Vẫn bàn giao khi có tệp không khớp sổ nhật ký; biên bản ghi rõ từng chỗ."),
)
@keyboard_option
@dry_run_option
@yes_option
def command(
    folder: Path, out: Path, giver: str, taker: str, on: date | None, force: bool,
    despite_problems: bool, recorded_by: str, dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Plan, show, carry out."""
    act = acting(recorded_by)
    asked = qmskit.Handover(
        by=giver,
        to=taker,
        on=on or datetime.now().astimezone().date(),
        is_replacing=force,
        despite_problems=despite_problems,
    )
    plan = qmskit.plan_handover(qmskit.load(folder), out, asked, act=act)

    def do() -> int:
        _print(hand_over(plan, act))
        return DONE

    return show_and_do(plan.plan, act, dry_run=dry_run, yes=yes, do=do)


def _print(report: qmskit.HandoverReport) -> None:
    message = _("Đã bàn giao {count} tệp vào {path} ({size} byte).")
    click.echo(message.format(count=report.files, path=report.path, size=report.size))
    click.echo(_("Mã SHA-256 của tệp: {sha256}").format(sha256=report.sha256))
    click.echo(_("Mã sổ nhật ký (dòng cuối): {receipt}").format(receipt=report.receipt))
