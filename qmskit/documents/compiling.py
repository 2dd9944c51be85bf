"""A Markdown + Jinja text compiled once to a Jinja template that emits records.

The template prints one record a block: `RECORD text:index UNIT inline`. Index leads to the block's
shape, fixed at compile time; inline is the letters with switches for bold, italic, links and line
breaks. The separators are control characters, which no input may hold (refused when it is read),
so a value can never become markup.
"""

from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from qmskit.documents.attributes import Attributes, split_attributes
from qmskit.documents.lexing import ALONE, INLINE, Lexed, Piece, lexed, refused
from qmskit.language import translate as _
from qmskit.model.sources import SourceText
from qmskit.problems import InvalidInputError

RECORD, UNIT, SWITCH = "\x1e", "\x1f", "\x1c"
CELL, ROW = "\x1d", "\x16"

_SWITCHES = {
    "strong_open": "b", "strong_close": "B", "em_open": "i", "em_close": "I", "link_close": "L",
    "softbreak": " ", "hardbreak": "n",
}  # fmt: skip
_OPENERS = {"if": "endif", "for": "endfor", "block": "endblock", "with": "endwith"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_SINGLE = {"extends", "set"}
_MIDDLE = {"else", "elif"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a block before any data comes in.

    Attributes:
        kind: heading, paragraph, item, table, break or directive.
        level: of a heading or list item.
        ordered: of a list item.
        name: of a directive.
        arguments: of a directive.
        aligns: of the columns of a table, one each: "", left, center or right.
    """

    kind: str
    line: int
    level: int = 0
    ordered: bool = False
    attributes: Attributes = Attributes()
    name: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    aligns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A text ready to be rendered with any data.

    Attributes:
        template: Jinja source that emits records.
        shapes: by index of the records.
        lines: line in the file of every line of `template`, from index 0.
        is_constant: whether no data comes in, so that it renders to the same blocks every time.
    """

    text: SourceText
    template: str
    shapes: tuple[Shape, ...]
    lines: tuple[int, ...]
    is_constant: bool


def compiled(text: SourceText, key: int, directives: frozenset[str]) -> CompiledText:
    """Compile a text.

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
        tokens = _markdown().parse(self.lexed.markdown)
        self._check_tables()
        self._check_pairs(self.lexed.pieces_alone())
        depth = _Depth()
        for index, token in enumerate(tokens):
            depth.enter(token)
            self._token(token, tokens, index, depth)
        is_constant = all(piece.kind == "directive" for piece in self.lexed.pieces)
        template = "\n".join(self.template)
        shapes, lines = tuple(self.shapes), tuple(self.lines)
        return CompiledText(self.text, template, shapes, lines, is_constant)

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
            self._emit(Shape("item", line, depth.lists - 1, depth.ordered, attributes), inline)
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
        rows: list[list[str]] = []
        aligns: list[str] = []
        for token in tokens[index:]:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            if token.type == "th_open":
                aligns.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
            if token.type == "inline":
                rows[-1].append(self._inline(token))
        shape = Shape("table", self._line(tokens[index]), aligns=tuple(aligns))
        self._emit(shape, ROW.join(CELL.join(row) for row in rows))

    def _inline(self, token: Token) -> str:
        """Return the letters of a token with switches, Jinja back in its place."""
        self._check_pairs(
            [self.lexed.pieces[int(number)] for number in INLINE.findall(token.content)],
            inline=True,
        )
        self._check_cut(token)
        return "".join(self._child(token, child) for child in token.children or ())

    def _child(self, token: Token, child: Token) -> str:
        if child.type == "text":
            return INLINE.sub(
                lambda match: self._jinja(int(match.group(1))), _literal(child.content)
            )
        if child.type == "link_open":
            target = str(child.attrs.get("href", ""))
            if not target.startswith("#"):
                raise self._refuse(token, _("liên kết chỉ trỏ tới mục trong văn bản: [chữ](#mục)"))
            return f"{SWITCH}l{target[1:]}{SWITCH}t"
        if child.type in _SWITCHES:
            code = _SWITCHES[child.type]
            return " " if code == " " else f"{SWITCH}{code}"
        raise self._refuse(token, _("không dùng được hình, mã hoặc HTML trong dòng"))

    def _jinja(self, number: int) -> str:
        return self.lexed.pieces[number].source

    def _check_cut(self, token: Token) -> None:
        """Refuse bold, italic or a link that opens on one side of a statement only."""
        depth = 0
        opened: list[int] = []
        for child in token.children or ():
            depth += child.nesting
            for match in INLINE.finditer(child.content if child.type == "text" else ""):
                word = self.lexed.pieces[int(match.group(1))].word
                if word in _OPENERS:
                    opened.append(depth)
                elif word in _CLOSERS or word in _MIDDLE:
                    if opened and opened[-1] != depth:
                        message = _("chữ đậm, nghiêng hoặc liên kết bị một lệnh cắt đôi")
                        fix = _("đặt cả cặp dấu ** ở cùng một phía của lệnh")
                        raise self._refuse(token, message, fix)
                    if word in _CLOSERS and opened:
                        opened.pop()

    def _check_pairs(self, pieces: list[Piece], *, inline: bool = False) -> None:
        opened: list[Piece] = []
        for piece in pieces:
            word = piece.word
            if word in _OPENERS:
                opened.append(piece)
            elif word in _CLOSERS or word in _MIDDLE:
                if not opened or (word in _CLOSERS and opened[-1].word != _CLOSERS[word]):
                    raise self._unpaired(piece)
                if word in _CLOSERS:
                    opened.pop()
            elif word and (word not in _SINGLE or inline):
                raise self._unpaired(piece)
        if opened:
            raise self._unpaired(opened[-1])

    def _check_tables(self) -> None:
        """Refuse a statement between the rows of a table: Markdown would end the table there."""
        lines = self.lexed.lines
        for index in range(1, len(lines) - 3):
            if ALONE.match(lines[index + 1]) and lines[index - 1].lstrip().startswith("|"):
                after = next(
                    (line for line in lines[index + 2 :] if line.strip() and not ALONE.match(line)),
                    "",
                )
                if after.lstrip().startswith("|"):
                    number = self.lexed.numbers[index + 1] - self.text.first_line
                    raise refused(self.text, number, _("lệnh nằm giữa các dòng của bảng"),
                                  _("dùng lệnh ::: để lập bảng từ dữ liệu"))  # fmt: skip

    def _unpaired(self, piece: Piece) -> InvalidInputError:
        message = _("lệnh {source} không có cặp, hoặc đặt không đúng chỗ").format(
            source=piece.source
        )
        return refused(self.text, piece.line - self.text.first_line, message)

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
        self.kinds: list[bool] = []
        self.in_table = False

    def enter(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self.kinds.append(token.type == "ordered_list_open")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.kinds.pop()
        elif token.type in {"table_open", "table_close"}:
            self.in_table = token.type == "table_open"

    @property
    def lists(self) -> int:
        return len(self.kinds)

    @property
    def ordered(self) -> bool:
        return bool(self.kinds) and self.kinds[-1]


def _literal(text: str) -> str:
    """Return letters of the text so that Jinja prints them as they are."""
    return text.replace("{{", "{{ '{{' }}").replace("{%", "{{ '{%' }}").replace("{#", "{{ '{#' }}")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["autolink", "image"])
