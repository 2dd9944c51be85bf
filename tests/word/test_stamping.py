"""A mark on every page: all pages show it, and nothing else of a file or a page changes."""

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.shared import Mm

from bench.equality import members
from qmskit.problems import InvalidInputError
from qmskit.renderers.docx.stamping import stamped
from tests.word import making
from tests.word.making import Made
from tests.word.office import Word, has_office, pdf_of, pdfs_of, words
from tests.word.packages import W, texts, trees, zipped
from tests.word.test_covers import WITH_HEAD, first_of_frame
from tests.word.test_frames import REFUSED

ENDED = "HẾT HIỆU LỰC từ ngày 01/12/2026"
TWO_LINES = f"{ENDED}\nThay thế bởi QT 01/CX-HT lần sửa đổi 02"
PLACES = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
Pages = tuple[tuple[Word, ...], ...]

FRAMES = (*WITH_HEAD, "letter.docx")
# Letters of the mark begin above this; all that a file prints itself begins below.
MARK_MM = 8
# A mark makes a file with macros no worse; whether there are some is asked of frames.
UNUSABLE = {name: content for name, content in REFUSED.items() if name != "with macros"}

needs_office = pytest.mark.skipif(not has_office(), reason="no LibreOffice")


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def without_headers() -> Document:
    document = docx.Document()
    for number in range(120):
        document.add_paragraph(f"Dòng {number}")
    return document


def with_a_first_page() -> Document:
    document = without_headers()
    document.sections[0].different_first_page_header_footer = True
    return document


def with_even_pages() -> Document:
    document = without_headers()
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].header.paragraphs[0].text = "Trang lẻ"
    return document


def with_a_lying_section() -> Document:
    """The second section has no header of its own; its first page and its size are others."""
    document = without_headers()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    lying = document.add_section(WD_SECTION.NEW_PAGE)
    lying.orientation, lying.page_width, lying.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    lying.different_first_page_header_footer = True
    for number in range(60):
        document.add_paragraph(f"Ngang {number}")
    return document


def with_a_table_above() -> Document:
    """The header ends with the table, which only other programs than Word write."""
    document = without_headers()
    header = document.sections[0].header
    header.add_table(1, 1, Mm(100)).cell(0, 0).text = "Ô đầu trang"
    header._element.remove(header.paragraphs[0]._p)  # noqa: SLF001 - what python-docx cannot do
    return document


def with_a_narrow_margin() -> Document:
    """The header would begin below the text."""
    document = without_headers()
    document.sections[0].top_margin, document.sections[0].header_distance = Mm(11), Mm(30)
    return document


def without_section() -> Document:
    document = without_headers()
    body = document.element.body
    body.remove(body.sectPr)
    return document


MADE: dict[str, Callable[[], Document]] = {
    "no headers": without_headers,
    "first page": with_a_first_page,
    "even pages": with_even_pages,
    "lying section": with_a_lying_section,
    "table above": with_a_table_above,
    "narrow margin": with_a_narrow_margin,
    "no section": without_section,
}


@cache
def content_of(name: str) -> bytes:
    return saved(MADE[name]()) if name in MADE else first_of_frame("")[name].content


@needs_office
@pytest.mark.parametrize("name", [*FRAMES, *MADE])
def test_every_page_shows_the_mark_and_is_the_same_below_it(name: str) -> None:
    plain, marked = pages()[name]
    assert len(plain) >= (1 if name in FRAMES else 3)
    assert [letters(page) for page in marked] == ["".join(TWO_LINES.split())] * len(plain)
    for before, after in zip(map(below, plain), map(below, marked), strict=True):
        assert [one.text for one in after] == [one.text for one in before]
        moved = [abs(one.top - other.top) for one, other in zip(before, after, strict=True)]
        assert max(moved) < (0.4 if name == "table above" else 0.01)


@cache
def pages() -> dict[str, tuple[Pages, Pages]]:
    """Return the pages of every file without and with the mark."""
    names = [*FRAMES, *MADE]
    found = [words(pdf) for pdf in pdfs_of([*map(content_of, names), *map(content, names)])]
    both = zip(found[: len(names)], found[len(names) :], strict=True)
    return dict(zip(names, both, strict=True))


def content(name: str) -> bytes:
    return stamped(content_of(name), TWO_LINES)


def letters(page: tuple[Word, ...]) -> str:
    """Return the letters at the top of a page, without the dash between the lines of a mark."""
    top = sorted(one for one in page if one.top < MARK_MM)
    return "".join(one.text for one in top).replace("–", "")


def below(page: tuple[Word, ...]) -> list[Word]:
    return [one for one in page if one.top >= MARK_MM]


