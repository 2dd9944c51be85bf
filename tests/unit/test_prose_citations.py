import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qmskit.changes.citations import title_key
from qmskit.model.procedures import LegalBasis
from qmskit.model.texts import clean, one_line
from qmskit.readers.prose.citations import legal_basis, normal_number, numbers_in, text_number
from tests.strategies import anything

NUMBERS = {
    "85/2019/TT-BTC": ("85/2019/TT-BTC",),
    "66.18/2026/NQ-CP ": ("66.18/2026/NQ-CP",),
    "Thông tư số 03/2023/TT-BTP": ("03/2023/TT-BTP",),
    "Luất số 146/2025/QH15": ("146/2025/QH15",),
    "Luật số 58/2024/QH15 của Quốc hội": ("58/2024/QH15",),
    "09./2025/NQ-HĐND": ("09/2025/NQ-HĐND",),
    "35 /2025/NQ-HĐND": ("35/2025/NQ-HĐND",),
    "85 / 2019 / TT-BTC": ("85/2019/TT-BTC",),
    "158/2005/NĐ - CP": ("158/2005/NĐ-CP",),
    "07/2025/NÐ-CP": ("07/2025/NĐ-CP",),
    "75/2026/QĐ-UBND (thành phố Đà Nẵng)": ("75/2026/QĐ-UBND",),
    "28/2026/QĐ-UBND.": ("28/2026/QĐ-UBND",),
    # A letter that belongs to the number stays.
    "08.a/2010/TT-BTP": ("08.a/2010/TT-BTP",),
    "09b/2013/TT-BTP": ("09b/2013/TT-BTP",),
    # Mixed letters, long and old symbols.
    "19/2014/QĐ-TTg": ("19/2014/QĐ-TTg",),
    "326/2016/UBTVQH14": ("326/2016/UBTVQH14",),
    "10/2013/TTLT-BTTTT-BQP-BCA": ("10/2013/TTLT-BTTTT-BQP-BCA",),
    "12/1999/TTLT/BTP-BCA": ("12/1999/TTLT/BTP-BCA",),
    "01/2017/TTLT-BTC-BNN&PTNT-VKSNDTC": ("01/2017/TTLT-BTC-BNN&PTNT-VKSNDTC",),
    "9354/QĐ-BCA-C06": ("9354/QĐ-BCA-C06",),
    "2298/QĐ-UBND": ("2298/QĐ-UBND",),
    "55/2026/QĐ": ("55/2026/QĐ",),
    "95/2025/QH1": ("95/2025/QH1",),
    # Words glued before and behind.
    "85/2019/TT-BTCNghị định 123/2015/NĐ-CPLuật60/2014/QH13Luật Hộ tịch": (
        "85/2019/TT-BTC", "123/2015/NĐ-CP", "60/2014/QH13"),
    "19/2014/QĐ-TTgQuyết định": ("19/2014/QĐ-TTg",),
    "60/2014/QH13ĐIỀU 1": ("60/2014/QH13",),
    "60/2014/QH13của Quốc hội": ("60/2014/QH13",),
    "158/2005/NĐ-CPvề": ("158/2005/NĐ-CP",),
    "04/2020/TT-BTPngày": ("04/2020/TT-BTP",),
    "04/2020/TT-BTPHướng dẫn": ("04/2020/TT-BTP",),
    # Order, and none twice.
    "123/2015/NĐ-CP, 60/2014/QH13 và 123/2015/NĐ-CP": ("123/2015/NĐ-CP", "60/2014/QH13"),
    # No numbers of legal texts.
    "": (),
    "Luật Hộ tịch năm 2014": (),
    "ngày 14/11/2016 của Bộ Tài chính": (),
    "Mẫu số 04/ĐK": (),
    "20.000 đồng/GCN": (),
    "QĐ2338-BTP": (),
    "https://vbpl.vn/a/2016/TT": (),
}  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), NUMBERS.items(), ids=NUMBERS)
def test_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers
    assert normal_number(text) == (numbers[0] if numbers else "")


