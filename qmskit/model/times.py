"""Time limits: a number and its unit, never converted silently."""

from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal
from enum import Enum

HOURS_A_DAY = 8


class TimeUnit(Enum):
    """Units of a time limit; the value is the word used in YAML."""

    HOUR = "hour"
    WORKING_DAY = "working-day"
    DAY = "day"
    MONTH = "month"
    UNKNOWN = "unknown"


_WORDS = {
    TimeUnit.HOUR: "giờ làm việc",
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.DAY: "ngày",
    TimeUnit.MONTH: "tháng",
}


@dataclass(frozen=True, slots=True)
class CaseLimit:
    """The limit of a case that a source names beside the general one.

    Attributes:
        case: the case in the source's words, such as `đối với nhà ở riêng lẻ`.
    """

    case: str
    value: Decimal
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class LimitTerms:
    """What a source says beside the number; every part may be empty.

    Attributes:
        cases: limits of single cases, in the order of the source.
        not_counted: intervals that do not count, in the source's words.
        elsewhere: time that other agencies take, in the source's words.
        extensions: when the time grows, by agreement or by place, in the source's words.
        cut_off: the hour after which a dossier is settled on the next working day.
    """

    cases: tuple[CaseLimit, ...] = ()
    not_counted: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    cut_off: time | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """Time allowed, as far as a source tells it.

    Attributes:
        value: the number, or None where the source gives no number that is certain.
        unit: its unit; `UNKNOWN` where the source does not name one.
        text: the source's own words where it uses words; may be empty.
        terms: what else is understood of the source's words.
    """

    value: Decimal | None = None
    unit: TimeUnit = TimeUnit.UNKNOWN
    text: str = ""
    terms: LimitTerms = LimitTerms()

    @property
    def is_known(self) -> bool:
        """Tell whether value and unit are both known."""
        return self.value is not None and self.unit is not TimeUnit.UNKNOWN

    @property
    def has_number(self) -> bool:
        """Tell whether a number is given; 0 without unit is how the portal writes that none is."""
        return self.value is not None and (self.value != 0 or self.unit is not TimeUnit.UNKNOWN)

    @property
    def working_hours(self) -> Decimal | None:
        """Return the limit in working hours of an eight-hour day; None for calendar units.

        Note 1 of the procedure documents in use counts a working day as eight hours; calendar days
        and months have no fixed number of working hours.
        """
        if self.value is None:
            return None
        if self.unit is TimeUnit.HOUR:
            return self.value
        return self.value * HOURS_A_DAY if self.unit is TimeUnit.WORKING_DAY else None

    @property
    def bare(self) -> "Limit":
        """Return the limit without its terms, for comparison."""
        return replace(self, terms=LimitTerms())

    @property
    def short(self) -> str:
        """Return number and unit where both are known: `05 ngày làm việc`; else as `str`."""
        if self.value is not None and self.unit is not TimeUnit.UNKNOWN:
            return f"{number(self.value)} {_WORDS[self.unit]}"
        return str(self)

    def __str__(self) -> str:
        """Return the limit in Vietnamese: the source's words, `05 ngày làm việc` or `không rõ`."""
        if self.text:
            return self.text
        if self.is_known:
            return self.short
        if self.value is None or not self.has_number:
            return "không rõ"
        return f"{number(self.value)} (không rõ đơn vị)"


UNKNOWN_LIMIT = Limit()


def number(value: Decimal) -> str:
    """Return a quantity the way Vietnamese documents write it: `05`, `½`, `1,5`, `12`."""
    if value == Decimal("0.5"):
        return "½"
    whole = value.to_integral_value()
    if whole == value:
        return f"{int(whole):02d}"
    return f"{value.normalize():f}".replace(".", ",")


def total(limits: tuple[Limit, ...]) -> Limit | None:
    """Return the sum of `limits`, or None where one is unknown or units cannot be added.

    Hours and working days are added as working time; whole and half days are shown as days.
    """
    if not limits or not all(limit.is_known for limit in limits):
        return None
    hours = [limit.working_hours for limit in limits]
    known = [hour for hour in hours if hour is not None]
    if len(known) == len(limits):
        return _working_time(sum(known, Decimal()))
    units = {limit.unit for limit in limits}
    if len(units) > 1:
        return None
    return Limit(sum((limit.value or Decimal() for limit in limits), Decimal()), units.pop())


def _working_time(hours: Decimal) -> Limit:
    half_days = hours / (HOURS_A_DAY // 2)
    if half_days == half_days.to_integral_value():
        return Limit(hours / HOURS_A_DAY, TimeUnit.WORKING_DAY)
    return Limit(hours, TimeUnit.HOUR)
