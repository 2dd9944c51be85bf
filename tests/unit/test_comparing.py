import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from qmskit import Limit, Procedure, TimeUnit
from qmskit.changes.comparing import compared
from qmskit.changes.relations import FieldComparison, Relation, meaning
from qmskit.model.procedures import (
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    DossierCase,
    DossierItem,
    ExecutionStep,
    Fee,
    FeeKind,
    LegalBasis,
    Level,
)
from qmskit.readers.sources import read_items
from tests import strategies

EQUAL, DIFFERENT = Relation.EQUAL, Relation.DIFFERENT
MOVED = Relation.MOVED
OLD_SILENT, NEW_SILENT = Relation.OLD_SILENT, Relation.NEW_SILENT

BARE = Procedure("1.000170", "Thử")
DIRECT, ONLINE = ChannelMethod.DIRECT, ChannelMethod.ONLINE


def within(value: str, unit: TimeUnit, text: str = "") -> Procedure:
    return replace(BARE, channels=(Channel(DIRECT, Limit(Decimal(value), unit, text)),))


def worded(text: str) -> Procedure:
    return replace(BARE, channels=(Channel(DIRECT, Limit(text=text)),))


def costing(*fees: Fee) -> Procedure:
    return replace(BARE, channels=(Channel(DIRECT, Limit(), fees),))


def fee(amount: str, text: str = "", kind: FeeKind = FeeKind.FEE) -> Fee:
    return Fee(kind, Decimal(amount) if amount else None, text=text)


def citing(*numbers: str) -> Procedure:
    return replace(BARE, legal_bases=tuple(LegalBasis(number, "Luật") for number in numbers))


def asking(*names: str, case: str = "", originals: int | None = None) -> Procedure:
    papers = tuple(DossierItem(name, originals) for name in names)
    return replace(BARE, dossier=(DossierCase(case, papers),))


def relations(old: Procedure, new: Procedure) -> dict[str, Relation]:
    """Return the relations beside that of the name, which both always tell."""
    found = {one.path: one.relation for one in compared(old, new)}
    assert found.pop("name") is EQUAL
    return found


