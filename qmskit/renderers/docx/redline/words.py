"""The words of two paragraphs laid over each other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qmskit.renderers.docx.redline.atoms import Atom, Kind
from qmskit.renderers.docx.redline.tracking import Side
from qmskit.renderers.matching import stretches

# Of letters that both paragraphs share: below this single words that stayed only disturb.
_LEAST_SHARED = 0.3


class Piece(NamedTuple):
    """An atom, and which paragraph has it.

    Attributes:
        before: the same atom in the old paragraph, where both have it.
    """

    side: Side
    atom: Atom
    before: Atom | None = None


class _Span(NamedTuple):
    is_equal: bool
    old: Sequence[Atom]
    new: Sequence[Atom]


_NOTHING = _Span(is_equal=False, old=(), new=())


def overlaid(old: Sequence[Atom], new: Sequence[Atom]) -> Iterator[Piece]:
    """Yield the atoms of both paragraphs; what went stands before what came."""
    for span in _readable(_spans(old, new), old, new):
        if span.is_equal:
            for before, after in zip(span.old, span.new, strict=True):
                yield Piece(Side.BOTH, after, before)
        else:
            yield from (Piece(Side.OLD, atom) for atom in span.old)
            yield from (Piece(Side.NEW, atom) for atom in span.new)


def one_sided(atoms: Sequence[Atom], side: Side) -> Iterator[Piece]:
    """Yield atoms that only one paragraph has."""
    return (Piece(side, atom) for atom in atoms)


def _spans(old: Sequence[Atom], new: Sequence[Atom]) -> list[_Span]:
    found = stretches([*map(_key, old)], [*map(_key, new)])
    return [_Span(one.is_equal, old[one.old], new[one.new]) for one in found]


def _key(atom: Atom) -> tuple[Kind, str, str]:
    return atom.kind, atom.key, atom.link_key


def _readable(spans: list[_Span], old: Sequence[Atom], new: Sequence[Atom]) -> list[_Span]:
    """Return spans without equal scraps between changes; text with little in common goes whole."""
    shared = sum(_weight(span.old) for span in spans if span.is_equal)
    is_other = shared < _LEAST_SHARED * max(_weight(old), _weight(new))
    joined: list[_Span] = []
    for at, span in enumerate(spans):
        is_inside = 0 < at < len(spans) - 1
        is_scrap = (
            span.is_equal
            and _is_text(span.old)
            and (is_other or (is_inside and not _weight(span.old)))
        )
        if not span.is_equal or is_scrap:
            last = joined.pop() if joined and not joined[-1].is_equal else _NOTHING
            both = (*last.old, *span.old), (*last.new, *span.new)
            joined.append(_Span(is_equal=False, old=both[0], new=both[1]))
        else:
            joined.append(span)
    return joined


def _weight(atoms: Sequence[Atom]) -> int:
    """Return how many letters and digits there are."""
    return sum(len(one.key) for one in atoms if one.kind is Kind.TEXT and one.key[0].isalnum())


def _is_text(atoms: Sequence[Atom]) -> bool:
    return all(one.kind is Kind.TEXT for one in atoms)
