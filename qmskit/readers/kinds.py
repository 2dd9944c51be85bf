"""The head of a text: the kind of document it makes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qmskit.language import translate as _
from qmskit.model.kinds import (
    UNSIGNED,
    DocumentKind,
    Fill,
    FillRows,
    FillText,
    KindRecord,
    KindStep,
    LetterHead,
)
from qmskit.model.sources import SourceText
from qmskit.problems import Problem
from qmskit.readers.records import Record
from qmskit.readers.sourced import source_of


def kind_of(head: Record, text: SourceText) -> DocumentKind:
    """Return the kind of document that the head of a text describes."""
    return DocumentKind(
        id=head.text_of("id"),
        title=head.text_of("title"),
        text=text,
        frame=head.text_of("frame"),
        folder=head.text_of("folder"),
        file_prefix=head.text_of("file_prefix"),
        clauses=head.texts("clauses"),
        source=source_of(head),
        code=head.text_of("code"),
        signatures=head.pairs("signatures"),
        agency_types=head.texts("agency_types"),
        form_of=head.text_of("form_of"),
        steps=tuple(_step(one) for one in head.records("steps")),
        informs=head.texts("informs"),
        kept=tuple(_record(one) for one in head.records("kept")),
        letter=_letter(head.record("letter")) if "letter" in head else None,
        listed_as=head.text_of("listed_as"),
        fill={name: _fill(head.record("fill").record(name)) for name in head.record("fill").tree},
    )


@dataclass(frozen=True, slots=True)
class HeadNames:
    """What the head of a text may name.

    Attributes:
        kinds: ids of all documents; None while some could not be read, and nobody can tell.
        posts, roles, types: ids of posts, of roles and of types of agency.
        signing: names of ways to sign.
    """

    kinds: frozenset[str] | None
    posts: frozenset[str]
    roles: frozenset[str]
    types: frozenset[str]
    signing: frozenset[str]


def kind_problems(head: Record, names: HeadNames) -> Iterator[Problem]:
    """Yield what a head names and nobody has, and sample rows that do not fit their columns."""
    kinds, posts = names.kinds, names.posts
    steps, kept = tuple(head.records("steps")), tuple(head.records("kept"))
    for step in steps:
        yield from _unknown(step, "role", [step.text_of("role")], posts)
        yield from _unknown(step, "records", step.texts("records"), kinds)
    for one in kept:
        yield from _unknown(one, "holder", [one.text_of("holder")], posts)
        yield from _unknown(one, "form", [one.text_of("form")] if "form" in one else [], kinds)
    yield from _unknown(head, "informs", head.texts("informs"), posts)
    if "form_of" in head:
        yield from _unknown(head, "form_of", [head.text_of("form_of")], kinds)
    letter = head.record("letter")
    if "letter" in head:
        ways = names.signing | UNSIGNED
        yield from _unknown(letter, "signs", [letter.text_of("signs")], ways)
    signatures = head.record("signatures")
    for who in signatures.tree:
        yield from _unknown(signatures, who, [signatures.text_of(who)], posts | names.roles)
    yield from _unknown(head, "agency_types", head.texts("agency_types"), names.types)
    for name in head.record("fill").tree:
        yield from _misfits(head.record("fill").record(name))


def _step(record: Record) -> KindStep:
    return KindStep(
        role=record.text_of("role"),
        action=record.text_of("action"),
        time=record.text_of("time"),
        records=record.texts("records"),
        decides=bool(record.truth("decides")),
    )


def _record(record: Record) -> KindRecord:
    return KindRecord(
        name=record.text_of("name"),
        holder=record.text_of("holder"),
        form=record.text_of("form"),
        retention=record.text_of("retention"),
    )


def _letter(record: Record) -> LetterHead:
    return LetterHead(
        signs=record.text_of("signs"),
        symbol=record.text_of("symbol"),
        bases=record.texts("bases"),
        subject=record.text_of("subject"),
        addressees=record.texts("addressees"),
        recipients=record.texts("recipients"),
        sample_number=record.record("sample").text_of("number"),
        sample_day=record.record("sample").day("day"),
    )


def _fill(record: Record) -> Fill:
    if "columns" not in record:
        return FillText(record.text_of("blank"), record.text_of("sample"))
    return FillRows(record.texts("columns"), record.integer("blank") or 0, tuple(_rows(record)))


def _rows(record: Record) -> Iterator[tuple[str, ...]]:
    rows = record.tree.get("sample", [])
    for row in rows if isinstance(rows, list) else ():
        yield tuple(str(cell).strip() for cell in row) if isinstance(row, list) else ()


def _misfits(record: Record) -> Iterator[Problem]:
    """Yield the rows of a sample that are longer or shorter than its columns."""
    columns = len(record.texts("columns"))
    rows = tuple(_rows(record)) if columns else ()
    for at, row in enumerate(rows):
        if len(row) != columns:
            message = _("dòng mẫu có {found} ô, bảng có {columns} cột")
            message = message.format(found=len(row), columns=columns)
            yield record.problem(
                ("sample", at), "QMS133", message, _("ghi đủ từng ô, ô trống là ''")
            )


def _unknown(
    record: Record, key: str, names: Iterable[str], known: frozenset[str] | None
) -> Iterator[Problem]:
    if known is None:
        return
    for name in names:
        if name not in known:
            message = _("không có “{name}”").format(name=name)
            fix = _("dùng một trong: {known}").format(known=", ".join(sorted(known)))
            yield record.problem((key,), "QMS131", message, fix)
