"""`qmskit new`."""

import sys
from dataclasses import replace
from pathlib import Path

import click

import qmskit
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.readers.answers import FRAMEWORK, TYPE, read_answers
from qmskit.readers.packs import known_frameworks, read_framework


@click.command(
    "new", help=marked("Lập bộ tài liệu mới trong thư mục DIR từ dữ liệu thủ tục hành chính.")
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--framework", type=click.Choice(known_frameworks()), help=marked("Mô hình khung."))
@click.option("--type", "kind", help=marked("Loại cơ quan: commune, department, sub-department."))
@click.option("--name", help=marked("Tên đầy đủ của cơ quan."))
@click.option("--province", help=marked("Tỉnh, thành phố."))
@click.option(
    "--procedures",
    "sources",
    multiple=True,
    metavar="SOURCE",
    help=marked("Tệp hoặc thư mục thủ tục hành chính; dùng được nhiều lần."),
)
@click.option(
    "--field", "fields", multiple=True, help=marked("Chỉ lấy lĩnh vực này; dùng được nhiều lần.")
)
@click.option("--all", "take_all", is_flag=True, help=marked("Lấy cả thủ tục ngoài thẩm quyền."))
@click.option(
    "--answers",
    type=click.Path(path_type=Path, dir_okay=False),
    help=marked("Tệp YAML ghi sẵn câu trả lời."),
)
@click.option("--defaults", is_flag=True, help=marked("Không hỏi; dùng giá trị mặc định."))
def command(
    folder: Path, framework: str | None, kind: str | None, name: str | None, province: str | None,
    sources: tuple[str, ...], fields: tuple[str, ...], take_all: bool, answers: Path | None,
    defaults: bool,
) -> None:  # fmt: skip
    """Collect the answers, make the set, say what was taken and left out."""
    given = _from_file(answers, framework or FRAMEWORK)
    agency = replace(
        given.agency,
        type=kind or given.agency.type,
        name=name or given.agency.name,
        province=province or given.agency.province,
    )
    given = replace(
        given,
        agency=agency,
        framework=framework or given.framework,
        sources=(*given.sources, *sources),
        fields=(*given.fields, *fields),
        take_all=take_all or given.take_all,
    )
    asked = given if defaults or not sys.stdin.isatty() else _asked(given)
    click.echo(_text(qmskit.new(folder, asked)))


def _from_file(path: Path | None, framework: str) -> qmskit.Answers:
    if path is None:
        return qmskit.Answers(qmskit.Agency(TYPE, ""), ())
    roles = frozenset(role.id for role in read_framework(framework).roles)
    return read_answers(path, roles)


def _asked(given: qmskit.Answers) -> qmskit.Answers:
    """Ask on the terminal for what is missing."""
    agency = given.agency
    if not agency.name:
        agency = replace(
            agency,
            name=click.prompt(_("Tên đầy đủ của cơ quan (ví dụ: Ủy ban nhân dân xã Bình Minh)")),
        )
    if not agency.province:
        agency = replace(
            agency,
            province=click.prompt(
                _("Tỉnh, thành phố (Enter để bỏ qua)"), default="", show_default=False
            ),
        )
    sources = given.sources
    if not sources:
        sources = (click.prompt(_("Thư mục hoặc tệp dữ liệu thủ tục hành chính")),)
    return replace(given, agency=agency, sources=sources)


def _text(report: qmskit.NewReport) -> str:
    lines = [
        _("Đã lập bộ tài liệu tại {folder}: {count} thủ tục.").format(
            folder=report.folder, count=len(report.taken)
        )
    ]
    if report.left_out:
        lines.append(_("Không lấy {count} thủ tục:").format(count=len(report.left_out)))
        lines += [
            f"  {one.code} {shortened(one.name, 60)}: {one.reason}" for one in report.left_out
        ]
    lines += [_("Lưu ý: {problem}").format(problem=problem) for problem in report.warnings]
    lines.append(
        _("Việc tiếp theo: điền staff.yaml, rồi chạy “qmskit build {folder}”.").format(
            folder=report.folder
        )
    )
    return "\n".join(lines)