@pytest.mark.parametrize("name", [*FRAMES, *MADE])
def test_only_headers_and_what_refers_to_them_change(name: str) -> None:
    before, after = members(content_of(name)), members(content(name))
    changed = {one for one in after if before.get(one) != after[one]}
    headers = {one for one in after if re.fullmatch(r"word/header\d+\.xml", one)}
    assert headers <= changed <= headers | PLACES
    assert before.keys() <= after.keys()
    added = after.keys() - before.keys()
    assert added <= headers
    assert (changed >= PLACES) == bool(added)


@pytest.mark.parametrize("name", [*FRAMES, *MADE])
def test_the_text_of_the_document_stays(name: str) -> None:
    before, after = (docx.Document(BytesIO(one)) for one in (content_of(name), content(name)))
    assert [one.text for one in after.paragraphs] == [one.text for one in before.paragraphs]
    for section in after.sections:
        assert ENDED in "".join(section.header._element.itertext())  # noqa: SLF001


def test_every_document_of_the_example_is_marked(example: tuple[Made, ...]) -> None:
    for one in example:
        headers = [tree for name, tree in trees(stamped(one.content, ENDED)).items() if
                   re.fullmatch(r"word/header\d+\.xml", name)]  # fmt: skip
        assert headers
        assert all(ENDED in list(texts(tree)) for tree in headers)


def test_the_same_file_and_text_give_the_same_bytes() -> None:
    assert content("procedure.docx") == content("procedure.docx")


def test_a_mark_holds_any_letters() -> None:
    marked = stamped(content_of("no headers"), making.HOSTILE)
    (header,) = (tree for name, tree in trees(marked).items() if "header" in name)
    assert making.HOSTILE in list(texts(header))


@needs_office
def test_a_long_mark_stays_on_one_line() -> None:
    text = "HẾT HIỆU LỰC từ ngày 01/12/2026 " * 3
    for page in words(pdf_of(stamped(content_of("form.docx"), text.strip()))):
        assert letters(page) == "".join(text.split())
        assert max(one.right for one in page if one.top < MARK_MM) < 165


def test_a_mark_is_not_put_into_a_frame() -> None:
    document = without_headers()
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:framePr"))  # noqa: SLF001
    marked = trees(stamped(saved(document), ENDED))
    (header,) = (tree for name, tree in marked.items() if "header" in name)
    holding = [one for one in header if ENDED in "".join(map(str, one.itertext()))]
    assert [one.find(f".//{W}framePr") for one in holding] == [None]


@pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
def test_a_file_that_is_no_word_file_is_refused(content: Callable[[], bytes]) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        stamped(content(), ENDED, "quy-trinh.docx")
    assert {problem.code for problem in refusal.value.problems} == {"QMS301"}
    assert all(one.where.file.startswith("quy-trinh.docx") for one in refusal.value.problems)


def changed(name: str, old: str, new: str) -> bytes:
    inside = members(content_of("letter.docx"))
    before = inside[name].decode()
    assert old in before
    return zipped({**inside, name: before.replace(old, new).encode()})


def without(name: str) -> bytes:
    inside = members(content_of("letter.docx"))
    return zipped({one: content for one, content in inside.items() if one != name})


BROKEN = {
    "another main document": lambda: changed(
        "_rels/.rels", 'Target="word/document.xml"', 'Target="word/settings.xml"'
    ),
    "header that is not there": lambda: without("word/header1.xml"),
    "relation that is not there": lambda: without("word/_rels/document.xml.rels"),
    "header outside": lambda: changed(
        "word/_rels/document.xml.rels", 'Target="header1.xml"', 'Target="../../header1.xml"'
    ),
    "header of another name that is no XML": lambda: zipped(
        members(changed("word/_rels/document.xml.rels", '"header1.xml"', '"header1.bin"'))
        | {"word/header1.bin": b"\0"}
    ),
    "no body": lambda: changed("word/document.xml", "w:body>", "w:bodi>"),
    "strict form": lambda: zipped({
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in members(content_of("letter.docx")).items()
    }),
}  # fmt: skip


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_whose_headers_cannot_be_found_is_refused(content: Callable[[], bytes]) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        stamped(content(), ENDED)
    assert {problem.code for problem in refusal.value.problems} == {"QMS301"}


def test_odd_measures_of_a_page_are_left() -> None:
    inside = members(content_of("no headers"))
    odd = re.sub(rb'w:header="\d+"', b'w:header="%b"' % (b"9" * 5000), inside["word/document.xml"])
    marked = members(stamped(zipped({**inside, "word/document.xml": odd}), ENDED))
    assert b"9" * 5000 in marked["word/document.xml"]
