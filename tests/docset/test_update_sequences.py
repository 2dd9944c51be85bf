"""Whatever is updated, edited, confirmed and undone: nothing somebody wrote is lost."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import qmskit
from tests.changing import BESIDE, LAW, OTHER, OWN, PERSON, decision, newer, row, two_procedures
from tests.docset.running import DAY
from tests.trees import CODE, write_tree

# The profile of long runs asks for a thousand, an ordinary run for fifty.
ORDINARY = 50
LONG = settings().max_examples > settings.get_profile("qmskit").max_examples
EDITED = (
    OWN, BESIDE, f"workflows/{OTHER}.proposed.yaml", "law/events.yaml", "staff.yaml",
    "revisions.yaml", "documents/items/execution.md", "_build",
)  # fmt: skip
LIMITS = "03 ngày làm việc | 02 ngày làm việc"

operations = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(EDITED)),
    st.tuples(st.just("update"), st.integers(0, 5)),
    st.tuples(st.just("confirm"), st.sampled_from(["take", "keep", "alone", "other"])),
    st.tuples(st.just("undo"), st.none()),
)


@cache
def _made() -> Path:
    """A set with a built document, an event of its own and a text of its own."""
    top = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    folder = two_procedures(top / "set")
    own = f"events:\n  - {{id: cua-xa, text: {LAW}, source: {{text: A, standing: quoted}}}}\n"
    write_tree(folder, {"law/events.yaml": own, "documents/items/execution.md": "Lời của xã.\n"})
    first = qmskit.load(folder).codes.documents[CODE]
    row_of_issue = "- {issue: 1, revision: 0, issued: 2026-01-05, effective: 2026-01-05}"
    write_tree(folder, {"revisions.yaml": f"revisions:\n  {first}:\n    {row_of_issue}\n"})
    qmskit.build(qmskit.load(folder), as_of=DAY, out=folder / "_build", only=[CODE])
    sources = top / "in"
    for number, days in enumerate((1, 2, 5)):
        newer(sources / str(number), days)
    newer(sources / "3", 2, LAW, OTHER)
    decision(sources / "4", row(CODE, "modified", context_times=LIMITS))
    decision(sources / "5", row(OTHER, "repealed"))
    return top


@settings(max_examples=1000 if LONG else ORDINARY)
@given(st.lists(operations, min_size=1, max_size=6))
def test_nothing_somebody_wrote_is_lost(steps: list[tuple[str, str | int | None]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "set"
        shutil.copytree(_made() / "set", folder)
        running = _Running(folder)
        for step in steps:
            running.take(step)


class _Running:
    """One set with all that somebody wrote into it by hand."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: dict[bytes, str] = {}

    def take(self, step: tuple[str, str | int | None]) -> None:
        what, how = step
        before = dict(self._owned())
        try:
            {
                "edit": self._edit, "update": self._update, "confirm": self._confirm,
                "undo": self._undo,
            }[what](how)  # fmt: skip
        except qmskit.QmskitError:
            assert dict(self._owned()) == before
        if what == "update":
            assert before.items() <= dict(self._owned()).items() | set(self._aside(before))
        everything = b"".join(self._contents())
        assert [mark for mark in self._written if mark not in everything] == []

    def _owned(self) -> Iterator[tuple[str, bytes]]:
        """Yield what an update leaves alone: the agency's own files and edited Word files."""
        for path in (OWN, "staff.yaml", "documents/items/execution.md"):
            yield path, (self._folder / path).read_bytes()
        touched = {path for path in self._written.values() if path.startswith(("_build", "work"))}
        for path in sorted(touched):
            if (self._folder / path).exists():
                yield path, (self._folder / path).read_bytes()

    def _aside(self, before: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield what lies aside as it lay in its place."""
        for path, content in before.items():
            aside = self._folder / "removed" / OTHER / path
            if aside.exists() and aside.read_bytes() == content:
                yield path, content

    def _contents(self) -> Iterator[bytes]:
        for path in self._folder.rglob("*"):
            if path.is_file() and ".qmskit" not in path.parts:
                yield path.read_bytes()

    def _edit(self, name: object) -> None:
        built = sorted((self._folder / "_build").rglob("*.docx"))
        path = built[0] if name == "_build" else self._folder / str(name)
        if path.exists():
            mark = f"# của xã {len(self._written)} #\n".encode()
            path.write_bytes(path.read_bytes() + mark)
            self._written[mark] = path.relative_to(self._folder).as_posix()

    def _update(self, number: object) -> None:
        source = _made() / "in" / str(number)
        qmskit.update(qmskit.load(self._folder), [source], as_of=DAY)

    def _confirm(self, how: object) -> None:
        asked = qmskit.Confirming(
            PERSON, DAY, takes_proposal=how == "take", keeps_workflow=how == "keep"
        )
        code = OTHER if how == "other" else CODE
        own = (self._folder / OWN).read_bytes()
        plan = qmskit.confirm(qmskit.load(self._folder), [code], asked)
        if how == "take":
            # The person chose the proposal: what the old workflow said goes, until it is undone.
            assert OWN in {one.path for one in plan.pending}
            gone = [mark for mark in self._written if mark in own]
            for mark in gone:
                del self._written[mark]

    def _undo(self, _how: object) -> None:
        qmskit.undo(self._folder)
