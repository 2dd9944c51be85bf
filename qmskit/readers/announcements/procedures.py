"""Procedures and reductions as an announcing decision gives them."""

import re
from collections.abc import Iterable, Iterator

from qmskit.model.announcements import AnnouncedProcedure, Announcement, ChangeKind
from qmskit.model.procedures import (
    Agencies,
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    Fee,
    FeeKind,
    Procedure,
    Unparsed,
)
from qmskit.model.texts import folded
from qmskit.model.times import UNKNOWN_LIMIT
from qmskit.model.workflows import ProvinceDecisions
from qmskit.readers.announcements.doubts import NAME_DOUBTS, REPEATED_CODE
from qmskit.readers.announcements.repairs import with_known_name
from qmskit.readers.prose.fees import fee_state, until_in

_GIVING = frozenset({ChangeKind.NEW, ChangeKind.AMENDED, ChangeKind.REPLACED})
_CHARGE = re.compile(r"le phi\b")
_FEE = re.compile(r"(?<!le )phi\b")


def announced_procedures(
    announcement: Announcement, known: Iterable[str] = ()
) -> tuple[Procedure, ...]:
    """Return the procedures that a decision announces, in its order, no code twice.

    Only new, amended and replacing procedures whose code and name are certain; of a code with two
    contents none. What a list says of limit and fees belongs to the ways of submission; where the
    list names none, to one that is unknown. A limit that is not certain is kept in `unparsed`.

    Args:
        announcement: the decision.
        known: names that are sure, such as those of a catalogue; they repair broken words.
    """
    names = tuple(known)
    found = {
        row.code: _procedure(row, announcement)
        for row in (with_known_name(row, names) for row in announcement.rows)
        if row.kind in _GIVING and row.code and not _has(row, NAME_DOUBTS | {REPEATED_CODE})
    }
    return tuple(found.values())


def reductions(announcement: Announcement) -> tuple[ProvinceDecisions, ...]:
    """Return the limits that a decision reduces, in its order, no code twice.

    Only where the reduced limit is certain. The day from which the decision holds is not asked:
    see `Announcement.effective`.
    """
    found = {
        row.code: ProvinceDecisions(
            row.code, limit=row.reduced, limit_decision=announcement.decision
        )
        for row in announcement.rows
        if row.kind in _GIVING
        and row.code
        and row.reduced is not None
        and not _has(row, frozenset({REPEATED_CODE}))
    }
    return tuple(found.values())


def _has(row: AnnouncedProcedure, codes: frozenset[str]) -> bool:
    return any(doubt.code in codes for doubt in row.doubts)


def _procedure(row: AnnouncedProcedure, announcement: Announcement) -> Procedure:
    decision = announcement.decision
    return Procedure(
        code=row.code,
        name=row.name,
        field=row.field or announcement.field,
        levels=row.levels,
        channels=tuple(_channels(row)),
        agencies=Agencies(addresses=row.reception),
        legal_bases=row.legal_bases,
        decision=AnnouncingDecision(decision.number, decision.issued, decision.issuer),
        unparsed=(*_left(row), *row.unparsed),
    )


def _channels(row: AnnouncedProcedure) -> Iterator[Channel]:
    limit = row.limit if row.limit.is_known else UNKNOWN_LIMIT
    fees = (_fee(row.fees),) if row.fees else ()
    if row.methods or fees or limit.is_known:
        for method in row.methods or (ChannelMethod.UNKNOWN,):
            yield Channel(method, limit, fees)


def _fee(words: str) -> Fee:
    """Return the fee in the words of the column “Phí, lệ phí”, whose amount they may hold."""
    plain = folded(words)
    is_charge = bool(_CHARGE.search(plain)) and not _FEE.search(plain)
    kind = FeeKind.CHARGE if is_charge else FeeKind.FEE
    return Fee(kind, text=words, state=fee_state(None, words), until=until_in(words))


def _left(row: AnnouncedProcedure) -> Iterator[Unparsed]:
    """Yield what no channel could take."""
    if row.limit.text and not row.limit.is_known:
        yield Unparsed("limit", row.limit.text)
