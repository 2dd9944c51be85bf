"""A released set announced: evidence on file, the decision, what follows later."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit import Announcing, Evidence, InvalidInputError
from qmskit.cli import main
from qmskit.control.announcements import Notice, Posting, WebPage
from qmskit.model.control import EvidenceKind
from tests.docset.running import digests
from tests.examples import COMMUNE
from tests.released import ACT, TODAY, released_set

AUDIT, REVIEW, CLOSED, CONFIRMED = EvidenceKind
# The first release holds from 10 November, the second one from 26 November.
DECIDED = date(2026, 11, 19)
PERSON = "Lê Văn C"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return released_set(tmp_path / "set")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Biên bản: đợt 1.PDF"
    path.write_bytes(b"%PDF-1.7")
    return path


def file_(folder: Path, kind: EvidenceKind, day: int, paper: Path | None) -> qmskit.SetPlan:
    evidence = Evidence(kind, date(2026, 11, day), PERSON, paper)
    return qmskit.file_evidence(qmskit.load(folder), evidence, act=ACT)


def file_all(folder: Path, paper: Path) -> None:
    for kind, day in ((AUDIT, 11), (REVIEW, 13), (CONFIRMED, 16)):
        file_(folder, kind, day, paper)
    file_(folder, CLOSED, 12, None)


def announce(
    folder: Path, decision: str = "142/QĐ-UBND", on: date | None = DECIDED
) -> qmskit.SetPlan:
    return qmskit.announce(qmskit.load(folder), Announcing(decision, on), act=ACT)


def refused(folder: Path, announcing: Announcing) -> list[tuple[str, str]]:
    before = digests(folder)
    with pytest.raises(InvalidInputError) as caught:
        qmskit.announce(qmskit.load(folder), announcing, act=ACT)
    assert digests(folder) == before
    return [(one.where.file, one.code) for one in caught.value.problems]


def remarked(plan: qmskit.SetPlan) -> set[tuple[str, str]]:
    return {(one.where.file, one.code) for one in plan.remarks}


def test_evidence_is_copied_and_never_changed(folder: Path, paper: Path) -> None:
    first, second = (file_(folder, AUDIT, 11, paper) for _ in range(2))
    names = [plan.changes[0].path for plan in (first, second)]
    assert names == [
        "records/audit/2026-11-11-Biên-bản-đợt-1.pdf",
        "records/audit/2026-11-11-Biên-bản-đợt-1-2.pdf",
    ]
    kept = folder / names[0]
    assert kept.read_bytes() == paper.read_bytes()
    assert qmskit.verify(folder).problems == ()
    kept.chmod(0o600)
    kept.write_bytes(b"changed")
    assert [one.where.file for one in qmskit.verify(folder).problems] == [names[0]]
    kept.unlink()
    assert [one.where.file for one in qmskit.verify(folder).problems] == [names[0]]
    third = file_(folder, AUDIT, 11, paper)
    assert third.changes[0].path == "records/audit/2026-11-11-Biên-bản-đợt-1-3.pdf"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.b.PDF", "2026-11-11-a-b.pdf"),
        ("biên bản", "2026-11-11-biên-bản"),
        ("bie\u0302n ba\u0309n.docx", "2026-11-11-biên-bản.docx"),
        ("a.p|f", "2026-11-11-a-p-f"),
        (".pdf", "2026-11-11-pdf"),
        ("x" * 200 + ".pdf", "2026-11-11-" + "x" * 109 + ".pdf"),
    ],
)
def test_names_that_every_machine_can_hold(
    folder: Path, tmp_path: Path, name: str, expected: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"a")
    evidence = Evidence(AUDIT, date(2026, 11, 11), PERSON, path)
    plan = qmskit.plan_file_evidence(qmskit.load(folder), evidence, act=ACT)
    assert [one.path for one in plan.changes] == [f"records/audit/{expected}"]


def test_evidence_cannot_be_undone(folder: Path, paper: Path) -> None:
    file_(folder, AUDIT, 11, paper)
    with pytest.raises(qmskit.QmskitError):
        qmskit.undo(folder, act=ACT)


def test_a_set_brought_to_the_format_of_today_on_the_way_stays_provable(
    tmp_path: Path, paper: Path
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for path in COMMUNE.rglob("*.*"):
        if path.is_file() and "_build" not in path.parts and ".qmskit" not in path.parts:
            target = folder / path.relative_to(COMMUNE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    file_(folder, AUDIT, 11, paper)
    base = folder / "qms.yaml"
    base.write_text(base.read_text(encoding="utf-8") + "# sửa sau\n", encoding="utf-8")
    assert qmskit.verify(folder).problems == ()


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (Evidence(AUDIT, TODAY, PERSON), [("--evidence", "QMS782")]),
        (Evidence(AUDIT, TODAY, " ", Path("none.pdf")),
         [("--by", "QMS782"), ("none.pdf", "QMS001")]),
        (Evidence(CLOSED, date(2026, 11, 23), PERSON), [("--on", "QMS756")]),
    ],
)  # fmt: skip
def test_evidence_that_cannot_be_filed(
    folder: Path, evidence: Evidence, expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        qmskit.file_evidence(qmskit.load(folder), evidence, act=ACT)
    assert sorted((one.where.file, one.code) for one in caught.value.problems) == expected
    assert not (folder / "records").exists()


def test_an_empty_file_is_no_evidence(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "a.pdf"
    empty.touch()
    with pytest.raises(InvalidInputError) as caught:
        file_(folder, AUDIT, 11, empty)
    assert [one.code for one in caught.value.problems] == ["QMS782"]


def test_the_first_announcement_waits_for_all_evidence(folder: Path, paper: Path) -> None:
    announcing = Announcing("142/QĐ-UBND", DECIDED)
    assert refused(folder, announcing) == [
        (one, "QMS780") for one in ("audit", "confirmation", "nonconformities", "review")
    ]
    file_all(folder, paper)
    plan = announce(folder)
    (unserved,) = plan.remarks
    assert (unserved.code, unserved.message) == (
        "QMS787", "1 TTHC trong phạm vi chưa có tài liệu được phát hành: 1.010041",
    )  # fmt: skip
    found = qmskit.announcement(qmskit.load(folder), as_of=DECIDED)
    assert [one.decision for one in found.announcements] == ["142/QĐ-UBND"]
    assert found.announcements[0].scope == found.scope
    issued = {one.code: (one.issue, one.revision) for one in found.announcements[0].documents}
    assert issued["QT 02/CX-CT"] == (1, 0)
    assert found.announcements[0].scope.procedures == tuple(sorted(qmskit.load(folder).procedures))
    assert not found.is_needed


def test_days_of_the_first_announcement(folder: Path, paper: Path) -> None:
    for kind, day in ((AUDIT, 9), (REVIEW, 18), (CONFIRMED, 16)):
        file_(folder, kind, day, paper)
    file_(folder, CLOSED, 12, None)
    published = Announcing(
        "142/QĐ-UBND", DECIDED,
        Notice("15/UBND-VP", date(2026, 11, 18)),
        Posting(date(2026, 11, 18), "Trụ sở"),
        WebPage("https://a.vn", date(2026, 12, 1)),
    )  # fmt: skip
    assert refused(folder, published) == [
        ("--notice", "QMS781"), ("--on", "QMS756"), ("--posted", "QMS781"),
        ("audit", "QMS781"), ("review", "QMS781"),
    ]  # fmt: skip


def test_a_system_without_documents_is_not_announced(folder: Path, paper: Path) -> None:
    file_all(folder, paper)
    problems = refused(folder, Announcing("142/QĐ-UBND", date(2026, 11, 4)))
    assert ("--decision", "QMS787") in problems


def test_a_change_of_scope_asks_for_an_announcement_that_nothing_blocks(
    folder: Path, paper: Path
) -> None:
    file_all(folder, paper)
    announce(folder)
    qmskit.remove(qmskit.load(folder), ["1.000894"])
    found = qmskit.announcement(qmskit.load(folder), as_of=TODAY)
    assert found.is_needed
    assert found.change
    assert (found.change.added, found.change.removed) == ((), ("1.000894",))
    again = [one for one in found.remarks if one.code == "QMS785"]
    assert "điểm c khoản 4 Điều 4" in again[0].fix
    # Decided long after, without any new evidence.
    late = replace(ACT, at=ACT.at and ACT.at.replace(year=2028))
    plan = qmskit.announce(qmskit.load(folder), Announcing("7/QĐ-UBND", date(2028, 1, 5)), act=late)
    assert {("audit", "QMS784"), ("review", "QMS784")} <= remarked(plan)
    assert "công bố lại" in plan.acts[0]
    assert not qmskit.announcement(qmskit.load(folder), as_of=TODAY).is_needed


def test_what_is_missing_is_only_remarked_upon_the_second_time(folder: Path, paper: Path) -> None:
    file_all(folder, paper)
    announce(folder)
    early = date(2026, 11, 8)
    plan = qmskit.announce(qmskit.load(folder), Announcing("130/QĐ-UBND", early), act=ACT)
    assert {(kind.value, "QMS781") for kind in EvidenceKind} <= remarked(plan)


def test_an_amended_procedure_inside_the_scope_asks_for_nothing(folder: Path, paper: Path) -> None:
    file_all(folder, paper)
    announce(folder)
    path = next((folder / "workflows").glob("2.001406.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "# sửa\n", encoding="utf-8")
    found = qmskit.announcement(qmskit.load(folder), as_of=TODAY)
    assert not found.is_needed
    assert "QMS785" not in {one.code for one in found.remarks}


def test_units_that_join_change_the_scope(folder: Path, paper: Path) -> None:
    file_all(folder, paper)
    announce(folder)
    with (folder / "qms.yaml").open("a", encoding="utf-8") as file:
        file.write("scope:\n  units: [Công an xã Bình Minh]\n")
    found = qmskit.announcement(qmskit.load(folder), as_of=TODAY)
    assert found.change
    assert found.change.is_reworded


def test_what_is_published_later_is_added(folder: Path, paper: Path) -> None:
    notice = Notice("15/UBND-VP", date(2026, 11, 20))
    assert refused(folder, Announcing(notice=notice)) == [("--decision", "QMS783")]
    file_all(folder, paper)
    announce(folder)
    assert refused(folder, Announcing()) == [("--decision", "QMS783")]
    empty = Announcing("9/QĐ", DECIDED, replace(notice, number=" "), Posting(TODAY, "\n"))
    assert refused(folder, empty) == [("--notice", "QMS783"), ("--posted", "QMS783")]
    early = replace(notice, on=date(2026, 11, 18))
    assert refused(folder, Announcing(notice=early)) == [("--notice", "QMS781")]
    assert refused(folder, Announcing("142/QĐ-UBND", TODAY)) == [("--decision", "QMS786")]
    qmskit.announce(qmskit.load(folder), Announcing(notice=notice), act=ACT)
    (last,) = qmskit.announcement(qmskit.load(folder), as_of=TODAY).announcements
    assert (last.notice, last.posted) == (notice, None)


def test_documents_to_sign_are_named_by_their_codes() -> None:
    found = qmskit.announcement(qmskit.load(COMMUNE), as_of=TODAY)
    assert [code for code, _title in found.drafts] == ["VB-04", "VB-05", "VB-06", "VB-07", "VB-08"]
    assert [rule.kind for rule, filed in found.evidence if filed is None] == [
        AUDIT, CLOSED, REVIEW, CONFIRMED,
    ]  # fmt: skip


def test_on_the_command_line(folder: Path, paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["announce", str(folder)]
    assert main(command) == 0
    assert "Chưa công bố được:" in capsys.readouterr().out
    filed = [*command, "--by", PERSON, "--yes"]
    for kind, day in (("audit", 11), ("review", 13), ("confirmation", 16)):
        evidence = ["--evidence", f"{kind}={paper}", "--on", f"2026-11-{day}"]
        assert main([*filed, *evidence]) == 0
    assert main([*filed, "--no-nonconformities", "--on", "12/11/2026"]) == 0
    decided = [*command, "--decision", "142/QĐ-UBND", "--on", "2026-11-19", "--yes"]
    assert main([*decided, "--posted", "2026-11-19@Nhà văn hóa @ thôn Trung"]) == 0
    web = "https://a.vn/@cong-bo@2026-11-20"
    assert main([*command, "--notice", "15/UBND-VP@20/11/2026", "--web", web, "--yes"]) == 0
    capsys.readouterr()
    assert main([*command, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    last = found["announcements"][0]
    assert last["posted"] == {"on": "2026-11-19", "place": "Nhà văn hóa @ thôn Trung"}
    assert last["web"] == {"url": "https://a.vn/@cong-bo", "on": "2026-11-20"}
    assert last["notice"] == {"number": "15/UBND-VP", "on": "2026-11-20"}
    qmskit.remove(qmskit.load(folder), ["1.000894"])
    capsys.readouterr()
    assert main(command) == 1
    told = capsys.readouterr().out
    assert "Đã công bố 1 lần; gần nhất theo Quyết định số 142/QĐ-UBND ngày 19/11/2026" in told
    assert "bớt 1.000894" in told


@pytest.mark.parametrize(
    "options",
    [
        ["--evidence", "audit=a.pdf"],
        ["--evidence", "audits=a.pdf", "--on", "2026-11-11"],
        ["--evidence", "audit", "--on", "2026-11-11"],
        ["--evidence", "audit=a.pdf", "--decision", "1/QĐ", "--on", "2026-11-11"],
        ["--decision", "1/QĐ"],
        ["--on", "2026-11-11"],
        ["--notice", "15/UBND@2026-11-11", "--on", "2026-11-11"],
        ["--decision", "1/QĐ", "--on", "2026-11-11", "--by", "Lê Văn C"],
        ["--notice", "15/UBND"],
        ["--notice", "@2026-11-11"],
        ["--posted", "Trụ sở@2026-11-11"],
        ["--web", "https://a.vn@hôm nay"],
    ],
)
def test_wrong_usage(folder: Path, options: list[str]) -> None:
    assert main(["announce", str(folder), *options]) == 2
