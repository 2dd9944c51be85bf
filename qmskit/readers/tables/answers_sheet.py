"""The workbook of answers: agency, people and procedures, filled in by the agency's secretary."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.agencies import Agency, Appointment, Scope
from qmskit.model.frameworks import Framework, Obligation
from qmskit.model.texts import folded
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.answers import Answers
from qmskit.readers.tables.cell_reading import CHOICES, CODE_TITLE, CellReading
from qmskit.readers.tables.grids import Grid
from qmskit.readers.tables.headed import HeadedRow, Heading
from qmskit.readers.tables.staff_rows import STAFF, STAFF_SHEET, RoleNames, read_appointment
from qmskit.readers.tables.workbooks import workbook_grids

AGENCY_SHEET = "Cơ quan"
AGENCY = (
    Heading("item", "Mục", is_needed=True, is_optional=True),
    Heading("value", "Nội dung", is_needed=True, is_optional=True),
    Heading("note", "Giải thích"),
)
PROCEDURE_SHEET = "Thủ tục"
PROCEDURES = (
    Heading("code", CODE_TITLE, "Mã quốc gia; không sửa.", is_needed=True),
    Heading("name", "Tên thủ tục"),
    Heading("field", "Lĩnh vực"),
    Heading("level", "Cấp thực hiện", "Theo dữ liệu công bố."),
    Heading(
        "take", "Lập quy trình", "Có: lập tài liệu cho thủ tục này. Không, hoặc để trống: bỏ qua.",
        is_needed=True, is_optional=True,
    ),
    Heading("hint", "Gợi ý", "So cấp thực hiện với loại cơ quan."),
)  # fmt: skip

# The rows of the sheet of the agency: what the note explains, the title names.
ITEMS = (
    Heading("type", "Loại cơ quan", "Chọn trong danh sách.", is_needed=True),
    Heading(
        "name", "Tên cơ quan", "Tên đầy đủ, ví dụ Ủy ban nhân dân xã Bình Minh.", is_needed=True
    ),
    Heading("province", "Tỉnh, thành phố", "Ví dụ tỉnh Đồng Xuân."),
    Heading("place", "Địa danh", "Tên nơi ghi trước ngày tháng trên văn bản, ví dụ Bình Minh."),
    Heading("parent", "Cơ quan cấp trên", "In phía trên tên cơ quan; để trống nếu không có."),
    Heading("unit_code", "Ký hiệu đơn vị", "Chữ viết tắt dùng trong mã hiệu tài liệu."),
    Heading("unit_id", "Mã đơn vị hành chính", "Theo danh mục hành chính; có thể để trống."),
    Heading("address", "Địa chỉ", "Địa chỉ trụ sở."),
    Heading("website", "Trang thông tin điện tử", "Có thể để trống."),
    Heading("profile", "Bố cục quy trình", "Để trống thì theo bố cục thường dùng."),
    Heading("revision_table", "Bảng theo dõi sửa đổi", "Các cột; để trống thì theo bố cục."),
    Heading("sign_block", "Phần ký", "Để trống thì theo bố cục."),
    Heading(
        "obligation", "Nghĩa vụ áp dụng", "Chỉ chọn khi khác quy định chung cho loại cơ quan."
    ),
    Heading("units", "Đơn vị dùng chung hệ thống", "Mỗi đơn vị một dòng (Alt + Enter)."),
    Heading(
        "sources", "Nguồn dữ liệu",
        "Tệp hoặc thư mục dữ liệu thủ tục, tính từ nơi đặt tệp này; có thể để trống.",
    ),
)  # fmt: skip

SIGN_BLOCKS: Mapping[str, str] = {
    "Bảng ký: soạn thảo, xem xét, phê duyệt": "sign-table",
    "Ban hành kèm theo quyết định": "decision",
}
OBLIGATIONS: Mapping[str, str] = {
    "Phải áp dụng": Obligation.MANDATORY.value,
    "Khuyến khích áp dụng": Obligation.ENCOURAGED.value,
}


def item_words(framework: Framework) -> dict[str, Mapping[str, str]]:
    """Return the words to choose from, with what they stand for, by item of the agency's sheet."""
    tables = framework.profiles[0].revision_tables
    return {
        "type": {kind.name: kind.id for kind in framework.agency_types},
        "profile": {profile.name: profile.id for profile in framework.profiles},
        "revision_table": {
            " · ".join(column.title for column in columns): name for name, columns in tables.items()
        },
        "sign_block": SIGN_BLOCKS,
        "obligation": OBLIGATIONS,
    }


