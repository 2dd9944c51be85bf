"""Editions of a framework: what each names by an id, and where ids of an older one went.

An edition is a framework in one version, or the outline of one that documents are no longer made
from: titles and codes by id, without a text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from qmskit.model.dated import Source
from qmskit.model.systems import LISTS

DOCUMENTS, TEXTS, GROUPS, FRAMES = "documents", "texts", "groups", "frames"
ROLES, POSTS, AGENCY_TYPES = "roles", "posts", "agency_types"
PROFILES, REVISION_TABLES = "profiles", "revision_tables"
WORDS, SIGNING, CLAUSES = "words", "signing", "clauses"

# Kinds of ids; every list of a system is one too, that of clauses among them.
ID_KINDS = (
    DOCUMENTS, TEXTS, GROUPS, FRAMES, ROLES, POSTS, AGENCY_TYPES, PROFILES, REVISION_TABLES, WORDS,
    SIGNING, *LISTS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class EditionName:
    """A framework in one version."""

    id: str
    version: str

    def __str__(self) -> str:
        """Return both, as people read them."""
        return f"{self.id} ({self.version})"


@dataclass(frozen=True, slots=True)
class Edition:
    """What one version of a framework names.

    Attributes:
        titles: by kind of id, what is called how; a kind that is missing has no ids.
        codes: codes of documents of the set by their id, `{unit}` for the agency's unit code.
        is_outline: whether it has no texts, so that nothing can be made from it.
        source: what the outline rests on, or the framework.
    """

    name: EditionName
    called: str
    standard: str
    source: Source
    titles: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, str] = field(default_factory=dict)
    is_outline: bool = False

    def has(self, kind: str, name: str) -> bool:
        """Tell whether something is called so."""
        return name in self.titles.get(kind, {})

    def title(self, kind: str, name: str) -> str:
        """Return what an id stands for; the id itself where nobody knows."""
        return self.titles.get(kind, {}).get(name, "") or name


@dataclass(frozen=True, slots=True)
class Rename:
    """Where one id of an older edition went.

    Attributes:
        new: ids of the newer edition; several for a split; empty for what has no successor.
        reason: why it has none; empty for others.
        action: what people do about it; may be empty.
        source: of the row, where it is not that of the whole map.
    """

    old: str
    new: tuple[str, ...]
    reason: str = ""
    action: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Renames:
    """Where the ids of an older edition went; one that has no row kept its id.

    Attributes:
        replaces: the older edition.
        rows: by kind of id and old id.
        file: where it was read, for messages.
    """

    replaces: EditionName
    source: Source
    rows: Mapping[str, Mapping[str, Rename]]
    file: str = ""

    def row(self, kind: str, name: str) -> Rename | None:
        """Return the row of an old id; None for one that kept it."""
        return self.rows.get(kind, {}).get(name)


class Fate(Enum):
    """What became of an id; the value is the word used in JSON."""

    KEPT = "kept"
    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    GONE = "gone"
    NEW = "new"
    # Nobody's but the agency's own.
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Destiny:
    """What became of one id of an older edition.

    Attributes:
        new: ids of the newer edition, in the order of the map; empty where nothing follows.
        row: of the map; None where it says nothing.
    """

    kind: str
    old: str
    fate: Fate
    new: tuple[str, ...] = ()
    row: Rename | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The way from an older edition to a newer one.

    Attributes:
        old: None where nobody has the older edition any more: then only the map tells.
        renames: None where no map leads from one to the other: then every id kept its name.
    """

    old: Edition | None
    new: Edition
    renames: Renames | None = None

    def destiny(self, kind: str, name: str) -> Destiny:
        """Return what became of an id that a file of an agency names."""
        row = self.renames.row(kind, name) if self.renames else None
        if row is None:
            return Destiny(kind, name, self._unlisted(kind, name), self._same(kind, name))
        if not row.new:
            return Destiny(kind, name, Fate.GONE, (), row)
        if len(row.new) > 1:
            return Destiny(kind, name, Fate.SPLIT, row.new, row)
        is_merged = len(self.sources(kind, row.new[0])) > 1
        alone = Fate.KEPT if row.new[0] == name else Fate.RENAMED
        return Destiny(kind, name, Fate.MERGED if is_merged else alone, row.new, row)

    def sources(self, kind: str, name: str) -> tuple[str, ...]:
        """Return the old ids that went into an id of the newer edition."""
        rows = self.renames.rows.get(kind, {}) if self.renames else {}
        found = [one.old for one in rows.values() if name in one.new]
        if name not in rows and self.new.has(kind, name):
            found.insert(0, name)
        # A map that leads through a third edition also tells of ids that only that one had.
        return tuple(one for one in found if self.old is None or self.old.has(kind, one))

    def is_taken(self, kind: str, name: str) -> bool:
        """Tell whether an agency's own id is now one of the newer edition."""
        was_known = self.old is None or self.old.has(kind, name)
        has_row = bool(self.renames and self.renames.row(kind, name))
        return self.new.has(kind, name) and not was_known and not has_row

    def _unlisted(self, kind: str, name: str) -> Fate:
        was_known = self.old is not None and self.old.has(kind, name)
        if not self.new.has(kind, name):
            return Fate.GONE if was_known else Fate.OWN
        if self.old is not None and not was_known:
            return Fate.OWN
        return Fate.MERGED if len(self.sources(kind, name)) > 1 else Fate.KEPT

    def _same(self, kind: str, name: str) -> tuple[str, ...]:
        return (name,) if self.new.has(kind, name) else ()


def composed(first: Renames, second: Renames) -> Renames:
    """Return the map that leads through `first` and then through `second`."""
    kinds = sorted({*first.rows, *second.rows})
    return Renames(
        first.replaces,
        second.source,
        {
            kind: dict(_composed(first.rows.get(kind, {}), second.rows.get(kind, {})))
            for kind in kinds
        },
        second.file,
    )


def _composed(
    first: Mapping[str, Rename], second: Mapping[str, Rename]
) -> Iterator[tuple[str, Rename]]:
    for old, row in first.items():
        through = [second.get(name) or Rename(name, (name,)) for name in row.new]
        new = dict.fromkeys(name for one in through for name in one.new)
        told = [row, *through] if not new else [row]
        yield (
            old,
            Rename(
                old,
                tuple(new),
                "; ".join(one.reason for one in told if one.reason),
                "; ".join(one.action for one in (row, *through) if one.action),
                row.source,
            ),
        )
    yield from ((old, row) for old, row in second.items() if old not in first)
