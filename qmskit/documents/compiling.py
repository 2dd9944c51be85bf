"""A Markdown + Jinja text compiled once to a Jinja template that emits records.

The template prints one record a block: `RECORD text:index UNIT inline`. Index leads to the block's
shape, fixed at compile time; inline is the letters with switches for bold, italic, links and line
breaks. The separators are control characters, which no input may hold (refused when it is read),
so a value can never become markup.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qmskit.documents.attributes import Attributes, split_attributes
from qmskit.documents.lexing import ALONE, INLINE, Lexed, Piece, lexed, refused
from qmskit.documents.refusals import check_inline, check_structure
from qmskit.language import translate as _
from qmskit.model.sources import SourceText
from qmskit.problems import InvalidInputError

RECORD, UNIT, SWITCH = "\x1e", "\x1f", "\x1c"
CELL, ROW = "\x1d", "\x16"

# How links to other documents begin: the first prints the document's code, the second its title.
OTHER_DOCUMENTS = ("doc:", "name:")

# How the address of a link shows the letters that stand for Jinja.
_JINJA = "%EE%80%80"

_SWITCHES = {
    "strong_open": "b", "strong_close": "B", "em_open": "i", "em_close": "I", "link_close": "L",
    "softbreak": " ", "hardbreak": "n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a block before any data comes in.

    Attributes:
        kind: heading, paragraph, item, table, break or directive.
        level: of a heading or list item.
        ordered: of a list item.
        start: number the author gave the first item of the list.
        name: of a directive.
        arguments: of a directive.
        aligns: of the columns of a table, one each: "", left, center or right.
        widths: of the columns of a table relative to each other: hyphens of its second line.
    """

    kind: str
    line: int
    level: int = 0
    ordered: bool = False
    start: int = 1
    attributes: Attributes = Attributes()
    name: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    aligns: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A text ready to be rendered with any data.

    Attributes:
        template: Jinja source that emits records.
        shapes: by index of the records.
        lines: line in the file of every line of `template`, from index 0.
        is_constant: whether no data comes in, so that it renders to the same blocks every time.
        blocks: names of its `{% block %}`s with their lines.
        parent: name of the text it extends; empty for none.
    """

    text: SourceText
    template: str
    shapes: tuple[Shape, ...]
    lines: tuple[int, ...]
    is_constant: bool
    blocks: tuple[tuple[str, int], ...]
    parent: str


@lru_cache(maxsize=1024)
def compiled(text: SourceText, key: int, directives: frozenset[str]) -> CompiledText:
    """Compile a text; the same text again costs nothing.

    Args:
        key: number of the text in its library; part of every record.
        directives: names that may follow `:::`.

    Raises:
        InvalidInputError: what Markdown would silently lose or print as code: a loop between table
            rows, an indented or fenced block, markup cut by a condition, raw HTML, an unknown
            directive, a link that is no reference; or Jinja statements that do not pair.
    """
    return _Compiler(text, key, directives).result()


class _Compiler:
    def __init__(self, text: SourceText, key: int, directives: frozenset[str]) -> None:
        self.text, self.key, self.directives = text, key, directives
        self.lexed: Lexed = lexed(text)
        self.shapes: list[Shape] = []
        self.template: list[str] = []
        self.lines: list[int] = []

    def result(self) -> CompiledText:
        definitions: dict[str, Any] = {}
        tokens = _markdown().parse(self.lexed.markdown, definitions)
        check_structure(self.text, self.lexed, tokens, definitions)
        depth = _Depth()
        for index, token in enumerate(tokens):
            depth.enter(token)
            self._token(token, tokens, index, depth)
        template = "\n".join(self.template)
        is_constant = not any(mark in template for mark in ("{{", "{%", "{#"))
        shapes, lines = tuple(self.shapes), tuple(self.lines)
        pieces = self.lexed.pieces
        blocks = tuple((one.words[1], one.line) for one in pieces if one.word == "block")
        parent = next((one.words[1].strip("\"'") for one in pieces if one.word == "extends"), "")
        return CompiledText(self.text, template, shapes, lines, is_constant, blocks, parent)

    def _token(self, token: Token, tokens: list[Token], index: int, depth: "_Depth") -> None:
        if token.type in {"code_block", "fence", "html_block", "blockquote_open"}:
            message = _("không dùng được đoạn thụt bốn dấu cách, ```, HTML hoặc dấu >")
            fix = _("bỏ thụt dòng; dùng đoạn văn, danh sách hoặc bảng")
            raise self._refuse(token, message, fix)
        if token.type == "hr":
            self._emit(Shape("break", self._line(token)), "")
        elif token.type == "table_open":
            self._table(tokens, index)
        elif token.type == "inline" and not depth.in_table:
            self._inline_block(token, tokens[index - 1], depth)

    def _inline_block(self, token: Token, opening: Token, depth: "_Depth") -> None:
        alone = ALONE.match(token.content)
        if alone:
            self._piece(token, self.lexed.pieces[int(alone.group(1))], depth)
            return
        attributes = split_attributes(token)
        inline = self._inline(token)
        line = self._line(token)
        if opening.type == "heading_open":
            self._emit(Shape("heading", line, int(opening.tag[1]), attributes=attributes), inline)
        elif depth.lists:
            level, start = depth.lists - 1, depth.start
            self._emit(Shape("item", line, level, depth.ordered, start, attributes), inline)
        else:
            self._emit(Shape("paragraph", line, attributes=attributes), inline)

    def _piece(self, token: Token, piece: Piece, depth: "_Depth") -> None:
        if piece.kind == "directive":
            if piece.source not in self.directives:
                raise self._refuse(
                    token, _("không có lệnh “::: {name}”").format(name=piece.source),
                    _("dùng một trong: {known}").format(known=", ".join(sorted(self.directives))),
                )  # fmt: skip
            shape = Shape("directive", piece.line, name=piece.source, arguments=piece.arguments)
            self._emit(shape, "")
        elif depth.lists:
            raise self._refuse(token, _("lệnh đứng riêng nằm trong danh sách thụt dòng"))
        else:
            self._line_out(piece.source, piece.line)

    def _table(self, tokens: list[Token], index: int) -> None:
        """Emit a table: its head, then a line a row, with the statements between them."""
        rows: list[list[Token]] = []
        aligns: list[str] = []
        for token in tokens[index:]:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            if token.type == "th_open":
                aligns.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            if token.type == "inline":
                rows[-1].append(token)
        first, _last = tokens[index].map or (0, 0)
        widths = tuple(one.count("-") for one in self.lexed.lines[first + 1].strip("| ").split("|"))
        shape = Shape("table", self._line(tokens[index]), aligns=tuple(aligns), widths=widths)
        self._emit(shape, self._cells(rows[0]))
        for row in rows[1:]:
            alone = ALONE.match(row[0].content)
            if alone:
                piece = self.lexed.pieces[int(alone.group(1))]
                self._line_out(piece.source, piece.line)
            else:
                self._line_out(ROW + self._cells(row), self._line(row[0]))

    def _cells(self, row: list[Token]) -> str:
        return CELL.join(self._inline(token) for token in row)

    def _inline(self, token: Token) -> str:
        """Return the letters of a token with switches, Jinja back in its place."""
        check_inline(self.text, self.lexed, token, self._line(token))
        return "".join(self._child(token, child) for child in token.children or ())

    def _child(self, token: Token, child: Token) -> str:
        if child.type == "text":
            return INLINE.sub(
                lambda match: self._jinja(int(match.group(1))), _literal(child.content)
            )
        if child.type == "link_open":
            target = str(child.attrs.get("href", ""))
            if _JINJA in target:
                raise self._refuse(token, _("liên kết không chứa lệnh Jinja"))
            if not target.startswith(("#", *OTHER_DOCUMENTS)):
                message = _("liên kết chỉ trỏ tới mục trong văn bản: [chữ](#mục)")
                fix = _("hoặc tới tài liệu khác: [](doc:tên), [](name:tên)")
                raise self._refuse(token, message, fix)
            return f"{SWITCH}l{target.removeprefix('#')}{SWITCH}t"
        if child.type in _SWITCHES:
            code = _SWITCHES[child.type]
            return " " if code == " " else f"{SWITCH}{code}"
        raise self._refuse(token, _("không dùng được hình, mã hoặc HTML trong dòng"))

    def _jinja(self, number: int) -> str:
        return self.lexed.pieces[number].source

    def _emit(self, shape: Shape, inline: str) -> None:
        self._line_out(f"{RECORD}{self.key}:{len(self.shapes)}{UNIT}{inline}", shape.line)
        self.shapes.append(shape)

    def _line_out(self, text: str, line: int) -> None:
        self.template.append(text)
        self.lines.append(line)

    def _line(self, token: Token) -> int:
        return self.lexed.numbers[token.map[0]] if token.map else self.text.first_line

    def _refuse(self, token: Token, message: str, fix: str = "") -> InvalidInputError:
        return refused(self.text, self._line(token) - self.text.first_line, message, fix)


class _Depth:
    """How deep in lists and tables the current token stands."""

    def __init__(self) -> None:
        self.opened: list[Token] = []
        self.in_table = False

    def enter(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self.opened.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.opened.pop()
        elif token.type in {"table_open", "table_close"}:
            self.in_table = token.type == "table_open"

    @property
    def lists(self) -> int:
        return len(self.opened)

    @property
    def ordered(self) -> bool:
        return bool(self.opened) and self.opened[-1].type == "ordered_list_open"

    @property
    def start(self) -> int:
        return int(self.opened[-1].attrs.get("start", 1)) if self.opened else 1


def _literal(text: str) -> str:
    """Return letters of the text so that Jinja prints them as they are."""
    return text.replace("{{", "{{ '{{' }}").replace("{%", "{{ '{%' }}").replace("{#", "{{ '{#' }}")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").disable(["autolink", "image"])
