import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import pytest

from qmskit import Limit, Procedure, TimeUnit, read_procedures
from qmskit.model.procedures import Channel, ChannelMethod, DossierItem, Fee, FeeState, Level
from qmskit.model.texts import clean
from qmskit.readers.procedures import procedure_tree, read_procedure
from qmskit.readers.trees import dump_yaml

FORMAT = "portal-page-2026-06"
ONLINE, POSTAL, DIRECT = ChannelMethod.ONLINE, ChannelMethod.POSTAL, ChannelMethod.DIRECT

# What the page prints of itself, and may be left out.
NOTHING = "Không có thông tin"
CHANNEL_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPER_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAW_HEAD = "Tên văn bản pháp lýMã văn bản"
CHOICE = (
    "Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Tỉnh/ Thành phố --Phường/ XãSở"
    "-- Chọn Phường/ Xã --Hệ thống chỉ hiển thị những cơ quan đã áp dụng dịch vụ công trực tuyến"
    "Nộp hồ sơ"
)
OTHER_CHOICE = (
    "Chọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành-- Chọn Bộ ngành --Đơn vị-- Chọn Cơ sở --"
    "Nộp hồ sơ"
)

LEVELS = {
    Level.COMMUNE: "Cấp xã",
    Level.PROVINCE: "Cấp tỉnh",
    Level.MINISTRY: "Cấp bộ",
    Level.OTHER: "Cơ quan khác",
}
METHODS = {ONLINE: "Trực tuyến", POSTAL: "Dịch vụ bưu chính", DIRECT: "Trực tiếp"}
UNITS = {
    TimeUnit.HOUR: "Giờ",
    TimeUnit.DAY: "Ngày",
    TimeUnit.WORKING_DAY: "Ngày làm việc",
    TimeUnit.UNKNOWN: "",
}


@pytest.fixture(scope="module")
def pages(real_data: Path) -> dict[str, dict[str, str]]:
    """What the pages say, by code."""
    records = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((real_data / FORMAT).glob("*.json"))
    )
    return {record["ma_thu_tuc"]: record for record in records}


@pytest.fixture(scope="module")
def procedures(real_data: Path) -> dict[str, Procedure]:
    """What the reader made of them, by code."""
    read = read_procedures(real_data / FORMAT)
    assert read.problems == ()
    assert {one.format for one in read.found} == {FORMAT}
    return {one.procedure.code: one.procedure for one in read.found}


def squeezed(text: str) -> str:
    return "".join(clean(text).split())


def printed(found: Procedure) -> dict[str, str]:
    """Return the fields of the page as the procedure would print them, without its furniture."""
    left = {one.path: one.text for one in found.unparsed}
    agencies = found.agencies
    return {
        **left,
        "ma_thu_tuc": found.code,
        "ten_thu_tuc": found.name,
        "so_quyet_dinh": found.decision.number,
        "linh_vuc": found.field,
        "doi_tuong_thuc_hien": ", ".join(found.applicants),
        "co_quan_co_tham_quyen": ", ".join(agencies.competent),
        "co_quan_duoc_uy_quyen": ", ".join(agencies.delegated),
        "co_quan_phoi_hop": ", ".join(agencies.coordinating),
        "co_quan_thuc_hien": ", ".join(agencies.executing) or left.get("co_quan_thuc_hien", ""),
        "dia_chi_tiep_nhan": agencies.addresses,
        "cap_thuc_hien": ", ".join(sorted(LEVELS[level] for level in found.levels)),
        "trinh_tu_thuc_hien": "".join(step.name + step.text for step in found.execution),
        "cach_thuc_thuc_hien": "".join(printed_channel(one) for one in found.channels),
        "thanh_phan_ho_so": "".join(printed_papers(found)) + left.get("thanh_phan_ho_so", ""),
        "can_cu_phap_ly": "".join(
            one.title + (one.cited or one.number) for one in found.legal_bases
        ),
        "ket_qua_xu_ly": printed_results(found.results, left.get("ket_qua_xu_ly", "")),
        "yeu_cau_dieu_kien": found.requirements,
    }


def printed_channel(channel: Channel) -> str:
    fees = "".join(printed_fee(fee) for fee in channel.fees) or NOTHING
    return METHODS[channel.method] + printed_limit(channel.limit) + fees + channel.text


