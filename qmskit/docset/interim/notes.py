"""Interim notes: one page a change that binds already, until the province's list is out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from qmskit.changes.procedures import catalogue_diff
from qmskit.changes.telling import changes_told, in_one_sentence
from qmskit.control.history import history
from qmskit.control.proofs import source_told
from qmskit.docset.comparison.sides import side_of
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.disk.outputs import Output, written
from qmskit.docset.disk.paths import refuse_inside
from qmskit.docset.following.chains import chains_of
from qmskit.docset.papers import Paper, paper_file
from qmskit.documents.codes import file_names
from qmskit.documents.plan import procedure_title
from qmskit.language import LANGUAGES, speaking
from qmskit.language import translate as _
from qmskit.law.chains import Chain, ChangeStatus
from qmskit.model.deadlines import Deadline
from qmskit.model.kinds import LetterHead
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import capitalised, shortened

_NOTE = Paper(
    id="interim-note",
    title="Ghi chú tạm về thủ tục hành chính",
    text="interim/note.md",
    code="GC",
    clauses=("8.5.6",),
    letter=LetterHead(signs="own", symbol="TB"),
    missing="QMS871",
)
_SUFFIXES = frozenset({".docx"})
# What one page has room for.
_PROCEDURES = 20
_NAMED = 3
_CHANGES = 2
_NAME = 45
_CHANGE = 130
_SUMMARY = 240


@dataclass(frozen=True, slots=True)
class NotedProcedure:
    """A procedure of a note; its name is empty where there are too many to name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NotedChange:
    """What the record of a procedure tells otherwise than before, short enough for a few lines."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class InterimNote:
    """What a note tells; the text of the document prints it.

    Attributes:
        text: number of the legal text with its provision.
        citation: first mention as documents print it; the number where nobody knows more.
        summary: what the event says of the change; may be empty.
        changes: what records tell otherwise than those of the last release, where there is no
            summary; may be empty.
        more_changes, more_procedures: how many more there are than one page has room for.
        term: the last day to bring the change in; None where the change starts no clock.
        term_source: the provision that sets it, as running text.
        is_provisional: whether the last day rests on a day off that is not certain.
    """

    text: str
    citation: str
    effective: date
    summary: str
    changes: tuple[NotedChange, ...]
    more_changes: int
    procedures: tuple[NotedProcedure, ...]
    more_procedures: int
    term: date | None
    term_source: str
    is_provisional: bool


def write_interim_notes(qmset: DocumentSet, folder: Path, *, as_of: date) -> tuple[Output, ...]:
    """Write a Word note for every change that binds on a day and whose announcement is waited for.

    A note somebody edited stays, the new one lies beside; one whose change is announced goes.

    Args:
        folder: made where it does not exist.

    Raises:
        InvalidInputError: ledger or texts cannot be used, or a document cannot be composed.
        TargetError: the folder cannot be written, or is the set itself.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a: the term runs from the day of effect, whether or
        not the procedure has been announced.
    """
    refuse_inside(qmset.folder, folder)
    chains = tuple(waiting_changes(qmset, as_of))
    before = _before(qmset)
    stems = file_names((one.event.text or one.event.id, _("ghi chú tạm")) for one in chains)
    files = [
        (PurePosixPath(f"{stem}.docx"), note_document(qmset, one, as_of, before))
        for one, stem in zip(chains, stems, strict=True)
    ]
    outputs, _removed = written(folder, files, suffixes=_SUFFIXES)
    return tuple(outputs)


def waiting_changes(qmset: DocumentSet, as_of: date) -> Iterator[Chain]:
    """Yield the changes of procedures of a set that bind while the announcement is waited for."""
    for one in chains_of(qmset, as_of):
        is_waiting = one.status is ChangeStatus.WAITING_FOR_ANNOUNCEMENT
        if is_waiting and set(one.event.procedures) & qmset.procedures.keys():
            yield one


def note_document(
    qmset: DocumentSet, chain: Chain, as_of: date, before: Mapping[str, Procedure]
) -> bytes:
    """Return the note about a change as a Word file.

    Args:
        before: the records that the last release rested on, by code.

    Raises:
        InvalidInputError: the framework has no text for it, or text or frame cannot be used.
    """
    with speaking(LANGUAGES[0]):
        note = interim_note(qmset, chain, before)
    return paper_file(qmset, _NOTE, as_of, {"note": note})


def interim_note(qmset: DocumentSet, chain: Chain, before: Mapping[str, Procedure]) -> InterimNote:
    """Return what a note about a change tells, as far as the set knows it."""
    event = chain.event
    codes = [code for code in event.procedures if code in qmset.procedures]
    text = qmset.register.texts.get(event.text)
    changes = tuple(_changes(codes, qmset, before))
    # What somebody wrote says it better than a table of fields, and there is room for one of them.
    shown = () if event.summary else changes[:_CHANGES]
    named = tuple(
        NotedProcedure(code, _name(qmset, code) if len(codes) <= _NAMED else "") for code in codes
    )
    number = f"{event.provision} {event.text}".strip() or event.id
    return InterimNote(
        text=number,
        citation=(text.citation if text else "") or _as_cited(event.text, codes, qmset) or number,
        effective=chain.effective or chain.as_of,
        summary=shortened(event.summary, _SUMMARY),
        changes=shown,
        more_changes=len(changes) - len(shown),
        procedures=named[:_PROCEDURES],
        more_procedures=max(len(named) - _PROCEDURES, 0),
        term=chain.deadline.due if chain.deadline else None,
        term_source=source_told(chain.links[-1].stage.source, qmset.register),
        is_provisional=isinstance(chain.deadline, Deadline) and chain.deadline.is_provisional,
    )


def _as_cited(number: str, codes: list[str], qmset: DocumentSet) -> str:
    """Return a text as records cite it, without what it is about; empty where none of them does."""
    bases = (basis for code in codes for basis in qmset.procedures[code].legal_bases)
    found = next((one.cited or one.title for one in bases if one.number == number), "")
    return found.partition(" về ")[0]


def _name(qmset: DocumentSet, code: str) -> str:
    return shortened(procedure_title(qmset.procedures[code]), _NAME)


def _changes(
    codes: list[str], qmset: DocumentSet, before: Mapping[str, Procedure]
) -> Iterator[NotedChange]:
    """Yield what the records of today tell otherwise than those of the last release."""
    old = [before[code] for code in codes if code in before]
    new = [qmset.procedures[one.code] for one in old]
    for found in catalogue_diff(old, new).procedures:
        changes = (one for one in found.changes if not one.path.startswith("legal_bases"))
        told = capitalised(in_one_sentence(changes_told(changes)))
        if told:
            yield NotedChange(found.code, shortened(told, _CHANGE))


def _before(qmset: DocumentSet) -> Mapping[str, Procedure]:
    """Return the records the last release rested on; none before the first one."""
    releases = history(ledger_of(qmset.folder).entries).releases
    if not releases:
        return {}
    return side_of(f"{qmset.folder}@{releases[-1].number}").procedures
