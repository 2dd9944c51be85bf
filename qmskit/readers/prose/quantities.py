"""Numbers with a unit of time in Vietnamese text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qmskit.model.times import TimeUnit

_UNITS = {
    "giờ": TimeUnit.HOUR,
    "giờ làm việc": TimeUnit.HOUR,
    "tiếng": TimeUnit.HOUR,
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.DAY,
    "tháng": TimeUnit.MONTH,
}
_HALVES = {"½": Decimal("0.5"), "1/2": Decimal("0.5"), "nửa": Decimal("0.5")}

_NUMBER = r"½|1/2|nửa|\d{1,4}(?:[.,]\d{1,2})?"
# A number may be repeated in words: `05 (năm) ngày`.
_QUANTITY = re.compile(
    rf"(?<![\w/.,½])(?P<number>{_NUMBER})\s*(?:\([^()\d]*\)\s*)?"
    r"(?P<unit>(?:ngày|giờ)\s*\(?\s*làm việc\b|ngày\b|giờ\b|tháng\b|tiếng\b)",
    re.IGNORECASE,
)
# A date (`ngày 15 tháng 5`), an hour of the day (`sau 15 giờ`, `8 giờ 30`) and a point in time
# (`sau 15 ngày kể từ`) are no spans in which something must be done.
_NO_SPAN_BEFORE = re.compile(r"\b(?:sau|lúc|khoảng|trước|từ|đến|thứ)\s*$", re.IGNORECASE)
_DATE_BEFORE = re.compile(r"\bngày\s*$", re.IGNORECASE)
_NO_SPAN_AFTER = re.compile(
    r"\s*(?:\d{1,2}\s*(?:phút|đến|[-–),.;]|$)|\d{1,2}\s+năm\b|hàng\b)", re.IGNORECASE
)
# `từ 5 đến 7 ngày`, `5-7 ngày`: the first number of a range has no unit of its own.
_RANGE = re.compile(r"\d\s*(?:ngày(?:\s+làm việc)?\s*)?(?:-|–|đến|hoặc)\s*$", re.IGNORECASE)
# As many letters before a number decide what it is; looking at all of them takes too long.
_LONGEST_LEAD = 40

# `Ngay trong ngày tiếp nhận hồ sơ`, `trong ngày làm việc nhận được đủ hồ sơ`; never `trong ngày làm
# việc tiếp theo`.
_SAME_DAY = re.compile(
    r"\btrong (?:cùng )?ngày(?: làm việc)?"
    r"(?= (?:tiếp )?nhận\b|\s*(?:$|[,;.])| đối với| kể từ)|\bngay trong ngày(?! làm việc tiếp)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A span of time in a text.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        is_range: the upper end of a range, whose lower end stands before it.
    """

    value: Decimal
    unit: TimeUnit
    start: int
    end: int
    is_range: bool = False


def unit_called(word: str) -> TimeUnit:
    """Return the unit that a word names, in any case and spacing; `UNKNOWN` for any other word."""
    return _UNITS.get(re.sub(r"[\s(]+", " ", word.strip().lower()).strip(), TimeUnit.UNKNOWN)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the spans of time in `text`, which is one line, in their order.

    The same day is one working day: what must be done on the working day a dossier arrives may take
    one working day at most, and the State's records give the number 1 and the unit WORKING_DAY to
    the same words (1.001020, 1.001193). The words stay beside the number, so nobody need read
    “within one day” as “by the next”.
    """
    same_day = (
        Quantity(Decimal(1), TimeUnit.WORKING_DAY, found.start(), found.end())
        for found in _SAME_DAY.finditer(text)
    )
    return tuple(sorted((*_counted(text), *same_day), key=lambda one: one.start))


def _counted(text: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text):
        start, unit = found.start("number"), unit_called(found["unit"])
        before = text[max(0, start - _LONGEST_LEAD) : start]
        is_range = _RANGE.search(before) is not None
        is_date = unit is TimeUnit.MONTH and _DATE_BEFORE.search(before)
        is_point = not is_range and _NO_SPAN_BEFORE.search(before)
        if not (is_date or is_point or _NO_SPAN_AFTER.match(text, found.end())):
            yield Quantity(_number(found["number"]), unit, start, found.end(), is_range)


def _number(word: str) -> Decimal:
    """Return the number that figures or `nửa`, `½`, `1/2` name."""
    half = _HALVES.get(word.lower())
    return half if half is not None else Decimal(word.replace(",", "."))
