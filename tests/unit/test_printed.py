"""Decisions that approve several workflows, procedure documents, fees by place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from qmskit.model.dated import Source, Standing
from qmskit.model.frameworks import RoleAlias
from qmskit.model.printed import PrintedWorkflow
from qmskit.model.workflows import Decision, LocalFee
from qmskit.problems import InvalidInputError, Location
from qmskit.readers.bundled import bundled
from qmskit.readers.frameworks import framework_at
from qmskit.readers.prose.decision_heads import decision_in
from qmskit.readers.prose.roles import role_called, with_roles
from qmskit.readers.sources import read_procedures
from qmskit.readers.tables.local_fees import FeeContext, local_fees
from qmskit.readers.tables.printed import WordDocumentReader, read_printed
from qmskit.readers.tables.titles import Title, names_procedure, title_above, title_named
from tests.word.markup import p, packed, tbl, tc, tr

HEAD = ("TT", "Trình tự các bước công việc*", "Trách nhiệm", "Thời gian")
STEPS = (("1", "Nhận hồ sơ", "Văn thư", "½ ngày"), ("2", "Ký", "Lãnh đạo UBND", "01 ngày"))
RECORDS = (
    ("TT", "Tên hồ sơ", "Nơi lưu", "Thời gian lưu"),
    ("1", "Sổ theo dõi", "Văn phòng", "05 năm"),
    ("2", "Đơn", "Văn phòng", ""),
)
COVER = (
    ("UBND XÃ SÔNG TRONG", "QUY TRÌNH", "Mã hiệu: QT 07/CX-HT"),
    ("", "Cấp giấy dùng thử", "Lần ban hành: 01"),
    ("", "", "Ngày ban hành: 01/02/2026"),
)
DECISION = Decision("1234/QĐ-UBND", date(2026, 3, 20), "Ủy ban nhân dân tỉnh Biển Xanh")


def table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def written(path: Path, parts: Iterable[str | Sequence[Sequence[str]]]) -> Path:
    """Write a Word file of paragraphs and tables."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table(document, part)
    document.save(str(path))
    return path


LETTERHEAD = (
    ("ỦY BAN NHÂN DÂN\nTỈNH BIỂN XANH\n-------\nSố: 1234/QĐ-UBND", "CỘNG HÒA\nĐộc lập"),
    ("", "Biển Xanh, ngày 20 tháng 3 năm 2026"),
)
APPROVAL = (
    LETTERHEAD,
    "QUYẾT ĐỊNH",
    "Về việc phê duyệt quy trình nội bộ giải quyết thủ tục hành chính",
    "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025;",
    "Điều 1. Phê duyệt kèm theo Quyết định này 03 quy trình.",
    "PHỤ LỤC",
    "QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH LĨNH VỰC THỬ",
    "I. THỦ TỤC HÀNH CHÍNH CẤP XÃ",
    "1. Thủ tục cấp giấy thứ nhất (1.001193)",
    "Thời hạn giải quyết: 02 ngày làm việc.",
    (HEAD, *STEPS),
    "Ghi chú:",
    "1. Các bước này có thể tăng hoặc giảm.",
    RECORDS,
    "2. Tên thủ tục: Cấp giấy thứ hai",
    "Mã số TTHC: 2.000815",
    (HEAD, *STEPS, ("3", "Trả kết quả", "Một cửa", "01")),
    "3. Đăng ký thứ ba",
    (HEAD, STEPS[0]),
    "Trường hợp phải xác minh",
    (HEAD, STEPS[1]),
)


@pytest.fixture
def approval(tmp_path: Path) -> tuple[PrintedWorkflow, ...]:
    return read_printed(written(tmp_path / "qd.docx", APPROVAL), "qd.docx")


