from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import InvalidInputError, Limit, TimeUnit
from qmskit.model.announcements import AnnouncedProcedure, Announcement, ChangeKind
from qmskit.model.procedures import ChannelMethod, FeeKind, FeeState, Level
from qmskit.model.workflows import Decision
from qmskit.problems import Location
from qmskit.readers.announcements.documents import AnnouncementReader
from qmskit.readers.announcements.heads import head_in
from qmskit.readers.announcements.list_headings import Told, heading_at
from qmskit.readers.announcements.lists import announcement_in
from qmskit.readers.announcements.procedures import announced_procedures, reductions
from qmskit.readers.announcements.sections import Sections, title_in, title_of_row
from qmskit.readers.sources import read_procedures
from qmskit.readers.tables.grids import Grid, GridCell

READER = AnnouncementReader()

# In rows of the tests LEFT goes on from the left, ABOVE from above.
LEFT, ABOVE = "<", "^"
Rows = Sequence[Sequence[str]]


def word(path: Path, *parts: str | Rows) -> Path:
    """Write a Word file of paragraphs and tables."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for at, cells in enumerate(part):
            for column, text in enumerate(cells):
                if text == LEFT:
                    table.cell(at, column - 1).merge(table.cell(at, column))
                elif text == ABOVE:
                    table.cell(at - 1, column).merge(table.cell(at, column))
                else:
                    table.cell(at, column).text = text
    document.save(str(path))
    return path


def merged(cells: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last column of the merged cells of a row."""
    starts = [at for at, text in enumerate(cells, 1) if text != LEFT]
    for first, after in pairwise([*starts, len(cells) + 1]):
        if after > first + 1:
            yield first, after - 1


