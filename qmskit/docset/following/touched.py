"""Documents that open changes of law touch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qmskit.docset.following.chains import documents_serving, followed_changes, reckoning_of
from qmskit.docset.issuing.drafts import Standing
from qmskit.law.chains import Chain, ChangeStatus
from qmskit.model.sets import DocumentSet


@dataclass(frozen=True, slots=True)
class OpenChange:
    """A document that has to follow a change, with the change."""

    document: str
    chain: Chain


def open_changes(
    qmset: DocumentSet, standings: Iterable[Standing], *, as_of: date
) -> tuple[OpenChange, ...]:
    """Return the documents that have not followed a change on a day, by the order of the changes.

    Args:
        standings: of all documents of the set on the day, see `status`.

    Raises:
        InvalidInputError: the ledger cannot be read.
    """
    known = {one.document.code: one for one in standings}
    followed, reckoning = followed_changes(qmset, as_of, known), reckoning_of(qmset)
    serving = documents_serving(qmset, as_of) if qmset.law_events.events else {}
    found = []
    for event in qmset.law_events.events:
        chain = followed.chain(event, reckoning, as_of)
        if chain.status is not ChangeStatus.APPLIED:
            served = (one for code in event.procedures for one in serving.get(code, ()))
            waiting = followed.open_documents.get(event.id) or dict.fromkeys(served)
            found += [OpenChange(code, chain) for code in waiting]
    return tuple(found)
