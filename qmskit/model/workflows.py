"""Internal workflows (quy trình nội bộ) of procedures, and what the province decided for them."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from qmskit.model.texts import folded
from qmskit.model.times import Limit
from qmskit.problems import Location


class WorkflowStanding(Enum):
    """Who stands behind a workflow; the value is the word used in YAML."""

    PROPOSED = "proposed"
    AGENCY = "agency"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on paper: number, day, issuer; the day may be unknown."""

    number: str
    issued: date | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class StepTime:
    """The time of a step in one case of the workflow.

    Attributes:
        case: id of the case; empty in a workflow without cases.
        limit: time allowed; may be unknown.
        shared: whether the time of the step before covers this step too; `limit` is then empty.
    """

    case: str
    limit: Limit
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a workflow.

    Attributes:
        role: id of the role that acts, never a person; empty where `performer` says it in words.
        action: what is done; line breaks separate paragraphs.
        times: one entry a case the step belongs to, in the order of the cases.
        output: what the step produces; may be empty.
        form: form used; may be empty.
        outside: name of another agency when the step runs there; empty inside the agency.
        performer: who acts, in the words of a decision that names no role the framework knows.
    """

    role: str
    action: str
    times: tuple[StepTime, ...] = ()
    output: str = ""
    form: str = ""
    outside: str = ""
    performer: str = ""

    def time(self, case: str = "") -> StepTime | None:
        """Return the time of the step in `case`; None when the step has none there."""
        return next((time for time in self.times if time.case == case), None)

    def limit(self, case: str = "") -> Limit | None:
        """Return the time allowed in `case`; None when the step has none of its own there."""
        time = self.time(case)
        return None if time is None or time.shared else time.limit


@dataclass(frozen=True, slots=True)
class WorkflowCase:
    """A case with times of its own, such as *không xác minh* and *có xác minh*.

    Attributes:
        limit: the time allowed for the whole case; None where nobody fixed one.
    """

    id: str
    name: str
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class RecordKept:
    """A record to keep (hồ sơ lưu) with its place and retention.

    Attributes:
        holder: place and keeper; may be empty.
        retention: such as `Vĩnh viễn`; empty when nobody fixed it: reported, never invented.
        source: where the retention comes from; may be empty.
    """

    name: str
    holder: str = ""
    retention: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A form of the agency's own, printed behind the procedure document.

    Attributes:
        title: name of the form.
        file: Markdown file in the set's `forms/` folder.
    """

    title: str
    file: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """The internal workflow of one or several similar procedures.

    Attributes:
        procedures: codes served, at least one, the first names the document.
        steps: in order, at least one.
        cases: may be empty; then every step has at most one time, of case "".
        decision: the decision that approved it; None for a proposal or the agency's own.
        reason: why the agency deviates from the province's workflow; may be empty.
        tracked: whether a tracking slip accompanies the dossier; None leaves it to the rule.
        source: the document a proposal was read from; empty for one made from a sample.
        limit: time allowed for the whole, as the workflow's decision says; None where it is silent
            or names one for each case.

    Law:
        TT 26/2014/TT-BKHCN, Điều 41 khoản 6: similar procedures may share one workflow.
    """

    procedures: tuple[str, ...]
    steps: tuple[Step, ...]
    standing: WorkflowStanding
    title: str = ""
    cases: tuple[WorkflowCase, ...] = ()
    decision: Decision | None = None
    reason: str = ""
    tracked: bool | None = None
    records: tuple[RecordKept, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    source: str = ""
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class LocalFee:
    """A fee fixed by the province.

    Attributes:
        text: the rate in words, `8.000 đồng/bản sao`.
        places: communes it holds in; empty means the whole province.
        place_name: name of the group of places; may be empty.
        method: channel it holds for; empty means every channel.
        until: last day it holds; None when open.
        source: the council's resolution.
        since: first day it holds; None when open.
    """

    text: str
    places: tuple[str, ...] = ()
    place_name: str = ""
    method: str = ""
    until: date | None = None
    source: str = ""
    since: date | None = None

    @property
    def is_unlisted(self) -> bool:
        """Tell whether it holds in a group of places whose members are not known."""
        return bool(self.place_name) and not self.places

    def places_of(self, agency: str) -> tuple[str, ...]:
        """Return those of its places with which the name of an agency ends."""
        name = folded(agency)
        return tuple(place for place in self.places if name.endswith(f" {folded(place)}"))

    def holds_on(self, day: date) -> bool:
        """Tell whether the rate holds on `day`."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class ProvinceDecisions:
    """What the province decided for one procedure (folder `province/`).

    Attributes:
        code: code of the procedure.
        limit: limit after the province's reduction; None without reduction.
        limit_decision: the reducing decision, with its day.
        fees: rates by place and channel; may be empty.
        reception: places of reception, one a line; may be empty.
        workflow: the approved workflow; None when the province published none.
        forms: forms of the province's own, printed behind the procedure document; may be empty.
        where: the place it was read at; None where no single place tells all of it.
    """

    code: str
    limit: Limit | None = None
    limit_decision: Decision | None = None
    fees: tuple[LocalFee, ...] = ()
    reception: tuple[str, ...] = ()
    workflow: Workflow | None = None
    forms: tuple[Attachment, ...] = ()
    where: Location | None = field(default=None, compare=False)

    def over(self, below: "ProvinceDecisions") -> "ProvinceDecisions":
        """Return these decisions, with those of `below` where these decide nothing."""
        return ProvinceDecisions(
            code=self.code,
            limit=self.limit or below.limit,
            limit_decision=self.limit_decision if self.limit else below.limit_decision,
            fees=self.fees or below.fees,
            reception=self.reception or below.reception,
            workflow=self.workflow or below.workflow,
            forms=self.forms or below.forms,
        )
