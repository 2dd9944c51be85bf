"""How two tellings of one thing relate: equal, different, moved, or one side is silent.

A source that says nothing is not a source that says otherwise: a portal page loses units, an API
answer leaves fields out. So silence is a relation of its own.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from qmskit.model.texts import folded, one_line

# What is neither letter nor digit means nothing, unless it parts digits: 1,5 is not 15.
_MEANINGLESS = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")
# Tones: they stand on one vowel or the other of a syllable, Tòa and Toà.
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NOT_TONE = re.compile("[^\u0300\u0301\u0303\u0309\u0323]")
_KEPT = 16_384


class Relation(Enum):
    """How two readings of a field relate; the value is the word used in reports."""

    EQUAL = "equal"
    DIFFERENT = "different"
    MOVED = "moved"
    OLD_SILENT = "old-silent"
    NEW_SILENT = "new-silent"


SILENT = frozenset({Relation.OLD_SILENT, Relation.NEW_SILENT})


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field in two readings.

    Attributes:
        path: the field, with the member meant in brackets: `legal_bases[60/2014/QH13]`.
        old, new: in words; "" where a side does not have it.
        about: the member meant, in words, where old and new do not name it; may be empty.
    """

    path: str
    old: str
    new: str
    relation: Relation
    about: str = ""


@lru_cache(_KEPT)
def meaning(text: str) -> str:
    """Return what two wordings of one thing share: letters and digits, without diacritics."""
    return _MEANINGLESS.sub("", folded(text))


@lru_cache(_KEPT)
def spelling(text: str) -> tuple[str, str]:
    """Return letters and digits with their marks, and apart from them the tones in their order.

    Wordings of one spelling differ in blanks, capitals, punctuation, bullets and the place of a
    tone, Tòa or Toà. `bản sao` and `bán sao` are two spellings.
    """
    apart = unicodedata.normalize("NFD", one_line(text).lower())
    letters = unicodedata.normalize("NFC", _TONE.sub("", apart))
    return _MEANINGLESS.sub("", letters), _NOT_TONE.sub("", apart)


def silence(old: object, new: object) -> Relation | None:
    """Return which side is silent; None when both tell something."""
    if not old:
        return Relation.OLD_SILENT
    return None if new else Relation.NEW_SILENT


def relation(*, is_equal: bool) -> Relation:
    """Return how two things relate that both sides tell."""
    return Relation.EQUAL if is_equal else Relation.DIFFERENT


def words(old: str, new: str) -> Relation | None:
    """Return how two texts relate; None when neither tells anything."""
    if not old and not new:
        return None
    return silence(old, new) or relation(is_equal=is_same_spelling(old, new))


def is_same_spelling(old: str, new: str) -> bool:
    """Tell whether two texts differ at most in how they are written; see `spelling`."""
    return old == new or spelling(old) == spelling(new)


def text(path: str, old: str, new: str, about: str = "") -> Iterator[FieldComparison]:
    """Yield the comparison of two texts, if one of them tells something."""
    found = words(old, new)
    if found:
        yield FieldComparison(path, old, new, found, about)


def members(path: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FieldComparison]:
    """Yield the members of two collections; an empty collection is silent about all of them."""
    silent = silence(old, new)
    for key in dict.fromkeys((*old, *new)):
        before, after = old.get(key, ""), new.get(key, "")
        is_equal = key in old and key in new and words(before, after) is Relation.EQUAL
        yield FieldComparison(
            f"{path}[{key}]", before, after, silent or relation(is_equal=is_equal)
        )


def named(names: Iterable[str]) -> dict[str, str]:
    """Return names by their letters; other spellings of the same letters are numbered."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for name in sorted(names):
        found.setdefault(meaning(name), {}).setdefault(spelling(name), name)
    return {
        f"{key}:{at}" if at > 1 else key: spellings[one]
        for key, spellings in found.items()
        for at, one in enumerate(sorted(spellings), start=1)
    }
