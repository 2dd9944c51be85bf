"""Names in the files of a framework that lead nowhere."""

from collections.abc import Iterable, Iterator, Mapping

from qmskit.language import translate as _
from qmskit.problems import Problem
from qmskit.readers.entry_names import EntryNames, processes_of, unknown_in_entries
from qmskit.readers.kinds import HeadNames, kind_problems
from qmskit.readers.records import Record
from qmskit.readers.systems import unknown_posts


def listed_kinds(base: Record, heads: Iterable[str]) -> Iterator[str]:
    """Yield the names of the texts that are listed; a folder stands for all texts below it."""
    known = sorted(heads)
    for listed in base.texts("kinds"):
        if listed.endswith("/"):
            yield from (name for name in known if name.startswith(listed))
        else:
            yield listed


def dangling(
    records: Mapping[str, Record], heads: Mapping[str, Record], lists: tuple[Record, ...]
) -> Iterator[Problem]:
    """Yield references that lead nowhere: roles, kinds of document, posts, revision tables."""
    for record, key, known in _references(records):
        name = record.text_of(key)
        if name not in known:
            yield _unknown_name(record, key, name, known)
    base = records["framework"]
    for name in listed_kinds(base, heads):
        if name not in heads:
            yield _unknown_name(base, "kinds", name, set(heads))
    types = tuple(base.records("agency_types"))
    posts = frozenset(post for one in types for post in one.record("posts").tree)
    kinds = frozenset(head.text_of("id") for head in heads.values())
    names = HeadNames(
        kinds=kinds,
        posts=posts,
        roles=frozenset(one.text_of("id") for one in records["roles"].records("roles")),
        types=frozenset(one.text_of("id") for one in types),
        signing=frozenset(way for one in types for way in one.record("signing").tree),
    )
    for head in heads.values():
        yield from kind_problems(head, names)
    announcement = base.record("control").record("announcement")
    for name in announcement.texts("drafts"):
        if name not in kinds:
            yield _unknown_name(announcement, "drafts", name, set(kinds))
    yield from unknown_posts(lists, posts)
    processes = frozenset(processes_of(lists))
    yield from unknown_in_entries(lists, EntryNames(kinds, processes, names.types))


def _references(records: Mapping[str, Record]) -> Iterator[tuple[Record, str, set[str]]]:
    """Yield (record, key, names the key may have)."""
    roles = {one.text_of("id") for one in records["roles"].records("roles")}
    tables = set(records["profiles"].record("revision_tables").tree)
    for one in records["framework"].records("agency_types"):
        yield one, "head_role", roles
        for post in one.record("posts").tree:
            yield one.record("posts"), post, roles
    signatures = records["framework"].record("signatures")
    for key in signatures.tree:
        yield signatures, key, roles
    for sample in records["workflows"].records("workflows"):
        for step in sample.records("steps"):
            yield step, "role", roles
    for one in records["profiles"].records("profiles"):
        yield one, "revision_table", tables


def _unknown_name(record: Record, key: str, name: str, known: set[str]) -> Problem:
    message = _("không có “{name}”").format(name=name)
    fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
    return record.problem((key,), "QMS131", message, fix)
