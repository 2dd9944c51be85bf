"""The texts of a framework and of an agency, compiled once and rendered with any data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError

from qmskit.documents.blocks import Block
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.compiling import RECORD, UNIT, CompiledText, compiled
from qmskit.documents.printing import blocks_of
from qmskit.documents.sandbox import FAILURES, TOO_DEEP, RefusedError, Sandbox, rendered
from qmskit.language import translate as _
from qmskit.model.sources import SourceText
from qmskit.problems import InvalidInputError, Location, Problem

PARENT = "framework/"


class Library(BaseLoader):
    """Compiled texts by name, in layers: the agency's, those of packs, the framework's.

    A text hides the text of the same name in the layers below, and reaches it as
    `framework/<name>`: `{% extends "framework/procedure.md" %}` with its own blocks.
    """

    def __init__(
        self, layers: Sequence[Mapping[str, SourceText]], directives: frozenset[str]
    ) -> None:
        """Compile the texts of all layers but the last: nobody else has tried them.

        Those of the last layer, the framework's, are compiled when they are asked for.

        Args:
            layers: texts by name, the nearest layer first, at least one.

        Raises:
            InvalidInputError: every problem of every text that is compiled.
        """
        self._directives = directives
        self._keys: dict[str, int] = {}
        self._levels: dict[str, int] = {}
        self._sources: list[SourceText] = []
        self._loaded: set[str] = set()
        self._constant: dict[str, tuple[Block | DirectiveCall, ...]] = {}
        last = len(layers) - 1
        for level in range(last, -1, -1):
            for name, text in layers[level].items():
                self._add(name, level, text)
        self._environment = _Layered(self, autoescape=False, loader=self)
        self._environment.cache = {}
        own = [name for level in range(last) for name in layers[level]]
        problems = [*self._uncompiled(own)]
        if not problems:
            problems = [*self._unloadable(own), *self._blocks_of_nobody(own)]
        if problems:
            raise InvalidInputError(problems)

    def __contains__(self, name: str) -> bool:
        """Tell whether a text has this name."""
        return name in self._keys

    def _text(self, name: str) -> CompiledText:
        """Return a compiled text.

        Raises:
            InvalidInputError: see `compiled`.
        """
        return self._by_key(self._keys[name])

    def _by_key(self, key: int) -> CompiledText:
        return compiled(self._sources[key], key, self._directives)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """Return the Jinja source of a text; the signature is Jinja's."""
        del environment
        if template not in self._keys:
            raise TemplateNotFound(template)
        return self._text(template).template, template, None

    def blocks(self, name: str, context: Mapping[str, object]) -> Iterator["Block | DirectiveCall"]:
        """Return the blocks of a text and the directives between them, in order.

        Raises:
            InvalidInputError: a name nobody has, or a value that cannot be used, with the file,
                line and paragraph that asked for it.
        """
        self._load(name)
        text = self._text(name)
        if text.is_constant:
            if name not in self._constant:
                self._constant[name] = tuple(self._parsed(text.template))
            return iter(self._constant[name])
        try:
            records = rendered(self._environment.get_template(name).generate(context))
        except FAILURES as error:
            raise InvalidInputError([self._failure(name, error)]) from error
        return self._parsed(records)

    def _load(self, name: str) -> None:
        """Let Jinja's own parser read a text that nobody has read yet.

        Raises:
            InvalidInputError: what it finds.
        """
        if name not in self._loaded:
            problems = tuple(self._unloadable([name]))
            if problems:
                raise InvalidInputError(problems)
            self._loaded.add(name)

    def _parsed(self, text: str) -> Iterator["Block | DirectiveCall"]:
        """Yield the blocks of the records a template printed."""
        for record in text.split(RECORD)[1:]:
            head, _unit, inline = record.partition(UNIT)
            key, _colon, index = head.partition(":")
            source = self._by_key(int(key))
            yield from blocks_of(source.shapes[int(index)], source.text.file, inline.rstrip(" \n"))

    def parent_name(self, name: str, child: str) -> str:
        """Return the full name of the text that a text asks for as `framework/<name>`."""
        return PARENT * self._levels.get(child, 0) + name

    def _add(self, name: str, level: int, text: SourceText) -> None:
        """Keep a text under its name as seen from its own layer and from all above it."""
        for above in range(level + 1):
            self._keys[PARENT * above + name] = len(self._sources)
            self._levels[PARENT * above + name] = level
        self._sources.append(text)

    def _uncompiled(self, names: Iterable[str]) -> Iterator[Problem]:
        """Yield the problems of texts that cannot be compiled."""
        for name in names:
            try:
                self._text(name)
            except InvalidInputError as error:
                yield from error.problems

    def _unloadable(self, names: Iterable[str]) -> Iterator[Problem]:
        """Yield what only Jinja's own parser finds, with the line of the text."""
        for name in names:
            text = self._text(name)
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

    def _blocks_of_nobody(self, names: Iterable[str]) -> Iterator[Problem]:
        """Yield the blocks of overrides that their parent lacks: nothing would show them."""
        for name in names:
            text, known = self._text(name), self._blocks_above(name)
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
        parent = self.parent_name(self._text(name).parent, name)
        while parent in self._keys and parent not in seen:
            seen.add(parent)
            text = self._text(parent)
            found |= {block for block, _line in text.blocks}
            parent = self.parent_name(text.parent, parent)
        return found

    def _failure(self, name: str, error: Exception) -> Problem:
        text, line = self._last_frame(error.__traceback__)
        if text is None:
            text, line = self._text(name), 0
        where = self._where(text, line)
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
            name = trace.tb_frame.f_code.co_filename
            if name in self._keys:
                found = (self._text(name), trace.tb_lineno)
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