def workbook(path: Path, rows: Rows) -> Path:
    """Write a workbook with one sheet; cells beside each other are merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for at, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if text != LEFT:
                sheet.cell(at, column, text)
        for first, last in merged(cells):
            sheet.merge_cells(start_row=at, end_row=at, start_column=first, end_column=last)
    book.save(path)
    return path


def grid(*rows: Sequence[str], before: str = "") -> Grid:
    """Return a table as readers give it."""
    made: list[tuple[GridCell, ...]] = []
    for at, cells in enumerate(rows):
        row: list[GridCell] = []
        for column, text in enumerate(cells):
            where = Location("a.docx", path=f"bảng 1, dòng {at + 1}, cột {column + 1}")
            if text == LEFT:
                row.append(GridCell(row[-1].text, where, is_continued=True))
            elif text == ABOVE:
                row.append(GridCell(made[-1][column].text, where, is_continued=True))
            else:
                row.append(GridCell(text, where))
        made.append(tuple(row))
    return Grid(tuple(made), Location("a.docx", path="bảng 1"), before)


def read(*grids: Grid) -> Announcement:
    found = announcement_in(grids, "a.docx")
    assert found is not None
    return found


HEAD = ["STT", "Mã số TTHC", "Tên thủ tục hành chính", "Thời hạn giải quyết", LEFT,
        "Địa điểm thực hiện", "Phí, lệ phí", "Căn cứ pháp lý"]  # fmt: skip
HEAD_2 = [ABOVE, ABOVE, ABOVE, "Theo quy định", "Sau cắt giảm", ABOVE, ABOVE, ABOVE]
NUMBERS = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]
PLACE = "Nộp trực tiếp tại Trung tâm Phục vụ hành chính công cấp xã hoặc trực tuyến"
LAW = "- Luật Hộ tịch năm 2014;\n- Nghị định số 123/2015/NĐ-CP ngày 15/11/2015."
FIRST = ["1", "1.000001", "Đăng ký thử", "03 ngày làm việc", "2,5 ngày làm việc", PLACE,
         "Lệ phí: 8.000 đồng", LAW]  # fmt: skip
SECOND = ["2", "1.000002", "Ghi sổ thử", "5 ngày", "Không thực hiện cắt giảm", PLACE, "Không", LAW]

THIRD = ["1", "1.000003", "Sửa thử", "Tối đa 140 ngày", "Tối đa 70 ngày", "", "", ""]


def span(title: str, width: int = 8) -> list[str]:
    return [title, *[LEFT] * (width - 1)]


BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Công bố kèm theo Quyết định này Danh mục thủ tục hành chính mới ban hành và sửa đổi.",
    "1. Danh mục thủ tục hành chính bị bãi bỏ tại Phụ lục II.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 10 năm 2026.",
)
LETTERHEAD = [
    ["ỦY BAN NHÂN DÂN\nTHÀNH PHỐ BIỂN XANH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 3500/QĐ-UBND", "Biển Xanh, ngày 30 tháng 8 năm 2026"],
]
SIGNED = [["Nơi nhận:\n- Như Điều 3;", "CHỦ TỊCH"]]


@pytest.fixture(scope="module")
def decision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A decision as provinces write it: letterhead, articles, signature, lists by section."""
    replaced = [
        ["STT", "Thủ tục hành chính được thay thế", LEFT, "Thủ tục hành chính thay thế", LEFT,
         "Căn cứ pháp lý"],
        [ABOVE, "Mã số", "Tên", "Mã số", "Tên", ABOVE],
        ["1", "1.000011", "Cũ một", "1.000010", "Cấp thẻ thử", "Thông tư số 1/2026/TT-BTP"],
        ["2", "1.000012", "Cũ hai", ABOVE, ABOVE, ABOVE],
        ["3", "", "Cũ ba", "1.000013", "Đổi thẻ thử", "Thông tư số 2/2026/TT-BTP"],
    ]  # fmt: skip
    repealed = [
        ["STT", "Mã TTHC", "Tên thủ tục hành chính",
         "Tên văn bản quy phạm pháp luật quy định việc bãi bỏ thủ tục hành chính", "Lĩnh vực"],
        ["1", "1.000020", "Cấp gi ấy thử", "Nghị định số 300/2026/NĐ-CP", "Hộ tịch"],
        ["2", "", "Xác nhận thử", "Nghị định số 300/2026/NĐ-CP", "Chứng thực"],
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("word") / "decision.docx"
    return word(
        path,
        LETTERHEAD,
        "QUYẾT ĐỊNH",
        "Về việc công bố Danh mục thủ tục hành chính mới ban hành, bị bãi bỏ",
        *BODY,
        SIGNED,
        "Phụ lục I",
        "DANH MỤC THỦ TỤC HÀNH CHÍNH LĨNH VỰC HỘ TỊCH THUỘC THẨM QUYỀN CỦA SỞ TƯ PHÁP",
        "(Kèm theo Quyết định số 3500/QĐ-UBND ngày 30/8/2026 của Chủ tịch UBND thành phố)",
        "A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH",
        [HEAD, HEAD_2, NUMBERS, span("I. THỦ TỤC HÀNH CHÍNH CẤP TỈNH"), FIRST,
         span("II. THỦ TỤC HÀNH CHÍNH CẤP XÃ"), SECOND],
        "B. DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG",
        "I. Thủ tục hành chính cấp xã",
        [HEAD, HEAD_2, THIRD],
        "C. DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC THAY THẾ",
        replaced,
        "D. Danh mục thủ tục hành chính bị bãi bỏ",
        repealed,
    )  # fmt: skip


@pytest.fixture(scope="module")
def announcement(decision: Path) -> Announcement:
    assert READER.accepts(decision)
    (found,) = READER.read(decision)
    return found


def test_the_head_of_the_decision(announcement: Announcement) -> None:
    assert announcement.decision == Decision(
        "3500/QĐ-UBND", date(2026, 8, 30), "Ủy ban nhân dân thành phố Biển Xanh"
    )
    assert announcement.effective == date(2026, 10, 1)
    assert announcement.doubts == ()


def test_kinds_and_levels_follow_the_sections(announcement: Announcement) -> None:
    new, amended, replaced, repealed = (
        ChangeKind.NEW, ChangeKind.AMENDED, ChangeKind.REPLACED, ChangeKind.REPEALED,
    )  # fmt: skip
    province, commune = (Level.PROVINCE,), (Level.COMMUNE,)
    assert [(row.code, row.kind, row.levels, row.field) for row in announcement.rows] == [
        ("1.000001", new, province, "HỘ TỊCH"),
        ("1.000002", new, commune, "HỘ TỊCH"),
        ("1.000003", amended, commune, "HỘ TỊCH"),
        ("1.000010", replaced, (), "HỘ TỊCH"),
        ("1.000013", replaced, (), "HỘ TỊCH"),
        ("1.000020", repealed, (), "Hộ tịch"),
        ("", repealed, (), "Chứng thực"),
    ]


def test_a_row_holds_what_its_columns_tell(announcement: Announcement) -> None:
    row = announcement.rows[0]
    assert row.name == "Đăng ký thử"
    assert (row.limit.value, row.limit.unit) == (Decimal(3), TimeUnit.WORKING_DAY)
    assert row.reduced is not None
    assert (row.reduced.value, row.reduced.unit) == (Decimal("2.5"), TimeUnit.WORKING_DAY)
    assert (row.reception, row.fees) == (PLACE, "Lệ phí: 8.000 đồng")
    assert row.methods == (ChannelMethod.DIRECT, ChannelMethod.ONLINE)
    assert [(basis.number, basis.title) for basis in row.legal_bases] == [
        ("", "Luật Hộ tịch năm 2014"),
        ("123/2015/NĐ-CP", "Nghị định số 123/2015/NĐ-CP ngày 15/11/2015"),
    ]
    assert row.where.path == "bảng 3, dòng 5, cột 1"
    assert announcement.rows[1].is_kept
    assert announcement.rows[1].reduced is None


def test_replaced_procedures_name_the_old_ones(announcement: Announcement) -> None:
    several, unknown = announcement.rows[3:5]
    assert (several.name, several.replaces) == ("Cấp thẻ thử", ("1.000011", "1.000012"))
    assert [left.text for left in several.unparsed] == ["Cũ một", "Cũ hai"]
    assert several.doubts == ()
    assert unknown.replaces == ()
    assert [doubt.code for doubt in unknown.doubts] == ["QMS087"]


def test_doubts_of_rows(announcement: Announcement) -> None:
    broken, uncoded = announcement.rows[5:]
    assert [doubt.code for doubt in broken.doubts] == ["QMS082"]
    assert [basis.number for basis in broken.legal_bases] == ["300/2026/NĐ-CP"]
    assert [doubt.code for doubt in uncoded.doubts] == ["QMS081"]


def test_announced_rows_become_procedures(announcement: Announcement) -> None:
    found = announced_procedures(announcement)
    codes = ["1.000001", "1.000002", "1.000003", "1.000010", "1.000013"]
    assert [one.code for one in found] == codes
    first = found[0]
    assert [channel.method for channel in first.channels] == [
        ChannelMethod.DIRECT, ChannelMethod.ONLINE,
    ]  # fmt: skip
    assert [str(limit) for limit in first.limits] == ["03 ngày làm việc"]
    (fee,) = first.channels[0].fees
    assert (fee.kind, fee.text, fee.state) == (
        FeeKind.CHARGE, "Lệ phí: 8.000 đồng", FeeState.AMOUNT,
    )  # fmt: skip
    assert first.agencies.addresses == PLACE
    assert first.decision.number == "3500/QĐ-UBND"
    assert first.decision.issuer == "Ủy ban nhân dân thành phố Biển Xanh"
    assert found[1].channels[0].fees[0].state is FeeState.FREE


def test_reductions_are_decisions_of_the_province(announcement: Announcement) -> None:
    found = reductions(announcement)
    assert [(one.code, _short(one.limit)) for one in found] == [
        ("1.000001", "2,5 ngày làm việc"),
        ("1.000003", "70 ngày"),
    ]
    assert all(one.limit_decision == announcement.decision for one in found)


def _short(limit: Limit | None) -> str:
    return limit.short if limit else ""


def test_the_decision_is_a_source(decision: Path, announcement: Announcement) -> None:
    found = read_procedures(decision)
    assert found.announcements == (announcement,)
    assert found.problems == ()


SHEET = [
    span("UBND THÀNH PHỐ BIỂN XANH", 6),
    ["Số: 12/QĐ-UBND", LEFT, "Biển Xanh, ngày 02 tháng 9 năm 2026", LEFT, LEFT, LEFT],
    span("Quyết định này có hiệu lực kể từ ngày ký", 6),
    span("DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG", 6),
    ["TT", "Tên thủ tục hành chính", "Thời hạn giải quyết", "", "Cấp tỉnh", "Cấp xã"],
    ["", "", "Theo quy định", "Thời hạn sau cắt giảm", "", ""],
    ["A", "Lĩnh vực Hộ tịch", "", "", "", ""],
    ["1", "Đăng ký thử (1.000001)", "10 ngày", "7 ngày", "x", "X"],
    ["", "", "15 ngày khi xác minh", "", "", ""],
    ["2", "1.000002 - Ghi sổ thử", "3 ngày làm việc", "", "", "x"],
    ["B", "Lĩnh vực Chứng thực", "", "", "", ""],
    ["1", "Sao thử", "3 ngày làm việc", "", "Có", ""],
]


def test_a_workbook_is_read_like_a_word_file(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", SHEET)
    assert READER.accepts(file)
    (found,) = READER.read(file)
    assert found.decision.number == "12/QĐ-UBND"
    assert found.effective == found.decision.issued == date(2026, 9, 2)
    assert [(row.code, row.name, row.field, row.levels) for row in found.rows] == [
        ("1.000001", "Đăng ký thử", "Hộ tịch", (Level.COMMUNE, Level.PROVINCE)),
        ("1.000002", "Ghi sổ thử", "Hộ tịch", (Level.COMMUNE,)),
        ("", "Sao thử", "Chứng thực", (Level.PROVINCE,)),
    ]
    assert {row.kind for row in found.rows} == {ChangeKind.AMENDED}
    # Two limits without a case are no certain limit, and nothing can be compared with them.
    assert found.rows[0].limit.text == "10 ngày\n15 ngày khi xác minh"
    assert found.rows[1].where.path.endswith("!A10")


LISTED = ["1", "1.000001", "Đăng ký thử", "3 ngày"]
HEADING = ["STT", "Mã số", "Tên thủ tục hành chính", "Thời hạn giải quyết"]
PLAIN_HEADING = [*HEADING, "Phí, lệ phí"]


def test_a_list_goes_on_in_the_next_table() -> None:
    found = read(
        grid(HEADING, LISTED, before="DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH"),
        grid(["2", "1.000002", "Ghi sổ thử", "5 ngày"]),
    )
    assert [row.code for row in found.rows] == ["1.000001", "1.000002"]
    assert {row.kind for row in found.rows} == {ChangeKind.NEW}


def test_columns_nobody_knows_are_kept() -> None:
    found = read(grid([*HEADING, "Ghi chú"], [*LISTED, "Làm ngay"], before="I. TTHC mới ban hành"))
    assert [(left.path, left.text) for left in found.rows[0].unparsed] == [("Ghi chú", "Làm ngay")]


def test_rows_between_that_are_no_titles_are_kept() -> None:
    found = read(
        grid(
            HEADING, LISTED, span("Các thủ tục trên thực hiện từ quý I", 4), before="I. Bãi bỏ TTHC"
        )
    )
    assert [left.text for left in found.unparsed] == ["Các thủ tục trên thực hiện từ quý I"]
    assert len(found.rows) == 1


def test_a_second_line_is_kept_also_where_the_first_holds_its_letters() -> None:
    second_line = ["", "", "", "3 ngày"]
    (row,) = read(
        grid(HEADING, [*LISTED[:3], "13 ngày"], second_line, before="I. Bãi bỏ TTHC")
    ).rows
    assert row.limit.text == "13 ngày\n3 ngày"


def test_one_cell_with_both_limits() -> None:
    limits = "Theo quy định: 10 ngày\nSau cắt giảm: 7 ngày"
    (row,) = _rows([*LISTED[:3], limits])
    assert (row.limit.value, row.limit.unit) == (Decimal(10), TimeUnit.DAY)
    assert row.reduced is not None
    assert row.reduced.value == Decimal(7)


def test_a_broken_old_code_is_kept() -> None:
    rows = grid(
        ["STT", "Mã số", "Tên thủ tục hành chính", "Mã TTHC cũ"],
        ["1", "1.000001", "Cấp thẻ thử", "1.00 0002"],
        before="I. Thủ tục hành chính được thay thế",
    )
    (row,) = read(rows).rows
    assert row.replaces == ()
    assert [left.text for left in row.unparsed] == ["1.00 0002"]
    assert [doubt.code for doubt in row.doubts] == ["QMS087"]


EFFECTS = {
    "in the title": ("I. TTHC mới ban hành (có hiệu lực từ ngày 01/7/2027)", "", True),
    "below the title": ("I. TTHC mới ban hành\n(Có hiệu lực từ ngày 01/7/2027)", "", True),
    "in the row": ("I. TTHC mới ban hành", "Có hiệu lực từ ngày 01/7/2027", True),
    "in the decision": (
        "I. TTHC mới ban hành\nQuyết định này có hiệu lực từ ngày 01/7/2026", "", False,
    ),
    "of a section before": (
        "I. TTHC mới ban hành (có hiệu lực từ ngày 01/7/2027)\nII. TTHC bị bãi bỏ", "", False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("title", "note", "is_doubtful"), EFFECTS.values(), ids=EFFECTS)
def test_a_day_of_its_own_is_a_doubt_of_the_row(
    title: str, note: str, *, is_doubtful: bool
) -> None:
    found = read(grid([*HEADING, "Ghi chú"], [*LISTED, note], before=title))
    (row,) = found.rows
    assert [doubt.code for doubt in row.doubts] == (["QMS086"] if is_doubtful else [])
    assert ["01/7/2027" in left.text for left in row.unparsed] == [True] * is_doubtful


def _beside_two_names(heading: str) -> Announcement:
    return read(
        grid(
            ["STT", heading, "Tên TTHC được thay thế", "Tên TTHC thay thế", "Lĩnh vực"],
            ["1", "1.000001", "Cấp thẻ cũ", "Cấp thẻ thử", "Hộ tịch"],
            before="I. Thủ tục hành chính được thay thế",
        )
    )


@pytest.mark.parametrize("heading", ["Mã số TTHC mới", "Mã số TTHC thay thế"])
def test_a_heading_may_say_whose_code_it_is(heading: str) -> None:
    (row,) = _beside_two_names(heading).rows
    assert (row.code, [doubt.code for doubt in row.doubts]) == ("1.000001", ["QMS087"])


def test_one_code_beside_two_names_is_nobodys() -> None:
    found = _beside_two_names("Mã số TTHC")
    (row,) = found.rows
    assert (row.code, row.name, row.replaces) == ("", "Cấp thẻ thử", ())
    assert [left.text for left in row.unparsed] == ["1.000001", "Cấp thẻ cũ"]
    assert [doubt.code for doubt in row.doubts] == ["QMS081", "QMS087"]
    assert announced_procedures(found) == ()


def test_limit_and_fees_hold_for_an_unknown_way_of_submission_where_the_list_names_none() -> None:
    found = read(grid(PLAIN_HEADING, [*LISTED, "Lệ phí 8.000 đồng"], before="I. Ban hành mới TTHC"))
    (procedure,) = announced_procedures(found)
    (channel,) = procedure.channels
    assert channel.method is ChannelMethod.UNKNOWN
    assert channel.limit.short == "03 ngày"
    assert [(fee.kind, fee.text) for fee in channel.fees] == [(FeeKind.CHARGE, "Lệ phí 8.000 đồng")]
    assert procedure.unparsed == ()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Luật Hộ tịch năm 2014; Nghị định số 123/2015/NĐ-CP", ["", "123/2015/NĐ-CP"]),
        ("Luật số 60/2014/QH13 ngày 20/11/2014; có hiệu lực từ 2016", ["60/2014/QH13"]),
        ("- Thông tư số 85/2019/TT-BTC;\n- Luật Cư trú.", ["85/2019/TT-BTC", ""]),
    ],
)
def test_legal_bases_stand_line_by_line_or_behind_semicolons(
    words: str, expected: list[str]
) -> None:
    found = read(
        grid([*HEADING, "Căn cứ pháp lý"], [*LISTED, words], before="I. Ban hành mới TTHC")
    )
    assert [basis.number for basis in found.rows[0].legal_bases] == expected


def test_a_section_of_several_kinds_says_none() -> None:
    (row,) = _rows(LISTED, "Danh mục thủ tục hành chính mới ban hành, bị bãi bỏ")
    assert row.kind is ChangeKind.UNKNOWN
    assert [doubt.code for doubt in row.doubts] == ["QMS089"]


def _rows(
    row: Sequence[str], title: str = "I. TTHC mới ban hành"
) -> tuple[AnnouncedProcedure, ...]:
    head = "(Kèm theo Quyết định số 5/QĐ-UBND ngày 02/3/2026 của Ủy ban nhân dân tỉnh)"
    return read(grid(HEADING, row, before=f"{title}\n{head}")).rows


REPEATED = {
    "the same": ("3 ngày", "03 ngày kể từ ngày nhận đủ hồ sơ", (True, [])),
    "the same with a case": ("3 ngày", "3 ngày; 1 ngày đối với nhà ở", (False, ["QMS090"])),
    "hours for a day": ("01 ngày làm việc", "4 giờ làm việc", (False, [])),
    "as many hours": ("01 ngày làm việc", "8 giờ làm việc", (False, ["QMS090"])),
    "hours for a calendar day": ("01 ngày", "4 giờ làm việc", (False, ["QMS090"])),
    "shorter with a case": ("3 ngày", "2 ngày; 1 ngày đối với nhà ở", (False, [])),
}


@pytest.mark.parametrize(("by_law", "after", "expected"), REPEATED.values(), ids=REPEATED)
def test_a_repeated_limit(by_law: str, after: str, expected: tuple[bool, list[str]]) -> None:
    (row,) = read(
        grid(
            [*HEADING, "Thời hạn sau cắt giảm"],
            [*LISTED[:3], by_law, after],
            before="I. TTHC được sửa đổi",
        )
    ).rows
    assert (row.is_kept, [doubt.code for doubt in row.doubts]) == expected


WORDS = (
    "", "1", "x", "1.000001", "1.00 0001", "Cấp giấy", "Cấp gi ấy,", "3 ngày", "2,5 ngày làm việc",
    "I", "(1)", "Lĩnh vực Hộ tịch", "TTHC cấp xã", "Danh mục TTHC mới ban hành", "Không",
    "Luật A; Luật B", "Ghi chú", "STT", "Mã số", "Tên thủ tục hành chính", "Thời hạn giải quyết",
    "Sau cắt giảm", "Số: 5/QĐ-UBND", "Phí, lệ phí", LEFT, "Theo quy định: 3 ngày Sau cắt giảm: 2",
)  # fmt: skip


@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=6, max_size=6), max_size=8),
    st.sampled_from(WORDS),
)
def test_no_table_is_too_odd(rows: list[list[str]], before: str) -> None:
    odd = grid(*([cells[0].replace(LEFT, ""), *cells[1:]] for cells in rows), before=before)
    found = announcement_in([grid(HEADING, LISTED, before="I. TTHC mới ban hành"), odd, odd], "a")
    assert found is not None
    assert {row.code for row in found.rows} <= {"", "1.000001"}


