"""Rules: what they look at, how much they weigh, and what they rest on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from qmskit.documents.plan import workflow_of
from qmskit.model.dated import Source
from qmskit.model.findings import Finding, Severity
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import ProvinceDecisions, Workflow
from qmskit.problems import InvalidInputError, Location
from qmskit.readers.files import read_text


@dataclass(frozen=True)
class Subject:
    """One procedure of a set with all that is decided for it."""

    qmset: DocumentSet
    day: date
    procedure: Procedure

    @property
    def code(self) -> str:
        """Return the code of the procedure."""
        return self.procedure.code

    @cached_property
    def province(self) -> ProvinceDecisions:
        """Return what the province decided; empty when nothing."""
        return self.qmset.province.get(self.code, ProvinceDecisions(self.code))

    @cached_property
    def workflow(self) -> Workflow | None:
        """Return the workflow that counts."""
        return workflow_of(self.qmset, self.code)

    def in_catalogue(self, key: str) -> Location:
        """Return the place of a key of the State's record."""
        return self._place(f"catalogue/{self.code}.yaml", key)

    def in_province(self, key: str) -> Location:
        """Return the place of a key of the province's decisions: the set's own, else a pack's."""
        names = [f"province/{self.code}.yaml"]
        names += [
            f"packs/{pack.id}/province/{self.code}.yaml" for pack in self.qmset.framework.packs
        ]
        there = (name for name in names if (self.qmset.folder / name).is_file())
        return self._place(next(there, names[0]), key)

    def in_workflow(self, key: str) -> Location:
        """Return the place of a key of the workflow that counts."""
        if self.workflow is not None and self.workflow is self.province.workflow:
            return self.in_province("workflow")
        name = self.qmset.workflow_files.get(self.code, "workflows")
        return self._place(name, key)

    def _place(self, name: str, key: str) -> Location:
        try:
            text = read_text(self.qmset.folder / name)
        except InvalidInputError:
            return Location(name)
        found = re.search(rf"^{re.escape(key)}:", text, re.MULTILINE)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        return Location(name, line, 1, key)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found, without what all its findings share."""

    where: Location
    message: str
    fix: str = ""


ProcedureRule: TypeAlias = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over single procedures.

    Attributes:
        find: yields what the rule finds about one procedure.
    """

    code: str
    severity: Severity
    source: Source
    find: ProcedureRule

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Yield the findings about one procedure."""
        for hit in self.find(subject):
            yield Finding(
                self.code, self.severity, hit.where, subject.code, hit.message, hit.fix, self.source
            )
