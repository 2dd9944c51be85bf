"""Copies given and taken back: tables of entries, and what they add up to."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.control.distribution import (
    ELECTRONIC,
    Copy,
    copies,
    giving_json,
    holdings,
    next_number,
    returning_json,
    to_give,
    to_take_back,
)
from qmskit.control.ledger import NO_LEDGER, Entry, Kind, Ledger, appended, read_ledger
from qmskit.control.life import Issued
from qmskit.model.control import Act, IssuedDocument, Release
from qmskit.problems import InvalidInputError
from qmskit.readers.trees import Json

ACT = Act("Lê Văn C", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
FIRST = date(2026, 11, 10)


def entries_of(details: Iterable[dict[str, Json]]) -> tuple[Entry, ...]:
    ledger: Ledger = NO_LEDGER
    for one in details:
        ledger = read_ledger(*appended(ledger, Kind.DISTRIBUTE, one, ACT))
    return ledger.entries


def copy(
    code: str = "A", release: int = 1, desk: str = "mot-cua", number: int = 1, day: int = 0
) -> Copy:
    given_on = FIRST + timedelta(day)
    return Copy(code, 1, release - 1, "", release, desk, desk, number, given_on, "Võ Thị G")


def given_(*made: Copy) -> dict[str, Json]:
    return giving_json(made)


def back(*made: Copy, day: int, is_destroyed: bool = False) -> dict[str, Json]:
    on = FIRST + timedelta(day)
    return returning_json(made, on, "Võ Thị G", is_destroyed=is_destroyed)


def issued(code: str, number: int, *, ended: int | None = None) -> Issued:
    """Return a document that a release issued, ended by the next release after some days."""
    document = IssuedDocument(code, code, 1, number - 1, "1:a", "")
    release = Release(number, f"{number}/QĐ", FIRST, FIRST, (document,))
    if ended is None:
        return Issued(document, release)
    follower = Release(number + 1, "9/QĐ", FIRST, FIRST + timedelta(ended), (document,))
    return Issued(document, release, document, follower)


PAPER, OTHER = copy(), copy(desk="van-thu", number=2)
ONLINE, NEXT = copy(number=ELECTRONIC), copy(release=2, number=ELECTRONIC, day=5)


@pytest.mark.parametrize(
    ("details", "day", "expected"),
    [
        ([], 9, []),
        ([given_(PAPER)], 0, ["A/1 mot-cua"]),
        # Nobody holds what is given later.
        ([given_(PAPER)], -1, []),
        ([given_(PAPER, OTHER)], 0, ["A/1 mot-cua", "A/1 van-thu"]),
        ([given_(PAPER, OTHER), back(PAPER, day=3)], 2, ["A/1 mot-cua", "A/1 van-thu"]),
        ([given_(PAPER, OTHER), back(PAPER, day=3)], 3, ["A/1 van-thu"]),
        ([given_(PAPER), back(PAPER, day=3, is_destroyed=True)], 3, []),
        # What was taken back once is not taken back again, and may be given again.
        ([given_(PAPER), back(PAPER, day=3), back(PAPER, day=2)], 2, ["A/1 mot-cua"]),
        # Paper of an old issue stays out until somebody brings it back.
        (
            [given_(PAPER), given_(copy(release=2, day=5))],
            6,
            ["A/1 mot-cua", "A/2 mot-cua"],
        ),
        # In the e-office the new issue takes the place of the old one.
        ([given_(ONLINE), given_(NEXT)], 4, ["A/1 mot-cua"]),
        ([given_(ONLINE), given_(NEXT)], 5, ["A/2 mot-cua"]),
    ],
)
def test_who_holds_what(details: list[dict[str, Json]], day: int, expected: list[str]) -> None:
    held = holdings(copies(entries_of(details)), FIRST + timedelta(day))
    assert [f"{one.code}/{one.release} {one.desk}" for one in held] == expected


def test_entries_tell_who_received_and_who_brought_back() -> None:
    entries = entries_of([given_(PAPER), back(PAPER, day=3, is_destroyed=True)])
    (one,) = copies(entries)
    assert (one.received_by, one.given_on) == ("Võ Thị G", FIRST)
    assert (one.returned_by, one.returned_on) == ("Võ Thị G", FIRST + timedelta(3))
    assert one.is_destroyed


def test_an_entry_without_what_it_needs_is_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        copies(entries_of([{"act": "given", "on": "2026-11-10", "copies": [{"code": "A"}]}]))
    assert [one.code for one in caught.value.problems] == ["QMS701"]


@pytest.mark.parametrize(
    ("wanted", "held", "expected"),
    [
        ({"mot-cua": {"A": 2}}, [], [("mot-cua", 2)]),
        ({"mot-cua": {"A": 2}}, [PAPER], [("mot-cua", 2)]),
        ({"mot-cua": {"A": 2}}, [copy(release=2)], [("mot-cua", 1)]),
        ({"mot-cua": {"A": 1}}, [copy(release=2)], []),
        # More copies than wanted are no debt.
        ({"mot-cua": {"A": 1}}, [copy(release=2), copy(release=2, number=2)], []),
        ({"mot-cua": {"A": 1}, "van-thu": {"A": 1}}, [copy(release=2)], [("van-thu", 1)]),
        # What is not issued is not given.
        ({"mot-cua": {"B": 1}}, [], []),
    ],
)
def test_what_is_to_be_given(
    wanted: dict[str, dict[str, int]], held: list[Copy], expected: list[tuple[str, int]]
) -> None:
    found = to_give(wanted, {"A": issued("A", 2)}, held)
    assert [(one.desk, one.copies) for one in found] == expected


def test_paper_of_what_no_longer_holds_is_to_be_taken_back() -> None:
    documents = [issued("A", 1, ended=8), issued("A", 2), issued("B", 1)]
    held = [PAPER, ONLINE, copy(release=2, number=3), copy("B", number=1)]
    before, after = FIRST + timedelta(7), FIRST + timedelta(8)
    assert to_take_back(held, documents, before) == ()
    assert [one.copy for one in to_take_back(held, documents, after)] == [PAPER]


DESKS = st.sampled_from(["mot-cua", "van-thu", "niem-yet"])
ACTS = st.lists(st.tuples(DESKS, st.integers(1, 3), st.booleans()), max_size=12)


@given(ACTS)
def test_a_number_is_given_once_and_each_copy_is_somewhere(
    acts: list[tuple[str, int, bool]],
) -> None:
    """Give and take back at random: numbers never repeat, nothing is lost or doubled."""
    details: list[dict[str, Json]] = []
    expected: dict[str, set[int]] = {}
    for desk, count, is_given in acts:
        known = copies(entries_of(details))
        if is_given:
            first = next_number(known, "A", 1)
            made = [copy(desk=desk, number=first + one) for one in range(count)]
            details.append(given_(*made))
            expected.setdefault(desk, set()).update(one.number for one in made)
        else:
            out = [one for one in holdings(known, FIRST) if one.desk == desk][:count]
            if out:
                details.append(back(*out, day=0))
                expected[desk] -= {one.number for one in out}
    found = copies(entries_of(details))
    numbers = [one.number for one in found]
    assert len(numbers) == len(set(numbers))
    held: dict[str, set[int]] = {}
    for one in holdings(found, FIRST):
        held.setdefault(one.desk, set()).add(one.number)
    assert held == {desk: out for desk, out in expected.items() if out}
