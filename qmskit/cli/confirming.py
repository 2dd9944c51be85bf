"""`qmskit confirm`."""

from datetime import date, datetime

import click

import qmskit
from qmskit.cli.days import day_option
from qmskit.cli.folders import folder_and_rest
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked


@click.command(
    "confirm",
    help=marked(
        "Ghi một người xác nhận quy trình nội bộ của các thủ tục CODE sau khi thủ tục thay đổi, "
        "hoặc nhận bản đề xuất làm quy trình của cơ quan."
    ),
)
@click.argument("arguments", metavar="[DIR] CODE...", nargs=-1, required=True)
@click.option(
    "--by",
    "person",
    metavar="PERSON",
    required=True,
    help=marked("Người xác nhận, đúng họ tên trong staff.yaml."),
)
@click.option(
    "--on",
    metavar="DAY",
    callback=day_option,
    help=marked("Ngày xác nhận (mặc định: hôm nay)."),
)
@click.option(
    "--take-proposal",
    is_flag=True,
    help=marked("Dùng bản đề xuất thay quy trình đang dùng."),
)
@click.option("--keep", is_flag=True, help=marked("Giữ quy trình đang dùng, bỏ bản đề xuất."))
@click.option(
    "--reason", default="", help=marked("Lý do điều chỉnh so với quy trình đã phê duyệt.")
)
@keyboard_option
@dry_run_option
@yes_option
def command(
    arguments: tuple[str, ...], person: str, on: date | None, take_proposal: bool, keep: bool,
    reason: str, recorded_by: str, dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Plan, show, carry out."""
    folder, codes = folder_and_rest(arguments)
    act = acting(recorded_by)
    confirming = qmskit.Confirming(
        person=person,
        on=on or datetime.now().astimezone().date(),
        takes_proposal=take_proposal,
        keeps_workflow=keep,
        reason=reason,
    )
    plan = qmskit.plan_confirm(qmskit.load(folder), codes, confirming, act=act)
    return show_and_do(plan, act, dry_run=dry_run, yes=yes)
