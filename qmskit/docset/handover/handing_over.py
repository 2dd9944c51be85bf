"""`handover`: a set with its releases and ledger in one zip that proves itself."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qmskit import __version__
from qmskit.control.acts import named
from qmskit.control.handovers import (
    EDITED,
    HANDOVER,
    EditedFile,
    HandoverManifest,
    evidence_of,
    handover_bytes,
    is_evidence,
    left_out_before,
)
from qmskit.control.history import history
from qmskit.control.ledger import HEAD, LEDGER, Kind, Ledger
from qmskit.control.manifests import RELEASES
from qmskit.control.signing import future
from qmskit.docset.disk.archives import source_paths
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.disk.migrating import BACKUPS, migration
from qmskit.docset.disk.outputs import known_outputs
from qmskit.docset.disk.paths import digest_on_disk, told
from qmskit.docset.disk.stores import FolderStore, is_odd_name
from qmskit.docset.handover.packed import Packing
from qmskit.docset.handover.papers import STATE, TASKS, state_document, tasks_file
from qmskit.docset.handover.places import check_place, unpackable
from qmskit.docset.handover.states import HandoverState, Left, Parties, handover_state
from qmskit.docset.issuing.lookups import LOOKUP
from qmskit.docset.issuing.verifying import verify
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.digests import digest
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem, TargetError

BUILT = "_build"


@dataclass(frozen=True, slots=True)
class Handover:
    """A handover, as asked for.

    Attributes:
        by, to: who hands over, and to whom.
        is_replacing: whether a zip of the same name is written over.
        despite_problems: whether a set that does not fit its ledger is handed over all the same.
    """

    by: str
    to: str
    on: date
    is_replacing: bool = False
    despite_problems: bool = False


@dataclass(frozen=True, slots=True)
class HandoverPlan:
    """What a handover would write.

    Attributes:
        out: the zip.
        ledger: of the set, as it was planned on.
        files: where the files of the zip lie, or what they hold, by path in the zip.
        left_out: sha256 by path of the evidence that stays.
        plan: what the ledger will tell, and what is shown before.
    """

    qmset: DocumentSet
    out: Path
    parties: Parties
    ledger: Ledger
    files: Mapping[str, Path | bytes]
    left_out: Mapping[str, str]
    edited: tuple[EditedFile, ...]
    state: HandoverState
    plan: SetPlan


@dataclass(frozen=True, slots=True)
class HandoverReport:
    """What was handed over.

    Attributes:
        files: how many the zip holds; size: of the zip in bytes.
        sha256: of the zip; receipt: sha256 of the ledger's line about the handover.
    """

    path: Path
    files: int
    size: int
    sha256: str
    receipt: str


def handover(
    qmset: DocumentSet, out: Path | str, asked: Handover, *, act: Act = NOBODY_TOLD
) -> HandoverReport:
    """Write a set with its releases and its ledger to a zip; see `plan_handover`.

    Raises:
        InvalidInputError: why it cannot be handed over; nothing is written.
        TargetError: the zip or the ledger cannot be written.
    """
    return hand_over(plan_handover(qmset, out, asked, act=act), act)


def plan_handover(
    qmset: DocumentSet, out: Path | str, asked: Handover, *, act: Act = NOBODY_TOLD
) -> HandoverPlan:
    """Return what handing over a set would write.

    Evidence below `records/` stays: it may name citizens. What was built can be built again and is
    left out, but for documents that somebody edited.

    Raises:
        InvalidInputError: somebody is not named, the set does not fit its ledger, a document cannot
            be made, or the zip would hold what no zip of ours may.
        TargetError: the zip exists, or lies where it would become part of the set.

    Law:
        TCVN ISO 9001:2015, 7.5.3.1 b: documents are protected from loss of confidentiality and of
        integrity.
    """
    target = Path(out)
    check_place(qmset.folder, target, is_replacing=asked.is_replacing)
    ledger = ledger_of(qmset.folder)
    problems = verify(qmset.folder).problems
    if problems and not asked.despite_problems:
        raise InvalidInputError(problems)
    edited = tuple(_edited(qmset.folder))
    files: dict[str, Path | bytes] = dict(_members(qmset.folder, edited))
    moved = migration(qmset.folder, None, ledger, act).files
    files |= {path: content for path, content in moved.items() if content is not None}
    refused = (*_unnamed(asked, act), *unpackable(files))
    if refused:
        raise InvalidInputError(refused)
    records = [name for name in FolderStore(qmset.folder).names() if is_evidence(name)]
    parties = Parties(asked.by.strip(), asked.to.strip(), asked.on)
    left = Left(tuple(one.path for one in edited), len(records), problems)
    releases = history(ledger.entries).releases
    state = handover_state(qmset, ledger, releases, parties, target.name, left)
    return HandoverPlan(
        qmset=qmset,
        out=target,
        parties=parties,
        ledger=ledger,
        files={
            **files,
            STATE: state_document(qmset, state),
            TASKS: tasks_file(qmset.agency.name, state),
        },
        left_out=dict(_left_out(ledger, problems)),
        edited=edited,
        state=state,
        plan=_shown(qmset, target, state, problems, (len(files) + 5, len(releases))),
    )


def hand_over(plan: HandoverPlan, act: Act = NOBODY_TOLD) -> HandoverReport:
    """Carry out a plan: the zip beside its place, the line in the ledger, the zip into its place.

    Raises:
        InvalidInputError: the set would not load.
        TargetError: the disk refuses, or another command wrote to the set meanwhile; nothing is
            recorded then.
    """
    folder = plan.qmset.folder
    with told(plan.out), Packing(plan.out) as packing:
        for name in sorted(plan.files):
            packing.add(name, plan.files[name])
        manifest = handover_bytes(
            HandoverManifest(
                agency=plan.qmset.agency.name,
                by=plan.parties.by,
                to=plan.parties.to,
                on=plan.parties.on,
                qmskit=__version__,
                receipt=plan.ledger.receipt,
                files=packing.kept,
                left_out=plan.left_out,
                edited=plan.edited,
            )
        )
        packing.add(HANDOVER, manifest)
        if ledger_of(folder).content != plan.ledger.content:
            message = _("bộ tài liệu vừa bị một lệnh khác thay đổi; làm lại lệnh này")
            raise TargetError(folder, message)
        carry_out(_recorded(plan, digest(manifest)), act)
        packing.add(LEDGER, folder / LEDGER)
        packing.add(HEAD, folder / HEAD)
        packing.finish()
    files = len(plan.files) + 3
    receipt = ledger_of(folder).receipt
    return HandoverReport(
        plan.out, files, plan.out.stat().st_size, digest_on_disk(plan.out), receipt
    )


def _recorded(plan: HandoverPlan, manifest: str) -> SetPlan:
    entry = PlannedEntry(
        Kind.HANDOVER,
        {
            "by": plan.parties.by,
            "to": plan.parties.to,
            "on": plan.parties.on.isoformat(),
            "manifest": manifest,
            "problems": list(plan.state.problems),
        },
        is_final=True,
    )
    return SetPlan(plan.qmset.folder, (), entry=entry, acts=plan.plan.acts)


def _members(folder: Path, edited: tuple[EditedFile, ...]) -> Iterator[tuple[str, Path | bytes]]:
    """Yield the files of the set that go into the zip, with where they lie."""
    for name in source_paths(folder):
        yield name, folder / name
    for name in FolderStore(folder).names():
        is_kept = name.startswith((f"{RELEASES}/", f"{BACKUPS}/")) or name == LOOKUP
        if is_kept and stat.S_ISREG((folder / name).lstat().st_mode):
            yield name, folder / name
    for one in edited:
        yield f"{EDITED}{one.path}", folder / BUILT / one.path


def _left_out(ledger: Ledger, problems: tuple[Problem, ...]) -> Iterator[tuple[str, str]]:
    """Yield the evidence that stays; what is missing or changed in the set is no such evidence."""
    wrong = {one.where.file for one in problems}
    yield from left_out_before(ledger.entries).items()
    for path, sha in evidence_of(ledger.entries):
        if path not in wrong:
            yield path, sha


def _edited(folder: Path) -> Iterator[EditedFile]:
    """Yield the built documents that are not as they were written last."""
    for path, written in sorted(known_outputs(folder / BUILT).items()):
        if is_odd_name(path):
            continue
        there = folder / BUILT / path
        if there.is_file() and not _is_linked(folder, there) and digest_on_disk(there) != written:
            yield EditedFile(path, written)


def _is_linked(folder: Path, path: Path) -> bool:
    above = (folder / part for part in path.relative_to(folder).parents)
    return path.is_symlink() or any(one.is_symlink() for one in above if one != folder)


def _unnamed(asked: Handover, act: Act) -> Iterator[Problem]:
    for option, person in (("--by", asked.by), ("--to", asked.to)):
        if not person.strip():
            message = _("chưa ghi tên người giao hoặc người nhận")
            yield Problem(Location(option), "QMS792", message, _("ghi họ tên"))
    yield from future(asked.on, act.day, "--on")


def _shown(
    qmset: DocumentSet,
    out: Path,
    state: HandoverState,
    problems: tuple[Problem, ...],
    counts: tuple[int, int],
) -> SetPlan:
    """Return what is shown before: to whom, what, and what somebody must look at.

    Args:
        counts: of files and of releases.
    """
    parties, (files, releases) = state.parties, counts
    acts = [
        _("bàn giao: {by} giao cho {to} ngày {day}").format(
            by=parties.by, to=parties.to, day=f"{parties.on:%d/%m/%Y}"
        ),
        _("tệp {path}: {count} tệp, {releases} lần phát hành").format(
            path=out, count=files, releases=releases
        ),
    ]
    if state.left_out:
        message = _("ở lại: {count} tệp trong records, có thể chứa dữ liệu cá nhân của công dân")
        acts.append(message.format(count=state.left_out))
    remarks = (_remark(state),) if state.edited else ()
    return SetPlan(qmset.folder, (), (*problems, *remarks), acts=tuple(acts))


def _remark(state: HandoverState) -> Problem:
    message = _("{count} tài liệu sửa tay được bàn giao nguyên tệp: {names}")
    shown = message.format(count=len(state.edited), names=named(state.edited))
    fix = _("kiểm tra để tệp không chứa dữ liệu cá nhân của công dân")
    return Problem(Location(BUILT), "QMS794", shown, fix)
