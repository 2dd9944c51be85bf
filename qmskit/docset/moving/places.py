"""Where files of an agency name what a framework names, and what becomes of a name that went."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from qmskit.model.editions import (
    AGENCY_TYPES,
    CLAUSES,
    DOCUMENTS,
    FRAMES,
    GROUPS,
    POSTS,
    PROFILES,
    REVISION_TABLES,
    ROLES,
    SIGNING,
    WORDS,
)
from qmskit.model.systems import LISTS
from qmskit.readers.trees import Key, Tree, ValuePath

# Steps of a path: every member of a list, every key of a mapping.
_EACH, _KEYS = "[]", "{}"


class WithoutSuccessor(Enum):
    """What is done with a name that nothing, or more than one thing, follows."""

    # The value goes; the entry is right without it.
    VALUE = auto()
    # The entry around it goes: it says nothing without the value.
    ENTRY = auto()
    # The step names its performer in words: nobody may take a step out of a workflow.
    WORDS = auto()
    # It stays: the file is right with it.
    STAY = auto()
    # The whole file goes.
    FILE = auto()
    # Somebody has to decide before anything is done.
    REFUSE = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file names something.

    Attributes:
        path: keys, with `[]` for every member of a list and `{}` for every key of a mapping.
        kinds: kinds of ids it may name; the first that knows the name counts.
        is_content: whether something of the agency's own stands under the name, so that two of
            them cannot become one.
    """

    path: tuple[str, ...]
    kinds: tuple[str, ...]
    otherwise: WithoutSuccessor
    is_content: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a file.

    Attributes:
        path: of the value, or of the pair whose key it is.
        entry: path of the list member or pair around it.
    """

    name: str
    path: ValuePath
    entry: ValuePath
    place: Place
    is_key: bool = False


_VALUE, _ENTRY, _STAY = WithoutSuccessor.VALUE, WithoutSuccessor.ENTRY, WithoutSuccessor.STAY
_FILE, _WORDS = WithoutSuccessor.FILE, WithoutSuccessor.WORDS

BASE = (
    Place(("agency", "type"), (AGENCY_TYPES,), WithoutSuccessor.REFUSE),
    Place(("layout", "profile"), (PROFILES,), _VALUE),
    Place(("layout", "revision_table"), (REVISION_TABLES,), _VALUE),
    Place(("system", "report"), ("reports",), _VALUE),
    Place(("system", "leave_out", _EACH), (DOCUMENTS, GROUPS), _VALUE),
    Place(("system", "signing", _KEYS), (DOCUMENTS,), _ENTRY, is_content=True),
    Place(("system", "signing", "*"), (SIGNING,), _ENTRY),
    Place(("system", "words", _KEYS), (WORDS,), _ENTRY, is_content=True),
)
STAFF = (Place(("staff", _EACH, "role"), (ROLES,), _ENTRY),)
WORKFLOW = (Place(("steps", _EACH, "role"), (ROLES,), _WORDS),)
PROVINCE = (Place(("workflow", "steps", _EACH, "role"), (ROLES,), _WORDS),)
DISTRIBUTION = (
    Place(("desks", _EACH, "roles", _EACH), (ROLES,), _VALUE),
    Place(("desks", _EACH, "documents", _EACH), (DOCUMENTS, GROUPS), _VALUE),
)
HEAD = (
    Place(("form_of",), (DOCUMENTS,), _VALUE),
    Place(("frame",), (FRAMES,), _FILE),
    Place(("steps", _EACH, "role"), (POSTS,), _FILE),
    Place(("steps", _EACH, "records", _EACH), (DOCUMENTS,), _VALUE),
    Place(("kept", _EACH, "holder"), (POSTS,), _FILE),
    Place(("kept", _EACH, "form"), (DOCUMENTS,), _VALUE),
    Place(("informs", _EACH), (POSTS,), _FILE),
    Place(("signatures", "*"), (POSTS, ROLES), _FILE),
    Place(("letter", "signs"), (SIGNING,), _FILE),
    Place(("agency_types", _EACH), (AGENCY_TYPES,), _FILE),
    Place(("clauses", _EACH), (CLAUSES,), _STAY),
)
_ENTRY_PLACES = (
    (("process",), ("processes",), _ENTRY),
    (("document",), (DOCUMENTS,), _ENTRY),
    (("documents", _EACH), (DOCUMENTS,), _VALUE),
    (("records", _EACH), (DOCUMENTS,), _VALUE),
    (("agency_types", _EACH), (AGENCY_TYPES,), _ENTRY),
    (("clause",), (CLAUSES,), _STAY),
    (("owner",), (POSTS,), _ENTRY),
    (("post",), (POSTS,), _ENTRY),
    (("head",), (POSTS,), _ENTRY),
    (("actions", _EACH, "owner"), (POSTS,), _ENTRY),
)
LIST_PLACES = tuple(
    place
    for name in LISTS
    for place in (
        Place((name, _EACH, "id"), (name,), _ENTRY, is_content=True),
        *(Place((name, _EACH, *path), kinds, way) for path, kinds, way in _ENTRY_PLACES),
    )
)
LIST_FILES = ("context.yaml", "risks.yaml", "objectives.yaml", "plan.yaml")


def places_of(path: str) -> tuple[Place, ...]:
    """Return the places of a YAML file of a set, by its path; none for a file without names."""
    single = {"qms.yaml": BASE, "staff.yaml": STAFF, "distribution.yaml": DISTRIBUTION}
    if path in single:
        return single[path]
    if path in LIST_FILES:
        return LIST_PLACES
    folder = path.partition("/")[0]
    return {"workflows": WORKFLOW, "province": PROVINCE}.get(folder, ())


def named_in(tree: Tree, places: tuple[Place, ...]) -> Iterator[Named]:
    """Yield the names that a file holds at some places."""
    for place in places:
        yield from _named(tree, place, place.path, (), ())


def _named(
    tree: Tree, place: Place, steps: tuple[str, ...], path: ValuePath, entry: ValuePath
) -> Iterator[Named]:
    if not steps:
        if isinstance(tree, str) and tree.strip():
            yield Named(tree.strip(), path, entry or path, place)
        return
    step, *rest = steps
    if step == _KEYS:
        for name in tree if isinstance(tree, dict) else ():
            yield Named(name, (*path, name), (*path, name), place, is_key=True)
        return
    for key, value in _below(tree, step):
        inner = (*path, key)
        is_entry = step in {_EACH, "*"} and isinstance(value, dict)
        around = inner if is_entry or step == "*" else entry
        yield from _named(value, place, tuple(rest), inner, around)


def _below(tree: Tree, step: str) -> Iterator[tuple[Key, Tree]]:
    if step == _EACH:
        yield from enumerate(tree if isinstance(tree, list) else ())
    elif step == "*":
        yield from (tree if isinstance(tree, dict) else {}).items()
    elif isinstance(tree, dict) and step in tree:
        yield step, tree[step]
