import json
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import InvalidInputError, Limit, Procedure, TimeUnit, read_procedures
from qmskit.model.procedures import (
    Agencies,
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    DossierCase,
    DossierItem,
    ExecutionStep,
    Fee,
    FeeKind,
    FeeState,
    LegalBasis,
    Level,
    PaperUse,
    Unparsed,
)
from qmskit.readers.files import opening
from qmskit.readers.portal.page import page_procedure
from qmskit.readers.portal.page_channels import channels
from qmskit.readers.portal.page_citations import legal_bases
from qmskit.readers.portal.page_dossiers import dossier
from qmskit.readers.portal.page_results import results
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.schemas import refused
from qmskit.readers.trees import Json
from tests.trees import write_tree

FILE = "1.000170.json"
NOTHING = "Không có thông tin"
CHANNEL_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPER_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAW_HEAD = "Tên văn bản pháp lýMã văn bản"
BOXES = "Từ khóaKhông có thông tinMô tảKhông có thông tin"
CHOICE = (
    "Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Tỉnh/ Thành phố --Phường/ XãSở"
    "-- Chọn Phường/ Xã --Hệ thống chỉ hiển thị những cơ quan đã áp dụng dịch vụ công trực tuyến"
    "Nộp hồ sơ"
)

ONLINE, POSTAL, DIRECT = ChannelMethod.ONLINE, ChannelMethod.POSTAL, ChannelMethod.DIRECT
FREE = Fee(FeeKind.FEE, Decimal(0), state=FeeState.FREE)


def page(**fields: Json) -> dict[str, Json]:
    """Return a page that says no more than it must, and `fields`."""
    return {"ma_thu_tuc": "1.000170", "ten_thu_tuc": "Thử", **fields}


def read(**fields: Json) -> Procedure:
    return page_procedure(page(**fields), FILE)


def unparsed(found: Procedure) -> dict[str, str]:
    return {one.path: one.text for one in found.unparsed}


def test_a_whole_page() -> None:
    found = read(
        ten_thu_tuc="Thủ tục đăng ký \ntạm trú",
        detail_url="https://example.vn/x",
        formality_id="",
        so_quyet_dinh="QĐ/0001-BTP",
        cap_thuc_hien="Cấp tỉnh, Cấp xã, Cơ quan khác",
        loai_thu_tuc="Loại khác",
        linh_vuc="Hộ tịch",
        doi_tuong_thuc_hien="Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        co_quan_co_tham_quyen="",
        dia_chi_tiep_nhan="Công an cấp xã.",
        co_quan_thuc_hien="Thuế tỉnh, thành phố, Thuế cơ sở",
        thu_tuc_lien_quan=NOTHING,
        trinh_tu_thuc_hien="- Nộp hồ sơ.\n- Nhận kết quả.",
        cach_thuc_thuc_hien=f"{CHANNEL_HEAD}Trực tiếp3 Ngày làm việcMiễn phí",
        thanh_phan_ho_so=f"--{PAPER_HEAD}Tờ khai1 bản chính",
        can_cu_phap_ly=f"{LAW_HEAD}Luật Hộ tịch60/2014/QH13",
        yeu_cau_dieu_kien=NOTHING,
        ket_qua_xu_ly=f"Giấy khai sinhMã: KQ.G15.000031{BOXES}{CHOICE}",
    )
    assert found == Procedure(
        code="1.000170",
        name="Thủ tục đăng ký tạm trú",
        field="Hộ tịch",
        levels=(Level.COMMUNE, Level.PROVINCE, Level.OTHER),
        channels=(Channel(DIRECT, Limit(Decimal(3), TimeUnit.WORKING_DAY), (FREE,)),),
        dossier=(DossierCase("", (DossierItem("Tờ khai", 1),)),),
        execution=(ExecutionStep("", "- Nộp hồ sơ.\n- Nhận kết quả."),),
        applicants=("Công dân Việt Nam", "Tổ chức (không bao gồm doanh nghiệp, HTX)"),
        agencies=Agencies(
            executing=("Thuế tỉnh, thành phố", "Thuế cơ sở"), addresses="Công an cấp xã."
        ),
        results=("Giấy khai sinh",),
        legal_bases=(LegalBasis("60/2014/QH13", "Luật Hộ tịch"),),
        decision=AnnouncingDecision("QĐ/0001-BTP"),
        unparsed=(
            Unparsed("detail_url", "https://example.vn/x"),
            Unparsed("loai_thu_tuc", "Loại khác"),
            Unparsed("ket_qua_xu_ly", "Mã: KQ.G15.000031"),
        ),
    )


