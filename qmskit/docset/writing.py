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
        _target(root, name)
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
    except TargetError:
        return
    except OSError as error:
        raise TargetError(root, _reason(error)) from error


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
        raise TargetError(
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
    """Complete the operation of the journal when it was decided, else clear it."""
    journal = root / OWN / "journal"
    plan = journal / _PLAN
    if plan.is_file():
        for entry in json.loads(plan.read_text(encoding="utf-8")):
            _apply(journal, entry["staged"], _target(root, entry["path"]))
    if journal.is_dir():
        shutil.rmtree(journal)


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
        if current.is_symlink():
            raise TargetError(current, _("đây là liên kết (symbolic link), không ghi qua liên kết"))
    return current


def _reason(error: OSError) -> str:
    return _("không ghi được: {reason}").format(reason=disk_reason(error))
