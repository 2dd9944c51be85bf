"""Letters measured against Decree 30/2020, Annex I, part I: in Word's file and on paper.

Measures stand in tables as the annex gives them; a box (ô) is one of the plan of its section IV.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import NamedTuple

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from qmskit.documents.blocks import Block, Heading, PageBreak, Paragraph, Run, plain, text_of
from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import plan
from qmskit.readers.sets import load
from tests.word.letters import composed, filled
from tests.word.making import DAY, ROOT, Made, rendered
from tests.word.office import Line, has_office, lines, pdf_of, rules

needs_office = pytest.mark.skipif(not has_office(), reason="no LibreOffice")

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


DECISION = (
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
    return composed(DECISION, ANNEXES)


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
SHORT_ISSUERS = (
    "Sở Y tế",
    "Chi cục Quản lý đất đai",
    "Ủy ban nhân dân phường Nguyễn Thị Minh Khai",
)


@pytest.fixture(params=LETTERS)
def letter(request: pytest.FixtureRequest) -> bytes:
    """Return each letter in turn as a Word file."""
    make: Callable[[], Composed] = LETTERS[request.param]
    return filled("letter.docx", make())


class Component(NamedTuple):
    """Letters that the annex gives a look.

    Attributes:
        box: number of the box on the plan, and point of section II.
        sizes: least and most, in points.
    """

    box: str
    text: str
    sizes: tuple[float, float]
    bold: bool = False
    italic: bool = False


LOOKS = {
    "decision": (
        Component("1 (1a)", NATION, (12, 13), bold=True),
        Component("1 (1b)", MOTTO, (13, 14), bold=True),
        Component("2 (2b)", "ỦY BAN NHÂN DÂN", (12, 13), bold=True),
        Component("2 (2b)", "XÃ HOA MAI", (12, 13), bold=True),
        Component("3 (3c)", "Số: 08/QĐ-UBND", (13, 13)),
        Component("4 (4c)", "Hoa Mai, ngày 15 tháng 01 năm 2026", (13, 14), italic=True),
        Component("5a (5b)", "QUYẾT ĐỊNH", (13, 14), bold=True),
        Component("5a (5b)", DECISION[1].runs[0].text, (13, 14), bold=True),
        Component("6", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HOA MAI", (13, 14), bold=True),
        Component("6 (6a)", BASIS, (13, 14), italic=True),
        Component("6 (6đ)", "Điều 12.", (13, 14), bold=True),
        Component("6 (6e)", f" {END}", (13, 14)),
        Component("7a (7đ)", "CHỦ TỊCH", (13, 14), bold=True),
        Component("7b (7đ)", "Nguyễn Văn A", (13, 14), bold=True),
        Component("9b (9d)", "Nơi nhận:", (12, 12), bold=True, italic=True),
        Component("9b (9d)", "- Như Điều 3;", (11, 11)),
        Component("9b (9d)", "- Lưu: VT, Thư ký ISO.", (11, 11)),
        Component("III.1b", "Phụ lục I", (14, 14), bold=True),
        Component("III.1b", "DANH SÁCH THÀNH VIÊN BAN CHỈ ĐẠO ISO", (13, 14), bold=True),
    ),
    "official letter": (
        Component("2 (2b)", "UBND TỈNH ĐỒNG XUÂN", (12, 13)),
        Component("2 (2b)", "SỞ NÔNG NGHIỆP", (12, 13), bold=True),
        Component("2 (2b)", "VÀ MÔI TRƯỜNG", (12, 13), bold=True),
        Component("5b (5b)", "V/v công bố hệ thống", (12, 13)),
        Component("9a (9d)", "Kính gửi:", (13, 14)),
        Component("9a (9d)", "- Sở Khoa học và Công nghệ;", (13, 14)),
        Component("9a (9d)", "- Các Chi cục thuộc Sở.", (13, 14)),
        Component("7a (7đ)", "KT. GIÁM ĐỐC", (13, 14), bold=True),
        Component("7a (7đ)", "PHÓ GIÁM ĐỐC", (13, 14), bold=True),
    ),
    "submission": (
        Component("9a (9d)", "Kính gửi: Chủ tịch Ủy ban nhân dân xã Hoa Mai", (13, 14)),
    ),
}


# Points I.1 and I.3: millimetres at least and at most.
PAGE = (
    ("page_width", 210, 210), ("page_height", 297, 297), ("top_margin", 20, 25),
    ("bottom_margin", 20, 25), ("left_margin", 30, 35), ("right_margin", 15, 20),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """Letters as Word shows them, whatever style or run says so."""

    size: float
    bold: bool
    italic: bool
    font: str


def in_mm(length: Length | None) -> float:
    return length.mm if length is not None else -1


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def paragraphs(where: Document) -> Iterator[WordParagraph]:
    """Yield the paragraphs of a file in order, those of tables where the tables stand."""
    for block in where.iter_inner_content():
        if isinstance(block, WordTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def runs(where: Document) -> Iterator[tuple[str, Look]]:
    """Yield letters with their look: runs, and paragraphs of equal runs as a whole."""
    for paragraph in paragraphs(where):
        looks = [(run.text, look(paragraph, run)) for run in paragraph.runs if run.text]
        yield from looks
        if len({one for _text, one in looks}) == 1:
            yield paragraph.text, looks[0][1]


def look(paragraph: WordParagraph, run: WordRun) -> Look:
    """Return how a run looks; what is set nearest to the letters decides."""
    fonts = [run.font]
    style = paragraph.style
    while isinstance(style, ParagraphStyle):
        fonts.append(style.font)
        style = style.base_style
    return Look(
        next(font.size.pt for font in fonts if font.size),
        next(font.bold for font in fonts if font.bold is not None),
        next(font.italic for font in fonts if font.italic is not None),
        next(font.name for font in fonts if font.name),
    )


def test_paper_margins_and_direction_are_those_of_the_annex(letter: bytes) -> None:
    for section in opened(letter).sections:
        for side, least, most in PAGE:
            assert least - 0.01 <= in_mm(getattr(section, side)) <= most + 0.01, side


@pytest.mark.parametrize("name", LOOKS)
def test_every_component_has_size_and_style_of_the_annex(name: str) -> None:
    shown = dict(runs(opened(filled("letter.docx", LETTERS[name]()))))
    wrong = []
    for one in LOOKS[name]:
        found = shown.get(one.text)
        right = found and one.sizes[0] <= found.size <= one.sizes[1]
        if not right or (found and (found.bold, found.italic) != (one.bold, one.italic)):
            wrong.append((one, found))
    assert wrong == []


def test_every_letter_is_times_new_roman_and_black(letter: bytes) -> None:
    document = opened(letter)
    assert {one.font for _text, one in runs(document)} == {"Times New Roman"}
    assert b"w:color w:val" not in document.element.xml.encode()


def test_running_text_has_indent_spacing_and_both_margins_of_the_annex() -> None:
    document = opened(filled("letter.docx", decision()))
    names = ("QmsBody", "QmsArticle", "QmsBasis", "QmsList")
    for style in (document.styles[name] for name in names):
        layout = style.paragraph_format
        assert layout.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
        assert round(in_mm(layout.first_line_indent), 1) in {10, 12.7}
        assert layout.space_after in {Pt(6), Pt(8)}
        assert 1 <= float(layout.line_spacing or 0) <= 1.5


def test_only_the_pages_after_the_first_are_numbered_in_the_top_margin(letter: bytes) -> None:
    for section in opened(letter).sections:
        assert section.different_first_page_header_footer
        assert "PAGE" not in section.first_page_header._element.xml  # noqa: SLF001
        numbers = [one for one in section.header.paragraphs if "PAGE" in one._p.xml]  # noqa: SLF001
        assert [one.alignment for one in numbers] == [WD_ALIGN_PARAGRAPH.CENTER]
        assert 'w:sz w:val="26"' in numbers[0]._p.xml  # noqa: SLF001 - 13 points
        assert not section.footer.is_linked_to_previous or not section.footer.paragraphs[0].text


def test_the_abstract_of_an_official_letter_stands_6_points_below_its_number() -> None:
    shown = opened(filled("letter.docx", official_letter()))
    found = [one for one in paragraphs(shown) if one.text.startswith("V/v")]
    assert [one.paragraph_format.space_before for one in found] == [Pt(6)]


def test_the_signature_stands_in_one_row_that_no_page_parts(letter: bytes) -> None:
    signs = [table for table in opened(letter).tables if "Nơi nhận:" in table.cell(0, 0).text]
    for table in signs:
        assert len(table.rows) == 1
        assert "cantSplit" in table.rows[0]._tr.xml  # noqa: SLF001
        name = table.cell(0, 1).paragraphs[-1]
        assert 25 <= in_mm(name.paragraph_format.space_before) <= 30


def test_minutes_carry_no_signature_of_the_frame() -> None:
    document = opened(filled("letter.docx", minutes()))
    assert [table for table in document.tables if "Nơi nhận" in table.cell(0, 0).text] == []


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
    "subject", ["Kiện toàn Ban Chỉ đạo ISO", DECISION[1].runs[0].text, "Ban hành " * 18]
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
    body = DECISION if frame == "letter.docx" else tuple(p(LONG) for _ in range(30))
    plainly, marked = (
        lines(pdf_of(filled(frame, composed(body, mark=mark)))) for mark in ("", "MẪU")
    )
    assert len(plainly) == len(marked) > 1
    for without, page in zip(plainly, marked, strict=True):
        marks = [line for line in page if line.letters == "MẪU"]
        assert len(marks) == 1
        assert marks[0].bottom < 20
        assert [line for line in page if line.letters != "MẪU"] == list(without)


DAY_LINE = r".+, ngày (\d\d|……) tháng (\d\d?|……) năm \d{4}"


@cache
def letters_of_sets() -> tuple[Made, ...]:
    """Return the letters of a commune, a department and a sub-department, samples too."""
    found: list[Made] = []
    for folder in sorted((ROOT / "examples").glob("*/qms.yaml")):
        qmset = load(folder.parent)
        composer = Composer(qmset, DAY)
        planned = (one for one in plan(qmset, DAY) if one.kind.frame == "letter.docx")
        found += rendered(qmset, (composer.composed(one) for one in planned))
    return tuple(found)


def styled(one: Made, style: str) -> list[str]:
    """Return the texts of a style in the letter, its annexes aside."""
    found = [
        text_of(block.runs)
        for block in (*one.composed.front, *one.composed.body)
        if isinstance(block, Paragraph) and block.style == style
    ]
    return [text for text in found if not text.startswith("(")]


def test_letters_of_sets_have_every_component_in_the_look_of_the_annex() -> None:
    made = letters_of_sets()
    assert len(made) > 30
    fixed = LOOKS["decision"][:2]
    for one in made:
        shown = dict(runs(opened(one.content)))
        assert {look.font for look in shown.values()} == {"Times New Roman"}
        for part in fixed:
            found = shown[part.text]
            assert part.sizes[0] <= found.size <= part.sizes[1]
            assert found.bold
        letter = one.composed.frame_names["letter"]
        assert letter["issuer"]
        assert re.match(r"Số: +\d*/", letter["number"]), one
        # Minutes tell place and day in their text (Annex III, form 1.9).
        assert re.fullmatch(DAY_LINE, letter["place_day"]) or not letter["authority"], one


def test_letters_of_sets_say_type_and_subject_or_carry_an_abstract() -> None:
    for one in letters_of_sets():
        genre, subject = styled(one, "genre"), styled(one, "subject")
        if one.composed.frame_names["letter"]["subject"]:
            assert (genre, subject) == ([], [])
            assert one.composed.frame_names["letter"]["subject"].startswith("V/v "), one
        else:
            assert [text == text.upper() for text in genre] == [True], one
            assert len(subject) == 1, one


def test_bases_and_recipients_end_in_semicolons_and_at_last_in_a_full_stop() -> None:
    wrong = []
    for one in letters_of_sets():
        letter = one.composed.frame_names["letter"]
        for texts in (styled(one, "basis"), letter["recipients"]):
            ends = "".join(text[-1] for text in texts)
            if texts and ends != ";" * (len(texts) - 1) + ".":
                wrong.append((one.path, texts))
        if letter["recipients"] and not letter["recipients"][-1].startswith("Lưu: VT"):
            wrong.append((one.path, letter["recipients"]))
    assert wrong == []
