"""The snapshot of a release: all that it was made of, in one zip."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from qmskit.control.manifests import CONTENTS
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.trees import Json, parse_json

# What the library raises for zips that somebody changed, in whatever place.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, EOFError, OSError,
)  # fmt: skip

# More than this in one member is no set of ours.
_MOST_BYTES = 256_000_000


def member_of(snapshot: bytes, name: str, shown: str) -> bytes | None:
    """Return a file of a snapshot; None where it holds none of that name.

    Args:
        shown: name of the snapshot in messages.

    Raises:
        InvalidInputError: the snapshot cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(snapshot)) as archive:
            return _member(archive, name)
    except BROKEN_ZIP as error:
        message = _("không đọc được bản chụp của lần phát hành")
        raise InvalidInputError([Problem(Location(shown), "QMS702", message)]) from error


def _member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    if name not in archive.namelist():
        return None
    content = archive.open(name).read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise zipfile.BadZipFile(name)
    return content


def contents_of(snapshot: bytes, shown: str) -> Mapping[str, Json]:
    """Return the contents that were signed, by document code.

    Raises:
        InvalidInputError: the snapshot cannot be read.
    """
    kept = member_of(snapshot, CONTENTS, shown) or b"{}"
    value = parse_json(kept.decode("utf-8", "replace"), CONTENTS)
    return value if isinstance(value, dict) else {}
