"""Parts of a set beside each other: files of records and of workflows, an edited workbook."""

from pathlib import Path

import pytest

import qmskit
from qmskit.docset.comparison.papers import Marking, diff_papers
from qmskit.readers.tables.set_rows import WORKFLOWS
from tests.docset.test_diffing import DAY, quicker, tiny
from tests.sheets import change_cells
from tests.trees import CODE, TINY, write_tree

WORKFLOW = f"workflows/{CODE}.yaml"
ACTION = "ABCDEFGHIJKLM"[[one.key for one in WORKFLOWS].index("action")]


def workbook(folder: Path, out: Path) -> Path:
    """Write the workbook of a set."""
    (book,) = qmskit.build(qmskit.load(folder), as_of=DAY, formats=["xlsx"], out=out).documents
    return out / book.path


def reworked(folder: Path) -> Path:
    """Write the tiny set with other words in a step."""
    tiny(folder)
    text = TINY[WORKFLOW].replace("Nhận hồ sơ.", "Nhận, kiểm tra hồ sơ.")
    return write_tree(folder, {WORKFLOW: text})


def test_two_files_of_records(tmp_path: Path) -> None:
    folder, new = tiny(tmp_path / "set"), quicker(tmp_path / "new")
    found = qmskit.diff(folder / f"catalogue/{CODE}.yaml", new / f"{CODE}.yaml", as_of=DAY)
    assert [one.code for one in found.differing] == [CODE]


def test_two_files_of_workflows(tmp_path: Path) -> None:
    old, new = tiny(tmp_path / "old"), reworked(tmp_path / "new")
    found = qmskit.diff(old / WORKFLOW, new / WORKFLOW, as_of=DAY)
    (change,) = found.workflows[CODE]
    assert (change.old, change.new) == ("Nhận hồ sơ.", "Nhận, kiểm tra hồ sơ.")
    assert not qmskit.diff(old / WORKFLOW, old, as_of=DAY).is_any


@pytest.mark.parametrize("name", ["", WORKFLOW])
def test_a_workbook_beside_its_set(tmp_path: Path, name: str) -> None:
    folder = tiny(tmp_path / "set")
    book = workbook(folder, tmp_path / "out")
    assert not qmskit.diff(folder / name, book, as_of=DAY).is_any
    change_cells(book, "Quy trình", {f"{ACTION}4": "Nhận, kiểm tra hồ sơ."})
    for old, new, words in (
        (folder / name, book, "Nhận, kiểm tra hồ sơ."),
        (book, folder / name, "Nhận hồ sơ."),
    ):
        found = qmskit.diff(old, new, as_of=DAY)
        (change,) = found.workflows[CODE]
        assert change.new == words
        touched = diff_papers(found, Marking("Trần Thị B", DAY)).touched
        assert {one.code for one in touched} == {"QT 01/CX-HT"}


def test_a_workbook_without_its_set(tmp_path: Path) -> None:
    book = workbook(tiny(tmp_path / "set"), tmp_path / "out")
    with pytest.raises(qmskit.InvalidInputError) as error:
        qmskit.diff(quicker(tmp_path / "new"), book, as_of=DAY)
    assert [one.code for one in error.value.problems] == ["QMS856"]


def test_a_file_of_workflows_that_the_set_does_not_use(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "set")
    write_tree(folder, {f"workflows/{CODE}.proposed.yaml": TINY[WORKFLOW]})
    with pytest.raises(qmskit.InvalidInputError) as error:
        qmskit.diff(folder / f"workflows/{CODE}.proposed.yaml", folder, as_of=DAY)
    assert [one.code for one in error.value.problems] == ["QMS855"]
