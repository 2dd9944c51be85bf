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
    metavar="DAY|NUMBER@DAY",
    help=marked(
        "Ngày có hiệu lực: chỉ ghi ngày là của văn bản --law; ghi SỐ@NGÀY là của quyết định công "
        "bố, khi quyết định không ghi."
    ),
)
@click.option(
    "--law",
    metavar="NUMBER",
    help=marked("Số, ký hiệu văn bản làm thay đổi thủ tục, ghi vào law/events.yaml."),
)
@click.option("--provision", default="", help=marked("Điều khoản của văn bản --law."))
@click.option(
    "--shortened",
    is_flag=True,
    help=marked("Văn bản --law ban hành theo trình tự, thủ tục rút gọn."),
)
@click.option(
    "--ministry",
    metavar="NUMBER@DAY",
    help=marked("Quyết định của bộ công bố thủ tục theo văn bản --law."),
)
@click.option(
    "--province",
    metavar="NUMBER@DAY",
    help=marked("Quyết định của tỉnh công bố danh mục theo văn bản --law."),
)
@click.option("--issuer", default="", help=marked("Cơ quan ban hành quyết định phê duyệt."))
@framework_option
@keyboard_option
@dry_run_option
@yes_option
def command(
    arguments: tuple[str, ...], as_of: date | None, approval: str | None,
    effective: tuple[str, ...], law: str | None, provision: str, shortened: bool,
    ministry: str | None, province: str | None, issuer: str, framework: str, recorded_by: str,
    dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Plan, show, carry out."""
    day = as_of or datetime.now().astimezone().date()
    if framework:
        plan = planned_move(arguments, framework, day)
        return show_and_do(plan, acting(recorded_by), dry_run=dry_run, yes=yes)
    if not arguments:
        raise click.UsageError(_("cần ghi nguồn dữ liệu SOURCE, hoặc --framework"))
    folder, sources = folder_and_rest(arguments)
    decision = _decision(approval, "--approved-by", issuer)
    days = [one for one in effective if "@" not in one]
    if law is None and (days or provision or shortened or ministry or province):
        raise click.UsageError(_("ghi văn bản bằng --law SỐ khi cho biết ngày, khâu của văn bản"))
    change = qmskit.LawChange(
        number=law,
        effective=_day_of_law(days),
        ministry=_decision(ministry, "--ministry"),
        province=_decision(province, "--province"),
        provision=provision,
        is_shortened=shortened,
    ) if law else None  # fmt: skip
    plan = qmskit.plan_update(
        qmskit.load(folder),
        sources,
        as_of=day,
        approval=decision,
        effective_days=dict(
            _number_and_day(text, "--effective") for text in effective if "@" in text
        ),
        law=change,
    )
    return show_and_do(plan, acting(recorded_by), dry_run=dry_run, yes=yes)


def _day_of_law(days: list[str]) -> date | None:
    """Return the day the law takes effect; None where nobody tells.

    Raises:
        click.BadParameter: it is no day, or several are told.
    """
    if not days:
        return None
    day = day_of(days[0].strip())
    if day is None or days[1:]:
        message = _("“{value}” không đúng dạng; ghi một ngày, ví dụ 18/5/2026")
        raise click.BadParameter(message.format(value=", ".join(days)), param_hint="--effective")
    return day


def _decision(text: str | None, option: str, issuer: str = "") -> qmskit.Decision | None:
    return qmskit.Decision(*_number_and_day(text, option), issuer) if text else None


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