def limit(value: str = "", unit: TimeUnit = TimeUnit.UNKNOWN, text: str = "") -> Limit:
    return Limit(Decimal(value) if value else None, unit, text)


# The cells of one row behind its method, the limit, the fee as (amount, words), the description.
ROWS: dict[str, tuple[str, Limit, tuple[str, str] | None, str]] = {
    "working days": ("5 Ngày làm việcMiễn phí", limit("5", TimeUnit.WORKING_DAY), ("0", ""), ""),
    "days": ("20 NgàyMiễn phí", limit("20", TimeUnit.DAY), ("0", ""), ""),
    "hours": ("8 GiờMiễn phí", limit("8", TimeUnit.HOUR), ("0", ""), ""),
    "months": ("2 ThángMiễn phí", limit("2", TimeUnit.MONTH), ("0", ""), ""),
    "half a day": ("7.5 NgàyMiễn phí", limit("7.5", TimeUnit.DAY), ("0", ""), ""),
    "lost unit": ("7Miễn phí", limit("7"), ("0", ""), ""),
    "lost unit, no fee told": (f"7{NOTHING}", limit("7"), None, ""),
    "unit we do not know": ("2 TuầnMiễn phí", limit("2", text="2 Tuần"), ("0", ""), ""),
    "no limit told": (f"{NOTHING}8,000 VNĐ", limit(), ("8000", ""), ""),
    "nothing told": (f"{NOTHING}{NOTHING}", limit(), None, ""),
    "limit in words": ("Không quy địnhMiễn phí", limit(text="Không quy định"), ("0", ""), ""),
    "millions": (
        "45 Ngày4,500,000 Việt Nam Đồng((bốn triệu)Lệ phí)Nộp ở xã",
        limit("45", TimeUnit.DAY), ("4500000", "(bốn triệu)Lệ phí"), "Nộp ở xã"),
    "words of a fee": ("1 NgàyMiễn phí(Không)", limit("1", TimeUnit.DAY), ("0", "Không"), ""),
    "words in brackets": (
        "1 NgàyMiễn phí((a; b))x", limit("1", TimeUnit.DAY), ("0", "(a; b)"), "x"),
    "brackets closed too often": (
        "1 NgàyMiễn phí(a (b)))x", limit("1", TimeUnit.DAY), ("0", "a (b))"), "x"),
    "brackets never closed": (
        "1 NgàyMiễn phí(a (b)x", limit("1", TimeUnit.DAY), ("0", "a (b"), "x"),
    "brackets only opened": ("1 NgàyMiễn phí(a", limit("1", TimeUnit.DAY), ("0", ""), "(a"),
    "description": ("1 NgàyMiễn phíNộp hồ sơ", limit("1", TimeUnit.DAY), ("0", ""), "Nộp hồ sơ"),
    "description in brackets": (
        f"1 Ngày{NOTHING}(1) Trường hợp khác", limit("1", TimeUnit.DAY), None,
        "(1) Trường hợp khác"),
    "lost unit, one way to part": ("120 VNĐ", limit("1"), ("20", ""), ""),
    "lost unit before thousands": ("15500,000 VNĐ", limit("15"), ("500000", ""), ""),
    "lost unit, several ways": ("1520 VNĐ", limit(text="1520 VNĐ"), None, ""),
    "no limit has thirteen digits": (
        "1000000000000200 VNĐ", limit(text="1000000000000200 VNĐ"), None, ""),
    "no limit at all": ("8,000 VNĐ", limit(), ("8000", ""), ""),
    "foreign money": ("3 Ngày50 USD", limit("3", TimeUnit.DAY), ("50", ""), ""),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "expected", "fee", "text"), ROWS.values(), ids=ROWS)
