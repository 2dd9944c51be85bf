"""Some values of a YAML text changed, cut or added, and everything else as it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from qmskit.readers.trees import Key, ValuePath

# (start, end, new text) of a piece of the text.
_Edit: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class YamlEdits:
    """What changes in a YAML text.

    Attributes:
        values: other texts, by path.
        keys: other keys, by the path of the pair.
        cuts: paths of pairs and list members that go.
        pairs: texts put into mappings, by path of the mapping, which need not be there yet if it
            is one of the file itself.
        items: texts put at the end of lists, likewise.
    """

    values: Mapping[ValuePath, str] = field(default_factory=dict)
    keys: Mapping[ValuePath, str] = field(default_factory=dict)
    cuts: frozenset[ValuePath] = frozenset()
    pairs: Mapping[ValuePath, Mapping[str, str]] = field(default_factory=dict)
    items: Mapping[ValuePath, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_any(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.values or self.keys or self.cuts or self.pairs or self.items)


def with_edits(text: str, edits: YamlEdits) -> str:
    """Return a YAML text with some values changed.

    A list or mapping of which nothing remains becomes an empty one; where it is a member of a list,
    the member goes.

    Args:
        text: a YAML text that has passed its schema, whose top is a mapping.
    """
    if not edits.is_any:
        return text
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return _Editing(text, edits).result(node) if isinstance(node, yaml.MappingNode) else text


class _Editing:
    """Finds the pieces of the text that change."""

    def __init__(self, text: str, edits: YamlEdits) -> None:
        self._text, self._edits = text, edits

    def result(self, root: yaml.MappingNode) -> str:
        if self._is_emptied(root, ()):
            return "{}\n"
        return _applied(self._text, 0, len(self._text), self._of(root, ()))

    def _of(self, node: yaml.Node, path: ValuePath) -> list[_Edit]:
        """Return the changes inside a node that stays."""
        if isinstance(node, yaml.ScalarNode):
            new = self._edits.values.get(path)
            return [] if new is None else [_span(node, _written(new, node.style))]
        kept = [one for one in _members(node, path) if not self._goes(one)]
        inner = [edit for one in kept for edit in self._of_member(one)]
        added = list(self._added(node, path))
        if getattr(node, "flow_style", False):
            return self._in_brackets(node, kept, inner, added) if self._is_reshaped(
                node, path, added
            ) else inner  # fmt: skip
        return [*inner, *self._cut_lines(node, path), *self._added_lines(node, added)]

    def _of_member(self, member: "_Member") -> Iterator[_Edit]:
        if member.key and member.path in self._edits.keys:
            yield _span(member.key, _written(self._edits.keys[member.path], member.key.style))
        if member.key and self._is_emptied(member.value, member.path):
            yield self._emptied(member)
        else:
            yield from self._of(member.value, member.path)

    def _goes(self, member: "_Member") -> bool:
        is_left_empty = member.key is None and self._is_emptied(member.value, member.path)
        return member.path in self._edits.cuts or is_left_empty

    def _is_emptied(self, node: yaml.Node, path: ValuePath) -> bool:
        members = list(_members(node, path))
        return bool(members) and not list(self._added(node, path)) and all(map(self._goes, members))

    def _emptied(self, member: "_Member") -> _Edit:
        """Return the change that leaves an empty list or mapping behind a key."""
        empty = "[]" if isinstance(member.value, yaml.SequenceNode) else "{}"
        if getattr(member.value, "flow_style", False):
            return _span(member.value, empty)
        key: yaml.Node = member.key or member.value
        colon = self._text.index(":", key.end_mark.index)
        return colon + 1, _end(self._text, member.value), f" {empty}\n"

    def _is_reshaped(self, node: yaml.Node, path: ValuePath, added: list[str]) -> bool:
        return bool(added) or any(map(self._goes, _members(node, path)))

    def _in_brackets(
        self, node: yaml.Node, kept: "list[_Member]", inner: list[_Edit], added: list[str]
    ) -> list[_Edit]:
        spans = [(one.first.start_mark.index, one.value.end_mark.index) for one in kept]
        pieces = [_applied(self._text, *span, inner) for span in spans]
        opened, closed = "[]" if isinstance(node, yaml.SequenceNode) else "{}"
        return [_span(node, opened + ", ".join([*pieces, *added]) + closed)]

    def _cut_lines(self, node: yaml.Node, path: ValuePath) -> Iterator[_Edit]:
        members = list(_members(node, path))
        for at, one in enumerate(members):
            if not self._goes(one):
                continue
            start = one.first.start_mark.index
            line = self._text.rfind("\n", 0, start) + 1
            # The first pair of a list member stands behind its dash, which stays for the others.
            is_behind_dash = one.key is not None and bool(self._text[line:start].strip(" \ufeff"))
            if is_behind_dash and at + 1 < len(members):
                yield start, members[at + 1].first.start_mark.index, ""
            else:
                yield line, _end(self._text, one.value), ""

    def _added_lines(self, node: yaml.Node, added: list[str]) -> Iterator[_Edit]:
        if not added:
            return
        at = _end(self._text, node)
        dash = "- " if isinstance(node, yaml.SequenceNode) else ""
        indent = " " * node.start_mark.column
        before = "" if self._text[at - 1 : at] == "\n" else "\n"
        yield at, at, before + "".join(f"{indent}{dash}{one}\n" for one in added)

    def _added(self, node: yaml.Node, path: ValuePath) -> Iterator[str]:
        """Yield what is put into a node, as it is written inside of it."""
        if isinstance(node, yaml.SequenceNode):
            yield from (_written(one, None) for one in self._edits.items.get(path, ()))
        elif isinstance(node, yaml.MappingNode):
            new = self._edits.pairs.get(path, {})
            yield from (f"{_written(key, None)}: {_written(new[key], None)}" for key in new)
            known = {one.path[-1] for one in _members(node, path)}
            if not path:
                yield from self._new_tops(known)

    def _new_tops(self, known: set[Key]) -> Iterator[str]:
        """Yield the lists and mappings of the file that are not there yet."""
        for path, items in self._edits.items.items():
            if path[0] not in known and items:
                yield f"{path[0]}: [{', '.join(_written(one, None) for one in items)}]"
        for path, new in self._edits.pairs.items():
            if path and path[0] not in known and new:
                pairs = (f"{_written(key, None)}: {_written(new[key], None)}" for key in new)
                yield f"{path[0]}: {{{', '.join(pairs)}}}"


@dataclass(frozen=True, slots=True)
class _Member:
    """A pair of a mapping, or a member of a list, whose key is None."""

    key: yaml.ScalarNode | None
    value: yaml.Node
    path: ValuePath

    @property
    def first(self) -> yaml.Node:
        return self.key or self.value


def _members(node: yaml.Node, path: ValuePath) -> Iterator[_Member]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield _Member(key, value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield _Member(None, value, (*path, at))


def _span(node: yaml.Node, new: str) -> _Edit:
    return node.start_mark.index, node.end_mark.index, new


def _applied(text: str, start: int, end: int, edits: Iterable[_Edit]) -> str:
    """Return a piece of a text with the changes that lie in it."""
    pieces: list[str] = []
    at = start
    for first, last, new in sorted(edits):
        if start <= first and last <= end:
            pieces += [text[at:first], new]
            at = last
    return "".join([*pieces, text[at:end]])


def _written(value: str, style: str | None) -> str:
    """Return a text as YAML, between the quotes that stood around the one before."""
    shown = yaml.dump(
        value,
        allow_unicode=True,
        width=10_000,
        default_style=style if style in {"'", '"'} else None,
    )
    return str(shown).removesuffix("...\n").rstrip()


def _end(text: str, node: yaml.Node) -> int:
    """Return where the line behind the last value of a node begins."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        member = last.value[-1]
        last = member[1] if isinstance(member, tuple) else member
    index: int = last.end_mark.index
    if text[index - 1 : index] == "\n":
        return index
    at = text.find("\n", index)
    return at + 1 if at >= 0 else len(text)
