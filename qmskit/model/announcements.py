"""Decisions that announce procedures (quyết định công bố): what is new, amended, repealed."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from qmskit.model.procedures import ChannelMethod, LegalBasis, Level, Unparsed
from qmskit.model.times import UNKNOWN_LIMIT, Limit
from qmskit.model.workflows import Decision
from qmskit.problems import Location, Problem


class ChangeKind(Enum):
    """What a decision does with a procedure; the value is the word used in reports."""

    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AnnouncedProcedure:
    """One row of an announcing decision.

    Attributes:
        code: code of the procedure; empty where the row gives none that is certain.
        name: as written, broken words included.
        levels: levels that settle it, as far as the decision tells; may be empty.
        limit: limit by law.
        reduced: limit after the province's reduction; None where it reduces nothing or is silent.
        is_kept: whether the decision says that nothing is reduced.
        reception, fees: in the decision's words; each may be empty.
        legal_bases: in the order of the decision; may be empty.
        replaces: codes of the procedures it replaces; may be empty.
        where: place of the row.
        doubts: what somebody must decide before the row can be used; may be empty.
        field: field of administration of the row's section; empty means the decision's.
        methods: ways to submit that the row names, in the order of `ChannelMethod`; may be empty.
        unparsed: what the row says beside all this, and what was too doubtful to be taken.
    """

    code: str
    name: str
    kind: ChangeKind
    where: Location
    levels: tuple[Level, ...] = ()
    limit: Limit = UNKNOWN_LIMIT
    reduced: Limit | None = None
    is_kept: bool = False
    reception: str = ""
    fees: str = ""
    legal_bases: tuple[LegalBasis, ...] = ()
    replaces: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    field: str = ""
    methods: tuple[ChannelMethod, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcing decision.

    Attributes:
        decision: number, day of signing, issuer; each may be empty or None.
        effective: first day it holds; None where the decision does not say.
        field: field of administration; may be empty.
        rows: in the order of the decision.
        where: the file, and the place in it where it holds several.
        doubts: what is uncertain about the decision as a whole; may be empty.
        unparsed: what the source says of the decision beside all this.
    """

    decision: Decision
    rows: tuple[AnnouncedProcedure, ...]
    where: Location
    effective: date | None = None
    field: str = ""
    doubts: tuple[Problem, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()
