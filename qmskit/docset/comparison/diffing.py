"""`diff`: what changed between two states, which documents follow, and by when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from qmskit.changes.citations import title_key
from qmskit.changes.procedures import (
    catalogue_diff,
    decision_changes,
    with_changes,
    workflow_changes,
)
from qmskit.docset.comparison.clocks import Clock, clocks
from qmskit.docset.comparison.foreseeing import Foreseen, foreseen
from qmskit.docset.comparison.parts import sides_of
from qmskit.docset.comparison.reannouncing import (
    NO_REANNOUNCEMENT,
    Reannouncement,
    reannouncement,
)
from qmskit.docset.comparison.sides import NO_SIDE, Side
from qmskit.documents.plan import plan
from qmskit.language import translate as _
from qmskit.model.changes import CatalogueDiff, Change, DiffKind, ProcedureDiff, TouchedDocument
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import Location, Problem

_QUIET = frozenset({DiffKind.EDITORIAL, DiffKind.UNCHANGED})


@dataclass(frozen=True, slots=True)
class DiffReport:
    """What changed between two states.

    Attributes:
        old, new: what the user called the sides.
        procedures: what became of every procedure that both sides tell of: its record, what the
            province decides, how work is done.
        province, workflows: of that by procedure code the last two alone; only what differs.
        clocks: by procedure code; one that is missing has no clock, or nobody knows it.
        documents: by procedure code what must follow; empty without a set.
        outside: codes of procedures that only records tell of, outside the scope of the set.
        absent: codes of procedures in the scope of which the records tell nothing.
        remarks: what was left out while the sides were read.
        foreseen: what a legal text to come would touch, where the newer side is one.
        reannouncement: why the system of the newer state has to be announced again.
        before, after: the sides as they were read.
    """

    old: str
    new: str
    as_of: date
    procedures: CatalogueDiff
    province: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    workflows: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    documents: Mapping[str, tuple[TouchedDocument, ...]] = field(default_factory=dict)
    outside: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()
    foreseen: Foreseen | None = None
    reannouncement: Reannouncement = NO_REANNOUNCEMENT
    before: Side = field(default=NO_SIDE, repr=False)
    after: Side = field(default=NO_SIDE, repr=False)

    @property
    def differing(self) -> tuple[ProcedureDiff, ...]:
        """Return the procedures that are known to differ in substance."""
        return tuple(one for one in self.procedures.procedures if one.kind not in _QUIET)

    @property
    def is_any(self) -> bool:
        """Tell whether anything differs in substance."""
        return bool(self.differing or (self.foreseen and self.foreseen.documents))


def diff(
    old: DocumentSet | Path | str, new: DocumentSet | Path | str, *, as_of: date
) -> DiffReport:
    """Return what changed between two states.

    Records beside a set tell only of what they hold: a procedure of the set that they do not hold
    is not repealed, and one outside its scope is not new. A draft of a legal text beside a set
    touches what cites the texts it changes, though nobody knows yet what will be otherwise.

    Args:
        old, new: sets or their folders, releases `FOLDER@NUMBER`, folders or files of records, a
            file of a set's workflows, a workbook that was written for the set beside it, printed
            procedure documents in Word; as `new` also a draft of a legal text, where `old` is a
            set.
        as_of: the day that clocks are read on.

    Raises:
        InvalidInputError: every problem of what was read.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a, điểm c.
    """
    before, after = sides_of(old, new, as_of)
    codes = _compared(before, after)
    known = after.qmset or before.qmset
    coming = foreseen(after.draft, known, as_of, after.shown) if after.draft and known else None
    province = dict(_province(before, after, codes))
    workflows = dict(_workflows(before, after, codes))
    found = _with_layers(_procedures(before, after, codes, coming), province, workflows)
    return DiffReport(
        old=before.shown,
        new=after.shown,
        as_of=as_of,
        procedures=found,
        province=province,
        workflows=workflows,
        clocks=clocks(found, coming.qmset if coming else known, as_of),
        documents=_documents(found, before, after, as_of, coming.because if coming else {}),
        outside=_outside(before, after, codes),
        absent=_absent(before, after),
        remarks=(*before.remarks, *after.remarks, *_nothing_told(after, codes, coming)),
        foreseen=coming,
        reannouncement=reannouncement(before, after, found),
        before=before,
        after=after,
    )


def _with_layers(
    found: CatalogueDiff,
    province: Mapping[str, tuple[Change, ...]],
    workflows: Mapping[str, tuple[Change, ...]],
) -> CatalogueDiff:
    """Return what became of procedures, with what province and agency changed about them."""
    return CatalogueDiff(
        tuple(
            with_changes(one, (*province.get(one.code, ()), *workflows.get(one.code, ())))
            if one.code in province or one.code in workflows
            else one
            for one in found.procedures
        )
    )


def _procedures(
    before: Side, after: Side, codes: frozenset[str], coming: Foreseen | None
) -> CatalogueDiff:
    found = catalogue_diff(
        (one for code, one in before.procedures.items() if code in codes),
        (one for code, one in after.procedures.items() if code in codes),
        announcements=(*before.announcements, *after.announcements),
        numbers=_laws(after.qmset or before.qmset),
    )
    return _with_touched(found, coming) if coming else found


def _with_touched(found: CatalogueDiff, coming: Foreseen) -> CatalogueDiff:
    """Return what differs, with the procedures that a text to come touches.

    Of one that no record tells of, nobody knows what will be otherwise: it has no changes.
    """
    told = {one.code: one for one in found.procedures}
    for code in coming.because:
        record = coming.qmset.procedures[code]
        one = told.get(code, ProcedureDiff(code, record.name, DiffKind.AMENDED, old=record))
        kind = DiffKind.AMENDED if one.kind in _QUIET else one.kind
        texts = tuple(dict.fromkeys((*coming.brought_by[code], *one.legal_texts)))
        kind = DiffKind.REPEALED if code in coming.repealed else kind
        told[code] = replace(one, kind=kind, legal_texts=texts)
    return CatalogueDiff(tuple(told[code] for code in sorted(told)))


def _laws(qmset: DocumentSet | None) -> Mapping[str, str]:
    """Return the numbers of the laws that a set knows by their titles, which sources may cite."""
    texts = qmset.register.texts.values() if qmset else ()
    return {title_key(one.title): one.number for one in texts if one.title}


def _compared(old: Side, new: Side) -> frozenset[str]:
    """Return the codes that both sides tell of: whole states of all, records of what they hold.

    Printed documents are few of many, beside whatever they are compared with.
    """
    is_few = old.is_printed or new.is_printed
    if old.is_whole == new.is_whole and not is_few:
        return frozenset(old.procedures.keys() | new.procedures.keys())
    return frozenset(old.procedures.keys() & new.procedures.keys())


def _outside(old: Side, new: Side, codes: frozenset[str]) -> tuple[str, ...]:
    told = new.procedures.keys() if new.draft else old.procedures.keys() | new.procedures.keys()
    return tuple(sorted(told - codes))


def _absent(old: Side, new: Side) -> tuple[str, ...]:
    if old.is_whole == new.is_whole or new.draft:
        return ()
    whole, told = (old, new) if old.is_whole else (new, old)
    return tuple(sorted(whole.procedures.keys() - told.procedures.keys()))


def _nothing_told(new: Side, codes: frozenset[str], coming: Foreseen | None) -> Iterator[Problem]:
    if coming:
        yield from coming.remarks
    elif not codes:
        message = _("hai bên không có thủ tục nào chung mã")
        yield Problem(Location(new.shown), "QMS851", message, _("kiểm tra lại hai đường dẫn"))


def _province(
    old: Side, new: Side, codes: frozenset[str]
) -> Iterator[tuple[str, tuple[Change, ...]]]:
    for code in sorted(codes & old.province.keys() | codes & new.province.keys()):
        if (old.qmset and new.qmset) or code in new.province:
            empty = ProvinceDecisions(code)
            changes = decision_changes(old.province.get(code, empty), new.province.get(code, empty))
            if changes:
                yield code, changes


def _workflows(
    old: Side, new: Side, codes: frozenset[str]
) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Yield how work is done otherwise; records tell of no workflows."""
    if not old.qmset or not new.qmset:
        return
    for code in sorted(codes):
        after = new.qmset.workflow_of(code)
        changes = workflow_changes(old.qmset.workflow_of(code), after) if after else ()
        if changes:
            yield code, changes


def _documents(
    found: CatalogueDiff,
    old: Side,
    new: Side,
    day: date,
    because: Mapping[str, tuple[str, ...]],
) -> Mapping[str, tuple[TouchedDocument, ...]]:
    """Return the documents of each procedure that differs, by its code."""
    qmset = new.qmset or old.qmset
    if qmset is None:
        return {}
    serving: dict[str, list[tuple[str, str]]] = {}
    for one in plan(qmset, day):
        for procedure in one.procedures:
            if one.is_controlled and (one.code, one.title) not in serving.get(procedure.code, []):
                serving.setdefault(procedure.code, []).append((one.code, one.title))
    actions = {DiffKind.NEW: "issue", DiffKind.REPEALED: "withdraw"}
    return {
        one.code: tuple(
            TouchedDocument(code, title, actions.get(one.kind, "revise"), because.get(one.code, ()))
            for code, title in serving[one.code]
        )
        for one in found.procedures
        if one.code in serving and one.kind not in _QUIET
    }
