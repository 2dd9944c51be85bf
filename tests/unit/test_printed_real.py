"""Nineteen procedure documents in use; what is expected was read by eye from their plain text."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from qmskit.model.printed import PrintedWorkflow
from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import LocalFee
from qmskit.readers.bundled import bundled
from qmskit.readers.frameworks import framework_at
from qmskit.readers.prose.roles import with_roles
from qmskit.readers.sources import read_procedures
from qmskit.readers.tables.printed import WordDocumentReader, read_printed

FRAMEWORK = framework_at(bundled() / "qd101-2019")

PERFORMERS = {
    "R": "Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công",
    "C": "Công chức Tư pháp - Hộ tịch",
    "c": "Công chức tư pháp - hộ tịch",
    "L": "Lãnh đạo UBND",
    "V": "Văn thư UBND",
    "B": "Bộ phận tiếp nhận và trả kết quả",
    "O": "Bộ phận tiếp nhận và trả kết quả tại Trung tâm phục vụ hành chính công/Bộ phận một cửa",
    "P": "Phòng chuyên môn",
    "S": "Lãnh đạo Sở",
    "T": "Văn thư Sở",
    "E": "Chuyên viên",
    "N": "Công chứng viên",
    "v": "Văn thư",
    "X": "Công chức tiếp nhận tại Trung tâm hành chính công cấp xã",
    "H": "Văn phòng HĐND và UBND cấp xã",
    "l": "Lãnh đạo UBND cấp xã",
}
WITHOUT, WITH, GENERAL = "khong-xac-minh", "co-xac-minh", "truong-hop-chung"
DAY, WORKING = TimeUnit.DAY, TimeUnit.WORKING_DAY


class Expected(NamedTuple):
    """What a document says.

    Attributes:
        performers: a letter of `PERFORMERS` a step.
        times: per case, a sign a step: days, `^` shared with the step before, `-` none.
        limits: per case, number and unit of the heading.
    """

    title: str
    performers: str
    times: Mapping[str, str]
    limits: Mapping[str, tuple[int, TimeUnit] | None]


def one(title: str, performers: str, times: str, limit: tuple[int, TimeUnit] | None) -> Expected:
    return Expected(title, performers, {"": times}, {"": limit})


EXPECTED = {
    "QT 01/CT-HCTP": one("Cấp bản sao từ sổ gốc", "OPSTO", "1 ^ ^ ^ ^", None),
    "QT 02/CT-HCTP": Expected(
        "Thủ tục chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan",
        "ENv",
        {GENERAL: "1 ^ -", "truong-hop-khac": "½ 1 ½"},
        {GENERAL: None, "truong-hop-khac": None},
    ),
    "QT 04/CX-HCTP": one(
        "Thủ tục chứng thực văn bản thỏa thuận phân chia di sản", "XHlvX", "½ 1 ^ ½ ^", None
    ),
    "QT 08/CX-HCTP": one(
        "Thủ tục cấp bản sao có chứng thực từ bản chính hợp đồng", "XHlvX", "1 ^ ^ ^ ^", None
    ),
    "QT 01/CX-HCTP": one("Đăng ký khai sinh", "RCLVR", "1 ^ ^ ^ ^", (1, WORKING)),
    "QT 02/CX-HCTP": one(
        "Đăng ký khai sinh có yếu tố nước ngoài", "RCLVR", "1 ^ ^ ^ ^", (1, WORKING)
    ),
    "QT 05/CX-HCTP": Expected(
        "Đăng ký nhận cha, mẹ, con",
        "RCLVR",
        {WITHOUT: "½ 1 ½ ½ ½", WITH: "1 5 1 ½ ½"},
        {WITHOUT: (3, WORKING), WITH: (8, WORKING)},
    ),
    "QT 06/CX-HCTP": one(
        "Đăng ký nhận cha, mẹ, con có yếu tố nước ngoài", "RCLVR", "1 7 1 ½ ½", (10, DAY)
    ),
    "QT 09/CX-HCTP": Expected(
        "Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân",
        "RCLVR",
        {WITHOUT: "1 2 1 ½ ½", WITH: "1 21 2 ½ ½"},
        {WITHOUT: (5, WORKING), WITH: (25, DAY)},
    ),
    "QT 11/CX-HCTP": Expected(
        "Đăng ký kết hôn",
        "RCLVR",
        {WITHOUT: "1 ^ ^ ^ ^", WITH: "1 2 1 ½ ½"},
        {WITHOUT: (1, WORKING), WITH: (5, WORKING)},
    ),
    "QT 12/CX-HCTP": Expected(
        "Đăng ký kết hôn có yếu tố nước ngoài",
        "RCLVR",
        {GENERAL: "1 2 1 ½ ½", WITH: "1 7 1 ½ ½"},
        {GENERAL: (5, WORKING), WITH: (10, WORKING)},
    ),
    "QT 14/CX-HCTP": Expected(
        "Đăng ký lại kết hôn có yếu tố nước ngoài",
        "RCLVR",
        {WITHOUT: "1 2 1 ½ ½", WITH: "1 22 1 ½ ½"},
        {WITHOUT: (5, WORKING), WITH: (25, DAY)},
    ),
    "QT 16/CX-HCTP": Expected(
        "Đăng ký khai tử có yếu tố nước ngoài",
        "RcLVR",
        {WITHOUT: "1 ^ ^ ^ ^", WITH: "½ ½ ½ ½ ½"},
        {WITHOUT: (1, WORKING), WITH: (3, WORKING)},
    ),
    "QT 22/CX-HCTP": one(
        "Đăng ký chấm dứt giám hộ có yếu tố nước ngoài", "BCLVB", "½ ½ ½ ½ ^", (2, WORKING)
    ),
    "QT 24/CX-HCTP": Expected(
        "Đăng ký chấm dứt giám sát việc giám hộ",
        "RCLVR",
        {GENERAL: "½ 1 ½ ½ ½", WITH: "½ 3 ½ ½ ½"},
        {GENERAL: (3, WORKING), WITH: (5, WORKING)},
    ),
    "QT 28/CX-HCTP": Expected(
        "Ghi vào Sổ hộ tịch việc ly hôn, hủy việc kết hôn",
        "RCLVR",
        {GENERAL: "1 2 1 ½ ½", WITH: "1 5 1 ½ ½"},
        {GENERAL: (5, WORKING), WITH: (8, WORKING)},
    ),
    "QT 30/CX-HCTP": one("Đăng ký khai sinh lưu động", "CLVC", "3 1 ½ ½", (5, WORKING)),
    "QT 31/CX-HCTP": one("Đăng ký kết hôn lưu động", "CLVC", "3 1 ½ ½", (5, WORKING)),
    "QT 32/CX-HCTP": one("Đăng ký khai tử lưu động", "CLVC", "3 1 ½ ½", (5, WORKING)),
}


@pytest.fixture(scope="module")
def folder(real_data: Path) -> Path:
    return real_data / "iso-procedures-2025-07"


@pytest.fixture(scope="module")
def printed(folder: Path) -> Mapping[str, PrintedWorkflow]:
    """The workflows of the nineteen files by document code; every file gives exactly one."""
    found: dict[str, PrintedWorkflow] = {}
    for path in sorted(folder.glob("*.docx")):
        (workflow,) = read_printed(path, path.name)
        found[workflow.document_code] = workflow
    return found


def test_every_file_gives_one_workflow(printed: Mapping[str, PrintedWorkflow]) -> None:
    assert set(printed) == set(EXPECTED)
    assert sum(len(workflow.steps) for workflow in printed.values()) == 90
    assert {workflow.decision for workflow in printed.values()} == {None}
    assert {workflow.code for workflow in printed.values()} == {""}


@pytest.mark.parametrize("code", EXPECTED)
def test_steps_roles_and_times(printed: Mapping[str, PrintedWorkflow], code: str) -> None:
    found, expected = printed[code], EXPECTED[code]
    assert found.title.startswith(expected.title)
    assert [step.performer for step in found.steps] == [
        PERFORMERS[one] for one in expected.performers
    ]
    assert all(step.action and not step.role for step in found.steps)
    assert [case.id for case in found.cases] == [case for case in expected.times if case]
    bare = WORKING if "/CT-" in code and found.cases else DAY
    for case, signs in expected.times.items():
        assert [_sign(found, at, case, bare) for at in range(len(found.steps))] == signs.split()
    limits = {case.id: case.limit for case in found.cases} or {"": found.limit}
    assert limits == {
        case: Limit(Decimal(told[0]), told[1]) if told else None
        for case, told in expected.limits.items()
    }


def _sign(workflow: PrintedWorkflow, at: int, case: str, unit: TimeUnit) -> str:
    time = workflow.steps[at].time(case)
    if time is None:
        return "-"
    if time.shared:
        return "^"
    assert time.limit.unit is unit
    return "½" if time.limit.value == Decimal("0.5") else f"{time.limit.value}"


def test_actions_keep_their_lines(printed: Mapping[str, PrintedWorkflow]) -> None:
    first, *_others, last = printed["QT 01/CX-HCTP"].steps
    assert first.action.split("\n")[1:] == [
        "- Phù hợp, thì tiến hành xử lý/giải quyết;",
        "- Chưa phù hợp thì hướng dẫn làm lại hồ sơ.",
    ]
    assert last.action.startswith("- Ghi vào Sổ đăng ký khai sinh")


def test_records_with_their_retention(printed: Mapping[str, PrintedWorkflow]) -> None:
    kept = Counter(record.retention for one in printed.values() for record in one.records)
    assert kept == {"Vĩnh viễn": 45, "1 năm": 4}
    first = printed["QT 02/CX-HCTP"].records[0]
    assert (first.name, first.holder) == (
        "Bộ hồ sơ theo Mục 5.a",
        "UBND cấp xã/Công chức Tư pháp - Hộ tịch",
    )
    assert printed["QT 01/CT-HCTP"].records[0].holder == "Cơ quan, tổ chức lập sổ gốc."


THIRTY_TWO = "32 xã, phường tại Phụ lục 1 kèm theo"
TWENTY_EIGHT = "28 xã, phường tại Phụ lục 2 kèm theo"
FORTY_THREE = "43 xã, phường tại Phụ lục 3 kèm theo"
LATE = "Đối với trường hợp đăng ký khai sinh không đúng hạn nộp"
OF_SOC_TRANG = "Nghị quyết số 12/2023/NQ-HĐND; Nghị quyết số 04/2024/NQ-HĐND"
LAST_DAY = date(2025, 12, 31)
# Place, channel, last day, source and how the words begin.
FEES: Mapping[str, list[tuple[str, str, date | None, str, str]]] = {
    "QT 01/CX-HCTP": [
        (THIRTY_TWO, "direct", None, "", f"{LATE} trực tiếp: 8.000 đồng"),
        (THIRTY_TWO, "online", LAST_DAY, "", f"{LATE} trực tuyến: 4.000 đồng"),
        (THIRTY_TWO, "", None, "", "Miễn lệ phí đối với trường hợp khai sinh đúng hạn"),
        (TWENTY_EIGHT, "", None, "", "5.000 đồng/trường hợp. Miễn lệ phí"),
        (FORTY_THREE, "direct", None, "", f"{LATE} trực tiếp: 5.000 đồng"),
        (FORTY_THREE, "online", None, "", f"{LATE} trực tuyến 4.000 đồng"),
        (FORTY_THREE, "", None, "", "Miễn lệ phí đối với trường hợp đăng ký cho trẻ em"),
    ],
    "QT 28/CX-HCTP": [
        (THIRTY_TWO, "direct", None, "", "Nộp trực tiếp: 75.000 đồng"),
        (THIRTY_TWO, "online", LAST_DAY, "", "Nộp trực tuyến: 37.500 đồng"),
        (THIRTY_TWO, "", None, "", "Miễn lệ phí cho người thuộc gia đình có công"),
        ("tỉnh Sóc Trăng cũ", "online", None, OF_SOC_TRANG, "Nộp trực tuyến 60.000 đồng"),
        ("tỉnh Sóc Trăng cũ", "", None, OF_SOC_TRANG, "Miễn lệ phí đối với trường hợp"),
        (TWENTY_EIGHT, "direct", None, "", "50.000 đồng/trường hợp (nộp trực tiếp)"),
        (TWENTY_EIGHT, "online", None, "", "40.000 đồng/trường hợp (nộp trực tuyến)"),
        (TWENTY_EIGHT, "", None, "", "Phí cấp bản sao Trích lục ghi chú ly hôn"),
    ],
    "QT 22/CX-HCTP": [
        (THIRTY_TWO, "direct", None, "", "Nộp trực tiếp: 75.000 đồng"),
        (THIRTY_TWO, "online", LAST_DAY, "", "Nộp trực tuyến: 37.500 đồng"),
        (THIRTY_TWO, "", None, "", "Miễn lệ phí"),
        (TWENTY_EIGHT, "direct", None, "", "50.000 đồng (nộp trực tiếp)"),
        (TWENTY_EIGHT, "online", None, "", "40.000 đồng (nộp trực tuyến)"),
        (FORTY_THREE, "online", None, "", "Nộp trực tuyến 60.000 đồng"),
        (FORTY_THREE, "", None, "", "Miễn lệ phí"),
    ],
    "QT 04/CX-HCTP": [("", "", None, "", "50.000 đồng/văn bản")],
    "QT 11/CX-HCTP": [
        ("", "", None, "", "Miễn lệ phí"),
        ("", "", None, "", "Phí cấp bản sao Trích lục kết hôn (nếu có yêu cầu): 8.000 đồng"),
    ],
}


@pytest.mark.parametrize("code", FEES)
def test_fees_by_place(printed: Mapping[str, PrintedWorkflow], code: str) -> None:
    fees = printed[code].fees
    for fee, (place, method, until, source, words) in zip(fees, FEES[code], strict=True):
        assert (fee.place_name, fee.method, fee.until, fee.source) == (place, method, until, source)
        assert fee.text.startswith(words)


def test_every_file_tells_fees(printed: Mapping[str, PrintedWorkflow]) -> None:
    assert all(one.fees for one in printed.values())
    ending = [code for code, one in printed.items() if any(fee.until for fee in one.fees)]
    assert len(ending) == 10
    assert "QT 31/CX-HCTP" not in ending


def test_communes_of_an_annex(printed: Mapping[str, PrintedWorkflow]) -> None:
    fees = printed["QT 30/CX-HCTP"].fees
    places = {fee.place_name: fee.places for fee in fees}
    assert {name: len(listed) for name, listed in places.items()} == {
        THIRTY_TWO: 32,
        "tỉnh Sóc Trăng cũ": 0,
        TWENTY_EIGHT: 28,
    }
    assert places[THIRTY_TWO][0] == "phường Ninh Kiều"
    assert places[THIRTY_TWO][-1] == "xã Thới Hưng"
    assert _source_of(fees, "tỉnh Sóc Trăng cũ") == "Nghị quyết số 12/2023/NQ-HĐND"


def _source_of(fees: tuple[LocalFee, ...], place: str) -> str:
    return next(fee.source for fee in fees if fee.place_name == place)


def test_what_is_told_as_not_certain(printed: Mapping[str, PrintedWorkflow]) -> None:
    told = {
        code: [one.code for one in workflow.remarks if one.code != "QMS068"]
        for code, workflow in printed.items()
    }
    unnamed = {"QT 02/CT-HCTP", "QT 12/CX-HCTP", "QT 24/CX-HCTP", "QT 28/CX-HCTP"}
    assert {code for code, codes in told.items() if codes == ["QMS065"]} == unnamed
    assert {code for code, codes in told.items() if codes} == unnamed


@pytest.mark.parametrize("code", EXPECTED)
def test_every_step_gets_its_role(printed: Mapping[str, PrintedWorkflow], code: str) -> None:
    kind = "department" if "/CT-" in code else "commune"
    found = with_roles(printed[code], FRAMEWORK, kind)
    assert [step.performer for step in found.steps if not step.role] == []
    known = {role.id for role in FRAMEWORK.roles}
    assert all(step.role in known for step in found.steps)


def test_the_folder_is_a_source(folder: Path) -> None:
    found = read_procedures(folder)
    assert len(found.printed) == 19
    assert [one for one in found.problems if one.where.file.endswith(".docx")] == []
    reader = WordDocumentReader()
    assert all(reader.accepts(path) for path in folder.glob("*.docx"))
