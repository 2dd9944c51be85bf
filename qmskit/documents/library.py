"""The texts of a framework and of an agency, compiled once and rendered with any data."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import TracebackType

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError

from qmskit.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    ListItem,
    Origin,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.compiling import (
    CELL,
    RECORD,
    ROW,
    SWITCH,
    UNIT,
    CompiledText,
    Shape,
    compiled,
)
from qmskit.documents.sandbox import FAILURES, TOO_DEEP, RefusedError, Sandbox, rendered
from qmskit.language import translate as _
from qmskit.model.sources import SourceText
from qmskit.problems import InvalidInputError, Location, Problem

PARENT = "framework/"

# A column narrower than this part of its table breaks words such as STT.
_NARROWEST = Decimal("0.078")
# Letters of a row from which it is better cut than moved to the next page.
_LONG_ROW = 500


class Library(BaseLoader):
    """Compiled texts by name, in layers: the agency's, those of packs, the framework's.

    A text hides the text of the same name in the layers below, and reaches it as
    `framework/<name>`: `{% extends "framework/procedure.md" %}` with its own blocks.
    """

    def __init__(
        self, layers: Sequence[Mapping[str, SourceText]], directives: frozenset[str]
    ) -> None:
        """Compile all texts.

        Args:
            layers: texts by name, the nearest layer first, at least one.

        Raises:
            InvalidInputError: every problem of every text.
        """
        self._compiled: dict[str, CompiledText] = {}
        self._levels: dict[str, int] = {}
        self._by_key: list[CompiledText] = []
        self._constant: dict[str, tuple[Block | DirectiveCall, ...]] = {}
        problems: list[Problem] = []
        for level in range(len(layers) - 1, -1, -1):
            for name, text in layers[level].items():
                try:
                    self._add(name, level, compiled(text, len(self._by_key), directives))
                except InvalidInputError as error:
                    problems.extend(error.problems)
        self._environment = _Layered(self, autoescape=False, loader=self)
        self._environment.cache = {}
        problems.extend(self._unloadable())
        problems.extend(self._blocks_of_nobody())
        if problems:
            raise InvalidInputError(problems)

    def __contains__(self, name: str) -> bool:
        """Tell whether a text has this name."""
        return name in self._compiled

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """Return the Jinja source of a text; the signature is Jinja's."""
        del environment
        if template not in self._compiled:
            raise TemplateNotFound(template)
        return self._compiled[template].template, template, None

    def blocks(self, name: str, context: Mapping[str, object]) -> Iterator["Block | DirectiveCall"]:
        """Return the blocks of a text and the directives between them, in order.

        Raises:
            InvalidInputError: a name nobody has, or a value that cannot be used, with the file,
                line and paragraph that asked for it.
        """
        if self._compiled[name].is_constant:
            if name not in self._constant:
                self._constant[name] = tuple(self._parsed(self._compiled[name].template))
            return iter(self._constant[name])
        try:
            text = rendered(self._environment.get_template(name).generate(context))
        except FAILURES as error:
            raise InvalidInputError([self._failure(name, error)]) from error
        return self._parsed(text)

    def _parsed(self, text: str) -> Iterator["Block | DirectiveCall"]:
        """Yield the blocks of the records a template printed."""
        for record in text.split(RECORD)[1:]:
            head, _unit, inline = record.partition(UNIT)
            key, _colon, index = head.partition(":")
            source = self._by_key[int(key)]
            yield from _block(source.shapes[int(index)], source.text.file, inline.rstrip(" \n"))

    def parent_name(self, name: str, child: str) -> str:
        """Return the full name of the text that a text asks for as `framework/<name>`."""
        return PARENT * self._levels.get(child, 0) + name

    def _add(self, name: str, level: int, text: CompiledText) -> None:
        """Keep a text under its name as seen from its own layer and from all above it."""
        for above in range(level + 1):
            self._compiled[PARENT * above + name] = text
            self._levels[PARENT * above + name] = level
        self._by_key.append(text)

    def _unloadable(self) -> Iterator[Problem]:
        """Yield what only Jinja's own parser finds, with the line of the text."""
        for name, text in self._compiled.items():
            try:
                self._environment.get_template(name)
            except TemplateSyntaxError as error:
                where = self._where(text, error.lineno)
                yield Problem(
                    where, "QMS202", _("lệnh Jinja viết sai"), _("kiểm tra {{ }} và {% %}")
                )
            except RefusedError as error:
                yield Problem(self._where(text, error.line), "QMS204", str(error))
            except TOO_DEEP:
                message = _("lệnh lồng nhau quá sâu, hoặc số quá dài")
                yield Problem(Location(text.text.file), "QMS204", message, _("viết ngắn lại"))

    def _blocks_of_nobody(self) -> Iterator[Problem]:
        """Yield the blocks of overrides that their parent lacks: nothing would show them."""
        for name, text in self._compiled.items():
            known = self._blocks_above(name)
            for block, line in text.blocks if known else ():
                if block not in known:
                    where = Location(text.text.file, line, 1)
                    message = _("văn bản gốc không có khối “{name}”").format(name=block)
                    fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
                    yield Problem(where, "QMS207", message, fix)

    def _blocks_above(self, name: str) -> set[str]:
        """Return the blocks of all texts that a text extends, one after the other."""
        found: set[str] = set()
        seen: set[str] = set()
        parent = self.parent_name(self._compiled[name].parent, name)
        while parent in self._compiled and parent not in seen:
            seen.add(parent)
            text = self._compiled[parent]
            found |= {block for block, _line in text.blocks}
            parent = self.parent_name(text.parent, parent)
        return found

    def _failure(self, name: str, error: Exception) -> Problem:
        text, line = self._last_frame(error.__traceback__)
        if text is None:
            text, line = self._compiled.get(name), 0
        where = self._where(text, line) if text else Location(name)
        if isinstance(error, UndefinedError):
            fix = _("xem tên dùng được trong tài liệu “Sửa lời văn”")
            return Problem(where, "QMS203", str(error), fix)
        if isinstance(error, SecurityError):
            return Problem(where, "QMS204", _("phép tính hoặc lời gọi không được phép"))
        message = _("không tính được lệnh ở đoạn này")
        return Problem(where, "QMS205", message, _("kiểm tra giá trị và phép tính trong lệnh"))

    def _last_frame(self, trace: TracebackType | None) -> tuple[CompiledText | None, int]:
        found: tuple[CompiledText | None, int] = (None, 0)
        while trace is not None:
            text = self._compiled.get(trace.tb_frame.f_code.co_filename)
            if text is not None:
                found = (text, trace.tb_lineno)
            trace = trace.tb_next
        return found

    def _where(self, text: CompiledText, line: int) -> Location:
        """Return the place of a line of the compiled template, with its paragraph's number."""
        if not 0 < line <= len(text.lines):
            return Location(text.text.file)
        before = text.template.split("\n")[:line]
        paragraph = sum(RECORD in one for one in before)
        shown = _("đoạn {number}").format(number=paragraph)
        return Location(text.text.file, text.lines[line - 1], 1, shown)


