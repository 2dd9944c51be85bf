"""A document set: everything one agency holds, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qmskit.model.agencies import NO_SCOPE, Agency, Appointment, Codes, Revision, Scope
from qmskit.model.frameworks import AgencyType, Framework, Obligation, Role
from qmskit.model.layouts import Profile
from qmskit.model.procedures import Procedure
from qmskit.model.sources import SourceText
from qmskit.model.workflows import ProvinceDecisions, Workflow, WorkflowStanding


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """One agency's documents as data.

    Attributes:
        folder: the set on disk.
        procedures, province, workflows: by procedure code, in the order of the codes; a workflow
            of several procedures stands under each of them. `province` holds the decisions of the
            set's own folder over those of its packs.
        revisions: by document code, newest last, never empty lists; a document without an entry is
            at issue 1, revision 0, not yet issued.
        appointments: who holds which role, in the order of `staff.yaml`.
        texts: the agency's own Markdown by name: overrides in `documents/`, forms in `forms/`.
        scope: who shares the system.
        workflow_files: by procedure code, the file of the agency's workflow or proposal.
    """

    folder: Path
    agency: Agency
    framework: Framework
    profile: Profile
    procedures: Mapping[str, Procedure]
    province: Mapping[str, ProvinceDecisions]
    workflows: Mapping[str, Workflow]
    appointments: tuple[Appointment, ...]
    codes: Codes
    revisions: Mapping[str, tuple[Revision, ...]]
    texts: Mapping[str, SourceText]
    scope: Scope = NO_SCOPE
    workflow_files: Mapping[str, str] = field(default_factory=dict)

    @property
    def obligation(self) -> Obligation:
        """Return whether the agency must keep the system or is only encouraged to."""
        own = self.scope.obligation
        return Obligation(own) if own else self.agency_type.obligation

    @property
    def agency_type(self) -> AgencyType:
        """Return the framework's type of the agency."""
        return next(kind for kind in self.framework.agency_types if kind.id == self.agency.type)

    def role(self, role: str) -> Role:
        """Return the framework's role with the id `role`, which exists in a loaded set."""
        return next(known for known in self.framework.roles if known.id == role)

    def role_name(self, role: str, day: date) -> str:
        """Return what the role is called on `day`, or the id where no label is in force."""
        label = self.role(role).labels.at(day)
        return label.name if label else role

    def workflow_of(self, code: str) -> Workflow | None:
        """Return the workflow that counts: the agency's own, the province's, else a proposal."""
        own = self.workflows.get(code)
        if own and own.standing is not WorkflowStanding.PROPOSED:
            return own
        return self.province.get(code, ProvinceDecisions(code)).workflow or own

    def holder(self, role: str, day: date) -> Appointment | None:
        """Return who holds `role` on `day`, or None."""
        held = (one for one in self.appointments if one.role == role and one.holds_on(day))
        return next(held, None)
