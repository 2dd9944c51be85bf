"""Single files that a command writes where the user says."""

from pathlib import Path

import click

from qmskit.language import translate as _
from qmskit.problems import TargetError, disk_reason


def write_output(path: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        TargetError: the disk refuses.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise TargetError(path, disk_reason(error)) from error


def new_workbook(
    _context: click.Context, _parameter: click.Parameter, path: Path | None
) -> Path | None:
    """Return the path of a workbook to be made, before anything is read for it.

    Raises:
        TargetError: something is there already, or the name is none of a workbook.
    """
    if path and path.suffix.lower() != ".xlsx":
        raise TargetError(path, _("tên tệp phải kết thúc bằng .xlsx"))
    if path and (path.exists() or path.is_symlink()):
        raise TargetError(path, _("đã có tệp hoặc liên kết cùng tên"))
    return path
