"""Step tables as grids: what is read of headings, times, totals, and what is only told."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import Step
from qmskit.problems import Location
from qmskit.readers.tables.case_ids import case_id, free_id
from qmskit.readers.tables.durations import TimeHeading, time_heading, time_in, unit_of_note
from qmskit.readers.tables.grids import Grid, GridCell
from qmskit.readers.tables.steps import StepTable, step_tables
from qmskit.readers.tables.titles import Title, cover_title

HEAD = ("TT", "Trình tự các bước công việc*", "Trách nhiệm")
DAY, WORKING, HOUR, UNKNOWN = (
    TimeUnit.DAY,
    TimeUnit.WORKING_DAY,
    TimeUnit.HOUR,
    TimeUnit.UNKNOWN,
)


def grid(*rows: Sequence[str], before: str = "") -> Grid:
    """A table; `^` continues the cell above, `<` the one to the left."""
    made: list[tuple[GridCell, ...]] = []
    for at, row in enumerate(rows, 1):
        cells: list[GridCell] = []
        for column, text in enumerate(row):
            where = Location("tep", path=f"{at}:{column + 1}")
            whole = (
                made[-1][column].text if text == "^" else cells[-1].text if text == "<" else None
            )
            cells.append(GridCell(text if whole is None else whole, where, whole is not None))
        made.append(tuple(cells))
    return Grid(tuple(made), Location("tep"), before)


def read(*rows: Sequence[str]) -> StepTable:
    (table,) = step_tables([grid(*rows)])
    return table


def limit(value: str, unit: TimeUnit, text: str = "") -> Limit:
    return Limit(Decimal(value), unit, text)


def times(step: Step) -> dict[str, str]:
    """The times of a step as printed, a caret for one shared with the step before."""
    return {one.case: "^" if one.shared else one.limit.short for one in step.times}


TIMES = {
    "½ ngày": limit("0.5", DAY),
    "1/2": limit("0.5", UNKNOWN, "1/2"),
    "1 ngày rưỡi": limit("1.5", DAY),
    "2 giờ rưỡi.": limit("2.5", HOUR),
    "1 ngày rưỡi làm việc": Limit(text="1 ngày rưỡi làm việc"),
    "1 ½ ngày": limit("1.5", DAY),
    "1½ ngày": limit("1.5", DAY),
    "1 1/2 ngày": limit("1.5", DAY),
    "01 ngày": limit("1", DAY),
    "01  ngày ": limit("1", DAY),
    "01\nngày": limit("1", DAY),
    "0,5 ngày": limit("0.5", DAY),
    "04 giờ": limit("4", HOUR),
    "4h": limit("4", HOUR),
    "1 giờ làm việc": limit("1", HOUR),
    "08 giờ hành chính": limit("8", HOUR),
    "02 (hai) ngày làm việc": limit("2", WORKING),
    "03 Ngày làm việc.": limit("3", WORKING),
    "01 tháng": limit("1", TimeUnit.MONTH),
    "01": limit("1", UNKNOWN, "01"),
    "Giờ hành chính": Limit(text="Giờ hành chính"),
    "30 phút": Limit(text="30 phút"),
    "1/0 ngày": Limit(text="1/0 ngày"),
}


@pytest.mark.parametrize("words", TIMES)
def test_times_of_cells(words: str) -> None:
    assert time_in(words, UNKNOWN) == TIMES[words]


def test_a_bare_number_takes_the_unit_of_its_column() -> None:
    assert time_in("½", WORKING) == limit("0.5", WORKING)
    assert time_in("01 ngày", WORKING) == limit("1", DAY)


@given(st.integers(0, 9999), st.sampled_from(["giờ làm việc", "ngày làm việc", "ngày", "tháng"]))
def test_what_a_limit_prints_is_read_back(number: int, unit: str) -> None:
    read_once = time_in(f"{number} {unit}", UNKNOWN)
    assert read_once.is_known
    assert time_in(str(read_once), UNKNOWN) == read_once


HEADINGS = {
    "Thời gian": TimeHeading(),
    "Thời gian\n(10 ngày)": TimeHeading("", limit("10", DAY), DAY),
    "Thời gian (05 ngày làm việc)": TimeHeading("", limit("5", WORKING), WORKING),
    "Thời gian giải quyết (ngày làm việc)": TimeHeading(unit=WORKING),
    "Thời gian (đơn vị tính: giờ)": TimeHeading(unit=HOUR),
    "Thời gian không xác minh: 03 ngày làm việc": TimeHeading(
        "không xác minh", limit("3", WORKING), WORKING
    ),
    "Thời gian có xác minh (10 ngày làm việc)": TimeHeading(
        "có xác minh", limit("10", WORKING), WORKING
    ),
    "Thời gian\n(trường hợp khác)": TimeHeading("trường hợp khác"),
    "Thời hạn 05 ngày đối với đất ở": TimeHeading("đối với đất ở", limit("5", DAY), DAY),
}


@pytest.mark.parametrize("words", HEADINGS)
def test_headings_of_time_columns(words: str) -> None:
    assert time_heading(words) == HEADINGS[words]


def test_a_note_names_the_unit() -> None:
    note = "Đơn vị tính thời gian là ngày làm việc, bằng 8 tiếng giờ hành chính."
    assert unit_of_note(f"1. Các bước có thể tăng.\n{note}") is WORKING
    assert unit_of_note("Các bước này có thể tăng hoặc giảm.") is UNKNOWN


NOT_STEP_TABLES = {
    "records": ("TT", "Tên hồ sơ", "Nơi lưu/người lưu trữ", "Thời gian lưu"),
    "records of forms": ("STT", "Tên biểu mẫu/ hồ sơ", "Nơi lưu/ người lưu trữ", "Thời gian lưu"),
    "revisions": ("STT", "Tóm lược nội dung cần sửa đổi", "Cơ sở pháp lý", "Lần sửa đổi"),
    "signatures": ("Trách nhiệm", "Soạn thảo", "Xem xét", "Phê duyệt"),
    "announced with agencies": (
        "TT",
        "Tên thủ tục hành chính",
        "Nội dung sửa đổi",
        "Thời hạn giải quyết",
        "Cơ quan thực hiện",
    ),
    "announced": ("TT", "Mã số", "Tên thủ tục", "Thời hạn giải quyết", "Địa điểm thực hiện"),
}


@pytest.mark.parametrize("name", NOT_STEP_TABLES)
def test_other_tables_are_left_out(name: str) -> None:
    head = NOT_STEP_TABLES[name]
    assert step_tables([grid(head, ["1", *["x"] * (len(head) - 1)]), grid()]) == ()


HEADS = [
    ("TT", "Trình tự các bước công việc*", "Trách nhiệm", "Thời gian"),
    ("STT", "Trình tự", "Trách nhiệm thực hiện", "Thời gian thực hiện"),
    ("Bước", "Nội dung công việc", "Đơn vị/người thực hiện", "Thời gian giải quyết"),
    ("S/TT", "Các bước thực hiện", "Người thực hiện", "Thời hạn"),
    ("Thứ tự công việc", "Nội dung thực hiện", "Bộ phận, công chức giải quyết hồ sơ", "Thời gian"),
]


@pytest.mark.parametrize("head", HEADS)
def test_headings_of_step_tables(head: tuple[str, ...]) -> None:
    table = read(head, ("Bước 1", "Nhận", "Một cửa", "01 ngày"), ("2.", "Ký", "Lãnh đạo", ""))
    assert [(step.action, step.performer, times(step)) for step in table.steps] == [
        ("Nhận", "Một cửa", {"": "01 ngày"}),
        ("Ký", "Lãnh đạo", {}),
    ]
    assert (table.cases, table.limit, table.remarks) == ((), None, ())


def test_a_single_column_without_name_is_the_limit_of_the_whole() -> None:
    table = read((*HEAD, "Thời gian (05 ngày làm việc)"), ("", "Nhận", "A", "1"))
    assert table.limit == limit("5", WORKING)
    assert times(table.steps[0]) == {"": "01 ngày làm việc"}


def test_columns_are_cases() -> None:
    table = read(
        (*HEAD, "Thời gian không xác minh: 03 ngày làm việc", "Thời gian có xác minh: 08 ngày"),
        ("", "Nhận", "A", "½ ngày", "01 ngày"),
    )
    assert [(case.id, case.name, str(case.limit)) for case in table.cases] == [
        ("khong-xac-minh", "không xác minh", "03 ngày làm việc"),
        ("co-xac-minh", "có xác minh", "08 ngày"),
    ]
    assert times(table.steps[0]) == {"khong-xac-minh": "½ ngày", "co-xac-minh": "01 ngày"}
    assert (table.limit, table.remarks) == (None, ())


def test_a_column_without_case_beside_one_with_a_case_is_told() -> None:
    table = read(
        (*HEAD, "Thời gian (05 ngày làm việc)", "Thời gian có xác minh", "Thời gian"),
        ("", "Nhận", "A", "01", "02", "03"),
    )
    assert [case.id for case in table.cases] == [
        "truong-hop-chung",
        "co-xac-minh",
        "truong-hop-chung-2",
    ]
    assert [problem.code for problem in table.remarks].count("QMS065") == 2


def test_a_heading_in_two_rows() -> None:
    table = read(
        (*HEAD, "Thời gian", "<", "Kết quả"),
        ("^", "^", "^", "Không xác minh (3 ngày)", "Có xác minh", "^"),
        ("1", "Nhận", "A", "01 ngày", "02 ngày", "Phiếu hẹn"),
    )
    assert [(case.id, str(case.limit)) for case in table.cases] == [
        ("khong-xac-minh", "03 ngày"),
        ("co-xac-minh", "None"),
    ]
    (step,) = table.steps
    assert (times(step), step.output) == (
        {"khong-xac-minh": "01 ngày", "co-xac-minh": "02 ngày"},
        "Phiếu hẹn",
    )


def test_a_time_over_several_steps_is_shared() -> None:
    table = read(
        (*HEAD, "Thời gian"),
        ("", "Nhận", "A", "01 ngày"),
        ("", "Xét", "B", "^"),
        ("", "Ký", "C", "^"),
        ("", "Trả", "A", "½ ngày"),
        ("", "Lưu", "A", "^"),
    )
    shown = [times(step)[""] for step in table.steps]
    assert shown == ["01 ngày", "^", "^", "½ ngày", "^"]
    assert [step.limit() for step in table.steps[1:3]] == [None, None]


def test_a_time_over_two_cases_is_not_shared_with_the_step_before() -> None:
    table = read(
        (*HEAD, "Thời gian không xác minh", "Thời gian có xác minh"),
        ("", "Nhận", "A", "01 ngày", "02 ngày"),
        ("", "Ký", "B", "½ ngày", "<"),
    )
    assert set(times(table.steps[1]).values()) == {"½ ngày"}


def test_an_empty_time_over_several_steps_is_no_time() -> None:
    table = read((*HEAD, "Thời gian"), ("", "Nhận", "A", ""), ("", "Ký", "B", "^"))
    assert [step.times for step in table.steps] == [(), ()]


def test_columns_of_one_merged_heading_are_one() -> None:
    table = read(
        ("TT", "Trình tự", "<", "Trách nhiệm", "Thời gian"),
        ("", "Nhận", "<", "A", "01 ngày"),
        ("", "Xét", "kỹ", "B", "-"),
    )
    assert [step.action for step in table.steps] == ["Nhận", "Xét\nkỹ"]
    assert table.steps[1].times == ()


def test_totals_are_no_steps_and_give_the_limit_that_no_heading_gives() -> None:
    rows = [("", "Tổng hợp hồ sơ", "A", "01 ngày"), ("", "Tổng thời gian", "", "05 ngày")]
    table = read((*HEAD, "Thời gian"), *rows)
    assert ([step.action for step in table.steps], str(table.limit)) == (
        ["Tổng hợp hồ sơ"],
        "05 ngày",
    )
    told = read((*HEAD, "Thời gian (04 ngày)"), *rows)
    assert str(told.limit) == "04 ngày"
    assert [problem.code for problem in told.remarks] == ["QMS064"]


def test_a_total_row_that_says_more_is_told() -> None:
    table = read(
        (*HEAD, "Thời gian"),
        ("", "Nhận", "A", "01 ngày"),
        ("Tổng cộng", "không kể ngày nghỉ", "", "01 ngày"),
        ("Tổng cộng", "", "", "02 ngày"),
        ("Tổng cộng", "", "", "tùy hồ sơ"),
    )
    assert str(table.limit) == "01 ngày"
    assert [(one.code, one.where.path) for one in table.remarks] == [
        ("QMS062", "3:1"),
        ("QMS062", "4:1"),
        ("QMS062", "5:1"),
    ]


def test_a_note_inside_or_below_the_table_names_the_unit() -> None:
    inside = read(
        (*HEAD, "Thời gian"),
        ("", "Nhận", "A", "01"),
        ("Đơn vị tính: giờ làm việc", "<", "<", "<"),
    )
    assert times(inside.steps[0]) == {"": "01 giờ làm việc"}
    assert [problem.code for problem in inside.remarks] == ["QMS062"]
    upper = grid((*HEAD, "Thời gian"), ("", "Nhận", "A", "01"))
    lower = grid((*HEAD, "Thời gian"), ("", "Nhận", "A", "01"), before="ĐVT: ngày làm việc")
    above, below = step_tables([upper, lower])
    assert times(above.steps[0]) == {"": "01 ngày làm việc"}
    assert times(below.steps[0]) == {"": "01"}
    assert [problem.code for problem in below.remarks] == ["QMS061"]


def test_what_is_not_understood_is_told_with_its_place() -> None:
    table = read(
        (*HEAD, "Thời gian", "Ghi chú"),
        ("I", "Giai đoạn tiếp nhận", "", "", ""),
        ("1", "Nhận", "A", "ngay", "qua bưu điện"),
        ("2", "", "B", "01 ngày", "^"),
        ("3", "Ký", "", "01 ngày", ""),
        ("*Ghi chú: có thể tăng", "<", "<", "<", "<"),
    )
    assert [(step.action, step.performer) for step in table.steps] == [
        ("Nhận", "A"),
        ("không rõ", "B"),
        ("Ký", "không rõ"),
    ]
    told = [(one.code, one.where.path) for one in table.remarks]
    assert told == [
        ("QMS062", "2:1"),
        ("QMS061", "3:4"),
        ("QMS062", "3:5"),
        ("QMS063", "4:1"),
        ("QMS063", "5:1"),
        ("QMS062", "6:1"),
    ]
    assert "qua bưu điện" in table.remarks[2].message


def test_one_table_may_hold_several_procedures() -> None:
    head = (*HEAD, "Thời gian")
    tables = step_tables(
        [
            grid(
                head,
                ("I", "Thủ tục cấp giấy A (1.000001)", "", ""),
                ("1", "Nhận", "A", "01 ngày"),
                head,
                ("2", "Ký", "B", "01 ngày"),
                ("Thủ tục cấp giấy B", "<", "<", "<"),
                ("1", "Xét", "C", "02 ngày"),
                before="Phụ lục",
            )
        ]
    )
    assert [(one.title, one.before, [step.action for step in one.steps]) for one in tables] == [
        ("Thủ tục cấp giấy A (1.000001)", "Phụ lục", ["Nhận", "Ký"]),
        ("Thủ tục cấp giấy B", "", ["Xét"]),
    ]


def test_a_title_may_stand_above_the_heading_of_a_sheet() -> None:
    table = read(
        ("ỦY BAN NHÂN DÂN", "", "", ""),
        ("Quy trình: Thủ tục cấp giấy A", "<", "<", "<"),
        (*HEAD, "Thời gian"),
        ("1", "Nhận", "A", "01 ngày"),
    )
    assert (table.title, len(table.steps)) == ("Quy trình: Thủ tục cấp giấy A", 1)


def test_words_beside_a_number_and_several_performers_stay() -> None:
    table = read(
        ("Bước", "Nội dung công việc", "Đơn vị thực hiện", "Người thực hiện", "Thời gian"),
        ("Bước 1: Nộp", "Nhận", "Sở", "Chuyên viên", "01 ngày"),
    )
    (step,) = table.steps
    assert (step.action, step.performer) == ("Bước 1: Nộp\nNhận", "Sở – Chuyên viên")


@given(st.text())
def test_ids_of_cases_are_plain(name: str) -> None:
    made = case_id(name)
    assert not set(made) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert case_id(made) == made


texts = st.sampled_from(
    ["", "^", "<", "1", "Nhận", "A", "01 ngày", "Tổng cộng", "Thủ tục X", "TT", *HEAD, "Thời gian"]
)


@given(st.lists(st.tuples(*[texts] * 4), max_size=6))
def test_no_words_of_a_table_are_lost(rows: list[tuple[str, ...]]) -> None:
    marked = [["" if text in "^<" and at * column == 0 else text for column, text in enumerate(row)]
              for at, row in enumerate(rows)]  # fmt: skip
    made = grid((*HEAD, "Thời gian"), *marked)
    tables = step_tables([made])
    shown = " ".join(
        part
        for table in tables
        for part in [
            table.title,
            str(table.limit),
            *(problem.message for problem in table.remarks),
            *(text for step in table.steps for text in (step.action, step.performer, str(step))),
        ]
    )
    if tables:
        found = {cell.text for row in made.rows[1:] for cell in row} & {"Nhận", "A"}
        assert all(text in shown for text in found)


FREE = {
    "free": ("a", (), "a"),
    "taken": ("a", ("a",), "a-2"),
    "taken twice": ("a", ("a", "a-2"), "a-3"),
    "no letter": ("", (), "truong-hop"),
    "no letter twice": ("", ("truong-hop",), "truong-hop-2"),
}


@pytest.mark.parametrize(("wanted", "taken", "expected"), FREE.values(), ids=FREE)
def test_ids_that_no_other_case_has(wanted: str, taken: tuple[str, ...], expected: str) -> None:
    assert free_id(wanted, taken) == expected


COVERS = {
    "a cover": (
        [["QUY TRÌNH\nĐăng ký thử", "Mã hiệu: QT 01/CX-HT"]],
        Title("Đăng ký thử", "", "QT 01/CX-HT")),
    "the name in the cell below": (
        [["QUY TRÌNH", "Mã hiệu: QT 01/CX-HT"], ["Đăng ký thử", ""]],
        Title("Đăng ký thử", "", "QT 01/CX-HT")),
    "a name without a code": ([["QUY TRÌNH\nĐăng ký thử", ""]], None),
    "a code without a name": ([["Đăng ký thử", "Mã hiệu: QT 01/CX-HT"]], None),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), COVERS.values(), ids=COVERS)
def test_covers(rows: Sequence[Sequence[str]], expected: Title | None) -> None:
    assert cover_title([grid(*rows)], ()) == expected


def test_the_code_of_the_procedure_stands_around_the_cover() -> None:
    cover = grid(["QUY TRÌNH\nĐăng ký thử", "Mã hiệu: QT 01/CX-HT"])
    found = cover_title([cover, grid(["Khác", "Bảng"])], ("Căn cứ", "Mã TTHC: 1.001193"))
    assert found == Title("Đăng ký thử", "1.001193", "QT 01/CX-HT")
