from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import Limit, Procedure, TimeUnit
from qmskit.changes.citations import title_key
from qmskit.changes.pairing import alike, out_of_order
from qmskit.changes.procedures import applied, procedure_diff
from qmskit.changes.relations import meaning, spelling
from qmskit.model.changes import DiffKind, EditKind
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
    PaperUse,
    Variant,
)
from qmskit.readers.prose.limits import limit_in
from tests import strategies

BARE = Procedure("1.000170", "Cấp giấy phép xây dựng")
TEN = Limit(Decimal(10), TimeUnit.WORKING_DAY)


def cited(*bases: tuple[str, str]) -> Procedure:
    return replace(BARE, legal_bases=tuple(LegalBasis(number, title) for number, title in bases))


def asked(*papers: DossierItem, case: str = "") -> Procedure:
    return replace(BARE, dossier=(DossierCase(case, papers),))


def two_cases(first: tuple[str, ...], second: tuple[str, ...]) -> Procedure:
    named = (("Giấy tờ phải nộp", first), ("Giấy tờ phải xuất trình", second))
    return replace(
        BARE,
        dossier=tuple(DossierCase(case, tuple(map(DossierItem, ones))) for case, ones in named),
    )


def open_to(*methods: ChannelMethod, limit: Limit = TEN, fees: tuple[Fee, ...] = ()) -> Procedure:
    return replace(BARE, channels=tuple(Channel(method, limit, fees) for method in methods))


def within(words: str) -> Procedure:
    return open_to(ChannelMethod.DIRECT, limit=limit_in(words))


def costing(*fees: tuple[FeeKind, str]) -> Procedure:
    rates = tuple(Fee(kind, Decimal(amount)) for kind, amount in fees)
    return open_to(ChannelMethod.DIRECT, fees=rates)


FEE, CHARGE = FeeKind.FEE, FeeKind.CHARGE
DIRECT, ONLINE, UNKNOWN = ChannelMethod.DIRECT, ChannelMethod.ONLINE, ChannelMethod.UNKNOWN
LONG_PAPER = "Bản sao giấy tờ chứng minh quyền sử dụng đất theo quy định"
LIMIT = "channels.direct.limit"

