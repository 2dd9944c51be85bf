"""`new`: a set that loads and builds, made from answers and records, or nothing at all."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import qmskit
from qmskit.documents.plan import plan
from qmskit.model.agencies import Appointment
from tests.docset.running import DAY, EXAMPLE, digests, qmskit_process
from tests.trees import TINY, write_tree

COMMUNE = qmskit.Agency(
    "commune", "Ủy ban nhân dân xã Bình Minh", province="tỉnh Đồng Xuân", unit_code="BM"
)
SOURCE = str(EXAMPLE / "catalogue")


@pytest.fixture(autouse=True)
def without_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the list of units, so that the tests do the same whether the extra is installed."""
    monkeypatch.setitem(sys.modules, "vietnamadminunits", None)


def answers(**changes: object) -> qmskit.Answers:
    return replace(qmskit.Answers(COMMUNE, (SOURCE,)), **changes)  # type: ignore[arg-type]


def codes_of(procedures: tuple[qmskit.Procedure, ...]) -> list[str]:
    return [procedure.code for procedure in procedures]


def test_57_of_103_real_procedures_are_in_the_competence_of_a_commune(
    real_data: Path, tmp_path: Path
) -> None:
    source = str(real_data / "portal-api-2026-07")
    report = qmskit.new(tmp_path / "set", answers(sources=(source,)))
    assert (len(report.taken), len(report.left_out)) == (57, 46)
    assert all(one.reason and one.name for one in report.left_out)
    assert codes_of(report.taken) == sorted(codes_of(report.taken))
    assert len(set(report.codes.documents.values())) == 57
    built = qmskit.build(qmskit.load(tmp_path / "set"), as_of=DAY)
    assert built.count("built") == len(plan(qmskit.load(tmp_path / "set"), DAY)) > 3 * 57


def test_all_103_real_procedures_are_taken_when_asked_for(real_data: Path, tmp_path: Path) -> None:
    source = str(real_data / "portal-api-2026-07")
    report = qmskit.new(tmp_path / "set", answers(sources=(source,), take_all=True))
    assert (len(report.taken), report.left_out) == (103, ())
    assert len(qmskit.load(tmp_path / "set").procedures) == 103


def test_real_records_are_taken_by_field(real_data: Path, tmp_path: Path) -> None:
    source = str(real_data / "portal-api-2026-07")
    report = qmskit.new(tmp_path / "set", answers(sources=(source,), fields=("Đất đai",)))
    assert {procedure.field for procedure in report.taken} == {"Đất đai"}
    assert len(report.taken) + len(report.left_out) == 103


def test_a_new_set_loads_with_what_was_answered(tmp_path: Path) -> None:
    report = qmskit.new(tmp_path / "set", answers())
    qmset = qmskit.load(tmp_path / "set")
    assert qmset.agency == COMMUNE
    assert list(qmset.procedures) == codes_of(report.taken) == codes_of(report.taken)
    assert tuple(qmset.procedures.values()) == report.taken
    assert set(qmset.workflows) == set(qmset.procedures)
    assert qmset.codes == report.codes
    assert report.warnings == ()


def test_a_new_set_builds(tmp_path: Path) -> None:
    qmskit.new(tmp_path / "set", answers())
    built = qmskit.build(qmskit.load(tmp_path / "set"), as_of=DAY)
    assert built.count("built") == len(plan(qmskit.load(tmp_path / "set"), DAY)) > 3 * 12
    assert {note.code for note in built.notes} >= {"QMS401"}


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        qmskit.new(tmp_path / name, answers())
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_every_file_names_a_schema_that_lies_in_the_set(tmp_path: Path) -> None:
    qmskit.new(tmp_path / "set", answers())
    files = list((tmp_path / "set").rglob("*.yaml"))
    assert len(files) == 4 + 2 * 12
    for path in files:
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert named, path
        assert json.loads((path.parent / named.group(1)).read_text("utf-8"))["$defs"]


# folders that are there before, relative to tmp_path
TAKEN: Mapping[str, Mapping[str, str]] = {
    "a file inside": {"set/a.txt": "mine"},
    "a hidden file inside": {"set/.a": "mine"},
    "a folder inside": {"set/a/b.txt": "mine"},
    "a set": {f"set/{name}": text for name, text in TINY.items()},
    "a file": {"set": "mine"},
}


