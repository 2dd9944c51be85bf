"""Times as cells and headings of step tables write them: `½ ngày`, `1/2`, `04 giờ làm việc`."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from qmskit.model.texts import one_line
from qmskit.model.times import Limit, TimeUnit
from qmskit.readers.prose.limits import limit_in
from qmskit.readers.prose.quantities import unit_called

_HALF_UNIT = Decimal("0.5")
_FRACTIONS = {"½": _HALF_UNIT, "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_UNIT = r"(?P<unit>giờ(?: làm việc| hành chính)?|h\b|ngày(?: làm việc)?|tháng)"
_AMOUNT = (
    r"(?:(?P<whole>\d{1,4})?\s?(?P<sign>[½¼¾])"
    r"|(?:(?P<more>\d{1,4})\s)?(?P<above>\d{1,3})/(?P<below>[1-9]\d{0,2})"
    r"|(?P<number>\d{1,4}(?:[.,]\d{1,3})?))"
    # The number is sometimes repeated in words: `02 (hai) ngày`.
    r"(?:\s?\([^()\d]*\))?"
)
# `1 ngày rưỡi`: half a unit more.
_HALF = r"(?P<half>\srưỡi)?"
_TIME = re.compile(rf"{_AMOUNT}\s?(?:{_UNIT}{_HALF})?[\s.;,]*", re.IGNORECASE)
_TIME_WITH_UNIT = re.compile(rf"(?<![\d½¼¾/.,]){_AMOUNT}\s?{_UNIT}{_HALF}", re.IGNORECASE)
_OTHER_WORDS = {"h": "giờ", "giờ hành chính": "giờ làm việc"}

_TITLE = re.compile(
    r"(?:tổng )?(?:thời gian|thời hạn)"
    r"(?: (?:thực hiện|giải quyết|xử lý|hoàn thành|quy định|tối đa|dự kiến|theo quy định))*",
    re.IGNORECASE,
)
_ONLY_UNIT = re.compile(
    rf"(?:(?:đơn vị|đvt)(?: tính)?(?: là)?\W*)?(?:theo )?{_UNIT}", re.IGNORECASE
)
_NOTE = re.compile(
    rf"(?:đơn vị tính|đvt)(?: của)?(?: thời gian)?(?: thực hiện)?(?: là)?\W*{_UNIT}", re.IGNORECASE
)
_EDGES = " \t:;,.-–()*"


@dataclass(frozen=True, slots=True)
class TimeHeading:
    """What the heading of a time column says.

    Attributes:
        name: name of the case, such as `có xác minh`; empty where the heading names none.
        limit: time allowed for the whole; None where the heading gives none.
        unit: unit of numbers in the column that stand alone; `UNKNOWN` where it names none.
    """

    name: str = ""
    limit: Limit | None = None
    unit: TimeUnit = TimeUnit.UNKNOWN


def time_in(words: str, unit: TimeUnit) -> Limit:
    """Return the time a cell tells.

    Args:
        words: text of the cell, not empty.
        unit: unit of a number that stands alone; `UNKNOWN` where nothing names it.

    Returns:
        value and unit without words where both are certain, else with the words of the cell.
    """
    text = one_line(words)
    found = quantity_in(text, unit)
    if found is None:
        return limit_in(text) if "rưỡi" not in text.lower() else Limit(text=text)
    return replace(found, text=text) if found.unit is TimeUnit.UNKNOWN else found


def quantity_in(text: str, unit: TimeUnit) -> Limit | None:
    """Return the time of a text that is a number, with a unit or without; None for other words.

    Args:
        unit: unit of a number that stands alone.
    """
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    return Limit(_value(found), _unit(found) if found["unit"] else unit)


def time_heading(words: str) -> TimeHeading:
    """Return what the heading of a time column says, such as `Thời gian có xác minh: 08 ngày`."""
    rest = _TITLE.sub("", one_line(words), count=1).strip(_EDGES)
    found = _TIME_WITH_UNIT.search(rest)
    if found is not None:
        limit = Limit(_value(found), _unit(found))
        around = (rest[: found.start()].strip(_EDGES), rest[found.end() :].strip(_EDGES))
        return TimeHeading(" ".join(filter(None, around)), limit, limit.unit)
    only = _ONLY_UNIT.fullmatch(rest)
    return TimeHeading(unit=_unit(only)) if only else TimeHeading(rest)


def unit_of_note(text: str) -> TimeUnit:
    """Return the unit that a note names, as in `Đơn vị tính thời gian là ngày làm việc`."""
    found = _NOTE.search(one_line(text))
    return _unit(found) if found else TimeUnit.UNKNOWN


def _unit(found: re.Match[str]) -> TimeUnit:
    word = found["unit"].lower()
    return unit_called(_OTHER_WORDS.get(word, word))


def _value(found: re.Match[str]) -> Decimal:
    return _amount(found) + (_HALF_UNIT if found["half"] else 0)


def _amount(found: re.Match[str]) -> Decimal:
    if found["sign"]:
        return Decimal(found["whole"] or 0) + _FRACTIONS[found["sign"]]
    if found["above"]:
        part = Decimal(found["above"]) / Decimal(found["below"])
        return Decimal(found["more"] or 0) + part
    return Decimal(found["number"].replace(",", "."))
