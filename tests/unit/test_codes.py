from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import Agency, Procedure
from qmskit.documents.codes import abbreviation, file_names, is_pattern, new_codes
from qmskit.model.agencies import Codes
from qmskit.model.frameworks import Field, Framework
from qmskit.readers.packs import read_framework

AGENCY = Agency("commune", "Ủy ban nhân dân xã Sông Trong", unit_code="ST")
PATTERN = "QT {number}/{level}-{field}"


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read_framework("qd101-2019")


NAMES = {
    "slash and blank": ("QT 01/CX-HT", "Đăng ký khai sinh", "QT-01-CX-HT Đăng ký khai sinh"),
    "dots": ("QT.01.HT", "Cấp bản sao v.v.", "QT-01-HT Cấp bản sao v v"),
    "a title that was shortened": ("QT 01", "Đăng ký khai sinh…", "QT-01 Đăng ký khai sinh"),
    "what Windows forbids": ('QT<1>:"2"|?*\\3', "a/b\\c: d?", "QT-1-2-3 a b c d"),
    "lines and tabs": ("QT\n01", "a\n b\tc", "QT-01 a b c"),
    "a way out of the folder": ("../../etc/passwd", "../x", "etc-passwd x"),
    "no title": ("QT 01", "", "QT-01"),
    "a hidden file": (".git", "", "git"),
}


@pytest.mark.parametrize(("code", "title", "expected"), NAMES.values(), ids=NAMES)
def test_file_names(code: str, title: str, expected: str) -> None:
    assert file_names([(code, title)]) == (expected,)


@pytest.mark.parametrize("code", ["CON", "nul", "Aux", "com1", "LPT9", "PRN."])
def test_names_that_windows_keeps_for_itself_are_marked(code: str) -> None:
    (name,) = file_names([(code, "")])
    bare = code.rstrip(".")
    assert name.startswith(f"{bare}-")
    assert len(name) == len(bare) + 5


@pytest.mark.parametrize("code", ["CON 1", "COM10", "NULL", "QT CON"])
def test_names_that_only_look_like_it_stay(code: str) -> None:
    assert file_names([(code, "")]) == (code.replace(" ", "-"),)


def test_names_that_differ_by_case_only_are_marked_both() -> None:
    first, second, third = file_names([("QT 01/a", "X"), ("QT 01/A", "x"), ("QT 02", "X")])
    assert first.casefold() != second.casefold()
    assert first.startswith("QT-01-a X-")
    assert second.startswith("QT-01-A x-")
    assert third == "QT-02 X"


def test_names_whose_codes_only_differ_in_forbidden_letters_are_marked_both() -> None:
    first, second = file_names([("QT 01/HT", "X"), ("QT 01:HT", "X")])
    assert first != second
    assert first.startswith("QT-01-HT X-")
    assert second.startswith("QT-01-HT X-")


def test_a_name_does_not_depend_on_its_neighbours_but_those_equal_to_it() -> None:
    clash = [("QT 01/a", "X"), ("QT 01/A", "X")]
    assert file_names([*clash, ("QT 02", "Y")])[:2] == file_names(clash)
    assert file_names(reversed(clash)) == tuple(reversed(file_names(clash)))


titles = st.text(max_size=60)
document_codes = st.from_regex(r"[A-Za-z][A-Za-z0-9/. \\:-]{0,8}", fullmatch=True)


@given(st.lists(st.tuples(document_codes, titles), unique_by=lambda pair: pair[0], max_size=5))
def test_names_are_distinct_and_safe_everywhere(pairs: list[tuple[str, str]]) -> None:
    names = file_names(pairs)
    assert len({name.casefold() for name in names}) == len(pairs)
    for name in names:
        assert name
        assert not set(name) & set('/\\:*?"<>|.\n\t\0')
        assert name == name.strip(" .")
        assert len(name) <= 125


def test_a_long_name_can_be_written(tmp_path: Path) -> None:
    (name,) = file_names([("Thẻ bàn QT 01/CX-HT", "Đ" + "ệ" * 59)])
    written = tmp_path / f"{name} (bản mới).docx"
    written.touch()
    assert list(tmp_path.iterdir()) == [written]


