"""`qmskit template`."""

from pathlib import Path

import click

import qmskit
from qmskit.cli import DONE, FAILED, LOOK
from qmskit.cli.outputs import new_workbook, write_output
from qmskit.language import marked
from qmskit.language import translate as _


@click.group("template", help=marked("Khung Word của cơ quan; tệp mẫu để điền."))
def command() -> None:
    """Hold the commands about Word frames and files to fill in."""


@command.command(
    "check", help=marked("Kiểm tra khung Word: tên không có, tên chưa dùng, kiểu (style) thiếu.")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--sample",
    type=click.Path(path_type=Path, dir_okay=False),
    help=marked("Ghi trang mẫu vào tệp này."),
)
def check(file: Path, sample: Path | None) -> int:
    """Check a frame; 3 when it cannot be used, 1 when styles are missing."""
    found = qmskit.check_frame(file)
    for problem in found.problems:
        click.echo(str(problem))
    for style in found.missing_styles:
        click.echo(
            _("thiếu kiểu (style) “{style}”: nội dung sẽ theo kiểu Normal").format(style=style)
        )
    if found.unused:
        click.echo(_("chưa dùng: {names}").format(names=", ".join(found.unused)))
    if found.problems:
        return FAILED
    if sample:
        write_output(sample, found.sample)
        click.echo(_("trang mẫu: {path}").format(path=sample))
    return LOOK if found.missing_styles else DONE


@command.command(
    "province", help=marked("Ghi tệp Excel mẫu để chép quyết định của tỉnh cho các thủ tục.")
)
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path), callback=new_workbook)
def province(file: Path) -> None:
    """Write the workbook."""
    write_output(file, qmskit.province_template())
    click.echo(_("Đã ghi {path}: điền xong, chạy “qmskit update DIR {path}”.").format(path=file))
