"""Copies of a released set: who is to hold them, given, taken back, as files."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import qmskit
from qmskit import Act, Giving, InvalidInputError, Issuing, Returning, TargetError, Withdrawing
from qmskit.cli import main
from qmskit.docset.distribution.boards import board_changes
from tests.examples import ONLY_PROCEDURES
from tests.released import ACT, AMENDED, released_set, sign_all, unsigned_set

FIRST, LATER = date(2026, 11, 6), date(2026, 11, 27)
# Before and after the second release holds.
BETWEEN, AFTER = date(2026, 11, 21), date(2026, 11, 26)
DESKS = """\
desks:
  - {id: mot-cua, name: Trung tâm Phục vụ hành chính công, roles: [reception], copies: 2}
  - {id: cong-an, name: Công an xã, documents: [QT 01/CX-CTR]}
  - {id: bang, name: Bảng niêm yết, notice_board: yes}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return released_set(tmp_path / "bộ tài liệu")


@pytest.fixture
def with_desks(folder: Path) -> Path:
    (folder / "distribution.yaml").write_text(DESKS, encoding="utf-8")
    return folder


ACT_LATER = Act(ACT.by, datetime(2026, 12, 31, 9, 0, tzinfo=UTC))


def give(folder: Path, desk: str, *codes: str, on: date = FIRST) -> qmskit.SetPlan:
    return qmskit.distribute(qmskit.load(folder), codes, Giving(desk, on, "Võ Thị G"), act=ACT)


def desk(folder: Path, name: str, day: date) -> qmskit.DeskReport:
    found = qmskit.distribution(qmskit.load(folder), as_of=day)
    return next(one for one in found.desks if one.desk.id == name)


def refused(folder: Path, name: str, *codes: str, on: date = FIRST) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        give(folder, name, *codes, on=on)
    return [(one.where.file, one.code) for one in caught.value.problems]


def test_without_a_file_desks_follow_from_the_steps(folder: Path) -> None:
    qmset = qmskit.load(folder)
    found = {one.desk.id: one for one in qmskit.distribution(qmset, as_of=FIRST).desks}
    assert list(found)[-1] == "niem-yet"
    roles: dict[str, set[str]] = {}
    for procedure, code in qmset.codes.documents.items():
        workflow = qmset.workflow_of(procedure)
        for step in workflow.steps if workflow else ():
            if step.role and not step.outside:
                roles.setdefault(step.role, set()).add(code)
    assert {name: set(one.codes) for name, one in found.items() if name != "niem-yet"} == roles
    assert set(found["niem-yet"].codes) == set(qmset.codes.documents.values())
    assert all(not one.held and not one.to_take_back for one in found.values())


def test_given_copies_are_held_with_numbers(with_desks: Path) -> None:
    give(with_desks, "mot-cua")
    give(with_desks, "bang")
    counter, board = (desk(with_desks, name, FIRST) for name in ("mot-cua", "bang"))
    assert counter.to_give == board.to_give == ()
    assert [one.number for one in counter.held if one.code == AMENDED] == [1, 2]
    assert [one.number for one in board.held if one.code == AMENDED] == [3]
    assert {one.received_by for one in counter.held} == {"Võ Thị G"}
    assert qmskit.verify(with_desks).problems == ()


def test_a_procedure_code_stands_for_its_document(with_desks: Path) -> None:
    code = next(
        code for code, one in qmskit.load(with_desks).codes.documents.items() if one == AMENDED
    )
    give(with_desks, "mot-cua", code)
    assert {one.code for one in desk(with_desks, "mot-cua", FIRST).held} == {AMENDED}


def test_a_new_issue_is_given_and_the_old_one_taken_back_when_it_ends(with_desks: Path) -> None:
    give(with_desks, "mot-cua")
    before = desk(with_desks, "mot-cua", BETWEEN)
    assert [(one.issued.document.code, one.copies) for one in before.to_give] == [(AMENDED, 2)]
    assert before.to_take_back == ()
    give(with_desks, "mot-cua", on=BETWEEN)
    after = desk(with_desks, "mot-cua", AFTER)
    assert after.to_give == ()
    assert [(one.copy.code, one.copy.number) for one in after.to_take_back] == [
        (AMENDED, 1), (AMENDED, 2),
    ]  # fmt: skip
    assert {one.issued.still_for for one in after.to_take_back} == {date(2026, 11, 26)}
    qmskit.take_back(qmskit.load(with_desks), (), Returning("mot-cua", AFTER), act=ACT_LATER)
    assert desk(with_desks, "mot-cua", AFTER).to_take_back == ()
    assert desk(with_desks, "mot-cua", BETWEEN).held != ()


