from pathlib import Path

import pytest

from qmskit import read_procedures
from qmskit.model.procedures import Agencies, AnnouncingDecision, Level, Procedure, Unparsed
from qmskit.problems import InvalidInputError
from qmskit.readers.portal.lists import PortalListReader, levels_of
from tests.sheets import Rows, bare_workbook, write_workbook

HEAD = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]
ROW = ["1.000170", "Thủ tục  thử ", "Bộ Thử", "Sở Thử\nỦy ban nhân dân cấp xã\nSở Thử", "Hộ tịch"]


def read(path: Path, rows: Rows) -> list[Procedure]:
    return list(PortalListReader().read(write_workbook(path / "list.xlsx", {"Danh sách": rows})))


def test_a_row_is_a_procedure(tmp_path: Path) -> None:
    assert read(tmp_path, [["QUỐC HIỆU"], [], HEAD, ROW]) == [
        Procedure(
            code="1.000170",
            name="Thủ tục thử",
            field="Hộ tịch",
            levels=(Level.COMMUNE, Level.PROVINCE),
            agencies=Agencies(executing=("Sở Thử", "Ủy ban nhân dân cấp xã")),
            decision=AnnouncingDecision(issuer="Bộ Thử"),
        )
    ]


def test_columns_are_found_by_their_titles(tmp_path: Path) -> None:
    order = [3, 4, 0, 1, 2]
    mixed = [[HEAD[at] for at in order], [ROW[at] for at in order]]
    assert read(tmp_path, mixed) == read(tmp_path, [HEAD, ROW])


def test_what_has_no_place_and_a_code_that_was_a_number_are_kept(tmp_path: Path) -> None:
    (one,) = read(tmp_path, [["STT", *HEAD], [7, 1.00017, *ROW[1:], "lẻ"]])
    assert one.code == "1.000170"
    assert one.unparsed == (
        Unparsed("Danh sách!A2 STT", "7"),
        Unparsed("Danh sách!G2", "lẻ"),
        Unparsed("Danh sách!B2 Mã số", "1,00017"),
    )


def test_all_rows_that_are_no_procedures_are_told(tmp_path: Path) -> None:
    rows: Rows = [
        HEAD,
        [None, "Không mã", "", "Bộ Thử"],
        ["1.000171", None, "", "Bộ Thử"],
        ["1.0133611", "Bảy chữ số", "", "Bộ Thử"],
        ROW,
        ["Tổng số: 4"],
    ]
    path = write_workbook(tmp_path / "list.xlsx", {"A": rows})
    found: list[Procedure] = []
    with pytest.raises(InvalidInputError) as caught:
        found.extend(PortalListReader().read(path))
    assert [one.code for one in found] == ["1.000170"]
    assert [(one.where.path, one.code) for one in caught.value.problems] == [
        ("A!A2", "QMS020"),
        ("A!A4", "QMS104"),
        ("A!A6", "QMS104"),
        ("A!B3", "QMS020"),
        ("A!B6", "QMS020"),
    ]


def test_only_lists_are_accepted_and_files_nobody_can_open(tmp_path: Path) -> None:
    reader = PortalListReader()
    other = write_workbook(tmp_path / "other.xlsx", {"A": [["TT", "Tên"], [1, "x"]]})
    second = write_workbook(tmp_path / "second.xlsx", {"A": [["x"]], "B": [HEAD, ROW]})
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert not reader.accepts(other)
    assert not reader.accepts(tmp_path / "list.csv")
    assert reader.accepts(second)
    assert [one.code for one in reader.read(second)] == ["1.000170"]
    for name in ("broken.xlsx", "old.xls"):
        assert reader.accepts(tmp_path / name)
        assert [one.code for one in read_procedures(tmp_path / name).problems] == ["QMS031"]


def test_a_broken_cell_is_told_beside_what_can_be_read(tmp_path: Path) -> None:
    rows = "".join(
        "<row>" + "".join(f'<c t="str"><v>{text}</v></c>' for text in row) + "</row>"
        for row in (HEAD, ROW, ["1.000171", "Hai", "", "Bộ Thử"])
    ).replace('<c t="str"><v>Bộ Thử</v></c><c', '<c t="e"><v>#N/A</v></c><c', 1)
    path = bare_workbook(tmp_path / "x.xlsx", rows)
    found: list[Procedure] = []
    with pytest.raises(InvalidInputError) as caught:
        found.extend(PortalListReader().read(path))
    assert [one.code for one in found] == ["1.000170", "1.000171"]
    assert [(one.where.path, one.code) for one in caught.value.problems] == [("S!C2", "QMS033")]


LEVELS: list[tuple[str, tuple[Level, ...]]] = [
    ("Ủy ban nhân dân cấp xã", (Level.COMMUNE,)),
    ("Công an cấp Xã", (Level.COMMUNE,)),
    ("Chủ tịch UBND cấp xã", (Level.COMMUNE,)),
    ("Chủ tịch ủy ban nhân dân cấp tỉnh", (Level.PROVINCE,)),
    ("Công an cấp Tỉnh", (Level.PROVINCE,)),
    ("Sở Tư Pháp", (Level.PROVINCE,)),
    ("Giám đốc Sở Tư pháp", (Level.PROVINCE,)),
    ("Bộ Tư pháp", (Level.MINISTRY,)),
    ("Bộ, cơ quan ngang Bộ", (Level.MINISTRY,)),
    ("Cục Hàng không Việt Nam", (Level.MINISTRY,)),
    ("Bộ phận tiếp nhận và trả kết quả", ()),
    ("Bộ Chỉ huy quân sự cấp tỉnh", (Level.PROVINCE,)),
    ("Cục Thuế tỉnh", ()),
    ("Sở Giao dịch chứng khoán", ()),
    ("Công an huyện", ()),
    ("Phòng Xuất nhập cảnh", ()),
    ("Cơ quan đại diện Việt Nam ở nước ngoài", ()),
]


