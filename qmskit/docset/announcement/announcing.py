"""`announce`: the system announced, and whether a change of scope asks for it again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qmskit.control.announcements import (
    AnnouncedDocument,
    Notice,
    Posting,
    SystemAnnouncement,
    WebPage,
    announcement_json,
    announcements,
    publication_json,
)
from qmskit.control.ledger import Kind
from qmskit.control.life import Issued
from qmskit.control.signing import future
from qmskit.docset.announcement.reporting import AnnouncementState
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import clean, one_line
from qmskit.problems import InvalidInputError, Location, Problem

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Announcing:
    """An announcement to be recorded, or what is added to the last one.

    Attributes:
        decision: number of the decision; empty adds to the last announcement.
        on: its day; None without a decision.
        notice, posted, web: None for what is not done yet.
    """

    decision: str = ""
    on: date | None = None
    notice: Notice | None = None
    posted: Posting | None = None
    web: WebPage | None = None


def announce(qmset: DocumentSet, announcing: Announcing, *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Record an announcement; see `plan_announce`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: why it cannot be recorded; nothing is written.
        TargetError: the folder cannot be written.
    """
    made = plan_announce(qmset, announcing, act=act)
    carry_out(made, act)
    return made


def plan_announce(qmset: DocumentSet, announcing: Announcing, *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Return what an announcement would record.

    The first one is refused as long as evidence is missing; later ones are only remarked upon.

    Raises:
        InvalidInputError: evidence is missing before the first announcement, days are in an
            impossible order, the decision is known already, or there is nothing to add to.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 2, khoản 3, khoản 4 điểm c.
    """
    announcing = _cleaned(announcing)
    today = act.day
    days = (announcing.on, *(one.on for one in _publication(announcing)))
    problems = [one for day in days if day for one in future(day, today, "--on")]
    problems += _untold(announcing)
    if not announcing.decision:
        return _added(qmset, announcing, problems)
    on = announcing.on
    if on is None:
        message = _("chưa ghi ngày quyết định công bố")
        raise InvalidInputError([Problem(Location("--on"), "QMS783", message)])
    state = AnnouncementState(qmset, on)
    missing = (*state.shortcomings(on), *state.unissued())
    problems += _used(state.announcements, announcing.decision)
    problems += _before_decision(announcing, on)
    is_first = not state.announcements
    problems += missing if is_first else ()
    if problems:
        raise InvalidInputError(problems)
    done = SystemAnnouncement(
        announcing.decision, on, state.scope, tuple(_documents(state.current)),
        announcing.notice, announcing.posted, announcing.web,
    )  # fmt: skip
    looked_at = (*(() if is_first else missing), *state.remarks(on), *state.unserved())
    return SetPlan(
        qmset.folder,
        (),
        tuple(looked_at),
        PlannedEntry(Kind.ANNOUNCE, announcement_json(done), is_final=True),
        (_told(done, is_first=is_first), *_published_told(announcing)),
    )


def _told(done: SystemAnnouncement, *, is_first: bool) -> str:
    told = _(
        "{act} theo Quyết định số {decision} ngày {on}: {procedures} TTHC, {documents} tài liệu"
    )
    return told.format(
        act=_("công bố") if is_first else _("công bố lại"),
        decision=done.decision,
        on=f"{done.on:%d/%m/%Y}",
        procedures=len(done.scope.procedures),
        documents=len(done.documents),
    )


def _cleaned(announcing: Announcing) -> Announcing:
    """Return what was asked for with its texts on one line each."""
    notice, posted, web = announcing.notice, announcing.posted, announcing.web
    return replace(
        announcing,
        decision=one_line(clean(announcing.decision)),
        notice=notice and replace(notice, number=one_line(clean(notice.number))),
        posted=posted and replace(posted, place=one_line(clean(posted.place))),
        web=web and replace(web, url=one_line(clean(web.url))),
    )


def _untold(announcing: Announcing) -> Iterator[Problem]:
    """Yield what is given a day and no text."""
    texts = (
        ("--notice", announcing.notice and announcing.notice.number),
        ("--posted", announcing.posted and announcing.posted.place),
        ("--web", announcing.web and announcing.web.url),
    )
    for option, text in texts:
        if text == "":
            message = _("chưa ghi số, nơi hoặc địa chỉ")
            yield Problem(Location(option), "QMS783", message, _("ghi đủ cả nội dung và ngày"))


def _added(qmset: DocumentSet, announcing: Announcing, problems: list[Problem]) -> SetPlan:
    """Return what adds to the last announcement."""
    known = announcements(ledger_of(qmset.folder).entries)
    if not known:
        message = _("chưa có lần công bố nào để ghi thêm")
        fix = _("ghi quyết định công bố trước: --decision SỐ --on NGÀY")
        problems.append(Problem(Location("--decision"), "QMS783", message, fix))
    elif not tuple(_publication(announcing)):
        message = _("không có gì để ghi")
        fix = _("ghi --decision, hoặc --notice, --posted, --web")
        problems.append(Problem(Location("--decision"), "QMS783", message, fix))
    else:
        problems += _before_decision(announcing, known[-1].on)
    if problems:
        raise InvalidInputError(problems)
    details = publication_json(announcing.notice, announcing.posted, announcing.web)
    return SetPlan(
        qmset.folder,
        (),
        entry=PlannedEntry(Kind.ANNOUNCE, details, is_final=True),
        acts=tuple(_published_told(announcing)),
    )


def _documents(current: Mapping[str, Issued]) -> Iterator[AnnouncedDocument]:
    for code, one in sorted(current.items()):
        held = one.document
        yield AnnouncedDocument(code, held.issue, held.revision, held.check)


def _publication(announcing: Announcing) -> Iterator[Notice | Posting | WebPage]:
    for one in (announcing.notice, announcing.posted, announcing.web):
        if one is not None:
            yield one


def _used(known: Iterable[SystemAnnouncement], decision: str) -> Iterator[Problem]:
    for one in known:
        if one.decision == decision:
            message = _("Quyết định số {number} đã ghi là quyết định công bố ngày {day}").format(
                number=decision, day=f"{one.on:%d/%m/%Y}"
            )
            fix = _("ghi thêm thông báo, niêm yết, đăng tải thì bỏ --decision")
            yield Problem(Location("--decision"), "QMS786", message, fix)


def _before_decision(announcing: Announcing, on: date) -> Iterator[Problem]:
    """Yield what is said to be published before the decision."""
    told = (("--notice", announcing.notice), ("--posted", announcing.posted),
            ("--web", announcing.web))  # fmt: skip
    for option, one in told:
        if one is not None and one.on < on:
            message = _("ngày {day} trước ngày quyết định công bố {on}").format(
                day=f"{one.on:%d/%m/%Y}", on=f"{on:%d/%m/%Y}"
            )
            yield Problem(Location(option), "QMS781", message, _("ghi đúng ngày"))


def _published_told(announcing: Announcing) -> Iterator[str]:
    if announcing.notice:
        text = _("thông báo số {number} ngày {on}")
        yield text.format(number=announcing.notice.number, on=f"{announcing.notice.on:%d/%m/%Y}")
    if announcing.posted:
        text = _("niêm yết từ ngày {on} tại {place}")
        yield text.format(on=f"{announcing.posted.on:%d/%m/%Y}", place=announcing.posted.place)
    if announcing.web:
        text = _("đăng tải ngày {on} tại {url}")
        yield text.format(on=f"{announcing.web.on:%d/%m/%Y}", url=announcing.web.url)