# Two readings, and what comes of them.
PAIRS: dict[str, tuple[Procedure, Procedure, dict[str, Relation]]] = {
    "nothing told": (BARE, BARE, {}),
    "the same field": (
        replace(BARE, field="Hộ tịch"), replace(BARE, field="hộ  tịch"), {"field": EQUAL}),
    "another field": (
        replace(BARE, field="Hộ tịch"), replace(BARE, field="Đất đai"), {"field": DIFFERENT}),
    "no field before": (BARE, replace(BARE, field="Đất đai"), {"field": OLD_SILENT}),
    "no field after": (replace(BARE, field="Đất đai"), BARE, {"field": NEW_SILENT}),
    "another decision": (
        replace(BARE, decision=AnnouncingDecision("56/QĐ-BXD")),
        replace(BARE, decision=AnnouncingDecision("1077/QĐ-BXD")),
        {"decision.number": DIFFERENT}),
    "conditions": (
        replace(BARE, requirements="- Đủ 18 tuổi;\n- Có mặt."),
        replace(BARE, requirements="Đủ 18 tuổi; có mặt"), {"requirements": EQUAL}),
    "1,5 is not 15": (
        replace(BARE, requirements="Hơn 1,5 ha"), replace(BARE, requirements="Hơn 15 ha"),
        {"requirements": DIFFERENT}),
    "execution": (
        replace(BARE, execution=(ExecutionStep("", "Bước 1: Nộp. Bước 2."),)),
        replace(BARE, execution=(ExecutionStep("Bước 1:", "Nộp."), ExecutionStep("Bước 2"))),
        {"execution": EQUAL}),
    "levels": (
        replace(BARE, levels=(Level.COMMUNE, Level.OTHER)), replace(BARE, levels=(Level.COMMUNE,)),
        {"levels[commune]": EQUAL, "levels[other]": DIFFERENT}),
    "levels of one side": (
        BARE, replace(BARE, levels=(Level.COMMUNE,)), {"levels[commune]": OLD_SILENT}),
    "applicants in another order": (
        replace(BARE, applicants=("Cá nhân", "Tổ chức")),
        replace(BARE, applicants=("Tổ chức", "Cá nhân")),
        {"applicants[canhan]": EQUAL, "applicants[tochuc]": EQUAL}),
    "results": (
        replace(BARE, results=("- Giấy phép.",)), replace(BARE, results=("Giấy phép", "Thông báo")),
        {"results[giayphep]": EQUAL, "results[thongbao]": DIFFERENT}),
    "the same limit": (
        within("5", TimeUnit.DAY), within("5.0", TimeUnit.DAY), {"channels.direct.limit": EQUAL}),
    "another number": (
        within("20", TimeUnit.DAY), within("9", TimeUnit.DAY),
        {"channels.direct.limit": DIFFERENT}),
    "a day is no working day": (
        within("20", TimeUnit.DAY), within("20", TimeUnit.WORKING_DAY),
        {"channels.direct.limit": DIFFERENT}),
    "a unit that was lost": (
        within("7", TimeUnit.UNKNOWN), within("7", TimeUnit.WORKING_DAY),
        {"channels.direct.limit": OLD_SILENT}),
    "a unit nobody knows any more": (
        within("7", TimeUnit.DAY), within("7", TimeUnit.UNKNOWN),
        {"channels.direct.limit": NEW_SILENT}),
    "another number without unit": (
        within("7", TimeUnit.UNKNOWN), within("8", TimeUnit.DAY),
        {"channels.direct.limit": DIFFERENT}),
    "zero without unit is no limit": (
        within("0", TimeUnit.UNKNOWN), within("3", TimeUnit.DAY),
        {"channels.direct.limit": OLD_SILENT}),
    "words and a number": (
        worded("Theo mô tả"), within("3", TimeUnit.DAY), {"channels.direct.limit": OLD_SILENT}),
    "the same words": (
        worded("Không quy định"), worded("không quy định."), {"channels.direct.limit": EQUAL}),
    "other words": (
        worded("Không quy định"), worded("Theo mô tả"), {"channels.direct.limit": DIFFERENT}),
    "no limit at all": (worded(""), worded(""), {}),
    "a new channel": (
        within("5", TimeUnit.DAY),
        replace(BARE, channels=(Channel(ONLINE, Limit()), *within("5", TimeUnit.DAY).channels)),
        {"channels.direct.limit": EQUAL, "channels.online": DIFFERENT}),
    "no channels before": (
        BARE, within("5", TimeUnit.DAY), {"channels.direct": OLD_SILENT}),
    "a method twice": (
        replace(BARE, channels=within("3", TimeUnit.DAY).channels + worded("").channels),
        replace(BARE, channels=within("3", TimeUnit.DAY).channels),
        {"channels.direct.limit": EQUAL, "channels.direct[2]": DIFFERENT}),
    "the same fees in another order": (
        costing(fee("0", "trẻ em"), fee("8000")), costing(fee("8000.00"), fee("0", "(Trẻ em)")),
        {"channels.direct.fees": EQUAL}),
    "the kind of a fee does not count": (
        costing(fee("8000")), costing(fee("8000", kind=FeeKind.CHARGE)),
        {"channels.direct.fees": EQUAL}),
    "another amount": (
        costing(fee("8000")), costing(fee("10000")), {"channels.direct.fees[fee]": DIFFERENT}),
    "nothing is not zero": (costing(fee("")), costing(fee("0")), {
        "channels.direct.fees": OLD_SILENT}),
    "a number in words": (
        citing("Thông tư số 03/2023/TT-BTP", "60/2014/QH13"),
        citing("60/2014/QH13", "03/2023/TT-BTP"),
        {"legal_bases[03/2023/TT-BTP]": EQUAL, "legal_bases[60/2014/QH13]": EQUAL}),
    "a new legal text": (
        citing("60/2014/QH13"), citing("60/2014/QH13", "66.18/2026/NQ-CP"),
        {"legal_bases[60/2014/QH13]": EQUAL, "legal_bases[66.18/2026/NQ-CP]": DIFFERENT}),
    "a legal text without number": (
        replace(BARE, legal_bases=(LegalBasis("", "Bộ luật Dân sự"),)),
        replace(BARE, legal_bases=(LegalBasis("", "Bộ luật dân sự."),)),
        {"legal_bases[boluatdansu]": EQUAL}),
    "papers in another order": (
        asking("- Tờ khai;", "Giấy tờ"), asking("+ Giấy tờ", "tờ  khai"),
        {"dossier[:tokhai]": EQUAL, "dossier[:giayto]": EQUAL}),
    "papers of another case": (
        asking("Tờ khai", case="Phải nộp:"), asking("Tờ khai", case="Phải xuất trình:"),
        {"dossier[phainop:tokhai]": EQUAL, "dossier[phainop:tokhai].case": MOVED}),
    "more copies": (
        asking("Tờ khai", originals=1), asking("Tờ khai", originals=2),
        {"dossier[:tokhai]": EQUAL, "dossier[:tokhai].copies": DIFFERENT}),
    "copies that one side does not tell": (
        asking("Tờ khai"), asking("Tờ khai", originals=2),
        {"dossier[:tokhai]": EQUAL, "dossier[:tokhai].copies": OLD_SILENT}),
    "one paper twice": (
        asking("Đơn", "Đơn"), asking("Đơn"),
        {"dossier[:don]": EQUAL, "dossier[:don:2]": DIFFERENT}),
    "no dossier": (asking("Đơn"), BARE, {"dossier[:don]": NEW_SILENT}),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), PAIRS.values(), ids=PAIRS)
def test_two_readings(old: Procedure, new: Procedure, expected: dict[str, Relation]) -> None:
    assert relations(old, new) == expected


