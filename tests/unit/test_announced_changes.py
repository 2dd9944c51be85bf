from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import Limit, Procedure, TimeUnit
from qmskit.changes.announced import AnnouncedChange, Verdict, announced_changes
from qmskit.model.announcements import AnnouncedProcedure, Announcement, ChangeKind
from qmskit.model.procedures import Level
from qmskit.model.workflows import Decision
from qmskit.problems import Location
from qmskit.readers.announcements import doubts
from qmskit.readers.announcements.city_updates import CityUpdatesReader
from qmskit.readers.announcements.rows import RowWords, announced

DAY = date(2026, 9, 15)
IN_FORCE = date(2026, 9, 1)
WHERE = Location("list.json", path="decisions[0].rows[0]")
DECISION = Decision("3500/QĐ-UBND", date(2026, 8, 30))

OURS, OTHER, OLD = "1.000001", "1.000009", "1.000002"
NAME = "Cấp giấy thử"
KNOWN = {OURS: Procedure(OURS, NAME), OLD: Procedure(OLD, "Cấp giấy cũ")}
COMMUNE, PROVINCE = (Level.COMMUNE,), (Level.PROVINCE,)


class Words(TypedDict, total=False):
    """What a row may say otherwise."""

    name: str
    kind: ChangeKind
    levels: tuple[Level, ...]
    limit: str
    reduced: str
    replaces: tuple[str, ...]


def row(code: str = OURS, **words: Unpack[Words]) -> AnnouncedProcedure:
    """Return a row as the readers make it: amended, without reduction, unless told otherwise."""
    plain = RowWords(WHERE, code, NAME, ChangeKind.AMENDED, levels=COMMUNE, limit="3 ngày")
    return announced(replace(plain, **words))


def announcement(*rows: AnnouncedProcedure, effective: date | None = IN_FORCE) -> Announcement:
    problems = () if effective else (doubts.no_effective_day(WHERE),)
    return Announcement(DECISION, rows, WHERE, effective, doubts=problems)


def changes(one: AnnouncedProcedure, effective: date | None = IN_FORCE) -> list[AnnouncedChange]:
    return list(announced_changes([announcement(one, effective=effective)], KNOWN, DAY))


@pytest.mark.parametrize(
    ("issuer", "province", "expected"),
    [
        ("Ủy ban nhân dân tỉnh Khác", "tỉnh Đồng Xuân", ["QMS095"]),
        ("Ủy ban nhân dân tỉnh Đồng Xuân", "tỉnh Đồng Xuân", []),
        ("", "tỉnh Đồng Xuân", []),
        ("Ủy ban nhân dân tỉnh Khác", "", []),
    ],
)
def test_a_decision_of_another_province_is_not_applied(
    issuer: str, province: str, expected: list[str]
) -> None:
    reduced = announcement(row(reduced="2 ngày"))
    one = replace(reduced, decision=replace(DECISION, issuer=issuer))
    (found,) = announced_changes([one], KNOWN, DAY, province=province)
    assert [doubt.code for doubt in found.doubts] == expected
    assert found.verdict is (Verdict.DECIDE if expected else Verdict.APPLY)


NEW, REPLACED = ChangeKind.NEW, ChangeKind.REPLACED
REPEALED, UNKNOWN = ChangeKind.REPEALED, ChangeKind.UNKNOWN
APPLY, ADD, REMOVE = Verdict.APPLY, Verdict.ADD, Verdict.REMOVE
DECIDE, NOT_OURS = Verdict.DECIDE, Verdict.NOT_OURS

