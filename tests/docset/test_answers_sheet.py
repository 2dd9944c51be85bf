from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import qmskit
from qmskit.model.agencies import Agency, Appointment, Scope
from qmskit.model.frameworks import Framework
from qmskit.model.procedures import Level, Procedure
from qmskit.problems import InvalidInputError
from qmskit.readers.answers import FRAMEWORK
from qmskit.readers.packs import read_framework
from qmskit.readers.tables.answers_sheet import ITEMS, SIGN_BLOCKS, read_answers_workbook
from qmskit.renderers.xlsx.answers import answers_workbook
from tests.sheets import Value, bare_workbook, change_cells
from tests.trees import TINY, write_tree

AGENCY = Agency(
    type="commune",
    name="Ủy ban nhân dân xã Sông Trong",
    province="tỉnh Biển Xanh",
    place="Sông Trong",
    parent="Cơ quan trên",
    unit_code="ST",
    unit_id="00001",
    address="Số 1, đường Làng",
    website="song-trong.vn",
)
PROCEDURES = (
    Procedure("1.000170", "Thủ tục một", "Hộ tịch", (Level.COMMUNE,)),
    Procedure("1.000171", "Thủ tục hai", "Hộ tịch", (Level.PROVINCE,)),
    Procedure("1.000172", "Thủ tục\nba", "Đất đai"),
)
# The row of each item of the agency's sheet.
ROWS = {item.key: row for row, item in enumerate(ITEMS, start=4)}


@cache
def framework() -> Framework:
    return read_framework(FRAMEWORK)


def workbook(folder: Path, cells: Mapping[str, Mapping[str, Value]] | None = None) -> Path:
    """Write the workbook of the tests with cells changed by sheet and place."""
    kind = framework().agency_types[0]
    path = folder / "tra-loi.xlsx"
    path.write_bytes(answers_workbook(framework(), kind, PROCEDURES, AGENCY))
    for sheet, changes in (cells or {}).items():
        change_cells(path, sheet, changes)
    return path


