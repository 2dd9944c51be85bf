"""Evidence and announcements of a system, as the ledger tells, and what the rules say of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from qmskit.control.history import needed_day, needed_number, needed_text
from qmskit.control.ledger import Entry, Kind, canonical
from qmskit.model.control import EvidenceKind
from qmskit.model.digests import digest
from qmskit.readers.records import Record
from qmskit.readers.trees import Json


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
        return digest(canonical(_scope_json(self)))


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
    """Return the evidence on file, in the order of filing; of kinds that are known here.

    Raises:
        InvalidInputError: an entry lacks what it needs.
    """
    filed = (one.details for one in entries if one.what is Kind.EVIDENCE)
    return tuple(_evidence(one) for one in filed if one.text_of("kind") in set(EvidenceKind))


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


def _scope_json(scope: AnnouncedScope) -> dict[str, Json]:
    return {
        "agency": scope.agency,
        "units": list(scope.units),
        "procedures": list(scope.procedures),
    }


def _evidence(record: Record) -> FiledEvidence:
    return FiledEvidence(
        kind=record.choice("kind", EvidenceKind),
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
