"""Which issues followed which changes of law, and where every change of a set stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from qmskit.control.history import history
from qmskit.control.law_changes import RecordedChanges, changes_recorded
from qmskit.control.life import Issued, issued_documents
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.issuing.drafts import Standing, drafts
from qmskit.documents.plan import plan
from qmskit.law.calendars import calendar_of
from qmskit.law.chains import Chain, chain_of
from qmskit.law.deadlines import deadline
from qmskit.law.links import Reckoning
from qmskit.model.publication import ChangeEvent, Owner, PublicationRules
from qmskit.model.sets import DocumentSet


@dataclass(frozen=True, slots=True)
class FollowedChanges:
    """What a ledger tells of the change events of a set.

    Attributes:
        applied: the day an event was followed by the last of its documents, by id; an event that
            is missing has not been followed, or nobody brought it in by an update.
        brought_in: ids of the events that an update brought in for all of their documents.
        open_documents: codes of the documents that still have to follow, by id of the event; of
            an event that is followed none.
        recorded: what the lines of the ledger tell.
    """

    applied: Mapping[str, date] = field(default_factory=dict)
    brought_in: frozenset[str] = frozenset()
    open_documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recorded: RecordedChanges = field(default_factory=RecordedChanges)

    def chain(self, event: ChangeEvent, reckoning: Reckoning, as_of: date) -> Chain:
        """Return where an event stands on a day.

        What an update brought in is followed by issues alone: a day that somebody wrote down for
        the agency's stage counts only where the ledger knows nothing of the event.
        """
        told = _without_own_stage(event, reckoning.rules) if event.id in self.brought_in else event
        return chain_of(told, reckoning, as_of, self.applied.get(event.id))


def reckoning_of(qmset: DocumentSet) -> Reckoning:
    """Return what the changes of a set are reckoned by."""
    calendar = calendar_of(qmset)
    return Reckoning(
        rules=qmset.framework.publication,
        register=qmset.register,
        deadline=partial(deadline, calendar=calendar),
        is_working=calendar.is_working,
        counts_terms=qmset.law_events.counts_publication_terms,
    )


def chains_of(qmset: DocumentSet, as_of: date) -> tuple[Chain, ...]:
    """Return where every change event of a set stands on a day, in the order of the events.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
        OutOfCalendarError: a term ends later than any calendar goes.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a.
    """
    followed, reckoning = followed_changes(qmset, as_of), reckoning_of(qmset)
    return tuple(followed.chain(one, reckoning, as_of) for one in qmset.law_events.events)


def applied_days(qmset: DocumentSet, as_of: date) -> Mapping[str, date]:
    """Return the day each event was followed by the last of its documents, by id of the event.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
    """
    return followed_changes(qmset, as_of).applied


def followed_changes(
    qmset: DocumentSet, as_of: date, standings: Mapping[str, Standing] | None = None
) -> FollowedChanges:
    """Return what the ledger tells of the change events of a set.

    Args:
        standings: of its documents on the day, by code, where somebody has them at hand.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
    """
    if not qmset.law_events.events:
        return FollowedChanges()
    entries = ledger_of(qmset.folder).entries
    recorded = changes_recorded(entries)
    last = {one.document.code: one for one in issued_documents(history(entries))}
    serving = documents_serving(qmset, as_of)
    touched = {
        event.id: dict(_lines(event, qmset, serving, last, recorded))
        for event in qmset.law_events.events
    }
    unissued = {
        code
        for lines in touched.values()
        for code, line in lines.items()
        if line and recorded.issued_since(code, line) is None
    }
    if standings is None:
        wanted = {code for codes in serving.values() for code in codes} & unissued & last.keys()
        standings = drafts(qmset, as_of, wanted).standings if wanted else {}
    judge = _Judge(recorded, last, {*standings}, _changed(standings))
    return judge.of(touched)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells what follows what.

    Attributes:
        last: the last issue of each document ever issued.
        composed: documents whose content of today is known.
        changed: those of them that differ from what was issued last.
    """

    recorded: RecordedChanges
    last: Mapping[str, Issued]
    composed: set[str]
    changed: set[str]

    def of(self, touched: Mapping[str, Mapping[str, int]]) -> FollowedChanges:
        told = {event for event, _code in self.recorded.events}
        applied: dict[str, date] = {}
        waiting: dict[str, tuple[str, ...]] = {}
        for event, lines in touched.items():
            waiting[event] = tuple(code for code, line in lines.items() if self._waits(code, line))
            if lines and not waiting[event]:
                applied[event] = self._last_day(lines)
        brought_in = {one for one in told & touched.keys() if all(touched[one].values())}
        return FollowedChanges(applied, frozenset(brought_in), waiting, self.recorded)

    def _waits(self, code: str, line: int) -> bool:
        """Tell whether a document still has to be issued, or ended, because of a change."""
        if not line:
            return True
        if self.recorded.issued_since(code, line) is not None:
            return False
        issued = self.last.get(code)
        if issued is None:
            return True
        if issued.is_withdrawn:
            return False
        # A document that no procedure of the set needs any longer is to be ended.
        return code not in self.composed or code in self.changed

    def _last_day(self, lines: Mapping[str, int]) -> date:
        """Return the last first day of what followed; of what needed nothing, that of its issue."""
        since = [self.recorded.issued_since(code, line) for code, line in lines.items()]
        days = [day for day in since if day is not None]
        return max(days or (_first_day(self.last[code]) for code in lines))


def _first_day(issued: Issued) -> date:
    return (issued.ended_on if issued.is_withdrawn else None) or issued.release.effective


def _changed(standings: Mapping[str, Standing]) -> set[str]:
    return {code for code, one in standings.items() if one.is_changed}


def documents_serving(qmset: DocumentSet, day: date) -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the controlled documents of each procedure of a set."""
    found: dict[str, dict[str, None]] = {}
    for one in plan(qmset, day):
        for procedure in one.procedures:
            if one.is_controlled:
                found.setdefault(procedure.code, {})[one.code] = None
    return {code: tuple(documents) for code, documents in found.items()}


def _lines(
    event: ChangeEvent,
    qmset: DocumentSet,
    serving: Mapping[str, tuple[str, ...]],
    last: Mapping[str, Issued],
    recorded: RecordedChanges,
) -> Iterator[tuple[str, int]]:
    """Yield the documents of an event, each with the line that brought it in; 0 for none.

    A document shared by procedures of which some were never brought in has line 0.
    """
    found: dict[str, list[int]] = {}
    for code in event.procedures:
        line = recorded.events.get((event.id, code), 0)
        for document in _documents(code, qmset, serving, last):
            found.setdefault(document, []).append(line)
    for document, lines in found.items():
        yield document, max(lines) if all(lines) else 0


def _documents(
    code: str,
    qmset: DocumentSet,
    serving: Mapping[str, tuple[str, ...]],
    last: Mapping[str, Issued],
) -> Iterable[str]:
    """Return the documents of a procedure; of one outside the set that which was issued for it."""
    if code in qmset.procedures:
        return serving.get(code, ())
    document = qmset.codes.documents.get(code, "")
    return (document,) if document in last else ()


def _without_own_stage(event: ChangeEvent, rules: PublicationRules) -> ChangeEvent:
    own = {one.id for one in rules.stages.values() if one.owner is Owner.AGENCY}
    return replace(event, stages=tuple(one for one in event.stages if one.stage not in own))