# Two records, what became of the procedure, and its changes as (path, kind, editorial).
PAIRS: dict[str, tuple[Procedure, Procedure, DiffKind, list[tuple[str, str, bool]]]] = {
    "nothing": (BARE, BARE, DiffKind.UNCHANGED, []),
    "another name": (
        BARE, replace(BARE, name="Cấp phép xây nhà"), DiffKind.RENAMED,
        [("name", "changed", False)]),
    "who writes “Thủ tục” before a name renames nothing": (
        BARE, replace(BARE, name="Thủ tục cấp giấy phép xây dựng"), DiffKind.EDITORIAL,
        [("name", "changed", True)]),
    "another name and another field": (
        replace(BARE, field="Nhà ở"), replace(BARE, name="Cấp phép", field="Xây dựng"),
        DiffKind.AMENDED, [("name", "changed", False), ("field", "changed", False)]),
    "torn words, capitals, blanks, punctuation": (
        replace(BARE, requirements="Cấp gi ấy chứng  nhận; Ký."),
        replace(BARE, requirements="- CẤP GIẤY CHỨNG NHẬN\n- ký"), DiffKind.EDITORIAL,
        [("requirements", "changed", True)]),
    "the place of a tone": (
        replace(BARE, requirements="Toà án"), replace(BARE, requirements="Tòa án"),
        DiffKind.EDITORIAL, [("requirements", "changed", True)]),
    "another tone is another word": (
        replace(BARE, requirements="bản nhà"), replace(BARE, requirements="bán nhà"),
        DiffKind.AMENDED, [("requirements", "changed", False)]),
    "only the number of the decision": (
        replace(BARE, decision=AnnouncingDecision("56/QĐ-BXD")),
        replace(BARE, decision=AnnouncingDecision("1077/QĐ-BXD")), DiffKind.EDITORIAL,
        [("decision.number", "changed", True)]),
    "a source that does not tell": (
        replace(BARE, requirements="Đủ 18 tuổi"), BARE, DiffKind.UNCHANGED,
        [("requirements", "silent", False)]),
    "working days are no days": (
        within("20 ngày"), within("20 ngày làm việc"), DiffKind.AMENDED,
        [(LIMIT, "changed", False)]),
    "a month is not thirty days": (
        within("1 tháng"), within("30 ngày"), DiffKind.AMENDED, [(LIMIT, "changed", False)]),
    "hours are not converted": (
        within("8 giờ làm việc"), within("1 ngày làm việc"), DiffKind.AMENDED,
        [(LIMIT, "changed", False)]),
    "what is not counted": (
        within("10 ngày làm việc"),
        within("10 ngày làm việc, không tính thời gian niêm yết"), DiffKind.AMENDED,
        [(f"{LIMIT}.terms", "changed", False)]),
    "words beside a number on one side": (
        open_to(DIRECT), within("10 ngày làm việc, không tính thời gian niêm yết"),
        DiffKind.UNCHANGED, [(f"{LIMIT}.terms", "silent", False)]),
    "one limit for whatever way": (
        open_to(UNKNOWN), open_to(DIRECT, ONLINE), DiffKind.UNCHANGED, []),
    "another limit for whatever way": (
        open_to(UNKNOWN), open_to(DIRECT, ONLINE, limit=limit_in("5 ngày")), DiffKind.AMENDED,
        [(LIMIT, "changed", False), ("channels.online.limit", "changed", False)]),
    "a way to submit more": (
        open_to(DIRECT), open_to(DIRECT, ONLINE), DiffKind.AMENDED,
        [("channels.online", "added", False)]),
    "the limit of a case": (
        replace(BARE, variants=(Variant("Nhà ở", TEN),)),
        replace(BARE, variants=(Variant("nhà ở", limit_in("7 ngày")),)), DiffKind.AMENDED,
        [("variants[nhao].limit", "changed", False)]),
    "fees by kind": (
        costing((FEE, "50000"), (CHARGE, "8000")), costing((FEE, "60000"), (CHARGE, "8000")),
        DiffKind.AMENDED, [("channels.direct.fees[fee]", "changed", False)]),
    "a fee goes and a charge comes": (
        costing((FEE, "50000")), costing((CHARGE, "60000")), DiffKind.AMENDED,
        [("channels.direct.fees[charge]", "added", False),
         ("channels.direct.fees[fee]", "removed", False)]),
    "a legal text more and one less": (
        cited(("01/2020/TT-DT", "Thông tư cũ")), cited(("02/2026/TT-DT", "Thông tư mới")),
        DiffKind.AMENDED,
        [("legal_bases[01/2020/TT-DT]", "removed", False),
         ("legal_bases[02/2026/TT-DT]", "added", False)]),
    "a number written otherwise": (
        cited(("01/2020/TT-DT", "Thông tư thử")),
        cited(("Thông tư số 01/2020/TT-DT", "Thông tư thử")), DiffKind.EDITORIAL,
        [("legal_bases[01/2020/TT-DT]", "changed", True)]),
    "a law by its title may be the law by number": (
        cited(("", "Luật Thử năm 2014"), ("01/2020/TT-DT", "")),
        cited(("60/2014/QH13", "Luật 60/2014/QH13"), ("01/2020/TT-DT", "")), DiffKind.UNCHANGED,
        [("legal_bases[luatthunam2014]", "silent", False),
         ("legal_bases[60/2014/QH13]", "silent", False)]),
    "a law of another year is another law": (
        cited(("", "Luật Thử năm 2013"), ("01/2020/TT-DT", "")),
        cited(("60/2014/QH13", "Luật 60/2014/QH13"), ("01/2020/TT-DT", "")), DiffKind.AMENDED,
        [("legal_bases[luatthunam2013]", "removed", False),
         ("legal_bases[60/2014/QH13]", "added", False)]),
    "texts of a province beside a record of the State": (
        cited(("01/2020/TT-DT", ""), ("10/2022/NQ-HĐND", "")), cited(("01/2020/TT-DT", "")),
        DiffKind.UNCHANGED, [("legal_bases[10/2022/NQ-HĐND]", "silent", False)]),
    "other texts of a province": (
        cited(("10/2022/NQ-HĐND", "")), cited(("23/2026/NQ-HĐND", "")), DiffKind.AMENDED,
        [("legal_bases[10/2022/NQ-HĐND]", "removed", False),
         ("legal_bases[23/2026/NQ-HĐND]", "added", False)]),
    "a paper renamed": (
        asked(DossierItem(LONG_PAPER), DossierItem("Đơn")),
        asked(DossierItem("Đơn"), DossierItem(f"{LONG_PAPER} của pháp luật")), DiffKind.AMENDED,
        [(f"dossier[:{meaning(LONG_PAPER)}]", "changed", False)]),
    "a paper for another": (
        asked(DossierItem("Đơn"), DossierItem("Bản vẽ thiết kế")),
        asked(DossierItem("Đơn"), DossierItem("Giấy ủy quyền")), DiffKind.AMENDED,
        [("dossier[:banvethietke]", "removed", False),
         ("dossier[:giayuyquyen]", "added", False)]),
    "a paper moved": (
        two_cases(("Đơn", "Hộ chiếu"), ("Căn cước",)),
        two_cases(("Đơn",), ("Căn cước", "Hộ chiếu")), DiffKind.AMENDED,
        [("dossier[giaytophainop:hochieu].case", "moved", False)]),
    "a form for a paper": (
        asked(DossierItem("Đơn", form="Mẫu số 01")), asked(DossierItem("Đơn", form="Mẫu số 02")),
        DiffKind.AMENDED, [("dossier[:don].form", "changed", False)]),
    "to show instead of to hand in": (
        asked(DossierItem("Hộ chiếu")), asked(DossierItem("Hộ chiếu", use=PaperUse.PRESENT)),
        DiffKind.AMENDED, [("dossier[:hochieu].use", "changed", False)]),
    "a name that differs from another by a tone": (
        replace(BARE, results=("Bản sao",)), replace(BARE, results=("Bạn sao", "Bản sao")),
        DiffKind.AMENDED, [("results[bansao:2]", "added", False)]),
    "a name twice": (
        replace(BARE, results=("Bản sao",)), replace(BARE, results=("Bản sao", "- bản sao;")),
        DiffKind.EDITORIAL, [("results[bansao]", "changed", True)]),
    "sets of papers": (
        replace(BARE, set_count=1), replace(BARE, set_count=2), DiffKind.AMENDED,
        [("set_count", "changed", False)]),
    "the order of how it runs counts": (
        replace(BARE, execution=(ExecutionStep("Nộp"), ExecutionStep("Trả"))),
        replace(BARE, execution=(ExecutionStep("Trả"), ExecutionStep("Nộp"))), DiffKind.AMENDED,
        [("execution", "changed", False)]),
    "what concerns the record and not the procedure": (
        BARE, replace(BARE, updated=date(2026, 7, 1), notes=("Ghi chú",)), DiffKind.UNCHANGED, []),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "kind", "expected"), PAIRS.values(), ids=PAIRS)
