"""Places in a YAML text, so that lines can be put in and everything else stays as it is."""

from collections.abc import Iterator

import yaml

from qmskit.readers.trees import dump_yaml, with_scalar


def pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the keys of a mapping with their values; nothing for any other node."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        yield str(key.value), value


def line_start(text: str, node: yaml.Node) -> int:
    """Return where the line begins on which a node begins."""
    index: int = node.start_mark.index
    return text.rfind("\n", 0, index) + 1


def line_behind(text: str, node: yaml.Node) -> int:
    """Return where the line behind the last value of a node begins."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    index: int = node.end_mark.index
    if text[index - 1 : index] == "\n":
        return index
    at = text.find("\n", index)
    return at + 1 if at >= 0 else len(text)


def indented(text: str, indent: int) -> str:
    """Return lines that begin at a column, whatever column they began at."""
    lines = text.splitlines(keepends=True)
    before = len(lines[0]) - len(lines[0].lstrip(" "))
    return "".join(" " * indent + line[before:] if line.strip() else line for line in lines)


def with_line_behind(text: str, key: str, new: str, value: str) -> str:
    """Return a text with one more key of the top level, or another value where it stands there.

    Args:
        text: a mapping that has passed its schema.
        key: the key behind which the new one is put; it stands there.
    """
    top = dict(pairs(yaml.compose(text, Loader=yaml.SafeLoader)))
    if new in top:
        return with_scalar(text, (new,), value)
    line_end = "\r\n" if "\r\n" in text else "\n"
    at = line_behind(text, top[key])
    before = text[:at] if text[:at].endswith("\n") else text[:at] + line_end
    line = dump_yaml({new: value}).replace("\n", line_end)
    return before + line + text[at:]
