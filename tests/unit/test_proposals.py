from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmskit import Limit, Procedure, TimeUnit
from qmskit.documents.proposals import (
    lowest_limit,
    proposed_workflow,
    rescaled_workflow,
    sample_for,
    shared_out,
)
from qmskit.model.frameworks import Framework, SampleStep
from qmskit.model.procedures import Channel, ChannelMethod
from qmskit.model.times import CaseLimit, LimitTerms, total
from qmskit.model.workflows import Step, StepTime, Workflow, WorkflowCase, WorkflowStanding
from qmskit.readers.packs import read_framework

HOUR, WORKING_DAY = TimeUnit.HOUR, TimeUnit.WORKING_DAY
DAY, MONTH = TimeUnit.DAY, TimeUnit.MONTH


@pytest.fixture(scope="module")
def framework() -> Framework:
    return read_framework("qd101-2019")


def limit(value: str, unit: TimeUnit) -> Limit:
    return Limit(Decimal(value), unit)


def procedure(*limits: Limit, field: str = "Hộ tịch") -> Procedure:
    channels = tuple(Channel(ChannelMethod.DIRECT, one) for one in limits)
    return Procedure("1.000170", "Thử", field, channels=channels)


LOWEST = {
    "one": ((limit("5", WORKING_DAY),), limit("5", WORKING_DAY)),
    "the lower": ((limit("5", WORKING_DAY), limit("3", WORKING_DAY)), limit("3", WORKING_DAY)),
    "hours and days": ((limit("1", WORKING_DAY), limit("9", HOUR)), limit("1", WORKING_DAY)),
    "calendar days": ((limit("30", DAY), limit("20", DAY)), limit("20", DAY)),
    "calendar and working days": ((limit("5", WORKING_DAY), limit("3", DAY)), None),
    "one without unit": ((limit("5", WORKING_DAY), Limit(Decimal(3))), None),
    "one in words": ((limit("5", WORKING_DAY), Limit(text="Theo mô tả")), None),
    "none": ((), None),
}


@pytest.mark.parametrize(("limits", "expected"), LOWEST.values(), ids=LOWEST)
def test_lowest_limit(limits: tuple[Limit, ...], expected: Limit | None) -> None:
    assert lowest_limit(limits) == expected


SHARED = {
    "half days by share": ("5", WORKING_DAY, (1, 3, 1), ["1.5", "2.5", "1"]),
    "the rest to the largest remainder": ("2", WORKING_DAY, (1, 1, 1), ["1", "0.5", "0.5"]),
    "a share of nothing gets the least": ("3", WORKING_DAY, (0, 1), ["0.5", "2.5"]),
    "no shares at all": ("3", WORKING_DAY, (0, 0), ["1.5", "1.5"]),
    "calendar days": ("10", DAY, (1, 4), ["2.5", "7.5"]),
}


@pytest.mark.parametrize(("value", "unit", "shares", "expected"), SHARED.values(), ids=SHARED)
def test_shared_out(
    value: str, unit: TimeUnit, shares: tuple[int, ...], expected: list[str]
) -> None:
    steps = tuple(SampleStep("head", "Ký", Decimal(share)) for share in shares)
    assert shared_out(limit(value, unit), steps) == tuple(limit(one, unit) for one in expected)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("1", ["1", "3", "2", "1", "1"]),
        ("0.5", ["0.5", "1.5", "1", "0.5", "0.5"]),
        ("0.25", None),
    ],
)
def test_a_short_limit_is_shared_out_in_hours_or_half_hours(
    days: str, expected: list[str] | None
) -> None:
    steps = tuple(SampleStep("head", "Ký", Decimal(share)) for share in (1, 5, 2, 1, 1))
    times = [limit(hours, HOUR) for hours in expected] if expected else [None] * len(steps)
    assert shared_out(limit(days, WORKING_DAY), steps) == tuple(times)


shares = st.lists(
    st.integers(0, 12).map(Decimal) | st.decimals(0, 5, places=1), min_size=1, max_size=8
)
working = st.builds(
    Limit,
    st.integers(0, 80).map(lambda halves: Decimal(halves) / 2) | st.decimals(0, 40, places=2),
    st.sampled_from([HOUR, WORKING_DAY]),
)
calendar = st.builds(
    Limit, st.integers(0, 120).map(lambda halves: Decimal(halves) / 2), st.just(DAY)
)


