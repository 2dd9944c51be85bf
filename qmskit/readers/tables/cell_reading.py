"""Values that people write in cells: codes, days, times, words of a list; problems are kept."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from qmskit.language import translate as _
from qmskit.model.procedures import ChannelMethod
from qmskit.model.texts import folded, one_line
from qmskit.model.times import UNKNOWN_LIMIT, Limit, TimeUnit
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.prose.procedure_codes import is_code
from qmskit.readers.records import day_of
from qmskit.readers.tables.durations import quantity_in, time_in
from qmskit.readers.tables.grids import Grid, GridCell
from qmskit.readers.tables.headed import HeadedRow, Heading, headed_rows, sheet_called

V = TypeVar("V")

CODE_TITLE = "Mã thủ tục"

UNITS: Mapping[str, TimeUnit] = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "giờ làm việc": TimeUnit.HOUR,
    "ngày": TimeUnit.DAY,
    "tháng": TimeUnit.MONTH,
    "không rõ": TimeUnit.UNKNOWN,
}
METHODS: Mapping[str, str] = {
    "Trực tiếp": ChannelMethod.DIRECT.value,
    "Trực tuyến": ChannelMethod.ONLINE.value,
    "Dịch vụ bưu chính": ChannelMethod.POSTAL.value,
}
CHOICES: Mapping[str, bool] = {"Có": True, "Không": False}
# Stands in a cell of time that the time of the step before covers too.
SHARED = "cùng bước trên"
UNKNOWN_TIME = "không rõ"

_OTHER_UNITS = {"giờ": TimeUnit.HOUR}
_PLAIN = re.compile(r"[0-9]{1,12}(,[0-9]{1,4})?")
# A share of days that no decimal number tells, such as a third, is longer.
_MOST_DECIMALS = 4
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_NEGATIVE = re.compile(r"[-–−][\d½¼¾]")
_STEP_NUMBER = re.compile(r"(?:bước )?0*([1-9][0-9]{0,3})\.?", re.IGNORECASE)
_BARE_AMOUNT = re.compile(r"[0-9][0-9.,]*")
_CODE_AS_NUMBER = re.compile(r"([0-9]),([0-9]{1,6})")


def repaired_code(text: str) -> str:
    """Return the code of a procedure that Excel took for a number: `1,00017` is `1.000170`.

    A number keeps all digits of a code but zeros at its end, so the code is certain. Any other
    text is returned as it is.
    """
    found = _CODE_AS_NUMBER.fullmatch(text)
    return f"{found[1]}.{found[2].ljust(6, '0')}" if found else text


def word_of(value: Enum | str, words: Mapping[str, V]) -> str:
    """Return the word that stands for a value; "" where none does."""
    return next((word for word, meant in words.items() if meant == value), "")


class CellReading:
    """Reads cells; what cannot be read becomes a problem with its place.

    Attributes:
        problems: in the order they were met; may be empty.
    """

    def __init__(self) -> None:
        """Begin without problems."""
        self.problems: list[Problem] = []

    def wrong(self, cell: GridCell, code: str, message: str, fix: str = "") -> None:
        """Keep a problem about a cell."""
        self.problems.append(cell.problem(code, message, fix))

    def rows(
        self, grids: Iterable[Grid], title: str, headings: Sequence[Heading], file: str
    ) -> Iterator[HeadedRow]:
        """Yield the rows of a sheet that tell something in the columns known.

        That the sheet or its headings are missing is kept.

        Args:
            grids: the sheets of the workbook.
            title: name of the sheet.
            headings: its columns.
            file: the workbook, for problems.
        """
        grid = sheet_called(grids, title)
        if grid is None:
            message = _("không có trang tính “{title}”, hoặc trang trống").format(title=title)
            fix = _("lấy lại tệp mẫu, giữ nguyên tên trang tính")
            self.problems.append(Problem(Location(file), "QMS034", message, fix))
            return
        try:
            for row in headed_rows(grid.rows, headings, grid.where):
                if any(cell.text for cell in row.cells.values()):
                    yield row
        except InvalidInputError as error:
            self.problems.extend(error.problems)

    def needed(self, cell: GridCell, title: str) -> str:
        """Return the text of a cell that must not be empty, on one line."""
        text = one_line(cell.text)
        if not text:
            message = _("chưa ghi “{title}”").format(title=title)
            self.wrong(cell, "QMS036", message, _("điền ô này; nếu dòng ghi thừa thì xóa cả dòng"))
        return text

    def code(self, cell: GridCell) -> str:
        """Return the code of a procedure; "" where the cell holds none.

        A code that Excel took for a number is wrong, and yet certain: what belongs to it is read.
        """
        text = self.needed(cell, CODE_TITLE)
        if not text or is_code(text):
            return text
        repaired = repaired_code(text)
        if repaired != text:
            message = _("Excel đã đổi mã thủ tục thành số {text}").format(text=text)
            fix = _("đặt định dạng ô là Text rồi gõ lại {code}").format(code=repaired)
        else:
            message = _("“{text}” không phải mã thủ tục").format(text=text)
            fix = _("ghi mã dạng 1.001193: một chữ số, dấu chấm, sáu chữ số")
        self.wrong(cell, "QMS035", message, fix)
        return repaired if is_code(repaired) else ""

    def step_number(self, cell: GridCell, title: str) -> int | None:
        """Return the number of a step; None where the cell holds none."""
        text = self.needed(cell, title)
        found = _STEP_NUMBER.fullmatch(text)
        if text and not found:
            message = _("“{text}” không phải số thứ tự của bước").format(text=text)
            self.wrong(cell, "QMS035", message, _("ghi 1, 2, 3…"))
        return int(found[1]) if found else None

    def rate(self, cell: GridCell, title: str) -> str:
        """Return the words of a rate, which a number alone is not."""
        text = self.needed(cell, title)
        if _BARE_AMOUNT.fullmatch(text):
            amount = f"{int(text):,}".replace(",", ".") if text.isdigit() else text
            message = _("“{text}” chưa có đơn vị tiền").format(text=text)
            fix = _("ghi đủ, ví dụ {amount} đồng").format(amount=amount)
            self.wrong(cell, "QMS105", message, fix)
        return text

    def day(self, cell: GridCell) -> date | None:
        """Return a day; None where the cell is empty or holds none."""
        text = one_line(cell.text)
        day = day_of(text)
        if text and day is None:
            message = _("“{text}” không phải ngày").format(text=text)
            self.wrong(cell, "QMS035", message, _("ghi ngày dạng 20/3/2026"))
        return day

    def choice(self, cell: GridCell, words: Mapping[str, V]) -> V | None:
        """Return what a word of a list stands for; None where the cell is empty or holds none."""
        text = one_line(cell.text)
        by_word = {folded(word): value for word, value in words.items()}
        if text and folded(text) not in by_word:
            message = _("“{text}” không có trong danh sách").format(text=text)
            fix = _("chọn một trong: {known}").format(known="; ".join(words))
            self.wrong(cell, "QMS035", message, fix)
        return by_word.get(folded(text))

    def limit(self, value: GridCell, unit: GridCell) -> Limit | None:
        """Return a time of a cell with its unit in another, or both in one; None without any.

        Words that are no number stay words: nothing is guessed. Digits that tell no time, such as
        the day that Excel makes of `1/2`, are a problem.
        """
        text = one_line(value.text)
        named = self.choice(unit, {**UNITS, **_OTHER_UNITS})
        if not text:
            if unit.text:
                message = _("có đơn vị tính nhưng chưa ghi thời gian")
                self.wrong(value, "QMS105", message, _("ghi thời gian, hoặc xóa đơn vị tính"))
            return None
        if folded(text) == folded(UNKNOWN_TIME):
            return UNKNOWN_LIMIT
        found = _time(text, named or TimeUnit.UNKNOWN)
        if _is_no_time(text, found):
            message = _("“{text}” không phải thời gian").format(text=text)
            fix = _(
                "ghi số, ví dụ 0,5, hoặc ghi bằng lời; Excel đổi 1/2 thành ngày tháng thì đặt "
                "định dạng ô là Text rồi gõ lại"
            )
            self.wrong(value, "QMS035", message, fix)
            return None
        if named and found.unit not in {named, TimeUnit.UNKNOWN}:
            message = _("“{text}” khác đơn vị tính ở cột bên").format(text=text)
            self.wrong(unit, "QMS035", message, _("chỉ ghi số ở cột thời gian"))
        if found.value is not None and not unit.text and found.unit is TimeUnit.UNKNOWN:
            message = _("có thời gian nhưng chưa ghi đơn vị tính")
            self.wrong(unit, "QMS105", message, _("chọn đơn vị tính"))
        return found


def _time(text: str, unit: TimeUnit) -> Limit:
    if _PLAIN.fullmatch(text):
        return Limit(Decimal(text.replace(",", ".")), unit)
    return quantity_in(text, unit) or time_in(text, unit)


def _is_no_time(text: str, found: Limit) -> bool:
    """Tell whether a cell holds a number that is no time: a day, an hour, less than nothing."""
    if found.value is None:
        return bool(_DIGIT.search(text)) and not _LETTER.search(text)
    return bool(_NEGATIVE.match(text)) or found.value != round(found.value, _MOST_DECIMALS)


def quantity_text(value: Decimal) -> str:
    """Return a quantity as a cell shows it: `0,5`, `12`."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