def test_a_row_of_channels(
    cells: str, expected: Limit, fee: tuple[str, str] | None, text: str
) -> None:
    (found,), before = channels(f"{CHANNEL_HEAD}Trực tiếp{cells}")
    fees = [(one.amount, one.text) for one in found.fees]
    assert (found.method, found.limit.bare, found.text, before) == (DIRECT, expected, text, "")
    assert fees == ([(Decimal(fee[0]), fee[1])] if fee else [])


def methods(table: str) -> list[tuple[ChannelMethod, str, str]]:
    return [
        (one.method, "" if one.limit.value is None else str(one.limit.value), one.text)
        for one in channels(table)[0]
    ]


TABLES = {
    "one after another": (
        f"{CHANNEL_HEAD}Trực tuyến1Miễn phíDịch vụ bưu chính2Miễn phíTrực tiếp3Miễn phí",
        [(ONLINE, "1", ""), (POSTAL, "2", ""), (DIRECT, "3", "")]),
    "a method twice": (
        "Trực tiếp3 NgàyMiễn phíCó thẻTrực tiếp7 NgàyMiễn phíChưa có thẻ",
        [(DIRECT, "3", "Có thẻ"), (DIRECT, "7", "Chưa có thẻ")]),
    "methods in a description": (
        f"Trực tuyến5 Ngày{NOTHING}+ Trực tiếp: nộp ở xã.Trực tiếp2{NOTHING}Trực tiếp thực hiện",
        [(ONLINE, "5", "+ Trực tiếp: nộp ở xã."), (DIRECT, "2", "Trực tiếp thực hiện")]),
    "a row behind a blank and a line": (
        "Trực tiếp1 NgàyMiễn phíMột. Trực tuyến2 NgàyMiễn phíHai.\nDịch vụ bưu chính3 NgàyMiễn phí",
        [(DIRECT, "1", "Một."), (ONLINE, "2", "Hai."), (POSTAL, "3", "")]),
    "a table that was cut off": ("Trực tuyến1Miễn phíTrực tiếp2", [(ONLINE, "1", ""),
                                                                (DIRECT, "2", "")]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), TABLES.values(), ids=TABLES)
def test_rows_of_channels(table: str, expected: list[tuple[ChannelMethod, str, str]]) -> None:
    assert methods(table) == expected


def test_several_fees_of_a_row() -> None:
    (found,), _ = channels("Trực tiếp1 NgàyMiễn phí(trẻ em)7,000 VNĐ(người lớn)Nộp ở xã")
    assert [(fee.amount, fee.text) for fee in found.fees] == [
        (Decimal(0), "trẻ em"),
        (Decimal(7000), "người lớn"),
    ]
    assert found.text == "Nộp ở xã"


def test_a_named_charge_is_one_and_foreign_money_keeps_its_name() -> None:
    (found,), _ = channels("Trực tiếp1 Ngày20 USD(Lệ phí cấp thẻ)")
    assert [(fee.kind, fee.currency) for fee in found.fees] == [(FeeKind.CHARGE, "USD")]


def test_words_before_the_first_row_are_kept() -> None:
    assert channels("Xem mô tả") == ((), "Xem mô tả")
    assert unparsed(read(cach_thuc_thuc_hien="Xem mô tả")) == {"cach_thuc_thuc_hien": "Xem mô tả"}


def test_the_hour_after_which_a_dossier_waits() -> None:
    found = read(
        cach_thuc_thuc_hien="Trực tiếp1 Ngày làm việcMiễn phí",
        trinh_tu_thuc_hien="Nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo.",
    )
    assert found.channels[0].limit.terms.cut_off == time(15)


