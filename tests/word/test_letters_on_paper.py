"""Letters measured against Decree 30/2020, Annex I, on paper: as LibreOffice prints them."""

import pytest

from qmskit.documents.blocks import Block
from tests.word.letter_samples import (
    BASIS,
    DECISION_TEXT,
    LETTERS,
    LONG,
    MOTTO,
    NATION,
    decision,
    p,
)
from tests.word.letters import composed, filled
from tests.word.office import Line, has_office, lines, pdf_of, rules

needs_office = pytest.mark.skipif(not has_office(), reason="no LibreOffice")

SHORT_ISSUERS = (
    "Sở Y tế",
    "Chi cục Quản lý đất đai",
    "Ủy ban nhân dân phường Nguyễn Thị Minh Khai",
)


def found_line(page: tuple[Line, ...], text: str) -> Line:
    """Return the line with these letters; blanks between letters of several fonts do not count."""
    wanted = "".join(text.split())
    hits = [line for line in page if line.letters == wanted]
    assert hits, (text, [line.letters for line in page])
    return hits[0]


# From top to bottom; of each pair of columns, left and right (section IV).
ORDERS: dict[str, tuple[str, ...]] = {
    "decision": (
        MOTTO, "Số: 08/QĐ-UBND", "QUYẾT ĐỊNH", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HOA MAI", BASIS,
        "Theo đề nghị của Thư ký ISO.", "QUYẾT ĐỊNH:",
    ),
    "official letter": (
        MOTTO, "Số: 210/SNNMT-VP", "V/v công bố hệ thống", "Kính gửi:",
        "- Sở Khoa học và Công nghệ;", "- Các Chi cục thuộc Sở.", "Trân trọng./.", "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC", "Trần Thị B",
    ),
    "submission": (
        NATION, MOTTO, "TỜ TRÌNH", "Về việc ban hành tài liệu",
        "Kính gửi: Chủ tịch Ủy ban nhân dân xã Hoa Mai", "Nơi nhận:", "Nguyễn Văn A",
    ),
}  # fmt: skip
LEFT = ("ỦY BAN NHÂN DÂN", "XÃ HOA MAI", "Số: 08/QĐ-UBND")
RIGHT = (NATION, MOTTO, "Hoa Mai, ngày 15 tháng 01 năm 2026")


@needs_office
@pytest.mark.parametrize("name", ORDERS)
def test_components_stand_on_paper_in_the_order_of_the_plan(name: str) -> None:
    page = lines(pdf_of(filled("letter.docx", LETTERS[name]())))[0]
    tops = [found_line(page, text).top for text in ORDERS[name]]
    assert tops == sorted(tops)


@needs_office
def test_the_head_stands_in_two_columns_number_and_day_on_one_line() -> None:
    page = lines(pdf_of(filled("letter.docx", decision())))[0]
    for text in LEFT:
        assert found_line(page, text).right < 105
    for text in RIGHT:
        assert found_line(page, text).left > 95
    number, day = found_line(page, LEFT[-1]), found_line(page, RIGHT[-1])
    assert number.bottom == pytest.approx(day.bottom, abs=1)
    centres = [(line.left + line.right) / 2 for line in (found_line(page, one) for one in RIGHT)]
    assert centres == pytest.approx([centres[0]] * 3, abs=1)


@needs_office
def test_nothing_is_written_in_the_margins(letter: bytes) -> None:
    for page in lines(pdf_of(letter)):
        text = [line for line in page if not line.letters.isdigit()]
        assert min(line.left for line in text) >= 29.5
        assert max(line.right for line in text) <= 210 - 15
        assert min(line.top for line in text) >= 19
        assert max(line.bottom for line in text) <= 297 - 19


@needs_office
def test_the_numbers_of_pages_begin_anew_with_every_annex() -> None:
    pages = lines(pdf_of(filled("letter.docx", decision())))
    shown = [[line for line in page if line.letters.isdigit()] for page in pages]
    numbers = ["".join(line.letters for line in page) for page in shown]
    assert "".join(numbers).startswith("2")
    assert [number for number in numbers if number] == ["2", "2", "2"]
    assert numbers[0] == ""
    for one in (line for page in shown for line in page):
        assert one.bottom < 20
        # In the middle of the text, which is 30 from the left edge and 18 from the right one.
        assert (one.left + one.right) / 2 == pytest.approx((30 + 210 - 18) / 2, abs=1)


