"""docxtpl itself is the oracle: filled by it and by us, a frame says the same."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from markupsafe import Markup

from bench.equality import meaning
from qmskit.renderers.docx.frames import read_frame
from qmskit.renderers.docx.renderer import filling
from tests.word.making import FRAMES, HOSTILE, Made, example_set
from tests.word.packages import texts

_DRAWING = re.compile(rb'(<wp:docPr\b[^>]*) id="\d+"')


# Every set makes documents in these frames; a set may leave out the documents of its system.
OF_PROCEDURES = {"procedure.docx", "card.docx"}


def by_docxtpl(frame: Path, document: Made) -> bytes:
    filled = filling(document.composed, read_frame(frame, frame.name))
    blocks = {name: Markup(xml.decode()) for name, xml in filled.blocks.items()}  # noqa: S704 - our own
    template = DocxTemplate(frame)
    template.render({**filled.names, **blocks}, autoescape=True)
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def unequal_parts(frame: Path, document: Made) -> list[str]:
    ours, theirs = meaning(document.content), meaning(by_docxtpl(frame, document))
    return [
        name
        for name in sorted(ours.keys() | theirs.keys())
        if _unnumbered(ours.get(name)) != _unnumbered(theirs.get(name))
    ]


def _unnumbered(part: object) -> object:
    """Return a part without the numbers of drawings, which docxtpl gives anew."""
    return _DRAWING.sub(rb"\1", part) if isinstance(part, bytes) else part


def test_every_kind_of_document_has_a_frame_that_is_shipped() -> None:
    framework = example_set().framework
    assert {kind.frame for kind in framework.kinds} == {frame.name for frame in FRAMES}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_every_part_is_the_one_docxtpl_makes(frame: Path, documents: tuple[Made, ...]) -> None:
    own = [one for one in documents if one.composed.document.kind.frame == frame.name][:12]
    assert own or frame.name not in OF_PROCEDURES
    assert [(one, unequal_parts(frame, one)) for one in own if unequal_parts(frame, one)] == []


def test_hostile_letters_arrive_in_title_and_agency_as_they_were_given(
    hostile: tuple[Made, ...],
) -> None:
    for one in (one for one in hostile if one.composed.document.procedures):
        lines = list(texts(one.xml))
        assert one.composed.document.title.startswith(HOSTILE)
        assert any(line.startswith(HOSTILE) for line in lines)
        assert f"Ủy ban nhân dân xã Bình Minh {HOSTILE}" in lines
