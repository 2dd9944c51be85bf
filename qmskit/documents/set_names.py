"""Names that the texts of documents about the whole set may use; docs/van-ban.md lists them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from qmskit.documents.doubts import doubts
from qmskit.documents.letters import lead_unit
from qmskit.documents.numbering import NO_OTHERS
from qmskit.documents.plan import PlannedDocument, listed_code, procedure_title
from qmskit.documents.sandbox import day_text
from qmskit.documents.state_forms import current_forms
from qmskit.model.agencies import NO_SCOPE
from qmskit.model.entries import Entry
from qmskit.model.evaluations import Report
from qmskit.model.kinds import DocumentKind, Fill, FillRows
from qmskit.model.sets import NO_CHOICES, DocumentSet
from qmskit.model.systems import LISTS, Action, Risk, RiskLevel, Seat
from qmskit.readers.systems import POSTS

T = TypeVar("T")
E = TypeVar("E", bound=Entry)

UNKNOWN = "không rõ"
# Groups of documents of procedures, and of an agency's own texts outside any folder.
_PROCEDURES = "procedure"
_OWN_GROUP = "internal"
_FORMS = "forms"
DOTS = "……………………………"


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document as lists print it; numbers and days are printed already.

    Attributes:
        kind: id of its kind.
        group: folder of its text: `model`, `system`, `forms` …; `procedure` for a TTHC's.
        form_of: id of the document it is a form of; may be empty.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRisk(Risk):
    """A risk with the name of its level."""

    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSeat(Seat):
    """A seat of the steering committee with the name of who holds its post, or dots."""

    person: str


def set_names(
    qmset: DocumentSet, documents: Iterable[PlannedDocument], day: date
) -> Mapping[str, object]:
    """Return the names that all documents about a set share."""
    agency_type = qmset.agency_type
    listed = tuple(listed_documents(documents))
    procedures = tuple(_procedures(qmset, documents))
    return {
        "post": {_name(post): post_title(qmset, post, day) for post in agency_type.posts},
        "person": {_name(post): post_person(qmset, post, day) for post in agency_type.posts},
        "words": {**agency_type.words, **qmset.choices.words},
        "lead_unit": lead_unit(qmset),
        "has_management_rep": post_person(qmset, "management-rep", day) != DOTS,
        "documents": listed,
        "procedures": procedures,
        "fields": tuple(_fields(procedures)),
        "doubts": doubts(qmset, day),
        "year": day.year,
        "day": day,
        **_lists(qmset, day),
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
    )


def post_title(qmset: DocumentSet, post: str, day: date) -> str:
    """Return what a post is called on a day."""
    return qmset.role_name(qmset.role_of(post), day)


def post_person(qmset: DocumentSet, post: str, day: date) -> str:
    """Return who holds a post on a day, or dots."""
    holder = qmset.holder(qmset.role_of(post), day)
    return (holder.person if holder else "") or DOTS


def filled(fill: Mapping[str, Fill], *, is_sample: bool) -> Mapping[str, object]:
    """Return the blanks of a form by name: dots or a sample; rows as mappings of their cells."""
    return {name: _filled(one, is_sample=is_sample) for name, one in fill.items()}


def listed_documents(documents: Iterable[PlannedDocument]) -> Iterator[ListedDocument]:
    """Yield the documents with a code of their own: a desk card goes with its procedure."""
    seen: set[str] = set()
    for one in documents:
        if one.code not in seen:
            seen.add(one.code)
            yield ListedDocument(
                code=one.code,
                title=one.title,
                issue=f"{one.revision.issue:02d}",
                revision=f"{one.revision.revision:02d}",
                issued=day_text(one.revision.issued),
                effective=day_text(one.revision.effective),
                kind=one.kind.id,
                group=_group(one.kind),
                form_of=one.kind.form_of,
            )


def _group(kind: DocumentKind) -> str:
    if not kind.is_of_set:
        return _PROCEDURES
    return kind.group or (_FORMS if kind.form_of else _OWN_GROUP)


def _name(post: str) -> str:
    return post.replace("-", "_")


def _filled(fill: Fill, *, is_sample: bool) -> object:
    if not isinstance(fill, FillRows):
        return fill.sample if is_sample else fill.blank
    rows = fill.sample if is_sample else (("",) * len(fill.columns),) * fill.blank
    return tuple(dict(zip(fill.columns, row, strict=True)) for row in rows)


def _procedures(
    qmset: DocumentSet, documents: Iterable[PlannedDocument]
) -> Iterator[ListedProcedure]:
    served = {
        procedure.code: document.code for document in documents for procedure in document.procedures
    }
    for one in qmset.procedures.values():
        issued = f" ngày {day_text(one.decision.issued)}" if one.decision.issued else ""
        yield ListedProcedure(
            code=one.code,
            name=procedure_title(one),
            field=one.field or UNKNOWN,
            decision=f"{one.decision.number}{issued}" if one.decision.number else UNKNOWN,
            document=served.get(one.code, UNKNOWN),
        )


def _fields(procedures: tuple[ListedProcedure, ...]) -> Iterator[ListedField]:
    for name in sorted({one.field for one in procedures}):
        yield ListedField(name, tuple(one for one in procedures if one.field == name))


def _lists(qmset: DocumentSet, day: date) -> Mapping[str, object]:
    """Return the lists of the agency's type with what is printed in place of ids."""
    printing = _Printing.of(qmset, day)
    lists: dict[str, object] = {}
    for name in LISTS:
        own = tuple(one for one in getattr(qmset.system, name) if one.is_for(qmset.agency.type))
        lists[name] = tuple(printing.entry(one) for one in own)
    levels = sorted(qmset.system.risk_levels, key=lambda one: -one.lowest)
    return {
        **lists,
        "risks": tuple(
            _with_level(printing.entry(one), levels)
            for one in qmset.system.risks
            if one.is_for(qmset.agency.type)
        ),
        "committee": tuple(
            _with_person(printing.entry(one), post_person(qmset, one.post, day))
            for one in qmset.system.committee
            if one.is_for(qmset.agency.type)
        ),
        "state_forms": tuple(current_forms(qmset.system.state_forms, day)),
        "report": _report(qmset),
    }


