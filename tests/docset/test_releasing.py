"""The life of documents: signed, issued, amended, withdrawn; what is refused and why."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

import qmskit
from qmskit import Approval, InvalidInputError, Issuing, Withdrawing
from qmskit.model.control import SignatureRole, Stage
from qmskit.model.digests import digest
from tests.released import (
    ACT,
    AMENDED,
    APPROVER,
    DRAFTER,
    REVIEWER,
    TODAY,
    amend,
    released_set,
    sign_all,
    unsigned_set,
)

DAY = date(2026, 11, 2)


def drafted(person: str = DRAFTER, on: date = DAY) -> Approval:
    return Approval(SignatureRole.DRAFTER, person, on)


def approved(person: str, **rest: str) -> Approval:
    return replace(Approval(SignatureRole.APPROVER, person, date(2026, 11, 4)), **rest)  # type: ignore[arg-type]


def codes_of(error: pytest.ExceptionInfo[InvalidInputError]) -> set[str]:
    return {one.code for one in error.value.problems}


def stages(folder: Path, day: date = TODAY) -> dict[str, Stage]:
    return {one.document.code: one.stage for one in qmskit.status(qmskit.load(folder), as_of=day)}


def test_documents_pass_from_draft_to_force(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    code = "QT 01/CX-HT"
    assert stages(folder)[code] is Stage.DRAFT
    for role, person, expected in (
        (SignatureRole.DRAFTER, DRAFTER, Stage.DRAFTED),
        (SignatureRole.REVIEWER, REVIEWER, Stage.REVIEWED),
        (SignatureRole.APPROVER, APPROVER, Stage.APPROVED),
    ):
        qmskit.approve(qmskit.load(folder), [code], Approval(role, person, DAY), act=ACT)
        assert stages(folder)[code] is expected
    issuing = Issuing("90/QĐ-UBND", date(2026, 11, 5), effective=date(2026, 11, 25))
    qmskit.release(qmskit.load(folder), issuing, act=ACT)
    assert stages(folder, date(2026, 11, 24))[code] is Stage.ISSUED
    assert stages(folder, date(2026, 11, 25))[code] is Stage.IN_FORCE
    assert stages(folder)["QT 02/CX-HT"] is Stage.DRAFT


def test_a_procedure_code_stands_for_its_document(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    qmskit.approve(qmskit.load(folder), ["1.001193"], drafted(), act=ACT)
    assert stages(folder)["QT 01/CX-HT"] is Stage.DRAFTED


@pytest.mark.parametrize(
    ("codes", "approval", "expected"),
    [
        (["QT 99"], drafted(), {"QMS751"}),
        (["QT 01/CX-HT"], Approval(SignatureRole.REVIEWER, REVIEWER, DAY), {"QMS752"}),
        (["QT 01/CX-HT"], drafted(on=date(2026, 11, 23)), {"QMS756"}),
        (["QT 01/CX-HT"], drafted("Người Lạ"), {"QMS757"}),
        (["QT 01/CX-HT"], drafted(on=date(2025, 6, 30)), {"QMS757"}),
        (["QT 03/CX-CTR"], drafted(), {"QMS759"}),
        (["QT 99", "QT 03/CX-CTR"], drafted("Người Lạ"), {"QMS751", "QMS757", "QMS759"}),
        (["QT 01/CX-HT"], replace(drafted(), is_as_issued=True), {"QMS766"}),
        ([], Approval(SignatureRole.REVIEWER, REVIEWER, DAY), {"QMS760"}),
    ],
)
def test_what_cannot_be_signed_is_told_at_once(
    tmp_path: Path, codes: list[str], approval: Approval, expected: set[str]
) -> None:
    folder = unsigned_set(tmp_path / "set")
    before = (folder / "revisions.yaml").read_bytes()
    with pytest.raises(InvalidInputError) as error:
        qmskit.approve(qmskit.load(folder), codes, approval, act=ACT)
    assert codes_of(error) == expected
    assert (folder / "revisions.yaml").read_bytes() == before
    assert not (folder / "ledger.jsonl").exists()


@pytest.mark.parametrize(
    ("approval", "expected"),
    [
        (approved(APPROVER), set()),
        (approved(DRAFTER), {"QMS754", "QMS758"}),
        (approved("Trần Thị B"), {"QMS758"}),
        (approved("Trần Thị B", authority="KT."), {"QMS758"}),
        (approved("Trần Thị B", authority="KT.", assignment="12/QĐ-UBND"), set()),
        (approved("Bùi Văn I", authority="KT.", assignment="12/QĐ-UBND"), {"QMS758"}),
        (approved("Bùi Văn I", authority="TUQ.", assignment="13/GUQ-UBND"), set()),
    ],
)
def test_the_head_approves_or_a_deputy_with_a_recorded_assignment(
    tmp_path: Path, approval: Approval, expected: set[str]
) -> None:
    folder = unsigned_set(tmp_path / "set")
    code = "QT 01/CX-HT"
    qmskit.approve(qmskit.load(folder), [code], drafted(), act=ACT)
    reviewed = Approval(SignatureRole.REVIEWER, REVIEWER, date(2026, 11, 3))
    qmskit.approve(qmskit.load(folder), [code], reviewed, act=ACT)
    if not expected:
        qmskit.approve(qmskit.load(folder), [code], approval, act=ACT)
        assert stages(folder)[code] is Stage.APPROVED
        last = qmskit.log(folder).entries[-1].details.record("signature")
        assert last.text_of("authority") == approval.authority
        assert last.text_of("assignment") == approval.assignment
        return
    with pytest.raises(InvalidInputError) as error:
        qmskit.approve(qmskit.load(folder), [code], approval, act=ACT)
    assert codes_of(error) == expected


def test_a_change_after_a_signature_asks_for_all_signatures_again(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    qmskit.approve(qmskit.load(folder), [AMENDED], drafted(), act=ACT)
    amend(folder)
    assert stages(folder)[AMENDED] is Stage.DRAFT


@pytest.mark.parametrize(
    ("issuing", "expected"),
    [
        (Issuing("90/QĐ-UBND", date(2026, 11, 1)), {"QMS762"}),
        (Issuing("90/QĐ-UBND", date(2026, 11, 23)), {"QMS756"}),
        (Issuing("90/QĐ-UBND", date(2026, 11, 5), effective=date(2026, 11, 4)), {"QMS762"}),
    ],
)
def test_a_release_on_impossible_days_is_refused(
    tmp_path: Path, issuing: Issuing, expected: set[str]
) -> None:
    folder = unsigned_set(tmp_path / "set")
    sign_all(folder, DAY)
    with pytest.raises(InvalidInputError) as error:
        qmskit.release(qmskit.load(folder), issuing, act=ACT)
    assert expected <= codes_of(error)
    assert not (folder / "releases").exists()


def test_an_amended_document_gets_the_next_revision_and_a_row_from_what_changed(
    tmp_path: Path,
) -> None:
    folder = released_set(tmp_path / "set")
    first, second = qmskit.load(folder).revisions[AMENDED]
    assert (first.issue, first.revision, first.decision) == (1, 0, "90/QĐ-UBND")
    assert (second.issue, second.revision, second.decision) == (1, 1, "95/QĐ-UBND")
    assert second.issued == date(2026, 11, 20)
    assert second.effective == date(2026, 11, 26)
    assert "Quy trình các bước xử lý công việc" in second.summary
    assert second.part.startswith("mục 5.")
    text = (folder / "revisions.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Bảng theo dõi\n")


def test_a_set_issued_anew_goes_to_the_next_issue(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    anew = replace(drafted(on=date(2026, 11, 21)), is_new_issue=True)
    qmskit.approve(qmskit.load(folder), (), anew, act=ACT)
    rows = qmskit.load(folder).revisions
    numbers = {(rows[code][-1].issue, rows[code][-1].revision) for code in rows}
    assert numbers == {(2, 0)}
    assert rows[AMENDED][-1].summary == "Ban hành lần thứ 2"


def test_what_was_issued_before_there_was_a_ledger_is_taken_over_by_its_decision(
    tmp_path: Path,
) -> None:
    folder = unsigned_set(tmp_path / "set")
    (folder / "revisions.yaml").write_text(
        "revisions:\n  QT 01/CX-HT:\n    - issue: 1\n      revision: 0\n      issued: 2026-11-05\n"
        "      effective: 2026-11-06\n      decision: 56/QĐ-UBND\n",
        encoding="utf-8",
    )
    before = (folder / "revisions.yaml").read_bytes()
    code = "QT 01/CX-HT"
    old = replace(drafted(), is_as_issued=True)
    qmskit.approve(qmskit.load(folder), [code], old, act=ACT)
    for role, person in ((SignatureRole.REVIEWER, REVIEWER), (SignatureRole.APPROVER, APPROVER)):
        qmskit.approve(qmskit.load(folder), [code], Approval(role, person, DAY), act=ACT)
    with pytest.raises(InvalidInputError, match="QMS761"):
        qmskit.release(qmskit.load(folder), Issuing("57/QĐ-UBND", date(2026, 11, 5)), act=ACT)
    qmskit.release(
        qmskit.load(folder),
        Issuing("56/QĐ-UBND", date(2026, 11, 5), effective=date(2026, 11, 6)),
        act=ACT,
    )
    assert (folder / "revisions.yaml").read_bytes() == before
    assert stages(folder)[code] is Stage.IN_FORCE


def test_a_release_holds_files_manifest_data_and_snapshot(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    top = folder / "releases" / "2"
    manifest = json.loads((top / "manifest.json").read_text(encoding="utf-8"))
    (document,) = manifest["documents"]
    assert (document["code"], document["issue"], document["revision"]) == (AMENDED, 1, 1)
    assert [one["role"] for one in document["signatures"]] == ["drafter", "reviewer", "approver"]
    for file in (*document["files"], *manifest["files"]):
        content = (top / file["path"]).read_bytes()
        assert (digest(content), len(content)) == (file["sha256"], file["size"])
    data = json.loads((top / "data.json").read_text(encoding="utf-8"))
    assert set(data["procedures"]) == {"2.001406"}
    with zipfile.ZipFile(top / "snapshot.zip") as archive:
        kept = archive.read("workflows/2.001406.yaml")
        names = archive.namelist()
    assert kept == (folder / "workflows/2.001406.yaml").read_bytes()
    assert {"framework/framework.yaml", "contents.json", "qms.yaml"} <= set(names)
    assert not any(name.startswith(("releases", "ledger", ".qmskit")) for name in names)


def test_an_issued_word_file_prints_decision_days_signers_and_check_code(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    (path,) = (folder / "releases/2/documents/quy-trinh").glob("*.docx")
    manifest = json.loads((folder / "releases/2/manifest.json").read_text(encoding="utf-8"))
    text = "\n".join(
        paragraph.text
        for table in Document(str(path)).tables
        for row in table.rows
        for one in row.cells
        for paragraph in one.paragraphs
    )
    assert "Lần sửa đổi: 01" in text
    assert "Ngày ban hành: 20/11/2026" in text
    assert "Ngày hiệu lực: 26/11/2026" in text
    for name in (DRAFTER, REVIEWER, APPROVER):
        assert name in text
    body = "\n".join(one.text for one in Document(str(path)).paragraphs)
    assert manifest["documents"][0]["check"] in text + body
    assert "DỰ THẢO" not in text + body


def test_building_goes_on_in_drafts(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    kept = {path: path.read_bytes() for path in (folder / "releases").rglob("*") if path.is_file()}
    day = date(2026, 11, 27)
    qmskit.build(qmskit.load(folder), as_of=day, only=[AMENDED], out=tmp_path / "out")
    (built,) = (tmp_path / "out/quy-trinh").glob("*.docx")
    (issued,) = (folder / "releases/2/documents/quy-trinh").glob("*.docx")
    assert built.read_bytes() == issued.read_bytes()
    amend(folder, "bằng văn bản", "theo mẫu")
    qmskit.build(qmskit.load(folder), as_of=day, only=[AMENDED], out=tmp_path / "out")
    xml = zipfile.ZipFile(built).read("word/document.xml").decode()
    assert "DỰ THẢO" in xml
    assert "Mã kiểm tra hiệu lực" not in xml
    assert all(path.read_bytes() == content for path, content in kept.items())


def test_releases_are_read_only(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    modes = {
        path.stat().st_mode & 0o222 for path in (folder / "releases").rglob("*") if path.is_file()
    }
    assert modes == {0}


def test_a_withdrawn_document_is_out_of_force_and_cannot_be_withdrawn_twice(
    tmp_path: Path,
) -> None:
    folder = released_set(tmp_path / "set")
    done = Withdrawing("97/QĐ-UBND", TODAY, reason="Thủ tục bãi bỏ")
    qmskit.withdraw(qmskit.load(folder), ["QT 01/CX-HT"], done, act=ACT)
    page = (folder / "tra-cuu-hieu-luc.html").read_text(encoding="utf-8")
    assert "97/QĐ-UBND" in page
    with pytest.raises(InvalidInputError, match="QMS765"):
        qmskit.withdraw(qmskit.load(folder), ["QT 01/CX-HT", "QT 99"], done, act=ACT)
    assert stages(folder)["QT 01/CX-HT"] is Stage.WITHDRAWN
    qmskit.build(qmskit.load(folder), as_of=TODAY, only=["QT 01/CX-HT"], out=tmp_path / "out")
    (built,) = (tmp_path / "out/quy-trinh").glob("*.docx")
    assert "HẾT HIỆU LỰC" in zipfile.ZipFile(built).read("word/document.xml").decode()
    with pytest.raises(InvalidInputError) as error:
        qmskit.approve(qmskit.load(folder), ["QT 01/CX-HT"], drafted(), act=ACT)
    assert "QMS769" in codes_of(error)


def test_a_document_may_be_withdrawn_by_any_of_its_procedures(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    done = Withdrawing("97/QĐ-UBND", TODAY)
    qmskit.withdraw(qmskit.load(folder), ["2.000942", "2.000815", "1.001193"], done, act=ACT)
    ended = {code for code, stage in stages(folder).items() if stage is Stage.WITHDRAWN}
    assert ended == {"QT 01/CX-CT", "QT 01/CX-HT"}


def test_what_changed_before_a_later_withdrawal_is_a_draft(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    done = Withdrawing("97/QĐ-UBND", TODAY, since=date(2026, 12, 1))
    qmskit.withdraw(qmskit.load(folder), [AMENDED], done, act=ACT)

    def printed() -> str:
        out = tmp_path / "out"
        qmskit.build(qmskit.load(folder), as_of=TODAY, only=[AMENDED], out=out)
        (built,) = (out / "quy-trinh").glob("*.docx")
        with zipfile.ZipFile(built) as archive:
            return "".join(
                archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
            )

    as_issued = printed()
    assert "Mã kiểm tra" in as_issued
    assert "DỰ THẢO" not in as_issued
    amend(folder, "bằng văn bản", "theo mẫu")
    as_changed = printed()
    assert "DỰ THẢO" in as_changed
    assert "Mã kiểm tra" not in as_changed


def test_a_number_of_another_decision_is_refused(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    amend(folder, "bằng văn bản", "theo mẫu")
    sign_all(folder, date(2026, 11, 21))
    with pytest.raises(InvalidInputError, match="QMS763"):
        qmskit.release(qmskit.load(folder), Issuing("90/QĐ-UBND", TODAY), act=ACT)


def test_a_scan_is_kept_with_the_release_and_a_broken_file_refused(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    amend(folder, "bằng văn bản", "theo mẫu")
    sign_all(folder, date(2026, 11, 21))
    scan, broken = tmp_path / "quyết định.png", tmp_path / "hỏng.pdf"
    scan.write_bytes(b"\x89PNG not looked at")
    broken.write_bytes(b"%PDF-1.7 cut off")
    signed = (scan, broken, tmp_path / "x.txt")
    issuing = Issuing("98/QĐ-UBND", TODAY, effective=date(2026, 11, 27), signed=signed)
    with pytest.raises(InvalidInputError) as error:
        qmskit.release(qmskit.load(folder), issuing, act=ACT)
    assert codes_of(error) == {"QMS764", "QMS001"}
    qmskit.release(qmskit.load(folder), replace(issuing, signed=(scan,)), act=ACT)
    kept = json.loads((folder / "releases/3/manifest.json").read_text(encoding="utf-8"))
    assert [one["path"] for one in kept["signed"]] == ["signed/quyết định.png"]
    assert not qmskit.verify(folder).problems


def test_what_came_back_signed_is_kept_with_what_its_signature_tells(tmp_path: Path) -> None:
    signing = pytest.importorskip("tests.signing", reason="the extra `sign` is not installed")
    folder = released_set(tmp_path / "set")
    amend(folder, "bằng văn bản", "theo mẫu")
    sign_all(folder, date(2026, 11, 21))
    good, changed, root = tmp_path / "qd.pdf", tmp_path / "sửa.pdf", tmp_path / "goc.cer"
    content = signing.signed(signing.document(), signing.chairman(), "Ky1")
    good.write_bytes(content)
    changed.write_bytes(content.replace(b"khai sinh", b"khai sink", 1))
    root.write_bytes(signing.root().der)
    later = date(2026, 11, 27)
    issuing = Issuing("98/QĐ-UBND", TODAY, effective=later, signed=(good, changed), roots=(root,))
    with pytest.raises(InvalidInputError) as error:
        qmskit.release(qmskit.load(folder), issuing, act=ACT)
    assert [(one.where.file, one.code) for one in error.value.problems] == [
        (str(changed), "QMS764")
    ]
    qmskit.release(qmskit.load(folder), replace(issuing, signed=(good,)), act=ACT)
    assert (folder / "releases/3/signed/qd.pdf").read_bytes() == content
    manifest = json.loads((folder / "releases/3/manifest.json").read_text(encoding="utf-8"))
    (kept,) = manifest["signed"]
    assert kept["status"] == "signed"
    assert kept["told"][0].startswith("Nguyễn Văn A")
    assert "chuỗi tin cậy: có" in kept["told"][0]
    assert not qmskit.verify(folder).problems


@pytest.mark.parametrize(
    "issuing",
    [
        Issuing("98/QĐ-UBND", date(2026, 11, 19), effective=date(2026, 11, 27)),
        Issuing("98/QĐ-UBND", TODAY, effective=date(2026, 11, 25)),
        Issuing("98/QĐ-UBND", TODAY, effective=date(2026, 11, 27), still_for=date(2026, 11, 26)),
    ],
)
def test_no_release_comes_before_the_one_it_replaces(tmp_path: Path, issuing: Issuing) -> None:
    folder = released_set(tmp_path / "set")
    amend(folder, "bằng văn bản", "theo mẫu")
    sign_all(folder, date(2026, 11, 18))
    with pytest.raises(InvalidInputError, match="QMS762"):
        qmskit.release(qmskit.load(folder), issuing, act=ACT)


def test_what_somebody_writes_into_the_revision_table_issues_nothing(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    path = folder / "revisions.yaml"
    text = path.read_text(encoding="utf-8")
    head, code, rest = text.partition("  QT 01/CX-HT:\n")
    rest = rest.replace("issued: 2026-11-05", "issued: 2026-11-06", 1)
    rest = rest.replace("90/QĐ-UBND", "900/QĐ-UBND", 1)
    path.write_text(head + code + rest, encoding="utf-8")
    assert {one.code for one in qmskit.verify(folder).problems} == {"QMS707"}
    qmskit.build(qmskit.load(folder), as_of=TODAY, only=["QT 01/CX-HT"], out=tmp_path / "out")
    (built,) = (tmp_path / "out/quy-trinh").glob("*.docx")
    cover = zipfile.ZipFile(built).read("word/document.xml").decode()
    assert "05/11/2026" in cover
    assert "900/QĐ-UBND" not in cover


def test_what_was_issued_before_the_ledger_waits_for_nobody(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    (folder / "revisions.yaml").write_text(
        "revisions:\n  QT 01/CX-HT:\n    - issue: 1\n      revision: 0\n      issued: 2026-11-05\n"
        "      effective: 2026-11-06\n      decision: 56/QĐ-UBND\n",
        encoding="utf-8",
    )
    qmskit.approve(qmskit.load(folder), (), drafted(), act=ACT)
    assert stages(folder)["QT 01/CX-HT"] is Stage.DRAFT
    assert stages(folder)["QT 02/CX-HT"] is Stage.DRAFTED
    qmskit.approve(qmskit.load(folder), (), replace(drafted(), is_as_issued=True), act=ACT)
    assert stages(folder)["QT 01/CX-HT"] is Stage.DRAFTED


def test_a_deputy_signs_under_the_office_of_the_head(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    code = "QT 01/CX-HT"
    qmskit.approve(qmskit.load(folder), [code], drafted(), act=ACT)
    reviewed = Approval(SignatureRole.REVIEWER, REVIEWER, date(2026, 11, 3))
    qmskit.approve(qmskit.load(folder), [code], reviewed, act=ACT)
    deputy = approved("Trần Thị B", authority="KT.", assignment="12/QĐ-UBND")
    qmskit.approve(qmskit.load(folder), [code], deputy, act=ACT)
    qmskit.release(qmskit.load(folder), Issuing("90/QĐ-UBND", date(2026, 11, 5)), act=ACT)
    (path,) = (folder / "releases/1/documents/quy-trinh").glob("*.docx")
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert "KT. Chủ tịch Ủy ban nhân dân / Phó Chủ tịch Ủy ban nhân dân xã" in xml


def test_who_holds_a_post_is_no_content_of_what_was_issued(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    staff = folder / "staff.yaml"
    text = staff.read_text(encoding="utf-8").replace("Nguyễn Văn A", "Đỗ Văn M")
    staff.write_text(text, encoding="utf-8")
    assert stages(folder, date(2026, 11, 27))[AMENDED] is Stage.IN_FORCE


def test_who_acts_and_when_must_be_told_where_nothing_can_be_undone(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    with pytest.raises(InvalidInputError, match="QMS770"):
        qmskit.approve(qmskit.load(folder), ["QT 01/CX-HT"], drafted())
