"""A walk through a JSON record that remembers which texts were understood.

What is left at the end is what the model has no place for: it is kept, with its path.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from qmskit.language import translate as _
from qmskit.model.procedures import Unparsed
from qmskit.model.texts import ILLEGAL, clean, illegal_character, one_line
from qmskit.problems import Location, Problem
from qmskit.readers.trees import Json

# The portal stores instants in UTC; 17:00Z is already the next day in Vietnam.
_VIETNAM = timezone(timedelta(hours=7))

# What the schema `catalogue` takes as amount and as count; all else stays unparsed.
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
_COUNT = re.compile(r"[0-9]{1,4}")
# Eight thousand is written 8.000 in Vietnam.
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")


class RecordReading:
    """A walk through a record that remembers which values were understood.

    Attributes:
        taken: paths of the values that a field has taken.
        unfit: paths of the values that a field could not take.
    """

    def __init__(self, value: Json, file: str, at: str = "") -> None:
        """Start at the top of a record.

        Args:
            file: name of the file, for problems.
            at: path of the record in the file, ended by a point; empty for the whole file.
        """
        self.root = Cursor(value, "", self)
        self.file, self.at_record = file, at
        self.taken: set[str] = set()
        self.unfit: set[str] = set()

    def at(self, key: str) -> "Cursor":
        """Return the member `key` of the record."""
        return self.root[key]

    def place(self, path: str) -> Location:
        """Return the place of the value at `path`, in letters that can be shown."""
        return Location(self.file, path=ILLEGAL.sub("\ufffd", self.at_record + path))

    def illegal(self) -> Iterator[Problem]:
        """Yield the characters that no document may hold, in keys and texts."""
        for path, leaf in _leaves(self.root.value):
            bad = illegal_character(f"{path} {leaf}" if isinstance(leaf, str) else path)
            if bad is not None:
                message = _("có ký tự không in được U+{code:04X}").format(code=ord(bad))
                yield Problem(self.place(path), "QMS012", message, _("xóa ký tự đó khỏi tệp"))

    def unparsed(self, found: object) -> Iterator[Unparsed]:
        """Yield every text that was not taken and stands nowhere in the values `found`.

        No path comes twice: texts of keys that look the same stand below each other.
        """
        known = set(_texts_of(found))
        left: dict[str, list[str]] = {}
        for path, leaf in _leaves(self.root.value):
            text = self._left(path, leaf)
            if text and text not in known:
                left.setdefault(_tidy(path), []).append(text)
        for path, texts in left.items():
            yield Unparsed(path, "\n".join(texts))

    def _left(self, path: str, leaf: Json) -> str:
        """Return what no field has taken of a leaf: its text, or a number as JSON writes it."""
        if isinstance(leaf, str) and path not in self.taken:
            return _tidy(leaf)
        return json.dumps(leaf) if path in self.unfit and not isinstance(leaf, str) else ""


class Cursor:
    """A value of the record with its path; reading a leaf marks it as understood."""

    def __init__(self, value: Json, path: str, reading: RecordReading) -> None:
        self.value, self.path, self.reading = value, path, reading

    def __getitem__(self, key: str) -> "Cursor":
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Cursor(inner, f"{self.path}.{key}".lstrip("."), self.reading)

    def items(self) -> Iterator["Cursor"]:
        """Yield the members of a list; nothing for anything else."""
        for index, inner in enumerate(self.value if isinstance(self.value, list) else ()):
            yield Cursor(inner, f"{self.path}[{index}]", self.reading)

    def text(self) -> str:
        """Return the text here, tidied; "" for anything else."""
        return self._take(_tidy(self.value)) if isinstance(self.value, str) else ""

    def line(self) -> str:
        """Return the text here on one line."""
        return one_line(self.text())

    def word(self, known: Iterable[str]) -> str:
        """Return the text here when it is one of `known`; else it stays unparsed."""
        if isinstance(self.value, str) and self.value in known:
            return self._take(self.value)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts at `key` of every member, without empty ones."""
        return tuple(text for one in self.items() if (text := one[key].line()))

    def number(self) -> Decimal | None:
        """Return the number here; None where there is none, or a catalogue cannot hold it."""
        text = str(self.value).strip() if isinstance(self.value, int | float | str) else ""
        if isinstance(self.value, str) and _THOUSANDS.fullmatch(text):
            text = text.replace(".", "")
        return Decimal(text) if self._fits(text, _AMOUNT) else None

    def whole(self) -> int | None:
        """Return the whole number here; None where there is none, or it is no count."""
        text = str(self.value) if isinstance(self.value, int) else ""
        return int(text) if self._fits(text, _COUNT) else None

    def day(self) -> date | None:
        """Return the Vietnamese day of the instant here (milliseconds UTC), or None."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            return None
        try:
            return datetime.fromtimestamp(self.value / 1000, _VIETNAM).date()
        except (OverflowError, ValueError, OSError):
            return None

    def _fits(self, text: str, form: re.Pattern[str]) -> bool:
        """Tell whether the value here, as text, has a form; else it stays unparsed."""
        fits = form.fullmatch(text) is not None
        if fits:
            self._take(text)
        elif self.value is not None:
            self.reading.unfit.add(self.path)
        return fits

    def _take(self, text: str) -> str:
        self.reading.taken.add(self.path)
        return text


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in clean(text).strip().split("\n"))


def _leaves(record: Json) -> Iterator[tuple[str, Json]]:
    """Yield the values that hold no others with their paths, in the order of the record."""
    waiting = [("", record)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict | list):
            waiting.extend(reversed(list(_members(value, path))))
        else:
            yield path, value


def _members(value: dict[str, Json] | list[Json], path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}" if path else key, inner
    else:
        for index, inner in enumerate(value):
            yield f"{path}[{index}]", inner


def _texts_of(value: object) -> Iterator[str]:
    """Yield every text inside a value of the model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts_of(inner)
    else:
        for name in getattr(type(value), "__dataclass_fields__", ()):
            yield from _texts_of(getattr(value, name))
