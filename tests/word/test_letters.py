"""Letters measured against Decree 30/2020, Annex I, part I, in Word's file.

Measures stand in tables as the annex gives them; a box (ô) is one of the plan of its section IV.
"""

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from tests.word.letter_samples import LETTERS, decision, minutes, official_letter
from tests.word.letters import filled
from tests.word.looks import LOOKS, in_mm, opened, paragraphs, runs

PAGE = (
    ("page_width", 210, 210), ("page_height", 297, 297), ("top_margin", 20, 25),
    ("bottom_margin", 20, 25), ("left_margin", 30, 35), ("right_margin", 15, 20),
)  # fmt: skip


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
