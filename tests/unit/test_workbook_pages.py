"""The workbooks as an office gets them: drop-downs, headings, the same bytes, other programs."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from qmskit.model.sets import DocumentSet
from qmskit.readers.sets import load
from qmskit.readers.tables.headed import Heading
from qmskit.readers.tables.workbooks import workbook_grids
from qmskit.renderers.xlsx.answers import answers_workbook
from qmskit.renderers.xlsx.books import Book, Column
from qmskit.renderers.xlsx.province import province_template
from qmskit.renderers.xlsx.workflows import set_workbook
from tests.docset.running import EXAMPLE

DAY = date(2026, 7, 1)


@cache
def example() -> DocumentSet:
    return load(EXAMPLE)


def made() -> Mapping[str, bytes]:
    """Every workbook we write, by name."""
    qmset = example()
    procedures = tuple(qmset.procedures.values())
    return {
        "answers": answers_workbook(qmset.framework, qmset.agency_type, procedures, qmset.agency),
        "province": province_template(),
        "set": set_workbook(qmset, DAY),
    }


def opened(name: str) -> Workbook:
    return load_workbook(BytesIO(made()[name]))


def choices(book: Workbook, sheet: str, place: str) -> list[str]:
    """The words that a cell offers."""
    for one in book[sheet].data_validations.dataValidation:
        if place in one.sqref:
            source, _mark, cells = str(one.formula1).rpartition("!")
            rows = book[source.strip("'")][cells.replace("$", "")]
            return [str(row[0].value) for row in rows]
    return []


def test_the_same_values_give_the_same_bytes() -> None:
    first, second = made(), made()
    assert first == second
    other = set_workbook(example(), date(2026, 7, 2))
    assert other != first["set"]


def test_dates_of_the_package_come_from_the_data() -> None:
    with ZipFile(BytesIO(made()["set"])) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-07-01T00:00:00Z" in archive.read("docProps/core.xml")
        assert archive.read("docProps/core.xml").count(b"2026") == 2


OFFERED = [
    ("answers", "Cơ quan", "B4", "Ủy ban nhân dân cấp xã"),
    ("answers", "Cơ quan", "B13", "Bảy mục, nội dung quy trình đánh thứ tự a, b, c"),
    ("answers", "Cơ quan", "B16", "Khuyến khích áp dụng"),
    ("answers", "Nhân sự", "A300", "Văn thư"),
    ("answers", "Thủ tục", "E4", "Không"),
    ("province", "Quy trình", "F40", "ngày làm việc"),
    ("province", "Phí, lệ phí", "E4", "Trực tuyến"),
    ("set", "Nhân sự", "A4", "Chủ tịch Ủy ban nhân dân"),
    ("set", "Quy trình", "C4", "Cơ quan"),
    ("set", "Quy trình", "F90", "Văn thư"),
    ("set", "Quy trình", "H90", "giờ làm việc"),
]


@pytest.mark.parametrize(("name", "sheet", "place", "word"), OFFERED)
def test_words_are_offered_where_only_they_will_do(
    name: str, sheet: str, place: str, word: str
) -> None:
    assert word in choices(opened(name), sheet, place)


@pytest.mark.parametrize("name", ["answers", "province", "set"])
def test_pages_print_on_a4_with_their_headings(name: str) -> None:
    book = opened(name)
    assert book.sheetnames[0] == "Hướng dẫn"
    for sheet in book.worksheets[1:]:
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
            assert sheet.print_title_rows == "$3:$3"
            assert sheet.freeze_panes == "A4"


def test_ids_are_never_shown() -> None:
    ids = {role.id for role in example().framework.roles} | {"commune", "working-day", "agency"}
    for content in made().values():
        book = load_workbook(BytesIO(content))
        shown = {
            str(value)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
            for value in row
        }
        assert not shown & ids


def test_the_roles_are_called_as_on_the_day() -> None:
    def reception(day: date) -> str:
        book = load_workbook(BytesIO(set_workbook(example(), day)))
        names = [str(row[0].value) for row in book["Nhân sự"].iter_rows(min_row=4)]
        staff = [one.role for one in example().appointments]
        return names[staff.index("reception")]

    assert reception(date(2025, 6, 30)) != reception(date(2025, 7, 1))


def test_a_text_stays_a_text(tmp_path: Path) -> None:
    book = Book("Thử", DAY)
    column = Column(Heading("text", "Chữ"), 20)
    odd = ["=1+1", "#N/A", "1.000170", "_x0041_", "TRUE", "01/7/2026", "a" * 40_000]
    book.page("Trang", "", (column,), [{"text": one} for one in odd])
    path = tmp_path / "x.xlsx"
    path.write_bytes(book.content())
    (grid,) = workbook_grids(path)
    assert [row[0].text for row in grid.rows][3:] == [*odd[:-1], "a" * 32_767]


def has_calc(folder: Path) -> bool:
    """Tell whether the LibreOffice at hand opens workbooks at all; it may be the writer alone."""
    probe = folder / "probe.csv"
    probe.write_text("a,b\n", encoding="utf-8")
    return bool(shutil.which("soffice")) and converted(folder, probe, "ods").is_file()


def converted(folder: Path, path: Path, suffix: str) -> Path:
    subprocess.run(  # noqa: S603 - the user's own LibreOffice
        [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--convert-to", suffix, "--outdir", str(folder / "out"), str(path),
        ],
        check=False, capture_output=True, timeout=150, env={**os.environ},
    )  # fmt: skip
    return folder / "out" / f"{path.stem}.{suffix}"


def test_libreoffice_opens_them_and_gives_them_back(tmp_path: Path) -> None:
    if not has_calc(tmp_path):
        lacking = "no LibreOffice Calc"
        if os.environ.get("QMSKIT_NO_SKIP") == "1":
            pytest.fail(lacking)
        pytest.skip(lacking)
    for name, content in made().items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(content)
        assert converted(tmp_path, path, "pdf").stat().st_size > 10_000
        again = converted(tmp_path, path, "xlsx")
        for mine, theirs in zip(workbook_grids(path), workbook_grids(again), strict=True):
            assert mine.where.path == theirs.where.path
            assert [[cell.text for cell in row] for row in mine.rows] == [
                [cell.text for cell in row] for row in theirs.rows
            ]
