"""What announcing decisions change in a set: what to apply, what somebody must decide."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from qmskit.changes import announced_words as words
from qmskit.language import translate as _
from qmskit.model.announcements import AnnouncedProcedure, Announcement, ChangeKind
from qmskit.model.procedures import Level, Procedure
from qmskit.model.texts import folded, shortened
from qmskit.model.workflows import Decision
from qmskit.problems import Location, Problem
from qmskit.readers.announcements.doubts import NAME_DOUBTS, NO_EFFECTIVE_DAY
from qmskit.readers.announcements.repairs import with_name_of_code
from qmskit.readers.prose.provinces import other_provinces

# What is amended or repealed was there before: a set that does not hold it has no part in it.
_OLD = frozenset({ChangeKind.AMENDED, ChangeKind.REPEALED})


class Verdict(Enum):
    """What follows for the set; the value is the word used in reports."""

    APPLY = "apply"
    ADD = "add"
    REMOVE = "remove"
    PENDING = "pending"
    DECIDE = "decide"
    NOT_OURS = "not-ours"


@dataclass(frozen=True, slots=True)
class AnnouncedChange:
    """What a row of an announcing decision means for a set.

    Attributes:
        code: code of the procedure concerned: the row's, or that of one it replaces; may be empty.
        name: its name, that of the set where the set knows it.
        sentence: what and why, for the secretary.
        effective: first day it holds; None where nobody knows.
        row: the row, doubts that the set settles left out.
        doubts: what must be decided first, those of the whole decision included; may be empty.
    """

    verdict: Verdict
    code: str
    name: str
    sentence: str
    decision: Decision
    effective: date | None
    row: AnnouncedProcedure
    doubts: tuple[Problem, ...] = ()

    @property
    def where(self) -> Location:
        """Return the place of the row in the source."""
        return self.row.where


@dataclass(frozen=True, slots=True)
class _Scope:
    """The set asked about: its procedures by code, the day, its level and province.

    The days are told by the caller.
    """

    known: Mapping[str, Procedure]
    day: date
    level: Level
    effective_days: Mapping[str, date]
    province: str

    def is_at_our_level(self, row: AnnouncedProcedure) -> bool:
        """Tell whether a row may be of the set's level."""
        return not row.levels or self.level in row.levels


def announced_changes(
    announcements: Iterable[Announcement],
    known: Mapping[str, Procedure],
    day: date,
    *,
    level: Level = Level.COMMUNE,
    effective_days: Mapping[str, date] | None = None,
    province: str = "",
) -> tuple[AnnouncedChange, ...]:
    """Return what announcing decisions mean for a set, row by row, in their order.

    A row that replaces procedures of the set also gives a change for each of them. Two decisions
    on one procedure both give a change; which of them is the last is told by `effective`.

    Args:
        announcements: the decisions.
        known: procedures of the set by code.
        day: the day asked about.
        level: level of the agency.
        effective_days: by number of the decision the day it holds from, where somebody knows it;
            goes before what the decision says.
        province: province of the agency; of a decision issued in another one nothing is applied.

    Law:
        NĐ 63/2010/NĐ-CP, Điều 14 khoản 2 knows the kinds of announcement. Whether a reduction holds
        from signing where the decision does not say is not ours to guess: the row is left to
        somebody who decides.
    """
    scope = _Scope(known, day, level, effective_days or {}, province)
    found = (
        change
        for announcement in announcements
        for row in announcement.rows
        for change in _changes(row, announcement, scope)
    )
    return tuple(dict.fromkeys(found))


def _changes(
    row: AnnouncedProcedure, announcement: Announcement, scope: _Scope
) -> Iterator[AnnouncedChange]:
    decision = announcement.decision
    effective = scope.effective_days.get(decision.number, announcement.effective)
    general = (
        *(
            doubt
            for doubt in announcement.doubts
            if doubt.code != NO_EFFECTIVE_DAY or effective is None
        ),
        *_foreign_issuer(announcement, scope.province),
    )
    ours = scope.known.get(row.code)
    if ours:
        row = with_name_of_code(row, ours.name)
    doubts = (*row.doubts, *_own_doubts(row, ours), *general)
    verdict = _verdict(row, effective, doubts, scope)
    name = ours.name if ours else row.name
    change = AnnouncedChange(verdict, row.code, name, "", decision, effective, row, doubts)
    yield replace(change, sentence=_sentence(change, scope))
    if row.kind is ChangeKind.REPLACED:
        doubts = (*row.doubts, *general)
        yield from _replaced(replace(change, doubts=doubts), scope)


