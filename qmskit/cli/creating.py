"""`qmskit new`."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

import qmskit
from qmskit.cli.notes import grouped
from qmskit.cli.outputs import new_workbook, write_output
from qmskit.cli.plans import acting
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.readers.answers import FRAMEWORK, TYPE
from qmskit.readers.packs import is_pack, known_frameworks


def _framework(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return an id of a framework or a folder of a pack.

    Raises:
        click.BadParameter: it is neither.
    """
    if value is None or value in known_frameworks() or is_pack(Path(value)):
        return value
    message = _("không có mô hình khung “{name}”; hiện có: {known}").format(
        name=value, known=", ".join(known_frameworks())
    )
    raise click.BadParameter(message, context, parameter)


@click.command(
    "new", help=marked("Lập bộ tài liệu mới trong thư mục DIR từ dữ liệu thủ tục hành chính.")
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), required=False)
@click.option(
    "--framework",
    metavar="ID|DIR",
    callback=_framework,
    help=marked("Mô hình khung, hoặc thư mục gói dữ liệu của tỉnh."),
)
@click.option("--type", "kind", help=marked("Loại cơ quan: commune, department, sub-department."))
@click.option("--name", help=marked("Tên đầy đủ của cơ quan."))
@click.option("--province", help=marked("Tỉnh, thành phố."))
@click.option("--parent", help=marked("Cơ quan cấp trên, in phía trên tên cơ quan."))
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
@click.option(
    "--code",
    "codes",
    multiple=True,
    help=marked("Chỉ lấy thủ tục có mã này; dùng được nhiều lần."),
)
@click.option("--all", "take_all", is_flag=True, help=marked("Lấy cả thủ tục ngoài thẩm quyền."))
@click.option(
    "--answers",
    type=click.Path(path_type=Path, dir_okay=False),
    help=marked("Tệp YAML hoặc Excel ghi sẵn câu trả lời."),
)
@click.option(
    "--answers-template",
    "template",
    metavar="FILE.xlsx",
    type=click.Path(path_type=Path),
    callback=new_workbook,
    help=marked("Ghi tệp Excel để điền câu trả lời rồi thoát."),
)
@click.option("--defaults", is_flag=True, help=marked("Không hỏi; dùng giá trị mặc định."))
@click.option("--explain", is_flag=True, help=marked("In hết thủ tục không lấy và các lưu ý."))
def command(
    folder: Path | None, framework: str | None, kind: str | None, name: str | None,
    province: str | None, parent: str | None, sources: tuple[str, ...], fields: tuple[str, ...],
    codes: tuple[str, ...], take_all: bool, answers: Path | None, template: Path | None,
    defaults: bool, explain: bool,
) -> None:  # fmt: skip
    """Collect the answers, make the set, say what was taken and left out."""
    given = _from_file(answers, framework or FRAMEWORK)
    agency = replace(
        given.agency,
        type=kind or given.agency.type,
        name=name or given.agency.name,
        province=province or given.agency.province,
        parent=parent or given.agency.parent,
    )
    given = replace(
        given,
        agency=agency,
        framework=framework or given.framework,
        sources=(*given.sources, *sources),
        fields=(*given.fields, *fields),
        codes=(*given.codes, *codes),
        take_all=take_all or given.take_all,
    )
    if template:
        write_output(template, qmskit.answers_template(given, template.parent))
        click.echo(_("Đã ghi {path}: điền xong, chạy “qmskit new DIR --answers {path}”.").format(
            path=template
        ))  # fmt: skip
        return
    if folder is None:
        raise click.UsageError(_("chưa ghi thư mục DIR của bộ tài liệu mới"))
    asked = given if defaults or not sys.stdin.isatty() else _asked(given)
    now = datetime.now().astimezone()
    click.echo(_text(qmskit.new(folder, asked, as_of=now.date(), act=acting("")), explain=explain))


def _from_file(path: Path | None, framework: str) -> qmskit.Answers:
    if path is None:
        return qmskit.Answers(qmskit.Agency(TYPE, ""), ())
    return qmskit.read_answers(path, framework)


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


def _text(report: qmskit.NewReport, *, explain: bool) -> str:
    lines = [
        _("Đã lập bộ tài liệu tại {folder}: {count} thủ tục.").format(
            folder=report.folder, count=len(report.taken)
        )
    ]
    if report.left_out:
        lines.append(_("Không lấy {count} thủ tục:").format(count=len(report.left_out)))
        lines += _left_out(report, most=len(report.left_out) if explain else _SHOWN)
    lines += _understood(report) if explain else ()
    warnings = map(str, report.warnings) if explain else grouped(report.warnings)
    lines += [_("Lưu ý: {problem}").format(problem=problem) for problem in warnings]
    drafts = len(report.taken) - len(report.approved)
    lines.append(
        _("{approved} thủ tục có quy trình đã phê duyệt, {drafts} thủ tục mới có đề xuất.").format(
            approved=len(report.approved), drafts=drafts
        )
    )
    lines.append(
        _("Việc tiếp theo: điền staff.yaml, rồi chạy “qmskit build {folder}”.").format(
            folder=report.folder
        )
    )
    return "\n".join(lines)


_SHOWN = 5


def _left_out(report: qmskit.NewReport, most: int) -> Iterator[str]:
    """Yield the procedures left out by reason, at most `most` a reason."""
    by_reason: dict[str, list[str]] = {}
    for one in report.left_out:
        by_reason.setdefault(one.reason, []).append(f"{one.code} {shortened(one.name, 60)}")
    for reason, named in by_reason.items():
        yield f"  {reason} ({len(named)}):"
        yield from (f"    {name}" for name in named[:most])
        if named[most:]:
            more = _("… và {count} thủ tục khác; thêm --explain để xem hết")
            yield f"    {more.format(count=len(named) - most)}"


_FIELDS = {
    "channels": marked("cách thức thực hiện"),
    "limit value": marked("thời hạn"),
    "limit unit": marked("đơn vị của thời hạn"),
    "fees": marked("phí, lệ phí"),
    "dossier": marked("thành phần hồ sơ"),
    "legal numbers": marked("số, ký hiệu văn bản"),
    "levels": marked("cấp thực hiện"),
    "decision": marked("quyết định công bố"),
    "results": marked("kết quả"),
    "execution": marked("trình tự thực hiện"),
}


def _understood(report: qmskit.NewReport) -> Iterator[str]:
    """Yield how much was understood of the procedures taken, a line a field."""
    yield _("Kết quả đọc dữ liệu của {count} thủ tục:").format(count=report.understood.total)
    for one in report.understood.fields:
        line = _("{field}: đọc được {understood}, có ghi nhưng chưa rõ {told}, không ghi {silent}")
        name = _(_FIELDS.get(one.field, one.field))
        yield "  " + line.format(
            field=name, understood=one.understood, told=one.told, silent=one.silent
        )
    if report.understood.unparsed:
        count = sum(report.understood.unparsed.values())
        yield _("  {count} nội dung giữ nguyên trong mục unparsed của bản ghi").format(count=count)