@pytest.mark.parametrize("there", TAKEN.values(), ids=TAKEN)
def test_a_folder_that_holds_something_is_refused(there: Mapping[str, str], tmp_path: Path) -> None:
    before = digests(write_tree(tmp_path, there))
    with pytest.raises(qmskit.TargetError) as caught:
        qmskit.new(tmp_path / "set", answers())
    assert caught.value.path == tmp_path / "set"
    assert digests(tmp_path) == before


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "set").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(qmskit.TargetError):
        qmskit.new(tmp_path / "set", answers())
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    assert len(qmskit.new(tmp_path / "set", answers()).taken) == 12


BROKEN_SOURCES: Mapping[str, tuple[Mapping[str, str | bytes], str]] = {
    "JSON cut": ({"a.json": '{"data": '}, "QMS013"),
    "other JSON": ({"a.json": '{"data": {"code": "1.000001"}}'}, "QMS021"),
    "unknown key": ({"a.yaml": "code: 1.000001\nname: A\nnmae: B\n"}, "QMS102"),
    "not UTF-8": ({"a.yaml": "code: 1.000001\nname: Thủ tục\n".encode("utf-16")}, "QMS002"),
    "code twice": (
        {"a.yaml": "code: 1.000001\nname: A\n", "b.yaml": "code: 1.000001\nname: B\n"}, "QMS023"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "code"), BROKEN_SOURCES.values(), ids=BROKEN_SOURCES)
def test_nothing_is_written_when_a_source_cannot_be_read(
    files: Mapping[str, str | bytes], code: str, tmp_path: Path
) -> None:
    source = write_tree(tmp_path / "source", files)
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.new(tmp_path / "set", answers(sources=(SOURCE, str(source))))
    assert code in {problem.code for problem in caught.value.problems}
    assert not (tmp_path / "set").exists()


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.new(tmp_path / "set", answers(sources=(str(tmp_path / "none"), SOURCE)))
    assert [problem.code for problem in caught.value.problems] == ["QMS001"]
    assert not (tmp_path / "set").exists()


# answers that cannot be used, codes of all their problems
REFUSED: Mapping[str, tuple[Mapping[str, object], set[str]]] = {
    "no name": ({"agency": replace(COMMUNE, name="")}, {"QMS161"}),
    "no source": ({"sources": ()}, {"QMS162"}),
    "nothing at all": (
        {"agency": qmskit.Agency("x", ""), "sources": ()}, {"QMS131", "QMS161", "QMS162"}
    ),
    "type nobody has": ({"agency": replace(COMMUNE, type="village")}, {"QMS131"}),
    "profile nobody has": ({"layout": {"profile": "roman"}}, {"QMS131"}),
    "revision table nobody has": ({"layout": {"revision_table": "r9"}}, {"QMS131"}),
    "field nobody has": ({"fields": ("Thiên văn",)}, {"QMS164"}),
    "code nobody has": ({"codes": ("9.999999",)}, {"QMS332"}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "codes"), REFUSED.values(), ids=REFUSED)
def test_answers_that_cannot_be_used_are_told_all_at_once(
    changes: Mapping[str, object], codes: set[str], tmp_path: Path
) -> None:
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.new(tmp_path / "set", answers(**changes))
    assert {problem.code for problem in caught.value.problems} == codes
    assert not (tmp_path / "set").exists()


# answers that a file could not hold but a program can give
UNLOADABLE: Mapping[str, Mapping[str, object]] = {
    "layout nobody has": {"layout": {"colour": "red"}},
    "sign block nobody has": {"layout": {"sign_block": "stamp"}},
    "role nobody has": {"staff": (Appointment("king", "Nguyễn Văn A"),)},
    "name of two lines": {"agency": replace(COMMUNE, name="Ủy ban nhân dân\nxã Bình Minh")},
    "blank name": {"agency": replace(COMMUNE, name="  ")},
    "letter no document holds": {"agency": replace(COMMUNE, place="Bình\x07Minh")},
}


@pytest.mark.parametrize("changes", UNLOADABLE.values(), ids=UNLOADABLE)
def test_no_set_is_written_that_cannot_be_loaded(
    changes: Mapping[str, object], tmp_path: Path
) -> None:
    with pytest.raises(qmskit.QmskitError):
        qmskit.new(tmp_path / "set", answers(**changes))
    assert not (tmp_path / "set").exists()


@pytest.mark.parametrize("framework", ["qd999", "", "../schemas", "..", "/etc", "qd101-2019/../x"])
def test_a_framework_nobody_has_is_told(framework: str, tmp_path: Path) -> None:
    with pytest.raises(qmskit.UnknownNameError) as caught:
        qmskit.new(tmp_path / "set", answers(framework=framework))
    assert caught.value.known == ("qd101-2019",)
    assert not (tmp_path / "set").exists()