def test_why_nothing_is_given(with_desks: Path) -> None:
    assert refused(with_desks, "mot-cu") == [("--to", "QMS772")]
    assert refused(with_desks, "all") == [("--to", "QMS772")]
    assert refused(with_desks, "cong-an", AMENDED, "QT 99") == [
        (AMENDED, "QMS773"), ("QT 99", "QMS773"),
    ]  # fmt: skip
    assert refused(with_desks, "cong-an", "QT 01/CX-CTR", on=date(2026, 11, 4)) == [
        ("QT 01/CX-CTR", "QMS773")
    ]
    give(with_desks, "cong-an")
    assert refused(with_desks, "cong-an") == [("--to", "QMS773")]
    assert refused(with_desks, "cong-an", "QT 01/CX-CTR") == [("QT 01/CX-CTR", "QMS773")]
    assert refused(with_desks, "mot-cua", on=LATER) == [("--on", "QMS756")]


@pytest.mark.parametrize(
    ("codes", "returning", "expected"),
    [
        ((), Returning("mot-cua", FIRST), [("--returned", "QMS773")]),
        ((AMENDED,), Returning("mot-cua", FIRST), [(AMENDED, "QMS773")]),
        (("QT 01/CX-CTR",), Returning("mot-cua", FIRST), [("QT 01/CX-CTR", "QMS773")]),
        ((AMENDED,), Returning("mot-cua", date(2026, 11, 5), has_current=True),
         [(AMENDED, "QMS774")]),
    ],
)  # fmt: skip
def test_why_nothing_is_taken_back(
    with_desks: Path, codes: tuple[str, ...], returning: Returning, expected: list[tuple[str, str]]
) -> None:
    give(with_desks, "mot-cua", AMENDED)
    with pytest.raises(InvalidInputError) as caught:
        qmskit.take_back(qmskit.load(with_desks), codes, returning, act=ACT)
    assert [(one.where.file, one.code) for one in caught.value.problems] == expected


def test_a_desk_that_is_closed_gives_back_what_holds(with_desks: Path) -> None:
    give(with_desks, "mot-cua", AMENDED)
    (with_desks / "distribution.yaml").write_text(
        "desks:\n  - {id: bang, name: Bảng niêm yết, notice_board: yes}\n", encoding="utf-8"
    )
    closed = desk(with_desks, "mot-cua", FIRST)
    assert (closed.desk.name, closed.codes) == ("Trung tâm Phục vụ hành chính công", ())
    returning = Returning("mot-cua", BETWEEN, is_destroyed=True, has_current=True)
    qmskit.take_back(qmskit.load(with_desks), (), returning, act=ACT)
    names = [one.desk.id for one in qmskit.distribution(qmskit.load(with_desks), as_of=AFTER).desks]
    assert names == ["bang"]


def test_through_the_e_office_all_desks_receive_at_once(folder: Path) -> None:
    (folder / "distribution.yaml").write_text("e_office: yes\n", encoding="utf-8")
    assert refused(folder, "reception") == [("--to", "QMS772")]
    plan = give(folder, "all")
    lines = len(qmskit.log(folder).entries)
    found = qmskit.distribution(qmskit.load(folder), as_of=FIRST)
    assert found.is_electronic
    assert all(not one.to_give for one in found.desks)
    assert all(one.is_electronic for report in found.desks for one in report.held)
    assert len(plan.acts) == len(found.desks)
    give(folder, "all", on=BETWEEN)
    assert len(qmskit.log(folder).entries) == lines + 1
    after = qmskit.distribution(qmskit.load(folder), as_of=AFTER)
    assert all(not one.to_take_back for one in after.desks)
    held = [one for report in after.desks for one in report.held if one.code == AMENDED]
    assert {one.release for one in held} == {2}


def test_the_board_tells_what_changed(with_desks: Path) -> None:
    give(with_desks, "bang")
    withdrawing = Withdrawing("96/QĐ-UBND", date(2026, 11, 21))
    qmskit.withdraw(qmskit.load(with_desks), ("QT 01/CX-CTR",), withdrawing, act=ACT)
    found = qmskit.distribution(qmskit.load(with_desks), as_of=BETWEEN)
    board = next(one for one in found.desks if one.desk.is_notice_board)
    changes = {one.code: one for one in board_changes(with_desks, found, board)}
    assert {code: one.verdict for code, one in changes.items()} == {
        AMENDED: "changed", "QT 01/CX-CTR": "removed",
    }  # fmt: skip
    assert changes[AMENDED].told.startswith("Sửa đổi mục ")


