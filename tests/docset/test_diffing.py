"""Two states side by side: what is compared, what is only not told, and the clock of a change."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from qmskit.model.changes import DiffKind
from tests.released import amend, released_set
from tests.trees import CODE, TINY, write_tree

DAY = date(2026, 11, 22)
RECORD = f"catalogue/{CODE}.yaml"

REGISTER = """\
legal_texts:
  - number: 12/2026/NĐ-CP
    title: Nghị định dùng thử
    issued: 2026-05-18
    effective: 2026-05-18
    source: {text: Công báo, standing: unverified}
"""


def tiny(folder: Path, **changes: str) -> Path:
    """Write the tiny set with words of its record replaced: old to new."""
    text = TINY[RECORD]
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return write_tree(folder, {**TINY, RECORD: text, "law/register.yaml": REGISTER})


def quicker(folder: Path) -> Path:
    """Write the record with a shorter limit and another legal text, alone in a folder."""
    text = TINY[RECORD].replace("value: 3,", "value: 2,") + (
        "  - number: 12/2026/NĐ-CP\n    title: Nghị định dùng thử\n"
    )
    return write_tree(folder, {f"{CODE}.yaml": text})


def test_equal_states_do_not_differ(tmp_path: Path) -> None:
    found = qmskit.diff(tiny(tmp_path / "a"), tiny(tmp_path / "b"), as_of=DAY)
    assert not found.is_any
    assert [one.kind for one in found.procedures.procedures] == [DiffKind.UNCHANGED]


def test_a_change_names_its_documents_and_its_clock(tmp_path: Path) -> None:
    found = qmskit.diff(tiny(tmp_path / "set"), quicker(tmp_path / "new"), as_of=DAY)
    (one,) = found.differing
    assert one.kind is DiffKind.AMENDED
    assert one.legal_texts == ("12/2026/NĐ-CP",)
    assert [(document.code, document.action) for document in found.documents[CODE]] == [
        ("QT 01/CX-HT", "revise")
    ]
    chain = found.clocks[CODE].urgent
    assert chain.deadline is not None
    assert (chain.effective, chain.deadline.legal, chain.days) == (
        date(2026, 5, 18), date(2026, 8, 18), -96,
    )  # fmt: skip
    assert chain.status.value == "overdue"


def test_without_a_set_nobody_knows_documents_or_clocks(tmp_path: Path) -> None:
    old = write_tree(tmp_path / "old", {f"{CODE}.yaml": TINY[RECORD]})
    found = qmskit.diff(old, quicker(tmp_path / "new"), as_of=DAY)
    assert found.is_any
    assert found.documents == {}
    assert found.clocks == {}


def test_records_do_not_repeal_what_they_do_not_tell_of(tmp_path: Path) -> None:
    other = TINY[RECORD].replace(CODE, "1.000180")
    records = write_tree(tmp_path / "new", {"1.000180.yaml": other})
    found = qmskit.diff(tiny(tmp_path / "set"), records, as_of=DAY)
    assert not found.is_any
    assert (found.absent, found.outside) == ((CODE,), (CODE, "1.000180"))
    assert [one.code for one in found.remarks] == ["QMS851"]


def test_a_release_is_a_side(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    assert not qmskit.diff(f"{folder}@2", folder, as_of=DAY).is_any
    assert set(qmskit.diff(f"{folder}@1", f"{folder}@2", as_of=DAY).workflows) == {"2.001406"}
    amend(folder, "bằng văn bản", "theo mẫu")
    found = qmskit.diff(f"{folder}@2", folder, as_of=DAY)
    (change,) = found.workflows["2.001406"]
    assert "theo mẫu" in change.new


@pytest.mark.parametrize(("name", "code"), [("nowhere", "QMS001"), ("empty", "QMS850")])
def test_what_cannot_be_compared_is_told(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(qmskit.InvalidInputError) as error:
        qmskit.diff(tiny(tmp_path / "set"), tmp_path / name, as_of=DAY)
    assert {one.code for one in error.value.problems} == {code}


def test_the_json_holds_what_it_promises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = str(tiny(tmp_path / "set")), str(quicker(tmp_path / "new"))
    assert main(["diff", old, new, "--as-of", "2026-11-22", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert set(told) >= {"as_of", "procedures", "scope", "reannouncement", "summary"}
    (one,) = told["procedures"]
    assert one["code"] == CODE
    assert one["deadline_rule"] == "qd19-2014/4.4a"
    assert (one["deadline"], one["status"], one["days"]) == ("2026-08-18", "overdue", -96)
    assert one["documents"][0]["action"] == "revise"
    assert {"path", "label", "kind", "old", "new", "editorial", "summary"} <= set(one["changes"][0])
    assert told["summary"]["amended"] == 1
    assert told["reannouncement"] == {"needed": False, "because": []}


def test_equal_states_exit_with_zero(tmp_path: Path) -> None:
    assert main(["diff", str(tiny(tmp_path / "a")), str(tiny(tmp_path / "b"))]) == 0


# What documents printed in July 2025 and the records of July 2026 cite otherwise.
PRINTED = {
    "1.000593": ("10/2013/TTLT-BTTTT-BQP-BCA", "18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
    "1.000894": ("18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
    "1.001193": ("18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
    "1.003583": ("18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
    "1.004772": ("18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
    "2.000513": ("18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
    "2.000528": ("01/2013/TT-BVHTTDL", "18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
    "2.000779": ("18/2026/NĐ-CP", "66.7/2025/NQ-CP"),
}


def test_printed_documents_are_compared_by_the_names_of_procedures(real_data: Path) -> None:
    found = qmskit.diff(
        real_data / "iso-procedures-2025-07", real_data / "portal-api-2026-07", as_of=DAY
    )
    cited = {one.code: tuple(sorted(one.legal_texts)) for one in found.differing}
    assert {code: cited.get(code) for code in PRINTED} == PRINTED
    unnamed = [one for one in found.remarks if one.code == "QMS857"]
    assert len(found.procedures.procedures) + len(unnamed) == 19
    assert not any(
        change.is_substantive and ".limit" in change.path
        for one in found.differing
        for change in one.changes
    )


def test_the_name_of_a_file_may_tell_the_code(real_data: Path, tmp_path: Path) -> None:
    (source,) = (real_data / "iso-procedures-2025-07").glob("chung_thuc__4.*.docx")
    shutil.copy(source, tmp_path / "2.001406 Phân chia di sản.docx")
    page = real_data / "portal-page-2026-06"
    (one,) = qmskit.diff(tmp_path, page, as_of=DAY).differing
    assert (one.code, "07/2025/NĐ-CP" in str(one.changes)) == ("2.001406", True)
