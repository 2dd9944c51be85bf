"""Values that hold from a day to a day, with the source that says so."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


class Standing(Enum):
    """How well a statement is known; the value is the word used in YAML."""

    QUOTED = "quoted"
    SECONDARY = "secondary"
    OBSERVED = "observed"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from.

    Attributes:
        text: number of the legal text, or the observation a rule of practice rests on.
        standing: how well it is known.
        provision: article, clause and point; may be empty.
        quotation: the words of the source; may be empty.
        checked_on: the day somebody last compared it with the source, or None.
    """

    text: str
    standing: Standing
    provision: str = ""
    quotation: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that changes with time.

    Attributes:
        entries: (first day, value), oldest first, no day twice; may be empty.
    """

    entries: tuple[tuple[date, T], ...]

    @classmethod
    def of(cls, entries: Iterable[tuple[date, T]]) -> "Dated[T]":
        """Return a dated value of `entries` in any order."""
        return cls(tuple(sorted(entries, key=lambda entry: entry[0])))

    def at(self, day: date) -> T | None:
        """Return the value in force on `day`, or None before the first entry."""
        index = bisect_right(self.entries, day, key=lambda entry: entry[0])
        return self.entries[index - 1][1] if index else None

    @property
    def first(self) -> T | None:
        """Return the oldest value, or None where there is none."""
        return self.entries[0][1] if self.entries else None