Paper = tuple[str, int | None, int | None, tuple[str, ...]]
PAPERS: dict[str, tuple[str, list[Paper]]] = {
    "one": ("Tờ khai1 bản chính", [("Tờ khai", 1, None, ())]),
    "none": ("Ghi chú0 bản chính", [("Ghi chú", 0, None, ())]),
    "originals and copies": ("Đơn1 bản chính,2 bản sao", [("Đơn", 1, 2, ())]),
    "copies": ("Đơn3 bản sao", [("Đơn", None, 3, ())]),
    "ten": ("Đơn theo quy định10 bản chính", [("Đơn theo quy định", 10, None, ())]),
    "two": ("- Một1 bản chínhHai0 bản chính", [("- Một", 1, None, ()), ("Hai", 0, None, ())]),
    "a number inside": (
        "Nộp 01 bản chính tờ khai1 bản chính", [("Nộp 01 bản chính tờ khai", 1, None, ())]),
    "a number at the end": (
        "Vận đơn: 01 bản sao0 bản chínhHóa đơn: 01 bản chính;1 bản chính",
        [("Vận đơn: 01 bản sao", 0, None, ()), ("Hóa đơn: 01 bản chính;", 1, None, ())]),
    "a number at the beginning": (
        "01 bản chính tờ khai1 bản chính", [("01 bản chính tờ khai", 1, None, ())]),
    "a number in brackets": (
        "Đơn (01 bản chính hoặc 01 bản sao)1 bản chính",
        [("Đơn (01 bản chính hoặc 01 bản sao)", 1, None, ())]),
    "a year before": (
        "Luật Đất đai năm 20240 bản chính,1 bản saoĐơn1 bản chính",
        [("Luật Đất đai năm 2024", 0, 1, ()), ("Đơn", 1, None, ())]),
    "a day before": ("Nghị định ngày 28/8/20202 bản chính", [
        ("Nghị định ngày 28/8/2020", 2, None, ())]),
    "a number of a form before": ("Theo mẫu BM.20.031 bản chính", [
        ("Theo mẫu BM.20.03", 1, None, ())]),
    "a blank before": ("Đơn theo mẫu 1 bản chínhTờ khai1 bản chính", [
        ("Đơn theo mẫu", 1, None, ()), ("Tờ khai", 1, None, ())]),
    "a form": ("Đơn đề nghị;Mẫu số 03.docx1 bản chính", [
        ("Đơn đề nghị;", 1, None, ("Mẫu số 03.docx",))]),
    "a form with points in its name": ("Phiếu (Mẫu CT01).1.MuCT01 (3).doc1 bản chính", [
        ("Phiếu (Mẫu CT01).", 1, None, ("1.MuCT01 (3).doc",))]),
    "a form behind a number": ("Theo Nghị định số 42/2026/NĐ-CPMẫu số 11.docx1 bản chính", [
        ("Theo Nghị định số 42/2026/NĐ-CP", 1, None, ("Mẫu số 11.docx",))]),
    "a small form behind a number": ("Theo Thông tư số 67/2025/TT-BXDmẫu 2.pdf1 bản chính", [
        ("Theo Thông tư số 67/2025/TT-BXD", 1, None, ("mẫu 2.pdf",))]),
    "a form behind QĐ-TTg": ("Theo Quyết định số 24/2021/QĐ-TTgĐơn.pdf1 bản chính", [
        ("Theo Quyết định số 24/2021/QĐ-TTg", 1, None, ("Đơn.pdf",))]),
    "a form behind capitals": ("Mẫu số 01/TAINMẫu số 01 TAIN.docx1 bản chính", [
        ("Mẫu số 01/TAIN", 1, None, ("Mẫu số 01 TAIN.docx",))]),
    "VNeID is one word": ("Qua VNeID, theo mẫuTK01.docx1 bản chính", [
        ("Qua VNeID, theo mẫu", 1, None, ("TK01.docx",))]),
    "two forms": ("Đơn đề nghịMẫu 1.docxMẫu 2.docx1 bản chính", [
        ("Đơn đề nghị", 1, None, ("Mẫu 1.docx", "Mẫu 2.docx"))]),
    "no seam": ("đơn đề nghị (vị trí).docx1 bản chính", [
        ("đơn đề nghị (vị trí).docx", 1, None, ())]),
    "the last has no number": ("Đơn1 bản chínhTờ khai", [
        ("Đơn", 1, None, ()), ("Tờ khai", None, None, ())]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), PAPERS.values(), ids=PAPERS)
def test_papers(table: str, expected: list[Paper]) -> None:
    (case,), left = dossier(f"--{PAPER_HEAD}{table}")
    found = [(one.name, one.original_qty, one.copy_qty, one.attachments) for one in case.items]
    assert (case.name, found, left) == ("", expected, ())


