"""The files of a set in a folder or in a zip, for whoever verifies or restores them."""

import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from qmskit.control.snapshots import BROKEN_ZIP
from qmskit.docset.disk.writing import OWN
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem

# A zip that unpacks to more is a bomb, or no set.
MOST_UNPACKED = 4_000_000_000
MOST_MEMBER = 512_000_000
MOST_MEMBERS = 60_000


class FolderStore:
    """A set in a folder; links are not followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Iterable[str]:
        """Yield the files of the set but those in its own hidden folder."""
        for path in sorted(self._folder.rglob("*")):
            name = path.relative_to(self._folder).as_posix()
            if (path.is_symlink() or path.is_file()) and not name.startswith(f"{OWN}/"):
                yield name

    def read(self, name: str) -> bytes | None:
        """Return the content of a file; None where it is missing, a link or not readable."""
        path = self._folder
        for part in PurePosixPath(name).parts:
            path /= part
            if path.is_symlink() or part == "..":
                return None
        try:
            if path.stat().st_size > MOST_MEMBER:
                return None
            return path.read_bytes()
        except OSError:
            return None


class ZipStore:
    """A set in a zip that somebody handed over; nothing of it is unpacked."""

    def __init__(self, path: Path) -> None:
        """Open the zip.

        Raises:
            InvalidInputError: it is no zip, or one that no qmskit wrote: paths that lead out,
                links, members twice, more than a set can hold.
        """
        self._path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except BROKEN_ZIP as error:
            message = _("không đọc được tệp zip này")
            raise InvalidInputError([Problem(Location(str(path)), "QMS705", message)]) from error
        self._members = {one.filename: one for one in self._archive.infolist() if not one.is_dir()}
        self._check()

    def names(self) -> Iterable[str]:
        """Return the files of the set."""
        return tuple(self._members)

    def read(self, name: str) -> bytes | None:
        """Return the content of a file; None where it is missing or broken."""
        if name not in self._members:
            return None
        try:
            return self._archive.read(name)
        except BROKEN_ZIP:
            return None

    def _check(self) -> None:
        members = self._archive.infolist()
        total = sum(one.file_size for one in members)
        is_large = total > MOST_UNPACKED or any(one.file_size > MOST_MEMBER for one in members)
        folded = {name.casefold() for name in self._members}
        is_odd = any(map(_is_odd, members)) or len(folded) != len(self._members)
        if is_large or is_odd or len(members) > MOST_MEMBERS:
            message = _("tệp zip chứa đường dẫn hoặc tệp không phải của một bộ tài liệu")
            fix = _("yêu cầu bên giao lập lại bằng lệnh qmskit handover")
            raise InvalidInputError([Problem(Location(str(self._path)), "QMS705", message, fix)])


def is_odd_name(name: str) -> bool:
    """Tell whether a path would leave the folder, or is none of a set."""
    parts = PurePosixPath(name).parts
    leads_out = name.startswith("/") or ".." in parts or "\\" in name or ":" in name
    is_own = any(part.casefold().rstrip(" .") == OWN for part in parts)
    return leads_out or not parts or is_own or "\0" in name


def _is_odd(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member would leave the folder, or is no plain file."""
    mode = member.external_attr >> 16
    is_special = bool(mode) and stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}
    return is_special or is_odd_name(member.filename)
