"""Workbooks as an office prints and fills them in: pages, lists to choose from, the same bytes."""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from io import BytesIO
from math import ceil
from typing import Literal, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from qmskit.model.texts import one_line
from qmskit.readers.tables.headed import Heading
from qmskit.renderers.docx.package import Member, package

Value: TypeAlias = str | Decimal | int

LISTS_SHEET = "Danh mục"
GUIDE_SHEET = "Hướng dẫn"

# Rows below those written that can be filled in, with lists to choose from.
_ROWS_TO_FILL = 500
_HEAD = 3
_MOST_DIGITS = 15
_MOST_LETTERS = 32_767

_FONT = "Times New Roman"
_PLAIN = Font(name=_FONT, size=11)
_BOLD = Font(name=_FONT, size=11, bold=True)
_READING = Font(name=_FONT, size=12)
_TITLE = Font(name=_FONT, size=16, bold=True, color="FF1F3864")
_REMARK = Font(name=_FONT, size=12, italic=True, color="FF404040")
_HEAD_FILL = PatternFill("solid", fgColor="FFD9E2F3")
_FIXED_FILL = PatternFill("solid", fgColor="FFF2F2F2")
_LINE = Side(style="thin", color="FFA6A6A6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TOP = Alignment(wrap_text=True, vertical="top")
_TOP_CENTRE = Alignment(wrap_text=True, vertical="top", horizontal="center")
_CENTRE = Alignment(wrap_text=True, vertical="center", horizontal="center")

# Heights are in points. LibreOffice does not find the height of wrapped rows when it converts, so
# it is reckoned from the letters: a line holds more of them than the digits a width counts.
_LETTERS_A_DIGIT = 1.2
_LINE_HEIGHT = 15
_READING_HEIGHT = 18
_SPARE_HEIGHT = 4
_MOST_HEIGHT = 409
_GUIDE_WIDTH = 74

_TEXT_FORMAT = "@"
_A4 = 9
_NOTE_WIDTH, _NOTE_HEIGHT = 280, 120
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>qmskit</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
    "</cp:coreProperties>"
)
# A text that looks like the escape of a character is escaped itself.
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# A cell that shows the sign of a formula or an error is a text all the same.
_TEXT_TYPE = "s"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a page.

    Attributes:
        heading: key, title and what to write in it.
        width: in letters.
        choices: words to choose from; may be empty.
        is_fixed: whether it looks as something not to be changed.
        is_free: whether other words than the choices may be written.
        is_centred: for numbers, codes and days.
    """

    heading: Heading
    width: float
    choices: tuple[str, ...] = ()
    is_fixed: bool = False
    is_free: bool = False
    is_centred: bool = False


@dataclass(slots=True)
class Book:
    """A workbook in the making.

    Attributes:
        title: for the properties of the file.
        day: for its properties too: bytes must not depend on the clock.
    """

    title: str
    day: date
    _book: Workbook = field(init=False, default_factory=Workbook)
    _lists: dict[tuple[str, ...], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._book.remove(self._book.worksheets[0])

    def guide(self, heading: str, text: str) -> None:
        """Add the page that says what to do; an empty line parts paragraphs."""
        sheet = self._book.create_sheet(GUIDE_SHEET)
        sheet.column_dimensions["A"].width = _GUIDE_WIDTH
        _write(sheet, 1, 1, heading).font = _TITLE
        for row, paragraph in enumerate(text.split("\n\n"), start=3):
            cell = _write(sheet, row, 1, one_line(paragraph))
            cell.font, cell.alignment = _READING, _TOP
            lines = _lines(one_line(paragraph), _GUIDE_WIDTH)
            sheet.row_dimensions[row].height = lines * _READING_HEIGHT + _SPARE_HEIGHT
        _print_on_a4(sheet, "portrait", "")

    def page(
        self,
        title: str,
        remark: str,
        columns: Sequence[Column],
        rows: Iterable[Mapping[str, Value]],
        *,
        to_fill: int = 0,
    ) -> None:
        """Add a page with a table.

        Args:
            title: name of the sheet, shown above the table too.
            remark: one line below the title.
            columns: from the left.
            rows: cells by the key of their column.
            to_fill: number of empty rows with lines around them below those.
        """
        sheet = self._book.create_sheet(title)
        _write(sheet, 1, 1, title).font = _TITLE
        _write(sheet, 2, 1, remark).font = _REMARK
        for at, column in enumerate(columns, start=1):
            _head(sheet, at, column)
        titles = {column.heading.key: column.heading.marked for column in columns}
        sheet.row_dimensions[_HEAD].height = _height(titles, columns)
        last = _HEAD
        for last, cells in enumerate([*rows, *[{}] * to_fill], start=_HEAD + 1):
            for at, column in enumerate(columns, start=1):
                _styled(_write(sheet, last, at, cells.get(column.heading.key, "")), column)
            sheet.row_dimensions[last].height = _height(cells, columns)
        for at, column in enumerate(columns, start=1):
            if column.choices:
                letter = get_column_letter(at)
                place = f"{letter}{_HEAD + 1}:{letter}{last + _ROWS_TO_FILL}"
                self._offer(sheet, place, column.choices, is_free=column.is_free)
        sheet.freeze_panes = f"A{_HEAD + 1}"
        _print_on_a4(sheet, "landscape", f"{_HEAD}:{_HEAD}")

    def offer(self, title: str, key_row: int, at: int, choices: tuple[str, ...]) -> None:
        """Offer words for one cell of a page: row from 1 below the headings, column from 1."""
        place = f"{get_column_letter(at)}{_HEAD + key_row}"
        self._offer(self._book[title], place, choices, is_free=False)

    def content(self) -> bytes:
        """Return the file; nothing can be added afterwards."""
        self._add_lists()
        self._book.active = 0
        written = BytesIO()
        self._book.save(written)
        with zipfile.ZipFile(written) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        members["docProps/core.xml"] = self._properties()
        return package(Member.of(name, content) for name, content in members.items())

    def _offer(
        self, sheet: Worksheet, place: str, choices: tuple[str, ...], *, is_free: bool
    ) -> None:
        at = get_column_letter(len(self._lists) + 1)
        end = len(choices)
        source = self._lists.setdefault(
            choices, f"{quote_sheetname(LISTS_SHEET)}!${at}$1:${at}${end}"
        )
        offered = DataValidation(type="list", formula1=source, allow_blank=True)
        offered.showErrorMessage = not is_free
        offered.errorTitle = "Chọn trong danh sách"
        offered.error = "Ô này chỉ nhận các giá trị có trong danh sách."
        offered.add(place)
        sheet.add_data_validation(offered)

    def _add_lists(self) -> None:
        """Add the hidden page of the words to choose from."""
        if self._lists:
            sheet = self._book.create_sheet(LISTS_SHEET)
            sheet.sheet_state = "hidden"
            for at, choices in enumerate(self._lists, start=1):
                for row, choice in enumerate(choices, start=1):
                    _write(sheet, row, at, choice)

    def _properties(self) -> bytes:
        when = f"{self.day.isoformat()}T00:00:00Z"
        return _PROPERTIES.format(title=escape(self.title), when=when).encode()


def _write(sheet: Worksheet, row: int, at: int, value: Value) -> Cell:
    """Write a value as it is: a text never becomes a formula, an error or a number."""
    cell = cast(Cell, sheet.cell(row, at))  # the pages hold no merged cells
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > _MOST_DIGITS:
        value = str(value)
    if isinstance(value, str):
        cell.value = _LIKE_ESCAPE.sub("_x005F_", value)[:_MOST_LETTERS] or None
        cell.data_type = _TEXT_TYPE if value else cell.data_type
    else:
        cell.value = value
    return cell


def _height(cells: Mapping[str, Value], columns: Sequence[Column]) -> int:
    """Return the height of a row that shows all of its cells."""
    lines = max(_lines(str(cells.get(one.heading.key, "")), one.width) for one in columns)
    return min(lines * _LINE_HEIGHT + _SPARE_HEIGHT, _MOST_HEIGHT)


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) / (width * _LETTERS_A_DIGIT))) for line in text.split("\n"))


def _head(sheet: Worksheet, at: int, column: Column) -> None:
    heading = column.heading
    cell = _write(sheet, _HEAD, at, heading.marked)
    cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _HEAD_FILL, _BORDER, _CENTRE
    if heading.note:
        cell.comment = Comment(heading.note, "qmskit", _NOTE_HEIGHT, _NOTE_WIDTH)
    letter = get_column_letter(at)
    sheet.column_dimensions[letter].width = column.width


def _styled(cell: Cell, column: Column) -> None:
    cell.font, cell.border = _PLAIN, _BORDER
    cell.alignment = _TOP_CENTRE if column.is_centred else _TOP
    if column.is_fixed:
        cell.fill = _FIXED_FILL
    if cell.data_type == _TEXT_TYPE or column.heading.key in _WRITTEN_AS_TEXT:
        cell.number_format = _TEXT_FORMAT


# Excel would take 1.000170 for a number, and 1/7/2026 for 7 January where it is set to English.
_WRITTEN_AS_TEXT = frozenset({"code", "since", "until", "issued"})


def _print_on_a4(
    sheet: Worksheet, orientation: Literal["portrait", "landscape"], repeated: str
) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(0.5, 0.5, 0.6, 0.8, header=0.3, footer=0.4)
    sheet.print_title_rows = repeated or None
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="Trang &P/&N"))
