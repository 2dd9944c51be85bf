"""What releases of a set hold, read back from disk."""

import io
import zipfile
from pathlib import Path

from qmskit.control.manifests import CONTENTS, SNAPSHOT, folder_of
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes
from qmskit.readers.trees import Json, parse_json

MOST_BYTES = 512_000_000


def snapshot_member(folder: Path, number: int, name: str) -> bytes | None:
    """Return a file of a release's snapshot; None where it holds none of that name.

    Raises:
        InvalidInputError: the snapshot cannot be read.
    """
    shown = f"{folder_of(number)}/{SNAPSHOT}"
    content = read_bytes(folder / shown, MOST_BYTES, shown)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if name not in archive.namelist():
                return None
            if archive.getinfo(name).file_size > MOST_BYTES:
                raise zipfile.BadZipFile
            return archive.read(name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        message = _("không đọc được bản chụp của lần phát hành")
        raise InvalidInputError([Problem(Location(shown), "QMS702", message)]) from error


def issued_content(folder: Path, number: int, code: str) -> Json:
    """Return the content of a document as a release issued it; None where it holds none.

    Raises:
        InvalidInputError: the snapshot cannot be read.
    """
    kept = snapshot_member(folder, number, CONTENTS)
    if kept is None:
        return None
    value = parse_json(kept.decode("utf-8", "replace"), CONTENTS)
    return value.get(code) if isinstance(value, dict) else None
