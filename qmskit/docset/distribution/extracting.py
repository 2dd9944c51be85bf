"""The documents of each desk as files, with lists to print: what is given, taken back, put up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from qmskit.control.distribution import Copy
from qmskit.control.life import Issued
from qmskit.control.manifests import DOCUMENTS, MANIFEST, KeptFile, folder_of, read_manifest
from qmskit.docset.disk.outputs import Output, written
from qmskit.docset.disk.paths import refuse_inside
from qmskit.docset.distribution.boards import BoardChange, board_changes
from qmskit.docset.distribution.holdings import DeskReport, DistributionReport, distribution
from qmskit.language import translate as _
from qmskit.model.digests import digest
from qmskit.model.distribution import WITHDRAWN_FOLDER
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes
from qmskit.renderers.docx.stamping import stamped
from qmskit.renderers.xlsx.books import Value
from qmskit.renderers.xlsx.distribution import board_list, desk_list, withdrawal_list

_DESK_LIST = "danh-sach.xlsx"
_WITHDRAWAL_LIST = "danh-sach-thu-hoi.xlsx"
_BOARD_LIST = "thay-doi-niem-yet.xlsx"
_MOST_BYTES = 200_000_000
_SUFFIXES = frozenset({".docx", ".pdf", ".xlsx"})
_TASKS = {"new": "Niêm yết thêm", "changed": "Thay bản", "removed": "Gỡ xuống"}


@dataclass(frozen=True, slots=True)
class Extract:
    """Files written for the desks.

    Attributes:
        files: what was done with each.
        removed: files of an earlier extract that are no longer made.
    """

    folder: Path
    files: tuple[Output, ...]
    removed: tuple[str, ...]


def extract(qmset: DocumentSet, out: Path, *, as_of: date) -> Extract:
    """Write the documents that hold for each desk, with what is to be taken back and put up.

    Files are the very bytes of the releases; only documents that no longer hold are marked.

    Raises:
        InvalidInputError: the ledger or a file of a release cannot be read, or is not what was
            released.
        TargetError: the folder cannot be written, or is the set or a release itself.
    """
    refuse_inside(qmset.folder, out)
    report = distribution(qmset, as_of=as_of)
    files = dict(_Extracting(qmset, report).files())
    pairs = [(PurePosixPath(path), content) for path, content in sorted(files.items())]
    outputs, removed = written(out, pairs, suffixes=_SUFFIXES)
    return Extract(out, tuple(outputs), removed)


class _Extracting:
    """The files for the desks of one report."""

    def __init__(self, qmset: DocumentSet, report: DistributionReport) -> None:
        self._folder, self._report = qmset.folder, report
        self._apart = _apart(qmset)
        self._kept: dict[int, Mapping[str, tuple[KeptFile, ...]]] = {}

    def files(self) -> Iterator[tuple[str, bytes]]:
        for desk in self._report.desks:
            if desk.codes:
                yield from self._of_desk(desk)
            if desk.desk.is_notice_board:
                changes = board_changes(self._folder, self._report, desk)
                rows = _numbered(map(_board_cells, changes))
                content = board_list(desk.desk.name, rows, self._report.as_of)
                yield f"{desk.desk.id}/{_BOARD_LIST}", content
        yield from self._withdrawn()

    def _of_desk(self, desk: DeskReport) -> Iterator[tuple[str, bytes]]:
        current = self._report.current
        issued = [current[code] for code in desk.codes if code in current]
        rows = _numbered(_desk_cells(one, desk.held) for one in issued)
        content = desk_list(desk.desk.name, rows, self._report.as_of)
        yield f"{desk.desk.id}/{_DESK_LIST}", content
        apart = {folder for folder, kind in self._apart.items() if kind not in desk.desk.documents}
        for one in issued:
            for name, inside in self._released(one):
                if name.rpartition("/")[0] not in apart:
                    yield f"{desk.desk.id}/{name}", inside

    def _withdrawn(self) -> Iterator[tuple[str, bytes]]:
        back = [item for desk in self._report.desks for item in desk.to_take_back]
        rows = _numbered(_withdrawal_cells(one.copy, one.issued) for one in back)
        content = withdrawal_list(rows, self._report.as_of)
        yield f"{WITHDRAWN_FOLDER}/{_WITHDRAWAL_LIST}", content
        for one in self._report.issued:
            if one.ended_on is not None and one.ended_on <= self._report.as_of:
                for name, inside in self._released(one):
                    if name.endswith(".docx") and name.rpartition("/")[0] not in self._apart:
                        path = f"{WITHDRAWN_FOLDER}/{one.release.number}/{name}"
                        yield path, stamped(inside, _mark(one, one.ended_on), name)

    def _released(self, issued: Issued) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a document as its release keeps them, paths without its folder."""
        number = issued.release.number
        if number not in self._kept:
            shown = f"{folder_of(number)}/{MANIFEST}"
            content = self._checked(shown, issued.release.manifest)
            manifest = read_manifest(content, shown)
            self._kept[number] = {one.code: files for one, files in manifest.documents}
        for file in self._kept[number].get(issued.document.code, ()):
            content = self._checked(f"{folder_of(number)}/{file.path}", file.sha256)
            yield file.path.removeprefix(f"{DOCUMENTS}/"), content

    def _checked(self, shown: str, sha256: str) -> bytes:
        """Return a file of a release.

        Raises:
            InvalidInputError: it cannot be read, or is not what was released.
        """
        content = read_bytes(self._folder / shown, _MOST_BYTES, shown)
        if digest(content) != sha256:
            message = _("tệp này đã bị sửa sau khi phát hành")
            fix = _("lấy lại tệp từ bản bàn giao hoặc bản sao gần nhất")
            raise InvalidInputError([Problem(Location(shown), "QMS702", message, fix)])
        return content


