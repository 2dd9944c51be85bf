"""What the ledger tells of changes of law, from lines as commands write them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from qmskit.control.law_changes import RecordedChanges, changes_recorded
from qmskit.control.ledger import NO_LEDGER, Kind, Ledger, appended, read_ledger
from qmskit.model.control import Act
from qmskit.readers.trees import Json

ACT = Act("Lê Văn C", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
LAW = "66.18/2026/NQ-CP"
EFFECTIVE = date(2026, 8, 1)


def told(lines: Iterable[tuple[Kind, dict[str, Json]]]) -> RecordedChanges:
    ledger: Ledger = NO_LEDGER
    for kind, details in lines:
        ledger = read_ledger(*appended(ledger, kind, details, ACT))
    return changes_recorded(ledger.entries)


def updated(*suspect: str) -> tuple[Kind, dict[str, Json]]:
    events: list[Json] = [{"id": LAW, "procedures": ["1.013225"]}]
    return Kind.UPDATE, {"events": events, "suspect": list(suspect)}


def released(*codes: str) -> tuple[Kind, dict[str, Json]]:
    documents: list[Json] = [{"code": code} for code in codes]
    return Kind.RELEASE, {"effective": EFFECTIVE.isoformat(), "documents": documents}


def confirmed(*codes: str) -> tuple[Kind, dict[str, Json]]:
    return Kind.CONFIRM, {"person": "Trần Thị B", "procedures": list(codes)}


UNDONE: tuple[Kind, dict[str, Json]] = (Kind.UNDO, {"operation": "update"})


def test_a_workflow_is_doubtful_until_somebody_confirms_it() -> None:
    assert told([updated("1.013225", "1.013226")]).suspects == ("1.013225", "1.013226")
    after = told([updated("1.013225", "1.013226"), confirmed("1.013225")])
    assert after.suspects == ("1.013226",)
    again = told([updated("1.013225"), confirmed("1.013225"), updated("1.013225")])
    assert again.suspects == ("1.013225",)


def test_what_was_undone_tells_nothing_and_done_again_it_tells() -> None:
    assert told([updated("1.013225"), UNDONE]) == RecordedChanges()
    assert told([updated("1.013225"), UNDONE, UNDONE]).suspects == ("1.013225",)


def test_only_an_issue_behind_the_update_follows_it() -> None:
    known = told([released("QT 01"), updated(), released("QT 01")])
    line = known.events[LAW, "1.013225"]
    assert known.issued_since("QT 01", line) == EFFECTIVE
    assert known.issued_since("QT 02", line) is None
    before = told([released("QT 01"), updated()])
    assert before.issued_since("QT 01", before.events[LAW, "1.013225"]) is None


def test_a_document_that_was_ended_follows_too() -> None:
    withdrawn: dict[str, Json] = {"documents": ["QT 01"], "since": EFFECTIVE.isoformat()}
    known = told([updated(), (Kind.WITHDRAW, withdrawn)])
    assert known.issued_since("QT 01", known.events[LAW, "1.013225"]) == EFFECTIVE
