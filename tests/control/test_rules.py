"""Numbers, stages and signatures: tables of what goes in and what is expected."""

from datetime import date

import pytest

from qmskit.control.history import History
from qmskit.control.life import draft_stage, issued_documents, next_role
from qmskit.control.numbers import next_revision, pending, set_issue
from qmskit.control.signing import future, refusals
from qmskit.model.agencies import Revision
from qmskit.model.control import (
    ControlRules,
    IssuedDocument,
    Release,
    Separation,
    Signature,
    SignatureRole,
    Stage,
    Withdrawal,
)
from qmskit.model.dated import Source, Standing

DRAFTER, REVIEWER, APPROVER = SignatureRole
FIRST = date(2026, 3, 2)


def row(issue: int, revision: int, *, signed: bool = True) -> Revision:
    return Revision(issue, revision, FIRST if signed else None)


@pytest.mark.parametrize(
    ("rows", "issue", "anew", "expected"),
    [
        ((), 1, False, (1, 0)),
        ((), 3, False, (3, 0)),
        ((row(1, 0),), 1, False, (1, 1)),
        ((row(1, 0), row(1, 1)), 1, False, (1, 2)),
        # An older document in a set whose others are at issue 2 is amended within its own.
        ((row(1, 4),), 2, False, (1, 5)),
        ((row(2, 0),), 2, False, (2, 1)),
        # What is being prepared does not count.
        ((row(1, 0), row(1, 1, signed=False)), 1, False, (1, 1)),
        ((row(1, 0, signed=False),), 1, False, (1, 0)),
        # The set issued anew.
        ((row(1, 4),), 1, True, (2, 0)),
        ((), 1, True, (2, 0)),
    ],
)
def test_the_next_number(
    rows: tuple[Revision, ...], issue: int, *, anew: bool, expected: tuple[int, int]
) -> None:
    assert next_revision(rows, issue, anew=anew) == expected


def test_the_set_is_at_the_highest_issue_that_was_signed() -> None:
    assert set_issue({}) == 1
    revisions = {"A": (row(1, 0), row(2, 0)), "B": (row(1, 0), row(3, 0, signed=False))}
    assert set_issue(revisions) == 2


def test_what_has_no_day_is_being_prepared() -> None:
    assert pending(()) is None
    assert pending((row(1, 0),)) is None
    assert pending((row(1, 0), row(1, 1, signed=False))) == row(1, 1, signed=False)


def signed(role: SignatureRole, person: str = "Trần Thị B", on: date = FIRST) -> Signature:
    return Signature(role, person, "Công chức", on)


@pytest.mark.parametrize(
    ("given", "stage", "expected"),
    [
        ((), Stage.DRAFT, DRAFTER),
        ((DRAFTER,), Stage.DRAFTED, REVIEWER),
        ((DRAFTER, REVIEWER), Stage.REVIEWED, APPROVER),
        ((DRAFTER, REVIEWER, APPROVER), Stage.APPROVED, None),
        # A jump counts for nothing.
        ((APPROVER,), Stage.DRAFT, DRAFTER),
        ((DRAFTER, APPROVER), Stage.DRAFTED, REVIEWER),
    ],
)
def test_the_stage_of_a_draft(
    given: tuple[SignatureRole, ...], stage: Stage, expected: SignatureRole | None
) -> None:
    signatures = tuple(signed(role) for role in given)
    assert draft_stage(signatures) is stage
    assert next_role(signatures) is expected


