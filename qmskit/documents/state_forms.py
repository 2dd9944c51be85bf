"""Forms of the State that hold on a day."""

from collections.abc import Iterable, Iterator
from datetime import date

from qmskit.model.evaluations import StateForm
from qmskit.readers.records import day_of


def current_forms(forms: Iterable[StateForm], day: date) -> Iterator[StateForm]:
    """Yield the form of each family that holds on a day, or whose first day nobody knows.

    Of several of a family the one listed last counts.
    """
    by_family: dict[str, StateForm] = {}
    for one in forms:
        begins, ends = day_of(one.effective), day_of(one.expires)
        if (begins is None or begins <= day) and (ends is None or day < ends):
            by_family[one.family] = one
    yield from by_family.values()
