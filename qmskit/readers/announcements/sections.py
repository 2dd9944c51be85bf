"""Sections of announcing decisions: titles that say kind, level and field of the rows below."""

import re
from dataclasses import dataclass, replace

from qmskit.model.announcements import ChangeKind
from qmskit.model.procedures import Level
from qmskit.model.texts import folded, one_line

_KINDS = {
    ChangeKind.NEW: re.compile(r"moi ban hanh|ban hanh moi|cong bo moi"),
    ChangeKind.AMENDED: re.compile(r"sua doi|bo sung"),
    ChangeKind.REPLACED: re.compile(r"thay the"),
    ChangeKind.REPEALED: re.compile(r"(bai|huy) bo"),
}
_LEVELS = {
    Level.COMMUNE: re.compile(r"cap (tinh,? )?(va )?xa\b"),
    Level.PROVINCE: re.compile(r"cap tinh\b"),
    Level.MINISTRY: re.compile(r"cap (trung uong|bo)\b"),
}
_MARKS = {
    "part": re.compile(r"(phần|phụ lục|mục)\s+([IVXLC]+|\d+|[A-Z])\b\s*[.:)]?\s*", re.IGNORECASE),
    "roman": re.compile(r"[IVX]+\s*[.)]\s*"),
    "letter": re.compile(r"[A-ZĐ]\s*[.)]\s*"),
    "third": re.compile(r"\d+\.\d+\.\d+\.?\s+"),
    "second": re.compile(r"\d+\.\d+\.?\s+"),
    "number": re.compile(r"\d+\s*[.)]\s*"),
}
_FIELD = re.compile(r"lĩnh vực\s*:?\s+(.+?)(?:\s+(?:thuộc|được|mới|bị|do|theo)\b|\s*[(;:]|\.?$)",
                    re.IGNORECASE)  # fmt: skip
# What opens a title in running text, where a sentence may hold the same words.
_OPENING = re.compile(r"(danh muc|thu tuc hanh chinh|tthc|linh vuc)\b")
_BODY = re.compile(r"(dieu \d|noi nhan|can cu|xet de nghi|theo de nghi|quyet dinh:?$)")
_LONGEST = 400
_LONGEST_FIELD = 80


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says of the rows below it.

    Attributes:
        mark: style of its number, such as `roman`; empty without one.
        kind: None where it names none; UNKNOWN where it names several.
        levels: may be empty.
        field: may be empty.
        effective: its words about the day from which the rows hold; may be empty.
    """

    mark: str
    kind: ChangeKind | None = None
    levels: tuple[Level, ...] = ()
    field: str = ""
    effective: str = ""

    @property
    def says(self) -> frozenset[str]:
        """Return the names of what it tells."""
        told = {"kind": self.kind, "levels": self.levels, "field": self.field}
        return frozenset(name for name, value in told.items() if value)


class Sections:
    """The titles that hold at a place, the outermost first."""

    def __init__(self) -> None:
        self._titles: list[Title] = []

    def meet_line(self, line: str) -> None:
        """Take a paragraph: the body of the decision ends every section, a title begins one."""
        if _BODY.match(folded(line)):
            self._titles.clear()
        elif title := title_in(line):
            self.enter(title)
        elif speaks_of_effect(line) and self._titles:
            self._titles[-1] = replace(self._titles[-1], effective=one_line(line))

    def enter(self, title: Title) -> None:
        """Begin a section; it ends those of its own rank and below."""
        for at, other in enumerate(self._titles):
            same_rank = other.mark == title.mark
            if same_rank if title.mark else not other.mark and other.says & title.says:
                del self._titles[at:]
                break
        self._titles.append(title)

    @property
    def kind(self) -> ChangeKind:
        """Return what the decision does with the rows here."""
        return next((one.kind for one in reversed(self._titles) if one.kind), ChangeKind.UNKNOWN)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Return the levels of the rows here; may be empty."""
        return next((one.levels for one in reversed(self._titles) if one.levels), ())

    @property
    def field(self) -> str:
        """Return the field of the rows here; may be empty."""
        return next((one.field for one in reversed(self._titles) if one.field), "")

    @property
    def effective(self) -> str:
        """Return what the titles say of the day from which the rows here hold; may be empty."""
        return next((one.effective for one in reversed(self._titles) if one.effective), "")


def title_in(line: str) -> Title | None:
    """Return what a paragraph says as a title; None for other text."""
    line = one_line(line)
    mark, words = _marked(line)
    if len(line) > _LONGEST or not (mark or _OPENING.match(folded(words))):
        return None
    title = _title(mark, words)
    return title if title.says else None


def title_of_row(number: str, words: str) -> Title | None:
    """Return what a row says that is merged into a title; None where it says nothing known.

    Args:
        number: its number in a cell of its own, such as `I`; may be empty.
        words: the title.
    """
    line = one_line(f"{number.rstrip('.)')}. {words}" if number.strip() else words)
    mark, words = _marked(line)
    title = _title(mark, words)
    if title.says:
        return title
    is_field = mark and len(words) <= _LONGEST_FIELD and "thu tuc" not in folded(words)
    return Title(mark, field=words.strip(" .:")) if is_field else None


def speaks_of_effect(words: str) -> bool:
    """Tell whether words may name a day of their own from which something holds."""
    plain = folded(words)
    return "hieu luc" in plain and not plain.startswith("quyet dinh nay")


def levels_in(words: str) -> tuple[Level, ...]:
    """Return the levels that words name, in the order of `Level`."""
    plain = folded(words)
    return tuple(level for level, pattern in _LEVELS.items() if pattern.search(plain))


def _marked(line: str) -> tuple[str, str]:
    """Return the style of a title's number, and the title without it."""
    for style, pattern in _MARKS.items():
        if found := pattern.match(line):
            return style, line[found.end() :]
    return "", line


def _title(mark: str, words: str) -> Title:
    kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(folded(words))]
    kind = None if not kinds else kinds[0] if len(kinds) == 1 else ChangeKind.UNKNOWN
    field = _FIELD.search(words)
    return Title(
        mark,
        kind,
        levels_in(words),
        field[1].strip(" .,") if field else "",
        words if speaks_of_effect(words) else "",
    )
