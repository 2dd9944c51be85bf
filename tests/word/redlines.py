"""Redlines as tests look at them: made, read as text, gone through both ways."""

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO

from docx.document import Document
from lxml import etree

from qmskit.renderers.docx.redline import accepted, redlined, rejected
from tests.word import markup
from tests.word.packages import W, trees
from tests.word.said import said

ON = date(2026, 11, 22)
MARKS = tuple(f"{W}{name}" for name in ("ins", "del"))
CHANGES = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr"))
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHOLE = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPES}.document.main+xml"/>'
        "</Types>"
    ).encode(),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ).encode(),
}


def packed(body: str, others: Mapping[str, bytes] = markup.EMPTY) -> bytes:
    """Return a Word file that python-docx opens, with `body` inside of its body."""
    return markup.packed(body, {**WHOLE, **others})


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inside: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>"


def redline(old: bytes, new: bytes) -> bytes:
    return redlined(old, new, author="Thư ký ISO", on=ON)


def shown(content: bytes) -> str:
    """Return the body as text: {+came+}, [-went-]; ¶ ends a paragraph that came or went so."""
    return "".join(_shown(trees(content)["word/document.xml"].find(f"{W}body")))


def _shown(where: etree._Element | None) -> Iterator[str]:
    for one in where if where is not None else ():
        if one.tag == f"{W}tbl":
            for row in one.iter(f"{W}tr"):
                marks = [each.tag for each in row.findall(f"{W}trPr/*") if each.tag in MARKS]
                yield _marked("".join(_shown(row)), marks)
        elif one.tag == f"{W}tc":
            yield "".join(_shown(one)).rstrip("¶") + "|"
        elif one.tag == f"{W}p":
            yield "".join(map(_piece, one))
            marks = [each.tag for each in one.findall(f"{W}pPr/{W}rPr/*") if each.tag in MARKS]
            yield _marked("¶", marks)


def _piece(one: etree._Element) -> str:
    text = "".join(each.text or "" for each in one.iter(f"{W}t", f"{W}delText"))
    return _marked(text, [one.tag])


def _marked(text: str, tags: list[str]) -> str:
    if f"{W}ins" in tags:
        return "{+" + text + "+}"
    return f"[-{text}-]" if f"{W}del" in tags else text


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def changes(content: bytes) -> list[etree._Element]:
    return [one for root in trees(content).values() for one in root.iter(*MARKS, *CHANGES)]


def assert_leads(old: bytes, new: bytes) -> bytes:
    """Return the redline of two files, which leads from one to the other and back."""
    made = redline(old, new)
    assert said(accepted(made)) == said(new)
    assert said(rejected(made)) == said(old)
    numbers = [one.get(f"{W}id") for one in changes(made)]
    assert len(numbers) == len(set(numbers))
    return made