def _apart(qmset: DocumentSet) -> Mapping[str, str]:
    """Return the kinds whose files do not go with their document, by the folder of the files."""
    kinds, apart = qmset.framework.kinds, qmset.framework.control.apart
    others = {one.folder for one in kinds if one.id not in apart}
    return {one.folder: one.id for one in kinds if one.id in apart and one.folder not in others}


def _mark(one: Issued, ended: date) -> str:
    """Return what a document that no longer holds is marked with."""
    lines = [f"HẾT HIỆU LỰC từ ngày {ended:%d/%m/%Y}"]
    if one.still_for:
        lines.append(f"Chỉ áp dụng cho hồ sơ tiếp nhận trước ngày {one.still_for:%d/%m/%Y}")
    return "\n".join(lines)


def _numbered(rows: Iterable[Mapping[str, Value]]) -> Iterator[Mapping[str, Value]]:
    for number, row in enumerate(rows, 1):
        yield {"number": number, **row}


def _desk_cells(one: Issued, held: Iterable[Copy]) -> Mapping[str, Value]:
    own = [
        copy for copy in held
        if (copy.code, copy.release) == (one.document.code, one.release.number)
    ]  # fmt: skip
    numbers = ", ".join("điện tử" if copy.is_electronic else f"{copy.number:02d}" for copy in own)
    return {
        **_document_cells(one),
        "effective": f"{one.release.effective:%d/%m/%Y}",
        "check": one.document.check,
        "copies": numbers,
        "given": ", ".join(dict.fromkeys(f"{copy.given_on:%d/%m/%Y}" for copy in own)),
    }


def _withdrawal_cells(copy: Copy, one: Issued) -> Mapping[str, Value]:
    follower = None if one.is_withdrawn else one.follower
    return {
        **_document_cells(one),
        "desk": copy.desk_name,
        "copies": f"{copy.number:02d}",
        "ended": f"{one.ended_on:%d/%m/%Y}" if one.ended_on else "",
        "replaced": _issue(follower.issue, follower.revision) if follower else "không có",
        "still": f"{one.still_for:%d/%m/%Y}" if one.still_for else "",
    }


def _board_cells(one: BoardChange) -> Mapping[str, Value]:
    new = one.new.document if one.new else None
    return {
        "document": one.code,
        "title": one.title,
        "task": _TASKS[one.verdict],
        "old": _issue(one.old.issue, one.old.revision) if one.old else "",
        "new": _issue(new.issue, new.revision) if new else "",
        "told": one.told,
    }


def _document_cells(one: Issued) -> Mapping[str, Value]:
    document = one.document
    issue = _issue(document.issue, document.revision)
    return {"document": document.code, "title": document.title, "issue": issue}


def _issue(issue: int, revision: int) -> str:
    return f"{issue:02d}/{revision:02d}"
