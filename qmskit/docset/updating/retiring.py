"""Procedures that an announcing decision repeals or replaces leave the scope of a set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qmskit.changes.announced import AnnouncedChange, Verdict, announced_changes
from qmskit.docset.incoming import Told, records_of_packs
from qmskit.docset.scoping import (
    announce_again,
    last_procedure,
    not_competent,
    shares_workflow,
    still_in_force,
)
from qmskit.language import translate as _
from qmskit.model.announcements import ChangeKind
from qmskit.model.frameworks import Framework
from qmskit.model.procedures import Level
from qmskit.model.sets import DocumentSet
from qmskit.problems import Problem
from qmskit.readers.sources import FoundProcedure, Procedures


@dataclass(frozen=True, slots=True)
class Retired:
    """What leaves the scope, and what comes in its place.

    Attributes:
        removed: by procedure code the sentence that says why.
        added: records of procedures that replace them, by code.
        remarks: what follows, and what could not be done.
    """

    removed: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, FoundProcedure] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()


def retired(qmset: DocumentSet, read: Procedures, told: Told) -> Retired:
    """Return which procedures sources take out of a set, as far as that is certain and in force.

    The last procedure never goes, and a workflow that serves others too is left whole: somebody
    decides then.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm c: a narrower scope is announced again.
    """
    changes = announced_changes(
        read.announcements,
        qmset.procedures,
        told.day,
        level=Level(qmset.agency_type.level),
        effective_days=told.effective_days,
        province=told.province,
    )
    going = {one.code: one for one in changes if one.verdict is Verdict.REMOVE}
    if not going:
        return Retired()
    leaving, kept = _able_to_leave(qmset, tuple(going))
    added, missing = _in_their_place(changes, leaving, _at_hand(read, qmset.framework))
    if not (qmset.procedures.keys() - set(leaving)) | added.keys():
        return Retired(remarks=(*kept, last_procedure()))
    if not leaving:
        return Retired(remarks=kept)
    remarks = (
        *kept,
        *missing,
        announce_again(),
        *still_in_force(qmset, leaving),
        *not_competent(qmset, (one.procedure for one in added.values())),
    )
    return Retired({code: going[code].sentence for code in leaving}, added, remarks)


def _able_to_leave(
    qmset: DocumentSet, codes: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the codes whose files can go together, and why others cannot."""
    kept: list[Problem] = []
    while True:
        shared = {
            code: found for code in codes if (found := [*shares_workflow(qmset, code, codes)])
        }
        if not shared:
            return codes, tuple(kept)
        kept += [one for found in shared.values() for one in found]
        codes = tuple(code for code in codes if code not in shared)


def _in_their_place(
    changes: Sequence[AnnouncedChange],
    leaving: Sequence[str],
    at_hand: Mapping[str, FoundProcedure],
) -> tuple[dict[str, FoundProcedure], tuple[Problem, ...]]:
    """Return the records that replace procedures, and what is wanted without a record at hand."""
    wanted = [
        one
        for one in changes
        if one.verdict is Verdict.ADD
        and one.row.kind is ChangeKind.REPLACED
        and set(one.row.replaces) & set(leaving)
    ]
    added = {one.code: at_hand[one.code] for one in wanted if one.code in at_hand}
    return added, tuple(_wanted(one) for one in wanted if one.code not in added)


def _at_hand(read: Procedures, framework: Framework) -> dict[str, FoundProcedure]:
    """Return whole records by code; a name in a list is none."""
    found = (*records_of_packs(framework), *read.found)
    return {one.procedure.code: one for one in found if not one.procedure.is_listed_only}


def _wanted(change: AnnouncedChange) -> Problem:
    message = _("chưa có bản ghi của thủ tục thay thế {code}").format(code=change.code)
    fix = _("tải bản ghi về rồi chạy qmskit add DIR {code} --procedures TỆP").format(
        code=change.code
    )
    return Problem(change.where, "QMS865", message, fix)
