"""Procedures so alike that they might share one workflow and one document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qmskit.documents.plan import procedure_title
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import folded

# Names that share less than this part of their letters are not proposed.
_ALIKE = 0.8


def similar(qmset: DocumentSet) -> Iterator[tuple[Procedure, ...]]:
    """Yield groups of two and more procedures that might share a workflow; no procedure twice.

    Alike are procedures of one field with the same limits and nearly the same name that do not
    share a workflow yet. Where a word stands for another one, `khai sinh` for `khai tử`, they must
    also tell the same results. Whether they do share one is for the agency to decide.

    Law:
        TT 26/2014/TT-BKHCN, Điều 41 khoản 6.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Procedure]] = {}
    for code, one in qmset.procedures.items():
        workflow = qmset.workflows.get(code)
        shared = workflow is not None and len(workflow.procedures) > 1
        if one.limits and not shared:
            key = folded(one.field), tuple(limit.short for limit in one.limits)
            groups.setdefault(key, []).append(one)
    for group in groups.values():
        yield from _alike(group)


def _alike(group: Sequence[Procedure]) -> Iterator[tuple[Procedure, ...]]:
    waiting = list(group)
    while waiting:
        first, *rest = waiting
        near = [one for one in rest if _names_alike(first, one) and _end_alike(first, one)]
        waiting = [one for one in rest if one not in near]
        if near:
            yield (first, *near)


def _end_alike(one: Procedure, other: Procedure) -> bool:
    """Tell whether two names only differ by words more, or their procedures end in the same."""
    words = [Counter(folded(procedure_title(each)).split()) for each in (one, other)]
    if words[0] <= words[1] or words[1] <= words[0]:
        return True
    results = [{folded(result) for result in each.results} for each in (one, other)]
    return bool(results[0]) and results[0] == results[1]


def _names_alike(one: Procedure, other: Procedure) -> bool:
    names = folded(procedure_title(one)), folded(procedure_title(other))
    matcher = SequenceMatcher(None, *names, autojunk=False)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(bound() >= _ALIKE for bound in bounds)
