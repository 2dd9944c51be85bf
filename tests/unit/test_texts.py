import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qmskit.model.texts import (
    capitalised,
    clean,
    folded,
    illegal_character,
    one_line,
    paragraphs,
    shortened,
    without_bullet,
)

CLEANED = {
    "plain": ("Đăng ký kết hôn", "Đăng ký kết hôn"),
    "line ends of Windows and old Macs": ("a\r\nb\rc", "a\nb\nc"),
    "line ends beside letters with marks": ("ạ\r\nb\rc", "ạ\nb\nc"),
    "decomposed letters": ("Ho\u0323\u0302 ti\u0323ch", "Hộ tịch"),
    "no-break blank": ("05\u00a0ngày", "05 ngày"),
    "line and paragraph separators": ("ạ\u2028b\u2029c\u0085d", "ạ\nb\nc\nd"),
    "zero-width blank": ("đăng\u200bký", "đăngký"),
    "marks of writing direction": ("\u200eHộ\u200f tịch\u202c", "Hộ tịch"),
    "byte order mark": ("\ufeffmã", "mã"),
    "soft hyphen": ("thủ\u00adtục", "thủtục"),
    "a mark of direction before an accent": ("Ho\u0323\u200e\u0302", "Hộ"),
    "joiner in a word": ("hộ\u200dtịch", "hộtịch"),
    "joiner in a picture": ("👨\u200d👩", "👨\u200d👩"),
    "joiner after a skin tone": ("👩🏽\u200d🌾", "👩🏽\u200d🌾"),
    "joiner after a variation": ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
    "visible blanks stay": ("a  ạ\t b", "a  ạ\t b"),
}


@pytest.mark.parametrize(("text", "expected"), CLEANED.values(), ids=CLEANED)
def test_clean_changes_only_what_no_reader_sees(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(st.text(st.sampled_from("ae\u0323\u0302\u0301\u200b\u200d\u200e\u00ad\u00a0\r\n👨đ ")))
@example("e\u200e\u0302")
def test_clean_text_is_composed_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "char", ["\x00", "\x08", "\x0b", "\x1b", "\x1e", "\x1f", "\ud800", "\ufffe"]
)
def test_illegal_character_finds_the_first_that_no_document_may_hold(char: str) -> None:
    assert illegal_character(f"Hộ{char}tịch\x01") == char


@pytest.mark.parametrize("text", ["", "Hộ tịch", "a\tb\nc", "👨\u200d👩", "\ue000"])
def test_text_without_illegal_characters(text: str) -> None:
    assert illegal_character(text) is None


SHORTENED = {
    "fits": ("Đăng ký khai sinh", 17, "Đăng ký khai sinh"),
    "cut at a word": ("Đăng ký khai sinh lưu động", 20, "Đăng ký khai sinh…"),
    "cut inside a very long word": ("a" * 30, 10, "a" * 9 + "…"),
    "no comma before the dots": ("Phí, lệ phí, và giá", 14, "Phí, lệ phí…"),
    "several lines": ("Đăng ký\n  khai sinh", 30, "Đăng ký khai sinh"),
    "empty": ("", 5, ""),
}


@pytest.mark.parametrize(("text", "most", "expected"), SHORTENED.values(), ids=SHORTENED)
def test_shortened(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_shortened_keeps_its_promise_of_length(text: str, most: int) -> None:
    made = shortened(text, most)
    assert len(made) <= most
    assert made == one_line(text) or (
        made.endswith("…") and one_line(text).startswith(made.removesuffix("…"))
    )


FOLDED = {
    "marks and đ": ("Đăng ký KHAI SINH", "dang ky khai sinh"),
    "decomposed is the same": ("Ho\u0323\u0302 ti\u0323ch", "ho tich"),
    "blanks": ("  Hộ \n tịch ", "ho tich"),
    "old and new place of the mark": ("Hoà Hòa", "hoa hoa"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


BULLETS = {
    "dash": ("- Tờ khai", "Tờ khai"),
    "long dash": ("– Tờ khai", "Tờ khai"),
    "plus": ("+ Tờ khai", "Tờ khai"),
    "star": ("* Giấy tờ phải nộp:", "Giấy tờ phải nộp:"),
    "dot": ("•Tờ khai", "Tờ khai"),
    "twice": ("- + Tờ khai", "Tờ khai"),
    "blanks before": ("  - Tờ khai", "Tờ khai"),
    "a dash inside stays": ("Tư pháp - hộ tịch", "Tư pháp - hộ tịch"),
    "none": ("Tờ khai", "Tờ khai"),
    "nothing else": ("-", ""),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), BULLETS.values(), ids=BULLETS)
def test_without_bullet(text: str, expected: str) -> None:
    assert without_bullet(text) == expected


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    assert paragraphs("\n  - Một \t hai\n\n \nBa  \n") == ("- Một hai", "Ba")
    assert paragraphs(" \n\t") == ()


def test_one_line_folds_every_blank() -> None:
    assert one_line("  Hộ\n\ttịch\u3000xã ") == "Hộ tịch xã"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("đăng ký", "Đăng ký"), ("cấp UBND", "Cấp UBND"), ("", ""), ("1 bộ", "1 bộ")],
)
def test_capitalised_leaves_the_rest_alone(text: str, expected: str) -> None:
    assert capitalised(text) == expected
