"""Make the framework's Word frames.

The frames are plain .docx files with docxtpl tags: an agency opens a copy in Word and changes what
it likes. This script is how ours were drawn; run it again after a change here:

    python tools/make_frames.py frameworks/qd101-2019/templates
"""

import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from qmskit.readers.packages import read_package
from qmskit.renderers.docx.package import Member, package

FONT = "Times New Roman"
# The heading level of titles that carry no number.
_UNNUMBERED = 3
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY


def main(folder: Path) -> None:
    """Write every frame into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    frames = (("procedure.docx", procedure), ("card.docx", card), ("register.docx", register))
    for name, make in frames:
        path = folder / name
        make().save(str(path))
        _fix_dates(path)


def procedure() -> DocumentObject:
    """Return the frame of procedure documents: cover, text section, forms section."""
    document = _document(size=13, margins=(20, 20, 30, 18))
    _cover_box(document)
    _sign_block(document)
    _tag(document, "{{p front }}")
    text = document.add_section(WD_SECTION.NEW_PAGE)
    _running_header(text)
    _running_footer(text)
    _tag(document, "{{p body }}")
    _tag(document, "{%p if forms %}")
    document.add_section(WD_SECTION.NEW_PAGE)
    _share_header(document)
    _tag(document, "{%p endif %}")
    _tag(document, "{{p forms }}")
    return document


def card() -> DocumentObject:
    """Return the frame of the desk card: one page without running header."""
    document = _document(size=11, margins=(13, 12, 20, 15), table_size=11)
    table = _table(document, (45, 90, 40))
    _write(table.cell(0, 0), "{{ agency.name }}", bold=True, size=11, caps=True)
    _write(table.cell(0, 1), "THẺ BÀN", bold=True, size=13)
    _write(table.cell(0, 1), "{{ document.short_title }}", bold=True, size=13, more=True)
    _write(table.cell(0, 2), "{{ document.code }}", size=11)
    _write(table.cell(0, 2), "Hiệu lực: {{ document.effective }}", size=11, more=True)
    _write(table.cell(0, 2), "{{ document.draft }}", bold=True, size=11, more=True)
    document.add_paragraph("", style="QmsBreak")
    _tag(document, "{{p front }}")
    _tag(document, "{{p body }}")
    _tag(document, "{{p forms }}")
    return document


def register() -> DocumentObject:
    """Return the frame of registers: lying pages, a box with title and code, two signatures."""
    document = _document(size=13, margins=(20, 18, 25, 20), table_size=12, is_lying=True)
    table = _table(document, (72, 118, 62))
    box = table.rows[0].cells
    _write(box[0], "{{ agency.parent }}", size=12, caps=True)
    _write(box[0], "{{ agency.name }}", bold=True, size=12, caps=True, more=True)
    _write(box[1], "{{ document.title }}", bold=True, size=14, caps=True)
    _write(box[2], "Mã hiệu: {{ document.code }}", size=12, align=LEFT)
    for text in (
        "Lần ban hành: {{ document.issue }}/{{ document.revision }}",
        "Ngày ban hành: {{ document.issued }}",
        "Ngày hiệu lực: {{ document.effective }}",
    ):
        _write(box[2], text, size=12, align=LEFT, more=True)
    document.add_paragraph("", style="QmsBreak")
    _tag(document, "{{p front }}")
    _tag(document, "{{p body }}")
    _two_signatures(document)
    _tag(document, "{{p forms }}")
    _page_number(document.sections[0])
    return document


def _two_signatures(document: DocumentObject) -> None:
    table = document.add_table(3, 2)
    _widths(table, (126, 126))
    for column, (title, who) in enumerate((("NGƯỜI LẬP", "drafter"), ("PHÊ DUYỆT", "approver"))):
        _write(table.cell(0, column), title, bold=True, size=13)
        position = f"{{{{ signatures.{who}.title }}}}"
        _write(table.cell(0, column), position, size=12, more=True)
        _write(table.cell(2, column), f"{{{{ signatures.{who}.person }}}}", bold=True, size=13)
    table.rows[1].height, table.rows[1].height_rule = Mm(22), WD_ROW_HEIGHT_RULE.AT_LEAST
    for row in table.rows:
        for one in row.cells:
            for paragraph in one.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _page_number(section: Section) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.style, paragraph.alignment = "QmsTable", RIGHT
    _run(paragraph, "{{ document.code }} – trang ", size=11)
    _field(paragraph, "PAGE")
    _run(paragraph, "/", size=11)
    _field(paragraph, "NUMPAGES")


def _document(
    size: float,
    margins: tuple[int, int, int, int],
    table_size: float = 13,
    *,
    is_lying: bool = False,
) -> DocumentObject:
    document = Document()
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    top, bottom, left, right = margins
    section = document.sections[0]
    width, height = (297, 210) if is_lying else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    if is_lying:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = section.footer_distance = Mm(10)
    _styles(document, size, table_size)
    return document


def _styles(document: DocumentObject, size: float, table_size: float) -> None:
    normal = document.styles["Normal"]
    _font(normal, size)
    _spacing(normal, 0, 0, 1.0)
    _drop_styles(document)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        _font(heading, size, bold=True, italic=level == _UNNUMBERED)
        _spacing(heading, 8 if level == 1 else 6, 3, 1.0)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.first_line_indent = Mm(0 if level == 1 else 10)
        heading.paragraph_format.alignment = LEFT if level == 1 else JUSTIFY
    for name, align, first, before, after, look in (
        ("QmsBody", JUSTIFY, 10, 0, 4, {}),
        ("QmsList", JUSTIFY, 10, 0, 3, {}),
        ("QmsList2", JUSTIFY, 15, 0, 3, {}),
        ("QmsLabel", LEFT, 10, 4, 3, {}),
        ("QmsNote", JUSTIFY, 0, 3, 4, {"italic": True}),
        ("QmsCentre", CENTRE, 0, 0, 6, {}),
        ("QmsTitle", CENTRE, 0, 10, 5, {"bold": True}),
        ("QmsFormTitle", CENTRE, 0, 0, 8, {"bold": True}),
        ("QmsCaption", LEFT, 0, 6, 3, {"bold": True}),
        ("QmsSmall", LEFT, 0, 3, 0, {"italic": True, "size": size - 1}),
        ("QmsContents", LEFT, 10, 0, 4, {}),
        ("QmsForm", LEFT, 0, 3, 3, {}),
        ("QmsTable", LEFT, 0, 1, 1, {"size": table_size}),
        ("QmsBreak", LEFT, 0, 0, 0, {"size": 4}),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _font(
            style,
            look.get("size", size),
            bold=bool(look.get("bold")),
            italic=bool(look.get("italic")),
        )
        _spacing(style, before, after, 1.0)
        style.paragraph_format.alignment = align
        style.paragraph_format.first_line_indent = Mm(first)
        style.paragraph_format.keep_with_next = name in {"QmsLabel", "QmsTitle", "QmsCaption"}


def _drop_styles(document: DocumentObject) -> None:
    """Remove the styles of python-docx's own template that no frame uses."""
    keep = {"Normal", "Header", "Footer", "Heading 1", "Heading 2", "Heading 3", "Normal Table"}
    kinds = {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE}
    for style in list(document.styles):
        if style.name not in keep and style.type in kinds:
            style.delete()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.CHARACTER and style.name != "Default Paragraph Font":
            style.delete()


