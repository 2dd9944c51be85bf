"""What became of procedures between two states of the State's records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from qmskit.changes.citations import cited_numbers
from qmskit.changes.comparing import differing
from qmskit.changes.pairing import alike
from qmskit.changes.relations import SILENT, FieldComparison, Relation, meaning
from qmskit.changes.summaries import field_called, sentence
from qmskit.changes.workflows import decisions_compared, workflow_compared
from qmskit.model.announcements import Announcement, ChangeKind
from qmskit.model.changes import CatalogueDiff, Change, DiffKind, EditKind, ProcedureDiff
from qmskit.model.procedures import Procedure
from qmskit.model.texts import folded
from qmskit.model.workflows import ProvinceDecisions, Workflow

# A new number of the announcing decision is no proof that the procedure changed.
_OF_THE_RECORD = frozenset({"decision.number"})
_ALIKE = 0.8
# One word of these makes another procedure of a name: xóa, chấm dứt, hủy, lại, thu hồi, đổi.
_OTHER_ACTS = frozenset({"xoa", "dut", "huy", "lai", "hoi", "doi"})


def procedure_diff(
    old: Procedure, new: Procedure, numbers: Mapping[str, str] | None = None
) -> ProcedureDiff:
    """Return what differs between two records of one procedure.

    Args:
        numbers: by `citations.title_key` the numbers of laws that are cited by title alone.
    """
    numbers = numbers or {}
    changes = tuple(map(_change, differing(old, new, numbers)))
    return ProcedureDiff(
        code=new.code,
        name=new.name,
        kind=_kind(changes),
        changes=changes,
        legal_texts=_newly_cited(changes),
        old=old,
        new=new,
    )


def applied(diff: ProcedureDiff, record: Procedure) -> Procedure:
    """Return a record with every field that a diff changes as the newer state has it.

    Applied to the older state this gives the newer one. Another record keeps whatever the diff
    does not touch. A diff of a new or a repealed procedure changes no field.
    """
    if diff.old is None or diff.new is None:
        return record
    names = (field.name for field in fields(Procedure))
    changed = {
        name: getattr(diff.new, name)
        for name in names
        if getattr(diff.old, name) != getattr(diff.new, name)
    }
    return replace(record, **changed)


def decision_changes(old: ProvinceDecisions, new: ProvinceDecisions) -> tuple[Change, ...]:
    """Return what a province decides otherwise than before for one procedure."""
    return tuple(map(_change, decisions_compared(old, new)))


def workflow_changes(old: Workflow | None, new: Workflow) -> tuple[Change, ...]:
    """Return what differs between two workflows."""
    return tuple(map(_change, workflow_compared(old, new)))


def with_changes(diff: ProcedureDiff, changes: Iterable[Change]) -> ProcedureDiff:
    """Return a diff with changes of a procedure's decisions or workflow behind its own."""
    told = (*diff.changes, *changes)
    is_one_sided = diff.kind in {DiffKind.NEW, DiffKind.REPEALED}
    return replace(diff, changes=told, kind=diff.kind if is_one_sided else _kind(told))


def catalogue_diff(
    old: Iterable[Procedure],
    new: Iterable[Procedure],
    *,
    announcements: Iterable[Announcement] = (),
    numbers: Mapping[str, str] | None = None,
) -> CatalogueDiff:
    """Return what became of all procedures of two states, matched by code.

    A procedure that went and one that came are linked where an announcing decision says that one
    replaces the other. Where their names are alike in the same field, it is only proposed that
    somebody looks.

    Args:
        old, new: the records of each state, no code twice.
        announcements: decisions that say what replaces what; may be empty.
        numbers: see `procedure_diff`.
    """
    before = {one.code: one for one in old}
    after = {one.code: one for one in new}
    links = _links(before, after, announcements)
    found = (
        _linked(_one(before.get(code), after.get(code), numbers or {}), links)
        for code in sorted(before.keys() | after.keys())
    )
    return CatalogueDiff(tuple(found))


