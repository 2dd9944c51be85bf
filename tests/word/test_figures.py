"""Figures: boxes and arrows as one drawing that Word and LibreOffice show."""

from decimal import Decimal

import pytest
from lxml import etree

from qmskit.documents.blocks import Arrow, Box, Figure, Paragraph, letters_of, plain
from qmskit.documents.numbering import numbered
from qmskit.renderers.docx.body import body_xml
from tests.word.letters import composed, filled
from tests.word.office import has_office, pdf_of, rules, words
from tests.word.packages import W

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
EMU_A_MM = 36000

TEXTS = (
    "Tổ chức, cá nhân", "Tiếp nhận hồ sơ", "Giải quyết hồ sơ", "Trả kết quả",
    "Mục tiêu, chính sách", "Rủi ro, cơ hội", "Đánh giá nội bộ", "Xem xét của lãnh đạo",
    "Nhân lực, đào tạo",
    "Tài sản, trang thiết bị", "Văn bản, hồ sơ", "Sự hài lòng & phản ánh",
)  # fmt: skip
STYLES = ("round", "plain", "strong")


def box(number: int) -> Box:
    """Return one of twelve boxes, four a row, 30 by 14 millimetres."""
    column, row = number % 4, number // 4
    x, y = Decimal(column * 44), Decimal(row * 30)
    return Box(x, y, Decimal(30), Decimal(14), TEXTS[number], STYLES[number % 3])


def arrows() -> tuple[Arrow, ...]:
    """Return nine arrows to the right, four down and one around the corner."""
    right = [
        Arrow(points((column * 44 + 30, row * 30 + 7), (column * 44 + 44, row * 30 + 7)))
        for row in range(3)
        for column in range(3)
    ]
    down = [Arrow(points((column * 44 + 15, 14), (column * 44 + 15, 30))) for column in range(4)]
    around = Arrow(points((147, 74), (147, 80), (15, 80), (15, 74)))
    return (*right, *down, around)


def points(*pairs: tuple[int, int]) -> tuple[tuple[Decimal, Decimal], ...]:
    return tuple((Decimal(x), Decimal(y)) for x, y in pairs)


FIGURE = Figure(
    Decimal(162), Decimal(82), tuple(map(box, range(12))), arrows(), "Sơ đồ tương tác quá trình"
)


def drawn(figure: Figure, width_mm: float = 162) -> etree._Element:
    """Return the paragraph of a figure; only the frame's namespace is there from outside."""
    xml = body_xml([figure], width_mm).decode()
    found: etree._Element = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{xml}</w:body>')
    return found


def letters(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def test_a_figure_of_twelve_boxes_and_fourteen_arrows_is_one_drawing() -> None:
    root = drawn(FIGURE)
    assert len(root) == 1
    assert len(list(root.iter(f"{WP}anchor"))) == len(list(root.iter(f"{WPG}wgp"))) == 1
    shapes = list(root.iter(f"{WPS}wsp"))
    boxes = [one for one in shapes if one.find(f"{WPS}txbx") is not None]
    assert [letters(one) for one in boxes] == list(TEXTS)
    assert len(shapes) == 12 + 13 + 3
    assert len(list(root.iter(f"{A}tailEnd"))) == 14


def test_what_a_drawing_names_is_declared_in_itself() -> None:
    root = drawn(FIGURE)
    choice = next(root.iter(f"{MC}Choice"))
    assert choice.nsmap[choice.get("Requires")] == WPG[1:-1]
    assert letters(next(root.iter(f"{MC}Fallback"))) == FIGURE.title


def test_numbers_of_shapes_are_used_once_also_by_several_figures() -> None:
    root = etree.fromstring(
        f'<w:body xmlns:w="{W[1:-1]}">{body_xml([FIGURE, FIGURE], 162).decode()}</w:body>'
    )
    names = (f"{WP}docPr", f"{WPS}cNvPr", f"{WPG}cNvPr")
    numbers = [one.get("id") for name in names for one in root.iter(name)]
    assert len(numbers) == len(set(numbers)) == 2 * (1 + 28)


def test_boxes_stand_where_they_were_put_and_look_by_their_style() -> None:
    root = drawn(FIGURE)
    boxes = [one for one in root.iter(f"{WPS}wsp") if one.find(f"{WPS}txbx") is not None]
    for number, one in enumerate(boxes):
        place = next(one.iter(f"{A}off"))
        column, row = number % 4, number // 4
        wanted = (44 * column * EMU_A_MM, 30 * row * EMU_A_MM)
        assert (int(place.get("x", "")), int(place.get("y", ""))) == wanted
        shape = next(one.iter(f"{A}prstGeom")).get("prst")
        is_bold = one.find(f".//{W}b") is not None
        style = STYLES[number % 3]
        assert shape == ("roundRect" if style == "round" else "rect")
        assert is_bold == (style == "strong")
        assert {size.get(f"{W}val") for size in one.iter(f"{W}sz")} <= {"20", "21", "22"}


def test_a_figure_wider_than_the_text_is_drawn_smaller() -> None:
    narrow, wide = (next(drawn(FIGURE, width).iter(f"{WP}extent")) for width in (81, 200))
    lengths = [int(one.get(side, "")) / EMU_A_MM for one in (narrow, wide) for side in ("cx", "cy")]
    assert lengths == pytest.approx([81, 41, 162, 82], abs=0.02)


def test_hostile_letters_arrive_as_they_are() -> None:
    text = "R&D <b>“đất”</b>\n]]>"
    one = Box(Decimal(0), Decimal(0), Decimal(40), Decimal(10), text, "plain")
    root = drawn(Figure(Decimal(40), Decimal(10), (one,), (), 'Sơ đồ "R&D"'))
    lines = [letters(p) for p in next(root.iter(f"{W}txbxContent"))]
    assert lines == text.split("\n")
    assert next(root.iter(f"{WP}docPr")).get("descr") == 'Sơ đồ "R&D"'


def test_numbering_leaves_a_figure_and_its_letters_are_found() -> None:
    blocks = (Paragraph(plain("Trước")), FIGURE)
    assert numbered(blocks, "letters") == blocks
    assert letters_of(blocks) == " ".join(("Trước", *TEXTS))


@pytest.mark.skipif(not has_office(), reason="no LibreOffice")
def test_libreoffice_shows_every_box_and_its_letters() -> None:
    pdf = pdf_of(filled("form.docx", composed([FIGURE])))
    page = words(pdf)
    assert len(page) == 1
    # Letters that the font at hand lacks come from another one and are words of their own.
    shown = "".join(word.text for word in page[0])
    assert [text for text in TEXTS if "".join(text.split()) not in shown] == []
    # Edges of angular boxes; the box of the frame is as wide as the page.
    edges = [one for one in rules(pdf, 1) if 29 < one.length < 32]
    assert len(edges) == 2 * sum(one.style != "round" for one in FIGURE.boxes)
