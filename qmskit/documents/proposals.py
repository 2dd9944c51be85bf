"""Draft workflows proposed from a framework's samples, where no approved one is at hand."""

from decimal import Decimal

from qmskit.model.frameworks import Framework, SampleStep, SampleWorkflow
from qmskit.model.procedures import Procedure
from qmskit.model.texts import folded
from qmskit.model.times import HOURS_A_DAY, Limit, TimeUnit
from qmskit.model.workflows import Step, StepTime, Workflow, WorkflowStanding

_HALF = Decimal("0.5")


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
    known = lowest_limit((*procedure.limits, *((reduced,) if reduced else ())))
    if known is None and reduced is not None and reduced.is_known:
        known = reduced
    times = shared_out(known, sample.steps) if known else (None,) * len(sample.steps)
    steps = tuple(
        Step(
            role=step.role,
            action=step.action,
            times=(StepTime("", time),) if time else (),
            output=step.output,
            form=step.form,
        )
        for step, time in zip(sample.steps, times, strict=True)
    )
    return Workflow((procedure.code,), steps, WorkflowStanding.PROPOSED)


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
    value = limit.value or Decimal()
    hours = limit.working_hours
    if hours is not None and value and hours < HOURS_A_DAY * _HALF * len(steps):
        grain = Decimal(1) if hours >= len(steps) else _HALF
        return _parts(hours, grain, TimeUnit.HOUR, steps)
    unit = TimeUnit.WORKING_DAY if hours is not None else limit.unit
    days = hours / HOURS_A_DAY if hours is not None else value
    return _parts(days, _HALF, unit, steps)


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