def test_cases_of_a_dossier() -> None:
    found, left = dossier(
        f"* Giấy tờ phải nộp:{PAPER_HEAD}Tờ khai1 bản chính * Giấy tờ phải xuất trình:{PAPER_HEAD}"
        f"Hộ chiếu0 bản chính--{PAPER_HEAD}- Biên bản1 bản chính"
    )
    assert [(case.name, [item.name for item in case.items]) for case in found] == [
        ("* Giấy tờ phải nộp:", ["Tờ khai"]),
        ("* Giấy tờ phải xuất trình:", ["Hộ chiếu"]),
        ("", ["- Biên bản"]),
    ]
    assert found[1].items[0].use is PaperUse.PRESENT
    assert left == ()


def test_rows_without_a_name_are_kept() -> None:
    found = read(thanh_phan_ho_so=f"--{PAPER_HEAD}Đơn1 bản chính1 bản chính2 bản chính")
    assert [item.name for item in found.dossier[0].items] == ["Đơn"]
    assert unparsed(found) == {"thanh_phan_ho_so": "1 bản chính\n2 bản chính"}


def test_a_section_without_a_table_is_kept() -> None:
    found = read(thanh_phan_ho_so=") và nộp cho cơ quan.\nBước 2.")
    assert found.dossier == ()
    assert unparsed(found) == {"thanh_phan_ho_so": ") và nộp cho cơ quan.\nBước 2."}


