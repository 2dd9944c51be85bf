"""What a quality management system is made of beside its documents: lists of a framework.

Every list holds entries with an id; an agency changes, adds or drops entries by that id. Posts and
documents are named by their ids; what is printed of them is looked up when a document is composed.
"""

from dataclasses import dataclass, fields

from qmskit.model.dated import Source
from qmskit.model.entries import Entry
from qmskit.model.evaluations import (
    Criterion,
    InspectionPoint,
    Report,
    SampleSize,
    StateForm,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Entry):
    """A function of the agency, as its decision of establishment says."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Entry):
    """A unit of the agency: what it does in the system, and the post that leads it."""

    unit: str
    duty: str
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Entry):
    """An internal or external issue (ISO 9001:2015, 4.1); `side` is internal or external."""

    side: str
    text: str
    effect: str
    watch: str
    owner: str
    frequency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Entry):
    """An interested party (4.2): what it needs, and how that is watched."""

    name: str
    needs: str
    watch: str
    owner: str
    frequency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion(Entry):
    """A clause that does not apply, and why (4.3)."""

    clause: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """How a process is measured (9.1.1); `data` is the source of its figures."""

    name: str
    target: str
    data: str
    frequency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Entry):
    """A process (4.4); `group` is management, core or support."""

    name: str
    group: str
    inputs: str
    outputs: str
    owner: str
    document: str = ""
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Entry):
    """A clause of the standard, how it is met, and by which documents and records."""

    title: str
    how: str
    documents: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Entry):
    """A risk (6.1).

    Attributes:
        process: id of the process it threatens.
        likelihood, impact: 1 to 5.
    """

    process: str
    name: str
    cause: str
    effect: str
    likelihood: int
    impact: int
    treatment: str
    owner: str
    due: str
    evidence: str
    documents: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """Return likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLevel(Entry):
    """A level of risk from a lowest score on, and what it asks for."""

    lowest: int
    name: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity(Entry):
    """An opportunity (6.1)."""

    process: str
    name: str
    benefit: str
    action: str
    owner: str
    due: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What somebody does by some day to reach an objective."""

    text: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Entry):
    """A quality objective (6.2).

    Attributes:
        level: `agency` or `unit`; `unit` names the unit.
        data: source of its figures.
        previous, interim, final: results; empty until somebody has them.
    """

    level: str
    name: str
    measure: str
    target: str
    data: str
    frequency: str
    owner: str
    due: str
    unit: str = ""
    actions: tuple[Action, ...] = ()
    previous: str = ""
    interim: str = ""
    final: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Entry):
    """A duty of the year; `month` is printed as it is written."""

    month: str
    name: str
    owner: str
    output: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention(Entry):
    """How long an agency keeps records of a document of the system.

    Attributes:
        record: name of the record; empty means all that the document leaves.
        basis: what the time rests on; may be empty.
    """

    document: str
    retention: str
    record: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(Entry):
    """A line of the budget, with the ceiling a legal text sets."""

    name: str
    ceiling: str = ""
    basis: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Entry):
    """A seat of the steering committee, the post that takes it and its duties."""

    seat: str
    post: str
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLists:
    """All lists of a framework or of an agency.

    Attributes:
        sources: what the files of the lists rest on, by file name.
    """

    functions: tuple[Function, ...] = ()
    structure: tuple[Unit, ...] = ()
    issues: tuple[Issue, ...] = ()
    parties: tuple[Party, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    processes: tuple[Process, ...] = ()
    clauses: tuple[Clause, ...] = ()
    risks: tuple[Risk, ...] = ()
    risk_levels: tuple[RiskLevel, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    objectives: tuple[Objective, ...] = ()
    tasks: tuple[Task, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    retentions: tuple[Retention, ...] = ()
    committee: tuple[Seat, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    sample_sizes: tuple[SampleSize, ...] = ()
    points: tuple[InspectionPoint, ...] = ()
    reports: tuple[Report, ...] = ()
    state_forms: tuple[StateForm, ...] = ()
    sources: tuple[tuple[str, Source], ...] = ()


NO_LISTS = SystemLists()
LISTS = tuple(one.name for one in fields(SystemLists) if one.name != "sources")
