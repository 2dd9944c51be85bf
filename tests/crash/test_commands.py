"""`new`, `update` and `build`, killed at every change of the disk and at random moments."""

import shutil
import sys
from pathlib import Path

import pytest

import qmskit
from tests.crash.crashing import (
    Scenario,
    run,
    survive_changes,
    survive_moments,
)
from tests.examples import COMMUNE
from tests.trees import CODE, TINY, write_tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

MOST = [30, pytest.param(100_000, marks=pytest.mark.full)]
MOMENTS = [10, pytest.param(100, marks=pytest.mark.full)]
COMMANDS = ["new", "update", "build"]

RECORD = TINY[f"catalogue/{CODE}.yaml"]
CODES = (CODE, "1.000180", "1.000190")


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scenario]:
    """Each command with the folder it begins with; sources lie elsewhere."""
    top = tmp_path_factory.mktemp("crash")
    return {"new": new(top / "new"), "update": update(top / "update"), "build": build(top / "old")}


def records(folder: Path, days: int) -> str:
    """Write records of a limit of so many days and return their folder."""
    text = RECORD.replace("value: 3", f"value: {days}")
    files = {f"{number}.yaml": text.replace(CODE, code) for number, code in enumerate(CODES)}
    return str(write_tree(folder, files))


def new(top: Path) -> Scenario:
    start = write_tree(top / "start", {"other.txt": "stays"})
    agency = ("--type", "commune", "--name", "Ủy ban nhân dân xã A", "--province", "tỉnh Đồng Xuân")
    command = ("new", "xa", *agency, "--procedures", records(top / "in", 3), "--defaults")
    # Given again, it finds its own work and says that the folder is not empty.
    return Scenario(command, start, again=frozenset({3}), written=("xa",), loads="xa")


def update(top: Path) -> Scenario:
    agency = qmskit.Agency("commune", "Ủy ban nhân dân xã A", province="tỉnh Đồng Xuân")
    qmskit.new(top / "start", qmskit.Answers(agency, (records(top / "in", 3),)))
    source = records(top / "amended", 2)
    return Scenario(("update", ".", source, "--as-of", "2026-11-22", "--yes"), top / "start")


def build(top: Path) -> Scenario:
    """A set that was built, and whose head has changed since."""
    folder = Path(shutil.copytree(COMMUNE, top, ignore=shutil.ignore_patterns("_build", ".qmskit")))
    command = ("build", ".", "-j1", "--as-of", "2026-11-22", "--only", "1.001193")
    assert run(command, folder).code == 0
    staff = folder / "staff.yaml"
    text = staff.read_text(encoding="utf-8")
    staff.write_text(text.replace("Nguyễn Văn A", "Nguyễn Văn B"), encoding="utf-8")
    return Scenario(command, folder, written=("_build",))


@pytest.mark.parametrize("most", MOST)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_a_change_of_the_disk_did_all_or_nothing(
    scenarios: dict[str, Scenario], name: str, most: int, tmp_path: Path
) -> None:
    survive_changes(scenarios[name], tmp_path, most)


@pytest.mark.parametrize("moments", MOMENTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_any_moment_did_all_or_nothing(
    scenarios: dict[str, Scenario], name: str, moments: int, tmp_path: Path
) -> None:
    survive_moments(scenarios[name], tmp_path, moments)
