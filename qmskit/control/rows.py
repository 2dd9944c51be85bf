"""Revision tables as the ledger knows them: a day written by hand issues nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qmskit.control.history import History
from qmskit.model.agencies import Revision
from qmskit.model.control import Release


def rows_of_ledger(
    revisions: Mapping[str, Sequence[Revision]], known: History
) -> Mapping[str, tuple[Revision, ...]]:
    """Return the revision tables of all documents that were ever released, by document code.

    Days and decisions are those of the releases, a row that is missing comes back, and a row behind
    the first release that no release made is one that is being prepared. What was issued before
    there was a ledger stays as it is written; so do summaries.
    """
    return {
        code: _rows(revisions.get(code, ()), releases)
        for code, releases in _releases(known).items()
    }


def _releases(known: History) -> Mapping[str, Mapping[tuple[int, int], Release]]:
    found: dict[str, dict[tuple[int, int], Release]] = {}
    for release in known.releases:
        for one in release.documents:
            found.setdefault(one.code, {})[one.issue, one.revision] = release
    return found


def _rows(
    rows: Sequence[Revision], releases: Mapping[tuple[int, int], Release]
) -> tuple[Revision, ...]:
    first = min(releases)
    made = {(row.issue, row.revision): _row(row, releases, first) for row in rows}
    for number in releases.keys() - made.keys():
        made[number] = _row(Revision(*number), releases, first)
    return tuple(made[number] for number in sorted(made))


def _row(
    row: Revision, releases: Mapping[tuple[int, int], Release], first: tuple[int, int]
) -> Revision:
    number = (row.issue, row.revision)
    release = releases.get(number)
    if release:
        return replace(
            row, issued=release.on, effective=release.effective, decision=release.decision
        )
    return replace(row, issued=None, effective=None, decision="") if number > first else row
