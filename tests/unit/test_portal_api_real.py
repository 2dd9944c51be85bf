"""Records of the portal against what a reader of their JSON wrote down by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from qmskit import Procedure, read_procedures
from qmskit.model.procedures import ChannelMethod, FeeState, PaperUse
from qmskit.model.times import Limit
from qmskit.readers.prose.differences import differences

MOUNTAINS = "Đối với các xã miền núi"
TTBTP3 = "03/2023/TT-BTP"


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says.

    Attributes:
        limits: number and unit of each channel, `?` where none is certain.
        cases: number, unit and the first words of the cases of the first channel.
        terms: how many intervals do not count, lie elsewhere, and extend, on the first channel.
        fees: state and amount of the fees of the first channel.
        laws: some of the numbers.
        law_count: how many legal texts it cites.
        papers: lines to hand in, to show and notes.
    """

    decision: tuple[str, date]
    limits: tuple[str, ...]
    fees: tuple[tuple[FeeState, int | None], ...]
    laws: tuple[str, ...]
    law_count: int
    papers: tuple[int, int, int]
    cases: tuple[tuple[str, str], ...] = ()
    terms: tuple[int, int, int] = (0, 0, 0)
    cut_off: time | None = None


FREE, AMOUNT = (FeeState.FREE, 0), FeeState.AMOUNT
COUNCIL = (FeeState.SET_ELSEWHERE, None)
COUNCIL_ZERO = (FeeState.SET_ELSEWHERE, 0)
JUSTICE = ("163/QĐ-BTP", date(2026, 1, 16))
CONSTRUCTION = ("1077/QĐ-BXD", date(2026, 6, 29))
LANG_SON = ("1282/QĐ-UBND", date(2026, 7, 14))
LAO_CAI = ("2296/QĐ-UBND", date(2026, 6, 30))
ABROAD = ("2401/QĐ-BNG", date(2026, 7, 3))

