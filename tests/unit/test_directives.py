from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit import InvalidInputError
from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import plan
from tests.outlines import outline
from tests.trees import CODE, TINY, edited, write_tree

DAY = date(2026, 11, 22)

CATALOGUE = f"catalogue/{CODE}.yaml"
WORKFLOW = f"workflows/{CODE}.yaml"
PROVINCE = f"province/{CODE}.yaml"

STEPS = TINY[WORKFLOW].partition("steps:\n")[2]
FEES = "    fees:\n      - {kind: charge, amount: 8000}\n"
EXTENDS = '{% extends "framework/procedure.md" %}\n'


def composed(
    folder: Path, changes: Mapping[str, str], day: date = DAY, kind: str = "procedure-document"
) -> Composed:
    qmset = qmskit.load(write_tree(folder, {**TINY, **changes}))
    document = next(one for one in plan(qmset, day) if one.kind.id == kind)
    return Composer(qmset, day).composed(document)


def lines(
    folder: Path, changes: Mapping[str, str], day: date = DAY, kind: str = "procedure-document"
) -> list[str]:
    """Return the whole document of the tiny set with some files changed, a block or row a line."""
    made = composed(folder, changes, day, kind)
    return outline((*made.front, *made.body, *made.forms)).split("\n")


def after(found: list[str], opening: str, count: int) -> list[str]:
    """Return `count` lines that follow the one that ends with `opening`."""
    at = next(index for index, line in enumerate(found) if line.endswith(opening))
    return found[at + 1 : at + 1 + count]


def with_fees(yaml: str) -> dict[str, str]:
    return edited(CATALOGUE, FEES, yaml)


ONE_FEE = {
    "zero with words": (
        '{kind: charge, amount: 0, text: "Miễn lệ phí cho người cao tuổi."}',
        "Miễn lệ phí cho người cao tuổi."),
    "zero without words": ("{kind: charge, amount: 0}", "Miễn lệ phí"),
    "nothing told": ("{kind: charge}", "Lệ phí: không rõ"),
    "words without amount": (
        '{kind: fee, text: "Do Hội đồng nhân dân cấp tỉnh quyết định"}',
        "Do Hội đồng nhân dân cấp tỉnh quyết định"),
    "zero without words of a fee": ("{kind: fee, amount: 0}", "Miễn phí"),
    "words that go on with the amount": (
        "{kind: fee, amount: 50000, text: /văn bản}", "Phí: 50.000 đồng/văn bản"),
    "words that open with brackets": (
        "{kind: charge, amount: 4500000, text: (bốn triệu rưỡi)Lệ phí đăng ký}",
        "Lệ phí: 4.500.000 đồng (bốn triệu rưỡi) Lệ phí đăng ký"),
    "words that repeat the amount": (
        "{kind: charge, amount: 8000, text: 8.000 đồng/văn bản}", "Lệ phí: 8.000 đồng/văn bản"),
    "an amount": ("{kind: charge, amount: 8000}", "Lệ phí: 8.000 đồng"),
    "a large amount": ("{kind: fee, amount: 1250000}", "Phí: 1.250.000 đồng"),
    "an amount with words": (
        "{kind: price, amount: 500, text: mỗi trang.}", "Mức giá: 500 đồng (mỗi trang)"),
    "another currency": ("{kind: fee, amount: 25, currency: USD}", "Phí: 25 USD"),
    "part of a unit": ('{kind: fee, amount: "0,5", currency: USD}', "Phí: 0,5 USD"),
}  # fmt: skip


@pytest.mark.parametrize(("fee", "expected"), ONE_FEE.values(), ids=ONE_FEE)
def test_a_fee(tmp_path: Path, fee: str, expected: str) -> None:
    found = lines(tmp_path, with_fees(f"    fees:\n      - {fee}\n"))
    assert f"## g. Phí, lệ phí: {expected}" in found


def test_no_fee_told_is_not_free(tmp_path: Path) -> None:
    found = lines(tmp_path, with_fees(""))
    assert "## g. Phí, lệ phí: Không rõ: dữ liệu công bố chưa ghi nội dung này." in found


CHANNELS = """\
    fees:
      - {kind: charge, amount: 8000}
  - method: online
    limit: {value: 3, unit: working-day}
    fees:
      - {kind: charge, amount: 8000}
  - method: postal
    limit: {value: 5, unit: working-day}
    fees:
      - {kind: charge, amount: 8000}
"""


