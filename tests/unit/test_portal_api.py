from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from qmskit import InvalidInputError, Limit, Procedure, TimeUnit
from qmskit.model.procedures import (
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    DossierCase,
    DossierItem,
    ExecutionStep,
    Fee,
    FeeKind,
    FeeState,
    LegalBasis,
    Level,
    PaperUse,
    Unparsed,
    Variant,
)
from qmskit.model.times import CaseLimit, LimitTerms
from qmskit.readers.portal.api import portal_procedure
from qmskit.readers.procedures import procedure_tree, read_procedure
from qmskit.readers.trees import dump_yaml

Answer: TypeAlias = dict[str, Any]

FILE = "1.000170.json"


def answer(**data: object) -> Answer:
    """Return an answer of the portal that says no more than it must, and `data`."""
    return {"data": {"code": "1.000170", "name": "Thử", "executionMethods": [], **data}}


def method(**data: object) -> Answer:
    return answer(executionMethods=[{"submissionMethod": "DIRECT", **data}])


def channel(value: Answer) -> Channel:
    (found,) = portal_procedure(value, FILE).channels
    return found


def milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)


def refused(value: Answer) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        portal_procedure(value, FILE)
    assert {one.where.file for one in caught.value.problems} == {FILE}
    return [(one.code, one.where.path) for one in caught.value.problems]


def test_a_whole_answer() -> None:
    value = answer(
        code=" 1.000170 ",
        name="Thủ tục  cấp giấy ",
        category={"name": "Hộ tịch", "code": ""},
        isWard=True,
        isProvince=False,
        isMinistry=True,
        executionMethods=[
            {
                "submissionMethod": "ONLINE",
                "processingTime": 7.5,
                "processingTimeUnit": "WORKING_DAY",
                "description": "Nộp qua mạng.  \r\nXem hướng dẫn.",
                "fees": [{"type": "SERVICE_FEE", "value": 8000, "currencyName": "VND",
                          "description": "mỗi bản"}],
            },
            {"submissionMethod": "POSTAL", "processingTime": 1, "processingTimeUnit": "MONTH"},
        ],
        cases=[{"name": "Cần xác minh", "code": "1.000170.01",
                "processingDay": {"qty": 3, "type": "DAY"}}],
        executionCases=[{"name": "* Phải nộp:", "profileComponents": [
            {"name": "- Tờ khai", "code": "01", "originalQty": 1, "copyQty": 0}]}],
        executionSteps=[{"name": "Bước 1", "description": "Nộp hồ sơ."}],
        subjectTypesDetails=[{"name": "Công dân"}],
        resultsDetails=[{"name": "Giấy xác nhận"}],
        unitGroupsExecuting=[{"name": "Ủy ban nhân dân cấp xã"}],
        requirementsAndConditions="Không",
        legalBasisesDetails=[{"code": "66.18/2026/NQ-CP ", "name": "Nghị quyết"}],
        procedureProposal={"proposalNumber": "56/QĐ-DT", "issuingAgency": {"name": "Bộ Dùng thử"}},
        note="Lưu ý",
    )  # fmt: skip
    found = portal_procedure(value, FILE)
    fee = Fee(FeeKind.CHARGE, Decimal(8000), text="mỗi bản", state=FeeState.AMOUNT)
    online = Limit(Decimal("7.5"), TimeUnit.WORKING_DAY)
    assert found == Procedure(
        code="1.000170",
        name="Thủ tục  cấp giấy",
        field="Hộ tịch",
        levels=(Level.COMMUNE, Level.MINISTRY),
        channels=(
            Channel(ChannelMethod.ONLINE, online, (fee,), "Nộp qua mạng.\nXem hướng dẫn."),
            Channel(ChannelMethod.POSTAL, Limit(Decimal(1), TimeUnit.MONTH)),
        ),
        variants=(Variant("Cần xác minh", Limit(Decimal(3), TimeUnit.DAY), "1.000170.01"),),
        dossier=(DossierCase("* Phải nộp:", (DossierItem("- Tờ khai", 1, 0, "01"),)),),
        execution=(ExecutionStep("Bước 1", "Nộp hồ sơ."),),
        applicants=("Công dân",),
        agencies=found.agencies,
        results=("Giấy xác nhận",),
        requirements="Không",
        legal_bases=(LegalBasis("66.18/2026/NQ-CP", "Nghị quyết"),),
        decision=AnnouncingDecision("56/QĐ-DT", None, "Bộ Dùng thử"),
        notes=("Lưu ý",),
    )
    assert found.agencies.executing == ("Ủy ban nhân dân cấp xã",)