@needs_office
def test_the_rule_below_the_motto_is_as_long_as_the_motto() -> None:
    pdf = pdf_of(filled("letter.docx", decision()))
    motto = found_line(lines(pdf)[0], MOTTO)
    rule = next(one for one in rules(pdf, 1) if one.left > 100)
    # Letters of another font, where that at hand lacks some, are a little wider.
    assert rule.length == pytest.approx(motto.right - motto.left, rel=0.06)
    assert rule.left - motto.left == pytest.approx(motto.right - rule.right, abs=1)
    assert 0 < rule.top - motto.top < 8


@needs_office
@pytest.mark.parametrize("issuer", ["Ủy ban nhân dân xã Hoa Mai", *SHORT_ISSUERS])
def test_the_rule_below_the_issuer_is_a_third_to_half_of_its_line(issuer: str) -> None:
    made = composed((p(LONG),), issuer=issuer)
    page = lines(pdf_of(filled("letter.docx", made)))[0]
    rule = next(line for line in page if set(line.letters) == {"_"})
    above = [line for line in page if line.bottom <= rule.bottom and line.right < 105][:-1]
    last = above[-1].right - above[-1].left
    assert 1 / 3 <= (rule.right - rule.left) / last <= 1 / 2
    centre = (above[-1].left + above[-1].right) / 2
    assert (rule.left + rule.right) / 2 == pytest.approx(centre, abs=1)


@needs_office
@pytest.mark.parametrize(
    "subject", ["Kiện toàn Ban Chỉ đạo ISO", DECISION_TEXT[1].runs[0].text, "Ban hành " * 18]
)
def test_the_rule_below_the_subject_is_a_third_to_half_of_its_line(subject: str) -> None:
    made = composed((p("QUYẾT ĐỊNH", "genre"), p(subject.strip(), "subject"), p(LONG)))
    pdf = pdf_of(filled("letter.docx", made))
    page = lines(pdf)[0]
    title = found_line(page, "QUYẾT ĐỊNH")
    text = next(line for line in page if line.letters.startswith("BanChỉđạoISOtổ"))
    above = [line for line in page if title.bottom <= line.bottom < text.top and line != title]
    rule = next(one for one in rules(pdf, 1) if title.bottom < one.top < text.top)
    assert 1 / 3 <= rule.length / (above[-1].right - above[-1].left) <= 1 / 2
    assert (rule.left + rule.right) / 2 == pytest.approx((title.left + title.right) / 2, abs=1)


@needs_office
@pytest.mark.parametrize("count", range(6, 12))
def test_the_signature_is_never_alone_on_a_page(count: int) -> None:
    body: list[Block] = [p("QUYẾT ĐỊNH", "genre"), *(p(LONG) for _ in range(count)), p(LONG)]
    pages = lines(pdf_of(filled("letter.docx", composed(body))))
    letters = [[line.letters for line in page] for page in pages]
    signed = [page for page in letters if "NguyễnVănA" in page]
    assert len(signed) == 1
    assert "Nơinhận:" in signed[0]
    assert signed[0].index("Nơinhận:") >= 2


@needs_office
@pytest.mark.parametrize("frame", ["letter.docx", "form.docx", "form-lying.docx", "register.docx"])
def test_a_sample_says_so_on_every_page_and_moves_nothing(frame: str) -> None:
    body = DECISION_TEXT if frame == "letter.docx" else tuple(p(LONG) for _ in range(30))
    plainly, marked = (
        lines(pdf_of(filled(frame, composed(body, mark=mark)))) for mark in ("", "MẪU")
    )
    assert len(plainly) == len(marked) > 1
    for without, page in zip(plainly, marked, strict=True):
        marks = [line for line in page if line.letters == "MẪU"]
        assert len(marks) == 1
        assert marks[0].bottom < 20
        assert [line for line in page if line.letters != "MẪU"] == list(without)