def _report(qmset: DocumentSet) -> Report | None:
    """Return the outline of the annual report: the agency's choice, else the first."""
    reports = qmset.system.reports
    chosen = (one for one in reports if one.id == qmset.choices.report)
    return next(chosen, reports[0] if reports else None)


def _with_person(seat: Seat, person: str) -> ListedSeat:
    return _made(ListedSeat, {**_values(seat), "person": person})


def _with_level(risk: Risk, levels: Iterable[RiskLevel]) -> ListedRisk:
    name = next((one.name for one in levels if risk.score >= one.lowest), "")
    return _made(ListedRisk, {**_values(risk), "level": name})


@dataclass(frozen=True, slots=True)
class _Printing:
    """Puts what is printed in place of ids: titles of posts, codes of documents, processes."""

    posts: Mapping[str, str]
    codes: Mapping[str, str]
    processes: Mapping[str, str]

    @classmethod
    def of(cls, qmset: DocumentSet, day: date) -> "_Printing":
        posts = {post: post_title(qmset, post, day) for post in qmset.agency_type.posts}
        codes = {kind.id: listed_code(qmset, kind) for kind in qmset.kinds}
        # An entry may still name a process that the agency dropped.
        processes = (*qmset.framework.system.processes, *qmset.system.processes)
        return cls(posts, codes, {one.id: one.name for one in processes})

    def entry(self, entry: E) -> E:
        values = {name: self._value(name, value) for name, value in _values(entry).items()}
        return _made(type(entry), values)

    def _value(self, name: str, value: object) -> object:
        if isinstance(value, str):
            if name == "document":
                return self.codes.get(value, "")
            return self._named(name).get(value, value)
        if not isinstance(value, tuple):
            return value
        if name in {"documents", "records"}:
            return tuple(self.codes[one] for one in value if self.codes.get(one))
        return tuple(
            replace(one, owner=self.posts.get(one.owner, one.owner))
            if isinstance(one, Action)
            else one
            for one in value
        )

    def _named(self, name: str) -> Mapping[str, str]:
        if name == "process":
            return self.processes
        return self.posts if name in POSTS else NO_OTHERS


def _values(entry: Entry) -> dict[str, object]:
    return {one.name: getattr(entry, one.name) for one in fields(entry)}


def _made(make: Callable[..., T], values: Mapping[str, object]) -> T:
    return make(**values)
