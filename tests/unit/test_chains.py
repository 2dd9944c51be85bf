"""Chains of publication on days; every day late is counted by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit.law.chains import Chain, ChangeStatus, chain_of
from qmskit.law.links import Reckoning
from qmskit.law.yearly import chain_told, year_of_changes, year_told
from qmskit.model.announcements import ChangeKind
from qmskit.model.dated import Source, Standing
from qmskit.model.legal_texts import LegalText, Register, StagedEffect
from qmskit.model.publication import ChangeEvent, Owner, PublicationRules, StageRecord
from qmskit.readers.bundled import bundled
from qmskit.readers.publication import read_publication

SOURCE = Source("thử", Standing.OBSERVED)
NQ = LegalText("66.18/2026/NQ-CP", "", SOURCE, issued=date(2026, 5, 18),
               effective=date(2026, 5, 18))  # fmt: skip
UNKNOWN = LegalText("1/2026/NĐ-CP", "", SOURCE, issued=date(2026, 5, 18))
STAGED = LegalText("2/2026/NĐ-CP", "", SOURCE, effective=date(2026, 3, 1),
                   staged=(StagedEffect("Điều 5", date(2026, 7, 1)),))  # fmt: skip
COUNCIL = LegalText("23/2026/NQ-HĐND", "", SOURCE, effective=date(2026, 8, 8))
TODAY = date(2026, 11, 22)
APPLIED, OVERDUE, DUE = ChangeStatus.APPLIED, ChangeStatus.OVERDUE, ChangeStatus.DUE
WAITING, NOT_YET = ChangeStatus.WAITING_FOR_ANNOUNCEMENT, ChangeStatus.NOT_YET_EFFECTIVE


@dataclass(frozen=True)
class Three:
    """Three months, moved past a Saturday or Sunday; enough for days before the 29th."""

    legal: date

    @property
    def due(self) -> date:
        return self.legal + timedelta(days={5: 2, 6: 1}.get(self.legal.weekday(), 0))


def three_months(effective: date) -> Three:
    years, month = divmod(effective.month + 2, 12)
    return Three(effective.replace(year=effective.year + years, month=month + 1))


@cache
def rules() -> PublicationRules:
    found, problems = read_publication(bundled() / "qd101-2019")
    assert problems == ()
    return found


def reckoning(*, counts_terms: bool = True) -> Reckoning:
    register = Register.of([NQ, UNKNOWN, STAGED, COUNCIL])
    return Reckoning(
        rules(), register, three_months, lambda day: day.weekday() < 5, counts_terms=counts_terms
    )


def event(  # noqa: PLR0913 - any part of a change
    text: str = NQ.number,
    origin: str = "central-text",
    *,
    effective: date | None = None,
    is_shortened: bool = False,
    provision: str = "",
    kind: ChangeKind = ChangeKind.AMENDED,
    procedures: tuple[str, ...] = ("1.013225",),
    **stages: str,
) -> ChangeEvent:
    """A change; `stages` are days, `no` for a stage it does not pass, `not yet` for one to come."""
    return ChangeEvent(
        "thu", origin, SOURCE, text, provision, kind, procedures, effective, is_shortened,
        stages=tuple(_records(stages)),
    )  # fmt: skip


def _records(stages: dict[str, str]) -> Iterator[StageRecord]:
    for name, on in stages.items():
        stage = name.replace("_", "-")
        if on == "no":
            yield StageRecord(stage, is_needed=False)
        elif on == "not yet":
            yield StageRecord(stage)
        else:
            yield StageRecord(stage, f"{len(on)}/QĐ-BXD", date.fromisoformat(on))


def chain(found: ChangeEvent, as_of: date = TODAY, applied: date | None = None) -> Chain:
    return chain_of(found, reckoning(), as_of, applied)


WHOLE = event(ministry="2026-06-29", province_list="2026-07-20", province_workflow="2026-08-03")
LISTED = event(ministry="2026-06-29", province_list="2026-07-20", province_workflow="no")


@pytest.mark.parametrize(("found", "as_of", "applied", "status", "waiting_on", "days"), [
    # The clock: 18/5/2026 and three months, Tuesday 18/8/2026.
    (event(), date(2026, 5, 17), None, NOT_YET, Owner.MINISTRY, 93),
    (event(), date(2026, 5, 18), None, WAITING, Owner.MINISTRY, 92),
    (event(), date(2026, 8, 18), None, WAITING, Owner.MINISTRY, 0),
    (event(), date(2026, 8, 19), None, OVERDUE, None, -1),
    (event(ministry="2026-06-29"), TODAY, None, OVERDUE, None, -96),
    # Somebody wrote down that the stage is not done.
    (event(ministry="not yet"), TODAY, None, OVERDUE, Owner.MINISTRY, -96),
    (event(ministry="2026-06-29", province_list="not yet"), TODAY, None, OVERDUE,
     Owner.PROVINCE, -96),
    (event(ministry="2026-06-29"), date(2026, 7, 1), None, WAITING, Owner.PROVINCE, 48),
    (WHOLE, date(2026, 6, 28), None, WAITING, Owner.MINISTRY, 51),
    (WHOLE, date(2026, 7, 20), None, DUE, Owner.PROVINCE, 29),
    (WHOLE, date(2026, 8, 3), None, DUE, None, 15),
    (LISTED, date(2026, 7, 20), None, DUE, None, 29),
    (WHOLE, date(2026, 8, 18), None, DUE, None, 0),
    (WHOLE, date(2026, 8, 19), None, OVERDUE, None, -1),
    (WHOLE, TODAY, date(2026, 8, 10), APPLIED, None, -96),
    (WHOLE, date(2026, 8, 9), date(2026, 8, 10), DUE, None, 9),
    # The province's list is out: whoever came before must have been ready.
    (event(province_list="2026-07-20"), date(2026, 7, 21), None, DUE, Owner.PROVINCE, 28),
    # A council's resolution of 08/8/2026: Sunday 08/11/2026, so Monday; no ministry.
    (event(COUNCIL.number, "council-resolution"), date(2026, 11, 9), None, WAITING,
     Owner.PROVINCE, 0),
    (event(COUNCIL.number, "council-resolution", province_list="not yet"), date(2026, 11, 10),
     None, OVERDUE, Owner.PROVINCE, -1),
    # A provision that comes later than its text.
    (event(STAGED.number, provision="Điều 5 khoản 1"), date(2026, 6, 30), None, NOT_YET,
     Owner.MINISTRY, 93),
    (event(STAGED.number, provision="Điều 6"), date(2026, 6, 1), None, WAITING, Owner.MINISTRY, 0),
    # Nobody knows the day.
    (event(UNKNOWN.number), TODAY, None, ChangeStatus.UNKNOWN_EFFECTIVE_DAY, Owner.MINISTRY, None),
    (event("9/2026/NĐ-CP"), TODAY, None, ChangeStatus.UNKNOWN_EFFECTIVE_DAY, Owner.MINISTRY,
     None),
    (event(UNKNOWN.number), TODAY, TODAY, APPLIED, None, None),
    # A reduction binds from its day and starts no clock.
    (event("3500/QĐ-UBND", "province-reduction", effective=date(2026, 8, 30)), date(2026, 8, 29),
     None, NOT_YET, None, None),
    (event("3500/QĐ-UBND", "province-reduction", effective=date(2026, 8, 30)), date(2027, 8, 30),
     None, DUE, None, None),
])  # fmt: skip
def test_a_change_on_a_day(
    found: ChangeEvent,
    as_of: date,
    applied: date | None,
    status: ChangeStatus,
    waiting_on: Owner | None,
    days: int | None,
) -> None:
    seen = chain(found, as_of, applied)
    assert (seen.status, seen.waiting_on, seen.days) == (status, waiting_on, days)


def stages(found: Chain) -> list[tuple[str, int | None, int | None]]:
    return [(one.stage.id, one.days_used, one.days_late) for one in found.links]


def test_days_of_every_stage() -> None:
    """Counted by hand from 18/5, 29/6, 20/7, 03/8 and 10/8/2026."""
    found = chain(WHOLE, TODAY, date(2026, 8, 10))
    assert stages(found) == [
        ("ministry", 42, 62),  # last day 28/4: two days of April, 31 of May, 29 of June
        ("ministry-upload", None, None),
        ("province-list", 21, 68),  # last day 13/5: 18 of May, 30 of June, 20 of July
        ("province-upload", None, None),
        ("province-workflow", 14, None),
        ("update", 7, 0),
    ]
    assert [one.statutory for one in found.links] == [
        date(2026, 4, 28), date(2026, 7, 13), date(2026, 5, 13), date(2026, 7, 27), None,
        date(2026, 8, 18),
    ]  # fmt: skip
    assert (found.at_hand, found.days_at_hand, found.days_left_at_hand) == (date(2026, 8, 3), 7, 15)


def test_the_seen_case_of_81_days() -> None:
    found = chain(event(ministry="2024-08-29", province_list="2024-11-18",
                        effective=date(2024, 9, 1)))  # fmt: skip
    assert found.links[2].days_used == 81


def test_the_open_stage_is_measured_until_today() -> None:
    found = chain(event(ministry="2026-06-29", province_list="not yet"), date(2026, 7, 9))
    assert stages(found)[2] == ("province-list", 10, 57)
    assert [one.stage.id for one in found.links if one.is_open] == ["province-list"]
    assert stages(found)[-1] == ("update", None, None)


def test_a_gap_in_the_notes_blames_nobody() -> None:
    found = chain(event(ministry="2026-06-29"))
    assert stages(found)[2] == ("province-list", 146, None)
    assert chain_told(found, rules().owners)[-1] == (
        "Chưa ghi nhận việc Ủy ban nhân dân cấp tỉnh công bố danh mục thủ tục hành chính, đã 146"
        " ngày."
    )
    assert year_told(year_of_changes([found], 2026), rules().owners) == (
        "Năm 2026 có 1 TTHC được sửa đổi, bổ sung; 1 chậm do nguyên nhân chưa ghi lại."
    )


def test_uploads_are_counted_in_working_days() -> None:
    found = chain(event(ministry="2026-06-29", ministry_upload="2026-07-15"))
    upload = found.links[1]
    # Ten working days after Monday 29/6 are Monday 13/7.
    assert (upload.statutory, upload.days_used, upload.days_late) == (date(2026, 7, 13), 16, 2)


def test_the_shortened_procedure_has_terms_of_its_own() -> None:
    found = chain(event(ministry="2026-05-25", ministry_upload="2026-05-28", is_shortened=True))
    assert stages(found)[:2] == [("ministry", 7, 4), ("ministry-upload", 3, 1)]


def test_terms_of_others_may_be_switched_off() -> None:
    found = chain_of(WHOLE, reckoning(counts_terms=False), TODAY, date(2026, 8, 20))
    late = {one.stage.id: one.days_late for one in found.links if one.days_late is not None}
    assert late == {"update": 2}


def test_a_calendar_without_working_days_gives_no_term() -> None:
    never = Reckoning(rules(), Register.of([NQ]), three_months, lambda _: False)
    assert chain_of(WHOLE, never, TODAY).links[1].statutory is None


def test_days_no_calendar_has_are_no_terms() -> None:
    assert chain(event(effective=date(1, 1, 5))).links[0].statutory is None


@pytest.mark.parametrize(("found", "applied", "stage"), [
    (WHOLE, date(2026, 8, 18), None),
    (WHOLE, date(2026, 8, 19), "update"),
    (WHOLE, None, "update"),
    (event(ministry="not yet"), None, "ministry"),
    (event(), None, None),
    (event(ministry="2026-08-19", province_list="2026-08-25", province_workflow="2026-09-01"),
     date(2026, 9, 2), "ministry"),
    (event(ministry="2026-06-29", province_list="2026-08-25", province_workflow="2026-09-01"),
     date(2026, 9, 2), "province-list"),
    (event(ministry="2026-06-29", province_list="2026-07-20", province_workflow="not yet"), None,
     "province-workflow"),
    # Nobody wrote down when others were ready.
    (event(ministry="2026-06-29"), date(2026, 9, 2), None),
])  # fmt: skip
def test_whose_delay_it_is(found: ChangeEvent, applied: date | None, stage: str | None) -> None:
    late_at = chain(found, TODAY, applied).late_at
    assert (late_at.id if late_at else None) == stage


def test_stages_in_words() -> None:
    told = chain_told(chain(WHOLE, date(2026, 8, 20)), rules().owners)
    ministry = "Bộ, cơ quan ngang Bộ công bố thủ tục hành chính ngày 29/6/2026 (số 10/QĐ-BXD)"
    listed = "công bố danh mục thủ tục hành chính ngày 20/7/2026 (số 10/QĐ-BXD)"
    workflow = "phê duyệt quy trình nội bộ ngày 03/8/2026 (số 10/QĐ-BXD)"
    own = "Cơ quan chưa cập nhật vào Hệ thống quản lý chất lượng"
    assert told == (
        f"{ministry}, mất 42 ngày, chậm 62 ngày so với hạn 28/4/2026.",
        f"Ủy ban nhân dân cấp tỉnh {listed}, mất 21 ngày, chậm 68 ngày so với hạn 13/5/2026.",
        f"Ủy ban nhân dân cấp tỉnh {workflow}, mất 14 ngày.",
        f"{own}, đã 17 ngày, chậm 2 ngày so với hạn 18/8/2026.",
    )


def test_a_stage_in_time_in_words() -> None:
    own = ChangeEvent("thu", "council-resolution", SOURCE, COUNCIL.number,
                      stages=(StageRecord("province-list", on=date(2026, 8, 1)),))  # fmt: skip
    told = chain_told(chain(own, TODAY, date(2026, 11, 9)), rules().owners)
    listed = "Ủy ban nhân dân cấp tỉnh công bố danh mục thủ tục hành chính ngày 01/8/2026"
    updated = "Cơ quan cập nhật vào Hệ thống quản lý chất lượng ngày 09/11/2026"
    assert told == (
        f"{listed}, trong hạn 03/8/2026.",
        f"{updated}, mất 100 ngày, trong hạn 09/11/2026.",
    )


def test_a_year_in_time() -> None:
    found = year_of_changes([chain(WHOLE, TODAY, date(2026, 8, 18))], 2026)
    assert year_told(found, rules().owners) == (
        "Năm 2026 có 1 TTHC được sửa đổi, bổ sung; 1 cập nhật đúng hạn."
    )


def several(count: int, first: int) -> tuple[str, ...]:
    return tuple(f"1.{number:06d}" for number in range(first, first + count))


def test_the_sentence_of_the_annual_report() -> None:
    in_time = event(ministry="2026-06-29", province_list="2026-07-20", province_workflow="no",
                    procedures=several(6, 1))  # fmt: skip
    late = event(ministry="2026-09-01", procedures=several(2, 7))
    chains = [chain(in_time, TODAY, date(2026, 8, 18)), chain(late)]
    assert year_told(year_of_changes(chains, 2026), rules().owners) == (
        "Năm 2026 có 8 TTHC được sửa đổi, bổ sung; 6 cập nhật đúng hạn, 2 chậm do Bộ, cơ quan"
        " ngang Bộ công bố thủ tục hành chính chậm."
    )


def test_a_year_of_many_kinds() -> None:
    reduced = event("3500/QĐ-UBND", "province-reduction", effective=date(2026, 8, 30),
                    procedures=several(3, 30))  # fmt: skip
    chains = [
        chain(event(ministry="2026-09-01", procedures=several(1, 1))),
        chain(LISTED),
        chain(event(kind=ChangeKind.REPEALED, effective=date(2026, 10, 1),
                    procedures=several(2, 10))),
        chain(event(UNKNOWN.number)),
        chain(event(effective=date(2027, 1, 1))),
        chain(event(effective=date(2026, 12, 1))),
        chain(event(effective=date(2025, 12, 1))),
        chain(reduced),
    ]  # fmt: skip
    assert year_told(year_of_changes(chains, 2026), rules().owners) == (
        "Năm 2026 có 2 TTHC được sửa đổi, bổ sung và 2 TTHC bị bãi bỏ; 2 chậm (1 do Bộ, cơ quan"
        " ngang Bộ công bố thủ tục hành chính chậm và 1 do cơ quan cập nhật vào Hệ thống quản lý"
        " chất lượng chậm), 2 đang trong hạn cập nhật; 3 TTHC áp dụng thời hạn tỉnh đã cắt giảm,"
        " không tính hạn ba tháng."
    )


def test_a_procedure_counts_once_where_it_is_worst() -> None:
    chains = [chain(WHOLE, TODAY, date(2026, 8, 18)), chain(WHOLE, TODAY, date(2026, 8, 19))]
    found = year_of_changes(chains, 2026)
    assert (found.in_time, sum(len(codes) for codes in found.late.values())) == (frozenset(), 1)


def test_a_year_without_changes() -> None:
    assert year_told(year_of_changes([], 2026), rules().owners) == (
        "Năm 2026 không có TTHC nào thay đổi do văn bản quy phạm pháp luật."
    )


stage_days = st.none() | st.sampled_from(["no", "not yet"]) | st.dates(
    date(2026, 4, 1), date(2026, 10, 1)).map(str)  # fmt: skip


@given(stage_days, stage_days, stage_days, st.none() | st.dates(date(2026, 5, 1), date(2027, 1, 1)),
       st.dates(date(2026, 4, 1), date(2027, 2, 1)))  # fmt: skip
def test_what_holds_for_every_chain(
    ministry: str | None,
    listed: str | None,
    workflow: str | None,
    applied: date | None,
    as_of: date,
) -> None:
    told = {"ministry": ministry, "province-list": listed, "province-workflow": workflow}
    records = _records({name: on for name, on in told.items() if on})
    found = chain(replace(event(), stages=tuple(records)), as_of, applied)
    assert found.deadline is not None
    assert found.days == (found.deadline.due - as_of).days
    assert (found.status is APPLIED) is (applied is not None and applied <= as_of)
    assert (found.status is OVERDUE) is (found.is_late and not found.applied)
    assert found.waiting_on is not Owner.AGENCY
    assert sum(one.is_open for one in found.links) == (0 if found.applied else 1)
    assert all(one.on is None or one.on <= as_of for one in found.links)
    if found.status is WAITING:
        assert found.waiting_on is not None
    if found.late_at:
        assert found.is_late
