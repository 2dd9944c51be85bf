"""Sentences about announced changes, as a civil servant would write them in a note."""

from collections.abc import Iterable
from datetime import date

from qmskit.documents.sandbox import day_text
from qmskit.language import translate as _
from qmskit.model.announcements import AnnouncedProcedure, ChangeKind
from qmskit.model.procedures import Level
from qmskit.model.texts import shortened
from qmskit.model.workflows import Decision
from qmskit.problems import Problem

LONGEST_NAME = 120


def act(row: AnnouncedProcedure, decision: Decision) -> str:
    """Return what a decision does with the procedure of a row, without full stop."""
    return _acts()[row.kind].format(
        decision=_called(decision), procedure=_procedure(row.code, row.name)
    )


def replacing_act(row: AnnouncedProcedure, decision: Decision, code: str, name: str) -> str:
    """Return what a decision does with a procedure that the one of a row replaces."""
    return _("{decision} thay thế thủ tục {old} bằng thủ tục {procedure}").format(
        decision=_called(decision),
        old=_procedure(code, name),
        procedure=_procedure(row.code, row.name),
    )


def apply_words(told: str, row: AnnouncedProcedure) -> str:
    """Return the sentence about a change that can be applied."""
    if row.reduced is not None and row.limit.is_known:
        words = _("{act}; thời hạn giải quyết giảm từ {limit} còn {reduced}.")
        return words.format(act=told, limit=row.limit.short, reduced=row.reduced.short)
    if row.reduced is not None:
        words = _("{act}; thời hạn giải quyết sau cắt giảm là {reduced}.")
        return words.format(act=told, reduced=row.reduced.short)
    if row.is_kept:
        words = _("{act}; thời hạn giải quyết giữ nguyên, không cắt giảm: {limit}.")
    else:
        words = _("{act}; thời hạn giải quyết là {limit}.")
    return words.format(act=told, limit=row.limit.short)


def add_words(told: str, level: Level) -> str:
    """Return the sentence about a procedure that the set may need."""
    return _(
        "{act}; thủ tục thuộc thẩm quyền {level} và chưa có trong bộ tài liệu: cần quyết định "
        "có đưa vào hay không."
    ).format(act=told, level=_levels()[level])


def remove_words(told: str) -> str:
    """Return the sentence about a procedure that the set may have to give up."""
    return _(
        "{act}; thủ tục này đang có trong bộ tài liệu: cần quyết định việc đưa ra khỏi bộ."
    ).format(act=told)


def rest_words(told: str, phrases: Iterable[str]) -> str:
    """Return the sentence about what a decision says otherwise than the set."""
    return _("{act}; chưa đưa vào bộ tài liệu: {phrases}.").format(
        act=told, phrases="; ".join(phrases)
    )


def pending_words(told: str, day: date, doubts: Iterable[Problem]) -> str:
    """Return the sentence about a change that holds later."""
    words = _("{act}, có hiệu lực từ ngày {day}; chưa áp dụng trước ngày đó.").format(
        act=told, day=day_text(day)
    )
    messages = _messages(doubts)
    return words + (
        " " + _("Cần làm rõ trước ngày đó: {doubts}.").format(doubts=messages) if messages else ""
    )


def decide_words(told: str, doubts: Iterable[Problem]) -> str:
    """Return the sentence about a change that is not certain."""
    return _("{act}; cần làm rõ trước khi áp dụng: {doubts}.").format(
        act=told, doubts=_messages(doubts)
    )


def foreign_words(told: str, level: Level | None) -> str:
    """Return the sentence about a change that does not concern the set.

    Args:
        told: what the decision does.
        level: level of the agency where the procedure belongs to others; else None.
    """
    if level is None:
        return _("{act}; thủ tục không có trong bộ tài liệu, không phải cập nhật.").format(act=told)
    return _("{act}; thủ tục không thuộc thẩm quyền {level}, không phải cập nhật.").format(
        act=told, level=_levels()[level]
    )


def _acts() -> dict[ChangeKind, str]:
    return {
        ChangeKind.NEW: _("{decision} công bố mới thủ tục {procedure}"),
        ChangeKind.AMENDED: _("{decision} công bố sửa đổi, bổ sung thủ tục {procedure}"),
        ChangeKind.REPLACED: _("{decision} công bố thủ tục {procedure} thay thế thủ tục khác"),
        ChangeKind.REPEALED: _("{decision} công bố bãi bỏ thủ tục {procedure}"),
        ChangeKind.UNKNOWN: _("{decision} nêu thủ tục {procedure}"),
    }


def _levels() -> dict[Level, str]:
    return {
        Level.COMMUNE: _("cấp xã"),
        Level.PROVINCE: _("cấp tỉnh"),
        Level.MINISTRY: _("cấp bộ"),
        Level.OTHER: _("cơ quan khác"),
    }


def _called(decision: Decision) -> str:
    if not decision.number:
        return _("Quyết định chưa rõ số")
    if decision.issued is None:
        return _("Quyết định số {number}").format(number=decision.number)
    return _("Quyết định số {number} ngày {day}").format(
        number=decision.number, day=day_text(decision.issued)
    )


def _procedure(code: str, name: str) -> str:
    shown = f"“{shortened(name, LONGEST_NAME)}”" if name else ""
    return f"{code} {shown}".strip() or _("không rõ mã, không rõ tên")


def _messages(doubts: Iterable[Problem]) -> str:
    return "; ".join(dict.fromkeys(doubt.message for doubt in doubts))
