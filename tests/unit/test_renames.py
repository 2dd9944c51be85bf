from pathlib import Path

import pytest

from qmskit.model.dated import Source, Standing
from qmskit.model.editions import Edition, EditionName, Fate, Passage, Rename, Renames, composed
from qmskit.problems import InvalidInputError
from qmskit.readers.bundled import bundled
from qmskit.readers.editions import edition_of, outline_at, outline_names
from qmskit.readers.frameworks import framework_at
from qmskit.readers.renames import renames_to
from tests.editions import MAP, second_edition

SOURCE = Source("dùng thử", Standing.UNVERIFIED)
FIRST, SECOND = EditionName("a", "1"), EditionName("a", "2")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return second_edition(tmp_path_factory.mktemp("edition") / "qd101-2019")


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("new: [register-legal]", "new: [register-other]", [("QMS882", 5, 38)]),
        ("old: register-external,", "old: register-outside,", [("QMS882", 5, 8)]),
        ("old: notary,", "old: citizen-officer,", [("QMS883", 27, 8)]),
        ("      reason: nhãn in từ phần mềm văn thư\n", "", [("QMS883", 10, 7), ("QMS883", 18, 7)]),
        ('version: "1"', 'version: "2"', [("QMS884", 1, 12)]),
    ],
)
def test_what_is_wrong_with_a_map(
    second: Path, old: str, new: str, problems: list[tuple[str, int, int]]
) -> None:
    path = second / "renames" / "1.yaml"
    path.write_text(MAP.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        renames_to(framework_at(second), EditionName("qd101-2019", "1"))
    path.write_text(MAP, encoding="utf-8")
    assert [
        (one.code, one.where.line, one.where.column) for one in caught.value.problems
    ] == problems


def test_a_map_may_lead_through_an_edition_at_hand(second: Path) -> None:
    found = renames_to(framework_at(second), EditionName("tcvn-iso-9001-2008", "1"))
    assert found
    row = found.row("documents", "preventive-action")
    assert row
    assert row.new == ("risk-management", "risk-register")
    # What only the second map renames is renamed on the whole way too.
    assert found.row("documents", "register-external")


def test_nothing_leads_from_what_nobody_replaces(second: Path) -> None:
    assert renames_to(framework_at(second), EditionName("qd101-2019", "0")) is None


def test_two_maps_make_one() -> None:
    first = renames(FIRST, Rename("x", ("y",)), Rename("p", ("q", "r")), Rename("k", ("l",)))
    second = renames(
        SECOND,
        Rename("y", ("z",)),
        Rename("q", ("z",)),
        Rename("l", (), "cũ", "bỏ"),
        Rename("m", ("n",)),
    )
    passage = Passage(
        edition(FIRST, "x", "p", "k", "m"), edition(SECOND, "z", "r", "n"), composed(first, second)
    )
    found = {one: passage.destiny("documents", one) for one in "xpkm"}
    assert {old: (one.fate, one.new) for old, one in found.items()} == {
        "x": (Fate.MERGED, ("z",)),
        "p": (Fate.SPLIT, ("z", "r")),
        "k": (Fate.GONE, ()),
        "m": (Fate.RENAMED, ("n",)),
    }
    assert found["k"].row == Rename("k", (), "cũ", "bỏ")


@pytest.mark.parametrize(
    ("name", "fate", "new"),
    [
        ("same", Fate.KEPT, ("same",)),
        ("one", Fate.RENAMED, ("first",)),
        ("two", Fate.SPLIT, ("left", "right")),
        ("three", Fate.MERGED, ("joined",)),
        ("four", Fate.MERGED, ("joined",)),
        ("joined", Fate.MERGED, ("joined",)),
        ("five", Fate.GONE, ()),
        ("six", Fate.GONE, ()),
        ("own", Fate.OWN, ()),
    ],
)
def test_what_becomes_of_an_id(name: str, fate: Fate, new: tuple[str, ...]) -> None:
    passage = Passage(
        edition(FIRST, "same", "one", "two", "three", "four", "joined", "five", "six"),
        edition(SECOND, "same", "first", "left", "right", "joined", "fresh"),
        renames(
            FIRST,
            Rename("one", ("first",)),
            Rename("two", ("left", "right")),
            Rename("three", ("joined",)),
            Rename("four", ("joined",)),
            Rename("five", (), "cũ", "bỏ"),
        ),
    )
    found = passage.destiny("documents", name)
    assert (found.fate, found.new) == (fate, new)


@pytest.mark.parametrize("name", outline_names())
def test_every_id_of_an_outline_leads_somewhere(name: str) -> None:
    outline = outline_at(bundled() / name)
    framework = framework_at(bundled() / "qd101-2019")
    found = renames_to(framework, outline.name)
    assert found
    new = edition_of(framework)
    for kind, titles in outline.titles.items():
        assert set(found.rows[kind]) == set(titles)
        for row in found.rows[kind].values():
            assert row.new
            assert all(new.has(kind, one) for one in row.new)


def edition(name: EditionName, *ids: str) -> Edition:
    return Edition(name, "", "", SOURCE, {"documents": dict.fromkeys(ids, "")})


def renames(replaces: EditionName, *rows: Rename) -> Renames:
    return Renames(replaces, SOURCE, {"documents": {one.old: one for one in rows}})
