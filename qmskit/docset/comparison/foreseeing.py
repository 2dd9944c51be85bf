"""What a legal text to come would touch in a set: all that cites what the text changes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from qmskit.documents.contents import contents, controlled
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.language import translate as _
from qmskit.law.touching import (
    changing_relations,
    told_together,
    touch_told,
    touched_procedures,
)
from qmskit.model.announcements import ChangeKind
from qmskit.model.changes import ProcedureDiff, TouchedDocument
from qmskit.model.law_drafts import LawDraft
from qmskit.model.legal_texts import LegalText, Register, Relation
from qmskit.model.publication import ChangeEvent, LawEvents
from qmskit.model.sets import DocumentSet
from qmskit.problems import Location, Problem
from qmskit.readers.trees import Json


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What texts to come would touch in a set.

    Attributes:
        qmset: the set with the texts in its register, and their events alone.
        texts: in the order of the draft.
        because: by procedure code why each is touched, in words, never empty.
        brought_by: by procedure code the numbers of the texts, or the names they go by.
        documents: those of no touched procedure that cite a text which is changed.
        repealed: codes of procedures that an event says are repealed.
        remarks: what cannot be told.
    """

    qmset: DocumentSet
    texts: tuple[LegalText, ...]
    because: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    brought_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    documents: tuple[TouchedDocument, ...] = ()
    repealed: frozenset[str] = frozenset()
    remarks: tuple[Problem, ...] = ()

    def is_content_known(self, one: ProcedureDiff) -> bool:
        """Tell whether a record, or an event that repeals it, says what becomes of a procedure."""
        return one.new is not None or one.code in self.repealed


def foreseen(draft: LawDraft, qmset: DocumentSet, day: date, shown: str) -> Foreseen:
    """Return what the texts of a draft would touch in a set.

    Args:
        draft: the texts to come.
        day: the day asked about, which may be in the future.
        shown: what the user called the draft, for remarks.

    Raises:
        InvalidInputError: every problem of the documents of the set.
    """
    register = Register.of(draft.texts, qmset.register.texts.values())
    touches = _Touches(draft, qmset, register, day)
    for text in draft.texts:
        touches.add_citations(text)
    for event in draft.events:
        touches.add_event(event)
    touches.add_records()
    law_events = LawEvents(touches.events(), qmset.law_events.counts_publication_terms)
    documents = tuple(_documents(draft, qmset, register, touches.because, day))
    is_touching = bool(touches.because or documents)
    return Foreseen(
        replace(qmset, register=register, law_events=law_events),
        draft.coming,
        touches.because,
        touches.brought_by,
        documents,
        touches.repealed,
        tuple(_remarks(draft, qmset, shown, is_touching=is_touching)),
    )


class _Touches:
    """The procedures touched so far."""

    def __init__(self, draft: LawDraft, qmset: DocumentSet, register: Register, day: date) -> None:
        self._draft, self._qmset, self._register, self._day = draft, qmset, register, day
        self._events = list(draft.events)
        self.because: dict[str, tuple[str, ...]] = {}
        self.brought_by: dict[str, tuple[str, ...]] = {}

    @property
    def repealed(self) -> frozenset[str]:
        """Return the procedures that an event says are repealed."""
        gone = (one for one in self._draft.events if one.kind is ChangeKind.REPEALED)
        return frozenset(code for one in gone for code in one.procedures)

    def events(self) -> tuple[ChangeEvent, ...]:
        """Return the draft's events, and one for every relation that none of them tells of."""
        return tuple(self._events)

    def add_citations(self, text: LegalText) -> None:
        """Add the procedures that cite what a text changes."""
        found = touched_procedures(self._qmset.procedures.values(), self._register, text, self._day)
        for code, told in told_together(found, text.number).items():
            self._add(code, text.number, told)
        relations: dict[Relation, list[str]] = {}
        for one in found:
            relations.setdefault(one.relation, []).append(one.procedure.code)
        if not any(event.text == text.number for event in self._draft.events):
            for relation, codes in relations.items():
                self._events.extend(self._event(text, relation, codes))

    def _event(
        self, text: LegalText, relation: Relation, codes: Iterable[str]
    ) -> Iterator[ChangeEvent]:
        """Yield the change that a relation brings; nothing where nobody knows its road."""
        origin = self._qmset.framework.publication.origin_of(text.number)
        if origin:
            yield ChangeEvent(
                id=f"{text.number} {relation.number} {relation.provision}",
                origin=origin.id,
                source=text.source,
                text=text.number,
                provision=relation.by,
                procedures=tuple(dict.fromkeys(codes)),
                effective=relation.effective,
            )

    def add_event(self, event: ChangeEvent) -> None:
        """Add the procedures that an event names."""
        for code in event.procedures:
            if code in self._qmset.procedures:
                told = _("{text} nêu thủ tục này").format(text=event.text or event.id)
                self._add(code, event.text, (told,))

    def add_records(self) -> None:
        """Tie records to the text that brings them, where the draft holds only one."""
        if len(self._draft.coming) == 1:
            number = self._draft.coming[0].number
            for one in self._draft.procedures:
                if one.code in self._qmset.procedures:
                    told = _("bản ghi dự kiến theo {text}").format(text=number)
                    self._add(one.code, number, (told,))

    def _add(self, code: str, number: str, told: tuple[str, ...]) -> None:
        before, texts = self.because.get(code, ()), self.brought_by.get(code, ())
        self.because[code] = tuple(dict.fromkeys((*before, *told)))
        self.brought_by[code] = tuple(dict.fromkeys((*texts, *([number] if number else []))))