def test_a_code_keeps_its_last_zero() -> None:
    assert portal_procedure(answer(code="1.000170"), FILE).code == "1.000170"


WORDS = "Không quá 05 ngày làm việc, không tính thời gian niêm yết"
POSTED = LimitTerms(not_counted=("thời gian niêm yết",))

LIMITS = {
    "number and unit": (5, "DAY", Limit(Decimal(5), TimeUnit.DAY)),
    "half days": (21.5, "WORKING_DAY", Limit(Decimal("21.5"), TimeUnit.WORKING_DAY)),
    "hours": (4, "HOUR", Limit(Decimal(4), TimeUnit.HOUR)),
    "number as text": (" 5 ", "DAY", Limit(Decimal(5), TimeUnit.DAY)),
    "words": (WORDS, "OTHER", Limit(Decimal(5), TimeUnit.WORKING_DAY, WORDS, POSTED)),
    "words and their unit": (
        WORDS, "WORKING_DAY", Limit(Decimal(5), TimeUnit.WORKING_DAY, WORDS, POSTED)),
    "words and another unit": (WORDS, "DAY", Limit(text=WORDS, terms=POSTED)),
    "words without number": ("Theo mô tả", "OTHER", Limit(text="Theo mô tả")),
    "number without unit": (5, "OTHER", Limit(Decimal(5))),
    "number with a new unit": (5, "WEEK", Limit(Decimal(5))),
    "nothing": (None, None, Limit()),
}  # fmt: skip


@pytest.mark.parametrize(("value", "unit", "expected"), LIMITS.values(), ids=LIMITS)
def test_limits(value: object, unit: str | None, expected: Limit) -> None:
    assert channel(method(processingTime=value, processingTimeUnit=unit)).limit == expected


def test_a_limit_by_description_is_read_there() -> None:
    text = "Không quá 15 ngày làm việc.\nTrong đó:\n- Thời gian tại Sở: 12 ngày làm việc."
    told = method(processingTime="Theo mô tả", processingTimeUnit="OTHER", description=text)
    assert channel(told).limit == Limit(Decimal(15), TimeUnit.WORKING_DAY, "Theo mô tả")


def test_a_description_adds_terms_and_never_changes_the_number() -> None:
    found = channel(
        method(
            processingTime=9,
            processingTimeUnit="DAY",
            description="9 ngày làm việc (hoặc 7 ngày làm việc đối với nhà ở riêng lẻ)",
        )
    )
    house = CaseLimit("đối với nhà ở riêng lẻ", Decimal(7), TimeUnit.WORKING_DAY)
    assert found.limit == Limit(Decimal(9), TimeUnit.DAY, terms=LimitTerms(cases=(house,)))


@pytest.mark.parametrize(("days", "cut_off"), [(1, time(15)), (3, None)])
def test_the_steps_tell_the_cut_off_of_a_limit_of_one_day(days: int, cut_off: time | None) -> None:
    value = method(processingTime=days, processingTimeUnit="WORKING_DAY")
    value["data"]["executionSteps"] = [
        {"name": "Bước 1", "description": "Nộp hồ sơ; nếu tiếp nhận sau 15 giờ thì trả kết quả"
         " trong ngày làm việc tiếp theo."}
    ]  # fmt: skip
    assert channel(value).limit.terms.cut_off == cut_off