RECORDS = {
    # One day without unit; the unit stands in its cases, the cut-off in its steps.
    "1.001193": Record(
        JUSTICE, ("01 ngày làm việc",) * 3, (FREE,), (TTBTP3, "66.7/2025/NQ-CP", "60/2014/QH13"),
        15, (7, 2, 24), cut_off=time(15)),
    # Cases of the words beside the number of the channels.
    "1.013225": Record(
        CONSTRUCTION, ("10 ngày làm việc",) * 3, (COUNCIL_ZERO,), ("66.18/2026/NQ-CP",), 8,
        (53, 0, 0), cases=(("10 ngày làm việc", "đối với công trình"),
                           ("07 ngày làm việc", "đối với nhà ở riêng lẻ"))),
    # Days in the number, working days in the words.
    "1.013226": Record(
        CONSTRUCTION, ("09 ngày",) * 3, (COUNCIL_ZERO,), ("66.18/2026/NQ-CP", "50/2014/QH13"), 8,
        (23, 0, 0), cases=(("07 ngày làm việc", "đối với nhà ở riêng lẻ"),)),
    # Half days.
    "1.115316": Record(
        ("2175/QĐ-UBND", date(2026, 7, 10)), ("7,5 ngày làm việc",) * 3, (), ("31/2024/QH15",), 7,
        (5, 0, 0), cases=(("17,5 ngày", MOUNTAINS),)),
    # A limit in prose, with what does not count and an extension by place.
    "1.115712": Record(
        LANG_SON, ("10 ngày làm việc",) * 3, ((FeeState.UNKNOWN, None),) * 3,
        ("28/2026/QĐ-UBND", "1282/2026/QĐ-UBND"), 5, (4, 0, 0), terms=(2, 0, 1)),
    # The same day, with a cut-off.
    "1.115715": Record(
        LANG_SON, ("01 ngày làm việc",) * 3, (COUNCIL,) * 3, ("28/2026/QĐ-UBND",), 4, (4, 0, 0),
        cut_off=time(15)),
    # Three lettered cases, and no general limit.
    "1.115729": Record(
        LANG_SON, ("?",) * 3, (COUNCIL,) * 3, ("146/2025/QH15", "71/2025/QH15", "95/2025/QH1"), 10,
        (35, 0, 0), cases=(("08 ngày làm việc", "đối với thủ tục đăng ký biến động"),
                           ("15 ngày làm việc", "đối với trường hợp thay đổi về quyền"),
                           ("10 ngày làm việc", "đối với trường hợp bán tài sản")),
        terms=(0, 0, 1)),
    "1.115735": Record(
        LANG_SON, ("?",) * 3, (COUNCIL,) * 3, ("58/2024/QH15", "146/2025/QH15"), 10, (2, 0, 0),
        cases=(("20 ngày làm việc", "đối với trường hợp người sử dụng đất có nhu cầu"),
               ("15 ngày làm việc", "đối với trường hợp người sử dụng đất không có")),
        terms=(0, 0, 1)),
    # Days, and a sentence about agencies that tells no time.
    "1.115737": Record(
        LANG_SON, ("05 ngày",) * 3, (COUNCIL,) * 3, ("95/2025/QH1", "146/2025/QH15"), 10,
        (4, 0, 0)),
    # `Theo mô tả`: the description tells the whole and its parts.
    "1.115651": Record(
        LAO_CAI, ("15 ngày làm việc",) * 3, (COUNCIL_ZERO,),
        ("50/2026/NĐ-CP", "136/2025/NĐ-CP", "47/2026/QĐ-UBND"), 11, (13, 0, 0), terms=(0, 0, 1)),
    # `Theo mô tả`: the description tells two cases.
    "1.115688": Record(
        LAO_CAI, ("?",) * 3, (COUNCIL_ZERO,), ("40/2026/QĐ-UBND",), 8, (8, 0, 0),
        cases=(("17 ngày làm việc", "đối với trường hợp đăng ký đất đai"),
               ("20 ngày làm việc", "đối với trường hợp đăng ký đất đai")),
        terms=(0, 0, 1)),
    # A case by verification in the description; an amount in other money.
    "1.000736": Record(
        ABROAD, ("05 ngày làm việc",), ((AMOUNT, 20),), ("07/2023/TT-BNG", "03/2023/TT-BNG"), 8,
        (2, 1, 0), cases=(("10 ngày làm việc", "trường hợp phải xác minh"),)),
    # Hours in the number where the words mean the hour of the cut-off.
    "2.000527": Record(
        ABROAD, ("15 giờ làm việc",), ((AMOUNT, 5),), ("07/2023/TT-BNG", "264/2016/TT-BTC"), 8,
        (3, 3, 0), cases=(("03 ngày làm việc", "Trường hợp cần xác minh"),), cut_off=time(15)),
    # Letters that belong to the number; extensions by supplement and by place.
    "2.000986": Record(
        ("QĐ/0001-BTP", date(2019, 8, 1)), ("20 ngày",), (FREE,),
        ("08.a/2010/TT-BTP", "09b/2013/TT-BTP", "263/2016/TT-BTC", "05/2015/TTLT-BTP-BCA-BYT"), 16,
        (5, 0, 0), terms=(0, 0, 2)),
    # Months, extended by verification.
    "1.115404": Record(
        ("4082/QĐ-BCA-QLXNC", date(2026, 6, 26)), ("02 tháng",), ((AMOUNT, 100),),
        ("327/2025/NĐ-CP", "228/2016/TTLT-BTC"), 7, (6, 0, 0), terms=(0, 0, 1)),
    # Two channels of one method, each for its case.
    "1.010041": Record(
        ("9354/QĐ-BCA-C06", date(2025, 11, 20)), ("01 ngày làm việc", "03 ngày làm việc"),
        (FREE,), ("53/2025/TT-BCA",), 8, (1, 0, 1),
        cases=(("01 ngày làm việc", "với trường hợp thông tin có trong"),)),
    # Amounts in the words beside a zero; the tax office takes its own days.
    "1.115770": Record(
        ("2171/QĐ-UBND-DatDai", date(2026, 7, 15)),
        tuple(f"{days} ngày làm việc" for days in (10, 17, 20, 26) for _ in range(3)),
        ((AMOUNT, 0), (AMOUNT, 0)), ("35/2025/NQ-HĐND", "73/2026/QĐ-UBND"), 12, (11, 0, 0),
        cases=(("05 ngày làm việc", "Đối với các xã, phường thông thường"),), terms=(0, 1, 0)),
    # Zero without unit: at once, with the cut-off of the steps.
    "2.000635": Record(
        JUSTICE, ("?",) * 3, ((AMOUNT, 8000),), ("281/2016/TT-BTC", TTBTP3), 15, (5, 2, 18),
        cut_off=time(15)),
    # Zero without unit, and steps without cut-off.
    "2.002516": Record(
        JUSTICE, ("?",) * 3, ((AMOUNT, 8000),), (TTBTP3,), 15, (5, 2, 18)),
    # Waived, but a copy costs: not free, and not set elsewhere either.
    "1.000894": Record(
        JUSTICE, ("?",) * 3, ((FeeState.UNKNOWN, 0),), ("52/2014/QH13", TTBTP3), 16, (3, 2, 18)),
}  # fmt: skip


@pytest.fixture(scope="module")
def procedures(real_data: Path) -> dict[str, Procedure]:
    """What the reader makes of the records, by code."""
    read = read_procedures(real_data / "portal-api-2026-07")
    return {one.procedure.code: one.procedure for one in read.found}


def limit_text(limit: Limit) -> str:
    return limit.short if limit.is_known else "?"