def test_what_becomes_of_a_procedure(
    old: Procedure, new: Procedure, kind: DiffKind, expected: list[tuple[str, str, bool]]
) -> None:
    diff = procedure_diff(old, new)
    assert (diff.kind, [(one.path, one.kind.value, one.is_editorial) for one in diff.changes]) == (
        kind,
        expected,
    )
    assert applied(diff, old) == new


SENTENCES: dict[str, tuple[Procedure, Procedure, list[str]]] = {
    "units are shown": (
        within("20 ngày"), within("10 ngày làm việc"),
        ["Thời hạn giải quyết (trực tiếp) thay đổi từ “20 ngày” thành “10 ngày làm việc”."]),
    "a charge": (
        costing((CHARGE, "8000")), costing((CHARGE, "10000")),
        ["Lệ phí (trực tiếp) thay đổi từ “8.000 đồng” thành “10.000 đồng”."]),
    "copies of a paper": (
        asked(DossierItem("Đơn", 1)), asked(DossierItem("Đơn", 2)),
        ["Số bản (chính + sao) của “Đơn” thay đổi từ “1 + 0” thành “2 + 0”."]),
    "a paper moved": (
        two_cases(("Hộ chiếu",), ("Căn cước",)), two_cases((), ("Căn cước", "Hộ chiếu")),
        [("Nhóm giấy tờ của “Hộ chiếu” chuyển từ “Giấy tờ phải nộp” sang "
          "“Giấy tờ phải xuất trình”.")]),
    "a decision's number": (
        replace(BARE, decision=AnnouncingDecision("1/QĐ-BXD")),
        replace(BARE, decision=AnnouncingDecision("2/QĐ-BXD")),
        [("Quyết định công bố thay đổi từ “1/QĐ-BXD” thành “2/QĐ-BXD”; riêng việc đổi số quyết "
          "định không làm thay đổi nội dung thủ tục.")]),
    "writing": (
        replace(BARE, requirements="Đủ 18 tuổi"), replace(BARE, requirements="- đủ 18 tuổi."),
        ["Yêu cầu, điều kiện chỉ khác cách viết, nội dung không đổi."]),
    "silence": (
        replace(BARE, requirements="Đủ 18 tuổi"), BARE,
        [("Yêu cầu, điều kiện: bản mới không ghi (bản cũ ghi “Đủ 18 tuổi”), chưa coi là thay "
          "đổi.")]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_every_change_has_a_sentence(old: Procedure, new: Procedure, expected: list[str]) -> None:
    assert [one.summary for one in procedure_diff(old, new).changes] == expected


def test_a_law_known_by_its_title_is_matched_by_its_number() -> None:
    old = cited(("", "Luật Hộ tịch năm 2014;"))
    new = cited(("60/2014/QH13", "Luật 60/2014/QH13"), ("66.18/2026/NQ-CP", ""))
    diff = procedure_diff(old, new, {title_key("Luật Hộ tịch 2014"): "60/2014/QH13"})
    found = [(one.path, one.kind, one.is_editorial) for one in diff.changes]
    assert found == [
        ("legal_bases[60/2014/QH13]", EditKind.CHANGED, True),
        ("legal_bases[66.18/2026/NQ-CP]", EditKind.ADDED, False),
    ]
    assert diff.legal_texts == ("66.18/2026/NQ-CP",)


def test_a_diff_applied_to_another_record_keeps_what_it_does_not_touch() -> None:
    diff = procedure_diff(within("20 ngày"), within("10 ngày làm việc"))
    ours = replace(within("20 ngày"), notes=("Của ta",))
    assert applied(diff, ours) == replace(within("10 ngày làm việc"), notes=("Của ta",))


@given(strategies.procedures)
def test_a_record_does_not_differ_from_itself(procedure: Procedure) -> None:
    diff = procedure_diff(procedure, procedure)
    assert (diff.kind, diff.changes) == (DiffKind.UNCHANGED, ())


@given(strategies.procedures, strategies.procedures)
def test_a_diff_applied_to_the_old_record_gives_the_new_one(old: Procedure, new: Procedure) -> None:
    new = replace(new, code=old.code)
    assert applied(procedure_diff(old, new), old) == new


@given(strategies.procedures, strategies.procedures)
def test_all_that_differs_between_two_records_is_told(old: Procedure, new: Procedure) -> None:
    told = {one.path.split("[")[0].split(".")[0] for one in procedure_diff(old, new).changes}
    for name in ("field", "requirements", "set_count", "levels"):
        before, after = getattr(old, name), getattr(new, name)
        same = set(before) == set(after) if name == "levels" else before == after
        assert same or name in told


T = TypeVar("T")


def shuffled(procedure: Procedure, random: Random) -> Procedure:
    def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(items, len(items)))

    channels = tuple(replace(one, fees=mixed(one.fees)) for one in procedure.channels)
    dossier = tuple(replace(one, items=mixed(one.items)) for one in procedure.dossier)
    return replace(
        procedure,
        channels=mixed(channels),
        dossier=mixed(dossier),
        levels=mixed(procedure.levels),
        variants=mixed(procedure.variants),
        applicants=mixed(procedure.applicants),
        results=mixed(procedure.results),
        legal_bases=mixed(procedure.legal_bases),
    )


@given(strategies.procedures, st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(procedure: Procedure, random: Random) -> None:
    diff = procedure_diff(procedure, shuffled(procedure, random))
    assert [one.path for one in diff.changes if one.is_substantive] == []


@given(strategies.procedures, strategies.procedures)
def test_whatever_differs_has_a_name_and_a_sentence(old: Procedure, new: Procedure) -> None:
    for one in procedure_diff(old, new).changes:
        assert one.label
        assert one.summary.endswith(".")


def noisy(text: str) -> str:
    return f"-  {text.upper()} ;\n"


@given(st.text(st.sampled_from("aăâáàeêếoôơớuưứyđĐ bctng  -;.,"), max_size=40))
def test_noise_changes_no_spelling(text: str) -> None:
    assert spelling(noisy(text)) == spelling(text)


@pytest.mark.parametrize("normalised", [meaning, title_key, lambda text: spelling(text)[0]])
def test_normalising_twice_changes_nothing(normalised: Callable[[str], str]) -> None:
    for text in ("- Tờ khai; 1,5 ha", "TOÀ ÁN  nhân dân", "Luật Hộ tịch năm 2014", "…", "3.a) Đơn"):
        assert normalised(normalised(text)) == normalised(text)


def test_alike_pairs_the_likest_first_and_nothing_twice() -> None:
    old = ["Đơn đề nghị cấp giấy phép", "Bản vẽ"]
    new = ["Đơn đề nghị cấp lại giấy phép", "Đơn đề nghị cấp giấy phép mới", "Văn bản ủy quyền"]
    assert alike(old, new) == {old[0]: new[1]}
    assert alike(new, old) == {new[1]: old[0]}


@given(st.permutations(range(7)))
def test_what_is_left_in_order_is_in_order(positions: list[int]) -> None:
    moved = out_of_order(positions)
    left = [at for at in positions if at not in moved]
    assert left == sorted(left)
    assert moved == frozenset() or positions != sorted(positions)