CASES = {
    "the same number": ([(5, "WORKING_DAY")], TimeUnit.WORKING_DAY),
    "the same number as one of several": ([(5, "DAY"), (25, "DAY")], TimeUnit.DAY),
    "another number": ([(25, "DAY")], TimeUnit.UNKNOWN),
    "the same number in two units": ([(5, "DAY"), (5, "WORKING_DAY")], TimeUnit.UNKNOWN),
    "another number in another unit": ([(5, "DAY"), (25, "WORKING_DAY")], TimeUnit.UNKNOWN),
    "a case that does not know either": ([(5, "DAY"), (3, "OTHER")], TimeUnit.UNKNOWN),
    "no cases": ([], TimeUnit.UNKNOWN),
}


@pytest.mark.parametrize(("cases", "unit"), CASES.values(), ids=CASES)
def test_the_unit_other_is_told_by_a_case_of_the_same_number_only(
    cases: list[tuple[int, str]], unit: TimeUnit
) -> None:
    value = method(processingTime=5, processingTimeUnit="OTHER")
    value["data"]["cases"] = [
        {"name": f"Trường hợp {qty}", "processingDay": {"qty": qty, "type": kind}}
        for qty, kind in cases
    ]
    assert channel(value).limit == Limit(Decimal(5), unit)


FEES = {
    "nothing told": ({"value": None}, None),
    "no value": ({}, None),
    "zero": ({"value": 0}, Decimal(0)),
    "an amount": ({"value": 8000}, Decimal(8000)),
    "an amount as text": ({"value": "8000"}, Decimal(8000)),
    "a truth is no amount": ({"value": True}, None),
    "words are no amount": ({"value": "miễn"}, None),
}


@pytest.mark.parametrize(("told", "amount"), FEES.values(), ids=FEES)
def test_a_fee_of_nothing_told_is_not_a_fee_of_zero(told: Answer, amount: Decimal | None) -> None:
    (fee,) = channel(method(fees=[{"type": "FEE", **told}])).fees
    assert fee.amount == amount


def test_what_number_and_words_of_a_fee_tell_together() -> None:
    told = [
        {"type": "FEE", "value": 0},
        {"type": "FEE", "value": 0, "description": "Theo quy định của Hội đồng nhân dân cấp tỉnh"},
        {"type": "FEE", "attachment": {"fileName": "bieu-phi.pdf"}},
        {"type": "FEE", "value": 0, "description": "Lệ phí cấp đổi"},
        {"type": "FEE", "value": 4000, "description": "đến hết ngày 31/12/2025"},
    ]
    found = channel(method(fees=told)).fees
    assert [(one.state, one.until) for one in found] == [
        (FeeState.FREE, None),
        (FeeState.SET_ELSEWHERE, None),
        (FeeState.SET_ELSEWHERE, None),
        (FeeState.UNKNOWN, None),
        (FeeState.AMOUNT, date(2025, 12, 31)),
    ]


def test_numbers_of_legal_texts_get_their_usual_form_beside_the_words() -> None:
    told = [{"code": "Thông tư số 03/2023/TT-BTP", "name": "Thông tư"}, {"code": "Luật Hộ tịch"}]
    assert portal_procedure(answer(legalBasisesDetails=told), FILE).legal_bases == (
        LegalBasis("03/2023/TT-BTP", "Thông tư", "Thông tư số 03/2023/TT-BTP"),
        LegalBasis("", "", "Luật Hộ tịch"),
    )


def test_lines_of_a_dossier_are_understood_where_they_stand() -> None:
    told = [
        {"name": "* Giấy tờ phải xuất trình", "profileComponents": [
            {"name": "- Hộ chiếu", "originalQty": 1}]},
        {"name": "* Lưu ý:", "profileComponents": [
            {"name": "+ Người tiếp nhận đối chiếu.", "originalQty": 0, "copyQty": 0}]},
    ]  # fmt: skip
    assert portal_procedure(answer(executionCases=told), FILE).dossier == (
        DossierCase(
            "* Giấy tờ phải xuất trình", (DossierItem("- Hộ chiếu", 1, use=PaperUse.PRESENT),)
        ),
        DossierCase(
            "* Lưu ý:", (DossierItem("+ Người tiếp nhận đối chiếu.", 0, 0, use=PaperUse.NOTE),)
        ),
    )


