"""The two states of a comparison as sets that documents can be made of, and their files."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from qmskit.control.history import history
from qmskit.control.life import Issued, issued_documents
from qmskit.control.manifests import (
    DOCUMENTS,
    FRAMEWORK,
    MANIFEST,
    KeptFile,
    folder_of,
    read_manifest,
)
from qmskit.docset.comparison.diffing import DiffReport
from qmskit.docset.comparison.parts import brought_in
from qmskit.docset.comparison.sides import Side, release_called
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.issuing.drafts import with_control
from qmskit.docset.issuing.rebuilding import unpacked
from qmskit.docset.issuing.releases import snapshot
from qmskit.docset.rendering import rendered_files, without_collecting
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.language import translate as _
from qmskit.model.control import Stage
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes
from qmskit.readers.sets import load

_WORD = "docx"
_MOST_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What two states call the same document."""

    kind: str
    code: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document of a state as a file; its path is relative to an output folder."""

    document: PlannedDocument
    path: str
    content: bytes


class State:
    """One of two states, for as long as the folder it stands in is there.

    Attributes:
        qmset: with what its documents print of the ledger.
        folder: the set on disk that holds releases and ledger; None for a state of no set.
        release: number of the release the state is; None for a set.
    """

    def __init__(
        self,
        qmset: DocumentSet,
        folder: Path | None,
        release: int | None,
        day: date,
        *,
        is_made_anew: bool = False,
    ) -> None:
        """Take a state whose documents are made on a day.

        Args:
            is_made_anew: whether documents of a release too are as its data makes them now: beside
                what comes from the same data with new records, only that shows what these change.
        """
        self.qmset = with_control(qmset, day)
        self.folder, self.release = folder, release
        self._day, self._shows_issued = day, release is not None and not is_made_anew

    @cached_property
    def made(self) -> Mapping[DocumentKey, MadeDocument]:
        """Return every document as it was issued, or as made now: a set's, and whatever was not.

        Raises:
            InvalidInputError: every problem of every document, or a release cannot be read.
        """
        planned = plan(self.qmset, self._day)
        issued = self._issued_by_stem(planned) if self._shows_issued else {}
        others = tuple(one for one in planned if one.stem not in issued)
        with without_collecting():
            files = rendered_files(self.qmset, others, self._day, _WORD, None)
        contents = {file.stem: file.content for file in files} | issued
        return {
            DocumentKey(one.kind.id, one.code, one.is_sample): MadeDocument(
                one, str(PurePosixPath(one.folder) / f"{one.stem}.{_WORD}"), contents[one.stem]
            )
            for one in planned
        }

    def issued(self, document: PlannedDocument) -> bytes | None:
        """Return a document as it was issued last; None for one that never was, or was ended.

        Raises:
            InvalidInputError: ledger or release cannot be read.
        """
        path = self._issued.get((document.code, document.folder))
        if path is None or not document.is_controlled:
            return None
        return read_bytes(path, _MOST_BYTES)

    def _issued_by_stem(self, planned: tuple[PlannedDocument, ...]) -> dict[str, bytes]:
        found = ((one.stem, self.issued(one)) for one in planned)
        return {stem: content for stem, content in found if content is not None}

    @cached_property
    def _issued(self) -> Mapping[tuple[str, str], Path]:
        """Return the issued Word files by document code and folder of the kind of document."""
        if self.folder is None:
            return {}
        known = history(ledger_of(self.folder).entries)
        kept = {one.number: _files(self.folder, one.number) for one in known.releases}
        found: dict[tuple[str, str], Path] = {}
        for one in issued_documents(known):
            if self._is_meant(one):
                found |= kept[one.release.number].get(one.document.code, {})
        return found

    def _is_meant(self, one: Issued) -> bool:
        if self.release is not None:
            return one.release.number <= self.release
        return one.release.on <= self._day and one.stage_on(self._day) is not Stage.WITHDRAWN


def _files(folder: Path, number: int) -> Mapping[str, Mapping[tuple[str, str], Path]]:
    """Return the Word files of a release by document code, then as a state has them."""
    top = folder_of(number)
    shown = f"{top}/{MANIFEST}"
    manifest = read_manifest(read_bytes(folder / shown, _MOST_BYTES, shown), shown)
    return {
        document.code: {
            (document.code, _folder(file)): folder / top / file.path
            for file in files
            if _is_document(PurePosixPath(file.path))
        }
        for document, files in manifest.documents
    }


def _is_document(path: PurePosixPath) -> bool:
    return path.parts[:1] == (DOCUMENTS,) and ".." not in path.parts and path.suffix == f".{_WORD}"


def _folder(file: KeptFile) -> str:
    """Return the folder of a document's file below that of all documents; may be empty."""
    folder = PurePosixPath(file.path).relative_to(DOCUMENTS).parent
    return "" if folder == PurePosixPath() else str(folder)


@contextmanager
def opened(report: DiffReport) -> Iterator[tuple[State, State]]:
    """Yield the older and the newer state of a report as documents can be made of them.

    Records beside a set stand for the set with those records brought in.

    Raises:
        InvalidInputError: neither state is a set, or the records cannot be brought into it.
    """
    before, after, day = report.before, report.after, report.as_of
    with ExitStack() as stack:
        if before.qmset and after.qmset:
            old = _whole(before, before.qmset, day, stack)
            yield old, _whole(after, after.qmset, day, stack)
        elif before.qmset:
            old = _whole(before, before.qmset, day, stack, is_made_anew=True)
            yield old, State(_following(old.qmset, after, day), old.folder, None, day)
        elif after.qmset:
            new = _whole(after, after.qmset, day, stack, is_made_anew=True)
            yield State(brought_in(new.qmset, before.shown, day), None, None, day), new
        else:
            message = _("không bên nào là bộ tài liệu, nên không có tài liệu để so")
            fix = _("so với một bộ tài liệu, hoặc dùng --format html")
            raise InvalidInputError([Problem(Location(report.new), "QMS852", message, fix)])


def _following(qmset: DocumentSet, after: Side, day: date) -> DocumentSet:
    """Return a set with what the newer side tells: new records, or those of a text to come."""
    if after.draft:
        return replace(qmset, procedures={**qmset.procedures, **after.procedures})
    return brought_in(qmset, after.shown, day)


def _whole(
    side: Side, qmset: DocumentSet, day: date, stack: ExitStack, *, is_made_anew: bool = False
) -> State:
    """Return the state of a set, or of a release, whose files lie in a folder of their own."""
    released = release_called(side.shown)
    if released is None:
        return State(qmset, qmset.folder, None, day)
    folder, number = released
    top = Path(stack.enter_context(TemporaryDirectory(prefix="qmskit-")))
    unpacked(snapshot(folder, number), top)
    made = load(top, top / FRAMEWORK)
    return State(made, folder, number, day, is_made_anew=is_made_anew)
