"""Documents and procedures of a set as its lists print them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qmskit.documents.plan import PlannedDocument, is_draft, procedure_title
from qmskit.documents.sandbox import day_text
from qmskit.model.agencies import Revision
from qmskit.model.kinds import DocumentKind
from qmskit.model.sets import DocumentSet

_UNKNOWN = "không rõ"
# Groups of documents of procedures, and of an agency's own texts outside any folder.
_PROCEDURES = "procedure"
_OWN_GROUP = "internal"
_FORMS = "forms"


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document as lists print it; numbers and days are printed already.

    Attributes:
        kind: id of its kind.
        group: folder of its text: `model`, `system`, `forms` …; `procedure` for a TTHC's.
        form_of: id of the document it is a form of; may be empty.
        is_draft: whether it rests on a workflow that nobody approved, or on none.
        is_controlled: whether it is approved and issued, not made when needed.
    """

    code: str
    title: str
    issue: str
    revision: str
    issued: str
    effective: str
    kind: str
    group: str
    form_of: str
    is_draft: bool
    is_controlled: bool


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    """A procedure of the scope as lists print it; `document` is the code of its document."""

    code: str
    name: str
    field: str
    decision: str
    document: str


@dataclass(frozen=True, slots=True)
class ListedField:
    """A field of administration with its procedures, at least one."""

    name: str
    procedures: tuple[ListedProcedure, ...]


def listed_documents(
    documents: Iterable[PlannedDocument], *, to_come: bool = False
) -> Iterator[ListedDocument]:
    """Yield the documents with a code of their own: a desk card goes with its procedure.

    Args:
        to_come: whether to list the revisions that are being prepared, not those issued last.
    """
    seen: set[str] = set()
    for one in documents:
        if one.code not in seen:
            seen.add(one.code)
            last = one.revision if to_come else _issued(one)
            yield ListedDocument(
                code=one.code,
                title=one.title,
                issue=f"{last.issue:02d}",
                revision=f"{last.revision:02d}",
                issued=day_text(last.issued),
                effective=day_text(last.effective),
                kind=one.kind.id,
                group=_group(one.kind),
                form_of=one.kind.form_of,
                is_draft=bool(one.procedures) and is_draft(one.workflow),
                is_controlled=one.is_controlled,
            )


def _issued(document: PlannedDocument) -> Revision:
    """Return the revision that was issued last; of a document never issued the one to come."""
    issued = (one for one in reversed(document.revisions) if one.issued)
    return next(issued, document.revision)


def documents_to_issue(
    listed: Sequence[ListedDocument], approved: Collection[str]
) -> tuple[ListedDocument, ...]:
    """Return what a decision issues: what is approved, else what waits for it, else all.

    Args:
        approved: codes of documents that all have signed; empty where signatures are not recorded.
    """
    if approved:
        return tuple(one for one in listed if one.code in approved)
    able = tuple(one for one in listed if one.is_controlled and not one.is_draft)
    return tuple(one for one in able if not one.issued) or able


def listed_procedures(
    qmset: DocumentSet, documents: Iterable[PlannedDocument]
) -> Iterator[ListedProcedure]:
    """Yield the procedures in scope, each with the code of the document that serves it."""
    served = {
        procedure.code: document.code for document in documents for procedure in document.procedures
    }
    for one in qmset.procedures.values():
        issued = f" ngày {day_text(one.decision.issued)}" if one.decision.issued else ""
        yield ListedProcedure(
            code=one.code,
            name=procedure_title(one),
            field=one.field or _UNKNOWN,
            decision=f"{one.decision.number}{issued}" if one.decision.number else _UNKNOWN,
            document=served.get(one.code, _UNKNOWN),
        )


def listed_fields(procedures: tuple[ListedProcedure, ...]) -> Iterator[ListedField]:
    """Yield the fields of procedures, in the order of their names."""
    for name in sorted({one.field for one in procedures}):
        yield ListedField(name, tuple(one for one in procedures if one.field == name))


def _group(kind: DocumentKind) -> str:
    if not kind.is_of_set:
        return _PROCEDURES
    return kind.group or (_FORMS if kind.form_of else _OWN_GROUP)
