"""Commands that are killed at a chosen moment, and what must be true of the folder afterwards.

A command is a list of arguments of the command line, or `module:function` for a function without
arguments; it runs in the folder it is given, as a process of its own. `survive` is the whole test:
the folder is the old or the new one, and the command works when it is given again.
"""

import atexit
import json
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import qmskit
from qmskit.control.ledger import HEAD, LEDGER
from qmskit.docset.disk.writing import recover

ROOT = Path(__file__).parents[2]

Command: TypeAlias = Sequence[str] | str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code, or the negative number of the signal that killed it.
        output: all it printed.
        points: how often it changed the disk; 0 when it was killed.
    """

    code: int
    output: str
    points: int
    seconds: float


def run(
    command: Command, folder: Path, *, most_bytes: int = -1, without_rights: bool = False
) -> Ended:
    """Run a command to its end.

    Args:
        most_bytes: how large a file may become, as on a disk that is full; -1 for any size.
        without_rights: run as a user who owns nothing, where we are root.
    """
    return _ended(command, folder, most_bytes=most_bytes, without_rights=without_rights)


def kill_points(command: Command, folder: Path) -> int:
    """Run a command to its end and return how often it changed the disk."""
    ended = run(command, folder)
    assert ended.code in {0, 1}, ended.output
    assert ended.points
    return ended.points


def run_killed(command: Command, folder: Path, at_event: int) -> None:
    """Run a command and kill it just before its n-th change of the disk, counted from 1."""
    ended = _ended(command, folder, at_event=at_event)
    assert ended.code == -signal.SIGKILL, ended.output


def run_killed_after(command: Command, folder: Path, seconds: float) -> bool:
    """Run a command, kill it after a time, and tell whether it was still running then."""
    return _ended(command, folder, seconds=seconds).code == -signal.SIGKILL


def spread(count: int, most: int) -> list[int]:
    """Return at most `most` of the numbers 1 to `count`, evenly, with the first and the last."""
    if count <= most:
        return list(range(1, count + 1))
    return sorted({1 + number * (count - 1) // (most - 1) for number in range(most)})


def state(folder: Path) -> dict[str, str]:
    """Return sha256 by path of every file below a folder but the library's own.

    Lines of a ledger tell the time, so they are counted.
    """
    return {
        path.relative_to(folder).as_posix(): _told(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".qmskit" not in path.parts and path.name != HEAD
    }


def _told(path: Path) -> str:
    content = path.read_bytes()
    return str(content.count(b"\n")) if path.name == LEDGER else sha256(content).hexdigest()


def remains(folder: Path) -> list[str]:
    """Return what only an interrupted command leaves behind."""
    names = {"journal", "holder.json"}
    return [str(path) for path in folder.rglob(".qmskit/*") if path.name in names]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command on a folder.

    Attributes:
        start: the folder before, which is copied for each run.
        again: exit codes that the command may have when it is given again and its work was done.
        written: paths below the folder that the command writes into, each with a journal.
        loads: path of a set that must load whenever it is there; None for none.
    """

    command: Command
    start: Path
    again: frozenset[int] = frozenset({0, 1})
    written: tuple[str, ...] = (".",)
    loads: str | None = "."


def survive(scenario: Scenario, where: Path, kill: Callable[[Path], object]) -> str:
    """Kill a command in a copy of its folder, check all that must be true, tell old or new."""
    folder = copied(scenario, where / "killed")
    kill(folder)
    _settled(scenario, folder)
    old, new = state(scenario.start), finished(scenario, where / "new")
    found = state(folder)
    assert found in (old, new), _difference(found, old, new)
    assert remains(folder) == []
    ended = run(scenario.command, folder)
    assert ended.code in (scenario.again if found == new else {0, 1}), ended.output
    assert state(folder) == new, _difference(state(folder), new, new)
    assert remains(folder) == []
    shutil.rmtree(folder)
    return "new" if found == new else "old"


def copied(scenario: Scenario, folder: Path) -> Path:
    """Return a copy of the folder a command begins with."""
    return Path(shutil.copytree(scenario.start, folder))


def finished(scenario: Scenario, folder: Path) -> dict[str, str]:
    """Return the state after the command ran undisturbed, from a copy that is made once."""
    if not folder.exists():
        kill_points(scenario.command, copied(scenario, folder))
    return state(folder)


def _settled(scenario: Scenario, folder: Path) -> None:
    """Put right what was interrupted, as any command does first; what is there then loads."""
    for name in scenario.written:
        recover(folder / name)
    if scenario.loads is not None and state(folder / scenario.loads):
        qmskit.load(folder / scenario.loads)
        assert qmskit.verify(folder / scenario.loads).problems == ()


def _difference(found: dict[str, str], *wanted: dict[str, str]) -> str:
    return "\n---\n".join(
        "\n".join(
            name
            for name in sorted({*found, *one})
            if found.get(name) != one.get(name)
        )
        for one in wanted
    )  # fmt: skip


def _ended(
    command: Command,
    folder: Path,
    *,
    at_event: int = 0,
    seconds: float = 0,
    most_bytes: int = -1,
    without_rights: bool = False,
) -> Ended:
    job = {
        "command": command if isinstance(command, str) else list(command),
        "folder": str(folder),
        "at_event": at_event,
        "seconds": seconds,
        "most_bytes": most_bytes,
        "without_rights": without_rights,
    }
    driver = _driver()
    assert driver.stdin
    assert driver.stdout
    driver.stdin.write(json.dumps(job) + "\n")
    driver.stdin.flush()
    return Ended(**json.loads(driver.stdout.readline()))


@cache
def _driver() -> subprocess.Popen[str]:
    driver = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.driver"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(_end, driver)
    return driver


def _end(driver: subprocess.Popen[str]) -> None:
    with driver:
        pass


def survive_changes(scenario: Scenario, where: Path, most: int) -> None:
    """Kill a command at up to `most` of its changes of the disk: at first all is old, then new."""
    points = kill_points(scenario.command, copied(scenario, where / "counted"))
    ends = [
        survive(scenario, where, partial(run_killed, scenario.command, at_event=at))
        for at in spread(points, most)
    ]
    assert ends == sorted(ends, reverse=True)
    assert set(ends) == {"old", "new"}


def survive_moments(scenario: Scenario, where: Path, moments: int) -> None:
    """Kill a command at random moments, the same ones every time."""
    chance = random.Random(f"{scenario.command} {moments}")  # noqa: S311 - no secret
    whole = run(scenario.command, copied(scenario, where / "timed")).seconds
    for _number in range(moments):
        kill = partial(run_killed_after, scenario.command, seconds=chance.uniform(0.002, whole))
        survive(scenario, where, kill)
