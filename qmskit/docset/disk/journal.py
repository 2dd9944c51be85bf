"""The journal: new files beside, then one move that decides, then all of them into place.

Staged files and their plan lie below `.qmskit/journal/`. As long as there is no plan, nothing
happened, and whoever comes next clears the remains; from the plan on whoever comes next completes
it. Completing twice is the same as once.
"""

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from qmskit.docset.disk.paths import OWN, make_writable, refuse_non_folder, sync_folder, target
from qmskit.language import translate as _
from qmskit.problems import TargetError, disk_reason

JOURNAL = f"{OWN}/journal"

_PLAN = "plan.json"
_READ_ONLY = 0o444
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Entry:
    """What becomes of one file.

    Attributes:
        staged: name of the new content in the journal; empty for a file that goes.
        size: bytes of the new content; -1 where the plan does not tell.
        lasting: is on the disk for good before the operation ends.
    """

    path: str
    staged: str
    size: int = -1
    lasting: bool = False


class Staging:
    """Files that an operation is going to write, laid down in the journal."""

    def __init__(self, journal: Path, *, lasting: bool) -> None:
        """Stage into a folder that is there."""
        self._journal, self._lasting = journal, lasting
        self._entries: list[_Entry] = []

    def write(self, path: str, content: bytes, *, sealed: bool = False) -> None:
        """Stage new content; sealed before it gets its name, so that it is never there unsealed."""
        staged = self._next()
        with staged.open("xb") as file:
            file.write(content)
            self._sync(file)
        if sealed:
            staged.chmod(_READ_ONLY)
        self._entries.append(_Entry(path, staged.name, len(content), self._lasting))

    def copy(self, source: Path, folder: str) -> str:
        """Stage a copy of a file, named by its sha256, for a folder; return that sha256.

        A file that is not there has no copy, and empty text for its sha256.
        """
        staged, sha = self._next(), hashlib.sha256()
        try:
            old = source.open("rb")
        except (FileNotFoundError, NotADirectoryError):
            return ""
        with old, staged.open("xb") as file:
            while piece := old.read(_PIECE):
                sha.update(piece)
                file.write(piece)
            size = file.tell()
            self._sync(file)
        path = f"{folder}/{sha.hexdigest()}"
        self._entries.append(_Entry(path, staged.name, size, self._lasting))
        return sha.hexdigest()

    def delete(self, path: str) -> None:
        """Stage the end of a file."""
        self._entries.append(_Entry(path, "", 0, self._lasting))

    def decide(self) -> None:
        """Put the plan into place: from here on the operation is going to be completed."""
        draft = self._journal / "plan.tmp"
        with draft.open("w", encoding="utf-8") as file:
            json.dump([asdict(entry) for entry in self._entries], file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._journal / _PLAN)
        sync_folder(self._journal)
        sync_folder(self._journal.parent)

    def _next(self) -> Path:
        return self._journal / f"{len(self._entries):06d}"

    def _sync(self, file: BinaryIO) -> None:
        if self._lasting:
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def staging(root: Path, *, lasting: bool) -> Iterator[Staging]:
    """Give a staging that is decided at the end of the block, or cleared where that fails."""
    journal = root / JOURNAL
    journal.mkdir()
    try:
        staged = Staging(journal, lasting=lasting)
        yield staged
        staged.decide()
    finally:
        if not (journal / _PLAN).exists():
            with suppress(OSError):  # the next command clears it
                _clear(journal)


def finish(root: Path) -> None:
    """Complete the operation of the journal when it was decided, else clear it.

    Raises:
        TargetError: the journal is a link or a file, its plan cannot be used, or the disk refuses
            a file; what is left then is completed by the next command.
    """
    journal = root / JOURNAL
    refuse_non_folder(journal)
    entries = _planned(journal)
    # All of a plan is looked at before any of it is done.
    targets = [target(root, entry.path) for entry in entries]
    for entry, file in zip(entries, targets, strict=True):
        try:
            _apply(journal, entry, file)
        except OSError as error:
            raise TargetError(file, _unfinished(error)) from error
    gone = [file for entry, file in zip(entries, targets, strict=True) if not entry.staged]
    _drop_emptied(root, gone)
    lasting = [file for entry, file in zip(entries, targets, strict=True) if entry.lasting]
    _sync_folders(root, lasting)
    if journal.is_dir():
        _clear(journal)
    if lasting:
        sync_folder(journal.parent)


