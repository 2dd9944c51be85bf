"""The state of a legal text on a day, with the relations that say so.

How texts end each other follows from what the register says. Three readings are ours:

- The wording from before a text comes back only where the register says that the text is temporary,
  or gives the day until which the relation holds. A repeal of a repealing text brings nothing back.
- A suspension lasts as long as the text that suspends is in force.
- While the text that changes another one is suspended itself, it is not known which wording of the
  other one holds, unless the register says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qmskit.model.legal_texts import (
    Bearing,
    LegalText,
    Register,
    RelationKind,
    StagedEffect,
    covers,
    provision_parts,
)

_ENDS = frozenset({RelationKind.REPLACES, RelationKind.REPEALS})
_STOPS = frozenset({RelationKind.SUSPENDS})


class LegalState(Enum):
    """The state of a legal text or of one of its provisions."""

    NOT_YET_IN_FORCE = "not-yet-in-force"
    IN_FORCE = "in-force"
    PARTLY_AMENDED = "partly-amended"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StateOnDay:
    """What a register tells about a text on a day.

    Attributes:
        because: what other texts do that makes the state, in the order of the register; empty where
            the text's own days make it, or where nothing is told.
        not_yet: provisions that are not in force on the day, or nobody knows whether; may be empty.
    """

    state: LegalState
    because: tuple[Bearing, ...] = ()
    not_yet: tuple[StagedEffect, ...] = ()


class _Holds(Enum):
    YES = 1
    NO = 2
    UNSURE = 3


def state_of(text: LegalText, register: Register, day: date, provision: str = "") -> StateOnDay:
    """Return the state of a text on a day.

    Args:
        provision: asks about this provision; empty means the text as a whole.
    """
    return _state(text, register, day, provision, frozenset())


def days_of_change(text: LegalText, register: Register, provision: str = "") -> tuple[date, ...]:
    """Return the days on which the state changes or other relations make it, oldest first."""
    days = sorted(_days_named(text, register, {text.number}))
    found: list[date] = []
    before = state_of(text, register, date.min, provision)
    for day in days:
        now = state_of(text, register, day, provision)
        if now != before:
            found.append(day)
        before = now
    return tuple(found)


def _state(
    text: LegalText, register: Register, day: date, provision: str, seen: frozenset[str]
) -> StateOnDay:
    fate = _fate(text, register, day, provision, seen)
    if fate:
        return fate
    not_yet = () if provision else _not_yet(text, day)
    if first_day(text, provision) is None:
        return StateOnDay(LegalState.UNKNOWN, (), not_yet)
    bearings = [one for one in register.bearing_on(text.number) if _touches(one, provision)]
    for holds, state in (
        (_Holds.YES, LegalState.PARTLY_AMENDED),
        (_Holds.UNSURE, LegalState.UNKNOWN),
    ):
        if found := _holding(bearings, holds, register, day, seen | {text.number}):
            return StateOnDay(state, found, not_yet)
    return StateOnDay(LegalState.IN_FORCE, (), not_yet)


def _fate(
    text: LegalText, register: Register, day: date, provision: str, seen: frozenset[str]
) -> StateOnDay | None:
    """Return the state where all that is asked about has ended, has not begun or stands still."""
    bearings = register.bearing_on(text.number)
    ends = [one for one in bearings if _is_whole(one, _ENDS, provision)]
    stops = [one for one in bearings if _is_whole(one, _STOPS, provision)]
    inner = seen | {text.number}
    ended = _holding(ends, _Holds.YES, register, day, inner)
    if ended or (text.expires and day >= text.expires):
        return StateOnDay(LegalState.EXPIRED, ended)
    start = first_day(text, provision)
    if (start and day < start) or (start is None and text.issued and day < text.issued):
        return StateOnDay(LegalState.NOT_YET_IN_FORCE)
    if stopped := _holding(stops, _Holds.YES, register, day, inner):
        return StateOnDay(LegalState.SUSPENDED, stopped)
    if doubts := _holding([*ends, *stops], _Holds.UNSURE, register, day, inner):
        return StateOnDay(LegalState.UNKNOWN, doubts)
    return None


def _holding(
    bearings: Iterable[Bearing],
    wanted: _Holds,
    register: Register,
    day: date,
    seen: frozenset[str],
) -> tuple[Bearing, ...]:
    return tuple(one for one in bearings if _holds(one, register, day, seen) is wanted)


def _touches(one: Bearing, provision: str) -> bool:
    if one.relation.kind is RelationKind.GUIDES:
        return False
    told = one.relation.provision
    return covers(told, provision) or covers(provision, told)


def _is_whole(one: Bearing, kinds: frozenset[RelationKind], provision: str) -> bool:
    """Tell whether a relation of some kinds takes all that is asked about."""
    return one.relation.kind in kinds and covers(one.relation.provision, provision)


def _holds(one: Bearing, register: Register, day: date, seen: frozenset[str]) -> _Holds:
    """Tell whether a relation holds on a day.

    Args:
        seen: numbers of the texts asked about; texts that act on each other in a ring are taken at
            their word.
    """
    relation, acting = one.relation, one.text
    start = relation.effective or first_day(acting, relation.by)
    if (relation.until and day >= relation.until) or (start and day < start):
        return _Holds.NO
    if start is None:
        return _Holds.NO if acting.issued and day < acting.issued else _Holds.UNSURE
    if acting.number in seen:
        return _Holds.YES
    if _is(LegalState.EXPIRED, acting, register, start, seen):
        return _Holds.NO
    ends_with_text = acting.is_temporary or relation.kind is RelationKind.SUSPENDS
    if ends_with_text and _is(LegalState.EXPIRED, acting, register, day, seen):
        return _Holds.NO
    is_stopped = _is(LegalState.SUSPENDED, acting, register, day, seen)
    return _Holds.UNSURE if is_stopped else _Holds.YES


def _is(
    state: LegalState, text: LegalText, register: Register, day: date, seen: frozenset[str]
) -> bool:
    """Tell whether a text as a whole has ended or stands still on a day."""
    fate = _fate(text, register, day, "", seen)
    return fate is not None and fate.state is state


def first_day(text: LegalText, provision: str = "") -> date | None:
    """Return the day a text or a provision takes effect, or None where nobody knows it."""
    if provision:
        own = [one for one in text.staged if covers(one.provision, provision)]
        if own:
            return max(own, key=lambda one: len(provision_parts(one.provision))).effective
        return text.effective
    if text.effective or not text.staged:
        return text.effective
    known = [one.effective for one in text.staged if one.effective]
    return min(known) if len(known) == len(text.staged) else None


def _not_yet(text: LegalText, day: date) -> tuple[StagedEffect, ...]:
    return tuple(one for one in text.staged if one.effective is None or day < one.effective)


def _days_named(text: LegalText, register: Register, seen: set[str]) -> set[date]:
    """Return the days of a text and of all that bears on it."""
    named = {text.issued, text.effective, text.expires, *(one.effective for one in text.staged)}
    for one in register.bearing_on(text.number):
        named |= {one.relation.effective, one.relation.until}
        if one.text.number not in seen:
            seen.add(one.text.number)
            named |= _days_named(one.text, register, seen)
    return {day for day in named if day}
