"""Draft workflows: from a framework's samples, or from known steps for another limit."""

from dataclasses import replace
from decimal import Decimal

from qmskit.model.frameworks import Framework, SampleStep, SampleWorkflow
from qmskit.model.procedures import Procedure
from qmskit.model.texts import capitalised, folded
from qmskit.model.times import HOURS_A_DAY, Limit, TimeUnit
from qmskit.model.workflows import Step, StepTime, Workflow, WorkflowCase, WorkflowStanding
from qmskit.readers.prose.differences import differences

_HALF = Decimal("0.5")

# A column of times is narrow: more cases, or longer names, stay with the limit.
_MOST_CASES = 3
_LONGEST_CASE = 60
_GENERAL = "Trường hợp chung"


def proposed_workflow(
    procedure: Procedure, reduced: Limit | None, agency_type: str, framework: Framework
) -> Workflow:
    """Return a draft workflow whose times add up to the limit that binds.

    That is the province's reduced limit where it is known, unless a limit by law is lower; else
    the lowest limit by law. Where limit or unit is not known the steps carry no time: nothing is
    guessed.

    Args:
        reduced: the limit after the province's reduction; None without one.
    """
    sample = sample_for(procedure.field, agency_type, framework)
    cases = _cases(procedure, sample.steps) if reduced is None else ()
    limits = {case.id: case.limit for case in cases} or {"": binding_limit(procedure, reduced)}
    columns = [_times(case, limit, sample.steps) for case, limit in limits.items()]
    steps = tuple(
        Step(
            role=step.role,
            action=step.action,
            times=tuple(filter(None, times)),
            output=step.output,
            form=step.form,
        )
        for step, times in zip(sample.steps, zip(*columns, strict=True), strict=True)
    )
    return Workflow((procedure.code,), steps, WorkflowStanding.PROPOSED, cases=cases)


def binding_limit(procedure: Procedure, reduced: Limit | None) -> Limit | None:
    """Return the limit that binds: the lower of law and province; None where it is not known.

    Args:
        reduced: the limit after the province's reduction; None without one.
    """
    known = lowest_limit((*procedure.limits, *((reduced,) if reduced else ())))
    return reduced if known is None and reduced and reduced.is_known else known


def rescaled_workflow(workflow: Workflow, limit: Limit, source: str) -> Workflow | None:
    """Return a draft with the steps of a workflow, their times in proportion to another limit.

    The times add up to the limit exactly; steps without a time of their own stay without.

    Args:
        limit: what binds now, known.
        source: where the steps come from, in words.

    Returns:
        None where nothing is certain: times of several cases, a time that is not known, units that
        cannot be compared, or a limit too short to be shared out.
    """
    own = [step.limit() for step in workflow.steps]
    weights = _weights([one for one in own if one])
    if workflow.cases or not weights or not limit.is_known:
        return None
    shares = _in_proportion(limit, weights)
    if not shares:
        return None
    given = iter(shares)
    times = [
        _time(step, next(given) if one else None)
        for step, one in zip(workflow.steps, own, strict=True)
    ]
    return replace(
        workflow,
        steps=tuple(
            replace(step, times=new) for step, new in zip(workflow.steps, times, strict=True)
        ),
        standing=WorkflowStanding.PROPOSED,
        decision=None,
        reason="",
        source=source,
        limit=Limit(limit.value, limit.unit) if workflow.limit else None,
    )


def _time(step: Step, share: Limit | None) -> tuple[StepTime, ...]:
    return (StepTime("", share),) if share else step.times


def _weights(limits: list[Limit]) -> tuple[Decimal, ...]:
    """Return times as numbers of one unit; () where that is not certain."""
    hours = [one.working_hours for one in limits]
    known = [one for one in hours if one is not None]
    if len(known) == len(limits):
        return tuple(known)
    is_alike = len({one.unit for one in limits}) == 1 and all(one.is_known for one in limits)
    return tuple(one.value or Decimal() for one in limits) if is_alike else ()


def _times(
    case: str, limit: Limit | None, steps: tuple[SampleStep, ...]
) -> tuple[StepTime | None, ...]:
    shares = shared_out(limit, steps) if limit else (None,) * len(steps)
    return tuple(StepTime(case, share) if share else None for share in shares)