def read_answers_workbook(path: Path, framework: Framework) -> Answers:
    """Return the answers of a workbook; sources are relative to the file.

    Procedures that are chosen are named in `codes`, and taken whatever their level; a workbook
    that lists no procedures leaves the choice to its reader.

    Raises:
        InvalidInputError: every problem of the workbook, with its cell.
    """
    sheet = _Sheet(workbook_grids(path), str(path), framework)
    answers = sheet.answers(path.parent)
    if sheet.reading.problems:
        raise InvalidInputError(sheet.reading.problems)
    return answers


class _Sheet:
    """A workbook of answers being read."""

    def __init__(self, grids: Sequence[Grid], file: str, framework: Framework) -> None:
        self.reading = CellReading()
        self._grids = grids
        self._file = file
        self._framework = framework

    def answers(self, folder: Path) -> Answers:
        """Return the answers; problems are kept."""
        items = self._items()
        chosen = self._chosen(items)
        codes = self._codes()
        sources = tuple(str(folder / one) for one in _lines(items, "sources"))
        layout = {key: chosen[key] for key in ("profile", "revision_table", "sign_block")}
        return Answers(
            agency=_agency(items, chosen["type"]),
            sources=sources,
            framework=self._framework.id,
            codes=tuple(codes),
            take_all=bool(codes),
            layout={key: value for key, value in layout.items() if value},
            staff=tuple(self._staff()),
            scope=Scope(chosen["obligation"], _lines(items, "units")),
            places={
                **{source: items["sources"].cell("value").where for source in sources},
                **codes,
            },
        )

    def _rows(self, title: str, headings: Sequence[Heading]) -> Iterator[HeadedRow]:
        return self.reading.rows(self._grids, title, headings, self._file)

    def _items(self) -> dict[str, HeadedRow]:
        """Return the rows of the agency's sheet by item."""
        found: dict[str, HeadedRow] = {}
        known = {name: item.key for item in ITEMS for name in item.names}
        for row in self._rows(AGENCY_SHEET, AGENCY):
            key = known.get(folded(row.line("item")).strip(" *"), "")
            if not key or key in found:
                message = _("mục “{item}” lạ hoặc ghi hai lần").format(item=row.line("item"))
                fix = _("giữ nguyên cột “Mục” như trong tệp mẫu")
                self.reading.wrong(row.cell("item"), "QMS038", message, fix)
            found[key] = row
        for item in ITEMS if found else ():
            if item.is_needed and item.key in found:
                self.reading.needed(found[item.key].cell("value"), item.title)
            elif item.is_needed:
                message = _("thiếu mục “{item}”").format(item=item.title)
                where = Location(self._file, path=AGENCY_SHEET)
                fix = _("giữ nguyên cột “Mục” như trong tệp mẫu")
                self.reading.problems.append(Problem(where, "QMS038", message, fix))
        return found

    def _chosen(self, items: Mapping[str, HeadedRow]) -> dict[str, str]:
        """Return what was chosen from lists; "" where nothing was."""
        return {
            key: (self.reading.choice(items[key].cell("value"), words) or "")
            if key in items
            else ""
            for key, words in item_words(self._framework).items()
        }

    def _staff(self) -> Iterator[Appointment]:
        """Yield the appointments; a row that names but a role stands for an open post."""
        names = RoleNames(self._framework)
        for row in self._rows(STAFF_SHEET, STAFF):
            one = read_appointment(row, names, self.reading)
            if one.person or one.title or one.since or one.until:
                yield one

    def _codes(self) -> dict[str, Location]:
        """Return the codes of the procedures chosen with their cells, in the order of the sheet."""
        taken: dict[str, bool] = {}
        places: dict[str, Location] = {}
        rows = tuple(self._rows(PROCEDURE_SHEET, PROCEDURES))
        for row in rows:
            code = self.reading.code(row.cell("code"))
            if code and code in taken:
                message = _("mã {code} đã có ở dòng trên").format(code=code)
                self.reading.wrong(row.cell("code"), "QMS037", message, _("xóa dòng thừa"))
            places[code] = row.cell("code").where
            taken[code] = bool(self.reading.choice(row.cell("take"), CHOICES))
        chosen = {code: places[code] for code, is_taken in taken.items() if is_taken and code}
        if rows and not chosen:
            message = _("chưa chọn thủ tục nào")
            fix = _("ghi Có ở cột “Lập quy trình” của các thủ tục cần lập")
            self.reading.wrong(rows[0].cell("take"), "QMS036", message, fix)
        return chosen


def _lines(items: Mapping[str, HeadedRow], key: str) -> tuple[str, ...]:
    return items[key].lines("value") if key in items else ()


def _agency(items: Mapping[str, HeadedRow], kind: str) -> Agency:
    keys = (
        "name", "province", "place", "parent", "unit_code", "unit_id", "address", "website",
    )  # fmt: skip
    values = {key: items[key].line("value") if key in items else "" for key in keys}
    return Agency(type=kind, **values)