def test_channels_alike_share_a_row(tmp_path: Path) -> None:
    found = lines(tmp_path, with_fees(CHANNELS))
    assert after(found, "Cách thức thực hiện và địa chỉ tiếp nhận", 3) == [
        "| Hình thức nộp | Thời hạn giải quyết | Phí, lệ phí |",
        "| Trực tiếp / Trực tuyến | 03 ngày làm việc | Theo mục 5.g |",
        "| Dịch vụ bưu chính | 05 ngày làm việc | Theo mục 5.g |",
    ]
    assert (
        "## c. Thời hạn giải quyết: trực tiếp: 03 ngày làm việc; trực tuyến: 03 ngày làm việc; "
        "dịch vụ bưu chính: 05 ngày làm việc." in found
    )


def test_fees_that_differ_by_channel_stand_beside_their_channel(tmp_path: Path) -> None:
    other = CHANNELS.replace("amount: 8000}\n  - method: postal", "amount: 0}\n  - method: postal")
    found = lines(tmp_path, with_fees(other))
    assert after(found, "| Hình thức nộp | Thời hạn giải quyết | Phí, lệ phí |", 3) == [
        "| Trực tiếp | 03 ngày làm việc | Lệ phí: 8.000 đồng |",
        "| Trực tuyến | 03 ngày làm việc | Miễn lệ phí |",
        "| Dịch vụ bưu chính | 05 ngày làm việc | Lệ phí: 8.000 đồng |",
    ]
    assert "## g. Phí, lệ phí: Theo từng hình thức nộp tại mục 5.b." in found


def test_rates_of_the_province_go_before_the_state_s(tmp_path: Path) -> None:
    province = f"""\
code: {CODE}
fees:
  - {{text: 8.000 đồng/bản., method: direct, until: 31/12/2026}}
  - {{text: 4.000 đồng/bản, method: online}}
"""
    found = lines(tmp_path, {PROVINCE: province})
    assert after(found, "Phí, lệ phí", 2) == [
        "- Trực tiếp: 8.000 đồng/bản (áp dụng đến hết ngày 31/12/2026)",
        "- Trực tuyến: 4.000 đồng/bản",
    ]


def test_rates_by_place_stand_in_an_annex(tmp_path: Path) -> None:
    province = f"""\
code: {CODE}
fees:
  - {{text: 8.000 đồng, places: [xã A, xã B], place_name: Khu vực I, source: 1/NQ-HĐND}}
  - {{text: 5.000 đồng, source: 1/NQ-HĐND}}
"""
    found = lines(tmp_path, {PROVINCE: province})
    annex = "Phụ lục mức thu phí, lệ phí theo địa bàn"
    assert f"## g. Phí, lệ phí: Theo {annex} kèm theo quy trình này." in found
    assert f"- {annex};" in found
    assert after(found, "| STT | Địa bàn áp dụng | Mức thu | Căn cứ |", 2) == [
        "| 1 | Khu vực I / xã A, xã B | 8.000 đồng | 1/NQ-HĐND |",
        "| 2 | Toàn tỉnh | 5.000 đồng | 1/NQ-HĐND |",
    ]


def test_a_group_of_places_without_a_list_is_told(tmp_path: Path) -> None:
    province = f"""\
code: {CODE}
fees:
  - {{text: "Nộp trực tiếp: 8.000 đồng", place_name: 2 xã tại Phụ lục 1, method: direct, source: x}}
"""
    found = lines(tmp_path, {PROVINCE: province})
    unknown = "danh sách địa bàn tại phụ lục của văn bản quy định phí, chưa có trong dữ liệu"
    (item,) = [line for line in found if line.startswith("## g. Phí, lệ phí:")]
    assert item.endswith(f"Chưa rõ mức áp dụng tại Ủy ban nhân dân xã Sông Trong: {unknown}.")
    assert after(found, "| STT | Địa bàn áp dụng | Mức thu | Căn cứ |", 1) == [
        f"| 1 | 2 xã tại Phụ lục 1 / ({unknown}) | Nộp trực tiếp: 8.000 đồng | x |",
    ]


def test_a_limit_the_province_reduced_stands_beside_the_law_s(tmp_path: Path) -> None:
    province = f"""\
code: {CODE}
limit: {{value: "2,5", unit: working-day}}
limit_decision: {{number: 12/QĐ-UBND, issued: 2026-02-03, issuer: Ủy ban nhân dân tỉnh}}
"""
    found = lines(tmp_path, {PROVINCE: province})
    assert after(found, "Thời hạn giải quyết", 2) == [
        "- Theo quy định: 03 ngày làm việc;",
        (
            "- Sau cắt giảm theo Quyết định số 12/QĐ-UBND ngày 03/02/2026 "
            "của Ủy ban nhân dân tỉnh: 2,5 ngày làm việc."
        ),
    ]


