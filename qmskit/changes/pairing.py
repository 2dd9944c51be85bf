"""Which things of two lists are the same thing in other words."""

from collections.abc import Iterable, Sequence
from itertools import product

from qmskit.model.texts import folded

# As many words of two names as they must share to be one name in other words.
_ALIKE = 0.75


def alike(old: Iterable[str], new: Iterable[str], least: float = _ALIKE) -> dict[str, str]:
    """Return pairs of texts that share most of their words, old to new, the likest first.

    No text stands in two pairs, and the pairs of (new, old) are those of (old, new): who
    compares backwards finds the same.
    """
    bags = {text: _words(text) for text in (*old, *new)}
    found = [
        (share, before, after)
        for before, after in product(dict.fromkeys(old), dict.fromkeys(new))
        if (share := _share(bags[before], bags[after])) >= least
    ]
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _how_much, before, after in sorted(found, key=_likest_first):
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)
    return pairs


def _likest_first(found: tuple[float, str, str]) -> tuple[float, str, str]:
    share, before, after = found
    return (-share, min(before, after), max(before, after))


def out_of_order(positions: Sequence[int]) -> frozenset[int]:
    """Return the fewest of different positions without which the others are in order."""
    best: list[list[int]] = []
    for at in positions:
        runs = [run for run in best if run[-1] < at]
        best.append([*_longest(runs), at])
    return frozenset(positions) - frozenset(_longest(best))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []


def _words(text: str) -> frozenset[str]:
    cut = "".join(char if char.isalnum() else " " for char in folded(text))
    return frozenset(cut.split())


def _share(old: frozenset[str], new: frozenset[str]) -> float:
    return 2 * len(old & new) / (len(old) + len(new)) if old and new else 0
