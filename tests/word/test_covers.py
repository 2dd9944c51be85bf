"""The check code on covers and heads: small where there is one, no trace where there is none."""

from dataclasses import replace
from functools import cache

import pytest

from qmskit.documents.composing import Composer
from qmskit.documents.plan import plan
from tests.word.making import DAY, FRAMES, Made, example_set, rendered
from tests.word.office import has_office, pdf_of, words
from tests.word.packages import texts

CHECK = "K7QM-2XRD"
PRINTED = f"Mã kiểm tra hiệu lực: {CHECK}"
# The frames with a cover, or a box with code and issue. Letters have neither.
WITH_HEAD = tuple(frame.name for frame in FRAMES if frame.name != "letter.docx")


@cache
def first_of_frame(check: str) -> dict[str, Made]:
    """Return the first document of every frame, one that is no draft."""
    qmset = example_set()
    composer = Composer(qmset, DAY)
    made: dict[str, Made] = {}
    for document in plan(qmset, DAY):
        frame = document.kind.frame
        if frame in made or document.is_sample:
            continue
        composed = composer.composed(replace(document, check=check))
        if not composed.names["draft"]:
            made[frame] = rendered(qmset, [composed])[0]
    return made


@pytest.mark.parametrize("frame", WITH_HEAD)
def test_the_code_is_printed_once(frame: str) -> None:
    printed = [text for text in texts(first_of_frame(CHECK)[frame].xml) if CHECK in text]
    assert printed == [PRINTED]


@pytest.mark.parametrize("frame", WITH_HEAD)
def test_without_a_code_nothing_else_changes(frame: str) -> None:
    """There are as many paragraphs, so no line was empty before or is there now."""
    plain, checked = (first_of_frame(check)[frame] for check in ("", CHECK))
    assert "Mã kiểm tra" not in "".join(texts(plain.xml))
    assert len(plain.word.paragraphs) == len(checked.word.paragraphs)
    assert [text for text in texts(checked.xml) if text != PRINTED] == list(texts(plain.xml))


@pytest.mark.skipif(not has_office(), reason="no LibreOffice")
@pytest.mark.parametrize("frame", WITH_HEAD)
def test_the_code_stands_on_the_first_page_and_adds_none(frame: str) -> None:
    plain, checked = (words(pdf_of(first_of_frame(check)[frame].content)) for check in ("", CHECK))
    assert len(checked) == len(plain)
    shown = [
        (number, word.text)
        for number, page in enumerate(checked, 1)
        for word in page
        if CHECK in word.text
    ]
    assert shown == [(1, CHECK)]


def test_a_draft_carries_no_code() -> None:
    qmset = example_set()
    composer = Composer(qmset, DAY)
    made = [
        composer.composed(replace(one, check=CHECK))
        for one in plan(qmset, DAY)
        if one.kind.id == "procedure-document"
    ]
    drafts = rendered(qmset, [one for one in made if one.names["draft"]][:1])
    assert [CHECK in text for one in drafts for text in texts(one.xml)].count(True) == 0
    assert all("DỰ THẢO" in list(texts(one.xml)) for one in drafts)
    assert drafts
