"""The empty workbook in which a province writes its decisions."""

from collections.abc import Mapping
from datetime import date

from qmskit.readers.tables.cell_reading import METHODS, UNITS
from qmskit.readers.tables.province_sheet import SHEETS
from qmskit.renderers.xlsx import guides
from qmskit.renderers.xlsx.books import Book, Column

_NO_DAY = date(2000, 1, 1)
_ROWS = 30

_WIDTHS: Mapping[str, float] = {
    "code": 12, "number": 8, "issued": 13, "issuer": 46, "name": 40, "value": 12, "unit": 13,
    "limit_decision": 20, "workflow_decision": 20, "reception": 40, "action": 46, "performer": 24,
    "case": 16, "output": 24, "form": 20, "outside": 18, "text": 28, "places": 24,
    "place_name": 20, "method": 18, "since": 12, "until": 13, "source": 30,
}  # fmt: skip
_CENTRED = frozenset({"code", "issued", "value", "since", "until"})
_CHOICES = {"unit": tuple(UNITS), "method": tuple(METHODS)}
_REMARKS = {
    "Quyết định": "Các quyết định được nhắc đến ở trang sau.",
    "Thủ tục": "Mỗi dòng một thủ tục hành chính.",
    "Quy trình": "Mỗi dòng một bước; thủ tục có quy trình được phê duyệt thì ghi đủ các bước.",
    "Phí, lệ phí": "Mỗi dòng một mức thu; mức khác nhau theo địa bàn, cách nộp thì ghi nhiều dòng.",
}


def province_template() -> bytes:
    """Return an empty province's sheet with what to write in it; always the same bytes."""
    book = Book("Quyết định của tỉnh cho thủ tục hành chính", _NO_DAY)
    book.guide("Hướng dẫn ghi quyết định của tỉnh", guides.PROVINCE)
    for title, headings in SHEETS.items():
        columns = tuple(
            Column(
                heading,
                24 if title == "Quyết định" and heading.key == "number" else _WIDTHS[heading.key],
                _CHOICES.get(heading.key, ()),
                is_centred=heading.key in _CENTRED,
            )
            for heading in headings
        )
        book.page(title, _REMARKS[title], columns, (), to_fill=_ROWS)
    return book.content()