def _font(style: object, size: float, *, bold: bool = False, italic: bool = False) -> None:
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


def _spacing(style: object, before: float, after: float, line: float) -> None:
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = line


def _cover_box(document: DocumentObject) -> None:
    table = _table(document, (44, 66, 52), rows=5)
    agency = table.cell(0, 0).merge(table.cell(4, 0))
    _write(agency, "{{ agency.parent }}", size=12, caps=True)
    _write(agency, "{{ agency.name }}", bold=True, size=12, caps=True, more=True)
    _write(table.cell(0, 1), "{{ document.kind }}", bold=True, size=14, caps=True)
    title = table.cell(1, 1).merge(table.cell(4, 1))
    _write(title, "{{ document.cover_title }}", bold=True, size=13)
    for row, text in enumerate(
        (
            "Mã hiệu: {{ document.code }}",
            "Lần ban hành: {{ document.issue }}",
            "Lần sửa đổi: {{ document.revision }}",
            "Ngày ban hành: {{ document.issued }}",
            "Ngày hiệu lực: {{ document.effective }}",
        )
    ):
        _write(table.cell(row, 2), text, size=12, align=LEFT)
    paragraph = document.add_paragraph("{{ document.draft }}", style="QmsTitle")
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.space_after = Pt(4)


def _sign_block(document: DocumentObject) -> None:
    _tag(document, "{%p if sign_block == 'sign-table' %}")
    table = _table(document, (27, 45, 45, 45), rows=4)
    rows = (
        ("Trách nhiệm", "Soạn thảo", "Xem xét", "Phê duyệt"),
        (
            "Họ tên",
            *(f"{{{{ signatures.{who}.person }}}}" for who in ("drafter", "reviewer", "approver")),
        ),
        ("Chữ ký", "", "", ""),
        (
            "Chức vụ",
            *(f"{{{{ signatures.{who}.title }}}}" for who in ("drafter", "reviewer", "approver")),
        ),
    )
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            _write(table.cell(row, column), text, bold=row == 0 or column == 0, size=12)
    table.rows[2].height, table.rows[2].height_rule = Mm(30), WD_ROW_HEIGHT_RULE.AT_LEAST
    _tag(document, "{%p else %}")
    paragraph = document.add_paragraph(style="QmsCentre")
    run = paragraph.add_run(
        "Ban hành kèm theo Quyết định số {{ document.decision or '……/QĐ-……' }} "
        "ngày {{ document.issued }} của {{ agency.name }}"
    )
    run.italic = True
    _tag(document, "{%p endif %}")


