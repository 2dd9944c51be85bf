"""One command at a time writes; who it is can be read, and what a dead one left is put right."""

import io
import json
import os
import platform
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

import qmskit
from qmskit.cli import main
from qmskit.docset.disk.locking import LockHolder, holder, locked, unlock
from qmskit.docset.disk.writing import Operation, recover, write_files
from qmskit.problems import TargetError
from tests.trees import write_tree

HOLDER = ".qmskit/holder.json"
LOCK = ".qmskit/lock"
AT = "2026-11-22T09:30:00+07:00"
UPDATE = Operation("update", AT, "Nguyễn Văn A")


@pytest.fixture(autouse=True)
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QMSKIT_LANG", raising=False)
    monkeypatch.setenv("LANGUAGE", "")


def held(root: Path, machine: str) -> Path:
    """Leave what a command that was killed leaves."""
    who = {
        "person": "Trần Thị B",
        "machine": machine,
        "process": 77,
        "command": "release",
        "at": AT,
    }
    return write_tree(root, {LOCK: "", HOLDER: json.dumps(who)})


def test_the_holder_can_be_read_while_a_command_writes(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    with locked(tmp_path, UPDATE):
        assert holder(tmp_path) == LockHolder(
            "Nguyễn Văn A", platform.node(), os.getpid(), "update", AT
        )
    assert holder(tmp_path) is None


def test_a_command_without_a_name_is_its_user_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "thuky")
    with locked(tmp_path, None):
        assert holder(tmp_path) == LockHolder("thuky", platform.node(), os.getpid())


def test_the_second_command_is_told_who_writes(tmp_path: Path) -> None:
    with locked(tmp_path, UPDATE), pytest.raises(TargetError) as caught:
        write_files(tmp_path, {"a.txt": b"new"})
    assert "chờ lệnh đó xong" in caught.value.reason
    for word in ("Nguyễn Văn A", platform.node(), "09:30 ngày 22/11/2026", "update"):
        assert word in caught.value.reason
    assert not (tmp_path / "a.txt").exists()


def test_a_name_left_by_a_dead_command_of_this_machine_is_taken_over(tmp_path: Path) -> None:
    root = held(tmp_path, platform.node())
    write_files(root, {"a.txt": b"new"})
    assert (root / "a.txt").read_bytes() == b"new"
    assert holder(root) is None


def test_an_empty_name_is_that_of_a_command_cut_off_at_once(tmp_path: Path) -> None:
    write_tree(tmp_path, {HOLDER: ""})
    write_files(tmp_path, {"a.txt": b"new"})
    assert holder(tmp_path) is None


def test_another_machine_s_lock_is_explained_and_kept(tmp_path: Path) -> None:
    root = held(tmp_path, "máy-một-cửa")
    write_tree(root, {".qmskit/journal/000000": "its work"})
    with pytest.raises(TargetError) as caught:
        write_files(root, {"a.txt": b"new"}, UPDATE)
    for word in ("Trần Thị B", "máy-một-cửa", "09:30 ngày 22/11/2026", "release", "qmskit unlock"):
        assert word in caught.value.reason
    recover(root)
    assert (root / ".qmskit/journal/000000").exists()
    assert holder(root) == LockHolder("Trần Thị B", "máy-một-cửa", 77, "release", AT)


def test_a_broken_lock_is_not_given_back_for_its_new_holder(tmp_path: Path) -> None:
    with locked(tmp_path, UPDATE):
        held(tmp_path, "máy-khác")
    found = holder(tmp_path)
    assert found
    assert found.machine == "máy-khác"


BROKEN_HOLDERS = {
    "no JSON": "somebody", "a list": "[1]", "numbers": '{"person": 1, "machine": 2}',
    "not UTF-8": b"\xff\xfe\x00",
}  # fmt: skip


@pytest.mark.parametrize("content", BROKEN_HOLDERS.values(), ids=BROKEN_HOLDERS)
def test_a_holder_nobody_can_read_is_refused_until_somebody_decides(
    content: str | bytes, tmp_path: Path
) -> None:
    write_tree(tmp_path, {HOLDER: content})
    assert holder(tmp_path) == LockHolder()
    with pytest.raises(TargetError, match="qmskit unlock"):
        write_files(tmp_path, {"a.txt": b"new"})
    unlock(tmp_path)
    write_files(tmp_path, {"a.txt": b"new"})


def test_a_link_as_holder_is_not_followed(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "set", {LOCK: ""})
    secret = write_tree(tmp_path, {"secret.json": '{"person": "bí mật"}'}) / "secret.json"
    (root / HOLDER).symlink_to(secret)
    assert holder(root) == LockHolder()
    unlock(root)
    assert secret.exists()


def test_a_link_as_lock_is_refused(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "set", {HOLDER: ""})
    (root / LOCK).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TargetError):
        write_files(root, {"a.txt": b"new"})
    assert not (tmp_path / "elsewhere").exists()


def test_a_name_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    who = {"person": "\x1b[2JA" + "x" * 1000, "machine": "m\n", "process": "1"}
    write_tree(tmp_path, {HOLDER: json.dumps(who)})
    found = holder(tmp_path)
    assert found
    assert (found.person, found.machine, found.process) == ("[2JA" + "x" * 96, "m", 0)


def test_readers_do_not_mind_the_lock(tiny_set: Path) -> None:
    with locked(tiny_set, UPDATE):
        assert qmskit.load(tiny_set).procedures
    held(tiny_set, "máy-khác")
    assert qmskit.load(tiny_set).procedures
    assert holder(tiny_set)


def test_a_dead_command_s_name_goes_with_its_work(tiny_set: Path) -> None:
    held(tiny_set, platform.node())
    qmskit.load(tiny_set)
    assert holder(tiny_set) is None


Print = Callable[[], str]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Print:
    def both() -> str:
        out, err = capsys.readouterr()
        return out + err

    return both


def test_unlock_shows_asks_and_breaks(
    tmp_path: Path, printed: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = held(tmp_path, "máy-một-cửa")
    monkeypatch.setattr("sys.stdin", io.StringIO("n\ny\n"))
    assert main(["unlock", str(root)]) == 0
    assert "Trần Thị B trên máy máy-một-cửa" in (text := printed())
    assert "Chưa gỡ khóa" in text
    assert holder(root)
    assert main(["unlock", str(root)]) == 0
    assert "Đã gỡ khóa" in printed()
    assert holder(root) is None
    write_files(root, {"a.txt": b"new"})


def test_unlock_without_an_answer_breaks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    root = held(tmp_path, "máy-một-cửa")
    assert main(["unlock", str(root)]) == 3
    assert holder(root)


def test_unlock_without_asking(tmp_path: Path, printed: Print) -> None:
    root = held(tmp_path, "máy-một-cửa")
    assert main(["unlock", str(root), "--yes"]) == 0
    assert main(["unlock", str(root), "--yes"]) == 0
    assert "không bị khóa" in printed()


def test_a_living_command_s_lock_is_not_broken(tmp_path: Path, printed: Print) -> None:
    root = held(tmp_path, platform.node())
    with FileLock(root / LOCK):
        assert main(["unlock", str(root), "--yes"]) == 3
    assert "Trần Thị B" in printed()
    assert holder(root)
