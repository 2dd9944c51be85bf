"""How changes of law are published, from a framework; change events, from `law/events.yaml`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.announcements import ChangeKind
from qmskit.model.publication import (
    NO_PUBLICATION,
    Anchor,
    ChangeEvent,
    ChangeOrigin,
    LawEvents,
    Owner,
    PublicationRules,
    PublicationStage,
    PublicationTerm,
    StageRecord,
)
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.legal_texts import source_tree
from qmskit.readers.procedures import filled
from qmskit.readers.prose.citations import text_number
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.sourced import source_of
from qmskit.readers.trees import Tree
from qmskit.readers.workflows import one_of


def read_publication(folder: Path) -> tuple[PublicationRules, tuple[Problem, ...]]:
    """Return the rules of a framework, none where it has no `publication.yaml`, and problems."""
    path = folder / "publication.yaml"
    if not path.exists():
        return NO_PUBLICATION, ()
    shown = f"{folder.name}/{path.name}"
    try:
        return publication_rules(read_record(path, "framework-publication", shown)), ()
    except InvalidInputError as error:
        return NO_PUBLICATION, error.problems


def publication_rules(record: Record) -> PublicationRules:
    """Return the rules of a framework.

    Raises:
        InvalidInputError: a stage is named that is not told, or told twice.
    """
    stages = [_stage(one) for one in record.records("stages")]
    known = [one.id for one in stages]
    problems = [
        *_repeated(record, "stages"),
        *_repeated(record, "origins"),
        *(
            problem
            for one in record.records("origins")
            for index, stage in enumerate(one.texts("stages"))
            if stage not in known
            for problem in _unknown_stage(one, ("stages", index), stage, known)
        ),
        *(
            problem
            for one in record.records("stages")
            if one.text_of("beside") not in {*known, ""}
            for problem in _unknown_stage(one, ("beside",), one.text_of("beside"), known)
        ),
        *_ends_elsewhere(record, {one.id for one in stages if one.owner is Owner.AGENCY}),
    ]
    if problems:
        raise InvalidInputError(problems)
    owners = record.record("owners")
    return PublicationRules(
        {owner: owners.text_of(owner.value) for owner in Owner},
        {one.id: one for one in stages},
        {one.text_of("id"): _origin(one) for one in record.records("origins")},
    )


def law_events(record: Record, rules: PublicationRules) -> LawEvents:
    """Return the change events of a set.

    Raises:
        InvalidInputError: an id or a stage stands twice, or the origin or a stage is not known.
    """
    problems = [*_repeated(record, "events"), *_wrong_events(record, rules)]
    if problems:
        raise InvalidInputError(problems)
    counted = record.truth("publication_terms")
    return LawEvents(
        tuple(_event(one, rules) for one in record.records("events")),
        counts_publication_terms=counted is None or counted,
    )


def events_tree(events: LawEvents) -> Tree:
    """Return the tree of change events, without what is empty."""
    tree: dict[str, Tree] = {"events": [event_tree(one) for one in events.events]}
    return tree if events.counts_publication_terms else {"publication_terms": "không", **tree}


def event_tree(event: ChangeEvent) -> Tree:
    """Return the tree of a change event, without what is empty."""
    return filled(
        id=event.id,
        text=event.text,
        provision=event.provision,
        origin=event.origin,
        kind=event.kind.value,
        procedures=list(event.procedures),
        effective=str(event.effective or ""),
        shortened="có" if event.is_shortened else "",
        summary=event.summary,
        stages=[
            filled(
                stage=one.stage,
                number=one.number,
                on=str(one.on or ""),
                needed="" if one.is_needed else "không",
            )
            for one in event.stages
        ],
        source=source_tree(event.source),
    )


def _stage(record: Record) -> PublicationStage:
    return PublicationStage(
        id=record.text_of("id"),
        name=record.text_of("name"),
        owner=record.choice("owner", Owner),
        source=source_of(record),
        terms=tuple(_term(one) for one in record.records("terms")),
        announces=bool(record.truth("announces")),
        beside=record.text_of("beside"),
    )


def _term(record: Record) -> PublicationTerm:
    is_before = "before" in record
    return PublicationTerm(
        days=record.integer("days") or 0,
        anchor=record.choice("before" if is_before else "after", Anchor),
        source=source_of(record),
        is_before=is_before,
        in_working_days=record.text_of("unit") == "working-day",
        for_shortened=bool(record.truth("shortened")),
        effective=record.day("effective"),
        expires=record.day("expires"),
    )


def _origin(record: Record) -> ChangeOrigin:
    return ChangeOrigin(
        id=record.text_of("id"),
        name=record.text_of("name"),
        symbols=record.texts("symbols"),
        stages=record.texts("stages"),
        starts_clock=bool(record.truth("clock")),
        source=source_of(record),
        names=record.texts("names"),
    )


def _event(record: Record, rules: PublicationRules) -> ChangeEvent:
    return ChangeEvent(
        id=record.text_of("id"),
        origin=_origin_id(record, rules),
        source=source_of(record),
        text=text_number(record.text_of("text")),
        provision=record.text_of("provision"),
        kind=record.choice("kind", ChangeKind) if "kind" in record else ChangeKind.AMENDED,
        procedures=record.texts("procedures"),
        effective=record.day("effective"),
        is_shortened=bool(record.truth("shortened")),
        summary=record.text_of("summary"),
        stages=tuple(_stage_record(one) for one in record.records("stages")),
    )


def _stage_record(record: Record) -> StageRecord:
    needed = record.truth("needed")
    return StageRecord(
        stage=record.text_of("stage"),
        number=text_number(record.text_of("number")),
        on=record.day("on"),
        is_needed=needed is None or needed,
    )


def _origin_id(record: Record, rules: PublicationRules) -> str:
    """Return the origin an event names, else that of its text's number; "" for neither."""
    found = rules.origin_of(text_number(record.text_of("text")))
    return record.text_of("origin") or (found.id if found else "")


