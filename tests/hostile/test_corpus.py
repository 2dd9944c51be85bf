"""A corpus of hostile inputs: none reads or writes outside, runs code or fills the memory."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.docset.running import digests
from tests.hostile import frames, set_files, set_folders, sources, texts, workbooks, yaml_files
from tests.hostile.cases import SECRET, Case, Place
from tests.hostile.driver import ROOT, Answer, Request
from tests.trees import TINY, write_tree

CASES = tuple(
    case
    for part in (yaml_files, set_files, set_folders, texts, frames, workbooks, sources)
    for case in part.CASES
)

MOST_SECONDS = 10
PATIENCE = 60
_FORMULA = re.compile(rb"<f[ >/]")
_SHOWN = 300  # letters of what a command printed, where a test fails
MOST_MEMORY = 1_000_000_000

Driver: TypeAlias = "subprocess.Popen[str]"


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """The warmed-up process that forks for every input."""
    warm = write_tree(tmp_path_factory.mktemp("warm") / "set", TINY)
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.hostile.driver", str(warm)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:  # fmt: skip
        yield process
        assert process.stdin
        process.stdin.close()


def ask(driver: Driver, request: Request) -> Answer:
    assert driver.stdin
    assert driver.stdout
    print(json.dumps(asdict(request)), file=driver.stdin, flush=True)
    return Answer(**json.loads(driver.stdout.readline()))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder to work in, and a secret beside it."""
    made = Place(tmp_path / "inside", tmp_path / "outside")
    made.inside.mkdir()
    write_tree(made.outside, {"secret.txt": f"agency: {SECRET}\n"})
    return made


def letters_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the content of all files below a folder, packages member by member."""
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 10_000_000:
            continue
        content = path.read_bytes()
        yield path, content
        if "_build" in path.parts and zipfile.is_zipfile(BytesIO(content)):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                for one in archive.infolist():
                    if one.file_size < 10_000_000:
                        yield path / one.filename, archive.read(one)


def is_sheet(path: Path) -> bool:
    return "_build" in path.parts and path.match("worksheets/*.xml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.tries)
def test_a_hostile_input_does_no_harm(
    case: Case, place: Place, tmp_path: Path, driver: Driver
) -> None:
    arguments = case.make(place)
    before = digests(place.outside)
    output, aside = tmp_path / "output.txt", tmp_path / "aside"
    aside.mkdir()
    request = Request(
        arguments=arguments,
        reads=str(place.inside),
        writes=str(place.folder),
        aside=str(aside),
        output=str(output),
        seconds=MOST_SECONDS,
        patience=PATIENCE,
        memory=MOST_MEMORY,
    )
    answer = ask(driver, request)
    told = output.read_text(encoding="utf-8", errors="replace")
    assert answer.refused == []
    assert "Traceback" not in told, told[-_SHOWN:]
    assert answer.code in case.codes, (answer, told[-_SHOWN:])
    assert case.says in told, told[-_SHOWN:]
    assert SECRET not in told
    assert list(aside.iterdir()) == []
    assert digests(place.outside) == before
    made = tuple(letters_in(place.inside))
    assert [str(path) for path, content in made if SECRET.encode() in content] == []
    # A cell of a workbook that we wrote is never a formula.
    assert [
        str(path) for path, content in made if is_sheet(path) and _FORMULA.search(content)
    ] == []


def test_no_two_inputs_try_the_same() -> None:
    tries = [case.tries for case in CASES]
    assert len(tries) >= 55
    assert len(set(tries)) == len(tries)
