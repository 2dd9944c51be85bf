"""Document control: signatures, issued documents, releases, and what a build needs of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from qmskit.model.dated import Source


class SignatureRole(StrEnum):
    """What a person signs a document for, in the order of signing."""

    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    APPROVER = "approver"


class Stage(StrEnum):
    """Where a document stands in its life."""

    DRAFT = "draft"
    DRAFTED = "drafted"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    ISSUED = "issued"
    IN_FORCE = "in-force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something with a set, and when; the library itself asks neither user nor clock.

    Attributes:
        by: name of the person at the keyboard; empty where nobody told.
        at: with time zone; None where nobody told.
    """

    by: str = ""
    at: datetime | None = None

    @property
    def day(self) -> date | None:
        """Return the day of the moment; None where nobody told."""
        return self.at.date() if self.at else None

    @property
    def written(self) -> str:
        """Return the moment as the ledger writes it, to the second; empty where unknown."""
        return self.at.isoformat(timespec="seconds") if self.at else ""


NOBODY_TOLD = Act()


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under a document.

    Attributes:
        title: position on the day of signing.
        authority: `KT.` or `TUQ.` where a deputy signs for the head; else empty.
        assignment: number of the document that assigned it to the deputy; else empty.
    """

    role: SignatureRole
    person: str
    title: str
    on: date
    authority: str = ""
    assignment: str = ""


@dataclass(frozen=True, slots=True)
class SignedContent:
    """The content of one document that a signature stands under; see `control.fingerprints`."""

    code: str
    issue: int
    revision: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document as it was issued.

    Attributes:
        check: short code printed on its cover.
        signatures: the three, in the order of signing.
    """

    code: str
    title: str
    issue: int
    revision: int
    fingerprint: str
    check: str
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One act of issuing documents.

    Attributes:
        number: from 1, the name of its folder below `releases/`.
        decision: number of the decision.
        on: day of the decision.
        effective: first day in force.
        still_for: dossiers received before this day are still settled by the issues that it
            replaces; None where they end at once.
        manifest: sha256 of its manifest.
    """

    number: int
    decision: str
    on: date
    effective: date
    documents: tuple[IssuedDocument, ...]
    still_for: date | None = None
    manifest: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Documents taken out of force without another in their place.

    Attributes:
        codes: of the documents.
        decision: number of the decision; on: its day.
        since: first day they no longer hold.
        still_for: as of a release.
    """

    codes: tuple[str, ...]
    decision: str
    on: date
    since: date
    still_for: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Separation:
    """Two signatures that one person may not give under the same document."""

    roles: tuple[SignatureRole, SignatureRole]
    source: Source


class EvidenceKind(StrEnum):
    """What proves that a system works before it is announced."""

    AUDIT = "audit"
    REVIEW = "review"
    NONCONFORMITIES = "nonconformities"
    CONFIRMATION = "confirmation"


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """A piece of evidence that must be on file before a system is announced.

    Attributes:
        name: what it is called.
        follows_application: whether it can only come after documents are in force.
        may_be_none: whether there may be nothing to show, such as no nonconformity.
        months: how long it counts as recent; None where nobody says.
    """

    kind: EvidenceKind
    name: str
    source: Source
    follows_application: bool = False
    may_be_none: bool = False
    months: int | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementRules:
    """How a framework has a system announced.

    Attributes:
        evidence: what must be there before the first announcement, the confirmation last.
        publication: what says that it is notified, posted and put on the web; None where nothing
            does.
        again: what says that a change of scope is announced; None where nothing does.
        drafts: ids of the documents to sign, in their order.
    """

    evidence: tuple[EvidenceRule, ...] = ()
    publication: Source | None = None
    again: Source | None = None
    drafts: tuple[str, ...] = ()


NO_ANNOUNCEMENT = AnnouncementRules()


@dataclass(frozen=True, slots=True)
class ControlRules:
    """How a framework controls documents.

    Attributes:
        uncontrolled: ids or groups of kinds that are made when needed and never issued, such as
            letters.
        yearly: ids of kinds that are issued for a year, which is part of their content.
        separations: may be empty.
        shared: ids or groups of kinds that every desk holds.
        posted: ids or groups of kinds that hang on the notice board.
        apart: ids of kinds whose files carry the code of another document and do not go with it,
            unless a desk names them.
        announcement: how a system is announced.
    """

    uncontrolled: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()
    separations: tuple[Separation, ...] = ()
    shared: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    announcement: AnnouncementRules = NO_ANNOUNCEMENT


NO_RULES = ControlRules()


@dataclass(frozen=True, slots=True)
class DocumentControl:
    """What a document prints of its release.

    Attributes:
        check: short code on the cover; empty for a draft.
        signatures: those who really signed; empty for a draft, which prints who is to sign.
        is_withdrawn: whether it is out of force without another in its place.
    """

    check: str = ""
    signatures: tuple[Signature, ...] = ()
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SetControl:
    """What the documents of a set print of its ledger.

    Attributes:
        documents: by document code; one that is missing was never released.
        approved: codes of documents that are approved and not yet issued.
        receipt: sha256 of the ledger's last line, which a decision prints; may be empty.
        changes_told: what the annual report says of the year's changes of law; empty where the set
            tells of none.
    """

    documents: Mapping[str, DocumentControl] = field(default_factory=dict)
    approved: tuple[str, ...] = ()
    receipt: str = ""
    changes_told: str = ""


NO_CONTROL = SetControl()
