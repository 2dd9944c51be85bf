"""`diff --format docx`: redlines of every document that is not as it was, and a page about them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from qmskit.docset.comparison.diffing import DiffReport
from qmskit.docset.comparison.states import MadeDocument, State, opened
from qmskit.docset.comparison.summary import Touched, summary, summary_document
from qmskit.docset.disk.outputs import Output, edited, known_outputs, written
from qmskit.docset.rendering import rendered_files, without_collecting
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.language import LANGUAGES, speaking
from qmskit.language import translate as _
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem, TargetError
from qmskit.renderers.docx.redline import has_changes, redlined

SUMMARY = "Tóm tắt thay đổi.docx"
REVISED = "sua-doi"
ISSUED = "ban-hanh-moi"
EDITED = "so-voi-ban-sua-tay"
ANNOUNCED = "cong-bo-lai"
_FOLDERS = frozenset({REVISED, ISSUED, EDITED, ANNOUNCED})

_BUILT = "_build"
_WORD = "docx"


@dataclass(frozen=True, slots=True)
class DiffPapers:
    """The Word files of a comparison.

    Attributes:
        touched: every document that is not as it was, in the order of the plan; last those that no
            longer are.
        files: by path below the folder they are written to.
        remarks: what could not be compared; may be empty.
    """

    touched: tuple[Touched, ...]
    files: Mapping[str, bytes]
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPapers:
    """What was done with the Word files of a comparison.

    Attributes:
        outputs: one a file; one that somebody edited stays, and the new one lies beside.
        removed: paths of files of an earlier comparison that are no longer made.
    """

    papers: DiffPapers
    outputs: tuple[Output, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """Who is named at tracked changes, and their day."""

    author: str
    on: date


def write_diff(
    report: DiffReport, folder: Path | str, marking: Marking, *, is_complete: bool = False
) -> WrittenPapers:
    """Write the Word files of a comparison below a folder; see `diff_papers`.

    What somebody edited there is never written over; what an earlier comparison left goes.

    Raises:
        InvalidInputError: see `diff_papers`; nothing is written.
        TargetError: the folder is a set, or one that documents are built into, or the disk refuses.
    """
    target = Path(folder)
    _refuse_foreign(target)
    papers = diff_papers(report, marking, is_complete=is_complete)
    outputs, removed = written(
        target,
        [(PurePosixPath(path), content) for path, content in papers.files.items()],
        suffixes=frozenset({f".{_WORD}"}),
    )
    return WrittenPapers(papers, tuple(outputs), removed)


def diff_papers(report: DiffReport, marking: Marking, *, is_complete: bool = False) -> DiffPapers:
    """Return the Word files of a comparison: a page about it, and every document it touches.

    A document that changed has tracked changes from the file that was issued, or else from what
    the older state makes; one that somebody edited in Word a second file with changes from that.
    One that is new is there as it is. Where the system has to be announced again, so are the
    drafts for that.

    Args:
        is_complete: whether to compare documents too that new records would only write otherwise.

    Raises:
        InvalidInputError: neither state is a set, a document of one cannot be made, or what was
            issued cannot be read.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a, điểm c.
    """
    with speaking(LANGUAGES[0]), opened(report) as (old, new):
        quiet = frozenset() if is_complete else _quiet(report)
        return _Making(report, old, new, marking).papers(quiet)


class _Making:
    """The files of one comparison."""

    def __init__(self, report: DiffReport, old: State, new: State, marking: Marking) -> None:
        self._report, self._old, self._new, self._marking = report, old, new, marking
        self._files: dict[str, bytes] = {}
        self._touched: list[Touched] = []
        self._remarks: list[Problem] = []
        self._edited_in = _built_folder(report)

    def papers(self, quiet: frozenset[str]) -> DiffPapers:
        """Return the files.

        Args:
            quiet: codes of procedures whose documents are only counted.
        """
        known = known_outputs(self._edited_in) if self._edited_in else {}
        left_out = 0
        for key, made in self._new.made.items():
            before = self._old.made.get(key)
            if before and _serves_only(made.document, quiet):
                left_out += before.content != made.content
            else:
                self._add(before, made, known)
        for key, made in self._old.made.items():
            if key not in self._new.made:
                self._touched.append(_touched(made, "withdraw"))
        if self._report.reannouncement.is_needed:
            self._files |= _drafts(self._new.qmset, self._report.as_of)
        told = summary(self._report, self._touched, left_out, self._marking.author)
        page = summary_document(self._new.qmset, told, self._marking.on)
        return DiffPapers(
            tuple(self._touched), {SUMMARY: page, **self._files}, tuple(self._remarks)
        )

    def _add(self, old: MadeDocument | None, new: MadeDocument, known: Mapping[str, str]) -> None:
        """Add the files of a document, if it is not as it was."""
        name = f"{new.document.stem}.{_WORD}"
        if old is None:
            self._touched.append(_touched(new, "issue"))
            self._files[f"{ISSUED}/{name}"] = new.content
            return
        if old.content == new.content:
            return
        issued = self._old.issued(old.document) or old.content
        marked = self._redlined(issued, new.content)
        if not has_changes(marked):
            return
        self._touched.append(_touched(new, "revise"))
        self._files[f"{REVISED}/{name}"] = marked
        self._add_edited(new, known)

    def _add_edited(self, new: MadeDocument, known: Mapping[str, str]) -> None:
        """Add the changes that lead from a file which somebody edited to the new document."""
        folder = self._edited_in
        there = edited(folder, new.path, known) if folder else None
        if there is None:
            return
        try:
            marked = self._redlined(there, new.content)
        except InvalidInputError:
            message = _("tài liệu sửa tay không còn là tệp Word đọc được, nên không so với tệp này")
            fix = _("mở bằng Word rồi lưu lại dạng .docx")
            self._remarks.append(Problem(Location(f"{_BUILT}/{new.path}"), "QMS854", message, fix))
            return
        if has_changes(marked):
            self._files[f"{EDITED}/{new.document.stem}.{_WORD}"] = marked

    def _redlined(self, old: bytes, new: bytes) -> bytes:
        return redlined(old, new, author=self._marking.author, on=self._marking.on)


def _quiet(report: DiffReport) -> frozenset[str]:
    """Return the procedures that new records only write otherwise, or do not tell of in full.

    Between two whole states nothing is left out: there a document changes for other reasons too.
    """
    if report.before.is_whole == report.after.is_whole:
        return frozenset()
    differing = {one.code for one in report.differing}
    return frozenset({one.code for one in report.procedures.procedures} - differing)


def _serves_only(document: PlannedDocument, codes: frozenset[str]) -> bool:
    return bool(document.procedures) and all(one.code in codes for one in document.procedures)


def _touched(made: MadeDocument, action: str) -> Touched:
    document = made.document
    procedures = tuple(one.code for one in document.procedures)
    return Touched(document.code, document.title, action, procedures)


def _built_folder(report: DiffReport) -> Path | None:
    """Return where the documents of the newer set lie, else of the older; None without a set."""
    qmset = report.after.qmset or report.before.qmset
    folder = qmset.folder / _BUILT if qmset else None
    return folder if folder and not folder.is_symlink() else None


def _drafts(qmset: DocumentSet, day: date) -> dict[str, bytes]:
    """Return the letters of a new announcement, also for a set that leaves letters out."""
    wanted = qmset.framework.control.announcement.drafts
    whole = replace(qmset, choices=replace(qmset.choices, leave_out=()))
    chosen = tuple(one for one in plan(whole, day) if one.kind.id in wanted and not one.is_sample)
    with without_collecting():
        files = rendered_files(whole, chosen, day, _WORD, None)
    return {f"{ANNOUNCED}/{file.path.name}": file.content for file in files}


def _refuse_foreign(folder: Path) -> None:
    """Raise a TargetError about a folder that holds what is not of a comparison."""
    if (folder / "qms.yaml").exists():
        raise TargetError(folder, _("đây là bộ tài liệu; chọn thư mục khác cho kết quả so sánh"))
    page = SUMMARY.removesuffix(f".{_WORD}")
    for path in known_outputs(folder):
        # A page beside one that somebody edited is named like it.
        if PurePosixPath(path).parts[0] not in _FOLDERS and not path.startswith(page):
            raise TargetError(
                folder, _("đây là thư mục lệnh build ghi tài liệu; chọn thư mục khác")
            )