def _wrong_events(record: Record, rules: PublicationRules) -> Iterator[Problem]:
    for one in record.records("events"):
        origin = _origin_id(one, rules)
        if origin not in rules.origins:
            message = _("chưa rõ {number} thuộc loại văn bản nào")
            message = message.format(number=one.text_of("text") or origin)
            fix = _("thêm dòng “origin: …”, {known}").format(known=one_of(rules.origins))
            yield one.problem(("origin" if "origin" in one else "text",), "QMS817", message, fix)
            continue
        yield from _wrong_stages(one, rules.origins[origin].stages)


def _wrong_stages(record: Record, known: tuple[str, ...]) -> Iterator[Problem]:
    own = known[-1]
    seen: set[str] = set()
    for one in record.records("stages"):
        stage = one.text_of("stage")
        if stage not in known:
            yield from _unknown_stage(one, ("stage",), stage, known)
        if stage in seen:
            message = _("khâu “{stage}” ghi hai lần").format(stage=stage)
            yield one.problem(("stage",), "QMS815", message, _("gộp thành một mục"))
        seen.add(stage)
        if one.truth("needed") is False and (one.day("on") or stage == own):
            message = _("khâu “{stage}” không thể ghi là không cần").format(stage=stage)
            fix = _("bỏ dòng này: khâu đã có ngày, hoặc là khâu của cơ quan")
            yield one.problem(("needed",), "QMS818", message, fix)


def _unknown_stage(
    record: Record, path: tuple[str | int, ...], stage: str, known: Iterable[str]
) -> Iterator[Problem]:
    message = _("không có khâu “{stage}”").format(stage=stage)
    yield record.problem(path, "QMS816", message, one_of(known))


def _ends_elsewhere(record: Record, own: set[str]) -> Iterator[Problem]:
    for one in record.records("origins"):
        *before, last = one.texts("stages")
        if last not in own or own.intersection(before):
            message = _("khâu cuối, và chỉ khâu cuối, phải là của cơ quan")
            yield one.problem(("stages",), "QMS819", message, one_of(own))


def _repeated(record: Record, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in record.records(key):
        name = one.text_of("id")
        if name in seen:
            message = _("id “{name}” ghi hai lần").format(name=name)
            yield one.problem(("id",), "QMS815", message, _("đặt id khác"))
        seen.add(name)
