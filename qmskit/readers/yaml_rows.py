"""Rows put behind the others of a list in a YAML text; every other byte stays as it is."""

from collections.abc import Sequence

import yaml

from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.places import child
from qmskit.readers.trees import Tree, dump_yaml, locate
from qmskit.readers.yaml_lines import indented, line_behind


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
        at, indent = line_behind(text, listed), listed.start_mark.column
        return text[:at] + _lines(rows, indent, line_end) + text[at:]
    if listed is None or (isinstance(listed, yaml.SequenceNode) and listed.value):
        message = _("danh sách viết trong ngoặc vuông nên không thêm dòng được")
        fix = _("viết mỗi mục trên dòng riêng, bắt đầu bằng dấu gạch ngang")
        raise InvalidInputError([Problem(locate(text, file, (key,)), "QMS897", message, fix)])
    # An empty list: its brackets go, what stands behind them on the line stays.
    at = line_behind(text, listed)
    kept = text[: listed.start_mark.index] + text[listed.end_mark.index : at]
    return kept + _lines(rows, 2, line_end) + text[at:]


def _lines(rows: Sequence[Tree], indent: int, line_end: str) -> str:
    return indented(dump_yaml(list(rows)), indent).replace("\n", line_end)
