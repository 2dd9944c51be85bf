from pathlib import Path

import pytest

import qmskit
from qmskit import TargetError, Withdrawing
from tests.docset.running import digests
from tests.released import ACT, TODAY, released_set, unsigned_set

LEDGER = ("ledger.jsonl", "ledger.head")


def sources(folder: Path) -> dict[str, str]:
    """Return the files of a set without its ledger and its own folder."""
    return {
        name: sha
        for name, sha in digests(folder).items()
        if name not in LEDGER and not name.startswith(".qmskit/")
    }


def test_undo_restores_the_bytes_from_before_and_again(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    before = sources(folder)
    qmskit.remove(qmskit.load(folder), ["1.001193"], act=ACT)
    removed = sources(folder)
    assert removed != before
    qmskit.undo(folder, act=ACT)
    assert sources(folder) == before
    qmskit.undo(folder, act=ACT)
    assert sources(folder) == removed
    whats = [one.what.value for one in qmskit.log(folder).entries]
    assert whats[-3:] == ["remove", "undo", "undo"]
    assert not qmskit.verify(folder).problems


@pytest.mark.parametrize("last", ["release", "withdraw"])
def test_what_is_final_cannot_be_undone(tmp_path: Path, last: str) -> None:
    folder = released_set(tmp_path / "set")
    if last == "withdraw":
        done = Withdrawing("97/QĐ-UBND", TODAY)
        qmskit.withdraw(qmskit.load(folder), ["QT 01/CX-HT"], done, act=ACT)
    before = digests(folder)
    with pytest.raises(TargetError):
        qmskit.undo(folder, act=ACT)
    assert digests(folder) == before


def test_a_file_edited_since_is_not_lost(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    qmskit.remove(qmskit.load(folder), ["1.001193"], act=ACT)
    path = folder / "removed/1.001193/catalogue/1.001193.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# của tôi\n", encoding="utf-8")
    with pytest.raises(TargetError):
        qmskit.undo(folder, act=ACT)
    assert path.read_text(encoding="utf-8").endswith("# của tôi\n")


def test_an_older_set_is_brought_to_the_current_format_with_a_backup(tmp_path: Path) -> None:
    folder = unsigned_set(tmp_path / "set")
    old = (folder / "qms.yaml").read_text(encoding="utf-8")
    assert "format: 1" in old
    qmskit.remove(qmskit.load(folder), ["1.001193"], act=ACT)
    new = (folder / "qms.yaml").read_text(encoding="utf-8")
    assert new == old.replace("format: 1", "format: '2'")
    assert (folder / "backups/format-1.zip").is_file()
    whats = [one.what.value for one in qmskit.log(folder).entries]
    assert whats == ["migrate", "remove"]
    assert not qmskit.verify(folder).problems
