"""`check`: every rule finds what it is for, says where, and is silent otherwise."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.checks import RULES
from qmskit.control.ledger import HEAD, LEDGER, NO_LEDGER, Kind, appended
from qmskit.model.control import NOBODY_TOLD
from tests.trees import CODE, TINY, edited, write_tree

DAY = date(2026, 11, 22)
CATALOGUE = f"catalogue/{CODE}.yaml"
WORKFLOW = f"workflows/{CODE}.yaml"
PROVINCE = f"province/{CODE}.yaml"

NAME = "Thủ tục cấp giấy xác nhận dùng thử"
LIMIT = "limit: {value: 3, unit: working-day}"
FEE = "{kind: charge, amount: 8000}"
KEPT = "records:\n  - {name: Hồ sơ, retention: 5 năm, source: Thử}\n"
DECIDED = "decision: {number: 1/QĐ-DT}\n"
# What the tiny set lacks beside what a row is about.
CLEAN = {
    WORKFLOW: TINY[WORKFLOW] + KEPT,
    CATALOGUE: TINY[CATALOGUE].replace(FEE, "{kind: charge, amount: 8000, state: amount}")
    + DECIDED,
}


def clean(name: str, old: str, new: str) -> dict[str, str]:
    assert CLEAN[name].count(old) == 1
    return {name: CLEAN[name].replace(old, new)}


def doubtful() -> dict[str, str]:
    """Return the ledger of an update that made the workflow doubtful."""
    content, head = appended(NO_LEDGER, Kind.UPDATE, {"suspect": [CODE]}, NOBODY_TOLD)
    return {LEDGER: content.decode(), HEAD: head.decode()}


def named(name: str) -> dict[str, str]:
    return {CATALOGUE: f"code: {CODE}\nname: {name}\nfield: Hộ tịch\nlevels: [commune]\n{DECIDED}"}


def steps(*times: str) -> dict[str, str]:
    lines = "".join(
        f"  - {{role: reception, action: Việc, limit: {time}}}\n"
        if time
        else "  - {role: reception, action: Việc}\n"
        for time in times
    )
    return {WORKFLOW: f"procedures: [{CODE}]\nstanding: agency\nsteps:\n{lines}{KEPT}"}


REGISTER = "law/register.yaml"


def replaced(effective: str) -> dict[str, str]:
    """Return the register of a text that replaces the one cited, which nobody entered."""
    return {
        REGISTER: "legal_texts:\n  - number: 02/2026/TT-DT\n"
        f"    effective: {effective}\n"
        "    relations:\n      - {kind: replaces, number: 01/2020/TT-DT}\n"
        "    source: {text: Công báo, standing: unverified}\n"
    }


FOUND: dict[str, tuple[Mapping[str, str], list[tuple[str, str, str]]]] = {
    "nothing": ({}, []),
    "a draft": (
        clean(WORKFLOW, "standing: agency", "standing: proposed"),
        [("QMS401", WORKFLOW, "warning")],
    ),
    "records without retention": (
        clean(WORKFLOW, "retention: 5 năm, ", ""),
        [("QMS402", WORKFLOW, "info")],
    ),
    "limit without unit": (
        clean(CATALOGUE, LIMIT, "limit: {value: 3, unit: unknown}"),
        [("QMS403", CATALOGUE, "warning")],
    ),
    "limit without unit, fixed by the province": (
        {
            **clean(CATALOGUE, LIMIT, "limit: {value: 3, unit: unknown}"),
            PROVINCE: f"code: {CODE}\nlimit: {{value: 3, unit: working-day}}\n",
        },
        [],
    ),
    "name only": (named("Thử"), [("QMS404", CATALOGUE, "warning")]),
    "cases against channels": (
        {CATALOGUE: CLEAN[CATALOGUE] + "variants:\n  - {name: A, limit: {value: 20, unit: day}}\n"},
        [("QMS405", CATALOGUE, "warning")],
    ),
    "a fee set elsewhere": (
        clean(CATALOGUE, "amount: 8000, state: amount", "text: Theo HĐND, state: set-elsewhere"),
        [("QMS406", CATALOGUE, "info")],
    ),
    "an amount its words contradict": (
        clean(CATALOGUE, "amount: 8000, state", "amount: 20, text: 20.000 vnđ / tờ khai, state"),
        [("QMS445", CATALOGUE, "warning")],
    ),
    "a rate that has ended": (
        {PROVINCE: f"code: {CODE}\nfees:\n  - {{text: 8.000 đồng, until: 31/12/2025}}\n"},
        [("QMS407", PROVINCE, "warning")],
    ),
    "a law by its title": (
        clean(
            CATALOGUE, "number: 01/2020/TT-DT\n    title: Thông tư dùng thử", "title: Luật Hộ tịch"
        ),
        [("QMS408", CATALOGUE, "info")],
    ),
    "a base that was replaced": (replaced("2026-11-22"), [("QMS418", CATALOGUE, "warning")]),
    "a base to be replaced tomorrow": (replaced("2026-11-23"), []),
    "a performer in words": (
        clean(WORKFLOW, "role: leader", "performer: Phòng Tư pháp"),
        [("QMS409", WORKFLOW, "warning")],
    ),
    "steps longer than the limit": (
        steps("{value: 2, unit: working-day}", '{value: "1,5", unit: working-day}'),
        [("QMS410", WORKFLOW, "error")],
    ),
    "steps in hours, as long as the limit": (
        steps("{value: 2, unit: working-day}", "{value: 8, unit: hour}"),
        [],
    ),
    "days beside working days": (
        steps("{value: 2, unit: working-day}", "{value: 1, unit: day}"),
        [("QMS411", WORKFLOW, "warning")],
    ),
    "a step without time": (
        steps("{value: 2, unit: working-day}", ""),
        [("QMS412", WORKFLOW, "error")],
    ),
    "not announced": (
        {CATALOGUE: CLEAN[CATALOGUE].replace(DECIDED, "")},
        [("QMS413", CATALOGUE, "info")],
    ),
    "of another level": (
        clean(CATALOGUE, "levels: [commune]", "levels: [province]"),
        [("QMS414", CATALOGUE, "warning")],
    ),
    "a reduction that is none": (
        {PROVINCE: f"code: {CODE}\nlimit: {{value: 5, unit: working-day}}\n"},
        [("QMS416", PROVINCE, "warning")],
    ),
    "rates of groups of places without a list": (
        {PROVINCE: f"code: {CODE}\nfees:\n  - {{text: 8.000 đồng, place_name: 32 xã}}\n"},
        [("QMS450", PROVINCE, "warning")],
    ),
    "a workflow nobody confirmed since its procedure changed": (
        doubtful(),
        [("QMS869", WORKFLOW, "warning")],
    ),
    "a rate of the own place beside a group without a list": (
        {
            PROVINCE: f"code: {CODE}\nfees:\n  - {{text: 8.000 đồng, place_name: 32 xã}}\n"
            "  - {text: 5.000 đồng, places: [xã Sông Trong]}\n"
        },
        [],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    tmp_path: Path, changes: Mapping[str, str], expected: list[tuple[str, str, str]]
) -> None:
    qmset = qmskit.load(write_tree(tmp_path, {**TINY, **CLEAN, **changes}))
    found = qmskit.check(qmset, as_of=DAY)
    assert [(one.code, one.where.file, one.severity.value) for one in found] == expected
    assert all(one.subject == CODE and one.message and one.fix for one in found)


def test_every_rule_is_tried_and_rests_on_something() -> None:
    tried = {code for _changes, found in FOUND.values() for code, _file, _severity in found}
    assert {rule.code for rule in RULES} == tried
    assert all(rule.source.text for rule in RULES)


def test_a_finding_names_the_line(tmp_path: Path) -> None:
    changes = clean(CATALOGUE, LIMIT, "limit: {value: 3, unit: unknown}")
    qmset = qmskit.load(write_tree(tmp_path, {**TINY, **CLEAN, **changes}))
    (found,) = qmskit.check(qmset, as_of=DAY)
    line = changes[CATALOGUE].split("\n").index("channels:") + 1
    assert str(found.where) == f"{CATALOGUE}:{line}:1"


def test_a_base_that_ended_tells_what_ended_it_and_how_well_that_is_known(tmp_path: Path) -> None:
    qmset = qmskit.load(write_tree(tmp_path, {**TINY, **CLEAN, **replaced("2026-07-01")}))
    (found,) = qmskit.check(qmset, as_of=DAY)
    assert found.message == (
        "căn cứ 01/2020/TT-DT: hết hiệu lực (02/2026/TT-DT thay thế từ ngày 01/07/2026)"
        "; mục ghi trong sổ đăng ký văn bản chưa kiểm chứng"
    )


RESULT = "results: [Giấy xác nhận]"
BIRTH = "Thủ tục đăng ký khai sinh lưu động"
DEATH = "Thủ tục đăng ký khai tử lưu động"
ALIKE = {
    "a word more": (f"{BIRTH} tại nhà", 3, "Giấy khác", [("QMS415", CODE)]),
    "a word more, another limit": (f"{BIRTH} tại nhà", 5, "Giấy", []),
    "a word for another": (DEATH, 3, "Giấy khác", []),
    "a word for another, same result": (DEATH, 3, "Giấy", [("QMS415", CODE)]),
    "another name": ("Cấp bản sao từ sổ gốc", 3, "Giấy", []),
}


@pytest.mark.parametrize(("name", "days", "result", "expected"), ALIKE.values(), ids=ALIKE)
def test_similar_procedures_are_proposed_never_joined(
    tmp_path: Path, name: str, days: int, result: str, expected: list[tuple[str, str]]
) -> None:
    other = "1.000180"
    record = CLEAN[CATALOGUE].replace(CODE, other).replace("value: 3", f"value: {days}")
    files = {
        **TINY,
        **CLEAN,
        CATALOGUE: CLEAN[CATALOGUE].replace(NAME, BIRTH).replace(RESULT, "results: [Giấy]"),
        f"catalogue/{other}.yaml": record.replace(NAME, name).replace(
            RESULT, f"results: [{result}]"
        ),
        **edited("codes.yaml", f"  {CODE}: QT 01/CX-HT\n", f"  {CODE}: QT 01\n  {other}: QT 02\n"),
    }
    qmset = qmskit.load(write_tree(tmp_path, files))
    found = qmskit.check(qmset, as_of=DAY, codes={"QMS415"})
    assert [(one.code, one.subject) for one in found] == expected
    assert len({id(workflow) for workflow in qmset.workflows.values()}) == 1
