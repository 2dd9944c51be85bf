"""Every example builds, and shows nothing that a reader should not see."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.document import Document

import qmskit
from qmskit.documents.composing import Composer
from qmskit.documents.directives.workflows import case_total
from qmskit.documents.plan import plan, workflow_of
from qmskit.model.texts import one_line
from qmskit.model.times import TimeUnit
from qmskit.readers.packs import read_framework

FOLDER = Path(__file__).parents[1] / "examples"

# Decree 30/2020 knows no place for a code of our own on an administrative document.
LETTERS = frozenset(
    kind.code for kind in read_framework("qd101-2019").kinds if kind.letter is not None
)
FOLDERS = tuple(sorted(path for path in FOLDER.iterdir() if path.is_dir()))
# Sets of documents; a pack of a province is an example too, but builds nothing by itself.
EXAMPLES = tuple(path for path in FOLDERS if (path / "qms.yaml").is_file())
DAY = date(2026, 11, 22)

DEPARTMENT = "so-nong-nghiep-moi-truong-dong-xuan"
SUB_DEPARTMENT = "chi-cuc-quan-ly-dat-dai-dong-xuan"
PROVINCIAL = (DEPARTMENT, SUB_DEPARTMENT)

# Words of documents that only a commune has; the province's People's Committee is another's.
COMMUNE_WORDS = re.compile(
    r"cấp xã|Ủy ban nhân dân (?!tỉnh)|Công an xã|hành chính công xã|tư pháp – hộ tịch|HĐND và UBND"
)


def test_there_are_examples_and_each_tells_what_it_is() -> None:
    assert EXAMPLES
    assert [path for path in FOLDERS if not (path / "README.md").is_file()] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_builds_in_every_document_it_plans(example: Path, tmp_path: Path) -> None:
    qmset = qmskit.load(example)
    report = qmskit.build(qmset, as_of=DAY, out=tmp_path)
    made = {code for one in report.documents for code in one.procedures}
    assert made == set(qmset.procedures)
    assert report.count("built") == len(report.documents)
    assert {note.code[:4] for note in report.notes} <= {"QMS4"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_no_document_of_an_example_shows_a_tag_or_a_missing_value(
    example: Path, tmp_path: Path
) -> None:
    report = qmskit.build(qmskit.load(example), as_of=DAY, out=tmp_path)
    for one in report.documents:
        text = "\n".join(_texts(docx.Document(str(tmp_path / one.path))))
        assert one.code in text or one.code in LETTERS
        for unwanted in ("{{", "{%", "None", "Undefined", "Decimal(", "<w:", "&amp;", ":::"):
            assert unwanted not in text, one.path


@pytest.mark.parametrize("example", FOLDERS, ids=lambda path: path.name)
def test_an_example_is_written_by_hand_and_holds_no_output(example: Path) -> None:
    assert not (example / "_build").exists()
    assert not (example / ".qmskit").exists()


@pytest.mark.parametrize(
    ("name", "parent", "agency"),
    [
        (
            DEPARTMENT,
            "Ủy ban nhân dân tỉnh Đồng Xuân",
            "Sở Nông nghiệp và Môi trường",
        ),
        (
            SUB_DEPARTMENT,
            "Sở Nông nghiệp và Môi trường tỉnh Đồng Xuân",
            "Chi cục Quản lý đất đai",
        ),
    ],
)
def test_the_superior_body_stands_above_the_agency(
    name: str, parent: str, agency: str, tmp_path: Path
) -> None:
    report = qmskit.build(qmskit.load(FOLDER / name), as_of=DAY, out=tmp_path)
    covers = [one for one in report.documents if Path(one.path).parts[0] == "quy-trinh"]
    for one in covers:
        cover = docx.Document(str(tmp_path / one.path)).tables[0].cell(0, 0)
        assert [line.text for line in cover.paragraphs] == [parent, agency]
        assert all(run.font.all_caps for line in cover.paragraphs for run in line.runs)
    assert covers


@pytest.mark.parametrize(
    ("name", "day", "approver", "reviewer"),
    [
        (DEPARTMENT, DAY, ("Nguyễn Văn A", "Giám đốc Sở"), "Trưởng phòng Kinh tế đất"),
        (
            SUB_DEPARTMENT,
            date(2026, 10, 15),
            ("Nguyễn Văn A", "Chi cục trưởng"),
            "Trưởng phòng nghiệp vụ",
        ),
        (
            SUB_DEPARTMENT,
            date(2026, 10, 16),
            ("Trần Thị B", "Phó Chi cục trưởng phụ trách"),
            "Trưởng phòng nghiệp vụ",
        ),
    ],
)
def test_head_unit_head_and_officer_sign(
    name: str, day: date, approver: tuple[str, str], reviewer: str
) -> None:
    qmset = qmskit.load(FOLDER / name)
    document = Composer(qmset, day).composed(plan(qmset, day)[0])
    signatures = document.frame_names["signatures"]
    assert (signatures["approver"]["person"], signatures["approver"]["title"]) == approver
    assert signatures["reviewer"] == {"person": "Lê Văn C", "title": reviewer}
    assert signatures["drafter"] == {"person": "Phạm Thị D", "title": "Chuyên viên"}


def test_layouts_and_sign_blocks_of_the_examples_differ() -> None:
    sets = [qmskit.load(FOLDER / name) for name in PROVINCIAL]
    assert [(one.profile.id, one.profile.sign_block) for one in sets] == [
        ("lettered", "sign-table"),
        ("decimal", "decision"),
    ]
    codes = [sorted(one.codes.documents.values()) for one in sets]
    assert codes == [
        [f"QT {number:02d}/CT-DD" for number in range(1, 7)],
        [f"QT {number:02d}/CC-DD" for number in range(1, 4)],
    ]


WORKING_DAY, CALENDAR_DAY = TimeUnit.WORKING_DAY, TimeUnit.DAY


@pytest.mark.parametrize(
    ("name", "code", "unit", "sums"),
    [
        (DEPARTMENT, "1.115601", WORKING_DAY, {"khong-thuc-dia": "7", "co-thuc-dia": "10"}),
        (DEPARTMENT, "1.115602", WORKING_DAY, {"": "5"}),
        (DEPARTMENT, "1.115500", WORKING_DAY, {"": "10"}),
        (DEPARTMENT, "1.115316", WORKING_DAY, {"": "6"}),
        (DEPARTMENT, "1.115314", WORKING_DAY, {"khong-thuc-dia": "12", "co-thuc-dia": "15"}),
        (DEPARTMENT, "1.115378", WORKING_DAY, {"": "17.5"}),
        (SUB_DEPARTMENT, "1.115795", WORKING_DAY, {"thong-thuong": "23", "kho-khan": "30"}),
        (SUB_DEPARTMENT, "1.115780", WORKING_DAY, {"khong-thuc-dia": "10", "co-thuc-dia": "12"}),
        (SUB_DEPARTMENT, "1.115725", CALENDAR_DAY, {"khong-thuc-dia": "10", "co-thuc-dia": "15"}),
    ],
)
def test_times_of_the_steps_add_up_to_the_limit(
    name: str, code: str, unit: TimeUnit, sums: dict[str, str]
) -> None:
    qmset = qmskit.load(FOLDER / name)
    workflow = workflow_of(qmset, code)
    assert workflow is not None
    assert {case.id for case in workflow.cases} == set(sums) - {""}
    for case, expected in sums.items():
        found = case_total(workflow, case)
        assert found == qmskit.Limit(Decimal(expected), unit)
    assert all(case.limit == qmskit.Limit(Decimal(sums[case.id]), unit) for case in workflow.cases)
    reduced = qmset.province[code].limit
    limits = (*qmset.procedures[code].limits, *((reduced,) if reduced else ()))
    known = [limit.value for limit in limits if limit.value is not None]
    assert all(max(Decimal(one) for one in sums.values()) <= value for value in known[-1:])


def test_dossiers_of_the_sub_department_pass_to_the_department() -> None:
    qmset = qmskit.load(FOLDER / SUB_DEPARTMENT)
    for code in qmset.procedures:
        workflow = workflow_of(qmset, code)
        assert workflow is not None
        inside = [step.role for step in workflow.steps if not step.outside]
        passed = [step for step in workflow.steps if step.role == "department-leader"]
        assert [step.outside for step in passed] == ["Sở Nông nghiệp và Môi trường tỉnh Đồng Xuân"]
        assert inside[0] == inside[-1] == "provincial-reception"
        assert "sub-department-leader" in inside


@pytest.mark.parametrize("name", PROVINCIAL)
def test_no_document_of_the_province_speaks_of_communes(name: str, tmp_path: Path) -> None:
    report = qmskit.build(qmskit.load(FOLDER / name), as_of=DAY, out=tmp_path)
    for one in report.documents:
        text = "\n".join(_texts(docx.Document(str(tmp_path / one.path))))
        assert not one.procedures or COMMUNE_WORDS.findall(text) == [], one.path


@pytest.mark.parametrize(
    "wording",
    [
        "Ủy ban nhân dân cấp xã",
        "Chủ tịch Ủy ban nhân dân xã",
        "Trung tâm Phục vụ hành chính công xã",
    ],
)
def test_words_of_communes_are_known(wording: str) -> None:
    assert COMMUNE_WORDS.search(wording)


@pytest.mark.parametrize("name", PROVINCIAL)
def test_roles_of_steps_belong_to_the_type_of_agency(name: str) -> None:
    qmset = qmskit.load(FOLDER / name)
    steps = [
        step for code in qmset.procedures if (flow := workflow_of(qmset, code))
        for step in flow.steps if step.role
    ]  # fmt: skip
    kinds = {step.role: qmset.role(step.role).agency_types for step in steps}
    assert [role for role, types in kinds.items() if types and qmset.agency.type not in types] == []


@pytest.mark.parametrize("name", PROVINCIAL)
def test_facts_of_the_examples_are_those_of_the_records(name: str, real_data: Path) -> None:
    read = qmskit.read_procedures(real_data / "portal-api-2026-07")
    records = {one.procedure.code: one.procedure for one in read.found}
    for code, procedure in qmskit.load(FOLDER / name).procedures.items():
        record = records[code]
        assert one_line(procedure.name) == one_line(record.name)
        assert procedure.field == record.field
        assert set(procedure.levels) <= set(record.levels)
        assert _limits(procedure) <= _limits(record)
        assert _amounts(procedure) <= _amounts(record)
        # The portal writes a number with or without the name of its kind.
        cited = "\n".join(f"{one.number} {one.cited}" for one in record.legal_bases)
        numbers = [one.number for one in procedure.legal_bases]
        assert [number for number in numbers if number not in cited] == [], code


def _limits(procedure: qmskit.Procedure) -> set[tuple[Decimal | None, TimeUnit]]:
    return {
        (limit.value, limit.unit)
        for limit in procedure.limits
        if limit.unit is not TimeUnit.UNKNOWN
    }


def _amounts(procedure: qmskit.Procedure) -> set[tuple[str, Decimal | None]]:
    fees = (fee for channel in procedure.channels for fee in channel.fees)
    return {(fee.kind.value, fee.amount) for fee in fees}


def _texts(document: Document) -> Iterator[str]:
    """Yield what a document shows: paragraphs, cells, headers and footers."""
    places = [document, *(part for one in document.sections for part in (one.header, one.footer))]
    for place in places:
        yield from (paragraph.text for paragraph in place.paragraphs)
        for table in place.tables:
            yield from (cell.text for row in table.rows for cell in row.cells)
