"""Frameworks: a folder of YAML, Markdown and Word files to one value."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.dated import Dated, Source, Standing
from qmskit.model.frameworks import (
    AgencyType,
    DocumentKind,
    Field,
    Framework,
    LegalSource,
    Obligation,
    RecordRule,
    Role,
    RoleAlias,
    RoleLabel,
    SampleStep,
    SampleWorkflow,
)
from qmskit.model.layouts import Profile, ProfileItem, TableColumn
from qmskit.model.sources import SourceText
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.bundled import bundled
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.texts import read_source, texts_below
from qmskit.readers.workflows import record_kept

_FILES = {
    "framework": "framework",
    "law": "framework-law",
    "roles": "framework-roles",
    "workflows": "framework-workflows",
    "records": "framework-records",
    "profiles": "framework-profiles",
}


def framework_names() -> tuple[str, ...]:
    """Return the ids of the frameworks at hand, sorted."""
    return tuple(sorted(file.parent.name for file in bundled().glob("*/framework.yaml")))


def framework_at(folder: Path) -> Framework:
    """Return the framework whose files lie in `folder`.

    Raises:
        InvalidInputError: every problem of its files.
    """
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for stem, schema in _FILES.items():
        try:
            shown = f"{folder.name}/{stem}.yaml"
            records[stem] = read_record(folder / f"{stem}.yaml", schema, shown)
        except InvalidInputError as error:
            problems.extend(error.problems)
    texts, kinds, text_problems = _texts(folder)
    problems.extend(text_problems)
    if not problems:
        problems.extend(_dangling(records, kinds))
    if problems:
        raise InvalidInputError(problems)
    listed = records["framework"].texts("kinds")
    return _framework(folder, records, texts, tuple(kinds[name] for name in listed))


def _texts(
    folder: Path,
) -> tuple[dict[str, SourceText], dict[str, DocumentKind], list[Problem]]:
    """Return the framework's texts by name, the kinds of document among them, and problems."""
    texts: dict[str, SourceText] = {}
    kinds: dict[str, DocumentKind] = {}
    problems: list[Problem] = []
    for path, name in texts_below(folder / "documents"):
        try:
            text, head = read_source(path, name, f"{folder.name}/documents/{name}")
        except InvalidInputError as error:
            problems.extend(error.problems)
            continue
        texts[name] = text
        if head is not None:
            kinds[name] = _kind(head, text)
    return texts, kinds, problems


def _framework(
    folder: Path,
    records: Mapping[str, Record],
    texts: Mapping[str, SourceText],
    kinds: tuple[DocumentKind, ...],
) -> Framework:
    base = records["framework"]
    return Framework(
        id=base.text_of("id"),
        version=base.text_of("version"),
        name=base.text_of("name"),
        folder=folder,
        source=source_of(base),
        standard=base.text_of("standard"),
        code_pattern=base.text_of("code_pattern"),
        agency_types=tuple(_agency_type(one) for one in base.records("agency_types")),
        roles=tuple(_role(one) for one in records["roles"].records("roles")),
        signatures=base.pairs("signatures"),
        legal_sources=tuple(_legal_source(one) for one in records["law"].records("legal_sources")),
        fields=tuple(
            Field(one.text_of("name"), one.text_of("abbreviation"))
            for one in base.records("fields")
        ),
        samples=tuple(_sample(one) for one in records["workflows"].records("workflows")),
        record_rules=tuple(_record_rule(one) for one in records["records"].records("records")),
        profiles=tuple(_profiles(records["profiles"])),
        kinds=kinds,
        texts=texts,
        abbreviations=base.pairs("abbreviations"),
        base=base.text_of("id"),
    )


def source_of(record: Record) -> Source:
    """Return the `source` of a record, with its standing."""
    inner = record.record("source")
    return Source(
        text=inner.text_of("text"),
        standing=inner.choice("standing", Standing),
        provision=inner.text_of("provision"),
        quotation=inner.text_of("quotation"),
        checked_on=inner.day("checked_on"),
    )


