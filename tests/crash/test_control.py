"""`approve`, `release`, `withdraw`, killed at changes of the disk and at random moments."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.crash.crashing import (
    Scenario,
    run,
    survive_changes,
    survive_moments,
)
from tests.released import APPROVER, DRAFTER, REVIEWER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")

MOST = [10, pytest.param(100_000, marks=pytest.mark.full)]
MOMENTS = [4, pytest.param(100, marks=pytest.mark.full)]
COMMANDS = ["approve", "release", "withdraw"]

SETS = Path(__file__).parents[1] / "sets"


def approve(role: str, person: str) -> tuple[str, ...]:
    return (
        "approve", ".", "--all", "--by", person, "--role", role, "--on", "2026-11-04",
        "--recorded-by", REVIEWER, "--yes",
    )  # fmt: skip


RELEASE = (
    "release", ".", "--decision", "90/QĐ-UBND", "--on", "2026-11-05", "--recorded-by", REVIEWER,
    "--yes",
)  # fmt: skip
WITHDRAW = (
    "withdraw", ".", "QT 01/CX-CT", "--decision", "97/QĐ-UBND", "--on", "2026-11-20",
    "--recorded-by", REVIEWER, "--yes",
)  # fmt: skip


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Scenario]:
    """Each command on a set of one procedure: of format 1, signed by all, and issued."""
    top = tmp_path_factory.mktemp("crash")
    old, signed = top / "old", top / "signed"
    shutil.copytree(SETS / "format-1", old)
    (old / "revisions.yaml").write_text("revisions: {}\n", encoding="utf-8")
    shutil.copytree(old, signed)
    for role, person in (("drafter", DRAFTER), ("reviewer", REVIEWER), ("approver", APPROVER)):
        assert run(approve(role, person), signed).code == 0
    issued = Path(shutil.copytree(SETS / "format-2", top / "issued"))
    refused = frozenset({3})
    return {
        "approve": Scenario(approve("drafter", DRAFTER), old, again=refused),
        "release": Scenario(RELEASE, signed, again=refused),
        "withdraw": Scenario(WITHDRAW, issued, again=refused),
    }


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
