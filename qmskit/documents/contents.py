"""The content of documents as plain values, so that it can be fingerprinted, kept and compared.

It is what somebody signs: titles and blocks. What a release itself brings (numbers, days, who
signed, the check code), who holds which post on a day and how a page looks are no part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from qmskit.documents.blocks import (
    Block,
    Cell,
    Contents,
    Figure,
    FormPages,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
)
from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import PlannedDocument, plan
from qmskit.model.control import NO_CONTROL
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.trees import Json


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
    neutral = replace(qmset, revisions={}, control=NO_CONTROL, appointments=())
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
    made: Json
    match block:
        case Paragraph():
            made = {"is": "paragraph", "runs": _runs(block.runs), "style": block.style}
        case ListItem():
            made = _list_item(block)
        case Table():
            made = _table(block)
        case Heading():
            made = _heading(block)
        case Figure():
            made = _figure(block)
        case Contents():
            # Its entries are headings, which are content already.
            made = {"is": "contents", "depth": block.depth}
        case PageBreak() | FormPages():
            made = {"is": type(block).__name__.lower()}
    return made


# Documents hold hundreds of thousands of runs and cells, nearly all of them plain: a plain one is
# written as what it holds, any other with a name for what is unusual.
_PLAIN_RUN = Run("")[1:]
_PLAIN_CELL = Cell()[1:]


def _runs(runs: Runs) -> Json:
    return [run.text if run[1:] == _PLAIN_RUN else _unusual(run) for run in runs]


def _unusual(run: Run) -> Json:
    return {"text": run.text, "bold": run.bold, "italic": run.italic, "target": run.target}


def _cell(one: Cell) -> Json:
    paragraphs: list[Json] = [_runs(runs) for runs in one.paragraphs]
    if one[1:] == _PLAIN_CELL:
        return paragraphs
    align = one.align.value if one.align else ""
    return {
        "paragraphs": paragraphs, "columns": one.columns, "align": align, "merge": one.merge.value
    }  # fmt: skip


def _rows(rows: Iterable[Row]) -> Json:
    return [
        {"cells": [_cell(one) for one in row.cells], "may_split": row.may_split} for row in rows
    ]


def _heading(block: Heading) -> Json:
    return {
        "is": "heading",
        "level": block.level,
        "runs": _runs(block.runs),
        "tail": _runs(block.tail),
        "id": block.id,
        "number": block.number,
        "reference": block.reference,
    }


def _list_item(block: ListItem) -> Json:
    return {
        "is": "list-item",
        "runs": _runs(block.runs),
        "level": block.level,
        "ordered": block.ordered,
        "number": block.number,
    }


def _table(block: Table) -> Json:
    return {
        "is": "table",
        "columns": [[_number(one.width), one.align.value] for one in block.columns],
        "head": _rows(block.head),
        "rows": _rows(block.rows),
        "style": block.style,
        "with_next": block.with_next,
    }


def _figure(block: Figure) -> Json:
    return {
        "is": "figure",
        "size": [_number(block.width), _number(block.height)],
        "boxes": [
            [*map(_number, (one.x, one.y, one.width, one.height)), one.text, one.style]
            for one in block.boxes
        ],
        "arrows": [[[_number(x), _number(y)] for x, y in one.points] for one in block.arrows],
        "title": block.title,
    }


def _number(value: Decimal) -> str:
    return str(value.normalize())