# (fields asked for, number of procedures taken)
FIELDS = {
    "one": (("Hộ tịch",), 6),
    "two": (("Hộ tịch", "Chứng thực"), 9),
    "without marks": (("ho tich",), 6),
    "in capitals": (("HỘ TỊCH",), 6),
}


@pytest.mark.parametrize(("fields", "count"), FIELDS.values(), ids=FIELDS)
def test_procedures_are_taken_by_field(fields: tuple[str, ...], count: int, tmp_path: Path) -> None:
    report = qmskit.new(tmp_path / "set", answers(fields=fields))
    assert (len(report.taken), len(report.left_out)) == (count, 12 - count)
    assert len({one.reason for one in report.left_out}) == 1


def test_procedures_are_taken_by_code(tmp_path: Path) -> None:
    report = qmskit.new(tmp_path / "set", answers(codes=("1.001193", "2.000815")))
    assert codes_of(report.taken) == ["1.001193", "2.000815"]


# (pattern, first codes of the set)
PATTERNS = {
    "usual": ("QT {number}/{level}-{field}", ["QT 01/CX-HT", "QT 02/CX-HT", "QT 03/CX-HT"]),
    "unit": ("{unit}.{field}.{number}", ["BM.HT.01", "BM.HT.02", "BM.HT.03"]),
    "number only": ("{number}", ["01", "02", "03"]),
    "number twice": ("{number}-{number}", ["01-01", "02-02", "03-03"]),
}


@pytest.mark.parametrize(("pattern", "first"), PATTERNS.values(), ids=PATTERNS)
def test_document_codes_follow_the_pattern(pattern: str, first: list[str], tmp_path: Path) -> None:
    report = qmskit.new(tmp_path / "set", answers(code_pattern=pattern))
    documents = report.codes.documents
    assert [documents[code] for code in sorted(documents)][:3] == first
    assert len(set(documents.values())) == 12
    assert qmskit.load(tmp_path / "set").codes.pattern == pattern


BAD_PATTERNS = (
    "QT", "{field}", "{number}{name}", "{number.__class__}", "{number!r}", "{number:>99}", "{}",
    "{number}{", "}{number}", "{number}}", "{{number}}", "{{number}}{number}}",
)  # fmt: skip


@pytest.mark.parametrize("pattern", BAD_PATTERNS)
def test_a_pattern_that_cannot_number_documents_is_refused(pattern: str, tmp_path: Path) -> None:
    # In a process of its own: a pattern that numbers nothing could be tried for ever.
    file = write_tree(tmp_path, {"a.yaml": answers_text(f'code_pattern: "{pattern}"\n')}) / "a.yaml"
    try:
        done = qmskit_process("new", str(tmp_path / "set"), "--answers", str(file), seconds=15)
    except subprocess.TimeoutExpired:
        pytest.fail("tried for ever")
    assert done.returncode == 3
    assert ": QMS163: " in done.stderr
    assert not (tmp_path / "set").exists()


def answers_text(more: str = "") -> str:
    return f"""\
agency:
  name: Ủy ban nhân dân xã Bình Minh
  province: tỉnh Đồng Xuân
procedures:
  - {SOURCE}
{more}"""


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    catalogue = {path.name: path.read_bytes() for path in Path(SOURCE).glob("1.00*.yaml")}
    write_tree(tmp_path / "data", catalogue)
    file = tmp_path / "answers.yaml"
    file.write_text(
        """\
agency:
  type: commune
  name: Ủy ban nhân dân xã Bình Minh
  unit_code: BM
procedures: [data]
fields: [Hộ tịch]
codes: ["1.001193", "1.000894"]
code_pattern: "{unit}-{number}"
layout:
  profile: decimal
staff:
  - {role: head, person: Nguyễn Văn A, since: 01/07/2025}
  - {role: clerk, person: }
""",
        encoding="utf-8",
    )
    report = qmskit.new(tmp_path / "set", qmskit.read_answers(file, "qd101-2019"))
    qmset = qmskit.load(tmp_path / "set")
    assert report.codes.documents == {"1.000894": "BM-01", "1.001193": "BM-02"}
    assert qmset.profile.id == "decimal"
    assert [(one.role, one.person) for one in qmset.appointments][:2] == [
        ("head", "Nguyễn Văn A"),
        ("clerk", ""),
    ]


def test_posts_without_holders_are_listed_when_nobody_is_named(tmp_path: Path) -> None:
    qmskit.new(tmp_path / "set", answers())
    appointments = qmskit.load(tmp_path / "set").appointments
    assert "head" in {one.role for one in appointments}
    assert {one.person for one in appointments} == {""}


