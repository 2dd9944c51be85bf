from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.dated import Dated, Period

JULY = date(2025, 7, 1)
ONE_DAY = timedelta(days=1)

# Few days, so that an entry often begins on the very day asked about.
days = st.dates(date(2025, 6, 20), date(2025, 7, 10))


@given(st.dictionaries(days, st.integers()), days)
def test_at_is_the_latest_entry_not_after_the_day(entries: dict[date, int], day: date) -> None:
    begun = [first for first in entries if first <= day]
    expected = entries[max(begun)] if begun else None
    assert Dated.of(entries.items()).at(day) == expected


@given(st.dictionaries(days, st.integers()).map(lambda found: list(found.items())), st.data())
def test_the_order_of_entries_does_not_matter(
    entries: list[tuple[date, int]], data: st.DataObject
) -> None:
    assert Dated.of(data.draw(st.permutations(entries))) == Dated.of(entries)


PERIODS = {
    "before the first day": (Period(JULY), JULY - ONE_DAY, False),
    "on the first day": (Period(JULY), JULY, True),
    "on the day before expiry": (Period(None, JULY), JULY - ONE_DAY, True),
    "on the day of expiry": (Period(None, JULY), JULY, False),
    "open on both sides": (Period(), JULY, True),
}


@pytest.mark.parametrize(("period", "day", "expected"), PERIODS.values(), ids=PERIODS)
def test_period_includes_its_first_day_and_not_its_last(
    period: Period, day: date, *, expected: bool
) -> None:
    assert period.holds_on(day) is expected