BASES = {
    "as usual": ("85/2019/TT-BTC", "Thông tư", LegalBasis("85/2019/TT-BTC", "Thông tư")),
    "blanks are no other words": (
        " 66.18/2026/NQ-CP ", "Nghị quyết", LegalBasis("66.18/2026/NQ-CP", "Nghị quyết")),
    "with its kind": (
        "Thông tư số 03/2023/TT-BTP", "", LegalBasis(
            "03/2023/TT-BTP", "", "Thông tư số 03/2023/TT-BTP")),
    "a full stop": (
        "28/2026/QĐ-UBND.", "Về đất", LegalBasis("28/2026/QĐ-UBND", "Về đất", "28/2026/QĐ-UBND.")),
    "by year": ("Luật Hộ tịch năm 2014", "Luật Hộ tịch", LegalBasis(
        "", "Luật Hộ tịch", "Luật Hộ tịch năm 2014")),
    "by title": ("", "Luật Hộ tịch năm 2014", LegalBasis("", "Luật Hộ tịch năm 2014")),
    "the title has the number": (
        "", "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024", LegalBasis(
            "31/2024/QH15", "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024")),
    "the title has the number of another": (
        "", "Thông tư sửa đổi Thông tư số 01/2022/TT-BTP", LegalBasis(
            "", "Thông tư sửa đổi Thông tư số 01/2022/TT-BTP")),
    "the number comes first": (
        "58/2024/QH15", "Luật sửa đổi Luật 31/2024/QH15", LegalBasis(
            "58/2024/QH15", "Luật sửa đổi Luật 31/2024/QH15")),
}  # fmt: skip


@pytest.mark.parametrize(("number", "title", "basis"), BASES.values(), ids=BASES)
def test_bases(number: str, title: str, basis: LegalBasis) -> None:
    assert legal_basis(number, title) == basis


@given(
    st.integers(1, 9999), st.integers(1945, 2099),
    st.sampled_from(["NĐ-CP", "TT-BTC", "QH15", "QĐ-TTg", "NQ-HĐND", "TTLT-BTP-BCA"]),
    st.sampled_from(["", " ", ".", ";", " ngày", "Nghị định", " (sửa đổi)"]),
)  # fmt: skip
def test_a_number_is_found_whatever_stands_behind(
    number: int, year: int, symbol: str, behind: str
) -> None:
    usual = f"{number:02d}/{year}/{symbol}"
    assert numbers_in(f"Căn cứ {usual}{behind}") == (usual,)
    assert normal_number(usual) == usual


@example("\u00ad", "")
@example("85/2019/TT-\u00adBTC", "")
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_word_of_the_source_is_lost(number: str, title: str) -> None:
    found = legal_basis(number, title)
    assert found.title == title
    shown = one_line(clean(number))
    assert not shown or (found.cited or found.number) == shown


# Pieces that citations are made of, in any order: numbers, kinds of texts, days, odd letters.
_PIECES = st.lists(
    st.sampled_from([
        "Nghị định", "số", "123/2015/NĐ-CP", "66.18", "/2026/", "NQ-CP", "NÐ", "Luật Hộ tịch",
        "năm 2014", "11/2020/TT-", "QĐ - UBND", "09.", "08.a", "/", "-", " ", "\u00ad", "2298/",
    ])
    | anything,
    max_size=8,
).map("".join)  # fmt: skip


@given(_PIECES)
def test_a_number_in_usual_form_stays_as_it_is(text: str) -> None:
    assert text_number(text_number(text)) == text_number(text)
    assert all(normal_number(one) == one for one in numbers_in(text))


@given(_PIECES)
def test_the_key_of_a_title_stays_as_it_is(title: str) -> None:
    assert title_key(title_key(title)) == title_key(title)
