"""A build is a function of the set and the day: everything else may change, the bytes do not."""

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import pytest

import qmskit
from qmskit.documents.plan import plan
from tests.docset.running import DAY, EXAMPLE, digests, example_of, qmskit_process
from tests.examples import COMMUNE
from tests.trees import write_tree


def built(folder: Path, *options: str, environment: Mapping[str, str] | None = None) -> Path:
    """Build in a process of its own and return the output folder."""
    out = folder.parent / f"{folder.name} kết quả"
    done = qmskit_process(
        *("build", str(folder), "-o", str(out), "--as-of", str(DAY), *options),
        environment=environment,
    )
    assert done.returncode == 0, done.stderr
    return out


# (name of the folder, options, environment)
SURROUNDINGS: Mapping[str, tuple[str, tuple[str, ...], Mapping[str, str]]] = {
    "another folder": ("Thư mục khác (2) & xa", (), {}),
    "time zone west": ("set", (), {"TZ": "America/Los_Angeles"}),
    "time zone east": ("set", (), {"TZ": "Pacific/Kiritimati"}),
    "no locale": ("set", (), {"LC_ALL": "C", "LANG": "C"}),
    "Turkish": ("set", (), {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "hash seed 1": ("set", (), {"PYTHONHASHSEED": "1"}),
    "hash seed 2": ("set", (), {"PYTHONHASHSEED": "4294967295"}),
    "one process": ("set", ("-j1",), {}),
    "two processes": ("set", ("-j2",), {}),
    "more processes than documents": ("set", ("-j64",), {}),
    "English messages": ("set", (), {"QMSKIT_LANG": "en"}),
    "asserts off": ("set", (), {"PYTHONOPTIMIZE": "2"}),
}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the digests of all documents of a commune built in the usual way."""
    return digests(built(whole_example(tmp_path_factory.mktemp("usual") / "set")))


def whole_example(folder: Path) -> Path:
    """Return a copy of the example with the documents of its system."""
    return Path(shutil.copytree(COMMUNE, folder))


@pytest.mark.parametrize(
    ("name", "options", "environment"), SURROUNDINGS.values(), ids=SURROUNDINGS
)
def test_surroundings_do_not_change_the_bytes(
    name: str,
    options: tuple[str, ...],
    environment: Mapping[str, str],
    tmp_path: Path,
    usual: dict[str, str],
) -> None:
    out = built(whole_example(tmp_path / name), *options, environment=environment)
    assert len(usual) == len(plan(qmskit.load(COMMUNE), DAY)) + 1
    assert digests(out) == usual


def test_the_day_decides_which_revision_is_printed(tmp_path: Path) -> None:
    qmset = qmskit.load(EXAMPLE)
    printed = {}
    for day in (date(2026, 5, 17), date(2026, 5, 18)):
        out = tmp_path / str(day)
        (one,) = [
            document
            for document in qmskit.build(qmset, as_of=day, out=out, only=["1.000894"]).documents
            if document.path.startswith("quy-trinh/")
        ]
        table = docx.Document(str(out / one.path)).tables[0]
        text = "\n".join(cell.text for row in table.rows for cell in row.cells)
        printed[day.day] = re.findall(r"Lần sửa đổi: (\d+)", text)[0]
    assert printed == {17: "00", 18: "01"}


def test_the_report_tells_every_file(tmp_path: Path) -> None:
    report = qmskit.build(qmskit.load(EXAMPLE), as_of=DAY, out=tmp_path)
    files = {name: sha for name, sha in digests(tmp_path).items() if name.endswith(".docx")}
    assert {one.path: one.sha256 for one in report.documents} == files
    assert (report.as_of, report.folder, report.removed) == (DAY, tmp_path, ())
    assert (report.count("built"), report.count("unchanged"), report.count("kept")) == (22, 0, 0)
    shared = [one for one in report.documents if one.code == "QT 01/CX-CT"]
    assert {one.procedures for one in shared} == {("2.000815", "2.000942")}
    assert {one.format for one in report.documents} == {"docx"}
    assert {note.code for note in report.notes} >= {"QMS401", "QMS402"}


def test_the_example_itself_is_not_written_to(tmp_path: Path) -> None:
    before = digests(EXAMPLE)
    qmskit.build(qmskit.load(EXAMPLE), as_of=DAY, out=tmp_path)
    assert digests(EXAMPLE) == before


# what is asked for, codes of the documents made
ONLY: Mapping[str, tuple[tuple[str, ...], set[str]]] = {
    "document": (("QT 01/CX-HT",), {"QT 01/CX-HT"}),
    "procedure": (("1.001193",), {"QT 01/CX-HT"}),
    "procedure of a shared document": (("2.000942",), {"QT 01/CX-CT"}),
    "both": (("QT 01/CX-HT", "2.000815", "2.000942"), {"QT 01/CX-HT", "QT 01/CX-CT"}),
}


@pytest.mark.parametrize(("only", "codes"), ONLY.values(), ids=ONLY)
def test_only_what_is_asked_for_is_made(
    only: tuple[str, ...], codes: set[str], tmp_path: Path
) -> None:
    report = qmskit.build(qmskit.load(EXAMPLE), as_of=DAY, out=tmp_path, only=only)
    assert {one.code for one in report.documents} == codes
    assert len(list(tmp_path.rglob("*.docx"))) == 2 * len(codes)


def test_a_part_has_the_same_bytes_as_in_the_whole(tmp_path: Path) -> None:
    whole = qmskit.build(qmskit.load(EXAMPLE), as_of=DAY, out=tmp_path / "whole")
    part = qmskit.build(qmskit.load(EXAMPLE), as_of=DAY, out=tmp_path / "part", only=["1.001193"])
    of_whole = {one.path: one.sha256 for one in whole.documents}
    assert {one.path: of_whole[one.path] for one in part.documents} == {
        one.path: one.sha256 for one in part.documents
    }


@pytest.mark.parametrize("code", ["QT 99/CX", "9.999999", "", "qt 01/cx-ht"])
def test_a_code_nobody_has_is_told_with_those_there_are(code: str, tmp_path: Path) -> None:
    with pytest.raises(qmskit.UnknownNameError) as caught:
        qmskit.build(qmskit.load(EXAMPLE), as_of=DAY, out=tmp_path / "out", only=["1.001193", code])
    assert caught.value.name == code
    assert {"QT 01/CX-HT", "2.000942"} <= set(caught.value.known)
    assert not (tmp_path / "out").exists()


def test_a_format_nobody_makes_is_told(tmp_path: Path) -> None:
    with pytest.raises(qmskit.UnknownNameError) as caught:
        qmskit.build(qmskit.load(EXAMPLE), as_of=DAY, out=tmp_path / "out", formats=["odt"])
    assert (caught.value.name, caught.value.known) == ("odt", ("docx", "pdf", "xlsx"))
    assert not (tmp_path / "out").exists()


PURPOSE = (
    '{{% extends "framework/procedure.md" %}}\n\n{{% block purpose %}}\n{}\n{{% endblock %}}\n'
)

# (text of an agency's own procedure.md, line, code)
OVERRIDES = {
    "name nobody has": (PURPOSE.format("Tại {{ agency.nam }}."), 4, "QMS203"),
    "expression not closed": (PURPOSE.format("Tại {{ agency.name }."), 4, "QMS201"),
    "division": (PURPOSE.format("Một\n\nHai {{ 1 / 0 }}."), 6, "QMS205"),
    "reach to Python": (PURPOSE.format("{{ agency.__class__ }}"), 4, "QMS204"),
    "reference to nowhere": (PURPOSE.format("Xem [](#khong-co)."), 4, "QMS211"),
    "directive nobody has": (PURPOSE.format("::: bang"), 4, "QMS201"),
    "block not closed": ("{% block purpose %}\n\nMột\n", 1, "QMS201"),
}


@pytest.mark.parametrize(("text", "line", "code"), OVERRIDES.values(), ids=OVERRIDES)
def test_a_broken_text_is_told_with_its_line_and_nothing_is_written(
    text: str, line: int, code: str, tiny_set: Path
) -> None:
    write_tree(tiny_set, {"documents/procedure.md": text})
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.build(qmskit.load(tiny_set), as_of=DAY)
    places = {(one.where.file, one.where.line, one.code) for one in caught.value.problems}
    assert places == {("documents/procedure.md", line, code)}
    assert not (tiny_set / "_build").exists()


def test_a_text_of_the_agency_takes_the_place_of_the_frameworks(tiny_set: Path) -> None:
    write_tree(tiny_set, {"documents/procedure.md": PURPOSE.format("Để **dùng thử** tại xã.")})
    report = qmskit.build(qmskit.load(tiny_set), as_of=DAY)
    paragraphs = docx.Document(str(report.folder / report.documents[0].path)).paragraphs
    assert "Để dùng thử tại xã." in [paragraph.text for paragraph in paragraphs]


@pytest.mark.parametrize("jobs", ["-j1", "-j8"])
def test_problems_of_all_documents_are_told_in_one_run(jobs: str, tmp_path: Path) -> None:
    folder = example_of(tmp_path / "set", 11)
    paths = sorted((folder / "workflows").glob("*.yaml"))
    missing = "attachments:\n  - {title: Phiếu, file: khong-co.md}\n"
    for path in paths:
        text = path.read_text(encoding="utf-8").split("\nattachments:")[0]
        path.write_text(f"{text}\n{missing}", encoding="utf-8")
    done = qmskit_process("build", str(folder), "--as-of", str(DAY), jobs)
    told = [line for line in done.stderr.splitlines() if ": QMS213: " in line]
    assert done.returncode == 3
    assert len(paths) == 4
    assert len(told) == len(paths), done.stderr
    assert not (folder / "_build").exists()


def test_470_documents_are_built(tmp_path: Path) -> None:
    out = built(example_of(tmp_path / "set", 470))
    files = list(out.rglob("*.docx"))
    state = json.loads((out / ".qmskit" / "outputs.json").read_text(encoding="utf-8"))
    assert len(files) == 2 * 470
    assert len(state["files"]) == 2 * 470


@pytest.mark.parametrize("broken", ["codes.yaml", "documents/procedure.md"])
def test_a_broken_frame_is_told_with_everything_else(broken: str, tmp_path: Path) -> None:
    folder = example_of(tmp_path / "set", 3)
    write_tree(
        folder, {broken: "{{ x( : [", "templates/card.docx": "x", "templates/~$card.docx": ""}
    )
    done = qmskit_process("build", str(folder), "-o", str(tmp_path / "out"))
    assert done.returncode == 3
    told = [line.split(":")[0] for line in done.stderr.splitlines()[:-1]]
    assert told == [broken, "templates/card.docx"]
    assert not (tmp_path / "out").exists()
