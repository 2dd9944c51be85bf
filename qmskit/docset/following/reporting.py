"""What is due in a set on a day: `today`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qmskit.docset.following.chains import (
    documents_serving,
    followed_changes,
    reckoning_of,
)
from qmskit.docset.following.changes import change_tasks, text_tasks
from qmskit.docset.following.steps import Desk
from qmskit.docset.following.tasks import Task, ordered
from qmskit.docset.following.upkeep import upkeep_tasks
from qmskit.docset.issuing.drafts import drafts
from qmskit.law.chains import Chain, ChangeStatus
from qmskit.law.yearly import (
    YearOfChanges,
    chain_told,
    has_begun_in,
    year_of_changes,
    year_told,
)
from qmskit.model.publication import Owner
from qmskit.model.sets import DocumentSet


@dataclass(frozen=True, slots=True)
class YearReport:
    """What a year brought, as the annual report tells it.

    Attributes:
        sentence: in Vietnamese.
        chains: the changes that took effect in the year, in the order of the events.
        told: by id of the event a Vietnamese sentence for each stage.
    """

    year: int
    found: YearOfChanges
    sentence: str
    chains: tuple[Chain, ...]
    told: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TodayReport:
    """What is due on a day.

    Attributes:
        agency: its name.
        tasks: the most urgent first; may be empty.
        chains: every change event of the set, in the order of the events.
        owners: what those who act at stages are called.
    """

    as_of: date
    agency: str
    tasks: tuple[Task, ...]
    chains: tuple[Chain, ...]
    owners: Mapping[Owner, str]

    @property
    def is_overdue(self) -> bool:
        """Tell whether the law's term of anything has passed."""
        return any(one.is_overdue for one in self.tasks)

    @property
    def binding(self) -> tuple[Task, ...]:
        """Return the changes that bind already although the province's list is not out."""
        waiting = ChangeStatus.WAITING_FOR_ANNOUNCEMENT
        return tuple(one for one in self.tasks if one.status is waiting)

    def year(self, year: int) -> YearReport:
        """Return what a year brought, as far as it has on the day of the report.

        Law:
            QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a.
        """
        found = year_of_changes(self.chains, year)
        begun = tuple(one for one in self.chains if has_begun_in(one, year))
        told = {one.event.id: chain_told(one, self.owners) for one in begun}
        return YearReport(year, found, year_told(found, self.owners), begun, told)


def today(
    qmset: DocumentSet, *, as_of: date, cases: Mapping[str, int] | None = None
) -> TodayReport:
    """Return what is due in a set on a day, why, and the command that does it.

    Args:
        as_of: any day; of one to come, what would be due if nobody did anything until then.
        cases: dossiers by procedure code, to put what is equally urgent in order.

    Raises:
        InvalidInputError: the ledger cannot be read, or a document cannot be composed.
        OutOfCalendarError: a term ends later than any calendar goes.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4.
    """
    standings = drafts(qmset, as_of).standings
    counted = cases or {}
    desk = Desk(qmset, as_of, standings, followed_changes(qmset, as_of, standings), counted)
    reckoning = reckoning_of(qmset)
    chains = {one.id: desk.followed.chain(one, reckoning, as_of) for one in qmset.law_events.events}
    tasks = ordered(_tasks(desk, chains), counted)
    owners = qmset.framework.publication.owners
    return TodayReport(as_of, qmset.agency.name, tasks, tuple(chains.values()), owners)


def _tasks(desk: Desk, chains: Mapping[str, Chain]) -> Iterator[Task]:
    documents = documents_serving(desk.qmset, desk.as_of)
    changes = (*change_tasks(desk, chains, documents), *text_tasks(desk, documents))
    yield from changes
    covered = {
        code
        for one in changes
        if one.id in desk.followed.brought_in
        for code in (*one.procedures, *one.documents)
    }
    yield from upkeep_tasks(desk, covered)
