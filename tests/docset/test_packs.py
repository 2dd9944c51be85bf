"""A province's pack: published once, on top of a framework, for all communes."""

from pathlib import Path

import pytest

import qmskit
from qmskit.docset.plans import carry_out
from qmskit.documents.composing import Composer
from qmskit.documents.plan import plan
from tests.docset.running import DAY, digests
from tests.examples import ROOT
from tests.outlines import outline
from tests.trees import write_tree

PACK = ROOT / "examples" / "goi-tinh-dong-xuan"
COMMUNE = qmskit.Agency("commune", "Ủy ban nhân dân xã Tân Hòa", province="tỉnh Đồng Xuân")
ANSWERS = qmskit.Answers(COMMUNE, (), framework=str(PACK))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A commune's set made from the pack alone."""
    qmskit.new(tmp_path / "set", ANSWERS)
    return tmp_path / "set"


def document(qmset: qmskit.DocumentSet, code: str) -> list[str]:
    """Return the procedure document of a procedure, a block a line."""
    planned = next(one for one in plan(qmset, DAY) if one.procedures[0].code == code)
    made = Composer(qmset, DAY).composed(planned)
    return outline((*made.front, *made.body, *made.forms)).split("\n")


def test_new_takes_records_decisions_and_layout_from_the_pack(folder: Path) -> None:
    qmset = qmskit.load(folder)
    assert list(qmset.procedures) == ["1.004859", "1.005461"]
    assert (qmset.framework.id, qmset.framework.base) == ("dong-xuan-2026", "qd101-2019")
    assert not (folder / "province").exists()
    assert sorted(path.name for path in (folder / "workflows").iterdir()) == [
        "1.005461.proposed.yaml"
    ]
    lines = document(qmset, "1.004859")
    assert "# Phiếu ghi nội dung thay đổi hộ tịch" in lines
    assert any("1234/QĐ-UBND" in line for line in lines)
    reduced = document(qmset, "1.005461")
    assert "- Theo quy định: 05 ngày làm việc;" in reduced
    assert (
        "- Sau cắt giảm theo Quyết định số 1198/QĐ-UBND ngày 12/3/2026 của Ủy ban nhân dân "
        "tỉnh Đồng Xuân: 03 ngày làm việc." in reduced
    )
    total = next(line for line in reduced if "Tổng thời gian" in line)
    assert total == "| Tổng thời gian | 03 ngày làm việc |"


def test_the_commune_s_own_decision_goes_before_the_pack_and_explain_shows_both(
    folder: Path,
) -> None:
    own = "code: 1.005461\nlimit: {value: 2, unit: working-day}\n"
    write_tree(folder, {"province/1.005461.yaml": own})
    qmset = qmskit.load(folder)
    decided = qmset.province["1.005461"]
    assert decided.limit is not None
    assert decided.limit.short == "02 ngày làm việc"
    assert decided.reception == ("Trung tâm Phục vụ hành chính công cấp xã",)
    origins = qmskit.explain(qmset, "1.005461.limit").origins
    assert [(one.layer, one.where.file) for one in origins[:3]] == [
        ("province", "province/1.005461.yaml"),
        ("pack", "packs/dong-xuan-2026/province/1.005461.yaml"),
        ("state", "catalogue/1.005461.yaml"),
    ]


def test_a_pack_changes_one_block_of_wording_for_all(folder: Path) -> None:
    text = (
        '{% extends "framework/procedure.md" %}\n\n{% block purpose %}\n\n'
        "Mục đích chung của tỉnh.\n\n{% endblock %}\n"
    )
    write_tree(folder, {"packs/dong-xuan-2026/documents/procedure.md": text})
    assert "body | Mục đích chung của tỉnh." in document(qmskit.load(folder), "1.005461")


def test_a_newer_pack_replaces_the_old_one_whole(folder: Path, tmp_path: Path) -> None:
    newer = tmp_path / "mới"
    for path in PACK.rglob("*"):
        if path.is_file() and path.name != "1.004859.yaml":
            write_tree(newer, {path.relative_to(PACK).as_posix(): path.read_bytes()})
    head = (PACK / "pack.yaml").read_text(encoding="utf-8")
    write_tree(newer, {"pack.yaml": head.replace('version: "1"\nname', 'version: "2"\nname')})
    before = (folder / "qms.yaml").read_text(encoding="utf-8")
    plan_of = qmskit.update(qmskit.load(folder), [newer], as_of=DAY)
    assert {(one.verdict, one.path) for one in plan_of.pending} == {
        ("changed", "packs/dong-xuan-2026/pack.yaml"),
        ("removed", "packs/dong-xuan-2026/catalogue/1.004859.yaml"),
        ("removed", "packs/dong-xuan-2026/province/1.004859.yaml"),
        ("changed", "qms.yaml"),
    }
    after = (folder / "qms.yaml").read_text(encoding="utf-8")
    assert after == before.replace("version: '1'", "version: '2'")
    assert qmskit.load(folder).framework.version == "2"


