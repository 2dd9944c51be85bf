"""YAML and JSON as trees of text: every scalar arrives as it was written.

A plain scalar is text until the schema of its place says otherwise, so `1.000170`, `01`, `no` and
`12:30` survive. The fast path builds plain dicts and lists from libyaml's events; only a file with
a problem is read a second time, with marks, to turn the path of a value into line and column.
"""

import json
from collections.abc import Callable
from typing import NoReturn, TypeAlias, cast

import yaml

from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.texts import ILLEGAL, place_after
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.places import LOADER, child, places

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Key: TypeAlias = str | int
ValuePath: TypeAlias = tuple[Key, ...]

DEEPEST = 40
MOST_VALUES = 250_000
MOST_VALUES_JSON = 5_000_000


def parse_yaml(text: str, file: str) -> Tree:
    """Return the one document of `text` as a tree; an empty text gives "".

    Raises:
        InvalidInputError: syntax, a duplicate key, an anchor, alias, merge key or tag, a second
            document, too many levels or values, or a character that no document may hold.
    """
    loader = LOADER(text)
    try:
        return _Builder(loader, file).document()
    except yaml.MarkedYAMLError as error:
        raise InvalidInputError([_syntax(error, file)]) from error
    except yaml.reader.ReaderError as error:
        raise InvalidInputError([_unreadable(error, text, file)]) from error
    finally:
        loader.dispose()


def locate(text: str, file: str, path: ValuePath) -> Location:
    """Return the place of the value at `path`, or of its nearest parent that exists.

    A path that ends in a key leads to the key itself, so that a misspelt key is shown where it
    stands.
    """
    return Location(file, *places(text).place(path), dotted(path))


def with_scalar(text: str, path: ValuePath, value: str) -> str:
    """Return a YAML text with another value at a path, and everything else as it is.

    Args:
        text: a YAML text that has passed its schema and holds a text at `path`.

    Raises:
        KeyError: nothing stands at `path`.
    """
    # Positions of the C loader count bytes, those of this one letters.
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for key in path:
        found = child(node, key)
        if found is None:
            raise KeyError(dotted(path))
        node = found[1]
    if not isinstance(node, yaml.ScalarNode):
        raise KeyError(dotted(path))
    if node.value == value:
        return text
    shown = yaml.dump(value, allow_unicode=True, width=10_000).removesuffix("...\n").rstrip()
    return text[: node.start_mark.index] + shown + text[node.end_mark.index :]


def dotted(path: ValuePath) -> str:
    """Return a path as users read it: `steps[3].role`."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


def dump_yaml(tree: Tree, schema: str = "") -> str:
    """Return `tree` as YAML text that `parse_yaml` reads back unchanged.

    Args:
        schema: path of a JSON Schema relative to the file; written as a hint for editors.
    """
    body = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    hint = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return hint + body


class _Builder:
    """Turns the events of one document into a tree."""

    def __init__(self, loader: "yaml.CLoader | yaml.Loader", file: str) -> None:
        # Typed as optional, but an event always comes before the end of the stream.
        self._next = cast("Callable[[], yaml.Event]", loader.get_event)
        self._file = file
        self._values = 0

    def document(self) -> Tree:
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return ""
        tree = self._value(self._next(), 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, _("tệp có nhiều hơn một tài liệu YAML (dấu ---)"),
                         _("tách thành nhiều tệp"))  # fmt: skip
        return tree

    def _value(self, event: yaml.Event, depth: int) -> Tree:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > DEEPEST:
            self._refuse(event, _("dữ liệu lồng nhau quá sâu"), _("kiểm tra lại thụt dòng"))
        self._check_anchor(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        return self._sequence(depth)

    def _mapping(self, depth: int) -> dict[str, "Tree"]:
        found: dict[str, Tree] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(
                    event, _("tên mục phải là chữ"), _("kiểm tra dấu hai chấm và dấu ngoặc")
                )
            key = self._scalar(event)
            if key in found:
                message = _("mục “{key}” ghi hai lần").format(key=key)
                self._refuse(event, message, _("chỉ giữ một dòng"))
            if key == "<<" and not event.style:
                self._refuse(event, _("không dùng “<<”"), _("ghi đầy đủ từng giá trị"))
            found[key] = self._value(self._next(), depth + 1)
        self._count(len(found), event)
        return found

    def _sequence(self, depth: int) -> list["Tree"]:
        found: list[Tree] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._value(event, depth + 1))
        self._count(len(found), event)
        return found

    def _count(self, values: int, event: yaml.Event) -> None:
        self._values += values
        if self._values > MOST_VALUES:
            message = _("tệp có quá nhiều giá trị (giới hạn {most})").format(most=MOST_VALUES)
            self._refuse(event, message, _("chia thành nhiều tệp"))

    def _scalar(self, event: yaml.ScalarEvent) -> str:
        if event.anchor or event.tag:
            self._check_anchor(event)
        value: str = event.value
        if event.style == '"' and (illegal := ILLEGAL.search(value)):
            message = _("có ký tự không in được U+{code:04X}").format(code=ord(illegal.group()))
            self._refuse(event, message, _("xóa ký tự đó"))
        return value

    def _check_anchor(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                event,
                _("không dùng neo và bí danh YAML (& và *)"),
                _("ghi đầy đủ từng giá trị; giá trị bắt đầu bằng & hoặc * thì đặt trong ngoặc kép"),
            )
        if getattr(event, "tag", None):
            self._refuse(
                event, _("không dùng thẻ kiểu YAML (dấu !)"), _("đặt giá trị trong ngoặc kép")
            )

    def _refuse(self, event: yaml.Event, message: str, fix: str) -> NoReturn:
        mark = event.start_mark
        where = (
            Location(self._file, mark.line + 1, mark.column + 1) if mark else Location(self._file)
        )
        raise InvalidInputError([Problem(where, "QMS011", message, fix)])


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as a block, and indents lists below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        """Indent lists too; the signature is PyYAML's."""
        del indentless
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        """Write a value again where it stands twice; `parse_yaml` refuses aliases."""
        del data
        return True