CELLS = ("", "Cấp giấy", "2 ngày", "3 ngày", "lạ", "Có hiệu lực sau", "1.00 02", "Không", "cấp xã")


@given(st.lists(st.sampled_from(CELLS), min_size=9, max_size=9))
def test_no_word_of_a_row_is_lost(cells: list[str]) -> None:
    headings = ["Mã TTHC cũ", "Thời hạn sau cắt giảm", "Địa điểm", "Phí", "Căn cứ pháp lý",
                "Cách thức", "Cấp thực hiện", "Cơ quan", "Ghi chú"]  # fmt: skip
    found = read(grid([*HEADING, *headings], [*LISTED, *cells], before="I. TTHC mới ban hành"))
    (row,) = found.rows
    kept = [
        row.reception, row.fees, *(left.text for left in row.unparsed),
        *(basis.title for basis in row.legal_bases), row.reduced.text if row.reduced else "",
    ]  # fmt: skip
    reduced = [] if row.is_kept else [cells[1]]
    assert {cells[0], *reduced, *cells[2:]} <= {"", *kept}


NO_LISTS = {
    "nothing": (),
    "a table of something else": (grid(["Họ tên", "Chữ ký"], ["A", ""]),),
    "a list that no decision announces": (grid(HEADING, LISTED),),
    "a heading without rows": (grid(HEADING, before="I. TTHC mới ban hành"),),
}


