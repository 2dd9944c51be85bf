"""Findings: what a check reports, with severity and source."""

from dataclasses import dataclass
from enum import Enum

from qmskit.model.dated import Source
from qmskit.problems import Location


class Severity(Enum):
    """How much a finding weighs; the value is the word used in JSON."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found in a set.

    Attributes:
        code: `QMSnnn`, stable and documented in docs/problems.md.
        where: file and line of the set, as far as known.
        subject: code of the procedure or document meant; may be empty.
        message: what is wrong; fix: what to do.
        source: the law or observation the rule rests on.
    """

    code: str
    severity: Severity
    where: Location
    subject: str
    message: str
    fix: str
    source: Source
