"""Letters to measure: a decision with annexes, an official letter, a submission, minutes."""

from qmskit.documents.blocks import Block, Heading, PageBreak, Paragraph, Run, plain
from qmskit.documents.composing import Composed
from tests.word.letters import composed

LONG = (
    "Ban Chỉ đạo ISO tổ chức việc áp dụng Hệ thống quản lý chất lượng theo kế hoạch hằng năm. " * 3
)
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
BASIS = "Căn cứ Thông tư số 26/2014/TT-BKHCN;"
END = "Các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."


def p(text: str, style: str = "body") -> Paragraph:
    return Paragraph(plain(text), style)


def article(number: int, text: str) -> Paragraph:
    return Paragraph((Run(f"Điều {number}.", bold=True), Run(f" {text}")), "article")


DECISION_TEXT = (
    p("QUYẾT ĐỊNH", "genre"),
    p("Về việc kiện toàn Ban Chỉ đạo ISO của Ủy ban nhân dân xã", "subject"),
    p("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HOA MAI", "authority"),
    p(BASIS, "basis"),
    p("Theo đề nghị của Thư ký ISO.", "basis"),
    p("QUYẾT ĐỊNH:", "authority"),
    *(article(number, LONG) for number in range(1, 12)),
    article(12, END),
)
ANNEXES: tuple[Block, ...] = (
    Heading(1, plain("Phụ lục I")),
    p("DANH SÁCH THÀNH VIÊN BAN CHỈ ĐẠO ISO", "title"),
    *(p(LONG) for _ in range(16)),
    PageBreak(),
    Heading(1, plain("Phụ lục II")),
    p("NHIỆM VỤ CỦA THÀNH VIÊN BAN CHỈ ĐẠO ISO", "title"),
    *(p(LONG) for _ in range(16)),
)
SUBMISSION = (
    p("TỜ TRÌNH", "genre"),
    p("Về việc ban hành tài liệu", "subject"),
    p(LONG),
)


def decision() -> Composed:
    return composed(DECISION_TEXT, ANNEXES)


def official_letter() -> Composed:
    """Return a letter without type: abstract below the number, several addressees."""
    return composed(
        (p(LONG), p("Trân trọng./.")),
        parent="UBND tỉnh Đồng Xuân",
        issuer="Sở Nông nghiệp và Môi trường",
        number="Số: 210/SNNMT-VP",
        subject="V/v công bố hệ thống",
        addressees=("Sở Khoa học và Công nghệ", "Các Chi cục thuộc Sở"),
        recipients=("Như trên;", "Lưu: VT, VP."),
        authority=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signer="Trần Thị B",
    )


def submission() -> Composed:
    return composed(SUBMISSION, addressees=("Chủ tịch Ủy ban nhân dân xã Hoa Mai",))


def minutes() -> Composed:
    return composed((p("BIÊN BẢN", "genre"), p("Họp xem xét", "subject"), p(LONG)), authority=())


LETTERS = {
    "decision": decision, "official letter": official_letter, "submission": submission,
    "minutes": minutes,
}  # fmt: skip
