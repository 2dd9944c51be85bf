"""What releases of a set hold, read back from disk."""

from pathlib import Path

from qmskit.control.manifests import SNAPSHOT, folder_of
from qmskit.control.snapshots import contents_of, member_of
from qmskit.readers.files import read_bytes
from qmskit.readers.trees import Json

_MOST_BYTES = 512_000_000


def snapshot_member(folder: Path, number: int, name: str) -> bytes | None:
    """Return a file of a release's snapshot; None where it holds none of that name.

    Raises:
        InvalidInputError: the snapshot cannot be read.
    """
    return member_of(snapshot(folder, number), name, _shown(number))


def issued_content(folder: Path, number: int, code: str) -> Json:
    """Return the content of a document as a release issued it; None where it holds none.

    Raises:
        InvalidInputError: the snapshot cannot be read.
    """
    return contents_of(snapshot(folder, number), _shown(number)).get(code)


def snapshot(folder: Path, number: int) -> bytes:
    """Return the snapshot of a release.

    Raises:
        InvalidInputError: there is no such release, or it cannot be read.
    """
    return read_bytes(folder / _shown(number), _MOST_BYTES, _shown(number))


def _shown(number: int) -> str:
    return f"{folder_of(number)}/{SNAPSHOT}"
