"""`qmskit undo`."""

from pathlib import Path

import click

import qmskit
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked


@click.command(
    "undo",
    help=marked(
        "Trả các tệp của bộ tài liệu DIR về như trước thao tác cuối; không hoàn tác được sau khi "
        "ký, phát hành, cho hết hiệu lực."
    ),
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@keyboard_option
@dry_run_option
@yes_option
def command(folder: Path, recorded_by: str, dry_run: bool, yes: bool) -> int:
    """Plan, show, carry out."""
    act = acting(recorded_by)
    return show_and_do(qmskit.plan_undo(folder), act, dry_run=dry_run, yes=yes)
