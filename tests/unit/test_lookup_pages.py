import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import etree

from qmskit.model.lookups import LookupRow, LookupState
from qmskit.renderers.html.lookup import lookup_page
from tests.pages import has_browser, only, parsed, shown, text

AGENCY = "Ủy ban nhân dân xã Bình Minh"
DAY = date(2026, 11, 22)
ISSUED = ("56/QĐ-UBND", date(2026, 6, 20))
BIRTH = LookupRow(
    "K7QM-2XRD", "QT 01/CX-HT", "Đăng ký khai sinh", 1, 1, date(2026, 7, 1), *ISSUED,
    ended_on=date(2026, 12, 1), still_for=date(2026, 12, 1), replaced_by="PQRT-2345",
    ended_by="112/QĐ-UBND",
)  # fmt: skip
NEW_BIRTH = LookupRow(
    "PQRT-2345", "QT 01/CX-HT", "Đăng ký khai sinh", 1, 2, date(2026, 12, 1),
    "112/QĐ-UBND", date(2026, 11, 20),
)  # fmt: skip
MARRIAGE = LookupRow("CDFH-7788", "QT 02/CX-HT", "Đăng ký kết hôn", 1, 0, date(2026, 7, 1), *ISSUED)
COPIES = LookupRow(
    "MMNN-2233", "QT 05/CX-CT", "Chứng thực bản sao", 1, 0, date(2026, 3, 1), *ISSUED,
    ended_on=date(2026, 9, 1), ended_by="99/QĐ-UBND",
)  # fmt: skip
LAND = tuple(
    LookupRow(f"HHHH-{number}", f"QT 0{number % 10}/CX-DD", "Đất đai", 1, 0, DAY, *ISSUED)
    for number in range(2222, 2230)
)
ROWS = (BIRTH, NEW_BIRTH, MARRIAGE, COPIES, *LAND)

needs_browser = pytest.mark.skipif(not has_browser(), reason="no Chromium")


def page(rows: Sequence[LookupRow] = ROWS, made_on: date = DAY) -> bytes:
    return lookup_page(AGENCY, rows, made_on, "dòng 214")


def told(root: etree._Element) -> dict[str, str]:
    """Return what the table says of every row, as far as it can be seen."""
    return {
        row.get("id", ""): " ".join(text(one) for one in row.iterfind(".//td/div") if is_seen(one))
        for row in root.iterfind(".//tbody/tr")
    }


def is_seen(element: etree._Element) -> bool:
    return not any("hidden" in one.attrib for one in (element, *element.iterancestors()))


def answers(root: etree._Element) -> list[str]:
    return [text(one) for one in root.iterfind(".//section/div")]


def test_without_script_all_rows_tell_how_they_stand_on_the_day_of_the_page() -> None:
    assert told(parsed(page((BIRTH, NEW_BIRTH, MARRIAGE, COPIES)))) == {
        "K7QM-2XRD": "ĐANG CÓ HIỆU LỰC Từ ngày 01/7/2026; hết hiệu lực từ ngày 01/12/2026.",
        "PQRT-2345": "CHƯA CÓ HIỆU LỰC Có hiệu lực từ ngày 01/12/2026.",
        "CDFH-7788": "ĐANG CÓ HIỆU LỰC Từ ngày 01/7/2026.",
        "MMNN-2233": "HẾT HIỆU LỰC Từ ngày 01/9/2026 theo Quyết định số 99/QĐ-UBND.",
    }
    assert "Trang lập ngày 22/11/2026; sau ngày đó hãy xem trang mới." in text(parsed(page()))


