"""What the review sheet lists of time: terms, days off, legal texts that are cited, changes."""

from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.documents.doubts import doubts
from tests.trees import TINY, write_tree

DAY = date(2026, 11, 22)
QUOTED = "source: {text: Công báo, standing: quoted}"
UNVERIFIED = "source: {text: một tệp công khai, standing: unverified}"


def listed(tmp_path: Path, files: dict[str, str], day: date = DAY) -> dict[str, str]:
    """Return the standing of every doubt about time by what it is about."""
    qmset = qmskit.load(write_tree(tmp_path / "set", {**TINY, **files}))
    return {one.subject: one.standing for one in doubts(qmset, day) if one.topic == "time"}


def test_how_the_term_is_counted_is_a_reading_and_is_listed(tmp_path: Path) -> None:
    told = listed(tmp_path, {})
    assert told["Cách tính hạn 03 tháng"] == "theo nguồn khác"
    assert not any("Cập nhật thay đổi" in subject for subject in told)


def test_a_calendar_the_agency_compared_leaves_no_doubt(tmp_path: Path) -> None:
    before = listed(tmp_path / "before", {})
    assert "16/02/2026 đến 20/02/2026: ngày nghỉ lễ, tết (Tết Nguyên đán)" in before
    assert "Giờ làm việc" in before
    calendar = f"""\
whole_years: [2026]
days_off:
  - {{day: 2026-02-16, until: 2026-02-20, name: Tết Nguyên đán, kind: holiday, {QUOTED}}}
hours:
  sessions:
    - {{days: [monday], opens: "07:30", closes: "11:30"}}
  {QUOTED}
"""
    after = listed(tmp_path / "after", {"calendar.yaml": calendar})
    assert not [one for one in after if "2026:" in one or one == "Giờ làm việc"]


def test_days_of_years_gone_by_decide_nothing_any_more(tmp_path: Path) -> None:
    assert not any("2026:" in one for one in listed(tmp_path, {}, date(2027, 1, 1)))


REGISTER = {
    "unverified": (f"number: 01/2020/TT-DT, effective: 2020-05-01, {UNVERIFIED}",
                   {"01/2020/TT-DT": "chưa kiểm chứng"}),
    "no day": (f"number: 01/2020/TT-DT, {QUOTED}", {"01/2020/TT-DT": "chưa rõ ngày có hiệu lực"}),
    "both": (f"number: 01/2020/TT-DT, {UNVERIFIED}",
             {"01/2020/TT-DT": "chưa kiểm chứng; chưa rõ ngày có hiệu lực"}),
    "compared": (f"number: 01/2020/TT-DT, effective: 2020-05-01, {QUOTED}", {}),
    "bears on one that is cited": (
        ("number: 09/2026/TT-DT, relations: [{kind: amends, number: 01/2020/TT-DT}], "
        f"effective: 2026-05-01, {UNVERIFIED}"), {"09/2026/TT-DT": "chưa kiểm chứng"}),
    "nobody cites it": (f"number: 77/2020/TT-DT, {UNVERIFIED}", {}),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), REGISTER.values(), ids=REGISTER)
def test_texts_of_the_register_that_the_set_rests_on(
    entry: str, expected: dict[str, str], tmp_path: Path
) -> None:
    told = listed(tmp_path, {"law/register.yaml": f"legal_texts:\n  - {{{entry}}}\n"})
    assert {key: value for key, value in told.items() if "/TT-DT" in key} == expected


def test_a_change_that_nobody_verified(tmp_path: Path) -> None:
    events = (
        f"events:\n  - {{id: a, text: 9/2026/NĐ-CP, summary: Đổi phí, {UNVERIFIED}}}\n"
        f"  - {{id: b, text: 9/2026/NĐ-CP, {QUOTED}}}\n"
        f"  - {{id: c, text: 8/2026/NĐ-CP, procedures: [1.999999], {UNVERIFIED}}}\n"
    )
    told = listed(tmp_path, {"law/events.yaml": events})
    assert [one for one in told if one.startswith("Thay đổi")] == ["Thay đổi đã ghi: Đổi phí"]
