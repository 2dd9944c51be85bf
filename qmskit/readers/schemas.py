"""JSON Schemas of every file kind, and what they say about a tree as problems with a place."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.problems import InvalidInputError, Problem, UnknownNameError
from qmskit.readers.bundled import bundled
from qmskit.readers.files import read_text
from qmskit.readers.records import Record, day_of
from qmskit.readers.trees import Path_, Tree, locate, parse_yaml


def schema_names() -> tuple[str, ...]:
    """Return the names of the published schemas, sorted."""
    return tuple(sorted(file.name.split(".")[0] for file in _folder().glob("*.schema.json")))


def schema_text(name: str) -> str:
    """Return a published schema as JSON text.

    Raises:
        UnknownNameError: no schema has this name.
    """
    if name not in schema_names():
        raise UnknownNameError(_("lược đồ"), name, schema_names())
    return (_folder() / f"{name}.schema.json").read_text(encoding="utf-8")


def read_record(path: Path, schema: str, shown: str = "") -> Record:
    """Return the content of a YAML file that fits a schema.

    Args:
        path: the file.
        schema: name of the schema, see `schema_names`.
        shown: name of the file in messages; the path itself when empty.

    Raises:
        InvalidInputError: every problem of the file.
    """
    file = shown or str(path)
    return parse_record(read_text(path, shown=file), schema, file)


def parse_record(text: str, schema: str, file: str) -> Record:
    """Return the content of a YAML text that fits a schema; see `read_record`."""
    tree = parse_yaml(text, file)
    found = tuple(_complaints(tree, schema))
    if found:
        raise InvalidInputError(
            Problem(locate(text, file, path), code, message, fix)
            for path, code, message, fix in found
        )
    return Record(tree if isinstance(tree, dict) else {}, text, file)


_Complaint = tuple[Path_, str, str, str]


def _complaints(tree: Tree, schema: str) -> Iterator[_Complaint]:
    for error in _validator(schema).iter_errors(tree):
        yield from _explained(error, tuple(error.absolute_path))


def _explained(error: ValidationError, path: Path_) -> Iterator[_Complaint]:
    if error.validator == "required":
        yield from _missing(error, path)
    elif error.validator == "additionalProperties":
        yield from _unknown(error, path)
    elif error.validator in {"anyOf", "oneOf"}:
        yield path, "QMS105", _("chưa đủ thông tin"), _needed(error)
    elif error.validator == "propertyNames" or (error.parent and error.parent.validator == "propertyNames"):
        key = str(error.instance)
        yield (*path, key), "QMS102", _("tên mục “{key}” không đúng dạng").format(key=key), _needed(error)
    elif error.validator == "type":
        yield path, "QMS103", _("sai kiểu: đang là {kind}").format(kind=_kind(error.instance)), _needed(error)
    elif error.validator in {"minItems", "minLength"}:
        yield path, "QMS101", _("đang để trống"), _("ghi ít nhất một mục")
    else:
        shown = shortened(str(error.instance), 60)
        message = _("giá trị “{value}” không dùng được").format(value=shown) if shown else _("đang để trống")
        yield path, "QMS104", message, _needed(error)


def _missing(error: ValidationError, path: Path_) -> Iterator[_Complaint]:
    present = error.instance if isinstance(error.instance, dict) else {}
    for key in error.validator_value:
        if key not in present:
            hint = error.schema.get("properties", {}).get(key, {}).get("description", "")
            fix = _("thêm dòng “{key}: …”").format(key=key) + (f" ({hint})" if hint else "")
            yield path, "QMS101", _("thiếu mục “{key}”").format(key=key), fix


def _unknown(error: ValidationError, path: Path_) -> Iterator[_Complaint]:
    known = error.schema.get("properties", {})
    for key in error.instance:
        if key not in known:
            fix = _("xóa, hoặc sửa thành một trong: {known}").format(known=", ".join(known))
            yield (*path, key), "QMS102", _("không có mục “{key}”").format(key=key), fix


def _needed(error: ValidationError) -> str:
    """Return what the schema asks for, in the words of its own descriptions."""
    hint = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    if not hint and error.context:
        inner = best_match(error.context)
        hint = str(inner.schema.get("description", "")) if inner else ""
    return _("cần: {hint}").format(hint=hint) if hint else ""


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return _("nhóm các mục")
    return _("danh sách") if isinstance(value, list) else _("chữ hoặc để trống")


@cache
def _validator(schema: str) -> Draft202012Validator:
    whole = json.loads(schema_text(schema))
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


def _folder() -> Path:
    return bundled() / "schemas"


