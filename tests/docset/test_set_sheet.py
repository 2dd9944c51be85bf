from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from qmskit.model.sets import DocumentSet
from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import Step, StepTime, Workflow, WorkflowCase, WorkflowStanding
from qmskit.problems import InvalidInputError
from qmskit.readers.sets import load
from qmskit.readers.tables.set_rows import WORKFLOWS
from qmskit.readers.tables.set_sheet import SetEdits, is_set_workbook, read_set_edits
from qmskit.renderers.xlsx import XlsxRenderer
from qmskit.renderers.xlsx.workflows import set_workbook
from tests.docset.running import EXAMPLE
from tests.sheets import Value, change_cells, write_workbook
from tests.strategies import limits, lines, texts

DAY = date(2026, 7, 1)
# Columns of the sheet of workflows by their keys.
AT = {heading.key: "ABCDEFGHIJKLM"[number] for number, heading in enumerate(WORKFLOWS)}


@cache
def example() -> DocumentSet:
    return load(EXAMPLE)


@cache
def written() -> bytes:
    return set_workbook(example(), DAY)


def rows_of(code: str) -> list[int]:
    """The rows of a workflow in the workbook of the example."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(written())
        sheet = load_workbook(path)["Quy trình"]
        return [row for row in range(4, sheet.max_row + 1) if code in str(sheet[f"A{row}"].value)]


def edits(folder: Path, cells: Mapping[str, Mapping[str, Value]]) -> SetEdits:
    path = folder / "bo.xlsx"
    path.write_bytes(written())
    for sheet, changes in cells.items():
        change_cells(path, sheet, changes)
    return read_set_edits(path, example())


def refused(folder: Path, cells: Mapping[str, Mapping[str, Value]]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        edits(folder, cells)
    return [(one.where.path, one.code) for one in caught.value.problems]


def test_a_workbook_nobody_edited_changes_nothing(tmp_path: Path) -> None:
    assert edits(tmp_path, {}).is_empty
    assert is_set_workbook(tmp_path / "bo.xlsx")
    # As Excel or LibreOffice write it, without our zip and styles.
    assert edits(tmp_path, {"Nhân sự": {}, "Quy trình": {}}).is_empty


def test_the_renderer_gives_one_file_the_same_every_time() -> None:
    (made,) = XlsxRenderer().files(example(), DAY)
    assert (str(made[0]), made[1]) == ("nhan-su-va-quy-trinh.xlsx", written())


def test_staff_is_changed(tmp_path: Path) -> None:
    first, second, *rest = example().appointments
    found = edits(
        tmp_path, {"Nhân sự": {"B4": "Đặng Văn H", "D4": date(2026, 1, 2), "E5": "30/6/2026"}}
    )
    assert found.appointments == (
        replace(first, person="Đặng Văn H", since=date(2026, 1, 2)),
        replace(second, until=date(2026, 6, 30)),
        *rest,
    )
    assert not found.workflows
    assert {key: str(place.path) for key, place in found.places.items()} == {"staff": "Nhân sự"}


def test_an_own_workflow_is_changed_in_what_was_edited_only(tmp_path: Path) -> None:
    code = "2.000635"
    first, second, *_rest = rows_of(code)
    before = example().workflows[code]
    found = edits(tmp_path, {"Quy trình": {
        f"{AT['value']}{first}": 1,
        f"{AT['performer']}{second}": "Văn thư",
        f"{AT['output']}{second}": "Bản mới",
    }})  # fmt: skip
    steps = (
        replace(before.steps[0], times=(StepTime("", Limit(Decimal(1), TimeUnit.HOUR)),)),
        replace(before.steps[1], role="clerk", output="Bản mới"),
        *before.steps[2:],
    )
    assert found.appointments is None
    assert found.workflows == {code: replace(before, steps=steps)}
    assert found.places[code].path == f"Quy trình!A{first}"


def test_a_shared_workflow_stands_once_and_is_changed_for_all(tmp_path: Path) -> None:
    shared = next(one for one in example().workflows.values() if len(one.procedures) > 1)
    first = rows_of(shared.procedures[0])[0]
    assert rows_of(shared.procedures[0]) == rows_of(shared.procedures[1])
    found = edits(tmp_path, {"Quy trình": {f"{AT['action']}{first}": "Việc mới."}})
    assert list(found.workflows) == [shared.procedures[0]]
    changed = found.workflows[shared.procedures[0]]
    assert changed.procedures == shared.procedures
    assert changed.steps[0] == replace(shared.steps[0], action="Việc mới.")


def test_a_proposal_is_confirmed(tmp_path: Path) -> None:
    code = "1.010041"
    cells: dict[str, Value] = {f"{AT['standing']}{row}": "cơ quan" for row in rows_of(code)}
    found = edits(tmp_path, {"Quy trình": cells})
    proposal = example().workflows[code]
    assert found.workflows == {code: replace(proposal, standing=WorkflowStanding.AGENCY)}


def test_an_approved_workflow_becomes_the_agency_s_with_a_reason(tmp_path: Path) -> None:
    code = "1.000656"
    first = rows_of(code)[0]
    action = {f"{AT['action']}{first}": "Nhận hồ sơ."}
    assert refused(tmp_path, {"Quy trình": action}) == [
        (f"Quy trình!{AT['reason']}{first}", "QMS039")
    ]
    found = edits(tmp_path, {"Quy trình": {**action, f"{AT['reason']}{first}": "Ít người."}})
    approved = example().province[code].workflow
    assert approved is not None
    assert found.workflows[code] == replace(
        approved,
        steps=(replace(approved.steps[0], action="Nhận hồ sơ."), *approved.steps[1:]),
        standing=WorkflowStanding.AGENCY,
        decision=None,
        reason="Ít người.",
    )


def test_cases_are_added_and_steps_split(tmp_path: Path) -> None:
    code = "2.000635"
    rows = rows_of(code)
    cells: dict[str, Value] = {f"{AT['case']}{row}": "Thường" for row in rows}
    cells |= {f"{AT['number']}{rows[1]}": 1, f"{AT['case']}{rows[1]}": "Gấp"}
    cells |= {f"{AT[key]}{rows[1]}": None for key in ("action", "performer", "output", "form")}
    found = edits(tmp_path, {"Quy trình": cells}).workflows[code]
    before = example().workflows[code].steps
    assert found.cases == (WorkflowCase("thuong", "Thường"), WorkflowCase("gap", "Gấp"))
    assert len(found.steps) == len(before) - 1
    assert [(one.case, one.limit) for one in found.steps[0].times] == [
        ("thuong", before[0].limit()),
        ("gap", before[1].limit()),
    ]
    assert [one.case for one in found.steps[1].times] == ["thuong"]


@pytest.mark.parametrize("column", ["performer", "value", "action"])
def test_sorting_the_rows_changes_nothing(tmp_path: Path, column: str) -> None:
    path = tmp_path / "bo.xlsx"
    path.write_bytes(written())
    book = load_workbook(path)
    sheet = book["Quy trình"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    at = [heading.key for heading in WORKFLOWS].index(column)
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[at] or "")), start=4):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value
    book.save(path)
    assert read_set_edits(path, example()).is_empty


def test_the_numbers_of_steps_rearrange_them(tmp_path: Path) -> None:
    code = "2.000635"
    before = example().workflows[code].steps
    cells: dict[str, Value] = {
        f"{AT['number']}{row}": number
        for row, number in zip(rows_of(code), (2, 1), strict=False)
    }  # fmt: skip
    found = edits(tmp_path, {"Quy trình": cells}).workflows[code]
    assert found.steps == (before[1], before[0], *before[2:])


def test_rows_taken_away_delete_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bo.xlsx"
    path.write_bytes(written())
    book = load_workbook(path)
    book["Quy trình"].delete_rows(4, 200)
    book.save(path)
    assert read_set_edits(path, example()).is_empty


@pytest.mark.parametrize(("sheet", "column"), [("Nhân sự", "C"), ("Quy trình", AT["form"])])
def test_a_deleted_column_is_told_and_empties_nothing(
    tmp_path: Path, sheet: str, column: str
) -> None:
    assert refused(tmp_path, {sheet: {f"{column}3": None}}) == [(sheet, "QMS034")]


WRONG: dict[str, tuple[str, Mapping[str, Value], list[tuple[str, str]]]] = {
    "unknown role": ("2.000635", {"performer": "Thủ kho"}, [("performer", "QMS144")]),
    "no role": ("2.000635", {"performer": None}, [("performer", "QMS036")]),
    "no action": ("2.000635", {"action": None}, [("action", "QMS036")]),
    "no number": ("2.000635", {"number": None}, [("number", "QMS036")]),
    "number of the next": ("2.000635", {"number": 2}, [
        ("NEXT action", "QMS037"), ("NEXT performer", "QMS037"), ("NEXT output", "QMS037"),
        ("NEXT case", "QMS037")]),
    "unknown code": ("2.000635", {"code": "9.999999"}, [("code", "QMS038")]),
    "no unit": ("2.000635", {"unit": None}, [("unit", "QMS105")]),
    "unknown unit": ("2.000635", {"unit": "tuần"}, [("unit", "QMS035")]),
    "unknown standing": ("1.010041", {"standing": "Xong"},
                         [("standing", "QMS035"), ("ALL standing", "QMS035")]),
    "approved by nobody": ("2.001406", {"action": "Khác.", "standing": "Tỉnh phê duyệt"},
                           [("standing", "QMS035"), ("ALL standing", "QMS035")]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "expected"), WRONG.values(), ids=WRONG.keys())
def test_every_wrong_cell_is_told(
    tmp_path: Path, code: str, changes: Mapping[str, Value], expected: list[tuple[str, str]]
) -> None:
    first, *others = rows_of(code)
    cells = {f"{AT[key]}{first}": value for key, value in changes.items()}
    places = []
    for key, problem in expected:
        where, _blank, column = key.rpartition(" ")
        rows = {"": [first], "NEXT": others[:1], "ALL": others}[where]
        places += [(f"Quy trình!{AT[column]}{at}", problem) for at in rows]
    assert sorted(refused(tmp_path, {"Quy trình": cells})) == sorted(places)


def test_problems_of_both_sheets_come_together(tmp_path: Path) -> None:
    last = rows_of("2.000635")[0]
    found = refused(
        tmp_path,
        {"Nhân sự": {"A4": "Ai đó", "D5": "x"}, "Quy trình": {f"{AT['unit']}{last}": "tuần"}},
    )
    assert found == [
        ("Nhân sự!A4", "QMS144"),
        ("Nhân sự!D5", "QMS035"),
        (f"Quy trình!{AT['unit']}{last}", "QMS035"),
    ]


def test_another_workbook_lacks_its_sheets(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "x.xlsx", {"A": [["x"]]})
    assert not is_set_workbook(path)
    with pytest.raises(InvalidInputError) as caught:
        read_set_edits(path, example())
    assert [one.code for one in caught.value.problems] == ["QMS034", "QMS034"]


def with_workflow(workflow: Workflow) -> DocumentSet:
    """The example with one workflow of its own more."""
    return replace(example(), workflows={**example().workflows, "1.002755": workflow})


steps = st.builds(
    Step,
    role=st.sampled_from([role.id for role in example().framework.roles]),
    action=texts,
    times=st.lists(st.builds(StepTime, st.just(""), limits), max_size=1).map(tuple),
    output=texts,
    form=st.just("") | texts,
    outside=st.just("") | lines,
)
workflows = st.builds(
    Workflow,
    procedures=st.just(("1.002755",)),
    steps=st.lists(steps | st.builds(Step, st.just(""), texts, performer=lines), min_size=1,
                   max_size=3).map(tuple),
    standing=st.just(WorkflowStanding.AGENCY),
    reason=st.just("") | texts,
)  # fmt: skip


@settings(max_examples=25)
@given(workflows)
def test_any_workflow_comes_back_unchanged(workflow: Workflow) -> None:
    qmset = with_workflow(workflow)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(set_workbook(qmset, DAY))
        assert read_set_edits(path, qmset).is_empty


first_rows = {row: code for code in ("2.000635", "2.001406") for row in rows_of(code)}


@settings(max_examples=25)
@given(st.sampled_from(sorted(first_rows)), st.sampled_from(["output", "form", "outside"]), lines)
def test_an_edit_changes_its_step_and_nothing_else(at: int, key: str, text: str) -> None:
    code = first_rows[at]
    before = example().workflows[code]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(written())
        book = load_workbook(path)
        cell = book["Quy trình"][f"{AT[key]}{at}"]
        cell.value = text
        # A text that looks like a formula is one to openpyxl, and `_x` an escape to Excel.
        cell.data_type = "s"
        book.save(path)
        found = read_set_edits(path, example())
    number = rows_of(code).index(at)
    changed = found.workflows.get(code, before)
    for name in ("role", "action", "times", "output", "form", "outside", "performer"):
        expected = text if name == key else getattr(before.steps[number], name)
        assert getattr(changed.steps[number], name) == expected
    others = [*before.steps[:number], *before.steps[number + 1 :]]
    assert [*changed.steps[:number], *changed.steps[number + 1 :]] == others
    assert set(found.workflows) <= {code}
    assert found.appointments is None


def test_a_further_row_of_a_step_tells_only_a_time(tmp_path: Path) -> None:
    further = rows_of("1.010041")[1]
    assert refused(tmp_path, {"Quy trình": {f"{AT['output']}{further}": "Khác"}}) == [
        (f"Quy trình!{AT['output']}{further}", "QMS037")
    ]
