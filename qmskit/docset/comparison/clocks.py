"""By when a change must be in the documents: from the legal texts it rests on, never guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qmskit.docset.following.chains import FollowedChanges, followed_changes, reckoning_of
from qmskit.law.chains import Chain
from qmskit.model.changes import CatalogueDiff, DiffKind
from qmskit.model.deadlines import Deadline
from qmskit.model.publication import ChangeEvent
from qmskit.model.sets import DocumentSet


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one procedure's change.

    Attributes:
        chains: one a legal text that brought the change, the most urgent first, at least one.
    """

    chains: tuple[Chain, ...]

    @property
    def rule(self) -> str:
        """Return the id of the rule that sets the term; empty without a term."""
        term = self.urgent.deadline
        return term.rule.id if isinstance(term, Deadline) else ""

    @property
    def urgent(self) -> Chain:
        """Return the chain whose term ends first; one without a term comes last."""
        return self.chains[0]


def clocks(found: CatalogueDiff, qmset: DocumentSet | None, as_of: date) -> Mapping[str, Clock]:
    """Return the clock of every procedure whose change somebody can date, by its code.

    A change is dated by the events of the set, or by the texts that only the newer state cites,
    as far as the registers of set and framework know them.

    Args:
        qmset: None where no side is a set: then nobody knows events or a calendar.
        as_of: the day clocks are read on.

    Raises:
        InvalidInputError: the ledger of the set cannot be read, or a document not be composed.
        OutOfCalendarError: a term ends later than any calendar goes.
    """
    if qmset is None:
        return {}
    reckoning, followed = reckoning_of(qmset), _followed(qmset, as_of)
    made: dict[str, Clock] = {}
    for one in found.procedures:
        if one.kind not in {DiffKind.EDITORIAL, DiffKind.UNCHANGED}:
            events = _events(one.code, one.legal_texts, qmset)
            chains = sorted(
                (followed.chain(event, reckoning, as_of) for event in events), key=_urgency
            )
            if chains:
                made[one.code] = Clock(tuple(chains))
    return made


def _followed(qmset: DocumentSet, as_of: date) -> FollowedChanges:
    # A release is read into a folder that is gone by now; it has no ledger of its own.
    has_ledger = (qmset.folder / "qms.yaml").is_file()
    return followed_changes(qmset, as_of) if has_ledger else FollowedChanges()


def _events(code: str, texts: tuple[str, ...], qmset: DocumentSet) -> Iterator[ChangeEvent]:
    """Yield the events of a procedure, then the texts that no event tells of."""
    told: set[str] = set()
    for event in qmset.law_events.events:
        if code in event.procedures or (event.text in texts and not event.procedures):
            told.add(event.text)
            yield event
    for number in texts:
        origin = qmset.framework.publication.origin_of(number)
        text = qmset.register.texts.get(number)
        if number not in told and origin and text:
            yield ChangeEvent(
                f"{number} {code}", origin.id, text.source, number, procedures=(code,)
            )


def _urgency(chain: Chain) -> tuple[bool, date, str]:
    due = chain.deadline.due if chain.deadline else date.max
    return chain.applied is not None, due, chain.event.text
