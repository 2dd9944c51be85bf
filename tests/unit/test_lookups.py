from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.lookups import LookupRow, LookupState

ROW = LookupRow(
    "K7QM-2XRD", "QT 01/CX-HT", "Đăng ký khai sinh", 1, 1,
    date(2026, 7, 1), "56/QĐ-UBND", date(2026, 6, 20),
)  # fmt: skip
WITHDRAWN = replace(ROW, ended_on=date(2026, 12, 1))
REPLACED = replace(WITHDRAWN, replaced_by="PQRT-2345")
NEVER = replace(WITHDRAWN, ended_on=date(2026, 6, 25))

STATES = {
    "the day before the first": (ROW, date(2026, 6, 30), LookupState.NOT_YET),
    "the first day": (ROW, date(2026, 7, 1), LookupState.IN_FORCE),
    "years later": (ROW, date(2126, 7, 1), LookupState.IN_FORCE),
    "the last day": (REPLACED, date(2026, 11, 30), LookupState.IN_FORCE),
    "the day of the next one": (REPLACED, date(2026, 12, 1), LookupState.REPLACED),
    "the day it is withdrawn": (WITHDRAWN, date(2026, 12, 1), LookupState.WITHDRAWN),
    "before, when it never held": (NEVER, date(2026, 6, 24), LookupState.NOT_YET),
    "its first day, when it never held": (NEVER, date(2026, 7, 1), LookupState.WITHDRAWN),
    "withdrawn on its first day": (
        replace(ROW, ended_on=ROW.effective), ROW.effective, LookupState.WITHDRAWN,
    ),
    "the first day of all": (ROW, date.min, LookupState.NOT_YET),
}  # fmt: skip


@pytest.mark.parametrize(("row", "day", "state"), STATES.values(), ids=STATES)
def test_states(row: LookupRow, day: date, state: LookupState) -> None:
    assert row.state_on(day) is state


@given(st.dates(), st.none() | st.dates(), st.booleans(), st.dates(max_value=date(9999, 12, 30)))
def test_a_state_changes_on_the_days_of_the_row_only(
    effective: date,
    ended_on: date | None,
    is_replaced: bool,  # noqa: FBT001
    day: date,
) -> None:
    check = "PQRT-2345" if is_replaced else ""
    row = replace(ROW, effective=effective, ended_on=ended_on, replaced_by=check)
    following = day + timedelta(days=1)
    if row.state_on(day) is not row.state_on(following):
        assert following in {effective, ended_on}
    holds = effective <= day and (ended_on is None or day < ended_on)
    assert (row.state_on(day) is LookupState.IN_FORCE) == holds
