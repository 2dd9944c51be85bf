"""Jinja taken out of a Markdown text before Markdown sees it.

An expression or an inline statement becomes a token of private letters that Markdown treats like a
word; a statement or directive alone on its line becomes a paragraph of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError

from qmskit.documents.sandbox import Sandbox
from qmskit.language import translate as _
from qmskit.model.sources import SourceText
from qmskit.problems import InvalidInputError, Location, Problem

INLINE = re.compile("\ue000([0-9]+)\ue001")
ALONE = re.compile("(?:\\| )?\ue002([0-9]+)\ue003(?: \\|)?$")

OPENERS = {"if": "endif", "for": "endfor", "block": "endblock", "with": "endwith"}
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}

_PRIVATE = re.compile("[\ue000-\ue003]")
_DIRECTIVE = re.compile(r":::[ \t]*([a-z][a-z-]*)[ \t]*(.*)$")
_ARGUMENT = re.compile(r"([a-z_]+)=(?:\"([^\"]*)\"|(\S+))")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is not Markdown.

    Attributes:
        kind: `expression`, `statement` or `directive`.
        source: its Jinja text with delimiters, on one line; the name for a directive.
        line: line in the file.
        arguments: of a directive.
    """

    kind: str
    source: str
    line: int
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of a statement: `if x`, `endblock` …; none for anything else."""
        return tuple(self.source[2:-2].split()) if self.kind == "statement" else ()

    @property
    def word(self) -> str:
        """Return the first word of a statement; "" otherwise."""
        return self.words[0] if self.words else ""


@dataclass(slots=True)
class Lexed:
    """A text as pure Markdown, with the pieces its tokens stand for.

    Attributes:
        lines: lines of Markdown; a blank line surrounds every piece that stands alone.
        numbers: line number in the file of every line.
    """

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        """Return the Markdown text."""
        return "\n".join(self.lines) + "\n"

    def pieces_alone(self) -> list[Piece]:
        """Return the pieces that stand alone on their line, in order."""
        found = (ALONE.match(line) for line in self.lines)
        return [self.pieces[int(match.group(1))] for match in found if match]


def lexed(text: SourceText) -> Lexed:
    """Return the Markdown of a text and its pieces.

    Raises:
        InvalidInputError: Jinja syntax, private letters, an indented line after a statement.
    """
    private = _PRIVATE.search(text.body)
    if private:
        raise refused(
            text, text.body.count("\n", 0, private.start()), _("có ký tự dành riêng U+E000–U+E003")
        )
    found = Lexed()
    lines = tuple(_with_tokens(text, found))
    between = _between_rows(found, [line for line, _number in lines])
    for at, (line, number) in enumerate(lines):
        if at in between:
            _append_row(text, found, line, number)
            continue
        if at - 1 in between and not _is_row(line):
            _add(found, "", text.first_line + number)  # else it would be a row itself
        _append(text, found, line, number)
    return found


def refused(text: SourceText, line: int, message: str, fix: str = "") -> InvalidInputError:
    """Return the error about a line of the body, counted from 0."""
    where = Location(text.file, text.first_line + line, 1)
    return InvalidInputError([Problem(where, "QMS201", message, fix)])


def _with_tokens(text: SourceText, found: Lexed) -> Iterator[tuple[str, int]]:
    """Yield the lines of the body with tokens in place of Jinja, and their numbers from 0."""
    current, start, remark = "", 0, False
    for line, kind, source in _segments(text):
        if kind == "data":
            first, *rest = source.split("\n")
            # A remark at the start of a line takes the blank behind it along.
            current += first.lstrip(" ") if remark and not current else first
            for offset, piece in enumerate(rest, 1):
                yield current, start
                current, start = piece, line + offset
        elif kind != "comment":
            number = len(found.pieces)
            found.pieces.append(Piece(kind, source.replace("\n", " "), text.first_line + line))
            current += f"\ue000{number}\ue001"
        remark = kind == "comment"
    yield current, start


def _segments(text: SourceText) -> Iterator[tuple[int, str, str]]:
    """Yield (line from 0, kind, source) of the text, Jinja tags put together again.

    Blanks that a `-` cuts are gone already, so tags are put together without it; line breaks stay,
    because they end paragraphs.
    """
    kinds = {"variable": "expression", "block": "statement", "comment": "comment"}
    opened, start, source = "", 0, ""
    for number, kind, value in _tokens(text):
        name, _sep, end = kind.rpartition("_")
        if kind == "data":
            yield number - 1, "data", value
        elif end == "begin" and name in kinds:
            opened, start, source = name, number - 1, value[:2]
        elif end == "end" and name == opened:
            yield start, kinds[name], source + value.strip()[-2:]
            yield number - 1, "data", "\n" * value.count("\n")
            opened = ""
        elif opened:
            source += value
    if opened:
        raise refused(text, start, _("lệnh Jinja viết sai"), _("kiểm tra dấu {{ }} và {% %}"))


def _tokens(text: SourceText) -> Iterator[tuple[int, str, str]]:
    try:
        yield from Sandbox(autoescape=False).lex(text.body)
    except TemplateSyntaxError as error:
        raise refused(
            text, error.lineno - 1, _("lệnh Jinja viết sai"), _("kiểm tra dấu {{ }} và {% %}")
        ) from error


def _append(text: SourceText, found: Lexed, line: str, number: int) -> None:
    if not line:
        _add(found, line, text.first_line + number)
        return
    directive = _DIRECTIVE.match(line.strip())
    if not directive and line.strip().startswith(":::"):
        message = _("lệnh ::: viết sai")
        fix = _("viết dạng “::: tên”, tên bằng chữ thường")
        raise refused(text, number, message, fix)
    pieces = [int(match.group(1)) for match in INLINE.finditer(line)]
    if directive:
        if pieces:
            raise refused(text, number, _("dòng ::: không chứa lệnh Jinja"))
        pieces = [len(found.pieces)]
        arguments = tuple(
            (key, quoted or bare) for key, quoted, bare in _ARGUMENT.findall(directive.group(2))
        )
        found.pieces.append(
            Piece("directive", directive.group(1), text.first_line + number, arguments)
        )
    elif INLINE.sub("", line).strip() or not _all_statements(found, pieces):
        _check_indent(text, found, line, number)
        _add(found, line, text.first_line + number)
        return
    for piece in pieces:
        for part in ("", f"\ue002{piece}\ue003", ""):
            _add(found, part, text.first_line + number)


def _append_row(text: SourceText, found: Lexed, line: str, number: int) -> None:
    """Add the statements of a line between table rows as rows, so that the table goes on."""
    for match in INLINE.finditer(line):
        _add(found, f"| \ue002{match.group(1)}\ue003 |", text.first_line + number)


def _between_rows(found: Lexed, lines: list[str]) -> set[int]:
    """Return the indices of lines with statements that stand between the rows of a table.

    A statement opens there when rows touch it above and below; what closes it stands there, too.
    """
    between: set[int] = set()
    opened: list[bool] = []
    statements = [_statements(found, line) for line in lines]
    below = _lines_below(lines, statements)
    for at, pieces in enumerate(statements):
        if not pieces:
            continue
        touches = at - 1 in between or _is_row(lines[at - 1] if at else "")
        for piece in (found.pieces[number] for number in pieces):
            if piece.word in OPENERS:
                opened.append(touches and _is_row(below[at]))
            if opened and opened[-1]:
                between.add(at)
            if piece.word in CLOSERS and opened:
                opened.pop()
    return between


def _statements(found: Lexed, line: str) -> list[int]:
    """Return the pieces of a line that holds statements only; none of another."""
    if "\ue000" not in line:
        return []
    pieces = [int(match.group(1)) for match in INLINE.finditer(line)]
    if INLINE.sub("", line).strip() or not _all_statements(found, pieces):
        return []
    return pieces


def _lines_below(lines: list[str], statements: list[list[int]]) -> list[str]:
    """Return for every line the next one below it that holds more than statements."""
    below: list[str] = []
    line = ""
    for at in range(len(lines) - 1, -1, -1):
        below.append(line)
        if not statements[at]:
            line = lines[at]
    return below[::-1]


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _all_statements(found: Lexed, pieces: list[int]) -> bool:
    """Tell whether all pieces of a line can stand alone; `super()` prints blocks, so it can."""
    kinds = [found.pieces[piece] for piece in pieces]
    return bool(kinds) and all(
        one.kind == "statement" or one.source.replace(" ", "") == "{{super()}}" for one in kinds
    )


def _check_indent(text: SourceText, found: Lexed, line: str, number: int) -> None:
    """Refuse an indented line after a statement: Markdown would lose what it is indented under."""
    if line[:1] not in (" ", "\t") or not line.strip():
        return
    before = next((one for one in reversed(found.lines) if one.strip()), "")
    if ALONE.match(before):
        message = _("dòng thụt vào ngay sau một lệnh {% … %} đứng riêng")
        raise refused(text, number, message, _("bỏ thụt dòng, hoặc đưa lệnh vào trong dòng"))


def _add(found: Lexed, line: str, number: int) -> None:
    found.lines.append(line)
    found.numbers.append(number)
