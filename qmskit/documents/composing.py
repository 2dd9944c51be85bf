"""Text and data composed to numbered blocks: the middle between a set and every format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from qmskit.documents.blocks import (
    Block,
    Column,
    FormPages,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    cell,
    letters_of,
    plain,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import (
    Context,
    ProcedureContext,
    SetContext,
)
from qmskit.documents.directives import (
    ABOUT_PROCEDURES,
    COMPOSED,
    DEFERRED,
    DIRECTIVES,
    PROCEDURE_DIRECTIVES,
    SET_DIRECTIVES,
)
from qmskit.documents.directives.control import form_id
from qmskit.documents.frame_names import FrameNames, frame_names
from qmskit.documents.letters import bases_ended
from qmskit.documents.library import Library
from qmskit.documents.numbering import numbered
from qmskit.documents.plan import PlannedDocument, listed_code, plan, procedure_title
from qmskit.documents.set_names import as_sample, set_names
from qmskit.language import translate as _
from qmskit.model.layouts import ProfileItem
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem

# Stands for a year nobody has reached.
OPEN_YEAR = "……"


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready for any renderer.

    Attributes:
        document: what was planned.
        names: what cover, header and footer print, one line each.
        frame_names: all of that with agency and signatures, one line each, for a frame.
        front: what stands on the cover below the signatures; may be empty.
        body: the text, numbered.
        forms: annexes and forms behind it, may be empty; each starts a page.
    """

    document: PlannedDocument
    names: Mapping[str, str]
    frame_names: FrameNames
    front: tuple[Block, ...]
    body: tuple[Block, ...]
    forms: tuple[Block, ...]


class Composer:
    """Composes the documents of one set on one day; texts are compiled once."""

    def __init__(
        self,
        qmset: DocumentSet,
        day: date,
        *,
        is_neutral: bool = False,
        told: Mapping[str, object] | None = None,
    ) -> None:
        """Compile the texts of the agency and of packs; the framework's, when they are asked for.

        Args:
            is_neutral: whether the year is left open in documents that are not made every year:
                it stands there in numbers to come, which are no content of what was signed.
            told: names for documents that are not of the plan, such as the state at a handover.

        Raises:
            InvalidInputError: every problem of every text that is compiled.
        """
        self._qmset, self._day, self._is_neutral = qmset, day, is_neutral
        self._told = told or {}
        names = frozenset((*DIRECTIVES, *SET_DIRECTIVES, *PROCEDURE_DIRECTIVES)) | COMPOSED
        packs = (pack.texts for pack in qmset.framework.packs)
        self._library = Library((qmset.texts, *packs, qmset.framework.texts), names)

    def composed(self, document: PlannedDocument) -> Composed:
        """Return a planned document with its blocks.

        Raises:
            InvalidInputError: a text asks for a name nobody has, a reference leads nowhere, a form
                is missing.
        """
        context = self._context(document)
        raw = tuple(self._blocks(document.kind.text.name, context))
        ready = tuple(_deferred(raw, context))
        blocks = numbered(ready, context.profile.item_style, self._references)
        blocks = bases_ended(blocks) if document.kind.letter else blocks
        mark = next(
            (at for at, one in enumerate(blocks) if isinstance(one, FormPages)), len(blocks)
        )
        cover = _cover_length(blocks[:mark])
        names = frame_names(context)
        return Composed(
            document=document,
            names=names["document"],
            frame_names=names,
            front=blocks[:cover],
            body=blocks[cover + 1 : mark] if cover else blocks[:mark],
            forms=_on_own_pages(blocks[mark + 1 :]),
        )

    def _context(self, document: PlannedDocument) -> Context:
        if document.procedures:
            first = document.procedures[0]
            return ProcedureContext(self._qmset, document, self._day, first)
        sample = self._qmset.framework.sample
        if document.is_sample and sample:
            shared = self._sample_names
            return SetContext(self._sample_set, document, sample.day, self._documents, shared)
        names = self._names
        if self._is_neutral and document.kind.id not in self._qmset.framework.control.yearly:
            names = {**names, "year": OPEN_YEAR}
        return SetContext(self._qmset, document, self._day, self._documents, names)

    @cached_property
    def _names(self) -> Mapping[str, object]:
        return {**set_names(self._qmset, self._documents, self._day), **self._told}

    @cached_property
    def _sample_set(self) -> DocumentSet:
        return as_sample(self._qmset)

    @cached_property
    def _sample_names(self) -> Mapping[str, object]:
        sample = self._qmset.framework.sample
        return set_names(self._sample_set, (), sample.day if sample else self._day)

    @cached_property
    def _references(self) -> Mapping[str, str]:
        """Return what references to other documents print: their codes and titles."""
        kinds = (*self._qmset.framework.kinds, *self._qmset.own_kinds)
        codes = {f"doc:{kind.id}": listed_code(self._qmset, kind) for kind in kinds}
        return codes | {f"name:{kind.id}": kind.title for kind in kinds}

    @cached_property
    def _documents(self) -> tuple[PlannedDocument, ...]:
        return plan(self._qmset, self._day)

    def _blocks(self, name: str, context: Context) -> Iterator[Block | DirectiveCall]:
        for block in self._library.blocks(name, context.names):
            if isinstance(block, DirectiveCall):
                yield from self._directed(block, context)
            else:
                yield block

    def _directed(self, call: DirectiveCall, context: Context) -> Iterator[Block | DirectiveCall]:
        if call.name in DEFERRED:
            yield call
        elif call.name in DIRECTIVES:
            yield from DIRECTIVES[call.name](context, call)
        elif isinstance(context, SetContext) and call.name in SET_DIRECTIVES:
            yield from SET_DIRECTIVES[call.name](context, call)
        elif isinstance(context, ProcedureContext) and call.name in ABOUT_PROCEDURES:
            yield from self._about_procedures(call, context)
        else:
            message = _("“::: {name}” không dùng trong loại tài liệu này").format(name=call.name)
            where = Location(call.origin.file, call.origin.line, 1)
            raise InvalidInputError([Problem(where, "QMS214", message, _("bỏ dòng này"))])

    def _about_procedures(
        self, call: DirectiveCall, context: ProcedureContext
    ) -> Iterator[Block | DirectiveCall]:
        if call.name == "items":
            yield from self._items(context)
        elif call.name == "own-forms":
            yield from self._own_forms(context)
        else:
            yield from PROCEDURE_DIRECTIVES[call.name](context, call)

    def _items(self, context: ProcedureContext) -> Iterator[Block | DirectiveCall]:
        """Yield the items of the profile that have content, in its order."""
        for item in context.profile.items:
            content = tuple(self._item(item, context))
            if content:
                yield from _titled(item, content)

    def _item(
        self, item: ProfileItem, context: ProcedureContext
    ) -> Iterator[Block | DirectiveCall]:
        """Yield an item's content; of several procedures each its own, equal ones once."""
        own = [tuple(self._parts(item, one)) for one in context.each]
        if all(content == own[0] for content in own):
            yield from own[0]
            return
        for one, content in zip(context.each, own, strict=True):
            if content:
                title = f"* {procedure_title(one.procedure)} ({one.procedure.code})"
                yield Paragraph(plain(title, bold=True), "label")
                yield from content

    def _parts(self, item: ProfileItem, context: Context) -> Iterator[Block]:
        for part in item.parts:
            for block in self._blocks(f"items/{part}.md", context):
                if not isinstance(block, DirectiveCall):
                    yield block

    def _own_forms(self, context: ProcedureContext) -> Iterator[Block | DirectiveCall]:
        for index, attachment in enumerate(context.attachments):
            name = f"forms/{attachment.file}"
            if name not in self._library:
                where = Location(name)
                message = _("quy trình {code} cần tệp này, nhưng chưa có").format(
                    code=context.document.code
                )
                fix = _(
                    "thêm tệp vào forms/, hoặc bỏ khỏi mục attachments hay forms đã ghi tên tệp"
                )
                raise InvalidInputError([Problem(where, "QMS213", message, fix)])
            yield Heading(1, plain(attachment.title), id=form_id(index))
            yield from self._blocks(name, context)