Expected = list[tuple[str, Verdict, list[str]]]
TABLE: Mapping[str, tuple[AnnouncedProcedure, Expected]] = {
    "a reduced limit": (row(reduced="2 ngày"), [(OURS, APPLY, [])]),
    "a limit kept": (row(reduced="Không thực hiện cắt giảm"), [(OURS, APPLY, [])]),
    "a limit without reduction": (row(), [(OURS, APPLY, [])]),
    "no limit at all": (row(limit=""), [(OURS, DECIDE, ["QMS094"])]),
    "a bare limit": (row(limit="3"), [(OURS, DECIDE, ["QMS085", "QMS094"])]),
    "a doubtful reduction": (row(reduced="Không thực"), [(OURS, DECIDE, ["QMS090"])]),
    "a name with another beginning": (row(name="Thủ tục cấp Giấy thử"), [(OURS, APPLY, [])]),
    "another name": (row(name="Cấp sổ"), [(OURS, DECIDE, ["QMS092"])]),
    "a broken name of the set": (row(name="Cấp gi ấy thử"), [(OURS, APPLY, [])]),
    "a broken name of others": (row(name="Cấp gi ấy mới"), [(OURS, DECIDE, ["QMS082"])]),
    "a name cut off": (row(name="C ấp gi ấy,"), [(OURS, APPLY, [])]),
    "another name cut off": (row(name="Cấp sổ,"), [(OURS, DECIDE, ["QMS083"])]),
    "a text glued to the name": (
        row(name=f"{NAME} Nghị định số 300/2026/NĐ-CP ngày 29 tháng", kind=REPEALED),
        [(OURS, REMOVE, [])],
    ),
    "a text glued to another name": (
        row(name="Cấp sổ Nghị định số 300/2026/NĐ-CP ngày 29 tháng", kind=REPEALED),
        [(OURS, DECIDE, ["QMS084"])],
    ),
    "repealed": (row(kind=REPEALED, limit=""), [(OURS, REMOVE, [])]),
    "repealed elsewhere": (row(OTHER, kind=REPEALED), [(OTHER, NOT_OURS, [])]),
    "amended elsewhere": (row(OTHER), [(OTHER, NOT_OURS, [])]),
    "new at our level": (row(OTHER, kind=NEW), [(OTHER, ADD, [])]),
    "new at another level": (row(OTHER, kind=NEW, levels=PROVINCE), [(OTHER, NOT_OURS, [])]),
    "new at no level": (row(OTHER, kind=NEW, levels=()), [(OTHER, DECIDE, ["QMS093"])]),
    "new but known": (row(kind=NEW), [(OURS, APPLY, [])]),
    "known, at another level": (row(levels=PROVINCE), [(OURS, APPLY, [])]),
    "no code": (row(""), [("", DECIDE, ["QMS081"])]),
    "no code, another level": (row("", levels=PROVINCE), [("", NOT_OURS, ["QMS081"])]),
    "an unknown kind": (row(kind=UNKNOWN), [(OURS, DECIDE, ["QMS089"])]),
    "an unknown kind elsewhere": (row(OTHER, kind=UNKNOWN), [(OTHER, DECIDE, ["QMS089"])]),
    "replaces one of ours": (
        row(OTHER, kind=REPLACED, replaces=(OLD,)), [(OTHER, ADD, []), (OLD, REMOVE, [])],
    ),
    "replaces ours by ours": (
        row(kind=REPLACED, replaces=(OLD, OURS)), [(OURS, APPLY, []), (OLD, REMOVE, [])],
    ),
    "replaces ours at another level": (
        row(OTHER, kind=REPLACED, replaces=(OLD,), levels=PROVINCE),
        [(OTHER, NOT_OURS, []), (OLD, REMOVE, [])],
    ),
    "replaces one nobody knows": (
        row(OTHER, kind=REPLACED), [(OTHER, DECIDE, ["QMS087"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), TABLE.values(), ids=TABLE)
def test_what_follows_for_the_set(given: AnnouncedProcedure, expected: Expected) -> None:
    found = changes(given)
    assert [
        (one.code, one.verdict, [doubt.code for doubt in one.doubts]) for one in found
    ] == expected
    assert all(one.where == WHERE for one in found)
    assert all(one.sentence.startswith("Quyết định số 3500/QĐ-UBND ngày 30/8/2026 ")
               for one in found)  # fmt: skip


CALLED = "Quyết định số 3500/QĐ-UBND ngày 30/8/2026"
GIVE_UP = "thủ tục này đang có trong bộ tài liệu: cần quyết định việc đưa ra khỏi bộ."
SENTENCES: Mapping[str, tuple[AnnouncedProcedure, list[str]]] = {
    "reduced": (
        row(reduced="2,5 ngày"),
        [(f"{CALLED} công bố sửa đổi, bổ sung thủ tục 1.000001 “Cấp giấy thử”; "
         "thời hạn giải quyết giảm từ 03 ngày còn 2,5 ngày.")],
    ),
    "reduced from nothing": (
        row(limit="", reduced="2 ngày"),
        [(f"{CALLED} công bố sửa đổi, bổ sung thủ tục 1.000001 “Cấp giấy thử”; "
         "thời hạn giải quyết sau cắt giảm là 02 ngày.")],
    ),
    "kept": (
        row(reduced="Không thực hiện cắt giảm"),
        [(f"{CALLED} công bố sửa đổi, bổ sung thủ tục 1.000001 “Cấp giấy thử”; "
         "thời hạn giải quyết giữ nguyên, không cắt giảm: 03 ngày.")],
    ),
    "told": (
        row(),
        [(f"{CALLED} công bố sửa đổi, bổ sung thủ tục 1.000001 “Cấp giấy thử”; "
         "thời hạn giải quyết là 03 ngày.")],
    ),
    "repealed": (
        row(kind=REPEALED),
        [f"{CALLED} công bố bãi bỏ thủ tục 1.000001 “Cấp giấy thử”; {GIVE_UP}"],
    ),
    "new": (
        row(OTHER, kind=NEW),
        [(f"{CALLED} công bố mới thủ tục 1.000009 “Cấp giấy thử”; thủ tục thuộc thẩm quyền cấp xã "
         "và chưa có trong bộ tài liệu: cần quyết định có đưa vào hay không.")],
    ),
    "new elsewhere": (
        row(OTHER, kind=NEW, levels=PROVINCE),
        [(f"{CALLED} công bố mới thủ tục 1.000009 “Cấp giấy thử”; "
         "thủ tục không thuộc thẩm quyền cấp xã, không phải cập nhật.")],
    ),
    "amended elsewhere": (
        row(OTHER),
        [(f"{CALLED} công bố sửa đổi, bổ sung thủ tục 1.000009 “Cấp giấy thử”; "
         "thủ tục không có trong bộ tài liệu, không phải cập nhật.")],
    ),
    "unclear": (
        row("", name="", kind=UNKNOWN),
        [(f"{CALLED} nêu thủ tục không rõ mã, không rõ tên; cần làm rõ trước khi áp dụng: chưa có "
         "mã thủ tục hành chính; chưa có tên thủ tục hành chính; "
         "không rõ thủ tục được ban hành mới, sửa đổi, thay thế hay bị bãi bỏ.")],
    ),
    "replaced": (
        row(OTHER, kind=REPLACED, replaces=(OLD,)),
        [(f"{CALLED} công bố thủ tục 1.000009 “Cấp giấy thử” thay thế thủ tục khác; thủ tục thuộc "
         "thẩm quyền cấp xã và chưa có trong bộ tài liệu: cần quyết định có đưa vào hay không."),
         (f"{CALLED} thay thế thủ tục 1.000002 “Cấp giấy cũ” bằng thủ tục 1.000009 “Cấp giấy thử”; "
         + GIVE_UP)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_the_sentence_says_what_and_why(given: AnnouncedProcedure, expected: list[str]) -> None:
    assert [one.sentence for one in changes(given)] == expected


def test_a_future_decision_waits() -> None:
    later = date(2027, 3, 1)
    (clear,) = changes(row(reduced="2 ngày"), later)
    assert (clear.verdict, clear.effective) == (Verdict.PENDING, later)
    assert clear.sentence.endswith(
        "“Cấp giấy thử”, có hiệu lực từ ngày 01/3/2027; chưa áp dụng trước ngày đó."
    )
    (unclear,) = changes(row(name="Cấp sổ"), later)
    assert unclear.verdict is Verdict.PENDING
    assert unclear.sentence.endswith(
        "Cần làm rõ trước ngày đó: tên trong bộ tài liệu là “Cấp giấy thử”."
    )
    (old,) = changes(row(OTHER, kind=REPLACED, replaces=(OLD,), levels=PROVINCE), later)[1:]
    assert (old.code, old.verdict) == (OLD, Verdict.PENDING)
    (foreign,) = changes(row(OTHER), later)
    assert foreign.verdict is NOT_OURS


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(date(2026, 9, 14), Verdict.PENDING), (DAY, APPLY), (date(2026, 9, 16), APPLY)],
)
def test_a_decision_holds_from_its_first_day(day: date, verdict: Verdict) -> None:
    (found,) = announced_changes([announcement(row(), effective=DAY)], KNOWN, day)
    assert found.verdict is verdict


def test_an_unknown_day_is_not_guessed() -> None:
    (found,) = changes(row(reduced="2 ngày"), None)
    assert found.verdict is DECIDE
    assert found.effective is None
    assert "quyết định không ghi ngày có hiệu lực" in found.sentence


@pytest.mark.parametrize(
    ("told", "verdict"), [(IN_FORCE, APPLY), (date(2027, 1, 1), Verdict.PENDING)]
)
@pytest.mark.parametrize("written", [None, date(2026, 9, 10)])
def test_somebody_who_knows_the_day_tells_it(
    told: date, verdict: Verdict, written: date | None
) -> None:
    (found,) = announced_changes(
        [announcement(row(reduced="2 ngày"), effective=written)],
        KNOWN,
        DAY,
        effective_days={DECISION.number: told},
    )
    assert (found.verdict, found.effective, found.doubts) == (verdict, told, ())


def test_a_doubt_about_the_decision_is_one_about_its_rows() -> None:
    problem = doubts.unknown_decision(WHERE, Decision(""))
    one = Announcement(Decision(""), (row(),), WHERE, IN_FORCE, doubts=(problem,))
    (found,) = announced_changes([one], KNOWN, DAY)
    assert (found.verdict, found.doubts) == (DECIDE, (problem,))
    assert found.sentence.startswith("Quyết định chưa rõ số công bố sửa đổi")


def test_a_decision_without_day_is_called_by_its_number() -> None:
    one = Announcement(Decision("5/QĐ-UBND"), (row(),), WHERE, IN_FORCE)
    (found,) = announced_changes([one], KNOWN, DAY)
    assert found.sentence.startswith("Quyết định số 5/QĐ-UBND công bố")


def test_the_level_is_that_of_the_agency() -> None:
    given = announcement(row(OTHER, kind=NEW, levels=PROVINCE))
    (found,) = announced_changes([given], KNOWN, DAY, level=Level.PROVINCE)
    assert found.verdict is ADD
    assert "thuộc thẩm quyền cấp tỉnh" in found.sentence


def test_a_row_for_two_levels_counts_once() -> None:
    given = announcement(row(), row())
    assert len(announced_changes([given], KNOWN, DAY)) == 1


@given(
    st.sampled_from(ChangeKind),
    st.sampled_from([OURS, OTHER, ""]),
    st.sampled_from([(), COMMUNE, PROVINCE]),
    st.sampled_from([None, IN_FORCE, date(2027, 1, 1)]),
    st.sampled_from(["", "3 ngày", "3", "lạ"]),
    st.sampled_from(["", "2 ngày", "4 ngày", "không thực"]),
)
def test_nothing_doubtful_or_future_is_applied(
    kind: ChangeKind, code: str, levels: tuple[Level, ...], effective: date | None,
    limit: str, reduced: str,
) -> None:  # fmt: skip
    given = row(code, kind=kind, levels=levels, limit=limit, reduced=reduced)
    for found in changes(given, effective):
        if found.verdict in {APPLY, ADD, REMOVE}:
            assert found.doubts == ()
            assert found.effective is not None
            assert found.effective <= DAY
        if found.verdict is APPLY:
            assert found.code in KNOWN
        assert found.sentence.endswith(".")


REAL_NAMES = {
    "1.014111": "Thủ tục thi tuyển công chức",
    "1.014116": "Thủ tục tiếp nhận vào công chức không giữ chức vụ lãnh đạo, quản lý",
    "1.013860": "Cấp giấy chứng nhận bị phơi nhiễm với HIV do tai nạn rủi ro nghề nghiệp",
    "1.000302": "Cấp, cấp lại Giấy phép vận tải đường bộ",
    "1.000321": "Đăng ký khai thác tuyến, bổ sung phương tiện",
    "1.000703": "Cấp Giấy phép kinh doanh vận tải bằng xe ô tô, bằng xe bốn bánh có gắn động cơ",
}


@pytest.fixture(scope="module")
def real(real_data: Path) -> Mapping[str, AnnouncedChange]:
    """What the real decisions mean for a set of six of their procedures."""
    file = real_data / "announcing-decisions" / "city-updates-20260907.excerpt.json"
    found = announced_changes(
        CityUpdatesReader().read(file),
        {code: Procedure(code, name) for code, name in REAL_NAMES.items()},
        DAY,
        effective_days={"3500/QĐ-UBND": date(2026, 8, 30)},
    )
    return {one.code: one for one in found}


REAL: Mapping[str, tuple[Verdict, list[str]]] = {
    "1.013337": (NOT_OURS, ["QMS084"]),
    "1.013723": (NOT_OURS, []),
    "1.014111": (APPLY, []),
    "1.014113": (NOT_OURS, []),
    "1.014116": (REMOVE, []),
    "1.116316": (NOT_OURS, []),
    "1.013860": (Verdict.PENDING, []),
    "1.013864": (NOT_OURS, ["QMS082"]),
    "1.000302": (DECIDE, ["QMS086"]),
    "1.000321": (DECIDE, ["QMS090", "QMS086"]),
    "1.000703": (DECIDE, ["QMS086"]),
    "1.001023": (NOT_OURS, ["QMS082", "QMS086"]),
    "1.001577": (NOT_OURS, ["QMS082", "QMS086"]),
    "1.001737": (NOT_OURS, ["QMS082", "QMS086"]),
}


@pytest.mark.parametrize(("code", "expected"), REAL.items(), ids=REAL)
def test_the_real_decisions_against_a_set(
    real: Mapping[str, AnnouncedChange], code: str, expected: tuple[Verdict, list[str]]
) -> None:
    assert len(real) == len(REAL)
    found = real[code]
    assert (found.verdict, [doubt.code for doubt in found.doubts]) == expected


def test_a_real_reduction_can_be_applied(real: Mapping[str, AnnouncedChange]) -> None:
    found = real["1.014111"]
    assert found.row.reduced is not None
    assert found.row.reduced.bare == Limit(Decimal(70), TimeUnit.DAY, found.row.reduced.text)
    assert found.sentence.endswith("giảm từ 140 ngày còn 70 ngày.")