def printed_limit(limit: Limit) -> str:
    if limit.text or limit.value is None:
        return limit.text or NOTHING
    return f"{limit.value}{UNITS[limit.unit]}"


def printed_fee(fee: Fee) -> str:
    amount = f"{fee.amount:,}{fee.currency or 'VNĐ'}" if fee.amount else "Miễn phí"
    return amount + (f"({fee.text})" if fee.text else "")


def printed_papers(found: Procedure) -> Iterator[str]:
    for case in found.dossier:
        yield (case.name or "--") + PAPER_HEAD
        for item in case.items:
            yield item.name + "".join(item.attachments) + printed_quantity(item)


def printed_quantity(item: DossierItem) -> str:
    copies = f",{item.copy_qty} bản sao" if item.copy_qty is not None else ""
    return f"{item.original_qty} bản chính{copies}"


def printed_results(names: tuple[str, ...], left: str) -> str:
    """Return names and codes in turn, then the boxes that say something."""
    codes = [line for line in left.split("\n") if line.startswith("Mã: ")]
    turns = "".join(name + code for name, code in zip_longest(names, codes, fillvalue=""))
    boxes = left.removeprefix("\n".join(codes))
    return turns + boxes.replace("Từ khóa: ", "Từ khóa").replace("Mô tả: ", "Mô tả")


def told(key: str, text: str) -> str:
    """Return a field of the page without its furniture."""
    text = clean(text)
    for furniture in (CHOICE, OTHER_CHOICE, CHANNEL_HEAD, LAW_HEAD):
        text = text.replace(furniture, "")
    text = text.replace(f"Từ khóa{NOTHING}", "").replace(f"Mô tả{NOTHING}", "")
    if key == "cach_thuc_thuc_hien":
        return text.replace("Việt Nam Đồng", "VNĐ")
    if key == "cap_thuc_hien":
        return ", ".join(sorted(text.split(", ")))
    return "" if text.strip() == NOTHING else text


def test_not_a_letter_of_195_pages_is_lost(
    pages: dict[str, dict[str, str]], procedures: dict[str, Procedure]
) -> None:
    assert len(pages) == len(procedures) == 195
    lost = []
    for code, fields in pages.items():
        kept = printed(procedures[code])
        for key, text in fields.items():
            if squeezed(told(key, text)) != squeezed(kept.pop(key, "")):
                lost.append((code, key))
        lost.extend((code, key) for key in kept)
    assert lost == []


def test_a_page_written_to_a_catalogue_and_read_back_is_the_same(
    procedures: dict[str, Procedure], tmp_path: Path
) -> None:
    for code, procedure in procedures.items():
        file = tmp_path / f"{code}.yaml"
        tree = procedure_tree(procedure, FORMAT, f"{code}.json")
        file.write_text(dump_yaml(tree, "catalogue"), encoding="utf-8")
        assert read_procedure(file) == procedure


def test_what_195_pages_tell(procedures: dict[str, Procedure]) -> None:
    channels = [channel for one in procedures.values() for channel in one.channels]
    lost = {
        code
        for code, one in procedures.items()
        for channel in one.channels
        if channel.limit.value is not None and channel.limit.unit is TimeUnit.UNKNOWN
    }
    assert (len(channels), len(lost)) == (527, 51)
    assert sum(len(case.items) for one in procedures.values() for case in one.dossier) == 1650
    assert sum(len(one.legal_bases) for one in procedures.values()) == 1283
    assert sum(len(one.forms) > 0 for one in procedures.values()) == 50


Row = tuple[ChannelMethod, str | None, TimeUnit, str | None]
HOUR, DAY, WORKING, UNKNOWN = (
    TimeUnit.HOUR, TimeUnit.DAY, TimeUnit.WORKING_DAY, TimeUnit.UNKNOWN,
)  # fmt: skip

