"""`load`: a set from disk, after clearing up what an interrupted command left."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qmskit.control.law_changes import changes_recorded
from qmskit.docset.disk.ledgers import log
from qmskit.docset.disk.writing import recover
from qmskit.docset.rendering import without_collecting
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers import sets
from qmskit.renderers import SetRenderer, renderer, renderer_names


def load(folder: Path | str) -> DocumentSet:
    """Return the document set in a folder.

    An operation that was interrupted is completed or cleared first, so that the set is one that
    somebody meant.

    Raises:
        InvalidInputError: every problem of every file.
        TargetError: an interrupted operation cannot be completed.
        UnknownNameError: the set's framework is not at hand.
    """
    recover(Path(folder))
    with without_collecting():
        try:
            qmset = sets.load(folder)
        except InvalidInputError as error:
            raise InvalidInputError((*error.problems, *_of_formats(Path(folder)))) from error
    return replace(qmset, suspects=_suspects(qmset))


def _suspects(qmset: DocumentSet) -> tuple[str, ...]:
    """Return the procedures of a set whose workflow waits for somebody to confirm it.

    A ledger that cannot be read is told by the commands that rest on it: a set opens without.
    """
    try:
        entries = log(qmset.folder).entries
    except InvalidInputError:
        return ()
    return tuple(code for code in changes_recorded(entries).suspects if code in qmset.procedures)


def _of_formats(folder: Path) -> Iterator[Problem]:
    """Yield the problems of files that only a renderer understands."""
    for made in map(renderer, renderer_names()):
        if not isinstance(made, SetRenderer):
            yield from made.problems(folder)
