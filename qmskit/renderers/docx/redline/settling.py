"""Ends of paragraphs where no paragraph follows.

A mark on the end of a paragraph joins it to the next one. Before a table, and at the end of a cell
or a document, there is none: there the last of the paragraphs that came or went lends its end to
the last one that stayed, as Word itself does it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qmskit.renderers.docx.redline.aligning import Pair, Part
from qmskit.renderers.docx.redline.tracking import Side


@dataclass(frozen=True, slots=True)
class Step:
    """What is written next.

    Attributes:
        old, new: the part in each document; one may lack it.
        end: which document has the end of the paragraph.
        lent: the paragraph of the other document that ends where this one does.
    """

    old: Part | None
    new: Part | None
    end: Side
    lent: Part | None = None

    @property
    def side(self) -> Side:
        if self.old and self.new:
            return Side.BOTH
        return Side.NEW if self.new else Side.OLD


def settled(pairs: Iterable[Pair]) -> Iterator[Step]:
    """Yield what is written for pairs of parts, up to the end of a cell or a document."""
    waiting: list[Pair] = []
    for pair in pairs:
        is_kept = bool(pair.old and pair.new)
        if is_kept and pair.new and pair.new.is_table:
            yield from _before_table(_ordered(waiting))
            yield _step(pair)
            waiting = []
        elif is_kept:
            yield from map(_step, _ordered(waiting))
            waiting = [pair]
        else:
            waiting.append(pair)
    yield from _at_end(waiting)


def _step(pair: Pair) -> Step:
    step = Step(*pair, Side.BOTH)
    return Step(*pair, step.side)


def _ordered(pairs: list[Pair]) -> list[Pair]:
    """Return pairs so that what went does not end with a paragraph right before a table that came.

    `pairs` begins with what stayed, if anything did.
    """
    kept = [pair for pair in pairs if all(pair)]
    went = [pair for pair in pairs if not pair.new]
    came = [pair for pair in pairs if not pair.old]
    if went and came and _is_plain(went[-1]) and not _is_plain(came[0]):
        return [*kept, *came, *went]
    return pairs


def _before_table(pairs: list[Pair]) -> Iterator[Step]:
    """Yield steps before a table that stays; `pairs` begins with what stayed, if anything did."""
    at = len(pairs)
    while at and _is_plain(pairs[at - 1]) and not all(pairs[at - 1]):
        at -= 1
    has_kept = bool(at and _is_plain(pairs[at - 1]) and all(pairs[at - 1]))
    if at == len(pairs):
        yield from map(_step, pairs)
    elif has_kept:
        yield from map(_step, pairs[: at - 1])
        yield from _lent(pairs[at - 1], pairs[at:])
    else:
        yield from map(_step, pairs[:at])
        yield from _replaced_or_plain(pairs[at:])


def _at_end(pairs: list[Pair]) -> Iterator[Step]:
    """Yield steps before the end; it belongs to both documents, whatever stands there."""
    kept = pairs[0] if pairs and all(pairs[0]) else None
    tail = pairs[1:] if kept else pairs
    if kept and tail and _is_plain(kept) and _is_plain(tail[-1]):
        yield from _lent(kept, tail)
    else:
        yield from map(_step, pairs[: bool(kept)])
        yield from _replaced_or_plain(tail)


def _lent(kept: Pair, tail: list[Pair]) -> Iterator[Step]:
    """Yield a paragraph that stayed and others behind it that came or went."""
    last_old, last_new = _last(tail)
    if last_old and last_new:
        yield _step(kept)
        yield from _replaced_or_plain(tail)
        return
    side = Side.NEW if last_new else Side.OLD
    yield Step(*kept, end=side)
    yield from map(_step, tail[:-1])
    yield Step(*tail[-1], end=Side.BOTH, lent=kept.old if last_new else kept.new)


def _replaced_or_plain(tail: list[Pair]) -> Iterator[Step]:
    """Yield parts that came or went; the last that came takes the place of the last that went."""
    last_old, last_new = _last(tail)
    if not last_old or not last_new or not _fit(last_old, last_new):
        yield from map(_step, tail)
        return
    ends = (last_old, last_new)
    yield from (_step(pair) for pair in tail if not any(one in ends for one in pair if one))
    yield _step(Pair(*ends))


def _last(pairs: list[Pair]) -> tuple[Part | None, Part | None]:
    """Return the last part of each document."""
    olds = [pair.old for pair in pairs if pair.old]
    news = [pair.new for pair in pairs if pair.new]
    return (olds[-1] if olds else None), (news[-1] if news else None)


def _fit(old: Part, new: Part) -> bool:
    paragraphs = old.is_paragraph and new.is_paragraph
    return paragraphs and not old.ends_section and not new.ends_section


def _is_plain(pair: Pair) -> bool:
    """Tell whether all parts of a pair are paragraphs that end no section."""
    return all(one.is_paragraph and not one.ends_section for one in pair if one)
