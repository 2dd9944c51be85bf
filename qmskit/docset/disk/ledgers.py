"""The ledger of a set on disk."""

from pathlib import Path

from qmskit.control.ledger import HEAD, LEDGER, Ledger, ledger_missing, read_ledger
from qmskit.control.manifests import RELEASES
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes

_MOST_BYTES = 256_000_000


def ledger_of(folder: Path) -> Ledger:
    """Return the ledger of a set; an empty one for a set that has none yet.

    Raises:
        InvalidInputError: it does not hold together, it is missing beside releases, or a file of it
            cannot be read: nobody can tell then where documents stand.
    """
    ledger = log(folder)
    if ledger.problem:
        raise InvalidInputError([ledger.problem])
    if not ledger.content and (folder / RELEASES).is_dir():
        raise InvalidInputError([ledger_missing()])
    return ledger


def log(folder: Path | str) -> Ledger:
    """Return the ledger of a set as far as it holds together.

    Raises:
        InvalidInputError: there is no set, or a file of the ledger cannot be read.
    """
    top = Path(folder)
    if not (top / "qms.yaml").is_file():
        message = _("không có bộ tài liệu ở đây: thiếu qms.yaml")
        raise InvalidInputError([Problem(Location(str(folder)), "QMS001", message)])
    return read_ledger(_content(top, LEDGER), _content(top, HEAD))


def _content(folder: Path, name: str) -> bytes | None:
    path = folder / name
    if not path.exists() and not path.is_symlink():
        return None
    return read_bytes(path, _MOST_BYTES, name)
