"""`load`: a set from disk, after clearing up what an interrupted command left."""

from pathlib import Path

from qmskit.docset.rendering import without_collecting
from qmskit.docset.writing import recover
from qmskit.model.sets import DocumentSet
from qmskit.readers import sets


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
        return sets.load(folder)
