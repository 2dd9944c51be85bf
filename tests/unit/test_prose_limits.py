from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import Limit, TimeUnit
from qmskit.model.procedures import Channel, ChannelMethod, Procedure, Variant
from qmskit.model.times import CaseLimit, LimitTerms
from qmskit.readers.prose.differences import differences
from qmskit.readers.prose.limits import (
    is_within_a_day,
    limit_in,
    terms_in,
    with_cut_off,
    with_terms,
)
from qmskit.readers.prose.quantities import unit_called

HOUR, DAY, WORKING, MONTH = TimeUnit.HOUR, TimeUnit.DAY, TimeUnit.WORKING_DAY, TimeUnit.MONTH

UNITS = {
    "ngày làm việc": WORKING,
    "Ngày làm việc": WORKING,
    " ngày  làm\xa0việc ": WORKING,
    "Ngày": DAY,
    "NGÀY": DAY,
    "giờ": HOUR,
    "giờ làm việc": HOUR,
    "tháng": MONTH,
    "năm": TimeUnit.UNKNOWN,
    "": TimeUnit.UNKNOWN,
    "ngay": TimeUnit.UNKNOWN,
}


@pytest.mark.parametrize(("word", "unit"), UNITS.items(), ids=UNITS)
def test_units(word: str, unit: TimeUnit) -> None:
    assert unit_called(word) is unit


# What a text tells for certain: number and unit, or None.
TOLD = {
    "05 ngày làm việc": ("5", WORKING),
    "5 ngày": ("5", DAY),
    "05 (năm) ngày làm việc": ("5", WORKING),
    "10 ngày (làm việc)": ("10", WORKING),
    "½ ngày": ("0.5", DAY),
    "1/2 ngày": ("0.5", DAY),
    "nửa ngày làm việc": ("0.5", WORKING),
    "Không quá 7,5 ngày làm việc": ("7.5", WORKING),
    "7.5 ngày": ("7.5", DAY),
    "04 giờ làm việc": ("4", HOUR),
    "Trong 8 giờ kể từ khi nhận đủ hồ sơ": ("8", HOUR),
    "không quá 02 tháng kể từ ngày nhận đủ hồ sơ": ("2", MONTH),
    "Không quá 05 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.  Các cơ quan liên quan không được quy"
    " định thêm thủ tục.": ("5", DAY),
    "Thời gian thực hiện việc thẩm định, phê duyệt không quá 15 ngày.": ("15", DAY),
    "05 ngày làm việc. Không quá 05 ngày làm việc.": ("5", WORKING),
    "Không quá 10 ngày làm việc, không tính thời gian niêm yết": ("10", WORKING),
    "Không quá 10 ngày làm việc (không tính thời gian niêm yết)": ("10", WORKING),
    "Thực hiện trong ngày làm việc nhận được hồ sơ": ("1", WORKING),
    "Ngay trong ngày tiếp nhận hồ sơ": ("1", WORKING),
    "Trong ngày": ("1", WORKING),
    "20": ("20", TimeUnit.UNKNOWN),
    # Nothing certain:
    "": None,
    "Theo mô tả": None,
    "Không có thông tin": None,
    "5 - 7 ngày": None,
    "Từ 05 đến 07 ngày làm việc": None,
    "từ 5 ngày đến 7 ngày": None,
    "5 hoặc 7 ngày": None,
    "10 ngày làm việc; 5 ngày": None,
    "01 tháng 15 ngày": None,
    "1 ngày 4 giờ": None,
    "trả kết quả trong ngày làm việc tiếp theo": None,
    "ngày 15 tháng 5 năm 2026": None,
    "Nhận hồ sơ từ 7 giờ 30 đến 11 giờ 30 hằng ngày": None,
    "sau 15 ngày kể từ khi thông báo thì hồ sơ bị đóng": None,
    "Trong thời hạn 02 tháng kể từ khi nhận được thông báo, người nước ngoài đến nhận thẻ": None,
    "1.500 ngày": None,
    "khoảng 5 ngày": None,
}


