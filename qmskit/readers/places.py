"""Where the values of a YAML text stand: a text of many problems is searched once."""

from collections.abc import Sequence
from functools import lru_cache

import yaml

LOADER: type[yaml.CLoader] | type[yaml.Loader] = getattr(yaml, "CLoader", yaml.Loader)


class Places:
    """The nodes of a text by the path of their values."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root
        self._members: dict[int, dict[str | int, tuple[yaml.Mark, yaml.Node]]] = {}

    def place(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Return line and column, both from 1, of a value or of its nearest parent."""
        node = self._root
        mark = node.start_mark if node else None
        for key in path:
            found = self._child(node, key)
            if found is None:
                break
            mark, node = found
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _child(self, node: yaml.Node | None, key: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
        if not isinstance(node, yaml.MappingNode):
            return child(node, key)
        members = self._members.get(id(node))
        if members is None:
            members = {name.value: (name.start_mark, value) for name, value in node.value}
            self._members[id(node)] = members
        return members.get(key)


@lru_cache(maxsize=1)
def places(text: str) -> Places:
    """Return the places of a text; the problems of a file come one after the other."""
    try:
        return Places(yaml.compose(text, Loader=LOADER))
    except yaml.YAMLError:
        return Places(None)


def child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    """Return the member of a node at a key or index, and where it begins; None for none."""
    if isinstance(node, yaml.MappingNode):
        pairs = (pair for pair in node.value if pair[0].value == key)
        pair = next(pairs, None)
        return (pair[0].start_mark, pair[1]) if pair else None
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark, node.value[key]
    return None
