"""The documentation and the code name the same things."""

import re
from pathlib import Path

from qmskit.documents.directives import COMPOSED, DIRECTIVES
from qmskit.renderers.docx.renderer import FRAME_NAMES

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"QMS[0-9]{3}")
# What stands between backquotes is shown, not followed.
SHOWN = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def codes(*paths: Path) -> set[str]:
    return {code for path in paths for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_problem_code_is_documented_and_used() -> None:
    assert codes(*(ROOT / "qmskit").rglob("*.py")) == codes(ROOT / "docs" / "problems.md")


def test_every_directive_is_documented() -> None:
    text = (ROOT / "docs" / "van-ban.md").read_text(encoding="utf-8")
    assert [name for name in (*DIRECTIVES, *COMPOSED) if f"`{name}`" not in text] == []


def test_every_name_of_a_frame_is_documented() -> None:
    text = (ROOT / "docs" / "khung-word.md").read_text(encoding="utf-8")
    assert [name for name in FRAME_NAMES if name.rsplit(".", 1)[-1] not in text] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "bench").glob("*.md")]
    links = [
        (page, target)
        for page in pages
        for target in re.findall(
            r"\]\(([^)#]+?)(?:#[^)]*)?\)", SHOWN.sub("", page.read_text(encoding="utf-8"))
        )
        if not target.startswith("http")
    ]
    assert [
        (page.name, target) for page, target in links if not (page.parent / target).exists()
    ] == []