def test_a_point_between_thousands_does_not_make_an_amount_small() -> None:
    (fee,) = channel(method(fees=[{"type": "FEE", "value": "8.000"}])).fees
    assert fee.amount in {None, Decimal(8000)}


DAYS = {
    "the evening in London is the next day here": (
        datetime(2026, 6, 28, 17, tzinfo=UTC), date(2026, 6, 29)),
    "one moment before": (
        datetime(2026, 6, 28, 16, 59, 59, 999000, tzinfo=UTC), date(2026, 6, 28)),
    "noon": (datetime(2026, 6, 28, 5, tzinfo=UTC), date(2026, 6, 28)),
    "the turn of the year": (datetime(2025, 12, 31, 17, tzinfo=UTC), date(2026, 1, 1)),
}  # fmt: skip


@pytest.mark.parametrize(("instant", "day"), DAYS.values(), ids=DAYS)
def test_days_turn_in_vietnam(instant: datetime, day: date) -> None:
    told = milliseconds(instant)
    found = portal_procedure(answer(updatedAt=told, procedureProposal={"decisionDate": told}), FILE)
    assert (found.updated, found.decision.issued) == (day, day)


@pytest.mark.parametrize("told", [None, "2026-06-28", True, 10**18, -(10**18)])
def test_a_day_that_is_none_stays_unknown(told: object) -> None:
    assert portal_procedure(answer(updatedAt=told), FILE).updated is None


def test_attachments() -> None:
    value = method(fees=[{"type": "FEE", "attachment": {"fileName": "bieu-phi.pdf"}}])
    value["data"]["executionCases"] = [
        {"profileComponents": [{"name": "Tờ khai", "attachments": [
            {"fileName": "mau-01.docx"}, {"fileName": ""}, {"fileName": "mau-02.docx"}]}]}
    ]  # fmt: skip
    found = portal_procedure(value, FILE)
    assert found.channels[0].fees[0].attachments == ("bieu-phi.pdf",)
    assert found.dossier[0].items[0].attachments == ("mau-01.docx", "mau-02.docx")
    assert found.forms == ("mau-01.docx", "mau-02.docx")


UNPARSED = {
    "a new key": (answer(slogan=" Vì dân \n"), [("data.slogan", "Vì dân")]),
    "deep inside": (
        method(hints=[{"text": "a"}, {"text": "b"}]),
        [("data.executionMethods[0].hints[0].text", "a"),
         ("data.executionMethods[0].hints[1].text", "b")]),
    "beside the data": ({**answer(), "message": "OK"}, [("message", "OK")]),
    "a text the model holds elsewhere": (answer(shortName="Thử"), []),
    "blank": (answer(keywords=" \n"), []),
    "a channel nobody knows": (
        answer(executionMethods=[{"submissionMethod": "FAX", "description": "Gửi fax"}]),
        [("data.executionMethods[0].submissionMethod", "FAX"),
         ("data.executionMethods[0].description", "Gửi fax")]),
    "a fee nobody knows": (
        method(fees=[{"type": "DEPOSIT", "description": "Đặt cọc"}]),
        [("data.executionMethods[0].fees[0].type", "DEPOSIT"),
         ("data.executionMethods[0].fees[0].description", "Đặt cọc")]),
    "a unit nobody knows": (
        method(processingTime=1, processingTimeUnit="WEEK"),
        [("data.executionMethods[0].processingTimeUnit", "WEEK")]),
    "a unit that the words contradict": (
        method(processingTime="05 ngày làm việc", processingTimeUnit="DAY"),
        [("data.executionMethods[0].processingTimeUnit", "DAY")]),
    "an amount in words": (
        method(fees=[{"type": "FEE", "value": "Miễn"}]),
        [("data.executionMethods[0].fees[0].value", "Miễn")]),
    "a paper without name": (
        answer(executionCases=[{"profileComponents": [{"name": "", "code": "KQ.01"}]}]),
        [("data.executionCases[0].profileComponents[0].code", "KQ.01")]),
    "a case without name": (
        answer(cases=[{"name": "", "code": "1.000170.01",
                       "processingDay": {"qty": 3, "type": "DAY"}}]),
        [("data.cases[0].code", "1.000170.01"), ("data.cases[0].processingDay.type", "DAY")]),
    "a text where a list belongs": (
        answer(executionSteps="Nộp hồ sơ"), [("data.executionSteps", "Nộp hồ sơ")]),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), UNPARSED.values(), ids=UNPARSED)