def test_papers_for_every_case_come_before_those_of_a_case(tmp_path: Path) -> None:
    dossier = """\
dossier:
  - name: "* Trường hợp ủy quyền:"
    items:
      - {name: "- Văn bản ủy quyền", original_qty: 1, copy_qty: 2}
  - items:
      - name: Tờ khai theo mẫu
"""
    old = "dossier:\n  - items:\n      - name: Tờ khai theo mẫu\n"
    found = lines(tmp_path, edited(CATALOGUE, old, dossier))
    assert after(found, "Thành phần, số lượng hồ sơ", 5) == [
        "| TT | Tên giấy tờ | Bản chính | Bản sao |",
        "| 1 | Tờ khai theo mẫu | 01 | – |",
        "label | * Trường hợp ủy quyền",
        "| TT | Tên giấy tờ | Bản chính | Bản sao |",
        "| 1 | Văn bản ủy quyền | 01 | 02 |",
    ]


def test_papers_without_a_number_are_notes(tmp_path: Path) -> None:
    old = "        original_qty: 1\n"
    found = lines(tmp_path, edited(CATALOGUE, old, "      - name: '- Xuất trình thẻ căn cước'\n"))
    assert after(found, "Thành phần, số lượng hồ sơ", 2) == [
        "body | Tờ khai theo mẫu",
        "- Xuất trình thẻ căn cước",
    ]


REVISIONS = """\
revisions:
  QT 01/CX-HT:
    - {issue: 1, revision: 0, issued: 2026-04-01, decision: 5/QĐ-UBND}
    - {issue: 1, revision: 1, issued: 2026-05-18, summary: Sửa bước 2, part: Mục 5, basis: Luật A}
    - {issue: 2, revision: 0, issued: 2027-01-02, summary: Viết lại}
"""

TABLES = {
    "r1": [
        "| STT | Tóm lược nội dung sửa đổi | Cơ sở pháp lý hoặc căn cứ sửa đổi | Lần sửa đổi |",
        "| 1 | Ban hành lần đầu | Quyết định số 5/QĐ-UBND | 00 |",
        "| 2 | Sửa bước 2 | Luật A | 01 |",
    ],
    "r2": [
        (
            "| Yêu cầu sửa đổi, bổ sung | Trang, phần liên quan việc sửa đổi "
            "| Mô tả nội dung sửa đổi | Lần sửa đổi | Ngày sửa đổi |"
        ),
        "| Quyết định số 5/QĐ-UBND | Toàn bộ | Ban hành lần đầu | 00 | 01/4/2026 |",
        "| Luật A | Mục 5 | Sửa bước 2 | 01 | 18/5/2026 |",
    ],
    "r3": [
        "| Ngày, tháng, năm | Nội dung thay đổi | Lần ban hành |",
        "| 01/4/2026 | Ban hành lần đầu | 01 |",
        "| 18/5/2026 | Sửa bước 2 | 01 |",
    ],
}


@pytest.mark.parametrize(("table", "expected"), TABLES.items())
def test_revision_tables_tell_what_was_signed_by_the_day(
    tmp_path: Path, table: str, expected: list[str]
) -> None:
    layout = TINY["qms.yaml"] + f"layout: {{revision_table: {table}}}\n"
    found = lines(tmp_path, {"qms.yaml": layout, "revisions.yaml": REVISIONS})
    rows = after(found, "TRANG THEO DÕI SỐ LẦN SỬA ĐỔI TÀI LIỆU", 4)
    assert rows == [*expected, "# 1. MỤC ĐÍCH"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 5, 17), ("01", "00")), (date(2026, 5, 18), ("01", "01")),
     (date(2027, 1, 2), ("02", "00"))],
)  # fmt: skip
def test_the_revision_of_the_day_stands_on_the_cover(
    tmp_path: Path, day: date, expected: tuple[str, str]
) -> None:
    names = composed(tmp_path, {"revisions.yaml": REVISIONS}, day).names
    assert (names["issue"], names["revision"]) == expected


def test_a_retention_nobody_fixed_is_told_as_such(tmp_path: Path) -> None:
    found = lines(tmp_path, edited(CATALOGUE, "field: Hộ tịch", "field: Nghề cá"))
    head = "| STT | Tên biểu mẫu, hồ sơ | Nơi lưu, người lưu trữ | Thời gian lưu trữ |"
    rows = after(found, head, 3)
    assert [row.rpartition(" | ")[2] for row in rows] == ["Chưa xác định |"] * 3


def test_records_of_the_workflow_go_before_the_framework_s(tmp_path: Path) -> None:
    records = "records:\n  - {name: Sổ, holder: Văn thư, retention: 10 năm}\n  - name: Tờ khai\n"
    found = lines(tmp_path, {WORKFLOW: TINY[WORKFLOW] + records})
    assert found[found.index("# 7. HỒ SƠ CẦN LƯU") + 2 :][:2] == [
        "| 01 | Sổ | Văn thư | 10 năm |",
        "| 02 | Tờ khai |  | Chưa xác định |",
    ]


