from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qmskit import read_procedures
from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import (
    Decision,
    LocalFee,
    ProvinceDecisions,
    Step,
    StepTime,
    Workflow,
    WorkflowCase,
    WorkflowStanding,
)
from qmskit.problems import InvalidInputError
from qmskit.readers.tables.province_sheet import (
    DECISIONS,
    FEES,
    PROCEDURES,
    SHEETS,
    STEPS,
    ProvinceSheetReader,
    read_province_sheet,
)
from qmskit.renderers.xlsx.province import province_template
from tests.sheets import Rows, Value, write_workbook

DAYS = TimeUnit.WORKING_DAY


def workbook(
    path: Path,
    decisions: Rows = (),
    procedures: Rows = (),
    steps: Rows = (),
    fees: Rows = (),
) -> Path:
    """Write a province's sheet whose rows stand below their titles."""
    rows = zip((DECISIONS, PROCEDURES, STEPS, FEES), (decisions, procedures, steps, fees))  # noqa: B905
    sheets = [[[one.title for one in headings], *table] for headings, table in rows]
    return write_workbook(path / "tinh.xlsx", dict(zip(SHEETS, sheets, strict=True)))


WHOLE: dict[str, Rows] = {
    "decisions": [["12/QĐ-UBND", "20/3/2026", "Ủy ban nhân dân tỉnh Thử"], ["13/QĐ-UBND"]],
    "procedures": [
        ["1.000170", "Một", 2.5, "ngày làm việc", "13/QĐ-UBND", "Xã Một\n Xã Hai", "12/qđ-ubnd"],
        ["1.000171", "Hai", "01 ngày"],
    ],
    "steps": [
        ["1.000170", 1, "Nhận hồ sơ.\nGhi sổ.", "Bộ phận Một cửa", 0.5, "ngày làm việc",
         "Không xác minh", "Phiếu hẹn", "Mẫu 01"],
        ["1.000170", 1, "", "", "cùng bước trên", "", "Có xác minh"],
        ["1.000170", 2, "Xác minh.", "Công chức", 2, "Ngày làm việc", "Có xác minh", "", "",
         "Công an xã"],
        ["1.000170", "3", "Trả kết quả.", "Bộ phận Một cửa", "không rõ"],
    ],
    "fees": [
        ["1.000170", "8.000 đồng/bản", "Xã Một\nXã Hai", "Nhóm 1", "trực tuyến", "01/01/2026",
         "31/12/2026", "01/2026/NQ-HĐND"],
        ["1.000171", "Miễn"],
    ],
}  # fmt: skip


def test_a_province_sheet_becomes_decisions_by_procedure(tmp_path: Path) -> None:
    first, second = read_province_sheet(workbook(tmp_path, **WHOLE))
    decision = Decision("12/QĐ-UBND", date(2026, 3, 20), "Ủy ban nhân dân tỉnh Thử")
    without, with_case = "khong-xac-minh", "co-xac-minh"
    assert first == ProvinceDecisions(
        code="1.000170",
        limit=Limit(Decimal("2.5"), DAYS),
        limit_decision=Decision("13/QĐ-UBND"),
        fees=(
            LocalFee(
                text="8.000 đồng/bản",
                places=("Xã Một", "Xã Hai"),
                place_name="Nhóm 1",
                method="online",
                since=date(2026, 1, 1),
                until=date(2026, 12, 31),
                source="01/2026/NQ-HĐND",
            ),
        ),
        reception=("Xã Một", "Xã Hai"),
        workflow=Workflow(
            procedures=("1.000170",),
            standing=WorkflowStanding.APPROVED,
            decision=decision,
            cases=(
                WorkflowCase(without, "Không xác minh"),
                WorkflowCase(with_case, "Có xác minh"),
            ),
            steps=(
                Step(
                    role="",
                    action="Nhận hồ sơ.\nGhi sổ.",
                    performer="Bộ phận Một cửa",
                    times=(
                        StepTime(without, Limit(Decimal("0.5"), DAYS)),
                        StepTime(with_case, Limit(), shared=True),
                    ),
                    output="Phiếu hẹn",
                    form="Mẫu 01",
                ),
                Step(
                    role="",
                    action="Xác minh.",
                    performer="Công chức",
                    times=(StepTime(with_case, Limit(Decimal(2), DAYS)),),
                    outside="Công an xã",
                ),
                Step(
                    role="",
                    action="Trả kết quả.",
                    performer="Bộ phận Một cửa",
                    times=(StepTime(without, Limit()), StepTime(with_case, Limit())),
                ),
            ),
        ),
    )
    assert second == ProvinceDecisions(
        code="1.000171", limit=Limit(Decimal(1), TimeUnit.DAY), fees=(LocalFee("Miễn"),)
    )


