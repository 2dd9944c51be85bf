import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.documents.composing import Composer
from qmskit.documents.plan import plan
from tests.outlines import outline

DAY = date(2026, 11, 22)
EXPECTED = Path(__file__).parent / "expected"
EXAMPLES = sorted(Path(__file__).parents[2].joinpath("examples").glob("*/qms.yaml"))

# Documents of the set as a whole that are kept, by type of agency and folder of their texts.
OF_SET = {
    "commune": frozenset({"model", "system", "internal", "forms", "letters", "registers", "year"}),
    "department": frozenset({"model", "letters"}),
}

# What --update-golden has written.
NAMES = sorted(path.stem for path in EXPECTED.glob("*.txt"))


@pytest.fixture(scope="module")
def documents() -> Mapping[str, str]:
    """The documents of all examples as text, by kind and code; no two examples share a code."""
    made: dict[str, str] = {}
    for example in EXAMPLES:
        own = dict(_made(example.parent))
        assert not made.keys() & own.keys()
        made |= own
    return made


def _made(example: Path) -> Iterator[tuple[str, str]]:
    qmset = qmskit.load(example)
    composer = Composer(qmset, DAY)
    shown = OF_SET.get(qmset.agency.type, frozenset())
    for document in plan(qmset, DAY):
        folder = document.kind.text.name.split("/")[0]
        is_repeated = document.is_sample and qmset.agency.type != "commune"
        if not document.procedures and (is_repeated or folder not in shown):
            continue
        found = composer.composed(document)
        code = re.sub(r"[^A-Z0-9]+", "-", document.code)
        parts = (found.front, found.body, found.forms)
        text = "\n".join(outline(part) for part in parts if part)
        prefix = "" if document.procedures else f"{qmset.agency.type}-"
        kind = f"sample-{document.kind.id}" if document.is_sample else f"{prefix}{document.kind.id}"
        yield f"{kind}-{code}", f"{document.code} | {document.title}\n{text}\n"


def test_every_document_is_expected(
    documents: Mapping[str, str], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-golden"):
        for path in EXPECTED.glob("*.txt"):
            path.unlink()
        for name, text in documents.items():
            (EXPECTED / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    assert {path.stem for path in EXPECTED.glob("*.txt")} == set(documents)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_reads_as_expected(documents: Mapping[str, str], name: str) -> None:
    expected = (EXPECTED / f"{name}.txt").read_text(encoding="utf-8")
    assert documents[name].splitlines() == expected.splitlines()
