"""The command line: exit codes, what goes to which stream, and never a traceback."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest

import qmskit
from qmskit.cli import main
from tests.examples import procedures_only
from tests.trees import TINY, edited, write_tree

ROOT = Path(__file__).parents[1]
EXAMPLE = procedures_only()
FRAME = ROOT / "frameworks" / "qd101-2019" / "templates" / "procedure.docx"
AS_OF = ("--as-of", "2026-11-22")
COMMANDS = ("build", "explain", "new", "schema", "template")

PROBLEM = re.compile(r".+: QMS\d{3}: \S.*")
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


@pytest.fixture(autouse=True)
def usual_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak Vietnamese, forget what a command changes, and answer no question."""
    monkeypatch.delenv("QMSKIT_LANG", raising=False)
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setitem(sys.modules, "vietnamadminunits", None)


class Ran:
    """What a command printed and returned."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_one(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run_one


def test_version(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.err) == (0, "")
    assert qmskit.__version__ in ran.out


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qmskit", "--version"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert qmskit.__version__ in done.stdout


def test_a_program_that_fails_returns_3_to_the_shell(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "qmskit", "build", str(tmp_path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert PROBLEM.match(done.stderr)


def test_help_lists_every_command_in_vietnamese(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    listed = [re.search(rf"^  {command} +(.+)$", ran.out, re.MULTILINE) for command in COMMANDS]
    assert [command for command, one in zip(COMMANDS, listed, strict=True) if not one] == []
    assert all(one and VIETNAMESE.search(one.group(1)) for one in listed)


@pytest.mark.parametrize(
    "command", ["", "build", "explain", "new", "schema", "template", "template check"]
)
def test_help_of_every_command_is_vietnamese(command: str, run: Run) -> None:
    ran = run(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    paragraphs = [text for text in re.split(r"\n\n+", ran.out) if text.strip()]
    assert [text for text in paragraphs[1:] if not VIETNAMESE.search(text)] == []
    for english in ("Usage", "Options", "Commands", "Show this", "Arguments"):
        assert english not in ran.out


def test_short_help_is_help(run: Run) -> None:
    assert run("build", "-h").out == run("build", "--help").out


def test_help_can_be_english(run: Run) -> None:
    ran = run("--lang", "en", "build", "--help")
    assert ran.code == 0
    assert "Usage" in ran.out
    assert not VIETNAMESE.search(ran.out)


def test_the_language_can_come_from_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMSKIT_LANG", "en")
    assert run("build", "--help").out == run("--lang", "en", "build", "--help").out


def test_one_english_command_leaves_the_next_one_vietnamese(run: Run, tmp_path: Path) -> None:
    before = run("build", tmp_path)
    english = run("--lang", "en", "build", tmp_path)
    assert run("build", tmp_path).err == before.err != english.err
    assert VIETNAMESE.search(before.err)


@pytest.mark.parametrize("language", ["fr", "", "../../etc"])
def test_a_language_nobody_speaks_is_wrong_usage(language: str, run: Run) -> None:
    assert run("--lang", language, "schema").code == 2


USAGE = {
    "command nobody has": ("buld",),
    "no command but an option": ("--nothing",),
    "option nobody has": ("build", "--nothing"),
    "format nobody makes": ("build", "-b", "odt"),
    "report nobody makes": ("build", "--format", "xml"),
    "no day": ("build", "--as-of", "hôm nay"),
    "day that is none": ("build", "--as-of", "31/02/2026"),
    "no process": ("build", "-j", "0"),
    "too many processes": ("build", "-j", "65"),
    "two folders": ("build", "a", "b"),
    "no folder": ("new",),
    "no key": ("explain", "."),
    "framework nobody has": ("new", "a", "--framework", "x"),
    "no file": ("template", "check"),
    "command of templates nobody has": ("template", "make"),
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_wrong_usage_returns_2_and_says_so(arguments: tuple[str, ...], run: Run) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert VIETNAMESE.search(ran.err)
    assert "Error" not in ran.err
    assert "Usage" not in ran.err


def test_build_writes_and_reports(tiny_set: Path, run: Run) -> None:
    ran = run("build", tiny_set, *AS_OF)
    assert ran.code == 0
    assert re.match(r"2 \D+, 0 \D+, 0 \D+\n", ran.out)
    assert str(tiny_set / "_build") in ran.out
    assert len(list((tiny_set / "_build").rglob("*.docx"))) == 2


def test_build_again_changes_nothing(tiny_set: Path, run: Run) -> None:
    run("build", tiny_set, *AS_OF)
    assert re.match(r"0 \D+, 2 \D+, 0 \D+\n", run("build", tiny_set, *AS_OF).out)


def test_build_uses_the_current_folder_and_today(
    tiny_set: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_set)
    assert run("build").code == 0
    assert len(list((tiny_set / "_build").rglob("*.docx"))) == 2


def test_build_into_another_folder(tiny_set: Path, tmp_path: Path, run: Run) -> None:
    assert run("build", tiny_set, "-o", tmp_path / "out", *AS_OF).code == 0
    assert len(list((tmp_path / "out").rglob("*.docx"))) == 2
    assert not (tiny_set / "_build").exists()


@pytest.mark.parametrize("day", ["22/11/2026", "2026-11-22"])
def test_build_reports_in_json(day: str, tiny_set: Path, run: Run) -> None:
    ran = run("build", tiny_set, "--as-of", day, "--format", "json")
    report = json.loads(ran.out)
    assert ran.code == 0
    assert report["as_of"] == "2026-11-22"
    assert report["summary"] == {"built": 2, "unchanged": 0, "kept": 0, "removed": 0}
    assert [
        (one["code"], one["procedures"], one["format"], one["state"], one["reason"])
        for one in report["documents"]
    ] == [("QT 01/CX-HT", ["1.000170"], "docx", "built", "new")] * 2
    for one in report["documents"]:
        assert (tiny_set / "_build" / one["path"]).exists()
        assert re.fullmatch("[0-9a-f]{64}", one["sha256"])


def test_build_explains_every_file(tiny_set: Path, run: Run) -> None:
    lines = run("build", tiny_set, *AS_OF, "--explain").out.splitlines()
    assert [line.split("\t")[:2] for line in lines if "\t" in line] == [["built", "new"]] * 2


def test_build_tells_of_files_edited_by_hand(tiny_set: Path, run: Run) -> None:
    run("build", tiny_set, *AS_OF)
    card = next((tiny_set / "_build" / "the-ban").iterdir())
    card.write_bytes(b"edited")
    ran = run("build", tiny_set, *AS_OF)
    assert ran.code == 0
    assert f"the-ban/{card.stem} (bản mới).docx" in ran.out
    assert card.read_bytes() == b"edited"


def test_build_notes_go_to_the_error_stream(tmp_path: Path, run: Run) -> None:
    ran = run("build", EXAMPLE, "-o", tmp_path, *AS_OF)
    assert ran.code == 0
    assert "QMS401" in ran.err
    assert "QMS4" not in ran.out


def test_build_of_one(tmp_path: Path, run: Run) -> None:
    assert run("build", EXAMPLE, "-o", tmp_path, *AS_OF, "--only", "1.001193").code == 0
    assert len(list(tmp_path.rglob("*.docx"))) == 2


FAILURES: Mapping[str, tuple[object, ...]] = {
    "code nobody has": ("build", EXAMPLE, "--only", "9.999999"),
    "output folder that is a file": ("build", EXAMPLE, "-o", ROOT / "LICENSE"),
    "output folder in a file": ("build", EXAMPLE, "-o", ROOT / "LICENSE" / "out"),
    "set that is a file": ("build", ROOT / "LICENSE"),
    "set that is not there": ("build", ROOT / "none"),
    "schema nobody has": ("schema", "none"),
    "schema elsewhere": ("schema", "../../pyproject"),
    "key nobody has": ("explain", EXAMPLE, "agency.king"),
    "empty key": ("explain", EXAMPLE, ""),
    "key of a procedure nobody has": ("explain", EXAMPLE, "9.999999.limit"),
    "key of a path nobody has": ("explain", EXAMPLE, "1.001193.channels[99].limit"),
    "new set of nothing": ("new", "none", "--defaults"),
    "new set of a source that is not there": (
        "new", "none", "--defaults", "--name", "UBND xã A", "--procedures", "nothing-here"
    ),
    "new set of a type nobody has": (
        "new", "none", "--defaults", "--name", "UBND xã A", "--type", "village",
        "--procedures", EXAMPLE / "catalogue",
    ),
    "new set in a full folder": (
        "new", EXAMPLE, "--defaults", "--name", "UBND xã A", "--procedures", EXAMPLE / "catalogue"
    ),
    "answers that are not there": ("new", "none", "--answers", "nothing-here.yaml"),
    "frame that is not there": ("template", "check", "nothing-here.docx"),
    "frame that is none": ("template", "check", ROOT / "LICENSE"),
    "workbook over a file": ("template", "province", EXAMPLE / "qms.yaml"),
    "workbook by another name": ("template", "province", "new.xls"),
    "answers by another name": ("new", "--answers-template", "new.txt"),
    "sample in a folder that is not there": (
        "template", "check", FRAME, "--sample", "nothing-here/sample.docx"
    ),
}  # fmt: skip


@pytest.mark.parametrize("command", [("new", "--answers-template"), ("template", "province")])
def test_a_workbook_never_takes_the_place_of_a_file(
    command: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    source = write_tree(tmp_path / "nguon", {"a.yaml": TINY["catalogue/1.000170.yaml"]})
    path = tmp_path / "tep.xlsx"
    sources = ("--procedures", source) if command[0] == "new" else ()
    assert run(*command, path, *sources).code == 0
    before = path.read_bytes()
    ran = run(*command, path, *sources)
    assert (ran.code, ran.out, path.read_bytes()) == (3, "", before)
    assert str(path) in ran.err


@pytest.mark.parametrize("arguments", FAILURES.values(), ids=FAILURES)
def test_what_cannot_be_done_returns_3_and_says_why(
    arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments)
    assert ran.code == 3
    assert VIETNAMESE.search(ran.err + ran.out)
    assert list(tmp_path.iterdir()) == []


# (files beside or in place of those of the tiny set, words that the problem's line holds)
BROKEN: Mapping[str, tuple[Mapping[str, str | bytes], str]] = {
    "empty file": ({"qms.yaml": ""}, "qms.yaml:1:1: QMS"),
    "tab": ({"qms.yaml": "format: 1\n\tagency:\n"}, "qms.yaml:2:1: QMS010"),
    "bracket not closed": ({"staff.yaml": "staff: [\n"}, "staff.yaml:2:1: QMS010"),
    "key twice": ({"staff.yaml": "staff: []\nstaff: []\n"}, "staff.yaml:2:1: QMS011"),
    "alias": ({"staff.yaml": "staff: &a [*a]\n"}, "staff.yaml:1:8: QMS011"),
    "tag": ({"staff.yaml": "staff: !!python/object:os.system x\n"}, "staff.yaml:1:8: QMS011"),
    "two documents": ({"staff.yaml": "staff: []\n---\nstaff: []\n"}, "staff.yaml:2:1: QMS011"),
    "levels without end": ({"staff.yaml": "staff: " + "[" * 9_000}, "staff.yaml:1:"),
    "not UTF-8": ({"staff.yaml": "staff: Nguyễn\n".encode("utf-16")}, "staff.yaml:1:1: QMS002"),
    "too large": ({"staff.yaml": b"#" * 4_000_001}, "staff.yaml: QMS004"),
    "letter no document holds": ({"staff.yaml": 'staff: "\\a"\n'}, "staff.yaml:1:8: QMS011"),
    "other letter no document holds": ({"staff.yaml": "staff: \x00\n"}, "staff.yaml:1:8: QMS012"),
    "a list": ({"qms.yaml": "- a\n- b\n"}, "qms.yaml:1:1: QMS103"),
    "key nobody has": (edited("qms.yaml", "place:", "plcae:"), "qms.yaml:9:3: QMS102"),
    "framework nobody has": (edited("qms.yaml", "id: qd101-2019", "id: qd999"), "qd999"),
    "framework elsewhere": (edited("qms.yaml", "id: qd101-2019", "id: ../schemas"), "../schemas"),
    "role nobody has": (edited("staff.yaml", "role: clerk", "role: king"), "QMS144"),
    "no code for a document": ({"codes.yaml": "pattern: '{number}'\ndocuments: {}\n"}, "QMS151"),
    "number that is none": (
        edited("catalogue/1.000170.yaml", "value: 3,", "value: ba,"), "catalogue/1.000170.yaml:7:"
    ),
    "name that is not the code": (
        {"catalogue/1.000171.yaml": TINY["catalogue/1.000170.yaml"]}, "1.000171.yaml: QMS141"
    ),
    "text with an empty tag": (
        {"documents/procedure.md": "Một {{ }}\n"}, "procedure.md:1:1: QMS20"
    ),
    "text with a fence": ({"documents/items/fees.md": "```\nx\n```\n"}, "fees.md:1:1: QMS201"),
    "text with a letter no document holds": ({"documents/a.md": "a\x1eb\n"}, "a.md:1:2: QMS012"),
    "frame that is none": ({"templates/procedure.docx": b"PK\3\4"}, "procedure.docx: QMS301"),
    "form that is not there": (
        edited(
            "workflows/1.000170.yaml", "standing: agency\n",
            "standing: agency\nattachments: [{title: Phiếu, file: khong-co.md}]\n",
        ),
        "QMS213",
    ),
    "journal that is none": ({".qmskit/journal/plan.json": "{"}, "qmskit"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_set_is_told_with_its_place_and_nothing_is_written(
    files: Mapping[str, str | bytes], words: str, tmp_path: Path, run: Run
) -> None:
    folder = write_tree(tmp_path / "set", {**TINY, **files})
    ran = run("build", folder, *AS_OF)
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err
    *told, last = ran.err.splitlines()
    assert told or last.startswith("qmskit: ")
    assert [line for line in told if not PROBLEM.match(line)] == []
    assert not (folder / "_build").exists()


# (files with a problem each)
SEVERAL = {
    "below the set's own file": {
        **edited("catalogue/1.000170.yaml", "value: 3,", "value: ba,"),
        **edited("staff.yaml", "role: clerk", "role: king"),
        "documents/a.md": "a\x1eb\n",
    },
    "the set's own file too": {
        **edited("qms.yaml", "place:", "plcae:"),
        **edited("catalogue/1.000170.yaml", "value: 3,", "value: ba,"),
        "documents/a.md": "a\x1eb\n",
    },
}


@pytest.mark.parametrize("files", SEVERAL.values(), ids=SEVERAL)
def test_every_problem_is_told_in_one_run(
    files: Mapping[str, str], tmp_path: Path, run: Run
) -> None:
    ran = run("build", write_tree(tmp_path, {**TINY, **files}), *AS_OF)
    told = [line for line in ran.err.splitlines() if PROBLEM.match(line)]
    assert [line.split(":")[0] for line in told] == sorted(files)
    assert ran.err.splitlines()[-1].startswith("3 ")


def test_problems_can_be_told_in_english(tmp_path: Path, run: Run) -> None:
    folder = write_tree(tmp_path, {**TINY, **edited("qms.yaml", "place:", "plcae:")})
    ran = run("--lang", "en", "build", folder, *AS_OF)
    assert ran.code == 3
    assert "qms.yaml:9:3: QMS102: " in ran.err
    assert ran.err != run("build", folder, *AS_OF).err


def test_files_that_are_links_or_folders_are_told(tiny_set: Path, run: Run) -> None:
    catalogue = tiny_set / "catalogue" / "1.000170.yaml"
    catalogue.replace(tiny_set / "elsewhere.yaml")
    catalogue.symlink_to(tiny_set / "elsewhere.yaml")
    (tiny_set / "staff.yaml").unlink()
    (tiny_set / "staff.yaml").mkdir()
    ran = run("build", tiny_set, *AS_OF)
    assert ran.code == 3
    assert "catalogue/1.000170.yaml: QMS003: " in ran.err
    assert "staff.yaml: QMS005: " in ran.err


def test_new_makes_a_set_that_builds(tmp_path: Path, run: Run) -> None:
    ran = run(
        *("new", tmp_path / "set", "--defaults", "--name", "Ủy ban nhân dân xã Bình Minh"),
        *("--province", "tỉnh Đồng Xuân", "--procedures", EXAMPLE / "catalogue"),
        *("--field", "Hộ tịch", "--explain"),
    )
    assert (ran.code, ran.err) == (0, "")
    assert ": 6 " in ran.out.splitlines()[0]
    assert len(re.findall(r"^    \d\.\d{6} ", ran.out, re.MULTILINE)) == 6
    assert run("build", tmp_path / "set", *AS_OF).code == 0


def test_new_takes_a_file_of_answers_and_options_above_it(tmp_path: Path, run: Run) -> None:
    answers = f"agency:\n  name: Ủy ban nhân dân xã A\nprocedures: ['{EXAMPLE / 'catalogue'}']\n"
    write_tree(tmp_path, {"a.yaml": answers})
    name = "Ủy ban nhân dân xã B"
    ran = run("new", tmp_path / "set", "--answers", tmp_path / "a.yaml", "--name", name)
    assert ran.code == 0
    assert qmskit.load(tmp_path / "set").agency.name == name


def test_new_tells_all_that_is_missing(tmp_path: Path, run: Run) -> None:
    ran = run("new", tmp_path / "set", "--defaults")
    assert ran.code == 3
    assert re.findall(r"QMS\d{3}", ran.err) == ["QMS161", "QMS162"]


BROKEN_ANSWERS = {
    "empty": "",
    "key nobody has": "agency: {name: A}\nprocedures: [x]\ncolour: red\n",
    "role nobody has": "agency: {name: A}\nprocedures: [x]\nstaff: [{role: king, person: A}]\n",
    "no text": "agency: [A]\nprocedures: [x]\n",
    "bad code": "agency: {name: A}\nprocedures: [x]\ncodes: [abc]\n",
}


@pytest.mark.parametrize("answers", BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS)
def test_broken_answers_are_told_with_their_place(answers: str, tmp_path: Path, run: Run) -> None:
    file = write_tree(tmp_path, {"a.yaml": answers}) / "a.yaml"
    ran = run("new", tmp_path / "set", "--answers", file)
    assert ran.code == 3
    assert re.search(r"a\.yaml:\d+:\d+: QMS1\d\d: ", ran.err)
    assert not (tmp_path / "set").exists()


# key, place of one of its values
KEYS = {
    "agency.name": "qms.yaml:7:3",
    "staff.head": "staff.yaml:2:",
    "roles.head": "qd101-2019/roles.yaml",
    "titles.purpose": "qd101-2019/profiles.yaml",
    "texts.procedure.md": "qd101-2019/documents/procedure.md:",
    "1.000170.name": "catalogue/1.000170.yaml:2:1",
    "1.000170.channels[0].limit": "catalogue/1.000170.yaml:7:",
    "1.000170.workflow": "workflows/1.000170.yaml:",
    "1.000170.document": "codes.yaml:3:3",
}


@pytest.mark.parametrize(("key", "place"), KEYS.items(), ids=KEYS)
def test_explain_tells_the_place_of_a_value(key: str, place: str, tiny_set: Path, run: Run) -> None:
    ran = run("explain", tiny_set, key)
    assert (ran.code, ran.err) == (0, "")
    assert [line for line in ran.out.splitlines() if f" – {place}" in line]
    assert ran.out.splitlines()[1].startswith("    ")


def test_explain_tells_what_hides_what(run: Run) -> None:
    first, *rest = [
        line for line in run("explain", EXAMPLE, "2.000635.workflow").out.splitlines()
        if "QMS" not in line and re.match(r"\S.* – ", line)
    ]  # fmt: skip
    assert "workflows/2.000635.yaml" in first
    assert any("province/2.000635.yaml" in line for line in rest)


def test_explain_tells_the_standing_of_a_source_in_words(tiny_set: Path, run: Run) -> None:
    printed = run("explain", tiny_set, "roles.head").out
    assert "[thấy trong tài liệu đang dùng]" in printed


def test_new_takes_the_agency_above(tmp_path: Path, run: Run) -> None:
    name, parent = "Sở Tư pháp", "Ủy ban nhân dân tỉnh Biển Xanh"
    catalogue = EXAMPLE / "catalogue"
    ran = run("new", tmp_path / "set", "--name", name, "--parent", parent, "--type", "department",
              "--procedures", catalogue, "--all", "--defaults")  # fmt: skip
    assert ran.code == 0
    assert qmskit.load(tmp_path / "set").agency.parent == parent


def test_schema_lists_and_prints_schemas(run: Run) -> None:
    names = run("schema").out.split()
    assert {"qms", "catalogue", "workflow"} <= set(names)
    for name in names:
        ran = run("schema", name)
        assert ran.code == 0
        assert json.loads(ran.out)["$defs"]


def test_a_shipped_frame_is_without_fault_and_gives_a_sample(tmp_path: Path, run: Run) -> None:
    sample = tmp_path / "sample.docx"
    ran = run("template", "check", FRAME, "--sample", sample)
    assert (ran.code, ran.err) == (0, "")
    assert docx.Document(str(sample)).paragraphs


def test_a_frame_without_our_styles_returns_1(tmp_path: Path, run: Run) -> None:
    document = docx.Document()
    document.add_paragraph("{{p body }}")
    document.save(str(tmp_path / "frame.docx"))
    ran = run("template", "check", tmp_path / "frame.docx")
    assert ran.code == 1
    assert "QmsBody" in ran.out
    assert "document.code" in ran.out


@pytest.mark.parametrize("text", ["{{ document.cod }}", "{{ 1 / 0 }}", "{% if x %}"])
def test_a_frame_that_cannot_be_used_returns_3_and_writes_no_sample(
    text: str, tmp_path: Path, run: Run
) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    document.add_paragraph("{{p body }}")
    document.save(str(tmp_path / "frame.docx"))
    ran = run("template", "check", tmp_path / "frame.docx", "--sample", tmp_path / "sample.docx")
    assert ran.code == 3
    assert PROBLEM.search(ran.out + ran.err)
    assert not (tmp_path / "sample.docx").exists()


def test_starting_loads_nothing_heavy() -> None:
    code = (
        "import sys; from qmskit.cli import main; main(['--version']);"
        "print(*(m for m in ('docx', 'docxtpl', 'lxml', 'jsonschema', 'yaml', 'jinja2', "
        "'openpyxl', 'holidays', 'markdown_it') if m in sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.splitlines()[1:] == [""]