# The glued table, and its rows: title, and the cell of numbers as written.
LAWS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "one": ("Luật Hộ tịch60/2014/QH13", [("Luật Hộ tịch", "60/2014/QH13")]),
    "a capital behind": ("Phí85/2019/TT-BTCNghị định104/2022/NĐ-CP", [
        ("Phí", "85/2019/TT-BTC"), ("Nghị định", "104/2022/NĐ-CP")]),
    "capitals behind": ("Hộ tịch07/2023/TT-BTPBAN HÀNH MẪU10/2020/TT-BTP", [
        ("Hộ tịch", "07/2023/TT-BTP"), ("BAN HÀNH MẪU", "10/2020/TT-BTP")]),
    "a small letter behind": ("Thuế40/2025/TT-BTCsửa đổi46/2024/TT-BTC", [
        ("Thuế", "40/2025/TT-BTC"), ("sửa đổi", "46/2024/TT-BTC")]),
    "a blank behind": ("Cấp08/2025/TT-BTP Nghị định87/2020/NĐ-CP", [
        ("Cấp", "08/2025/TT-BTP"), ("Nghị định", "87/2020/NĐ-CP")]),
    "a number in the title": (
        "Hướng dẫn Nghị định 123/2015/NĐ-CP về hộ tịch04/2020/TT-BTP",
        [("Hướng dẫn Nghị định 123/2015/NĐ-CP về hộ tịch", "04/2020/TT-BTP")]),
    "the number twice": ("Luật 54/2014/QH1354/2014/QH13Nghị định 08/2015/NĐ-CP08/2015/NĐ-CP", [
        ("Luật 54/2014/QH13", "54/2014/QH13"), ("Nghị định 08/2015/NĐ-CP", "08/2015/NĐ-CP")]),
    "only numbers": ("44/2026/NĐ-CP44/2026/NĐ-CP193/2025/NĐ-CP193/2025/NĐ-CP", [
        ("44/2026/NĐ-CP", "44/2026/NĐ-CP"), ("193/2025/NĐ-CP", "193/2025/NĐ-CP")]),
    "a year before": ("Luật Hòa giải năm 201335/2013/QH13", [
        ("Luật Hòa giải năm 2013", "35/2013/QH13")]),
    "a day before": ("Đính chính ngày 12/6/20252418/QĐ-BNNMT", [
        ("Đính chính ngày 12/6/2025", "2418/QĐ-BNNMT")]),
    "years before": ("giai đoạn 2026 - 2030182/2025/NQ-HĐND", [
        ("giai đoạn 2026 - 2030", "182/2025/NQ-HĐND")]),
    "words in the cell": (
        "Công bố thủ tụcQuyết định số 2338/QĐ-BTP Hòa giải01/2014/NQLT-CP-UBTƯMTTQVN",
        [("Công bố thủ tục", "Quyết định số 2338/QĐ-BTP"),
         ("Hòa giải", "01/2014/NQLT-CP-UBTƯMTTQVN")]),
    "a title of one word": ("LuậtLuật 18/2017/QH14Thông tư88/2025/TT-BNNMT", [
        ("Luật", "Luật 18/2017/QH14"), ("Thông tư", "88/2025/TT-BNNMT")]),
    "letters in the number": ("Thông tư 08.a/2010/TT-BTP08.a/2010/TT-BTPQuốc tịch09b/2013/TT-BTP", [
        ("Thông tư 08.a/2010/TT-BTP", "08.a/2010/TT-BTP"), ("Quốc tịch", "09b/2013/TT-BTP")]),
    "a point in the number": ("Cắt giảm66.7/2025/NQ-CPquy định281/2016/TT-BTC", [
        ("Cắt giảm", "66.7/2025/NQ-CP"), ("quy định", "281/2016/TT-BTC")]),
    "several issuers": (
        "Thông tư liên tịch 05/2015/TTLT-BTP-BCA-BYT05/2015/TTLT-BTP-BCA-BYTLuật41/2024/QH15",
        [("Thông tư liên tịch 05/2015/TTLT-BTP-BCA-BYT", "05/2015/TTLT-BTP-BCA-BYT"),
         ("Luật", "41/2024/QH15")]),
    "a symbol nobody knows": ("Quy định17/2025/TT-BZZKQuản lý18/2025/TT-BTC", [
        ("Quy định", "17/2025/TT-BZZK"), ("Quản lý", "18/2025/TT-BTC")]),
    "a symbol that lost its end": ("Quy định118/2025/NĐ-CLuật43/2024/QH15", [
        ("Quy định", "118/2025/NĐ-C"), ("Luật", "43/2024/QH15")]),
    "no symbol": ("Mẫu hồ sơ chuỗi giá trị24/2024", [("Mẫu hồ sơ chuỗi giá trị", "24/2024")]),
    "an old number": ("Ưu đãi miễn trừ.73-CPLuật54/2014/QH13", [
        ("Ưu đãi miễn trừ.", "73-CP"), ("Luật", "54/2014/QH13")]),
    "a title without number": ("Bộ luật Dân sự91/2015/QH13Quy chế tiếp công dân", [
        ("Bộ luật Dân sự", "91/2015/QH13"), ("Quy chế tiếp công dân", "")]),
    "a number behind words goes on": (
        "Thông tư số 03/2023/TT-BTP của Bộ Tư phápThông tư số 03/2023/TT-BTPLuật6/2000/QH10",
        [("Thông tư số 03/2023/TT-BTP của Bộ Tư pháp", "Thông tư số 03/2023/TT-BTP"),
         ("Luật", "6/2000/QH10")]),
    "only words": ("Theo quy định của pháp luật", [("Theo quy định của pháp luật", "")]),
    "nothing": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), LAWS.values(), ids=LAWS)
def test_legal_bases(table: str, expected: list[tuple[str, str]]) -> None:
    found = legal_bases(LAW_HEAD + table)
    assert [(one.title, one.cited or one.number) for one in found] == expected


def test_a_legal_text_that_only_its_odd_number_names_fits_a_catalogue() -> None:
    found = read(can_cu_phap_ly=f"{LAW_HEAD}7/ĐK-ABC")
    assert found.legal_bases == (LegalBasis("", "", "7/ĐK-ABC"),)
    assert list(refused(procedure_tree(found, "", ""), "catalogue")) == []


SYMBOLS = ["NĐ-CP", "TT-BTC", "TT-BLĐTBXH", "QĐ-TTg", "NQ-HĐND", "QĐ-UBND", "TTLT-BTP-BNV", "QH15"]
TITLES = ["Nghị định về cư trú", "BAN HÀNH MẪU", "Ưu đãi", "Luật Đất đai", "ĐIỀU LỆ", "Y tế"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TITLES),
            st.integers(1, 9999),
            st.integers(1990, 2029),
            st.sampled_from(SYMBOLS),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_glued_rows_come_apart_again(rows: list[tuple[str, int, int, str]]) -> None:
    cells = [(title, f"{number}/{year}/{symbol}") for title, number, year, symbol in rows]
    found = legal_bases(LAW_HEAD + "".join(title + cell for title, cell in cells))
    assert [(one.title, one.cited or one.number) for one in found] == cells


