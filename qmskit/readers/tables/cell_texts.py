"""The values of cells as a person reads them: numbers, days, hours, shares."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, InvalidOperation, Overflow

from qmskit.language import translate as _
from qmskit.readers.tables.sheet_xml import SheetCell

# Known formats have numbers only; those of East Asian eras lie between 27 and 58.
_KNOWN_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_KNOWN = {"1": "0", "2": "0.00", "9": "0%", "10": "0.00%", "46": "[h]:mm:ss"}

# What a format prints as it is, pads with, colours or writes in another language.
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAY_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
# More zeros than a number has digits are no format of a table, and could fill the memory.
_PADDED = re.compile(r"(0{1,30})(?:\.(0{1,30}))?")
_ELSEWHERE = re.compile(r"\[\d+\]|\.xls[xmb]?\]", re.IGNORECASE)

# Excel counts fifteen digits; the rest is an error of the binary number.
_FIFTEEN = Context(prec=15)
# Excel believes in a 29 February 1900: days before 1 March stand one further.
_FIRST_OF_MARCH_1900 = 61


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell shows; `wrong` and `fix` say why it shows nothing that can be used."""

    text: str
    wrong: str = ""
    fix: str = ""


def cell_text(cell: SheetCell, formats: tuple[str, ...], *, is_1904: bool) -> CellText:
    """Return what a cell shows.

    Args:
        cell: the cell.
        formats: number formats by style, see `Spreadsheet`.
        is_1904: whether days count from 1904.
    """
    if cell.formula is not None:
        wrong = _wrong_formula(cell)
        if wrong:
            return wrong
    value = cell.value or ""
    if cell.kind == "e":
        message = _("ô báo lỗi {error}").format(error=value)
        return CellText("", message, _("sửa công thức, hoặc gõ thẳng giá trị vào ô"))
    if cell.kind == "b":
        return CellText("TRUE" if value == "1" else "FALSE")
    if cell.kind == "d":
        return CellText(value.removesuffix("T00:00:00").replace("T", " "))
    if cell.kind == "n" and value:
        style = formats[cell.style] if cell.style < len(formats) else ""
        return _number_text(value, style, is_1904=is_1904)
    return CellText(value)


def _wrong_formula(cell: SheetCell) -> CellText | None:
    """Return why the value of a formula cannot be used, or None."""
    if _ELSEWHERE.search(cell.formula or ""):
        message = _("ô lấy giá trị từ một tệp Excel khác")
        return CellText("", message, _("chép ô, dán lại dạng giá trị (Paste Values)"))
    if cell.kind == "n" and not cell.value:
        message = _("ô có công thức chưa được tính")
        return CellText("", message, _("mở tệp bằng Excel hoặc LibreOffice rồi lưu lại"))
    return None


def _number_text(value: str, style: str, *, is_1904: bool) -> CellText:
    try:
        number = _FIFTEEN.create_decimal(value.strip())
    except (InvalidOperation, Overflow):
        number = Decimal("NaN")
    if not number.is_finite():
        message = _("ô ghi số không đọc được: “{value}”").format(value=value)
        return CellText("", message, _("gõ lại giá trị"))
    code = _KNOWN.get(style.removeprefix("#"), style)
    if _is_day(style, code):
        return _day_text(number, code, is_1904=is_1904)
    if "%" in code:
        return CellText(_plain(number * 100) + "%")
    return CellText(_padded(_plain(number), code))


def _is_day(style: str, code: str) -> bool:
    if style.startswith("#") and style[1:].isdigit():
        return int(style[1:]) in _KNOWN_DAYS
    return bool(_DAY_LETTERS.search(_ASIDE.sub("", code.split(";", maxsplit=1)[0])))


def _day_text(number: Decimal, code: str, *, is_1904: bool) -> CellText:
    first = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone
    if not 0 <= number <= (date.max - first.date()).days:
        message = _("ô ghi ngày không có thật: {value}").format(value=_plain(number))
        return CellText("", message, _("gõ lại ngày, ví dụ 20/3/2026"))
    seconds = round(number * 86_400)
    if "[h" in code.lower():
        return CellText(f"{seconds // 3600}:{seconds // 60 % 60:02d}")
    shift = 0 if is_1904 or number >= _FIRST_OF_MARCH_1900 else 1
    when = first + timedelta(days=shift, seconds=seconds)
    if number < 1:
        return CellText(f"{when:%H:%M}")
    is_whole_day = seconds % 86_400 == 0
    hours = "" if is_whole_day else f" {when:%H:%M}"
    return CellText(f"{when.date().isoformat()}{hours}")


def _padded(text: str, code: str) -> str:
    """Return a number with the zeros that a format of zeros adds; no digit is dropped."""
    found = _PADDED.fullmatch(code)
    if not found:
        return text
    minus = "-" if text.startswith("-") else ""
    whole, _comma, rest = text.removeprefix("-").partition(",")
    rest = rest.ljust(len(found.group(2) or ""), "0")
    return minus + whole.zfill(len(found.group(1))) + ("," + rest if rest else "")


def _plain(number: Decimal) -> str:
    """Return a number with a decimal comma, without zeros that tell nothing."""
    if not -12 < number.adjusted() < 21:  # noqa: PLR2004 - as many digits as a person reads
        return str(number).replace(".", ",")
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")
