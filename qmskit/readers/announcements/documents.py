"""Announcing decisions as Word files and workbooks (format `announcing-decision`)."""

from collections.abc import Iterator
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.announcements import Announcement
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.announcements.lists import announcement_in
from qmskit.readers.tables.grids import Grid
from qmskit.readers.tables.steps import step_tables
from qmskit.readers.tables.word import word_grids
from qmskit.readers.tables.workbooks import workbook_grids

FORMAT = "announcing-decision"

_GRIDS = {".docx": word_grids, ".xlsx": workbook_grids}


class AnnouncementReader:
    """The announcing decision of a ministry or province: lists of procedures by section."""

    format = FORMAT

    def accepts(self, path: Path) -> bool:
        """Tell whether the file holds a list of announced procedures and no step table."""
        try:
            grids = _grids(path)
        except InvalidInputError:
            return False
        return announcement_in(grids, str(path)) is not None and not step_tables(grids)

    def read(self, path: Path) -> Iterator[Announcement]:
        """Yield the decision of the file.

        Raises:
            InvalidInputError: the file cannot be read, or holds no such list.
        """
        found = announcement_in(_grids(path), str(path))
        if found is None:
            message = _("không thấy danh mục thủ tục hành chính của quyết định công bố")
            fix = _("bảng phải có cột tên thủ tục, cột mã số hoặc thời hạn, và tên của danh mục")
            raise InvalidInputError([Problem(Location(str(path)), "QMS080", message, fix)])
        yield found


def _grids(path: Path) -> tuple[Grid, ...]:
    read = _GRIDS.get(path.suffix.lower())
    return read(path) if read else ()
