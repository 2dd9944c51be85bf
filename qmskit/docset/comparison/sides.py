"""The two sides of a comparison: a set, a release of one, records, or a legal text to come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from qmskit.control.manifests import FRAMEWORK
from qmskit.docset.issuing.rebuilding import unpacked
from qmskit.docset.issuing.releases import snapshot
from qmskit.language import translate as _
from qmskit.model.announcements import Announcement
from qmskit.model.law_drafts import LawDraft
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers import sets
from qmskit.readers.law_drafts import is_law_draft, read_law_draft
from qmskit.readers.sources import read_procedures

_RELEASE = re.compile(r"(?P<folder>.+)@(?P<number>\d{1,4})")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two states.

    Attributes:
        shown: what the user called it.
        procedures: by code.
        province: the province's decisions by procedure code.
        qmset: the set, where the side is one or a release of one.
        announcements: decisions among the records, which say what replaces what.
        draft: the legal text to come, where the side is one; its records are the procedures.
        is_printed: whether it holds printed procedure documents and no records.
        remarks: what was left out while it was read.
    """

    shown: str
    procedures: Mapping[str, Procedure]
    province: Mapping[str, ProvinceDecisions] = field(default_factory=dict)
    qmset: DocumentSet | None = None
    announcements: tuple[Announcement, ...] = ()
    draft: LawDraft | None = None
    is_printed: bool = False
    remarks: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether what it does not hold is not there, rather than not told."""
        return self.qmset is not None


# In place of a side that nobody keeps.
NO_SIDE = Side("", {})


def side_of(one: DocumentSet | Path | str, old: Side | None = None) -> Side:
    """Return a side of a comparison.

    Args:
        one: a set or its folder, a release as `FOLDER@NUMBER`, a folder or file of records in any
            format that can be read, or a draft of a legal text.
        old: the side it is compared with; None for the older one itself.

    Raises:
        InvalidInputError: every problem of what was read, or nothing is there.
    """
    if isinstance(one, DocumentSet):
        return _of_set(str(one.folder), one)
    shown = str(one)
    released = release_called(shown)
    if released:
        return _of_release(shown, *released)
    if _is_set(Path(shown)):
        return _of_set(shown, sets.load(shown))
    if is_law_draft(Path(shown)):
        return _of_draft(shown, old.qmset if old else None)
    return _of_records(shown)


def release_called(shown: str) -> tuple[Path, int] | None:
    """Return the set and the number of a release called `FOLDER@NUMBER`; None for all else."""
    called = _RELEASE.fullmatch(shown)
    if called is None or Path(shown).exists() or not _is_set(Path(called["folder"])):
        return None
    return Path(called["folder"]), int(called["number"])


def _is_set(folder: Path) -> bool:
    return (folder / "qms.yaml").is_file()


def _of_set(shown: str, qmset: DocumentSet) -> Side:
    return Side(shown, qmset.procedures, qmset.province, qmset)


def _of_release(shown: str, folder: Path, number: int) -> Side:
    with TemporaryDirectory(prefix="qmskit-") as name:
        top = Path(name)
        unpacked(snapshot(folder, number), top)
        return _of_set(shown, sets.load(top, top / FRAMEWORK))


def _of_draft(shown: str, qmset: DocumentSet | None) -> Side:
    if qmset is None:
        message = _("văn bản dự kiến chỉ so được với một bộ tài liệu đứng trước nó")
        fix = _("ghi: qmskit diff <bộ tài liệu> <tệp văn bản dự kiến>")
        raise InvalidInputError([Problem(Location(shown), "QMS892", message, fix)])
    draft = read_law_draft(Path(shown), qmset.framework.publication, qmset.procedures)
    return Side(shown, {one.code: one for one in draft.procedures}, draft=draft)


def _of_records(shown: str) -> Side:
    read = read_procedures(shown)
    if read.problems:
        raise InvalidInputError(read.problems)
    is_printed = bool(read.printed) and not read.found
    if not read.found and not read.province and not is_printed:
        message = _("không có bản ghi thủ tục nào ở đây")
        raise InvalidInputError([Problem(Location(shown), "QMS850", message)])
    return Side(
        shown,
        {one.procedure.code: one.procedure for one in read.found},
        {one.code: one for one in read.province},
        announcements=read.announcements,
        is_printed=is_printed,
        remarks=read.skipped,
    )
