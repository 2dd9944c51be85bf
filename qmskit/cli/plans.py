"""Plans on the terminal: what would happen, then whether it does."""

import getpass
from collections.abc import Callable, Iterator
from datetime import datetime

import click

import qmskit
from qmskit.cli import DONE, FAILED, LOOK
from qmskit.docset.plans import carry_out
from qmskit.language import marked
from qmskit.language import translate as _

dry_run_option = click.option(
    "--dry-run", is_flag=True, help=marked("Chỉ in kế hoạch, không ghi gì.")
)
keyboard_option = click.option(
    "--recorded-by",
    default="",
    envvar="QMSKIT_BY",
    metavar="PERSON",
    help=marked("Người thao tác, ghi vào sổ nhật ký (mặc định: tên đăng nhập máy)."),
)
yes_option = click.option("--yes", is_flag=True, help=marked("Thực hiện ngay, không hỏi lại."))


def show_and_do(
    plan: qmskit.SetPlan, act: qmskit.Act, *, dry_run: bool, yes: bool,
    do: Callable[[], int] | None = None,
) -> int:  # fmt: skip
    """Print a plan and carry it out.

    The user is asked first, unless `--yes` says so already.

    Args:
        do: carries the plan out, where that is more than writing files of the set; prints what it
            did and returns the exit code.

    Returns:
        1 for a dry run with something to change, 3 where nobody answers, else 0.
    """
    click.echo(_text(plan))
    for line in map(str, plan.remarks):
        click.echo(line, err=True)
    if dry_run:
        return LOOK if plan.pending or plan.acts else DONE
    if not plan.pending and not plan.acts:
        return DONE
    agreed = yes or _answer()
    if agreed is None:
        message = _("không có câu trả lời nên chưa ghi gì; thêm --yes để ghi mà không hỏi lại")
        click.echo(f"qmskit: {message}", err=True)
        return FAILED
    if not agreed:
        click.echo(_("Chưa ghi gì."))
        return DONE
    if do is not None:
        return do()
    carry_out(plan, act)
    click.echo(_("Đã thực hiện {count} thay đổi.").format(count=len(plan.pending) + len(plan.acts)))
    return DONE


def acting(by: str) -> qmskit.Act:
    """Return who acts, by an option or else by the login name, and the moment."""
    return qmskit.Act(by or _login(), datetime.now().astimezone())


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _shown(plan: qmskit.SetPlan) -> Iterator[qmskit.FileChange]:
    """Yield the changes worth a line: the files of a release are told by its documents."""
    for change in plan.changes:
        if change.path not in plan.entry.sealed and change.verdict != "unchanged":
            yield change


def _answer() -> bool | None:
    """Return whether the user agrees; None at the end of the input."""
    try:
        return click.confirm(_("Thực hiện các thay đổi này?"))
    except click.Abort:
        click.echo()
        return None


def _text(plan: qmskit.SetPlan) -> str:
    names = {
        "new": _("thêm"),
        "changed": _("sửa"),
        "removed": _("bỏ"),
        "suspect": _("chờ xác nhận"),
        "kept": _("giữ"),
        "refused": _("không nhận"),
    }
    recorded = _("ghi")
    lines = [] if plan.pending or plan.acts else [_("Không có gì thay đổi.")]
    lines += [f"{recorded}\t{act}" for act in plan.acts]
    for change in _shown(plan):
        lines.append(f"{names[change.verdict]}\t{change.path}")
        lines += [f"\t  {line}" for line in change.summary]
    return "\n".join((*lines, *_same(plan)))


_MOST_SAME = 5


def _same(plan: qmskit.SetPlan) -> Iterator[str]:
    """Yield one line for all files that are concerned and stay as they are."""
    same = [one.path for one in plan.changes if one.verdict == "unchanged"]
    if same:
        more = ", …" if same[_MOST_SAME:] else ""
        shown = ", ".join(same[:_MOST_SAME]) + more
        yield _("không đổi\t{count} tệp: {files}").format(count=len(same), files=shown)