def refused(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        read_answers_workbook(path, framework())
    assert {one.where.file for one in caught.value.problems} == {str(path)}
    return [(one.where.path, one.code) for one in caught.value.problems]


def test_what_is_known_comes_back(tmp_path: Path) -> None:
    answers = read_answers_workbook(workbook(tmp_path), framework())
    assert answers == qmskit.Answers(
        agency=AGENCY,
        sources=(),
        framework=FRAMEWORK,
        codes=("1.000170", "1.000172"),
        take_all=True,
    )


def test_every_answer_is_read(tmp_path: Path) -> None:
    profile = framework().profiles[1]
    table = " · ".join(column.title for column in framework().profiles[0].revision_tables["r3"])
    items: dict[str, Value] = {
        "type": "Chi cục thuộc sở",
        "name": "Chi cục  Thử",
        "profile": profile.name.upper(),
        "revision_table": table,
        "sign_block": next(iter(SIGN_BLOCKS)),
        "obligation": "khuyến khích áp dụng",
        "units": "Đơn vị một\nĐơn vị hai",
        "sources": "du-lieu\nthem/list.xlsx",
        "website": None,
    }
    cells: dict[str, Mapping[str, Value]] = {
        "Cơ quan": {f"B{ROWS[key]}": value for key, value in items.items()},
        "Nhân sự": {"A5": "văn thư", "B5": "Nguyễn Văn A", "C5": "Văn thư", "D5": "1/7/2025",
                    "E5": "30/6/2026", "A6": "Văn thư", "B6": "Trần Thị B", "D6": "2026-07-01"},
        "Thủ tục": {"E4": "Không", "E5": "có", "E6": None},
    }  # fmt: skip
    answers = read_answers_workbook(workbook(tmp_path, cells), framework())
    assert answers == qmskit.Answers(
        agency=replace(AGENCY, type="sub-department", name="Chi cục Thử", website=""),
        sources=(str(tmp_path / "du-lieu"), str(tmp_path / "them/list.xlsx")),
        framework=FRAMEWORK,
        codes=("1.000171",),
        take_all=True,
        layout={"profile": profile.id, "revision_table": "r3", "sign_block": "sign-table"},
        staff=(
            Appointment("clerk", "Nguyễn Văn A", "Văn thư", date(2025, 7, 1), date(2026, 6, 30)),
            Appointment("clerk", "Trần Thị B", "", date(2026, 7, 1)),
        ),
        scope=Scope("encouraged", ("Đơn vị một", "Đơn vị hai")),
    )


WRONG: dict[str, tuple[dict[str, dict[str, Value]], list[tuple[str, str]]]] = {
    "agency": (
        {
            "Cơ quan": {
                f"B{ROWS['type']}": "Xã", f"B{ROWS['name']}": None, f"A{ROWS['place']}": "Lạ",
                f"A{ROWS['parent']}": "Tên cơ quan", f"B{ROWS['sign_block']}": "Bảng",
            }
        },
        [
            (f"Cơ quan!A{ROWS['place']}", "QMS038"),
            (f"Cơ quan!A{ROWS['parent']}", "QMS038"),
            (f"Cơ quan!B{ROWS['sign_block']}", "QMS035"),
            (f"Cơ quan!B{ROWS['type']}", "QMS035"),
        ],
    ),
    "no name": ({"Cơ quan": {f"B{ROWS['name']}": " "}}, [(f"Cơ quan!B{ROWS['name']}", "QMS036")]),
    "name item gone": ({"Cơ quan": {f"A{ROWS['name']}": "Tên"}},
                       [("Cơ quan", "QMS038"), (f"Cơ quan!A{ROWS['name']}", "QMS038")]),
    "staff": (
        {"Nhân sự": {"A4": "Thủ kho", "D5": "tháng 7", "D6": "2/1/2026", "E6": "1/1/2026",
                     "A7": None, "B7": "Nguyễn Văn A"}},
        [
            ("Nhân sự!A4", "QMS144"), ("Nhân sự!A7", "QMS036"), ("Nhân sự!D5", "QMS035"),
            ("Nhân sự!E6", "QMS035"),
        ],
    ),
    "procedures": (
        {"Thủ tục": {"A5": "1.000170", "A6": 1.000172, "E4": "Lấy"}},
        [("Thủ tục!A5", "QMS037"), ("Thủ tục!A6", "QMS035"), ("Thủ tục!E4", "QMS035")],
    ),
    "nothing chosen": (
        {"Thủ tục": {"E4": "Không", "E6": "Không"}}, [("Thủ tục!E4", "QMS036")],
    ),
    "headings": (
        {"Nhân sự": {"A3": "Ai"}, "Thủ tục": {"E3": "Chọn"}, "Cơ quan": {"B3": None}},
        [("Cơ quan", "QMS034"), ("Nhân sự", "QMS034"), ("Thủ tục", "QMS034")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), WRONG.values(), ids=WRONG.keys())
def test_every_wrong_cell_is_told_in_one_run(
    tmp_path: Path, cells: dict[str, dict[str, Value]], expected: list[tuple[str, str]]
) -> None:
    assert sorted(refused(workbook(tmp_path, cells))) == sorted(expected)


def test_another_workbook_lacks_its_sheets(tmp_path: Path) -> None:
    assert refused(bare_workbook(tmp_path / "x.xlsx", "")) == [("", "QMS034")] * 3


def test_a_workbook_without_procedures_leaves_the_choice_open(tmp_path: Path) -> None:
    path = tmp_path / "tra-loi.xlsx"
    path.write_bytes(answers_workbook(framework(), framework().agency_types[1], ()))
    change_cells(path, "Cơ quan", {f"B{ROWS['name']}": "Sở Thử"})
    answers = read_answers_workbook(path, framework())
    assert answers == qmskit.Answers(Agency("department", "Sở Thử"), (), FRAMEWORK)


def test_a_set_is_made_from_a_filled_workbook(tmp_path: Path) -> None:
    write_tree(tmp_path, {"nguon/1.000170.yaml": TINY["catalogue/1.000170.yaml"]})
    cells: dict[str, Mapping[str, Value]] = {
        "Cơ quan": {f"B{ROWS['sources']}": "nguon"},
        "Nhân sự": {"B4": "Nguyễn Văn A"},
        "Thủ tục": {"E6": "Không"},
    }
    answers = read_answers_workbook(workbook(tmp_path, cells), framework())
    report = qmskit.new(tmp_path / "bo", answers)
    assert [one.code for one in report.taken] == ["1.000170"]
    made = qmskit.load(tmp_path / "bo")
    assert made.agency.name == AGENCY.name
    assert [one.person for one in made.appointments if one.person] == ["Nguyễn Văn A"]


def test_codes_and_sources_that_are_not_there_are_told_with_their_cells(tmp_path: Path) -> None:
    write_tree(tmp_path, {"nguon/1.000170.yaml": TINY["catalogue/1.000170.yaml"]})
    found = []
    for source in ("nguon", "khong-co"):
        path = workbook(tmp_path, {"Cơ quan": {f"B{ROWS['sources']}": source}})
        with pytest.raises(InvalidInputError) as caught:
            qmskit.new(tmp_path / "bo", read_answers_workbook(path, framework()))
        found += [(one.where.path, one.code) for one in caught.value.problems]
    assert found == [("Thủ tục!A6", "QMS332"), (f"Cơ quan!B{ROWS['sources']}", "QMS001")]
    assert not (tmp_path / "bo").exists()


def test_codes_of_a_yaml_file_are_told_with_the_file(tmp_path: Path) -> None:
    files = {
        "nguon/1.000170.yaml": TINY["catalogue/1.000170.yaml"],
        "a.yaml": "agency: {name: Ủy ban nhân dân xã Thử}\nprocedures: [nguon]\n"
        "codes: ['1.000170', '9.999999']\n",
    }
    write_tree(tmp_path, files)
    with pytest.raises(InvalidInputError) as caught:
        qmskit.new(tmp_path / "bo", qmskit.read_answers(tmp_path / "a.yaml", FRAMEWORK))
    assert [(str(one.where), one.code) for one in caught.value.problems] == [
        (f"{tmp_path / 'a.yaml'}:codes", "QMS332")
    ]
