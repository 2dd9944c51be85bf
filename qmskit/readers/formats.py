"""Source formats: what a reader of one gives, and the readers that are registered."""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol, TypeAlias

from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.announcements import Announcement
from qmskit.model.printed import PrintedWorkflow
from qmskit.model.procedures import Procedure
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import Location, Problem

GROUP = "qmskit.readers"

# What a file of a source may hold.
SourceItem: TypeAlias = Procedure | ProvinceDecisions | PrintedWorkflow | Announcement


_CALLED = {
    "announcing-decision": marked("quyết định công bố (Word, Excel)"),
    "catalogue": marked("bản ghi YAML của bộ tài liệu"),
    "city-updates-2026-09": marked("danh sách quyết định công bố (JSON)"),
    "portal-api-2026-07": marked("bản ghi của Cổng Dịch vụ công (JSON)"),
    "portal-lists-2026-06": marked("danh sách của Cổng Dịch vụ công (Excel)"),
    "portal-page-2026-06": marked("trang thủ tục của Cổng Dịch vụ công (JSON)"),
    "province-sheet": marked("tệp Excel của tỉnh"),
    "word-documents": marked("quy trình của tỉnh (Word)"),
}


def format_called(name: str) -> str:
    """Return what a format is called; a plug-in's by its id."""
    return _(_CALLED[name]) if name in _CALLED else name


class SourceReader(Protocol):
    """Reads one source format: the State's records, or what a province decided and printed."""

    format: str

    def accepts(self, path: Path) -> bool:
        """Tell by name or first bytes whether the file is of this format."""
        ...

    def read(self, path: Path) -> Iterable[SourceItem]:
        """Return what a file holds, in its order.

        Raises:
            InvalidInputError: every problem; what could be read may be yielded before.
        """
        ...


@cache
def source_readers() -> tuple[tuple[SourceReader, ...], tuple[Problem, ...]]:
    """Return the readers that plug-ins and the library register, and what is broken."""
    readers: list[SourceReader] = []
    problems: list[Problem] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        reader = _loaded(entry)
        if reader is None:
            message = _("phần mở rộng “{name}” không nạp được, đã bỏ qua").format(name=entry.name)
            problems.append(
                Problem(Location(entry.value), "QMS901", message, _("cài lại phần mở rộng"))
            )
        else:
            readers.append(reader)
    return tuple(readers), tuple(problems)


def _loaded(entry: EntryPoint) -> SourceReader | None:
    """Return a new reader of a plug-in, or None when it cannot be loaded.

    A plug-in is code of a stranger: whatever it raises while loading only costs itself.
    """
    try:
        reader: SourceReader = entry.load()()
    except Exception:  # noqa: BLE001
        return None
    return reader