def test_it_is_a_source_like_any_other(tmp_path: Path) -> None:
    path = workbook(tmp_path, **WHOLE)
    found = read_procedures(path)
    assert found.problems == ()
    assert found.province == read_province_sheet(path)
    assert [str(one.where) for one in found.province] == [
        f"{path}:Thủ tục!A{row}" for row, _one in enumerate(found.province, start=2)
    ]


STEP: list[Value] = ["1.000170", 1, "Làm.", "Công chức", 1, "ngày"]
KNOWN: list[Value] = ["1.000170", "Một", None, None, None, None, "12/QĐ"]

WRONG: dict[str, tuple[dict[str, Rows], list[tuple[str, str]]]] = {
    "code as a number": ({"procedures": [[1.00017]]}, [("Thủ tục!A2", "QMS035")]),
    "no code": (
        {"procedures": [["1.17", "Một"], [None, "Hai"]]},
        [("Thủ tục!A2", "QMS035"), ("Thủ tục!A3", "QMS036")],
    ),
    "code twice": ({"procedures": [["1.000170"], ["1.000170"]]}, [("Thủ tục!A3", "QMS037")]),
    "limit without unit": ({"procedures": [["1.000170", "", 3]]}, [("Thủ tục!D2", "QMS105")]),
    "unit without limit": (
        {"procedures": [["1.000170", "", "", "ngày"]]},
        [("Thủ tục!C2", "QMS105")],
    ),
    "unknown unit": (
        {"procedures": [["1.000170", "", 3, "tuần"]]},
        [("Thủ tục!D2", "QMS035")],
    ),
    "two units": (
        {"procedures": [["1.000170", "", "3 giờ", "ngày"]]},
        [("Thủ tục!D2", "QMS035")],
    ),
    "unknown decisions": (
        {"procedures": [["1.000170", "", "", "", "9/QĐ", "", "8/QĐ"]]},
        [("Thủ tục!E2", "QMS038"), ("Thủ tục!G2", "QMS038")],
    ),
    "decisions": (
        {"decisions": [["1/QĐ", "20.3.2026"], ["1/qđ", ""], ["", "1/1/2026"]]},
        [("Quyết định!A3", "QMS037"), ("Quyết định!A4", "QMS036"), ("Quyết định!B2", "QMS035")],
    ),
    "workflow without decision": (
        {"procedures": [["1.000170"]], "steps": [STEP]},
        [("Thủ tục!G2", "QMS112")],
    ),
    "codes not listed": (
        {"steps": [STEP], "fees": [["1.000171", "Miễn"]]},
        [("Phí, lệ phí!A2", "QMS038"), ("Quy trình!A2", "QMS038")],
    ),
    "steps": (
        {
            "decisions": [["12/QĐ"]],
            "procedures": [KNOWN],
            "steps": [
                ["1.000170", None, "Làm.", "Công chức"],
                ["1.000170", 2, "", ""],
                ["1.000170", 2, "Việc khác.", "Công chức", 1],
                ["1.000170", 3, "Làm.", "Công chức"],
                ["1.000170", 2, "Làm.", "Công chức"],
            ],
        },
        [
            ("Quy trình!B2", "QMS036"),
            ("Quy trình!C6", "QMS037"),
            ("Quy trình!F4", "QMS105"),
            ("Quy trình!G3", "QMS037"),
            ("Quy trình!G6", "QMS037"),
        ],
    ),
    "fees": (
        {
            "procedures": [["1.000170"]],
            "fees": [["1.000170", "", "", "", "email", "x", "31/2/2026"]],
        },
        [
            ("Phí, lệ phí!B2", "QMS036"),
            ("Phí, lệ phí!E2", "QMS035"),
            ("Phí, lệ phí!F2", "QMS035"),
            ("Phí, lệ phí!G2", "QMS035"),
        ],
    ),
    "numbers that are no time": (
        {
            "decisions": [["12/QĐ"]],
            "procedures": [
                [*KNOWN[:2], date(2026, 2, 1), "ngày làm việc", None, None, "12/QĐ"],
                ["1.000171", "", "1/3 ngày"],
                ["1.000172", "", "99999,12345", "ngày"],
                ["1.000173", "", "2026-02-01 12:00", "ngày"],
            ],
            "steps": [
                [*STEP[:4], -2, "ngày"],
                ["1.000170", 2, "Làm.", "Công chức", 1 / 3, "ngày"],
                ["1.000170", 3, "Làm.", "Công chức", "-3 ngày"],
            ],
        },
        [
            ("Quy trình!E2", "QMS035"),
            ("Quy trình!E3", "QMS035"),
            ("Quy trình!E4", "QMS035"),
            ("Thủ tục!C2", "QMS035"),
            ("Thủ tục!C3", "QMS035"),
            ("Thủ tục!C4", "QMS035"),
            ("Thủ tục!C5", "QMS035"),
        ],
    ),
    "step numbers": (
        {
            "decisions": [["12/QĐ"]],
            "procedures": [KNOWN],
            "steps": [
                ["1.000170", number, "Làm.", "Công chức"] for number in ("ba", "2a", 1.5, 0, "1.")
            ],
        },
        [(f"Quy trình!B{row}", "QMS035") for row in (2, 3, 4, 5)],
    ),
    "a rate without unit": (
        {"procedures": [["1.000170"]], "fees": [["1.000170", 8000], ["1.000170", "8.000"]]},
        [("Phí, lệ phí!B2", "QMS105"), ("Phí, lệ phí!B3", "QMS105")],
    ),
    "a code as a number hides no other cell": (
        {
            "procedures": [[1.00017]],
            "steps": [["1.000170", 1, "Làm.", "Công chức", 3]],
            "fees": [["1.000170", "Miễn", "", "", "Fax"]],
        },
        [
            ("Phí, lệ phí!E2", "QMS035"),
            ("Quy trình!F2", "QMS105"),
            ("Thủ tục!A2", "QMS035"),
            ("Thủ tục!G2", "QMS112"),
        ],
    ),
    "nor does a code that is not listed": (
        {"steps": [["1.000170", "ba", "Làm.", ""]], "fees": [["1.000171", "", "", "", "Fax"]]},
        [
            ("Phí, lệ phí!A2", "QMS038"),
            ("Phí, lệ phí!B2", "QMS036"),
            ("Phí, lệ phí!E2", "QMS035"),
            ("Quy trình!A2", "QMS038"),
            ("Quy trình!B2", "QMS035"),
            ("Quy trình!D2", "QMS036"),
        ],
    ),
}


