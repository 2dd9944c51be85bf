"""Texts of a register by the words of documents."""

from datetime import date

import pytest

from qmskit.law.citing import cited_texts
from qmskit.model.dated import Source, Standing
from qmskit.model.legal_texts import LegalText, Register, Relation, RelationKind

SOURCE = Source("thử", Standing.OBSERVED)
REGISTER = Register.of([
    LegalText("60/2014/QH13", "Hộ tịch", SOURCE, effective=date(2016, 1, 1)),
    LegalText("03/2026/QH16", "Luật Hộ tịch", SOURCE, effective=date(2027, 3, 1),
              relations=(Relation(RelationKind.REPLACES, "60/2014/QH13"),)),
    LegalText("123/2015/NĐ-CP", "Quy định chi tiết một số điều của Luật Hộ tịch", SOURCE),
    LegalText("91/2015/QH13", "Bộ luật Dân sự", SOURCE),
    LegalText("68/2020/QH14", "", SOURCE, citation="Luật Cư trú ngày 13 tháng 11 năm 2020"),
    LegalText("TCVN ISO 9001:2015", "Hệ thống quản lý chất lượng – Các yêu cầu", SOURCE),
])  # fmt: skip


@pytest.mark.parametrize(("words", "numbers"), [
    ("123/2015/NĐ-CP", ["123/2015/NĐ-CP"]),
    ("Nghị định số 123/2015/NÐ-CP ngày 15/11/2015 của Chính phủ", ["123/2015/NĐ-CP"]),
    ("Luật số 60/2014/QH13", ["60/2014/QH13"]),
    ("Luật Hộ tịch", ["60/2014/QH13", "03/2026/QH16"]),
    ("LUẬT  Hộ tịch", ["60/2014/QH13", "03/2026/QH16"]),
    ("Luật Hộ tịch năm 2014", ["60/2014/QH13"]),
    ("Luật Hộ tịch ngày 20 tháng 11 năm 2014;", ["60/2014/QH13"]),
    ("Luật Hộ tịch 2026", ["03/2026/QH16"]),
    ("Luật Hộ tịch năm 1998", []),
    ("Bộ luật Dân sự", ["91/2015/QH13"]),
    ("Luật Cư trú 2020", ["68/2020/QH14"]),
    ("Luật Cư trú đã được sửa đổi, bổ sung", ["68/2020/QH14"]),
    ("TCVN ISO 9001:2015", ["TCVN ISO 9001:2015"]),
    # Another text that only names the law.
    ("Luật sửa đổi, bổ sung một số điều của Luật Hộ tịch", []),
    ("Nghị định số 999/2015/NĐ-CP quy định chi tiết Luật Hộ tịch", []),
    ("", []),
])  # fmt: skip
def test_texts_that_words_mean(words: str, numbers: list[str]) -> None:
    assert [one.number for one in cited_texts(words, REGISTER)] == numbers


@pytest.mark.parametrize(("day", "number"), [
    (date(2026, 11, 22), "60/2014/QH13"),
    (date(2027, 2, 28), "60/2014/QH13"),
    (date(2027, 3, 1), "03/2026/QH16"),
])  # fmt: skip
def test_of_one_name_the_text_in_force_is_meant(day: date, number: str) -> None:
    assert [one.number for one in cited_texts("Luật Hộ tịch", REGISTER, day)] == [number]


def test_where_none_is_in_force_all_may_be_meant() -> None:
    assert len(cited_texts("Luật Hộ tịch", REGISTER, date(2010, 1, 1))) == 2
