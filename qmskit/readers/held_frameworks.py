"""Frameworks that a set holds in `packs/`, as it holds packs: a version that is not shipped."""

from collections.abc import Iterator
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.frameworks import Framework
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import link_problem
from qmskit.readers.frameworks import framework_at

FRAMEWORK = "framework.yaml"

# Folders of a framework that are read.
_FOLDERS = ("documents", "templates", "system", "renames")


def is_framework(folder: Path) -> bool:
    """Tell whether a folder holds a whole framework."""
    return (folder / FRAMEWORK).is_file()


def held_framework(folder: Path, name: str) -> Framework:
    """Return the framework in a folder of a set.

    Raises:
        InvalidInputError: every problem of its files, or it is another one than its folder says.
    """
    links = tuple(_links(folder))
    if links:
        raise InvalidInputError(links)
    found = framework_at(folder)
    if found.id != name:
        message = _("tên thư mục không khớp tên mô hình khung “{id}”").format(id=found.id)
        fix = _("đổi tên thư mục thành {id}").format(id=found.id)
        place = Location(f"{folder.name}/{FRAMEWORK}")
        raise InvalidInputError([Problem(place, "QMS141", message, fix)])
    return found


def _links(folder: Path) -> Iterator[Problem]:
    """Yield the folders that are links, which could lead out of the set."""
    for name in _FOLDERS:
        if (folder / name).is_symlink():
            yield link_problem(Location(f"{folder.name}/{name}"))
