from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

import qmskit
from qmskit import InvalidInputError, UnknownNameError
from qmskit.model.workflows import WorkflowStanding
from tests.trees import CODE, TINY, edited, write_tree

# File, line, column, path and code of a problem.
Place: TypeAlias = tuple[str, int, int, str, str]

WORKFLOW = f"workflows/{CODE}.yaml"
CATALOGUE = f"catalogue/{CODE}.yaml"
PROVINCE = f"province/{CODE}.yaml"

STEP = "  - {role: king, action: Ký}\n"
REVISIONS = "revisions:\n  QT 01/CX-HT:\n    - {issue: 1, revision: 0}\n"
DECIDED = "decision: {number: 1/QĐ-UBND}\n"


def problems(folder: Path) -> list[Place]:
    with pytest.raises(InvalidInputError) as caught:
        qmskit.load(folder)
    return [(one.where.file, one.where.line, one.where.column, one.where.path, one.code)
            for one in caught.value.problems]  # fmt: skip


def test_a_tiny_set(tiny_set: Path) -> None:
    found = qmskit.load(tiny_set)
    assert found.agency.name == "Ủy ban nhân dân xã Sông Trong"
    assert found.agency_type.id == "commune"
    assert found.profile.id == "lettered"
    assert list(found.procedures) == [CODE]
    assert found.workflows[CODE].standing is WorkflowStanding.AGENCY
    assert found.codes.documents == {CODE: "QT 01/CX-HT"}
    assert found.revisions == {}


def test_only_the_agency_is_needed(tmp_path: Path) -> None:
    found = qmskit.load(write_tree(tmp_path, {"qms.yaml": TINY["qms.yaml"]}))
    assert (found.procedures, found.workflows, found.appointments) == ({}, {}, ())
    assert found.codes.pattern == found.framework.code_pattern


def test_posts_are_held_for_some_days(tmp_path: Path) -> None:
    staff = """\
staff:
  - {role: head, person: A, until: 30/6/2025}
  - {role: head, person: B, since: 2025-07-01}
"""
    found = qmskit.load(write_tree(tmp_path, {**TINY, "staff.yaml": staff}))
    holders = [found.holder("head", day) for day in (date(2025, 6, 30), date(2025, 7, 1))]
    assert [holder and holder.person for holder in holders] == ["A", "B"]
    assert found.holder("clerk", date(2025, 7, 1)) is None


def test_a_role_is_called_by_the_name_of_the_day(tiny_set: Path) -> None:
    found = qmskit.load(tiny_set)
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    assert found.role_name("reception", before) != found.role_name("reception", after)
    assert found.role_name("reception", date(2000, 1, 1)) == found.role_name("reception", before)
    assert found.role_name("office-head", before) == found.role_name("office-head", after)


def test_a_better_workflow_stands_before_a_proposal(tmp_path: Path) -> None:
    proposal = TINY[WORKFLOW].replace("agency", "proposed")
    files = {**TINY, f"workflows/{CODE}.proposed.yaml": proposal}
    found = qmskit.load(write_tree(tmp_path, files))
    assert found.workflows[CODE].standing is WorkflowStanding.AGENCY


def test_texts_of_the_agency_are_found_by_the_name_they_hide(tmp_path: Path) -> None:
    files = {**TINY, "documents/items/fees.md": "Phí.\n", "forms/phieu.md": "Phiếu.\n"}
    found = qmskit.load(write_tree(tmp_path, files))
    assert set(found.texts) == {"items/fees.md", "forms/phieu.md"}


