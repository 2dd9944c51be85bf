"""A disk that is full or may only be read: the old state stays, and one line says why."""

import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import qmskit
from qmskit.docset.disk.writing import recover
from tests.crash.crashing import Command, Ended, remains, run, state
from tests.crash.operations import BEFORE
from tests.trees import CODE, TINY, write_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

RECORD = TINY[f"catalogue/{CODE}.yaml"].replace(
    "results: [Giấy xác nhận]", f"results: [{'Giấy xác nhận dài ' * 300}]"
)
UPDATE = ("update", ".", "../in", "--as-of", "2026-11-22", "--yes")
NEW = ("new", "../new", "--type", "commune", "--name", "Ủy ban nhân dân xã A",
       "--province", "tỉnh Đồng Xuân", "--procedures", "../in", "--defaults")  # fmt: skip
BUILD = ("build", ".", "-j1", "--as-of", "2026-11-22")


@pytest.fixture
def top() -> Iterator[Path]:
    """A folder that every user of the machine may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write_tree(folder / "in", {"a.yaml": RECORD})
        write_tree(folder / "set", TINY)
        yield folder
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)


def opened(folder: Path) -> Path:
    """Let everybody write below a folder."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    return folder


def closed(folder: Path) -> Path:
    """Let nobody write below a folder."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


def staged(folder: Path) -> list[Path]:
    return list(folder.rglob(".qmskit/journal/*"))


def assert_told(ended: Ended, *reasons: str) -> None:
    assert ended.code == 3, ended.output
    assert "Traceback" not in ended.output
    last = ended.output.splitlines()[-1]
    assert last.startswith("qmskit: ")
    assert any(reason in last for reason in reasons), ended.output


# From the name of the holder over the plan to the last file.
@pytest.mark.parametrize("most_bytes", [0, 200, 1000, 4000])
@pytest.mark.parametrize("command", [UPDATE, NEW, BUILD], ids=["update", "new", "build"])
def test_a_full_disk_leaves_everything_as_it_was(
    command: Command, most_bytes: int, top: Path
) -> None:
    folder = top / "set"
    before = state(top)
    ended = run(command, folder, most_bytes=most_bytes)
    # Not even a name for a temporary folder is found where no byte can be written.
    reasons = ("tệp lớn hơn mức ổ đĩa cho phép", "không có tệp hoặc thư mục này")
    assert_told(ended, *reasons[: 1 if most_bytes else 2])
    assert state(top) == before
    assert remains(top) == []
    assert run(command, folder).code in {0, 1}
    assert state(top) != before
    qmskit.load(folder)


def test_a_disk_that_fills_while_staging_is_not_left_full(tmp_path: Path) -> None:
    write_tree(tmp_path, BEFORE)
    before = state(tmp_path)
    ended = run("tests.crash.operations:write", tmp_path, most_bytes=3000)
    assert "TargetError" in ended.output
    assert state(tmp_path) == before
    assert staged(tmp_path) == []
    assert remains(tmp_path) == []


@pytest.mark.parametrize("command", [UPDATE, NEW, BUILD], ids=["update", "new", "build"])
def test_a_folder_that_may_only_be_read(command: Command, top: Path) -> None:
    before = state(top)
    ended = run(command, closed(top) / "set", without_rights=True)
    assert_told(ended, "không có quyền")
    assert state(top) == before
    assert run(command, opened(top) / "set", without_rights=True).code in {0, 1}
    assert state(top) != before


def test_one_folder_that_may_only_be_read_stops_all_of_it(top: Path) -> None:
    folder = opened(top) / "set"
    (folder / "catalogue").chmod(0o555)
    before = state(top)
    ended = run(UPDATE, folder, without_rights=True)
    assert_told(ended, "không có quyền")
    assert "catalogue: " in ended.output
    assert state(top) == before
    assert remains(top) == []


def test_a_read_only_set_is_read_and_built_elsewhere(top: Path) -> None:
    folder = closed(opened(top) / "set")
    ended = run((*BUILD, "-o", "../out"), folder, without_rights=True)
    assert ended.code == 0, ended.output
    assert not stat.S_IMODE(folder.stat().st_mode) & stat.S_IWUSR
    assert (top / "out").is_dir()


def test_a_plan_that_cannot_be_completed_yet_is_completed_later(tmp_path: Path) -> None:
    """A folder in the way appears when the operation is decided already."""
    write_tree(tmp_path, {
        "a.txt": "old", "in/way/b.txt": "old",
        ".qmskit/journal/plan.json": (
            '[{"path": "a.txt", "staged": "000000"}, {"path": "in/way", "staged": "000001"}]'
        ),
        ".qmskit/journal/000000": "new", ".qmskit/journal/000001": "new",
    })  # fmt: skip
    with pytest.raises(qmskit.TargetError, match="ghi nốt"):
        recover(tmp_path)
    shutil.rmtree(tmp_path / "in" / "way")
    recover(tmp_path)
    assert (tmp_path / "a.txt").read_text() == (tmp_path / "in" / "way").read_text() == "new"
    assert remains(tmp_path) == []
