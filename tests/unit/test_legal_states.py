"""States of legal texts: what a small register tells on days before, on and after."""

from datetime import date, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.law.state_words import state_told
from qmskit.law.states import LegalState, days_of_change, state_of
from qmskit.model.dated import Source, Standing
from qmskit.model.legal_texts import (
    LegalText,
    Register,
    Relation,
    RelationKind,
    StagedEffect,
    covers,
)

SOURCE = Source("thử", Standing.OBSERVED)
Rows: TypeAlias = list[tuple[date, LegalState]]

NOT_YET, IN_FORCE, AMENDED, EXPIRED, SUSPENDED, UNKNOWN = LegalState
AMENDS, REPLACES, REPEALS, GUIDES, SUSPENDS = RelationKind


def day(text: str) -> date:
    return date.fromisoformat(text)


def text(
    number: str,
    effective: str = "",
    *relations: Relation,
    issued: str = "",
    expires: str = "",
    temporary: bool = False,
    staged: tuple[tuple[str, str], ...] = (),
) -> LegalText:
    return LegalText(
        number,
        "",
        SOURCE,
        issued=day(issued) if issued else None,
        effective=day(effective) if effective else None,
        expires=day(expires) if expires else None,
        is_temporary=temporary,
        staged=tuple(StagedEffect(one, day(on) if on else None) for one, on in staged),
        relations=relations,
    )


def does(kind: RelationKind, provision: str = "", by: str = "", **days: str) -> Relation:
    """What a text does with text A."""
    on = {name: day(value) for name, value in days.items()}
    return Relation(kind, "A", provision, by, on.get("effective"), on.get("until"))


A = text("A", "2020-01-01")