def _documents(
    draft: LawDraft,
    qmset: DocumentSet,
    register: Register,
    touched: Mapping[str, tuple[str, ...]],
    day: date,
) -> Iterator[TouchedDocument]:
    """Yield the other documents in whose text stands what the draft changes."""
    planned = controlled(plan(qmset, day))
    others = {code: one for code, one in planned.items() if not _serves(one, touched)}
    changed = {
        relation.number: _naming(relation.number, register)
        for text in draft.texts
        for relation in changing_relations(text, day)
    }
    if not changed:
        return
    for code, content in contents(qmset, others, day).items():
        letters = "\n".join(_texts(content))
        cited = [number for number, naming in changed.items() if naming.search(letters)]
        if cited:
            because = tuple(
                _("viện dẫn văn bản bị tác động: {told}").format(told=told)
                for number in cited
                for text in draft.texts
                for told in touch_told(number, changing_relations(text, day), text.number)
            )
            yield TouchedDocument(code, others[code].title, "revise", because)


def _serves(one: PlannedDocument, touched: Mapping[str, tuple[str, ...]]) -> bool:
    return any(procedure.code in touched for procedure in one.procedures)


def _naming(number: str, register: Register) -> re.Pattern[str]:
    """Return what finds a text in documents: its number, or a first mention that has none."""
    text = register.texts.get(number)
    names = [number, *([text.citation] if text and text.citation else [])]
    return re.compile("|".join(rf"(?<![\w/.]){re.escape(one)}(?![\w/])" for one in names))


def _texts(content: Json) -> Iterator[str]:
    """Yield the texts of a document's content; the runs of one paragraph on one line."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        if content and all(isinstance(one, str) for one in content):
            yield "".join(one for one in content if isinstance(one, str))
        else:
            for one in content:
                yield from _texts(one)
    elif isinstance(content, dict):
        for one in content.values():
            yield from _texts(one)


def _remarks(
    draft: LawDraft, qmset: DocumentSet, shown: str, *, is_touching: bool
) -> Iterator[Problem]:
    told = {event.text for event in draft.events}
    for text in draft.texts:
        origin = qmset.framework.publication.origin_of(text.number)
        if text.number not in told and origin is None and text.relations:
            message = _("chưa rõ {number} thuộc loại văn bản nào nên không tính được hạn")
            fix = _("thêm mục events với text và origin")
            yield Problem(Location(shown), "QMS894", message.format(number=text.number), fix)
    if not is_touching:
        message = _("không thủ tục, tài liệu nào viện dẫn văn bản bị tác động")
        fix = _("kiểm tra mục relations: số, ký hiệu của văn bản bị sửa đổi, thay thế, bãi bỏ")
        yield Problem(Location(shown), "QMS893", message, fix)
