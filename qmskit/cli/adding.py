"""`qmskit add`."""

from datetime import datetime

import click

import qmskit
from qmskit.cli.folders import folder_and_rest
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked


@click.command("add", help=marked("Đưa thủ tục CODE vào phạm vi của bộ tài liệu DIR."))
@click.argument("arguments", metavar="[DIR] CODE...", nargs=-1, required=True)
@click.option(
    "--procedures",
    "sources",
    multiple=True,
    metavar="SOURCE",
    help=marked("Tệp hoặc thư mục có bản ghi của thủ tục; dùng được nhiều lần."),
)
@keyboard_option
@dry_run_option
@yes_option
def command(
    arguments: tuple[str, ...], sources: tuple[str, ...], recorded_by: str, dry_run: bool, yes: bool
) -> int:
    """Plan, show, carry out."""
    folder, codes = folder_and_rest(arguments)
    today = datetime.now().astimezone().date()
    plan = qmskit.plan_add(qmskit.load(folder), codes, sources, as_of=today)
    return show_and_do(plan, acting(recorded_by), dry_run=dry_run, yes=yes)