def _agency_type(record: Record) -> AgencyType:
    return AgencyType(
        id=record.text_of("id"),
        name=record.text_of("name"),
        level=record.text_of("level"),
        code_level=record.text_of("code_level"),
        head_role=record.text_of("head_role"),
        name_prefixes=record.texts("name_prefixes"),
        obligation=record.choice("obligation", Obligation),
        source=source_of(record),
    )


def _role(record: Record) -> Role:
    labels = Dated.of(
        (one.day("effective") or date.min, RoleLabel(one.text_of("name"), source_of(one)))
        for one in record.records("labels")
    )
    aliases = tuple(
        RoleAlias(name, source_of(one), one.texts("agency_types"))
        for one in record.records("aliases")
        for name in one.texts("names")
    )
    return Role(record.text_of("id"), labels, record.texts("agency_types"), aliases)


def _legal_source(record: Record) -> LegalSource:
    return LegalSource(
        number=record.text_of("number"),
        title=record.text_of("title"),
        citation=record.text_of("citation"),
        source=source_of(record),
        issued=record.day("issued"),
        effective=record.day("effective"),
        expires=record.day("expires"),
    )


def _sample(record: Record) -> SampleWorkflow:
    steps = tuple(
        SampleStep(
            role=one.text_of("role"),
            action=one.text_of("action"),
            share=one.decimal("share") or Decimal(0),
            output=one.text_of("output"),
            form=one.text_of("form"),
        )
        for one in record.records("steps")
    )
    return SampleWorkflow(
        id=record.text_of("id"),
        name=record.text_of("name"),
        fields=record.texts("fields"),
        agency_types=record.texts("agency_types"),
        steps=steps,
        source=source_of(record),
    )


def _record_rule(record: Record) -> RecordRule:
    kept = tuple(record_kept(one) for one in record.records("records"))
    return RecordRule(record.texts("fields"), kept, source_of(record))


def _profiles(record: Record) -> Iterator[Profile]:
    tables = record.record("revision_tables")
    for one in record.records("profiles"):
        yield Profile(
            id=one.text_of("id"),
            name=one.text_of("name"),
            item_style=one.text_of("item_style"),
            sign_block=one.text_of("sign_block"),
            items=tuple(_item(inner) for inner in one.records("items")),
            revision_columns=_columns(tables, one.text_of("revision_table")),
            step_columns=_columns(one, "step_columns"),
            record_columns=_columns(one, "record_columns"),
            titles=one.pairs("titles"),
            notes=one.texts("notes"),
            source=source_of(one),
            revision_tables={name: _columns(tables, name) for name in tables.tree},
        )


def _item(record: Record) -> ProfileItem:
    return ProfileItem(
        id=record.text_of("id"),
        title=record.text_of("title"),
        parts=record.texts("parts"),
        run_in=bool(record.truth("run_in")),
    )


def _columns(record: Record, key: str) -> tuple[TableColumn, ...]:
    return tuple(
        TableColumn(one.text_of("value"), one.text_of("title"), one.decimal("width") or Decimal(1))
        for one in record.records(key)
    )


def _kind(head: Record, text: SourceText) -> DocumentKind:
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
    )


def _dangling(
    records: Mapping[str, Record], kinds: Mapping[str, DocumentKind]
) -> Iterator[Problem]:
    """Yield references that lead nowhere: roles, kinds of document, revision tables."""
    for record, key, known in _references(records):
        name = record.text_of(key)
        if name not in known:
            yield _unknown_name(record, key, name, known)
    base = records["framework"]
    for name in base.texts("kinds"):
        if name not in kinds:
            yield _unknown_name(base, "kinds", name, set(kinds))


def _references(records: Mapping[str, Record]) -> Iterator[tuple[Record, str, set[str]]]:
    """Yield (record, key, names the key may have)."""
    roles = {one.text_of("id") for one in records["roles"].records("roles")}
    tables = set(records["profiles"].record("revision_tables").tree)
    for one in records["framework"].records("agency_types"):
        yield one, "head_role", roles
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
