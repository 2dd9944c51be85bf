"""Paths below a folder: which may be written, and what stands there."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from qmskit.language import translate as _
from qmskit.problems import TargetError, disk_reason

OWN = ".qmskit"

# Below `OWN`: what only journal, lock and undo write.
_RESERVED = frozenset({"journal", "undo", "lock", "holder.json"})

_ON_WINDOWS = os.name == "nt"


def digest_on_disk(path: Path) -> str:
    """Return the sha256 of a file, read piece by piece; empty text where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell what the disk refuses inside the block as a `TargetError` about `path`."""
    try:
        yield
    except TargetError:
        raise
    except OSError as error:
        raise TargetError(path, unwritable(error)) from error


def unwritable(error: OSError) -> str:
    """Return in words that and why the disk refused to write."""
    return _("không ghi được: {reason}").format(reason=disk_reason(error))


def target(root: Path, name: str) -> Path:
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
        refuse_link(current)
    return current


def refuse_link(path: Path) -> None:
    """Refuse a symbolic link.

    Raises:
        TargetError: it is one, or the disk cannot tell.
    """
    with told(path):
        if path.is_symlink():
            raise TargetError(path, _("đây là liên kết (symbolic link), không ghi qua liên kết"))


def refuse_non_folder(path: Path) -> None:
    """Refuse what stands where a folder of the library's own goes.

    Raises:
        TargetError: a link or a file stands there.
    """
    refuse_link(path)
    if path.exists() and not path.is_dir():
        message = _("đây là tệp, không phải thư mục; đổi tên hoặc xóa tệp này rồi làm lại")
        raise TargetError(path, message)


def check_targets(root: Path, names: Iterable[str]) -> None:
    """Refuse what the disk would refuse half-way through an operation.

    Raises:
        TargetError: a path leads out of `root` or is the library's own, a folder stands where the
            file goes, a file where a folder goes, the name is none for this disk, a folder cannot
            be written, or another program holds the file.
    """
    folders: set[Path] = set()
    for name in names:
        file = target(root, name)
        _refuse_reserved(name)
        _check_free(file)
        folders.add(file.parent)
    for folder in {_existing(folder) for folder in folders}:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise TargetError(folder, _("không ghi được: không có quyền"))


def make_writable(path: Path) -> None:
    """Take away the read-only mark of a file: Windows neither replaces nor deletes a marked one."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISREG(mode) and not mode & stat.S_IWUSR:
        # Elsewhere than on Windows the folder's rights decide, whoever the file belongs to.
        with suppress(PermissionError):
            path.chmod(stat.S_IMODE(mode) | stat.S_IWUSR)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows knows no such thing."""
    if _ON_WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _refuse_reserved(name: str) -> None:
    first, *rest = (part.casefold().rstrip(" .") for part in PurePosixPath(name).parts)
    if first == OWN and (not rest or rest[0] in _RESERVED):
        raise TargetError(Path(name), _("tên này dành riêng cho qmskit"))


def _check_free(file: Path) -> None:
    with told(file):
        if file.is_dir():
            raise TargetError(file, _("đã có thư mục cùng tên"))
        try:
            mode = file.lstat().st_mode
        except FileNotFoundError:
            return
        if _ON_WINDOWS and mode & stat.S_IWUSR:
            _refuse_held(file)


def _refuse_held(file: Path) -> None:
    """Refuse a file that Word or Excel has open: Windows lets nobody replace it."""
    try:
        file.open("r+b").close()
    except PermissionError as error:
        message = _("tệp đang mở trong chương trình khác (Word, Excel…); đóng tệp rồi làm lại")
        raise TargetError(file, message) from error


def refuse_inside(folder: Path, out: Path) -> None:
    """Refuse to write files for others over those of a set.

    Args:
        folder: the set; out: where to write.

    Raises:
        TargetError: it is the set, above it, or a folder of the set's own.
    """
    top, there = folder.resolve(), out.resolve()
    inside = there.relative_to(top).parts if there.is_relative_to(top) else ()
    if top.is_relative_to(there) or (inside and not inside[0].startswith("_")):
        message = _("trong thư mục bộ tài liệu chỉ ghi vào thư mục có tên bắt đầu bằng “_”")
        raise TargetError(out, message)
