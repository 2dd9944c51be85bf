"""Files are written all or none, never outside the folder, and whoever comes next puts it right."""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from filelock import FileLock

from qmskit.docset.disk.writing import recover, write_files
from qmskit.model.digests import digest
from qmskit.problems import QmskitError, TargetError
from tests.trees import write_tree

JOURNAL = ".qmskit/journal"


def content_of(root: Path) -> dict[str, str]:
    """Return the text of every file below `root` but the library's own."""
    paths = (path for path in root.rglob("*") if path.is_file())
    names = {path.relative_to(root).as_posix(): path for path in paths}
    return {name: path.read_text() for name, path in names.items() if ".qmskit" not in name}


def test_files_are_written_replaced_and_deleted(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"a.txt": "old", "b/c.txt": "old", "d.txt": "stays"})
    write_files(root, {"a.txt": b"new", "b/c.txt": None, "e/f/g.txt": "mới".encode()})
    assert content_of(root) == {"a.txt": "new", "d.txt": "stays", "e/f/g.txt": "mới"}
    assert not (root / JOURNAL).exists()


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    write_files(tmp_path / "a" / "b", {"c.txt": b"new"})
    assert content_of(tmp_path) == {"a/b/c.txt": "new"}


def test_deleting_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": None, "b/c.txt": None})
    assert content_of(tmp_path) == {}


OUTSIDE = (
    "..",
    "../a",
    "a/../../b",
    "b/..",
    "/etc/a",
    "//a",
    "C:/a",
    "C:a",
    "..\\a",
    "a\\b",
    "",
    ".",
)


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("content", [b"new", None], ids=["write", "delete"])
def test_a_path_out_of_the_folder_is_refused_and_nothing_is_written(
    name: str, content: bytes | None, tmp_path: Path
) -> None:
    write_tree(tmp_path, {"a": "outside", "root/b": "old"})
    with pytest.raises(TargetError):
        write_files(tmp_path / "root", {"good.txt": b"new", name: content})
    assert content_of(tmp_path) == {"a": "outside", "root/b": "old"}


LINKS: Mapping[str, tuple[str, str]] = {
    "the file": ("a.txt", "a.txt"),
    "its folder": ("in", "in/a.txt"),
    "a folder further up": ("far", "far/off/a.txt"),
    "the library's own folder": (".qmskit", "a.txt"),
}


@pytest.mark.parametrize(("link", "name"), LINKS.values(), ids=LINKS)
def test_nothing_is_written_through_a_symbolic_link(link: str, name: str, tmp_path: Path) -> None:
    outside = write_tree(tmp_path / "outside", {"a.txt": "old", "off/a.txt": "old"})
    root = write_tree(tmp_path / "root", {"b.txt": "old"})
    (root / link).symlink_to(outside / "a.txt" if link == "a.txt" else outside)
    with pytest.raises(TargetError):
        write_files(root, {"b.txt": b"new", name: b"new"})
    assert content_of(outside) == {"a.txt": "old", "off/a.txt": "old"}
    assert (root / "b.txt").read_text() == "old"


def test_a_link_as_journal_is_not_followed(tmp_path: Path) -> None:
    outside = write_tree(tmp_path / "outside", {"a.txt": "old"})
    root = write_tree(tmp_path / "root", {".qmskit/lock": "", "b.txt": "old"})
    (root / JOURNAL).symlink_to(outside)
    with pytest.raises(TargetError):
        write_files(root, {"b.txt": b"new"})
    assert content_of(outside) == {"a.txt": "old"}


# (files there before, files to write) where the disk refuses one of them
IN_THE_WAY: Mapping[str, tuple[Mapping[str, str], Mapping[str, bytes | None]]] = {
    "a folder where a file goes": (
        {"a.txt": "old", "b.txt/c.txt": "old"}, {"a.txt": b"new", "b.txt": b"new"}
    ),
    "a folder where a file goes away": (
        {"a.txt": "old", "b.txt/c.txt": "old"}, {"a.txt": b"new", "b.txt": None}
    ),
    "a file where a folder goes": ({"a.txt": "old", "b": "old"}, {"a.txt": b"new", "b/c": b"new"}),
    "a name too long for the disk": ({"a.txt": "old"}, {"a.txt": b"new", "ễ" * 200: b"new"}),
}  # fmt: skip


