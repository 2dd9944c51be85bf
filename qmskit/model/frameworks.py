"""A framework model (mô hình khung) as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path

from qmskit.model.agencies import Agency, Appointment, Revision
from qmskit.model.control import NO_RULES, ControlRules
from qmskit.model.dated import Dated, Source
from qmskit.model.deadlines import NO_TIME_RULES, TimeRules
from qmskit.model.kinds import DocumentKind
from qmskit.model.layouts import Profile
from qmskit.model.legal_texts import LegalText
from qmskit.model.procedures import Procedure
from qmskit.model.publication import NO_PUBLICATION, PublicationRules
from qmskit.model.sources import SourceText
from qmskit.model.systems import NO_LISTS, SystemLists
from qmskit.model.texts import folded
from qmskit.model.workflows import ProvinceDecisions, RecordKept


class Obligation(Enum):
    """Whether an agency must keep a quality management system; the value is the word in YAML.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 2: khoản 1 obliges, khoản 2 encourages.
    """

    MANDATORY = "mandatory"
    ENCOURAGED = "encouraged"


@dataclass(frozen=True, slots=True)
class Signing:
    """A way to sign administrative documents.

    Attributes:
        post: whose holder signs.
        lines: authority and position as printed: `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`.
        authority: the line above QUYẾT ĐỊNH, in capitals, with `{agency}` for the agency's name.
        unit, unit_symbol: the unit that issues a paper inside the agency, and its abbreviation;
            empty where the agency issues it.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.7.
    """

    post: str
    lines: tuple[str, ...]
    authority: str
    unit: str = ""
    unit_symbol: str = ""


@dataclass(frozen=True, slots=True)
class AgencyType:
    """A type of agency the framework serves.

    Attributes:
        level: level of government whose procedures it settles.
        code_level: abbreviation in document codes, such as `CX`.
        head_role: id of the role that approves documents.
        name_prefixes: openings of full names, such as `Ủy ban nhân dân xã`.
        obligation: whether the law obliges such agencies or only encourages them.
        posts: what texts call a post -> id of the role: `head` -> `director`.
        words: wording of texts that differs between types of agency, by name.
        signing: ways to sign administrative documents, by name: `head`, `agency`, `deputy` …
    """

    id: str
    name: str
    level: str
    code_level: str
    head_role: str
    name_prefixes: tuple[str, ...]
    source: Source
    obligation: Obligation
    posts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    signing: Mapping[str, Signing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoleLabel:
    """What a role is called from some day on."""

    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class RoleAlias:
    """Another spelling of a role, seen in documents in use.

    Attributes:
        agency_types: types of agency whose documents mean this role by it; empty means all.
    """

    name: str
    source: Source
    agency_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A role that acts in steps or signs documents.

    Attributes:
        labels: its names in time.
        agency_types: types of agency that have it; empty means all.
        aliases: other spellings that printed workflows use for it; may be empty.
        held_by: id of the post whose holder has the role too while nobody is named for it.
        is_everyone: whether it means many people at once, so that no person holds it.
    """

    id: str
    labels: Dated[RoleLabel]
    agency_types: tuple[str, ...] = ()
    aliases: tuple[RoleAlias, ...] = ()
    held_by: str = ""
    is_everyone: bool = False


@dataclass(frozen=True, slots=True)
class SampleStep:
    """A step of a sample workflow.

    Attributes:
        share: part of the whole time, relative to the other steps of the sample; zero and more.
    """

    role: str
    action: str
    share: Decimal
    output: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class SampleWorkflow:
    """A workflow to start from, for the fields it names; without fields it serves the rest."""

    id: str
    name: str
    fields: tuple[str, ...]
    agency_types: tuple[str, ...]
    steps: tuple[SampleStep, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class RecordRule:
    """Records to keep for procedures of some fields; without fields the rule serves the rest."""

    fields: tuple[str, ...]
    records: tuple[RecordKept, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Field:
    """A field of administration and its abbreviation in document codes."""

    name: str
    abbreviation: str


@dataclass(frozen=True, slots=True)
class SampleAgency:
    """The fictional agency whose papers the worked samples are, on a day.

    Attributes:
        revision: of its documents.
    """

    agency: Agency
    appointments: tuple[Appointment, ...]
    day: date
    revision: Revision


@dataclass(frozen=True, slots=True)
class Pack:
    """What a province publishes once for all its agencies, on top of a framework.

    Attributes:
        extends: id of the framework or pack it stands on.
        folder: where its files lie.
        issuer: who published it; may be empty.
        catalogue: the State's records it hands on, by code; may be empty.
        province: the province's decisions by procedure code; may be empty.
        texts: its Markdown by name; may be empty.
        layout: `profile`, `revision_table`, `sign_block` where it names them.
        code_pattern: pattern of document codes; empty means the framework's.
    """

    id: str
    version: str
    name: str
    extends: str
    folder: Path
    source: Source
    issuer: str
    catalogue: Mapping[str, Procedure]
    province: Mapping[str, ProvinceDecisions]
    texts: Mapping[str, SourceText]
    layout: Mapping[str, str]
    code_pattern: str


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework model: what documents, in whose words, by which law.

    Attributes:
        folder: where its files lie.
        code_pattern: default pattern of document codes.
        profiles: the first is the default.
        kinds: documents it makes, in the order of their listing.
        texts: all its Markdown by name, those of `kinds` included.
        base: id of the framework itself; `id` is that of the nearest pack where there is one.
        packs: packs that stand on it, the nearest first; may be empty.
        system: its lists.
        sample: whose papers the worked samples are; None for no samples.
        control: how its documents are controlled.
        time: how it counts time.
        publication: how changes of law reach agencies.
        effective, expires: first day on which sets may follow it, and the first on which they may
            not any more; None where nothing says so.
    """

    id: str
    version: str
    name: str
    folder: Path
    source: Source
    standard: str
    code_pattern: str
    agency_types: tuple[AgencyType, ...]
    roles: tuple[Role, ...]
    signatures: Mapping[str, str]
    legal_sources: tuple[LegalText, ...]
    fields: tuple[Field, ...]
    samples: tuple[SampleWorkflow, ...]
    record_rules: tuple[RecordRule, ...]
    profiles: tuple[Profile, ...]
    kinds: tuple[DocumentKind, ...]
    texts: Mapping[str, SourceText]
    abbreviations: Mapping[str, str]
    base: str
    packs: tuple[Pack, ...] = ()
    system: SystemLists = NO_LISTS
    sample: SampleAgency | None = None
    control: ControlRules = NO_RULES
    time: TimeRules = NO_TIME_RULES
    publication: PublicationRules = NO_PUBLICATION
    effective: date | None = None
    expires: date | None = None

    def records_for(self, field: str) -> tuple[RecordKept, ...]:
        """Return the records to keep for procedures of a field; may be empty."""
        wanted = folded(field)
        own = (rule for rule in self.record_rules if wanted in map(folded, rule.fields))
        rest = (rule for rule in self.record_rules if not rule.fields)
        rule = next(own, None) or next(rest, None)
        return rule.records if rule else ()

    def roles_of(self, agency_type: str) -> tuple[Role, ...]:
        """Return the roles that somebody holds in a type of agency, in their order."""
        return tuple(
            role
            for role in self.roles
            if not role.is_everyone and (not role.agency_types or agency_type in role.agency_types)
        )

    def on_top(self, pack: Pack) -> "Framework":
        """Return the framework with a pack on top."""
        return replace(
            self,
            id=pack.id,
            version=pack.version,
            name=pack.name,
            code_pattern=pack.code_pattern or self.code_pattern,
            packs=(pack, *self.packs),
        )
