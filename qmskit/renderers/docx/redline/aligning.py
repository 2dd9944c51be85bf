"""Which paragraph, table or row of the old document is which of the new one."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from qmskit.renderers.docx.redline.atoms import is_picture, words_of
from qmskit.renderers.docx.redline.signing import signature
from qmskit.renderers.docx.sources import W
from qmskit.renderers.matching import stretches

# Below this share of common words nobody would call it the same paragraph.
_LEAST_ALIKE = 0.4
# Tables with one head are one table, even if all their rows are others.
_SAME_HEAD = 0.1
# Pairs worth comparing one by one in a stretch where nothing is equal.
_MOST_PAIRS = 40_000
_LETTERS = f"{W}t"
_DIGITS = re.compile(r"\d+")
_SPANS = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"


@dataclass(frozen=True)
class Part:
    """A paragraph, a table or a row, as far as it is compared."""

    element: etree._Element

    @cached_property
    def signature(self) -> bytes:
        """Return what two parts share that are equal in words and looks."""
        return signature(self.element)

    @cached_property
    def text(self) -> str:
        return "\n".join(one.text or "" for one in self.element.iter(_LETTERS))

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(word for word in words_of(self.text) if word[0].isalnum())

    @cached_property
    def head(self) -> str:
        """Return the letters of the first row of a table; "" of anything else."""
        row = self.element.find(f"{W}tr") if self.is_table else None
        return "" if row is None else Part(row).text.strip()

    @cached_property
    def shape(self) -> Hashable:
        """Return what must be equal in both documents for one part to become the other."""
        if self.is_paragraph:
            pictures = tuple(
                signature(one)
                for run in self.element.iter(f"{W}r")
                for one in run
                if is_picture(one)
            )
            return "p", self.ends_section, pictures
        if self.is_table:
            return "tbl", len(self.element.findall(f"{W}tblGrid/{W}gridCol"))
        return self.element.tag, tuple(map(_merging, self.element.iterchildren(f"{W}tc")))

    @property
    def is_paragraph(self) -> bool:
        return self.element.tag == f"{W}p"

    @property
    def is_table(self) -> bool:
        return self.element.tag == f"{W}tbl"

    @property
    def ends_section(self) -> bool:
        return self.element.find(f"{W}pPr/{W}sectPr") is not None


class Pair(NamedTuple):
    """A part of the old document and what became of it in the new one; None: it has none."""

    old: Part | None
    new: Part | None


def aligned(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Pair]:
    """Yield all parts of both documents in order; what went stands before what came."""
    yield from _anchored(old, new, lambda one: one.signature, _by_text)


_Rest = Callable[[Sequence[Part], Sequence[Part]], Iterator[Pair]]


def _by_text(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Pair]:
    return _anchored(old, new, lambda one: (one.shape, one.text), _by_letters)


def _by_letters(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Pair]:
    """Yield pairs that differ in numbers at most, such as rows counted anew."""
    return _anchored(old, new, lambda one: (one.shape, _DIGITS.sub("", one.text)), _by_likeness)


def _anchored(
    old: Sequence[Part], new: Sequence[Part], key: Callable[[Part], Hashable], rest: _Rest
) -> Iterator[Pair]:
    """Yield pairs that are equal by a key, and between them what `rest` makes of the others."""
    if not old or not new:
        yield from _unpaired(old, new)
        return
    blank = {key(one) for one in (*old, *new) if not one.text.strip()}
    for one in stretches([*map(key, old)], [*map(key, new)], blank.__contains__):
        if one.is_equal:
            yield from map(Pair, old[one.old], new[one.new])
        else:
            yield from rest(old[one.old], new[one.new])


def _unpaired(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Pair]:
    yield from (Pair(one, None) for one in old)
    yield from (Pair(None, one) for one in new)


def _by_likeness(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Pair]:
    """Yield pairs in order whose likeness is the greatest taken together."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        yield from _unpaired(old, new)
        return
    i = j = 0
    for to_i, to_j in _chain(old, new):
        yield from _unpaired(old[i:to_i], new[j:to_j])
        yield Pair(old[to_i], new[to_j])
        i, j = to_i + 1, to_j + 1
    yield from _unpaired(old[i:], new[j:])


def _chain(old: Sequence[Part], new: Sequence[Part]) -> list[tuple[int, int]]:
    """Return the places of pairs: the rising chain with the greatest sum of likeness."""
    likeness = [[_likeness(before, after) for after in new] for before in old]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    chain: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            chain.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chain


def _likeness(old: Part, new: Part) -> float:
    """Return the square of the share of words in common; 0 where two parts are no pair.

    The square prefers one good pair to two poor ones.
    """
    if old.shape != new.shape:
        return 0.0
    total = old.words.total() + new.words.total()
    if not total:
        return 1.0
    share = 2 * (old.words & new.words).total() / total
    if share < _LEAST_ALIKE:
        return _SAME_HEAD if old.head and old.head == new.head else 0.0
    return share * share


def _merging(cell: etree._Element) -> tuple[tuple[str, str], ...]:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return ()
    found = (one for one in properties if one.tag in _SPANS)
    return tuple((str(one.tag), one.get(f"{W}val", "continue")) for one in found)
