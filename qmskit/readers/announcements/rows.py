"""Rows of announcing decisions: what is certain is taken, every doubt is listed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qmskit.model.announcements import AnnouncedProcedure, ChangeKind
from qmskit.model.procedures import ChannelMethod, LegalBasis, Level, Unparsed
from qmskit.model.texts import one_line
from qmskit.problems import Location, Problem
from qmskit.readers.announcements import doubts
from qmskit.readers.announcements.limits import LimitReading, limits_in
from qmskit.readers.announcements.names import NameReading, name_in
from qmskit.readers.announcements.sections import speaks_of_effect
from qmskit.readers.prose.broken_words import broken_words
from qmskit.readers.prose.procedure_codes import is_code


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row in the source's own words; every text may be empty.

    Attributes:
        kind_words: what the source calls the kind, where it is not understood.
        limit: the limit by law, or both limits; see `limits_in`.
        reduced: the limit after the reduction, of a column of its own.
        replaces: codes of the replaced procedures.
        unparsed: what the source says beside all this.
    """

    where: Location
    code: str = ""
    name: str = ""
    kind: ChangeKind = ChangeKind.UNKNOWN
    kind_words: str = ""
    levels: tuple[Level, ...] = ()
    field: str = ""
    limit: str = ""
    reduced: str = ""
    reception: str = ""
    fees: str = ""
    methods: tuple[ChannelMethod, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    replaces: tuple[str, ...] = ()
    unparsed: tuple[Unparsed, ...] = ()


def announced(words: RowWords) -> AnnouncedProcedure:
    """Return what is certain of a row, with a doubt for everything else."""
    name = name_in(words.name)
    limits = limits_in(words.limit, words.reduced, words.where)
    code = one_line(words.code)
    certain = code if is_code(code) else ""
    left = {"code": "" if certain else code, "reduced": limits.left, "kind": words.kind_words}
    return AnnouncedProcedure(
        code=certain,
        name=name.name,
        kind=words.kind,
        where=words.where,
        levels=words.levels,
        limit=limits.limit,
        reduced=limits.reduced,
        is_kept=limits.is_kept,
        reception=words.reception,
        fees=words.fees,
        legal_bases=(*words.legal_bases, *((name.basis,) if name.basis else ())),
        replaces=words.replaces,
        doubts=(
            *(() if certain else (doubts.no_code(words.where, code),)),
            *_doubts(words, name, limits),
        ),
        field=words.field,
        methods=words.methods,
        unparsed=(
            *(Unparsed(path, text) for path, text in left.items() if text),
            *words.unparsed,
        ),
    )


def with_repetitions(rows: Iterable[AnnouncedProcedure]) -> tuple[AnnouncedProcedure, ...]:
    """Return the rows of a decision; those whose code has another content elsewhere say so.

    One procedure may stand in the lists of two levels; levels and fields are no difference.
    """
    found = tuple(rows)
    contents: dict[str, set[AnnouncedProcedure]] = {}
    for row in found:
        contents.setdefault(row.code, set()).add(_content(row))
    clashing = {code for code, several in contents.items() if code and len(several) > 1}
    return tuple(_clashing(row) if row.code in clashing else row for row in found)


def _clashing(row: AnnouncedProcedure) -> AnnouncedProcedure:
    return replace(row, doubts=(*row.doubts, doubts.twice(row.where, row.code)))


def _content(row: AnnouncedProcedure) -> AnnouncedProcedure:
    return replace(row, where=Location(""), doubts=(), levels=(), field="", unparsed=())


def _doubts(words: RowWords, name: NameReading, limits: LimitReading) -> Iterator[Problem]:
    yield from _name_doubts(name, words.where)
    if words.kind is ChangeKind.UNKNOWN:
        yield doubts.unknown_kind(words.where, words.kind_words)
    if words.kind is ChangeKind.REPLACED and not words.replaces:
        yield doubts.no_old_code(words.where)
    yield from limits.problems
    for left in words.unparsed:
        if speaks_of_effect(left.text):
            yield doubts.own_effective_day(words.where, left.text)


def _name_doubts(name: NameReading, where: Location) -> Iterator[Problem]:
    if not name.name:
        yield doubts.no_name(where)
    if broken := broken_words(name.name):
        yield doubts.broken_name(where, broken)
    if name.glued:
        yield doubts.glued_name(where, name.glued)
    if name.is_cut:
        yield doubts.cut_name(where, name.name)
