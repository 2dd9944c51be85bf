"""How a change of law reaches an agency: stages of publication, and change events."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from qmskit.model.announcements import ChangeKind
from qmskit.model.dated import Source
from qmskit.model.workflows import Decision

_WITH_YEAR = re.compile(r"[^/\s]+/\d{4}/(.+)")


class Owner(Enum):
    """Who has to act at a stage; the value is the word in YAML."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    AGENCY = "agency"


class Anchor(Enum):
    """The day a term is counted from; the value is the word in YAML."""

    EFFECTIVE = "effective"
    ISSUED = "issued"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class PublicationTerm:
    """The last day for a stage, as a legal text fixes it.

    Attributes:
        days: before the anchor where `is_before`, else after it.
        in_working_days: whether only working days count.
        for_shortened: whether it is for texts made in the shortened procedure only.
        effective, expires: it serves texts that take effect from the first day on and before the
            second; None where nothing is known.
    """

    days: int
    anchor: Anchor
    source: Source
    is_before: bool = False
    in_working_days: bool = False
    for_shortened: bool = False
    effective: date | None = None
    expires: date | None = None

    def serves(self, effective: date) -> bool:
        """Tell whether it holds for a text that takes effect on a day."""
        begun = self.effective is None or self.effective <= effective
        return begun and (self.expires is None or effective < self.expires)


@dataclass(frozen=True, slots=True)
class PublicationStage:
    """A stage between a legal text and the documents of an agency.

    Attributes:
        name: what is done at it, to be said of its owner: `công bố thủ tục hành chính`.
        terms: may be empty, where no text fixes a last day or none is known.
        announces: whether the change is public for the agency from this stage on.
        beside: id of the stage it follows without anybody waiting for it; else empty.
    """

    id: str
    name: str
    owner: Owner
    source: Source
    terms: tuple[PublicationTerm, ...] = ()
    announces: bool = False
    beside: str = ""


@dataclass(frozen=True, slots=True)
class ChangeOrigin:
    """A kind of text that changes procedures, and the stages its changes pass.

    Attributes:
        symbols: how symbols of numbers with a year begin, such as `NĐ-CP`; may be empty.
        names: how the names of such texts begin that have no number yet, such as `Luật`, where the
            name alone tells who makes them; may be empty.
        stages: ids in their order; the last one is the agency's.
        starts_clock: whether the agency's term for legal texts runs from its day of effect.
    """

    id: str
    name: str
    symbols: tuple[str, ...]
    stages: tuple[str, ...]
    starts_clock: bool
    source: Source
    names: tuple[str, ...] = ()

    def is_named(self, text: str) -> bool:
        """Tell whether a name without a number is that of such a text."""
        name = text.lower().removeprefix("dự thảo ")
        return any(name.startswith(f"{one.lower()} ") for one in self.names)


@dataclass(frozen=True, slots=True)
class PublicationRules:
    """How changes are published.

    Attributes:
        owners: what owners are called on pages.
        stages: by id.
        origins: by id, in the order of the file.
    """

    owners: Mapping[Owner, str] = field(default_factory=dict)
    stages: Mapping[str, PublicationStage] = field(default_factory=dict)
    origins: Mapping[str, ChangeOrigin] = field(default_factory=dict)

    def origin_of(self, number: str) -> ChangeOrigin | None:
        """Return the origin whose symbols fit the number of a text, or its name, or None."""
        found = _WITH_YEAR.match(number)
        if not found:
            return next((one for one in self.origins.values() if one.is_named(number)), None)
        symbol = found[1]
        return next(
            (one for one in self.origins.values() if symbol.startswith(one.symbols or " ")), None
        )


NO_PUBLICATION = PublicationRules()


@dataclass(frozen=True, slots=True)
class StageRecord:
    """What is known of a stage of a change.

    Attributes:
        number: of the decision; may be empty.
        on: day of the decision; None for a stage that is not done yet.
        is_needed: whether the change passes this stage at all.
    """

    stage: str
    number: str = ""
    on: date | None = None
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class ChangeEvent:
    """A change that documents must follow.

    Attributes:
        origin: id of the kind of text it comes from.
        text: number of the legal text or decision; empty where none is known.
        provision: of that text; may be empty.
        procedures: codes of the procedures it changes; may be empty.
        effective: day where it is not that of the text.
        is_shortened: whether the text was made in the shortened procedure.
        stages: in any order, no stage twice; may be empty.
    """

    id: str
    origin: str
    source: Source
    text: str = ""
    provision: str = ""
    kind: ChangeKind = ChangeKind.AMENDED
    procedures: tuple[str, ...] = ()
    effective: date | None = None
    is_shortened: bool = False
    summary: str = ""
    stages: tuple[StageRecord, ...] = ()

    def needs(self, stage: str) -> bool:
        """Tell whether the change passes a stage."""
        return self.record_of(stage).is_needed

    def tells_of(self, stage: str) -> bool:
        """Tell whether somebody wrote down a stage."""
        return any(one.stage == stage for one in self.stages)

    def record_of(self, stage: str) -> StageRecord:
        """Return what is known of a stage; of one nobody wrote down, nothing."""
        return next((one for one in self.stages if one.stage == stage), StageRecord(stage))


@dataclass(frozen=True, slots=True)
class LawEvents:
    """Change events of a set.

    Attributes:
        events: in the order of the file.
        counts_publication_terms: whether the terms of those who publish are counted.
    """

    events: tuple[ChangeEvent, ...] = ()
    counts_publication_terms: bool = True


NO_EVENTS = LawEvents()


@dataclass(frozen=True, slots=True)
class LawChange:
    """A change of law that somebody tells beside the sources.

    Attributes:
        number: of the legal text.
        effective: the day it takes effect; None where nobody tells.
        ministry, province: decisions that announce it, with their days; None where nobody tells.
        provision: of the text; may be empty.
        is_shortened: whether it was made in the shortened procedure.
    """

    number: str
    effective: date | None = None
    ministry: Decision | None = None
    province: Decision | None = None
    provision: str = ""
    is_shortened: bool = False
