"""Names that the texts of documents about the whole set may use; docs/van-ban.md lists them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from qmskit.documents.doubts import doubts
from qmskit.documents.letters import lead_unit
from qmskit.documents.listed_documents import (
    documents_to_issue,
    listed_documents,
    listed_fields,
    listed_procedures,
)
from qmskit.documents.listed_entries import listed_entries
from qmskit.documents.plan import PlannedDocument
from qmskit.documents.posts import DOTS, post_person, post_title
from qmskit.model.agencies import NO_SCOPE
from qmskit.model.control import NO_CONTROL
from qmskit.model.kinds import Fill, FillRows
from qmskit.model.sets import NO_CHOICES, DocumentSet


def set_names(
    qmset: DocumentSet, documents: Iterable[PlannedDocument], day: date
) -> Mapping[str, object]:
    """Return the names that all documents about a set share."""
    agency_type = qmset.agency_type
    planned = tuple(documents)
    listed = tuple(listed_documents(planned))
    to_come = tuple(listed_documents(planned, to_come=True))
    procedures = tuple(listed_procedures(qmset, planned))
    return {
        "post": {_name(post): post_title(qmset, post, day) for post in agency_type.posts},
        "person": {_name(post): post_person(qmset, post, day) for post in agency_type.posts},
        "words": {**agency_type.words, **qmset.choices.words},
        "lead_unit": lead_unit(qmset),
        "has_management_rep": post_person(qmset, "management-rep", day) != DOTS,
        "documents": listed,
        "to_issue": documents_to_issue(to_come, qmset.control.approved),
        "is_first_issue": not qmset.control.documents,
        "receipt": qmset.control.receipt,
        "changes_told": qmset.control.changes_told,
        "procedures": procedures,
        "fields": tuple(listed_fields(procedures)),
        "doubts": doubts(qmset, day),
        "year": day.year,
        "day": day,
        **listed_entries(qmset, day),
    }


def as_sample(qmset: DocumentSet) -> DocumentSet:
    """Return the set of the fictional agency whose papers the worked samples are."""
    sample = qmset.framework.sample
    if sample is None:
        return qmset
    return replace(
        qmset,
        agency=sample.agency,
        appointments=sample.appointments,
        procedures={},
        province={},
        workflows={},
        scope=NO_SCOPE,
        system=qmset.framework.system,
        choices=NO_CHOICES,
        control=NO_CONTROL,
    )


def filled(fill: Mapping[str, Fill], *, is_sample: bool) -> Mapping[str, object]:
    """Return the blanks of a form by name: dots or a sample; rows as mappings of their cells."""
    return {name: _filled(one, is_sample=is_sample) for name, one in fill.items()}


def _name(post: str) -> str:
    return post.replace("-", "_")


def _filled(fill: Fill, *, is_sample: bool) -> object:
    if not isinstance(fill, FillRows):
        return fill.sample if is_sample else fill.blank
    rows = fill.sample if is_sample else (("",) * len(fill.columns),) * fill.blank
    return tuple(dict(zip(fill.columns, row, strict=True)) for row in rows)
