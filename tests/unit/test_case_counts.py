"""Numbers of dossiers from sheets as offices keep them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from qmskit.problems import InvalidInputError
from qmskit.readers.tables.case_counts import read_case_counts

FOUND = {"1.001193": 2418, "2.001406": 0}


@pytest.mark.parametrize("text", [
    "Mã thủ tục,Số hồ sơ\n1.001193,2418\n2.001406,0\n",
    "1.001193;2.418\n\n2.001406;0\n",
    "1.001193\t2418\tđã xong\n2.001406\t0\t\n",
    '"1.001193","2418"\n"2.001406","0"\n',
    '"Mã, tên",Số\n"1.001193",2418\n2.001406,0\n',
    "\ufeffMã;Số\r\n1.001193;2418\r\n2.001406;0\r\n",
])  # fmt: skip
def test_a_csv_file_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "so-ho-so.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_case_counts(path) == FOUND


def test_a_workbook_is_read_even_where_excel_took_a_code_for_a_number(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Mã thủ tục", "Số hồ sơ"), (1.001193, 2418), ("2.001406", 0)):
        sheet.append(row)
    book.save(tmp_path / "so.xlsx")
    assert read_case_counts(tmp_path / "so.xlsx") == FOUND


@pytest.mark.parametrize(("text", "places"), [
    ("Mã;Số\nTổng;12\n", [(2, 1)]),
    ("1.001193;nhiều\n", [(1, 2)]),
    ("1.001193;1,5\n", [(1, 2)]),
    ("1.001193\n", [(1, 1)]),
    ("1.001193;1\n1.001193;2\n", [(2, 1)]),
    ("Mã;Số\nx;y\n1.001193;-1\n", [(2, 1), (2, 2), (3, 2)]),
])  # fmt: skip
def test_every_wrong_cell_is_told(tmp_path: Path, text: str, places: list[tuple[int, int]]) -> None:
    path = tmp_path / "so.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as error:
        read_case_counts(path)
    assert {one.code for one in error.value.problems} == {"QMS870"}
    assert [(one.where.line, one.where.column) for one in error.value.problems] == places


def test_a_file_that_tells_of_no_procedure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text('{"procedures":', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="QMS870"):
        read_case_counts(path)