def _cases(procedure: Procedure, steps: tuple[SampleStep, ...]) -> tuple[WorkflowCase, ...]:
    """Return the cases that a draft gives times of their own; () where that is not certain.

    All channels must tell one known limit and the same few cases with short names, in units that
    can be compared; no words may contradict the number, and every step must get a time.
    """
    told = {(channel.limit.bare, channel.limit.terms.cases) for channel in procedure.channels}
    if len(told) != 1 or any(not one.variant for one in differences(procedure)):
        return ()
    ((limit, named),) = told
    if not named or any(len(one.case) > _LONGEST_CASE for one in named):
        return ()
    limits = [(capitalised(one.case), Limit(one.value, one.unit)) for one in named]
    if all(of_case != Limit(limit.value, limit.unit) for _name, of_case in limits):
        limits.insert(0, (_GENERAL, Limit(limit.value, limit.unit)))
    is_shared_out = all(
        lowest_limit((limit, of_case)) and None not in shared_out(of_case, steps)
        for _name, of_case in limits
    )
    if len(limits) > _MOST_CASES or len(dict(limits)) < len(limits) or not is_shared_out:
        return ()
    return tuple(
        WorkflowCase(f"case-{number}", name, of_case)
        for number, (name, of_case) in enumerate(limits, 1)
    )


def sample_for(field: str, agency_type: str, framework: Framework) -> SampleWorkflow:
    """Return the sample of a field for a type of agency, else the general one.

    Every framework holds a sample without fields and types: its test says so.
    """
    wanted = folded(field)
    fitting = [
        sample
        for sample in framework.samples
        if not sample.agency_types or agency_type in sample.agency_types
    ]
    own = (one for one in fitting if wanted in {folded(name) for name in one.fields})
    general = (one for one in fitting if not one.fields)
    return next(own, None) or next(general)


def lowest_limit(limits: tuple[Limit, ...]) -> Limit | None:
    """Return the lowest of limits that can be compared, or None.

    None when any is unknown, or when calendar and working time stand side by side: a proposal must
    not claim a time that one of them may forbid.
    """
    if not limits or not all(limit.is_known for limit in limits):
        return None
    hours = [limit.working_hours for limit in limits]
    if None not in hours:
        return min(limits, key=lambda limit: limit.working_hours or Decimal())
    units = {limit.unit for limit in limits}
    if units == {TimeUnit.DAY}:
        return min(limits, key=lambda limit: limit.value or Decimal())
    return None


def shared_out(limit: Limit, steps: tuple[SampleStep, ...]) -> tuple[Limit | None, ...]:
    """Return a time for every step, by its share; the times add up to the limit exactly.

    Days are shared out in halves, what is too short for that in hours or half hours; a limit that
    leaves a step without any time is not shared out.
    """
    whole, grain, unit = _measure(limit, len(steps))
    return _parts(whole, grain, unit, steps)


def _measure(limit: Limit, steps: int) -> tuple[Decimal, Decimal, TimeUnit]:
    """Return a limit as a number, the smallest part of it that a step gets, and their unit."""
    value = limit.value or Decimal()
    hours = limit.working_hours
    if hours is not None and value and hours < HOURS_A_DAY * _HALF * steps:
        return hours, Decimal(1) if hours >= steps else _HALF, TimeUnit.HOUR
    if hours is not None:
        return hours / HOURS_A_DAY, _HALF, TimeUnit.WORKING_DAY
    return value, _HALF, limit.unit


def _in_proportion(limit: Limit, weights: tuple[Decimal, ...]) -> tuple[Limit, ...]:
    """Share a limit out as before, each at least the smallest part; () where that cannot be."""
    whole, grain, unit = _measure(limit, len(weights))
    grains = whole / grain
    if grains != grains.to_integral_value() or grains < len(weights) or not any(weights):
        return ()
    exact = [grains * one / sum(weights) for one in weights]
    given = [max(1, int(one)) for one in exact]
    while (rest := int(grains) - sum(given)) != 0:
        step = 1 if rest > 0 else -1
        open_ones = [at for at in range(len(given)) if given[at] + step > 0]
        at = max(open_ones, key=lambda at: (exact[at] - given[at]) * step)
        given[at] += step
    return tuple(Limit(one * grain, unit) for one in given)


def _parts(
    whole: Decimal, grain: Decimal, unit: TimeUnit, steps: tuple[SampleStep, ...]
) -> tuple[Limit | None, ...]:
    """Share `whole` out in multiples of `grain`, one each first, the rest by largest remainder."""
    grains = whole / grain
    if grains != grains.to_integral_value() or grains < len(steps):
        return (None,) * len(steps)
    rest = int(grains) - len(steps)
    shares = [step.share for step in steps]
    if not any(shares):
        shares = [Decimal(1)] * len(steps)
    exact = [rest * share / sum(shares) for share in shares]
    given = [int(part) for part in exact]
    by_remainder = sorted(range(len(steps)), key=lambda at: (given[at] - exact[at], at))
    for at in by_remainder[: rest - sum(given)]:
        given[at] += 1
    return tuple(Limit((1 + part) * grain, unit) for part in given)
