"""What a ledger tells of changes of law: brought in, followed by which issue, confirmed by whom.

An update writes into its line the change events it brought in, with the procedures each changed,
and the procedures whose workflow somebody has to look at; a confirmation, whose workflows it was:

    {"events": [{"id": "66.18/2026/NQ-CP", "procedures": ["1.013225"]}], "suspect": ["1.013225"]}
    {"person": "Trần Thị B", "procedures": ["1.013225"]}
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from qmskit.control.ledger import Entry, Kind


@dataclass(frozen=True, slots=True)
class IssuedSince:
    """A line of the ledger that put a document into force, or ended it.

    Attributes:
        line: number of the line.
        effective: first day of it.
    """

    line: int
    effective: date


@dataclass(frozen=True, slots=True)
class RecordedChanges:
    """What the lines of a ledger tell of changes of law.

    Attributes:
        events: the line of the last update that brought a change in, by id of the event and code
            of the procedure.
        suspect: the line that made the workflow of a procedure doubtful, by procedure code.
        confirmed: the line of the last confirmation, by procedure code.
        issued: by document code, in the order of the ledger.
    """

    events: Mapping[tuple[str, str], int] = field(default_factory=dict)
    suspect: Mapping[str, int] = field(default_factory=dict)
    confirmed: Mapping[str, int] = field(default_factory=dict)
    issued: Mapping[str, tuple[IssuedSince, ...]] = field(default_factory=dict)

    @property
    def suspects(self) -> tuple[str, ...]:
        """Return the procedures whose workflow waits for somebody to confirm it, sorted."""
        open_ones = (one for one, line in self.suspect.items() if line > self.confirmed.get(one, 0))
        return tuple(sorted(open_ones))

    def issued_since(self, document: str, line: int) -> date | None:
        """Return the first day of the first issue, or of the end, of a document behind a line."""
        found = (one.effective for one in self.issued.get(document, ()) if one.line > line)
        return next(found, None)


def changes_recorded(entries: Iterable[Entry]) -> RecordedChanges:
    """Return what lines tell of changes of law; an operation that was undone tells nothing."""
    now = before = RecordedChanges()
    for entry in entries:
        if entry.what is Kind.UNDO:
            now, before = before, now
        else:
            now, before = _with(now, entry), now
    return now


def _with(known: RecordedChanges, entry: Entry) -> RecordedChanges:
    details, line = entry.details, entry.number
    if entry.what is Kind.UPDATE:
        events = {
            (event.text_of("id"), code): line
            for event in details.records("events")
            for code in event.texts("procedures")
        }
        suspect = dict.fromkeys(details.texts("suspect"), line)
        return replace(
            known, events={**known.events, **events}, suspect={**known.suspect, **suspect}
        )
    if entry.what is Kind.CONFIRM:
        confirmed = dict.fromkeys(details.texts("procedures"), line)
        return replace(known, confirmed={**known.confirmed, **confirmed})
    if entry.what is Kind.RELEASE:
        codes = tuple(one.text_of("code") for one in details.records("documents"))
        return replace(known, issued=_issued(known, codes, line, details.day("effective")))
    if entry.what is Kind.WITHDRAW:
        codes = details.texts("documents")
        return replace(known, issued=_issued(known, codes, line, details.day("since")))
    return known


def _issued(
    known: RecordedChanges, codes: Iterable[str], line: int, effective: date | None
) -> Mapping[str, tuple[IssuedSince, ...]]:
    if effective is None:
        return known.issued
    more = {code: (*known.issued.get(code, ()), IssuedSince(line, effective)) for code in codes}
    return {**known.issued, **more}