def _replaced(change: AnnouncedChange, scope: _Scope) -> Iterator[AnnouncedChange]:
    """Yield the changes for procedures of the set that a row replaces."""
    row = change.row
    for code in row.replaces:
        if code not in scope.known or code == row.code:
            continue
        name = scope.known[code].name
        told = words.replacing_act(row, change.decision, code, name)
        verdict = _held_up(change.effective, change.doubts, scope) or Verdict.REMOVE
        old = replace(change, verdict=verdict, code=code, name=name)
        yield replace(old, sentence=_sentence(old, scope, told))


def _verdict(
    row: AnnouncedProcedure, effective: date | None, doubts: tuple[Problem, ...], scope: _Scope
) -> Verdict:
    if not _concerns(row, scope):
        return Verdict.NOT_OURS
    if held_up := _held_up(effective, doubts, scope):
        return held_up
    if row.code not in scope.known:
        return Verdict.ADD
    return Verdict.REMOVE if row.kind is ChangeKind.REPEALED else Verdict.APPLY


def _held_up(effective: date | None, doubts: tuple[Problem, ...], scope: _Scope) -> Verdict | None:
    """Return why nothing can be done yet, or None."""
    if effective and effective > scope.day:
        return Verdict.PENDING
    return Verdict.DECIDE if doubts else None


def _concerns(row: AnnouncedProcedure, scope: _Scope) -> bool:
    """Tell whether a row may concern the set: it is in it, or may belong into it."""
    if row.code in scope.known:
        return True
    is_old = bool(row.code) and row.kind in _OLD
    return not is_old and scope.is_at_our_level(row)


def _foreign_issuer(announcement: Announcement, province: str) -> Iterator[Problem]:
    issuer = announcement.decision.issuer
    if other_provinces(issuer, province):
        message = _("quyết định do {issuer} ban hành, cơ quan thuộc {province}")
        fix = _("dùng quyết định áp dụng tại địa bàn của cơ quan")
        where = announcement.where
        yield Problem(where, "QMS095", message.format(issuer=issuer, province=province), fix)


def _own_doubts(row: AnnouncedProcedure, ours: Procedure | None) -> Iterator[Problem]:
    """Yield the doubts that show only beside the set."""
    if ours is None:
        if row.kind not in _OLD and not row.levels:
            message = _("quyết định không ghi cấp giải quyết thủ tục")
            fix = _("xem thẩm quyền giải quyết trên Cổng Dịch vụ công quốc gia")
            yield Problem(row.where, "QMS093", message, fix)
        return
    has_doubtful_name = any(doubt.code in NAME_DOUBTS for doubt in row.doubts)
    if not has_doubtful_name and _bare(row.name) != _bare(ours.name):
        message = _("tên trong bộ tài liệu là “{name}”").format(
            name=shortened(ours.name, words.LONGEST_NAME)
        )
        fix = _("đối chiếu mã và tên với bản gốc của quyết định")
        yield Problem(row.where, "QMS092", message, fix)
    is_told = row.limit.is_known or row.reduced is not None or row.is_kept
    if row.kind is not ChangeKind.REPEALED and not is_told:
        message = _("quyết định không ghi rõ thời hạn giải quyết")
        fix = _("tải bản ghi mới của thủ tục từ Cổng Dịch vụ công quốc gia")
        yield Problem(row.where, "QMS094", message, fix)


def _bare(name: str) -> str:
    """Return a name for comparison, without blanks, diacritics and “Thủ tục” before it."""
    letters = "".join(char for char in folded(name) if char.isalnum())
    return letters.removeprefix("thutuc").removeprefix("hanhchinh")


def _sentence(change: AnnouncedChange, scope: _Scope, told: str = "") -> str:
    told = told or words.act(change.row, change.decision)
    match change.verdict:
        case Verdict.APPLY:
            return words.apply_words(told, change.row)
        case Verdict.ADD:
            return words.add_words(told, scope.level)
        case Verdict.REMOVE:
            return words.remove_words(told)
        case Verdict.PENDING if change.effective:
            return words.pending_words(told, change.effective, change.doubts)
        case Verdict.NOT_OURS:
            is_ours = scope.is_at_our_level(change.row)
            return words.foreign_words(told, None if is_ours else scope.level)
        case _:
            return words.decide_words(told, change.doubts)
