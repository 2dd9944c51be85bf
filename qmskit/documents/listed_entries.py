"""Entries of the lists of a system as texts print them: names in place of ids."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from qmskit.documents.numbering import NO_OTHERS
from qmskit.documents.plan import listed_code
from qmskit.documents.posts import post_person, post_title
from qmskit.documents.state_forms import current_forms
from qmskit.model.entries import Entry
from qmskit.model.evaluations import Report
from qmskit.model.sets import DocumentSet
from qmskit.model.systems import LISTS, Action, Risk, RiskLevel, Seat
from qmskit.readers.systems import POSTS

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRisk(Risk):
    """A risk with the name of its level."""

    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSeat(Seat):
    """A seat of the steering committee.

    Attributes:
        person: who holds its post, or dots.
        title: that person's own position; the name of the post where nobody told it.
    """

    person: str
    title: str


def listed_entries(qmset: DocumentSet, day: date) -> Mapping[str, object]:
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
            _seated(printing.entry(one), one.post, qmset, day)
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


def _seated(seat: Seat, post: str, qmset: DocumentSet, day: date) -> ListedSeat:
    holder = qmset.holder(qmset.role_of(post), day)
    person = post_person(qmset, post, day)
    title = (holder.title if holder else "") or seat.post
    return _made(ListedSeat, {**_values(seat), "person": person, "title": title})


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
