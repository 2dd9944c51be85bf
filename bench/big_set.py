"""A large document set made from a small one: its procedures again and again under new codes."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from qmskit.readers.trees import Tree, dump_yaml, parse_yaml

_CODE = re.compile(r"\b[0-9]\.[0-9]{6}\b")
_MADE = ("_build", ".qmskit", "catalogue", "province", "workflows", "codes.yaml", "revisions.yaml")


@dataclass(frozen=True)
class Group:
    """Procedures that share a document, with the files about them."""

    codes: tuple[str, ...]
    files: tuple[Path, ...]


def write_big_set(source: Path, target: Path, count: int) -> None:
    """Write a set of `count` procedure documents into `target`, a folder that does not exist.

    The files keep their text and size; only the codes in them change.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*_MADE))
    codes = _mapping(_tree(source / "codes.yaml"))
    documents = _mapping(codes["documents"])
    revisions = _mapping(_mapping(_tree(source / "revisions.yaml"))["revisions"])
    new_documents: dict[str, Tree] = {}
    new_revisions: dict[str, Tree] = {}
    numbers = iter(range(1, 1_000_000))
    for number, group in enumerate(islice(cycle(_groups(source)), count), 1):
        new = {old: f"{old[0]}.{next(numbers):06d}" for old in group.codes}
        _copy(group, target, new, number)
        owner = next(old for old in group.codes if old in documents)
        old_document = str(documents[owner])
        new_documents[new[owner]] = f"QT {number:03d}/CX"
        if old_document in revisions:
            new_revisions[f"QT {number:03d}/CX"] = deepcopy(revisions[old_document])
    _write(target / "codes.yaml", {"pattern": codes["pattern"], "documents": new_documents})
    _write(target / "revisions.yaml", {"revisions": new_revisions})


def _groups(source: Path) -> tuple[Group, ...]:
    """Return the groups of a set, in the order of their first codes."""
    shared = {path: _procedures(path) for path in sorted((source / "workflows").glob("*.yaml"))}
    groups: dict[str, tuple[str, ...]] = {}
    for path in sorted((source / "catalogue").glob("*.yaml")):
        code = path.stem
        groups[code] = max(
            (one for one in shared.values() if code in one), default=(code,), key=len
        )
    return tuple(
        Group(codes, tuple(_files(source, codes, shared)))
        for codes in dict.fromkeys(groups.values())
    )


def _procedures(workflow: Path) -> tuple[str, ...]:
    listed = _mapping(_tree(workflow))["procedures"]
    return tuple(str(code) for code in listed)


def _files(
    source: Path, codes: Sequence[str], shared: Mapping[Path, Sequence[str]]
) -> Iterator[Path]:
    for code in codes:
        for folder in ("catalogue", "province"):
            path = source / folder / f"{code}.yaml"
            if path.exists():
                yield path
    yield from (path for path, served in shared.items() if set(served) & set(codes))


def _copy(group: Group, target: Path, new: Mapping[str, str], number: int) -> None:
    for path in group.files:
        text = _renamed(path.read_text(encoding="utf-8"), new)
        name = f"{number:03d}-{path.name}" if path.parent.name == "workflows" else path.name
        copy = target / path.parent.name / _renamed(name, new)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text, encoding="utf-8")


def _renamed(text: str, new: Mapping[str, str]) -> str:
    return _CODE.sub(lambda match: new.get(match.group(), match.group()), text)


def _tree(path: Path) -> Tree:
    return parse_yaml(path.read_text(encoding="utf-8"), path.name)


def _mapping(tree: Tree) -> dict[str, Tree]:
    if not isinstance(tree, dict):
        message = "not a document set"
        raise TypeError(message)
    return tree


def _write(path: Path, tree: dict[str, Tree]) -> None:
    path.write_text(dump_yaml(tree), encoding="utf-8")