TWO_CASES = """\
procedures: [1.000170]
standing: agency
cases:
  - {id: khong, name: Không xác minh}
  - {id: co, name: Có xác minh, limit: {value: 5, unit: working-day}}
steps:
  - role: reception
    action: Nhận hồ sơ.
    limit: {value: 4, unit: hour}
  - role: civil-status-officer
    action: Xác minh.
    limits:
      co: {value: 3, unit: working-day}
  - role: leader
    action: Ký.
    limits:
      khong: {value: 1, unit: working-day}
      co: {value: "1,5", unit: working-day}
"""


def test_two_cases_have_two_columns_of_times(tmp_path: Path) -> None:
    found = lines(tmp_path, {WORKFLOW: TWO_CASES})
    assert after(found, "Quy trình các bước xử lý công việc", 5) == [
        (
            "| TT | Trình tự các bước công việc* | Trách nhiệm | Thời gian không xác minh: "
            "1,5 ngày làm việc | Thời gian có xác minh: 05 ngày làm việc |"
        ),
        (
            "| 1 | Nhận hồ sơ. | Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công "
            "| 04 giờ làm việc | 04 giờ làm việc |"
        ),
        "| 2 | Xác minh. | Công chức tư pháp – hộ tịch | – | 03 ngày làm việc |",
        "| 3 | Ký. | Lãnh đạo Ủy ban nhân dân | 01 ngày làm việc | 1,5 ngày làm việc |",
        "| Tổng thời gian | 1,5 ngày làm việc | 05 ngày làm việc |",
    ]


def test_a_step_without_time_is_told_and_gives_no_total(tmp_path: Path) -> None:
    old = '    limit: {value: "0,5", unit: working-day}\n  - role: civil'
    found = lines(tmp_path, edited(WORKFLOW, old, "  - role: civil"))
    rows = after(found, "Quy trình các bước xử lý công việc", 5)
    assert rows[1].endswith("| không rõ |")
    assert rows[0].endswith("| Thời gian (03 ngày làm việc) |")
    totals = [row for row in rows if row.startswith("| Tổng thời gian")]
    assert totals in ([], ["| Tổng thời gian | không rõ |"])


ISSUED = {
    "revisions.yaml": "revisions:\n  QT 01/CX-HT:\n"
    "    - {issue: 1, revision: 0, issued: 2026-01-05, effective: 2026-01-10}\n"
}


def test_an_agency_s_workflow_is_no_draft_once_its_document_is_issued(tmp_path: Path) -> None:
    made = composed(tmp_path / "unissued", {})
    assert made.names["draft"] == "DỰ THẢO"
    assert "DỰ THẢO" not in outline(made.body)
    made = composed(tmp_path, ISSUED)
    assert made.names["draft"] == ""
    assert "DỰ THẢO" not in outline(made.body)


def test_a_proposed_workflow_says_that_it_is_a_draft(tmp_path: Path) -> None:
    made = composed(tmp_path, edited(WORKFLOW, "standing: agency", "standing: proposed"))
    assert made.names["draft"] == "DỰ THẢO"
    assert "label | DỰ THẢO: các bước" in outline(made.body)


def test_an_approved_workflow_names_its_decision(tmp_path: Path) -> None:
    province = (
        f"code: {CODE}\nworkflow:\n  decision: {{number: 12/QĐ-UBND, issued: 2026-03-20}}\n"
        "  steps:\n    - {role: head, action: Ký}\n"
    )
    own = edited(WORKFLOW, "standing: agency", "standing: proposed")
    made = composed(tmp_path, {**own, **ISSUED, PROVINCE: province})
    assert made.names["draft"] == ""
    line = "label | Quy trình nội bộ được phê duyệt theo Quyết định số 12/QĐ-UBND ngày 20/3/2026."
    assert line in outline(made.body)


def test_roles_and_laws_are_those_of_the_day(tmp_path: Path) -> None:
    before = "\n".join(lines(tmp_path, {}, date(2025, 6, 30)))
    since = "\n".join(lines(tmp_path, {}, date(2025, 7, 1)))
    assert "61/2018/NĐ-CP" in before
    assert "118/2025/NĐ-CP" not in before
    assert "118/2025/NĐ-CP" in since
    assert "61/2018/NĐ-CP" not in since
    assert "Công chức Bộ phận tiếp nhận và trả kết quả" in before
    assert "Trung tâm Phục vụ hành chính công" in since


def test_only_abbreviations_in_use_are_explained(tmp_path: Path) -> None:
    meaning = "| UBND | : | Ủy ban nhân dân |"
    assert meaning not in lines(tmp_path, {})
    used = edited(WORKFLOW, "Nhận hồ sơ.", "Nhận hồ sơ tại UBND xã.")
    assert meaning in lines(tmp_path, used)