def _titled(
    item: ProfileItem, content: tuple[Block | DirectiveCall, ...]
) -> Iterator[Block | DirectiveCall]:
    only = content[0] if len(content) == 1 else None
    if item.run_in and isinstance(only, Paragraph):
        yield Heading(2, plain(item.title), tail=only.runs, id=item.id, origin=only.origin)
        return
    yield Heading(2, plain(item.title), id=item.id)
    yield from content


def _deferred(blocks: tuple[Block | DirectiveCall, ...], context: Context) -> Iterator[Block]:
    """Yield blocks; the abbreviations are filled in last, because only those in use are printed."""
    ready = [block for block in blocks if not isinstance(block, DirectiveCall)]
    for block in blocks:
        if isinstance(block, DirectiveCall):
            yield from _abbreviations(context, letters_of(ready))
        else:
            yield block


def _abbreviations(context: Context, text: str) -> Iterator[Block]:
    used = [
        (short, meaning)
        for short, meaning in context.qmset.framework.abbreviations.items()
        if _stands_in(short, text)
    ]
    if used:
        rows = tuple(
            Row((cell(short, bold=True), cell(":"), cell(meaning))) for short, meaning in used
        )
        yield Table(
            (Column(Decimal(30)), Column(Decimal(6)), Column(Decimal(124))), (), rows, "plain"
        )
    else:
        yield Paragraph(plain("Không có."))


def _stands_in(word: str, text: str) -> bool:
    """Tell whether a word stands in a text by itself, not inside another word."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(word, at + 1)
    return False


def _cover_length(blocks: tuple[Block, ...]) -> int:
    """Return how many blocks stand before the first page break, if no section comes earlier."""
    for index, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            return index
        if isinstance(block, Heading):
            return 0
    return 0


def _on_own_pages(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return forms with a page break before every title but the first.

    Their lines are not justified: a line of dots would be torn apart.
    """
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1 and found:
            found.append(PageBreak())
        if isinstance(block, Paragraph) and block.style == "body":
            found.append(replace(block, style="form"))
        else:
            found.append(block)
    return tuple(found)
