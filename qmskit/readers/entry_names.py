"""What entries of lists, and the choices of an agency, name and nobody has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qmskit.language import translate as _
from qmskit.model.frameworks import Framework
from qmskit.model.kinds import UNSIGNED, DocumentKind
from qmskit.model.systems import LISTS
from qmskit.problems import Problem
from qmskit.readers.records import Record
from qmskit.readers.systems import unknown_posts
from qmskit.readers.trees import ValuePath


@dataclass(frozen=True, slots=True)
class EntryNames:
    """What entries may name: ids of documents, of processes and of types of agency."""

    documents: frozenset[str]
    processes: frozenset[str]
    types: frozenset[str]


def unknown_in_entries(records: Iterable[Record], names: EntryNames) -> Iterator[Problem]:
    """Yield the documents, processes and types of agency that entries name and nobody has."""
    for record in records:
        for name in LISTS:
            for entry in record.records(name):
                yield from _unknown_in_entry(entry, names)


def unknown_in_own_entries(
    records: Sequence[Record], framework: Framework, own: Iterable[DocumentKind]
) -> Iterator[Problem]:
    """Yield what an agency's entries name and neither the framework nor the agency has."""
    posts = {post for one in framework.agency_types for post in one.posts}
    yield from unknown_posts(records, posts)
    processes = (one.id for one in framework.system.processes)
    names = EntryNames(
        documents=frozenset(kind.id for kind in (*framework.kinds, *own)),
        processes=frozenset((*processes, *processes_of(records))),
        types=frozenset(one.id for one in framework.agency_types),
    )
    yield from unknown_in_entries(records, names)
    kept = {kind.id: frozenset(one.name for one in kind.kept) for kind in framework.kinds}
    for entry in (one for record in records for one in record.records("retentions")):
        known = kept.get(entry.text_of("document"))
        if known is not None and entry.text_of("record"):
            yield from _unknown(entry, ("record",), entry.text_of("record"), known)


def processes_of(records: Iterable[Record]) -> Iterator[str]:
    """Yield the ids of the processes that some files list."""
    for record in records:
        yield from (one.text_of("id") for one in record.records("processes"))


def unknown_wording(base: Record, framework: Framework) -> Iterator[Problem]:
    """Yield what `qms.yaml` words or signs otherwise and no text asks for."""
    chosen = base.record("system")
    words = frozenset(word for one in framework.agency_types for word in one.words)
    for word in chosen.record("words").tree:
        yield from _unknown(chosen, ("words", word), word, words)
    kinds = {kind.id: kind for kind in framework.kinds}
    signed = frozenset(
        name for name, kind in kinds.items() if kind.letter and kind.letter.signs not in UNSIGNED
    )
    for name in chosen.record("signing").tree:
        if name in kinds:
            yield from _unknown(chosen, ("signing", name), name, signed)


def _unknown_in_entry(entry: Record, names: EntryNames) -> Iterator[Problem]:
    single = (("process", names.processes), ("document", names.documents))
    several = (
        ("documents", names.documents),
        ("records", names.documents),
        ("agency_types", names.types),
    )
    for key, known in single:
        if entry.text_of(key):
            yield from _unknown(entry, (key,), entry.text_of(key), known)
    for key, known in several:
        for at, name in enumerate(entry.texts(key)):
            yield from _unknown(entry, (key, at), name, known)


def _unknown(
    record: Record, path: ValuePath, name: str, known: frozenset[str]
) -> Iterator[Problem]:
    if name not in known:
        message = _("không có “{name}”").format(name=name)
        fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
        yield record.problem(path, "QMS131", message, fix)
