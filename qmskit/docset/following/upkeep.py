"""What else is due about a set: signatures, announcements, copies, rates and posts."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta

from qmskit.control.acts import named
from qmskit.control.history import history
from qmskit.control.life import issued_documents
from qmskit.docset.announcement.reporting import AnnouncementReport, announcement
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.distribution.holdings import DeskReport, distribution
from qmskit.docset.following.commands import command_line, day_option
from qmskit.docset.following.steps import Desk, confirm_step, release_step, sign_step, withdraw_step
from qmskit.docset.following.tasks import Rank, Step, Task, TaskKind, source_in
from qmskit.docset.handover.open_tasks import OpenTask, open_tasks
from qmskit.documents.sandbox import day_text
from qmskit.language import translate as _
from qmskit.model.control import SignatureRole
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import LocalFee, ProvinceDecisions

# How long before its last day a rate is told of.
SOON_DAYS = 60

_SYSTEM = "19/2014/QĐ-TTg"
_STANDARD = "TCVN ISO 9001:2015"
_SIGN = "sign-"


def upkeep_tasks(desk: Desk, covered: Collection[str]) -> Iterator[Task]:
    """Yield the tasks that no change of law brings.

    Args:
        covered: codes of procedures and documents that tasks of changes tell of.

    Raises:
        InvalidInputError: the ledger cannot be read.
    """
    yield from _suspects(desk, covered)
    standings = [one for code, one in desk.standings.items() if code not in covered]
    for one in open_tasks(desk.qmset, standings, desk.as_of):
        yield from _open(desk, one)
    yield from _again(desk)
    yield from _left_over(desk, covered)
    yield from _copies(desk)
    yield from _fees(desk)


def _suspects(desk: Desk, covered: Collection[str]) -> Iterator[Task]:
    """Yield the workflows that are to be looked at since a record changed."""
    codes = tuple(code for code in desk.suspects if code not in covered)
    if codes:
        yield Task(
            kind=TaskKind.CONFIRM,
            rank=Rank.NOW,
            id="confirm-suspect",
            as_of=desk.as_of,
            about=_("{count} quy trình nội bộ chưa xác nhận lại").format(count=len(codes)),
            why=_("Bản ghi của thủ tục đã đổi, chưa ai xem quy trình nội bộ còn đúng không."),
            source=source_in(desk.qmset, _SYSTEM, "Điều 4 khoản 4 điểm a"),
            step=confirm_step(desk, codes),
            procedures=codes,
        )


def _open(desk: Desk, one: OpenTask) -> Iterator[Task]:
    """Yield the task of work that is open about documents or roles."""
    if one.kind == "roles":
        yield _posts(desk, one.names)
    elif one.kind == "proposed":
        yield _proposals(desk, one.names)
    elif one.kind == "release":
        step = release_step(desk)
        yield _documents(desk, TaskKind.RELEASE, one, step)
    elif one.kind.startswith(_SIGN):
        role = SignatureRole(one.kind.removeprefix(_SIGN))
        step = sign_step(desk, role, one.names, every=_are_all(desk, one))
        yield _documents(desk, TaskKind.SIGN, one, step)


def _are_all(desk: Desk, one: OpenTask) -> bool:
    """Tell whether the documents of a task are all of the set that wait for the signature."""
    every = open_tasks(desk.qmset, tuple(desk.standings.values()), desk.as_of)
    return one in every


def _documents(desk: Desk, kind: TaskKind, one: OpenTask, step: Step) -> Task:
    text = _("{count} tài liệu {text}").format(count=len(one.names), text=one.text)
    served = [desk.standings[code].document.procedures for code in one.names]
    return Task(
        kind=kind,
        rank=Rank.NOW,
        id=one.kind,
        as_of=desk.as_of,
        about=text,
        why=_("Tài liệu chỉ được áp dụng khi người đứng đầu cơ quan phê duyệt."),
        source=source_in(desk.qmset, _SYSTEM, "Điều 4 khoản 2 điểm a"),
        step=step,
        procedures=tuple(dict.fromkeys(each.code for procedures in served for each in procedures)),
        documents=one.names,
    )


def _proposals(desk: Desk, documents: tuple[str, ...]) -> Task:
    served = (one for code in documents for one in desk.standings[code].document.procedures)
    codes = tuple(
        sorted((one.code for one in served), key=lambda code: (-desk.cases.get(code, 0), code))
    )
    return Task(
        kind=TaskKind.CONFIRM,
        rank=Rank.HOUSEKEEPING,
        id="confirm-proposed",
        as_of=desk.as_of,
        about=_("{count} quy trình mới là đề xuất").format(count=len(documents)),
        why=_("Quy trình chương trình lập từ mẫu chưa ai duyệt; tài liệu còn là dự thảo."),
        source=source_in(desk.qmset, _SYSTEM, "Điều 4 khoản 1"),
        # One after the other: nobody confirms in one breath what is to be read.
        step=replace(
            confirm_step(desk, codes[:1]),
            todo=_("Đọc quy trình đề xuất, sửa cho đúng thực tế, rồi xác nhận từng quy trình"),
        ),
        procedures=codes,
        documents=documents,
    )


def _posts(desk: Desk, names: tuple[str, ...]) -> Task:
    return Task(
        kind=TaskKind.POST,
        rank=Rank.HOUSEKEEPING,
        id="posts",
        as_of=desk.as_of,
        about=_("{count} vai trò chưa có người giữ").format(count=len(names)),
        why=_("Chưa có người: {names}.").format(names=named(names)),
        source=source_in(desk.qmset, _STANDARD, "5.3"),
        step=Step(_("Ghi người và ngày bắt đầu vào staff.yaml"), "staff.yaml"),
    )


def _again(desk: Desk) -> Iterator[Task]:
    """Yield the task to announce the system again, where its scope is another one."""
    source = desk.qmset.framework.control.announcement.again
    found = announcement(desk.qmset, as_of=desk.as_of)
    if not found.is_needed or source is None or found.change is None:
        return
    options = ("--decision", _("SỐ QUYẾT ĐỊNH"), "--on", day_option(desk.as_of))
    yield Task(
        kind=TaskKind.ANNOUNCE,
        rank=Rank.NOW,
        id="announce-again",
        as_of=desk.as_of,
        about=_("Phải công bố lại hệ thống quản lý chất lượng"),
        why=_scope_why(found),
        source=source,
        step=Step(
            _("Ký quyết định công bố lại, gửi thông báo, niêm yết, rồi ghi vào sổ nhật ký"),
            "qms.yaml",
            command_line("announce", desk.qmset.folder, *options),
            "; ".join(f"{code} {title}" for code, title in found.drafts),
        ),
        procedures=(*found.change.added, *found.change.removed),
    )


def _scope_why(found: AnnouncementReport) -> str:
    """Return how the scope differs, in the words of the remark about it."""
    told = [one.message for one in found.remarks if one.code == "QMS785"]
    return f"{'; '.join(told)}." if told else ""


def _left_over(desk: Desk, covered: Collection[str]) -> Iterator[Task]:
    """Yield the task to end documents that hold, although the set no longer makes them."""
    issued = issued_documents(history(ledger_of(desk.qmset.folder).entries))
    codes = tuple(
        one.document.code
        for one in issued
        if one.release.on <= desk.as_of and one.ended_on is None
        if one.document.code not in desk.standings and one.document.code not in covered
    )
    if codes:
        yield Task(
            kind=TaskKind.WITHDRAW,
            rank=Rank.NOW,
            id="withdraw",
            as_of=desk.as_of,
            about=_("{count} tài liệu đang có hiệu lực không còn trong bộ tài liệu").format(
                count=len(codes)
            ),
            why=_("Thủ tục đã ra khỏi phạm vi, hoặc tài liệu không còn được lập."),
            source=source_in(desk.qmset, _STANDARD, "7.5.3"),
            step=withdraw_step(desk, codes),
            documents=codes,
        )


def _copies(desk: Desk) -> Iterator[Task]:
    """Yield a task for each place that holds paper copies of what is obsolete."""
    for one in distribution(desk.qmset, as_of=desk.as_of).desks:
        if one.to_take_back:
            yield _take_back(desk, one)


def _take_back(desk: Desk, one: DeskReport) -> Task:
    documents = tuple(dict.fromkeys(back.copy.code for back in one.to_take_back))
    options = ("--returned", one.desk.id, "--on", day_option(desk.as_of))
    return Task(
        kind=TaskKind.TAKE_BACK,
        rank=Rank.NOW,
        id=f"take-back {one.desk.id}",
        as_of=desk.as_of,
        about=_("{name} còn giữ {count} bản giấy đã hết hiệu lực").format(
            name=one.desk.name, count=len(one.to_take_back)
        ),
        why=_("Bản hết hiệu lực còn ở nơi làm việc thì dễ bị dùng nhầm."),
        source=source_in(desk.qmset, _STANDARD, "7.5.3"),
        step=Step(
            _("Thu hồi các bản đó rồi ghi lại"),
            "",
            command_line("distribute", desk.qmset.folder, *documents, *options),
        ),
        documents=documents,
    )


def _fees(desk: Desk) -> Iterator[Task]:
    """Yield the rates of the province that end soon, or have ended with none in their place."""
    groups: dict[tuple[date, str], list[str]] = {}
    for code, decided in desk.qmset.province.items():
        if code in desk.qmset.procedures:
            for until, source in dict.fromkeys(_ending(decided, desk)):
                groups.setdefault((until, source), []).append(code)
    for (until, source), codes in groups.items():
        yield _fee(desk, until, source, tuple(sorted(codes)))


def _ending(decided: ProvinceDecisions, desk: Desk) -> Iterator[tuple[date, str]]:
    """Yield last day and source of the rates that hold here and that no other one follows."""
    for fee in decided.fees:
        is_here = not fee.places or fee.places_of(desk.qmset.agency.name)
        is_soon = fee.until and fee.until <= desk.as_of + timedelta(SOON_DAYS)
        if is_here and fee.until and is_soon and not _is_followed(fee, decided.fees, desk.as_of):
            yield fee.until, fee.source


def _is_followed(fee: LocalFee, fees: tuple[LocalFee, ...], as_of: date) -> bool:
    """Tell whether another rate holds when one has ended."""
    after = max(as_of, (fee.until or as_of) + timedelta(1))
    return any(
        one.holds_on(after) and (one.method, one.place_name) == (fee.method, fee.place_name)
        for one in fees
        if one is not fee
    )


def _fee(desk: Desk, until: date, source: str, codes: tuple[str, ...]) -> Task:
    has_ended = until < desk.as_of
    about = _("Mức thu của tỉnh đã hết hạn, {count} thủ tục") if has_ended else _(
        "Mức thu của tỉnh sắp hết hạn, {count} thủ tục"
    )  # fmt: skip
    name = source or _("không rõ nghị quyết")
    return Task(
        kind=TaskKind.FEE,
        rank=Rank.BY_A_DAY,
        id=f"fee {source} {until}",
        as_of=desk.as_of,
        about=about.format(count=len(codes)),
        why=_("Mức thu ({source}) áp dụng đến hết ngày {day}; chưa có mức thay thế.").format(
            source=name, day=day_text(until)
        ),
        source=source_in(desk.qmset, name),
        step=Step(
            _("Tra nghị quyết mới của Hội đồng nhân dân tỉnh; có thì đưa mức thu mới vào"),
            _province_file(desk.qmset, codes[0]),
            command_line("update", desk.qmset.folder, _("TỆP CỦA TỈNH")),
        ),
        procedures=codes,
        ends=until,
    )


def _province_file(qmset: DocumentSet, code: str) -> str:
    where = qmset.province[code].where
    return where.file if where else f"province/{code}.yaml"
