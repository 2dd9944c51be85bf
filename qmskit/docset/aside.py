"""Files of procedures that have left the scope: put aside, and brought back by `add`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qmskit.model.sets import DocumentSet
from qmskit.readers.files import read_text
from qmskit.readers.procedures import read_procedure
from qmskit.readers.sources import FoundProcedure
from qmskit.readers.trees import parse_yaml

# Where they lie, a folder a procedure.
REMOVED = "removed"


def put_aside(qmset: DocumentSet, codes: Sequence[str]) -> dict[str, bytes | None]:
    """Return what puts the files of procedures aside that leave the scope together."""
    files: dict[str, bytes | None] = {}
    for code in codes:
        for path in _files_of(qmset, code, codes):
            files[path] = None
            files[f"{REMOVED}/{code}/{path}"] = (qmset.folder / path).read_bytes()
    return files


def put_back(qmset: DocumentSet, code: str) -> dict[str, bytes | None]:
    """Return what brings back the files that `remove` put aside; empty when there are none."""
    folder = qmset.folder / REMOVED / code
    files: dict[str, bytes | None] = {}
    for path in sorted(folder.rglob("*.yaml")):
        files[path.relative_to(folder).as_posix()] = path.read_bytes()
        files[path.relative_to(qmset.folder).as_posix()] = None
    return files


def kept_record(qmset: DocumentSet, code: str) -> FoundProcedure:
    """Return the record of a procedure that was put aside."""
    path = qmset.folder / REMOVED / code / "catalogue" / f"{code}.yaml"
    return FoundProcedure(read_procedure(path), "catalogue", path.name)


def left_behind(qmset: DocumentSet, codes: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield workflows put aside that also serve procedures which stay outside, with their codes."""
    there = {*qmset.procedures, *codes}
    for code in codes:
        for file in sorted((qmset.folder / REMOVED / code / "workflows").glob("*.yaml")):
            outside = sorted(set(_served(file)) - there)
            if outside:
                yield f"{REMOVED}/{code}/workflows/{file.name}", outside


def _served(file: Path) -> list[str]:
    """Return the procedures that a workflow's file names."""
    tree = parse_yaml(read_text(file), file.name)
    served = tree.get("procedures") if isinstance(tree, dict) else None
    return [str(code) for code in served] if isinstance(served, list) else []


def _files_of(qmset: DocumentSet, code: str, codes: Sequence[str]) -> Iterator[str]:
    """Yield the files that hold a procedure and none that stays.

    Args:
        codes: all procedures that leave.
    """
    for path in (f"catalogue/{code}.yaml", f"province/{code}.yaml"):
        if (qmset.folder / path).is_file():
            yield path
    for file in sorted((qmset.folder / "workflows").glob("*.yaml")):
        served = _served(file)
        if code in served and set(served) <= set(codes):
            yield f"workflows/{file.name}"