PATTERNS = {
    "QT {number}": True,
    "QT {number}/{level}-{field}/{unit}": True,
    "{field}.{number}": True,
    "QT": False,
    "QT {level}": False,
    "QT {number}/{agency}": False,
    "QT {number:03d}": False,
    "QT {number.__class__}": False,
    "QT {number!r}": False,
    "QT {}": False,
    "QT {{number}}": False,
    "QT {number}/{": False,
    "QT {number}}": False,
}


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS.items())
def test_patterns_of_codes(pattern: str, *, expected: bool) -> None:
    assert is_pattern(pattern) is expected


FIELDS = (Field("Hộ tịch", "HT"), Field("Đất đai", "DD"))

ABBREVIATIONS = {
    "Hộ tịch": "HT",
    "hộ  tịch": "HT",
    "Ho\u0323\u0302 ti\u0323ch": "HT",
    "Đất đai": "DD",
    "Đường thủy nội địa": "ĐTNĐ",
    "Thủy sản, lâm nghiệp và phát triển nông thôn": "TSLNVP",
    "": "TTHC",
    "–": "TTHC",
}


@pytest.mark.parametrize(("field", "expected"), ABBREVIATIONS.items())
def test_abbreviations_of_fields(field: str, expected: str) -> None:
    assert abbreviation(field, FIELDS) == expected


def procedure(number: int, field: str = "Hộ tịch") -> Procedure:
    return Procedure(f"1.{number:06d}", f"Thủ tục {number}", field)


def test_codes_count_within_what_else_they_say(framework: Framework) -> None:
    procedures = [procedure(1), procedure(2, "Đất đai"), procedure(3), procedure(4, "Nghề cá")]
    made = new_codes(Codes(PATTERN, {}), procedures, AGENCY, framework)
    assert made.documents == {
        "1.000001": "QT 01/CX-HT",
        "1.000002": "QT 01/CX-DD",
        "1.000003": "QT 02/CX-HT",
        "1.000004": "QT 01/CX-NC",
    }


def test_a_unit_without_abbreviation_still_gets_codes(framework: Framework) -> None:
    nameless = replace(AGENCY, unit_code="")
    made = new_codes(Codes("{unit}-{number}", {}), [procedure(1)], nameless, framework)
    assert made.documents == {"1.000001": "CQ-01"}


def test_codes_once_given_stay(framework: Framework) -> None:
    known = Codes(PATTERN, {"1.000002": "QT 01/CX-HT"})
    made = new_codes(known, [procedure(1), procedure(2)], AGENCY, framework)
    assert made.documents == {"1.000002": "QT 01/CX-HT", "1.000001": "QT 02/CX-HT"}
    assert new_codes(made, [procedure(1), procedure(2)], AGENCY, framework) == made
    assert known.documents == {"1.000002": "QT 01/CX-HT"}


def test_retired_codes_are_never_given_again(framework: Framework) -> None:
    known = Codes(PATTERN, {}, ("qt 01/cx-ht", "QT 03/CX-HT"))
    made = new_codes(known, [procedure(1), procedure(2)], AGENCY, framework)
    assert list(made.documents.values()) == ["QT 02/CX-HT", "QT 04/CX-HT"]
    assert made.retired == known.retired


@given(
    numbers=st.lists(st.integers(1, 99), unique=True, max_size=12),
    field=st.sampled_from(["Hộ tịch", "Đất đai", "Nghề cá", ""]),
    retired=st.sets(st.integers(1, 9), max_size=4),
)
def test_no_code_is_given_twice(
    framework: Framework, numbers: list[int], field: str, retired: set[int]
) -> None:
    old = tuple(f"QT {number:02d}" for number in retired)
    made = new_codes(Codes("QT {number}", {}, old), [procedure(n, field) for n in numbers],
                     AGENCY, framework)  # fmt: skip
    given_codes = list(made.documents.values())
    assert len(given_codes) == len(numbers)
    assert len({code.casefold() for code in (*given_codes, *old)}) == len(numbers) + len(old)
