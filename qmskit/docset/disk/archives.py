"""Files of a set in one zip, the same bytes for the same files."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from qmskit.renderers.docx.package import Member, package

# What a set is made of; all else in its folder is made from it, or none of our business.
_TOP = ("*.yaml",)
_FOLDERS = (
    "catalogue", "province", "workflows", "packs", "documents", "forms", "templates", "law",
    "removed",
)  # fmt: skip


def zip_of(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of files, in the order of their paths."""
    pairs = files.items() if isinstance(files, Mapping) else files
    return package(Member.of(path, content) for path, content in sorted(pairs))


def source_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a set is made of, with their paths; links are left out."""
    for path in source_paths(folder):
        yield path, (folder / path).read_bytes()


def source_paths(folder: Path) -> Iterator[str]:
    """Yield the paths of the files that a set is made of, relative to it."""
    tops = (path for pattern in _TOP for path in folder.glob(pattern))
    below = (path for name in _FOLDERS for path in (folder / name).rglob("*"))
    for path in sorted((*tops, *below)):
        name = path.relative_to(folder).as_posix()
        is_hidden = any(part.startswith(".") for part in name.split("/"))
        is_linked = any((folder / one).is_symlink() for one in _and_above(name))
        if path.is_file() and not is_hidden and not is_linked:
            yield name


def _and_above(name: str) -> Iterator[str]:
    parts = name.split("/")
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])
