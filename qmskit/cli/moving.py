"""`qmskit update --framework`."""

from datetime import date

import click

import qmskit
from qmskit.language import marked
from qmskit.language import translate as _

framework_option = click.option(
    "--framework",
    default="",
    metavar="ID",
    help=marked(
        "Chuyển bộ tài liệu sang mô hình khung ID, hoặc sang mô hình khung, gói của tỉnh trong một "
        "thư mục."
    ),
)


def planned_move(arguments: tuple[str, ...], framework: str, day: date) -> qmskit.SetPlan:
    """Return what a move to another framework would change.

    Raises:
        click.UsageError: sources are named too: one thing at a time.
    """
    if len(arguments) > 1:
        message = _("--framework không đi cùng nguồn dữ liệu; chạy thành hai lệnh")
        raise click.UsageError(message)
    return qmskit.plan_move(arguments[0] if arguments else ".", framework, as_of=day)