CASES: dict[str, tuple[list[LegalText], str, Rows]] = {
    "plain": ([A], "", [
        (day("2019-12-31"), NOT_YET), (day("2020-01-01"), IN_FORCE),
        (day("2030-01-01"), IN_FORCE)]),
    "replaced": ([A, text("B", "2025-07-01", does(REPLACES))], "", [
        (day("2025-06-30"), IN_FORCE), (day("2025-07-01"), EXPIRED), (day("2025-07-02"), EXPIRED)]),
    "its own last day": ([text("A", "2020-01-01", expires="2025-07-01")], "", [
        (day("2025-06-30"), IN_FORCE), (day("2025-07-01"), EXPIRED)]),
    "amended": ([A, text("B", "2025-07-01", does(AMENDS, "Điều 9"))], "", [
        (day("2025-06-30"), IN_FORCE), (day("2025-07-01"), AMENDED)]),
    "an amended provision": ([A, text("B", "2025-07-01", does(AMENDS, "Điều 9"))],
                             "khoản 2 Điều 9", [(day("2025-07-01"), AMENDED)]),
    "another provision": ([A, text("B", "2025-07-01", does(AMENDS, "Điều 9"))], "Điều 8", [
        (day("2025-07-01"), IN_FORCE)]),
    "a clause amended, its article asked": (
        [A, text("B", "2025-07-01", does(AMENDS, "Điều 9 khoản 2"))], "Điều 9",
        [(day("2025-07-01"), AMENDED)]),
    "amended somewhere": ([A, text("B", "2025-07-01", does(AMENDS))], "Điều 9", [
        (day("2025-07-01"), AMENDED)]),
    "a provision repealed": ([A, text("B", "2025-07-01", does(REPEALS, "Điều 9"))], "Điều 9", [
        (day("2025-06-30"), IN_FORCE), (day("2025-07-01"), EXPIRED)]),
    "a provision repealed, the whole asked": (
        [A, text("B", "2025-07-01", does(REPEALS, "Điều 9"))], "", [(day("2025-07-01"), AMENDED)]),
    "guided": ([A, text("B", "2025-07-01", does(GUIDES))], "", [(day("2025-07-01"), IN_FORCE)]),
    "staged": (
        [text("A", "2024-08-01", staged=(("Điều 190", "2024-04-01"), ("Điều 60", "2025-01-01")))],
        "", [(day("2024-04-01"), NOT_YET), (day("2024-08-01"), IN_FORCE)]),
    "a provision that comes earlier": (
        [text("A", "2024-08-01", staged=(("Điều 190", "2024-04-01"),))], "Điều 190 khoản 1",
        [(day("2024-03-31"), NOT_YET), (day("2024-04-01"), IN_FORCE)]),
    "a provision that comes later": (
        [text("A", "2024-08-01", staged=(("Điều 60", "2025-01-01"),))], "Điều 60",
        [(day("2024-12-31"), NOT_YET), (day("2025-01-01"), IN_FORCE)]),
    "a clause that comes later than its article": (
        [text("A", "2024-08-01", staged=(("Điều 60", "2025-01-01"),
                                         ("khoản 3 Điều 60", "2026-01-01")))], "Điều 60 khoản 3",
        [(day("2025-12-31"), NOT_YET), (day("2026-01-01"), IN_FORCE)]),
    "stages only": (
        [text("A", staged=(("Chương I", "2024-08-01"), ("Chương II", "2025-01-01")))], "",
        [(day("2024-07-31"), NOT_YET), (day("2024-08-01"), IN_FORCE)]),
    "stages, one unknown": (
        [text("A", staged=(("Chương I", "2024-08-01"), ("Chương II", "")))], "",
        [(day("2024-08-01"), UNKNOWN)]),
    "a staged provision replaces": (
        [A, text("B", "2024-08-01", does(REPLACES, by="Điều 260"),
                 staged=(("Điều 260", "2025-01-01"),))], "",
        [(day("2024-08-01"), IN_FORCE), (day("2025-01-01"), EXPIRED)]),
    "a relation with a day of its own": (
        [A, text("B", "2024-08-01", does(REPEALS, effective="2025-01-01"))], "",
        [(day("2024-12-31"), IN_FORCE), (day("2025-01-01"), EXPIRED)]),
    "temporary, then as before": (
        [A, text("B", "2025-03-01", does(AMENDS, "Điều 9"), expires="2027-03-01", temporary=True)],
        "", [(day("2025-02-28"), IN_FORCE), (day("2025-03-01"), AMENDED),
             (day("2027-02-28"), AMENDED), (day("2027-03-01"), IN_FORCE)]),
    "replaced for a time, then back": (
        [A, text("B", "2025-03-01", does(REPLACES), expires="2027-03-01", temporary=True)], "",
        [(day("2025-03-01"), EXPIRED), (day("2027-03-01"), IN_FORCE)]),
    "a temporary text repealed early": (
        [A, text("B", "2025-03-01", does(AMENDS), expires="2027-03-01", temporary=True),
         text("C", "2026-01-01", Relation(REPEALS, "B"))], "",
        [(day("2025-12-31"), AMENDED), (day("2026-01-01"), IN_FORCE)]),
    "expired, but nothing comes back": (
        [A, text("B", "2025-03-01", does(AMENDS), expires="2027-03-01")], "",
        [(day("2027-03-01"), AMENDED)]),
    "a relation until a day": (
        [A, text("B", "2025-03-01", does(AMENDS, until="2026-01-01"))], "",
        [(day("2025-12-31"), AMENDED), (day("2026-01-01"), IN_FORCE)]),
    "suspended for a time": (
        [A, text("B", "2025-03-01", does(SUSPENDS, until="2025-06-01"))], "",
        [(day("2025-02-28"), IN_FORCE), (day("2025-03-01"), SUSPENDED),
         (day("2025-05-31"), SUSPENDED), (day("2025-06-01"), IN_FORCE)]),
    "suspended as long as the other text": (
        [A, text("B", "2025-03-01", does(SUSPENDS), expires="2025-06-01")], "",
        [(day("2025-05-31"), SUSPENDED), (day("2025-06-01"), IN_FORCE)]),
    "a provision suspended": ([A, text("B", "2025-03-01", does(SUSPENDS, "Điều 9"))], "", [
        (day("2025-03-01"), AMENDED)]),
    "suspended before it begins": ([A, text("B", "2019-06-01", does(SUSPENDS))], "", [
        (day("2019-07-01"), NOT_YET), (day("2020-01-01"), SUSPENDED)]),
    "the replacing text is suspended": (
        [A, text("B", "2025-01-01", does(REPLACES)),
         text("C", "2025-03-01", Relation(SUSPENDS, "B", until=day("2025-06-01")))], "",
        [(day("2025-02-28"), EXPIRED), (day("2025-03-01"), UNKNOWN),
         (day("2025-06-01"), EXPIRED)]),
    "the replacing text never began": (
        [A, text("B", "2026-01-01", does(REPLACES)),
         text("C", "2025-06-01", Relation(REPEALS, "B"))], "", [(day("2026-01-01"), IN_FORCE)]),
    "repealed before it began": ([A, text("B", "2019-06-01", does(REPEALS))], "", [
        (day("2019-05-31"), NOT_YET), (day("2019-06-01"), EXPIRED), (day("2020-01-01"), EXPIRED)]),
    "day of effect unknown": ([text("A", issued="2019-10-01")], "", [
        (day("2019-09-30"), NOT_YET), (day("2019-10-01"), UNKNOWN)]),
    "day of effect unknown, end known": ([text("A", expires="2025-07-01")], "", [
        (day("2025-06-30"), UNKNOWN), (day("2025-07-01"), EXPIRED)]),
    "replaced on a day nobody knows": (
        [A, text("B", "", does(REPLACES), issued="2025-05-01")], "",
        [(day("2025-04-30"), IN_FORCE), (day("2025-05-01"), UNKNOWN)]),
    "amended on a day nobody knows": (
        [A, text("B", "", does(AMENDS), issued="2025-05-01")], "",
        [(day("2025-04-30"), IN_FORCE), (day("2025-05-01"), UNKNOWN)]),
    "amended for certain, perhaps once more": (
        [A, text("B", "2024-01-01", does(AMENDS)), text("C", "", does(AMENDS))], "",
        [(day("2024-01-01"), AMENDED)]),
    "a ring": ([text("A", "2020-01-01", Relation(REPEALS, "B")), text("B", "2021-01-01",
                                                                      does(REPEALS))], "",
               [(day("2020-12-31"), IN_FORCE)]),
}  # fmt: skip