@pytest.mark.parametrize("grids", NO_LISTS.values(), ids=NO_LISTS)
def test_other_tables_are_no_announcement(grids: tuple[Grid, ...]) -> None:
    assert announcement_in(grids, "a.docx") is None


def test_a_step_table_is_somebody_elses(tmp_path: Path) -> None:
    steps = [["TT", "Trình tự", "Trách nhiệm", "Thời gian"],
             ["1", "Nhận hồ sơ", "Bộ phận một cửa", "0,5 ngày"]]  # fmt: skip
    parts = ("A. TTHC mới ban hành", [HEADING, LISTED])
    assert READER.accepts(word(tmp_path / "list.docx", *parts))
    assert not READER.accepts(word(tmp_path / "steps.docx", *parts, "Quy trình", steps))


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf"])
def test_broken_files_are_not_accepted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 broken")
    assert not READER.accepts(tmp_path / name)
    with pytest.raises(InvalidInputError):
        list(READER.read(tmp_path / name))


HEADS = {
    "a day without a place": (
        ["Số: 12/QĐ-UBND", "Ngày 02 tháng 9 năm 2026",
         "Quyết định này có hiệu lực thi hành kể từ ngày ký."], date(2026, 9, 2), []),
    "unsigned": (["Số:      /QĐ-UBND", "Biển Xanh, ngày   tháng   năm 2026"], None,
                 ["QMS091", "QMS086"]),
    "days of other texts": (["Số: 5/QĐ-UBND", "Căn cứ Luật số 1 ngày 03 tháng 4 năm 2020"], None,
                            ["QMS091", "QMS086"]),
    "from signing": (["Số: 5/QĐ-UBND", "Biển Xanh, ngày 06 tháng 01 năm 2026",
                      "Quyết định này có hiệu lực thi hành kể từ ngày ký."], date(2026, 1, 6), []),
    "a law's day": (["Số: 5/QĐ-UBND", "Biển Xanh, ngày 06 tháng 01 năm 2026",
                     "Căn cứ Luật A có hiệu lực từ ngày 01/7/2026"], None, ["QMS086"]),
    "a day that is none": (["Số: 5/QĐ-UBND", "Biển Xanh, ngày 06 tháng 01 năm 2026",
                            "Quyết định này có hiệu lực từ ngày 31/02/2026"], None, ["QMS086"]),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "effective", "codes"), HEADS.values(), ids=HEADS)