def test_both_sides_are_told_in_words() -> None:
    found = compared(within("20", TimeUnit.DAY), within("10", TimeUnit.WORKING_DAY))
    limit = FieldComparison("channels.direct.limit", "20 ngày", "10 ngày làm việc", DIFFERENT)
    assert found == (FieldComparison("name", "Thử", "Thử", EQUAL), limit)


MEANINGS = {
    "- Tờ khai;": "tokhai",
    "  TỜ\nKHAI ": "tokhai",
    "Tòa án": "toaan",
    "Toà án": "toaan",
    "1,5 ha": "1,5ha",
    "điểm 3.": "diem3",
    "…": "",
}


@pytest.mark.parametrize(("text", "expected"), MEANINGS.items())
def test_what_wordings_share(text: str, expected: str) -> None:
    assert meaning(text) == expected


@given(strategies.procedures)
def test_a_reading_is_equal_to_itself(procedure: Procedure) -> None:
    assert {one.relation for one in compared(procedure, procedure)} <= {EQUAL}


MIRRORED = {OLD_SILENT: NEW_SILENT, NEW_SILENT: OLD_SILENT} | {
    relation: relation for relation in (EQUAL, MOVED, DIFFERENT)
}


@given(strategies.procedures, strategies.procedures)
def test_what_is_said_of_old_and_new_is_said_of_new_and_old(old: Procedure, new: Procedure) -> None:
    there = Counter((one.old, one.new, one.relation) for one in compared(old, new))
    back = Counter((one.new, one.old, MIRRORED[one.relation]) for one in compared(new, old))
    assert there == back


UNCHANGED = [
    "1.000080", "1.000094", "1.000110", "1.000593", "1.000656", "1.000689", "1.001193", "1.001669",
    "1.004772", "1.004827", "1.004837", "1.004859", "1.004873", "1.005461", "2.000497", "2.000513",
    "2.000522", "2.000528", "2.000547", "2.000635", "2.000748", "2.000779", "2.000986", "2.002516",
]  # fmt: skip

LIMITS = ["channels.direct.limit", "channels.online.limit", "channels.postal.limit"]
AMENDED = ["decision.number", "execution", "legal_bases[66.18/2026/NQ-CP]", "levels[other]"]
CHANGED = {
    "1.013225": sorted([*LIMITS, *AMENDED]),
    "1.013226": sorted([*LIMITS, *AMENDED]),
    "1.013229": sorted([*LIMITS, *AMENDED]),
    "1.013227": ["decision.number"],
    "1.013233": ["decision.number"],
}


@pytest.fixture(scope="module")
def pairs(real_data: Path) -> dict[str, tuple[FieldComparison, ...]]:
    """What differs between the page of June and the API's answer of July, by code."""
    page, answer = (
        {
            one.item.code: one.item
            for one in read_items(real_data / name)
            if isinstance(one.item, Procedure)
        }
        for name in ("portal-page-2026-06", "portal-api-2026-07")
    )
    return {code: compared(page[code], answer[code]) for code in page.keys() & answer.keys()}


def test_29_codes_are_in_both(pairs: dict[str, tuple[FieldComparison, ...]]) -> None:
    assert pairs.keys() == {*UNCHANGED, *CHANGED}


@pytest.mark.parametrize("code", UNCHANGED)
def test_what_did_not_change_does_not_differ(
    pairs: dict[str, tuple[FieldComparison, ...]], code: str
) -> None:
    assert [one for one in pairs[code] if one.relation is DIFFERENT] == []
    assert sum(one.relation is EQUAL for one in pairs[code]) > 30


@pytest.mark.parametrize(("code", "expected"), CHANGED.items(), ids=CHANGED)
def test_what_changed_differs_and_nothing_else(
    pairs: dict[str, tuple[FieldComparison, ...]], code: str, expected: list[str]
) -> None:
    found = sorted(one.path for one in pairs[code] if one.relation is DIFFERENT)
    assert found == expected


def test_the_new_limits(pairs: dict[str, tuple[FieldComparison, ...]]) -> None:
    found = {one.path: (one.old, one.new) for one in pairs["1.013225"]}
    assert found["channels.direct.limit"] == ("15 ngày", "10 ngày làm việc")
    assert found["channels.online.limit"] == ("20 ngày", "10 ngày làm việc")


def test_only_units_that_the_page_lost_and_new_words_are_told_by_one_side(
    pairs: dict[str, tuple[FieldComparison, ...]],
) -> None:
    silent = {
        re.sub(r"^(dossier|variants)\[.*\]", r"\1", one.path)
        for found in pairs.values()
        for one in found
        if one.relation in {OLD_SILENT, NEW_SILENT}
    }
    texts = {f"channels.{method}.text" for method in ("direct", "online", "postal")}
    terms = {f"{path}.terms" for path in LIMITS}
    # A page shows neither the limits of cases nor forms.
    assert silent <= {*LIMITS, *texts, *terms, "variants", "dossier.form"}
