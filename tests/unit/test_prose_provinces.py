import pytest

from qmskit.readers.prose.provinces import other_provinces

OWN = "tỉnh Đồng Xuân"


@pytest.mark.parametrize(
    ("text", "own", "expected"),
    [
        ("Ủy ban nhân dân tỉnh Khác Biệt", OWN, ("tỉnh Khác Biệt",)),
        ("Ủy ban nhân dân tỉnh Đồng Xuân", OWN, ()),
        ("Ủy ban nhân dân TỈNH ĐỒNG XUÂN", OWN, ()),
        ("Ủy ban nhân dân tỉnh Đồng Xuân", "Đồng Xuân", ()),
        ("Nghị quyết số 05/2024/NQ-HĐND của HĐND thành phố Cần Thơ, tỉnh Sóc Trăng (cũ)", OWN,
         ("thành phố Cần Thơ", "tỉnh Sóc Trăng")),
        ("Nghị quyết của HĐND tỉnh Sóc Trăng, nay là tỉnh Đồng Xuân", OWN, ()),
        ("Bộ Tư pháp", OWN, ()),
        ("quyết định của tỉnh quy định mức thu", OWN, ()),
        ("Ủy ban nhân dân tỉnh Khác Biệt", "", ()),
        ("", OWN, ()),
    ],
)  # fmt: skip
def test_other_provinces(text: str, own: str, expected: tuple[str, ...]) -> None:
    assert other_provinces(text, own) == expected
