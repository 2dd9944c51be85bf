"""Names of announced procedures made whole by names that are known from elsewhere."""

from collections.abc import Iterable
from dataclasses import replace

from qmskit.model.announcements import AnnouncedProcedure
from qmskit.readers.announcements.doubts import BROKEN_NAME, CUT_NAME, GLUED_NAME
from qmskit.readers.prose.broken_words import joined, squeezed

_SETTLED = frozenset({BROKEN_NAME, CUT_NAME, GLUED_NAME})


def with_known_name(row: AnnouncedProcedure, known: Iterable[str]) -> AnnouncedProcedure:
    """Return the row with a known name in place of a doubtful one that has the same letters."""
    name = joined(row.name, known) if _is_doubtful(row) else None
    return row if name is None else _named(row, name)


def with_name_of_code(row: AnnouncedProcedure, name: str) -> AnnouncedProcedure:
    """Return the row with the name its code is known by, where nothing speaks against it.

    A name that was cut off must be the beginning of it; one with a legal text glued behind must
    begin with it.
    """
    if not _is_doubtful(row):
        return row
    codes = {doubt.code for doubt in row.doubts}
    letters, known = squeezed(row.name).rstrip(",("), squeezed(name)
    is_same = letters == known
    is_begun = CUT_NAME in codes and known.startswith(letters)
    is_glued = GLUED_NAME in codes and letters.startswith(known)
    return _named(row, name) if letters and (is_same or is_begun or is_glued) else row


def _is_doubtful(row: AnnouncedProcedure) -> bool:
    return any(doubt.code in _SETTLED for doubt in row.doubts)


def _named(row: AnnouncedProcedure, name: str) -> AnnouncedProcedure:
    left = tuple(doubt for doubt in row.doubts if doubt.code not in _SETTLED)
    return replace(row, name=name, doubts=left)
