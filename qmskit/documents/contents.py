"""The content of documents as plain values, so that it can be fingerprinted, kept and compared.

It is what somebody signs: titles and blocks. What a release itself brings (numbers, days, who
signed, the check code) and how a page looks are no part of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from qmskit.documents.blocks import Arrow, Block, Box, Cell, Column, Row, Run
from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.model.control import NO_CONTROL
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.trees import Json

# Filled when blocks are numbered, from headings that are part of the content already; and where a
# block came from, which is no content.
_DERIVED = frozenset({"entries", "origin"})


def contents(qmset: DocumentSet, codes: Iterable[str], day: date) -> Mapping[str, Json]:
    """Return the content of controlled documents by document code, in the order of the plan.

    A code may stand for several files, such as a procedure's document and its desk card: the
    content holds all of them.

    Args:
        codes: document codes; one that no controlled document carries is left out.
        day: the day that the documents are to hold on.

    Raises:
        InvalidInputError: every problem of every document.
    """
    neutral = replace(qmset, revisions={}, control=NO_CONTROL)
    wanted = set(codes)
    planned = [one for one in plan(neutral, day) if one.is_controlled and one.code in wanted]
    composer = Composer(neutral, day, is_neutral=True)
    found: dict[str, list[Json]] = {}
    problems: list[Problem] = []
    for document in planned:
        try:
            found.setdefault(document.code, []).append(_of(composer.composed(document)))
        except InvalidInputError as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInputError(problems)
    return dict(found)


def controlled(documents: Iterable[PlannedDocument]) -> Mapping[str, PlannedDocument]:
    """Return the controlled documents of a plan by code: of several files the first."""
    found: dict[str, PlannedDocument] = {}
    for one in documents:
        if one.is_controlled:
            found.setdefault(one.code, one)
    return found


def _of(composed: Composed) -> Json:
    document = composed.document
    return {
        "kind": document.kind.id,
        "agency": composed.frame_names["agency"]["name"],
        "title": document.title,
        "procedures": [procedure.code for procedure in document.procedures],
        "front": _blocks(composed.front),
        "body": _blocks(composed.body),
        "forms": _blocks(composed.forms),
    }


def _blocks(blocks: Iterable[Block]) -> Json:
    return [_block(block) for block in blocks]


def _block(block: Block) -> Json:
    values = {
        field.name: _value(getattr(block, field.name))
        for field in fields(block)
        if field.name not in _DERIVED
    }
    return {"is": type(block).__name__.lower(), **values}


def _value(value: object) -> Json:
    """Return a value of a block; runs, cells and rows as lists without what is usual in them."""
    if isinstance(value, Run | Cell | Row):
        return {name: _value(one) for name, one in _unusual(value._asdict(), value._field_defaults)}
    if isinstance(value, Column | Box | Arrow):
        return {field.name: _value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, str | bool | int | Decimal | Enum) or value is None:
        return _scalar(value)
    if isinstance(value, Sequence):
        return [_value(one) for one in value]
    raise TypeError(f"no content of a block: {value!r}")


def _scalar(value: str | int | Decimal | Enum | None) -> Json:
    if isinstance(value, Enum):
        return str(value.value)
    return str(value.normalize()) if isinstance(value, Decimal) else value


def _unusual(
    values: Mapping[str, object], usual: Mapping[str, object]
) -> Iterator[tuple[str, object]]:
    for name, one in values.items():
        if name not in usual or one != usual[name]:
            yield name, one
