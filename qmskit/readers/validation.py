"""What a JSON Schema says about a tree, in the user's words.

Importing this module loads jsonschema, which takes longer than reading a small file: `schemas`
imports it when something is validated.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.readers.records import day_of
from qmskit.readers.trees import Tree, ValuePath

# (path of the value, code, message, what to do)
Complaint: TypeAlias = tuple[ValuePath, str, str, str]


def complaints(tree: Tree, schema: str) -> Iterator[Complaint]:
    """Yield what is wrong with a tree, in no order.

    Args:
        schema: the schema as JSON text.
    """
    for error in _validator(schema).iter_errors(tree):
        yield from _explained(error, tuple(error.absolute_path))


def _explained(error: ValidationError, path: ValuePath) -> Iterator[Complaint]:
    if error.validator == "required":
        yield from _missing(error, path)
    elif error.validator == "additionalProperties":
        yield from _unknown(error, path)
    elif error.validator in {"anyOf", "oneOf"}:
        yield path, "QMS105", _("chưa đủ thông tin"), _needed(error)
    elif "propertyNames" in error.schema_path:
        key = str(error.instance)
        yield (
            (*path, key),
            "QMS102",
            _("tên mục “{key}” không đúng dạng").format(key=key),
            _needed(error),
        )
    elif error.validator == "type":
        yield (
            path,
            "QMS103",
            _("sai kiểu: đang là {kind}").format(kind=_kind(error.instance)),
            _needed(error),
        )
    elif error.validator in {"minItems", "minLength"}:
        yield path, "QMS101", _("đang để trống"), _("ghi nội dung, ít nhất một mục")
    else:
        shown = shortened(str(error.instance), 60)
        message = (
            _("giá trị “{value}” không dùng được").format(value=shown)
            if shown
            else _("đang để trống")
        )
        yield path, "QMS104", message, _needed(error)


def _missing(error: ValidationError, path: ValuePath) -> Iterator[Complaint]:
    present = error.instance if isinstance(error.instance, dict) else {}
    for key in _schema_of(error).get("required", ()):
        if key not in present:
            hint = _schema_of(error).get("properties", {}).get(key, {}).get("description", "")
            fix = _("thêm dòng “{key}: …”").format(key=key) + (f" ({hint})" if hint else "")
            yield path, "QMS101", _("thiếu mục “{key}”").format(key=key), fix


def _unknown(error: ValidationError, path: ValuePath) -> Iterator[Complaint]:
    known = _schema_of(error).get("properties", {})
    for key in error.instance if isinstance(error.instance, dict) else ():
        if key not in known:
            fix = _("xóa, hoặc sửa thành một trong: {known}").format(known=", ".join(known))
            yield (*path, key), "QMS102", _("không có mục “{key}”").format(key=key), fix


def _needed(error: ValidationError) -> str:
    """Return what the schema asks for, in the words of its own descriptions."""
    hint = _schema_of(error).get("description", "")
    inner = best_match(error.context) if error.context and not hint else None
    hint = hint or (_schema_of(inner).get("description", "") if inner else "")
    return _("cần: {hint}").format(hint=hint) if hint else ""


def _schema_of(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return _("nhóm các mục")
    return _("danh sách") if isinstance(value, list) else _("chữ hoặc để trống")


@cache
def _validator(schema: str) -> Draft202012Validator:
    whole = json.loads(schema)
    return Draft202012Validator(_inlined(whole, whole["$defs"]), format_checker=_formats())


def _inlined(part: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """Return a schema without references: looking them up takes most of the time of a check."""
    if isinstance(part, list):
        return [_inlined(inner, definitions) for inner in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _inlined(definitions[part["$ref"].rsplit("/", 1)[-1]], definitions)
    return {key: _inlined(inner, definitions) for key, inner in part.items() if key != "$defs"}


@cache
def _formats() -> FormatChecker:
    checker = FormatChecker(())
    checker.checks("day")(_is_day)
    return checker


def _is_day(value: object) -> bool:
    return not isinstance(value, str) or day_of(value) is not None
