from dataclasses import replace
from decimal import Decimal

import pytest

from qmskit.changes.telling import differences_told
from qmskit.model.procedures import (
    Channel,
    ChannelMethod,
    LegalBasis,
    Procedure,
)
from qmskit.model.times import Limit, TimeUnit

ONLINE = Channel(ChannelMethod.ONLINE, Limit(Decimal(20), TimeUnit.DAY))
OLD = Procedure(
    "1.000170",
    "Thủ tục thử",
    channels=(ONLINE,),
    results=("Giấy phép",),
    legal_bases=(LegalBasis("01/2020/TT-DT", "Thông tư thử"),),
)
SHORTER = replace(ONLINE, limit=Limit(Decimal(10), TimeUnit.WORKING_DAY))
NEW_LAW = LegalBasis("66.18/2026/NQ-CP", "Nghị quyết thử")

TOLD = {
    "nothing": (OLD, OLD, []),
    "a limit": (
        OLD, replace(OLD, channels=(SHORTER,)),
        ["Nộp trực tuyến, thời hạn: “20 ngày” → “10 ngày làm việc”"]),
    "a law more": (
        OLD, replace(OLD, legal_bases=(*OLD.legal_bases, NEW_LAW)),
        ["Căn cứ pháp lý (66.18/2026/NQ-CP): thêm “Nghị quyết thử”"]),
    "a law less": (
        replace(OLD, legal_bases=(*OLD.legal_bases, NEW_LAW)), OLD,
        ["Căn cứ pháp lý (66.18/2026/NQ-CP): bỏ “Nghị quyết thử”"]),
    "the new record is silent": (
        OLD, replace(OLD, results=()),
        ["Kết quả: bản mới không ghi (trước là “Giấy phép”)"]),
    "the old record was silent": (
        replace(OLD, results=()), OLD,
        ["Kết quả: bản cũ không ghi, nay là “Giấy phép”"]),
    "blanks and capitals": (OLD, replace(OLD, name="THỦ TỤC  thử."), []),
    "a record where a name was": (
        Procedure("1.000170", "Thủ tục thử"), OLD,
        ["nay có bản ghi đầy đủ; trước chỉ có mã và tên"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), TOLD.values(), ids=TOLD)
def test_what_is_told_of_two_records(old: Procedure, new: Procedure, expected: list[str]) -> None:
    assert list(differences_told(old, new)) == expected
