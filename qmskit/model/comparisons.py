"""A comparison of two states in words, for pages and papers."""

from dataclasses import dataclass
from datetime import date

from qmskit.model.changes import Change


@dataclass(frozen=True, slots=True)
class ToldDocument:
    """A document that follows a change.

    Attributes:
        action: what is done with it, in words.
    """

    code: str
    title: str
    action: str


@dataclass(frozen=True, slots=True)
class ToldTerm:
    """By when documents follow a change.

    Attributes:
        text: number of the legal text that brought the change.
        effective, deadline: days in words; empty where nobody knows them.
        status: where it stands, in words, with the days that remain or went.
        waiting_on: who has to act before the agency can; empty for nobody.
        rule: why the deadline is the day it is, and the provision; empty without one.
        chain: a sentence for each stage of the publication that is known; may be empty.
    """

    text: str
    effective: str
    deadline: str
    status: str
    waiting_on: str
    rule: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldProcedure:
    """What became of a procedure.

    Attributes:
        kind: in words.
        changes: of substance; may be empty.
        others: that only write otherwise, or of which only one state tells; may be empty.
        notes: sentences about what replaces what; may be empty.
        term: None where nobody knows one.
        documents: that follow; may be empty.
    """

    code: str
    name: str
    kind: str
    changes: tuple[Change, ...]
    others: tuple[Change, ...]
    notes: tuple[str, ...]
    term: ToldTerm | None
    documents: tuple[ToldDocument, ...]


@dataclass(frozen=True, slots=True)
class ToldComparison:
    """What changed between two states.

    Attributes:
        agency: empty where no side is a set.
        old, new: what the user called the sides.
        procedures: that differ in substance, in the order of their codes.
        quiet: that do not.
        counted: how many procedures of each kind, in words.
        reannouncement: why the system is to be announced again; empty for no need.
    """

    agency: str
    old: str
    new: str
    as_of: date
    procedures: tuple[ToldProcedure, ...]
    quiet: tuple[ToldProcedure, ...]
    counted: str
    reannouncement: str
