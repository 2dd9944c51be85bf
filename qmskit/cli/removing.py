"""`qmskit remove`."""

import click

import qmskit
from qmskit.cli.folders import folder_and_rest
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked


@click.command(
    "remove",
    help=marked("Đưa thủ tục CODE ra khỏi phạm vi của bộ tài liệu DIR; tệp được cất vào removed/."),
)
@click.argument("arguments", metavar="[DIR] CODE...", nargs=-1, required=True)
@keyboard_option
@dry_run_option
@yes_option
def command(arguments: tuple[str, ...], recorded_by: str, dry_run: bool, yes: bool) -> int:
    """Plan, show, carry out."""
    folder, codes = folder_and_rest(arguments)
    plan = qmskit.plan_remove(qmskit.load(folder), codes)
    return show_and_do(plan, acting(recorded_by), dry_run=dry_run, yes=yes)
