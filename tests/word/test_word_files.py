"""What is inside the Word files: a document is one that Word, python-docx and a reader accept."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx.section import Section
from docx.shared import Emu
from docx.table import Table as WordTable
from lxml import etree

from bench.equality import is_xml, members
from qmskit.documents.blocks import (
    Block,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    cell,
    plain,
    text_of,
)
from qmskit.documents.composing import Composed
from qmskit.documents.sandbox import day_text
from qmskit.readers.sets import load
from qmskit.renderers.docx.body import body_xml
from tests.trees import TINY, edited, write_tree
from tests.word.making import Made, example_set, made, rendered
from tests.word.packages import W, texts, values

# Children in the order of the schema (ECMA-376, part 1, annex A); Word refuses some other orders.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
    "spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike noProof vanish color spacing kern "
    "position sz szCs highlight u shd vertAlign lang",
    "tblPr": "tblStyle tblpPr tblOverlap tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols titlePg docGrid",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked "
    "rsid pPr rPr tblPr trPr tcPr tblStylePr",
}
BODY_STYLES = (
    "Normal", "Heading 1", "Heading 2", "Heading 3", "QmsBody", "QmsCaption", "QmsCentre",
    "QmsContents", "QmsForm", "QmsFormTitle", "QmsLabel", "QmsList", "QmsList2", "QmsNote",
    "QmsTable", "QmsTitle",
)  # fmt: skip
NAME_OF_1094_LETTERS = (
    "Thủ tục " + ("đăng ký, xác nhận, cấp lại giấy chứng nhận; " * 30)[:1085] + "ờ"
)


def blocks_of(composed: Composed) -> tuple[Block, ...]:
    return (*composed.front, *composed.body, *composed.forms)


def rejoin(one: Made) -> None:
    """Put the end of a table back that stands apart, so that it stays with the signatures."""
    for seam in list(one.word.element.body.iter(f"{W}p")):
        spacing = seam.find(f"{W}pPr/{W}spacing[@{W}line='20']")
        table, end = seam.getprevious(), seam.getnext()
        if spacing is not None and table is not None and end is not None and end.tag == table.tag:
            table.extend(end.findall(f"{W}tr"))
            end.getparent().remove(end)


def tables_of(one: Made) -> Iterator[tuple[Table, WordTable]]:
    """Yield the tables made from blocks; those of the frame have no width of their own."""
    blocks = [block for block in blocks_of(one.composed) if isinstance(block, Table)]
    rejoin(one)
    made = [one for one in one.word.tables if 'w:type="auto"' not in opening(one)]
    yield from zip(blocks, made, strict=True)


def opening(table: WordTable) -> str:
    """Return the properties of a table as XML."""
    properties = next(one for one in table._tbl if one.tag == f"{W}tblPr")  # noqa: SLF001
    return etree.tostring(properties, encoding="unicode")


def has(row: etree._Element, property_: str) -> bool:
    return row.find(f"{W}trPr/{W}{property_}") is not None


def cover(one: Made) -> str:
    return "\n".join(text.text for text in one.word.tables[0]._cells)  # noqa: SLF001 - merged cells


def part_texts(one: Made, part: str) -> list[str]:
    """Return the text of every header or footer, a paragraph a line."""
    return ["\n".join(texts(tree)) for name, tree in one.trees.items() if f"word/{part}" in name]


def test_python_docx_opens_every_document_and_finds_its_text(documents: tuple[Made, ...]) -> None:
    assert documents
    assert [one for one in documents if not one.word.paragraphs or not one.word.tables] == []


def test_every_xml_part_is_well_formed_and_utf_8(documents: tuple[Made, ...]) -> None:
    for one in documents:
        parts = [content for name, content in members(one.content).items() if is_xml(name)]
        assert len(parts) > 5
        for content in parts:
            etree.fromstring(content.decode("utf-8").encode())


def test_members_of_the_package_carry_the_first_day_a_zip_can_hold(
    documents: tuple[Made, ...],
) -> None:
    for one in documents:
        with zipfile.ZipFile(BytesIO(one.content)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.testzip() is None
            assert max(Counter(archive.namelist()).values()) == 1


@pytest.mark.parametrize("element", ORDERS)
def test_properties_stand_in_the_order_of_the_schema(
    element: str, documents: tuple[Made, ...]
) -> None:
    order = {f"{W}{name}": place for place, name in enumerate(ORDERS[element].split())}
    wrong = set()
    for one in documents:
        for tree in one.trees.values():
            for found in tree.iter(f"{W}{element}"):
                names = tuple(str(child.tag) for child in found)
                places = [order.get(name, -1) for name in names]
                if places != sorted(places) or -1 in places:
                    wrong.add(names)
    assert wrong == set()


def test_every_cell_ends_with_a_paragraph_and_every_row_fills_the_grid(
    documents: tuple[Made, ...],
) -> None:
    for one in documents:
        for table in one.xml.iter(f"{W}tbl"):
            width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.iter(f"{W}tr"):
                spans = [int(span) for span in values(row, "gridSpan", "val")]
                cells = row.findall(f"{W}tc")
                assert len(cells) + sum(spans) - len(spans) == width, one
                assert {one_cell[-1].tag for one_cell in cells} == {f"{W}p"}, one


def test_no_table_is_wider_than_the_text(documents: tuple[Made, ...]) -> None:
    for one in documents:
        text = min(text_width(section) for section in one.word.sections)
        for _block, table in tables_of(one):
            widths = sum(column.width or 0 for column in table.columns)
            assert widths <= text + Emu(12700), one


def text_width(section: Section) -> int:
    assert section.page_width
    assert section.left_margin
    assert section.right_margin
    return section.page_width - section.left_margin - section.right_margin


@pytest.mark.parametrize("style", BODY_STYLES)
def test_body_styles_are_times_new_roman_13_to_14(style: str, example: tuple[Made, ...]) -> None:
    one = next(made for made in example if made.kind == "procedure-document")
    font = one.word.styles[style].font
    fonts = one.word.styles[style].element.find(f"{W}rPr/{W}rFonts")
    assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Times New Roman"
    }
    assert 13 <= font.size.pt <= 14


def test_no_style_and_no_run_names_another_font(documents: tuple[Made, ...]) -> None:
    for one in documents:
        styles = one.trees["word/styles.xml"].findall(f"{W}style")
        named = [font for root in (*styles, one.xml) for font in values(root, "rFonts", "ascii")]
        assert set(named) == {"Times New Roman"}


@pytest.mark.parametrize("level", [1, 2])
def test_numbered_headings_use_the_heading_styles_of_word(
    level: int, procedure_documents: tuple[Made, ...]
) -> None:
    for one in procedure_documents:
        wanted = [heading_text(block) for block in one.composed.body if is_heading(block, level)]
        styled = [
            p.text for p in one.word.paragraphs if p.style and p.style.name == f"Heading {level}"
        ]
        assert styled == wanted
        assert len(wanted) >= 7


def is_heading(block: Block, level: int) -> bool:
    return isinstance(block, Heading) and block.level == level


def heading_text(block: Block) -> str:
    assert isinstance(block, Heading)
    tail = f": {text_of(block.tail)}" if block.tail else ""
    return f"{block.number} {text_of(block.runs)}{tail}"


def test_title_rows_repeat_on_every_page_and_no_other_row_does(documents: tuple[Made, ...]) -> None:
    repeated = 0
    for one in documents:
        for block, table in tables_of(one):
            rows = [row._tr for row in table.rows]  # noqa: SLF001 - python-docx shows no row titles
            marked = [has(row, "tblHeader") for row in rows]
            assert marked == [True] * len(block.head) + [False] * len(block.rows), one
            repeated += len(block.head)
    assert repeated > len(documents)


def test_rows_are_cut_by_a_page_only_where_they_may_be(documents: tuple[Made, ...]) -> None:
    for one in documents:
        for block, table in tables_of(one):
            rows = [row._tr for row in table.rows]  # noqa: SLF001
            may_split = [not has(row, "cantSplit") for row in rows]
            assert may_split == [row.may_split for row in (*block.head, *block.rows)], one


def test_tables_of_procedure_documents_have_title_rows(
    procedure_documents: tuple[Made, ...],
) -> None:
    untitled = [
        one
        for one in procedure_documents
        for block, _table in tables_of(one)
        if block.style == "grid" and len(block.rows) > 1 and not block.head
    ]
    assert untitled == []


def test_cover_header_and_footer_tell_the_same_code_issue_and_days(
    procedure_documents: tuple[Made, ...],
) -> None:
    for one in procedure_documents:
        planned = one.composed.document
        latest = planned.revision
        issue, revision = f"{latest.issue:02d}", f"{latest.revision:02d}"
        on_cover = cover(one)
        for line in (
            f"Mã hiệu: {planned.code}",
            f"Lần ban hành: {issue}",
            f"Lần sửa đổi: {revision}",
            f"Ngày ban hành: {day_text(latest.issued)}",
            f"Ngày hiệu lực: {day_text(latest.effective)}",
        ):
            assert line in on_cover
        for footer in part_texts(one, "footer"):
            assert planned.code in footer.split("\n")
            assert f"Ngày hiệu lực: {day_text(latest.effective)}" in footer
            assert f"Lần ban hành: {issue}/{revision}" in footer
        shown = [header for header in part_texts(one, "header") if header.strip()]
        assert [f"Quy trình: {planned.short_title}" in header for header in shown] == [True]
        assert len(part_texts(one, "footer")) == 1


def test_only_documents_that_are_not_issued_are_marked_as_drafts(
    example: tuple[Made, ...],
) -> None:
    marked = {
        one.composed.document.code
        for one in example
        if any(line.endswith("DỰ THẢO") for line in (*texts(one.xml), *part_texts(one, "header")))
    }
    unissued = {one.composed.document.code for one in example if one.composed.document.is_unissued}
    assert {"QT 03/CX-CTR"} <= unissued
    assert marked == unissued


def test_footers_count_the_pages(procedure_documents: tuple[Made, ...]) -> None:
    for one in procedure_documents:
        footers = [tree for name, tree in one.trees.items() if "word/footer" in name]
        fields = [field.strip() for tree in footers for field in values(tree, "fldSimple", "instr")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_cover_has_no_running_header_and_every_other_section_has(
    procedure_documents: tuple[Made, ...],
) -> None:
    for one in procedure_documents:
        sections = list(one.word.sections)
        assert len(sections) == (3 if one.composed.forms else 2)
        for part in ("header", "footer"):
            # A section without a part of its own goes on with that of the one before.
            parts = [getattr(section, part) for section in sections]
            shown = [bool("".join(texts(each._element)).strip()) for each in parts]  # noqa: SLF001
            assert shown == [False] + [True] * (len(sections) - 1), (one, part)


def test_links_lead_to_headings(procedure_documents: tuple[Made, ...]) -> None:
    for one in procedure_documents:
        anchors = values(one.xml, "hyperlink", "anchor")
        assert len(anchors) >= 7
        assert set(anchors) - set(values(one.xml, "bookmarkStart", "name")) == set(), one


def test_the_contents_list_every_section_as_a_link(procedure_documents: tuple[Made, ...]) -> None:
    for one in procedure_documents:
        sections = [block for block in blocks_of(one.composed) if is_heading(block, 1)]
        listed = [p for p in one.word.paragraphs if p.style and p.style.name == "QmsContents"]
        assert [p.text for p in listed] == [heading_text(block).strip() for block in sections]
        assert [len(p.hyperlinks) for p in listed] == [1] * len(sections)


def test_bookmarks_have_ids_and_names_of_their_own(procedure_documents: tuple[Made, ...]) -> None:
    wrong = []
    for one in procedure_documents:
        ids, names = (
            values(one.xml, "bookmarkStart", "id"),
            values(one.xml, "bookmarkStart", "name"),
        )
        assert values(one.xml, "bookmarkEnd", "id") == ids
        assert max(map(len, names)) <= 40
        if len(set(ids)) < len(ids) or len(set(names)) < len(names):
            wrong.append(one)
    assert wrong == []


def test_procedure_documents_are_a4_with_the_margins_of_decree_30(
    procedure_documents: tuple[Made, ...],
) -> None:
    for one in procedure_documents:
        for section in one.word.sections:
            assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
            assert 20 <= mm(section.top_margin) <= 25
            assert 20 <= mm(section.bottom_margin) <= 25
            assert 30 <= mm(section.left_margin) <= 35
            assert 15 <= mm(section.right_margin) <= 20


def test_desk_cards_are_a4(documents: tuple[Made, ...]) -> None:
    cards = [one for one in documents if one.kind == "desk-card"]
    sizes = {(mm(s.page_width), mm(s.page_height)) for one in cards for s in one.word.sections}
    assert sizes == {(210, 297)}


def mm(length: int | None) -> int:
    return round((length or 0) / 36000)


def test_properties_carry_the_short_title_the_code_and_the_agency(
    documents: tuple[Made, ...],
) -> None:
    for one in documents:
        properties, planned = one.word.core_properties, one.composed.document
        assert properties.title == planned.short_title
        assert 0 < len(properties.title) <= 90
        assert properties.subject == planned.code
        assert properties.author == one.composed.frame_names["agency"]["name"]


def test_properties_are_dated_by_the_day_of_issue_and_not_by_the_clock(
    example: tuple[Made, ...],
) -> None:
    for one in example:
        issued = one.composed.document.revision.issued
        found = {one.word.core_properties.created, one.word.core_properties.modified}
        assert found == {datetime.combine(issued, time(), UTC) if issued else None}
    assert {one.composed.document.revision.issued is None for one in example} == {True, False}


def test_a_name_of_1094_letters_is_whole_in_the_scope_and_short_everywhere_else(
    tmp_path: Path,
) -> None:
    assert len(NAME_OF_1094_LETTERS) == 1094
    file = "catalogue/1.000170.yaml"
    renamed = edited(file, "Thủ tục cấp giấy xác nhận dùng thử", NAME_OF_1094_LETTERS)
    long = made(load(write_tree(tmp_path, {**TINY, **renamed})))
    document = next(one for one in long if one.kind == "procedure-document")
    assert [NAME_OF_1094_LETTERS in text for text in texts(document.xml)].count(True) == 1
    for one in long:
        if one.kind in {"procedure-document", "desk-card"}:
            assert any(text.startswith("Đăng ký, xác nhận") for text in texts(one.xml))
        assert len(one.path.rpartition("/")[2].encode()) <= 200
        assert len(one.word.core_properties.title) <= 90
        assert all(len(header) < 120 for header in part_texts(one, "header"))


SHOWN = {
    "tab": "Cột một\tcột hai",
    "line break": "Dòng một\ndòng hai",
    "both at the ends": "\n\tgiữa\t\n",
    "emoji of several code points": "Gia đình 👩‍👩‍👧‍👦 🇻🇳 ✅",
    "blanks at the ends": "  hai dấu cách  giữa  ",
    "markup": "<w:t>&amp;</w:t> ]]> <!-- -->",
    "template": "{{ document.code }} {% if %} {# #}",
    "quotes": "“kép” ‘đơn’ \"thẳng\" 'thẳng'",
    "letters outside the basic plane": "𝔘𝕟𝕚 𠮷",
}


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_letters_are_shown_as_they_are_in_a_paragraph_and_in_a_cell(
    text: str, example: tuple[Made, ...]
) -> None:
    base = example[0].composed
    columns = (Column(Decimal(1)), Column(Decimal(2)))
    blocks = (
        Paragraph(plain(text)),
        Table(
            columns,
            (Row((cell("Đầu"), cell(text, bold=True))),),
            (Row((cell(text), cell("Cuối"))),),
        ),
    )
    (one,) = rendered(example_set(), [replace(base, body=blocks, forms=())])
    assert [p.text for p in one.word.paragraphs if p.style and p.style.name == "QmsBody"] == [text]
    shown = [[box.text for box in row.cells] for row in one.word.tables[-1].rows]
    assert shown == [["Đầu", text], [text, "Cuối"]]


def test_a_title_on_a_new_page_leaves_no_paragraph_behind_the_table_before_it() -> None:
    table = Table((Column(Decimal(100)),), (), (Row((cell("a"),)),))
    written = body_xml((table, PageBreak(), Heading(1, plain("B"))), 170.0)
    assert written.count(b"<w:p>") == 2
    assert b'</w:tbl><w:p><w:pPr><w:pStyle w:val="QmsFormTitle"/><w:pageBreakBefore/>' in written