def _text_node(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = _(_SYNTAX.get(error.problem or "", marked("sai cú pháp YAML")))
    fix = _("kiểm tra dấu cách đầu dòng, dấu hai chấm và dấu ngoặc kép ở dòng này và dòng trên")
    return Problem(Location(file, line, column), "QMS010", message, fix)


_SYNTAX = {
    "found character that cannot start any token": marked(
        "dòng bắt đầu bằng ký tự YAML không nhận (tab, @, %)"
    ),
    "did not find expected ',' or ']'": marked("thiếu dấu ] hoặc dấu phẩy"),
    "did not find expected ',' or '}'": marked("thiếu dấu } hoặc dấu phẩy"),
    "did not find expected key": marked("thụt dòng không đều, hoặc thiếu tên mục"),
    "mapping values are not allowed in this context": marked("dấu hai chấm đặt không đúng chỗ"),
    "could not find expected ':'": marked("thiếu dấu hai chấm sau tên mục"),
    "found unexpected end of stream": marked("thiếu dấu ngoặc kép đóng"),
}


def _unreadable(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    """Return the problem of the first character that YAML refuses.

    libyaml counts bytes and PyYAML letters: the character itself is found instead.
    """
    code = _code_point(error)
    place = place_after(text.partition(chr(code))[0])
    message = _("có ký tự không in được U+{code:04X}").format(code=code)
    return Problem(Location(file, *place), "QMS012", message, _("xóa ký tự đó"))


def _code_point(error: yaml.reader.ReaderError) -> int:
    return error.character if isinstance(error.character, int) else ord(error.character)


def parse_json(text: str, file: str) -> Json:
    """Return the value of a JSON text.

    Raises:
        InvalidInputError: syntax, too many levels or values, or a number of thousands of digits.
    """
    # Every value but the first of its list stands behind a comma; texts hold few commas more.
    if text.count(",") + text.count("[") + text.count("{") > MOST_VALUES_JSON:
        message = _("tệp có quá nhiều giá trị (giới hạn {most})").format(most=MOST_VALUES_JSON)
        problem = Problem(Location(file, 1, 1), "QMS013", message, _("chia thành nhiều tệp"))
        raise InvalidInputError([problem])
    try:
        value: Json = json.loads(text)
    except json.JSONDecodeError as error:
        message = _("sai cú pháp JSON")
        where = Location(file, error.lineno, error.colno)
        fix = _("tải lại tệp từ nơi xuất; tệp có thể bị cắt giữa chừng")
        raise InvalidInputError([Problem(where, "QMS013", message, fix)]) from error
    except (RecursionError, ValueError) as error:
        where = Location(file, 1, 1)
        is_deep = isinstance(error, RecursionError)
        message = _("dữ liệu lồng nhau quá sâu") if is_deep else _("giá trị quá dài")
        raise InvalidInputError([Problem(where, "QMS013", message)]) from error
    return value