TRACKED = {
    "three days and three roles": ("", True),
    "the workflow says no": ("tracked: không\n", False),
    "the workflow says yes": ("tracked: có\n", True),
}


@pytest.mark.parametrize(("line", "expected"), TRACKED.values(), ids=TRACKED)
def test_a_tracking_slip_goes_with_the_dossier(
    tmp_path: Path, line: str, *, expected: bool
) -> None:
    found = lines(tmp_path, {WORKFLOW: TINY[WORKFLOW] + line})
    assert ("# PHIẾU THEO DÕI QUÁ TRÌNH XỬ LÝ CÔNG VIỆC" in found) is expected


def test_work_done_at_once_needs_no_tracking_slip(tmp_path: Path) -> None:
    found = lines(tmp_path, edited(CATALOGUE, "{value: 3, unit", '{value: "1,5", unit'))
    assert "# PHIẾU THEO DÕI QUÁ TRÌNH XỬ LÝ CÔNG VIỆC" not in found


FORM = "attachments:\n  - {title: Phiếu hẹn, file: phieu-hen.md}\n"


def test_a_form_of_the_agency_stands_behind_the_document(tmp_path: Path) -> None:
    changes = {WORKFLOW: TINY[WORKFLOW] + FORM, "forms/phieu-hen.md": "Mã: {{ document.code }}\n"}
    found = lines(tmp_path, changes)
    assert "- Phiếu hẹn;" in found
    assert after(found, "# Phiếu hẹn", 1) == ["form | Mã: QT 01/CX-HT"]


def test_a_form_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        lines(tmp_path, {WORKFLOW: TINY[WORKFLOW] + FORM})
    (problem,) = caught.value.problems
    assert (problem.where.file, problem.code) == ("forms/phieu-hen.md", "QMS213")


def test_a_workflow_of_two_procedures_makes_one_document(tmp_path: Path) -> None:
    other = TINY[CATALOGUE].replace(CODE, "1.000180").replace("Tờ khai theo mẫu", "Đơn")
    changes = {
        "catalogue/1.000180.yaml": other.replace("giấy xác nhận", "bản sao"),
        **edited(WORKFLOW, "  - 1.000170\n", "  - 1.000170\n  - 1.000180\n"),
    }
    found = lines(tmp_path, changes)
    assert after(found, "Thành phần, số lượng hồ sơ", 8) == [
        "label | * Cấp giấy xác nhận dùng thử (1.000170)",
        "| TT | Tên giấy tờ | Bản chính | Bản sao |",
        "| 1 | Tờ khai theo mẫu | 01 | – |",
        "body | Số lượng hồ sơ: không rõ (dữ liệu công bố chưa ghi).",
        "label | * Cấp bản sao dùng thử (1.000180)",
        "| TT | Tên giấy tờ | Bản chính | Bản sao |",
        "| 1 | Đơn | 01 | – |",
        "body | Số lượng hồ sơ: không rõ (dữ liệu công bố chưa ghi).",
    ]
    # What both say is said once.
    assert "## c. Thời hạn giải quyết: 03 ngày làm việc." in found


@pytest.mark.parametrize("profile", ["lettered", "decimal"])
@pytest.mark.parametrize("kind", ["procedure-document", "desk-card"])
def test_the_least_a_set_may_hold_makes_a_document(tmp_path: Path, profile: str, kind: str) -> None:
    qms = TINY["qms.yaml"] + f"layout: {{profile: {profile}}}\n"
    changes = {
        "qms.yaml": qms.replace("  address: Số 1, đường Làng, xã Sông Trong\n", ""),
        CATALOGUE: f"code: {CODE}\nname: Thử\n",
        WORKFLOW: edited(WORKFLOW, STEPS, "  - {role: head, action: Ký}\n")[WORKFLOW],
    }
    found = "\n".join(lines(tmp_path, changes, kind=kind))
    assert "hông rõ" in found
    assert "None" not in found


def test_a_card_tells_the_limit_that_binds(tmp_path: Path) -> None:
    province = f"code: {CODE}\nlimit: {{value: 2, unit: working-day}}\n"
    found = lines(tmp_path, {PROVINCE: province}, kind="desk-card")
    assert "| Thời hạn | 02 ngày làm việc |" in found


def test_a_card_tells_what_an_amount_is_for(tmp_path: Path) -> None:
    fee = with_fees("    fees:\n      - {kind: fee, amount: 2000, text: mỗi trang}\n")
    found = lines(tmp_path, fee, kind="desk-card")
    assert [line for line in found if "2.000 đồng" in line and "mỗi trang" in line]