@pytest.mark.parametrize(("text", "told"), TOLD.items(), ids=TOLD)
def test_number_and_unit_only_where_they_are_certain(
    text: str, told: tuple[str, TimeUnit] | None
) -> None:
    found = limit_in(text)
    value, unit = (Decimal(told[0]), told[1]) if told else (None, TimeUnit.UNKNOWN)
    assert (found.value, found.unit, found.text) == (value, unit, text)


PLACES = "Đối với các xã miền núi, biên giới; đảo; vùng khó khăn"


def case(name: str, value: str, unit: TimeUnit = WORKING) -> CaseLimit:
    return CaseLimit(name, Decimal(value), unit)


TERMS = {
    "a case in brackets": (
        ("10 ngày làm việc  đối với công trình (hoặc 7 ngày làm việc đối với nhà ở riêng lẻ)"
        " kể từ ngày nhận đủ hồ sơ hợp lệ."),
        None,
        LimitTerms(cases=(case("đối với công trình", "10"), case("đối với nhà ở riêng lẻ", "7"))),
    ),
    "a general limit and a case": (
        "9 ngày làm việc (hoặc 7 ngày đối với nhà ở riêng lẻ)",
        "9",
        LimitTerms(cases=(case("đối với nhà ở riêng lẻ", "7", DAY),)),
    ),
    "a case before its number": (
        ("05 ngày làm việc kể từ ngày nhận đủ hồ sơ, trường hợp phải xác minh thì thời hạn không"
        " quá 10 ngày làm việc."),
        "5",
        LimitTerms(cases=(case("trường hợp phải xác minh", "10"),)),
    ),
    "cases with letters": (
        ("a) Không quá 08 ngày làm việc đối với trường hợp A; trường hợp B.\n"
        "b) Không quá 15 ngày làm việc đối với trường hợp C;"),
        None,
        LimitTerms(
            cases=(
                case("đối với trường hợp A; trường hợp B", "8"),
                case("đối với trường hợp C", "15"),
            )
        ),
    ),
    "a longer road by place is a case": (
        f"Không quá 15 ngày làm việc. {PLACES} thì thời gian thực hiện không quá 25 ngày làm việc.",
        "15",
        LimitTerms(cases=(case(PLACES, "25"),)),
    ),
    "both limits of a place": (
        (f"{PLACES} thì thời gian thực hiện không quá 18,5 ngày làm việc đối với trường hợp A;"
        " không quá 20 ngày làm việc đối với trường hợp B."),
        None,
        LimitTerms(
            cases=(
                case(f"{PLACES}; đối với trường hợp A", "18.5"),
                case(f"{PLACES}; đối với trường hợp B", "20"),
            )
        ),
    ),
    "an addition by place is an extension": (
        f"Không quá 05 ngày làm việc. {PLACES} thì được tăng thêm không quá 10 ngày làm việc.",
        "5",
        LimitTerms(extensions=(f"{PLACES} thì được tăng thêm không quá 10 ngày làm việc",)),
    ),
    "an addition glued to the sentence before": (
        "Không quá 05 ngày làm việc  Đối với các xã miền núi thì tăng thêm 10 ngày làm việc",
        "5",
        LimitTerms(extensions=("Đối với các xã miền núi thì tăng thêm 10 ngày làm việc",)),
    ),
    "an area that grows is no extension": (
        "Không quá 10 ngày làm việc đối với thửa đất có diện tích tăng thêm",
        None,
        LimitTerms(cases=(case("đối với thửa đất có diện tích tăng thêm", "10"),)),
    ),
    "an extension by verification": (
        ("Không quá 02 tháng; trường hợp cần thẩm tra thì có thể kéo dài thêm nhưng không được quá"
        " 01 tháng"),
        "2",
        LimitTerms(
            extensions=(
                "trường hợp cần thẩm tra thì có thể kéo dài thêm nhưng không được quá 01 tháng",
            )
        ),
    ),
    "an extension by agreement": (
        "05 ngày làm việc. Thời hạn trên có thể dài hơn theo thỏa thuận của các bên.",
        "5",
        LimitTerms(extensions=("Thời hạn trên có thể dài hơn theo thỏa thuận của các bên",)),
    ),
    "a place by agreement is no extension": (
        "Nộp tại địa điểm theo thỏa thuận. Không quá 05 ngày làm việc.",
        "5",
        LimitTerms(),
    ),
    "time that does not count": (
        ("Không quá 10 ngày làm việc, không tính thời gian niêm yết tại Ủy ban nhân dân cấp xã,"
        " thời gian đăng tin."),
        "10",
        LimitTerms(
            not_counted=("thời gian niêm yết tại Ủy ban nhân dân cấp xã", "thời gian đăng tin")
        ),
    ),
    "a list of what does not count": (
        ("- Không quá 7,5 ngày làm việc.\n- Thời gian này không bao gồm thời gian giải quyết của"
        " các cơ quan sau đây:\na) Thời gian giải quyết của cơ quan thuế;\nb) Thời gian trích đo;\n"
        "c) Thời gian niêm yết, thời gian giám định.\n- Nộp hồ sơ trực tiếp."),
        "7.5",
        LimitTerms(
            not_counted=("Thời gian trích đo", "Thời gian niêm yết", "thời gian giám định"),
            elsewhere=("Thời gian giải quyết của cơ quan thuế",),
        ),
    ),
    "time that does not count, told behind": (
        "03 ngày làm việc. Thời gian cơ quan thuế xác định nghĩa vụ không tính vào thời hạn này.",
        "3",
        LimitTerms(elsewhere=("Thời gian cơ quan thuế xác định nghĩa vụ",)),
    ),
    "time of another agency": (
        ("Đối với các phường: Không quá 05 ngày làm việc.\n"
        "+ Thời gian xác định nghĩa vụ tài chính của cơ quan thuế: Không quá 05 ngày làm việc."),
        None,
        LimitTerms(
            cases=(case("Đối với các phường", "5"),),
            elsewhere=(
                ("Thời gian xác định nghĩa vụ tài chính của cơ quan thuế: Không quá 05 ngày làm"
                " việc"),
            ),
        ),
    ),
    "an agency that is asked": (
        "10 ngày làm việc. Trong thời hạn 03 ngày làm việc, cơ quan được lấy ý kiến phải trả lời.",
        "10",
        LimitTerms(
            elsewhere=(
                "Trong thời hạn 03 ngày làm việc, cơ quan được lấy ý kiến phải trả lời",
            )
        ),
    ),
    "an agency that is only mentioned takes no time": (
        ("03 ngày làm việc.\n- Thời gian không tính vào thời hạn này bao gồm:\n"
        "+ Thời gian có thiên tai, theo văn bản của cơ quan có thẩm quyền;"),
        "3",
        LimitTerms(
            not_counted=("Thời gian có thiên tai, theo văn bản của cơ quan có thẩm quyền",)
        ),
    ),
    "a case in brackets at once": (
        "7 ngày làm việc (đối với nhà ở riêng lẻ)",
        None,
        LimitTerms(cases=(case("đối với nhà ở riêng lẻ", "7"),)),
    ),
    "brackets further on tell whose days they are": (
        "Trong thời hạn 02 ngày làm việc, Chi cục (đối với bến nội địa) trả lời.",
        "2",
        LimitTerms(),
    ),
    "what follows from the outcome is no case": (
        "Cấp trong 02 ngày làm việc nếu đủ điều kiện thì trả kết quả.",
        "2",
        LimitTerms(),
    ),
    "parts of the whole": (
        ("Không quá 15 ngày làm việc. Trong đó:\n- Thời gian thực hiện tại Sở: 12 ngày làm việc;\n"
        "- Thời gian Ủy ban nhân dân ban hành: 03 ngày làm việc."),
        "15",
        LimitTerms(),
    ),
    "parts in brackets": (
        "20 ngày làm việc (trong đó đăng ký là 17 ngày làm việc; cấp giấy là 03 ngày làm việc).",
        "20",
        LimitTerms(),
    ),
    "the same day and a cut-off": (
        ("Thực hiện trong ngày làm việc nhận được đủ hồ sơ; nếu nhận đủ hồ sơ sau 15 giờ cùng ngày"
        " thì có thể giải quyết trong ngày làm việc tiếp theo"),
        "1",
        LimitTerms(cut_off=time(15)),
    ),
    "a cut-off with minutes": (
        "Trong ngày; hồ sơ nộp sau 16h30 thì trả vào ngày làm việc tiếp theo",
        "1",
        LimitTerms(cut_off=time(16, 30)),
    ),
    "an hour of another sentence is no cut-off": (
        "Trong ngày. Nhận hồ sơ sau 15 giờ. Trả kết quả trong ngày làm việc tiếp theo.",
        "1",
        LimitTerms(),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value", "terms"), TERMS.values(), ids=TERMS)
def test_terms(text: str, value: str | None, terms: LimitTerms) -> None:
    found = limit_in(text)
    assert found.terms == terms
    assert found.value == (Decimal(value) if value else None)


def test_terms_of_other_texts_follow_those_of_the_limit() -> None:
    told = limit_in("05 ngày làm việc, trường hợp xác minh không quá 08 ngày làm việc")
    found = with_terms(told, "Đối với trường hợp B: 10 ngày làm việc", told.text)
    assert [one.case for one in found.terms.cases] == [
        "trường hợp xác minh",
        "Đối với trường hợp B",
    ]
    assert found.bare == told.bare


def test_texts_that_name_two_hours_leave_the_cut_off_open() -> None:
    hours = [f"Nhận sau {hour} giờ thì trả trong ngày làm việc tiếp theo." for hour in (15, 16)]
    assert terms_in(hours[0]).cut_off == time(15)
    assert terms_in(*hours).cut_off is None
    assert with_terms(limit_in(hours[0]), hours[1]).terms.cut_off == time(15)


WITHIN_A_DAY = {
    "a working day": (Limit(Decimal(1), WORKING), True),
    "half a day": (Limit(Decimal("0.5"), DAY), True),
    "a day": (Limit(Decimal(1), DAY), True),
    "eight hours": (Limit(Decimal(8), HOUR), True),
    "nine hours": (Limit(Decimal(9), HOUR), False),
    "two working days": (Limit(Decimal(2), WORKING), False),
    "a month": (Limit(Decimal(1), MONTH), False),
    "zero without unit": (Limit(Decimal(0)), True),
    "one without unit": (Limit(Decimal(1)), False),
    "words only": (Limit(text="Theo mô tả"), False),
}

STEP = "Nếu tiếp nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo."


@pytest.mark.parametrize(("limit", "within"), WITHIN_A_DAY.values(), ids=WITHIN_A_DAY)
def test_the_cut_off_of_the_steps_goes_to_limits_within_a_day(
    limit: Limit, *, within: bool
) -> None:
    assert is_within_a_day(limit) is within
    found = with_cut_off(limit, "Bước 1", STEP)
    assert found.terms.cut_off == (time(15) if within else None)
    assert found.bare == limit.bare


def test_a_cut_off_of_its_own_stays() -> None:
    own = Limit(Decimal(1), WORKING, terms=LimitTerms(cut_off=time(16)))
    assert with_cut_off(own, STEP) is own


WORDS = st.sampled_from(
    ["Không quá", "05", "7,5", "½", "ngày", "ngày làm việc", "giờ", "tháng", "đối với trường hợp",
     "thì", "không tính thời gian", "của cơ quan thuế", "tăng thêm", "kéo dài", "sau 15 giờ",
     "trong ngày", "tiếp theo", "(hoặc", ")", ";", ",", ".", ":", "\n", "a)", "- ", "Trong đó:",
     "Đối với các xã", "miền núi", "đến", "20/6/2026"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60)


@given(TEXTS)
def test_words_are_kept_and_a_number_comes_with_them(text: str) -> None:
    found = limit_in(text)
    assert found.text == text
    assert found.value is not None or found.unit is TimeUnit.UNKNOWN
    for one in found.terms.cases:
        assert one.case.strip()
        assert one.unit is not TimeUnit.UNKNOWN


@given(TEXTS, TEXTS)
def test_terms_are_added_once_and_change_nothing_else(text: str, other: str) -> None:
    limit = limit_in(text)
    found = with_terms(limit, other)
    assert with_terms(found, other) == found
    assert found.bare == limit.bare
    assert found.terms.cases[: len(limit.terms.cases)] == limit.terms.cases


def channel(limit: Limit, text: str = "") -> Channel:
    return Channel(ChannelMethod.DIRECT, limit, text=text)


TEN = Limit(Decimal(10), WORKING)
TEN_DAYS = Limit(Decimal(10), DAY)

DIFFERENCES: dict[str, tuple[tuple[Channel, ...], tuple[Limit, ...], list[tuple[Limit, Limit]]]] = {
    "nothing told twice": ((channel(TEN),), (), []),
    "the same": ((channel(TEN, "Không quá 10 ngày làm việc."),), (TEN,), []),
    "another unit": ((channel(TEN, "10 ngày"),), (), [(TEN, TEN_DAYS)]),
    "another number": (
        (channel(TEN, "7,5 ngày làm việc"),), (), [(TEN, Limit(Decimal("7.5"), WORKING))]),
    "a case of the words has it": ((channel(TEN, "10 ngày làm việc đối với A"),), (), []),
    "a case of the words has another unit": (
        (channel(TEN, "10 ngày đối với A"),), (), [(TEN, TEN_DAYS)]),
    "other cases only": ((channel(TEN, "7 ngày đối với A"),), (), []),
    "words without a certain number": ((channel(TEN, "5 - 7 ngày"),), (), []),
    "a case says otherwise": ((channel(TEN),), (TEN_DAYS,), [(TEN, TEN_DAYS)]),
    "cases with the same limit are one": ((channel(TEN),), (TEN_DAYS, TEN_DAYS),
                                          [(TEN, TEN_DAYS)]),
    "one case agrees, the other is a longer road": ((channel(TEN),), (TEN, TEN_DAYS), []),
    "a case that the words name": (
        (channel(with_terms(Limit(Decimal(5), WORKING), "10 ngày đối với A")),), (TEN_DAYS,), []),
    "nothing known of the channel": ((channel(Limit(Decimal(5))),), (TEN,), []),
    "nothing known of the case": ((channel(TEN),), (Limit(Decimal(5)),), []),
}  # fmt: skip


@pytest.mark.parametrize(
    ("channels", "variants", "expected"), DIFFERENCES.values(), ids=DIFFERENCES
)
def test_what_a_record_tells_twice_is_compared_never_merged(
    channels: tuple[Channel, ...], variants: tuple[Limit, ...], expected: list[tuple[Limit, Limit]]
) -> None:
    record = Procedure(
        "1.000001", "Thử", channels=channels, variants=tuple(Variant("A", one) for one in variants)
    )
    found = differences(record)
    assert [(one.limit, one.other) for one in found] == expected
    for one in found:
        assert one.limit.short in one.sentence
        assert one.other.short in one.sentence


def test_channels_with_the_same_difference_are_told_together() -> None:
    methods = (ChannelMethod.ONLINE, ChannelMethod.POSTAL, ChannelMethod.ONLINE)
    record = Procedure(
        "1.000001", "Thử", channels=tuple(Channel(one, TEN, text="10 ngày") for one in methods)
    )
    (found,) = differences(record)
    assert found.methods == (ChannelMethod.ONLINE, ChannelMethod.POSTAL)
    assert found.sentence == (
        "Nộp trực tuyến, qua bưu chính: thời hạn ghi 10 ngày làm việc, phần mô tả ghi 10 ngày."
    )
