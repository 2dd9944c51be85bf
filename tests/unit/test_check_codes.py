import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.check_codes import CONFUSED, check_code, normalised_check
from tests.strategies import anything

CODES = {
    "one part": (("QT 01/CX-HT",), "3TH9-MN8P"),
    "letters of Vietnamese": (("Đăng ký khai sinh",), "T2TH-CH68"),
    "a code with its issue and revision": (("QT 01/CX-HT", "01", "02"), "2N8X-DNPJ"),
    "nothing": ((), "3MJH-H6KD"),
}


@pytest.mark.parametrize(("parts", "expected"), CODES.values(), ids=CODES)
def test_a_code_never_changes(parts: tuple[str, ...], expected: str) -> None:
    assert check_code(*parts) == expected


@given(st.lists(anything))
def test_a_code_has_two_groups_of_letters_that_nobody_mistakes(parts: list[str]) -> None:
    code = check_code(*parts)
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    assert not set(code) & {*"AEIOUY", "L", "V", "W", *CONFUSED}


def test_parts_are_kept_apart() -> None:
    assert len({check_code("ab", "c"), check_code("a", "bc"), check_code("abc")}) == 3


FORGIVEN = {
    "as printed": ("K7QM-2XRD", "K7QM-2XRD"),
    "lower case": ("k7qm-2xrd", "K7QM-2XRD"),
    "no hyphen": ("K7QM2XRD", "K7QM-2XRD"),
    "blanks": ("  k7 qm 2x rd\t", "K7QM-2XRD"),
    "a long dash": ("K7QM – 2XRD", "K7QM-2XRD"),
    "a no-break blank": ("K7QM\u00a02XRD", "K7QM-2XRD"),
    "full-width letters": ("\uff2b7QM2XRD", "K7QM-2XRD"),
    "nought and O for Q": ("k70m-2xrd", "K7QM-2XRD"),
    "one, I and L for J": ("1jil-2xrd", "JJJJ-2XRD"),
    "S, Z, B and G for digits": ("szbg-2xrd", "5286-2XRD"),
    "a Vietnamese keyboard, two D": ("k7qm-2xđ", "K7QM-2XDD"),
    "a Vietnamese keyboard, one D": ("k7qm-2xrđ", "K7QM-2XRD"),
    "nothing": ("", ""),
    "too short": ("K7QM-2XR", ""),
    "too long": ("K7QM-2XRDD", ""),
    "vowels": ("K7QM-2XRA", ""),
    "the code of a document": ("QT 01/CX-HT", ""),
    "digits of another script": ("٢٢٢٢٢٢٢٢", ""),
}


@pytest.mark.parametrize(("typed", "expected"), FORGIVEN.values(), ids=FORGIVEN)
def test_what_people_type_is_forgiven(typed: str, expected: str) -> None:
    assert normalised_check(typed) == expected


@given(anything, st.sampled_from(["", " ", "-", "  -  ", "\n"]), st.booleans())
def test_every_code_is_found_again(text: str, between: str, is_small: bool) -> None:  # noqa: FBT001
    code = check_code(text)
    typed = between.join(code.replace("-", ""))
    assert normalised_check(typed.lower() if is_small else typed) == code


@given(anything)
def test_whatever_is_typed_is_a_code_or_nothing(text: str) -> None:
    code = normalised_check(text)
    assert code in {"", normalised_check(code)}
