"""The XML of sheets: cells and shared texts, piece by piece, so that memory does not grow."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import IO, TypeAlias
from xml.parsers import expat

MOST_ROWS = 1_048_576

_CHUNK = 65_536
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Attributes: TypeAlias = dict[str, str]
XmlError = expat.ExpatError


class UnreadableError(Exception):
    """The XML is not what a workbook must hold."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as the file holds it.

    Attributes:
        row, column: from 1.
        kind: type of the value: `n` number, `s` text, `b`, `e` error, `d` day.
        value: the value in letters; None where the file holds none.
        formula: None where there is none; "" where another cell holds it.
        style: index into the formats of the workbook.
    """

    row: int
    column: int
    kind: str
    value: str | None
    formula: str | None
    style: int


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range: its corners, both included, from 1."""

    top: int
    left: int
    bottom: int
    right: int


def parsed(
    stream: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    letters: Callable[[str], None],
) -> Iterator[None]:
    """Parse a member piece by piece, with names and attributes free of name spaces."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def opened(name: str, attributes: Attributes) -> None:
        start(_local(name), {_local(key): value for key, value in attributes.items()})

    parser.StartElementHandler = opened
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = letters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003 - it takes no keywords
        yield
    parser.Parse(b"", True)  # noqa: FBT003 - it takes no keywords
    yield


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_names: str | int | None) -> None:
    raise UnreadableError


def _unescaped(text: str) -> str:
    """Return a text of a workbook with the characters that it writes as `_x000D_`."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


class StringsReading:
    """Texts shared by cells; runs of one text are joined, readings of characters left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._letters: list[str] = []
        self._is_text = False
        self._aside = 0

    def start(self, name: str, _attributes: Attributes) -> None:
        self._aside += name == "rPh"
        self._is_text = name == "t" and not self._aside

    def end(self, name: str) -> None:
        self._aside -= name == "rPh"
        self._is_text = False
        if name == "si":
            self.found.append(_unescaped("".join(self._letters)))
            self._letters.clear()

    def letters(self, letters: str) -> None:
        if self._is_text:
            self._letters.append(letters)


class SheetReading:
    """Cells and merged ranges of a sheet; a row or cell without place follows the one before."""

    def __init__(self, strings: tuple[str, ...]) -> None:
        self.found: list[SheetCell | Merged] = []
        self._strings = strings
        self._row = self._column = 0
        self._cell: Attributes = {}
        self._inside = ""
        self._aside = 0
        self._held: dict[str, list[str]] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._row = _row(int(attributes.get("r", self._row + 1)))
            self._column = 0
        elif name == "c":
            self._cell, self._held = attributes, {}
            self._row, self._column = _place(attributes.get("r"), self._row, self._column + 1)
        elif name == "mergeCell":
            self.found.append(_merged(attributes.get("ref", "")))
        elif name == "rPh":
            self._aside += 1
        elif name in {"v", "f", "t"} and not self._aside:
            self._inside = name
            self._held.setdefault(name, [])

    def end(self, name: str) -> None:
        self._inside = ""
        self._aside -= name == "rPh"
        if name == "c":
            self.found.append(self._made())

    def letters(self, letters: str) -> None:
        if self._inside:
            self._held[self._inside].append(letters)

    def _made(self) -> SheetCell:
        value, formula, text = (
            "".join(self._held[name]) if name in self._held else None for name in ("v", "f", "t")
        )
        kind = self._cell.get("t", "n")
        if kind == "s" and value:
            value = self._strings[int(value)]
        elif kind == "inlineStr":
            value = _unescaped(text or "")
        elif kind == "str":
            value = _unescaped(value or "")
        kind = "s" if kind in {"inlineStr", "str"} else kind
        style = int(self._cell.get("s", 0))
        return SheetCell(self._row, self._column, kind, value, formula, style)


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    if reference is None:
        return row, column
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise UnreadableError
    letters, digits = found.groups()
    powers = zip(count(), reversed(letters), strict=False)
    column = sum((ord(letter) - ord("A") + 1) * 26**power for power, letter in powers)
    return _row(int(digits)), column


def _row(number: int) -> int:
    if not 1 <= number <= MOST_ROWS:
        raise UnreadableError
    return number


def _merged(reference: str) -> Merged:
    first, _colon, last = reference.partition(":")
    return Merged(*_place(first, 0, 0), *_place(last or first, 0, 0))
