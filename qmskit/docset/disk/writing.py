"""Files written so that a killed command leaves each old or new, never half.

The lock (`locking`) keeps others out, the journal (`journal`) makes all or none of it, and for an
operation that says what it is the files from before are kept (`undo_store`).
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qmskit.docset.disk.journal import JOURNAL, finish, staging
from qmskit.docset.disk.locking import HOLDER, BusyError, locked
from qmskit.docset.disk.operations import Operation
from qmskit.docset.disk.paths import OWN, check_targets, digest_on_disk, target, told
from qmskit.docset.disk.undo_store import Undoable, keep, last_operation, undo_files
from qmskit.language import translate as _
from qmskit.problems import TargetError

__all__ = [
    "OWN",
    "Operation",
    "Undoable",
    "last_operation",
    "recover",
    "undo_files",
    "write_files",
]


def write_files(
    root: Path, files: Mapping[str, bytes | None], operation: Operation | None = None
) -> None:
    """Write files below `root`, or delete those whose content is None: all or none.

    Args:
        root: made when it does not exist.
        files: content by path relative to `root`, with forward slashes.
        operation: what is being done; its old files are kept for undoing. Without it, as for what
            can be built again, nothing is kept and the last operation stays the last.

    Raises:
        TargetError: a path leads out of `root`, the disk refuses, another command is writing, or
            a file is no longer the one the operation expects.
    """
    check_targets(root, files)
    with told(root):
        root.mkdir(parents=True, exist_ok=True)
        with locked(root, operation):
            finish(root)
            _refuse_changed(root, operation.expected if operation else {})
            with staging(root, lasting=operation is not None and operation.lasting) as staged:
                for path, content in files.items():
                    if content is None:
                        staged.delete(path)
                    else:
                        sealed = operation is not None and path in operation.sealed
                        staged.write(path, content, sealed=sealed)
                if operation is not None:
                    keep(root, files, operation, staged)
            finish(root)


def recover(root: Path) -> None:
    """Complete or clear what an interrupted command left below `root`.

    Nothing happens while another command is writing: what stands there is its work.

    Raises:
        TargetError: the disk refuses.
    """
    with told(root), suppress(BusyError):
        if _is_left(root):
            with locked(root, None):
                finish(root)


def _is_left(root: Path) -> bool:
    """Tell whether a command left work, or only its name where it can be taken away."""
    if (root / JOURNAL).is_dir():
        return True
    return (root / HOLDER).exists() and os.access(root / OWN, os.W_OK)


def _refuse_changed(root: Path, expected: Mapping[str, str]) -> None:
    for name, sha in expected.items():
        file = target(root, name)
        if digest_on_disk(file) != sha:
            message = _("tệp vừa bị một lệnh hoặc một người khác thay đổi; làm lại lệnh này")
            raise TargetError(file, message)