@given(working | calendar, shares)
def test_times_add_up_to_the_limit_exactly_or_there_are_none(
    whole: Limit, parts: list[Decimal]
) -> None:
    steps = tuple(SampleStep("head", "Ký", share) for share in parts)
    found = shared_out(whole, steps)
    assert len(found) == len(steps)
    times = [one for one in found if one is not None]
    if not times:
        return
    assert len(times) == len(steps)
    assert all(one.value is not None and one.value > 0 for one in times)
    added = total(tuple(times))
    assert added is not None
    if whole.unit is DAY:
        assert added == whole
    else:
        assert added.working_hours == whole.working_hours


@given(halves=st.integers(0, 60), parts=shares)
def test_whole_and_half_days_long_enough_for_every_step_are_always_shared_out(
    halves: int, parts: list[Decimal]
) -> None:
    steps = tuple(SampleStep("head", "Ký", share) for share in parts)
    enough = Decimal(halves + len(steps)) / 2
    assert None not in shared_out(Limit(enough, WORKING_DAY), steps)


@given(parts=shares)
def test_more_share_never_gets_less_time(parts: list[Decimal]) -> None:
    steps = tuple(SampleStep("head", "Ký", share) for share in parts)
    found = shared_out(limit("20", WORKING_DAY), steps)
    times = [one.value for one in found if one is not None and one.value is not None]
    ordered = [time for _share, time in sorted(zip(parts, times, strict=True))]
    assert all(later >= earlier - Decimal("0.5") for earlier, later in pairwise(ordered))


@given(
    days=st.integers(6, 60),
    reduced=st.none() | st.integers(6, 60),
    field=st.sampled_from(["Hộ tịch", "Đất đai"]),
)
def test_a_proposal_keeps_to_the_lower_of_law_and_province(
    framework: Framework, days: int, reduced: int | None, field: str
) -> None:
    lower = None if reduced is None else Limit(Decimal(reduced), WORKING_DAY)
    made = proposed_workflow(
        procedure(Limit(Decimal(days), WORKING_DAY), field=field), lower, "commune", framework
    )
    times = tuple(step.limit() or Limit() for step in made.steps)
    assert total(times) == Limit(Decimal(min(days, reduced or days)), WORKING_DAY)


NO_TIMES = {
    "unit not known": (Limit(Decimal(5)),),
    "words": (Limit(text="Không quá 05 ngày làm việc"),),
    "no channels": (),
    "one channel not known": (limit("5", WORKING_DAY), Limit(Decimal(5))),
    "calendar and working days": (limit("5", WORKING_DAY), limit("7", DAY)),
    "no time": (limit("0", WORKING_DAY),),
    "less than half an hour a step": (limit("2", HOUR),),
    "less than half a calendar day a step": (limit("2", DAY),),
}


@pytest.mark.parametrize("limits", NO_TIMES.values(), ids=NO_TIMES)
def test_where_nothing_is_known_no_time_is_invented(
    framework: Framework, limits: tuple[Limit, ...]
) -> None:
    made = proposed_workflow(procedure(*limits), None, "commune", framework)
    assert len(made.steps) == 5
    assert [step.times for step in made.steps] == [()] * 5


def test_a_proposal_says_what_it_is(framework: Framework) -> None:
    made = proposed_workflow(procedure(limit("5", WORKING_DAY)), None, "commune", framework)
    assert made.procedures == ("1.000170",)
    assert made.standing is WorkflowStanding.PROPOSED
    assert made.decision is None
    assert [step.role for step in made.steps] == [
        "reception", "civil-status-officer", "leader", "clerk", "reception",
    ]  # fmt: skip


SAMPLES = {
    "a field of its own": ("Hộ tịch", "commune", "civil-status"),
    "however it is written": ("HO\u0323\u0302  TI\u0323CH", "commune", "civil-status"),
    "a field at another agency": ("Hộ tịch", "department", "department"),
    "any other field": ("Nghề cá", "commune", "general"),
    "no field": ("", "sub-department", "sub-department"),
}


@pytest.mark.parametrize(("field", "kind", "expected"), SAMPLES.values(), ids=SAMPLES)
def test_samples(framework: Framework, field: str, kind: str, expected: str) -> None:
    assert sample_for(field, kind, framework).id == expected


HOUSE = CaseLimit("đối với nhà ở riêng lẻ", Decimal(7), WORKING_DAY)
LONG = CaseLimit("đối với các xã miền núi, " * 4, Decimal(7), WORKING_DAY)

