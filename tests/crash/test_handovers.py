"""`handover` and `restore`, killed at every change of the disk."""

import shutil
import sys
from pathlib import Path

import pytest

import qmskit
from tests.crash.crashing import kill_points, remains, run, run_killed, spread
from tests.trees import TINY, write_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

MOST = [30, pytest.param(100_000, marks=pytest.mark.full)]

HANDOVER = (
    "handover", "xa", "ban-giao.zip", "--by", "Nguyễn Văn A", "--to", "Trần Thị B",
    "--force", "--yes",
)  # fmt: skip
RESTORE = ("restore", "ban-giao.zip", "moi", "--yes")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a set and a zip of it."""
    top = tmp_path_factory.mktemp("handover")
    write_tree(top / "xa", TINY)
    assert run(HANDOVER, top).code == 0
    return top


@pytest.mark.parametrize("most", MOST)
def test_a_handover_that_is_killed_leaves_a_whole_zip_or_the_old_one(
    start: Path, most: int, tmp_path: Path
) -> None:
    old = (start / "ban-giao.zip").read_bytes()
    points = kill_points(HANDOVER, Path(shutil.copytree(start, tmp_path / "counted")))
    found = set()
    for at in spread(points, most):
        folder = Path(shutil.copytree(start, tmp_path / "killed"))
        run_killed(HANDOVER, folder, at_event=at)
        qmskit.load(folder / "xa")
        assert qmskit.verify(folder / "xa").problems == ()
        assert qmskit.verify(folder / "ban-giao.zip").problems == ()
        found.add((folder / "ban-giao.zip").read_bytes() == old)
        assert run(HANDOVER, folder).code == 0
        assert qmskit.verify(folder / "ban-giao.zip").problems == ()
        assert remains(folder) == []
        assert sorted(path.name for path in folder.iterdir()) == ["ban-giao.zip", "xa"]
        shutil.rmtree(folder)
    assert found >= {True}


@pytest.mark.parametrize("most", MOST)
def test_a_restoring_that_is_killed_did_all_or_nothing(
    start: Path, most: int, tmp_path: Path
) -> None:
    points = kill_points(RESTORE, Path(shutil.copytree(start, tmp_path / "counted")))
    codes = set()
    for at in spread(points, most):
        folder = Path(shutil.copytree(start, tmp_path / "killed"))
        run_killed(RESTORE, folder, at_event=at)
        # Given again, it does the work, or finds its own and says that the folder is not empty.
        codes.add(run(RESTORE, folder).code)
        qmskit.load(folder / "moi")
        assert qmskit.verify(folder / "moi").problems == ()
        assert remains(folder) == []
        shutil.rmtree(folder)
    assert codes == {0, 3}
