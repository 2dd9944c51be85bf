"""Where the documents of a set stand: what the ledger tells beside what would be built today."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qmskit.control.fingerprints import fingerprint
from qmskit.control.history import History, history
from qmskit.control.ledger import Ledger
from qmskit.control.life import Issued, draft_stage, issued_documents
from qmskit.control.numbers import next_revision, pending, set_issue
from qmskit.control.rows import rows_of_ledger
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.rendering import without_collecting
from qmskit.documents.contents import contents, controlled
from qmskit.documents.plan import PlannedDocument, is_draft, plan
from qmskit.model.agencies import Revision
from qmskit.model.control import DocumentControl, SetControl, Signature, Stage
from qmskit.model.sets import DocumentSet
from qmskit.readers.trees import Json


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one controlled document stands.

    Attributes:
        document: as it would be made today.
        rows: its revision table, as the ledger knows it.
        content, fingerprint: what would be signed today.
        signatures: those under this content since the last issue, in order.
        issued: what was issued last, or None.
        issued_stage: where that stands on the day, or None.
        is_changed: whether the content differs from what was issued last, or nothing was, or a row
            of its revision table is being prepared.
        is_proposed: whether it rests on a workflow that nobody approved.
        is_suspect: whether a procedure of it changed, and nobody confirmed the workflow since.
    """

    document: PlannedDocument
    rows: tuple[Revision, ...]
    content: Json
    fingerprint: str
    signatures: tuple[Signature, ...]
    issued: Issued | None
    issued_stage: Stage | None
    is_changed: bool
    is_proposed: bool
    is_suspect: bool = False

    @property
    def is_ended(self) -> bool:
        """Tell whether a decision ended it, now or later: its code is not used again."""
        return self.issued is not None and self.issued.is_withdrawn

    @property
    def is_open(self) -> bool:
        """Tell whether there is a draft of it to be signed and issued."""
        return self.is_changed and not self.is_ended

    @property
    def is_confirmed(self) -> bool:
        """Tell whether somebody stands for its workflow, or it needs none."""
        return not self.is_proposed and not self.is_suspect

    @property
    def is_recorded(self) -> bool:
        """Tell whether it was issued before there was a ledger, as its revision table says."""
        return self.issued is None and bool(self.rows) and self.rows[-1].issued is not None

    @property
    def stage(self) -> Stage:
        """Return where its newest version stands: the draft's, if there is one to issue."""
        if self.is_ended and self.issued_stage:
            return self.issued_stage
        if self.is_changed or self.signatures or self.issued_stage is None:
            return draft_stage(self.signatures)
        return self.issued_stage


@dataclass(frozen=True, slots=True)
class Drafts:
    """Where all controlled documents of a set stand on a day.

    Attributes:
        standings: by document code, in the order of the plan.
    """

    ledger: Ledger
    history: History
    standings: Mapping[str, Standing]


def drafts(qmset: DocumentSet, day: date, codes: Collection[str] | None = None) -> Drafts:
    """Return where the controlled documents of a set stand.

    Args:
        codes: of the documents wanted; None means all.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
    """
    ledger = ledger_of(qmset.folder)
    return _drafts(qmset, ledger, history(ledger.entries), day, codes)


def _drafts(
    qmset: DocumentSet, ledger: Ledger, known: History, day: date, codes: Collection[str] | None
) -> Drafts:
    qmset = replace(qmset, revisions={**qmset.revisions, **rows_of_ledger(qmset.revisions, known)})
    documents = {
        code: one
        for code, one in controlled(plan(qmset, day)).items()
        if codes is None or code in codes
    }
    with without_collecting():
        made = contents(qmset, documents, day)
    last = {one.document.code: one for one in issued_documents(known)}
    standings = {
        code: replace(
            _standing(
                document, qmset.revisions.get(code, ()), made[code], known, last.get(code), day
            ),
            is_suspect=any(one.code in qmset.suspects for one in document.procedures),
        )
        for code, document in documents.items()
    }
    return Drafts(ledger, known, standings)


def status(qmset: DocumentSet, *, as_of: date) -> tuple[Standing, ...]:
    """Return where every controlled document of a set stands, in the order of the plan.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
    """
    found = drafts(qmset, as_of)
    rows = _to_come(found)
    return tuple(
        replace(one, document=replace(one.document, revisions=rows[code]))
        if code in rows and one.is_open
        else one
        for code, one in found.standings.items()
    )


def with_control(
    qmset: DocumentSet, day: date, codes: Collection[str] | None = None
) -> DocumentSet:
    """Return a set whose documents know of their releases.

    A document that is no longer as it was issued prints the number of the revision to come, and
    that it is a draft. A set without releases and signatures stays as it is.

    Args:
        codes: of the documents wanted; None means all.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
    """
    ledger = ledger_of(qmset.folder)
    known = history(ledger.entries)
    if not known.releases and not known.signings:
        return replace(qmset, control=SetControl(receipt=ledger.receipt))
    found = _drafts(qmset, ledger, known, day, codes)
    control = SetControl(
        documents=dict(_printed(found)),
        approved=tuple(
            code for code, one in found.standings.items() if one.stage is Stage.APPROVED
        ),
        receipt=ledger.receipt,
    )
    rows = {code: one.rows for code, one in found.standings.items() if one.issued}
    revisions = {**qmset.revisions, **rows, **_to_come(found)}
    return replace(qmset, revisions=revisions, control=control)


def _to_come(found: Drafts) -> Mapping[str, tuple[Revision, ...]]:
    """Return the revision tables of documents that changed since they were issued.

    Each ends with the number of the revision to come, which nobody has prepared yet. So does that
    of a document whose end is decided but still to come: what is made now is not what was issued.
    """
    rows = {code: one.rows for code, one in found.standings.items()}
    issue = set_issue(rows)
    return {
        code: (*rows[code], Revision(*next_revision(rows[code], issue)))
        for code, one in found.standings.items()
        if one.issued and one.is_changed and one.issued_stage is not Stage.WITHDRAWN
        if pending(rows[code]) is None
    }


def _printed(found: Drafts) -> Iterator[tuple[str, DocumentControl]]:
    for code, one in found.standings.items():
        is_withdrawn = one.stage is Stage.WITHDRAWN
        if one.issued and not one.is_changed:
            last = one.issued.document
            yield code, DocumentControl(last.check, last.signatures, is_withdrawn)
        elif is_withdrawn:
            yield code, DocumentControl(is_withdrawn=True)


def _standing(
    document: PlannedDocument,
    rows: tuple[Revision, ...],
    content: Json,
    known: History,
    last: Issued | None,
    day: date,
) -> Standing:
    value = fingerprint(content)
    stage = last.stage_on(day) if last else None
    return Standing(
        document=document,
        rows=rows,
        content=content,
        fingerprint=value,
        signatures=known.signatures(document.code, value),
        issued=last,
        issued_stage=stage,
        is_changed=last is None or last.document.fingerprint != value or pending(rows) is not None,
        is_proposed=bool(document.procedures) and is_draft(document.workflow),
    )