BROKEN: dict[str, tuple[Mapping[str, str | bytes], list[Place]]] = {
    "no qms.yaml": ({"qms.yaml": b"\xff\xfe"}, [("qms.yaml", 1, 1, "", "QMS002")]),
    "type of agency": (
        edited("qms.yaml", "type: commune", "type: district"),
        [("qms.yaml", 6, 3, "agency.type", "QMS131")]),
    "profile": (
        {"qms.yaml": TINY["qms.yaml"] + "layout: {profile: gothic}\n"},
        [("qms.yaml", 13, 10, "layout.profile", "QMS131")]),
    "revision table": (
        {"qms.yaml": TINY["qms.yaml"] + "layout: {revision_table: r9}\n"},
        [("qms.yaml", 13, 10, "layout.revision_table", "QMS131")]),
    "role of a post": (
        edited("staff.yaml", "role: clerk", "role: king"),
        [("staff.yaml", 5, 5, "staff[1].role", "QMS144")]),
    "role of a step": (
        edited(WORKFLOW, "role: leader", "role: king"),
        [(WORKFLOW, 11, 5, "steps[2].role", "QMS144")]),
    "a document code twice": (
        {"codes.yaml": TINY["codes.yaml"] + "  1.000180: qt 01/cx-ht\n"},
        [("codes.yaml", 4, 3, "documents.1.000180", "QMS122")]),
    "a retired document code": (
        {"codes.yaml": TINY["codes.yaml"] + "retired: [QT 01/CX-HT]\n"},
        [("codes.yaml", 3, 3, f"documents.{CODE}", "QMS122")]),
    "revisions that fall": (
        {"revisions.yaml": f"{REVISIONS}    - {{issue: 1, revision: 0}}\n"},
        [("revisions.yaml", 2, 3, "revisions.QT 01/CX-HT", "QMS121")]),
    "revisions of a code nobody gave": (
        {"revisions.yaml": REVISIONS.replace("QT 01", "QT 02")},
        [("revisions.yaml", 2, 3, "revisions.QT 02/CX-HT", "QMS123")]),
    "another version of the framework": (
        edited("qms.yaml", 'version: "1"', 'version: "0"'),
        [("qms.yaml", 4, 3, "framework.version", "QMS145")]),
    "a name that is another code": (
        {"catalogue/1.000180.yaml": TINY[CATALOGUE]},
        [("catalogue/1.000180.yaml", 0, 0, "", "QMS141")]),
    "a workflow of an unknown procedure": (
        edited(WORKFLOW, "  - 1.000170", "  - 1.000170\n  - 1.000180"),
        [(WORKFLOW, 3, 5, "procedures[1]", "QMS143")]),
    "two workflows of a procedure": (
        {"workflows/z.yaml": TINY[WORKFLOW]}, [("workflows/z.yaml", 0, 0, "", "QMS142")]),
    "an approval without decision": (
        edited(WORKFLOW, "standing: agency", "standing: approved"),
        [(WORKFLOW, 3, 1, "standing", "QMS112")]),
    "two cases of one id": (
        {WORKFLOW: TINY[WORKFLOW] + "cases:\n  - {id: a, name: A}\n  - {id: a, name: B}\n"},
        [(WORKFLOW, 14, 1, "cases", "QMS111")]),
    "a time in no case": (
        edited(WORKFLOW, "    action: Nhận hồ sơ.",
               "    action: Nhận hồ sơ.\n    limits:\n      gap: {value: 1, unit: hour}"),
        [(WORKFLOW, 8, 7, "steps[0].limits.gap", "QMS113")]),
    "province of an unknown procedure": (
        {"province/1.000180.yaml": "code: 1.000180\n"},
        [("province/1.000180.yaml", 1, 1, "code", "QMS143")]),
    "province under another name": (
        {"province/1.000180.yaml": "code: 1.000170\n"},
        [("province/1.000180.yaml", 0, 0, "", "QMS141")]),
    "role in a step of the province": (
        {PROVINCE: f"code: {CODE}\nworkflow:\n  {DECIDED}  steps:\n  {STEP}"},
        [(PROVINCE, 5, 8, "workflow.steps[0].role", "QMS144")]),
    "the head of a text": (
        {"documents/procedure.md": "---\nid: a\n\nVăn bản.\n"},
        [("documents/procedure.md", 1, 1, "", "QMS206")]),
    "an unknown line in the head of a text": (
        {"documents/procedure.md": "---\nid: a\ntitle: b\nframe: c.docx\nfrmae: d\nsource:\n"
                                   "  text: e\n  standing: observed\n---\nVăn bản.\n"},
        [("documents/procedure.md", 5, 1, "frmae", "QMS102")]),
    "a control character in a text": (
        {"documents/items/fees.md": "Phí\nLệ\x1e phí\n"},
        [("documents/items/fees.md", 2, 3, "", "QMS012")]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file(
    tmp_path: Path, files: Mapping[str, str | bytes], expected: list[Place]
) -> None:
    assert problems(write_tree(tmp_path, {**TINY, **files})) == expected


def test_every_broken_file_is_told_in_one_run(tmp_path: Path) -> None:
    several = (
        "role of a post", "role of a step", "revisions that fall",
        "a name that is another code", "province under another name",
        "the head of a text", "a control character in a text",
        "profile",
    )  # fmt: skip
    files = dict(TINY)
    expected = []
    for name in several:
        files |= BROKEN[name][0]  # type: ignore[arg-type]
        expected += BROKEN[name][1]
    assert problems(write_tree(tmp_path, files)) == sorted(expected)


def test_a_broken_qms_yaml_hides_no_other_problem(tmp_path: Path) -> None:
    files = {
        **TINY,
        "qms.yaml": "format: 1\n",
        "catalogue/1.000180.yaml": "code: 1.000180\n",
        "codes.yaml": "pattern: [\n",
    }
    found = {file for file, *_place in problems(write_tree(tmp_path, files))}
    assert found == {"qms.yaml", "catalogue/1.000180.yaml", "codes.yaml"}


def test_a_broken_procedure_is_told_once_and_not_by_those_who_name_it(tmp_path: Path) -> None:
    misspelt = edited(CATALOGUE, "name: Thủ tục", "nmae: Thủ tục")
    files = {**TINY, **misspelt, PROVINCE: f"code: {CODE}\n"}
    assert {file for file, *_place in problems(write_tree(tmp_path, files))} == {CATALOGUE}


def test_broken_codes_are_told_once_and_not_by_the_revisions(tmp_path: Path) -> None:
    files = {**TINY, "revisions.yaml": REVISIONS, "codes.yaml": "pattern: QT {number}\n"}
    assert {file for file, *_place in problems(write_tree(tmp_path, files))} == {"codes.yaml"}


def test_a_missing_set_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path / "gone") == [(str(tmp_path / "gone/qms.yaml"), 0, 0, "", "QMS001")]


def test_a_framework_nobody_has(tmp_path: Path) -> None:
    files = {**TINY, **edited("qms.yaml", "id: qd101-2019", "id: qd999-2030")}
    with pytest.raises(UnknownNameError) as caught:
        qmskit.load(write_tree(tmp_path, files))
    assert caught.value.name == "qd999-2030"
    assert "qd101-2019" in caught.value.known


@pytest.mark.parametrize("name", ["qms.yaml", "staff.yaml", CATALOGUE, WORKFLOW])
def test_a_link_in_a_set_is_refused(tiny_set: Path, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside.yaml"
    (tiny_set / name).rename(outside)
    (tiny_set / name).symlink_to(outside)
    assert [(place[0], place[-1]) for place in problems(tiny_set)] == [(name, "QMS003")]


@pytest.mark.parametrize("name", ["catalogue", "workflows", "templates"])
def test_a_folder_that_is_a_link_is_refused(tiny_set: Path, tmp_path: Path, name: str) -> None:
    (tiny_set / name).mkdir(exist_ok=True)
    (tiny_set / name).rename(tmp_path / "outside")
    (tiny_set / name).symlink_to(tmp_path / "outside", target_is_directory=True)
    assert "QMS003" in [place[-1] for place in problems(tiny_set)]


def test_roles_of_other_types_of_agency_are_known_but_not_proposed(tmp_path: Path) -> None:
    named = edited("staff.yaml", "role: clerk", "role: director")
    assert qmskit.load(write_tree(tmp_path / "named", {**TINY, **named})).appointments
    wrong = edited("staff.yaml", "role: clerk", "role: king")
    with pytest.raises(InvalidInputError) as caught:
        qmskit.load(write_tree(tmp_path / "wrong", {**TINY, **wrong}))
    (problem,) = caught.value.problems
    assert "clerk" in problem.fix
    assert "director" not in problem.fix