CASES = {
    "one beside the general limit": (
        (HOUSE,), "",
        [("Trường hợp chung", limit("10", WORKING_DAY)),
         ("Đối với nhà ở riêng lẻ", limit("7", WORKING_DAY))]),
    "one of them is the limit": (
        (CaseLimit("đối với công trình", Decimal(10), WORKING_DAY), HOUSE), "",
        [("Đối với công trình", limit("10", WORKING_DAY)),
         ("Đối với nhà ở riêng lẻ", limit("7", WORKING_DAY))]),
    "a name too long for a column": ((LONG,), "", []),
    "calendar days": ((replace(HOUSE, unit=DAY),), "", []),
    "words contradict the number": ((HOUSE,), "Trong 10 ngày.", []),
    "too short for the steps": ((replace(HOUSE, value=Decimal("0.25")),), "", []),
}  # fmt: skip


@pytest.mark.parametrize(("told", "words", "expected"), CASES.values(), ids=CASES)
def test_cases_of_the_limit_get_times_of_their_own(
    framework: Framework,
    told: tuple[CaseLimit, ...],
    words: str,
    expected: list[tuple[str, Limit]],
) -> None:
    own = replace(limit("10", WORKING_DAY), terms=LimitTerms(told))
    channel = Channel(ChannelMethod.DIRECT, own, text=words)
    record = replace(procedure(), channels=(channel,))
    made = proposed_workflow(record, None, "commune", framework)
    assert [(case.name, case.limit) for case in made.cases] == expected
    for case in made.cases or (WorkflowCase("", "", limit("10", WORKING_DAY)),):
        assert total(tuple(step.limit(case.id) or Limit() for step in made.steps)) == case.limit


def test_a_reduced_limit_leaves_no_times_to_cases(framework: Framework) -> None:
    own = replace(limit("10", WORKING_DAY), terms=LimitTerms((HOUSE,)))
    made = proposed_workflow(procedure(own), limit("8", WORKING_DAY), "commune", framework)
    assert made.cases == ()


def workflow(*times: Limit | None) -> Workflow:
    steps = tuple(
        Step("head", f"Bước {at}", times=(StepTime("", one),) if one else ())
        for at, one in enumerate(times)
    )
    return Workflow(("1.000170",), steps, WorkflowStanding.AGENCY, limit=limit("20", DAY))


RESCALED = {
    "half as long": ((limit("5", DAY), limit("15", DAY)), limit("10", DAY), ["2.5", "7.5"]),
    "another unit": (
        (limit("5", DAY), limit("15", DAY)), limit("10", WORKING_DAY), ["2.5", "7.5"]),
    "hours and days": (
        (limit("4", HOUR), limit("1.5", WORKING_DAY)), limit("4", WORKING_DAY), ["1", "3"]),
    "a step without time": ((limit("1", DAY), None, limit("1", DAY)), limit("1", DAY),
                            ["0.5", None, "0.5"]),
    "calendar and working days": (
        (limit("5", DAY), limit("5", WORKING_DAY)), limit("5", DAY), None),
    "words": ((limit("5", DAY), Limit(text="ngay")), limit("5", DAY), None),
    "too short": ((limit("5", DAY),) * 3, limit("1", DAY), None),
    "no times": ((None, None), limit("5", DAY), None),
}  # fmt: skip


@pytest.mark.parametrize(("times", "new", "expected"), RESCALED.values(), ids=RESCALED)
def test_steps_rescaled(
    times: tuple[Limit | None, ...], new: Limit, expected: list[str | None] | None
) -> None:
    made = rescaled_workflow(workflow(*times), new, "x")
    if expected is None:
        assert made is None
        return
    assert made is not None
    known = [step.limit() for step in made.steps]
    assert [one.value if one else None for one in known] == [
        Decimal(one) if one else None for one in expected
    ]
    assert (made.standing, made.source, made.limit) == (WorkflowStanding.PROPOSED, "x", new)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.integers(1, 200))
def test_rescaled_times_add_up_to_the_new_limit_in_the_order_of_the_old(
    halves: list[int], whole: int
) -> None:
    times = [Limit(Decimal(one) / 2, WORKING_DAY) for one in halves]
    new = Limit(Decimal(whole) / 2, WORKING_DAY)
    made = rescaled_workflow(workflow(*times), new, "x")
    if made is None:
        return
    found = [step.limit() or Limit() for step in made.steps]
    added = total(tuple(found))
    assert added is not None
    assert added.working_hours == new.working_hours
    ordered = [one.working_hours or 0 for _half, one in sorted(zip(halves, found, strict=True),
               key=lambda pair: pair[0])]  # fmt: skip
    assert all(later >= earlier - 4 for earlier, later in pairwise(ordered))
