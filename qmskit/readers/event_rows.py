"""Change events put into `law/events.yaml`: everything else in the file stays as it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from qmskit.model.publication import ChangeEvent, LawEvents, PublicationRules, StageRecord
from qmskit.model.texts import clean
from qmskit.problems import InvalidInputError
from qmskit.readers.publication import event_tree, law_events
from qmskit.readers.schemas import parse_record
from qmskit.readers.set_law import EVENTS
from qmskit.readers.trees import Tree, dump_yaml
from qmskit.readers.yaml_lines import indented, line_behind, pairs

# Codes, days and the key `on` need no quotes: all is text until the schema asks for more.
_QUOTED = re.compile(r"'(\d{4}-\d\d-\d\d|\d\.\d{6}|on(?=':))'")
_SCALARS = ("provision", "effective")


def with_events(text: str, rules: PublicationRules, events: Sequence[ChangeEvent]) -> str | None:
    """Return the text of `law/events.yaml` with more events, or with more told of known ones.

    What is there stays as it is written, with its comments: lines and values are only put in.

    Args:
        text: a file that has passed its schema.
        events: new ones, and known ones with all that the file says of them and more.

    Returns:
        None where the file is laid out so that nothing can be put in without touching the rest.
    """
    known = _parsed(text, rules)
    if known is None:
        return None
    wanted = _merged(known, events)
    written = _Writing(text, known).written(events)
    return written if _parsed(written, rules) == wanted else None


def events_told(events: Sequence[ChangeEvent]) -> str:
    """Return events as lines of a file, for somebody to write them in."""
    return unquoted(dump_yaml([event_tree(one) for one in events]))


def _parsed(text: str, rules: PublicationRules) -> LawEvents | None:
    try:
        return law_events(parse_record(clean(text), "law-events", EVENTS), rules)
    except InvalidInputError:
        return None


def _merged(known: LawEvents, events: Sequence[ChangeEvent]) -> LawEvents:
    more = {one.id: one for one in events}
    kept = [more.pop(one.id, one) for one in known.events]
    return LawEvents(
        (*kept, *more.values()), counts_publication_terms=known.counts_publication_terms
    )


def unquoted(text: str) -> str:
    """Return YAML as people write it, without the quotes that other readers of YAML need."""
    return _QUOTED.sub(r"\1", text)


@dataclass(frozen=True, slots=True, order=True)
class _Piece:
    """Text to put in at a place; what is indented more comes first."""

    at: int
    indent: int
    order: int
    text: str


class _Writing:
    """Puts pieces into one text; what a place cannot take is found when the text is read back."""

    def __init__(self, text: str, known: LawEvents) -> None:
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._text = text if text.endswith("\n") else text + self._line_end
        self._known = {one.id: one for one in known.events}
        self._pieces: list[_Piece] = []

    def written(self, events: Sequence[ChangeEvent]) -> str:
        top = dict(pairs(yaml.compose(self._text, Loader=yaml.SafeLoader)))
        rows = top["events"]
        nodes = dict(_by_id(rows))
        for event in events:
            if event.id in nodes:
                self._fill(nodes[event.id], self._known[event.id], event)
        new: list[Tree] = [event_tree(one) for one in events if one.id not in nodes]
        if new:
            self._add_items(rows, new)
        return self._result()

    def _result(self) -> str:
        text = self._text
        for piece in sorted(self._pieces, reverse=True):
            text = text[: piece.at] + piece.text + text[piece.at :]
        return text

    def _put(self, at: int, text: str, column: int = 0) -> None:
        line_ends = text.replace("\n", self._line_end)
        self._pieces.append(_Piece(at, -column, len(self._pieces), line_ends))

    def _fill(self, node: yaml.Node, known: ChangeEvent, event: ChangeEvent) -> None:
        """Put in what an event tells more than the file does."""
        inner = dict(pairs(node))
        for key in _SCALARS:
            value = getattr(event, key)
            if value and not getattr(known, key):
                self._add_key(node, key, str(value))
        codes: list[Tree] = [one for one in event.procedures if one not in known.procedures]
        if codes:
            self._add_list(node, inner, "procedures", codes)
        stages = dict(_by_key(inner.get("stages"), "stage"))
        for one in event.stages:
            if one.stage in stages:
                self._fill_stage(stages[one.stage], known.record_of(one.stage), one)
        told: list[Tree] = [_stage(one) for one in event.stages if one.stage not in stages]
        if told:
            self._add_list(node, inner, "stages", told)

    def _fill_stage(self, node: yaml.Node, known: StageRecord, told: StageRecord) -> None:
        if told.number and not known.number:
            self._add_key(node, "number", told.number)
        if told.on and not known.on:
            self._add_key(node, "on", str(told.on))

    def _add_list(
        self, node: yaml.Node, inner: Mapping[str, yaml.Node], key: str, items: list[Tree]
    ) -> None:
        if key in inner:
            self._add_items(inner[key], items)
        else:
            self._add_key(node, key, items)

    def _add_items(self, node: yaml.Node, items: list[Tree]) -> None:
        """Put items behind those of a list; an empty list in brackets becomes one in lines."""
        if not isinstance(node, yaml.SequenceNode) or (node.flow_style and not node.value):
            # `[]` cannot take lines: the brackets are what remains of it, so they are filled.
            self._put(node.end_mark.index - 1, ", ".join(map(_flow, items)))
        elif node.flow_style:
            last = node.value[-1].end_mark.index
            self._put(last, "".join(f", {_flow(one)}" for one in items))
        else:
            self._put_lines(node, items)

    def _add_key(self, node: yaml.Node, key: str, value: Tree) -> None:
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            last = node.value[-1][1].end_mark.index
            self._put(last, f", {key}: {_flow(value)}")
        else:
            self._put_lines(node, {key: value})

    def _put_lines(self, node: yaml.Node, tree: Tree) -> None:
        column: int = node.start_mark.column
        lines = unquoted(indented(dump_yaml(tree), column))
        self._put(line_behind(self._text, node), lines, column)


def _stage(record: StageRecord) -> Tree:
    return {
        key: value
        for key, value in (
            ("stage", record.stage), ("number", record.number), ("on", str(record.on or ""))
        )
        if value
    }  # fmt: skip


def _flow(value: Tree) -> str:
    """Return a value on one line, in brackets where it holds others."""
    text = yaml.dump(
        value, Dumper=yaml.SafeDumper, allow_unicode=True, default_flow_style=True,
        sort_keys=False, width=10_000,
    )  # fmt: skip
    return unquoted(str(text).removesuffix("...\n").strip())


def _by_id(rows: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    return _by_key(rows, "id")


def _by_key(rows: yaml.Node | None, key: str) -> Iterator[tuple[str, yaml.Node]]:
    for row in rows.value if isinstance(rows, yaml.SequenceNode) else ():
        for name, value in pairs(row):
            if name == key:
                yield str(value.value), row
