"""What was built into a folder before, and what may be written over it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from qmskit.docset.disk.writing import OWN, recover, write_files
from qmskit.model.digests import digest
from qmskit.problems import InvalidInputError
from qmskit.readers.files import MOST_BYTES_EXPORT, read_bytes, read_text
from qmskit.readers.trees import parse_json

STATE = f"{OWN}/outputs.json"

# No document is as large; what is was put there by somebody else.
MOST_BYTES_OUTPUT = 64_000_000

# In place of the sha256 of what is not read: equal to none.
_EDITED = "-"

# Put behind the name of a new document when somebody changed the old one by hand.
NEW_BESIDE = " (bản mới)"


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write.

    Attributes:
        path: relative to the output folder.
        state: built, unchanged, or kept: the file there was changed by hand and stays; the new
            one lies beside.
        reason: new, changed, missing, same, or edited.
    """

    path: str
    content: bytes
    sha256: str
    state: str
    reason: str


def written(
    folder: Path, files: Sequence[tuple[PurePosixPath, bytes]], *, suffixes: frozenset[str]
) -> tuple[list[Output], tuple[str, ...]]:
    """Write what changed; return what was done with each file, and which old files went.

    Args:
        files: content with paths relative to the folder.
        suffixes: old files that end so and are not made any more go; empty takes nothing away.

    Raises:
        TargetError: the folder cannot be written.
    """
    recover(folder)
    known = known_outputs(folder)
    outputs = [output(folder, path, content, known) for path, content in files]
    kept = {str(path) for path, _content in files} | {one.path for one in outputs}
    old = {name: sha for name, sha in known.items() if PurePosixPath(name).suffix in suffixes}
    removed = obsolete(folder, old, kept)
    _write(folder, known, outputs, removed)
    return outputs, removed


def _write(
    folder: Path, known: Mapping[str, str], outputs: list[Output], removed: tuple[str, ...]
) -> None:
    files: dict[str, bytes | None] = {
        one.path: one.content for one in outputs if one.state != "unchanged"
    }
    files |= dict.fromkeys(removed)
    state = {name: sha for name, sha in known.items() if name not in removed}
    state |= {one.path: one.sha256 for one in outputs}
    if files or state != known:
        write_files(folder, {**files, STATE: state_text(state).encode()})


def known_outputs(folder: Path) -> Mapping[str, str]:
    """Return sha256 by path of what was last written; empty for a folder never built into."""
    try:
        state = parse_json(read_text(folder / STATE, MOST_BYTES_EXPORT), STATE)
    except InvalidInputError:
        return {}
    files = state.get("files") if isinstance(state, dict) else None
    if not isinstance(files, dict):
        return {}
    return {path: str(sha) for path, sha in files.items() if _is_inside(path)}


def state_text(files: Mapping[str, str]) -> str:
    """Return the text of the state file."""
    state = {"format": 1, "files": dict(sorted(files.items()))}
    return json.dumps(state, ensure_ascii=False, indent=0) + "\n"


def output(folder: Path, path: PurePosixPath, content: bytes, known: Mapping[str, str]) -> Output:
    """Return what to do with a new file: a document edited by hand is never written over."""
    name, sha = str(path), digest(content)
    there = _digest_of(folder, name)
    if there == sha:
        return Output(name, content, sha, "unchanged", "same")
    if there is None:
        return Output(name, content, sha, "built", "missing" if name in known else "new")
    if there == known.get(name):
        return Output(name, content, sha, "built", "changed")
    return Output(_free_beside(folder, path, known, sha), content, sha, "kept", "edited")


def obsolete(folder: Path, known: Mapping[str, str], kept: Iterable[str]) -> tuple[str, ...]:
    """Return files written before that are no longer made and that nobody changed since."""
    wanted = set(kept)
    return tuple(
        name
        for name, sha in known.items()
        if name not in wanted and _digest_of(folder, name) == sha
    )


def edited(folder: Path, path: str, known: Mapping[str, str]) -> bytes | None:
    """Return a file that somebody changed since it was written last; None for every other."""
    there = _digest_of(folder, path)
    if path not in known or there in {None, _EDITED, known[path]}:
        return None
    return read_bytes(folder / path, MOST_BYTES_OUTPUT)


def edited_outputs(folder: Path) -> Mapping[str, str]:
    """Return where the new document will lie, by the path of each that was edited since."""
    known = known_outputs(folder)
    changed = (name for name, sha in known.items() if _digest_of(folder, name) not in {None, sha})
    return {name: _free_beside(folder, PurePosixPath(name), known, "") for name in changed}


def _free_beside(folder: Path, path: PurePosixPath, known: Mapping[str, str], sha: str) -> str:
    """Return a name beside a document that was edited; nobody edited what may lie there."""
    return next(
        name for name in _beside(path) if _digest_of(folder, name) in {None, known.get(name), sha}
    )


def _is_inside(name: str) -> bool:
    """Tell whether a path leads to a place below the output folder."""
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts


def _beside(path: PurePosixPath) -> Iterator[str]:
    """Yield names for the new document beside one that was edited, never the same twice."""
    for number in count(1):
        mark = NEW_BESIDE if number == 1 else f" (bản mới {number})"
        yield str(path.with_name(f"{path.stem}{mark}{path.suffix}"))


def _digest_of(folder: Path, name: str) -> str | None:
    """Return the sha256 of a file below a folder; None where there is none.

    Nothing is read through a link, which could lead out: writing refuses it. A pipe, a device and
    a file larger than any output count as edited.
    """
    path = folder / name
    if any(one.is_symlink() for one in (path, *path.parents) if folder in one.parents):
        return None
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            return None
        if not S_ISREG(status.st_mode) or status.st_size > MOST_BYTES_OUTPUT:
            return _EDITED
        return digest(path.read_bytes())
    except OSError:
        return None