def copied(target: Path, version: str = "1") -> Path:
    """Return a copy of the pack under a name of its own, in some version."""
    for path in PACK.rglob("*"):
        if path.is_file():
            write_tree(target, {path.relative_to(PACK).as_posix(): path.read_bytes()})
    head = (PACK / "pack.yaml").read_text(encoding="utf-8")
    new = head.replace('version: "1"\nname', f'version: "{version}"\nname')
    write_tree(target, {"pack.yaml": new})
    return target


def upper(target: Path, below: str, name: str = "tren-2026") -> Path:
    """Return a pack that stands on another."""
    head = f"""\
id: {name}
version: "1"
name: Gói trên gói
extends: {{id: {below}, version: "1"}}
issuer: Sở A
source: {{text: 1/QĐ-S, standing: quoted}}
"""
    own = "code: 1.005461\nlimit: {value: 2, unit: working-day}\n"
    return write_tree(target, {"pack.yaml": head, "province/1.005461.yaml": own})


def made(target: Path, pack: Path, *sources: Path) -> qmskit.DocumentSet:
    answers = qmskit.Answers(COMMUNE, tuple(map(str, sources)), framework=str(pack))
    qmskit.new(target, answers)
    return qmskit.load(target)


def test_a_pack_stands_on_one_beside_it_in_a_folder_of_any_name(tmp_path: Path) -> None:
    copied(tmp_path / "p" / "goi-cua-tinh")
    qmset = made(tmp_path / "set", upper(tmp_path / "p" / "tren", "dong-xuan-2026"))
    assert [pack.id for pack in qmset.framework.packs] == ["tren-2026", "dong-xuan-2026"]
    assert sorted(path.name for path in (tmp_path / "set" / "packs").iterdir()) == [
        "dong-xuan-2026",
        "tren-2026",
    ]
    limit = qmset.province["1.005461"].limit
    assert limit is not None
    assert limit.short == "02 ngày làm việc"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"a": "1", "b": "2"}, ""),
        ({"a": "1", "dong-xuan-2026": "1"}, ""),
        ({"a": "1", "b": "1"}, "QMS451"),
    ],
)
def test_of_several_folders_with_a_pack_one_is_meant_or_none(
    tmp_path: Path, names: dict[str, str], code: str
) -> None:
    for name, version in names.items():
        copied(tmp_path / "p" / name, version)
    top = upper(tmp_path / "p" / "tren", "dong-xuan-2026")
    if not code:
        assert made(tmp_path / "set", top).framework.packs[1].version == "1"
        return
    with pytest.raises(qmskit.InvalidInputError) as caught:
        made(tmp_path / "set", top)
    assert [(one.code, "a, b" in one.message) for one in caught.value.problems] == [(code, True)]


def test_packs_in_a_ring_are_told_as_such(tmp_path: Path) -> None:
    upper(tmp_path / "p" / "a", "goi-b", "goi-a")
    upper(tmp_path / "p" / "b", "goi-a", "goi-b")
    with pytest.raises(qmskit.InvalidInputError) as caught:
        made(tmp_path / "set", tmp_path / "p" / "a")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.file) == ("QMS452", "b/pack.yaml")
    assert "goi-a → goi-b → goi-a" in problem.message


def test_too_many_packs_are_told_as_such(tmp_path: Path) -> None:
    for number in range(6):
        upper(tmp_path / "p" / f"{number}", f"goi-{number + 1}", f"goi-{number}")
    with pytest.raises(qmskit.InvalidInputError) as caught:
        made(tmp_path / "set", tmp_path / "p" / "0")
    assert [one.code for one in caught.value.problems] == ["QMS452"]


