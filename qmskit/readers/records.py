"""Typed access to a tree that has passed its schema."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from qmskit.problems import Problem
from qmskit.readers.trees import Tree, ValuePath, locate

E = TypeVar("E", bound=Enum)

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_SPOKEN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+$")
_YES = frozenset({"true", "yes", "có"})


def day_of(text: str) -> date | None:
    """Return the day written `2026-07-01` or `01/7/2026`, or None."""
    if match := _ISO.match(text):
        year, month, day = match.groups()
    elif match := _SPOKEN.match(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping of a file, with typed reads and places for problems.

    The schema has been checked before, so a value has the shape its reader expects.

    Attributes:
        tree: the mapping.
        text, file: the whole file, to find places.
        path: where the mapping stands in the file.
    """

    tree: dict[str, Tree]
    text: str
    file: str
    path: ValuePath = ()

    def __contains__(self, key: str) -> bool:
        """Tell whether the mapping holds `key`."""
        return key in self.tree

    def text_of(self, key: str) -> str:
        """Return the text at `key` without blanks around it, or ""."""
        value = self.tree.get(key, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts at `key`, possibly empty."""
        value = self.tree.get(key, [])
        return tuple(str(item).strip() for item in value) if isinstance(value, list) else ()

    def day(self, key: str) -> date | None:
        """Return the day at `key`, or None."""
        return day_of(self.text_of(key))

    def integer(self, key: str) -> int | None:
        """Return the whole number at `key`, or None."""
        text = self.text_of(key)
        return int(text) if text else None

    def decimal(self, key: str) -> Decimal | None:
        """Return the number at `key`, with a point or a comma, or None."""
        text = self.text_of(key)
        return Decimal(text.replace(",", ".")) if text else None

    def money(self, key: str) -> Decimal | None:
        """Return the amount at `key`, or None; a point before three digits parts thousands."""
        text = self.text_of(key)
        if _THOUSANDS.match(text):
            return Decimal(text.replace(".", ""))
        return self.decimal(key)

    def truth(self, key: str) -> bool | None:
        """Return yes or no at `key`, or None."""
        return self.text_of(key) in _YES if key in self.tree else None

    def choice(self, key: str, kind: type[E]) -> E:
        """Return the member of `kind` whose value stands at `key`."""
        return kind(self.text_of(key))

    def record(self, key: str) -> "Record":
        """Return the mapping at `key`; an empty one when it is absent."""
        value = self.tree.get(key, {})
        inner = value if isinstance(value, dict) else {}
        return Record(inner, self.text, self.file, (*self.path, key))

    def records(self, key: str) -> Iterator["Record"]:
        """Yield the mappings of the list at `key`, in order."""
        value = self.tree.get(key, [])
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                yield Record(item, self.text, self.file, (*self.path, key, index))

    def pairs(self, key: str) -> dict[str, str]:
        """Return the mapping of texts at `key`, in the order of the file."""
        inner = self.record(key)
        return {name: inner.text_of(name) for name in inner.tree}

    def problem(self, path: ValuePath, code: str, message: str, fix: str = "") -> Problem:
        """Return a problem about the value at `path` below this mapping."""
        return Problem(locate(self.text, self.file, (*self.path, *path)), code, message, fix)