REPLACED = (
    "ĐÃ ĐƯỢC THAY THẾ Từ ngày 01/12/2026 bởi {new} theo Quyết định số 112/QĐ-UBND."
    "Vẫn áp dụng cho hồ sơ tiếp nhận trước ngày 01/12/2026."
)
LATER = date(2026, 12, 5)
SENTENCES = {
    "the next one is on the page": (
        (BIRTH, NEW_BIRTH), LATER,
        REPLACED.format(
            new="QT 01/CX-HT lần ban hành 01, sửa đổi 02 (mã kiểm tra PQRT-2345)"
        ),
    ),
    "the next one is not on the page": (
        (BIRTH,), LATER, REPLACED.format(new="bản mang mã kiểm tra PQRT-2345"),
    ),
    "a withdrawal without a decision": (
        (replace(COPIES, ended_by=""),), LATER, "HẾT HIỆU LỰC Từ ngày 01/9/2026.",
    ),
    "withdrawn before its first day, before": (
        (replace(COPIES, ended_on=date(2026, 2, 1)),), date(2026, 1, 31),
        "CHƯA CÓ HIỆU LỰC Lẽ ra có hiệu lực từ ngày 01/3/2026 nhưng bị bãi bỏ từ ngày 01/02/2026.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "day", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_sentences(rows: Sequence[LookupRow], day: date, sentence: str) -> None:
    first, *_others = told(parsed(page(rows, day))).values()
    assert first == sentence


def test_the_same_values_give_the_same_bytes() -> None:
    assert page() == page(tuple(replace(row) for row in ROWS))


def test_a_page_without_rows_says_so() -> None:
    assert "Chưa có tài liệu nào được ban hành." in text(parsed(page(())))


def test_nothing_is_asked_of_a_network() -> None:
    found = page().decode()
    assert not re.findall(r"https?://|url\(|@import|\bsrc=|<link|<iframe|<base", found)


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_page_allows_its_own_style_and_script_alone(tag: str) -> None:
    root = parsed(page())
    inside = only(root, f".//{tag}").text or ""
    digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    policy = only(root, ".//meta[@http-equiv]").get("content", "")
    assert policy.startswith("default-src 'none';")
    assert f"{tag}-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert not root.xpath("//*[@style or @onclick or @onload or @onerror]")


def test_fields_have_labels_and_columns_have_heads() -> None:
    root = parsed(page())
    fields = [one.get("id") for one in root.iter("input")]
    assert fields == [one.get("for") for one in root.iter("label")]
    assert {one.get("scope") for one in root.iterfind(".//thead//th")} == {"col"}
    assert {one.get("scope") for one in root.iterfind(".//tbody//th")} == {"row"}
    assert root.find(".//table/caption") is not None
    assert root.get("lang") == "vi"


HOSTILE = (
    "</script><script>document.title='x'</script>\"'><img src=x onerror=\"document.title='x'\">&"
)
EVIL = replace(
    BIRTH, check=HOSTILE, code=HOSTILE, title=HOSTILE, decision=HOSTILE, ended_by=HOSTILE,
    replaced_by=HOSTILE,
)  # fmt: skip


def test_hostile_values_stay_letters() -> None:
    root = parsed(lookup_page(HOSTILE, (EVIL,), LATER, HOSTILE))
    assert len(list(root.iter("script"))) == 1
    assert not list(root.iter("img"))
    (row,) = root.iterfind(".//tbody/tr")
    assert row.get("id") == HOSTILE
    assert [text(cell) for cell in row][:3] == [HOSTILE] * 3
    assert f"Đối chiếu với sổ: {HOSTILE}" in text(root)


@needs_browser
def test_hostile_values_run_nothing_in_a_browser() -> None:
    root = shown(lookup_page(AGENCY, (EVIL, MARRIAGE), LATER, HOSTILE), "script")
    assert text(only(root, ".//title")) == f"Tra cứu hiệu lực tài liệu – {AGENCY}"
    assert not list(root.iter("img"))
    assert HOSTILE in answers(root)[0]


@needs_browser
def test_the_browser_refuses_a_script_that_is_not_the_page_s() -> None:
    planted = page().replace(b"</body>", b"<script>document.title = 'x'</script></body>")
    assert text(only(shown(planted, ""), ".//title")) != "x"


@needs_browser
@pytest.mark.parametrize("day", ["2026-02-27", "2026-03-01", "2026-03-03", "2027-01-01"])
def test_a_browser_says_what_a_page_of_that_day_says(day: str) -> None:
    """Every order of first day and end around the day, with and without a next one."""
    around = [date(2026, 3, 1) + timedelta(days=days) for days in (-2, -1, 0, 1, 2)]
    rows = [
        replace(BIRTH, check=f"{n}{m}{next_}", effective=begin, ended_on=end, replaced_by=next_)
        for n, begin in enumerate(around)
        for m, end in enumerate([*around, None])
        for next_ in ("", "CDFH-7788")
    ]
    of_that_day = parsed(page(rows, date.fromisoformat(day)))
    assert told(shown(page(rows, date(2020, 1, 1)), f"@{day}")) == told(of_that_day)


FOUND = {
    "the code": ("K7QM-2XRD", ["Đăng ký khai sinh"]),
    "the code as people type it": ("k70m 2xrd", ["Đăng ký khai sinh"]),
    "the document's code": ("qt%2002%20cx%20ht", ["Đăng ký kết hôn"]),
    "the document's code, two revisions": ("QT 01/CX-HT", ["Đăng ký khai sinh"] * 2),
    "words with accents": ("kết%20hôn", ["Đăng ký kết hôn"]),
    "words without accents": ("chung thuc", ["Chứng thực bản sao"]),
    "several words, in any order": ("hon dang", ["Đăng ký kết hôn"]),
    "many": ("dat", ["Có 8 tài liệu phù hợp"]),
    "a code nobody has": ("K7QM-2XRC", ["Không có tài liệu nào mang mã này"]),
    "words nobody has": ("hộ chiếu", ["Không có tài liệu nào có tên này"]),
    "nothing": ("", []),
    "a broken address": ("%E0%A4%A", []),
}


@needs_browser
@pytest.mark.parametrize(("asked", "titles"), FOUND.values(), ids=FOUND)
def test_what_is_found(asked: str, titles: list[str]) -> None:
    root = shown(page(), asked)
    assert [text(one) for one in root.iterfind(".//section//h2")] == titles


@needs_browser
def test_the_answer_tells_state_day_and_successor() -> None:
    (answer,) = answers(shown(page(), "K7QM-2XRD@2026-12-05"))
    assert answer.startswith(
        "Tình trạng ngày 05/12/2026:ĐÃ ĐƯỢC THAY THẾ Từ ngày 01/12/2026 bởi QT 01/CX-HT"
    )
    assert "Vẫn áp dụng cho hồ sơ tiếp nhận trước ngày 01/12/2026." in answer


@needs_browser
def test_what_holds_stands_first() -> None:
    root = shown(page(), "QT 01/CX-HT@2026-12-05")
    assert [one.get("class") for one in root.iterfind(".//section/div")] == [
        f"answer {state.value}" for state in (LookupState.IN_FORCE, LookupState.REPLACED)
    ]


@needs_browser
def test_a_clock_before_the_day_of_the_page_is_not_believed() -> None:
    """The machine's clock is long before this page was made."""
    rows = (replace(MARRIAGE, effective=date(2999, 1, 1)),)
    assert told(shown(page(rows, date(2999, 1, 2)), ""))["CDFH-7788"].startswith("ĐANG CÓ HIỆU LỰC")