def test_records_of_the_pack_and_of_other_sources(tmp_path: Path) -> None:
    own = tmp_path / "own"
    record = (PACK / "catalogue" / "1.005461.yaml").read_text(encoding="utf-8")
    write_tree(own, {"catalogue/1.000894.yaml": record.replace("1.005461", "1.000894")})
    qmset = made(tmp_path / "set", PACK, own / "catalogue")
    assert sorted(qmset.procedures) == ["1.000894", "1.004859", "1.005461"]


def test_what_the_pack_says_is_not_copied_into_the_commune_s_layer(tmp_path: Path) -> None:
    qmset = made(tmp_path / "set", PACK, PACK)
    assert sorted(qmset.province) == ["1.004859", "1.005461"]
    assert not (tmp_path / "set" / "province").exists()


def test_an_older_pack_is_told(folder: Path, tmp_path: Path) -> None:
    newer = copied(tmp_path / "moi", "10")
    carry_out(qmskit.update(qmskit.load(folder), [newer], as_of=DAY))
    older = copied(tmp_path / "cu", "9")
    remarks = qmskit.update(qmskit.load(folder), [older], as_of=DAY).remarks
    assert [(one.code, one.where.file) for one in remarks] == [("QMS453", "cu/pack.yaml")]
    assert not qmskit.update(qmskit.load(folder), [newer], as_of=DAY).remarks


def test_a_pack_below_another_is_replaced_and_the_other_stays(tmp_path: Path) -> None:
    below = copied(tmp_path / "p" / "duoi")
    made(tmp_path / "set", upper(tmp_path / "p" / "tren", "dong-xuan-2026"))
    text = (below / "province" / "1.005461.yaml").read_text(encoding="utf-8")
    write_tree(below, {"province/1.005461.yaml": text + "# mới\n"})
    found = qmskit.update(qmskit.load(tmp_path / "set"), [below], as_of=DAY)
    assert [one.path for one in found.pending] == ["packs/dong-xuan-2026/province/1.005461.yaml"]
    newer = copied(tmp_path / "moi", "2")
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.update(qmskit.load(tmp_path / "set"), [newer], as_of=DAY)
    assert [one.code for one in caught.value.problems] == ["QMS145"]


def test_explain_shows_the_decision_on_a_limit_of_the_pack(folder: Path) -> None:
    origins = qmskit.explain(qmskit.load(folder), "1.005461.limit").origins
    source = next(one.source for one in origins if one.layer == "pack")
    assert source is not None
    assert source.text == (
        "Quyết định số 1198/QĐ-UBND ngày 12/3/2026 của Ủy ban nhân dân tỉnh Đồng Xuân"
    )


BROKEN = {
    "another version below": (
        "pack.yaml", 'id: qd101-2019, version: "1"', 'id: qd101-2019, version: "9"', "QMS145"),
    "an unknown role": ("province/1.004859.yaml", "role: leader", "role: sep", "QMS144"),
    "a file of another code": ("province/1.005461.yaml", "1.005461", "1.005462", "QMS141"),
    "an unknown key": ("catalogue/1.005461.yaml", "field:", "feild:", "QMS102"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_pack_is_told_with_its_place_and_nothing_is_written(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    pack = tmp_path / "pack"
    for path in PACK.rglob("*"):
        if path.is_file():
            write_tree(pack, {path.relative_to(PACK).as_posix(): path.read_bytes()})
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    write_tree(pack, {file: text.replace(old, new)})
    answers = qmskit.Answers(COMMUNE, (), framework=str(pack))
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.new(tmp_path / "set", answers)
    assert [one.code for one in caught.value.problems] == [code]
    assert caught.value.problems[0].where.file.endswith(file)
    assert not (tmp_path / "set").exists()


def test_a_set_with_a_pack_builds_the_same_bytes_twice(folder: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        qmskit.build(qmskit.load(folder), as_of=DAY, out=tmp_path / name, formats=["docx", "xlsx"])
    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_a_wrong_head_hides_nothing_else_that_is_wrong(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    head = (PACK / "pack.yaml").read_text(encoding="utf-8")
    write_tree(pack, {"pack.yaml": f"{head}\nfoo: 1\n", "province/1.000894.yaml": "fees: []\n"})
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.new(tmp_path / "set", qmskit.Answers(COMMUNE, (), framework=str(pack)))
    assert [(one.where.file, one.code) for one in caught.value.problems] == [
        ("pack/pack.yaml", "QMS102"),
        ("pack/province/1.000894.yaml", "QMS101"),
    ]
