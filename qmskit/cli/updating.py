"""`qmskit update`."""

from datetime import date, datetime

import click

import qmskit
from qmskit.cli.days import day_option
from qmskit.cli.folders import folder_and_rest
from qmskit.cli.moving import framework_option, planned_move
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.readers.records import day_of


@click.command(
    "update",
    help=marked(
        "Đưa vào bộ tài liệu DIR bản ghi mới của Nhà nước, quyết định của tỉnh, gói của tỉnh, "
        "bảng quan hệ văn bản, hoặc tệp Excel đã sửa."
    ),
)
@click.argument("arguments", metavar="[DIR] SOURCE...", nargs=-1)
@click.option(
    "--as-of",
    metavar="DAY",
    callback=day_option,
    help=marked("Ngày để biết quyết định nào đang có hiệu lực (mặc định: hôm nay)."),
)
@click.option(
    "--approved-by",
    "approval",
    metavar="NUMBER@DAY",
    help=marked("Quyết định phê duyệt quy trình nội bộ, khi tệp Word không ghi."),
)
@click.option(
    "--effective",
    "effective",
    multiple=True,
    metavar="NUMBER@DAY",
    help=marked("Ngày có hiệu lực của quyết định công bố, khi quyết định không ghi."),
)
@click.option("--issuer", default="", help=marked("Cơ quan ban hành quyết định phê duyệt."))
@framework_option
@keyboard_option
@dry_run_option
@yes_option
def command(
    arguments: tuple[str, ...], as_of: date | None, approval: str | None,
    effective: tuple[str, ...], issuer: str, framework: str, recorded_by: str, dry_run: bool,
    yes: bool,
) -> int:  # fmt: skip
    """Plan, show, carry out."""
    day = as_of or datetime.now().astimezone().date()
    if framework:
        plan = planned_move(arguments, framework, day)
        return show_and_do(plan, acting(recorded_by), dry_run=dry_run, yes=yes)
    if not arguments:
        raise click.UsageError(_("cần ghi nguồn dữ liệu SOURCE, hoặc --framework"))
    folder, sources = folder_and_rest(arguments)
    decision = (
        qmskit.Decision(*_number_and_day(approval, "--approved-by"), issuer) if approval else None
    )
    plan = qmskit.plan_update(
        qmskit.load(folder),
        sources,
        as_of=day,
        approval=decision,
        effective_days=dict(_number_and_day(text, "--effective") for text in effective),
    )
    return show_and_do(plan, acting(recorded_by), dry_run=dry_run, yes=yes)


def _number_and_day(text: str, option: str) -> tuple[str, date]:
    """Return the number and day written `1234/QĐ-UBND@20/3/2026`.

    Raises:
        click.BadParameter: the text holds no number, or no day behind the sign.
    """
    number, _sign, written = text.partition("@")
    day = day_of(written.strip())
    if not number.strip() or day is None:
        message = _("“{value}” không đúng dạng; ghi SỐ@NGÀY, ví dụ 1234/QĐ-UBND@20/3/2026")
        raise click.BadParameter(message.format(value=text), param_hint=option)
    return number.strip(), day
