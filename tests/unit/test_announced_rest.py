"""What a row of a decision says beside a reduction: only what the set does not hold is told."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from qmskit import Limit, TimeUnit
from qmskit.changes.announced_rest import rest
from qmskit.model.announcements import AnnouncedProcedure, ChangeKind
from qmskit.model.procedures import (
    Agencies,
    Channel,
    ChannelMethod,
    Fee,
    FeeKind,
    FeeState,
    LegalBasis,
    Procedure,
)
from qmskit.model.workflows import LocalFee, ProvinceDecisions
from qmskit.problems import Location

THREE = Limit(Decimal(3), TimeUnit.WORKING_DAY)
PAID = Fee(FeeKind.CHARGE, text="Lệ phí: 18.000 đồng/việc", state=FeeState.AMOUNT)
FREE = Fee(FeeKind.CHARGE, text="Miễn lệ phí", state=FeeState.FREE)
LAW = LegalBasis("60/2014/QH13", "Luật Hộ tịch số 60/2014/QH13")
ROW = AnnouncedProcedure("1.000001", "Cấp giấy thử", ChangeKind.AMENDED, Location("a.docx"))
NOTHING = ProvinceDecisions("1.000001")


def ours(fee: Fee) -> Procedure:
    return Procedure(
        "1.000001",
        "Cấp giấy thử",
        channels=(Channel(ChannelMethod.DIRECT, THREE, (fee,)),),
        agencies=Agencies(addresses="Trung tâm Phục vụ hành chính công xã A"),
        legal_bases=(LAW, LegalBasis("", "Luật Cư trú năm 2020")),
    )


HELD = replace(
    NOTHING,
    limit=Limit(Decimal(2), TimeUnit.WORKING_DAY),
    fees=(LocalFee("9.000 đồng"),),
    reception=("Nhà văn hóa thôn B",),
)
FOUR_HOURS = Limit(Decimal(4), TimeUnit.HOUR)

# row, fee of the record, what the province decided, phrases expected
TABLE: Mapping[str, tuple[AnnouncedProcedure, Fee, ProvinceDecisions, tuple[str, ...]]] = {
    "nothing said": (ROW, PAID, NOTHING, ()),
    "the limit of the record": (replace(ROW, limit=THREE), PAID, NOTHING, ()),
    "a limit of the province": (
        replace(ROW, limit=Limit(Decimal(2), TimeUnit.WORKING_DAY)), PAID, HELD, ()),
    "another limit": (
        replace(ROW, limit=FOUR_HOURS), PAID, NOTHING,
        ("thời hạn giải quyết 04 giờ làm việc (trong bộ: 03 ngày làm việc)",)),
    "another unit": (
        replace(ROW, limit=Limit(Decimal(3), TimeUnit.DAY)), PAID, NOTHING,
        ("thời hạn giải quyết 03 ngày (trong bộ: 03 ngày làm việc)",)),
    "a place": (
        replace(ROW, reception="Bưu điện xã A"), PAID, NOTHING,
        ("địa điểm thực hiện “Bưu điện xã A”",)),
    "the place of the record": (
        replace(ROW, reception="trung tâm phục vụ hành chính công"), PAID, NOTHING, ()),
    "the place the province told": (replace(ROW, reception="Nhà văn hóa thôn B"), PAID, HELD, ()),
    "the fee of the record": (replace(ROW, fees="18.000 đồng"), PAID, NOTHING, ()),
    "a part of its number": (
        replace(ROW, fees="8.000 đồng"), PAID, NOTHING, ("phí, lệ phí “8.000 đồng”",)),
    "the province's rate": (replace(ROW, fees="9.000 đồng"), PAID, HELD, ()),
    "no longer paid": (replace(ROW, fees="Không"), PAID, NOTHING, ("phí, lệ phí “Không”",)),
    "never paid": (replace(ROW, fees="Không"), FREE, NOTHING, ()),
    "laws known by number and by title": (
        replace(ROW, legal_bases=(LAW, LegalBasis("", "Luật Cư trú năm 2020"))),
        PAID, NOTHING, ()),
    "new laws": (
        replace(ROW, legal_bases=(LegalBasis("85/2019/TT-BTC", "Thông tư"),
                                  LegalBasis("", "Luật Hộ tịch năm 2026"))),
        PAID, NOTHING, ("căn cứ pháp lý 85/2019/TT-BTC; “Luật Hộ tịch năm 2026”",)),
}  # fmt: skip


@pytest.mark.parametrize(("row", "fee", "decided", "phrases"), TABLE.values(), ids=TABLE)
def test_only_what_the_set_does_not_hold_is_told(
    row: AnnouncedProcedure, fee: Fee, decided: ProvinceDecisions, phrases: tuple[str, ...]
) -> None:
    assert rest(row, ours(fee), decided) == phrases
