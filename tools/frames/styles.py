"""Styles of paragraphs: all of those that blocks are written in, in every frame."""

from typing import NamedTuple

from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
CENTRE, LEFT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip

# The heading level of titles that carry no number.
_UNNUMBERED = 3
_KEPT = {"Normal", "Header", "Footer", "Heading 1", "Heading 2", "Heading 3", "Normal Table"}
_LETTER = 14.0


class Sizes(NamedTuple):
    """Measures of the text of a frame.

    Attributes:
        text: size of the letters in points.
        table: size of the letters in tables.
        after: least space after a paragraph of running text, in points.
        line: height of a line, 1.0 for single.
    """

    text: float
    table: float
    after: float = 0
    line: float = 1.0


class Look(NamedTuple):
    """How a style looks; a size of 0 is that of the text.

    Attributes:
        first: indent of the first line in millimetres.
        before, after: space in points.
        running: whether it is running text, with the frame's least space and line height.
    """

    align: WD_ALIGN_PARAGRAPH
    first: float = 0
    before: float = 0
    after: float = 0
    size: float = 0
    bold: bool = False
    italic: bool = False
    running: bool = False


_LOOKS = {
    "QmsBody": Look(JUSTIFY, first=10, after=4, running=True),
    "QmsList": Look(JUSTIFY, first=10, after=3, running=True),
    "QmsList2": Look(JUSTIFY, first=15, after=3, running=True),
    "QmsLabel": Look(LEFT, first=10, before=4, after=3, running=True),
    "QmsNote": Look(JUSTIFY, before=3, after=4, italic=True),
    "QmsCentre": Look(CENTRE, after=6),
    "QmsTitle": Look(CENTRE, before=10, after=5, bold=True),
    "QmsFormTitle": Look(CENTRE, after=8, bold=True, size=_LETTER),
    "QmsCaption": Look(LEFT, before=6, after=3, bold=True),
    "QmsContents": Look(LEFT, first=10, after=4),
    "QmsForm": Look(LEFT, before=3, after=3),
    "QmsBreak": Look(LEFT, size=4),
    # Of letters: Decree 30/2020, Annex I, part II, points 5b, 6a, 6đ, 6e and 7đ.
    "QmsGenre": Look(CENTRE, before=12, bold=True, size=_LETTER),
    "QmsSubject": Look(CENTRE, bold=True, size=_LETTER),
    "QmsRule": Look(CENTRE, before=3, after=10, size=2),
    "QmsAuthority": Look(CENTRE, before=6, after=6, bold=True, size=_LETTER),
    "QmsBasis": Look(JUSTIFY, first=10, after=6, italic=True, size=_LETTER, running=True),
    "QmsArticle": Look(JUSTIFY, first=10, after=6, size=_LETTER, running=True),
}
_WITH_NEXT = {"QmsLabel", "QmsTitle", "QmsCaption", "QmsGenre", "QmsSubject", "QmsAuthority"}


def define_styles(document: DocumentObject, sizes: Sizes) -> None:
    """Define every style a frame needs and drop those of python-docx's own template."""
    normal = document.styles["Normal"]
    _font(normal, sizes.text)
    _spacing(normal, 0, 0, 1.0)
    _drop_styles(document)
    _headings(document, sizes)
    looks = {
        **_LOOKS,
        "QmsSmall": Look(LEFT, before=3, size=sizes.text - 1, italic=True),
        "QmsTable": Look(LEFT, before=1, after=1, size=sizes.table),
    }
    for name, look in looks.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = normal, True
        _apply(style, look, sizes)
        style.paragraph_format.keep_with_next = name in _WITH_NEXT
    _rule(document.styles["QmsRule"])


def _headings(document: DocumentObject, sizes: Sizes) -> None:
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        _font(heading, sizes.text, bold=True, italic=level == _UNNUMBERED)
        _spacing(heading, 8 if level == 1 else 6, max(3, sizes.after), 1.0)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.first_line_indent = Mm(0 if level == 1 else 10)
        heading.paragraph_format.alignment = LEFT if level == 1 else JUSTIFY


def _apply(style: ParagraphStyle, look: Look, sizes: Sizes) -> None:
    _font(style, look.size or sizes.text, bold=look.bold, italic=look.italic)
    after = max(look.after, sizes.after) if look.running else look.after
    _spacing(style, look.before, after, sizes.line if look.running else 1.0)
    style.paragraph_format.alignment = look.align
    style.paragraph_format.first_line_indent = Mm(look.first)


def _rule(style: ParagraphStyle) -> None:
    """Draw a line on top; how long it is depends on the indents of the paragraph."""
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _drop_styles(document: DocumentObject) -> None:
    kinds = {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE}
    for style in list(document.styles):
        if style.name not in _KEPT and style.type in kinds:
            style.delete()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.CHARACTER and style.name != "Default Paragraph Font":
            style.delete()


def _font(style: ParagraphStyle, size: float, *, bold: bool = False, italic: bool = False) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    for color in properties.findall(qn("w:color")):
        properties.remove(color)
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    lang.set(qn("w:val"), "vi-VN")


def _spacing(style: ParagraphStyle, before: float, after: float, line: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = line
