"""What a folder held before the last operation, kept so that it can be undone.

Only the last operation is kept, below `.qmskit/undo/`: a record, and the old files under their
sha256. Both are written by the plan of the operation itself, so that no record is ever beside
files it does not belong to.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from qmskit.docset.disk.journal import Staging
from qmskit.docset.disk.operations import Operation
from qmskit.docset.disk.paths import OWN, digest_on_disk, refuse_non_folder, target, told
from qmskit.language import translate as _
from qmskit.model.digests import digest
from qmskit.problems import TargetError

UNDO = f"{OWN}/undo"

_RECORD = f"{UNDO}/operation.json"
_FORMAT = 1
_KEPT = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file the last operation wrote or deleted.

    Attributes:
        before: sha256; empty where the file was not there.
        after: sha256; empty where the file went.
    """

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last operation on a folder; see `Operation`.

    Attributes:
        files: in the order they were written, no path twice; may be empty.
    """

    name: str
    at: str
    by: str
    is_final: bool
    files: tuple[ChangedFile, ...]


def last_operation(root: Path) -> Undoable | None:
    """Return the last operation on a folder; None where none was recorded.

    Raises:
        TargetError: the record cannot be read.
    """
    path = root / _RECORD
    with told(path):
        refuse_non_folder(path.parent)
        if not path.is_file():
            return None
        content = path.read_bytes()
    try:
        return _read(json.loads(content))
    except (ValueError, TypeError, KeyError) as error:
        raise TargetError(path, _("không đọc được bản lưu để hoàn tác")) from error


def undo_files(root: Path) -> tuple[Mapping[str, bytes | None], Mapping[str, str]]:
    """Return what undoing the last operation writes, and what must be there before it.

    A command that is going to write calls `recover` first. Both values go to `write_files`, the
    second as `expected` of the operation that undoes, which can then be undone itself.

    Raises:
        TargetError: there is no operation, it is final, a file was changed since, or the old
            files are no longer there.
    """
    last = last_operation(root)
    if last is None:
        raise TargetError(root, _("chưa có thao tác nào để hoàn tác"))
    if last.is_final:
        message = _("thao tác gần nhất ({name}) đã chính thức, không hoàn tác được")
        raise TargetError(root, message.format(name=last.name))
    for file in last.files:
        path = target(root, file.path)
        with told(path):
            if digest_on_disk(path) != file.after:
                message = _("tệp đã được sửa sau thao tác gần nhất ({name}), không hoàn tác được")
                raise TargetError(path, message.format(name=last.name))
    files = {file.path: _old(root, file.before) for file in last.files}
    return files, {file.path: file.after for file in last.files}


def keep(
    root: Path, files: Mapping[str, bytes | None], operation: Operation, staged: Staging
) -> None:
    """Stage the record of an operation with the old files, and the end of the record before it.

    Raises:
        TargetError: a link or a file stands where the old files go.
    """
    folder = root / UNDO
    refuse_non_folder(folder)
    changed = tuple(_kept(root, files, operation, staged))
    record = Undoable(operation.name, operation.at, operation.by, operation.is_final, changed)
    needed = {file.before for file in changed if not operation.is_final}
    for name in _obsolete(folder, needed):
        staged.delete(f"{UNDO}/{name}")
    text = json.dumps({"format": _FORMAT, **asdict(record)}, ensure_ascii=False, indent=0)
    staged.write(_RECORD, text.encode())


def _kept(
    root: Path, files: Mapping[str, bytes | None], operation: Operation, staged: Staging
) -> Iterator[ChangedFile]:
    for path, content in files.items():
        if path in operation.permanent:
            continue
        there = target(root, path)
        # What cannot be undone needs no old files.
        before = digest_on_disk(there) if operation.is_final else staged.copy(there, UNDO)
        yield ChangedFile(path, before, "" if content is None else digest(content))


def _obsolete(folder: Path, needed: Iterable[str]) -> list[str]:
    if not folder.is_dir():
        return []
    names = {path.name for path in folder.iterdir() if _KEPT.fullmatch(path.name)}
    return sorted(names.difference(needed))


def _old(root: Path, sha: str) -> bytes | None:
    """Return an old file by its sha256; None for a file that was not there.

    Raises:
        TargetError: it is gone or another.
    """
    if not sha:
        return None
    path = root / UNDO / sha
    with told(path):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    if digest(content) != sha:
        raise TargetError(path, _("bản lưu để hoàn tác không còn hoặc đã bị sửa"))
    return content


def _read(record: dict[str, object]) -> Undoable:
    """Return an operation from its record.

    Raises:
        KeyError: a value is missing.
        TypeError: a value is of another shape.
        ValueError: another format, or a sha256 that is none.
    """
    if record["format"] != _FORMAT:
        raise ValueError(record["format"])
    files = record["files"]
    if not isinstance(files, list):
        raise TypeError(files)
    changed = tuple(_changed(one) for one in files)
    name, at, by = (str(record[key]) for key in ("name", "at", "by"))
    return Undoable(name, at, by, record["is_final"] is not False, changed)


def _changed(one: dict[str, object]) -> ChangedFile:
    before, after = str(one["before"]), str(one["after"])
    if any(sha and not _KEPT.fullmatch(sha) for sha in (before, after)):
        raise ValueError(before, after)
    return ChangedFile(str(one["path"]), before, after)