def test_an_empty_board_is_to_be_filled(with_desks: Path) -> None:
    found = qmskit.distribution(qmskit.load(with_desks), as_of=FIRST)
    board = next(one for one in found.desks if one.desk.is_notice_board)
    assert {one.verdict for one in board_changes(with_desks, found, board)} == {"new"}


def cells(path: Path) -> list[list[str]]:
    sheet = load_workbook(path).worksheets[0]
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return [[str(value or "") for value in row] for row in rows]


def test_each_desk_has_its_documents_as_they_were_released(
    with_desks: Path, tmp_path: Path
) -> None:
    give(with_desks, "mot-cua")
    out = tmp_path / "giao"
    qmskit.extract(qmskit.load(with_desks), out, as_of=AFTER)
    released = {
        path.relative_to(top / "documents"): path.read_bytes()
        for top in sorted((with_desks / "releases").iterdir())
        for path in (top / "documents").rglob("*.docx")
    }
    for name in ("mot-cua", "cong-an", "bang"):
        files = sorted((out / name).rglob("*.docx"))
        assert files
        for path in files:
            assert path.read_bytes() == released[path.relative_to(out / name)]
    assert [row[1] for row in cells(out / "cong-an" / "danh-sach.xlsx")] == ["QT 01/CX-CTR"]
    back = cells(out / "thu-hoi" / "danh-sach-thu-hoi.xlsx")
    assert [(row[1], row[3], row[5], row[7], row[8]) for row in back] == [
        (AMENDED, "01/00", "01", "01/01", "26/11/2026"),
        (AMENDED, "01/00", "02", "01/01", "26/11/2026"),
    ]
    tasks = [row[3] for row in cells(out / "bang" / "thay-doi-niem-yet.xlsx")]
    assert set(tasks) == {"Niêm yết thêm"}


QUESTIONS = """\
system:
  leave_out: [model, system, internal, letters, registers, year]
"""


def test_what_auditors_ask_does_not_hang_on_the_board(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    text = (folder / "qms.yaml").read_text(encoding="utf-8")
    (folder / "qms.yaml").write_text(text.replace(ONLY_PROCEDURES, QUESTIONS), encoding="utf-8")
    (folder / "distribution.yaml").write_text(
        DESKS + "  - {id: danh-gia, name: Đánh giá viên, documents: [audit-questions]}\n",
        encoding="utf-8",
    )
    sign_all(folder, date(2026, 11, 2))
    qmskit.release(qmskit.load(folder), Issuing("90/QĐ-UBND", date(2026, 11, 5)), act=ACT)
    qmskit.extract(qmskit.load(folder), tmp_path / "giao", as_of=FIRST)
    questions = {path.parts[-3] for path in (tmp_path / "giao").rglob("Phiếu-hỏi*.docx")}
    assert questions == {"danh-gia"}


def test_what_no_longer_holds_is_marked(with_desks: Path, tmp_path: Path) -> None:
    out = tmp_path / "giao"
    qmskit.extract(qmskit.load(with_desks), out, as_of=AFTER)
    marked = sorted((out / "thu-hoi").rglob("*.docx"))
    assert [path.parts[-2] for path in marked] == ["quy-trinh", "the-ban"]
    for path in marked:
        with ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith("word/header")]
            headers = "".join(archive.read(name).decode() for name in names)
        assert "HẾT HIỆU LỰC từ ngày 26/11/2026" in headers
        assert "Chỉ áp dụng cho hồ sơ tiếp nhận trước ngày 26/11/2026" in headers
    qmskit.extract(qmskit.load(with_desks), out, as_of=BETWEEN)
    assert not list((out / "thu-hoi").rglob("*.docx"))


def test_an_extract_written_again_keeps_what_somebody_edited(
    with_desks: Path, tmp_path: Path
) -> None:
    out = tmp_path / "giao"
    qmskit.extract(qmskit.load(with_desks), out, as_of=AFTER)
    again = qmskit.extract(qmskit.load(with_desks), out, as_of=AFTER)
    assert {one.state for one in again.files} == {"unchanged"}
    edited = next((out / "cong-an").rglob("*.docx"))
    edited.write_bytes(b"edited")
    again = qmskit.extract(qmskit.load(with_desks), out, as_of=AFTER)
    assert [one.state for one in again.files if one.state != "unchanged"] == ["kept"]
    assert edited.read_bytes() == b"edited"


