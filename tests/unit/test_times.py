from decimal import Decimal

import pytest

from qmskit import Limit, TimeUnit
from qmskit.model.times import number, total

HOUR, WORKING_DAY = TimeUnit.HOUR, TimeUnit.WORKING_DAY
DAY, MONTH, UNKNOWN = TimeUnit.DAY, TimeUnit.MONTH, TimeUnit.UNKNOWN


def limit(value: str, unit: TimeUnit = UNKNOWN, text: str = "") -> Limit:
    return Limit(Decimal(value), unit, text)


NUMBERS = {
    "0": "00",
    "1": "01",
    "5": "05",
    "5.0": "05",
    "12": "12",
    "120": "120",
    "1E+1": "10",
    "0.5": "½",
    "0.50": "½",
    "0.25": "0,25",
    "1.5": "1,5",
    "17.50": "17,5",
    "26.5": "26,5",
}


@pytest.mark.parametrize(("value", "expected"), NUMBERS.items())
def test_numbers_are_written_as_vietnamese_documents_do(value: str, expected: str) -> None:
    assert number(Decimal(value)) == expected


SHOWN = {
    "working days": (limit("5", WORKING_DAY), "05 ngày làm việc"),
    "half a day": (limit("0.5", WORKING_DAY), "½ ngày làm việc"),
    "calendar days": (limit("30", DAY), "30 ngày"),
    "hours": (limit("4", HOUR), "04 giờ làm việc"),
    "months": (limit("1", MONTH), "01 tháng"),
    "fraction": (limit("7.5", WORKING_DAY), "7,5 ngày làm việc"),
    "words of the source": (Limit(text="Theo mô tả"), "Theo mô tả"),
    "words before a number": (limit("5", DAY, "Không quá 5 ngày"), "Không quá 5 ngày"),
    "words before a number without unit": (limit("5", text="Không quá 5 ngày"), "Không quá 5 ngày"),
    "no unit": (limit("5"), "05 (không rõ đơn vị)"),
    "0 without unit, as the portal writes that none is given": (limit("0"), "không rõ"),
    "nothing": (Limit(), "không rõ"),
}


@pytest.mark.parametrize(("value", "expected"), SHOWN.values(), ids=SHOWN)
def test_limits_are_shown_as_far_as_they_are_known(value: Limit, expected: str) -> None:
    assert str(value) == expected


NUMBERED = {
    "nothing": (Limit(), False),
    "words": (Limit(text="Theo mô tả"), False),
    "a number": (limit("5"), True),
    "at once": (limit("0", WORKING_DAY), True),
    "how the portal writes that there is none": (limit("0"), False),
}


@pytest.mark.parametrize(("value", "expected"), NUMBERED.values(), ids=NUMBERED)
def test_whether_a_number_is_given(value: Limit, expected: bool) -> None:  # noqa: FBT001 - a parameter
    assert value.has_number is expected


HOURS = {
    "hours": (limit("3", HOUR), Decimal(3)),
    "a working day has eight": (limit("2", WORKING_DAY), Decimal(16)),
    "half a working day": (limit("0.5", WORKING_DAY), Decimal(4)),
    "calendar days have no number of hours": (limit("2", DAY), None),
    "months neither": (limit("1", MONTH), None),
    "no unit": (limit("2"), None),
    "no number": (Limit(unit=HOUR), None),
}


@pytest.mark.parametrize(("value", "expected"), HOURS.values(), ids=HOURS)
def test_working_hours(value: Limit, expected: Decimal | None) -> None:
    assert value.working_hours == expected


TOTALS = {
    "days": ((limit("1", WORKING_DAY), limit("0.5", WORKING_DAY)), limit("1.5", WORKING_DAY)),
    "hours that make days": ((limit("3", HOUR), limit("5", HOUR)), limit("1", WORKING_DAY)),
    "hours that make half a day": ((limit("1", HOUR), limit("3", HOUR)), limit("0.5", WORKING_DAY)),
    "hours that make no half day": ((limit("1", HOUR), limit("2", HOUR)), limit("3", HOUR)),
    "a day and an hour": ((limit("1", WORKING_DAY), limit("1", HOUR)), limit("9", HOUR)),
    "calendar days": ((limit("10", DAY), limit("20", DAY)), limit("30", DAY)),
    "months": ((limit("1", MONTH), limit("2", MONTH)), limit("3", MONTH)),
    "calendar and working days": ((limit("1", DAY), limit("1", WORKING_DAY)), None),
    "days and months": ((limit("1", DAY), limit("1", MONTH)), None),
    "one without unit": ((limit("1", DAY), limit("1")), None),
    "one in words": ((limit("1", DAY), Limit(text="Ngay")), None),
    "none": ((), None),
}


@pytest.mark.parametrize(("limits", "expected"), TOTALS.values(), ids=TOTALS)
def test_total_adds_only_what_can_be_added(
    limits: tuple[Limit, ...], expected: Limit | None
) -> None:
    assert total(limits) == expected
