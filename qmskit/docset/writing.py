"""Files written so that a killed command leaves each old or new, never half.

New files are first written beside, below `.qmskit/journal/`, then a plan is put there in one move:
from that moment the operation is decided, and whoever comes next completes it. Without the plan
it never happened, and whoever comes next clears the remains.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from qmskit.language import translate as _
from qmskit.problems import TargetError, disk_reason

OWN = ".qmskit"

_PLAN = "plan.json"


def digest(content: bytes) -> str:
    """Return the sha256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_files(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files below `root`, or delete those whose content is None: all or none.

    Args:
        root: made when it does not exist.
        files: content by path relative to `root`, with forward slashes.

    Raises:
        TargetError: a path leads out of `root`, the disk refuses, or another command is writing.
    """
    for name in files:
        _check_free(_target(root, name))
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _locked(root):
            _finish(root)
            _stage(root, files)
            _finish(root)
    except OSError as error:
        if isinstance(error, TargetError):
            raise
        raise TargetError(root, _reason(error)) from error


def recover(root: Path) -> None:
    """Complete or clear what an interrupted command left below `root`.

    Nothing happens while another command is writing: what stands there is its work.

    Raises:
        TargetError: the disk refuses.
    """
    if not (root / OWN / "journal").is_dir():
        return
    try:
        with _locked(root):
            _finish(root)
    except _BusyError:
        return
    except OSError as error:
        if isinstance(error, TargetError):
            raise
        raise TargetError(root, _reason(error)) from error


class _BusyError(TargetError):
    """Another command holds the lock."""


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """Hold the lock of `root`.

    Raises:
        TargetError: another command holds it.
    """
    own = root / OWN
    if own.is_symlink():
        raise TargetError(own, _("đây là liên kết (symbolic link), không ghi qua liên kết"))
    own.mkdir(exist_ok=True)
    lock = FileLock(own / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise _BusyError(
            root, _("một lệnh qmskit khác đang ghi vào thư mục này; chờ lệnh đó xong")
        ) from error
    try:
        yield
    finally:
        lock.release()


def _stage(root: Path, files: Mapping[str, bytes | None]) -> None:
    journal = root / OWN / "journal"
    journal.mkdir()
    plan: list[dict[str, str]] = []
    for number, (name, content) in enumerate(files.items()):
        staged = f"{number:06d}"
        plan.append({"path": name, "staged": staged if content is not None else ""})
        if content is not None:
            (journal / staged).write_bytes(content)
    draft = journal / "plan.tmp"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(plan, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(journal / _PLAN)


def _finish(root: Path) -> None:
    """Complete the operation of the journal when it was decided, else clear it.

    Raises:
        TargetError: the journal is a link, or its plan cannot be read.
    """
    journal = root / OWN / "journal"
    if journal.is_symlink():
        raise TargetError(journal, _("đây là liên kết (symbolic link), không ghi qua liên kết"))
    if (journal / _PLAN).is_file():
        for name, staged in _planned(journal / _PLAN):
            _apply(journal, staged, _target(root, name))
    if journal.is_dir():
        shutil.rmtree(journal)


def _planned(plan: Path) -> list[tuple[str, str]]:
    """Return (path, name of the staged file) of every file of a plan.

    Raises:
        TargetError: it is no plan of ours.
    """
    try:
        entries = json.loads(plan.read_bytes())
        return [(str(entry["path"]), str(entry["staged"])) for entry in entries]
    except (ValueError, TypeError, KeyError) as error:
        message = _(
            "lần ghi trước bị ngắt và không đọc được kế hoạch; xóa thư mục {folder} rồi làm lại"
        )
        raise TargetError(plan, message.format(folder=plan.parent)) from error


def _apply(journal: Path, staged: str, target: Path) -> None:
    if not staged:
        target.unlink(missing_ok=True)
        return
    source = journal / PurePosixPath(staged).name
    # Already moved by the run that was interrupted.
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)


def _target(root: Path, name: str) -> Path:
    """Return the path of a file below `root`.

    Raises:
        TargetError: the path is absolute, climbs, or passes through a symbolic link.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in parts[0]:
        raise TargetError(Path(name), _("đường dẫn ra ngoài thư mục của bộ tài liệu"))
    current = root
    for part in parts:
        current = current / part
        if _is_link(current):
            raise TargetError(current, _("đây là liên kết (symbolic link), không ghi qua liên kết"))
    return current


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError as error:
        raise TargetError(path, _reason(error)) from error


def _check_free(target: Path) -> None:
    """Refuse what the disk would refuse half-way.

    Raises:
        TargetError: a folder stands where the file goes, a file where a folder goes, or the name
            is none for this disk.
    """
    try:
        if target.is_dir():
            raise TargetError(target, _("đã có thư mục cùng tên"))
        target.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        if isinstance(error, TargetError):
            raise
        raise TargetError(target, _reason(error)) from error


def _reason(error: OSError) -> str:
    return _("không ghi được: {reason}").format(reason=disk_reason(error))