class _Layered(Sandbox):
    """A sandbox in which a text reaches the text of the same name in the layer below its own."""

    def __init__(self, library: Library, *, autoescape: bool, loader: BaseLoader) -> None:
        super().__init__(autoescape=autoescape, loader=loader)
        self._library = library

    def join_path(self, template: str, parent: str) -> str:
        return self._library.parent_name(template, parent)


def _block(shape: Shape, file: str, inline: str) -> Iterator["Block | DirectiveCall"]:
    origin = Origin(file, shape.line)
    match shape.kind:
        case "heading":
            yield Heading(shape.level, _runs(inline), id=shape.attributes.id, origin=origin)
        case "paragraph":
            runs = _runs(inline)
            if runs:
                yield Paragraph(runs, shape.attributes.style or "body", origin)
        case "item":
            yield ListItem(_runs(inline), shape.level, shape.ordered, shape.start, origin=origin)
        case "table":
            yield _table(shape, inline, origin)
        case "break":
            yield PageBreak(origin)
        case _:
            yield DirectiveCall(shape.name, dict(shape.arguments), origin)


_ALIGNS = {"left": Align.LEFT, "center": Align.CENTRE, "right": Align.RIGHT, "": Align.LEFT}


def _table(shape: Shape, inline: str, origin: Origin) -> Table:
    rows = [_row(row.strip("\n")) for row in inline.split(ROW)]
    least = sum(shape.widths) * _NARROWEST
    columns = tuple(
        Column(max(Decimal(width), least), _ALIGNS[align])
        for width, align in zip(shape.widths, shape.aligns, strict=True)
    )
    return Table(columns, (_head(rows[0]),), tuple(rows[1:]), origin=origin)


def _row(text: str) -> Row:
    """Return a row; a long one may continue on the next page."""
    cells = tuple(Cell((_runs(one),)) for one in text.split(CELL))
    return Row(cells, may_split=len(text) > _LONG_ROW)


def _head(row: Row) -> Row:
    """Return the titles of a table as in every table: bold and centred."""
    titles = (tuple(run._replace(bold=True) for run in one.paragraphs[0]) for one in row.cells)
    return Row(tuple(Cell((runs,), align=Align.CENTRE) for runs in titles))


def _runs(inline: str) -> Runs:
    """Return the runs of an inline text with switches."""
    runs: list[Run] = []
    bold = italic = False
    target = ""
    first, *rest = inline.split(SWITCH)
    if first:
        runs.append(Run(first))
    for part in rest:
        code, text = part[:1], part[1:]
        match code:
            case "b" | "B":
                bold = code == "b"
            case "i" | "I":
                italic = code == "i"
            case "l":
                target, text = text, ""
                continue
            case "L":
                target = ""
            case "n":
                text = "\n" + text
        if text or (code == "t" and target):
            runs.append(Run(text, bold, italic, target))
    return tuple(runs)