def test_a_card_of_two_procedures_lists_the_papers_of_both(tmp_path: Path) -> None:
    other = TINY[CATALOGUE].replace(CODE, "1.000180").replace("Tờ khai theo mẫu", "Đơn")
    found = lines(
        tmp_path,
        {
            "catalogue/1.000180.yaml": other,
            **edited(WORKFLOW, "  - 1.000170\n", "  - 1.000170\n  - 1.000180\n"),
        },
        kind="desk-card",
    )
    papers = [line for line in found if line.startswith("| ☐ |")]
    assert [paper for paper in papers if "Tờ khai theo mẫu" in paper]
    assert [paper for paper in papers if "Đơn" in paper]


def test_an_argument_that_is_no_number_is_told_with_its_line(tmp_path: Path) -> None:
    text = EXTENDS + "{% block opening %}\n::: contents depth=hai\n{% endblock %}\n"
    with pytest.raises(InvalidInputError) as caught:
        lines(tmp_path, {"documents/procedure.md": text})
    places = [(one.where.file, one.where.line) for one in caught.value.problems]
    assert places == [("documents/procedure.md", 3)]


SHARED = """\
cases:
  - {id: khong-xac-minh, name: Không xác minh, limit: {value: 1, unit: working-day}}
  - {id: co-xac-minh, name: Có xác minh, limit: {value: 5, unit: working-day}}
steps:
  - role: reception
    action: Nhận hồ sơ.
    limits:
      khong-xac-minh: {value: 1, unit: working-day}
      co-xac-minh: {value: 1, unit: working-day}
  - performer: Phòng Tư pháp
    action: Xác minh.
    limits:
      khong-xac-minh: {shared: yes}
      co-xac-minh: {value: 4, unit: working-day}
"""


def test_steps_that_share_a_time_share_a_cell_and_count_once(tmp_path: Path) -> None:
    found = lines(tmp_path, {WORKFLOW: TINY[WORKFLOW].partition("steps:")[0] + SHARED})
    row = next(at for at, line in enumerate(found) if "Nhận hồ sơ." in line)
    assert found[row : row + 3] == [
        (
            "| 1 | Nhận hồ sơ. | Cán bộ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công"
            " | 01 ngày làm việc | 01 ngày làm việc |"
        ),
        "| 2 | Xác minh. | Phòng Tư pháp |  | 04 ngày làm việc |",
        "| Tổng thời gian | 01 ngày làm việc | 05 ngày làm việc |",
    ]


def test_rates_hold_from_their_first_to_their_last_day(tmp_path: Path) -> None:
    province = f"""\
code: {CODE}
fees:
  - {{text: 9.000 đồng, until: 31/12/2025}}
  - {{text: 7.000 đồng, since: 01/01/2026, until: 31/12/2026}}
  - {{text: 6.000 đồng, since: 01/01/2027}}
"""
    shown = {
        date(2025, 12, 31): "9.000 đồng (áp dụng đến hết ngày 31/12/2025)",
        date(2026, 1, 1): "7.000 đồng (áp dụng từ ngày 01/01/2026 đến hết ngày 31/12/2026)",
        date(2027, 1, 1): "6.000 đồng (áp dụng từ ngày 01/01/2027)",
    }
    for at, (day, expected) in enumerate(shown.items()):
        found = lines(tmp_path / str(at), {PROVINCE: province}, day)
        assert [line for line in found if " đồng" in line] == [f"- {expected}"]


def test_notes_among_the_papers_stand_behind_the_table(tmp_path: Path) -> None:
    papers = """\
      - name: Tờ khai theo mẫu
        original_qty: 1
      - name: Thẻ căn cước
        original_qty: 1
        use: present
      - name: Không nộp bản sao giấy tờ đã có trong cơ sở dữ liệu.
        use: note
"""
    old = "      - name: Tờ khai theo mẫu\n        original_qty: 1\n"
    found = lines(tmp_path, edited(CATALOGUE, old, papers))
    assert after(found, "| TT | Tên giấy tờ | Bản chính | Bản sao |", 4) == [
        "| 1 | Tờ khai theo mẫu | 01 | – |",
        "| 2 | Thẻ căn cước / Giấy tờ xuất trình | 01 | – |",
        "label | Lưu ý:",
        "body | Không nộp bản sao giấy tờ đã có trong cơ sở dữ liệu.",
    ]


def test_a_procedure_known_by_name_only_says_so(tmp_path: Path) -> None:
    bare = f"code: {CODE}\nname: Thủ tục thử\nfield: Hộ tịch\nlevels: [commune]\n"
    found = lines(tmp_path, {CATALOGUE: bare})
    told = "Chưa có dữ liệu: mới có mã và tên thủ tục."
    assert sum(told in line for line in found) >= 3
    assert not any("không rõ" in line.lower() for line in found)


