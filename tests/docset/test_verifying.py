"""Whatever is changed, taken away or put into releases and ledger is found."""

import hashlib
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import qmskit
from tests.released import TODAY, released_set


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = released_set(tmp_path_factory.mktemp("kept") / "set")
    for path in made.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
    return made


def protected(folder: Path) -> list[Path]:
    """Return the files that nobody may change."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.relative_to(folder).parts[0] in {"releases", "ledger.jsonl", "ledger.head"}
    )


def found_in(folder: Path) -> list[str]:
    return [one.where.file for one in qmskit.verify(folder).problems]


@pytest.fixture
def restored(folder: Path) -> Iterator[Path]:
    """The set; whatever a test does to its protected files is put right afterwards."""
    before = {path: path.read_bytes() for path in protected(folder)}
    yield folder
    for path in protected(folder):
        if path not in before:
            path.unlink()
    for path, content in before.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def test_an_untouched_set_passes(folder: Path) -> None:
    found = qmskit.verify(folder)
    assert found.problems == ()
    assert (found.entries, found.releases) == (9, 2)
    assert found.files == len(protected(folder)) - 2


def test_releases_are_made_again_from_their_own_data(folder: Path) -> None:
    found = qmskit.verify(folder, rebuild=True)
    assert found.problems == ()
    assert found.rebuilt


def test_a_receipt_names_the_line_it_was_taken_from(folder: Path) -> None:
    lines = (folder / "ledger.jsonl").read_bytes().splitlines()
    receipt = hashlib.sha256(lines[3]).hexdigest()
    assert qmskit.verify(folder, receipt=receipt).confirmed == 4
    assert qmskit.verify(folder, receipt=receipt.upper()).confirmed == 4
    (problem,) = qmskit.verify(folder, receipt="f" * 64).problems
    assert problem.code == "QMS704"


def test_the_receipt_before_a_release_stands_in_its_manifest(folder: Path) -> None:
    entries = qmskit.log(folder).entries
    manifest = (folder / "releases/2/manifest.json").read_text(encoding="utf-8")
    assert entries[-2].sha256 in manifest
    assert entries[-1].previous == entries[-2].sha256


def test_each_file_taken_away_is_named(restored: Path) -> None:
    for path in protected(restored):
        content = path.read_bytes()
        path.unlink()
        assert found_in(restored)[0] == path.relative_to(restored).as_posix()
        path.write_bytes(content)


def test_each_file_put_in_is_named(restored: Path) -> None:
    for name in ("releases/1/x.docx", "releases/3/x.docx", "releases/x", "releases/1/documents/a"):
        (restored / name).parent.mkdir(exist_ok=True, parents=True)
        (restored / name).write_bytes(b"x")
        assert found_in(restored) == [name]
        (restored / name).unlink()


def test_a_changed_byte_is_found_wherever_it_stands(restored: Path) -> None:
    _flip_some(restored, 60)


@pytest.mark.full
def test_thousands_of_changed_bytes_are_found(restored: Path) -> None:
    _flip_some(restored, 3000)


def _flip_some(folder: Path, count: int) -> None:
    """Change one byte at a time, the same ones in every run."""
    places = random.Random(2026)  # noqa: S311 - the same places in every run
    files = protected(folder)
    for number in range(count):
        path = files[number % len(files)]
        content = path.read_bytes()
        at = places.randrange(len(content))
        flip = bytes([content[at] ^ places.randrange(1, 256)])
        path.write_bytes(content[:at] + flip + content[at + 1 :])
        # Head and last line vouch for each other: nobody can tell which of them was changed.
        name = path.relative_to(folder).as_posix()
        named = {name, "ledger.jsonl"} if name == "ledger.head" else {name}
        assert named & set(found_in(folder)), (path, at)
        path.write_bytes(content)


def test_files_that_change_places_are_found(restored: Path) -> None:
    one, other = sorted((restored / "releases/1/documents/quy-trinh").glob("*.docx"))[:2]
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert set(found_in(restored)) == {
        path.relative_to(restored).as_posix() for path in (one, other)
    }


def test_a_manifest_that_goes_with_a_changed_document_is_found(restored: Path) -> None:
    (path,) = (restored / "releases/2/documents/quy-trinh").glob("*.docx")
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    manifest = restored / "releases/2/manifest.json"
    new = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert found_in(restored) == ["releases/2/manifest.json"]


def test_a_link_in_place_of_a_file_is_found(restored: Path, tmp_path: Path) -> None:
    path = restored / "releases/2/data.json"
    shutil.copyfile(path, tmp_path / "elsewhere")
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert found_in(restored) == ["releases/2/data.json"]
    path.unlink()


def test_the_whole_ledger_taken_away_is_found(restored: Path) -> None:
    (restored / "ledger.jsonl").unlink()
    (restored / "ledger.head").unlink()
    assert found_in(restored)[0] == "ledger.jsonl"


def test_nothing_is_written_behind_a_broken_ledger(restored: Path) -> None:
    path = restored / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Ph", b"Kh", 1))
    before = path.read_bytes()
    with pytest.raises(qmskit.InvalidInputError, match="QMS701"):
        qmskit.remove(qmskit.load(restored), ["1.001193"])
    assert path.read_bytes() == before
    assert (restored / "catalogue/1.001193.yaml").exists()


@pytest.mark.parametrize("read", [qmskit.status, qmskit.announcement])
def test_nobody_is_told_where_documents_stand_by_a_broken_ledger(
    restored: Path, read: Callable[..., object]
) -> None:
    path = restored / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Ph", b"Kh", 1))
    with pytest.raises(qmskit.InvalidInputError, match="QMS701"):
        read(qmskit.load(restored), as_of=TODAY)


def test_the_first_letters_of_a_receipt_are_enough(folder: Path) -> None:
    receipt = qmskit.verify(folder).receipt
    assert qmskit.verify(folder, receipt=receipt[:16]).confirmed == 9
    (problem,) = qmskit.verify(folder, receipt=receipt[:15]).problems
    assert problem.code == "QMS704"


def test_a_folder_that_is_no_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(qmskit.InvalidInputError, match=r"qms\.yaml"):
        qmskit.verify(tmp_path)
