"""Evidence and announcements of a system, as the ledger tells, and what the rules say of them."""

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from qmskit.control.history import needed_day, needed_number, needed_text
from qmskit.control.ledger import Entry, Kind, canonical
from qmskit.language import translate as _
from qmskit.model.control import AnnouncementRules, EvidenceKind, EvidenceRule
from qmskit.model.dated import Source
from qmskit.problems import Location, Problem
from qmskit.readers.records import Record
from qmskit.readers.trees import Json

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class FiledEvidence:
    """A piece of evidence on file.

    Attributes:
        on: its day.
        person: who filed it, or says that there is nothing to file.
        file: where it lies in the set; empty where there is nothing to file.
    """

    kind: EvidenceKind
    on: date
    person: str
    file: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncedScope:
    """What a system covers; amending a procedure inside of it changes nothing here.

    Attributes:
        units: that share the system; may be empty.
        procedures: codes, sorted.
    """

    agency: str
    units: tuple[str, ...]
    procedures: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Return sha256 of the scope."""
        return hashlib.sha256(canonical(_scope_json(self))).hexdigest()


@dataclass(frozen=True, slots=True)
class AnnouncedDocument:
    """A document that held when a system was announced."""

    code: str
    issue: int
    revision: int
    check: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The written notice to the lead agency."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Posting:
    """The posting at the seat of the agency."""

    on: date
    place: str


@dataclass(frozen=True, slots=True)
class WebPage:
    """The page on which the announcement stands."""

    url: str
    on: date


@dataclass(frozen=True, slots=True)
class SystemAnnouncement:
    """An announcement of the system, with what was recorded of it later.

    Attributes:
        decision: number of the decision; on: its day.
    """

    decision: str
    on: date
    scope: AnnouncedScope
    documents: tuple[AnnouncedDocument, ...] = ()
    notice: Notice | None = None
    posted: Posting | None = None
    web: WebPage | None = None


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """How a scope differs from the one announced.

    Attributes:
        added, removed: codes of procedures.
        is_reworded: whether agency or units are called otherwise.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    is_reworded: bool

    @property
    def is_any(self) -> bool:
        """Tell whether there is a difference: then the system is announced again."""
        return bool(self.added or self.removed or self.is_reworded)


def filed_evidence(entries: Iterable[Entry]) -> tuple[FiledEvidence, ...]:
    """Return the evidence on file, in the order of filing.

    Raises:
        InvalidInputError: an entry lacks what it needs.
    """
    return tuple(_evidence(one.details) for one in entries if one.what is Kind.EVIDENCE)


def announcements(entries: Iterable[Entry]) -> tuple[SystemAnnouncement, ...]:
    """Return the announcements, each with what was recorded of it later.

    Raises:
        InvalidInputError: an entry lacks what it needs.
    """
    found: list[SystemAnnouncement] = []
    for entry in entries:
        if entry.what is Kind.ANNOUNCE and entry.details.text_of("decision"):
            found.append(_with_publication(_announcement(entry.details), entry.details))
        elif entry.what is Kind.ANNOUNCE and found:
            found[-1] = _with_publication(found[-1], entry.details)
    return tuple(found)


def evidence_json(one: FiledEvidence) -> dict[str, Json]:
    """Return the details of an entry about a piece of evidence."""
    return {
        "kind": one.kind.value,
        "on": one.on.isoformat(),
        "person": one.person,
        "file": one.file,
        "note": one.note,
    }


def announcement_json(one: SystemAnnouncement) -> dict[str, Json]:
    """Return the details of an entry about an announcement."""
    documents: list[Json] = [
        {"code": held.code, "issue": held.issue, "revision": held.revision, "check": held.check}
        for held in one.documents
    ]
    scope = {**_scope_json(one.scope), "fingerprint": one.scope.fingerprint}
    return {
        "decision": one.decision,
        "on": one.on.isoformat(),
        "scope": scope,
        "documents": documents,
        **publication_json(one.notice, one.posted, one.web),
    }


def publication_json(
    notice: Notice | None, posted: Posting | None, web: WebPage | None
) -> dict[str, Json]:
    """Return what an entry holds of notice, posting and web page; alone it adds to the last."""
    found: dict[str, Json] = {}
    if notice:
        found["notice"] = {"number": notice.number, "on": notice.on.isoformat()}
    if posted:
        found["posted"] = {"on": posted.on.isoformat(), "place": posted.place}
    if web:
        found["web"] = {"url": web.url, "on": web.on.isoformat()}
    return found


def scope_change(old: AnnouncedScope, new: AnnouncedScope) -> ScopeChange:
    """Return how a scope differs from the one announced."""
    before, after = set(old.procedures), set(new.procedures)
    return ScopeChange(
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
        (old.agency, old.units) != (new.agency, new.units),
    )


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


def source_told(source: Source) -> str:
    """Return a source as messages name it."""
    return f"{source.provision} {source.text}" if source.provision else source.text


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


def _scope_json(scope: AnnouncedScope) -> dict[str, Json]:
    return {
        "agency": scope.agency,
        "units": list(scope.units),
        "procedures": list(scope.procedures),
    }


def _evidence(record: Record) -> FiledEvidence:
    return FiledEvidence(
        kind=EvidenceKind(needed_text(record, "kind")),
        on=needed_day(record, "on"),
        person=record.text_of("person"),
        file=record.text_of("file"),
        note=record.text_of("note"),
    )


def _announcement(record: Record) -> SystemAnnouncement:
    scope = record.record("scope")
    return SystemAnnouncement(
        decision=needed_text(record, "decision"),
        on=needed_day(record, "on"),
        scope=AnnouncedScope(
            scope.text_of("agency"), scope.texts("units"), scope.texts("procedures")
        ),
        documents=tuple(
            AnnouncedDocument(
                needed_text(one, "code"),
                needed_number(one, "issue"),
                needed_number(one, "revision"),
                one.text_of("check"),
            )
            for one in record.records("documents")
        ),
    )


def _with_publication(one: SystemAnnouncement, record: Record) -> SystemAnnouncement:
    notice, posted, web = one.notice, one.posted, one.web
    if "notice" in record:
        told = record.record("notice")
        notice = Notice(needed_text(told, "number"), needed_day(told, "on"))
    if "posted" in record:
        told = record.record("posted")
        posted = Posting(needed_day(told, "on"), needed_text(told, "place"))
    if "web" in record:
        told = record.record("web")
        web = WebPage(needed_text(told, "url"), needed_day(told, "on"))
    return replace(one, notice=notice, posted=posted, web=web)
