"""What a redline takes along beside text: headers, pictures, styles, notes."""

from io import BytesIO

import docx
import pytest

from qmskit.renderers.docx.redline import accepted, rejected
from tests.word.markup import W as WORD
from tests.word.markup import p
from tests.word.packages import W, trees
from tests.word.redline_samples import PACKAGES
from tests.word.redlines import assert_leads, changes, packed, par, redline, run, saved


@pytest.mark.parametrize("name", PACKAGES)
def test_headers_pictures_and_styles_are_taken_along(name: str) -> None:
    old, new = (saved(make()) for make in PACKAGES[name])
    assert changes(assert_leads(old, new))
    back = assert_leads(new, old)
    assert not changes(redline(new, new))
    styles = [
        {one.style and one.style.name for one in docx.Document(BytesIO(file)).paragraphs}
        for file in (new, rejected(back))
    ]
    assert styles[0] == styles[1]
    for relation in docx.Document(BytesIO(back)).part.rels.values():
        assert relation.is_external or relation.target_part.blob


def test_notes_come_and_go_with_their_signs() -> None:
    def noted(text: str) -> bytes:
        note = f'<w:footnote w:id="2">{p(text)}</w:footnote>'
        notes = f'<w:footnotes xmlns:w="{WORD}">{note}</w:footnotes>'
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="footnotes.xml"/></Relationships>'
        )
        members = {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": relations.encode(),
        }
        return packed(par(run("chữ") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), members)

    def texts(content: bytes) -> list[str]:
        parts = trees(content)
        notes = {one.get(f"{W}id"): one for one in parts["word/footnotes.xml"]}
        signs = parts["word/document.xml"].iter(f"{W}footnoteReference")
        return ["".join(map(str, notes[one.get(f"{W}id")].itertext())) for one in signs]

    made = redline(noted("chú thích cũ"), noted("chú thích mới"))
    assert texts(accepted(made)) == ["chú thích mới"]
    assert texts(rejected(made)) == ["chú thích cũ"]
    assert not changes(redline(noted("cũ"), noted("cũ")))
