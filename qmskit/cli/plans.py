"""Plans on the terminal: what would happen, then whether it does."""

from collections.abc import Callable

import click

import qmskit
from qmskit.cli import DONE, FAILED, LOOK
from qmskit.language import marked
from qmskit.language import translate as _

dry_run_option = click.option(
    "--dry-run", is_flag=True, help=marked("Chỉ in kế hoạch, không ghi gì.")
)
yes_option = click.option("--yes", is_flag=True, help=marked("Thực hiện ngay, không hỏi lại."))


def show_and_do(
    plan: qmskit.SetPlan, act: Callable[[qmskit.SetPlan], None], *, dry_run: bool, yes: bool
) -> int:
    """Print a plan and carry it out.

    The user is asked first, unless `--yes` says so already.

    Returns:
        1 for a dry run with something to change, 3 where nobody answers, else 0.
    """
    click.echo(_text(plan))
    for line in map(str, plan.remarks):
        click.echo(line, err=True)
    if dry_run:
        return LOOK if plan.pending else DONE
    if not plan.pending:
        return DONE
    agreed = yes or _answer()
    if agreed is None:
        message = _("không có câu trả lời nên chưa ghi gì; thêm --yes để ghi mà không hỏi lại")
        click.echo(f"qmskit: {message}", err=True)
        return FAILED
    if not agreed:
        click.echo(_("Chưa ghi gì."))
        return DONE
    act(plan)
    click.echo(_("Đã thực hiện {count} thay đổi.").format(count=len(plan.pending)))
    return DONE


def _answer() -> bool | None:
    """Return whether the user agrees; None at the end of the input."""
    try:
        return click.confirm(_("Thực hiện các thay đổi này?"))
    except click.Abort:
        click.echo()
        return None


def _text(plan: qmskit.SetPlan) -> str:
    if not plan.pending:
        return _("Không có gì thay đổi.")
    names = {"new": _("thêm"), "changed": _("sửa"), "removed": _("bỏ")}
    lines: list[str] = []
    for change in plan.pending:
        lines.append(f"{names[change.verdict]}\t{change.path}")
        lines += [f"\t  {line}" for line in change.summary]
    return "\n".join(lines)
