"""Lists to print when copies are given out, taken back and put up."""

from collections.abc import Iterable, Mapping
from datetime import date

from qmskit.readers.tables.headed import Heading
from qmskit.renderers.xlsx.books import Book, Column, Value

Rows = Iterable[Mapping[str, Value]]

_NUMBER = Column(Heading("number", "STT"), 5, is_centred=True)
_CODE = Column(Heading("document", "Mã hiệu"), 14)
_TITLE = Column(Heading("title", "Tên tài liệu"), 44)
_ISSUE = Column(Heading("issue", "Lần ban hành, sửa đổi"), 11, is_centred=True)


def desk_list(desk: str, rows: Rows, day: date) -> bytes:
    """Return the list of the documents of a desk, to be signed on receipt.

    Args:
        rows: cells `number`, `document`, `title`, `issue`, `effective`, `check`, `copies`, `given`.
    """
    columns = (
        _NUMBER, _CODE, _TITLE, _ISSUE,
        Column(Heading("effective", "Hiệu lực từ"), 12, is_centred=True),
        Column(Heading("check", "Mã kiểm tra hiệu lực"), 13, is_centred=True),
        Column(Heading("copies", "Bản số"), 13, is_centred=True),
        Column(Heading("given", "Ngày nhận"), 12, is_centred=True),
        Column(Heading("signed", "Ký nhận"), 16),
    )  # fmt: skip
    remark = f"Nơi nhận: {desk}. Lập ngày {day:%d/%m/%Y}."
    return _book("Danh sách tài liệu", remark, columns, rows, day)


def withdrawal_list(rows: Rows, day: date) -> bytes:
    """Return the list of copies to be taken back.

    Args:
        rows: cells `number`, `document`, `title`, `issue`, `desk`, `copies`, `ended`, `replaced`,
            `still`.
    """
    columns = (
        _NUMBER, _CODE, _TITLE, _ISSUE,
        Column(Heading("desk", "Nơi giữ"), 24),
        Column(Heading("copies", "Bản số"), 9, is_centred=True),
        Column(Heading("ended", "Hết hiệu lực từ"), 12, is_centred=True),
        Column(Heading("replaced", "Thay bằng"), 13, is_centred=True),
        Column(Heading("still", "Còn áp dụng cho hồ sơ tiếp nhận trước ngày"), 16, is_centred=True),
        Column(Heading("back", "Ngày thu hồi hoặc hủy"), 13),
        Column(Heading("signed", "Ký trả"), 14),
    )  # fmt: skip
    remark = f"Bản giấy còn ở các nơi nhận, lập ngày {day:%d/%m/%Y}."
    return _book("Danh sách thu hồi", remark, columns, rows, day)


def board_list(desk: str, rows: Rows, day: date) -> bytes:
    """Return what is to be put up, replaced and taken down at a notice board.

    Args:
        rows: cells `number`, `document`, `title`, `task`, `old`, `new`, `told`.
    """
    columns = (
        _NUMBER, _CODE, _TITLE,
        Column(Heading("task", "Việc cần làm"), 14),
        Column(Heading("old", "Bản đang niêm yết"), 12, is_centred=True),
        Column(Heading("new", "Bản phải niêm yết"), 12, is_centred=True),
        Column(Heading("told", "Nội dung thay đổi"), 46),
        Column(Heading("done", "Ngày làm, ký"), 16),
    )  # fmt: skip
    remark = f"{desk}. So với bản đang niêm yết theo sổ nhật ký, ngày {day:%d/%m/%Y}."
    return _book("Thay đổi niêm yết", remark, columns, rows, day)


def _book(title: str, remark: str, columns: tuple[Column, ...], rows: Rows, day: date) -> bytes:
    book = Book(title, day)
    book.page(title, remark, columns, rows)
    return book.content()
