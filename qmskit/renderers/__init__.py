"""Composed documents to files of one format each, registered by entry point."""

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath
from typing import Protocol, runtime_checkable

from qmskit.documents.composing import Composed
from qmskit.language import translate as _
from qmskit.model.sets import DocumentSet
from qmskit.problems import Problem, UnknownNameError

GROUP = "qmskit.renderers"


class Renderer(Protocol):
    """Turns composed documents into files of one format."""

    suffix: str

    def problems(self, folder: Path) -> Iterator[Problem]:
        """Yield what is wrong with the files that a set has for this format, such as frames.

        Asked only when something else is wrong already, so that one run tells of everything.
        """
        ...

    def render(
        self, qmset: DocumentSet, documents: Iterable[Composed]
    ) -> Iterator[tuple[Composed, PurePosixPath, bytes]]:
        """Yield the files with the documents they show; the same values give the same bytes.

        Raises:
            InvalidInputError: a file of the set that the format needs cannot be used.
        """
        ...


@runtime_checkable
class SetRenderer(Protocol):
    """Turns a set as a whole into files of one format; no document is composed for it."""

    suffix: str

    def files(self, qmset: DocumentSet, day: date) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Yield the files of a set on a day; the same values give the same bytes."""
        ...


@runtime_checkable
class Remarking(Protocol):
    """A renderer that can tell what the files it made lack, though they can be used."""

    def remarks(self, contents: Iterable[bytes]) -> Iterator[Problem]:
        """Yield what is to be told about files of one build; the same thing once."""
        ...


def renderer_names() -> tuple[str, ...]:
    """Return the formats that can be built, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def renderer(name: str) -> Renderer | SetRenderer:
    """Return a new renderer of a format.

    Raises:
        UnknownNameError: nobody makes this format.
    """
    found = [entry for entry in entry_points(group=GROUP) if entry.name == name]
    if not found:
        raise UnknownNameError(_("định dạng"), name, renderer_names())
    made: Renderer | SetRenderer = found[0].load()()
    return made
