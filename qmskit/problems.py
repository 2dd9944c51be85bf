"""Problems as data, and the few exceptions of the library."""

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from qmskit.language import translate as _


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the user.

    Attributes:
        file: the file as the user would name it, or an option of the command line.
        line: line number from 1; 0 when the place is not in a text file.
        column: column number from 1; 0 when unknown.
        path: the value meant, such as `steps[3].role` or `đoạn 12`; may be empty.
    """

    file: str
    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        """Return `file:line:column`, or `file:path` where lines mean nothing."""
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return f"{self.file}:{self.path}" if self.path else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing the user can fix, said without an exception.

    Attributes:
        where: the place.
        code: `QMSnnn`, stable and documented in docs/problems.md.
        message: what is wrong and why; names the offender.
        fix: what to do; may be empty.
    """

    where: Location
    code: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        """Return the line shown to users: `place: CODE: what is wrong → what to do`."""
        subject = f"{self.where.path}: " if self.where.line and self.where.path else ""
        arrow = f" → {self.fix}" if self.fix else ""
        return f"{self.where}: {self.code}: {subject}{self.message}{arrow}"


def disk_reason(error: OSError) -> str:
    """Return why the disk refused, in the user's language as far as it is a common reason."""
    reasons = {
        errno.ENOENT: _("không có tệp hoặc thư mục này"),
        errno.EACCES: _("không có quyền"),
        errno.EPERM: _("không có quyền"),
        errno.EROFS: _("ổ đĩa chỉ cho đọc"),
        errno.ENOSPC: _("ổ đĩa đã đầy"),
        errno.EFBIG: _("tệp lớn hơn mức ổ đĩa cho phép"),
        errno.ENOTDIR: _("một phần của đường dẫn là tệp, không phải thư mục"),
        errno.ENAMETOOLONG: _("đường dẫn quá dài"),
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))


class QmskitError(Exception):
    """Base of every deliberate error; attributes are interface, messages are not."""


class InvalidInputError(QmskitError):
    """Files of the user cannot be used.

    Attributes:
        problems: every problem met, sorted by place, at least one.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems` sorted and without repetition."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["InvalidInputError"], tuple[tuple[Problem, ...]]]:
        """Let another process hand the error on with its problems."""
        return type(self), (self.problems,)


class UnknownNameError(QmskitError, LookupError):
    """A framework, document, renderer or key was asked for by a name nobody has."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        """Keep what was asked for and what would have been possible."""
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        message = _("không có {kind} “{name}”; hiện có: {known}").format(
            kind=kind, name=name, known=_few(name, self.known) or _("(chưa có mục nào)")
        )
        super().__init__(message)

    def __str__(self) -> str:
        """Return the message without the quotes that `KeyError` kin would add."""
        return str(self.args[0])


_MOST_NAMES = 20


def _few(name: str, known: tuple[str, ...]) -> str:
    """Return the names that exist; of many those most like the one asked for."""
    if len(known) <= _MOST_NAMES:
        return ", ".join(known)
    alike = get_close_matches(name, known, n=_MOST_NAMES // 2, cutoff=0.3)
    shown = ", ".join(alike or known[: _MOST_NAMES // 2])
    rest = _("và {count} tên khác").format(count=len(known) - (len(alike) or _MOST_NAMES // 2))
    return f"{shown} {rest}"


class TargetError(QmskitError, OSError):
    """A place to write to exists already, is in use or cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the path and the reason, already in the user's language."""
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")
