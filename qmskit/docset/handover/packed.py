"""A zip written file by file beside its place: whole when it gets its name, or not there."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from qmskit.control.manifests import KeptFile
from qmskit.docset.disk.paths import refuse_link, sync_folder

_PIECE = 1 << 20
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
# What is packed already; packing it again costs time and saves nothing.
_PACKED = frozenset({".docx", ".xlsx", ".pdf", ".zip", ".png", ".jpg", ".jpeg"})


class Packing:
    """A zip being written; without `finish` nothing of it stays."""

    def __init__(self, path: Path) -> None:
        """Begin a zip.

        Raises:
            OSError: the disk refuses.
            TargetError: a link stands where it is written.
        """
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._kept: list[KeptFile] = []
        refuse_link(self._part)
        self._archive = zipfile.ZipFile(self._part, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Self:
        """Return the zip."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take away what was not finished."""
        with suppress(OSError, ValueError):
            self._archive.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)

    @property
    def kept(self) -> tuple[KeptFile, ...]:
        """Return what was added, in that order."""
        return tuple(self._kept)

    def add(self, name: str, place: Path | bytes) -> None:
        """Add a file; its bytes in the zip depend on name and content alone.

        Raises:
            OSError: the disk refuses.
        """
        member = zipfile.ZipInfo(name, _FIRST_DAY)
        member.external_attr, member.create_system = _PLAIN_FILE, _UNIX
        is_packed = Path(name).suffix.lower() in _PACKED
        member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        sha, size = hashlib.sha256(), 0
        with self._archive.open(member, "w") as target:
            for piece in _pieces(place):
                sha.update(piece)
                size += len(piece)
                target.write(piece)
        self._kept.append(KeptFile(name, sha.hexdigest(), size))

    def finish(self) -> None:
        """Have the whole zip on the disk, then give it its name.

        Raises:
            OSError: the disk refuses.
        """
        self._archive.close()
        with self._part.open("rb+") as file:
            os.fsync(file.fileno())
        self._part.replace(self._path)
        sync_folder(self._path.absolute().parent)


def _pieces(place: Path | bytes) -> Iterator[bytes]:
    if isinstance(place, bytes):
        yield place
        return
    with place.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
