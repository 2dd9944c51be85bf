"""Documents of the example and of real data, made once a run."""

from pathlib import Path

import pytest

from qmskit.readers.sets import load
from tests.trees import edited, write_tree
from tests.word import making
from tests.word.letter_samples import LETTERS
from tests.word.letters import filled
from tests.word.making import Made


@pytest.fixture
def example() -> tuple[Made, ...]:
    """Return the documents of the example commune."""
    return making.example()


@pytest.fixture
def hostile() -> tuple[Made, ...]:
    """Return the same with letters that markup could trip over."""
    return making.hostile()


@pytest.fixture
def real(real_data: Path) -> tuple[Made, ...]:
    """Return the documents made from real records; skipped without them."""
    return making.real(real_data)


@pytest.fixture
def formless(tiny_set: Path) -> tuple[Made, ...]:
    """Return documents without any form behind the text."""
    name = "workflows/1.000170.yaml"
    write_tree(tiny_set, edited(name, "standing: agency\n", "standing: agency\ntracked: no\n"))
    return making.made(load(tiny_set))


@pytest.fixture(params=["example", "hostile", "formless", "real"])
def documents(request: pytest.FixtureRequest) -> tuple[Made, ...]:
    """Return the documents of each origin in turn."""
    found: tuple[Made, ...] = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def procedure_documents(documents: tuple[Made, ...]) -> tuple[Made, ...]:
    """Return the procedure documents alone, without desk cards."""
    return tuple(one for one in documents if one.kind == "procedure-document")


@pytest.fixture(params=LETTERS)
def letter(request: pytest.FixtureRequest) -> bytes:
    """Return each letter in turn as a Word file."""
    return filled("letter.docx", LETTERS[request.param]())
