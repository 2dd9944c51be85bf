"""What an operation did is recorded, can be undone and done again."""

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.docset.undo_store import ChangedFile
from qmskit.docset.writing import Operation, digest, last_operation, undo_files, write_files
from qmskit.problems import TargetError
from tests.trees import write_tree

AT = "2026-11-22T09:30:00+07:00"
UNDO = ".qmskit/undo"


def operation(
    name: str = "update", *, is_final: bool = False, permanent: frozenset[str] = frozenset(),
    expected: Mapping[str, str] | None = None, sealed: frozenset[str] = frozenset(),
) -> Operation:  # fmt: skip
    return Operation(
        name, AT, "Nguyễn Văn A",
        is_final=is_final, permanent=permanent, expected=expected or {}, sealed=sealed,
    )  # fmt: skip


def content_of(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file below `root` but the library's own."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".qmskit" not in path.parts
    }


def undo(root: Path, name: str = "undo") -> None:
    files, expected = undo_files(root)
    write_files(root, files, operation(name, expected=expected))


def test_the_last_operation_is_told(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.txt": "old", "b.txt": "old"})
    write_files(tmp_path, {"a.txt": b"new", "b.txt": None, "c.txt": b"new"}, operation())
    done = last_operation(tmp_path)
    assert done
    assert (done.name, done.at, done.by, done.is_final) == ("update", AT, "Nguyễn Văn A", False)
    old, new = digest(b"old"), digest(b"new")
    assert done.files == (
        ChangedFile("a.txt", old, new), ChangedFile("b.txt", old, ""), ChangedFile("c.txt", "", new)
    )  # fmt: skip


def test_undone_and_done_again(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.txt": "old", "in/b.txt": "old", "stays.txt": "same"})
    before = content_of(tmp_path)
    write_files(tmp_path, {"a.txt": b"new", "in/b.txt": None, "far/c.txt": b"new"}, operation())
    after = content_of(tmp_path)
    undo(tmp_path)
    assert content_of(tmp_path) == before
    assert not (tmp_path / "far").exists()
    undo(tmp_path, "redo")
    assert content_of(tmp_path) == after
    done = last_operation(tmp_path)
    assert done
    assert done.name == "redo"


def test_only_the_last_operation_is_kept(tmp_path: Path) -> None:
    for number in range(5):
        write_files(tmp_path, {"a.txt": f"{number}".encode()}, operation())
    assert sorted(path.name for path in (tmp_path / UNDO).iterdir()) == sorted(
        (digest(b"3"), "operation.json")
    )
    undo(tmp_path)
    assert content_of(tmp_path) == {"a.txt": b"3"}


def test_what_can_be_built_again_leaves_the_last_operation_alone(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": b"new"}, operation())
    last = last_operation(tmp_path)
    write_files(tmp_path, {"built.txt": b"built"})
    assert last_operation(tmp_path) == last
    undo(tmp_path)
    assert content_of(tmp_path) == {"built.txt": b"built"}


def test_what_is_permanent_is_not_put_back(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ledger.jsonl": "1\n", "a.txt": "old"})
    files: dict[str, bytes | None] = {"ledger.jsonl": b"1\n2\n", "a.txt": b"new"}
    write_files(tmp_path, files, operation(permanent=frozenset({"ledger.jsonl"})))
    undo(tmp_path)
    assert content_of(tmp_path) == {"ledger.jsonl": b"1\n2\n", "a.txt": b"old"}


def test_a_final_operation_is_not_undone_and_keeps_no_old_files(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a.txt": "old"})
    write_files(tmp_path, {"a.txt": b"newer"}, operation())
    write_files(tmp_path, {"a.txt": b"new"}, operation("release", is_final=True))
    with pytest.raises(TargetError, match="release"):
        undo_files(tmp_path)
    assert [path.name for path in (tmp_path / UNDO).iterdir()] == ["operation.json"]


def test_nothing_to_undo(tmp_path: Path) -> None:
    assert last_operation(tmp_path) is None
    with pytest.raises(TargetError, match="chưa có thao tác"):
        undo_files(tmp_path)


@pytest.mark.parametrize("edit", ["another text", None], ids=["edited", "deleted"])
def test_a_file_somebody_edited_since_is_not_written_over(edit: str | None, tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": b"new", "b.txt": b"new"}, operation())
    (tmp_path / "b.txt").unlink()
    if edit is not None:
        write_tree(tmp_path, {"b.txt": edit})
    before = content_of(tmp_path)
    with pytest.raises(TargetError) as caught:
        undo_files(tmp_path)
    assert caught.value.path == tmp_path / "b.txt"
    assert content_of(tmp_path) == before


def test_an_edit_between_plan_and_writing_is_met_too(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.txt": b"new"}, operation())
    files, expected = undo_files(tmp_path)
    write_tree(tmp_path, {"a.txt": "edited"})
    with pytest.raises(TargetError, match="làm lại lệnh này"):
        write_files(tmp_path, files, operation("undo", expected=expected))
    assert content_of(tmp_path) == {"a.txt": b"edited"}


MET = {
    "as planned": {"a.txt": digest(b"old")},
    "not there": {"none.txt": "", "no/folder.txt": "", "a.txt/none.txt": ""},
}
NOT_MET = {
    "another text": {"a.txt": digest(b"older")},
    "should not be there": {"a.txt": ""},
    "should be there": {"none.txt": digest(b"old")},
    "a file that is not written": {"other.txt": digest(b"older")},
}


@pytest.mark.parametrize("expected", MET.values(), ids=MET)
def test_an_operation_that_meets_what_it_was_planned_on(
    expected: Mapping[str, str], tmp_path: Path
) -> None:
    write_tree(tmp_path, {"a.txt": "old", "other.txt": "old"})
    write_files(tmp_path, {"a.txt": b"new"}, operation(expected=expected))
    assert content_of(tmp_path) == {"a.txt": b"new", "other.txt": b"old"}


@pytest.mark.parametrize("expected", NOT_MET.values(), ids=NOT_MET)
def test_an_operation_that_meets_something_else_writes_nothing(
    expected: Mapping[str, str], tmp_path: Path
) -> None:
    write_tree(tmp_path, {"a.txt": "old", "other.txt": "old"})
    with pytest.raises(TargetError, match="làm lại lệnh này"):
        write_files(tmp_path, {"a.txt": b"new"}, operation(expected=expected))
    assert content_of(tmp_path) == {"a.txt": b"old", "other.txt": b"old"}
    assert last_operation(tmp_path) is None


def test_an_interrupted_operation_is_completed_before_anything_is_compared(tmp_path: Path) -> None:
    plan = [{"path": "a.txt", "staged": "000000"}]
    write_tree(tmp_path, {
        "a.txt": "old", ".qmskit/journal/plan.json": json.dumps(plan),
        ".qmskit/journal/000000": "new",
    })  # fmt: skip
    write_files(tmp_path, {"a.txt": b"newer"}, operation(expected={"a.txt": digest(b"new")}))
    assert content_of(tmp_path) == {"a.txt": b"newer"}


def test_sealed_files_are_read_only_until_an_operation_names_them(tmp_path: Path) -> None:
    names = ("1/a.pdf", "1/b.pdf", "1/c.pdf")
    write_files(tmp_path, dict.fromkeys(names, b"old"), operation(sealed=frozenset(names)))
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names} == {0o444}
    write_files(tmp_path, {"1/a.pdf": b"new", "1/b.pdf": None}, operation())
    assert content_of(tmp_path) == {"1/a.pdf": b"new", "1/c.pdf": b"old"}
    assert (tmp_path / "1/a.pdf").stat().st_mode & stat.S_IWUSR
    assert stat.S_IMODE((tmp_path / "1/c.pdf").stat().st_mode) == 0o444


BROKEN_RECORDS = {
    "cut": '{"format": 1, "na',
    "empty": "",
    "another format": '{"format": 2, "name": "", "at": "", "by": "", "is_final": 0, "files": []}',
    "a list": "[]",
    "no files": '{"format": 1, "name": "", "at": "", "by": "", "is_final": false}',
    "files of another shape": (
        '{"format": 1, "name": "", "at": "", "by": "", "is_final": false, "files": {"a": 1}}'
    ),
    "no sha": (
        '{"format": 1, "name": "", "at": "", "by": "", "is_final": false,'
        ' "files": [{"path": "a.txt", "before": "../../a.txt", "after": ""}]}'
    ),
    "not UTF-8": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("record", BROKEN_RECORDS.values(), ids=BROKEN_RECORDS)
def test_a_broken_record_is_told_and_the_next_operation_replaces_it(
    record: str | bytes, tmp_path: Path
) -> None:
    write_tree(tmp_path, {"a.txt": "old", f"{UNDO}/operation.json": record})
    for read in (last_operation, undo_files):
        with pytest.raises(TargetError):
            read(tmp_path)
    write_files(tmp_path, {"a.txt": b"new"}, operation())
    undo(tmp_path)
    assert content_of(tmp_path) == {"a.txt": b"old"}


def test_a_record_leads_nowhere_else(tmp_path: Path) -> None:
    outside = write_tree(tmp_path, {"evil.txt": "outside"}) / "evil.txt"
    root = write_tree(tmp_path / "set", {"a.txt": "old"})
    write_files(root, {"a.txt": b"new"}, operation())
    record = root / UNDO / "operation.json"
    record.write_text(record.read_text().replace("a.txt", "../evil.txt"))
    with pytest.raises(TargetError):
        undo_files(root)
    assert outside.read_text() == "outside"


@pytest.mark.parametrize("kept", ["changed", None], ids=["changed", "gone"])
def test_old_files_that_were_tampered_with_are_not_put_back(
    kept: str | None, tmp_path: Path
) -> None:
    write_tree(tmp_path, {"a.txt": "old"})
    write_files(tmp_path, {"a.txt": b"new"}, operation())
    old = tmp_path / UNDO / digest(b"old")
    old.unlink()
    if kept is not None:
        old.write_text(kept)
    with pytest.raises(TargetError, match="bản lưu"):
        undo_files(tmp_path)


RESERVED = (
    ".qmskit", ".qmskit/holder.json", ".qmskit/lock", ".qmskit/journal/a", ".qmskit/undo/a",
    ".QMSKIT/Undo/a", ".qmskit./undo /a",
)  # fmt: skip


@pytest.mark.parametrize("name", RESERVED)
def test_nobody_else_writes_what_is_the_library_s_own(name: str, tmp_path: Path) -> None:
    with pytest.raises(TargetError):
        write_files(tmp_path, {"a.txt": b"new", name: b"evil"}, operation())
    assert content_of(tmp_path) == {}


@pytest.mark.parametrize("name", ["journal", "undo"])
@pytest.mark.parametrize("kind", ["a file", "a link"])
def test_what_stands_in_the_way_of_journal_and_record_is_told(
    name: str, kind: str, tmp_path: Path
) -> None:
    root = write_tree(tmp_path / "set", {"a.txt": "old", ".qmskit/lock": ""})
    outside = write_tree(tmp_path / "outside", {"b.txt": "old"})
    way = root / ".qmskit" / name
    if kind == "a file":
        way.write_text("mine")
    else:
        way.symlink_to(outside)
    with pytest.raises(TargetError) as caught:
        write_files(root, {"a.txt": b"new"}, operation())
    assert caught.value.path == way
    assert content_of(root) == {"a.txt": b"old"}
    assert content_of(outside) == {"b.txt": b"old"}
    assert not (root / ".qmskit" / "holder.json").exists()


def test_a_staged_file_damaged_by_a_power_cut_replaces_nothing(tmp_path: Path) -> None:
    plan = [{"path": name, "staged": f"{number:06d}", "size": 3} for number, name in
            enumerate(("a.txt", "b.txt"))]  # fmt: skip
    write_tree(tmp_path, {
        "a.txt": "old", "b.txt": "old", ".qmskit/journal/plan.json": json.dumps(plan),
        ".qmskit/journal/000000": "new", ".qmskit/journal/000001": "",
    })  # fmt: skip
    with pytest.raises(TargetError, match="hỏng"):
        write_files(tmp_path, {"c.txt": b"new"})
    assert content_of(tmp_path) == {"a.txt": b"old", "b.txt": b"old"}


NAMES = st.sampled_from(["a.txt", "b.txt", "in/a.txt", "in/b.txt", "in/deep/c.txt", "Đề án.docx"])
TREES = st.dictionaries(NAMES, st.binary(max_size=30))
CHANGES = st.dictionaries(NAMES, st.none() | st.binary(max_size=30))


@given(tree=TREES, changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_undoing_restores_every_byte_and_doing_again_too(
    tree: dict[str, bytes], changes: list[dict[str, bytes | None]]
) -> None:
    with TemporaryDirectory() as name:
        root = write_tree(Path(name), tree)
        before = tree
        for change in changes:
            before = content_of(root)
            write_files(root, change, operation())
        after = content_of(root)
        undo(root)
        assert content_of(root) == before
        undo(root)
        assert content_of(root) == after
