"""Every example builds, and shows nothing that a reader should not see."""

from datetime import date
from pathlib import Path

import docx
import pytest

import qmskit

FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = tuple(sorted(path for path in FOLDER.iterdir() if path.is_dir()))
DAY = date(2026, 11, 22)


def test_there_are_examples_and_each_tells_what_it_is() -> None:
    assert EXAMPLES
    assert [path for path in EXAMPLES if not (path / "README.md").is_file()] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_builds_in_every_document_it_plans(example: Path, tmp_path: Path) -> None:
    qmset = qmskit.load(example)
    report = qmskit.build(qmset, as_of=DAY, out=tmp_path)
    made = {code for one in report.documents for code in one.procedures}
    assert made == set(qmset.procedures)
    assert report.count("built") == len(report.documents)
    assert {note.code[:4] for note in report.notes} <= {"QMS4"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_no_document_of_an_example_shows_a_tag_or_a_missing_value(
    example: Path, tmp_path: Path
) -> None:
    report = qmskit.build(qmskit.load(example), as_of=DAY, out=tmp_path)
    for one in report.documents:
        document = docx.Document(str(tmp_path / one.path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))
        assert one.code in text
        for unwanted in ("{{", "{%", "None", "Undefined", "Decimal(", "<w:", "&amp;", ":::"):
            assert unwanted not in text, one.path


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_written_by_hand_and_holds_no_output(example: Path) -> None:
    assert not (example / "_build").exists()
    assert not (example / ".qmskit").exists()
