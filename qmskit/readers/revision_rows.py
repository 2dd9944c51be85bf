"""New rows in `revisions.yaml`, and days in rows: everything else in the file stays as it is."""

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from qmskit.model.agencies import Revision
from qmskit.readers.agencies import revision
from qmskit.readers.schemas import parse_record
from qmskit.readers.trees import Tree, dump_yaml
from qmskit.readers.yaml_lines import indented, line_behind, line_start, pairs

REVISIONS = "revisions.yaml"

_TOP = "revisions"
# Numbers and days need no quotes here: scalars are texts until the schema asks for more.
_QUOTED = re.compile(r"(?m)^([ -]*(?:issue|revision|issued|effective): )'([\d-]+)'$")


def rows_in(text: str, file: str) -> dict[str, tuple[Revision, ...]]:
    """Return the rows of a file by document code; an empty text gives none.

    Raises:
        InvalidInputError: every problem of the file.
    """
    if not text.strip():
        return {}
    inner = parse_record(text, "revisions", file).record(_TOP)
    return {code: tuple(revision(one) for one in inner.records(code)) for code in inner.tree}


def row_tree(revision: Revision) -> Tree:
    """Return the tree of a row, without what is empty."""
    values = {name: getattr(revision, name) for name in Revision.__slots__}
    return {name: str(value) for name, value in values.items() if value not in {None, ""}}


def with_rows(text: str, rows: Mapping[str, Sequence[Revision]]) -> str:
    """Return the text of `revisions.yaml` with other rows for some documents.

    Rows that are equal to those of the file stay as they are written, with their comments; rows
    behind them are written anew.

    Args:
        text: a file that has passed its schema; may be empty.
        rows: all rows of each document whose rows change, by document code.
    """
    text = text if text.endswith("\n") else f"{text}\n"
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    known = _codes(node)
    if node is None or _is_flow(node):
        return _written_anew(text, node, rows)
    edits = [_edit(text, known[code], rows[code]) for code in rows if code in known]
    new = {code: rows[code] for code in rows if code not in known}
    # Behind all others: what goes before it keeps its place.
    at = line_behind(text, node)
    text = text[:at] + (_block(new) if new else "") + text[at:]
    for start, end, piece in sorted(edits, reverse=True):
        text = text[:start] + piece + text[end:]
    return text


def _codes(node: yaml.Node | None) -> dict[str, yaml.SequenceNode]:
    """Return the rows of each document as nodes."""
    inner = dict(pairs(node)).get(_TOP)
    return {code: rows for code, rows in pairs(inner) if isinstance(rows, yaml.SequenceNode)}


def _is_flow(node: yaml.Node) -> bool:
    """Tell whether rows are written in brackets, where lines cannot be put in."""
    inner = [node, *(value for _key, value in pairs(node))]
    lists = _codes(node).values()
    rows = [row for one in lists for row in one.value]
    return any(getattr(one, "flow_style", False) for one in (*inner, *lists, *rows))


def _written_anew(text: str, node: yaml.Node | None, rows: Mapping[str, Sequence[Revision]]) -> str:
    """Return the file with all rows written in lines; comments above them stay."""
    comments = "".join(
        line for line in text.splitlines(keepends=True) if line.lstrip().startswith("#")
    )
    known = {
        code: [dict(_scalars(row)) for row in found.value] for code, found in _codes(node).items()
    }
    new = {code: [row_tree(one) for one in found] for code, found in rows.items()}
    tree: Tree = {_TOP: {**known, **new}}  # type: ignore[dict-item] # trees of text
    return comments + _QUOTED.sub(r"\1\2", dump_yaml(tree))


def _scalars(row: yaml.Node) -> Iterator[tuple[str, str]]:
    for key, value in pairs(row):
        yield key, str(value.value)


def _edit(text: str, known: yaml.SequenceNode, rows: Sequence[Revision]) -> tuple[int, int, str]:
    """Return (start, end, new text) of the rows behind those that stay."""
    trees = [row_tree(one) for one in rows]
    same = 0
    for row, tree in zip(known.value, trees, strict=False):
        if dict(_scalars(row)) != tree:
            break
        same += 1
    indent = known.start_mark.column
    start = (
        line_start(text, known.value[same]) if same < len(known.value) else line_behind(text, known)
    )
    new = trees[same:]
    return start, line_behind(text, known), _lines(new, indent) if new else ""


def _block(rows: Mapping[str, Sequence[Revision]]) -> str:
    tree: Tree = {code: [row_tree(one) for one in found] for code, found in rows.items()}
    return _lines(tree, 2)


def _lines(tree: Tree, indent: int) -> str:
    return indented(_QUOTED.sub(r"\1\2", dump_yaml(tree)), indent)
