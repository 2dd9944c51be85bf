"""Where a record contradicts itself about its limits: told, never merged."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from qmskit.language import translate as _
from qmskit.model.procedures import Channel, ChannelMethod, Procedure, Variant
from qmskit.model.texts import shortened
from qmskit.model.times import Limit, TimeUnit
from qmskit.readers.prose.limits import limit_in

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class LimitDifference:
    """Two limits of one record that do not agree.

    Attributes:
        methods: the channels concerned, in the order of the record, none twice.
        variant: name of the case that says otherwise; empty where the channels' own words do.
        limit: what the channels tell as their limit; the first of them where they differ.
        other: what the words or the case tell.
        sentence: both, as a sentence for people.
    """

    methods: tuple[ChannelMethod, ...]
    variant: str
    limit: Limit
    other: Limit
    sentence: str


def differences(procedure: Procedure) -> tuple[LimitDifference, ...]:
    """Return where a record's limits contradict each other, words first, none twice.

    Compared are number and unit together: 9 days are not 9 working days. A channel's words differ
    where they tell one general limit that is another, or the limit of a case with the same number
    and another unit. A case of the record differs where neither a channel nor a case that a
    channel's words name has its limit, while no other case of the record has a channel's: beside
    one that agrees, the others are longer or shorter roads. What is unknown contradicts nothing.
    """
    return (*_of_words(procedure), *_of_variants(procedure))


def _of_words(procedure: Procedure) -> Iterator[LimitDifference]:
    """Yield what descriptions tell otherwise, channels with the same contradiction together."""
    methods: dict[tuple[Limit, Limit], list[ChannelMethod]] = {}
    for channel in procedure.channels:
        limit = channel.limit
        for other in _told_otherwise(channel):
            methods.setdefault((_plain(limit), other), []).append(channel.method)
    for (limit, other), found in methods.items():
        named = tuple(dict.fromkeys(found))
        sentence = _("Nộp {channels}: thời hạn ghi {limit}, phần mô tả ghi {other}.").format(
            channels=_names(named), limit=limit.short, other=other.short
        )
        yield LimitDifference(named, "", limit, other, sentence)


def _told_otherwise(channel: Channel) -> Iterator[Limit]:
    if not channel.limit.is_known or not channel.text:
        return
    limit, told = _pair(channel.limit), limit_in(channel.text)
    if told.is_known:
        if _pair(told) != limit:
            yield _plain(told)
        return
    cases = {(case.value, case.unit) for case in told.terms.cases}
    if limit not in cases:
        yield from (Limit(*case) for case in sorted(cases, key=str) if case[0] == limit[0])


def _of_variants(procedure: Procedure) -> Iterator[LimitDifference]:
    """Yield the cases of the record that say otherwise; cases with the same limit are one."""
    known = tuple(one for one in procedure.channels if one.limit.is_known)
    limits = {_pair(channel.limit) for channel in known}
    told = {(case.value, case.unit) for one in procedure.channels for case in one.limit.terms.cases}
    variants = tuple(one for one in procedure.variants if one.limit.is_known)
    if not known or any(_pair(one.limit) in limits for one in variants):
        return
    others: dict[tuple[Decimal | None, TimeUnit], Variant] = {}
    for one in variants:
        if _pair(one.limit) not in told:
            others.setdefault(_pair(one.limit), one)
    methods = tuple(dict.fromkeys(channel.method for channel in known))
    for variant in others.values():
        yield _of_variant(variant, methods, known)


def _of_variant(
    variant: Variant, methods: tuple[ChannelMethod, ...], known: tuple[Channel, ...]
) -> LimitDifference:
    limits = dict.fromkeys(channel.limit.short for channel in known)
    sentence = _("Trường hợp “{name}” ghi {other}, các hình thức nộp ghi {limits}.").format(
        name=shortened(variant.name, _LONGEST_NAME),
        other=variant.limit.short,
        limits=", ".join(limits),
    )
    return LimitDifference(
        methods, variant.name, _plain(known[0].limit), _plain(variant.limit), sentence
    )


def _pair(limit: Limit) -> tuple[Decimal | None, TimeUnit]:
    return (limit.value, limit.unit)


def _plain(limit: Limit) -> Limit:
    """Return number and unit alone."""
    return Limit(limit.value, limit.unit)


def _names(methods: tuple[ChannelMethod, ...]) -> str:
    names = {
        ChannelMethod.DIRECT: _("trực tiếp"),
        ChannelMethod.ONLINE: _("trực tuyến"),
        ChannelMethod.POSTAL: _("qua bưu chính"),
        ChannelMethod.UNKNOWN: _("không rõ hình thức nộp"),
    }
    return ", ".join(names[method] for method in methods)
