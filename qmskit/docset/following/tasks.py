"""What is due: one task with its reason, its file and the command that does it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum

from qmskit.law.chains import Chain, ChangeStatus
from qmskit.model.dated import Source, Standing
from qmskit.model.deadlines import Deadline
from qmskit.model.publication import Owner
from qmskit.model.sets import DocumentSet


class TaskKind(StrEnum):
    """What a task is about; the value is the word in JSON."""

    CHANGE = "change"
    TEXT = "text"
    CONFIRM = "confirm"
    RELEASE = "release"
    SIGN = "sign"
    ANNOUNCE = "announce"
    WITHDRAW = "withdraw"
    TAKE_BACK = "take-back"
    FEE = "fee"
    POST = "post"


class Rank(IntEnum):
    """How a task stands before others: what the law asks for by a day comes first.

    A change whose day nobody knows may bind already, so it comes before what has no day.
    """

    OVERDUE = 0
    BY_A_DAY = 1
    UNKNOWN_DAY = 2
    NOW = 3
    TO_COME = 4
    HOUSEKEEPING = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next.

    Attributes:
        todo: in one sentence.
        file: the file of the set it is about; may be empty.
        command: may be empty where no command does it.
        signed: what somebody has to sign; may be empty.
    """

    todo: str
    file: str = ""
    command: str = ""
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is due.

    Attributes:
        id: the same on every day, as long as the task is the same.
        about: what it is, in a few words.
        why: the reason, in sentences.
        source: the provision that asks for it.
        procedures, documents: codes; may be empty.
        legal_text: number; may be empty.
        chain: the clock of a change; None for what has none.
        effective: first day of a change; None where there is none, or nobody knows.
        ends: last day of what ends by itself, such as a rate; None for all else.
        cases: dossiers that came for its procedures; 0 where nobody told.
    """

    kind: TaskKind
    rank: Rank
    id: str
    as_of: date
    about: str
    why: str
    source: Source
    step: Step
    procedures: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    legal_text: str = ""
    chain: Chain | None = None
    effective: date | None = None
    ends: date | None = None
    cases: int = 0

    @property
    def status(self) -> ChangeStatus | None:
        """Return where a change stands; None for what is no change."""
        return self.chain.status if self.chain else None

    @property
    def is_overdue(self) -> bool:
        """Tell whether the law's term has passed."""
        return self.status is ChangeStatus.OVERDUE

    @property
    def waiting_on(self) -> Owner | None:
        """Return who has to act before the agency can; None for nobody."""
        return self.chain.waiting_on if self.chain else None

    @property
    def legal(self) -> date | None:
        """Return the last day as the law counts it; None without one."""
        return self.chain.deadline.legal if self.chain and self.chain.deadline else self.ends

    @property
    def due(self) -> date | None:
        """Return the same day moved past days off; None without one."""
        return self.chain.deadline.due if self.chain and self.chain.deadline else self.ends

    @property
    def days(self) -> int | None:
        """Return the days that remain, negative after the last one; None without one."""
        return (self.due - self.as_of).days if self.due else None

    @property
    def is_provisional(self) -> bool:
        """Tell whether the last day rests on a day off that is not certain."""
        term = self.chain.deadline if self.chain else None
        return isinstance(term, Deadline) and term.is_provisional


def ordered(tasks: Iterable[Task], cases: Mapping[str, int]) -> tuple[Task, ...]:
    """Return tasks by the law's urgency, then by the number of dossiers, then by code.

    Args:
        cases: dossiers by procedure code; of a procedure nobody counted there are none.
    """
    counted = (
        replace(one, cases=sum(cases.get(code, 0) for code in one.procedures)) for one in tasks
    )
    return tuple(sorted(counted, key=_urgency))


def source_in(qmset: DocumentSet, number: str, provision: str = "") -> Source:
    """Return a provision of a text, known as well as the register knows the text."""
    text = qmset.register.texts.get(number)
    standing = text.source.standing if text else Standing.UNVERIFIED
    return Source(number, standing, provision)


def _urgency(task: Task) -> tuple[Rank, date, int, tuple[str, ...], str]:
    day = task.due or task.effective or date.max
    if task.rank is Rank.TO_COME:
        day = task.effective or day
    return task.rank, day, -task.cases, task.procedures or task.documents, task.id
