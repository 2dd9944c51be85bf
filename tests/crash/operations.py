"""Operations on the current folder that tests kill; what they write they write always."""

from pathlib import Path

from qmskit.docset.disk.writing import Operation, recover, undo_files, write_files
from qmskit.model.digests import digest

BEFORE = {"a.txt": "old a", "b/c.txt": "old c", "b/d.txt": "old d", "e/f.txt": "stays", "log": "1"}

FILES: dict[str, bytes | None] = {
    "a.txt": b"new a" * 1000,
    "b/c.txt": None,
    "b/d.txt": None,
    "g/h/i.txt": b"new i",
    "release.txt": b"sealed",
    "log": b"1\n2",
}

AT = "2026-11-22T09:30:00+07:00"
CHANGE = Operation(
    "update", AT, "Nguyễn Văn A",
    sealed=frozenset({"release.txt"}), permanent=frozenset({"log"}), lasting=True,
)  # fmt: skip


def write() -> None:
    write_files(Path(), FILES, CHANGE)


def write_without_record() -> None:
    write_files(Path(), FILES)


def settle() -> None:
    recover(Path())


def undo() -> None:
    files, expected = undo_files(Path())
    write_files(Path(), files, Operation("undo", AT, "Trần Thị B", expected=expected))


def write_again() -> None:
    """Change on top of what `write` made; a sealed file among it."""
    files: dict[str, bytes | None] = {
        "release.txt": b"opened", "a.txt": None, "g/h/i.txt": b"newer i"
    }  # fmt: skip
    old = {"g/h/i.txt": digest(b"new i")}
    there = Path("a.txt").exists()
    write_files(Path(), files, Operation("edit", AT, "Nguyễn Văn A", expected=old if there else {}))
