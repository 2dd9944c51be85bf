"""Ways to submit in two readings: limits with their units, fees by kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from qmskit.changes.relations import (
    SILENT,
    FieldComparison,
    Relation,
    meaning,
    relation,
    silence,
    spelling,
    text,
)
from qmskit.model.procedures import Channel, ChannelMethod, Fee, Procedure, Variant
from qmskit.model.texts import one_line
from qmskit.model.times import Limit, TimeUnit

_VIETNAMESE_MARKS = str.maketrans(",.", ".,")


def channels(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
    """Yield limits, fees and descriptions of two readings, by method.

    A reading that names one limit for whatever way is compared with every way of the other one.
    """
    before, after = old.channels, new.channels
    before, after = _ways_of(before, after), _ways_of(after, before)
    for method in dict.fromkeys(channel.method for channel in (*before, *after)):
        for at, (one, other) in enumerate(_pairs(method, before, after)):
            path = f"channels.{method.value}" + (f"[{at + 1}]" if at else "")
            if one and other:
                yield from _channel(path, one, other)
            else:
                found = silence(before, after) or Relation.DIFFERENT
                yield FieldComparison(path, _told(one), _told(other), found)


def _ways_of(ones: tuple[Channel, ...], others: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """Return a single channel of an unknown method once for each known method of the others."""
    methods = dict.fromkeys(channel.method for channel in others)
    if len(ones) != 1 or ones[0].method is not ChannelMethod.UNKNOWN or not methods:
        return ones
    return tuple(replace(ones[0], method=method) for method in methods)


def _pairs(
    method: ChannelMethod, old: tuple[Channel, ...], new: tuple[Channel, ...]
) -> Iterator[tuple[Channel | None, Channel | None]]:
    """Yield the channels of a method side by side; those that say the same belong together."""
    before, after = (_of_method(method, side) for side in (old, new))
    for one in tuple(before):
        if one in after:
            yield one, one
            before.remove(one)
            after.remove(one)
    yield from zip_longest(before, after)


def _of_method(method: ChannelMethod, ones: tuple[Channel, ...]) -> list[Channel]:
    found = [one for one in ones if one.method is method]
    return sorted(found, key=_order) if len(found) > 1 else found


def _order(channel: Channel) -> tuple[str, ...]:
    """Return what channels of one method are sorted by, whatever their source's order."""
    rates = sorted(f"{_amount(fee)}|{meaning(fee.text)}" for fee in channel.fees)
    limit = channel.limit
    return (str(limit), limit.unit.value, meaning(channel.text), *rates, repr(channel))


def _told(channel: Channel | None) -> str:
    return channel.limit.short if channel else ""


def _channel(path: str, old: Channel, new: Channel) -> Iterator[FieldComparison]:
    yield from limit(f"{path}.limit", old.limit, new.limit)
    yield from _fees(f"{path}.fees", old.fees, new.fees)
    yield from text(f"{path}.text", old.text, new.text)


def limit(path: str, old: Limit, new: Limit, about: str = "") -> Iterator[FieldComparison]:
    """Yield how two limits relate: number and unit, then what is said beside them.

    Nothing is converted: 20 ngày are not 20 ngày làm việc, 1 tháng is not 30 ngày. Words without a
    number are silent about the number of the other side.
    """
    if not (old.has_number or new.has_number):
        yield from text(path, old.text, new.text, about)
        return
    found = silence(old.has_number, new.has_number) or _numbers(old, new)
    yield FieldComparison(path, old.short, new.short, found, about)
    if found is Relation.EQUAL:
        yield from _terms(f"{path}.terms", old, new, about)


def _terms(path: str, old: Limit, new: Limit, about: str) -> Iterator[FieldComparison]:
    """Yield how the words beside two equal numbers relate; `05 ngày` beside 5 days says no more."""
    both_tell = bool(old.text and new.text)
    if both_tell or old.terms != new.terms:
        yield from text(path, old.text, new.text, about)


def _numbers(old: Limit, new: Limit) -> Relation:
    if old.value != new.value:
        return Relation.DIFFERENT
    if old.unit is new.unit:
        return Relation.EQUAL
    if old.unit is TimeUnit.UNKNOWN:
        return Relation.OLD_SILENT
    return Relation.NEW_SILENT if new.unit is TimeUnit.UNKNOWN else Relation.DIFFERENT


def variants(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
    """Yield the limits of cases that have a number of days of their own, by name."""
    before, after = _by_name(old.variants), _by_name(new.variants)
    silent = silence(before, after)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        path = f"variants[{key}]"
        if one and other:
            yield from limit(f"{path}.limit", one.limit, other.limit, other.name)
        else:
            shown = (f"{case.limit.short}: {case.name}" if case else "" for case in (one, other))
            yield FieldComparison(path, next(shown), next(shown), silent or Relation.DIFFERENT)


def _by_name(cases: Iterable[Variant]) -> dict[str, Variant]:
    """Return cases by name; those of one name are numbered by their limits."""
    ordered: dict[str, list[Variant]] = {}
    for case in cases:
        ordered.setdefault(meaning(case.name), []).append(case)
    return {
        f"{key}:{at}" if at > 1 else key: case
        for key, found in ordered.items()
        for at, case in enumerate(
            sorted(found, key=lambda one: (repr(one.limit), one.name)), start=1
        )
    }


def _limit_and_name(case: Variant) -> tuple[str, str]:
    return repr(case.limit), case.name


def _fees(path: str, old: Iterable[Fee], new: Iterable[Fee]) -> Iterator[FieldComparison]:
    """Yield how the rates of a channel relate.

    Sides that ask for the same amounts in the same words are equal, whatever they call the money: a
    portal page has one column for all kinds. Only what then remains is told by kind.
    """
    before, after = _rates(old), _rates(new)
    if not before and not after:
        return
    shown = "; ".join(before.values()), "; ".join(after.values())
    found = silence(before, after) or relation(is_equal=before.keys() == after.keys())
    if found in SILENT or found is Relation.EQUAL:
        yield FieldComparison(path, *shown, found)
        return
    kinds_before, kinds_after = _by_kind(old, after), _by_kind(new, before)
    for kind in sorted(kinds_before.keys() | kinds_after.keys()):
        one, other = kinds_before.get(kind, ""), kinds_after.get(kind, "")
        yield FieldComparison(f"{path}[{kind}]", one, other, Relation.DIFFERENT)


def _rates(fees: Iterable[Fee]) -> dict[str, str]:
    """Return the fees that tell something, by amount and words."""
    return {_rate(fee): _shown(fee) for fee in fees if fee.amount is not None or fee.text}


def _by_kind(fees: Iterable[Fee], others: Mapping[str, str]) -> dict[str, str]:
    """Return by kind the rates that the other side does not have."""
    found: dict[str, list[str]] = {}
    for fee in fees:
        if (fee.amount is not None or fee.text) and _rate(fee) not in others:
            found.setdefault(fee.kind.value, []).append(_shown(fee))
    return {kind: "; ".join(dict.fromkeys(sorted(rates))) for kind, rates in found.items()}


def _rate(fee: Fee) -> str:
    letters, tones = spelling(fee.text)
    return f"{_amount(fee)}|{letters}|{tones}"


def _shown(fee: Fee) -> str:
    return f"{_amount(fee)} {one_line(fee.text)}".strip()


def _amount(fee: Fee) -> str:
    if fee.amount is None:
        return ""
    grouped = f"{fee.amount.normalize():,f}".translate(_VIETNAMESE_MARKS)
    return f"{grouped} {fee.currency or 'đồng'}"