ROWS = [
    pytest.param(texts, provision, on, state, id=f"{name} {on}")
    for name, (texts, provision, rows) in CASES.items()
    for on, state in rows
]


@pytest.mark.parametrize(("texts", "provision", "on", "state"), ROWS)
def test_the_state_on_a_day(
    texts: list[LegalText], provision: str, on: date, state: LegalState
) -> None:
    assert state_of(texts[0], Register.of(texts), on, provision).state is state


def test_the_relation_that_says_so_is_told() -> None:
    replacing = text("B", "2025-07-01", does(REPLACES, by="Điều 40"))
    found = state_of(A, Register.of([A, replacing]), day("2025-07-01"))
    assert [(one.text.number, one.relation.by) for one in found.because] == [("B", "Điều 40")]


def test_provisions_that_are_to_come_are_told() -> None:
    staged = text("A", "2024-08-01", staged=(("Điều 60", "2025-01-01"), ("Điều 70", "")))
    found = state_of(staged, Register.of([staged]), day("2024-12-31"))
    assert [one.provision for one in found.not_yet] == ["Điều 60", "Điều 70"]
    later = state_of(staged, Register.of([staged]), day("2025-01-01"))
    assert [one.provision for one in later.not_yet] == ["Điều 70"]


def test_the_days_on_which_a_text_changes() -> None:
    there_and_back = text("B", "2025-03-01", does(AMENDS), expires="2027-03-01", temporary=True)
    elsewhere = text("C", "2026-01-01", Relation(REPEALS, "D"))
    found = days_of_change(A, Register.of([A, there_and_back, elsewhere]))
    assert found == (day("2020-01-01"), day("2025-03-01"), day("2027-03-01"))


