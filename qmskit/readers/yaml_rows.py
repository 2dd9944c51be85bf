"""Rows put behind the others of a list in a YAML text; every other byte stays as it is."""

from collections.abc import Sequence

import yaml

from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.places import child
from qmskit.readers.trees import Tree, dump_yaml, locate


def with_rows_behind(text: str, key: str, rows: Sequence[Tree], file: str) -> str:
    """Return a YAML text with rows behind those of the list at a key of its mapping.

    Args:
        text: a text that has passed its schema and has the key; its line ends stay what they are.
        rows: at least one.
        file: what the file is called, for problems.

    Raises:
        InvalidInputError: the list is written in brackets, where lines cannot be put in.
    """
    text = text if text.endswith("\n") else f"{text}\n"
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    found = child(node, key) if node else None
    listed = found[1] if found else None
    line_end = "\r\n" if "\r\n" in text else "\n"
    if isinstance(listed, yaml.SequenceNode) and listed.value and not listed.flow_style:
        at, indent = end_of(text, listed), listed.start_mark.column
        return text[:at] + _lines(rows, indent, line_end) + text[at:]
    if listed is None or (isinstance(listed, yaml.SequenceNode) and listed.value):
        message = _("danh sách viết trong ngoặc vuông nên không thêm dòng được")
        fix = _("viết mỗi mục trên dòng riêng, bắt đầu bằng dấu gạch ngang")
        raise InvalidInputError([Problem(locate(text, file, (key,)), "QMS897", message, fix)])
    # An empty list: its brackets go, what stands behind them on the line stays.
    at = end_of(text, listed)
    kept = text[: listed.start_mark.index] + text[listed.end_mark.index : at]
    return kept + _lines(rows, 2, line_end) + text[at:]


def _lines(rows: Sequence[Tree], indent: int, line_end: str) -> str:
    return indented(dump_yaml(list(rows)), indent).replace("\n", line_end)


def indented(text: str, indent: int) -> str:
    """Return lines of YAML that begin at a column, in the order and shape they have."""
    lines = text.splitlines(keepends=True)
    before = len(lines[0]) - len(lines[0].lstrip(" "))
    return "".join(" " * indent + line[before:] if line.strip() else line for line in lines)


def end_of(text: str, node: yaml.Node) -> int:
    """Return where the line behind the last value of a node begins."""
    while isinstance(node, yaml.CollectionNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    index: int = node.end_mark.index
    if text[index - 1 : index] == "\n":
        return index
    at = text.find("\n", index)
    return at + 1 if at >= 0 else len(text)