def test_a_decision_gives_a_workflow_a_step_table(approval: Sequence[PrintedWorkflow]) -> None:
    found = [(one.title, one.code, len(one.steps), str(one.where)) for one in approval]
    assert found == [
        ("Thủ tục cấp giấy thứ nhất", "1.001193", 2, "qd.docx:bảng 2"),
        ("Cấp giấy thứ hai", "2.000815", 3, "qd.docx:bảng 4"),
        ("Đăng ký thứ ba", "", 1, "qd.docx:bảng 5"),
        ("Đăng ký thứ ba", "", 1, "qd.docx:bảng 6"),
    ]
    assert {one.decision for one in approval} == {DECISION}


def test_what_stands_between_the_tables(approval: Sequence[PrintedWorkflow]) -> None:
    first, second, _third, fourth = approval
    assert first.limit is not None
    assert first.limit.short == "02 ngày làm việc"
    assert [(one.name, one.retention, one.source) for one in first.records] == [
        ("Sổ theo dõi", "05 năm", "1234/QĐ-UBND"),
        ("Đơn", "", ""),
    ]
    assert (second.records, second.limit) == ((), None)
    assert [(one.code, one.where.path) for one in second.remarks] == [
        ("QMS061", "bảng 4, dòng 4, cột 4")
    ]
    assert [one.code for one in fourth.remarks] == ["QMS066"]


def test_a_procedure_document(tmp_path: Path) -> None:
    path = written(
        tmp_path / "qt.docx",
        [
            COVER,
            "3. TÀI LIỆU VIỆN DẪN",
            "Quyết định số 101/QĐ-BKHCN ngày 21 tháng 01 năm 2019",
            "g. Phí, lệ phí:",
            "- Nộp trực tiếp: 8.000 đồng; nộp trực tuyến (áp dụng đến 31/12/2026): 4.000 đồng.",
            "h. Mẫu đơn: Không.",
            "k. Quy trình xử lý công việc:",
            (HEAD, *STEPS),
            RECORDS,
        ],
    )
    (found,) = read_printed(path)
    assert (found.title, found.document_code, found.code) == (
        "Cấp giấy dùng thử",
        "QT 07/CX-HT",
        "",
    )
    assert (found.decision, found.remarks) == (None, ())
    assert found.records[0].source == "QT 07/CX-HT"
    assert [(fee.text, fee.method, fee.until) for fee in found.fees] == [
        ("Nộp trực tiếp: 8.000 đồng", "direct", None),
        ("Nộp trực tuyến: 4.000 đồng", "online", date(2026, 12, 31)),
    ]


def test_a_procedure_document_whose_items_are_rows(tmp_path: Path) -> None:
    items = (("5.6", "Phí, lệ phí", "Không", ""), ("5.7", "Quy trình xử lý công việc", "", ""))
    path = written(tmp_path / "qt.docx", [COVER, "Mã số TTHC: 1.001193", items, (HEAD, *STEPS)])
    (found,) = read_printed(path)
    assert ([fee.text for fee in found.fees], found.code) == (["Không"], "1.001193")


