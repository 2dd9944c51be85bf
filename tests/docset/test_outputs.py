"""What lies in the output folder: equal files stay, files edited by hand stay, old ones go."""

import json
from pathlib import Path

import pytest

import qmskit
from tests.docset.running import DAY, digests, example_of
from tests.trees import edited, write_tree

NAME = "QT-01-CX-HT Cấp giấy xác nhận dùng thử"
DOCUMENT = f"quy-trinh/{NAME}.docx"
CARD = f"the-ban/Thẻ-bàn-{NAME}.docx"


def build(folder: Path, *only: str) -> qmskit.BuildReport:
    return qmskit.build(qmskit.load(folder), as_of=DAY, only=only, jobs=1)


def states(report: qmskit.BuildReport) -> dict[str, tuple[str, str]]:
    """Return what became of the documents about procedures, those of the set aside."""
    return {one.path: (one.state, one.reason) for one in report.documents if one.procedures}


def change(folder: Path) -> None:
    """Change what the set says of its procedure, so that its documents change."""
    name = "catalogue/1.000170.yaml"
    write_tree(folder, edited(name, "Tờ khai theo mẫu", "Tờ khai theo mẫu mới"))


def edit(path: Path) -> bytes:
    """Change a file as Word would; return what it holds then."""
    path.write_bytes(path.read_bytes() + b"edited by hand")
    return path.read_bytes()


def test_a_first_build_writes_every_file(tiny_set: Path) -> None:
    report = build(tiny_set)
    assert report.folder == tiny_set / "_build"
    assert states(report) == {DOCUMENT: ("built", "new"), CARD: ("built", "new")}
    assert {one.path: one.sha256 for one in report.documents} == {
        name: sha for name, sha in digests(report.folder).items() if name.endswith(".docx")
    }


def test_equal_files_are_not_written_again(tiny_set: Path) -> None:
    out = build(tiny_set).folder
    files = [path for path in out.rglob("*") if path.is_file() and path.name != "lock"]
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}
    report = build(tiny_set)
    assert states(report) == {DOCUMENT: ("unchanged", "same"), CARD: ("unchanged", "same")}
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in files} == before


def test_files_touched_but_equal_are_not_written_again(tiny_set: Path) -> None:
    build(tiny_set)
    for path in tiny_set.rglob("*.yaml"):
        path.write_bytes(path.read_bytes())
    report = build(tiny_set)
    assert report.count("unchanged") == len(report.documents)


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    folder = example_of(tmp_path / "set", 3)
    build(folder)
    first = min((folder / "catalogue").glob("*.yaml"))
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace("name: ", "name: Sửa đổi, ", 1), encoding="utf-8")
    report = build(folder)
    changed = {one.procedures or one.code for one in report.documents if one.state == "built"}
    assert changed == {(first.stem,)}
    assert {one.reason for one in report.documents if one.state == "built"} <= {"new", "changed"}
    assert report.count("built") + report.count("unchanged") == 2 * 3


def test_a_file_that_is_gone_is_made_again(tiny_set: Path) -> None:
    out = build(tiny_set).folder
    (out / DOCUMENT).unlink()
    assert states(build(tiny_set))[DOCUMENT] == ("built", "missing")
    assert (out / DOCUMENT).exists()


@pytest.mark.parametrize("data_changed", [True, False])
def test_a_file_edited_by_hand_stays_and_the_new_one_lies_beside(
    data_changed: bool,  # noqa: FBT001 - a parameter of the test
    tiny_set: Path,
) -> None:
    out = build(tiny_set).folder
    by_hand = edit(out / DOCUMENT)
    if data_changed:
        change(tiny_set)
    beside = f"quy-trinh/{NAME} (bản mới).docx"
    for _again in range(3):
        report = build(tiny_set)
        assert (out / DOCUMENT).read_bytes() == by_hand
        assert states(report)[beside] == ("kept", "edited")
        assert sorted(path.name for path in (out / "quy-trinh").iterdir()) == [
            f"{NAME} (bản mới).docx",
            f"{NAME}.docx",
        ]
    sha = {one.path: one.sha256 for one in report.documents}
    assert digests(out)[beside] == sha[beside] != digests(out)[DOCUMENT]


def test_the_new_one_beside_follows_the_data(tiny_set: Path) -> None:
    out = build(tiny_set).folder
    by_hand = edit(out / DOCUMENT)
    build(tiny_set)
    beside = out / "quy-trinh" / f"{NAME} (bản mới).docx"
    before = beside.read_bytes()
    change(tiny_set)
    build(tiny_set)
    assert beside.read_bytes() != before
    assert (out / DOCUMENT).read_bytes() == by_hand
    assert len(list((out / "quy-trinh").iterdir())) == 2


