"""Files, their record for undoing and the lock, killed at every change of the disk."""

import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from qmskit.docset.disk.writing import last_operation, recover, undo_files
from qmskit.model.digests import digest
from tests.crash.crashing import (
    Command,
    Scenario,
    copied,
    kill_points,
    remains,
    run,
    run_killed,
    spread,
    state,
    survive,
)
from tests.crash.operations import BEFORE
from tests.trees import write_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

HERE = "tests.crash.operations"
MOST = [30, pytest.param(100_000, marks=pytest.mark.full)]


@pytest.mark.parametrize("most", MOST)
@pytest.mark.parametrize("name", ["write", "write_without_record", "write_again"])
def test_files_are_all_old_or_all_new(name: str, most: int, tmp_path: Path) -> None:
    command = f"{HERE}:{name}"
    start = started(tmp_path / "start", *([f"{HERE}:write"] if name == "write_again" else []))
    scenario = Scenario(command, start, loads=None)
    points = kill_points(command, copied(scenario, tmp_path / "counted"))
    ends = [
        survive(scenario, tmp_path, partial(run_killed, command, at_event=at))
        for at in spread(points, most)
    ]
    assert ends == sorted(ends, reverse=True)
    assert set(ends) == {"old", "new"}


@pytest.mark.parametrize("most", MOST)
@pytest.mark.parametrize("last", ["write_again", "undo"])
def test_the_record_for_undoing_is_that_of_the_files(last: str, most: int, tmp_path: Path) -> None:
    """Whenever it is killed, undoing leads back to the state before the last operation."""
    command = f"{HERE}:{last}"
    start = started(tmp_path / "start", f"{HERE}:write")
    scenario = Scenario(command, start, loads=None)
    after = copied(scenario, tmp_path / "after")
    points = kill_points(command, after)
    for at in spread(points, most):
        folder = copied(scenario, tmp_path / str(at))
        run_killed(command, folder, at)
        recover(folder)
        is_new = state(folder) == state(after)
        done = last_operation(folder)
        assert done
        assert done.by == ("Trần Thị B" if is_new and last == "undo" else "Nguyễn Văn A")
        files, _expected = undo_files(folder)
        run(f"{HERE}:undo", folder)
        undone = state(start) if is_new else {**digests_before(), "log": state(start)["log"]}
        assert state(folder) == undone
        assert {path for path, content in files.items() if content is None}.isdisjoint(undone)
        assert remains(folder) == []


@pytest.mark.parametrize("most", [5, pytest.param(100_000, marks=pytest.mark.full)])
def test_putting_right_can_be_cut_off_too(most: int, tmp_path: Path) -> None:
    command = f"{HERE}:write"
    start = started(tmp_path / "start")
    whole = kill_points(command, Path(shutil.copytree(start, tmp_path / "counted")))
    for at in spread(whole, most):
        cut = Path(shutil.copytree(start, tmp_path / f"{at}"))
        run_killed(command, cut, at)
        ended = run(f"{HERE}:settle", Path(shutil.copytree(cut, tmp_path / f"{at}-settled")))
        wanted = state(tmp_path / f"{at}-settled")
        for again in spread(ended.points, 100):
            folder = Path(shutil.copytree(cut, tmp_path / f"{at}-{again}"))
            run_killed(f"{HERE}:settle", folder, again)
            recover(folder)
            assert state(folder) == wanted
            assert remains(folder) == []
        assert wanted in (state(start), state(tmp_path / "counted"))


def started(folder: Path, *commands: Command) -> Path:
    write_tree(folder, BEFORE)
    for command in commands:
        assert run(command, folder).code == 0
    return folder


def digests_before() -> dict[str, str]:
    return {name: digest(text.encode()) for name, text in BEFORE.items()}