# Read in the pages by eye: method, number, unit, fee.
CHANNELS: dict[str, list[Row]] = {
    "1.001193": [(ONLINE, "1", UNKNOWN, "0"), (POSTAL, "1", UNKNOWN, "0"),
                 (DIRECT, "1", UNKNOWN, "0")],
    "1.013225": [(ONLINE, "20", DAY, "0"), (POSTAL, "20", DAY, "0"), (DIRECT, "15", DAY, "0")],
    "1.013226": [(ONLINE, "20", DAY, "0"), (POSTAL, "20", DAY, "0"), (DIRECT, "20", DAY, "0")],
    "1.013233": [(ONLINE, "5", WORKING, "0"), (POSTAL, "5", WORKING, "0"),
                 (DIRECT, "5", WORKING, "0")],
    "1.007882": [(ONLINE, "1", UNKNOWN, "20")],
    "1.007642": [(ONLINE, "1", UNKNOWN, "20"), (DIRECT, "1", UNKNOWN, "20")],
    "1.004194": [(ONLINE, "3", WORKING, "7000"), (DIRECT, "3", WORKING, "10000")],
    "2.000635": [(ONLINE, None, UNKNOWN, "8000"), (POSTAL, None, UNKNOWN, "8000"),
                 (DIRECT, None, UNKNOWN, "8000")],
    "3.000228": [(DIRECT, "3", WORKING, None), (DIRECT, "7", WORKING, None)],
    "1.003005": [(DIRECT, "45", WORKING, "4500000")],
    "1.009091": [(ONLINE, "1", HOUR, "500000")],
    "1.007037": [(ONLINE, "6", WORKING, "0"), (POSTAL, "6", WORKING, "0"),
                 (DIRECT, "40", DAY, "0")],
    "1.012893": [(ONLINE, "45", DAY, "0"), (POSTAL, "45", DAY, "0"), (DIRECT, "45", DAY, "0")],
    "1.004498": [(ONLINE, None, UNKNOWN, "0"), (POSTAL, None, UNKNOWN, "0"),
                 (DIRECT, None, UNKNOWN, "0")],
    "2.000942": [(DIRECT, None, UNKNOWN, "2000")],
    "2.000986": [(DIRECT, "20", DAY, "0")],
}  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), CHANNELS.items(), ids=CHANNELS)
def test_channels(procedures: dict[str, Procedure], code: str, expected: list[Row]) -> None:
    found = [
        (
            one.method,
            None if one.limit.value is None else str(one.limit.value),
            one.limit.unit,
            str(one.fees[0].amount) if one.fees else None,
        )
        for one in procedures[code].channels
    ]
    assert found == expected


def test_words_of_limits_and_fees(procedures: dict[str, Procedure]) -> None:
    (stay, _) = procedures["1.004194"].channels
    assert stay.fees[0].text.endswith("thu 7.000 đồng/lần đăng ký.")
    assert stay.text.startswith("- Nộp hồ sơ trực tuyến qua các cổng")
    (adoption,) = procedures["1.003005"].channels
    assert adoption.fees[0].text.startswith("(bốn triệu năm trăm nghìn")
    assert {one.limit.text for one in procedures["1.008312"].channels} == {"Không quy định"}
    assert {one.limit.text for one in procedures["1.014976"].channels} == {"Không"}
    assert [one.state for one in procedures["1.001193"].channels[0].fees] == [FeeState.FREE]
    assert procedures["1.002544"].channels[0].fees == ()


# Case by case: the heading, how many papers, and how many of them ask for an original.
DOSSIERS = {
    "1.001193": [("* Giấy tờ phải nộp:", 5, 4), ("* Giấy tờ phải xuất trình:", 6, 2),
                 ("* Lưu ý:", 19, 0), ("", 3, 2)],
    "1.003005": [("Hồ sơ của người nhận con nuôi:", 7, 6),
                 ("Hồ sơ của người được nhận làm con nuôi:", 5, 5), ("Lưu ý", 2, 0)],
    "1.009091": [("Nhập cảnh", 8, 8), ("Quá cảnh", 1, 0), ("Xuất cảnh", 7, 7)],
    "2.001428": [("", 3, 3)],
    "2.000942": [("", 1, 1)],
    "1.001742": [],
}  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), DOSSIERS.items(), ids=DOSSIERS)
def test_dossiers(
    procedures: dict[str, Procedure], code: str, expected: list[tuple[str, int, int]]
) -> None:
    found = [
        (case.name, len(case.items), sum(bool(item.original_qty) for item in case.items))
        for case in procedures[code].dossier
    ]
    assert found == expected


