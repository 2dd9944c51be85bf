"""The workbook of answers: everything `qmskit new` asks for, in words of the office."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from qmskit.model.agencies import Agency
from qmskit.model.frameworks import AgencyType, Framework
from qmskit.model.procedures import Level, Procedure
from qmskit.model.texts import one_line
from qmskit.readers.tables.answers_sheet import (
    AGENCY,
    AGENCY_SHEET,
    ITEMS,
    PROCEDURE_SHEET,
    PROCEDURES,
    item_words,
)
from qmskit.readers.tables.cell_reading import CHOICES
from qmskit.readers.tables.headed import Heading
from qmskit.readers.tables.staff_rows import STAFF, STAFF_SHEET, role_labels
from qmskit.renderers.xlsx import guides
from qmskit.renderers.xlsx.books import Book, Column

# The workbook tells of no day; its properties need one all the same.
_NO_DAY = date(2000, 1, 1)

_YES, _NO = CHOICES
_LEVELS = {
    Level.COMMUNE: "Cấp xã",
    Level.PROVINCE: "Cấp tỉnh",
    Level.MINISTRY: "Cấp bộ",
    Level.OTHER: "Cơ quan khác",
}


def answers_workbook(
    framework: Framework,
    kind: AgencyType,
    procedures: Sequence[Procedure],
    agency: Agency | None = None,
    sources: Sequence[str] = (),
) -> bytes:
    """Return a workbook to fill in; the same arguments give the same bytes.

    Args:
        framework: its types, roles and layouts are offered.
        kind: the type of agency; procedures of its level are preset to be taken.
        procedures: to choose from, in the order wanted; may be empty.
        agency: what is known of the agency; None for nothing.
        sources: files and folders that hold the procedures, relative to the workbook.
    """
    book = Book("Thông tin lập bộ tài liệu", _NO_DAY)
    book.guide("Hướng dẫn điền thông tin lập bộ tài liệu", guides.ANSWERS)
    known = agency or Agency(kind.id, "")
    _add_agency(book, framework, {**_told(known), "sources": "\n".join(sources)})
    _add_staff(book, framework, kind)
    columns = (
        Column(PROCEDURES[0], 13, is_fixed=True, is_centred=True),
        Column(PROCEDURES[1], 62, is_fixed=True),
        Column(PROCEDURES[2], 24, is_fixed=True),
        Column(PROCEDURES[3], 16, is_fixed=True),
        Column(PROCEDURES[4], 12, tuple(CHOICES), is_centred=True),
        Column(PROCEDURES[5], 26, is_fixed=True),
    )
    rows = (_procedure_cells(one, kind) for one in procedures)
    book.page(PROCEDURE_SHEET, "Chọn Có cho các thủ tục cần lập quy trình.", columns, rows)
    return book.content()


def _told(agency: Agency) -> dict[str, str]:
    return {name: getattr(agency, name) for name in Agency.__slots__}


def _add_agency(book: Book, framework: Framework, told: Mapping[str, str]) -> None:
    words = item_words(framework)
    columns = (
        Column(AGENCY[0], 30, is_fixed=True),
        Column(AGENCY[1], 52),
        Column(AGENCY[2], 58, is_fixed=True),
    )
    rows = tuple(_item_cells(item, told, words) for item in ITEMS)
    book.page(AGENCY_SHEET, "Điền cột “Nội dung”; mục có dấu * là bắt buộc.", columns, rows)
    for row, item in enumerate(ITEMS, start=1):
        if item.key in words:
            book.offer(AGENCY_SHEET, row, 2, tuple(words[item.key]))


def _item_cells(
    item: Heading, told: Mapping[str, str], words: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    value = told.get(item.key, "")
    chosen = (word for word, meant in words.get(item.key, {}).items() if meant == value)
    return {
        "item": item.marked,
        "value": next(chosen, "") if item.key in words else value,
        "note": item.note,
    }


def _add_staff(book: Book, framework: Framework, kind: AgencyType) -> None:
    labels = role_labels(framework.roles_of(kind.id), None)
    columns = (
        Column(STAFF[0], 46, tuple(labels.values()), is_fixed=True),
        Column(STAFF[1], 30),
        Column(STAFF[2], 44),
        Column(STAFF[3], 14, is_centred=True),
        Column(STAFF[4], 14, is_centred=True),
    )
    rows = ({"role": label} for label in labels.values())
    remark = "Mỗi dòng một vai trò; để trống họ tên khi chưa phân công."
    book.page(STAFF_SHEET, remark, columns, rows, to_fill=5)


def _procedure_cells(procedure: Procedure, kind: AgencyType) -> dict[str, str]:
    is_competent = Level(kind.level) in procedure.levels
    return {
        "code": procedure.code,
        "name": one_line(procedure.name),
        "field": procedure.field,
        "level": "; ".join(_level_names(procedure.levels)) or "Không rõ",
        "take": _YES if is_competent or not procedure.levels else _NO,
        "hint": _hint(procedure, is_competent=is_competent),
    }


def _level_names(levels: Sequence[Level]) -> Iterator[str]:
    return (_LEVELS[level] for level in levels)


def _hint(procedure: Procedure, *, is_competent: bool) -> str:
    if not procedure.levels:
        return "Dữ liệu không ghi cấp thực hiện; cần xem lại"
    return "Thuộc cấp của cơ quan" if is_competent else "Không thuộc cấp của cơ quan"
