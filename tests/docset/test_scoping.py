"""`add` and `remove`: the scope changes, nothing is lost, document codes stay given."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copytree

import pytest

import qmskit
from tests.docset.running import DAY, EXAMPLE, digests
from tests.trees import write_tree

LEFT = "1.004837"
SHARED = ("2.000815", "2.000942")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example commune."""
    return Path(copytree(EXAMPLE, tmp_path / "set"))


def test_what_left_comes_back_with_its_code_and_the_agency_s_own_workflow(folder: Path) -> None:
    code = "2.001406"
    before = procedure_files(folder)
    given = qmskit.load(folder).codes.documents[code]
    gone = qmskit.remove(qmskit.load(folder), [code])
    without = qmskit.load(folder)
    assert code not in without.procedures
    assert not any(code in document.procedures for document in built(folder))
    assert (folder / "removed" / code / "workflows" / f"{code}.yaml").is_file()
    assert "QMS337" in {one.code for one in gone.remarks}
    qmskit.add(without, [code])
    again = qmskit.load(folder)
    assert again.codes.documents[code] == given
    assert procedure_files(folder) == before


def procedure_files(folder: Path) -> dict[str, str]:
    """Return sha256 by path of the files below the folders of a set."""
    tops = ("catalogue/", "province/", "workflows/", "removed/")
    return {name: sha for name, sha in digests(folder).items() if name.startswith(tops)}


def built(folder: Path) -> tuple[qmskit.BuiltDocument, ...]:
    return qmskit.build(qmskit.load(folder), as_of=DAY, out=folder.parent / "out").documents


def test_a_code_is_never_given_to_another_document(folder: Path, tmp_path: Path) -> None:
    given = qmskit.load(folder).codes.documents[LEFT]
    qmskit.remove(qmskit.load(folder), [LEFT])
    record = (EXAMPLE / "catalogue" / f"{LEFT}.yaml").read_text(encoding="utf-8")
    new = "1.999999"
    write_tree(tmp_path, {f"{new}.yaml": record.replace(LEFT, new)})
    qmskit.add(qmskit.load(folder), [new], [tmp_path / f"{new}.yaml"])
    documents = qmskit.load(folder).codes.documents
    assert documents[new] not in {given, *(documents[code] for code in documents if code != new)}
    assert (folder / "workflows" / f"{new}.proposed.yaml").is_file()


REFUSED: dict[str, tuple[Callable[[qmskit.DocumentSet], object], list[str]]] = {
    "added twice": (lambda qmset: qmskit.add(qmset, [LEFT]), ["QMS331"]),
    "nobody has it": (lambda qmset: qmskit.add(qmset, ["9.000001"]), ["QMS332"]),
    "both at once": (lambda qmset: qmskit.add(qmset, [LEFT, "9.000001"]), ["QMS331", "QMS332"]),
    "not in the scope": (lambda qmset: qmskit.remove(qmset, ["9.000001"]), ["QMS333"]),
    "shares a workflow": (lambda qmset: qmskit.remove(qmset, SHARED[:1]), ["QMS334"]),
    "the last ones": (lambda qmset: qmskit.remove(qmset, list(qmset.procedures)), ["QMS335"]),
}


@pytest.mark.parametrize(("act", "codes"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_told_and_nothing_is_written(
    folder: Path, act: Callable[[qmskit.DocumentSet], object], codes: Sequence[str]
) -> None:
    before = digests(folder)
    with pytest.raises(qmskit.InvalidInputError) as caught:
        act(qmskit.load(folder))
    assert sorted(one.code for one in caught.value.problems) == sorted(codes)
    assert digests(folder) == before


def test_procedures_that_share_a_workflow_leave_together(folder: Path) -> None:
    qmskit.remove(qmskit.load(folder), SHARED)
    assert not set(SHARED) & set(qmskit.load(folder).procedures)
    assert not (folder / "workflows" / "chung-thuc-ban-sao.yaml").exists()


def test_procedures_that_share_a_workflow_come_back_together(folder: Path) -> None:
    qmskit.remove(qmskit.load(folder), SHARED)
    for code in SHARED:
        with pytest.raises(qmskit.InvalidInputError) as caught:
            qmskit.add(qmskit.load(folder), [code])
        assert [one.code for one in caught.value.problems] == ["QMS338"]
    qmskit.add(qmskit.load(folder), SHARED)
    assert qmskit.load(folder).workflows[SHARED[0]].procedures == SHARED
    assert not any((folder / "removed").rglob("*.yaml"))


def test_only_what_is_added_is_taken_from_a_source_and_the_rest_is_no_remark(folder: Path) -> None:
    qmskit.remove(qmskit.load(folder), [LEFT])
    sources = [EXAMPLE / "catalogue", EXAMPLE / "province"]
    plan = qmskit.plan_add(qmskit.load(folder), [LEFT], sources)
    assert {one.code for one in plan.remarks} == {"QMS337"}
    assert {one.path for one in plan.pending} == {
        f"catalogue/{LEFT}.yaml", f"province/{LEFT}.yaml", "codes.yaml",
    }  # fmt: skip


def test_a_procedure_that_only_a_decision_tells_of_is_added(folder: Path, tmp_path: Path) -> None:
    row = {
        "code": "9.000001", "name": "Cấp giấy thử", "levelHint": "commune", "sectionStatus": "new",
        "context_times": "03 ngày làm việc | 02 ngày làm việc",
    }  # fmt: skip
    other = {**row, "code": "9.000002", "name": "Cấp sổ thử"}
    announced = {
        "decisionNo": "77/QĐ-UBND", "decisionDate": "2026-10-01", "effectiveDate": "2026-10-10",
        "field": "HỘ TỊCH", "rows": [row, other],
    }  # fmt: skip
    text = json.dumps({"decisions": [announced]}, ensure_ascii=False)
    source = write_tree(tmp_path / "in", {"decisions.json": text}) / "decisions.json"
    plan = qmskit.add(qmskit.load(folder), ["9.000001"], [source], as_of=DAY)
    assert [one.code for one in plan.remarks] == ["QMS337"]
    qmset = qmskit.load(folder)
    added, reduced = qmset.procedures["9.000001"], qmset.province["9.000001"].limit
    assert (added.name, added.decision.number) == ("Cấp giấy thử", "77/QĐ-UBND")
    assert [limit.short for limit in added.limits] == ["03 ngày làm việc"]
    assert reduced is not None
    assert reduced.short == "02 ngày làm việc"
    assert "9.000002" not in qmset.procedures


def test_another_level_is_told_but_the_user_decides(folder: Path, tmp_path: Path) -> None:
    write_tree(
        tmp_path, {"a.yaml": "code: 9.000001\nname: Thử\nfield: Đất đai\nlevels: [province]\n"}
    )
    plan = qmskit.add(qmskit.load(folder), ["9.000001"], [tmp_path / "a.yaml"])
    assert "QMS336" in {one.code for one in plan.remarks}
    assert "9.000001" in qmskit.load(folder).procedures


def test_a_plan_writes_nothing(folder: Path) -> None:
    before = digests(folder)
    plan = qmskit.plan_remove(qmskit.load(folder), [LEFT])
    assert plan.pending
    assert digests(folder) == before
