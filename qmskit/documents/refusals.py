"""What Markdown or Jinja would silently lose is refused, with its line."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markdown_it.token import Token

from qmskit.documents.lexing import ALONE, CLOSERS, INLINE, OPENERS, Lexed, Piece, refused
from qmskit.language import translate as _
from qmskit.model.sources import SourceText
from qmskit.problems import InvalidInputError

_ALONE = {"extends", "set"}
_MIDDLE = {"else", "elif"}

_CELL_END = re.compile(r"(?<!\\)\|")


def check_structure(
    text: SourceText, lexed: Lexed, tokens: list[Token], definitions: Mapping[str, Any]
) -> None:
    """Refuse what the order of lines would lose.

    Args:
        tokens: of the whole text.
        definitions: what the parser collected beside the tokens.

    Raises:
        InvalidInputError: statements that do not pair, a statement between table rows, a cell too
            many, a second paragraph of a list item, a link definition, text that an override
            would not show.
    """
    _check_pairs(text, lexed.pieces_alone(), inline=False)
    _check_definitions(text, lexed, definitions)
    _check_rows(text, lexed, tokens)
    _check_cells(text, lexed, tokens)
    _check_items(text, lexed, tokens)
    _check_override(text, lexed)


def check_inline(text: SourceText, lexed: Lexed, token: Token, line: int) -> None:
    """Refuse what a statement inside a line would lose.

    Raises:
        InvalidInputError: statements that do not pair on the line, or bold, italic or a link that
            opens on one side of a statement only.
    """
    numbers = [int(number) for number in INLINE.findall(token.content)]
    _check_pairs(text, [lexed.pieces[number] for number in numbers], inline=True)
    depth = 0
    opened: list[int] = []
    for child in token.children or ():
        depth += child.nesting
        for number in INLINE.findall(child.content if child.type == "text" else ""):
            word = lexed.pieces[int(number)].word
            if (word in CLOSERS or word in _MIDDLE) and opened and opened[-1] != depth:
                message = _("chữ đậm, nghiêng hoặc liên kết bị một lệnh cắt đôi")
                fix = _("đặt cả cặp dấu ** ở cùng một phía của lệnh")
                raise refused(text, line - text.first_line, message, fix)
            if word in OPENERS:
                opened.append(depth)
            elif word in CLOSERS and opened:
                opened.pop()


def _check_pairs(text: SourceText, pieces: Iterable[Piece], *, inline: bool) -> None:
    opened: list[Piece] = []
    for piece in pieces:
        word = piece.word
        if word in OPENERS:
            opened.append(piece)
        elif word in CLOSERS or word in _MIDDLE:
            if not opened or (word in CLOSERS and opened[-1].word != CLOSERS[word]):
                raise _unpaired(text, piece)
            if word in CLOSERS:
                opened.pop()
        elif word and (word not in _ALONE or inline):
            raise _unpaired(text, piece)
    if opened:
        raise _unpaired(text, opened[-1])


def _unpaired(text: SourceText, piece: Piece) -> InvalidInputError:
    message = _("lệnh {source} không có cặp, hoặc đặt không đúng chỗ").format(source=piece.source)
    return refused(text, piece.line - text.first_line, message)


def _check_definitions(text: SourceText, lexed: Lexed, definitions: Mapping[str, Any]) -> None:
    for definition in definitions.get("references", {}).values():
        line = lexed.numbers[definition["map"][0]] - text.first_line
        message = _("dòng [chữ]: địa chỉ sẽ không in ra")
        raise refused(text, line, message, _("viết liên kết dạng [chữ](#mục)"))


def _check_rows(text: SourceText, lexed: Lexed, tokens: list[Token]) -> None:
    """Refuse a table row that stands in no table: its strokes would be printed."""
    maps = [token.map for token in tokens if token.type == "table_open" and token.map]
    inside = {at for first, last in maps for at in range(first, last)}
    for at, line in enumerate(lexed.lines):
        if at not in inside and line.startswith("|"):
            message = _("dòng bắt đầu bằng | không thuộc bảng nào")
            fix = _("bảng cần dòng tiêu đề, dòng |---|---| và không có dòng trống giữa các dòng")
            raise refused(text, lexed.numbers[at] - text.first_line, message, fix)


def _check_cells(text: SourceText, lexed: Lexed, tokens: list[Token]) -> None:
    """Refuse a row with more cells than the head: Markdown would leave them out."""
    for token in tokens:
        if token.type == "table_open" and token.map:
            first, last = token.map
            columns = _cells(lexed.lines[first])
            for index in range(first, last):
                if _cells(lexed.lines[index]) > columns:
                    message = _("dòng của bảng nhiều ô hơn dòng đầu")
                    number = lexed.numbers[index] - text.first_line
                    raise refused(text, number, message, _("thêm cột vào dòng đầu hoặc bớt ô"))


def _cells(line: str) -> int:
    return len(_CELL_END.split(line.strip().strip("|")))


def _check_items(text: SourceText, lexed: Lexed, tokens: list[Token]) -> None:
    """Refuse a second paragraph of a list item: it would become an item of its own."""
    paragraphs: list[int] = []
    for token in tokens:
        if token.type == "list_item_open":
            paragraphs.append(0)
        elif token.type == "list_item_close":
            paragraphs.pop()
        elif token.type == "paragraph_open" and paragraphs:
            paragraphs[-1] += 1
            if paragraphs[-1] > 1 and token.map:
                message = _("mục của danh sách có đoạn thứ hai")
                fix = _("gộp thành một đoạn, hoặc viết thành mục riêng")
                raise refused(text, lexed.numbers[token.map[0]] - text.first_line, message, fix)


def _check_override(text: SourceText, lexed: Lexed) -> None:
    """Refuse text outside the blocks of an override: Jinja would not print it."""
    if not any(piece.word == "extends" for piece in lexed.pieces):
        return
    depth = 0
    for line, number in zip(lexed.lines, lexed.numbers, strict=True):
        alone = ALONE.match(line)
        piece = lexed.pieces[int(alone.group(1))] if alone else None
        if piece and piece.word == "endblock":
            depth -= 1
        elif (
            line.strip() and not depth and (piece is None or piece.word not in {"extends", "block"})
        ):
            message = _("phần nằm ngoài {block} sẽ không in ra").format(block="{% block … %}")
            fix = _("đưa vào trong một khối của văn bản gốc")
            raise refused(text, number - text.first_line, message, fix)
        if piece and piece.word == "block":
            depth += 1
