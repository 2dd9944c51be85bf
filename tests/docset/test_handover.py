"""A set handed over in one zip that proves itself, and restored from it."""

import hashlib
import io
import json
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qmskit
from qmskit.cli import main
from qmskit.control.ledger import Kind
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned
from qmskit.model.control import SignatureRole
from tests.docset.running import DAY, digests, qmskit_process
from tests.examples import procedures_only
from tests.word.office import has_office, pdf_of, words

ACT = qmskit.Act("Phạm Thị D", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
SIGNERS = (
    (SignatureRole.DRAFTER, "Phạm Thị D", 2),
    (SignatureRole.REVIEWER, "Lê Văn C", 3),
    (SignatureRole.APPROVER, "Nguyễn Văn A", 4),
)
ASKED = qmskit.Handover("Lê Văn C", "Trần Thị B", DAY)
OPTIONS = ("--by", "Lê Văn C", "--to", "Trần Thị B", "--on", "22/11/2026", "--yes")
SECRET = b"Phieu khieu nai cua cong dan"


@cache
def _issued() -> tuple[TemporaryDirectory[str], Path]:
    top = TemporaryDirectory()
    folder = Path(copytree(procedures_only(), Path(top.name) / "bo-tai-lieu"))
    (folder / "revisions.yaml").write_text("revisions: {}\n", encoding="utf-8")
    for role, person, day in SIGNERS:
        approval = qmskit.Approval(role=role, person=person, on=date(2026, 11, day))
        qmskit.approve(qmskit.load(folder), (), approval, act=ACT)
    issuing = qmskit.Issuing("90/QĐ-UBND", date(2026, 11, 5), date(2026, 11, 10))
    qmskit.release(qmskit.load(folder), issuing, act=ACT)
    evidence = planned(folder, {"records/khieu-nai.txt": SECRET}, {})
    carry_out(SetPlan(folder, evidence, entry=PlannedEntry(Kind.EVIDENCE)), ACT)
    return top, folder


@cache
def _handed_over() -> bytes:
    with TemporaryDirectory() as top:
        folder = Path(copytree(_issued()[1], Path(top) / "set"))
        out = Path(top) / "ban-giao.zip"
        qmskit.handover(qmskit.load(folder), out, ASKED, act=ACT)
        return out.read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a set with one release and one file of evidence."""
    return Path(copytree(_issued()[1], tmp_path / "set"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The zip of that set."""
    path = tmp_path / "ban-giao.zip"
    path.write_bytes(_handed_over())
    return path


def members(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def built(folder: Path) -> dict[str, str]:
    """Build a set and return sha256 of each document by path."""
    report = qmskit.build(qmskit.load(folder), as_of=DAY, jobs=1)
    return {one.path: one.sha256 for one in report.documents}


def test_the_zip_proves_itself_on_a_machine_that_never_saw_the_set(
    archive: Path,
) -> None:
    ended = qmskit_process("verify", str(archive))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Nguyên vẹn" in ended.stdout


def test_the_zip_holds_set_releases_ledger_and_state_but_no_records_and_nothing_built(
    folder: Path, tmp_path: Path
) -> None:
    built(folder)
    out = tmp_path / "out.zip"
    report = qmskit.handover(qmskit.load(folder), out, ASKED, act=ACT)
    held = members(out.read_bytes())
    sources = {
        "qms.yaml", "staff.yaml", "codes.yaml", "revisions.yaml", "ledger.jsonl", "ledger.head",
        "tra-cuu-hieu-luc.html", "ban-giao.json", "viec-dang-mo.json", "tinh-trang-ban-giao.docx",
        "backups/format-1.zip", "releases/1/manifest.json", "releases/1/snapshot.zip",
    }  # fmt: skip
    assert sources <= set(held)
    assert not [name for name in held if name.startswith(("records/", "_build/", ".qmskit/"))]
    assert not [name for name, content in held.items() if SECRET in content]
    assert report.files == len(held)
    assert report.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert qmskit.verify(out, receipt=report.receipt).confirmed == len(qmskit.log(folder).entries)


def test_the_same_handover_gives_the_same_bytes(archive: Path, folder: Path) -> None:
    archive.unlink()
    qmskit.handover(qmskit.load(folder), archive, ASKED, act=ACT)
    assert archive.read_bytes() == _handed_over()


def test_the_ledger_tells_who_handed_over_to_whom(folder: Path, tmp_path: Path) -> None:
    qmskit.handover(qmskit.load(folder), tmp_path / "out.zip", ASKED, act=ACT)
    last = qmskit.log(folder).entries[-1]
    assert last.what is Kind.HANDOVER
    told = {key: last.details.text_of(key) for key in ("by", "to", "on")}
    assert told == {"by": "Lê Văn C", "to": "Trần Thị B", "on": "2026-11-22"}
    assert qmskit.verify(folder).problems == ()


def test_what_is_open_is_told_for_machines() -> None:
    told = json.loads(members(_handed_over())["viec-dang-mo.json"])
    assert (told["procedures"], told["left_out"]) == (12, 1)
    kinds = {one["kind"]: one["names"] for one in told["tasks"]}
    assert kinds["proposed"] == ["QT 03/CX-CTR"]
    assert "Đại diện lãnh đạo về chất lượng" in kinds["roles"]
    assert {one["severity"] for one in told["findings"]} == {"warning", "info"}


def test_a_document_that_changed_since_its_issue_is_open(folder: Path, tmp_path: Path) -> None:
    record = folder / "catalogue" / "1.001193.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("khai sinh", "khai sinh mới", 1), encoding="utf-8")
    out = tmp_path / "out.zip"
    qmskit.handover(qmskit.load(folder), out, ASKED, act=ACT)
    told = json.loads(members(out.read_bytes())["viec-dang-mo.json"])
    kinds = {one["kind"]: one["names"] for one in told["tasks"]}
    assert kinds["changed"] == kinds["sign-drafter"] == ["QT 01/CX-HT"]


@pytest.mark.skipif(not has_office(), reason="needs LibreOffice")
def test_the_state_of_things_is_two_pages_that_tell_who_what_and_what_is_open() -> None:
    pages = words(pdf_of(members(_handed_over())["tinh-trang-ban-giao.docx"]))
    assert len(pages) <= 2
    # Fonts that are put together letter by letter tear words apart: blanks do not count.
    told = "".join(one.text for page in pages for one in page)
    receipt = json.loads(members(_handed_over())["ban-giao.json"])["receipt"]
    for wanted in (
        "Người giao: Lê Văn C.", "Người nhận: Trần Thị B.", "Tình trạng ngày 22/11/2026", receipt,
        "90/QĐ-UBND", "QT 03/CX-CTR", "01 tệp ở lại cơ quan giao",
        'qmskit verify "ban-giao.zip"', "NGƯỜI GIAO",
    ):  # fmt: skip
        assert wanted.replace(" ", "") in told


def test_evidence_that_is_missing_is_not_told_to_have_stayed(folder: Path, tmp_path: Path) -> None:
    (folder / "records/khieu-nai.txt").unlink()
    out = tmp_path / "out.zip"
    asked = qmskit.Handover("Lê Văn C", "Trần Thị B", DAY, despite_problems=True)
    qmskit.handover(qmskit.load(folder), out, asked, act=ACT)
    assert [one.where.file for one in qmskit.verify(out).problems] == ["records/khieu-nai.txt"]


@settings(max_examples=60)
@given(data=st.data())
def test_a_changed_byte_in_any_member_is_found(data: st.DataObject) -> None:
    held = members(_handed_over())
    name = data.draw(st.sampled_from(sorted(held)))
    at = data.draw(st.integers(0, len(held[name]) - 1))
    content = bytearray(held[name])
    content[at] ^= data.draw(st.integers(1, 255))
    held[name] = bytes(content)
    assert _is_found(zipped(held))


@settings(max_examples=40)
@given(data=st.data())
def test_a_member_that_went_or_came_is_found(data: st.DataObject) -> None:
    held = members(_handed_over())
    name = data.draw(st.sampled_from(sorted(held)))
    if data.draw(st.booleans()):
        del held[name]
    else:
        held[f"them-{name}"] = held[name]
    assert _is_found(zipped(held))


def _is_found(content: bytes) -> bool:
    with TemporaryDirectory() as top:
        path = Path(top) / "ban-giao.zip"
        path.write_bytes(content)
        try:
            return bool(qmskit.verify(path).problems)
        except qmskit.InvalidInputError:
            return True


def test_a_zip_of_a_folder_is_no_handover(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "zip.zip"
    path.write_bytes(zipped({name: (folder / name).read_bytes() for name in _names(folder)}))
    assert {one.code for one in qmskit.verify(path).problems} == {"QMS790"}
    with pytest.raises(qmskit.InvalidInputError, match="QMS790"):
        qmskit.restore(path, tmp_path / "restored")


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(".qmskit/"):
            yield name


def test_restored_is_what_was_handed_over(archive: Path, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "Bộ tài liệu khôi phục"
    found = qmskit.restore(archive, target, act=ACT)
    assert found.problems == ()
    before, after = digests(folder), digests(target)
    changed = {"ledger.jsonl", "ledger.head", "README.md", "records/khieu-nai.txt"}
    ours = {name: sha for name, sha in before.items() if name not in changed and name[0] != "."}
    assert ours == {
        name: sha for name, sha in after.items() if name not in changed and name[0] != "."
    }
    handed_over = members(_handed_over())["ledger.jsonl"]
    ledger = (target / "ledger.jsonl").read_bytes()
    assert ledger.startswith(handed_over)
    last = qmskit.log(target).entries[-1]
    assert (last.what, last.by) == (Kind.RESTORE, "Phạm Thị D")
    assert last.details.text_of("zip") == hashlib.sha256(archive.read_bytes()).hexdigest()
    mode = (target / "releases/1/manifest.json").stat().st_mode
    assert not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_restored_set_makes_the_same_documents(
    archive: Path, folder: Path, tmp_path: Path
) -> None:
    qmskit.restore(archive, tmp_path / "restored", act=ACT)
    assert built(tmp_path / "restored") == built(folder)
    assert qmskit.verify(tmp_path / "restored", rebuild=True).problems == ()


def test_a_restored_set_goes_on_and_is_handed_over_again(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "restored"
    qmskit.restore(archive, target, act=ACT)
    second = tmp_path / "lan-2.zip"
    qmskit.handover(qmskit.load(target), second, ASKED, act=ACT)
    assert qmskit.verify(second).problems == ()
    assert qmskit.restore(second, tmp_path / "again", act=ACT).problems == ()


def test_evidence_that_stayed_may_come_later_but_no_other(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "restored"
    qmskit.restore(archive, target, act=ACT)
    (target / "records").mkdir()
    (target / "records/khieu-nai.txt").write_bytes(SECRET)
    assert qmskit.verify(target).problems == ()
    (target / "records/khieu-nai.txt").write_bytes(b"khac")
    assert [one.code for one in qmskit.verify(target).problems] == ["QMS702"]


def test_evidence_is_missed_in_the_set_itself(folder: Path) -> None:
    (folder / "records/khieu-nai.txt").unlink()
    assert [one.code for one in qmskit.verify(folder).problems] == ["QMS702"]


def test_a_document_edited_by_hand_goes_with_the_set_and_stays_protected(
    folder: Path, tmp_path: Path
) -> None:
    name = next(name for name in sorted(built(folder)) if name.endswith(".docx"))
    edited = folder / "_build" / name
    edited.write_bytes(edited.read_bytes() + b"sua tay")
    out, target = tmp_path / "out.zip", tmp_path / "restored"
    qmskit.handover(qmskit.load(folder), out, ASKED, act=ACT)
    held = members(out.read_bytes())
    assert held[f"tep-sua-tay/{name}"] == edited.read_bytes()
    assert json.loads(held["viec-dang-mo.json"])["edited"] == [name]
    qmskit.restore(out, target, act=ACT)
    report = qmskit.build(qmskit.load(target), as_of=DAY, jobs=1)
    assert report.count("kept") == 1
    assert (target / "_build" / name).read_bytes() == edited.read_bytes()


def test_a_set_somebody_changed_is_handed_over_only_on_request(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "releases/1/data.json"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b" ")
    out = tmp_path / "out.zip"
    before = digests(folder)
    assert main(["handover", str(folder), str(out), *OPTIONS]) == 3
    assert "releases/1/data.json" in capsys.readouterr().err
    assert (digests(folder), out.exists()) == (before, False)
    assert main(["handover", str(folder), str(out), *OPTIONS, "--despite-problems"]) == 0
    assert "releases/1/data.json" in members(out.read_bytes())["viec-dang-mo.json"].decode()
    assert main(["verify", str(out)]) == 1
    target = tmp_path / "restored"
    assert main(["restore", str(out), str(target), "--yes"]) == 3
    assert not target.exists()
    assert main(["restore", str(out), str(target), "--yes", "--despite-problems"]) == 1
    assert (target / "qms.yaml").is_file()


def test_a_broken_ledger_is_never_handed_over(folder: Path, tmp_path: Path) -> None:
    ledger = folder / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace("Lê Văn C".encode(), "Lê Văn Đ".encode()))
    asked = qmskit.Handover("Lê Văn C", "Trần Thị B", DAY, despite_problems=True)
    with pytest.raises(qmskit.InvalidInputError, match="QMS701"):
        qmskit.handover(qmskit.load(folder), tmp_path / "out.zip", asked, act=ACT)


REFUSED_PLACES: Mapping[str, Callable[[Path, Path], Path]] = {
    "exists": lambda _folder, top: _written(top / "out.zip"),
    "no zip": lambda _folder, top: top / "out.rar",
    "no folder": lambda _folder, top: top / "nix" / "out.zip",
    "in the releases": lambda folder, _top: folder / "releases" / "out.zip",
    "in the sources": lambda folder, _top: folder / "forms" / "out.zip",
    "a link": lambda folder, top: _linked(top / "out.zip", folder / "qms.yaml"),
}


def _written(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _linked(path: Path, to: Path) -> Path:
    path.symlink_to(to)
    return path


@pytest.mark.parametrize("place", REFUSED_PLACES.values(), ids=REFUSED_PLACES)
def test_where_no_zip_goes(
    place: Callable[[Path, Path], Path], folder: Path, tmp_path: Path
) -> None:
    out = place(folder, tmp_path)
    before = digests(tmp_path)
    with pytest.raises(qmskit.TargetError):
        qmskit.handover(qmskit.load(folder), out, ASKED, act=ACT)
    assert digests(tmp_path) == before


def test_an_old_zip_is_written_over_on_request(folder: Path, tmp_path: Path) -> None:
    out = _written(tmp_path / "out.zip")
    assert main(["handover", str(folder), str(out), *OPTIONS, "--force"]) == 0
    assert main(["verify", str(out)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name, folder.name]


def test_a_set_of_the_format_without_ledger_is_handed_over(tmp_path: Path) -> None:
    folder = Path(copytree(procedures_only(), tmp_path / "set"))
    out = folder / "ban-giao.zip"
    qmskit.handover(qmskit.load(folder), out, ASKED, act=ACT)
    assert qmskit.verify(out).problems == ()
    assert [one.what for one in qmskit.log(folder).entries] == [Kind.MIGRATE, Kind.HANDOVER]
    assert qmskit.restore(out, tmp_path / "restored", act=ACT).problems == ()


def test_nobody_to_hand_over_to_and_a_day_to_come_are_refused(folder: Path, tmp_path: Path) -> None:
    asked = qmskit.Handover("Lê Văn C", " ", date(2027, 1, 1))
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.handover(qmskit.load(folder), tmp_path / "out.zip", asked, act=ACT)
    assert [one.code for one in caught.value.problems] == ["QMS756", "QMS792"]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="such names are none there")
def test_names_that_another_machine_cannot_write_are_refused(folder: Path, tmp_path: Path) -> None:
    for name in ("forms/a:b.md", "forms/PHIEU-HEN-CHUNG-THUC.md"):
        (folder / name).write_text("Nội dung", encoding="utf-8")
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.handover(qmskit.load(folder), tmp_path / "out.zip", ASKED, act=ACT)
    assert [(one.where.file, one.code) for one in caught.value.problems] == [
        ("forms/a:b.md", "QMS793"), ("forms/phieu-hen-chung-thuc.md", "QMS793"),
    ]  # fmt: skip


def test_a_dry_run_writes_nothing(folder: Path, tmp_path: Path) -> None:
    before = digests(tmp_path)
    arguments = ["handover", str(folder), str(tmp_path / "out.zip"), *OPTIONS[:-1]]
    assert main([*arguments, "--dry-run"]) == 1
    assert digests(tmp_path) == before


def test_a_folder_that_holds_something_is_not_restored_into(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "full"
    target.mkdir()
    _written(target / "a.txt")
    with pytest.raises(qmskit.TargetError):
        qmskit.restore(archive, target, act=ACT)
    assert [path.name for path in target.iterdir()] == ["a.txt"]


def _bomb() -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("releases/bomb", "w") as member,
    ):
        for _piece in range(600):
            member.write(bytes(1_000_000))
    return target.getvalue()


def _link() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        member = zipfile.ZipInfo("forms/a.md")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    return target.getvalue()


def _twice() -> bytes:
    held = members(_handed_over())
    return zipped({**held, "QMS.yaml": held["qms.yaml"]})


def _inner_end() -> int:
    """Return where the first zip that lies in the zip ends."""
    return _handed_over().index(b"PK\5\6") + 22


NO_HANDOVERS: Mapping[str, Callable[[], bytes]] = {
    "cut off": lambda: _handed_over()[: len(_handed_over()) // 2],
    "cut off behind a zip in the zip": lambda: _handed_over()[: _inner_end()],
    "empty": lambda: b"",
    "no set": lambda: zipped({"a.txt": b"a"}),
    "leads out": lambda: zipped({**members(_handed_over()), "../a.txt": b"a"}),
    "from the root": lambda: zipped({**members(_handed_over()), "/a.txt": b"a"}),
    "a journal": lambda: zipped(
        {**members(_handed_over()), "_build/.qmskit/journal/plan.json": b""}
    ),
    "a bomb": _bomb,
    "a link": _link,
    "the same twice": _twice,
}


@pytest.mark.parametrize("content", NO_HANDOVERS.values(), ids=NO_HANDOVERS)
def test_what_is_no_handover_writes_nothing(
    content: Callable[[], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ban-giao.zip"
    path.write_bytes(content())
    assert main(["restore", str(path), str(tmp_path / "restored"), "--yes"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 2
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_handed_over_and_restored_on_the_command_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, target = tmp_path / "ban-giao.zip", tmp_path / "restored"
    assert main(["handover", str(folder), str(out), *OPTIONS]) == 0
    told = capsys.readouterr().out
    assert "Lê Văn C giao cho Trần Thị B ngày 22/11/2026" in told
    assert "ở lại: 1 tệp trong records" in told
    assert hashlib.sha256(out.read_bytes()).hexdigest() in told
    assert main(["restore", str(out), str(target), "--yes"]) == 0
    assert "Nguyên vẹn" in capsys.readouterr().out
    assert main(["log", str(target)]) == 0
    assert "khôi phục" in capsys.readouterr().out.splitlines()[-1]


def test_a_zip_whose_directory_names_a_member_otherwise_is_a_problem(
    archive: Path, tmp_path: Path
) -> None:
    content = archive.read_bytes()
    at = content.index(b"qms.yaml")
    path = tmp_path / "hong.zip"
    path.write_bytes(content[:at] + b"qms.yam\xff" + content[at + 8 :])
    assert _is_found(path.read_bytes())
    with pytest.raises(qmskit.InvalidInputError):
        qmskit.restore(path, tmp_path / "restored")
