"""The national portal's pages as text (format `portal-page-2026-06`): JSON, a page a record.

Tables of a page arrive as one text whose cells are glued together; the modules beside this one take
them apart. Nothing is lost but what the page prints of itself (`furniture`): every other letter is
in the procedure or in `unparsed`, under the key of its field.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.procedures import (
    Agencies,
    AnnouncingDecision,
    ExecutionStep,
    Level,
    Procedure,
    Unparsed,
)
from qmskit.model.texts import one_line
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_PEEKED, opening
from qmskit.readers.portal.cursors import RecordReading
from qmskit.readers.portal.furniture import listed, told, without_boxes
from qmskit.readers.portal.page_channels import channels
from qmskit.readers.portal.page_citations import legal_bases
from qmskit.readers.portal.page_dossiers import dossier
from qmskit.readers.portal.page_results import results
from qmskit.readers.portal.records import read_records, unnamed
from qmskit.readers.trees import Json

FORMAT = "portal-page-2026-06"

_CODE, _NAME = "ma_thu_tuc", "ten_thu_tuc"
_LEVELS = {
    "Cấp xã": Level.COMMUNE,
    "Cấp tỉnh": Level.PROVINCE,
    "Cấp bộ": Level.MINISTRY,
    "Cơ quan khác": Level.OTHER,
}


class PortalPageReader:
    """JSON of the national portal's pages: one page, or a list of pages, a file."""

    format = FORMAT

    def accepts(self, path: Path) -> bool:
        """Tell whether the file is JSON whose opening names the code the way pages do."""
        return path.suffix.lower() == ".json" and f'"{_CODE}"' in opening(path, MOST_PEEKED)

    def read(self, path: Path) -> Iterator[Procedure]:
        """Yield the procedures of a file; once all are read, raise what is wrong with others."""
        return read_records(path, page_procedure)


def page_procedure(value: Json, file: str, at: str = "") -> Procedure:
    """Return the procedure of a page.

    Args:
        value: the fields of the page.
        file: name of the file, for problems.
        at: path of the page in the file, ended by a point; empty for the whole file.

    Raises:
        InvalidInputError: the value is no page, code or name is missing, the code is none, or a key
            or text holds a character that no document may hold.
    """
    if not isinstance(value, dict) or _CODE not in value:
        raise _foreign(file, at)
    page = _Page(RecordReading(value, file, at))
    found = _procedure(page)
    places = {"code": page.reading.place(_CODE), "name": page.reading.place(_NAME)}
    problems = [*page.reading.illegal()] or [*unnamed(found, places)]
    if problems:
        raise InvalidInputError(problems)
    return replace(found, unparsed=page.unparsed(found))


def _foreign(file: str, at: str) -> InvalidInputError:
    message = _("không phải bản ghi thủ tục lấy từ trang của Cổng Dịch vụ công")
    fix = _("dùng tệp JSON có mục ma_thu_tuc và ten_thu_tuc")
    where = Location(file, path=at.removesuffix("."))
    return InvalidInputError([Problem(where, "QMS021", message, fix)])


class _Page:
    """The fields of a page, and what of them has no place in a procedure."""

    def __init__(self, reading: RecordReading) -> None:
        self.reading = reading
        self._left: dict[str, list[str]] = {}

    def text(self, key: str) -> str:
        """Return what a field tells; "" where it tells nothing. A number is kept, but not read."""
        field = self.reading.at(key)
        if isinstance(field.value, int | float):
            self.reading.unfit.add(key)
        return told(field.text())

    def line(self, key: str) -> str:
        return one_line(self.text(key))

    def names(self, key: str) -> tuple[str, ...]:
        """Return the names of a list; a text of several lines is no list of names."""
        text = self.text(key)
        if "\n" in text:
            self.leave(key, text)
            return ()
        return listed(text)

    def leave(self, key: str, *texts: str) -> None:
        self._left.setdefault(key, []).extend(text for text in texts if text)

    def unparsed(self, found: Procedure) -> tuple[Unparsed, ...]:
        left = (Unparsed(key, "\n".join(texts)) for key, texts in self._left.items() if texts)
        return (*self.reading.unparsed(found), *left)


def _procedure(page: _Page) -> Procedure:
    execution = page.text("trinh_tu_thuc_hien")
    found_channels, before_channels = channels(page.text("cach_thuc_thuc_hien"), execution)
    found_dossier, outside_dossier = dossier(page.text("thanh_phan_ho_so"))
    page.leave("cach_thuc_thuc_hien", before_channels)
    page.leave("thanh_phan_ho_so", *outside_dossier)
    page.leave("thu_tuc_lien_quan", page.text("thu_tuc_lien_quan"))
    return Procedure(
        code=page.line(_CODE),
        name=page.line(_NAME),
        field=page.line("linh_vuc"),
        levels=_levels(page),
        channels=found_channels,
        dossier=found_dossier,
        execution=(ExecutionStep("", execution),) if execution else (),
        applicants=page.names("doi_tuong_thuc_hien"),
        agencies=Agencies(
            executing=page.names("co_quan_thuc_hien"),
            competent=page.names("co_quan_co_tham_quyen"),
            delegated=page.names("co_quan_duoc_uy_quyen"),
            coordinating=page.names("co_quan_phoi_hop"),
            addresses=page.text("dia_chi_tiep_nhan"),
        ),
        results=_results(page),
        requirements=_requirements(page),
        legal_bases=legal_bases(page.text("can_cu_phap_ly")),
        decision=AnnouncingDecision(page.line("so_quyet_dinh")),
    )


def _levels(page: _Page) -> tuple[Level, ...]:
    key = "cap_thuc_hien"
    named = listed(page.text(key))
    page.leave(key, *(name for name in named if name not in _LEVELS))
    return tuple(level for name, level in _LEVELS.items() if name in named)


def _results(page: _Page) -> tuple[str, ...]:
    key = "ket_qua_xu_ly"
    text, boxes = without_boxes(page.text(key))
    found, codes = results(text)
    page.leave(key, *codes, *boxes)
    return found


def _requirements(page: _Page) -> str:
    """Return the conditions; a page without results has its boxes behind them."""
    key = "yeu_cau_dieu_kien"
    text, boxes = without_boxes(page.text(key))
    page.leave(key, *boxes)
    return told(text).strip()
