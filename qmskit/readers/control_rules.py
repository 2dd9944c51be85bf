"""How a framework controls documents: the section `control` of `framework.yaml`."""

from qmskit.model.control import (
    AnnouncementRules,
    ControlRules,
    EvidenceKind,
    EvidenceRule,
    Separation,
    SignatureRole,
)
from qmskit.model.dated import Source
from qmskit.readers.records import Record
from qmskit.readers.sourced import source_of


def control_rules(record: Record) -> ControlRules:
    """Return the rules of a record; an empty record gives none."""
    return ControlRules(
        uncontrolled=record.texts("uncontrolled"),
        yearly=record.texts("yearly"),
        separations=tuple(
            Separation(
                (one.choice("first", SignatureRole), one.choice("second", SignatureRole)),
                source_of(one),
            )
            for one in record.records("separate")
        ),
        shared=record.texts("shared"),
        posted=record.texts("posted"),
        apart=record.texts("apart"),
        announcement=_announcement_rules(record.record("announcement")),
    )


def _announcement_rules(record: Record) -> AnnouncementRules:
    return AnnouncementRules(
        evidence=tuple(
            EvidenceRule(
                kind=one.choice("kind", EvidenceKind),
                name=one.text_of("name"),
                source=source_of(one),
                follows_application=bool(one.truth("follows_application")),
                may_be_none=bool(one.truth("may_be_none")),
                months=one.integer("months"),
            )
            for one in record.records("evidence")
        ),
        publication=_source(record, "publication"),
        again=_source(record, "again"),
        drafts=record.texts("drafts"),
    )


def _source(record: Record, key: str) -> Source | None:
    return source_of(record.record(key)) if key in record else None