def test_a_step_table_inside_of_a_cell(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "1. Thủ tục trong khung"
    nested = cell.add_table(rows=2, cols=len(HEAD))
    for row, texts in zip(nested.rows, (HEAD, STEPS[0]), strict=True):
        for inner, text in zip(row.cells, texts, strict=True):
            inner.text = text
    document.save(str(tmp_path / "a.docx"))
    (found,) = read_printed(tmp_path / "a.docx")
    assert (found.title, len(found.steps), found.remarks) == ("Thủ tục trong khung", 1, ())


def test_a_table_without_a_name_is_told(tmp_path: Path) -> None:
    (found,) = read_printed(written(tmp_path / "a.docx", ["Bảng phân công", (HEAD, *STEPS)]))
    assert (found.title, found.decision) == ("", None)
    (remark,) = found.remarks
    assert remark.code == "QMS066"
    assert "Bảng phân công" in remark.message


def test_a_file_without_a_step_table_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", ["Thư mời", RECORDS])
    with pytest.raises(InvalidInputError) as caught:
        read_printed(path, "a.docx")
    assert [problem.code for problem in caught.value.problems] == ["QMS060"]
    assert not WordDocumentReader().accepts(path)


def test_the_reader_is_found_by_the_sources(tmp_path: Path) -> None:
    written(tmp_path / "qd.docx", APPROVAL)
    (tmp_path / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    found = read_procedures(tmp_path)
    assert [one.code for one in found.printed] == ["1.001193", "2.000815", "", ""]
    assert [problem.code for problem in found.skipped] == ["QMS022"]
    assert [one.code for one in read_procedures(tmp_path / "cu.doc").problems] == ["QMS301"]


TITLES = {
    "1. Thủ tục cấp lại (1.001193)": Title("Thủ tục cấp lại", "1.001193"),
    "I. TTHC: Cấp lại - Mã TTHC: 1.001193.000.00.00.H08": Title("Cấp lại", "1.001193"),
    "Quy trình: Thủ tục cấp lại": Title("Thủ tục cấp lại"),
    "a) Tên thủ tục hành chính: Cấp lại.": Title("Cấp lại"),
    "Thủ tục đăng ký, cấp (A) và B": Title("Thủ tục đăng ký, cấp (A) và B"),
}


@pytest.mark.parametrize("line", TITLES)
def test_titles(line: str) -> None:
    assert names_procedure(line)
    assert title_named(line) == TITLES[line]


@pytest.mark.parametrize(
    "line",
    [
        "k. Quy trình xử lý công việc:",
        "Quy trình các bước xử lý công việc",
        "QUY TRÌNH NỘI BỘ, QUY TRÌNH ĐIỆN TỬ",
        "A. THỦ TỤC HÀNH CHÍNH CẤP TỈNH",
        "1. Một số thủ tục hành chính giải quyết trong ngày",
        "Thủ tục hành chính",
    ],
)
def test_lines_that_name_no_procedure(line: str) -> None:
    assert not names_procedure(line)
    assert title_above([line]) is None


HEADS = {
    "annex": (
        [
            "PHỤ LỤC",
            "(Kèm theo Quyết định số 15/QĐ-UBND ngày 02/4/2026 của Chủ tịch UBND tỉnh A)",
        ],
        Decision("15/QĐ-UBND", date(2026, 4, 2), "Chủ tịch UBND tỉnh A"),
    ),
    "day left open": (
        [
            *("UBND TỈNH A", "Số: 15 /QĐ-UBND", "A, ngày     tháng 4 năm 2026"),
            "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025;",
        ],
        Decision("15/QĐ-UBND", None, "UBND TỈNH A"),
    ),
    "day in the annex only": (
        [
            "Số: 15/QĐ-UBND",
            "(Kèm theo Quyết định số 15/QĐ-UBND ngày 02 tháng 4 năm 2026 của UBND tỉnh A)",
        ],
        Decision("15/QĐ-UBND", date(2026, 4, 2), "UBND tỉnh A"),
    ),
    "annex of another decision": (
        [
            "UBND TỈNH A",
            "Số: 15/QĐ-UBND",
            "kèm theo Quyết định số 9/QĐ-UBND ngày 01/4/2026 của UBND tỉnh B",
        ],
        Decision("15/QĐ-UBND", None, "UBND TỈNH A"),
    ),
    "no such day": (
        ["SỞ TƯ PHÁP", "Số 15/QĐ-STP", "A, ngày 31 tháng 02 năm 2026"],
        Decision("15/QĐ-STP", None, "SỞ TƯ PHÁP"),
    ),
    "cited only": (["Căn cứ Quyết định số 101/QĐ-BKHCN ngày 21 tháng 01 năm 2019"], None),
}


@pytest.mark.parametrize("name", HEADS)
def test_heads_of_decisions(name: str) -> None:
    lines, expected = HEADS[name]
    assert decision_in(lines) == expected


NO_CONTEXT = FeeContext({}, (), Location("tep"))
A, B = "8.000 đồng", "4.000 đồng"
FEES = {
    "one rate": ("- Lệ phí 8.000 đồng.", [("Lệ phí 8.000 đồng", "")]),
    "rates of one channel stay together": (
        f"{A}/trang; từ trang thứ 3 thu {B}/trang, tối đa 200.000 đồng. Trang là căn cứ.",
        [(f"{A}/trang; từ trang thứ 3 thu {B}/trang, tối đa 200.000 đồng. Trang là căn cứ", "")],
    ),
    "the condition holds for both": (
        f"Đối với bản sao nộp trực tiếp: {A}; nộp trực tuyến {B}",
        [
            (f"Đối với bản sao nộp trực tiếp: {A}", "direct"),
            (f"Đối với bản sao nộp trực tuyến {B}", "online"),
        ],
    ),
    "channels in brackets": (
        f"{A}/việc (nộp trực tiếp), {B}/việc (nộp trực tuyến). Miễn cho người A; người B.",
        [
            (f"{A}/việc (nộp trực tiếp)", "direct"),
            (f"{B}/việc (nộp trực tuyến)", "online"),
            ("Miễn cho người A; người B", ""),
        ],
    ),
    "two channels, one rate": (
        f"Nộp trực tiếp hoặc qua bưu chính: {A}",
        [(f"Nộp trực tiếp hoặc qua bưu chính: {A}", "")],
    ),
    "nothing": ("-", []),
}


@pytest.mark.parametrize("name", FEES)
def test_lines_of_fees(name: str) -> None:
    line, expected = FEES[name]
    fees, doubts = local_fees([line], NO_CONTEXT)
    assert ([(fee.text, fee.method) for fee in fees], doubts) == (expected, ())


PLACES_NAMED = {
    "xã An Hòa": (("xã An Hòa",), ""),
    "xã An Hòa, phường Thới Lai và đặc khu Côn Đảo": (
        ("xã An Hòa", "phường Thới Lai", "đặc khu Côn Đảo"),
        "",
    ),
    "các xã: An Hòa; Đông và Ia H'Đrai": (("xã An Hòa", "xã Đông", "xã Ia H'Đrai"), ""),
    "các xã, phường còn lại": ((), "các xã, phường còn lại"),
    "28 xã, phường tại Phụ lục 2 kèm theo": ((), "28 xã, phường tại Phụ lục 2 kèm theo"),
    "tỉnh Sông Dài cũ": ((), "tỉnh Sông Dài cũ"),
    "xã An Hòa thuộc khu vực I": ((), "xã An Hòa thuộc khu vực I"),
}


@pytest.mark.parametrize("words", PLACES_NAMED)
def test_places_a_rate_names_itself(words: str) -> None:
    (fee,), _doubts = local_fees([f"{A} (áp dụng tại {words})."], NO_CONTEXT)
    assert (fee.places, fee.place_name) == PLACES_NAMED[words]


ANNEXES = {
    "a line a kind": "- Phường: An Hòa; Thới Lai\n- Xã: Bình Minh.",
    "kinds in one line": "- Phường: An Hòa; Thới Lai - Xã: Bình Minh",
    "kinds behind a semicolon": "Phường: An Hòa, Thới Lai; Xã: Bình Minh.",
}


@pytest.mark.parametrize("name", ANNEXES)
def test_places_of_an_annex(name: str, tmp_path: Path) -> None:
    annex = (("1", "Phụ lục 1", ANNEXES[name]),)
    line = f"g. Phí, lệ phí: {A} (áp dụng tại 3 xã, phường tại Phụ lục 1)"
    (found,) = read_printed(written(tmp_path / "qt.docx", [COVER, line, (HEAD, *STEPS), annex]))
    assert found.fees[0].places == ("phường An Hòa", "phường Thới Lai", "xã Bình Minh")


SAID = "Thời hạn giải quyết: 08 giờ làm việc."
LIMITS = {
    "the same as the total": (SAID, "Thời gian", "8 giờ", "08 giờ làm việc", []),
    "as long in days": (SAID, "Thời gian", "01 ngày làm việc", "01 ngày làm việc", []),
    "only in words": (SAID, "Thời gian", "", "08 giờ làm việc", []),
    "another total": (SAID, "Thời gian", "9 giờ", "09 giờ làm việc", ["QMS064"]),
    "another heading": (SAID, "Thời gian (10 giờ làm việc)", "", "10 giờ làm việc", ["QMS064"]),
    "another unit": (
        "b. Thời hạn giải quyết: 01 ngày", "Thời gian", "8 giờ", "08 giờ làm việc", ["QMS064"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_above_the_table_and_one_in_it(name: str, tmp_path: Path) -> None:
    words, time, total, expected, codes = LIMITS[name]
    rows = (("1", "Nhận", "Văn thư", "4 giờ"), ("2", "Ký", "Lãnh đạo UBND", "4 giờ"))
    totals = (("", "Tổng cộng", "", total),) if total else ()
    for top in ("1. Thủ tục thử (1.001193)", COVER):
        parts = [top, words, ((*HEAD[:3], time), *rows, *totals)]
        (found,) = read_printed(written(tmp_path / "qt.docx", parts))
        assert found.limit is not None
        assert found.limit.short == expected
        assert [one.code for one in found.remarks] == codes
        if codes:
            assert expected in found.remarks[0].message
            assert words.partition(": ")[2].rstrip(".") in found.remarks[0].message


FEE_HEADINGS = {
    "with a colon": (["g. Phí, lệ phí:", f"- {A}."], [A]),
    "behind a colon": ([f"g. Phí, lệ phí: {A}"], [A]),
    "without a colon": (["g. Phí, lệ phí", f"- {A}.", "h. Tên mẫu đơn"], [A]),
    "without number and colon": (["Phí, lệ phí", f"- {A}.", "Căn cứ pháp lý"], [A]),
    "numbered, without a colon": (["5.6. Lệ phí", f"- {A}.", "5.7. Quy trình"], [A]),
    "no point behind the numbers": (["5.6 Phí", f"{A} mỗi bản", "5.7 Biểu mẫu"], [f"{A} mỗi bản"]),
    "a point at the end": (["e) Lệ phí (nếu có).", f"- {A}."], [A]),
    "a sentence is no heading": ([f"Phí cấp bản sao {A}"], []),
    "a task is no heading": (["- Thu lệ phí.", f"- {A}."], []),
}


@pytest.mark.parametrize("name", FEE_HEADINGS)
def test_headings_of_fees(name: str, tmp_path: Path) -> None:
    lines, expected = FEE_HEADINGS[name]
    (found,) = read_printed(written(tmp_path / "qt.docx", [COVER, *lines, (HEAD, *STEPS)]))
    assert [fee.text for fee in found.fees] == expected


RESOLUTIONS = (
    "Nghị quyết số 01/2024/NQ-HĐND của Hội đồng nhân dân tỉnh Núi Cao về phí",
    "Nghị quyết số 02/2024/NQ-HĐND của Hội đồng nhân dân tỉnh Sông Dài về phí",
)


def test_places_and_the_resolutions_of_their_province() -> None:
    context = FeeContext({"phụ lục 1": ("xã A", "xã B")}, RESOLUTIONS, Location("tep"))
    lines = [f"{A} (tỉnh Sông Dài cũ).", f"{B} (áp dụng tại 3 xã, phường tại Phụ lục 1 kèm theo)."]
    fees, doubts = local_fees(lines, context)
    assert fees == (
        LocalFee(A, (), "tỉnh Sông Dài cũ", source="Nghị quyết số 02/2024/NQ-HĐND"),
        LocalFee(B, ("xã A", "xã B"), "3 xã, phường tại Phụ lục 1 kèm theo"),
    )
    assert [problem.code for problem in doubts] == ["QMS067", "QMS068"]
    assert "01/2024/NQ-HĐND, 02/2024/NQ-HĐND" in doubts[1].message


def test_a_line_that_names_its_resolution() -> None:
    fees, doubts = local_fees(
        [f"{A} theo Nghị quyết số 09/2025/NQ-HĐND (áp dụng tại xã A)"],
        FeeContext({}, RESOLUTIONS, Location("tep")),
    )
    assert ([(fee.places, fee.source) for fee in fees], doubts) == (
        [(("xã A",), "Nghị quyết số 09/2025/NQ-HĐND")],
        (),
    )


FRAMEWORK = framework_at(bundled() / "qd101-2019")
ROLES = {
    ("LÃNH ĐẠO UBND", "commune"): "leader",
    ("Lãnh đạo Ủy ban nhân dân phường", "commune"): "leader",
    ("Lãnh đạo UBND tỉnh", "commune"): "",
    ("Công chức Tư pháp-Hộ tịch", "commune"): "civil-status-officer",
    ("Văn thư", "department"): "clerk",
    ("Văn thư Sở", "department"): "department-clerk",
    ("Văn thư Sở", "commune"): "",
    ("Bộ phận tiếp nhận và trả kết quả", "commune"): "reception",
    ("không rõ", "commune"): "",
    ("", "commune"): "",
    ("–", "commune"): "",
}


@pytest.mark.parametrize(("words", "agency_type"), ROLES)
def test_roles_in_words(words: str, agency_type: str) -> None:
    assert role_called(words, FRAMEWORK, agency_type) == ROLES[words, agency_type]


def test_words_of_two_roles_are_not_certain() -> None:
    source = Source("Thử", Standing.OBSERVED)
    alias = RoleAlias("Văn thư", source)
    first, *others = FRAMEWORK.roles
    doubled = replace(FRAMEWORK, roles=(replace(first, aliases=(alias,)), *others))
    assert role_called("Văn thư", doubled, "commune") == ""


def test_steps_get_roles_where_certain(approval: Sequence[PrintedWorkflow]) -> None:
    found = with_roles(approval[1], FRAMEWORK, "commune")
    assert [(step.role, step.performer) for step in found.steps] == [
        ("clerk", ""),
        ("leader", ""),
        ("", "Một cửa"),
    ]
    assert with_roles(found, FRAMEWORK, "commune") == found


def test_every_spelling_of_a_role_leads_to_it() -> None:
    for role in FRAMEWORK.roles:
        for alias in role.aliases:
            for kind in alias.agency_types or role.agency_types or ("commune",):
                assert role_called(alias.name, FRAMEWORK, kind) == role.id


WORDS = st.sampled_from(
    [
        *("", "x", "01", "½ ngày", "Tổng cộng", "Đơn vị tính: giờ", "QUY TRÌNH", "Mã hiệu: QT 01"),
        *(*HEAD, "Thời gian có xác minh: 3 ngày", "Tên hồ sơ", "Thời gian lưu", "1. Đăng ký"),
        *("Thủ tục A (1.000001)", "Mã số TTHC: 2.000815", "Số: 12/QĐ-UBND", "UBND TỈNH A"),
        *("g. Phí, lệ phí:", f"- Nộp trực tiếp: {A} (áp dụng tại 3 xã tại Phụ lục 1)", "Phụ lục 1"),
        *(
            "- Phường: A; B.",
            "Nghị quyết số 01/2024/NQ-HĐND tỉnh A",
            "(tỉnh A cũ)",
            "ngày 45/99/2026",
        ),
    ]
)
MARKS = st.sampled_from(
    ["", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>']
)
CELLS = st.builds(lambda text, marks: tc(p(text), marks), WORDS, MARKS)
ROWS = st.lists(st.lists(CELLS, max_size=5).map(lambda row: tr(*row)), max_size=4)
HEAD_ROW = tr(*(tc(p(text)) for text in HEAD))
TABLES = st.builds(lambda head, rows: tbl(*head, *rows), st.sampled_from([[], [HEAD_ROW]]), ROWS)


@given(st.lists(WORDS.map(p) | TABLES, max_size=6))
def test_whatever_stands_in_a_file_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[str]
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.docx"
    path.write_bytes(packed("".join(blocks)))
    codes: set[str] = set()
    found: tuple[PrintedWorkflow, ...] = ()
    try:
        found = read_printed(path)
    except InvalidInputError as error:
        codes = {problem.code for problem in error.problems}
    assert codes == (set() if found else {"QMS060"})
    for workflow in found:
        cases = {case.id for case in workflow.cases} or {""}
        assert workflow.steps
        for step in workflow.steps:
            assert step.action
            assert step.performer
            assert {time.case for time in step.times} <= cases
