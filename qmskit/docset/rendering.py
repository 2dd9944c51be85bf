"""Planned documents composed and rendered, in one process or several."""

import gc
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from pathlib import PurePosixPath

from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import PlannedDocument
from qmskit.language import language, speaking
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Problem
from qmskit.renderers import SetRenderer, renderer

# Below this many documents a second process costs more than it brings.
_WORTH_A_PROCESS = 200
# A document of the set as a whole takes as long as so many others.
_WEIGHT_OF_SET = 5


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file of one document.

    Attributes:
        stem: of the document, unique in the plan; empty for a file of the whole set.
        path: relative to the output folder.
    """

    stem: str
    path: PurePosixPath
    content: bytes


@dataclass(frozen=True, slots=True)
class _Share:
    """The part of a build that one process does."""

    qmset: DocumentSet
    documents: tuple[PlannedDocument, ...]
    day: date
    format: str
    language: str


@dataclass(frozen=True, slots=True)
class _Done:
    files: tuple[RenderedFile, ...]
    problems: tuple[Problem, ...]


def rendered_files(
    qmset: DocumentSet,
    documents: tuple[PlannedDocument, ...],
    day: date,
    name: str,
    jobs: int | None,
) -> tuple[RenderedFile, ...]:
    """Return the files of one format, in the order of `documents` whatever the number of jobs.

    Raises:
        InvalidInputError: every problem of every document.
        UnknownNameError: nobody makes the format.
    """
    whole = isinstance(renderer(name), SetRenderer)
    most = 1 if whole else max(len(documents), 1)
    workers = min(jobs or _useful_processes(len(documents)), most)
    parts = _parts(documents, workers)
    shares = [
        _Share(qmset if whole else _needed(qmset, part), part, day, name, language())
        for part in parts
    ]
    if len(shares) <= 1:
        done = [_do(share) for share in shares]
    else:
        with ProcessPoolExecutor(workers, get_context()) as pool:
            done = list(pool.map(_do, shares))
    problems = [problem for one in done for problem in one.problems]
    if problems:
        raise InvalidInputError(problems)
    order = {document.stem: index for index, document in enumerate(documents)}
    files = (file for one in done for file in one.files)
    return tuple(sorted(files, key=lambda file: order.get(file.stem, 0)))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave the garbage collector out: a build makes many values and no cycles.

    Looking for cycles among them took a quarter of the time of a build.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parts(
    documents: tuple[PlannedDocument, ...], workers: int
) -> list[tuple[PlannedDocument, ...]]:
    """Return the documents of each process.

    Those of the set as a whole stay together: each has a text of its own to compile, and needs all
    of the set. The others are dealt out like cards, because documents of a kind, long or short,
    stand together; the process with the set's own takes fewer of them.
    """
    parts: list[list[PlannedDocument]] = [[] for _worker in range(workers)]
    parts[0] = [one for one in documents if not one.procedures]
    loads = [len(part) * _WEIGHT_OF_SET for part in parts]
    for document in (one for one in documents if one.procedures):
        least = loads.index(min(loads))
        parts[least].append(document)
        loads[least] += 1
    return [tuple(part) for part in parts if part]


def _useful_processes(documents: int) -> int:
    return max(1, min(os.cpu_count() or 1, documents // _WORTH_A_PROCESS))


def _needed(qmset: DocumentSet, documents: tuple[PlannedDocument, ...]) -> DocumentSet:
    """Return the set with only what some documents show: it has to travel to another process.

    A document about the set as a whole shows all of it.
    """
    if any(not document.procedures for document in documents):
        return qmset
    codes = {procedure.code for document in documents for procedure in document.procedures}
    return replace(
        qmset,
        procedures={code: one for code, one in qmset.procedures.items() if code in codes},
        province={code: one for code, one in qmset.province.items() if code in codes},
        workflows={code: one for code, one in qmset.workflows.items() if code in codes},
        framework=replace(
            qmset.framework,
            packs=tuple(replace(one, catalogue={}, province={}) for one in qmset.framework.packs),
        ),
    )


def _do(share: _Share) -> _Done:
    with speaking(share.language), without_collecting():
        target = renderer(share.format)
        if isinstance(target, SetRenderer):
            made = target.files(share.qmset, share.day)
            return _Done(tuple(RenderedFile("", path, content) for path, content in made), ())
        try:
            files = target.render(share.qmset, _composed(share))
            return _Done(
                tuple(
                    RenderedFile(one.document.stem, path, content) for one, path, content in files
                ),
                (),
            )
        except InvalidInputError as error:
            return _Done((), (*error.problems, *target.problems(share.qmset.folder)))


def _composed(share: _Share) -> list[Composed]:
    """Compose every document of a share; all their problems in one error."""
    composer = Composer(share.qmset, share.day)
    problems: list[Problem] = []
    composed: list[Composed] = []
    for document in share.documents:
        try:
            composed.append(composer.composed(document))
        except InvalidInputError as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInputError(problems)
    return composed
