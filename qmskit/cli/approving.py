"""`qmskit approve`."""

from datetime import date
from pathlib import Path

import click

import qmskit
from qmskit.cli.days import day_option
from qmskit.cli.folders import folder_and_rest
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.control import SignatureRole


@click.command(
    "approve",
    help=marked(
        "Ghi chữ ký soạn thảo, xem xét hoặc phê duyệt của một người dưới các tài liệu CODE "
        "(mã hiệu tài liệu hoặc mã TTHC) của bộ tài liệu DIR."
    ),
)
@click.argument("arguments", metavar="[DIR] CODE...", nargs=-1)
@click.option(
    "--by",
    "person",
    metavar="PERSON",
    required=True,
    help=marked("Người ký, đúng họ tên trong staff.yaml."),
)
@click.option(
    "--role",
    type=click.Choice([one.value for one in SignatureRole]),
    required=True,
    help=marked("Ký với tư cách: soạn thảo, xem xét, phê duyệt."),
)
@click.option("--on", metavar="DAY", callback=day_option, required=True, help=marked("Ngày ký."))
@click.option("--all", "everything", is_flag=True, help=marked("Mọi tài liệu đang chờ chữ ký này."))
@click.option(
    "--authority",
    type=click.Choice(["KT.", "TUQ."]),
    default=None,
    help=marked("Ký thay người đứng đầu: cấp phó ký KT., người được ủy quyền ký TUQ."),
)
@click.option(
    "--assignment", metavar="NUMBER", default="", help=marked("Số văn bản phân công hoặc ủy quyền.")
)
@click.option(
    "--new-issue",
    is_flag=True,
    help=marked("Ban hành lại cả bộ: lần ban hành tăng một, lần sửa đổi về 00."),
)
@click.option(
    "--as-issued",
    is_flag=True,
    help=marked("Tài liệu đã ban hành trước khi có sổ nhật ký, như ghi ở revisions.yaml."),
)
@click.option(
    "--summary", default="", help=marked("Tóm lược nội dung sửa đổi, thay cho câu tự lập.")
)
@click.option("--basis", default="", help=marked("Căn cứ sửa đổi."))
@keyboard_option
@dry_run_option
@yes_option
def command(
    arguments: tuple[str, ...], person: str, role: str, on: date, everything: bool,
    authority: str | None, assignment: str, new_issue: bool, as_issued: bool, summary: str,
    basis: str, recorded_by: str, dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Plan, show, carry out."""
    folder, codes = _folder_and_codes(arguments, everything=everything)
    act = acting(recorded_by)
    approval = qmskit.Approval(
        role=SignatureRole(role),
        person=person,
        on=on,
        authority=authority or "",
        assignment=assignment,
        is_new_issue=new_issue,
        is_as_issued=as_issued,
        summary=summary,
        basis=basis,
    )
    plan = qmskit.plan_approve(qmskit.load(folder), codes, approval, act=act)
    return show_and_do(plan, act, dry_run=dry_run, yes=yes)


def _folder_and_codes(
    arguments: tuple[str, ...], *, everything: bool
) -> tuple[Path, tuple[str, ...]]:
    """Return the folder and the codes; no codes with `--all`.

    Raises:
        click.UsageError: both or none of them are given.
    """
    if everything and len(arguments) <= 1:
        return Path(arguments[0] if arguments else "."), ()
    if everything or not arguments:
        raise click.UsageError(_("ghi mã hiệu các tài liệu, hoặc ghi --all, không ghi cả hai"))
    return folder_and_rest(arguments)
