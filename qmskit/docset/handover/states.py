"""The state of a set at its handover, as far as two pages have room for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import PurePosixPath

from qmskit.checks import check
from qmskit.control.acts import act_about, act_called
from qmskit.control.distribution import copies, holdings
from qmskit.control.ledger import Entry, Ledger
from qmskit.docset.announcement.reporting import announcement
from qmskit.docset.handover.open_tasks import OpenTask, open_tasks
from qmskit.docset.issuing.drafts import Standing, status
from qmskit.language import LANGUAGES, speaking
from qmskit.language import translate as _
from qmskit.model.control import Release, Stage
from qmskit.model.findings import Finding, Severity
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import capitalised, one_line, shortened
from qmskit.problems import Problem

# What fits on two pages.
_RELEASES = 3
_ACTS = 10
_FINDINGS = 10
_FILES = 2
_NAMES = 2
_DESKS = 6
_LONGEST = 90
_ONE_LINE = 56
_NAME = 40
_WEIGHTS = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who hands over to whom, and when."""

    by: str
    to: str
    on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """Some of several things, and how many there are beside."""

    some: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ToldAct:
    """An act of the ledger in words."""

    on: str
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one rule: how many, with the words of the first."""

    code: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class HandoverState:
    """What a handover tells of a set; the text of the document prints it.

    Attributes:
        file: name of the zip.
        receipt: sha256 of the ledger's last line before the handover; lines: how many it had.
        in_force, to_come: documents issued, by whether their day has come.
        drafts: documents whose newest content is not issued; waiting: those of them that lack one
            or two signatures; proposed: documents on workflows that nobody approved.
        releases: the last ones, newest first. acts: likewise.
        copies, announced: where paper copies lie, what was announced, a line each; may be empty.
        tasks: what is open, with all names; findings: of `check`, the heaviest first.
        edited, left_out, problems: documents edited by hand, how many files of evidence stay, what
            does not fit though it is handed over.
    """

    parties: Parties
    file: str
    receipt: str
    lines: int
    procedures: int
    in_force: int
    to_come: int
    drafts: int
    waiting: int
    proposed: int
    releases: tuple[Release, ...]
    acts: tuple[ToldAct, ...]
    copies: tuple[str, ...]
    announced: tuple[str, ...]
    tasks: tuple[OpenTask, ...]
    findings: tuple[Finding, ...]
    edited: tuple[str, ...]
    left_out: int
    problems: tuple[str, ...]

    @property
    def errors(self) -> int:
        """Return how many findings are errors."""
        return self._count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """Return how many findings are warnings."""
        return self._count(Severity.WARNING)

    @property
    def infos(self) -> int:
        """Return how many findings only inform."""
        return self._count(Severity.INFO)

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """Return the heaviest findings, those of one rule as one."""
        found: dict[str, list[Finding]] = {}
        for one in self.findings:
            found.setdefault(one.code, []).append(one)
        return tuple(
            FindingGroup(
                code,
                capitalised(shortened(one_line(same[0].message), _ONE_LINE)),
                len(same),
            )
            for code, same in islice(found.items(), _FINDINGS)
        )

    @property
    def shown_tasks(self) -> tuple[tuple[OpenTask, Shown], ...]:
        """Return what is open with as many names as there is room for."""
        return tuple(
            (replace(one, text=capitalised(one.text)), _shown(_short(one.names), _NAMES))
            for one in self.tasks
        )

    @property
    def shown_edited(self) -> Shown:
        """Return as many documents edited by hand as there is room for."""
        return _shown(tuple(shortened(_stem(one), _NAME) for one in self.edited), _FILES)

    @property
    def shown_problems(self) -> Shown:
        """Return as many problems as there is room for."""
        return _shown(tuple(shortened(one, _LONGEST) for one in self.problems), _FILES)

    def _count(self, severity: Severity) -> int:
        return sum(one.severity is severity for one in self.findings)


@dataclass(frozen=True, slots=True)
class Left:
    """What a handover does not simply hold.

    Attributes:
        edited: paths of documents edited by hand.
        records: number of files of evidence that stay.
        problems: what does not fit and is handed over all the same.
    """

    edited: tuple[str, ...]
    records: int
    problems: tuple[Problem, ...]


def handover_state(
    qmset: DocumentSet, ledger: Ledger, releases: Sequence[Release], parties: Parties, file: str,
    left: Left,
) -> HandoverState:  # fmt: skip
    """Return the state of a set on the day of its handover, in Vietnamese.

    Raises:
        InvalidInputError: a document cannot be composed.
    """
    day = parties.on
    with speaking(LANGUAGES[0]):
        standings = status(qmset, as_of=day)
        drafts = [one for one in standings if one.is_open]
        findings = check(qmset, as_of=day)
        return HandoverState(
            parties=parties,
            file=file,
            receipt=ledger.receipt,
            lines=len(ledger.entries),
            procedures=len(qmset.procedures),
            in_force=_in_stage(standings, Stage.IN_FORCE),
            to_come=_in_stage(standings, Stage.ISSUED),
            drafts=len(drafts),
            waiting=sum(one.stage in {Stage.DRAFTED, Stage.REVIEWED} for one in drafts),
            proposed=sum(one.is_proposed for one in standings),
            releases=tuple(releases[: -_RELEASES - 1 : -1]),
            acts=tuple(map(_told, ledger.entries[: -_ACTS - 1 : -1])),
            copies=tuple(_copies(ledger.entries, day)),
            announced=tuple(_announced(qmset, day)),
            tasks=open_tasks(qmset, standings, day),
            findings=tuple(sorted(findings, key=lambda one: _WEIGHTS.index(one.severity))),
            edited=left.edited,
            left_out=left.records,
            problems=tuple(str(one) for one in left.problems),
        )


def _in_stage(standings: Iterable[Standing], stage: Stage) -> int:
    return sum(one.issued_stage is stage for one in standings)


def _shown(names: tuple[str, ...], most: int) -> Shown:
    return Shown(names[:most], max(len(names) - most, 0))


def _told(entry: Entry) -> ToldAct:
    about = act_about(entry, 1)
    what = f"{act_called(entry.what)}: {about}" if about else act_called(entry.what)
    told = shortened(capitalised(what), _LONGEST)
    return ToldAct(_day(entry.at), entry.by or _("không rõ"), told)


def _day(at: str) -> str:
    """Return the day of a moment of the ledger as people write it."""
    try:
        return f"{datetime.fromisoformat(at):%d/%m/%Y}"
    except ValueError:
        return at or _("không rõ")


def _copies(entries: Iterable[Entry], day: date) -> Iterator[str]:
    """Yield who holds how many paper copies on a day, the desks with the most first."""
    held = holdings(copies(entries), day)
    desks = Counter(one.desk_name for one in held if not one.is_electronic)
    for name, count in desks.most_common(_DESKS):
        yield f"{shortened(name, _NAME)} ({count})"
    if len(desks) > _DESKS:
        yield _("và {count} nơi khác").format(count=len(desks) - _DESKS)
    if any(one.is_electronic for one in held):
        yield _("giao qua hệ thống quản lý văn bản")


def _announced(qmset: DocumentSet, day: date) -> Iterator[str]:
    """Yield the last announcement, or what the first one still lacks."""
    found = announcement(qmset, as_of=day)
    if found.announcements:
        last = found.announcements[-1]
        yield _("quyết định số {number} ngày {day}").format(
            number=last.decision, day=f"{last.on:%d/%m/%Y}"
        )
        if found.is_needed:
            yield _("phạm vi đã thay đổi, phải công bố lại")
    else:
        missing = sum(filed is None for _rule, filed in found.evidence)
        yield _("chưa công bố, thiếu {count} loại bằng chứng").format(count=missing)


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _short(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of which two stand on two lines: codes as they are, long ones cut off."""
    return tuple(shortened(one, _NAME) for one in names)
