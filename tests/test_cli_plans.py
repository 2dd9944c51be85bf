"""Plans on the command line: who is asked, what no answer means, and the folder left out."""

import io
from pathlib import Path
from shutil import copytree

import pytest

import qmskit
from qmskit.cli import main
from tests.docset.running import EXAMPLE, digests

LEFT = "1.004837"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example commune."""
    return Path(copytree(EXAMPLE, tmp_path / "set"))


# What stands on the input, options, the exit code, and whether the set changes.
ANSWERS = {
    "no": ("n\n", (), 0, False),
    "nothing but Enter": ("\n", (), 0, False),
    "yes": ("y\n", (), 0, True),
    "no answer at all": ("", (), 3, False),
    "no answer that is one": ("có lẽ\n", (), 3, False),
    "not asked": ("", ("--yes",), 0, True),
}


@pytest.mark.parametrize(("typed", "options", "code", "changes"), ANSWERS.values(), ids=ANSWERS)
def test_a_plan_is_carried_out_when_somebody_agrees(
    *,
    typed: str,
    options: tuple[str, ...],
    code: int,
    changes: bool,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = digests(folder)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["remove", str(folder), LEFT, *options]) == code
    assert (digests(folder) != before) is changes


def test_no_answer_names_the_option_that_needs_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    main(["remove", str(folder), LEFT])
    assert "--yes" in capsys.readouterr().err


def test_inside_a_set_its_folder_may_be_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(["explain", "agency.name"]) == 0
    assert main(["remove", LEFT, "--yes"]) == 0
    assert LEFT not in qmskit.load(folder).procedures
    assert main(["add", LEFT, "--yes"]) == 0
    assert LEFT in qmskit.load(folder).procedures
    assert main(["update", f"catalogue/{LEFT}.yaml", "--yes"]) == 0
    assert capsys.readouterr().err.count("QMS") == 2  # the scope is announced again, twice


@pytest.mark.parametrize(
    "arguments", [("add", LEFT), ("remove", LEFT), ("update", "x.docx"), ("explain", "agency.name")]
)
def test_outside_of_a_set_its_folder_must_be_named(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*arguments]) == 2


def test_a_set_named_goes_before_the_set_around(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(folder, folder / "other")
    monkeypatch.chdir(folder)
    assert main(["remove", "other", LEFT, "--yes"]) == 0
    assert LEFT in qmskit.load(folder).procedures
    assert LEFT not in qmskit.load(folder / "other").procedures
