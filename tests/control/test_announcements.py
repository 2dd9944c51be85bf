"""Evidence and announcements: tables of what is on file, and what follows from it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from qmskit.control.announcements import (
    AnnouncedDocument,
    AnnouncedScope,
    FiledEvidence,
    Notice,
    Posting,
    SystemAnnouncement,
    WebPage,
    announcement_json,
    announcements,
    evidence_json,
    filed_evidence,
    publication_json,
    scope_change,
)
from qmskit.control.ledger import NO_LEDGER, Entry, Kind, Ledger, appended, read_ledger
from qmskit.control.proofs import proof, remarks, shortcomings, source_told
from qmskit.model.control import Act, AnnouncementRules, EvidenceKind, EvidenceRule
from qmskit.model.dated import Source, Standing
from qmskit.readers.trees import Json

ACT = Act("Lê Văn C", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
AUDIT, REVIEW, CLOSED, CONFIRMED = EvidenceKind
EFFECTIVE, DECIDED = date(2026, 3, 10), date(2026, 10, 15)
SOURCE = Source("Quyết định số 19/2014/QĐ-TTg", Standing.QUOTED, "Điều 4 khoản 2 điểm b")
RULES = AnnouncementRules(
    (
        EvidenceRule(AUDIT, "hồ sơ đánh giá", SOURCE, follows_application=True, months=12),
        EvidenceRule(CLOSED, "hồ sơ khắc phục", SOURCE, may_be_none=True),
        EvidenceRule(REVIEW, "hồ sơ xem xét", SOURCE, follows_application=True, months=12),
        EvidenceRule(CONFIRMED, "văn bản xác nhận", SOURCE),
    )
)


def entries_of(details: Iterable[tuple[Kind, dict[str, Json]]]) -> tuple[Entry, ...]:
    ledger: Ledger = NO_LEDGER
    for kind, one in details:
        ledger = read_ledger(*appended(ledger, kind, one, ACT))
    return ledger.entries


def filed(kind: EvidenceKind, month: int, day: int, year: int = 2026) -> FiledEvidence:
    return FiledEvidence(kind, date(year, month, day), "Lê Văn C", "records/a.pdf")


WHOLE = (filed(AUDIT, 8, 3), filed(CLOSED, 9, 1), filed(REVIEW, 9, 10), filed(CONFIRMED, 10, 12))


def without(kind: EvidenceKind) -> tuple[FiledEvidence, ...]:
    return tuple(one for one in WHOLE if one.kind is not kind)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (WHOLE, []),
        ((), [("audit", "QMS780"), ("nonconformities", "QMS780"), ("review", "QMS780"),
              ("confirmation", "QMS780")]),
        (without(AUDIT), [("audit", "QMS780")]),
        (without(CONFIRMED), [("confirmation", "QMS780")]),
        # Confirmed before the review was held; a later confirmation puts it right.
        ((*without(REVIEW), filed(REVIEW, 10, 13)), [("review", "QMS781")]),
        ((*without(REVIEW), filed(REVIEW, 10, 13), filed(CONFIRMED, 10, 14)), []),
        # A second audit after the confirmation leaves the first one standing.
        ((*WHOLE, filed(AUDIT, 10, 14)), []),
        # Confirmed after the decision.
        ((*without(CONFIRMED), filed(CONFIRMED, 10, 16)), [("confirmation", "QMS781")]),
        # On one day all may happen.
        (tuple(filed(kind, 10, 15) for kind in EvidenceKind), []),
        # Nothing was in force yet that could be audited.
        ((*without(AUDIT), filed(AUDIT, 3, 9)), [("audit", "QMS781")]),
    ],
)  # fmt: skip
def test_what_stands_against_a_first_announcement(
    evidence: tuple[FiledEvidence, ...], expected: list[tuple[str, str]]
) -> None:
    found = shortcomings(RULES, evidence, DECIDED, EFFECTIVE)
    assert [(one.where.file, one.code) for one in found] == expected


def test_without_a_release_nothing_can_have_been_audited() -> None:
    found = shortcomings(RULES, WHOLE, DECIDED, None)
    assert [one.where.file for one in found] == ["audit", "review"]


def test_what_is_missing_is_named_with_the_law() -> None:
    first = next(shortcomings(RULES, (), DECIDED, EFFECTIVE))
    assert first.message == "chưa có hồ sơ đánh giá"
    assert "điểm b khoản 2 Điều 4 Quyết định số 19/2014/QĐ-TTg" in first.fix


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("Điều 4 khoản 2 điểm b", "điểm b khoản 2 Điều 4 Luật A"),
        ("Điều 4", "Điều 4 Luật A"),
        ("7.5.2 c", "7.5.2 c Luật A"),
        ("", "Luật A"),
    ],
)
def test_provisions_are_cited_from_the_point_up(provision: str, expected: str) -> None:
    assert source_told(Source("Luật A", Standing.QUOTED, provision)) == expected


@pytest.mark.parametrize(
    ("evidence", "on", "released", "expected"),
    [
        (WHOLE, DECIDED, EFFECTIVE, []),
        # Documents were released after the audit.
        (WHOLE, DECIDED, date(2026, 8, 20), ["audit"]),
        # A year and a day; what no law asks for each year does not age.
        (WHOLE, date(2027, 8, 3), EFFECTIVE, []),
        (WHOLE, date(2027, 8, 4), EFFECTIVE, ["audit"]),
        (WHOLE, date(2028, 8, 4), EFFECTIVE, ["audit", "review"]),
        ((), DECIDED, EFFECTIVE, []),
    ],
)
def test_old_evidence_is_remarked_upon(
    evidence: tuple[FiledEvidence, ...], on: date, released: date, expected: list[str]
) -> None:
    found = remarks(RULES, evidence, on, released)
    assert [(one.where.file, one.code) for one in found] == [(one, "QMS784") for one in expected]


def test_a_leap_day_ages_too() -> None:
    evidence = (filed(AUDIT, 2, 28, 2027),)
    assert not list(remarks(RULES, evidence, date(2028, 2, 29), None))
    assert list(remarks(RULES, evidence, date(2028, 3, 1), None))


def test_of_one_day_the_evidence_filed_last_counts() -> None:
    later = FiledEvidence(AUDIT, date(2026, 8, 3), "Lê Văn C", "records/b.pdf")
    assert proof(RULES.evidence[0], (*WHOLE, later), DECIDED) == later


def test_evidence_is_read_back_as_it_was_filed() -> None:
    entries = entries_of((Kind.EVIDENCE, evidence_json(one)) for one in WHOLE)
    assert filed_evidence(entries) == WHOLE


SCOPE = AnnouncedScope("Ủy ban nhân dân xã Bình Minh", ("Công an xã",), ("1.000656", "1.001193"))
DONE = SystemAnnouncement(
    "142/QĐ-UBND", DECIDED, SCOPE, (AnnouncedDocument("QT 01/CX-HT", 1, 0, "K7QM-2XRD"),)
)
NOTICE = Notice("15/UBND-VP", date(2026, 10, 16))
POSTED = Posting(date(2026, 10, 17), "Trung tâm Phục vụ hành chính công")
WEB = WebPage("https://binhminh.vn/@cong-bo", date(2026, 10, 18))


def test_what_is_published_later_belongs_to_the_last_announcement() -> None:
    again = SystemAnnouncement("9/QĐ-UBND", date(2027, 1, 5), SCOPE, notice=NOTICE)
    entries = entries_of(
        (Kind.ANNOUNCE, details)
        for details in (
            announcement_json(DONE),
            publication_json(NOTICE, None, None),
            publication_json(None, POSTED, WEB),
            announcement_json(again),
            publication_json(None, None, WEB),
        )
    )
    first, second = announcements(entries)
    assert (first.decision, first.documents, first.scope) == (
        DONE.decision, DONE.documents, SCOPE,
    )  # fmt: skip
    assert (first.notice, first.posted, first.web) == (NOTICE, POSTED, WEB)
    assert (second.notice, second.posted, second.web) == (NOTICE, None, WEB)


def test_an_addition_without_an_announcement_is_nothing() -> None:
    assert announcements(entries_of([(Kind.ANNOUNCE, publication_json(NOTICE, None, None))])) == ()


@pytest.mark.parametrize(
    ("agency", "units", "procedures", "expected"),
    [
        (SCOPE.agency, SCOPE.units, SCOPE.procedures, ((), (), False)),
        (SCOPE.agency, SCOPE.units, ("1.001193",), ((), ("1.000656",), False)),
        (SCOPE.agency, SCOPE.units, ("1.000656", "1.001193", "2.1"), (("2.1",), (), False)),
        (SCOPE.agency, (), SCOPE.procedures, ((), (), True)),
        ("Ủy ban nhân dân xã Yên Bình", SCOPE.units, SCOPE.procedures, ((), (), True)),
    ],
)
def test_how_a_scope_changes(
    agency: str,
    units: tuple[str, ...],
    procedures: tuple[str, ...],
    expected: tuple[tuple[str, ...], tuple[str, ...], bool],
) -> None:
    now = AnnouncedScope(agency, units, procedures)
    found = scope_change(SCOPE, now)
    assert (found.added, found.removed, found.is_reworded) == expected
    assert found.is_any == (now.fingerprint != SCOPE.fingerprint)