def _planned(journal: Path) -> list[_Entry]:
    """Return what the journal's plan says; nothing where there is none.

    Raises:
        TargetError: it is no plan of ours, or a staged file was damaged.
    """
    plan = journal / _PLAN
    if not plan.is_file():
        return []
    try:
        entries = [_entry(one) for one in json.loads(plan.read_bytes())]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        message = _(
            "lần ghi trước bị ngắt và không đọc được kế hoạch; xóa thư mục {folder} rồi làm lại"
        )
        raise TargetError(plan, message.format(folder=journal)) from error
    for staged in (journal / entry.staged for entry in entries if _is_damaged(journal, entry)):
        message = _(
            "lần ghi trước bị ngắt và tệp ghi dở đã hỏng; xóa thư mục {folder} rồi làm lại lệnh đó"
        )
        raise TargetError(staged, message.format(folder=journal))
    return entries


def _entry(one: dict[str, object]) -> _Entry:
    """Return an entry of a plan, which a version before may have written without its extras.

    Raises:
        KeyError: path or staged name is missing.
        TypeError: it is no mapping.
        ValueError: a value is none of ours.
    """
    path, staged, size = one["path"], one["staged"], one.get("size", -1)
    if not isinstance(path, str) or not isinstance(staged, str) or not isinstance(size, int):
        raise ValueError(path)  # noqa: TRY004 - a wrong value of a file, not a wrong call
    # What no disk can hold is a value error too.
    path.encode()
    if "\0" in path or (staged and not staged.isdecimal()):
        raise ValueError(path)
    return _Entry(path, staged, size, one.get("lasting") is True)


def _is_damaged(journal: Path, entry: _Entry) -> bool:
    """Tell whether a power cut or a stranger left other content than was staged."""
    if not entry.staged:
        return False
    try:
        found = (journal / entry.staged).lstat()
    except FileNotFoundError:  # moved by the run that was interrupted
        return False
    return not stat.S_ISREG(found.st_mode) or entry.size not in {-1, found.st_size}


def _apply(journal: Path, entry: _Entry, file: Path) -> None:
    act = partial(_move, journal / entry.staged) if entry.staged else _remove
    try:
        act(file)
    except PermissionError:
        make_writable(file)
        act(file)


def _move(staged: Path, file: Path) -> None:
    try:
        staged.replace(file)
    except FileNotFoundError:
        # The first file of its folder, or moved already by the run that was interrupted.
        if staged.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(file)


def _remove(file: Path) -> None:
    # A folder that is not there, or a file in its place, holds no file to delete.
    with suppress(FileNotFoundError, NotADirectoryError):
        file.unlink()


def _drop_emptied(root: Path, gone: Iterable[Path]) -> None:
    """Take away the folders whose last file went."""
    for file in gone:
        for folder in file.relative_to(root).parents[:-1]:
            try:
                (root / folder).rmdir()
            except OSError:
                break


def _sync_folders(root: Path, files: list[Path]) -> None:
    """Have the names of files on the disk, and those of the folders they lie in."""
    folders = {
        root / folder for file in files for folder in file.relative_to(root).parents
    }  # fmt: skip
    for folder in sorted({*folders, root.parent} if files else folders):
        if folder.is_dir():
            sync_folder(folder)


def _clear(journal: Path) -> None:
    """Take the journal away, its plan first: without it the rest means nothing."""
    (journal / _PLAN).unlink(missing_ok=True)
    for path in journal.iterdir():
        make_writable(path)
    shutil.rmtree(journal)


def _unfinished(error: OSError) -> str:
    message = _("mới ghi được một phần ({reason}); khắc phục rồi làm lại, qmskit sẽ ghi nốt")
    return message.format(reason=disk_reason(error))