def test_the_hour_after_which_the_next_working_day_counts_is_on_the_card(tmp_path: Path) -> None:
    changes = edited(
        CATALOGUE,
        "limit: {value: 3, unit: working-day}",
        'limit: {value: 1, unit: working-day, cut_off: "15:00"}',
    )
    found = lines(tmp_path, changes, kind="desk-card")
    assert (
        "| Thời hạn | 01 ngày làm việc; hồ sơ nhận sau 15 giờ: trong ngày làm việc tiếp theo |"
        in found
    )


WHO = {
    "a role": ("role: leader", "Lãnh đạo Ủy ban nhân dân"),
    "words": ("performer: Phòng Tư pháp", "Phòng Tư pháp"),
    "another agency": ("role: leader\n    outside: Công an xã", "Công an xã"),
    "somebody of another agency": (
        "performer: Lãnh đạo Sở\n    outside: Sở Thử", "Lãnh đạo Sở, Sở Thử"),
}  # fmt: skip


@pytest.mark.parametrize(("who", "expected"), WHO.values(), ids=WHO)
def test_who_acts_in_a_step(tmp_path: Path, who: str, expected: str) -> None:
    found = lines(tmp_path, edited(WORKFLOW, "role: leader", who))
    assert any(f"| {expected} |" in line for line in found if "Ký giấy xác nhận." in line)


def test_units_that_share_the_system_stand_in_the_scope(tmp_path: Path) -> None:
    qms = {"qms.yaml": TINY["qms.yaml"] + "scope:\n  units: [Văn phòng Thử]\n"}
    found = lines(tmp_path, qms)
    assert any("Ủy ban nhân dân xã Sông Trong, Văn phòng Thử tham gia" in line for line in found)


def test_many_amounts_leave_room_for_the_pointer_on_the_card(tmp_path: Path) -> None:
    fees = "    fees:\n" + "".join(
        f"      - {{kind: fee, amount: {number}00000, text: {'rất dài ' * 10}}}\n"
        for number in range(11, 40)
    )
    found = lines(tmp_path, with_fees(fees), kind="desk-card")
    fact = next(line for line in found if line.startswith("| Phí, lệ phí |"))
    assert fact.endswith("Trường hợp áp dụng: xem quy trình QT 01/CX-HT |")


OBLIGED = {"encouraged": [], "mandatory": ["phải áp dụng"]}


@pytest.mark.parametrize(("obligation", "expected"), OBLIGED.items())
def test_no_text_says_must_to_an_agency_that_is_only_encouraged(
    tmp_path: Path, obligation: str, expected: list[str]
) -> None:
    text = (
        '{% extends "framework/procedure.md" %}\n\n{% block purpose %}\n\n'
        "Cơ quan {% if obligation == 'mandatory' %}phải áp dụng{% else %}áp dụng{% endif %} "
        "hệ thống.\n\n{% endblock %}\n"
    )
    qms = TINY["qms.yaml"] + f"scope:\n  obligation: {obligation}\n"
    made = lines(tmp_path, {"qms.yaml": qms, "documents/procedure.md": text})
    found = [line for line in made if "phải áp dụng" in line or "phải xây dựng" in line]
    assert ["phải áp dụng" for _line in found] == expected


LIMIT_YAML = "limit: {value: 3, unit: working-day}"
WITH_CASES = """\
limit:
      value: 3
      unit: working-day
      cases:
        - {case: đối với nhà ở riêng lẻ, value: "2", unit: working-day}
      cut_off: "15:00"
"""


def test_cases_and_the_cut_off_hour_stand_under_the_limit(tmp_path: Path) -> None:
    found = lines(tmp_path, edited(CATALOGUE, LIMIT_YAML, WITH_CASES))
    assert after(found, "Thời hạn giải quyết", 3) == [
        "- 03 ngày làm việc;",
        "- Đối với nhà ở riêng lẻ: 02 ngày làm việc;",
        "- Hồ sơ nhận sau 15 giờ: trong ngày làm việc tiếp theo.",
    ]


def test_the_card_shows_the_limits_of_all_cases(tmp_path: Path) -> None:
    found = lines(tmp_path, edited(CATALOGUE, LIMIT_YAML, WITH_CASES), kind="desk-card")
    assert (
        "| Thời hạn | 03 ngày làm việc; đối với nhà ở riêng lẻ: 02 ngày làm việc; "
        "hồ sơ nhận sau 15 giờ: trong ngày làm việc tiếp theo |" in found
    )


def test_the_card_shows_the_times_of_two_cases(tmp_path: Path) -> None:
    found = lines(tmp_path, {WORKFLOW: TWO_CASES}, kind="desk-card")
    assert after(found, "Các bước", 5)[0] == (
        "| TT | Người thực hiện | Việc | Thời gian (Không xác minh) | Thời gian (Có xác minh) |"
    )
    assert "| Tổng thời gian | 1,5 ngày làm việc | 05 ngày làm việc |" in found