RULES = ControlRules(
    separations=(Separation((DRAFTER, APPROVER), Source("mô hình", Standing.SECONDARY)),)
)
LATER = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("given", "new", "expected"),
    [
        ((), signed(DRAFTER), []),
        ((), signed(REVIEWER), ["QMS752"]),
        ((), signed(APPROVER), ["QMS752"]),
        ((signed(DRAFTER),), signed(REVIEWER, "Lê Văn C"), []),
        ((signed(DRAFTER),), signed(DRAFTER), ["QMS753"]),
        # The drafter may review, but not approve.
        ((signed(DRAFTER),), signed(REVIEWER), []),
        ((signed(DRAFTER), signed(REVIEWER, "Lê Văn C")), signed(APPROVER), ["QMS754"]),
        ((signed(DRAFTER), signed(REVIEWER, "Lê Văn C")), signed(APPROVER, "Nguyễn Văn A"), []),
        ((signed(DRAFTER, on=LATER),), signed(REVIEWER, "Lê Văn C"), ["QMS755"]),
        ((signed(DRAFTER, on=LATER),), signed(APPROVER), ["QMS752", "QMS754", "QMS755"]),
    ],
)
def test_a_signature_is_refused_with_every_reason(
    given: tuple[Signature, ...], new: Signature, expected: list[str]
) -> None:
    assert [one.code for one in refusals("QT 01", given, new, RULES)] == expected


def test_without_a_rule_of_the_framework_one_person_may_draft_and_approve() -> None:
    given = (signed(DRAFTER), signed(REVIEWER))
    assert not list(refusals("QT 01", given, signed(APPROVER), ControlRules()))


@pytest.mark.parametrize(
    ("on", "today", "expected"),
    [(FIRST, FIRST, 0), (LATER, FIRST, 1), (FIRST, LATER, 0), (LATER, None, 0)],
)
def test_nobody_signs_on_a_day_to_come(on: date, today: date | None, expected: int) -> None:
    assert len(list(future(on, today, "--on"))) == expected


def issued(revision: int) -> IssuedDocument:
    return IssuedDocument("QT 01", "Đăng ký khai sinh", 1, revision, f"1:{revision}", "")


def release(number: int, day: date, effective: date, still_for: date | None = None) -> Release:
    return Release(number, f"{number}/QĐ", day, effective, (issued(number - 1),), still_for)


RELEASES = (
    release(1, date(2026, 3, 2), date(2026, 3, 10)),
    release(2, date(2026, 6, 1), date(2026, 6, 15), still_for=date(2026, 6, 15)),
)
GONE = Withdrawal(("QT 01",), "9/QĐ", date(2026, 9, 1), date(2026, 9, 7))


@pytest.mark.parametrize(
    ("day", "stages"),
    [
        ("2026-03-09", [Stage.ISSUED, Stage.ISSUED]),
        ("2026-03-10", [Stage.IN_FORCE, Stage.ISSUED]),
        ("2026-06-14", [Stage.IN_FORCE, Stage.ISSUED]),
        ("2026-06-15", [Stage.SUPERSEDED, Stage.IN_FORCE]),
        ("2026-09-06", [Stage.SUPERSEDED, Stage.IN_FORCE]),
        ("2026-09-07", [Stage.SUPERSEDED, Stage.WITHDRAWN]),
    ],
)
def test_where_issued_documents_stand_on_a_day(day: str, stages: list[Stage]) -> None:
    found = tuple(issued_documents(History({}, RELEASES, (GONE,))))
    assert [one.stage_on(date.fromisoformat(day)) for one in found] == stages


def test_an_older_issue_tells_for_which_dossiers_it_still_counts() -> None:
    old, new = issued_documents(History({}, RELEASES, ()))
    assert (old.ended_on, old.still_for) == (date(2026, 6, 15), date(2026, 6, 15))
    assert (new.ended_on, new.still_for) == (None, None)


def test_what_is_withdrawn_before_its_follower_came_was_withdrawn() -> None:
    gone = Withdrawal(("QT 01",), "9/QĐ", date(2026, 4, 1), date(2026, 4, 5))
    old, new = issued_documents(History({}, RELEASES, (gone,)))
    assert old.stage_on(date(2026, 5, 1)) is Stage.WITHDRAWN
    assert new.stage_on(date(2026, 7, 1)) is Stage.IN_FORCE
