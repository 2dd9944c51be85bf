"""Whatever a map says and an agency wrote: what does not follow the map is kept as it was."""

import re
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from qmskit.docset.moving.places import LIST_PLACES, STAFF
from qmskit.docset.moving.rewriting import rewritten
from qmskit.docset.moving.texts import moved_text
from qmskit.model.dated import Source, Standing
from qmskit.model.editions import Edition, EditionName, Passage, Rename, Renames
from qmskit.readers.trees import parse_yaml

SOURCE = Source("dùng thử", Standing.UNVERIFIED)
OLD, NEW, OWN = ("old-a", "old-b", "old-c", "same"), ("new-a", "new-b", "same"), ("own-a", "own-b")
KINDS = ("roles", "posts", "processes", "documents", "risks", "texts")

ids = st.sampled_from((*OLD, *OWN))
spaces = st.sampled_from(("", " ", "   # ghi chú: của xã", '   # "role: old-a"'))


def suffixed(kind: str, name: str) -> str:
    return f"items/{name}.md" if kind == "texts" else name


def edition(version: str, ids: tuple[str, ...]) -> Edition:
    titles = {kind: {suffixed(kind, name): "" for name in ids} for kind in KINDS}
    return Edition(EditionName("thu", version), "", "", SOURCE, titles)


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    rows: dict[str, Mapping[str, Rename]] = {}
    for kind in KINDS:
        chosen = draw(
            st.dictionaries(st.sampled_from(OLD), st.lists(st.sampled_from(NEW), unique=True))
        )
        rows[kind] = {
            suffixed(kind, old): Rename(
                suffixed(kind, old), tuple(suffixed(kind, one) for one in new)
            )
            for old, new in chosen.items()
        }
    known = draw(st.booleans())
    old = edition("1", OLD) if known else None
    return Passage(old, edition("2", NEW), Renames(EditionName("thu", "1"), SOURCE, rows))


def blanked(text: str) -> str:
    """Return a text without the ids in it."""
    return re.sub(r"\b(?:old|new)-[abc]\b|\bsame\b", "…", text)


@given(passages(), st.lists(st.tuples(ids, spaces), min_size=1, max_size=6))
def test_staff(passage: Passage, rows: list[tuple[str, str]]) -> None:
    text = "# nhân sự\nstaff:\n" + "".join(
        f"  - role: {role}{space}\n    person: Nguyễn Văn A\n" for role, space in rows
    )
    found = rewritten(text, "staff.yaml", STAFF, passage, "removed/staff.yaml")
    assert found.text is not None
    parse_yaml(found.text, "staff.yaml")
    assert found.is_lossy or blanked(found.text) == blanked(text)
    # Whatever goes is told.
    assert not found.is_lossy or found.decisions


@given(
    passages(),
    st.lists(
        st.tuples(ids, ids, ids, st.lists(ids, max_size=3), spaces),
        min_size=1,
        max_size=5,
        unique_by=lambda one: one[0],
    ),
)
def test_lists(passage: Passage, rows: list[tuple[str, str, str, list[str], str]]) -> None:
    text = "risks:\n" + "".join(
        f"  - id: {name}{space}\n    process: {process}\n    owner: {owner}\n"
        f"    documents: [{', '.join(documents)}]\n"
        for name, process, owner, documents, space in rows
    )
    found = rewritten(text, "risks.yaml", LIST_PLACES, passage, "removed/risks.yaml")
    assert found.text is not None
    tree = parse_yaml(found.text, "risks.yaml")
    assert found.is_lossy or blanked(found.text) == blanked(text)
    entries = tree["risks"] if isinstance(tree, dict) else []
    names = [one["id"] for one in entries if isinstance(one, dict)]
    assert len(set(map(str, names))) == len(names)


@given(passages(), ids, st.lists(st.tuples(ids, spaces), max_size=4))
def test_overrides(passage: Passage, name: str, parts: list[tuple[str, str]]) -> None:
    body = "".join(
        f'Lời của xã {{% extends "framework/items/{one}.md" %}} [](doc:{one}){space}\n'
        for one, space in parts
    )
    found = moved_text(f"items/{name}.md", body, passage, "removed/x.md", ())
    after = body if found.text is None else found.text
    assert found.is_lossy or blanked(after) == blanked(body)
    assert found.name or found.decisions
