"""Workbooks of strangers, and values that would become formulas in ours."""

from collections.abc import Callable, Mapping

from bench.equality import members
from tests.hostile.cases import CATALOGUE, HARMLESS, Case, Place, build, update
from tests.sheets import bare_workbook, write_workbook, zipped
from tests.trees import edited, write_tree

_HEADS = ("STT", "Mã thủ tục", "Tên thủ tục", "Thời hạn giải quyết")


def _bare(rows: str, **parts: str) -> Callable[[Place], list[str]]:
    """Return what updates a set from a workbook of bare XML."""

    def make(place: Place) -> list[str]:
        place.tiny()
        return update(place, bare_workbook(place.inside / "a.xlsx", rows, **parts))

    return make


def _package(parts: Callable[[Place], Mapping[str, str | bytes]]) -> Callable[[Place], list[str]]:
    """Return what updates a set from a workbook with parts over those of a good one."""

    def make(place: Place) -> list[str]:
        place.tiny()
        good = bare_workbook(place.inside / "good.xlsx", "").read_bytes()
        path = write_tree(place.inside, {"a.xlsx": zipped({**members(good), **parts(place)})})
        return update(place, path / "a.xlsx")

    return make


def _laughs(_place: Place) -> Mapping[str, str]:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    return {"xl/strings.xml": f"<!DOCTYPE sst [<!ENTITY a0 'ha'>{entities}]><sst><si><t>&a11;</t>"
            "</si></sst>"}  # fmt: skip


def _foreign(place: Place) -> Mapping[str, str]:
    return {"xl/strings.xml": f'<!DOCTYPE sst [<!ENTITY x SYSTEM "{place.secret.as_uri()}">]>'
            "<sst><si><t>&x;</t></si></sst>"}  # fmt: skip


def _climbing(_place: Place) -> Mapping[str, str]:
    return {"xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r0" Type="x/worksheet"'
            ' Target="../../../../outside/secret.txt"/></Relationships>'}  # fmt: skip


def _external(_place: Place) -> Mapping[str, str]:
    target = 'TargetMode="External" Target="http://127.0.0.1:9/x.xml"'
    relation = f'<Relationship Id="r0" Type="x/worksheet" {target}/>'
    return {"xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>"}


def _bomb(name: str, content: bytes) -> Callable[[Place], list[str]]:
    return _package(lambda _place: {name: content})


def _rows(values: str) -> Callable[[Place], list[str]]:
    def make(place: Place) -> list[str]:
        place.tiny()
        rows = [_HEADS, ("1", "1.000170", values, values)]
        return update(place, write_workbook(place.inside / "a.xlsx", {"S": rows}))

    return make


def _formulas(place: Place) -> list[str]:
    """Build our own workbook of a set whose values are formulas."""
    place.tiny({
        **edited("staff.yaml", "Nguyễn Văn Thử", "\"=cmd|'/c calc'!A1\""),
        **edited(CATALOGUE, "name: Thủ tục", 'name: "@SUM(1+9)*cmd|x" # Thủ tục'),
        "workflows/1.000170.yaml": "procedures: [1.000170]\nstanding: agency\nsteps:\n"
        '  - {role: reception, action: "+HYPERLINK(\\"http://127.0.0.1:9\\")", '
        "limit: {value: 1, unit: working-day}}\n",
    })  # fmt: skip
    return build(place, "-b", "xlsx")


CASES = (
    Case("a workbook of a billion laughs", _package(_laughs), "QMS031"),
    Case("a workbook with an entity that is the secret", _package(_foreign), "QMS031"),
    Case("a sheet that climbs out of the package", _package(_climbing), "QMS022"),
    Case("a sheet from the network", _package(_external), "QMS031"),
    Case("a workbook with links to others", _package(lambda _place: {
        "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink ddeService='cmd'/>"
        "</externalLink>"}), "QMS"),
    Case("a workbook with macros", _package(lambda _place: {"xl/vbaProject.bin": b"\xd0\xcf"}),
        "QMS"),
    Case("a cell that is a command", _bare(
        '<row><c t="str"><f>cmd|\'/c calc\'!A1</f><v>x</v></c></row>'), "QMS"),
    Case("a cell in the last row and column", _bare(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "QMS"),
    Case("a cell beyond the last row", _bare('<row r="99999999"><c r="ZZZZ99999999"><v>1</v></c>'
        "</row>"), "QMS"),
    Case("a merged range over the whole sheet", _bare(
        '<row><c t="str"><v>x</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "QMS"),
    Case("a hundred thousand merged ranges", _bare(
        '<row><c t="str"><v>x</v></c></row>', after="<mergeCells>" +
        '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>"), "QMS"),
    Case("a text that is not there", _bare('<row><c t="s"><v>999999999</v></c></row>'), "QMS"),
    Case("a text before the first", _bare('<row><c t="s"><v>-1</v></c></row>'), "QMS"),
    Case("a row of 5,000 digits", _bare(f'<row r="{"9" * 5000}"/>'), "QMS"),
    Case("a number of 100,000 digits in a cell", _bare(
        f'<row><c><v>{"9" * 100_000}</v></c><c><v>1e999999999</v></c></row>'), "QMS"),
    Case("a sheet of 95 MB of empty cells", _bomb("xl/worksheets/one.xml",
        b"<worksheet><sheetData><row>" + b"<c/>" * 23_000_000 + b"</row></sheetData></worksheet>"),
        "QMS"),
    Case("95 MB of empty shared texts", _bomb("xl/strings.xml",
        b"<sst>" + b"<si/>" * 19_000_000 + b"</sst>"), "QMS"),
    Case("a workbook of 500 MB", _bomb("xl/media/x.bin", b"\0" * 500_000_000), "QMS032"),
    Case("a workbook 100,000 elements deep", _bomb("xl/strings.xml",
        b"<sst>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</sst>"), "QMS"),
    Case("formulas in cells of a list", _rows("=1+1"), "QMS"),
    Case("formulas in the values of a set", _formulas, codes=HARMLESS),
)  # fmt: skip
