"""The ledger of a set on disk."""

from pathlib import Path

from qmskit.control.ledger import HEAD, LEDGER, Ledger, read_ledger
from qmskit.readers.files import read_bytes

_MOST_BYTES = 256_000_000


def ledger_of(folder: Path) -> Ledger:
    """Return the ledger of a set; an empty one where there is none.

    Raises:
        InvalidInputError: a file of it cannot be read.
    """
    return read_ledger(_content(folder, LEDGER), _content(folder, HEAD))


def log(folder: Path | str) -> Ledger:
    """Return the ledger of a set as far as it holds together.

    Raises:
        InvalidInputError: a file of it cannot be read.
    """
    return ledger_of(Path(folder))


def _content(folder: Path, name: str) -> bytes | None:
    path = folder / name
    if not path.exists() and not path.is_symlink():
        return None
    return read_bytes(path, _MOST_BYTES, name)