def test_heads(texts: list[str], effective: date | None, codes: list[str]) -> None:
    found = head_in(texts, Location("a.docx"))
    assert found.effective == effective
    assert [problem.code for problem in found.problems] == codes


TITLES = {
    "A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH": ("letter", ChangeKind.NEW, (), ""),
    "II. Thủ tục hành chính cấp tỉnh, cấp xã": ("roman", None, (Level.COMMUNE, Level.PROVINCE), ""),
    "1.2. Lĩnh vực Hộ tịch": ("second", None, (), "Hộ tịch"),
    "Danh mục TTHC sửa đổi trong lĩnh vực An toàn, vệ sinh thuộc thẩm quyền cấp xã": (
        "", ChangeKind.AMENDED, (Level.COMMUNE,), "An toàn, vệ sinh",
    ),
    "Phụ lục II. Thủ tục hành chính bị hủy bỏ": ("part", ChangeKind.REPEALED, (), ""),
}  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), TITLES.items())
def test_titles(line: str, expected: tuple[object, ...]) -> None:
    title = title_in(line)
    assert title is not None
    assert (title.mark, title.kind, title.levels, title.field) == expected


@pytest.mark.parametrize("line", [
    "Ủy ban nhân dân cấp xã tổ chức thực hiện.", "Phụ lục I", "", "Danh mục này gồm 3 thủ tục.",
    "I. " + "Thủ tục mới ban hành " * 30,
])  # fmt: skip
def test_running_text_is_no_title(line: str) -> None:
    assert title_in(line) is None


