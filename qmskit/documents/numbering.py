"""Numbers of headings and list items, and the references to them: one pure pass."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress

from qmskit.documents.blocks import (
    Block,
    Cell,
    Contents,
    FormPages,
    Heading,
    ListItem,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    text_of,
)
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem

# The order of Vietnamese item letters (điểm) in legal texts and procedure documents: no f, j, w, z.
LETTERS = "abcdđeghiklmnopqrstuvxy"
NO_OTHERS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class _Known:
    """What references print, by target: headings of the document, and other documents."""

    own: Mapping[str, str]
    others: Mapping[str, str]


def numbered(
    blocks: tuple[Block, ...], item_style: str, others: Mapping[str, str] = NO_OTHERS
) -> tuple[Block, ...]:
    """Return blocks with numbers, contents and references filled in.

    Args:
        item_style: `letters` for a, b, c, d, đ …; `decimal` for 5.1, 5.2 …
        others: what references to other documents print, by target: `doc:audit`.

    Raises:
        InvalidInputError: a reference points to an id that no heading has, or an id stands twice.
    """
    counted = tuple(_counted(blocks, item_style))
    headings = tuple(block for block in counted if isinstance(block, Heading))
    own = {
        heading.id: heading.reference or text_of(heading.runs) for heading in headings if heading.id
    }
    known = _Known(own, others)
    linked = [_is_linked(block) for block in counted]
    problems = [*_twice(headings), *_dangling(compress(counted, linked), known)]
    if problems:
        raise InvalidInputError(problems)
    return tuple(
        _filled(block, headings, known) if is_linked else block
        for block, is_linked in zip(counted, linked, strict=True)
    )


def letter(index: int) -> str:
    """Return the item letter of `index` from 0; after the alphabet, two letters."""
    if index < len(LETTERS):
        return LETTERS[index]
    return LETTERS[index // len(LETTERS) - 1] + LETTERS[index % len(LETTERS)]


def _counted(blocks: tuple[Block, ...], item_style: str) -> Iterator[Block]:
    sections = items = 0
    ordered: list[int] = []
    forms = False
    for block in blocks:
        forms = forms or isinstance(block, FormPages)
        if isinstance(block, ListItem):
            yield _counted_item(block, ordered)
            continue
        ordered.clear()
        if forms:
            yield block
        elif isinstance(block, Heading) and block.level == 1:
            sections, items = sections + 1, 0
            yield replace(block, number=f"{sections}.", reference=f"mục {sections}")
        elif isinstance(block, Heading) and block.level == 2:  # noqa: PLR2004
            number = f"{sections}.{items + 1}" if item_style == "decimal" else letter(items)
            items += 1
            full = number if item_style == "decimal" else f"{sections}.{number}"
            yield replace(block, number=f"{number}.", reference=f"mục {full}")
        else:
            yield block


def _counted_item(item: ListItem, ordered: list[int]) -> ListItem:
    """Return the item with its number; items of one level count on until the list ends."""
    del ordered[item.level + 1 :]
    ordered.extend([0] * (item.level + 1 - len(ordered)))
    if not item.ordered:
        return item
    ordered[item.level] = max(ordered[item.level] + 1, item.start)
    return replace(item, number=f"{ordered[item.level]}.")


def _is_linked(block: Block) -> bool:
    """Tell whether a block shows the number of another."""
    if isinstance(block, Table):
        return any(_links(runs) for runs in _cells(block))
    if isinstance(block, Paragraph | ListItem):
        return _links(block.runs)
    if isinstance(block, Heading):
        return _links(block.runs) or _links(block.tail)
    return isinstance(block, Contents)


def _filled(block: Block, headings: tuple[Heading, ...], known: _Known) -> Block:
    match block:
        case Contents(depth=depth):
            return replace(block, entries=tuple(one for one in headings if one.level <= depth))
        case Heading(runs=runs, tail=tail):
            return replace(block, runs=_resolved(runs, known), tail=_resolved(tail, known))
        case Paragraph(runs=runs) | ListItem(runs=runs):
            return replace(block, runs=_resolved(runs, known))
        case Table(head=head, rows=rows):
            return replace(
                block,
                head=tuple(_filled_row(row, known) for row in head),
                rows=tuple(_filled_row(row, known) for row in rows),
            )
        case _:
            return block


def _filled_row(row: Row, known: _Known) -> Row:
    return row._replace(cells=tuple(_filled_cell(one, known) for one in row.cells))


def _filled_cell(cell: Cell, known: _Known) -> Cell:
    return cell._replace(paragraphs=tuple(_resolved(runs, known) for runs in cell.paragraphs))


def _resolved(runs: Runs, known: _Known) -> Runs:
    return tuple(_shown(run, known) if run.target else run for run in runs)


def _shown(run: Run, known: _Known) -> Run:
    """Return a reference with its text; one to another document is plain text."""
    if run.target in known.others:
        return run._replace(text=run.text or known.others[run.target], target="")
    return run if run.text else run._replace(text=known.own[run.target])


def _links(runs: Runs) -> bool:
    for run in runs:  # noqa: SIM110 - a generator for every cell costs more than the search
        if run.target:
            return True
    return False


def _cells(table: Table) -> Iterator[Runs]:
    for row in (*table.head, *table.rows):
        for one in row.cells:
            yield from one.paragraphs


def _all_runs(block: Block) -> Iterator[Runs]:
    match block:
        case Heading(runs=runs, tail=tail):
            yield from (runs, tail)
        case Paragraph(runs=runs) | ListItem(runs=runs):
            yield runs
        case Table():
            yield from _cells(block)
        case _:
            return


def _twice(headings: tuple[Heading, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for heading in headings:
        if heading.id and heading.id in seen:
            where = Location(heading.origin.file, heading.origin.line, 1)
            message = _("hai đề mục cùng tên “#{id}”").format(id=heading.id)
            yield Problem(where, "QMS212", message, _("đặt tên khác cho một đề mục"))
        seen.add(heading.id)


def _dangling(blocks: Iterable[Block], known: _Known) -> Iterator[Problem]:
    for block in blocks:
        for runs in _all_runs(block):
            for run in runs:
                if run.target and run.target not in known.own and run.target not in known.others:
                    where = Location(block.origin.file, block.origin.line, 1)
                    yield _no_target(where, run.target, known)


def _no_target(where: Location, target: str, known: _Known) -> Problem:
    scheme, colon, _name = target.partition(":")
    if colon:
        message = _("không có tài liệu “{id}” để dẫn chiếu").format(id=target)
        names = [one for one in known.others if one.startswith(f"{scheme}:")]
    else:
        message = _("không có mục “#{id}” để dẫn chiếu").format(id=target)
        names = list(known.own)
    fix = _("dùng một trong: {known}").format(known=", ".join(sorted(names)) or "–")
    return Problem(where, "QMS211", message, fix)
