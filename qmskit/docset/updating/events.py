"""Change events that an update records: what changed procedures, and who published it when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from qmskit.docset.incoming import Told
from qmskit.docset.updating.changed import Changed
from qmskit.docset.updating.groups import Group, cited, named, reductions
from qmskit.docset.updating.stages import Publishing, stage_of
from qmskit.documents.sandbox import day_text
from qmskit.language import translate as _
from qmskit.model.dated import Source, Standing
from qmskit.model.publication import (
    ChangeEvent,
    ChangeOrigin,
    LawChange,
    Owner,
    PublicationRules,
    StageRecord,
)
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import folded
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.prose.citations import text_number
from qmskit.readers.set_law import EVENTS
from qmskit.readers.sources import Procedures

# Of the framework's origins, the one of a province's reductions.
_REDUCTION = "province-reduction"
_PORTAL = "Cổng Dịch vụ công quốc gia"


@dataclass(frozen=True, slots=True)
class BroughtEvents:
    """The change events an update brings in.

    Attributes:
        events: new ones, and known ones of which more is told now, complete.
        procedures: by id of an event the procedures that it changes with this update.
        texts: by procedure code the numbers of the texts that change it with this update.
        remarks: what is told otherwise than somebody wrote.
    """

    events: tuple[ChangeEvent, ...] = ()
    procedures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


def events_brought(
    changed: Changed, read: Procedures, told: Told, law: LawChange | None
) -> BroughtEvents:
    """Return the events of what an update changes; what is not known is left out.

    A legal text that somebody names changes the procedures that newly cite it, or, where none does,
    all that change; what leaves the scope or comes into it with the update, it ends or brings.
    Without one, every text that only a newer record cites makes an event. A province's reduction
    makes one of its own where no text changes the procedure.

    Raises:
        InvalidInputError: the text is of no kind whose way is known, or a decision is told for a
            stage that its way does not have.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a; NĐ 63/2010/NĐ-CP, Điều 13, Điều 15.
    """
    rules = changed.before.framework.publication
    problems = tuple(_unusable(law, rules)) if law else ()
    if problems:
        raise InvalidInputError(problems)
    return _Bringing(changed, read, told, law).found()


def _unusable(law: LawChange, rules: PublicationRules) -> Iterator[Problem]:
    origin = rules.origin_of(text_number(law.number))
    if origin is None:
        message = _("chưa rõ {number} thuộc loại văn bản nào").format(number=law.number)
        fix = _("ghi đủ số, năm, ký hiệu, ví dụ 66.18/2026/NQ-CP; loại khác thì ghi vào {file}")
        yield Problem(Location("--law"), "QMS860", message, fix.format(file=EVENTS))
        return
    for option, owner, decision in (
        ("--ministry", Owner.MINISTRY, law.ministry), ("--province", Owner.PROVINCE, law.province)
    ):  # fmt: skip
        if decision and not stage_of(owner, origin, rules):
            message = _("{origin} không qua khâu này").format(origin=origin.name)
            yield Problem(Location(option), "QMS860", message, _("bỏ mục này"))


class _Bringing:
    """Gathers events text by text."""

    def __init__(
        self, changed: Changed, read: Procedures, told: Told, law: LawChange | None
    ) -> None:
        self._changed, self._law = changed, law
        self._qmset: DocumentSet = changed.before
        self._rules = changed.before.framework.publication
        self._publishing = Publishing(changed, read.announcements)
        self._days = {
            **{one.decision.number: one.effective for one in read.announcements},
            **told.effective_days,
        }
        self._formats = {one.procedure.code: (one.format, one.file) for one in read.found}
        self._events: list[ChangeEvent] = []
        self._procedures: dict[str, tuple[str, ...]] = {}
        self._texts: dict[str, tuple[str, ...]] = {}
        self._remarks: list[Problem] = []

    def found(self) -> BroughtEvents:
        groups = tuple(named(self._changed, self._law) if self._law else cited(self._changed))
        for one in groups:
            origin = self._rules.origin_of(one.text)
            if origin:
                self._add(self._seen(one, origin), one.codes)
        if not self._law:
            self._announced(frozenset(one.text for one in groups))
        if _REDUCTION in self._rules.origins:
            covered = frozenset(code for one in groups for code in one.codes)
            for one in reductions(self._changed, covered):
                self._add(self._reduction(one), one.codes)
        return BroughtEvents(
            tuple(self._events), self._procedures, self._texts, tuple(self._remarks)
        )

    def _announced(self, texts: frozenset[str]) -> None:
        """Fill the stages of known events whose text an announcing decision cites."""
        for known in self._qmset.law_events.events:
            if known.text and known.text not in texts and known.origin in self._rules.origins:
                origin = self._rules.origins[known.origin]
                stages = tuple(self._cited_stages(known, origin))
                event = self._completed(known, replace(known, stages=stages))
                if event != known:
                    self._events.append(event)

    def _cited_stages(self, known: ChangeEvent, origin: ChangeOrigin) -> Iterator[StageRecord]:
        for owner in (Owner.MINISTRY, Owner.PROVINCE):
            stage = stage_of(owner, origin, self._rules)
            decision = self._publishing.citing(owner, known.text, known.procedures)
            if stage and decision and decision.issued:
                yield StageRecord(stage, text_number(decision.number), decision.issued)

    def _seen(self, group: Group, origin: ChangeOrigin) -> ChangeEvent:
        """Return the event of a text as this update tells it."""
        number, codes = group.text, group.codes
        law = self._law or LawChange(number)
        registered = self._qmset.register.texts.get(number)
        effective = law.effective
        if registered and registered.effective == effective:
            effective = None
        if registered and registered.effective and effective:
            self._other_days(number, registered.effective, effective)
            effective = None
        return ChangeEvent(
            id=self._new_id(number),
            origin=origin.id,
            source=self._source(number, codes),
            text=number,
            provision=law.provision,
            kind=group.kind,
            procedures=codes,
            effective=effective,
            is_shortened=law.is_shortened,
            stages=tuple(self._stages(number, codes, origin, law)),
        )

    def _stages(
        self, number: str, codes: tuple[str, ...], origin: ChangeOrigin, law: LawChange
    ) -> Iterator[StageRecord]:
        for owner, told in ((Owner.MINISTRY, law.ministry), (Owner.PROVINCE, law.province)):
            stage = stage_of(owner, origin, self._rules)
            decision = told or self._publishing.decision(owner, number, codes)
            if stage and decision and decision.issued:
                yield StageRecord(stage, text_number(decision.number), decision.issued)

    def _reduction(self, group: Group) -> ChangeEvent:
        return ChangeEvent(
            id=self._new_id(group.text),
            origin=_REDUCTION,
            source=Source(group.text, Standing.SECONDARY),
            text=group.text,
            procedures=group.codes,
            effective=self._days.get(group.text),
        )

    def _source(self, number: str, codes: tuple[str, ...]) -> Source:
        """Return where an event is known from: what somebody told, or the records that cite it."""
        if self._law:
            return Source(number, Standing.UNVERIFIED)
        known = [self._formats[code] for code in codes if code in self._formats]
        if all(name.startswith("portal") for name, _file in known):
            return Source(_PORTAL, Standing.SECONDARY)
        return Source(", ".join(dict.fromkeys(file for _name, file in known)), Standing.SECONDARY)

    def _new_id(self, number: str) -> str:
        """Return a short name that no event has: `nq-cp-66-18-2026`."""
        *before, symbol = folded(number).split("/")
        letters = "".join(one if one.isalnum() else " " for one in " ".join((symbol, *before)))
        plain = "-".join(letters.split())
        taken = {one.id for one in (*self._qmset.law_events.events, *self._events)}
        names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _add(self, seen: ChangeEvent, codes: tuple[str, ...]) -> None:
        """Keep an event; of one that is known already only what is missing is added."""
        known = self._known(seen)
        if known is None and not codes:
            message = _("không có thủ tục nào trong bộ thay đổi nên chưa ghi {number}").format(
                number=seen.text
            )
            fix = _("đưa bản ghi mới vào cùng lệnh, hoặc ghi tay vào {file}").format(file=EVENTS)
            self._remarks.append(Problem(Location("--law"), "QMS863", message, fix))
            return
        event = self._completed(known, seen) if known else seen
        if event != known:
            self._events.append(event)
        if codes:
            self._procedures[event.id] = codes
        for code in codes:
            self._texts[code] = (*self._texts.get(code, ()), seen.text)

    def _known(self, seen: ChangeEvent) -> ChangeEvent | None:
        """Return the event of the same text, that of the provision told or of these procedures."""
        same = [
            one
            for one in self._qmset.law_events.events
            if one.text == seen.text and (one.kind is seen.kind or not seen.procedures)
        ]
        same.sort(
            key=lambda one: (
                one.provision != seen.provision,
                not set(one.procedures) & set(seen.procedures),
            )
        )
        return same[0] if same else None

    def _completed(self, known: ChangeEvent, seen: ChangeEvent) -> ChangeEvent:
        if known.effective and seen.effective and known.effective != seen.effective:
            self._other_days(seen.text, known.effective, seen.effective)
        new = tuple(one for one in seen.procedures if one not in known.procedures)
        return replace(
            known,
            provision=known.provision or seen.provision,
            procedures=(*known.procedures, *new),
            effective=known.effective or seen.effective,
            stages=self._all_stages(known, seen),
        )

    def _all_stages(self, known: ChangeEvent, seen: ChangeEvent) -> tuple[StageRecord, ...]:
        """Return the stages of a known event, blanks filled, and those only told now."""
        filled = tuple(self._stage(one, seen.record_of(one.stage)) for one in known.stages)
        return (*filled, *(one for one in seen.stages if not known.tells_of(one.stage)))

    def _stage(self, known: StageRecord, told: StageRecord) -> StageRecord:
        if told.on is None:
            return known
        is_other = (known.on or told.on) != told.on or (known.number or told.number) != told.number
        if is_other or not known.is_needed:
            name = _("khâu {stage}").format(stage=known.stage)
            self._contradicts(name, _stage_told(known), _stage_told(told))
            return known
        return replace(known, number=told.number, on=told.on)

    def _contradicts(self, name: str, known: str, told: str) -> None:
        message = _("{name} đã ghi {known}, lần này cho biết {told}; giữ nguyên điều đã ghi")
        fix = _("đối chiếu bản gốc rồi sửa tay nếu cần")
        shown = message.format(name=name, known=known, told=told)
        self._remarks.append(Problem(Location(EVENTS), "QMS862", shown, fix))

    def _other_days(self, number: str, known: date, told: date) -> None:
        name = _("ngày có hiệu lực của {number}").format(number=number)
        self._contradicts(name, day_text(known), day_text(told))


def _stage_told(record: StageRecord) -> str:
    day = day_text(record.on) if record.on else ""
    return f"{record.number} {day}".strip() if record.is_needed else _("không cần")