# Numbers of legal texts in the order of the page, as far as their form is a usual one.
LAWS = {
    "1.013225": ["140/2025/NĐ-CP", "105/2025/NĐ-CP", "14/2026/NĐ-CP", "175/2024/NĐ-CP",
                 "62/2020/QH14", "144/2025/NĐ-CP", "50/2014/QH13"],
    "1.013226": ["175/2024/NĐ-CP", "14/2026/NĐ-CP", "140/2025/NĐ-CP", "144/2025/NĐ-CP",
                 "50/2014/QH13", "62/2020/QH14", "105/2025/NĐ-CP"],
    "1.003005": ["18/2026/NĐ-CP", "104/2022/NĐ-CP", "120/2025/NĐ-CP", "07/2023/TT-BTP",
                 "10/2020/TT-BTP", "06/2025/NĐ-CP"],
    "1.001742": ["01/2016/TT-BLĐTBXH", "2222/QĐ-BHXH", "134/2015/NĐ-CP", "166/2016/NĐ-CP",
                 "58/2014/QH13", "115/2015/NĐ-CP", "105/2016/TTLT-BQP-BCA-BLĐTBXH"],
    "1.007882": ["38/2015/TT-BTC", "54/2014/QH13", "08/2015/NĐ-CP"],
    "2.001428": ["118/2025/NĐ-CP", "02/2017/TT-VPCP", "03/2025/TT-VPCP", "182/2025/NQ-HĐND",
                 "16/2026/QĐ-UBND"],
    "6.006597": ["67/2025/TT-BXD", "258/2025/NĐ-CP"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), LAWS.items(), ids=LAWS)
def test_legal_bases(procedures: dict[str, Procedure], code: str, expected: list[str]) -> None:
    assert [one.cited or one.number for one in procedures[code].legal_bases] == expected


def test_titles_of_legal_bases(procedures: dict[str, Procedure]) -> None:
    found = {one.cited or one.number: one.title for one in procedures["1.007646"].legal_bases}
    assert found["54/2014/QH13"] == "Luật 54/2014/QH13"
    assert found["TT29/2025"] == "Thông tư số 29/2025/TT-BTC"
    assert found["2729/QĐ-BCT"] == "2729/QĐ-BCT"
    assert found["56/2019/TT-BTC"] == "Thông tư số 56/2019/TT-BTC ngày 23/8/2019 của Bộ Tài chính"


def test_identity_levels_and_lists(procedures: dict[str, Procedure]) -> None:
    found = procedures["1.013225"]
    assert found.levels == (Level.COMMUNE, Level.OTHER)
    assert (found.decision.number, found.field) == ("56/QĐ-BXD", "Hoạt động xây dựng")
    assert found.applicants == (
        "Công dân Việt Nam",
        "Doanh nghiệp",
        "Doanh nghiệp có vốn đầu tư nước ngoài",
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
    )
    assert found.agencies.executing == ("Uỷ ban Nhân dân cấp xã, phường, thị trấn",)
    taxes = procedures["1.007037"]
    assert taxes.levels == (Level.COMMUNE, Level.PROVINCE, Level.MINISTRY)
    assert taxes.agencies.executing == (
        "Thuế tỉnh, thành phố",
        "Thuế cơ sở",
        "Cục Thuế - Bộ tài chính",
    )
    assert procedures["2.000986"].decision.number == "QĐ/0001-BTP"
    assert procedures["2.000986"].results[:2] == (
        "Thông báo kết quả giải quyết thủ tục về cư trú, hủy bỏ thủ tục về cư trú",
        "Phiếu từ chối tiếp nhận, giải quyết hồ sơ (lĩnh vực cư trú)",
    )
    assert procedures["2.001428"].name.startswith(
        "Công bố Danh mục và Quy trình nội bộ thủ tục hành chính thuộc thẩm quyền"
    )


def test_what_has_no_place_is_kept(procedures: dict[str, Procedure]) -> None:
    left = {one.path: one.text for one in procedures["2.000942"].unparsed}
    assert left["ket_qua_xu_ly"] == "Mã: dsfas"
    assert left["co_quan_thuc_hien"].startswith("chứng thực tiến hành chụp từ bản chính")
    (result,) = procedures["2.000942"].results
    assert result == "Bản sao giao dịch được chứng thực"
    assert procedures["2.001204"].results == ()
    assert procedures["2.001204"].requirements == ""


def test_forms(procedures: dict[str, Procedure]) -> None:
    assert procedures["1.003005"].forms == ("1.nxinnhnconnui.doc",)
    assert procedures["1.007882"].forms == ()
    assert procedures["3.000228"].forms == ("TK01-Phiunghcptikhonnhdanhintcnccint.docx",)
    assert procedures["1.004498"].channels[0].fees[0].amount == Decimal(0)