DOUBT = LIMIT_YAML.replace("working-day", "day") + "\n    text: Trong 3 ngày làm việc."


def test_a_unit_the_record_contradicts_is_marked(tmp_path: Path) -> None:
    found = lines(tmp_path, edited(CATALOGUE, LIMIT_YAML, DOUBT))
    assert after(found, "Thời hạn giải quyết", 2) == [
        "body | 03 ngày.",
        (
            "body | Đơn vị tính của thời hạn chưa thống nhất trong dữ liệu công bố, phải kiểm tra: "
            "hình thức nộp ghi 03 ngày, phần mô tả ghi 03 ngày làm việc."
        ),
    ]
    assert any(line.startswith("| Trực tiếp | Theo mục") for line in found)


def test_a_unit_the_record_contradicts_is_marked_on_the_card(tmp_path: Path) -> None:
    found = lines(tmp_path, edited(CATALOGUE, LIMIT_YAML, DOUBT), kind="desk-card")
    doubt = "chưa thống nhất trong dữ liệu công bố, phải kiểm tra"
    assert f"| Thời hạn | 03 ngày ({doubt}) |" in found


def test_proposed_times_say_that_their_limit_is_not_certain(tmp_path: Path) -> None:
    proposed = edited(WORKFLOW, "standing: agency", "standing: proposed")
    changes = {**proposed, **edited(CATALOGUE, LIMIT_YAML, DOUBT)}
    found = lines(tmp_path, changes)
    assert any("Thời gian các bước tính theo thời hạn chưa" in line for line in found)


def test_the_table_of_channels_sends_to_the_reduced_limit(tmp_path: Path) -> None:
    province = f"code: {CODE}\nlimit: {{value: 2, unit: working-day}}\n"
    found = lines(tmp_path, {PROVINCE: province})
    assert any(line.startswith("| Trực tiếp | Theo mục") for line in found)
    assert not any(line.startswith("| Trực tiếp | 03") for line in found)


CONTRADICTED = {
    "thousands lost": ("{kind: fee, amount: 20, text: 20.000 vnđ / tờ khai}", "20 đồng"),
    "less than any money": ("{kind: fee, amount: 20}", "20 đồng"),
    "another amount": (
        "{kind: fee, amount: 5000, text: nộp trực tuyến thu 7.000 đồng}",
        "5.000 đồng",
    ),
}


@pytest.mark.parametrize(("fee", "amount"), CONTRADICTED.values(), ids=CONTRADICTED)
def test_an_amount_that_cannot_be_right_is_unclear(tmp_path: Path, fee: str, amount: str) -> None:
    found = "\n".join(lines(tmp_path, with_fees(f"    fees:\n      - {fee}\n")))
    assert f"Phí: không rõ, phải kiểm tra; dữ liệu công bố ghi {amount}" in found


def test_a_full_stop_makes_no_other_fee(tmp_path: Path) -> None:
    first = "    fees:\n      - {kind: fee, text: Theo quy định.}\n"
    second = "  - method: online\n    limit: {value: 3, unit: working-day}\n"
    second += "    fees:\n      - {kind: fee, text: Theo quy định}\n"
    found = lines(tmp_path, with_fees(first + second))
    assert any("Trực tiếp" in line and "Trực tuyến" in line for line in found)
    assert not any("Theo từng hình thức nộp" in line for line in found)


def test_lists_of_the_state_end_with_one_full_stop(tmp_path: Path) -> None:
    changes = edited(CATALOGUE, "results: [Giấy xác nhận]", "results: ['- Giấy phép.', Giấy 2;]")
    found = "\n".join(lines(tmp_path, changes))
    assert "Giấy phép; Giấy 2." in found
    assert ".." not in found.replace("…", "")


SEVERAL = """\
channels:
  - method: direct
    limit:
      value: 10
      unit: working-day
      cases:
        - {case: xã thông thường, value: 5, unit: working-day}
  - {method: direct, limit: {value: 17, unit: working-day}}
  - {method: online, limit: {value: 10, unit: working-day}}
  - {method: online, limit: {value: 17, unit: working-day}}
"""


def test_limits_alike_on_all_channels_are_told_once_with_the_limit_a_case_belongs_to(
    tmp_path: Path,
) -> None:
    before, _channels, after_them = TINY[CATALOGUE].partition("channels:\n")
    changed = before + SEVERAL + "dossier:" + after_them.partition("dossier:")[2]
    found = lines(tmp_path, {CATALOGUE: changed})
    assert after(found, "Thời hạn giải quyết", 2) == [
        "- 10 ngày làm việc hoặc 17 ngày làm việc;",
        "- Xã thông thường: 05 ngày làm việc (hình thức nộp ghi 10 ngày làm việc).",
    ]
