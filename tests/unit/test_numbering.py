from decimal import Decimal

import pytest

from qmskit import InvalidInputError
from qmskit.documents.blocks import (
    Block,
    Cell,
    Column,
    Contents,
    FormPages,
    Heading,
    ListItem,
    Origin,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.library import Library
from qmskit.documents.numbering import letter, numbered
from qmskit.model.sources import SourceText
from tests.outlines import outline

LETTERS = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r",
           "s", "t", "u", "v", "x", "y"]  # fmt: skip


def section(title: str, name: str = "") -> Heading:
    return Heading(1, plain(title), id=name)


def item(title: str, name: str = "") -> Heading:
    return Heading(2, plain(title), id=name)


def step(text: str, level: int = 0) -> ListItem:
    return ListItem(plain(text), level, ordered=True)


def dash(text: str, level: int = 0) -> ListItem:
    return ListItem(plain(text), level)


def reference(name: str, line: int = 0) -> Paragraph:
    return Paragraph((Run("Xem "), Run("", target=name)), origin=Origin("a.md", line))


def printed(*blocks: Block, style: str = "letters") -> list[str]:
    return outline(numbered(blocks, style)).split("\n")


def refused(*blocks: Block) -> list[tuple[str, int, str]]:
    with pytest.raises(InvalidInputError) as caught:
        numbered(blocks, "letters")
    return [(one.where.file, one.where.line, one.code) for one in caught.value.problems]


def test_letters_stand_in_the_order_of_legal_texts() -> None:
    assert [letter(index) for index in range(len(LETTERS))] == LETTERS


def test_letters_never_come_twice_and_never_use_foreign_ones() -> None:
    many = [letter(index) for index in range(500)]
    assert len(set(many)) == 500
    assert many[len(LETTERS)] == "aa"
    assert not set("".join(many)) & set("fjwz")


def test_sections_and_items_with_letters() -> None:
    assert printed(
        section("Một"), item("A"), item("B"), section("Hai"), item("C"), Heading(3, plain("D"))
    ) == ["# 1. Một", "## a. A", "## b. B", "# 2. Hai", "## a. C", "### D"]


def test_sections_and_items_with_decimals() -> None:
    assert printed(
        section("Một"), item("A"), item("B"), section("Hai"), item("C"), style="decimal"
    ) == ["# 1. Một", "## 1.1. A", "## 1.2. B", "# 2. Hai", "## 2.1. C"]


@pytest.mark.parametrize(("style", "shown"), [("letters", "mục 2.b"), ("decimal", "mục 2.2")])
def test_references_print_the_number_of_their_target(style: str, shown: str) -> None:
    blocks = (section("Một", "one"), reference("fees"), reference("one"), section("Hai"), item("A"))
    found = printed(*blocks, item("Phí", "fees"), style=style)
    assert found[1:3] == [f"body | Xem {shown}", "body | Xem mục 1"]


def test_references_are_found_wherever_letters_stand() -> None:
    link = (Run("", target="a"),)
    column = Column(Decimal(1))
    found = printed(
        section("Một", "a"),
        Heading(1, (Run("Về "), *link), tail=link),
        ListItem(link),
        Table((column,), (), (Row((Cell((link,)),)),)),
    )
    assert found == ["# 1. Một", "# 2. Về mục 1: mục 1", "- mục 1", "| mục 1 |"]


def test_a_reference_with_words_keeps_them() -> None:
    paragraph = Paragraph((Run("phần đầu", target="a"),))
    assert printed(section("Một", "a"), paragraph)[1] == "body | phần đầu"


def test_a_form_is_referred_to_by_its_title() -> None:
    found = printed(section("Một"), reference("slip"), FormPages(), section("Phiếu", "slip"))
    assert found == ["# 1. Một", "body | Xem Phiếu", "=====", "# Phiếu"]


def test_contents_list_the_headings_down_to_a_depth() -> None:
    blocks = (section("Một"), item("A"), section("Hai"))
    assert printed(Contents(1), *blocks)[:2] == ["> 1. Một", "> 2. Hai"]
    assert printed(Contents(2), *blocks)[:3] == ["> 1. Một", "> a. A", "> 2. Hai"]


def test_a_reference_to_nothing_is_told_with_its_line() -> None:
    assert refused(section("Một", "a"), reference("b", 7)) == [("a.md", 7, "QMS211")]


def test_a_reference_to_nothing_in_the_head_of_a_table_is_told() -> None:
    head = Row((Cell(((Run("", target="b"),),)),))
    table = Table((Column(Decimal(1)),), (head,), (), origin=Origin("a.md", 3))
    assert refused(table) == [("a.md", 3, "QMS211")]


def test_an_id_twice_is_told_at_the_second() -> None:
    second = Heading(2, plain("Hai"), id="a", origin=Origin("a.md", 9))
    assert refused(section("Một", "a"), second) == [("a.md", 9, "QMS212")]


def test_every_mistake_is_told_at_once() -> None:
    second = Heading(2, plain("Hai"), id="a", origin=Origin("a.md", 9))
    found = refused(section("Một", "a"), second, reference("b", 2), reference("c", 1))
    assert found == [("a.md", 1, "QMS211"), ("a.md", 2, "QMS211"), ("a.md", 9, "QMS212")]


STEPS = {
    "one list": ((step("A"), step("B")), ["1. A", "2. B"]),
    "lists apart": ((step("A"), Paragraph(plain("x")), step("B")), ["1. A", "body | x", "1. B"]),
    "a heading between": ((step("A"), Heading(3, plain("x")), step("B")),
                          ["1. A", "### x", "1. B"]),
    "a page between": ((step("A"), PageBreak(), step("B")), ["1. A", "-----", "1. B"]),
    "dashes inside": ((step("A"), dash("x", 1), step("B")), ["1. A", "  - x", "2. B"]),
    "steps inside": (
        (step("A"), step("x", 1), step("y", 1), step("B"), step("z", 1)),
        ["1. A", "  1. x", "  2. y", "2. B", "  1. z"]),
    "in forms too": ((FormPages(), step("A"), step("B")), ["=====", "1. A", "2. B"]),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), STEPS.values(), ids=STEPS)
def test_ordered_items(blocks: tuple[Block, ...], expected: list[str]) -> None:
    assert printed(*blocks) == expected


def test_ordered_items_of_a_loop_count_on() -> None:
    body = (
        "{% for one in rows %}\n1. {{ one }}\n{% endfor %}\n\nHết\n\n"
        "{% for one in rows %}\n1. {{ one }}\n   - {{ one }}\n{% endfor %}\n"
    )
    library = Library([{"a.md": SourceText("a.md", "a.md", body)}], frozenset())
    found = library.blocks("a.md", {"rows": ("A", "B")})
    blocks = tuple(one for one in found if not isinstance(one, DirectiveCall))
    assert printed(*blocks) == [
        "1. A", "2. B", "body | Hết", "1. A", "  - A", "2. B", "  - B",
    ]  # fmt: skip


def test_nothing_but_numbers_changes() -> None:
    blocks: tuple[Block, ...] = (Paragraph(plain("A"), "note"), dash("B"), PageBreak())
    assert numbered(blocks, "letters") == blocks