@pytest.mark.parametrize(("tables", "expected"), WRONG.values(), ids=WRONG.keys())
def test_every_wrong_cell_is_told_in_one_run(
    tmp_path: Path, tables: dict[str, Rows], expected: list[tuple[str, str]]
) -> None:
    path = workbook(tmp_path, **tables)
    with pytest.raises(InvalidInputError) as caught:
        read_province_sheet(path, "tinh.xlsx")
    assert [(one.where.path, one.code) for one in caught.value.problems] == expected
    assert {one.where.file for one in caught.value.problems} == {"tinh.xlsx"}


def test_a_merged_time_is_shared_and_merged_codes_stand_in_every_row(tmp_path: Path) -> None:
    step: list[Value] = ["Công chức", 2, "ngày"]
    tables: dict[str, Rows] = {
        "decisions": [["12/QĐ"]],
        "procedures": [KNOWN],
        "steps": [["1.000170", 1, "Một.", *step], [None, 2, "Hai.", "Văn thư"]],
    }
    path = workbook(tmp_path, **tables)
    book = load_workbook(path)
    book["Quy trình"].merge_cells("A2:A3")
    book["Quy trình"].merge_cells("E2:E3")
    book.save(path)
    workflow = read_province_sheet(path)[0].workflow
    assert workflow is not None
    assert [step.times for step in workflow.steps] == [
        (StepTime("", Limit(Decimal(2), TimeUnit.DAY)),),
        (StepTime("", Limit(), shared=True),),
    ]


