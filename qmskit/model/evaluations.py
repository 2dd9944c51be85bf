"""How a quality management system is measured, inspected and reported: entries of its lists."""

from dataclasses import dataclass

from qmskit.model.entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Entry):
    """A question of the satisfaction survey and its answers, best first."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSize(Entry):
    """The least number of slips for a number of dossiers, as printed; `highest` may be open."""

    lowest: str
    least: str
    highest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPoint(Entry):
    """A point of the yearly inspection, verbatim, and what is shown for it."""

    lead: str
    text: str
    evidence: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPoint:
    """A heading of the annual report, and what is told below it."""

    number: str
    title: str
    guide: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A row of a scoring table; `top` is empty where the highest score is not known."""

    text: str
    top: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Entry):
    """An outline of the annual report, with the scoring table of a province where it has one."""

    name: str
    points: tuple[ReportPoint, ...]
    rubric: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateForm(Entry):
    """A form of the State, by name and days.

    Attributes:
        family: what it is used for: `receipt`; one form of a family holds on a day.
        act: legal text that issued it; effective, expires: ISO days, empty where not known.
        is_held: whether its official text is at hand.
    """

    family: str
    name: str
    number: str
    act: str
    effective: str = ""
    expires: str = ""
    is_held: bool = False
