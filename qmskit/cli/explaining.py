"""`qmskit explain`."""

import click

import qmskit
from qmskit.cli.folders import folder_and_rest
from qmskit.cli.standings import STANDINGS
from qmskit.language import marked
from qmskit.language import translate as _


@click.command(
    "explain",
    help=marked(
        "Cho biết KEY lấy từ tầng nào, tệp nào, dòng nào (ví dụ agency.name, 1.001193.limit); "
        "tình trạng của một văn bản pháp luật (law.123/2015/NĐ-CP)."
    ),
)
@click.argument("arguments", metavar="[DIR] KEY", nargs=-1, required=True)
def command(arguments: tuple[str, ...]) -> None:
    """Explain and print, the layer that counts first."""
    folder, (key, *more) = folder_and_rest(arguments)
    if more:
        raise click.UsageError(_("mỗi lần chỉ hỏi một KEY"))
    explanation = qmskit.explain(qmskit.load(folder), key)
    layers = {
        "agency": _("cơ quan"),
        "province": _("tỉnh"),
        "pack": _("gói của tỉnh"),
        "state": _("Nhà nước (Cổng Dịch vụ công)"),
        "framework": _("mô hình khung"),
    }
    counts = explanation.origins[0].layer, explanation.origins[0].where.file
    for origin in explanation.origins:
        used = (origin.layer, origin.where.file) == counts
        state = _("đang dùng") if used else _("bị thay thế")
        click.echo(f"{layers[origin.layer]} ({state}) – {origin.where}")
        click.echo("\n".join(f"    {line}" for line in origin.value.split("\n")))
        if origin.source:
            provision = f", {origin.source.provision}" if origin.source.provision else ""
            click.echo(
                _("    căn cứ: {text} [{standing}]").format(
                    text=origin.source.text + provision,
                    standing=_(STANDINGS[origin.source.standing]),
                )
            )
    for line in explanation.told:
        click.echo(line)
