"""Lists of procedures that the national portal exports as workbooks (`portal-lists-2026-06`).

A list tells of a procedure its code, name, field, issuer and who executes it, nothing more.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.procedures import Agencies, AnnouncingDecision, Level, Procedure, Unparsed
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.schemas import refused
from qmskit.readers.tables.cell_reading import CODE_TITLE, repaired_code
from qmskit.readers.tables.grids import MOST_ROWS_ABOVE
from qmskit.readers.tables.headed import HeadedRow, Heading, has_headings, headed_rows
from qmskit.readers.tables.workbooks import (
    OLD_SUFFIX,
    SUFFIXES,
    opening_rows,
    sheet_names,
    workbook_rows,
)

FORMAT = "portal-lists-2026-06"

_CODE = Heading("code", "Mã số", others=(CODE_TITLE, "Mã TTHC"), is_needed=True)
_HEADINGS = (
    _CODE,
    Heading("name", "Tên", others=("Tên thủ tục", "Tên thủ tục hành chính"), is_needed=True),
    Heading("issuer", "Cơ quan ban hành"),
    Heading("executing", "Cơ quan thực hiện", is_needed=True),
    Heading("field", "Lĩnh vực"),
)

# Agencies whose level their name tells beyond doubt; the words are compared in lower case. A
# "Bộ phận" is no ministry, a "Cục … tỉnh" may sit in a province, a district no longer exists.
_LEVELS = (
    (Level.COMMUNE, re.compile(r"\bcấp xã\b")),
    (Level.PROVINCE, re.compile(r"\bcấp tỉnh\b|^(giám đốc )?sở (?!giao dịch|hữu|chỉ huy)")),
    (
        Level.MINISTRY,
        re.compile(
            r"^bộ\b(?! phận| đội| chỉ huy| tư lệnh)(?!.*\bcấp (?:xã|tỉnh)\b)"
            r"|^cục\b(?!.*\b(?:tỉnh|thành phố|khu vực|cấp)\b)"
        ),
    ),
)


class PortalListReader:
    """Workbooks with the columns of the portal's lists."""

    format = FORMAT

    def accepts(self, path: Path) -> bool:
        """Tell whether a sheet holds the headings of a list, or is a workbook nobody can open.

        So the reason why a workbook cannot be opened is told, whatever it was meant to be.
        """
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            return suffix == OLD_SUFFIX
        names = sheet_names(path)
        return not names or any(_is_list(path, name) for name in names)

    def read(self, path: Path) -> Iterator[Procedure]:
        """Yield the procedures row by row; when all are read, raise what is wrong with others."""
        problems: list[Problem] = []
        for name in _lists(path):
            try:
                yield from _procedures(path, name, problems)
            except InvalidInputError as error:
                problems.extend(error.problems)
        if problems:
            raise InvalidInputError(problems)


def levels_of(agencies: tuple[str, ...]) -> tuple[Level, ...]:
    """Return the levels that names of agencies tell for certain, in the order of `Level`."""
    names = [name.casefold() for name in agencies]
    return tuple(level for level, pattern in _LEVELS if any(pattern.search(name) for name in names))


def _lists(path: Path) -> tuple[str, ...]:
    """Return the sheets that hold a list; of a file that is no workbook none."""
    return tuple(name for name in sheet_names(path) if _is_list(path, name)) or ("",)


def _is_list(path: Path, sheet: str) -> bool:
    return has_headings(opening_rows(path, sheet, MOST_ROWS_ABOVE), _HEADINGS)


def _procedures(path: Path, sheet: str, problems: list[Problem]) -> Iterator[Procedure]:
    """Yield the procedures of a sheet; rows that are none go to `problems`."""
    where = Location(str(path), path=sheet)
    for row in headed_rows(workbook_rows(path, sheet=sheet), _HEADINGS, where):
        wrong = tuple(_wrong(row))
        problems.extend(wrong)
        if not wrong:
            yield _procedure(row)


def _procedure(row: HeadedRow) -> Procedure:
    executing = tuple(dict.fromkeys(row.lines("executing")))
    return Procedure(
        code=repaired_code(row.line("code")),
        name="\n".join(row.lines("name")),
        field=row.line("field"),
        levels=levels_of(executing),
        agencies=Agencies(executing=executing),
        decision=AnnouncingDecision(issuer=row.line("issuer")),
        unparsed=tuple(_unparsed(row)),
    )


def _unparsed(row: HeadedRow) -> Iterator[Unparsed]:
    """Yield what else the row says, and a code as the list writes it where it was repaired."""
    for title, cell in row.others:
        yield Unparsed(f"{cell.where.path} {title}".rstrip(), cell.text)
    written = row.line("code")
    if repaired_code(written) != written:
        yield Unparsed(f"{row.cell('code').where.path} {_CODE.title}", written)


def _wrong(row: HeadedRow) -> Iterator[Problem]:
    """Yield why a row is no procedure."""
    named = {"code": repaired_code(row.line("code")), "name": row.line("name")}
    for key, text in named.items():
        if not text:
            message = _("dòng này không có mã hoặc tên thủ tục")
            fix = _("điền mã và tên, hoặc xóa cả dòng")
            yield row.cell(key).problem("QMS020", message, fix)
    for path, code, message, fix in refused({**named}, "catalogue"):
        if named[str(path[0])]:
            yield row.cell(str(path[0])).problem(code, message, fix)
