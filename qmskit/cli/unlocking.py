"""`qmskit unlock`."""

from pathlib import Path

import click

from qmskit.cli import DONE
from qmskit.cli.plans import yes_option
from qmskit.docset.disk.locking import holder, unlock
from qmskit.language import marked
from qmskit.language import translate as _


@click.command(
    "unlock",
    help=marked(
        "Gỡ khóa mà một lệnh bị ngắt để lại trong thư mục DIR (mặc định: thư mục hiện tại)."
    ),
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@yes_option
def command(folder: Path, yes: bool) -> int:
    """Show who holds the lock, ask, break it."""
    who = holder(folder)
    if who is None:
        click.echo(_("Thư mục không bị khóa."))
        return DONE
    click.echo(_("Khóa của: {who}").format(who=who))
    question = _("Chắc chắn lệnh đó không còn chạy và gỡ khóa?")
    if not yes and not click.confirm(question):
        click.echo(_("Chưa gỡ khóa."))
        return DONE
    unlock(folder)
    click.echo(_("Đã gỡ khóa."))
    return DONE
