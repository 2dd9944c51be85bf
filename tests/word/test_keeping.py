"""What stays together: signatures with text, announcements with what they announce, words whole."""

from decimal import Decimal

import pytest
from lxml import etree

from qmskit.documents.blocks import (
    Block,
    Cell,
    Column,
    ListItem,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    head_row,
    plain,
)
from qmskit.renderers.docx.body import body_xml
from qmskit.renderers.docx.keeping import kept_with_next
from qmskit.renderers.docx.widths import width_mm
from tests.word.packages import W, values

SIGNATURES = Table(
    (Column(Decimal(1)),) * 2, (), (Row((cell("NGƯỜI LẬP"), cell("CHỦ TRÌ"))),), "plain"
)
GRID = Table((Column(Decimal(1)),), (), (Row((cell("Một"),)), Row((cell("Hai"),))))
TWIPS_A_MM = 1440 / 25.4


def body(*blocks: Block) -> etree._Element:
    xml = body_xml(blocks, 162).decode()
    found: etree._Element = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{xml}</w:body>')
    return found


def kept(*blocks: Block) -> list[str]:
    """Return the letters of the paragraphs that stay with the next one."""
    return [
        "".join(map(str, one.itertext()))
        for one in body(*blocks).iter(f"{W}p")
        if one.find(f"{W}pPr/{W}keepNext") is not None
    ]


KEPT: dict[str, tuple[tuple[Block, ...], list[str]]] = {
    "signatures": ((Paragraph(plain("Lập xong.")), SIGNATURES), ["Lập xong."]),
    "signatures behind a table": ((GRID, SIGNATURES), ["Một", "Hai", ""]),
    "a table is none": ((Paragraph(plain("Trước bảng.")), GRID), ["Một"]),
    "a colon": ((Paragraph(plain("Gồm:")), GRID), ["Gồm:", "Một"]),
    "a colon and a blank": ((Paragraph(plain("Gồm: ")), GRID), ["Gồm: ", "Một"]),
    "an item with a colon": ((ListItem(plain("hồ sơ:")), ListItem(plain("đơn;"))), ["- hồ sơ:"]),
    "bold throughout": (
        (Paragraph((Run("II. ", bold=True), Run("NỘI DUNG", bold=True))), Paragraph(plain("a"))),
        ["II. NỘI DUNG"],
    ),
    "bold in part": ((Paragraph((Run("Điều 1.", bold=True), Run(" a"))), GRID), ["Một"]),
    "long and bold": ((Paragraph(plain("a" * 200, bold=True)), GRID), ["Một"]),
    "nothing": ((Paragraph(()), GRID), ["Một"]),
}


@pytest.mark.parametrize(("blocks", "wanted"), KEPT.values(), ids=KEPT)
def test_what_belongs_together_stays_on_one_page(
    blocks: tuple[Block, ...], wanted: list[str]
) -> None:
    assert kept(*blocks) == wanted


def test_nothing_is_kept_across_a_page_break() -> None:
    assert kept(Paragraph(plain("Hết")), PageBreak(), SIGNATURES) == []
    assert kept(SIGNATURES) == []


def test_the_end_of_a_long_table_goes_with_the_signatures() -> None:
    rows = tuple(Row((cell(f"dòng {number}"), cell("ghi chú"))) for number in range(1, 12))
    columns = (Column(Decimal(1)), Column(Decimal(2)))
    long = Table(columns, (head_row("A", "B"),), rows)
    tables = list(body(long, SIGNATURES).iter(f"{W}tbl"))
    assert [len(table.findall(f"{W}tr")) for table in tables] == [10, 2, 1]
    assert values(tables[0], "gridCol", "w") == values(tables[1], "gridCol", "w")
    assert kept(long, SIGNATURES)[-5:] == ["dòng 10", "ghi chú", "dòng 11", "ghi chú", ""]


def test_keeping_twice_is_keeping_once() -> None:
    once = kept_with_next(body_xml((GRID,), 162))
    assert kept_with_next(once) == once
    assert kept_with_next(b"") == b""


def columns(*widths: int, titles: tuple[str, ...]) -> list[float]:
    """Return the widths of columns in millimetres, of a table with titles."""
    rows = (Row(tuple(cell("x") for _ in widths)),)
    table = Table(tuple(Column(Decimal(width)) for width in widths), (head_row(*titles),), rows)
    return [int(one) / TWIPS_A_MM for one in values(body(table), "gridCol", "w")]


def test_a_column_is_never_narrower_than_a_word_of_its_title() -> None:
    titles = ("STT", "Nhóm", "Chức vụ, đơn vị công tác")
    found = columns(1, 1, 40, titles=titles)
    assert sum(found) == pytest.approx(162, abs=0.1)
    for width, title in zip(found, titles, strict=True):
        assert width > max(width_mm(word, 13) for word in title.split())


def test_columns_that_have_room_keep_their_proportions() -> None:
    assert columns(1, 2, 3, titles=("A", "B", "C")) == pytest.approx([27, 54, 81], abs=0.1)


def test_titles_that_need_more_than_the_page_share_it() -> None:
    titles = ("Phườngxãđặckhuthịtrấn",) * 6
    assert columns(*[1] * 6, titles=titles) == pytest.approx([27] * 6, abs=0.1)


def test_a_title_over_several_columns_widens_none() -> None:
    spanning = Row((Cell((plain("Mộttừrấtdàikhôngngắtđược"),), columns=2), cell("C")))
    table = Table(
        (Column(Decimal(1)), Column(Decimal(1)), Column(Decimal(8))),
        (spanning,),
        (Row((cell("1"), cell("2"), cell("3"))),),
    )
    found = [int(one) / TWIPS_A_MM for one in values(body(table), "gridCol", "w")]
    assert found == pytest.approx([16.2, 16.2, 129.6], abs=0.1)


def test_a_line_of_dots_is_not_justified() -> None:
    dotted = plain("Nội dung: ………………………………")
    shown = body(Paragraph(dotted), ListItem(dotted), Paragraph(plain("Nội dung")))
    assert [values(one, "jc", "val") for one in shown] == [["left"], ["left"], []]
