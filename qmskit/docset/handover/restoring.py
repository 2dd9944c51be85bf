"""`restore`: a set from the zip of a handover, proved before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qmskit.control.handovers import (
    EDITED,
    HANDOVER,
    EditedFile,
    HandoverManifest,
    left_out_json,
    proved_handover,
)
from qmskit.control.ledger import HEAD, LEDGER, Kind, Ledger, appended, read_ledger
from qmskit.control.manifests import RELEASES
from qmskit.control.verifying import Verification
from qmskit.docset.disk.operations import Operation
from qmskit.docset.disk.outputs import STATE as BUILT_BEFORE
from qmskit.docset.disk.outputs import state_text
from qmskit.docset.disk.paths import OWN, digest_on_disk, refuse_link, told
from qmskit.docset.disk.stores import ZipStore
from qmskit.docset.disk.writing import recover, write_files
from qmskit.docset.handover.handing_over import BUILT
from qmskit.docset.handover.papers import STATE as STATE_OF_THINGS
from qmskit.docset.handover.papers import TASKS
from qmskit.docset.issuing.verifying import verify
from qmskit.docset.opening import load
from qmskit.docset.plans import SetPlan, proved
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.problems import InvalidInputError, TargetError

# What tells of the handover and is no part of the set.
_ABOUT = frozenset({HANDOVER, STATE_OF_THINGS, TASKS})
_LARGE = (f"{RELEASES}/", f"{BUILT}/")


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What restoring a set would write.

    Attributes:
        store: the zip, open.
        names: path in the zip by path in the set; ledger and head are written anew.
        ledger: of the zip. sha256: of the zip itself.
        plan: what is shown before.
    """

    store: ZipStore
    names: Mapping[str, str]
    ledger: Ledger
    sha256: str
    left_out: Mapping[str, str]
    edited: tuple[EditedFile, ...]
    plan: SetPlan


def restore(
    archive: Path | str, folder: Path | str, *, despite_problems: bool = False,
    act: Act = NOBODY_TOLD,
) -> Verification:  # fmt: skip
    """Restore a set from the zip of a handover; see `plan_restore` and `carry_out_restore`."""
    plan = plan_restore(archive, folder, despite_problems=despite_problems)
    return carry_out_restore(plan, act)


def plan_restore(
    archive: Path | str, folder: Path | str, *, despite_problems: bool = False
) -> RestorePlan:
    """Return what restoring a set would write.

    Args:
        folder: made when it does not exist; holds nothing otherwise.
        despite_problems: whether a zip that does not fit its ledger is restored as far as it can be
            read. A ledger that does not hold together is not: no line is written behind a break.

    Raises:
        InvalidInputError: the zip was not made by `handover`, or does not fit its ledger.
        TargetError: something lies in the folder.
    """
    path, target = Path(archive), Path(folder)
    _check_empty(target)
    store = ZipStore(path)
    problems = verify(path).problems
    ledger = read_ledger(store.read(LEDGER), store.read(HEAD))
    if ledger.problem or (problems and not despite_problems):
        raise InvalidInputError(problems)
    manifest = _manifest(store, ledger)
    names = dict(_names(store, may_be_broken=bool(problems)))
    acts = (
        _("khôi phục {count} tệp của {path} vào {folder}").format(
            count=len(names) + 2, path=path, folder=target
        ),
        *_told(manifest),
    )
    return RestorePlan(
        store=store,
        names=names,
        ledger=ledger,
        sha256=digest_on_disk(path),
        left_out=manifest.left_out if manifest else {},
        edited=manifest.edited if manifest else (),
        plan=SetPlan(target, (), problems, acts=acts),
    )


def carry_out_restore(plan: RestorePlan, act: Act = NOBODY_TOLD) -> Verification:
    """Write what a plan says, all or nothing; then load the set and verify it.

    Raises:
        InvalidInputError: the set would not load; nothing is written.
        TargetError: the folder cannot be written.
    """
    folder = plan.plan.folder
    content, head = appended(
        plan.ledger,
        Kind.RESTORE,
        {
            "zip": plan.sha256,
            "left_out": left_out_json(plan.left_out),
            "problems": [str(one) for one in plan.plan.remarks],
        },
        act,
    )
    written: dict[str, bytes] = {LEDGER: content, HEAD: head}
    if plan.edited:
        known = {one.path: one.written for one in plan.edited}
        written[f"{BUILT}/{BUILT_BEFORE}"] = state_text(known).encode()
    files = _Files(plan.store, plan.names, written)
    proved(folder, {name: files[name] for name in files if not name.startswith(_LARGE)})
    operation = Operation(
        name=Kind.RESTORE.value,
        at=act.written,
        by=act.by,
        is_final=True,
        lasting=True,
        sealed=frozenset(name for name in files if name.startswith(f"{RELEASES}/")),
        permanent=frozenset({LEDGER, HEAD}),
    )
    write_files(folder, files, operation)
    load(folder)
    return verify(folder)


class _Files(Mapping[str, bytes | None]):
    """The files of a set to restore, each read from the zip when it is written."""

    def __init__(
        self, store: ZipStore, names: Mapping[str, str], written: Mapping[str, bytes]
    ) -> None:
        self._store, self._names, self._written = store, names, written

    def __getitem__(self, name: str) -> bytes | None:
        if name in self._written:
            return self._written[name]
        return self._store.read(self._names[name])

    def __iter__(self) -> Iterator[str]:
        yield from self._names
        yield from self._written

    def __len__(self) -> int:
        return len(self._names) + len(self._written)


def _names(store: ZipStore, *, may_be_broken: bool) -> Iterator[tuple[str, str]]:
    """Yield paths in the set with those in the zip; files that cannot be read are left out."""
    for name in sorted(store.names()):
        if name in _ABOUT or name in {LEDGER, HEAD}:
            continue
        if may_be_broken and store.read(name) is None:
            continue
        inside = f"{BUILT}/{name.removeprefix(EDITED)}" if name.startswith(EDITED) else name
        yield inside, name


def _manifest(store: ZipStore, ledger: Ledger) -> HandoverManifest | None:
    """Return the list of a handover; None where it is not the one that the ledger names."""
    try:
        return proved_handover(store.read(HANDOVER), ledger.entries)
    except InvalidInputError:
        return None


def _told(manifest: HandoverManifest | None) -> Iterator[str]:
    if manifest is None:
        return
    text = _("{agency}: {by} giao cho {to} ngày {day}")
    yield text.format(
        agency=manifest.agency, by=manifest.by, to=manifest.to, day=f"{manifest.on:%d/%m/%Y}"
    )
    if manifest.left_out:
        message = _("không có trong tệp: {count} tệp hồ sơ trong records, ở lại bên giao")
        yield message.format(count=len(manifest.left_out))


def _check_empty(folder: Path) -> None:
    """Refuse a folder that holds something; what an interrupted restore left is cleared first.

    Raises:
        TargetError: it does, or is a link or a file.
    """
    refuse_link(folder)
    with told(folder):
        if folder.exists() and not folder.is_dir():
            raise TargetError(folder, _("đây là tệp, không phải thư mục"))
        if not folder.exists():
            return
        recover(folder)
        if any(path.name != OWN for path in folder.iterdir()):
            message = _("thư mục không trống; chọn thư mục mới hoặc thư mục trống")
            raise TargetError(folder, message)
