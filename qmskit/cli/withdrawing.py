"""`qmskit withdraw`."""

from datetime import date

import click

import qmskit
from qmskit.cli.days import day_option
from qmskit.cli.folders import folder_and_rest
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked


@click.command(
    "withdraw",
    help=marked(
        "Ghi các tài liệu CODE của bộ tài liệu DIR hết hiệu lực theo quyết định, không có bản khác "
        "thay thế."
    ),
)
@click.argument("arguments", metavar="[DIR] CODE...", nargs=-1, required=True)
@click.option("--decision", metavar="NUMBER", required=True, help=marked("Số quyết định."))
@click.option(
    "--on", metavar="DAY", callback=day_option, required=True, help=marked("Ngày quyết định.")
)
@click.option(
    "--effective",
    metavar="DAY",
    callback=day_option,
    help=marked("Ngày đầu tiên hết hiệu lực (mặc định: ngày quyết định)."),
)
@click.option(
    "--still-for",
    metavar="DAY",
    callback=day_option,
    help=marked("Hồ sơ tiếp nhận trước ngày này vẫn làm theo bản cũ."),
)
@click.option("--reason", default="", help=marked("Lý do."))
@keyboard_option
@dry_run_option
@yes_option
def command(
    arguments: tuple[str, ...], decision: str, on: date, effective: date | None,
    still_for: date | None, reason: str, recorded_by: str, dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Plan, show, carry out."""
    folder, codes = folder_and_rest(arguments)
    act = acting(recorded_by)
    withdrawing = qmskit.Withdrawing(decision, on, effective, still_for, reason)
    plan = qmskit.plan_withdraw(qmskit.load(folder), codes, withdrawing, act=act)
    return show_and_do(plan, act, dry_run=dry_run, yes=yes)
