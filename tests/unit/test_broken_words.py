import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.texts import clean
from qmskit.readers.prose.broken_words import broken_words, is_syllable, joined

BROKEN = {
    "a rhyme without its onset": ("Cấp gi ấy chứng nhận", ("gi ấy",)),
    "a tone no bare rhyme takes": ("bị phơi nhi ễm với HIV", ("nhi ễm",)),
    "an onset alone": ("tai nạn r ủi ro", ("r ủi",)),
    "no rhyme at all": ("vận tải đư ờng b ộ", ("đư ờng", "b ộ")),
    "before a comma": ("khai thác tuy ến, b ổ sung", ("tuy ến", "b ổ")),
    "a capital at the beginning": ("C ấp giấy phép", ("C ấp",)),
    "a capital": ("Cấp Gi ấy phép liên vận giữa Vi ệt Nam", ("Gi ấy", "Vi ệt")),
    "capitals": ("CẤP GI ẤY PHÉP", ("GI ẤY",)),
    "the end torn off": ("cấ p lạ i củ a", ("cấ p", "lạ i", "củ a")),
    "marks written apart": ("Ca\u0302\u0301p gi a\u0302\u0301y", ("gi ấy",)),
    "two blanks": ("phương ti  ện", ("ti  ện",)),
    "the same twice": ("gi ấy và gi ấy", ("gi ấy",)),
}
WHOLE = [
    "Cấp giấy chứng nhận bị phơi nhiễm với HIV do tai nạn rủi ro nghề nghiệp",
    "Giấy phép liên vận giữa Việt Nam và Campuchia",
    "Cung cấp dịch vụ internet, vi mạch, nơtron, electron, C/O mẫu B",
    "Thú y, bác sĩ y khoa, khu ở, cho ăn, thu ân, thi ân, ghi âm, ý ổn",
    "Điểm a khoản 1, nhóm B, hạng C ở cấp xã",
    "Quỳnh, quốc, quýt, khuỷu, gì, giếng, giết, nghiêng, khuya, nguyên",
    "gi-ấy và gi\nấy",
    "",
    "1 2 3 ()",
]


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_blank_inside_a_syllable_is_found(text: str, expected: tuple[str, ...]) -> None:
    assert broken_words(text) == expected
    assert broken_words(text)


@pytest.mark.parametrize("text", WHOLE)
def test_whole_words_and_foreign_ones_are_left_alone(text: str) -> None:
    assert broken_words(text) == ()
    assert not broken_words(text)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("giấy", True), ("gi", False), ("gì", True), ("ễm", False), ("êm", True), ("ện", False),
        ("cap", False), ("cáp", True), ("káp", False), ("kép", True), ("ngh", False),
        ("nghề", True), ("gề", False), ("qu", False), ("quốc", True), ("quôc", False),
        ("quan", True), ("quyết", True), ("hiv", False), ("ấá", False), ("", False),
    ],
)  # fmt: skip
def test_syllables_by_their_parts(letters: str, expected: object) -> None:
    assert is_syllable(letters) is expected


NAMES = ("Cấp lại giấy phép", "Cấp giấy phép xây dựng", "Gia hạn thời gian lưu hành")
JOINED = {
    "broken words": ("C ấp l ại gi ấy phép", "Cấp lại giấy phép"),
    "whole": ("Cấp lại giấy phép", "Cấp lại giấy phép"),
    "capitals": ("CẤP LẠI GIẤY PHÉP", "Cấp lại giấy phép"),
    "another blank": ("Cấplại giấy phép", "Cấp lại giấy phép"),
    "another letter": ("C ấp l ại gi ầy phép", None),
    "more letters": ("C ấp l ại gi ấy phép n", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("text", "expected"), JOINED.values(), ids=JOINED)
def test_a_name_is_repaired_by_a_known_one_only(text: str, expected: str | None) -> None:
    assert joined(text, NAMES) == expected


def test_two_known_names_with_the_same_letters_repair_nothing() -> None:
    assert joined("tha nh lập", ["thanh lập", "tha nhlập"]) is None
    assert joined("tha nh lập", ["thanh lập", "thanh  lập "]) == "thanh lập"
    assert joined("thanh lập") is None


@pytest.fixture(scope="module")
def names(real_data: Path) -> tuple[str, ...]:
    """Names of the national catalogue, blanks evened."""
    file = real_data / "national-catalogue" / "catalogue-2026-07.jsonl"
    records = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return tuple(" ".join(clean(record["name"]).split()) for record in records)


def test_no_name_of_the_catalogue_raises_a_false_alarm(names: tuple[str, ...]) -> None:
    assert len(names) == 5670
    assert [name for name in names if broken_words(name)] == []


@given(st.data())
def test_a_known_name_broken_anywhere_is_repaired(
    names: tuple[str, ...], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(names))
    inside = [at for at in range(1, len(name)) if name[at - 1 : at + 1].isalpha()]
    at = data.draw(st.sampled_from(inside))
    letters = name.replace(" ", "").lower()
    alike = {one for one in names if one.replace(" ", "").lower() == letters}
    expected = name if len(alike) == 1 else None
    assert joined(f"{name[:at]} {name[at:]}", names) == expected


def test_most_breaks_are_suspected(names: tuple[str, ...]) -> None:
    broken = [
        f"{name[:at]} {name[at:]}"
        for number, name in enumerate(names)
        if (at := _place_inside_a_syllable(name, number))
    ]
    assert len(broken) > 5_600
    assert sum(1 for one in broken if broken_words(one)) > 0.95 * len(broken)


def _place_inside_a_syllable(name: str, number: int) -> int:
    """Return a place that lies inside a syllable, another one for every number; 0 without any."""
    places = [
        found.start() + at
        for found in re.finditer(r"[^\W\d_]+", name)
        if is_syllable(found.group().lower())
        for at in range(1, len(found.group()))
    ]
    return places[number * 7 % len(places)] if places else 0