def test_a_numbered_row_is_a_field() -> None:
    title = title_of_row("I", "HỘ TỊCH")
    assert title is not None
    assert title.field == "HỘ TỊCH"
    assert title_of_row("", "Ghi chú") is None


def test_a_title_ends_those_of_its_rank() -> None:
    sections = Sections()
    for line in ("A. TTHC mới ban hành", "I. TTHC cấp tỉnh", "1. Lĩnh vực Hộ tịch"):
        sections.meet_line(line)
    assert (sections.kind, sections.levels, sections.field) == (
        ChangeKind.NEW, (Level.PROVINCE,), "Hộ tịch",
    )  # fmt: skip
    sections.meet_line("II. TTHC cấp xã")
    assert (sections.kind, sections.levels, sections.field) == (
        ChangeKind.NEW, (Level.COMMUNE,), "",
    )  # fmt: skip
    sections.meet_line("B. TTHC bị bãi bỏ")
    assert (sections.kind, sections.levels) == (ChangeKind.REPEALED, ())
    sections.meet_line("Điều 2. Quyết định này có hiệu lực kể từ ngày ký.")
    assert sections.kind is ChangeKind.UNKNOWN


COLUMNS = {
    "STT": Told.NUMBER, "Số TT": Told.NUMBER, "Mã số": Told.CODE,
    "Mã thủ tục hành chính": Told.CODE,
    "Số hồ sơ TTHC": Told.CODE, "Mã TTHC được thay thế": Told.OLD_CODE, "Mã số cũ": Told.OLD_CODE,
    "Tên TTHC được thay thế": Told.OLD_NAME, "Tên TTHC thay thế": Told.NAME,
    "Thủ tục hành chính": Told.NAME, "Thời gian giải quyết": Told.LIMIT,
    "Thời hạn giải quyết sau khi cắt giảm": Told.REDUCED, "Thời gian cắt giảm": Told.OTHER,
    "Địa điểm thực hiện": Told.PLACE, "Phí, lệ phí (nếu có)": Told.FEES,
    "Căn cứ pháp lý": Told.LEGAL, "Tên VBQPPL quy định nội dung bãi bỏ TTHC": Told.LEGAL,
    "Cách thức thực hiện": Told.METHODS, "Lĩnh vực": Told.FIELD, "Cấp thực hiện": Told.LEVEL,
    "Cơ quan thực hiện": Told.AGENCY, "Ghi chú": Told.OTHER,
}  # fmt: skip


@pytest.mark.parametrize(("heading", "told"), COLUMNS.items())
def test_headings(heading: str, told: Told) -> None:
    found = heading_at(grid([*PLAIN_HEADING, heading], ["", "", "", "", "", ""]).rows, 0)
    assert found is not None
    assert (found.lines, found.columns[-1].told) == (1, told)


def test_a_title_below_the_heading_is_no_heading() -> None:
    rows = grid(PLAIN_HEADING, span("THỦ TỤC HÀNH CHÍNH CẤP XÃ", 5), ["1", *[""] * 4]).rows
    found = heading_at(rows, 0)
    assert found is not None
    assert found.lines == 1
