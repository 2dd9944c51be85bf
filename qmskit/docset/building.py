"""`build`: the documents of a set as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from qmskit.checks import check
from qmskit.docset.disk.outputs import Output, written
from qmskit.docset.following.years import with_year_told
from qmskit.docset.issuing.drafts import with_control
from qmskit.docset.rendering import RenderedFile, rendered_files, without_collecting
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.language import translate as _
from qmskit.model.sets import DocumentSet
from qmskit.problems import Location, Problem, TargetError, UnknownNameError
from qmskit.renderers import Remarking, renderer


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One file of a build; see `Output` for state and reason.

    A file of the whole set has no code and no procedures.
    """

    code: str
    title: str
    procedures: tuple[str, ...]
    format: str
    path: str
    sha256: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        folder: the output folder.
        documents: files in the order of kinds and codes.
        removed: files that are no longer made, taken away.
        notes: what the documents lack, such as a retention nobody fixed; may be empty.
    """

    as_of: date
    folder: Path
    documents: tuple[BuiltDocument, ...]
    removed: tuple[str, ...]
    notes: tuple[Problem, ...]

    def count(self, state: str) -> int:
        """Return how many files are in a state."""
        return sum(document.state == state for document in self.documents)


def build(
    qmset: DocumentSet,
    *,
    as_of: date,
    formats: Sequence[str] = ("docx",),
    out: Path | str | None = None,
    only: Sequence[str] = (),
    jobs: int | None = None,
) -> BuildReport:
    """Make the documents of a set.

    Args:
        as_of: the day the documents are to hold on.
        formats: names of renderers.
        out: output folder; `_build` inside the set by default.
        only: codes of documents or procedures; empty makes all.
        jobs: number of processes; by default as many as help, at most one a processor.

    Raises:
        InvalidInputError: every problem met; nothing is written.
        TargetError: the output folder cannot be written.
        UnknownNameError: a format or code nobody knows.
    """
    folder = Path(out) if out is not None else _own_folder(qmset.folder)
    needed = _needed(_chosen(plan(qmset, as_of), only))
    qmset = with_control(qmset, as_of, needed)
    if needed is None:
        # Documents of procedures tell of no year.
        qmset = with_year_told(qmset, as_of)
    chosen = _chosen(plan(qmset, as_of), only)
    with without_collecting():
        made = [
            (name, file)
            for name in formats
            for file in rendered_files(qmset, chosen, as_of, name, jobs)
        ]
        outputs, removed = _written(folder, [file for _name, file in made], everything=not only)
    by_stem = {document.stem: document for document in chosen}
    documents = tuple(
        _built(by_stem.get(file.stem), name, one)
        for (name, file), one in zip(made, outputs, strict=True)
    )
    notes = (*_remarks(made), *_notes(qmset, chosen, as_of))
    return BuildReport(as_of, folder, documents, removed, notes)


def _own_folder(qmset: Path) -> Path:
    """Return the folder of outputs inside a set; one that is named may be a link, this may not.

    Raises:
        TargetError: it is a link, which could lead out of the set.
    """
    folder = qmset / "_build"
    if folder.is_symlink():
        raise TargetError(folder, _("đây là liên kết (symbolic link), không ghi qua liên kết"))
    return folder


def _written(
    folder: Path, files: Sequence[RenderedFile], *, everything: bool
) -> tuple[list[Output], tuple[str, ...]]:
    """Write what changed; return what was done with each file, and which old files went.

    Args:
        everything: whether `files` are all there should be; else nothing is taken away.
    """
    suffixes = frozenset(file.path.suffix for file in files) if everything else frozenset()
    return written(folder, [(file.path, file.content) for file in files], suffixes=suffixes)


def _chosen(
    documents: tuple[PlannedDocument, ...], only: Sequence[str]
) -> tuple[PlannedDocument, ...]:
    if not only:
        return documents
    wanted = set(only)
    found = [one for one in documents if wanted & _names(one)]
    missing = wanted - set().union(*(_names(one) for one in found))
    if missing:
        known = set().union(*(_names(one) for one in documents))
        raise UnknownNameError(_("tài liệu hoặc TTHC"), min(missing), known)
    return tuple(found)


def _needed(documents: tuple[PlannedDocument, ...]) -> frozenset[str] | None:
    """Return the codes of the documents whose releases a build must know; None means all.

    A document about the set as a whole lists all others.
    """
    if any(not one.procedures for one in documents):
        return None
    return frozenset(one.code for one in documents)


def _names(document: PlannedDocument) -> set[str]:
    return {document.code, *(procedure.code for procedure in document.procedures)}


def _built(document: PlannedDocument | None, name: str, one: Output) -> BuiltDocument:
    procedures = document.procedures if document else ()
    return BuiltDocument(
        code=document.code if document else "",
        title=document.title if document else PurePosixPath(one.path).stem,
        procedures=tuple(procedure.code for procedure in procedures),
        format=name,
        path=one.path,
        sha256=one.sha256,
        state=one.state,
        reason=one.reason,
    )


# What a document shows as unknown, unapproved or contradictory, so that somebody can mend it.
_OF_THE_SET = frozenset({"QMS454"})
_NOTED = _OF_THE_SET | {"QMS401", "QMS402", "QMS403", "QMS404", "QMS405", "QMS410", "QMS445"}


def _remarks(made: Sequence[tuple[str, RenderedFile]]) -> Iterator[Problem]:
    """Yield what the renderers have to tell about their files."""
    for name in dict.fromkeys(name for name, _file in made):
        target = renderer(name)
        if isinstance(target, Remarking):
            yield from target.remarks(file.content for other, file in made if other == name)


def _notes(
    qmset: DocumentSet, documents: tuple[PlannedDocument, ...], day: date
) -> Iterator[Problem]:
    """Yield what documents lack, each thing once a document, in the order of the codes."""
    by_procedure = {
        procedure.code: document.code for document in documents for procedure in document.procedures
    }
    found = check(qmset, as_of=day, codes=_NOTED)
    told = (
        Problem(Location(by_procedure[one.subject]), one.code, one.message, one.fix)
        for one in found
        if one.subject in by_procedure
    )
    yield from sorted(dict.fromkeys(told))
    if any(not document.procedures for document in documents):
        yield from (
            Problem(one.where, one.code, one.message, one.fix)
            for one in found
            if one.code in _OF_THE_SET
        )
