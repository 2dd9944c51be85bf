"""Lists of a quality management system: those of a framework, changed by those of an agency."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import TypeVar, get_args, get_origin, get_type_hints

from qmskit.language import translate as _
from qmskit.model.entries import Entry
from qmskit.model.frameworks import Framework
from qmskit.model.systems import LISTS, SystemLists
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.records import Record

T = TypeVar("T")
E = TypeVar("E", bound=Entry)

# Keys whose value is the id of a post.
POSTS = ("owner", "post", "head")


def system_lists(records: Iterable[Record], base: SystemLists) -> SystemLists:
    """Return lists with the entries of some files over them.

    An entry whose id is known changes the keys it names, or goes with `drop: yes`; another is
    added at the end.

    Args:
        records: contents of files that fit the schema `system`.

    Raises:
        InvalidInputError: a new entry lacks a key, an id stands twice, or an entry that is dropped
            is not there.
    """
    problems: list[Problem] = []
    lists = base
    seen: dict[str, set[str]] = {name: set() for name in LISTS}
    for record in records:
        for name in LISTS:
            entries = tuple(record.records(name))
            problems.extend(_twice(entries, seen[name]))
            if entries:
                merged = _merged(getattr(lists, name), entries, _class_of(name), problems)
                lists = replace(lists, **{name: merged})
    if problems:
        raise InvalidInputError(problems)
    return lists


def unknown_posts(records: Iterable[Record], posts: Iterable[str]) -> Iterator[Problem]:
    """Yield the posts that entries name and nobody has."""
    known = set(posts)
    for record in records:
        for name in LISTS:
            for entry in record.records(name):
                for one in (entry, *entry.records("actions")):
                    yield from _unknown_post(one, known)


def unknown_choices(base: Record, framework: Framework) -> Iterator[Problem]:
    """Yield what `qms.yaml` chooses and the framework does not have."""
    chosen = base.record("system")
    kinds = {kind.id for kind in framework.kinds}
    parts = kinds | {kind.group for kind in framework.kinds if kind.group}
    reports = {one.id for one in framework.system.reports}
    ways = {way for one in framework.agency_types for way in one.signing}
    named = (
        *((("report",), name, reports) for name in [chosen.text_of("report")] if name),
        *((("leave_out", at), name, parts) for at, name in enumerate(chosen.texts("leave_out"))),
        *((("signing", kind), kind, kinds) for kind in chosen.record("signing").tree),
        *((("signing", kind), way, ways) for kind, way in chosen.pairs("signing").items()),
    )
    for path, name, known in named:
        if name not in known:
            message = _("không có “{name}”").format(name=name)
            fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
            yield chosen.problem(path, "QMS131", message, fix)


def _unknown_post(record: Record, known: set[str]) -> Iterator[Problem]:
    for key in POSTS:
        if record.text_of(key) and record.text_of(key) not in known:
            message = _("không có chức vụ “{name}”").format(name=record.text_of(key))
            fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
            yield record.problem((key,), "QMS131", message, fix)


def _merged(
    base: tuple[E, ...],
    entries: tuple[Record, ...],
    make: type[E],
    problems: list[Problem],
) -> tuple[E, ...]:
    found = {entry.id: entry for entry in base}
    for record in entries:
        known = found.get(record.text_of("id"))
        if record.truth("drop"):
            problems.extend(_unknown_id(record, found))
            found.pop(record.text_of("id"), None)
            continue
        values = _values(record, make)
        missing = [] if known else list(_missing(record, make, values))
        problems.extend(missing)
        if not missing:
            before = {one.name: getattr(known, one.name) for one in fields(make)} if known else {}
            entry = _made(make, {**before, **values})
            found[entry.id] = entry
    return tuple(found.values())


def _made(make: Callable[..., T], values: Mapping[str, object]) -> T:
    return make(**values)


def _values(record: Record, make: Callable[..., object]) -> dict[str, object]:
    """Return the values of the keys a record names, in the types of a dataclass."""
    hints = _hints(make)
    return {key: _value(record, key, hints[key]) for key in record.tree if key in hints}


def _value(record: Record, key: str, hint: object) -> object:
    if hint is int:
        return record.integer(key) or 0
    if hint is bool:
        return bool(record.truth(key))
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if inner is str:
            return record.texts(key)
        return tuple(_made(inner, _values(one, inner)) for one in record.records(key))
    return record.text_of(key)


def _missing(record: Record, make: type[Entry], values: Mapping[str, object]) -> Iterator[Problem]:
    for one in fields(make):
        if one.default is MISSING and one.name not in values:
            message = _("thiếu mục “{key}”").format(key=one.name)
            fix = _("thêm dòng “{key}: …”").format(key=one.name)
            yield record.problem((), "QMS101", message, fix)


def _unknown_id(record: Record, known: Iterable[str]) -> Iterator[Problem]:
    name = record.text_of("id")
    if name not in known:
        message = _("không có “{name}”").format(name=name)
        fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
        yield record.problem(("id",), "QMS131", message, fix)


def _twice(entries: tuple[Record, ...], seen: set[str]) -> Iterator[Problem]:
    """Yield the ids that stand in a list already; `seen` takes those of these entries."""
    for record in entries:
        name = record.text_of("id")
        if name in seen:
            message = _("“{id}” ghi hai lần trong danh sách").format(id=name)
            yield record.problem(("id",), "QMS132", message, _("đặt tên khác cho một dòng"))
        seen.add(name)


@cache
def _hints(make: Callable[..., object]) -> Mapping[str, object]:
    """Return the types of the fields of a dataclass."""
    return get_type_hints(make)


def _class_of(name: str) -> type[Entry]:
    """Return the class of the entries of a list."""
    inner: type[Entry] = get_args(_hints(SystemLists)[name])[0]
    return inner