@pytest.mark.parametrize(("outer", "inner", "expected"), [
    ("", "Điều 9", True), ("", "", True), ("Điều 9", "", False),
    ("Điều 9", "điểm a khoản 2 Điều 9", True), ("Khoản 2 Điều 9", "Điều 9 khoản 2", True),
    ("Điều 9", "Điều 9a", False), ("Điều 1", "Điều 19", False),
    ("Phụ lục II", "Mẫu số 01 Phụ lục II", True), ("Danh mục A", "danh mục  a", True),
    ("Mục A", "danh mục A", False),
])  # fmt: skip
def test_provisions_hold_each_other(outer: str, inner: str, expected: bool) -> None:  # noqa: FBT001
    assert covers(outer, inner) is expected


def test_an_own_entry_completes_the_framework() -> None:
    below = text("A", "2020-01-01", Relation(AMENDS, "Z"), issued="2019-10-01")
    own = text("A", "", Relation(REPEALS, "Y"), expires="2026-01-01")
    merged = Register.of([own], [below]).texts["A"]
    assert (merged.effective, merged.expires) == (day("2020-01-01"), day("2026-01-01"))
    assert [one.number for one in merged.relations] == ["Y", "Z"]


AMENDED_BY_B = "B sửa đổi, bổ sung Điều 1, Điều 2, Điều 3 và 2 điều khoản khác từ ngày 01/07/2025"


@pytest.mark.parametrize(("texts", "on", "told"), [
    ([A], "2020-01-01", "còn hiệu lực"),
    ([A, text("B", "2025-07-01", does(REPLACES, by="Điều 40"))], "2025-07-01",
     "hết hiệu lực (B thay thế từ ngày 01/07/2025)"),
    ([A, text("B", "2025-07-01", *(does(AMENDS, f"Điều {n}") for n in range(1, 6))),
      text("C", "2026-01-01", does(REPEALS, "Điều 9"))], "2026-01-01",
     f"còn hiệu lực, đã thay đổi một phần ({AMENDED_BY_B}; C bãi bỏ Điều 9 từ ngày 01/01/2026)"),
    ([A, text("B", "", does(SUSPENDS))], "2025-01-01",
     "không rõ (B ngưng hiệu lực, đình chỉ không rõ từ ngày nào)"),
    ([text("A", "2024-08-01", staged=(("Điều 60", ""),))], "2024-08-01",
     "còn hiệu lực; chưa có hiệu lực: Điều 60"),
])  # fmt: skip
def test_states_in_words(texts: list[LegalText], on: str, told: str) -> None:
    assert state_told(state_of(texts[0], Register.of(texts), day(on))) == told


FIRST = date(2025, 1, 1)
some_days = st.dates(FIRST, FIRST + timedelta(days=20))
maybe = st.none() | some_days
numbers = st.sampled_from("ABC")
provisions = st.sampled_from(["", "Điều 1", "Điều 1 khoản 2", "Điều 2"])
relations = st.builds(
    Relation, st.sampled_from(RelationKind), numbers, provisions, provisions, maybe, maybe
)
texts = st.builds(
    LegalText,
    numbers,
    st.just(""),
    st.just(SOURCE),
    issued=maybe,
    effective=maybe,
    expires=maybe,
    is_temporary=st.booleans(),
    staged=st.lists(st.builds(StagedEffect, provisions, maybe), max_size=2).map(tuple),
    relations=st.lists(relations, max_size=3).map(tuple),
)


@given(st.lists(texts, min_size=1, max_size=4), provisions)
def test_states_change_only_on_days_the_register_names(
    found: list[LegalText], provision: str
) -> None:
    register = Register.of(found)
    named = {
        on
        for one in found
        for on in (
            one.issued, one.effective, one.expires, *(stage.effective for stage in one.staged),
            *(inner.effective for inner in one.relations),
            *(inner.until for inner in one.relations),
        )
    }  # fmt: skip
    for one in register.texts.values():
        changes = days_of_change(one, register, provision)
        assert set(changes) <= named
        for passed in range(22):
            on = FIRST + timedelta(days=passed)
            before, now = (state_of(one, register, each, provision)
                           for each in (on - timedelta(days=1), on))  # fmt: skip
            assert (before != now) is (on in changes)
