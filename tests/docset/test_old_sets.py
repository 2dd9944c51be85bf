"""Sets that older versions made load for ever, and what they issued stays provable."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.model.digests import digest

SETS = Path(__file__).parents[1] / "sets"
DAY = date(2026, 11, 22)
# Noted when the sets were made.
RECEIPTS = {"format-2": "533541140b24694546026f7a02018e9897fb7c5fc3c1434739506dd0d0882cb4"}


@pytest.mark.parametrize("name", sorted(path.name for path in SETS.iterdir()))
def test_a_set_of_an_older_version_loads_and_builds(name: str, tmp_path: Path) -> None:
    qmset = qmskit.load(SETS / name)
    report = qmskit.build(qmset, as_of=DAY, out=tmp_path)
    assert [one.code for one in report.documents] == ["QT 01/CX-CT", "QT 01/CX-CT"]


@pytest.mark.parametrize(("name", "receipt"), RECEIPTS.items())
def test_what_an_older_version_issued_is_still_proved(name: str, receipt: str) -> None:
    found = qmskit.verify(SETS / name, receipt=receipt)
    assert found.problems == ()
    assert found.confirmed == found.entries == 5


def test_a_set_without_ledger_is_moved_with_a_backup_and_can_be_issued(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    shutil.copytree(SETS / "format-1", folder)
    before = digest((folder / "qms.yaml").read_bytes())
    assert "format: 1" in (folder / "qms.yaml").read_text(encoding="utf-8")
    qmskit.add(qmskit.load(folder), ["1.001193"], [_EXAMPLE / "catalogue/1.001193.yaml"])
    assert "format: '2'" in (folder / "qms.yaml").read_text(encoding="utf-8")
    shutil.unpack_archive(folder / "backups/format-1.zip", tmp_path / "backup")
    assert digest((tmp_path / "backup/qms.yaml").read_bytes()) == before
    assert qmskit.load(tmp_path / "backup").procedures.keys() == {"2.001406"}
    assert not qmskit.verify(folder).problems


_EXAMPLE = Path(__file__).parents[2] / "examples/xa-binh-minh"
