"""Names of outputs that every disk takes: Windows, a memory stick, an archive."""

import re
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Literal

import pytest

import qmskit
from qmskit.documents.plan import plan
from tests.docset.running import DAY
from tests.examples import ROOT
from tests.trees import TINY, edited, write_tree

SETS = sorted(path.parent.name for path in (ROOT / "examples").glob("*/qms.yaml"))
LONGEST_PATH = 150

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$")


def paths(folder: Path) -> list[PurePosixPath]:
    """Return the path of every document of a set."""
    return [
        PurePosixPath(one.folder) / f"{one.stem}.docx" for one in plan(qmskit.load(folder), DAY)
    ]


def faults(path: PurePosixPath) -> list[str]:
    """Return the parts of a path that some disk refuses or changes."""
    return [
        part
        for part in path.parts
        if _FORBIDDEN.search(part)
        or _RESERVED.match(part)
        or part[-1] in " ."
        or part[0] == " "
        or unicodedata.normalize("NFC", part) != part
    ]


@pytest.mark.parametrize("name", SETS)
def test_names_of_documents_suit_every_disk(name: str) -> None:
    found = paths(ROOT / "examples" / name)
    assert found
    assert [path for path in found if faults(path)] == []
    assert [path for path in found if len(str(path)) > LONGEST_PATH] == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("form", ["NFC", "NFKC"])
def test_no_two_names_are_one_on_another_disk(name: str, form: Literal["NFC", "NFKC"]) -> None:
    found = paths(ROOT / "examples" / name)
    folded = Counter(unicodedata.normalize(form, str(path)).casefold() for path in found)
    assert [path for path, count in folded.items() if count > 1] == []


CODES = ("CON", "nul", "COM1", "LPT¹", "...", "a.", "b ", "-", "x/y\\z", "C:\\x", "a\tb", "?*|<>")


@pytest.mark.parametrize("code", CODES)
def test_no_code_makes_a_name_that_a_disk_refuses(code: str, tmp_path: Path) -> None:
    shown = "".join(f"\\u{ord(letter):04x}" for letter in code)
    files = edited("codes.yaml", "QT 01/CX-HT", f'"{shown}"')
    folder = write_tree(tmp_path / "set", {**TINY, **files})
    found = paths(folder)
    assert found
    assert [path for path in found if faults(path)] == []