@pytest.mark.parametrize(("before", "files"), IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_nothing_is_written_when_the_disk_refuses_one_file(
    before: Mapping[str, str], files: Mapping[str, bytes | None], tmp_path: Path
) -> None:
    root = write_tree(tmp_path, before)
    with pytest.raises(TargetError):
        write_files(root, files)
    assert content_of(root) == before


@pytest.mark.parametrize(("before", "files"), IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_after_the_disk_refused_the_next_operation_works(
    before: Mapping[str, str], files: Mapping[str, bytes | None], tmp_path: Path
) -> None:
    root = write_tree(tmp_path, before)
    with pytest.raises(TargetError):
        write_files(root, files)
    write_files(root, {"next.txt": b"new"})
    assert content_of(root)["next.txt"] == "new"


def test_a_folder_in_which_another_command_writes_is_left_alone(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {".qmskit/lock": "", "a.txt": "old"})
    with FileLock(root / ".qmskit" / "lock"), pytest.raises(TargetError) as caught:
        write_files(root, {"a.txt": b"new"})
    assert content_of(root) == {"a.txt": "old"}
    assert caught.value.path == root
    write_files(root, {"a.txt": b"new"})
    assert content_of(root) == {"a.txt": "new"}


def journal_of(root: Path, files: Mapping[str, str | None], *, decided: bool) -> Path:
    """Leave what a command that was killed leaves: staged files and, once decided, their plan."""
    plan = [
        {"path": name, "staged": f"{number:06d}" if text is not None else ""}
        for number, (name, text) in enumerate(files.items())
    ]
    staged = {
        f"{JOURNAL}/{number:06d}": text
        for number, text in enumerate(files.values())
        if text is not None
    }
    plan_name = "plan.json" if decided else "plan.tmp"
    return write_tree(root, {**staged, f"{JOURNAL}/{plan_name}": json.dumps(plan)})


CHANGE: Mapping[str, str | None] = {"a.txt": "new", "b/c.txt": None, "d/e.txt": "new"}
BEFORE = {"a.txt": "old", "b/c.txt": "old"}


def test_a_decided_operation_is_completed(tmp_path: Path) -> None:
    root = journal_of(write_tree(tmp_path, BEFORE), CHANGE, decided=True)
    recover(root)
    assert content_of(root) == {"a.txt": "new", "d/e.txt": "new"}
    assert not (root / JOURNAL).exists()


def test_a_decided_operation_that_was_half_done_is_completed(tmp_path: Path) -> None:
    root = journal_of(write_tree(tmp_path, BEFORE), CHANGE, decided=True)
    (root / JOURNAL / "000000").replace(root / "a.txt")
    (root / "b" / "c.txt").unlink()
    recover(root)
    assert content_of(root) == {"a.txt": "new", "d/e.txt": "new"}


def test_an_undecided_operation_is_cleared(tmp_path: Path) -> None:
    root = journal_of(write_tree(tmp_path, BEFORE), CHANGE, decided=False)
    recover(root)
    assert content_of(root) == BEFORE
    assert not (root / JOURNAL).exists()


def test_the_next_operation_completes_the_last_one_first(tmp_path: Path) -> None:
    root = journal_of(write_tree(tmp_path, BEFORE), CHANGE, decided=True)
    write_files(root, {"a.txt": b"newer"})
    assert content_of(root) == {"a.txt": "newer", "d/e.txt": "new"}


def test_the_work_of_a_running_command_is_not_cleared(tmp_path: Path) -> None:
    root = journal_of(write_tree(tmp_path, BEFORE), CHANGE, decided=False)
    with FileLock(root / ".qmskit" / "lock"):
        recover(root)
        assert (root / JOURNAL / "000000").read_text() == "new"
    assert content_of(root) == BEFORE


def test_a_folder_without_journal_is_not_touched(tmp_path: Path) -> None:
    recover(tmp_path)
    recover(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "in/evil.txt"])
def test_a_plan_somebody_else_made_leads_nowhere(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = journal_of(tmp_path / "root", {name: "evil"}, decided=True)
    (root / "in").symlink_to(outside)
    attempt(lambda: recover(root))
    attempt(lambda: write_files(root, {"a.txt": b"new"}))
    assert list(tmp_path.rglob("evil.txt")) == []


BROKEN_PLANS = {
    "cut": '[{"path": "a.t',
    "empty": "",
    "other JSON": '{"path": "a.txt"}',
    "without names": '[{"staged": "000000"}]',
    "numbers": '[{"path": 1, "staged": 2}]',
    "not UTF-8": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("plan", BROKEN_PLANS.values(), ids=BROKEN_PLANS)
def test_a_plan_that_cannot_be_read_is_told_without_a_traceback(
    plan: str | bytes, tmp_path: Path
) -> None:
    root = write_tree(tmp_path, {**BEFORE, f"{JOURNAL}/plan.json": plan})
    attempt(lambda: recover(root))
    attempt(lambda: write_files(root, {"d.txt": b"new"}))
    assert {**content_of(root), "d.txt": ""} == {**BEFORE, "d.txt": ""}


def attempt(operation: Callable[[], None]) -> None:
    """Run an operation that may tell of a problem in the library's own errors only."""
    try:
        operation()
    except QmskitError:
        return


def test_digest_is_sha256() -> None:
    assert digest(b"abc").startswith("ba7816bf8f01cfea")


FILES = 240
KILLS = 25

WRITER = """
import sys
from pathlib import Path
from qmskit.docset.disk.writing import write_files

root, count = Path(sys.argv[1]), int(sys.argv[2])
files = {f"{n % 7}/{n}.txt": (f"new {n} " * 400).encode() for n in range(count) if n % 10}
write_files(root, {**files, **{f"{n % 7}/{n}.txt": None for n in range(0, count, 10)}})
"""


def text_of(age: str, number: int) -> str:
    return f"{age} {number} " * 400


def old_files() -> dict[str, str]:
    return {f"{number % 7}/{number}.txt": text_of("old", number) for number in range(FILES)}


def new_files() -> dict[str, str]:
    return {
        f"{number % 7}/{number}.txt": text_of("new", number)
        for number in range(FILES)
        if number % 10
    }


def steps_done(root: Path) -> int:
    """Return how far a writer has come: files staged, then, behind the plan, files moved."""
    try:
        names = [path.name for path in (root / JOURNAL).iterdir()]
    except OSError:
        return 0
    staged = sum(name.isdigit() for name in names)
    return 2 * FILES - staged if "plan.json" in names else staged


def killed_at(root: Path, step: int) -> bool:
    """Start a writer, kill it when it has come to `step`; tell whether the kill met it."""
    command = [sys.executable, "-c", WRITER, str(root), str(FILES)]
    with subprocess.Popen(command) as writer:  # noqa: S603 - our own script
        while writer.poll() is None and steps_done(root) < step:
            pass
        writer.kill()
    return writer.returncode == -signal.SIGKILL


def moments() -> Iterator[int]:
    """Yield steps to be killed at: some at the edges, the rest anywhere."""
    chance = random.Random(20261122)  # noqa: S311 - the same moments every time
    yield from (1, FILES - 30, FILES + 30)
    for _number in range(KILLS - 3):
        yield chance.randrange(1, 2 * FILES - 20)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_command_killed_at_any_moment_leaves_every_file_old_or_new(tmp_path: Path) -> None:
    old, new = old_files(), new_files()
    kills = 0
    ends: set[str] = set()
    for number, step in enumerate(moments()):
        root = write_tree(tmp_path / str(number), old)
        kills += killed_at(root, step)
        there = content_of(root)
        assert there.keys() <= old.keys()
        assert all(text in {old[name], new.get(name)} for name, text in there.items())
        recover(root)
        after = content_of(root)
        assert after in (old, new)
        ends.add("old" if after == old else "new")
        assert not (root / JOURNAL).exists()
        write_files(root, {"next.txt": b"next", "0/7.txt": b"next"})
        assert content_of(root) == {**after, "next.txt": "next", "0/7.txt": "next"}
    assert kills > KILLS // 2
    assert ends == {"old", "new"}
