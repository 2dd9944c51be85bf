"""Plans of file changes: shown first, then carried out, all or nothing."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from qmskit.control.ledger import HEAD, LEDGER, Kind, appended
from qmskit.control.manifests import MANIFEST, RELEASES
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.disk.migrating import BASE, migration
from qmskit.docset.disk.paths import told
from qmskit.docset.disk.writing import OWN, Operation, write_files
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.digests import digest
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.schemas import schema_text
from qmskit.readers.sets import load
from qmskit.readers.trees import Json, Tree, dump_yaml

SCHEMAS = f"{OWN}/schemas"

# Verdicts that write or delete.
_WRITING = frozenset({"new", "changed", "removed"})

# What a set is loaded from; all else may be large and does not decide whether a set loads.
_LOADED = (
    "*.yaml", "*/*.yaml", "packs/*/*.yaml", "packs/*/*/*.yaml", "**/*.md",
    "templates/*.docx", "packs/*/templates/*.docx",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileChange:
    """What happens with one file of a set.

    Attributes:
        path: relative to the set, with forward slashes.
        verdict: `new`, `changed`, `removed`, or `unchanged`; of a file that an update concerns but
            does not write: `suspect` (somebody has to confirm it), `kept` (somebody's own, which
            stays) or `refused` (what is there tells more than what came).
        content: the new content; None for a file that goes, or stays as it is.
        summary: what changes in it, in words, a line each; may be empty.
    """

    path: str
    verdict: str
    content: bytes | None = None
    summary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """What the ledger will tell of an operation.

    Attributes:
        details: what its kind needs.
        role: what somebody does it as; may be empty.
        is_final: whether it cannot be undone, and must outlive a power cut.
        sealed: paths of files that nobody changes any more.
        expected: sha256 by path of what must still lie on the disk when it is written; "" for
            nothing.
    """

    what: Kind
    details: Mapping[str, Json] = field(default_factory=dict)
    role: str = ""
    is_final: bool = False
    sealed: frozenset[str] = frozenset()
    expected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetPlan:
    """What an operation would do with a set.

    Attributes:
        folder: the set.
        changes: one a file, in the order of their paths.
        remarks: what somebody must decide or look at; may be empty.
        entry: what the ledger will tell of it.
        acts: what is recorded beside changes of files, a line each; may be empty.
    """

    folder: Path
    changes: tuple[FileChange, ...]
    remarks: tuple[Problem, ...] = ()
    entry: PlannedEntry = PlannedEntry(Kind.UPDATE)
    acts: tuple[str, ...] = ()

    @property
    def pending(self) -> tuple[FileChange, ...]:
        """Return the changes that write or delete something."""
        return tuple(one for one in self.changes if one.verdict in _WRITING)


def planned(
    folder: Path, files: Mapping[str, bytes | None], summaries: Mapping[str, tuple[str, ...]]
) -> tuple[FileChange, ...]:
    """Return what becomes of files; None as content deletes.

    Args:
        summaries: what changes, by path; a path may be missing.
    """
    return tuple(
        _change(folder, path, files[path], summaries.get(path, ())) for path in sorted(files)
    )


def carry_out(plan: SetPlan, act: Act = NOBODY_TOLD) -> None:
    """Write what a plan says and a line in the ledger: all or nothing.

    It is proved first that the set can still be loaded. A set of an older format is brought to the
    current one on the way.

    Raises:
        InvalidInputError: the set would not load, or its ledger does not hold together; nothing is
            written.
        TargetError: the folder cannot be written, or another command wrote to it meanwhile.
    """
    if not plan.pending and not plan.acts:
        return
    if plan.entry.is_final and not (act.by and act.at):
        message = _("việc này không hoàn tác được nên phải ghi người làm và thời điểm")
        raise InvalidInputError([Problem(Location("act"), "QMS770", message)])
    files = {one.path: one.content for one in plan.pending}
    ledger = ledger_of(plan.folder)
    moved = migration(plan.folder, files.get(BASE), ledger, act)
    files |= moved.files
    qmset = proved(plan.folder, files)
    entry = plan.entry
    role = entry.role or _position(qmset, act)
    content, head = appended(
        moved.ledger, entry.what, entry.details, act, role=role, files=_written(files)
    )
    operation = Operation(
        name=entry.what.value,
        at=act.written,
        by=act.by,
        is_final=entry.is_final,
        lasting=entry.is_final,
        sealed=entry.sealed,
        permanent=frozenset({LEDGER, HEAD}),
        expected={**entry.expected, LEDGER: digest(ledger.content) if ledger.content else ""},
    )
    write_files(plan.folder, {**files, LEDGER: content, HEAD: head}, operation)


def _written(files: Mapping[str, bytes | None]) -> dict[str, str]:
    """Return sha256 by path of what is written; a release's files stand in its manifest."""
    return {
        path: digest(content) if content is not None else ""
        for path, content in files.items()
        if not path.startswith(f"{RELEASES}/") or path.endswith(f"/{MANIFEST}")
    }


def yaml_bytes(path: str, tree: Tree, schema: str) -> bytes:
    """Return the content of a YAML file of a set, with the hint that editors complete it by."""
    up = "../" * path.count("/")
    return dump_yaml(tree, f"{up}{SCHEMAS}/{schema}.schema.json").encode()


def schema_files(names: Iterable[str]) -> dict[str, bytes]:
    """Return the schemas that the hints of a set's files point to."""
    return {f"{SCHEMAS}/{name}.schema.json": schema_text(name).encode() for name in names}


def _change(folder: Path, path: str, content: bytes | None, summary: tuple[str, ...]) -> FileChange:
    there = folder / path
    exists = there.exists()
    if content is None:
        return FileChange(path, "removed" if exists else "unchanged", None, summary)
    if exists and there.read_bytes() == content:
        return FileChange(path, "unchanged")
    return FileChange(path, "changed" if exists else "new", content, summary)


def _position(qmset: DocumentSet, act: Act) -> str:
    """Return what somebody does things as: the first position held on the day; else ""."""
    day = act.day
    if not act.by or day is None:
        return ""
    held = (one for one in qmset.appointments if one.person == act.by and one.holds_on(day))
    first = next(held, None)
    return (first.title or qmset.role_name(first.role, day)) if first else ""


def proved(folder: Path, files: Mapping[str, bytes | None]) -> DocumentSet:
    """Return a copy of the set with the changes in it, which shows that it can be loaded.

    Raises:
        InvalidInputError: every problem that the set would have.
        TargetError: there is no room for a copy.
    """
    with told(folder), TemporaryDirectory(prefix="qmskit-") as name, told(Path(name)):
        copy = Path(name)
        for there in {path for pattern in _LOADED for path in folder.glob(pattern)}:
            target = copy / there.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(there, target)
        for path, content in files.items():
            target = copy / path
            if content is None:
                target.unlink(missing_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        return load(copy)