@pytest.mark.parametrize("code", RECORDS)
def test_limits(code: str, procedures: dict[str, Procedure]) -> None:
    told, channels = RECORDS[code], procedures[code].channels
    assert tuple(limit_text(channel.limit) for channel in channels) == told.limits
    terms = channels[0].limit.terms
    cases = tuple((Limit(one.value, one.unit).short, one.case) for one in terms.cases)
    assert len(cases) == len(told.cases)
    for (limit, name), (expected, words) in zip(cases, told.cases, strict=True):
        assert limit == expected
        assert name.startswith(words)
    counts = (len(terms.not_counted), len(terms.elsewhere), len(terms.extensions))
    assert (counts, terms.cut_off) == (told.terms, told.cut_off)


@pytest.mark.parametrize("code", RECORDS)
def test_fees(code: str, procedures: dict[str, Procedure]) -> None:
    fees = procedures[code].channels[0].fees
    assert tuple((one.state, one.amount) for one in fees) == RECORDS[code].fees


@pytest.mark.parametrize("code", RECORDS)
def test_legal_bases_and_decision(code: str, procedures: dict[str, Procedure]) -> None:
    found, told = procedures[code], RECORDS[code]
    numbers = [basis.number for basis in found.legal_bases]
    assert len(numbers) == told.law_count
    assert all(numbers)
    assert set(told.laws) <= set(numbers)
    assert (found.decision.number, found.decision.issued) == told.decision


@pytest.mark.parametrize("code", RECORDS)
def test_papers(code: str, procedures: dict[str, Procedure]) -> None:
    uses = Counter(item.use for case in procedures[code].dossier for item in case.items)
    found = (uses[PaperUse.SUBMIT], uses[PaperUse.PRESENT], uses[PaperUse.NOTE])
    assert found == RECORDS[code].papers


def test_lines_of_one_dossier(procedures: dict[str, Procedure]) -> None:
    direct, online, postal = ChannelMethod.DIRECT, ChannelMethod.ONLINE, ChannelMethod.POSTAL
    submit, present, note = PaperUse.SUBMIT, PaperUse.PRESENT, PaperUse.NOTE
    handed_in, shown, notes, forms = procedures["1.001193"].dossier
    assert [item.use for item in handed_in.items] == [submit, submit, note, submit, submit]
    assert [(item.use, item.methods) for item in shown.items] == [
        (note, ()), (present, ()), (note, (online,)), (note, ()), (submit, (postal,)),
        (present, ()),
    ]  # fmt: skip
    assert {item.use for item in notes.items} == {note}
    assert [(item.use, item.methods) for item in forms.items] == [
        (note, ()), (submit, (direct, postal)), (submit, (online,)),
    ]  # fmt: skip


CONTRADICTIONS = {
    "1.013225": [("10 ngày làm việc", "20 ngày", True)],
    "1.013226": [("09 ngày", "09 ngày làm việc", False), ("09 ngày", "20 ngày", True)],
    "1.013229": [("10 ngày làm việc", "10 ngày", False), ("10 ngày làm việc", "20 ngày", True)],
    "1.115378": [
        ("17,5 ngày làm việc", "7,5 ngày làm việc", False),
        ("17,5 ngày làm việc", "7,5 ngày làm việc", True),
    ],
    "2.000527": [("15 giờ làm việc", "01 ngày làm việc", False)],
    "2.001023": [("15 ngày", "15 ngày làm việc", False)],
    "1.001193": [],
    "1.000736": [],
    "1.115688": [],
    "1.115770": [],
}


@pytest.mark.parametrize(("code", "expected"), CONTRADICTIONS.items(), ids=CONTRADICTIONS)
def test_contradictions(
    code: str, expected: list[tuple[str, str, bool]], procedures: dict[str, Procedure]
) -> None:
    assert [
        (one.limit.short, one.other.short, bool(one.variant))
        for one in differences(procedures[code])
    ] == expected


@pytest.mark.parametrize("code", ["1.004772", "2.000513", "2.000522"])
def test_a_channel_of_5_beside_a_case_of_25_days_has_no_unit(
    code: str, procedures: dict[str, Procedure]
) -> None:
    assert [one.limit.short for one in procedures[code].variants] == ["25 ngày"]
    assert {one.limit for one in procedures[code].channels} == {Limit(Decimal(5))}


def test_all_limits_and_fees(procedures: dict[str, Procedure]) -> None:
    channels = [channel for one in procedures.values() for channel in one.channels]
    # Fourteen records give a number without unit, four tell cases only; three channels each.
    assert Counter(channel.limit.is_known for channel in channels) == {True: 324, False: 54}
    assert Counter(fee.state for channel in channels for fee in channel.fees) == {
        # 125 above zero, and 120 zeros whose words hold the amounts.
        FeeState.AMOUNT: 245,
        # Zeros without words.
        FeeState.FREE: 14,
        # 72 zeros with only a name, 8 of nothing told, 6 lists of the exempt, 3 waived with a copy.
        FeeState.UNKNOWN: 89,
        FeeState.SET_ELSEWHERE: 641 - 245 - 14 - 89,
    }
    assert all(basis.number for one in procedures.values() for basis in one.legal_bases)
