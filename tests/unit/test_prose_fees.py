from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.procedures import Fee, FeeKind, FeeState
from qmskit.readers.prose.fees import fee_state, is_in_doubt, until_in

FREE, AMOUNT = FeeState.FREE, FeeState.AMOUNT
ELSEWHERE, UNKNOWN = FeeState.SET_ELSEWHERE, FeeState.UNKNOWN

STATES: dict[str, tuple[str | None, str, FeeState]] = {
    "zero alone": ("0", "", FREE),
    "zero and free": ("0", "Miễn phí", FREE),
    "free": (None, "Miễn lệ phí.", FREE),
    "nothing asked": (None, "Không", FREE),
    "nothing taken": (None, "Không thu phí, lệ phí", FREE),
    "nothing to pay": (None, "Không phải nộp lệ phí", FREE),
    "zero đồng": (None, "0 đồng", FREE),
    "an amount": ("8000", "", AMOUNT),
    "an amount and who need not pay": ("8000", "Miễn lệ phí cho người khuyết tật.", AMOUNT),
    "amounts in the words": ("0", "Cấp mới 25.000 đồng/GCN; 80.000 đồng/GCN.", AMOUNT),
    "an amount in the words only": (None, "8.000đ/bản sao", AMOUNT),
    "other money": (None, "20 USD", AMOUNT),
    "amounts and zero online": ("0", "20.000 đồng/GCN. * Mức thu trực tuyến là 0 đồng.", AMOUNT),
    "the council": ("0", "Theo quy định của Hội đồng nhân dân cấp tỉnh", ELSEWHERE),
    "in brackets": ("0", "(Theo quy định của Hội đồng nhân dân cấp tỉnh)", ELSEWHERE),
    "the council, and who need not pay": (
        "0", ("Mức lệ phí do Hội đồng nhân dân tỉnh quyết định. Miễn lệ phí cho người thuộc hộ"
        " nghèo."), ELSEWHERE),
    "a circular": (
        "0", ("Phí cấp bản sao Trích lục đăng ký giám hộ thực hiện theo quy định tại Thông tư số"
        " 281/2016/TT-BTC."), ELSEWHERE),
    "a decision": (None, "Tra cứu tại  Quyết định số  2252/QĐ-VP", ELSEWHERE),
    "the law on fees": (None, "Theo quy định của Luật phí và lệ phí", ELSEWHERE),
    "a tariff": (None, "Chi tiết tại Biểu phí, lệ phí kèm theo", ELSEWHERE),
    "some rule": (None, "Theo Quy định", ELSEWHERE),
    "places in the mountains": (
        None, "Miền núi: mức thu theo Nghị quyết số 09/2025/NQ-HĐND.", ELSEWHERE),
    "nothing told": (None, "", UNKNOWN),
    "zero and the name of the fee": (
        "0", "Lệ phí Cấp đổi, cấp lại Giấy chứng nhận đối với cá nhân (Đất)", UNKNOWN),
    "waived, but a copy costs": (
        "0", ("(Miễn lệ phí. Phí cấp bản sao thực hiện theo quy định tại Thông tư số"
        " 281/2016/TT-BTC.)"), UNKNOWN),
    "who need not pay": (None, "Các trường hợp được miễn nộp lệ phí: - Hộ nghèo.", UNKNOWN),
    "less by a law that is named": (
        None, "Giảm phí cho hộ nghèo theo Nghị quyết số 09/2025/NQ-HĐND.", UNKNOWN),
    "no information": (None, "Không có thông tin", UNKNOWN),
    "not set": (None, "Không quy định", UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize(("amount", "text", "state"), STATES.values(), ids=STATES)
def test_states(amount: str | None, text: str, state: FeeState) -> None:
    assert fee_state(None if amount is None else Decimal(amount), text) is state


@pytest.mark.parametrize("amount", [None, Decimal(0)])
def test_an_attached_tariff_sets_the_amount_where_nothing_else_is_told(
    amount: Decimal | None,
) -> None:
    assert fee_state(amount, "", attached=True) is ELSEWHERE
    assert fee_state(amount, "Lệ phí cấp giấy", attached=True) is UNKNOWN


@given(st.decimals(min_value=1, max_value=10**9, places=0), st.text(max_size=40))
def test_an_amount_above_zero_is_an_amount_whatever_the_words(amount: Decimal, text: str) -> None:
    assert fee_state(amount, text) is AMOUNT


@given(st.text(max_size=60))
def test_words_that_say_more_than_nothing_are_never_free_by_zero(text: str) -> None:
    if fee_state(Decimal(0), text) is FREE:
        assert fee_state(None, text) in {FREE, UNKNOWN}
        assert fee_state(None, text) is FREE or not any(char.isalnum() for char in text)


DAYS = {
    "with the word day": ("áp dụng đến hết ngày 31/12/2025", date(2025, 12, 31)),
    "short": ("(áp dụng đến 31/12/2025)", date(2025, 12, 31)),
    "in words": ("đến hết ngày 31 tháng 12 năm 2026", date(2026, 12, 31)),
    "from and to": ("Từ ngày 01/7/2025 đến ngày 31/12/2026", date(2026, 12, 31)),
    "twice the same": ("đến 31/12/2025; đến hết ngày 31/12/2025", date(2025, 12, 31)),
    "two days": ("đến 30/6/2025; đến 31/12/2025", None),
    "no such day": ("đến ngày 31/02/2026", None),
    "from only": ("từ ngày 01/7/2025", None),
    "the day of a law": ("Thông tư 281/2016/TT-BTC ngày 14/11/2016", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("text", "day"), DAYS.values(), ids=DAYS)
def test_the_last_day(text: str, day: date | None) -> None:
    assert until_in(text) == day


DOUBTS = {
    "thousands lost": ("20", "20.000 vnđ / tờ khai", True),
    "less than any note": ("20", "", True),
    "another amount": ("5000", "Nộp trực tuyến thu 7.000 đồng/lần", True),
    "the same amount": ("8000", "8.000 đồng/văn bản; miễn cho người nghèo", False),
    "amounts of special cases": (
        "2000", "mỗi trang; từ trang thứ 3 thu 1.000 đồng/trang, tối đa 200.000 đồng/bản", False),
    "one special case": ("2000", "mỗi trang; từ trang thứ 3 thu 1.000 đồng/trang", False),
    "a reduction": ("2000", "Giảm 1.000 đồng cho người cao tuổi", False),
    "no amount in words": ("35000", "Cấp lần đầu", False),
    "no amount": ("0", "20.000 đồng", False),
}  # fmt: skip


@pytest.mark.parametrize(("amount", "words", "expected"), DOUBTS.values(), ids=DOUBTS)
def test_an_amount_in_doubt(amount: str, words: str, expected: object) -> None:
    assert is_in_doubt(Fee(FeeKind.FEE, Decimal(amount), text=words)) is expected


def test_little_foreign_money_is_no_doubt() -> None:
    assert not is_in_doubt(Fee(FeeKind.CHARGE, Decimal(5), "USD", "Đăng ký khai tử"))
