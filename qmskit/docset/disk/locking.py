"""One command at a time writes into a folder; who it is can be read by everybody else.

The operating system's lock decides among the programs of one machine and ends with its process.
Shared folders do not always carry it to other machines, so the holder also writes its name beside,
into a file that must not be there before.
"""

import getpass
import json
import os
import platform
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from qmskit.docset.disk.operations import Operation
from qmskit.docset.disk.paths import OWN, refuse_link, refuse_non_folder, told
from qmskit.language import translate as _
from qmskit.problems import TargetError

HOLDER = f"{OWN}/holder.json"

# More than a name, a machine and a moment need; a longer file is none of ours.
_MOST_BYTES = 100_000
_MOST_LETTERS = 100


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who writes, or wrote when the command was cut off, into a folder.

    Attributes:
        person: empty where the file that names the holder cannot be read.
        process: number of the process on `machine`; 0 where unknown.
        command: name of the operation; may be empty.
        at: when it began, in ISO 8601; may be empty.
    """

    person: str = ""
    machine: str = ""
    process: int = 0
    command: str = ""
    at: str = ""

    def __str__(self) -> str:
        """Return who, where, since when, what, as far as it is known."""
        if not self.machine:
            return _("không đọc được tên người giữ")
        words = [_("{person} trên máy {machine}").format(person=self.person, machine=self.machine)]
        words += [_("từ {moment}").format(moment=_moment(self.at))] if self.at else []
        words += [_("lệnh {command}").format(command=self.command)] if self.command else []
        return ", ".join((*words, _("tiến trình {number}").format(number=self.process)))


class BusyError(TargetError):
    """Another command holds the lock, or held it on another machine and never gave it back."""


def holder(root: Path) -> LockHolder | None:
    """Return who holds the lock of a folder, or did when the command was cut off; None for nobody.

    Raises:
        TargetError: the disk cannot be read.
    """
    with told(root):
        content = _content(root / HOLDER)
    return None if content is None else _read(content)


def unlock(root: Path) -> None:
    """Break the lock of a command that no longer runs; the next command puts its work right.

    Raises:
        BusyError: a living process holds it.
        TargetError: the folder cannot be written.
    """
    with told(root), _system_lock(root):
        (root / HOLDER).unlink(missing_ok=True)


@contextmanager
def locked(root: Path, operation: Operation | None) -> Iterator[None]:
    """Hold the lock of a folder.

    Raises:
        BusyError: another command holds it.
        TargetError: the library's own folder is a link or a file.
    """
    refuse_non_folder(root / OWN)
    (root / OWN).mkdir(exist_ok=True)
    with _system_lock(root):
        _refuse_other_machine(root)
        name = _sign(root, operation)
        try:
            yield
        finally:
            _take_away(root / HOLDER, name)


@contextmanager
def _system_lock(root: Path) -> Iterator[None]:
    refuse_link(root / OWN / "lock")
    lock = FileLock(root / OWN / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(root, _busy(holder(root))) from error
    try:
        yield
    finally:
        lock.release()


def _busy(who: LockHolder | None) -> str:
    message = _("một lệnh qmskit khác đang ghi vào thư mục này; chờ lệnh đó xong")
    return f"{message} ({who})" if who else message


def _refuse_other_machine(root: Path) -> None:
    """Take over what a dead command of this machine left; leave what another machine left.

    Whoever comes here has the system's lock, so no command of this machine is alive. An empty file
    is of a command that was cut off before it could write its name.
    """
    content = _content(root / HOLDER)
    if content is None:
        return
    who = _read(content)
    if content and who.machine != platform.node():
        message = _(
            "thư mục đang bị khóa ({who}); hỏi lại người đó, chắc chắn trên máy đó không còn lệnh "
            "qmskit nào đang chạy thì gỡ khóa bằng lệnh: qmskit unlock {folder}"
        )
        raise BusyError(root, message.format(who=who, folder=f'"{root}"'))
    (root / HOLDER).unlink()


def _sign(root: Path, operation: Operation | None) -> bytes:
    """Write the holder's name into a new file and return it; nothing is left when that fails.

    Raises:
        BusyError: a command of another machine was quicker.
    """
    who = LockHolder(
        person=operation.by if operation else _login_name(),
        machine=platform.node(),
        process=os.getpid(),
        command=operation.name if operation else "",
        at=operation.at if operation else "",
    )
    name = json.dumps(asdict(who), ensure_ascii=False).encode()
    path = root / HOLDER
    try:
        file = path.open("xb")
    except FileExistsError as error:
        raise BusyError(root, _busy(holder(root))) from error
    try:
        with file:
            file.write(name)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return name


def _take_away(path: Path, name: bytes) -> None:
    """Take the holder's name away, unless somebody broke the lock and another holds it now.

    The work is done: a name that cannot be taken away is taken over by this machine's next command.
    """
    with suppress(OSError):
        if _content(path) == name:
            path.unlink()


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in a container
        return "?"


def _content(path: Path) -> bytes | None:
    """Return the file that names the holder; None where there is none."""
    try:
        is_file = stat.S_ISREG(path.lstat().st_mode)
        if not is_file:
            return b"?"
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read(content: bytes) -> LockHolder:
    """Return the holder a file names; an empty one where it cannot be read."""
    try:
        told_there = json.loads(content)
    except ValueError:
        return LockHolder()
    if not isinstance(told_there, dict):
        return LockHolder()
    names = ("person", "machine", "command", "at")
    process = told_there.get("process")
    return LockHolder(
        **{name: _printable(told_there.get(name)) for name in names},
        process=process if isinstance(process, int) else 0,
    )


def _printable(value: object) -> str:
    """Return text of a file of somebody else's that is safe to show on a terminal."""
    text = value if isinstance(value, str) else ""
    return "".join(letter for letter in text if letter.isprintable())[:_MOST_LETTERS]


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return _("{time} ngày {day}").format(time=f"{moment:%H:%M}", day=f"{moment:%d/%m/%Y}")