def test_a_release_that_was_changed_is_not_handed_out(with_desks: Path, tmp_path: Path) -> None:
    path = next((with_desks / "releases" / "1" / "documents").rglob("*QT-01-CX-CTR*.docx"))
    path.chmod(0o600)
    path.write_bytes(b"changed")
    with pytest.raises(InvalidInputError) as caught:
        qmskit.extract(qmskit.load(with_desks), tmp_path / "giao", as_of=AFTER)
    assert [one.code for one in caught.value.problems] == ["QMS702"]
    assert not (tmp_path / "giao").exists()


@pytest.mark.parametrize("name", [".", "..", "releases", "releases/3", "workflows"])
def test_an_extract_never_lands_in_the_set(folder: Path, name: str) -> None:
    with pytest.raises(TargetError):
        qmskit.extract(qmskit.load(folder), folder / name, as_of=AFTER)


def test_an_extract_may_lie_beside_what_is_built(folder: Path) -> None:
    qmskit.extract(qmskit.load(folder), folder / "_giao", as_of=AFTER)
    assert (folder / "_giao" / "niem-yet" / "thay-doi-niem-yet.xlsx").is_file()
    assert qmskit.verify(folder).problems == ()


BAD = {
    "twice": ("  - {id: a, name: A, roles: [head]}\n  - {id: a, name: B, roles: [head]}\n",
              [("QMS771", 3, 6, "desks[1].id")]),
    "reserved": ("  - {id: thu-hoi, name: A, roles: [head]}\n", [("QMS771", 2, 6, "desks[0].id")]),
    "windows": ("  - {id: nul, name: A, roles: [head]}\n", [("QMS771", 2, 6, "desks[0].id")]),
    "role": ("  - {id: a, name: A, roles: [hed]}\n", [("QMS144", 2, 30, "desks[0].roles[0]")]),
    "document": ("  - {id: a, name: A, documents: [QT 99]}\n",
                 [("QMS771", 2, 34, "desks[0].documents[0]")]),
    "empty": ("  - {id: a, name: A}\n", [("QMS771", 2, 6, "desks[0].id")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_a_desk_that_names_what_does_not_exist(
    folder: Path, text: str, expected: list[tuple[str, int, int, str]]
) -> None:
    (folder / "distribution.yaml").write_text(f"desks:\n{text}", encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        qmskit.load(folder)
    assert [
        (one.code, one.where.line, one.where.column, one.where.path)
        for one in caught.value.problems
    ] == expected


@pytest.mark.parametrize("documents", ["all", "procedure-document", "desk-card", AMENDED])
def test_documents_go_by_code_kind_or_all(folder: Path, documents: str) -> None:
    (folder / "distribution.yaml").write_text(
        f"desks:\n  - {{id: a, name: A, documents: [{documents}]}}\n", encoding="utf-8"
    )
    codes = desk(folder, "a", FIRST).codes
    everything = set(qmskit.load(folder).codes.documents.values())
    assert set(codes) == ({AMENDED} if documents == AMENDED else everything)


def test_on_the_command_line(with_desks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["distribute", str(with_desks), "--to", "cong-an", "--on", "2026-11-06"]
    assert main([*given, "--dry-run"]) == 1
    assert main([*given, "--by", "Hoàng Văn E", "--yes"]) == 0
    assert "giao: Công an xã: QT 01/CX-CTR" in capsys.readouterr().out
    shown = ["distribute", str(with_desks), "--as-of", "2026-11-06"]
    assert main(shown) == 0
    assert "cong-an\tCông an xã: giữ 1 bản, phải giao 0 bản" in capsys.readouterr().out
    assert main([*shown, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["desks"]] == ["mot-cua", "cong-an", "bang"]
    assert found["desks"][1]["held"][0]["received_by"] == "Hoàng Văn E"
    assert found["desks"][2]["board"][0]["verdict"] == "new"
    assert main([*shown, "-o", str(with_desks / "_giao")]) == 0
    back = ["distribute", str(with_desks), "--returned", "cong-an", "--on", "2026-11-07"]
    assert main([*back, "QT 01/CX-CTR", "--yes"]) == 3
    assert main([*back, "QT 01/CX-CTR", "--current", "--yes"]) == 0
    assert main(["log", str(with_desks)]) == 0
    assert "phân phối: Hoàng Văn E; QT 01/CX-CTR" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [
        ["--to", "a"],
        ["--to", "a", "--returned", "b"],
        ["--show", "-o", "x"],
        ["QT 01/CX-HT"],
        ["--on", "2026-11-06"],
        ["--show", "--current"],
    ],
)
def test_wrong_usage(folder: Path, options: list[str]) -> None:
    assert main(["distribute", str(folder), *options]) == 2
