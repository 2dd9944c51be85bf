"""Issue and revision numbers: the one rule for every document.

A document that is amended keeps its issue and gets the next revision. A set issued anew gets the
next issue, at revision 0, and all its documents with it. A document that is new in between gets
the issue of the set.
"""

from collections.abc import Iterable, Mapping, Sequence

from qmskit.model.agencies import Revision


def set_issue(revisions: Mapping[str, Sequence[Revision]]) -> int:
    """Return the issue the set is at: the highest that any of its documents was signed for."""
    signed = (one.issue for rows in revisions.values() for one in rows if one.issued)
    return max(signed, default=1)


def pending(rows: Sequence[Revision]) -> Revision | None:
    """Return the revision that is being prepared: the last one, as long as no day is signed."""
    return rows[-1] if rows and rows[-1].issued is None else None


def next_revision(rows: Sequence[Revision], issue: int, *, anew: bool = False) -> tuple[int, int]:
    """Return issue and revision for what comes after the signed rows of a document.

    Args:
        rows: its revision table; what is being prepared does not count.
        issue: the issue the set is at.
        anew: whether the whole set is issued anew.
    """
    signed: Iterable[Revision] = (one for one in reversed(rows) if one.issued)
    last = next(iter(signed), None)
    if anew:
        return issue + 1, 0
    if last is None:
        return issue, 0
    return last.issue, last.revision + 1
