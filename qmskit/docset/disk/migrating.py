"""Sets of older formats brought to the current one, with everything they were put by first.

Format 1 had no ledger. Format 2 has one from its first day: where it is missing, somebody has taken
it away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from qmskit.control.ledger import Kind, Ledger, appended, ledger_missing, read_ledger
from qmskit.docset.disk.archives import source_files, zip_of
from qmskit.model.control import Act
from qmskit.model.digests import digest
from qmskit.problems import InvalidInputError
from qmskit.readers.files import read_text
from qmskit.readers.trees import parse_yaml, with_scalar

BASE = "qms.yaml"
FORMAT = "2"

# Where a set is kept as it was before.
BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Migration:
    """What brings a set to the current format.

    Attributes:
        ledger: with a line about it.
        files: content by path; empty for a set of the current format.
    """

    ledger: Ledger
    files: Mapping[str, bytes | None] = field(default_factory=dict)


def migration(folder: Path, base: bytes | None, ledger: Ledger, act: Act) -> Migration:
    """Return what brings a set to the current format.

    Args:
        base: the new content of `qms.yaml` where the operation changes it.
        ledger: of the set.

    Raises:
        InvalidInputError: the format says that there is a ledger, and there is none.
    """
    text = base.decode() if base is not None else read_text(folder / BASE)
    tree = parse_yaml(text, BASE)
    found = tree.get("format", "1") if isinstance(tree, dict) else FORMAT
    if found == FORMAT:
        if not ledger.content:
            raise InvalidInputError([ledger_missing()])
        return Migration(ledger)
    backup = zip_of(source_files(folder))
    path = _free(folder, f"format-{found}")
    files = {BASE: with_format(text).encode(), path: backup}
    content, head = appended(
        ledger,
        Kind.MIGRATE,
        {"from": str(found), "to": FORMAT},
        act,
        files={name: digest(content) for name, content in files.items()},
    )
    return Migration(read_ledger(content, head), dict(files))


def _free(folder: Path, stem: str) -> str:
    """Return the path of a backup that is not there yet: an older one is never written over."""
    paths = (f"{BACKUPS}/{stem}{mark}.zip" for mark in chain([""], (f"-{one}" for one in count(2))))
    return next(path for path in paths if not (folder / path).exists())


def with_format(text: str) -> str:
    """Return the text of `qms.yaml` with the current format and everything else as it is."""
    return with_scalar(text, ("format",), FORMAT)
