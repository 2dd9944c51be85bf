"""`qmskit release`."""

from datetime import date
from pathlib import Path

import click

import qmskit
from qmskit.cli.days import day_option
from qmskit.cli.plans import acting, dry_run_option, keyboard_option, show_and_do, yes_option
from qmskit.language import marked


@click.command(
    "release",
    help=marked(
        "Phát hành các tài liệu đã đủ ba chữ ký của bộ tài liệu DIR theo quyết định ban hành; tệp "
        "của lần phát hành được giữ nguyên trong releases/."
    ),
)
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@click.option("--decision", metavar="NUMBER", required=True, help=marked("Số quyết định ban hành."))
@click.option(
    "--on", metavar="DAY", callback=day_option, required=True, help=marked("Ngày quyết định.")
)
@click.option(
    "--effective",
    metavar="DAY",
    callback=day_option,
    help=marked("Ngày hiệu lực (mặc định: ngày quyết định)."),
)
@click.option(
    "--still-for",
    metavar="DAY",
    callback=day_option,
    help=marked("Hồ sơ tiếp nhận trước ngày này vẫn làm theo bản cũ."),
)
@click.option(
    "--signed",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Bản PDF đã ký số hoặc bản quét, giữ cùng lần phát hành."),
)
@click.option(
    "--trust",
    "roots",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Chứng thư gốc để xét chữ ký số của bản đã ký."),
)
@click.option("--pdf", is_flag=True, help=marked("Giữ thêm bản PDF (cần LibreOffice)."))
@keyboard_option
@dry_run_option
@yes_option
def command(
    folder: Path, decision: str, on: date, effective: date | None, still_for: date | None,
    signed: tuple[Path, ...], roots: tuple[Path, ...], pdf: bool, recorded_by: str,
    dry_run: bool, yes: bool,
) -> int:  # fmt: skip
    """Plan, show, carry out."""
    act = acting(recorded_by)
    issuing = qmskit.Issuing(
        decision=decision,
        on=on,
        effective=effective,
        still_for=still_for,
        signed=signed,
        roots=roots,
        formats=("docx", "pdf") if pdf else ("docx",),
    )
    plan = qmskit.plan_release(qmskit.load(folder), issuing, act=act)
    return show_and_do(plan, act, dry_run=dry_run, yes=yes)