@pytest.mark.parametrize(("agency", "levels"), LEVELS)
def test_levels_only_where_the_name_is_certain(agency: str, levels: tuple[Level, ...]) -> None:
    assert levels_of((agency,)) == levels


# Compared with the lists by hand, row by row: code, name, who executes, levels, field.
POLICE = "danh-sach-tthc-BoCongAn.xlsx"
JUSTICE = "danh-sach-tthc-BoTuPhap.xlsx"
COMMUNE, PROVINCE, MINISTRY = (Level.COMMUNE,), (Level.PROVINCE,), (Level.MINISTRY,)
REAL: list[tuple[str, str, str, tuple[str, ...], tuple[Level, ...], str]] = [
    (POLICE, "1.015027", "Xét hưởng chế độ trợ cấp", ("Ủy ban nhân dân cấp xã",), COMMUNE,
     "Chính sách"),
    (POLICE, "3.000521", "Cấp giấy phép hoạt động cai nghiện ma túy tự nguyện",
     ("Công an cấp Tỉnh",), PROVINCE, "Tổ chức cai nghiên ma túy và quản lý sau cai nghiện"),
    (POLICE, "2.001402", "Cấp đổi Giấy chứng nhận đủ điều kiện", (), (),
     "Quản lý ngành nghề đầu tư, kinh doanh có điều kiện về an ninh, trật tự"),
    (POLICE, "2.001194", "Cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)",
     ("Phòng cảnh sát quản lý hành chính về trật tự xã hội",), (), "Cấp, quản lý căn cước"),
    (POLICE, "1.014057", "Khai thác thông tin người gốc Việt Nam", ("Công an cấp Xã",), COMMUNE,
     "Cấp, quản lý căn cước"),
    (POLICE, "1.014981", "Đề nghị cấp giấy chứng nhận huấn luyện",
     ("Cục Cảnh sát quản lý hành chính về trật tự xã hội",), MINISTRY,
     "Quản lý vũ khí, vật liệu nổ, công cụ hỗ trợ và pháo"),
    (POLICE, "1.001294", "Cấp lại thẻ bảo hiểm y tế",
     ("Bộ Công an", "Công an cấp Tỉnh", "Bảo hiểm xã hội tỉnh"), PROVINCE + MINISTRY,
     "Chính sách"),
    (POLICE, "1.000931", "Cấp giấy phép vào khu vực cấm", ("Phòng Xuất nhập cảnh",), (),
     "Quản lý xuất nhập cảnh"),
    (JUSTICE, "1.014966", "Cấp lại chứng chỉ hành nghề Quản tài viên",
     ("Chủ tịch ủy ban nhân dân cấp tỉnh", "Sở Tư Pháp"), PROVINCE, "Quản tài viên"),
    (JUSTICE, "3.000444", "Công nhận hoàn thành tập sự hành nghề công chứng", ("Sở Tư Pháp",),
     PROVINCE, "Công chứng"),
    (JUSTICE, "2.000894", "Miễn nhiệm giám định viên tư pháp", ("Ủy ban nhân dân cấp tỉnh",),
     PROVINCE, "Giám định tư pháp"),
    (JUSTICE, "2.000528", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
     ("Ủy ban nhân dân cấp xã",), COMMUNE, "Hộ tịch"),
    (JUSTICE, "1.011431", "Xóa đăng ký biện pháp bảo đảm bằng tàu biển",
     ("Cơ quan đăng ký tàu biển Việt Nam",), (), "Đăng ký biện pháp bảo đảm"),
    (JUSTICE, "1.005461", "Đăng ký lại khai tử", (), (), "Hộ tịch"),
    (JUSTICE, "1.005141", "Thôi quốc tịch Việt Nam ở nước ngoài",
     ("Bộ Tư pháp", "Cơ quan đại diện Việt Nam ở nước ngoài"), MINISTRY, "Quốc tịch"),
    (JUSTICE, "1.001993", "Cấp lại Giấy phép hành nghề", ("Cục Bổ trợ tư pháp",), MINISTRY,
     "Luật sư"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "count"), [(POLICE, 339), (JUSTICE, 271)])
def test_the_real_lists_are_read_whole(real_data: Path, file: str, count: int) -> None:
    path = real_data / "portal-lists-2026-06" / file
    assert PortalListReader().accepts(path)
    found = {one.code: one for one in PortalListReader().read(path)}
    assert len(found) == count
    assert not [one for one in found.values() if one.unparsed or not one.field]
    for name, code, opening, executing, levels, field in REAL:
        if name == file:
            one = found[code]
            assert one.name.startswith(opening)
            assert (one.agencies.executing, one.levels, one.field) == (executing, levels, field)
            assert one.decision.issuer == ("Bộ Công an" if file == POLICE else "Bộ Tư pháp")
