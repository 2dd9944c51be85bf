"""Tables of Word files as grids: merges, tracked changes, text boxes, broken files."""

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.problems import InvalidInputError
from qmskit.readers.tables.grids import Grid
from qmskit.readers.tables.word import word_grids, word_text
from tests.word.markup import STRICT, W, p, packed, tbl, tc, tr
from tests.word.packages import zipped


def written(folder: Path, content: bytes) -> Path:
    path = folder / "tep.docx"
    path.write_bytes(content)
    return path


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid; a part of a merged cell has a caret before it."""
    return [[f"{'^' * cell.is_continued}{cell.text}" for cell in row] for row in grid.rows]


TABLES = {
    "plain": (tbl(tr(tc(p("a")), tc(p("b")))), [["a", "b"]]),
    "a line a paragraph": (tbl(tr(tc(p("a ") + p("") + p("  b\u00a0c")))), [["a\nb c"]]),
    "not in NFC, with a mark of direction": (tbl(tr(tc(p("quả\u200en ly\u0301")))), [["quản lý"]]),
    "merged to the right": (
        tbl(tr(tc(p("a"), '<w:gridSpan w:val="2"/>'), tc(p("b"))), tr(*[tc(p("c"))] * 3)),
        [["a", "^a", "b"], ["c", "c", "c"]],
    ),
    "merged downwards": (
        tbl(
            tr(tc(p("a"), '<w:vMerge w:val="restart"/>'), tc(p("b"))),
            tr(tc(p("unseen"), "<w:vMerge/>"), tc(p("c"))),
            tr(tc(p(""), '<w:vMerge w:val="continue"/>'), tc(p("d"))),
        ),
        [["a", "b"], ["^a", "c"], ["^a", "d"]],
    ),
    "merged both ways": (
        tbl(
            tr(tc(p("a"), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), tc(p("b"))),
            tr(tc(p(""), '<w:gridSpan w:val="2"/><w:vMerge/>'), tc(p("c"))),
        ),
        [["a", "^a", "b"], ["^a", "^a", "c"]],
    ),
    "merged in the old way": (
        tbl(tr(tc(p("a"), '<w:hMerge w:val="restart"/>'), tc(p(""), "<w:hMerge/>"))),
        [["a", "^a"]],
    ),
    "merged below nothing": (tbl(tr(tc(p("a"), "<w:vMerge/>"))), [["a"]]),
    "a row that begins later and ends earlier": (
        tbl(tr(*[tc(p("a"))] * 3), tr(tc(p("b")), marks='<w:gridBefore w:val="1"/>')),
        [["a", "a", "a"], ["", "b", ""]],
    ),
    "a span that is no number": (tbl(tr(tc(p("a"), '<w:gridSpan w:val="hai"/>'))), [["a"]]),
    "inserted and deleted text": (
        tbl(
            tr(
                tc(
                    "<w:p><w:r><w:t>giữ </w:t></w:r><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>"
                    "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
                    "<w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom>"
                    "<w:moveTo><w:r><w:t> đến</w:t></w:r></w:moveTo></w:p>"
                )
            )
        ),
        [["giữ thêm đến"]],
    ),
    "a deleted row and a deleted cell": (
        tbl(
            tr(tc(p("a")), tc(p("b"), "<w:cellDel/>")),
            tr(tc(p("c")), marks="<w:del/>"),
            tr(tc(p("d"))),
        ),
        [["a"], ["d"]],
    ),
    "a deleted end of paragraph": (
        tbl(
            tr(
                tc(
                    "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>một </w:t></w:r></w:p>"
                    + p("dòng")
                )
            )
        ),
        [["một dòng"]],
    ),
    "smart tags, links, content controls": (
        tbl(
            tr(
                tc(
                    "<w:sdt><w:sdtContent><w:p><w:smartTag><w:r><w:t>a</w:t></w:r></w:smartTag>"
                    "<w:hyperlink><w:r><w:t>b</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
                )
            )
        ),
        [["ab"]],
    ),
    "rows and cells inside of content controls": (
        tbl(
            f"<w:sdt><w:sdtContent>{tr(tc(p('a')))}</w:sdtContent></w:sdt>",
            f"<w:tr><w:sdt><w:sdtContent>{tc(p('b'))}</w:sdtContent></w:sdt></w:tr>",
        ),
        [["a"], ["b"]],
    ),
    "tabs, breaks, codes of fields": (
        tbl(
            tr(
                tc(
                    "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>"
                    '<w:br w:type="page"/><w:noBreakHyphen/><w:t>d</w:t>'
                    "<w:instrText>PAGE</w:instrText></w:r></w:p>"
                )
            )
        ),
        [["a b\nc-d"]],
    ),
    "no rows": (tbl(), []),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_becomes_a_grid(tmp_path: Path, name: str) -> None:
    body, expected = TABLES[name]
    (grid,) = word_grids(written(tmp_path, packed(body)))
    assert texts(grid) == expected


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_places_lines_before_and_order(tmp_path: Path, namespace: str) -> None:
    inner = tbl(tr(tc(p("trong"))))
    body = (
        p("một")
        + p("hai")
        + tbl(tr(tc(p("ngoài")), tc(p("trước") + inner + p("sau"))))
        + p("ba")
        + tbl(tr(tc(p("cuối"))))
        + p("hết")
    )
    path = written(tmp_path, packed(body, namespace=namespace))
    items = word_text(path, "tep.docx")
    assert [item if isinstance(item, str) else texts(item) for item in items] == [
        "một",
        "hai",
        [["ngoài", "trước\nsau"]],
        [["trong"]],
        "ba",
        [["cuối"]],
        "hết",
    ]
    outer, nested, last = word_grids(path, "tep.docx")
    assert (outer.before, nested.before, last.before) == ("một\nhai", "trước", "ba")
    assert str(outer.where) == "tep.docx:bảng 1"
    assert str(outer.rows[0][1].where) == "tep.docx:bảng 1, dòng 1, cột 2"
    assert str(nested.rows[0][0].where) == "tep.docx:bảng 2, dòng 1, cột 1"
    assert str(last.where) == "tep.docx:bảng 3"


def test_a_text_box_is_read_once_behind_the_paragraph_it_hangs_on(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('khung')}{tbl(tr(tc(p('ô'))))}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>neo</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    lines = word_text(written(tmp_path, packed(body)))
    assert [line if isinstance(line, str) else texts(line) for line in lines] == [
        "neo",
        "khung",
        [["ô"]],
    ]


def test_the_older_alternative_is_read_where_there_is_no_newer_one(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Fallback><w:t>chữ</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert word_text(written(tmp_path, packed(body))) == ("chữ",)


def test_a_table_of_python_docx(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"{at}"
    table.cell(0, 0).merge(table.cell(1, 1))
    document.save(str(tmp_path / "tep.docx"))
    (grid,) = word_grids(tmp_path / "tep.docx")
    whole = "0\n1\n3\n4"
    assert texts(grid) == [[whole, f"^{whole}", "2"], [f"^{whole}", f"^{whole}", "5"]]


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
WIDE = tc("<w:p/>", '<w:gridSpan w:val="63"/>')
# Content of the file, and what the problem says.
BROKEN = {
    "empty": (b"", "không phải tệp Word"),
    "text": ("xin chào".encode(), "không phải tệp Word"),
    "a zip file of something else": (zipped({"a.xml": b"<a/>"}), "không phải tệp Word"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "đời cũ"),
    "half a file": (packed(p("a") * 99)[:200], "không phải tệp Word"),
    "a broken part": (packed("<w:p>"), "không phải tệp Word"),
    "no body": (zipped({"word/document.xml": b"<a/>"}), "không phải tệp Word"),
    "a broken part beside": (packed("", {"word/styles.xml": b"<a>"}), "không phải tệp Word"),
    "entities": (packed("", {"word/settings.xml": DOCTYPE}), "DOCTYPE"),
    "a name that leads out": (packed("", {"../a.xml": b"<a/>"}), "đường dẫn lạ"),
    "too many cells": (packed(tbl(tr(WIDE), *["<w:tr><w:tc/></w:tr>"] * 7_000)), "quá nhiều ô"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told(tmp_path: Path, name: str) -> None:
    content, expected = BROKEN[name]
    assert_refused(written(tmp_path, content), expected)


def test_a_file_that_grows_when_unpacked_is_refused(tmp_path: Path) -> None:
    assert_refused(written(tmp_path, packed("", {"word/a.bin": bytes(81_000_000)})), "giải nén")


def assert_refused(path: Path, expected: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        word_grids(path, "tep.docx")
    (problem,) = caught.value.problems
    assert problem.code == "QMS301"
    assert problem.where.file.startswith("tep.docx")
    assert expected in problem.message
    assert problem.fix


WHOLE = packed(p("một") + tbl(tr(tc(p("a"), '<w:gridSpan w:val="2"/>'), tc(p("b")))))


@given(st.integers(0, len(WHOLE) - 1), st.none() | st.integers(0, 255))
def test_damage_never_ends_in_another_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int | None
) -> None:
    damaged = WHOLE[:at] if byte is None else WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]
    path = written(tmp_path_factory.mktemp("damaged"), damaged)
    codes: set[str] = set()
    try:
        grids = word_grids(path)
    except InvalidInputError as error:
        grids, codes = (), {problem.code for problem in error.problems}
    assert codes <= {"QMS301"}
    assert all(len(row) == len(grid.rows[0]) for grid in grids for row in grid.rows)


@pytest.mark.parametrize("depth", [40, 80])
def test_tables_inside_of_tables_do_not_end_in_another_error(tmp_path: Path, depth: int) -> None:
    body = p("đáy")
    for _level in range(depth):
        body = tbl(tr(tc(body)))
    assert len(word_grids(written(tmp_path, packed(body)))) == depth
    with pytest.raises(InvalidInputError):
        word_grids(written(tmp_path, packed("<w:r>" * 300 + "</w:r>" * 300)))


merges = st.sampled_from(["", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:hMerge/>"])
cells = st.builds(
    lambda span, merge: tc(p("a"), f'<w:gridSpan w:val="{span}"/>{merge}'),
    st.integers(-1, 99),
    merges,
)
rows = st.builds(
    lambda row, before: tr(*row, marks=f'<w:gridBefore w:val="{before}"/>'),
    st.lists(cells, max_size=4),
    st.integers(0, 70),
)


@given(st.lists(rows, max_size=5))
def test_every_row_is_as_long_as_the_others(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = written(tmp_path_factory.mktemp("rows"), packed(tbl(*lines)))
    (grid,) = word_grids(path)
    assert len(grid.rows) == len(lines)
    assert len({len(row) for row in grid.rows}) <= 1
    assert all(len(row) <= 63 for row in grid.rows)
    for at, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            beside = {one.text for one in row[max(column - 1, 0) : column]}
            above = {one[column].text for one in grid.rows[max(at - 1, 0) : at]}
            assert not cell.is_continued or cell.text in beside | above