def test_both_edited_by_hand_stay_both(tiny_set: Path) -> None:
    out = build(tiny_set).folder
    first = edit(out / DOCUMENT)
    build(tiny_set)
    beside = out / "quy-trinh" / f"{NAME} (bản mới).docx"
    second = edit(beside)
    change(tiny_set)
    report = build(tiny_set)
    assert (out / DOCUMENT).read_bytes() == first
    assert beside.read_bytes() == second
    assert states(report)[f"quy-trinh/{NAME} (bản mới 2).docx"] == ("kept", "edited")


def test_the_new_one_beside_goes_when_the_edited_one_is_gone(tiny_set: Path) -> None:
    out = build(tiny_set).folder
    edit(out / DOCUMENT)
    build(tiny_set)
    (out / DOCUMENT).unlink()
    report = build(tiny_set)
    assert report.removed == (f"quy-trinh/{NAME} (bản mới).docx",)
    assert [path.name for path in (out / "quy-trinh").iterdir()] == [f"{NAME}.docx"]


def test_a_file_of_somebody_else_with_the_same_name_stays(tiny_set: Path) -> None:
    write_tree(tiny_set / "_build", {DOCUMENT: "a file of somebody else"})
    report = build(tiny_set)
    assert (tiny_set / "_build" / DOCUMENT).read_text() == "a file of somebody else"
    assert states(report)[f"quy-trinh/{NAME} (bản mới).docx"] == ("kept", "edited")


def test_without_its_memory_a_build_overwrites_nothing(tiny_set: Path) -> None:
    out = build(tiny_set).folder
    before = (out / DOCUMENT).read_bytes()
    (out / ".qmskit" / "outputs.json").unlink()
    change(tiny_set)
    build(tiny_set)
    assert (out / DOCUMENT).read_bytes() == before


def three(folder: Path) -> Path:
    """Return a set of three documents that were not issued yet."""
    return write_tree(example_of(folder, 3), {"revisions.yaml": "revisions: {}\n"})


def without_first_procedure(folder: Path) -> str:
    """Take the first procedure out of a set and return its code."""
    code = min((folder / "catalogue").glob("*.yaml")).stem
    for path in folder.rglob(f"*{code}*"):
        path.unlink()
    codes = folder / "codes.yaml"
    lines = codes.read_text(encoding="utf-8").splitlines(keepends=True)
    codes.write_text("".join(line for line in lines if code not in line), encoding="utf-8")
    return code


def paths_of(report: qmskit.BuildReport, code: str) -> tuple[str, ...]:
    return tuple(one.path for one in report.documents if code in one.procedures)


def test_the_files_of_a_removed_procedure_go(tmp_path: Path) -> None:
    folder = three(tmp_path / "set")
    first = build(folder)
    gone = paths_of(first, without_first_procedure(folder))
    report = build(folder)
    assert len(gone) == 2
    assert sorted(report.removed) == sorted(gone)
    assert sorted(path.name for path in first.folder.rglob("*.docx")) == sorted(
        Path(one.path).name for one in report.documents
    )
    assert build(folder).removed == ()


def test_an_edited_file_of_a_removed_procedure_stays(tmp_path: Path) -> None:
    folder = three(tmp_path / "set")
    first = build(folder)
    document, card = paths_of(first, without_first_procedure(folder))
    by_hand = edit(first.folder / document)
    assert build(folder).removed == (card,)
    assert build(folder).removed == ()
    assert (first.folder / document).read_bytes() == by_hand


def test_a_build_of_some_removes_nothing(tmp_path: Path) -> None:
    folder = three(tmp_path / "set")
    first = build(folder)
    before = digests(first.folder)
    without_first_procedure(folder)
    report = build(folder, first.documents[1].code)
    assert report.removed == ()
    assert digests(first.folder) == before


def test_a_memory_somebody_else_wrote_deletes_nothing_outside(tiny_set: Path) -> None:
    out = build(tiny_set).folder
    victim = tiny_set / "victim.txt"
    victim.write_text("mine")
    sha = digests(tiny_set)["victim.txt"]
    state = {"format": 1, "files": {"../victim.txt": sha, str(victim): sha}}
    (out / ".qmskit" / "outputs.json").write_text(json.dumps(state))
    try:
        build(tiny_set)
    except qmskit.TargetError as error:
        assert "victim" in str(error.path)  # noqa: PT017 - a refusal is as good
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("state", ["", "[]", "{", '{"files": []}', '{"files": {"a": 1}}', "\xff"])
def test_a_memory_that_cannot_be_read_is_written_anew(state: str, tiny_set: Path) -> None:
    out = build(tiny_set).folder
    (out / ".qmskit" / "outputs.json").write_text(state, encoding="latin-1")
    assert set(states(build(tiny_set)).values()) == {("unchanged", "same")}
    edit(out / CARD)
    assert build(tiny_set).count("kept") == 1


def test_an_output_folder_that_is_a_file_is_refused(tiny_set: Path) -> None:
    target = tiny_set / "out"
    target.write_text("a file")
    with pytest.raises(qmskit.TargetError):
        qmskit.build(qmskit.load(tiny_set), as_of=DAY, out=target)
    assert target.read_text() == "a file"
