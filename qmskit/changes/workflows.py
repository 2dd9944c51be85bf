"""Internal workflows and decisions of a province in two states, matched by meaning.

A workflow and a decision are complete: what one of them does not have, it does without.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from qmskit.changes.pairing import alike, out_of_order
from qmskit.changes.relations import (
    FieldComparison,
    Relation,
    is_same_spelling,
    meaning,
    named,
    relation,
)
from qmskit.documents.sandbox import day_text
from qmskit.language import translate as _
from qmskit.model.times import Limit
from qmskit.model.workflows import (
    Decision,
    LocalFee,
    ProvinceDecisions,
    Step,
    StepTime,
    Workflow,
    WorkflowStanding,
)

_STEP_PARTS = ("action", "role", "performer", "output", "form", "outside")
# Actions are short: half of the words tell a step.
_ALIKE = 0.5


def decisions_compared(
    old: ProvinceDecisions, new: ProvinceDecisions
) -> tuple[FieldComparison, ...]:
    """Return what a province decides otherwise than before, fees by place and way to submit."""
    found = (
        *_field("province.limit", _limit(old.limit), _limit(new.limit)),
        *_decision("province.limit_decision", old.limit_decision, new.limit_decision),
        *_members("province.fees", _fees(old.fees), _fees(new.fees)),
        *_members("province.reception", named(old.reception), named(new.reception)),
        *_members("province.forms", _titles(old), _titles(new)),
    )
    path = "province.workflow"
    if not new.workflow:
        return (*found, *_field(path, _workflow(old.workflow), ""))
    return (*found, *workflow_compared(old.workflow, new.workflow, path))


def workflow_compared(
    old: Workflow | None, new: Workflow, path: str = "workflow"
) -> tuple[FieldComparison, ...]:
    """Return what differs between two workflows; steps are matched by what is done in them."""
    if old is None:
        return tuple(_field(path, "", _workflow(new)))
    return (
        *_decision(f"{path}.decision", old.decision, new.decision),
        *_field(f"{path}.standing", _standing(old), _standing(new)),
        *_field(f"{path}.reason", old.reason, new.reason),
        *_field(f"{path}.limit", _limit(old.limit), _limit(new.limit)),
        *_members(f"{path}.cases", _cases(old), _cases(new)),
        *_steps(f"{path}.steps", old.steps, new.steps),
    )


def _field(path: str, old: str, new: str) -> Iterator[FieldComparison]:
    if old != new:
        is_equal = bool(old and new) and is_same_spelling(old, new)
        yield FieldComparison(path, old, new, relation(is_equal=is_equal))


def _members(
    path: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[FieldComparison]:
    for key in dict.fromkeys((*old, *new)):
        yield from _field(f"{path}[{key}]", old.get(key, ""), new.get(key, ""))


def _decision(path: str, old: Decision | None, new: Decision | None) -> Iterator[FieldComparison]:
    yield from _field(path, old.number if old else "", new.number if new else "")
    if old and new:
        yield from _field(f"{path}.issued", _day(old), _day(new))


def _steps(path: str, old: Sequence[Step], new: Sequence[Step]) -> Iterator[FieldComparison]:
    pairs = _same_steps(old, new)
    partners = {after: before for before, after in pairs.items()}
    moved = out_of_order([pairs[at] for at in sorted(pairs)])
    for at, step in enumerate(old):
        if at not in pairs:
            yield FieldComparison(f"{path}[{at + 1}]", step.action, "", Relation.DIFFERENT)
    for at, step in enumerate(new):
        place = f"{path}[{at + 1}]"
        if at not in partners:
            yield FieldComparison(place, "", step.action, Relation.DIFFERENT)
            continue
        if at in moved:
            was, is_now = (_("bước {number}").format(number=one + 1) for one in (partners[at], at))
            yield FieldComparison(f"{place}.position", was, is_now, Relation.MOVED, step.action)
        yield from _step(place, old[partners[at]], step)


def _same_steps(old: Sequence[Step], new: Sequence[Step]) -> dict[int, int]:
    """Return pairs of places: the same action, an action in other words, the same gap."""
    pairs: dict[int, int] = {}
    before, after = _by_action(old), _by_action(new)
    for key in before.keys() & after.keys():
        pairs[before[key]] = after[key]
    gone = {step.action: at for at, step in enumerate(old) if at not in pairs}
    come = {step.action: at for at, step in enumerate(new) if at not in pairs.values()}
    for one, other in alike(gone, come, _ALIKE).items():
        pairs[gone[one]] = come[other]
    pairs |= _in_gaps(pairs, len(old), len(new))
    return pairs


def _by_action(steps: Sequence[Step]) -> dict[tuple[str, int], int]:
    """Return places of steps by what is done and how often it was done before."""
    found: dict[tuple[str, int], int] = {}
    for at, step in enumerate(steps):
        key = meaning(step.action)
        times = sum(1 for known, _count in found if known == key)
        found[key, times] = at
    return found


def _in_gaps(pairs: Mapping[int, int], olds: int, news: int) -> dict[int, int]:
    """Return what stands between the same neighbours, and is one step on both sides."""
    edges = [(-1, -1), *sorted(pairs.items()), (olds, news)]
    return {
        before + 1: after + 1
        for (before, after), (next_before, next_after) in pairwise(edges)
        if next_before - before == next_after - after == _ONE_BETWEEN
    }


_ONE_BETWEEN = 2


def _step(path: str, old: Step, new: Step) -> Iterator[FieldComparison]:
    for part in _STEP_PARTS:
        yield from _field(f"{path}.{part}", getattr(old, part), getattr(new, part))
    yield from _field(f"{path}.times", _times(old), _times(new))


def _times(step: Step) -> str:
    return "; ".join(map(_time, step.times))


def _time(time: StepTime) -> str:
    told = _("chung với bước trước") if time.shared else time.limit.short
    return f"{time.case}: {told}" if time.case else told


def _workflow(workflow: Workflow | None) -> str:
    return _("quy trình gồm {count} bước").format(count=len(workflow.steps)) if workflow else ""


def _cases(workflow: Workflow) -> dict[str, str]:
    return {
        case.id: f"{case.name}: {case.limit.short}" if case.limit else case.name
        for case in workflow.cases
    }


def _day(decision: Decision) -> str:
    return day_text(decision.issued) if decision.issued else ""


def _limit(limit: Limit | None) -> str:
    return limit.short if limit else ""


def _titles(decisions: ProvinceDecisions) -> dict[str, str]:
    return named(form.title for form in decisions.forms)


def _fees(fees: Iterable[LocalFee]) -> dict[str, str]:
    """Return the rates by place and way to submit; several of one place are joined."""
    found: dict[str, list[str]] = {}
    for fee in fees:
        place = meaning(fee.place_name or ",".join(sorted(fee.places)))
        found.setdefault(f"{place}:{fee.method}".rstrip(":"), []).append(_rate(fee))
    return {key: "; ".join(sorted(rates)) for key, rates in found.items()}


def _rate(fee: LocalFee) -> str:
    since = _("từ ngày {day}").format(day=day_text(fee.since)) if fee.since else ""
    until = _("đến hết ngày {day}").format(day=day_text(fee.until)) if fee.until else ""
    terms = ", ".join(filter(None, (fee.place_name, since, until, fee.source)))
    return f"{fee.text} ({terms})" if terms else fee.text


def _standing(workflow: Workflow) -> str:
    words = {
        WorkflowStanding.PROPOSED: _("đề xuất"),
        WorkflowStanding.AGENCY: _("của cơ quan"),
        WorkflowStanding.APPROVED: _("tỉnh phê duyệt"),
    }
    return words[workflow.standing]
