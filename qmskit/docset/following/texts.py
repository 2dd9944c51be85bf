"""Texts that change what records cite, and of which no event of the set tells yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qmskit.documents.plan import system_code
from qmskit.law.citing import numbers_cited
from qmskit.law.states import LegalState, first_day, state_of
from qmskit.model.legal_texts import Bearing, LegalText, RelationKind
from qmskit.model.procedures import LegalBasis, Procedure
from qmskit.model.sets import DocumentSet

_ENDS = frozenset({RelationKind.REPLACES, RelationKind.REPEALS})


class Turn(StrEnum):
    """What happens on the day of a change of texts."""

    BEGINS = "begins"
    RETURNS = "returns"
    ENDS = "ends"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Touch:
    """What one text does to a text that a procedure cites, seen by somebody on a day.

    Attributes:
        turn: the change begins, the earlier wording is back, a text ends with nothing in its place
            that is known, or it had ended before the record was made.
        day: None where nobody knows it.
        procedure: whose record cites the text; empty where documents cite it by themselves.
        kind: what the acting text does; None where a text ends by itself.
    """

    acting: LegalText
    turn: Turn
    day: date | None
    cited: str
    procedure: str
    kind: RelationKind | None = None


@dataclass(frozen=True, slots=True)
class TextChange:
    """A change of texts with all that it touches.

    Attributes:
        kinds: what the acting text does, in the order of `RelationKind`; may be empty.
        cited: numbers of the texts touched, sorted; procedures: codes, sorted.
    """

    acting: LegalText
    turn: Turn
    day: date | None
    kinds: tuple[RelationKind, ...]
    cited: tuple[str, ...]
    procedures: tuple[str, ...]


def text_changes(qmset: DocumentSet, as_of: date) -> tuple[TextChange, ...]:
    """Return the changes of texts that records cite and no event tells of, in order of their days.

    What a record shows to know is left out: it cites the acting text, or the State has changed it
    since. Of a record without a day nobody can tell; only what is to come, or has ended, is told.
    """
    groups: dict[tuple[str, Turn, date | None], list[Touch]] = {}
    for touch in _Touches(qmset, as_of).all():
        groups.setdefault((touch.acting.number, touch.turn, touch.day), []).append(touch)
    found = (_together(touches) for touches in groups.values())
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.acting.number, one.turn)))


def _together(touches: list[Touch]) -> TextChange:
    first = touches[0]
    kinds = {one.kind for one in touches}
    return TextChange(
        first.acting,
        first.turn,
        first.day,
        tuple(kind for kind in RelationKind if kind in kinds),
        tuple(sorted({one.cited for one in touches})),
        tuple(sorted({one.procedure for one in touches} - {""})),
    )


class _Touches:
    """What the register tells about the texts that the records of a set cite."""

    def __init__(self, qmset: DocumentSet, as_of: date) -> None:
        self._qmset, self._as_of, self._register = qmset, as_of, qmset.register
        self._meant: dict[LegalBasis, tuple[str, ...]] = {}

    def all(self) -> Iterator[Touch]:
        yield from self._of_documents()
        for procedure in self._qmset.procedures.values():
            cited = self._cited(procedure)
            for number in cited:
                touches = tuple(self._of_text(number, procedure, cited))
                yield from touches
                yield from () if touches else self._ended(number, procedure, cited)

    def _of_documents(self) -> Iterator[Touch]:
        """Yield what is to come for texts that documents cite by themselves.

        They print a text only while it is in force, so what has come is no news.
        """
        nobody = Procedure("", "")
        cited = tuple(dict.fromkeys(_cited_by_documents(self._qmset)))
        for number in cited:
            for touch in self._of_text(number, nobody, cited):
                if touch.day and touch.day > self._as_of:
                    yield touch

    def _cited(self, procedure: Procedure) -> tuple[str, ...]:
        """Return the numbers of the texts a record cites; of a name that means one text, that."""
        found = (self._numbers(one) for one in procedure.legal_bases)
        return tuple(dict.fromkeys(numbers[0] for numbers in found if len(numbers) == 1))

    def _numbers(self, basis: LegalBasis) -> tuple[str, ...]:
        if basis not in self._meant:
            self._meant[basis] = numbers_cited(basis, self._register, self._as_of)
        return self._meant[basis]

    def _of_text(
        self, number: str, procedure: Procedure, cited: tuple[str, ...]
    ) -> Iterator[Touch]:
        for one in self._register.bearing_on(number):
            if one.relation.kind is RelationKind.GUIDES:
                continue
            kind, code = one.relation.kind, procedure.code
            begins = one.relation.effective or first_day(one.text, one.relation.by)
            ends = one.relation.until or (one.text.expires if one.text.is_temporary else None)
            if one.text.number not in cited and self._is_news(begins, one, procedure):
                yield Touch(one.text, Turn.BEGINS, begins, number, code, kind)
            if ends and self._is_end_news(ends, one.text.number, procedure):
                yield Touch(one.text, Turn.RETURNS, ends, number, code, kind)
        yield from self._own_end(number, procedure)

    def _is_news(self, begins: date | None, one: Bearing, procedure: Procedure) -> bool:
        """Tell whether a relation begins to hold, or has begun, and the record cannot know it."""
        if self._is_told(one.text.number, procedure.code):
            return False
        seen = _seen(procedure)
        if begins is None:
            return not (seen and one.text.issued and one.text.issued <= seen)
        day = max(begins, self._as_of)
        if state_of(one.text, self._register, day).state is LegalState.EXPIRED:
            return False
        return self._is_to_be_seen(begins, procedure)

    def _is_end_news(self, day: date, number: str, procedure: Procedure) -> bool:
        """Tell whether a text ends on a day that neither an event nor the record tells of."""
        is_told = self._is_told(number, procedure.code, day)
        return not is_told and self._is_to_be_seen(day, procedure)

    def _is_to_be_seen(self, day: date, procedure: Procedure) -> bool:
        """Tell whether a day is to come, or has come since the State changed the record."""
        seen = _seen(procedure)
        return day > self._as_of or (seen is not None and seen < day)

    def _is_told(self, number: str, code: str, returns: date | None = None) -> bool:
        """Tell whether an event of the set tells of a text's change, or of its return on a day."""
        return any(
            event.text == number
            and (not code or not event.procedures or code in event.procedures)
            and (event.effective == returns if returns else True)
            for event in self._qmset.law_events.events
        )

    def _own_end(self, number: str, procedure: Procedure) -> Iterator[Touch]:
        """Yield the end of a text by itself, where no other one is known to take its place."""
        text = self._register.texts.get(number)
        if text is None or text.expires is None or self._replacing(number):
            return
        if self._is_end_news(text.expires, number, procedure):
            turn = Turn.RETURNS if text.is_temporary else Turn.ENDS
            yield Touch(text, turn, text.expires, number, procedure.code)

    def _ended(self, number: str, procedure: Procedure, cited: tuple[str, ...]) -> Iterator[Touch]:
        """Yield a text that had ended before the record was made, or nobody can tell."""
        text = self._register.texts.get(number)
        if text is None or self._is_told(number, procedure.code):
            return
        found = state_of(text, self._register, self._as_of)
        if found.state is not LegalState.EXPIRED:
            return
        replacing = self._replacing(number)
        is_told = any(one in cited or self._is_told(one, procedure.code) for one in replacing)
        if not is_told and (not replacing or _seen(procedure) is None):
            yield Touch(text, Turn.ENDED, None, number, procedure.code)

    def _replacing(self, number: str) -> tuple[str, ...]:
        """Return the texts that take the place of a whole text, or end it."""
        return tuple(
            one.text.number
            for one in self._register.bearing_on(number)
            if one.relation.kind in _ENDS and not one.relation.provision
        )


def _seen(procedure: Procedure) -> date | None:
    """Return the last day on which the State is known to have looked at a record."""
    days = (procedure.updated, procedure.decision.issued)
    return max((day for day in days if day), default=None)


def _cited_by_documents(qmset: DocumentSet) -> Iterator[str]:
    """Yield the numbers of the texts that documents cite, whatever their procedures rest on."""
    yield from (number for number, text in qmset.register.texts.items() if text.cited_in)
    for kind in qmset.kinds:
        yield from kind.letter.bases if kind.letter else ()


def documents_touched(
    qmset: DocumentSet, change: TextChange, documents: Mapping[str, Iterable[str]]
) -> tuple[str, ...]:
    """Return the codes of the documents of a change, sorted.

    Args:
        documents: codes of documents by procedure code.
    """
    texts = qmset.register.texts
    is_everywhere = any(one in texts and texts[one].cited_in for one in change.cited)
    procedures = documents.keys() if is_everywhere else change.procedures
    served = {one for code in procedures for one in documents.get(code, ())}
    resting = {
        system_code(qmset, kind)
        for kind in qmset.kinds
        if kind.letter and set(kind.letter.bases) & set(change.cited)
    }
    return tuple(sorted(served | resting))
