"""How much of a source was understood: counts over its procedures, field by field."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from qmskit.model.procedures import FeeState, Procedure

_INDEX = re.compile(r"\[\d+\]")


class _State(Enum):
    UNDERSTOOD = auto()
    TOLD = auto()
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class FieldUnderstanding:
    """What became of one field; the three numbers together count every procedure once.

    Attributes:
        field: name of the field, such as `limit unit`.
        understood: procedures where all that is told of it was understood.
        told: procedures that tell something of it that was not understood.
        silent: procedures that tell nothing of it.
    """

    field: str
    understood: int
    told: int
    silent: int


@dataclass(frozen=True, slots=True)
class Understanding:
    """What became of the procedures of a source.

    Attributes:
        total: number of procedures.
        fields: in a fixed order, none twice.
        unparsed: number of procedures by path of what has no place in the model, most frequent
            first; places in lists are written `[]`.
    """

    total: int
    fields: tuple[FieldUnderstanding, ...]
    unparsed: Mapping[str, int]


def understanding(procedures: Iterable[Procedure]) -> Understanding:
    """Return how much of `procedures` was understood; each is looked at once and not kept."""
    total = 0
    states: dict[str, Counter[_State]] = {field: Counter() for field in _FIELDS}
    unparsed: Counter[str] = Counter()
    for procedure in procedures:
        total += 1
        unparsed.update({_INDEX.sub("[]", one.path) for one in procedure.unparsed})
        for field, look in _FIELDS.items():
            states[field][_joined(look(procedure))] += 1
    fields = tuple(_counted(field, counts) for field, counts in states.items())
    ranked = dict(sorted(unparsed.items(), key=lambda one: (-one[1], one[0])))
    return Understanding(total, fields, MappingProxyType(ranked))


def _counted(field: str, counts: Counter[_State]) -> FieldUnderstanding:
    return FieldUnderstanding(
        field, counts[_State.UNDERSTOOD], counts[_State.TOLD], counts[_State.SILENT]
    )


def _joined(states: Iterable[_State]) -> _State:
    """Return the state of a field that has several: one that was not understood decides."""
    found = set(states)
    if _State.TOLD in found:
        return _State.TOLD
    return _State.UNDERSTOOD if _State.UNDERSTOOD in found else _State.SILENT


def _limit_values(procedure: Procedure) -> Iterator[_State]:
    for channel in procedure.channels:
        yield _state(channel.limit.has_number, channel.limit.text)


def _limit_units(procedure: Procedure) -> Iterator[_State]:
    for channel in procedure.channels:
        limit = channel.limit
        yield _state(limit.is_known, limit.text or limit.has_number)


def _fees(procedure: Procedure) -> Iterator[_State]:
    for channel in procedure.channels:
        for fee in channel.fees:
            is_told = fee.amount is not None or fee.text
            yield _state(fee.state is not FeeState.UNKNOWN, is_told)


def _channels(procedure: Procedure) -> Iterator[_State]:
    keys = ("cach_thuc_thuc_hien", "data.executionMethods[].submissionMethod")
    yield _present(procedure, procedure.channels, *keys)


def _dossier(procedure: Procedure) -> Iterator[_State]:
    items = [item for case in procedure.dossier for item in case.items]
    yield _present(procedure, items, "thanh_phan_ho_so")


def _legal_numbers(procedure: Procedure) -> Iterator[_State]:
    for basis in procedure.legal_bases:
        yield _state(basis.number, basis.title or basis.cited)


def _levels(procedure: Procedure) -> Iterator[_State]:
    yield _present(procedure, procedure.levels, "cap_thuc_hien")


def _decision(procedure: Procedure) -> Iterator[_State]:
    yield _present(procedure, procedure.decision.number)


def _results(procedure: Procedure) -> Iterator[_State]:
    yield _present(procedure, procedure.results)


def _execution(procedure: Procedure) -> Iterator[_State]:
    yield _present(procedure, procedure.execution)


def _state(is_understood: object, is_told: object) -> _State:
    if is_understood:
        return _State.UNDERSTOOD
    return _State.TOLD if is_told else _State.SILENT


def _present(procedure: Procedure, value: object, *keys: str) -> _State:
    """Return the state of a field that is understood when it is there.

    Args:
        procedure: the procedure.
        value: what was understood of the field.
        keys: where sources tell the field; a text left there was told and not understood.
    """
    is_left = any(_INDEX.sub("[]", one.path) in keys for one in procedure.unparsed)
    return _state(value, is_left)


_FIELDS: Mapping[str, Callable[[Procedure], Iterable[_State]]] = {
    "channels": _channels,
    "limit value": _limit_values,
    "limit unit": _limit_units,
    "fees": _fees,
    "dossier": _dossier,
    "legal numbers": _legal_numbers,
    "levels": _levels,
    "decision": _decision,
    "results": _results,
    "execution": _execution,
}
