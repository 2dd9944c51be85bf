"""`qmskit restore`."""

from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, LOOK
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.cli.verifying import show
from qmskit.docset.handover.restoring import carry_out_restore
from qmskit.language import marked
from qmskit.language import translate as _


@click.command(
    "restore",
    help=marked(
        "Khôi phục bộ tài liệu từ tệp bàn giao ZIP vào thư mục mới DIR, sau khi kiểm tra tệp còn "
        "nguyên vẹn."
    ),
)
@click.argument("archive", metavar="ZIP", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--despite-problems",
    is_flag=True,
    help=marked("Vẫn khôi phục phần đọc được khi có tệp không khớp sổ nhật ký."),
)
@keyboard_option
@dry_run_option
@yes_option
def command(
    archive: Path, folder: Path, despite_problems: bool, recorded_by: str, dry_run: bool, yes: bool
) -> int:
    """Plan, show, carry out, verify."""
    act = acting(recorded_by)
    plan = qmskit.plan_restore(archive, folder, despite_problems=despite_problems)

    def do() -> int:
        found = carry_out_restore(plan, act)
        click.echo(_("Đã khôi phục vào {folder}.").format(folder=folder))
        show(found)
        return LOOK if found.problems else DONE

    return show_and_do(plan.plan, act, dry_run=dry_run, yes=yes, do=do)