RESULTS = {
    "one": ("Giấy khai sinhMã: KQ.G15.000031", ["Giấy khai sinh"], ["Mã: KQ.G15.000031"]),
    "two": (
        "Giấy khai sinhMã: KQ.G15.000031Trích lụcMã: KQ-G15.000033",
        ["Giấy khai sinh", "Trích lục"], ["Mã: KQ.G15.000031", "Mã: KQ-G15.000033"]),
    "a number behind": (
        "Bản saoMã: KQ.G15.00003101 tờ trìnhMã: KQ.H52.000004",
        ["Bản sao", "01 tờ trình"], ["Mã: KQ.G15.000031", "Mã: KQ.H52.000004"]),
    "odd codes": (
        "Một bảnMã: 000.00.00.G04-KQ3261Hai bảnMã: dsfas",
        ["Một bản", "Hai bản"], ["Mã: 000.00.00.G04-KQ3261", "Mã: dsfas"]),
    "a name that opens with an accent": (
        "Một bảnMã: KQ1Ủy quyền mớiMã: KQ.G15.000031",
        ["Một bản", "Ủy quyền mới"], ["Mã: KQ1", "Mã: KQ.G15.000031"]),
    "no code": ("Giấy phép", ["Giấy phép"], []),
    "a code only": ("Mã: KQ.G15.000031", [], ["Mã: KQ.G15.000031"]),
    "nothing": ("", [], []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "names", "codes"), RESULTS.values(), ids=RESULTS)
def test_results(text: str, names: list[str], codes: list[str]) -> None:
    assert results(text) == (tuple(names), tuple(codes))


def test_what_the_boxes_behind_the_results_say_is_kept() -> None:
    tail = f"Từ khóatham vấnMô tảQuyết định của tỉnh.\nHai.{CHOICE}"
    found = read(ket_qua_xu_ly=f"Văn bảnMã: KQ.G10.000720{tail}")
    assert found.results == ("Văn bản",)
    assert unparsed(found) == {
        "ket_qua_xu_ly": "Mã: KQ.G10.000720\nTừ khóa: tham vấn\nMô tả: Quyết định của tỉnh.\nHai."
    }


def test_boxes_behind_the_conditions_of_a_page_without_results() -> None:
    found = read(yeu_cau_dieu_kien=f"{NOTHING}{BOXES}", ket_qua_xu_ly="")
    assert (found.requirements, found.results, found.unparsed) == ("", (), ())


