"""The only Jinja environments of the library: sandboxed, strict, with bounded memory.

A template is data of a stranger: an agency edits it, a province sends it. It may read values and
print them; it may not call anything, build long texts or loop without end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from qmskit.language import translate as _
from qmskit.model.texts import without_bullet
from qmskit.model.times import Limit, number

# What rendering a template may raise beside Jinja's own errors, all of them the text's fault.
FAILURES = (
    TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip

# What Python and Jinja raise on a template that nests too deep or holds an endless number.
TOO_DEEP = (RecursionError, SyntaxError, ValueError, MemoryError)

MOST_LETTERS = 4_000_000
MOST_TURNS = 200_000
DEEPEST_LOOP = 3

# Turns that the loops of the document being rendered may still take.
_turns_left: ContextVar[list[int]] = ContextVar("turns")

_LONGEST_VALUE = 1_000_000
# As many letters or members a filter reads in the time a loop takes for a turn.
_FREE = 1_000
_LARGEST_NUMBER = 10**12
_LARGEST_FACTOR = 100

# Filters that cannot make much out of little. `format`, `center`, `indent` and `replace` can.
_FILTERS = (
    "capitalize", "default", "first", "float", "int", "last", "length", "list", "lower",
    "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort",
    "string", "title", "trim", "unique", "upper",
)  # fmt: skip
_REFUSED = (
    nodes.Include, nodes.Import, nodes.FromImport, nodes.Macro, nodes.CallBlock, nodes.FilterBlock,
    nodes.AssignBlock, nodes.Concat, nodes.OverlayScope, nodes.ScopedEvalContextModifier,
)  # fmt: skip


class RefusedError(SecurityError):
    """A statement that no text may use, at a line of its template."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the line, counted from 1."""
        super().__init__(message)
        self.line = line


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja that cannot reach Python, cannot call and cannot exhaust memory."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, *, autoescape: bool, loader: BaseLoader | None = None) -> None:
        """Make an environment; `autoescape` for markup such as Word XML."""
        super().__init__(
            autoescape=autoescape, loader=loader, undefined=_Missing, cache_size=-1,
            keep_trailing_newline=True,
            finalize=_printed,
        )  # fmt: skip
        self.globals.clear()
        known = {name: self.filters[name] for name in _FILTERS} | dict(_OWN_FILTERS)
        self.filters = {name: _charged(one) for name, one in known.items()}

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        """Allow blocks of a parent text (`super()`) only; nothing else is called in a text."""
        return type(obj).__module__ == "jinja2.runtime" and type(obj).__name__ == "BlockReference"

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's signature
        """Return an attribute of a value; of our own values without Jinja's slower checks.

        Nothing found here can be called, and names with an underscore are refused as Jinja does.
        The keys of a mapping come before Python's own names: a text means its `items`.
        """
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if attribute[:1] != "_" and hasattr(type(obj), "__dataclass_fields__"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Compute `left operator right` when the result stays small.

        Raises:
            SecurityError: the operator could make a large value.
        """
        if operator == "%" and isinstance(left, str):
            raise SecurityError(_("không dùng % để ghép chữ"))
        if operator in {"*", "**"} and not _small_numbers(left, right):
            raise SecurityError(_("phép {operator} chỉ dùng cho số nhỏ").format(operator=operator))
        value = super().call_binop(context, operator, left, right)
        if hasattr(value, "__len__") and len(value) > _LONGEST_VALUE:
            raise SecurityError(_("giá trị quá dài"))
        return value

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _refuse(tree)
        _count_loops(tree)
        return tree


class _Missing(StrictUndefined):
    """A name nobody has: any use of it is an error in the user's language."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return _("không có tên “{name}”").format(name=self._undefined_name)


def rendered(chunks: Any) -> str:  # noqa: ANN401 - Jinja's generator has no public type
    """Return the text of a template's chunks.

    Raises:
        SecurityError: more letters came than a document may have.
    """
    found: list[str] = []
    letters = 0
    _turns_left.set([MOST_TURNS])
    for chunk in chunks:
        letters += len(chunk)
        if letters > MOST_LETTERS:
            raise SecurityError(_("tài liệu dài quá {most} ký tự").format(most=MOST_LETTERS))
        found.append(chunk)
    return "".join(found)


def day_text(day: object) -> str:
    """Return a day as Vietnamese documents print it: `06/4/2026`; dots while it is not fixed.

    Raises:
        TypeError: the value is no day.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, II.4: days below 10 and months 1, 2 take a leading zero.
    """
    if day is None:
        return "…/…/……"
    if not isinstance(day, date):  # a text of a template may pass anything
        raise TypeError(type(day).__name__)
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def day_words(day: date) -> str:
    """Return a day as running text prints it: `ngày 06 tháng 4 năm 2026`; law as `day_text`."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)  # noqa: PLR2004


def _small_numbers(left: object, right: object) -> bool:
    return _is_below(left, _LARGEST_NUMBER) and _is_below(right, _LARGEST_FACTOR)


def _is_below(value: object, bound: int) -> bool:
    return isinstance(value, int | float | Decimal) and -bound < value < bound


def _printed(value: object) -> object:
    """Return a value as it is printed.

    Raises:
        TypeError: the value is no text, number, day or limit: a list would be printed as Python
            writes it, and nothing as `None`.
    """
    if isinstance(value, Undefined):
        return value
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal | Limit):
        raise TypeError(type(value).__name__)
    return value


def _two_digits(value: int | Decimal) -> str:
    return number(Decimal(value))


def _charged(work: Callable[..., object]) -> Callable[..., object]:
    """Let a filter take from the document's allowance what its values take of time.

    Raises:
        SecurityError: while a template is rendered; the filters of the document work too much.
    """

    @wraps(work)
    def charged(*values: Any, **named: Any) -> object:  # noqa: ANN401 - whatever a filter takes
        letters = sum(len(one) for one in values if isinstance(one, str | list | tuple))
        if letters > _FREE:
            left = _turns_left.get()
            left[0] -= letters // _FREE
            if left[0] < 0:
                raise SecurityError(_("vòng lặp chạy quá nhiều lượt"))
        return work(*values, **named)

    return charged


def _count_loops(tree: nodes.Template) -> None:
    """Let every loop take its turns from the document's allowance, see `rendered`."""
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)


