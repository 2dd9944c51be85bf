"""Letters of the example sets: their marks, their looks."""

import re
from functools import cache

from qmskit.documents.blocks import Paragraph, text_of
from qmskit.documents.composing import Composer
from qmskit.documents.plan import plan
from qmskit.readers.sets import load
from tests.word.looks import LOOKS, opened, runs
from tests.word.making import DAY, ROOT, Made, rendered

DAY_LINE = r".+, ngày (\d\d|……) tháng (\d\d?|……) năm \d{4}"


@cache
def letters_of_sets() -> tuple[Made, ...]:
    """Return the letters of a commune, a department and a sub-department, samples too."""
    found: list[Made] = []
    for folder in sorted((ROOT / "examples").glob("*/qms.yaml")):
        qmset = load(folder.parent)
        composer = Composer(qmset, DAY)
        planned = (one for one in plan(qmset, DAY) if one.kind.frame == "letter.docx")
        found += rendered(qmset, (composer.composed(one) for one in planned))
    return tuple(found)


def styled(one: Made, style: str) -> list[str]:
    """Return the texts of a style in the letter, its annexes aside."""
    found = [
        text_of(block.runs)
        for block in (*one.composed.front, *one.composed.body)
        if isinstance(block, Paragraph) and block.style == style
    ]
    return [text for text in found if not text.startswith("(")]


def test_letters_of_sets_have_every_component_in_the_look_of_the_annex() -> None:
    made = letters_of_sets()
    assert len(made) > 30
    fixed = LOOKS["decision"][:2]
    for one in made:
        shown = dict(runs(opened(one.content)))
        assert {look.font for look in shown.values()} == {"Times New Roman"}
        for part in fixed:
            found = shown[part.text]
            assert part.sizes[0] <= found.size <= part.sizes[1]
            assert found.bold
        letter = one.composed.frame_names["letter"]
        assert letter["issuer"]
        assert re.match(r"Số: +\d*/", letter["number"]), one
        # Minutes tell place and day in their text (Annex III, form 1.9).
        assert re.fullmatch(DAY_LINE, letter["place_day"]) or not letter["authority"], one


def test_letters_of_sets_say_type_and_subject_or_carry_an_abstract() -> None:
    for one in letters_of_sets():
        genre, subject = styled(one, "genre"), styled(one, "subject")
        if one.composed.frame_names["letter"]["subject"]:
            assert (genre, subject) == ([], [])
            assert one.composed.frame_names["letter"]["subject"].startswith("V/v "), one
        else:
            assert [text == text.upper() for text in genre] == [True], one
            assert len(subject) == 1, one


def test_bases_and_recipients_end_in_semicolons_and_at_last_in_a_full_stop() -> None:
    wrong = []
    for one in letters_of_sets():
        letter = one.composed.frame_names["letter"]
        for texts in (styled(one, "basis"), letter["recipients"]):
            ends = "".join(text[-1] for text in texts)
            if texts and ends != ";" * (len(texts) - 1) + ".":
                wrong.append((one.path, texts))
        if letter["recipients"] and not letter["recipients"][-1].startswith("Lưu: VT"):
            wrong.append((one.path, letter["recipients"]))
    assert wrong == []
