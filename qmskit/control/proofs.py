"""What must be on file before a system is announced, and what is missing or old."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from qmskit.control.announcements import FiledEvidence
from qmskit.language import translate as _
from qmskit.model.control import AnnouncementRules, EvidenceKind, EvidenceRule
from qmskit.model.dated import Source
from qmskit.model.legal_texts import EMPTY_REGISTER, Register
from qmskit.problems import Location, Problem

_MONTHS = 12
# A provision is written from the article down and cited from the point up.
_BETWEEN_PARTS = re.compile(r" (?=khoản |điểm )")


def proof(rule: EvidenceRule, filed: Iterable[FiledEvidence], on: date) -> FiledEvidence | None:
    """Return the latest evidence a rule asks for; all other is bounded by the confirmation."""
    known = tuple(filed)
    return _latest(known, rule.kind, _until(rule, known, on))


def shortcomings(
    rules: AnnouncementRules,
    filed: Iterable[FiledEvidence],
    on: date,
    applied_from: date | None,
) -> Iterator[Problem]:
    """Yield what stands against the first announcement by a decision of a day.

    Args:
        applied_from: first day on which a released document held; None where none ever did.
    """
    known = tuple(filed)
    for rule in rules.evidence:
        where, until = Location(rule.kind.value), _until(rule, known, on)
        of_kind = [one for one in known if one.kind is rule.kind]
        found = _latest(known, rule.kind, until)
        if not of_kind:
            message = _("chưa có {name}").format(name=rule.name)
            yield Problem(where, "QMS780", message, _fix(rule))
        elif found is None:
            message = _("{name} ngày {day} sau ngày {until}, không đúng trình tự").format(
                name=rule.name,
                day=f"{max(of_kind, key=lambda one: one.on).on:%d/%m/%Y}",
                until=f"{until:%d/%m/%Y}",
            )
            fix = _("đánh giá, xem xét, khắc phục rồi xác nhận hiệu lực, sau đó mới công bố")
            yield Problem(where, "QMS781", message, fix)
        elif rule.follows_application and (applied_from is None or found.on < applied_from):
            message = _("{name} ngày {day} lập trước khi tài liệu có hiệu lực").format(
                name=rule.name, day=f"{found.on:%d/%m/%Y}"
            )
            yield Problem(where, "QMS781", message, _fix(rule))


def remarks(
    rules: AnnouncementRules, filed: Iterable[FiledEvidence], on: date, last_effective: date | None
) -> Iterator[Problem]:
    """Yield which evidence is older than one would expect.

    Args:
        last_effective: first day of the latest release.
    """
    known = tuple(filed)
    for rule in rules.evidence:
        found, where = proof(rule, known, on), Location(rule.kind.value)
        if found is None:
            continue
        day = f"{found.on:%d/%m/%Y}"
        if last_effective and found.on < last_effective:
            message = _("{name} ngày {day} có trước lần phát hành gần nhất (hiệu lực từ {from_})")
            shown = message.format(name=rule.name, day=day, from_=f"{last_effective:%d/%m/%Y}")
            fix = _("xem tài liệu mới phát hành đã được đánh giá, xem xét chưa")
            yield Problem(where, "QMS784", shown, fix)
        if rule.months and found.on < _months_before(on, rule.months):
            message = _("{name} ngày {day} đã quá {months} tháng").format(
                name=rule.name, day=day, months=rule.months
            )
            yield Problem(where, "QMS784", message, _("thực hiện lại ít nhất mỗi năm một lần"))


def source_told(source: Source, register: Register = EMPTY_REGISTER) -> str:
    """Return a source as messages name it: `điểm b khoản 2 Điều 4 Quyết định số …`.

    Args:
        register: whose citations tell of which kind a text is; of others the number stands alone.
    """
    parts = _BETWEEN_PARTS.split(source.provision)
    text = register.texts.get(source.text)
    kind, number, _rest = (text.citation if text else "").partition(source.text)
    named = f"{kind}{number}" if number else source.text
    return " ".join([*reversed(parts), named]).strip()


def _fix(rule: EvidenceRule) -> str:
    return _("{source}; ghi bằng --evidence {kind}=TỆP").format(
        source=source_told(rule.source), kind=rule.kind.value
    )


def _until(rule: EvidenceRule, known: tuple[FiledEvidence, ...], on: date) -> date:
    """Return the last day on which evidence counts."""
    if rule.kind is EvidenceKind.CONFIRMATION:
        return on
    confirmed = _latest(known, EvidenceKind.CONFIRMATION, on)
    return confirmed.on if confirmed else on


def _latest(
    known: tuple[FiledEvidence, ...], kind: EvidenceKind, until: date
) -> FiledEvidence | None:
    found = [one for one in known if one.kind is kind and one.on <= until]
    return max(reversed(found), key=lambda one: one.on, default=None)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