LISTS = {
    "one": ("Công dân Việt Nam", ["Công dân Việt Nam"]),
    "small letters go on": ("Cán bộ, công chức, viên chức", ["Cán bộ, công chức, viên chức"]),
    "mixed": (
        "Công dân Việt Nam, Cán bộ, công chức, viên chức, Hợp tác xã",
        ["Công dân Việt Nam", "Cán bộ, công chức, viên chức", "Hợp tác xã"]),
    "brackets": (
        "Tổ chức (không bao gồm doanh nghiệp, HTX), Doanh nghiệp",
        ["Tổ chức (không bao gồm doanh nghiệp, HTX)", "Doanh nghiệp"]),
    "nothing": (NOTHING, []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_lists(text: str, expected: list[str]) -> None:
    found = read(doi_tuong_thuc_hien=text, co_quan_phoi_hop=text)
    assert found.applicants == found.agencies.coordinating == tuple(expected)


def test_a_text_of_several_lines_is_no_agency() -> None:
    found = read(co_quan_thuc_hien="chứng thực tiến hành\n* Ghi lời chứng")
    assert found.agencies.executing == ()
    assert unparsed(found) == {"co_quan_thuc_hien": "chứng thực tiến hành\n* Ghi lời chứng"}


def test_a_level_nobody_knows_is_kept() -> None:
    found = read(cap_thuc_hien="Cấp xã, Cấp huyện")
    assert found.levels == (Level.COMMUNE,)
    assert unparsed(found) == {"cap_thuc_hien": "Cấp huyện"}


def test_values_of_another_kind_and_keys_nobody_knows_are_kept() -> None:
    found = read(
        so_quyet_dinh=163, linh_vuc=["Hộ tịch"], thu_tuc_lien_quan="1.000171", moi={"a": "Ghi chú"}
    )
    assert (found.decision.number, found.field) == ("", "")
    assert unparsed(found) == {
        "so_quyet_dinh": "163",
        "linh_vuc[0]": "Hộ tịch",
        "moi.a": "Ghi chú",
        "thu_tuc_lien_quan": "1.000171",
    }


REFUSED: dict[str, tuple[Json, list[tuple[str, str]]]] = {
    "a number": (5, [("QMS021", "")]),
    "another record": ({"data": {}}, [("QMS021", "")]),
    "no name": ({"ma_thu_tuc": "1.000170"}, [("QMS020", "ten_thu_tuc")]),
    "no code": (page(ma_thu_tuc=""), [("QMS020", "ma_thu_tuc")]),
    "a code that is none": (page(ma_thu_tuc="1.17"), [("QMS104", "ma_thu_tuc")]),
    "a control character": (page(linh_vuc="a\x02b"), [("QMS012", "linh_vuc")]),
}


@pytest.mark.parametrize(("value", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_page_is_told(value: Json, expected: list[tuple[str, str]]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        page_procedure(value, FILE)
    assert [(one.code, one.where.path) for one in caught.value.problems] == expected


def formats(folder: Path) -> dict[str, str]:
    return {one.procedure.code: one.format for one in read_procedures(folder).found}


def test_the_content_decides_which_format_a_json_file_is(tmp_path: Path) -> None:
    answer = {"data": {"code": "1.000180", "name": "Thử", "executionMethods": []}}
    pages: list[Json] = [page(ma_thu_tuc="1.000190"), page(ma_thu_tuc="1.000200")]
    write_tree(
        tmp_path,
        {
            "a.json": json.dumps(page()),
            "b.JSON": json.dumps(answer),
            "c.json": json.dumps(pages, ensure_ascii=False, indent=1),
        },
    )
    assert formats(tmp_path) == {
        "1.000170": "portal-page-2026-06",
        "1.000180": "portal-api-2026-07",
        "1.000190": "portal-page-2026-06",
        "1.000200": "portal-page-2026-06",
    }


def test_json_that_no_reader_knows_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.json": '{"x": 1}',
        "b.json": "{",
        "c.json": b'{"x": "\xff"}',
    }
    write_tree(tmp_path, files)
    found = read_procedures(tmp_path)
    assert [(Path(one.where.file).name, one.code) for one in found.problems] == [
        ("b.json", "QMS013"),
        ("c.json", "QMS002"),
    ]
    assert [(Path(one.where.file).name, one.code) for one in found.skipped] == [
        ("a.json", "QMS022")
    ]
    named = read_procedures(*(tmp_path / name for name in files)).problems
    assert [one.code for one in named] == ["QMS021", "QMS013", "QMS002"]


def test_every_broken_page_of_a_list_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.json": json.dumps([page(), 5, page(ma_thu_tuc="")])})
    found = read_procedures(tmp_path)
    assert [one.procedure.code for one in found.found] == ["1.000170"]
    assert [(one.code, one.where.path) for one in found.problems] == [
        ("QMS021", "[1]"),
        ("QMS020", "[2].ma_thu_tuc"),
    ]


OPENINGS = {"text": ("đăng ký".encode(), "đăng"), "binary": (b"PK\x03\xff\xfe", "PK\x03\ufffd")}


@pytest.mark.parametrize(("content", "expected"), OPENINGS.values(), ids=OPENINGS)
def test_the_opening_of_a_file(tmp_path: Path, content: bytes, expected: str) -> None:
    write_tree(tmp_path, {"a": content})
    assert opening(tmp_path / "a", 4) == expected


def test_what_is_no_file_has_no_opening(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.json": "{}"})
    (tmp_path / "link.json").symlink_to(tmp_path / "a.json")
    names = ("gone.json", "", "link.json")
    assert [opening(tmp_path / name, 9) for name in names] == ["", "", ""]
