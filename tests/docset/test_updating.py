"""`update`: records, decisions, printed workflows and edited workbooks come into a set."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import TypeAlias

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

import qmskit
from qmskit.model.times import TimeUnit
from qmskit.model.workflows import WorkflowStanding
from tests.docset.running import DAY, EXAMPLE, digests
from tests.sheets import Rows, change_cells, write_workbook
from tests.trees import CODE, TINY, write_tree

ROW = {"code": CODE, "name": "Thủ tục cấp giấy xác nhận dùng thử", "levelHint": "commune"}
LIMITS = "03 ngày làm việc | 02 ngày làm việc"


def decisions(folder: Path, effective: str | None, *rows: Mapping[str, object]) -> Path:
    """Write a list of announcing decisions and return its path."""
    announced = {
        "decisionNo": "77/QĐ-UBND", "decisionDate": "2026-10-01", "effectiveDate": effective,
        "field": "HỘ TỊCH", "rows": list(rows),
    }  # fmt: skip
    text = json.dumps({"decisions": [announced]}, ensure_ascii=False)
    return write_tree(folder, {"decisions.json": text}) / "decisions.json"


def amended(**changes: object) -> dict[str, object]:
    return {**ROW, "sectionStatus": "modified", "context_times": LIMITS, **changes}


def test_a_new_record_replaces_the_old_one_and_says_what_changed(
    tiny_set: Path, tmp_path: Path
) -> None:
    record = TINY[f"catalogue/{CODE}.yaml"].replace("value: 3", "value: 2")
    source = write_tree(tmp_path / "in", {"a.yaml": record.replace("01/2020", "02/2026")})
    own = (tiny_set / f"workflows/{CODE}.yaml").read_bytes()
    plan = qmskit.update(qmskit.load(tiny_set), [source], as_of=DAY)
    verdicts = {one.path: one.verdict for one in plan.changes}
    assert verdicts == {
        f"catalogue/{CODE}.yaml": "changed",
        "law/events.yaml": "new",
        f"workflows/{CODE}.proposed.yaml": "new",
        f"workflows/{CODE}.yaml": "suspect",
    }
    change = plan.pending[0]
    assert any("03 ngày làm việc" in line and "02 ngày làm việc" in line for line in change.summary)
    assert any("02/2026/TT-DT" in line for line in change.summary)
    assert qmskit.load(tiny_set).procedures[CODE].legal_bases[0].number == "02/2026/TT-DT"
    assert (tiny_set / f"workflows/{CODE}.yaml").read_bytes() == own


def test_the_same_record_again_changes_nothing(tiny_set: Path) -> None:
    before = digests(tiny_set)
    plan = qmskit.update(qmskit.load(tiny_set), [tiny_set / "catalogue"], as_of=DAY)
    assert plan.pending == ()
    assert digests(tiny_set) == before


def test_a_list_never_replaces_a_record(tiny_set: Path, tmp_path: Path) -> None:
    bare = f"code: {CODE}\nname: Thủ tục cấp giấy xác nhận dùng thử\n"
    plan = qmskit.update(
        qmskit.load(tiny_set), [write_tree(tmp_path / "in", {"a.yaml": bare})], as_of=DAY
    )
    assert plan.pending == ()
    assert [(one.path, one.verdict) for one in plan.changes][:1] == [
        (f"catalogue/{CODE}.yaml", "refused")
    ]
    assert [one.code for one in plan.remarks] == ["QMS321"]


# Effective day, rows, days the secretary tells, the reduced limit taken, codes of the remarks.
Announced: TypeAlias = tuple[
    str | None, list[dict[str, object]], dict[str, date], str | None, list[str]
]

REDUCED: dict[str, Announced] = {
    "in force": ("2026-10-01", [amended()], {}, "02 ngày làm việc", []),
    "not yet in force": ("2027-03-01", [amended()], {}, None, ["QMS323"]),
    "no day written": (None, [amended()], {}, None, ["QMS323"]),
    "no day written, told by the secretary": (
        None, [amended()], {"77/QĐ-UBND": date(2026, 10, 1)}, "02 ngày làm việc", []),
    "nothing reduced": (
        "2026-10-01", [amended(context_times="03 ngày làm việc | Không thực hiện cắt giảm")],
        {}, None, []),
    "repealed": ("2026-10-01", [{**ROW, "sectionStatus": "repealed"}], {}, None,
                 ["QMS335", "QMS323"]),
    "not ours": (
        "2026-10-01", [amended(code="9.000001", levelHint="province")], {}, None, []),
    "new at our level": (
        "2026-10-01",
        [amended(code="9.000001", sectionStatus="new", name="Thủ tục mới")], {}, None, ["QMS323"]),
}  # fmt: skip


@pytest.mark.parametrize("announced", REDUCED.values(), ids=REDUCED)
def test_only_what_is_certain_and_in_force_of_a_decision_is_taken(
    tmp_path: Path, tiny_set: Path, announced: Announced
) -> None:
    effective, rows, days, limit, codes = announced
    source = decisions(tmp_path / "in", effective, *rows)
    plan = qmskit.update(qmskit.load(tiny_set), [source], as_of=DAY, effective_days=days)
    assert [one.code for one in plan.remarks] == codes
    decided = qmskit.load(tiny_set).province.get(CODE)
    assert (decided.limit.short if decided and decided.limit else None) == limit
    if decided:
        assert decided.limit_decision == qmskit.Decision("77/QĐ-UBND", date(2026, 10, 1), "")


# What the list says beside name and kind, phrases of the remark; the set's record: 3 working days
# on both ways, 8.000 đồng, 01/2020/TT-DT.
RESTS: Mapping[str, tuple[Mapping[str, str], list[str]]] = {
    "the same": ({"context_times": "03 ngày làm việc"}, []),
    "another limit": (
        {"context_times": "04 giờ làm việc"},
        ["thời hạn giải quyết 04 giờ làm việc (trong bộ: 03 ngày làm việc)"],
    ),
}


@pytest.mark.parametrize(("said", "phrases"), RESTS.values(), ids=RESTS)
def test_what_a_decision_says_otherwise_is_told_and_the_record_stays(
    tmp_path: Path, tiny_set: Path, said: Mapping[str, str], phrases: list[str]
) -> None:
    before = digests(tiny_set)
    source = decisions(tmp_path / "in", "2026-10-01", amended(**said))
    plan = qmskit.update(qmskit.load(tiny_set), [source], as_of=DAY)
    assert [one.code for one in plan.remarks] == ["QMS324"] * bool(phrases)
    for phrase in phrases:
        assert phrase in plan.remarks[0].message
    assert digests(tiny_set) == before


def test_rates_of_another_province_s_resolution_are_taken_and_told(
    tiny_set: Path, tmp_path: Path
) -> None:
    rate = "{text: 9.000 đồng, source: Nghị quyết số 1/NQ-HĐND của HĐND tỉnh B}"
    source = write_tree(
        tmp_path / "in", {f"province/{CODE}.yaml": f"code: {CODE}\nfees: [{rate}]\n"}
    )
    plan = qmskit.update(qmskit.load(tiny_set), [source], as_of=DAY)
    assert [one.code for one in plan.remarks] == ["QMS325"]
    assert "tỉnh B" in plan.remarks[0].message
    assert [fee.text for fee in qmskit.load(tiny_set).province[CODE].fees] == ["9.000 đồng"]


def test_a_reduction_keeps_what_the_province_decided_before(tiny_set: Path, tmp_path: Path) -> None:
    known = f"code: {CODE}\nreception: [Trung tâm]\n"
    write_tree(tiny_set, {f"province/{CODE}.yaml": known})
    source = decisions(tmp_path / "in", "2026-10-01", amended())
    qmskit.update(qmskit.load(tiny_set), [source], as_of=DAY)
    decided = qmskit.load(tiny_set).province[CODE]
    assert decided.reception == ("Trung tâm",)
    assert decided.limit is not None


def test_proposals_nobody_touched_follow_the_limit_and_touched_ones_stay(tmp_path: Path) -> None:
    record = TINY[f"catalogue/{CODE}.yaml"].replace("value: 3", "value: 5")
    other = record.replace(CODE, "1.000180")
    source = write_tree(tmp_path / "in", {"a.yaml": record, "b.yaml": other})
    commune = qmskit.Agency("commune", "Ủy ban nhân dân xã A")
    qmskit.new(tmp_path / "set", qmskit.Answers(commune, (str(source),)))
    touched = tmp_path / "set" / "workflows" / "1.000180.proposed.yaml"
    touched.write_text(touched.read_text(encoding="utf-8") + "# của xã\n", encoding="utf-8")
    kept = touched.read_bytes()
    rows = [amended(context_times="05 ngày làm việc | 04 ngày làm việc", code=code)
            for code in (CODE, "1.000180")]  # fmt: skip
    reduced = decisions(tmp_path / "qd", "2026-10-01", *rows)
    qmskit.update(qmskit.load(tmp_path / "set"), [reduced], as_of=DAY)
    after = qmskit.load(tmp_path / "set")
    times = [step.limit() for step in after.workflows[CODE].steps]
    assert sum(time.value for time in times if time and time.value) == 4
    assert {time.unit for time in times if time} == {TimeUnit.WORKING_DAY}
    assert touched.read_bytes() == kept


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    """A copy of the example commune."""
    return Path(copytree(EXAMPLE, tmp_path / "xa"))


def workbook(folder: Path, out: Path) -> Path:
    """Return the workbook that `build -b xlsx` writes."""
    report = qmskit.build(qmskit.load(folder), as_of=DAY, out=out, formats=["xlsx"])
    return out / report.documents[0].path


def place(path: Path, sheet: str, title: str, having: str) -> str:
    """Return the place of the cell below a heading in the first row that holds a text."""
    rows = list(load_workbook(path)[sheet].iter_rows())
    titles = [[str(cell.value).removesuffix(" *") for cell in row] for row in rows]
    head = next(at for at, row in enumerate(titles) if title in row)
    column = get_column_letter(titles[head].index(title) + 1)
    found = next(
        at for at in range(head + 1, len(titles)) if any(having in text for text in titles[at])
    )
    return f"{column}{found + 1}"


def test_an_untouched_workbook_changes_nothing(commune: Path, tmp_path: Path) -> None:
    before = digests(commune)
    path = workbook(commune, tmp_path / "out")
    plan = qmskit.update(qmskit.load(commune), [path], as_of=DAY)
    assert (plan.pending, plan.remarks) == ((), ())
    assert digests(commune) == before


def test_staff_and_workflow_edited_in_excel_come_back(commune: Path, tmp_path: Path) -> None:
    path = workbook(commune, tmp_path / "out")
    person = place(path, "Nhân sự", "Họ và tên", "Nguyễn Văn A")
    change_cells(path, "Nhân sự", {person: "Trần Thị B"})
    action = place(path, "Quy trình", "Nội dung công việc", "2.001406")
    change_cells(path, "Quy trình", {action: "Nhận hồ sơ theo cách mới."})
    plan = qmskit.update(qmskit.load(commune), [path], as_of=DAY)
    assert {one.path: one.summary for one in plan.pending} == {
        "staff.yaml": (
            "thêm Chủ tịch Ủy ban nhân dân: Trần Thị B",
            "bỏ Chủ tịch Ủy ban nhân dân: Nguyễn Văn A",
        ),
        "workflows/2.001406.yaml": (
            (
                "Bước 1, nội dung thay đổi từ “Kiểm tra giấy tờ tùy thân, dự thảo văn bản và "
                "giấy tờ về di sản; khai thác…” thành “Nhận hồ sơ theo cách mới.”"
            ),
        ),
    }
    after = qmskit.load(commune)
    assert "Trần Thị B" in {one.person for one in after.appointments}
    assert after.workflows["2.001406"].steps[0].action == "Nhận hồ sơ theo cách mới."


def test_a_wrong_cell_is_told_with_its_place_and_nothing_is_written(
    commune: Path, tmp_path: Path
) -> None:
    path = workbook(commune, tmp_path / "out")
    role = place(path, "Quy trình", "Vai trò", "2.001406")
    change_cells(path, "Quy trình", {role: ""})
    since = place(path, "Nhân sự", "Từ ngày", "Nguyễn Văn A")
    change_cells(path, "Nhân sự", {since: "31/02/2026"})
    before = digests(commune)
    with pytest.raises(qmskit.InvalidInputError) as caught:
        qmskit.update(qmskit.load(commune), [path], as_of=DAY)
    places = {str(one.where).removeprefix(f"{path}:") for one in caught.value.problems}
    assert places == {f"Quy trình!{role}", f"Nhân sự!{since}"}
    assert digests(commune) == before


def test_a_printed_workflow_is_a_draft_until_somebody_names_its_decision(
    real_data: Path, tmp_path: Path
) -> None:
    folder = real_data / "iso-procedures-2025-07"
    records = str(real_data / "portal-api-2026-07")
    commune = qmskit.Agency("commune", "Ủy ban nhân dân xã A")
    answers = qmskit.Answers(commune, (records,), codes=("1.001193",))
    qmskit.new(tmp_path / "set", answers)
    (file,) = folder.glob("ho_tich_cap_xa__01.*.docx")
    qmskit.update(qmskit.load(tmp_path / "set"), [file], as_of=DAY)
    draft = qmskit.load(tmp_path / "set").workflows["1.001193"]
    assert (draft.standing, len(draft.steps)) == (WorkflowStanding.PROPOSED, 5)
    assert "QT 01/CX-HCTP" in draft.source
    approval = qmskit.Decision("5/QĐ-DT", date(2026, 1, 5))
    qmskit.update(qmskit.load(tmp_path / "set"), [file], as_of=DAY, approval=approval)
    after = qmskit.load(tmp_path / "set")
    approved = after.province["1.001193"].workflow
    assert approved is not None
    assert approved.decision == approval
    assert approved.steps == draft.steps
    assert not (tmp_path / "set" / "workflows" / "1.001193.proposed.yaml").exists()


def test_a_workflow_called_a_proposal_again_stands_in_one_file(
    commune: Path, tmp_path: Path
) -> None:
    path = workbook(commune, tmp_path / "out")
    at = place(path, "Quy trình", "Tình trạng", "2.001406")
    column, first = at.rstrip("0123456789"), int(at.lstrip("ABCDEFGHIJ"))
    steps = len(qmskit.load(commune).workflows["2.001406"].steps)
    change_cells(
        path, "Quy trình", {f"{column}{row}": "Đề xuất" for row in range(first, first + steps)}
    )
    plan = qmskit.update(qmskit.load(commune), [path], as_of=DAY)
    assert {one.path: one.verdict for one in plan.pending} == {
        "workflows/2.001406.yaml": "removed",
        "workflows/2.001406.proposed.yaml": "new",
    }


def test_a_set_as_a_source_of_itself_changes_nothing(commune: Path) -> None:
    plan = qmskit.plan_update(qmskit.load(commune), [EXAMPLE], as_of=DAY)
    assert (plan.pending, plan.remarks) == ((), ())


def test_decisions_out_of_scope_are_told_with_their_place(tiny_set: Path, tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Quyết định": [["Số, ký hiệu"], ["1/QĐ"]],
        "Thủ tục": [["Mã thủ tục"], [CODE], ["9.999999"]],
    }
    book = write_workbook(tmp_path / "tinh.xlsx", sheets)
    folder = write_tree(tmp_path, {"province/9.999998.yaml": "code: 9.999998\nreception: [A]\n"})
    plan = qmskit.update(qmskit.load(tiny_set), [book, folder / "province"], as_of=DAY)
    assert sorted((str(one.where), one.code) for one in plan.remarks) == [
        (f"{folder / 'province/9.999998.yaml'}", "QMS311"),
        (f"{book}:Thủ tục!A3", "QMS311"),
    ]


def test_the_plan_says_what_changes_of_the_province_s_decisions(
    commune: Path, tmp_path: Path
) -> None:
    text = (commune / "province" / "1.004837.yaml").read_text(encoding="utf-8")
    newer = (
        text.replace("limit: {value: 2, unit: working-day}", "limit: {value: 1, unit: working-day}")
        .replace("number: 1234/QĐ-UBND", "number: 99/QĐ-UBND")
        .replace("action: Nhận bản chính", "action: Nhận lại bản chính")
    )
    source = write_tree(tmp_path / "in", {"province/1.004837.yaml": newer})
    plan = qmskit.plan_update(qmskit.load(commune), [source], as_of=DAY)
    change = next(one for one in plan.pending if one.path == "province/1.004837.yaml")
    assert change.summary == (
        "Thời hạn sau cắt giảm thay đổi từ “02 ngày làm việc” thành “01 ngày làm việc”",
        "Quyết định phê duyệt quy trình thay đổi từ “1234/QĐ-UBND” thành “99/QĐ-UBND”",
        (
            "Bước 5, nội dung thay đổi từ “Nhận bản chính giấy tờ còn thiếu của hồ sơ trực tuyến, "
            "trả kết quả.” thành “Nhận lại bản chính giấy tờ còn thiếu của hồ sơ trực tuyến, "
            "trả kết quả.”"
        ),
    )
