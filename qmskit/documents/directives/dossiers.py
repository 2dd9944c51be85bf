"""Directives over the State's record: dossier, legal bases, conditions, course of the procedure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    ListItem,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    head_row,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import ProcedureContext, not_told
from qmskit.model.procedures import (
    DossierCase,
    DossierItem,
    LegalBasis,
    PaperUse,
)
from qmskit.model.texts import capitalised, one_line, paragraphs, without_bullet


def dossier(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the dossier, a table a case; a case of notes only is a list.

    Cases without a name hold for all and come first.
    """
    del call
    cases = sorted(context.procedure.dossier, key=lambda case: bool(case.name))
    if not cases:
        yield Paragraph(plain(not_told(context.procedure)))
    for case in cases:
        yield from _case_opening(case)
        yield from _case_papers(case)


def _case_papers(case: DossierCase) -> Iterator[Block]:
    """Yield the papers of a case as a table, then what the source says beside them as text."""
    papers = tuple(item for item in case.items if item.use is not PaperUse.NOTE)
    notes = tuple(item for item in case.items if item.use is PaperUse.NOTE)
    if any(item.is_counted for item in papers):
        yield _dossier_table(case, papers)
    else:
        notes, papers = case.items, ()
    if notes and papers:
        yield Paragraph(plain("Lưu ý:", bold=True), "label")
    yield from text_blocks("\n".join(item.name for item in notes))


def _case_opening(case: DossierCase) -> Iterator[Block]:
    """Yield the name of a case as a title; what is too long for one is text."""
    title = case_title(case)
    if title and len(title) <= _LONG_TITLE:
        yield Paragraph(plain(f"* {title}", bold=True), "label")
    elif title:
        yield from text_blocks(f"* {without_bullet(case.name)}")


def case_title(case: DossierCase) -> str:
    """Return a case's name without the star and colon of the source."""
    return capitalised(one_line(without_bullet(case.name)).rstrip(": "))


def legal_bases(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield one line a legal basis."""
    del call
    if not context.procedure.legal_bases:
        yield Paragraph(plain(not_told(context.procedure)))
    last = len(context.procedure.legal_bases) - 1
    for index, basis in enumerate(context.procedure.legal_bases):
        yield ListItem(plain(citation(basis) + (";" if index < last else ".")))


def citation(basis: LegalBasis) -> str:
    """Return a legal basis as documents cite it: number and title, each once."""
    title = one_line(basis.title).rstrip(".; ")
    number = one_line(basis.cited or basis.number).rstrip(".; ")
    if not title or basis.number in title or number in title:
        return title or number
    return f"{number}: {title}" if number else title


def requirements(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the conditions in the State's words; nothing when the record has none."""
    del call
    yield from text_blocks(context.procedure.requirements)


def notes_of_record(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the remarks of the State's record; nothing when it has none."""
    del call
    if context.procedure.notes:
        yield Paragraph(plain("* Lưu ý", bold=True), "label")
    for note in context.procedure.notes:
        yield from text_blocks(note)


def execution(context: ProcedureContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield how the procedure runs, in the State's words."""
    del call
    for step in context.procedure.execution:
        if step.name:
            yield Paragraph(plain(one_line(step.name), bold=True), "label")
        yield from text_blocks(step.text)


def text_blocks(text: str) -> Iterator[Block]:
    """Yield a text of the State line by line: dashes and plus signs become list items.

    Lists that the source runs together in one long line are put on lines of their own.
    """
    for line in paragraphs(_listed(text)):
        bare = without_bullet(line)
        if bare == line or not bare:
            yield Paragraph(plain(line))
        elif line.startswith("*"):
            yield from _titled_line(bare)
        else:
            yield ListItem(plain(bare), level=1 if line.startswith("+") else 0)


def _titled_line(line: str) -> Iterator[Block]:
    """Yield a line that the source marks with a star: a title, or a title and its text."""
    head, colon, rest = line.partition(":")
    if len(line) <= _LONG_TITLE:
        yield Paragraph(plain(f"* {line}", bold=True), "label")
    elif len(head) <= _LONG_TITLE:
        yield Paragraph((Run(f"* {head}{colon}", bold=True), Run(rest)))
    else:
        yield Paragraph(plain(line))


# More than about eight lines: better cut than moved.
_LONG_ITEM = 400
_RUN_TOGETHER = re.compile(r"(?<=[:;.]) (?=[+-] )")
# More than about three lines: no title.
_LONG_TITLE = 250

_COLUMNS = (
    Column(Decimal(10), Align.CENTRE),
    Column(Decimal(112), Align.JUSTIFY),
    Column(Decimal(18), Align.CENTRE),
    Column(Decimal(18), Align.CENTRE),
)


def _dossier_table(case: DossierCase, papers: tuple[DossierItem, ...]) -> Table:
    titles = ("TT", "Tên giấy tờ", "Bản chính", "Bản sao")
    head = head_row(*titles)
    mixed = len({item.use for item in papers}) > 1 and "xuất trình" not in case.name.lower()
    rows = tuple(_dossier_row(number, item, mixed=mixed) for number, item in enumerate(papers, 1))
    return Table(_COLUMNS, (head,), rows)


def _dossier_row(number: int, item: DossierItem, *, mixed: bool) -> Row:
    """Return the row of a paper; where papers to show stand among others they say so."""
    name = tuple(plain(without_bullet(line)) for line in paragraphs(_listed(item.name)))
    if mixed and item.use is PaperUse.PRESENT:
        name = (*name, (Run("Giấy tờ xuất trình", italic=True),))
    forms = [form for form in (item.form, *item.attachments) if form]
    noted = (*name, (Run("Biểu mẫu: " + "; ".join(forms), italic=True),)) if forms else name
    return Row(
        (
            cell(str(number)),
            Cell(noted),
            cell(_count(item.original_qty)),
            cell(_count(item.copy_qty)),
        ),
        may_split=len(item.name) > _LONG_ITEM,
    )


def _listed(text: str) -> str:
    """Return a text with the list items that the source runs together on lines of their own."""
    return _RUN_TOGETHER.sub("\n", text) if len(text) > _LONG_ITEM else text


def _count(quantity: int | None) -> str:
    return f"{quantity:02d}" if quantity else "–"
