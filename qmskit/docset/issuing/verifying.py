"""`verify`: a set, or a handover in a zip, proved to be as it was written."""

from dataclasses import replace
from pathlib import Path

from qmskit.control.verifying import Store, Verification, verified
from qmskit.docset.disk.migrating import BASE, FORMAT
from qmskit.docset.disk.stores import FolderStore, ZipStore
from qmskit.docset.issuing.rebuilding import rebuilt
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.trees import parse_yaml


def verify(place: Path | str, *, receipt: str = "", rebuild: bool = False) -> Verification:
    """Return whether the ledger and the releases of a set are as they were written.

    Nothing is written, unpacked or run, and no other machine is asked.

    Args:
        place: a set, or a zip that `handover` made of one.
        receipt: sha256 printed on a decision, to be found in the ledger; empty for none.
        rebuild: whether every release made by this version of the program is also made again from
            its own data, and compared member by member.

    Raises:
        InvalidInputError: the place holds no set, or the zip is none of ours.
    """
    path = Path(place)
    is_handover = path.is_file()
    store: Store = ZipStore(path) if is_handover else FolderStore(path)
    found = verified(
        store,
        has_ledger=_has_ledger(store, path),
        is_handover=is_handover,
        receipt=receipt,
    )
    if rebuild and not found.problems:
        count, problems = rebuilt(store)
        return replace(found, problems=problems, rebuilt=count)
    return found


def _has_ledger(store: Store, path: Path) -> bool:
    """Tell whether the format of a set says that it has a ledger.

    Raises:
        InvalidInputError: there is no `qms.yaml`, or it cannot be read.
    """
    content = store.read(BASE)
    if content is None:
        message = _("không có bộ tài liệu ở đây: thiếu qms.yaml")
        raise InvalidInputError([Problem(Location(str(path)), "QMS001", message)])
    tree = parse_yaml(content.decode("utf-8", "replace"), BASE)
    return isinstance(tree, dict) and tree.get("format") == FORMAT
