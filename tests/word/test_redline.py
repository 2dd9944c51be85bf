"""Redlines of whole documents: accepted the new one, rejected the old one, in any program."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmskit.documents.blocks import Block, Figure
from tests.word import changed, making
from tests.word.office import has_office, pdfs_of, words
from tests.word.office_changes import ACCEPT, REJECT, SAVE, answered
from tests.word.packages import W, trees
from tests.word.redline_samples import PACKAGES
from tests.word.redlines import assert_leads, changes, redline, saved
from tests.word.said import Said, said

needs_office = pytest.mark.skipif(not has_office(), reason="no LibreOffice")


def test_every_document_of_the_example_leads_to_the_changed_one_and_back() -> None:
    touched = 0
    for old, new in changed.pairs():
        made = assert_leads(old.content, new.content)
        touched += bool(changes(made))
        assert bool(changes(made)) == (said(old.content) != said(new.content)), old
    assert touched > 100


def test_documents_that_did_not_change_have_no_marks() -> None:
    for old, _new in changed.pairs():
        assert not changes(redline(old.content, old.content)), old


def test_a_figure_that_changed_is_replaced_as_a_whole() -> None:
    model = next(
        one
        for one in making.example()
        if any(isinstance(each, Figure) for each in one.composed.body)
    )
    body = tuple(map(_redrawn, model.composed.body))
    (other,) = making.rendered(making.example_set(), [replace(model.composed, body=body)])
    made = assert_leads(model.content, other.content)
    drawings = {each.tag for one in changes(made) for each in one.iter("{*}drawing")}
    assert len(drawings) == 1
    numbers = [one.get("id") for one in trees(made)["word/document.xml"].iter("{*}docPr")]
    assert len(numbers) == len(set(numbers)) == 2
    assert [one.tag for one in changes(made)].count(f"{W}ins") == 2


def _redrawn(block: Block) -> Block:
    if not isinstance(block, Figure):
        return block
    first, *others = block.boxes
    return replace(block, boxes=(replace(first, text="Khung mới"), *others))


WORDS = st.sampled_from(
    ["hồ", "sơ", "một", "cửa", "01/4/2026", "giấy", "tờ", "“khai”", ";", "\t", "\n"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
TABLES = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(TEXTS, min_size=columns, max_size=columns), min_size=1, max_size=4
    )
)
FILES = st.lists(st.one_of(TEXTS, TEXTS, TEXTS, TABLES), max_size=7)


def written(blocks: list[str | list[list[str]]]) -> bytes:
    document = docx.Document()
    # LibreOffice keeps an empty line of paragraphs that went before a table at the very top.
    document.add_paragraph("Quy trình")
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for row, texts in zip(table.rows, block, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph()
    document.add_paragraph("Nơi nhận")
    return saved(document)


@settings(max_examples=50)
@given(FILES, FILES)
def test_any_two_files_lead_to_each_other(
    old: list[str | list[list[str]]], new: list[str | list[list[str]]]
) -> None:
    made = assert_leads(written(old), written(new))
    assert bool(changes(made)) == (said(written(old)) != said(written(new)))


def shuffled(random: Random, blocks: list[str | list[list[str]]]) -> list[str | list[list[str]]]:
    """Return blocks some of which went, came or are written otherwise."""
    new: list[str | list[list[str]]] = []
    for block in blocks:
        turn = random.random()
        if turn < 0.2:
            continue
        if turn < 0.4:
            new.append(f"Mới {random.randint(1, 9)} thêm vào đây")
        if turn > 0.8 and isinstance(block, str):
            new.append(re.sub("hồ sơ", "giấy tờ", block))
        elif turn > 0.8:
            new.append([*block[1:], *(["thêm"] * len(block[0]),)])
        else:
            new.append(block)
    return new


def drawn_pairs(count: int) -> list[tuple[bytes, bytes]]:
    random = Random(7)  # noqa: S311 - no secret
    found = []
    for _turn in range(count):
        old: list[str | list[list[str]]] = []
        for number in range(random.randint(1, 7)):
            if random.random() < 0.35:
                rows = random.randint(1, 4)
                old.append([[f"hồ sơ {number}.{row}", f"{row}"] for row in range(rows)])
            else:
                old.append(f"Đoạn {number} nộp hồ sơ tại Trung tâm")
        found.append((written(old), written(shuffled(random, old))))
    return found


Pairs = Sequence[tuple[bytes, bytes]]


def some() -> Pairs:
    """Return a few pairs of each origin."""
    small = [(saved(old()), saved(new())) for old, new in PACKAGES.values()]
    return [*every()[::20], *small, *drawn_pairs(10)]


def every() -> Pairs:
    """Return all shipped documents that changed, and many drawn ones."""
    shipped = [(old.content, new.content) for old, new in changed.pairs()]
    return [*(pair for pair in shipped if pair[0] != pair[1]), *drawn_pairs(40)]


@needs_office
@pytest.mark.parametrize("pairs_of", [some, pytest.param(every, marks=pytest.mark.full)])
def test_libreoffice_accepts_and_rejects_to_the_same(pairs_of: Callable[[], Pairs]) -> None:
    pairs = pairs_of()
    made = [redline(old, new) for old, new in pairs]
    for command, side in ((ACCEPT, 1), (REJECT, 0)):
        wanted = answered([pair[side] for pair in pairs], SAVE)
        for number, (one, other) in enumerate(zip(answered(made, command), wanted, strict=True)):
            assert printed(one) == printed(other), (command, number)


def printed(content: bytes) -> list[Said]:
    """Return what a file says, without numbers of pages and empty lines at the very end.

    LibreOffice cannot join what stands before a table that went with what stands behind it. A
    paragraph in a frame, such as the mark of a draft in the header, is a drawing to it, and no
    drawing of a header is tracked.
    """
    body, *running = said(content)
    lines = list(body)
    while lines and isinstance(lines[-1], str) and not lines[-1].strip():
        lines.pop()
    return [lines, *map(_unnumbered, running)]


def _unnumbered(one: Said) -> Said:
    if isinstance(one, str):
        return re.sub(r"\d+/\d+$", "", one).replace("▣", "")
    return [_unnumbered(each) for each in one]


@needs_office
def test_libreoffice_prints_redlines_with_both_texts() -> None:
    pairs = [one for one in changed.pairs() if one[0].kind == "procedure-document"][:2]
    for pdf in pdfs_of([redline(old.content, new.content) for old, new in pairs]):
        letters = {word.text for page in words(pdf) for word in page}
        assert "ngoài" in letters
        assert any("20/11/2026" in one for one in letters)
