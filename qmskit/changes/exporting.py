"""Differences as the JSON that `diff --format json` promises."""

from collections.abc import Mapping
from datetime import date

from qmskit.model.changes import CatalogueDiff, Change, DiffKind, ProcedureDiff
from qmskit.readers.trees import Json

# What needs a set or the law clock: filled in by who knows them, else not known.
_CLOCK: Mapping[str, Json] = {
    "effective": None,
    "deadline_legal": None,
    "deadline": None,
    "deadline_rule": None,
    "status": None,
    "waiting_on": None,
    "days": None,
    "documents": [],
}
_QUIET = frozenset({DiffKind.EDITORIAL, DiffKind.UNCHANGED})


def diff_json(
    diff: CatalogueDiff,
    as_of: date,
    *,
    known: Mapping[str, Mapping[str, Json]] | None = None,
    reannouncement: Json = None,
    is_complete: bool = False,
) -> dict[str, Json]:
    """Return a diff as plain values for JSON.

    Args:
        diff: what became of the procedures.
        as_of: the day that was asked about.
        known: by procedure code what needs more than two records: `effective`, `deadline_legal`,
            `deadline`, `deadline_rule`, `status`, `waiting_on`, `days`, `documents`.
        reannouncement: whether a new announcement is needed and why; None when nobody asked.
        is_complete: whether to tell procedures that did not change, and editorial changes.
    """
    shown = [one for one in diff.procedures if is_complete or one.kind not in _QUIET]
    told = known or {}
    return {
        "as_of": as_of.isoformat(),
        "procedures": [
            _procedure(one, told.get(one.code, {}), is_complete=is_complete) for one in shown
        ],
        "scope": {"added": list(diff.added), "removed": list(diff.removed)},
        "reannouncement": reannouncement,
        "summary": {kind.value: count for kind, count in diff.counts.items()},
    }


def _procedure(
    one: ProcedureDiff, known: Mapping[str, Json], *, is_complete: bool
) -> dict[str, Json]:
    changes = [_change(change) for change in one.changes if is_complete or not change.is_editorial]
    return {
        "code": one.code,
        "name": one.name,
        "kind": one.kind.value,
        "changes": list(changes),
        "legal_texts": list(one.legal_texts),
        **_CLOCK,
        **known,
        "replaces": list(one.replaces),
        "replaced_by": list(one.replaced_by),
        "may_replace": list(one.may_replace),
        "may_be_replaced_by": list(one.may_be_replaced_by),
    }


def _change(change: Change) -> dict[str, Json]:
    return {
        "path": change.path,
        "label": change.label,
        "kind": change.kind.value,
        "old": change.old,
        "new": change.new,
        "editorial": change.is_editorial,
        "summary": change.summary,
    }
