"""The stretches that two sequences share, within bounds that no file of a stranger can exceed."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# Beyond this what stands everywhere is no help any more, and takes time by its square.
_MANY = 1_000
# Beyond this nobody reads what changed inside.
_MOST = 50_000


class Stretch(NamedTuple):
    """Places in the old and the new sequence that belong together, equal or not."""

    is_equal: bool
    old: slice
    new: slice


def stretches(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    is_blank: Callable[[Hashable], bool] | None = None,
) -> Iterator[Stretch]:
    """Yield all of both sequences in order.

    Args:
        is_blank: tells what alone is no reason to take two places for the same.
    """
    if max(len(old), len(new)) > _MOST:
        yield Stretch(list(old) == list(new), slice(len(old)), slice(len(new)))
        return
    is_long = max(len(old), len(new)) > _MANY
    matcher = SequenceMatcher(is_blank, old, new, autojunk=is_long)
    for tag, i, to_i, j, to_j in matcher.get_opcodes():
        yield Stretch(tag == "equal", slice(i, to_i), slice(j, to_j))
