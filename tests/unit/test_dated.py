from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.dated import Dated

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
