"""Days off as the calendar library computes them; the only place that knows the library.

The library computes lunar days and substitutes itself and holds no notices of the State: what it
says is a proposal. It is loaded when a day is asked for that nobody else says anything about.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from qmskit.model.calendars import Rest

_SWAPPED = "Ngày nghỉ (thay cho ngày"
_COMPENSATORY = "(nghỉ bù)"


@dataclass(frozen=True, slots=True)
class ProposedYear:
    """What the library says about a year.

    Attributes:
        off: days off with their kind and the library's name of the holiday.
        worked: days of the weekend that are worked instead of others.
    """

    off: Mapping[date, tuple[Rest, str]] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()


@cache
def proposed(year: int) -> ProposedYear:
    """Return the library's days of a year; none for a year it does not know."""
    from holidays import country_holidays  # noqa: PLC0415 - slow to load

    found = country_holidays("VN", years=year, language="vi")
    # Days worked of other years are among them.
    worked = frozenset(day for day in found.weekend_workdays if day.year == year)
    return ProposedYear({day: _named(name) for day, name in found.items()}, worked)


def _named(name: str) -> tuple[Rest, str]:
    """Return the kind of a day, and the first of its holidays: several are parted by `; `.

    A day of Tết that the library moves off a weekend has no mark of compensation: which five days
    are Tết is decided every year.
    """
    if name.startswith(_SWAPPED):
        return Rest.SWAPPED, name
    names = name.split("; ")
    proper = [one for one in names if not one.endswith(_COMPENSATORY)]
    if proper:
        return Rest.HOLIDAY, proper[0]
    return Rest.COMPENSATORY, names[0]
