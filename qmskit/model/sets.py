"""A document set: everything one agency holds, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from qmskit.model.agencies import NO_SCOPE, Agency, Appointment, Codes, Revision, Scope
from qmskit.model.calendars import NO_CALENDAR, CalendarData
from qmskit.model.control import NO_CONTROL, SetControl
from qmskit.model.distribution import NO_DISTRIBUTION, Distribution
from qmskit.model.frameworks import AgencyType, Framework, Obligation, Role
from qmskit.model.kinds import DocumentKind, KindRecord
from qmskit.model.layouts import Profile
from qmskit.model.legal_texts import EMPTY_REGISTER, Register
from qmskit.model.procedures import Procedure
from qmskit.model.publication import NO_EVENTS, LawEvents
from qmskit.model.sources import SourceText
from qmskit.model.systems import NO_LISTS, SystemLists
from qmskit.model.workflows import ProvinceDecisions, Workflow, WorkflowStanding


@dataclass(frozen=True, slots=True)
class SystemChoices:
    """What an agency chooses for the documents of the system.

    Attributes:
        report: id of the outline of its annual report; empty means the framework's first.
        leave_out: ids of documents it does not make, or groups of them: `letters`.
        signing: document -> way to sign, where it is not as the document's head says.
        lead_unit: the unit that follows and inspects the system; empty means that of the province.
        words: wording by name, over that of its type of agency.
        has_samples: whether worked samples are made.
    """

    report: str = ""
    leave_out: tuple[str, ...] = ()
    signing: Mapping[str, str] = field(default_factory=dict)
    lead_unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    has_samples: bool = True


NO_CHOICES = SystemChoices()


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
        own_kinds: documents that only this agency makes, from texts of its own.
        system: lists of the framework with the agency's own entries over them.
        choices: what the agency chooses for the documents of the system.
        workflow_files: by procedure code, the file of the agency's workflow or proposal.
        control: what its documents print of the ledger; nothing until somebody asks for a build.
        distribution: who is to hold which documents.
        calendar: the agency's own days off and office hours; empty where it has no `calendar.yaml`.
        register: legal texts of the agency's own register over those of the framework.
        law_events: changes of law and what is known of their publication.
        suspects: codes of procedures that changed since their workflow was made, and whose workflow
            nobody has confirmed since, as the ledger tells; sorted.
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
    own_kinds: tuple[DocumentKind, ...] = ()
    system: SystemLists = NO_LISTS
    choices: SystemChoices = NO_CHOICES
    workflow_files: Mapping[str, str] = field(default_factory=dict)
    control: SetControl = NO_CONTROL
    distribution: Distribution = NO_DISTRIBUTION
    calendar: CalendarData = NO_CALENDAR
    register: Register = EMPTY_REGISTER
    law_events: LawEvents = NO_EVENTS
    suspects: tuple[str, ...] = ()

    @property
    def obligation(self) -> Obligation:
        """Return whether the agency must keep the system or is only encouraged to."""
        own = self.scope.obligation
        return Obligation(own) if own else self.agency_type.obligation

    @property
    def agency_type(self) -> AgencyType:
        """Return the framework's type of the agency."""
        return next(kind for kind in self.framework.agency_types if kind.id == self.agency.type)

    @property
    def kinds(self) -> tuple[DocumentKind, ...]:
        """Return the kinds of document the agency makes."""
        return tuple(one for one in (*self.framework.kinds, *self.own_kinds) if self.makes(one))

    def makes(self, kind: DocumentKind) -> bool:
        """Tell whether the agency makes a kind of document: it is for its type and not left out."""
        left_out = self.choices.leave_out
        is_left_out = kind.id in left_out or kind.group in left_out
        return kind.is_for(self.agency.type) and not is_left_out

    def controls(self, kind: DocumentKind) -> bool:
        """Tell whether documents of a kind are approved and issued, not made when needed."""
        uncontrolled = self.framework.control.uncontrolled
        return kind.id not in uncontrolled and kind.group not in uncontrolled

    def kept_by(self, kind: DocumentKind) -> tuple[KindRecord, ...]:
        """Return the records a document of the system leaves, kept as long as the agency says."""
        own = {
            one.record: one.retention for one in self.system.retentions if one.document == kind.id
        }
        of_all = own.get("", "")
        return tuple(
            replace(kept, retention=own.get(kept.name) or of_all or kept.retention)
            for kept in kind.kept
        )

    def role_of(self, post: str) -> str:
        """Return the id of the role that takes a post; a role's own id stands for itself."""
        return self.agency_type.posts.get(post, post)

    def role(self, role: str) -> Role:
        """Return the framework's role with the id `role`, which exists in a loaded set."""
        return next(known for known in self.framework.roles if known.id == role)

    def role_name(self, role: str, day: date) -> str:
        """Return what the role is called on `day`: before its first label, what that says."""
        labels = self.role(role).labels
        label = labels.at(day) or labels.first
        return label.name if label else role

    def workflow_of(self, code: str) -> Workflow | None:
        """Return the workflow that counts: the agency's own, the province's, else a proposal."""
        own = self.workflows.get(code)
        if own and own.standing is not WorkflowStanding.PROPOSED:
            return own
        return self.province.get(code, ProvinceDecisions(code)).workflow or own

    def holder(self, role: str, day: date) -> Appointment | None:
        """Return who holds `role` on `day`, or None.

        A role that nobody is named for may go with a post: who leads the agency leads its
        steering committee.
        """
        held = (one for one in self.appointments if one.role == role and one.holds_on(day))
        found = next(held, None)
        post = self.role(role).held_by
        if (found and found.person) or not post:
            return found
        other = self.holder(self.role_of(post), day)
        return Appointment(role, other.person) if other else found
