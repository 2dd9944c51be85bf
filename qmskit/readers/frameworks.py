"""Frameworks: a folder of YAML, Markdown and Word files to one value."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from qmskit.model.dated import Dated, Source
from qmskit.model.deadlines import NO_TIME_RULES
from qmskit.model.frameworks import (
    AgencyType,
    Field,
    Framework,
    Obligation,
    RecordRule,
    Role,
    RoleAlias,
    RoleLabel,
    SampleAgency,
    SampleStep,
    SampleWorkflow,
    Signing,
)
from qmskit.model.kinds import DocumentKind
from qmskit.model.layouts import Profile, ProfileItem, TableColumn
from qmskit.model.sources import SourceText
from qmskit.model.systems import SystemLists
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers import agencies
from qmskit.readers.bundled import bundled
from qmskit.readers.control_rules import control_rules
from qmskit.readers.framework_names import dangling, listed_kinds
from qmskit.readers.kinds import kind_of
from qmskit.readers.legal_texts import legal_texts
from qmskit.readers.publication import read_publication
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.sourced import source_of
from qmskit.readers.systems import system_lists
from qmskit.readers.texts import read_source, texts_below
from qmskit.readers.time_rules import time_rules_at
from qmskit.readers.workflows import ANY_NAMES, record_kept

_FILES = {
    "framework": "framework",
    "law": "framework-law",
    "roles": "framework-roles",
    "workflows": "framework-workflows",
    "records": "framework-records",
    "profiles": "framework-profiles",
    "sample": "framework-sample",
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
        kept = _kept(folder, stem, schema, problems)
        if kept:
            records[stem] = kept
    publication, found = read_publication(folder)
    problems.extend(found)
    lists = _system_records(folder, problems)
    texts, heads, text_problems = _texts(folder)
    problems.extend(text_problems)
    time = NO_TIME_RULES
    try:
        time = time_rules_at(folder)
    except InvalidInputError as error:
        problems.extend(error.problems)
    if not problems:
        problems.extend(dangling(records, heads, lists))
    if problems:
        raise InvalidInputError(problems)
    framework = _framework(folder, records, texts, _kinds(records, heads, texts), lists)
    return replace(framework, time=time, publication=publication)


def _kept(folder: Path, name: str, schema: str, problems: list[Problem]) -> Record | None:
    """Return a file of the framework; None where it is wrong, which is added to `problems`."""
    try:
        return read_record(folder / f"{name}.yaml", schema, f"{folder.name}/{name}.yaml")
    except InvalidInputError as error:
        problems.extend(error.problems)
        return None


def _system_records(folder: Path, problems: list[Problem]) -> tuple[Record, ...]:
    """Return the files of lists below `system/`, in order of their names."""
    stems = sorted(path.stem for path in (folder / "system").glob("*.yaml"))
    found = (_kept(folder, f"system/{one}", "system", problems) for one in stems)
    return tuple(one for one in found if one)


def _kinds(
    records: Mapping[str, Record], heads: Mapping[str, Record], texts: Mapping[str, SourceText]
) -> tuple[DocumentKind, ...]:
    names = listed_kinds(records["framework"], heads)
    return tuple(kind_of(heads[name], texts[name]) for name in names)


def _texts(folder: Path) -> tuple[dict[str, SourceText], dict[str, Record], list[Problem]]:
    """Return the framework's texts by name, the heads of those that make documents, problems."""
    texts: dict[str, SourceText] = {}
    heads: dict[str, Record] = {}
    problems: list[Problem] = []
    for path, name in texts_below(folder / "documents"):
        try:
            text, head = read_source(path, name, f"{folder.name}/documents/{name}")
        except InvalidInputError as error:
            problems.extend(error.problems)
            continue
        texts[name] = text
        if head is not None:
            heads[name] = head
    return texts, heads, problems


def _framework(
    folder: Path,
    records: Mapping[str, Record],
    texts: Mapping[str, SourceText],
    kinds: tuple[DocumentKind, ...],
    lists: tuple[Record, ...],
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
        legal_sources=legal_texts(records["law"], "legal_sources"),
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
        system=replace(system_lists(lists, SystemLists()), sources=_sources(lists)),
        sample=_sample_agency(records["sample"]),
        control=control_rules(base.record("control")),
        effective=base.day("effective"),
        expires=base.day("expires"),
    )


def _sources(lists: tuple[Record, ...]) -> tuple[tuple[str, Source], ...]:
    return tuple((one.file, source_of(one)) for one in lists if "source" in one)


def _sample_agency(record: Record) -> SampleAgency:
    staff = agencies.appointments(record, ANY_NAMES)
    day = record.day("day") or date.min
    issued = agencies.revision(record.record("revision"))
    return SampleAgency(agencies.agency(record.record("agency")), staff, day, issued)


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
        posts=record.pairs("posts"),
        words=record.pairs("words"),
        signing={
            name: _signing(record.record("signing").record(name))
            for name in record.record("signing").tree
        },
    )


def _signing(record: Record) -> Signing:
    return Signing(
        post=record.text_of("post"),
        lines=record.texts("lines"),
        authority=record.text_of("authority"),
        unit=record.text_of("unit"),
        unit_symbol=record.text_of("unit_symbol"),
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
    return Role(
        record.text_of("id"),
        labels,
        record.texts("agency_types"),
        aliases,
        record.text_of("held_by"),
        bool(record.truth("everyone")),
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
