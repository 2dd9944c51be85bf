"""A quick "does it fit?" for the schemas of this package.

jsonschema tells everything that is wrong with a tree and takes longer than reading the file. Nearly
every file is right, so a schema is first compiled to one function that says yes or "ask": only
then is jsonschema loaded. The function knows the few keywords our schemas use; a keyword it does
not know makes it ask. That a yes agrees with jsonschema is a property test.
"""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from qmskit.readers.records import day_of
from qmskit.readers.trees import Tree

Fits: TypeAlias = Callable[[Tree], bool]
Definitions: TypeAlias = Mapping[str, Any]

# Say nothing about whether a tree fits.
_SILENT = frozenset({"$schema", "$id", "$defs", "title", "description"})


@cache
def acceptance(schema: str) -> Fits:
    """Return the function of a schema, given as JSON text."""
    whole = json.loads(schema)
    return _fits(whole, whole.get("$defs", {}))


def _fits(schema: Mapping[str, Any], definitions: Definitions) -> Fits:
    if "$ref" in schema:
        return _fits(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    tests = [
        _KEYWORDS.get(keyword, _unknown)(value, schema, definitions)
        for keyword, value in schema.items()
        if keyword not in _SILENT
    ]
    if len(tests) == 1:
        return tests[0]
    return lambda tree: all([test(tree) for test in tests])  # noqa: C419 - a list is quicker here


def _type(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema, definitions
    names = {value} if isinstance(value, str) else set(value)
    kinds = {"object": dict, "array": list, "string": str}
    allowed = tuple(kind for name, kind in kinds.items() if name in names)
    return lambda tree: isinstance(tree, allowed)


def _properties(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    known = {name: _fits(inner, definitions) for name, inner in value.items()}
    closed = schema.get("additionalProperties") is False

    def fits(tree: Tree) -> bool:
        if not isinstance(tree, dict):
            return True
        for name, inner in tree.items():
            test = known.get(name)
            if test is None:
                if closed:
                    return False
            elif not test(inner):
                return False
        return True

    return fits


def _additional(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    """Test the values of a mapping with free keys; `_properties` tests closed mappings."""
    if value is False and "properties" in schema:
        return _always
    if value is False or "properties" in schema:
        return _never
    inner = _fits(value, definitions)
    return lambda tree: not isinstance(tree, dict) or all([inner(one) for one in tree.values()])  # noqa: C419 - a list is quicker here


def _names(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema
    inner = _fits(value, definitions)
    return lambda tree: not isinstance(tree, dict) or all([inner(name) for name in tree])  # noqa: C419 - a list is quicker here


def _required(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema, definitions
    wanted = frozenset(value)
    return lambda tree: not isinstance(tree, dict) or tree.keys() >= wanted


def _items(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema
    inner = _fits(value, definitions)
    return lambda tree: not isinstance(tree, list) or all([inner(one) for one in tree])  # noqa: C419 - a list is quicker here


def _least(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema, definitions
    return lambda tree: not isinstance(tree, list) or len(tree) >= value


def _one_of(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema, definitions
    allowed = frozenset(one for one in value if isinstance(one, str))
    return lambda tree: isinstance(tree, str) and tree in allowed


def _any_of(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema
    tests = [_fits(inner, definitions) for inner in value]
    return lambda tree: any(test(tree) for test in tests)


def _pattern(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema, definitions
    search = re.compile(value).search
    return lambda tree: not isinstance(tree, str) or search(tree) is not None


def _format(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del schema, definitions
    if value != "day":
        return _never
    return lambda tree: not isinstance(tree, str) or day_of(tree) is not None


def _unknown(value: Any, schema: Any, definitions: Definitions) -> Fits:  # noqa: ANN401
    del value, schema, definitions
    return _never


def _always(tree: Tree) -> bool:
    del tree
    return True


def _never(tree: Tree) -> bool:
    del tree
    return False


_KEYWORDS: Mapping[str, Callable[[Any, Any, Definitions], Fits]] = {
    "additionalProperties": _additional,
    "anyOf": _any_of,
    "enum": _one_of,
    "format": _format,
    "items": _items,
    "minItems": _least,
    "pattern": _pattern,
    "properties": _properties,
    "propertyNames": _names,
    "required": _required,
    "type": _type,
}