def test_proposed_workflows_are_marked_as_such(tmp_path: Path) -> None:
    qmskit.new(tmp_path / "set", answers())
    names = {path.name for path in (tmp_path / "set" / "workflows").iterdir()}
    qmset = qmskit.load(tmp_path / "set")
    assert names == {f"{code}.proposed.yaml" for code in qmset.procedures}
    assert {workflow.standing.value for workflow in qmset.workflows.values()} == {"proposed"}


# rows of the list of units: commune, province, code
UNITS = (
    ("Xã Bình Minh", "Tỉnh Đồng Xuân", "00001"),
    ("Xã Mỹ Tân", "Tỉnh Đồng Xuân", "00002"),
    ("Xã Mỹ Tân", "Tỉnh Đồng Tháp", "00003"),
    ("Phường An Hòa", "Thành phố Hoa Lư", "00004"),
)


@pytest.fixture
def units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a package of units in the place of the real one; importing it would fail."""
    package = write_tree(
        tmp_path / "site" / "vietnamadminunits", {"__init__.py": "raise RuntimeError", "data/x": ""}
    )
    database = package / "data" / "dataset.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE admin_units (ward TEXT, province TEXT, wardCode TEXT)")
        connection.executemany("INSERT INTO admin_units VALUES (?, ?, ?)", UNITS)
    monkeypatch.delitem(sys.modules, "vietnamadminunits", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return database


# (name, province) answered, (province, code) filled in, codes of the warnings
NAMES: Mapping[str, tuple[tuple[str, str], tuple[str, str], list[str]]] = {
    "known": (("Ủy ban nhân dân xã Bình Minh", ""), ("tỉnh Đồng Xuân", "00001"), []),
    "known, with province": (
        ("Ủy ban nhân dân xã Mỹ Tân", "tỉnh Đồng Tháp"), ("tỉnh Đồng Tháp", "00003"), []
    ),
    "province without its kind": (
        ("Ủy ban nhân dân xã Mỹ Tân", "Đồng Tháp"), ("Đồng Tháp", "00003"), []
    ),
    "in two provinces": (("Ủy ban nhân dân xã Mỹ Tân", ""), ("", ""), ["QMS171"]),
    "not known": (
        ("Ủy ban nhân dân xã Không Có", "tỉnh Đồng Xuân"), ("tỉnh Đồng Xuân", ""), ["QMS172"]
    ),
    "wrong tone mark": (
        ("Ủy ban nhân dân xã Bình Mình", "tỉnh Đồng Xuân"), ("tỉnh Đồng Xuân", ""), ["QMS172"]
    ),
    "in another province": (
        ("Ủy ban nhân dân xã Bình Minh", "tỉnh Lạ"), ("tỉnh Lạ", ""), ["QMS172"]
    ),
}  # fmt: skip


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize(("asked", "filled", "warnings"), NAMES.values(), ids=NAMES)
def test_a_commune_that_is_not_found_is_a_warning_and_no_more(
    asked: tuple[str, str], filled: tuple[str, str], warnings: list[str], tmp_path: Path
) -> None:
    agency = qmskit.Agency("commune", asked[0], province=asked[1])
    report = qmskit.new(tmp_path / "set", answers(agency=agency))
    made = qmskit.load(tmp_path / "set").agency
    assert [warning.code for warning in report.warnings] == warnings
    assert (made.name, made.province, made.unit_id) == (asked[0], *filled)


@pytest.mark.usefixtures("units")
def test_a_department_is_not_looked_up_among_communes(tmp_path: Path) -> None:
    agency = qmskit.Agency("department", "Sở Tư pháp")
    report = qmskit.new(tmp_path / "set", answers(agency=agency, take_all=True))
    assert report.warnings == ()


def test_a_list_of_units_that_cannot_be_read_is_as_good_as_none(
    units: Path, tmp_path: Path
) -> None:
    units.write_bytes(b"no database")
    assert qmskit.new(tmp_path / "set", answers()).warnings == ()


# name, codes of the warnings
FREE = {
    "a name as others": ("Ủy ban nhân dân xã Không Có", []),
    "any": ("A <&> “b” 👍", ["QMS173"]),
}


@pytest.mark.parametrize(("name", "warnings"), FREE.values(), ids=FREE)
def test_without_the_list_of_units_names_are_free(
    name: str, warnings: list[str], tmp_path: Path
) -> None:
    agency = qmskit.Agency("commune", name, province="nơi nào đó")
    report = qmskit.new(tmp_path / "set", answers(agency=agency))
    assert [warning.code for warning in report.warnings] == warnings
    assert qmskit.load(tmp_path / "set").agency == agency
