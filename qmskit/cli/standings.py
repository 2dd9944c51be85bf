"""How well a statement is known, in words for the terminal."""

from qmskit.language import marked
from qmskit.model.dated import Standing

STANDINGS = {
    Standing.QUOTED: marked("theo nguyên văn"),
    Standing.SECONDARY: marked("dẫn qua tài liệu khác, chưa đối chiếu nguyên văn"),
    Standing.OBSERVED: marked("thấy trong tài liệu đang dùng"),
    Standing.UNVERIFIED: marked("chưa kiểm chứng"),
}