def test_steps_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    code = "1.000170"
    ordered: Rows = [
        [code, 1, "Một.", "Công chức", 1, "ngày", "A"],
        [code, 1, "", "", 2, "ngày", "B"],
        [code, 2, "Hai.", "Văn thư", "cùng bước trên"],
        [code, "Bước 10", "Ba.", "Công chức", 4, "ngày"],
    ]
    found = []
    for rows in (ordered, ordered[::-1]):
        path = workbook(tmp_path, decisions=[["12/QĐ"]], procedures=[KNOWN], steps=rows)
        (one,) = read_province_sheet(path)
        assert one.workflow is not None
        found.append(one.workflow)
    assert [step.action for step in found[1].steps] == ["Một.", "Hai.", "Ba."]
    for in_order, turned in zip(found[0].steps, found[1].steps, strict=True):
        assert {(one.case, one.limit) for one in in_order.times} == {
            (one.case, one.limit) for one in turned.times
        }


def test_merged_times_need_rows_in_order(tmp_path: Path) -> None:
    steps: Rows = [
        ["1.000170", number, "Làm.", "Công chức", 1, "ngày"] for number in (1, 3, 2)
    ]  # fmt: skip
    path = workbook(tmp_path, decisions=[["12/QĐ"]], procedures=[KNOWN], steps=steps)
    book = load_workbook(path)
    book["Quy trình"].merge_cells("E3:E4")
    book.save(path)
    with pytest.raises(InvalidInputError) as caught:
        read_province_sheet(path)
    assert [(one.where.path, one.code) for one in caught.value.problems] == [
        ("Quy trình!E4", "QMS037")
    ]


def test_notes_beside_the_tables_are_not_read(tmp_path: Path) -> None:
    procedures: Rows = [[*KNOWN, "ghi chú"], [*[None] * 9, "ghi chú"]]
    path = workbook(tmp_path, decisions=[["12/QĐ"]], procedures=procedures)
    assert read_province_sheet(path) == (ProvinceDecisions("1.000170"),)


@pytest.mark.parametrize("words", ["Không quy định", "1e9 ngày", "1 ngày rưỡi làm việc"])
def test_a_time_in_words_stays_words(tmp_path: Path, words: str) -> None:
    (one,) = read_province_sheet(workbook(tmp_path, procedures=[["1.000170", "", words]]))
    assert one.limit == Limit(text=words)


def test_words_stay_beside_a_number_that_is_certain(tmp_path: Path) -> None:
    rows: Rows = [
        ["1.000170", "", "Trong ngày"],
        ["1.000171", "", "Không quá 3 ngày làm việc", "ngày làm việc"],
        ["1.000172", "", "1 ngày rưỡi"],
    ]
    assert [one.limit for one in read_province_sheet(workbook(tmp_path, procedures=rows))] == [
        Limit(Decimal(1), DAYS, "Trong ngày"),
        Limit(Decimal(3), DAYS, "Không quá 3 ngày làm việc"),
        Limit(Decimal("1.5"), TimeUnit.DAY),
    ]


def test_missing_sheets_and_headings_are_told(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Thủ tục": [["Mã"], ["1.000170"]], "Quy trình": [["x"]]}
    path = write_workbook(tmp_path / "tinh.xlsx", sheets)
    with pytest.raises(InvalidInputError) as caught:
        read_province_sheet(path, "tinh.xlsx")
    assert [(str(one.where), one.code) for one in caught.value.problems] == [
        ("tinh.xlsx", "QMS034"),
        ("tinh.xlsx:Quy trình", "QMS034"),
        ("tinh.xlsx:Thủ tục", "QMS034"),
    ]


def test_the_template_is_a_province_sheet_without_decisions(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    path.write_bytes(province_template())
    assert ProvinceSheetReader().accepts(path)
    assert read_province_sheet(path) == ()


def test_two_sheets_make_a_province_sheet(tmp_path: Path) -> None:
    needed = write_workbook(tmp_path / "x.xlsx", {"Quyết định": [["x"]], "Thủ tục": [["x"]]})
    assert ProvinceSheetReader().accepts(needed)


def test_other_workbooks_are_left_to_others(tmp_path: Path) -> None:
    other = write_workbook(tmp_path / "x.xlsx", {"Quyết định": [["x"]], "Quy trình": [["x"]]})
    assert not ProvinceSheetReader().accepts(other)
    assert not ProvinceSheetReader().accepts(tmp_path / "none.xlsx")
