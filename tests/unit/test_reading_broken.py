"""Broken and many records: nothing but procedures and problems comes of them."""

import json
import tracemalloc
from pathlib import Path
from random import Random

import pytest

from qmskit import InvalidInputError, Procedure
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.schemas import refused
from qmskit.readers.sources import read_items
from qmskit.readers.trees import Json

RECORDS = 2000

CHANNELS = "Trực tuyến120 VNĐ(Lệ phí)Trực tiếp3 Ngày làm việcMiễn phíNộp ở xã"
PAPERS = "Tờ khai;Mẫu.docx1 bản chính,1 bản saoĐơn1 bản chính"

PAGE: Json = {
    "ma_thu_tuc": "1.000170",
    "ten_thu_tuc": "Thử",
    "so_quyet_dinh": "1/QĐ-BTP",
    "cap_thuc_hien": "Cấp xã, Cấp tỉnh",
    "trinh_tu_thuc_hien": "- Nộp hồ sơ.\n- Nhận kết quả.",
    "cach_thuc_thuc_hien": f"Hình thức nộpThời gianPhí, lệ phíMô tả{CHANNELS}",
    "thanh_phan_ho_so": f"--Tên giấy tờMẫu đơn, tờ khaiSố lượng{PAPERS}",
    "can_cu_phap_ly": "Tên văn bản pháp lýMã văn bảnLuật 60/2014/QH1360/2014/QH13",
    "ket_qua_xu_ly": "Giấy khai sinhMã: KQ.G15.000031Từ khóaKhông có thông tinMô tảx",
}

ANSWER: Json = {
    "data": {
        "code": "1.000170",
        "name": "Thử",
        "isWard": True,
        "executionMethods": [
            {
                "submissionMethod": "ONLINE",
                "processingTime": 7.5,
                "processingTimeUnit": "WORKING_DAY",
                "description": "Nộp qua mạng.",
                "fees": [{"type": "FEE", "value": 8000, "description": "mỗi bản"}],
            }
        ],
        "cases": [{"name": "Cần xác minh", "processingDay": {"qty": 3, "type": "DAY"}}],
        "executionCases": [
            {"name": "Phải nộp:", "profileComponents": [{"name": "Tờ khai", "originalQty": 1}]}
        ],
        "legalBasisesDetails": [{"code": "60/2014/QH13", "name": "Luật Hộ tịch"}],
        "procedureProposal": {"proposalNumber": "1/QĐ-BTP", "decisionDate": 1700000000000},
        "updatedAt": 1700000000000,
    }
}

# What stands where something else should: other kinds, control characters, half characters.
JUNK: list[Json] = [
    None, True, 0, -1, 7.25, 10**30, "", " ", "\u0000", "a\u0002b", "\ud800", "\ufeff", "\u200f",
    [], {}, [[[]]], {"": {"": ""}}, {"a.b[0]": "c"}, ["x", 5, None], "1.000170", "Trực tiếp",
    "Mã: ", "20 Ngày", "Không có thông tin", "60/2014/QH13", "1 bản chính", "))((", "{{ x }}",
]  # fmt: skip

# Repeated a thousand times each: what a reader looks for.
LONG = [
    "x", "9", " ", "(", "\n", "Trực tiếp1 NgàyMiễn phí(", "Trực tuyến9", "1 bản chính", "Mã: ",
    "01 bản sao ", "1/2020/NĐ-CP", "Tên giấy tờMẫu đơn, tờ khaiSố lượng", "Mẫu.docx", "Từ khóa",
    "ngày làm việc ", "Nghị định số ", "a, B, ", "5 ",
]  # fmt: skip


def mutated(record: Json, chance: Random) -> Json:
    """Return a record with one to four things wrong."""
    value: Json = json.loads(json.dumps(record))
    for _ in range(chance.randint(1, 4)):
        value = _changed(value, chance)
    return value


def _changed(value: Json, chance: Random) -> Json:
    """Return a value with one thing wrong, in it or in something that it holds."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        rest = {name: inner for name, inner in value.items() if name != key}
        return rest if chance.random() < 0.1 else {**rest, key: _changed(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], _changed(value[at], chance), *value[at + 1 :]]
    others: list[Json] = [chance.choice(LONG) * 1000, _cut(value, chance), {"x": [value]}]
    return chance.choice([*JUNK, *others])


def _cut(text: Json, chance: Random) -> Json:
    return text[chance.randrange(len(text) + 1) :] if isinstance(text, str) else [text]


def written(value: Json, chance: Random) -> str:
    """Return a record as JSON, now and then cut off or in a list."""
    text = json.dumps(value if chance.random() < 0.9 else [value, 5])
    return text[: chance.randrange(len(text))] if chance.random() < 0.1 else text


@pytest.fixture(scope="module")
def seeds(real_data: Path) -> list[Json]:
    """Ten answers and ten pages of the portal, short ones, and the two of our own."""
    found: list[Json] = [PAGE, ANSWER]
    for folder in ("portal-api-2026-07", "portal-page-2026-06"):
        files = sorted((real_data / folder).glob("*.json"), key=lambda one: one.stat().st_size)
        found.extend(json.loads(file.read_text(encoding="utf-8")) for file in files[:10])
    return found


def outcome(file: Path) -> list[Procedure] | None:
    """Return the procedures of a file, or None when it was refused in words."""
    try:
        items = [one.item for one in read_items(file)]
    except InvalidInputError as error:
        return None if all(one.message and one.fix for one in error.problems) else []
    return [one for one in items if isinstance(one, Procedure)]


def test_2000_broken_records(seeds: list[Json], tmp_path: Path) -> None:
    chance = Random(20260722)  # noqa: S311 - the same mistakes in every run
    file = tmp_path / "record.json"
    refusals = 0
    for _ in range(RECORDS):
        file.write_text(written(mutated(chance.choice(seeds), chance), chance), encoding="utf-8")
        found = outcome(file)
        if found is None:
            refusals += 1
            continue
        assert found
        for procedure in found:
            assert list(refused(procedure_tree(procedure, "", ""), "catalogue")) == []
    assert RECORDS / 20 < refusals < RECORDS * 19 / 20


def peak(folder: Path, records: int) -> int:
    """Return the highest memory in bytes while a folder of records is read one by one."""
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_items(folder)) == records
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    for number in range(10_000):
        folder = tmp_path / f"{number // 1000}"
        folder.mkdir(exist_ok=True)
        record = {"ma_thu_tuc": f"1.{number:06d}", "ten_thu_tuc": "Thử", "linh_vuc": "Hộ tịch"}
        (folder / f"{number}.json").write_text(json.dumps(record), encoding="utf-8")
    assert len(list(read_items(tmp_path / "0" / "0.json"))) == 1  # loads and compiles what is kept
    assert peak(tmp_path, 10_000) < 1.5 * peak(tmp_path / "1", 1000)