def test_what_has_no_place_is_kept_with_its_path(
    value: Answer, expected: list[tuple[str, str]]
) -> None:
    found = portal_procedure(value, FILE).unparsed
    assert found == tuple(Unparsed(path, text) for path, text in expected)


ILLEGAL = {
    "in a text that is read": (answer(name="Th\x1eử"), [("QMS012", "data.name")]),
    "in a text nobody reads": (answer(x={"y": ["\x00"]}), [("QMS012", "data.x.y[0]")]),
    "half a letter": (answer(name="Th\ud800"), [("QMS012", "data.name")]),
    "in two texts": (
        answer(name="a\x1fb", note="c\x1cd"), [("QMS012", "data.name"), ("QMS012", "data.note")]),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), ILLEGAL.values(), ids=ILLEGAL)
def test_characters_that_no_document_may_hold_are_refused(
    value: Answer, expected: list[tuple[str, str]]
) -> None:
    assert refused(value) == expected


def test_a_character_that_no_document_may_hold_is_refused_in_a_key() -> None:
    assert [code for code, _path in refused(answer(**{"x\x01": "chữ"}))] == ["QMS012"]


INCOMPLETE = {
    "no code": (answer(code=""), [("QMS020", "data.code")]),
    "blank code": (answer(code=" "), [("QMS020", "data.code")]),
    "code as a number": (answer(code=1.00017), [("QMS020", "data.code")]),
    "no name": (answer(name=None), [("QMS020", "data.name")]),
    "neither": (answer(code=None, name=""), [("QMS020", "data.code"), ("QMS020", "data.name")]),
}


@pytest.mark.parametrize(("value", "expected"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_a_record_without_code_or_name_is_refused(
    value: Answer, expected: list[tuple[str, str]]
) -> None:
    assert refused(value) == expected


ODD = {
    "a third of a day": method(processingTime=0.33333, processingTimeUnit="DAY"),
    "a negative limit": method(processingTime=-1, processingTimeUnit="DAY"),
    "a limit in other notation": method(processingTime="1e1", processingTimeUnit="DAY"),
    "a very large fee": method(fees=[{"type": "FEE", "value": 1e16}]),
    "a very small fee": method(fees=[{"type": "FEE", "value": 1e-7}]),
    "a unit without number": answer(cases=[{"name": "A", "processingDay": {"type": "DAY"}}]),
    "fewer than no papers": answer(
        executionCases=[{"profileComponents": [{"name": "Tờ khai", "originalQty": -1}]}]),
    "a truth for a number": answer(
        executionCases=[{"profileComponents": [{"name": "Tờ khai", "originalQty": True}]}]),
    "a number for a truth": answer(isWard=1),
    "a dirty code": answer(code="1.014955-Xoa"),
    "a long code": answer(code="2.009182739"),
    "YAML in a text": answer(requirementsAndConditions="# a: b\n- 'c\n\td: \"e\n"),
    "C1 control characters": answer(note="a\x9fb\x7fc"),
    "an emoji family": answer(note="👨\u200d👩\u200d👧"),
}  # fmt: skip


@pytest.mark.parametrize("value", ODD.values(), ids=ODD)
def test_what_is_not_refused_can_be_written_and_read_again(value: Answer, tmp_path: Path) -> None:
    try:
        found = portal_procedure(value, FILE)
    except InvalidInputError:
        return
    path = tmp_path / "a.yaml"
    path.write_text(dump_yaml(procedure_tree(found)), encoding="utf-8", newline="")
    assert read_procedure(path) == found
