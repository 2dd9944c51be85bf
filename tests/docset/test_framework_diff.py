import json
import re
from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from qmskit.model.editions import Fate
from tests.editions import FIRST, second_edition

OUTLINE = "tcvn-iso-9001-2008"


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return second_edition(tmp_path_factory.mktemp("edition") / FIRST)


def test_a_framework_does_not_differ_from_itself(
    second: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qmskit.diff_frameworks(FIRST, FIRST).differing == ()
    assert qmskit.diff_frameworks(second, second).differing == ()
    assert main(["diff", FIRST, FIRST]) == 0
    told = capsys.readouterr().out
    assert re.fullmatch(r"qd101-2019 \(1\) → qd101-2019 \(1\): \d+ giữ nguyên\n", told)


def test_every_id_is_kept_renamed_split_merged_new_or_gone(second: Path) -> None:
    found = qmskit.diff_frameworks(FIRST, second)
    documents = {
        (one.fate, one.old, one.new)
        for one in found.changes
        if one.kind == "documents" and one.fate is not Fate.KEPT
    }
    assert documents == {
        (Fate.RENAMED, ("register-external",), ("register-legal",)),
        (Fate.SPLIT, ("register-forms",), ("register-blank-forms", "register-filled-forms")),
        (Fate.MERGED, ("responsibility-matrix", "register-roles"), ("role-matrix",)),
        (Fate.GONE, ("binder-labels",), ()),
    }
    assert found.remarks == ()


def test_a_changed_wording_is_told(second: Path) -> None:
    found = qmskit.diff_frameworks(FIRST, second)
    reworded = {one.old for one in found.changes if one.kind == "texts" and one.is_reworded}
    assert ("system/document-control.md",) in reworded
    assert ("system/audit.md",) not in reworded


def test_an_outline_is_compared_by_what_it_tells(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", OUTLINE, FIRST]) == 1
    told = capsys.readouterr().out
    assert "preventive-action – Quy trình hành động phòng ngừa → risk-management" in told
    assert "\tmới\t7.1.6 – Tri thức của tổ chức" in told
    assert "Rủi ro" not in told


def test_where_no_map_leads_names_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", FIRST, OUTLINE]) == 1
    assert "QMS881" in capsys.readouterr().err


def test_json_tells_every_change_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", OUTLINE, FIRST, "--format", "json", "--as-of", "2026-11-22"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == "2026-11-22"
    assert told["procedures"] == []
    framework = told["framework"]
    assert framework["old"]["outline"]
    split = next(one for one in framework["changes"] if one["old"] == [
        {"id": "preventive-action", "title": "Quy trình hành động phòng ngừa"}
    ])  # fmt: skip
    assert split["change"] == "split"
    assert [one["id"] for one in split["new"]] == ["risk-management", "risk-register"]
    assert split["source"]["standing"] == "secondary"