def _one(old: Procedure | None, new: Procedure | None, numbers: Mapping[str, str]) -> ProcedureDiff:
    if old and new:
        return procedure_diff(old, new, numbers)
    if new:
        texts = cited_numbers(new, numbers)
        return ProcedureDiff(new.code, new.name, DiffKind.NEW, legal_texts=texts, new=new)
    code, name = (old.code, old.name) if old else ("", "")
    return ProcedureDiff(code, name, DiffKind.REPEALED, old=old)


def _change(one: FieldComparison) -> Change:
    return Change(
        path=one.path,
        label=field_called(one.path),
        kind=_edit(one),
        old=one.old,
        new=one.new,
        is_editorial=one.relation is Relation.EQUAL or one.path in _OF_THE_RECORD,
        summary=sentence(one),
    )


def _edit(one: FieldComparison) -> EditKind:
    if one.relation in SILENT:
        return EditKind.SILENT
    if one.relation is Relation.MOVED:
        return EditKind.MOVED
    if not one.old:
        return EditKind.ADDED
    return EditKind.CHANGED if one.new else EditKind.REMOVED


def _kind(changes: tuple[Change, ...]) -> DiffKind:
    substantive = {change.path for change in changes if change.is_substantive}
    if substantive:
        return DiffKind.RENAMED if substantive == {"name"} else DiffKind.AMENDED
    is_editorial = any(change.is_editorial for change in changes)
    return DiffKind.EDITORIAL if is_editorial else DiffKind.UNCHANGED


def _newly_cited(changes: Iterable[Change]) -> tuple[str, ...]:
    prefix = "legal_bases["
    return tuple(
        number
        for change in changes
        if change.kind is EditKind.ADDED and change.path.startswith(prefix)
        if "/" in (number := change.path.removeprefix(prefix).removesuffix("]"))
    )


@dataclass(frozen=True, slots=True)
class _Links:
    """Pairs of codes, old and new: what decisions say, and what is only alike."""

    said: frozenset[tuple[str, str]]
    alike: frozenset[tuple[str, str]]


def _links(
    old: Mapping[str, Procedure],
    new: Mapping[str, Procedure],
    announcements: Iterable[Announcement],
) -> _Links:
    said = frozenset(
        (code, row.code)
        for announcement in announcements
        for row in announcement.rows
        if row.kind is ChangeKind.REPLACED
        for code in row.replaces
        if code != row.code and code in old and code not in new and row.code in new
    )
    gone = {code: one for code, one in old.items() if code not in new}
    come = {code: one for code, one in new.items() if code not in old}
    return _Links(said, frozenset(_alike(gone, come)) - said)


def _alike(
    gone: Mapping[str, Procedure], come: Mapping[str, Procedure]
) -> Iterator[tuple[str, str]]:
    """Yield codes of what went and what came in the same field under like names."""
    before, after = _by_field(gone.values()), _by_field(come.values())
    for field in before.keys() & after.keys():
        for old_name, new_name in alike(before[field], after[field], _ALIKE).items():
            if not _OTHER_ACTS & (_words(old_name) ^ _words(new_name)):
                yield before[field][old_name], after[field][new_name]


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(name).split())


def _by_field(procedures: Iterable[Procedure]) -> dict[str, dict[str, str]]:
    """Return codes by field and name; a procedure without field is like none."""
    found: dict[str, dict[str, str]] = {}
    for one in procedures:
        if field := meaning(one.field):
            found.setdefault(field, {})[one.name] = one.code
    return found


def _linked(diff: ProcedureDiff, links: _Links) -> ProcedureDiff:
    return replace(
        diff,
        replaces=_partners(links.said, diff.code, 1),
        replaced_by=_partners(links.said, diff.code, 0),
        may_replace=_partners(links.alike, diff.code, 1),
        may_be_replaced_by=_partners(links.alike, diff.code, 0),
    )


def _partners(pairs: Iterable[tuple[str, str]], code: str, place: int) -> tuple[str, ...]:
    return tuple(sorted(pair[1 - place] for pair in pairs if pair[place] == code))
