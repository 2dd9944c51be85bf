"""A walk through a JSON record that remembers which texts were understood.

What is left at the end is what the model has no place for: it is kept, with its path.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from qmskit.language import translate as _
from qmskit.model.procedures import Procedure, Unparsed
from qmskit.model.texts import clean, illegal_character, one_line
from qmskit.problems import Location, Problem
from qmskit.readers.trees import Json

# The portal stores instants in UTC; 17:00Z is already the next day in Vietnam.
_VIETNAM = timezone(timedelta(hours=7))


class RecordReading:
    """A walk through a record that remembers which values were understood."""

    def __init__(self, value: Json) -> None:
        self.root = Cursor(value, "", self)
        self.taken: set[str] = set()

    def at(self, key: str) -> "Cursor":
        """Return the member `key` of the record."""
        return self.root[key]

    def illegal(self, file: str) -> Iterator[Problem]:
        """Yield the characters that no document may hold."""
        for path, leaf in _leaves(self.root.value, ""):
            bad = illegal_character(leaf) if isinstance(leaf, str) else None
            if bad is not None:
                message = _("có ký tự không in được U+{code:04X}").format(code=ord(bad))
                where = Location(file, path=path)
                yield Problem(where, "QMS012", message, _("xóa ký tự đó khỏi tệp"))

    def unparsed(self, found: Procedure) -> Iterator[Unparsed]:
        """Yield every text that was not taken and stands nowhere in the model."""
        known = set(_texts_of(found))
        for path, leaf in _leaves(self.root.value, ""):
            text = _tidy(leaf) if isinstance(leaf, str) else ""
            if text and path not in self.taken and text not in known:
                yield Unparsed(path, text)


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
        """Return the number here; None where there is none or it is prose."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float | str):
            return None
        try:
            number = Decimal(str(self.value).strip())
        except InvalidOperation:
            return None
        if isinstance(self.value, str):
            self._take(self.value)
        return number if number.is_finite() else None

    def whole(self) -> int | None:
        """Return the whole number here, or None."""
        return self.value if isinstance(self.value, int) else None

    def day(self) -> date | None:
        """Return the Vietnamese day of the instant here (milliseconds UTC), or None."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            return None
        try:
            return datetime.fromtimestamp(self.value / 1000, _VIETNAM).date()
        except (OverflowError, ValueError, OSError):
            return None

    def _take(self, text: str) -> str:
        self.reading.taken.add(self.path)
        return text


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in clean(text).strip().split("\n"))


def _leaves(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]")
    else:
        yield path, value


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
