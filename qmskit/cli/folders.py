"""The folder of a set on the command line, which may be left out inside of one."""

from pathlib import Path

import click

from qmskit.language import translate as _


def folder_and_rest(arguments: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """Return the folder and what follows it in `[DIR] REST...`; the current folder where none is.

    Raises:
        click.UsageError: nothing follows the folder, or neither it nor the current one is a set.
    """
    first, *rest = arguments
    if rest and (_is_set(Path(first)) or not _is_set(Path())):
        return Path(first), tuple(rest)
    if not _is_set(Path()):
        message = _(
            "cần ghi thư mục DIR của bộ tài liệu rồi đến phần còn lại; DIR chỉ được bỏ khi đang ở "
            "trong thư mục đó"
        )
        raise click.UsageError(message)
    return Path(), arguments


def folder_and_codes(arguments: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """Return the folder and the codes of `[DIR] [CODE...]`, both of which may be left out."""
    first = Path(arguments[0]) if arguments else Path()
    if arguments and (first.is_dir() or not _is_set(Path())):
        return first, arguments[1:]
    return Path(), arguments


def _is_set(folder: Path) -> bool:
    return (folder / "qms.yaml").is_file()