def _running_header(section: Section) -> None:
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    _run(paragraph, "Quy trình: {{ document.short_title }}", size=11, italic=True)
    _run(paragraph, "{% if document.draft %} – {{ document.draft }}{% endif %}", size=11, bold=True)
    _line(paragraph, "bottom")


def _running_footer(section: Section) -> None:
    section.footer.is_linked_to_previous = False
    table = section.footer.add_table(1, 4, Mm(162))
    _widths(table, (40, 52, 30, 40))
    _borders(table)
    cells = table.rows[0].cells
    _write(cells[0], "{{ document.code }}", size=11)
    _write(cells[1], "Ngày hiệu lực: {{ document.effective }}", size=11)
    page = cells[2].paragraphs[0]
    page.style, page.alignment = "QmsTable", CENTRE
    cells[2].vertical_alignment = 1
    _run(page, "Trang ", size=11)
    _field(page, "PAGE")
    _run(page, "/", size=11)
    _field(page, "NUMPAGES")
    _write(cells[3], "Lần ban hành: {{ document.issue }}/{{ document.revision }}", size=11)
    footer = section.footer._element
    first = section.footer.paragraphs[0]._p
    footer.remove(first)
    last = OxmlElement("w:p")
    footer.append(last)
    Paragraph(last, section.footer).style = "QmsBreak"


def _share_header(document: DocumentObject) -> None:
    """Let the last section use the header and footer parts of the text section.

    Without forms the last section holds the text, so it cannot inherit them.
    """
    text, last = document.sections[-2], document.sections[-1]._sectPr
    for kind in ("w:headerReference", "w:footerReference"):
        for old in last.findall(qn(kind)):
            last.remove(old)
    for reference in reversed(
        text._sectPr.findall(qn("w:headerReference"))
        + text._sectPr.findall(qn("w:footerReference"))
    ):
        copy = OxmlElement(
            reference.tag.replace(
                "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "w:"
            )
        )
        for key, value in reference.attrib.items():
            copy.set(key, value)
        last.insert(0, copy)


def _tag(document: DocumentObject, text: str) -> None:
    document.add_paragraph(text)


def _table(document: DocumentObject, widths: tuple[int, ...], rows: int = 1) -> Table:
    table = document.add_table(rows, len(widths))
    _widths(table, widths)
    _borders(table)
    return table


def _widths(table: Table, widths: Iterable[int]) -> None:
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for one in column.cells:
            one.width = Mm(width)


def _borders(table: Table) -> None:
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    style = properties.find(qn("w:tblStyle"))
    if style is not None:
        properties.remove(style)


def _write(
    where: _Cell,
    text: str,
    *,
    bold: bool = False,
    size: float = 12,
    align: WD_ALIGN_PARAGRAPH = CENTRE,
    caps: bool = False,
    more: bool = False,
) -> None:
    paragraph = where.add_paragraph() if more else where.paragraphs[0]
    paragraph.style = "QmsTable"
    paragraph.alignment = align
    where.vertical_alignment = 1
    run = _run(paragraph, text, size=size, bold=bold)
    run.font.all_caps = caps or None


def _run(
    paragraph: Paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False
) -> object:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return run


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {code} ")
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "22")
    properties.append(size)
    text = OxmlElement("w:t")
    text.text = "1"
    run.extend((properties, text))
    field.append(run)
    paragraph._p.append(field)


def _line(paragraph: Paragraph, side: str) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _fix_dates(path: Path) -> None:
    """Pack the file again with fixed dates and without what only python-docx's template brings."""
    document = Document(str(path))
    core = document.core_properties
    core.author = core.title = core.comments = core.keywords = ""
    core.created = core.modified = datetime(2026, 1, 1, tzinfo=UTC)
    document.save(str(path))
    members = {
        name: _without_ballast(name, content)
        for name, content in read_package(path, path.name).items()
        if not re.search(_BALLAST, name)
    }
    path.write_bytes(package(Member.of(name, content) for name, content in members.items()))


_BALLAST = r"stylesWithEffects|thumbnail|customXml"


def _without_ballast(name: str, content: bytes) -> bytes:
    """Return a relations or content-types part without the members that were left out."""
    if not name.endswith((".rels", "[Content_Types].xml")):
        return content
    text = content.decode()
    return re.sub(rf"<(?:Relationship|Override)\b[^>]*(?:{_BALLAST})[^>]*/>", "", text).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
