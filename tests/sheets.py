"""Workbooks as tests need them: by openpyxl, or from bare XML."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

Value = str | int | float | Decimal | date | None
Rows = Sequence[Sequence[Value]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a workbook of sheets of rows and return its path."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def change_cells(path: Path, sheet: str, cells: Mapping[str, Value]) -> Path:
    """Write values into cells of a workbook, as a person would, and return its path."""
    book = load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(path)
    return path


def bare_workbook(
    path: Path, rows: str, *, after: str = "", styles: str = "", strings: str = "", book: str = ""
) -> Path:
    """Write a workbook of one sheet `S` from the XML of its rows and return its path."""
    parts = {
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "/xl/worksheets/one.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "../xl/strings.xml"),
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{book}<sheets>'
        '<sheet name="S" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
        "xl/strings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/worksheets/one.xml": f'<x:worksheet xmlns:x="{_MAIN}" xmlns="{_MAIN}"><sheetData>'
        f"{rows}</sheetData>{after}</x:worksheet>",
    }
    path.write_bytes(zipped(parts))
    return path


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of parts."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'
