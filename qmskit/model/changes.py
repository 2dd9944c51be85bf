"""What differs between two states of procedures, as values other programs may rely on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from qmskit.model.procedures import Procedure


class EditKind(Enum):
    """What became of a field; the value is the word used in JSON."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SILENT = "silent"


class DiffKind(Enum):
    """What became of a procedure; the value is the word used in JSON."""

    NEW = "new"
    AMENDED = "amended"
    REPEALED = "repealed"
    RENAMED = "renamed"
    EDITORIAL = "editorial"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that two states tell otherwise, or only one of them tells.

    Attributes:
        path: the field, with the member meant in brackets: `legal_bases[60/2014/QH13]`.
        label: what people call the field.
        old, new: in words; "" where a side does not have it.
        is_editorial: whether only the writing differs, or only the record and not the procedure.
        summary: a sentence for people.
    """

    path: str
    label: str
    kind: EditKind
    old: str
    new: str
    is_editorial: bool
    summary: str

    @property
    def is_substantive(self) -> bool:
        """Tell whether the procedure itself is known to differ."""
        return not self.is_editorial and self.kind is not EditKind.SILENT


@dataclass(frozen=True, slots=True)
class ProcedureDiff:
    """What became of one procedure.

    Attributes:
        code, name: those of the newer state, where it has the procedure.
        changes: in the order of the fields; empty for a new and a repealed procedure.
        legal_texts: numbers of legal texts that only the newer state cites; may be empty.
        replaces, replaced_by: codes of procedures, as a decision says; may be empty.
        may_replace, may_be_replaced_by: codes of procedures so alike that somebody should look;
            nothing says that one replaces the other. May be empty.
        old, new: the two states; None where a state does not have the procedure.
    """

    code: str
    name: str
    kind: DiffKind
    changes: tuple[Change, ...] = ()
    legal_texts: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    may_replace: tuple[str, ...] = ()
    may_be_replaced_by: tuple[str, ...] = ()
    old: Procedure | None = None
    new: Procedure | None = None


@dataclass(frozen=True, slots=True)
class CatalogueDiff:
    """What became of all procedures of two states.

    Attributes:
        procedures: in the order of the codes, those that did not change included.
    """

    procedures: tuple[ProcedureDiff, ...]

    @property
    def added(self) -> tuple[str, ...]:
        """Return the codes that only the newer state has."""
        return self._codes(DiffKind.NEW)

    @property
    def removed(self) -> tuple[str, ...]:
        """Return the codes that only the older state has."""
        return self._codes(DiffKind.REPEALED)

    @property
    def counts(self) -> Mapping[DiffKind, int]:
        """Return how many procedures there are of every kind."""
        return {kind: len(self._codes(kind)) for kind in DiffKind}

    def _codes(self, kind: DiffKind) -> tuple[str, ...]:
        return tuple(one.code for one in self.procedures if one.kind is kind)


@dataclass(frozen=True, slots=True)
class TouchedDocument:
    """A document that must follow a change.

    Attributes:
        action: `revise`, `issue` or `withdraw`.
        because: why, in words, where a text to come touches it; may be empty.
    """

    code: str
    title: str
    action: str
    because: tuple[str, ...] = ()
