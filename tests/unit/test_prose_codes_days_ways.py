"""Codes of procedures, days, and ways to hand in a dossier, as running text names them."""

import re
from datetime import date

import pytest

from qmskit.model.procedures import ChannelMethod
from qmskit.readers.prose.days import DAY, calendar_day
from qmskit.readers.prose.procedure_codes import codes_in, is_code
from qmskit.readers.prose.submission import methods_in

DIRECT, ONLINE, POSTAL = ChannelMethod.DIRECT, ChannelMethod.ONLINE, ChannelMethod.POSTAL

DAYS = {
    "20/3/2026": date(2026, 3, 20),
    "20-03-2026": date(2026, 3, 20),
    "20.3.2026": date(2026, 3, 20),
    "20 tháng 3 năm 2026": date(2026, 3, 20),
    "20 THÁNG 3 NĂM 2026": date(2026, 3, 20),
    "ngày 01 / 7 / 2025.": date(2025, 7, 1),
    "31/02/2026": None,
    "20/13/2026": None,
}
NO_DAYS = ("3/2026", "20/3/26", "20/3/20261", "tháng 3 năm 2026")

CODES = {
    "1.001193": ("1.001193",),
    "Mã 1.001193, 2.000815 và 1.001193": ("1.001193", "2.000815"),
    "(1.001193)": ("1.001193",),
    "1.001193.": ("1.001193",),
    "1.001193.000.00.00.H21": (),
    "11.001193": (),
    "1.0011930": (),
    "": (),
}
WAYS = {
    "Nộp trực tiếp tại Trung tâm": (DIRECT,),
    "TRỰC TUYẾN": (ONLINE,),
    "trên Cổng Dịch vụ công quốc gia": (ONLINE,),
    "qua bưu điện hoặc trực tiếp": (DIRECT, POSTAL),
    "dịch vụ bưu chính công ích": (POSTAL,),
    "Ủy ban nhân dân xã": (),
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_days(text: str, day: date | None) -> None:
    found = re.search(DAY, text, re.IGNORECASE)
    assert found is not None
    assert calendar_day(*found.groups()) == day


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day(text: str) -> None:
    assert re.search(DAY, text, re.IGNORECASE) is None


@pytest.mark.parametrize(("text", "codes"), CODES.items())
def test_codes(text: str, codes: tuple[str, ...]) -> None:
    assert codes_in(text) == codes
    assert is_code(text) == (codes == (text,))


@pytest.mark.parametrize(("words", "methods"), WAYS.items())
def test_ways_to_hand_in(words: str, methods: tuple[ChannelMethod, ...]) -> None:
    assert methods_in(words) == methods
