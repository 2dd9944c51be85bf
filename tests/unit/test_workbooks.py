from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qmskit.model.texts import ILLEGAL, clean
from qmskit.problems import InvalidInputError, Location
from qmskit.readers.tables import spreadsheets
from qmskit.readers.tables.cell_reading import repaired_code
from qmskit.readers.tables.cell_texts import cell_text
from qmskit.readers.tables.grids import Row
from qmskit.readers.tables.sheet_xml import SheetCell
from qmskit.readers.tables.workbooks import (
    MOST_COLUMNS,
    opening_rows,
    sheet_names,
    workbook_grids,
    workbook_rows,
)
from tests.sheets import Rows, bare_workbook, write_workbook, zipped


def texts(path: Path) -> list[list[str]]:
    return [[cell.text for cell in row] for row in workbook_grids(path)[0].rows]


def refusals(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        workbook_grids(path, "so.xlsx")
    return [(str(one.where), one.code) for one in caught.value.problems]


SHOWN = [
    ("  hai\u00a0dòng\r\nmột ô ", "General", "hai dòng\nmột ô"),
    (0.5, "General", "0,5"),
    (0.1 + 0.2, "General", "0,3"),
    (8000, "#,##0", "8000"),
    (1.00017, "General", "1,00017"),
    (1.00017, "0.000000", "1,000170"),
    (5, "00", "05"),
    (-5, "00", "-05"),
    (0.125, "0.0", "0,125"),
    (0.5, "0%", "50%"),
    (1e22, "General", "1E+22"),
    (0, "0", "0"),
    (True, "General", "TRUE"),
    (False, "General", "FALSE"),
    (date(2026, 3, 20), "dd/mm/yyyy", "2026-03-20"),
    (date(2026, 3, 20), "[$-42A]d mmmm yyyy", "2026-03-20"),
    (datetime(2026, 3, 20, 14, 30), "yyyy-mm-dd hh:mm", "2026-03-20 14:30"),  # noqa: DTZ001
    (date(1900, 1, 15), "d/m/yy", "1900-01-15"),
    (time(15, 0), "h:mm", "15:00"),
    (1.5, "[h]:mm", "36:00"),
    (3, '0 "ngày làm việc"', "3"),
    (3, "[Red]0", "3"),
    (3, r"#,##0\ _đ", "3"),
]


@pytest.mark.parametrize(("value", "number_format", "shown"), SHOWN)
def test_a_cell_is_read_as_a_person_reads_it(
    tmp_path: Path, value: str | float | date | time, number_format: str, shown: str
) -> None:
    book = Workbook()
    cell = book.worksheets[0].cell(1, 1)
    cell.value = value
    cell.number_format = number_format
    book.save(tmp_path / "one.xlsx")
    assert texts(tmp_path / "one.xlsx") == [[shown]]


BARE = {
    "shared text": ('<c r="A1" t="s"><v>0</v></c>', "một hai"),
    "text of runs in the cell": (
        '<c r="A1" t="inlineStr"><is><r><t>một </t></r><r><t>hai</t></r></is></c>',
        "một hai",
    ),
    "escaped line end": ('<c r="A1" t="str"><f>A2</f><v>a_x000D_\nb</v></c>', "a\nb"),
    "escaped escape": ('<c r="A1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>', "_x0041_"),
    "no place": ('<c t="inlineStr"><is><t>a</t></is></c>', "a"),
    "formula with empty text": ('<c r="A1" t="str"><f>B1</f></c><c r="B1"><v>1</v></c>', ""),
    "day in words": ('<c r="A1" t="d"><v>2026-03-20T00:00:00</v></c>', "2026-03-20"),
    "day from 1904": ('<c r="A1" s="1"><v>1</v></c>', "1904-01-02"),
    "own style beyond the list": ('<c r="A1" s="9"><v>1</v></c>', "1"),
}


@pytest.mark.parametrize(("cells", "shown"), BARE.values(), ids=BARE.keys())
def test_cells_as_other_programs_write_them(tmp_path: Path, cells: str, shown: str) -> None:
    path = bare_workbook(
        tmp_path / "bare.xlsx",
        f"<row>{cells}</row>",
        strings="<si><r><t>một </t></r><rPh><t>x</t></rPh><r><t>hai</t></r></si>",
        styles='<numFmts><numFmt numFmtId="200" formatCode="d/m"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>',
        book='<workbookPr date1904="1"/>',
    )
    assert texts(path)[0][0] == shown


WRONG_CELLS = {
    "error": ('<c r="B7" t="e"><v>#N/A</v></c>', [("so.xlsx:S!B7", "QMS033")]),
    "formula never computed": ('<c r="B7"><f>A1*2</f></c>', [("so.xlsx:S!B7", "QMS033")]),
    "value of another file": (
        '<c r="B7"><f>[1]Sheet1!A1</f><v>3</v></c>',
        [("so.xlsx:S!B7", "QMS033")],
    ),
    "no number": ('<c r="B7"><v>x</v></c>', [("so.xlsx:S!B7", "QMS033")]),
    "not a number": ('<c r="B7"><v>NaN</v></c>', [("so.xlsx:S!B7", "QMS033")]),
    "no day": ('<c r="B7" s="1"><v>-1</v></c>', [("so.xlsx:S!B7", "QMS033")]),
    "illegal character": (
        '<c r="B7" t="str"><v>a_x0001_</v></c><c r="C7" t="e"><v>#REF!</v></c>',
        [("so.xlsx:S!B7", "QMS012"), ("so.xlsx:S!C7", "QMS033")],
    ),
    "far to the right": ('<c r="XFD7"><v>1</v></c>', [("so.xlsx:S", "QMS032")]),
    "far down": ('<c r="A1048576"><v>1</v></c><c r="B7"/>', [("so.xlsx:S", "QMS032")]),
    "beyond the last row": ('<c r="A1048577"><v>1</v></c>', [("so.xlsx", "QMS031")]),
    "row without number": ('<c r="A"><v>1</v></c>', [("so.xlsx", "QMS031")]),
    "text that is not there": ('<c r="A1" t="s"><v>5</v></c>', [("so.xlsx", "QMS031")]),
    "broken": ("<c", [("so.xlsx", "QMS031")]),
}


@pytest.mark.parametrize(("cells", "expected"), WRONG_CELLS.values(), ids=WRONG_CELLS.keys())
def test_what_cannot_be_used_is_told_with_its_cell(
    tmp_path: Path, cells: str, expected: list[tuple[str, str]]
) -> None:
    # A second value far away makes a large grid of few cells.
    rows = f'<row r="7">{cells}</row><row r="8"><c r="Z8"><v>1</v></c></row>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    assert refusals(bare_workbook(tmp_path / "x.xlsx", rows, styles=styles)) == expected


FILES = {
    "empty": b"",
    "text": b"ma,ten\n",
    "old or with a password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "empty package": zipped({}),
    "Word document": zipped({"word/document.xml": "<w/>", "_rels/.rels": "<Relationships/>"}),
    "relations without target": zipped({"_rels/.rels": '<a><Relationship Id="1"/></a>'}),
    "entities": zipped({"_rels/.rels": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_workbook_is_one_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)
    assert refusals(path) == [("so.xlsx", "QMS031")]
    assert sheet_names(path) == ()


def test_a_file_that_grows_when_unpacked_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bare_workbook(tmp_path / "x.xlsx", " " * 100_000)
    assert path.stat().st_size < 10_000
    monkeypatch.setattr(spreadsheets, "MOST_BYTES_INSIDE", 100_000)
    assert refusals(path) == [("so.xlsx", "QMS032")]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert refusals(tmp_path / "none.xlsx") == [("so.xlsx", "QMS001")]
    assert sheet_names(tmp_path / "none.xlsx") == ()
    assert sheet_names(tmp_path) == ()


def test_merged_cells_are_spread_and_empty_edges_cut(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Bảng"
    sheet["A1"], sheet["B2"], sheet["A3"] = "tên", "hai", "dưới"
    sheet["D9"] = ""
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("B2:F8")
    book.create_sheet("Trống")
    path = tmp_path / "so.xlsx"
    book.save(path)
    (grid,) = workbook_grids(path, "so.xlsx")
    assert [[(cell.text, cell.is_continued) for cell in row] for row in grid.rows] == [
        [("tên", False), ("tên", True)],
        [("", False), ("hai", False)],
        [("dưới", False), ("hai", True)],
    ]
    assert grid.where == Location("so.xlsx", path="Bảng")
    assert str(grid.rows[2][1].where) == "so.xlsx:Bảng!B3"


def test_merged_ranges_of_whole_sheets_do_no_harm(tmp_path: Path) -> None:
    ranges = '<mergeCell ref="A1:XFD1048576"/>' * 1000
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="300"><c r="AZ300"><v>2</v></c></row>'
    path = bare_workbook(tmp_path / "x.xlsx", rows, after=f"<mergeCells>{ranges}</mergeCells>")
    (grid,) = workbook_grids(path)
    assert (len(grid.rows), len(grid.rows[0])) == (300, 52)
    assert (grid.rows[0][0].text, grid.rows[299][51].text) == ("1", "2")
    assert grid.rows[4][4].is_continued


def test_rows_are_streamed_with_their_places(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Một": [["a"], [], ["b", None, "c"], ["d"]], "Hai": [["x"]]}
    path = write_workbook(tmp_path / "so.xlsx", sheets)
    rows = list(workbook_rows(path, "so.xlsx"))
    assert [[cell.text for cell in row] for row in rows] == [["a"], ["b", "", "c"], ["d", "", ""]]
    assert str(rows[1][2].where) == "so.xlsx:Một!C3"
    assert [row[0].text for row in workbook_rows(path, sheet="Hai")] == ["x"]
    assert list(workbook_rows(path, sheet="Ba")) == []
    assert [row[0].text for row in opening_rows(path, "Một", 2)] == ["a", "b"]
    assert sheet_names(path) == ("Một", "Hai")


def test_rows_are_given_before_problems_are_raised(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row><row><c><v>2</v></c></row>'
    found: list[Row] = []
    with pytest.raises(InvalidInputError) as caught:
        found.extend(workbook_rows(bare_workbook(tmp_path / "x.xlsx", rows), "so.xlsx"))
    assert [row[0].text for row in found] == ["1", "2"]
    assert [str(one.where) for one in caught.value.problems] == ["so.xlsx:S!B1"]


cells = st.text(st.characters(codec="utf-8"), max_size=20).map(
    lambda text: clean(ILLEGAL.sub("", text)).strip()
)
# openpyxl does not escape what looks like an escape.
plain = cells.filter(lambda text: "_x" not in text and not text.startswith("="))


@given(st.lists(st.lists(plain, min_size=1, max_size=4), min_size=1, max_size=4))
def test_texts_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        path = write_workbook(Path(folder) / "x.xlsx", {"S": rows})
        read = {
            (row, column): cell.text
            for grid in workbook_grids(path)
            for row, cells in enumerate(grid.rows)
            for column, cell in enumerate(cells)
            if cell.text
        }
    written = {
        (at, column): text
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text and not text.startswith("#")
    }
    assert {place: read.get(place) for place in written} == written


@cache
def sound_workbook() -> bytes:
    """A small workbook; made once, because openpyxl writes the hour into it."""
    with TemporaryDirectory() as folder:
        path = write_workbook(Path(folder) / "x.xlsx", {"S": [["a", 1], ["b", 2.5]]})
        return path.read_bytes()


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        content = bytearray(sound_workbook())
        for _number in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(content) - 1))
            content[at] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
        try:
            grids = workbook_grids(path)
        except InvalidInputError:
            return
        assert all(len(row) == len(grid.rows[0]) for grid in grids for row in grid.rows)


@given(st.text(alphabet="<>/=\"' crvtsABZ019_xFf&;!-[]", max_size=60))
def test_a_sheet_of_odd_xml_is_read_or_refused(odd: str) -> None:
    with TemporaryDirectory() as folder:
        path = bare_workbook(Path(folder) / "x.xlsx", f'<row r="1">{odd}</row>')
        try:
            grids = workbook_grids(path)
        except InvalidInputError:
            return
        assert all(len(grid.rows[0]) <= MOST_COLUMNS for grid in grids)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,00017", "1.000170"),
        ("1,000170", "1.000170"),
        ("2,001", "2.001000"),
        ("1.000170", "1.000170"),
        ("1,0001705", "1,0001705"),
        ("12,00017", "12,00017"),
        ("1", "1"),
    ],
)
def test_a_code_that_became_a_number_is_certain_or_left_alone(text: str, code: str) -> None:
    assert repaired_code(text) == code


# Number, whether days count from 1904, what is shown; "" where no calendar has the day.
LAST_DAYS = {
    "the last day": ("2958465", False, "9999-12-31"),
    "hours that round to the day after": ("2958465.9999999", False, ""),
    "the day after": ("2958466", False, ""),
    "the last day from 1904": ("2957003", True, "9999-12-31"),
    "the day after, from 1904": ("2957004", True, ""),
    "before all days": ("-1", False, ""),
    "beyond all numbers": ("1E+400", False, ""),
}


@pytest.mark.parametrize(("value", "is_1904", "shown"), LAST_DAYS.values(), ids=LAST_DAYS)
def test_days_at_the_end_of_the_calendar(
    value: str,
    is_1904: bool,  # noqa: FBT001 - a parameter of the test
    shown: str,
) -> None:
    found = cell_text(SheetCell(1, 1, "n", value, None, 0), ("dd/mm/yyyy",), is_1904=is_1904)
    assert (found.text, bool(found.wrong)) == (shown, not shown)


def test_a_format_of_a_million_zeros_adds_none() -> None:
    cell = SheetCell(1, 1, "n", "3", None, 0)
    assert cell_text(cell, ("0" * 1_000_000,), is_1904=False).text == "3"
