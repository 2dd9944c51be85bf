"""What follows a change: events, doubtful workflows, proposals, revisions, documents by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.disk.outputs import edited_outputs
from qmskit.docset.incoming import Told
from qmskit.docset.issuing.revising import rows_written
from qmskit.docset.plans import FileChange, yaml_bytes
from qmskit.docset.updating.changed import Changed
from qmskit.docset.updating.events import BroughtEvents, events_brought
from qmskit.docset.updating.rescaling import Proposals, renewed, workflow_path
from qmskit.docset.updating.revisions import revisions_prepared
from qmskit.documents.plan import documents_called, plan
from qmskit.language import translate as _
from qmskit.model.publication import ChangeEvent, LawChange, LawEvents
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import Workflow
from qmskit.problems import Location, Problem
from qmskit.readers.event_rows import events_told, unquoted, with_events
from qmskit.readers.publication import events_tree
from qmskit.readers.revision_rows import REVISIONS
from qmskit.readers.set_law import EVENTS
from qmskit.readers.sources import Procedures
from qmskit.readers.trees import Json

# Where `build` puts documents unless somebody names another folder.
_OUTPUT = "_build"


@dataclass(frozen=True, slots=True)
class Followed:
    """What follows a change.

    Attributes:
        files: content by path; None for one that goes.
        summaries: by path, in words.
        verdicts: files that are concerned and stay as they are.
        details: what the ledger is to tell.
    """

    files: dict[str, bytes | None] = field(default_factory=dict)
    summaries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verdicts: list[FileChange] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    details: dict[str, Json] = field(default_factory=dict)


def followed(
    changed: Changed,
    read: Procedures,
    told: Told,
    law: LawChange | None,
    drafts: Mapping[str, Workflow],
) -> Followed:
    """Return what follows a change.

    Args:
        drafts: workflows of printed documents that name no approving decision, by procedure code.

    Raises:
        InvalidInputError: the legal text told cannot be used, or the ledger cannot be read.
    """
    found = Followed()
    ledger = ledger_of(changed.before.folder)
    _propose(found, changed, renewed(changed, drafts, ledger.entries))
    brought = events_brought(changed, read, told, law)
    _record(found, changed.before, brought)
    rows, remarks = revisions_prepared(changed, brought.texts, ledger)
    if rows:
        found.files[REVISIONS] = rows_written(changed.before.folder, rows)
        lines = (f"{code}: {new[-1].summary}" for code, new in rows.items())
        found.summaries[REVISIONS] = tuple(lines)
    found.remarks.extend(remarks)
    found.verdicts.extend(_edited_by_hand(changed, told))
    return found


def _propose(found: Followed, changed: Changed, made: Proposals) -> None:
    """Take proposals, and name the workflows that somebody has to look at."""
    found.files.update(made.files)
    found.summaries.update(made.summaries)
    found.verdicts.extend(made.kept)
    found.remarks.extend(made.remarks)
    suspects = changed.suspects
    codes: dict[str, list[str]] = {}
    for code in suspects:
        codes.setdefault(workflow_path(changed.before, code), []).append(code)
    for path, served in codes.items():
        message = _("TTHC {codes} đã thay đổi; xem lại rồi chạy qmskit confirm").format(
            codes=", ".join(served)
        )
        found.verdicts.append(FileChange(path, "suspect", None, (message,)))
    if suspects:
        found.details["suspect"] = list(suspects)


def _record(found: Followed, qmset: DocumentSet, brought: BroughtEvents) -> None:
    """Put events into their file; where its layout refuses them, say what to write."""
    found.remarks.extend(brought.remarks)
    written = _events_file(qmset, brought)
    if brought.events and written is None:
        message = _("không chèn được thay đổi mới vào tệp này mà giữ nguyên mọi dòng đã có")
        fix = _("ghi thêm vào mục events:\n{lines}").format(lines=events_told(brought.events))
        found.remarks.append(Problem(Location(EVENTS), "QMS864", message, fix))
    elif brought.events:
        found.files[EVENTS] = written
        found.summaries[EVENTS] = tuple(map(_event_line, brought.events))
    known = {one.id for one in qmset.law_events.events}
    known |= {one.id for one in brought.events} if written else set()
    events: list[Json] = [
        {"id": name, "procedures": list(codes)}
        for name, codes in brought.procedures.items()
        if name in known
    ]
    if events:
        found.details["events"] = events


def _events_file(qmset: DocumentSet, brought: BroughtEvents) -> bytes | None:
    path = qmset.folder / EVENTS
    if not path.exists():
        content = yaml_bytes(EVENTS, events_tree(LawEvents(brought.events)), "law-events")
        return unquoted(content.decode()).encode()
    text = path.read_bytes().decode("utf-8")
    written = with_events(text, qmset.framework.publication, brought.events)
    return None if written is None else written.encode()


def _event_line(event: ChangeEvent) -> str:
    codes = ", ".join(event.procedures)
    return f"{event.text or event.id}: {codes}" if codes else event.text or event.id


def _edited_by_hand(changed: Changed, told: Told) -> Iterator[FileChange]:
    """Yield the built documents that somebody edited, and what the new ones will be called."""
    qmset = changed.before
    edited = edited_outputs(qmset.folder / _OUTPUT)
    if not edited:
        return
    touched = set(documents_called(qmset, changed.codes))
    stems = {(one.folder, one.stem) for one in plan(qmset, told.day) if one.code in touched}
    for name, beside in edited.items():
        path = PurePosixPath(name)
        if (str(path.parent).removeprefix("."), path.stem) in stems:
            message = _("đã sửa tay nên giữ nguyên; qmskit build đặt bản mới ở {beside}").format(
                beside=f"{_OUTPUT}/{beside}"
            )
            yield FileChange(f"{_OUTPUT}/{name}", "kept", None, (message,))
