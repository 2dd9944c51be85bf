"""Editions of frameworks on disk: whole ones, and outlines of those nobody uses any more."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.editions import (
    AGENCY_TYPES,
    DOCUMENTS,
    FRAMES,
    GROUPS,
    ID_KINDS,
    POSTS,
    PROFILES,
    REVISION_TABLES,
    ROLES,
    SIGNING,
    TEXTS,
    WORDS,
    Edition,
    EditionName,
)
from qmskit.model.frameworks import Framework
from qmskit.model.systems import LISTS
from qmskit.problems import Problem
from qmskit.readers.bundled import bundled
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.sourced import source_of

OUTLINE = "outline.yaml"

# What entries of lists are called by, the first that they have.
_CALLED_BY = ("title", "name", "text", "seat", "question", "reason", "unit", "lead")


def outline_names() -> tuple[str, ...]:
    """Return the ids of the frameworks at hand that are outlines only, sorted."""
    return tuple(sorted(file.parent.name for file in bundled().glob(f"*/{OUTLINE}")))


def is_outline(folder: Path) -> bool:
    """Tell whether a folder holds the outline of a framework."""
    return (folder / OUTLINE).is_file()


def outline_at(folder: Path) -> Edition:
    """Return the outline in a folder.

    Raises:
        InvalidInputError: every problem of the file.
    """
    record = read_record(folder / OUTLINE, "framework-outline", f"{folder.name}/{OUTLINE}")
    rows = {kind: tuple(record.record("ids").records(kind)) for kind in ID_KINDS}
    return Edition(
        name=EditionName(record.text_of("id"), record.text_of("version")),
        called=record.text_of("name"),
        standard=record.text_of("standard"),
        source=source_of(record),
        titles={
            kind: {one.text_of("id"): one.text_of("title") for one in found}
            for kind, found in rows.items()
            if found
        },
        codes={one.text_of("id"): one.text_of("code") for one in rows[DOCUMENTS] if "code" in one},
        is_outline=True,
    )


def outline_named(base: Record) -> Iterator[Problem]:
    """Yield a problem where a set names a framework that nothing can be made from.

    Args:
        base: `qms.yaml`.
    """
    name = base.record("framework").text_of("id")
    if name in outline_names():
        message = _("“{id}” chỉ là đề cương của mô hình khung cũ, không lập tài liệu từ đó được")
        fix = _("chuyển bộ tài liệu sang mô hình khung đang dùng: qmskit update DIR --framework ID")
        yield base.problem(("framework", "id"), "QMS880", message.format(id=name), fix)


def edition_of(framework: Framework, version: str = "") -> Edition:
    """Return what a framework names; packs on it name nothing more.

    Args:
        version: of the framework itself, where a pack stands on it.
    """
    return Edition(
        name=EditionName(framework.base, version or framework.version),
        called=framework.name,
        standard=framework.standard,
        source=framework.source,
        titles=dict(_titles(framework)),
        codes={one.id: one.code for one in framework.kinds if one.is_of_set},
    )


def _titles(framework: Framework) -> Iterator[tuple[str, Mapping[str, str]]]:
    types = framework.agency_types
    labels = {one.id: one.labels.first for one in framework.roles}
    yield DOCUMENTS, {one.id: one.title for one in framework.kinds}
    yield TEXTS, _names([framework.texts])
    yield GROUPS, {one.group: "" for one in framework.kinds if one.group}
    yield FRAMES, {path.name: "" for path in sorted(framework.folder.glob("templates/*.docx"))}
    yield ROLES, {name: label.name if label else "" for name, label in labels.items()}
    yield POSTS, _names(one.posts for one in types)
    yield AGENCY_TYPES, {one.id: one.name for one in types}
    yield PROFILES, {one.id: one.name for one in framework.profiles}
    yield REVISION_TABLES, _names(one.revision_tables for one in framework.profiles)
    yield WORDS, _names(one.words for one in types)
    yield SIGNING, _names(one.signing for one in types)
    for name in LISTS:
        yield name, {one.id: _called(one) for one in getattr(framework.system, name)}


def _names(maps: Iterable[Iterable[str]]) -> dict[str, str]:
    return {name: "" for one in maps for name in one}


def _called(entry: object) -> str:
    found = (getattr(entry, name, "") for name in _CALLED_BY)
    return next((one for one in found if isinstance(one, str) and one), "")
