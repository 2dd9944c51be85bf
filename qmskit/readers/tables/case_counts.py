"""How many dossiers came for each procedure: a sheet or a CSV file of two columns."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.texts import one_line
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_BYTES_EXPORT, read_text
from qmskit.readers.prose.procedure_codes import is_code
from qmskit.readers.tables.cell_reading import repaired_code
from qmskit.readers.tables.grids import GridCell, Row
from qmskit.readers.tables.workbooks import SUFFIXES, workbook_rows

# `2418`, or `2.418` as people write it.
_COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}")
_SEPARATORS = (";", "\t", ",")
_COLUMNS = 2


def read_case_counts(path: Path | str) -> Mapping[str, int]:
    """Return the number of dossiers by procedure code.

    The first column holds codes, the second numbers; a row of headings may stand above.

    Raises:
        InvalidInputError: the file cannot be read or tells of no procedure; or every row whose code
            or number cannot be read, and every code that stands in two rows.
    """
    file = Path(path)
    rows = workbook_rows(file) if file.suffix.lower() in SUFFIXES else _csv_rows(file)
    counts: dict[str, int] = {}
    problems: list[Problem] = []
    for index, row in enumerate(rows):
        cells = [*row, *[GridCell("", row[0].where)] * _COLUMNS][:_COLUMNS]
        if index == 0 and not _is_told(cells):
            continue
        found = tuple(_wrong(cells, counts))
        problems.extend(found)
        if not found:
            counts[_code(cells[0])] = int(_number(cells[1]).replace(".", ""))
    if not counts and not problems:
        message = _("không có dòng nào ghi mã thủ tục và số hồ sơ")
        fix = _("ghi mã dạng 1.001193 ở cột thứ nhất, số hồ sơ ở cột thứ hai")
        problems.append(Problem(Location(str(file)), "QMS870", message, fix))
    if problems:
        raise InvalidInputError(problems)
    return counts


def _is_told(cells: list[GridCell]) -> bool:
    """Tell whether the first row holds a code or a number, and no headings."""
    return is_code(_code(cells[0])) or _COUNT.fullmatch(_number(cells[1])) is not None


def _wrong(cells: list[GridCell], counts: Mapping[str, int]) -> Iterator[Problem]:
    code, number = _code(cells[0]), _number(cells[1])
    if not is_code(code):
        message = _("“{text}” không phải mã thủ tục").format(text=code)
        fix = _("ghi mã dạng 1.001193 ở cột thứ nhất; dòng tổng cộng thì xóa")
        yield cells[0].problem("QMS870", message, fix)
    elif code in counts:
        message = _("mã {code} có ở hai dòng").format(code=code)
        yield cells[0].problem("QMS870", message, _("cộng lại thành một dòng"))
    if not _COUNT.fullmatch(number):
        message = _("“{text}” không phải số hồ sơ").format(text=number)
        yield cells[1].problem("QMS870", message, _("ghi số nguyên ở cột thứ hai, ví dụ 120"))


def _code(cell: GridCell) -> str:
    # Which procedure is meant is certain though Excel took its code for a number.
    return repaired_code(one_line(cell.text))


def _number(cell: GridCell) -> str:
    return one_line(cell.text)


def _csv_rows(path: Path) -> Iterator[Row]:
    lines = read_text(path, MOST_BYTES_EXPORT).splitlines()
    opening = next((line for line in lines if line.strip()), "")
    separator = next((one for one in _SEPARATORS if one in opening), ",")
    reader = csv.reader(lines, delimiter=separator)
    for cells in reader:
        if any(map(str.strip, cells)):
            yield tuple(
                GridCell(text.strip(), Location(str(path), reader.line_num, column))
                for column, text in enumerate(cells, 1)
            )
