"""What releases of a set hold, read back from disk."""

from collections.abc import Mapping
from pathlib import Path

from qmskit.control.manifests import SNAPSHOT, folder_of
from qmskit.control.snapshots import contents_of, member_of
from qmskit.readers.files import read_bytes
from qmskit.readers.trees import Json

_MOST_BYTES = 512_000_000


class KeptReleases:
    """The releases of a set; what is read of one is kept, because documents are asked for in turn.

    Every method raises InvalidInputError where there is no such release, or it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._snapshots: dict[int, bytes] = {}
        self._contents: dict[int, Mapping[str, Json]] = {}

    def member(self, number: int, name: str) -> bytes | None:
        """Return a file of a release's snapshot; None where it holds none of that name."""
        return member_of(self._snapshot(number), name, _shown(number))

    def content(self, number: int, code: str) -> Json:
        """Return the content of a document as a release issued it; None where it holds none."""
        if number not in self._contents:
            self._contents[number] = contents_of(self._snapshot(number), _shown(number))
        return self._contents[number].get(code)

    def _snapshot(self, number: int) -> bytes:
        if number not in self._snapshots:
            self._snapshots[number] = snapshot(self._folder, number)
        return self._snapshots[number]


def snapshot(folder: Path, number: int) -> bytes:
    """Return the snapshot of a release.

    Raises:
        InvalidInputError: there is no such release, or it cannot be read.
    """
    return read_bytes(folder / _shown(number), _MOST_BYTES, _shown(number))


def _shown(number: int) -> str:
    return f"{folder_of(number)}/{SNAPSHOT}"