def _counted(values: object) -> Iterator[object]:
    """Yield the members of a list while the document has turns left.

    Raises:
        SecurityError: the loops of the document turn too often.
        TypeError: the value is no list; a text is none either.
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TypeError(type(values).__name__)
    left = _turns_left.get()
    for value in values:
        left[0] -= 1
        if left[0] < 0:
            raise SecurityError(_("vòng lặp chạy quá nhiều lượt"))
        yield value


def _joined(values: Iterable[object], separator: str = "", attribute: str = "") -> str:
    """Return texts joined by a separator, as Jinja's own filter, when the result stays small.

    Raises:
        SecurityError: the result would be too long.
    """
    named = [getattr(value, attribute) for value in values] if attribute else list(values)
    texts = [str(_printed(value)) for value in named]
    length = sum(map(len, texts)) + len(separator) * max(len(texts) - 1, 0)
    if length > _LONGEST_VALUE:
        raise SecurityError(_("giá trị quá dài"))
    return separator.join(texts)


def _sentence(values: Iterable[object]) -> str:
    """Return texts as one sentence: joined by semicolons, without bullets, ended by one full stop.

    Raises:
        SecurityError: the result would be too long.
    """
    texts = (without_bullet(str(_printed(value))).rstrip(" .;") for value in values)
    told = _joined([text for text in texts if text], "; ")
    return f"{told}." if told else ""


def _refuse(tree: nodes.Template) -> None:
    for node in tree.find_all(_REFUSED):
        message = _("lệnh này không dùng được trong văn bản")
        raise RefusedError(message, node.lineno)
    for name in tree.find_all(nodes.Name):
        if name.name == "self":
            raise RefusedError(_("không gọi self trong văn bản"), name.lineno)
    _check_loops(tree, 0)


def _check_loops(node: nodes.Node, depth: int) -> None:
    for child in node.iter_child_nodes():
        inner = depth + isinstance(child, nodes.For)
        if isinstance(child, nodes.For) and (child.recursive or inner > DEEPEST_LOOP):
            message = _("vòng lặp lồng quá {most} lớp").format(most=DEEPEST_LOOP)
            raise RefusedError(message, child.lineno)
        _check_loops(child, inner)


_OWN_FILTERS: Mapping[str, Callable[..., object]] = {
    "counted": _counted,
    "day": day_text,
    "join": _joined,
    "number": _two_digits,
    "sentence": _sentence,
}
