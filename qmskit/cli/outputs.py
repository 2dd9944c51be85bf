"""Single files that a command writes where the user says."""

from pathlib import Path

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
