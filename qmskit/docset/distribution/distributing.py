"""`distribute`: copies given to desks and taken back, as entries of the ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qmskit.control.distribution import (
    ELECTRONIC,
    Copy,
    ToGive,
    copies,
    giving_json,
    next_number,
    returning_json,
    to_take_back,
)
from qmskit.control.history import history
from qmskit.control.ledger import Kind
from qmskit.control.life import issued_documents
from qmskit.control.signing import future
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.distribution.holdings import ALL_DESKS, Holdings, copy_told
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out
from qmskit.documents.plan import documents_called
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import clean, one_line
from qmskit.problems import InvalidInputError, Location, Problem


@dataclass(frozen=True, slots=True)
class Giving:
    """Copies given to a desk.

    Attributes:
        desk: its id; `all` where documents go through the e-office.
        on: the day of giving.
        received_by: who signed for them; may be empty.
    """

    desk: str
    on: date
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class Returning:
    """Copies that a desk holds no longer.

    Attributes:
        desk: its id.
        on: the day they came back or were destroyed.
        handed_by: who brought them back; may be empty.
        is_destroyed: whether they were destroyed at the desk.
        has_current: whether copies that still hold come back too, as from a desk that is closed.
    """

    desk: str
    on: date
    handed_by: str = ""
    is_destroyed: bool = False
    has_current: bool = False


def distribute(
    qmset: DocumentSet, codes: Sequence[str], giving: Giving, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Record copies given; see `plan_distribute`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: why they cannot be given; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_distribute(qmset, codes, giving, act=act)
    carry_out(plan, act)
    return plan


def plan_distribute(
    qmset: DocumentSet, codes: Sequence[str], giving: Giving, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Return what giving the issued documents to a desk would record.

    Args:
        codes: of documents, or of procedures that they serve; empty for all the desk lacks.

    Raises:
        InvalidInputError: no such desk, a document is not for it or not issued by the day, or it
            has all its copies.
    """
    state = Holdings(qmset, giving.on)
    problems = [
        *future(giving.on, act.day, "--on"),
        *_wrong_desk(qmset, state, giving.desk),
    ]
    if problems:
        raise InvalidInputError(problems)
    out = [one for one in state.copies if one.returned_on is None]
    lacking = [one for one in state.to_give(out) if giving.desk in {one.desk, ALL_DESKS}]
    chosen = documents_called(qmset, codes)
    problems = [one for code in chosen for one in _not_given(state, giving, code, lacking)]
    lacking = [one for one in lacking if not chosen or one.issued.document.code in chosen]
    if not lacking and not problems:
        message = _("không còn tài liệu nào phải giao cho nơi nhận này")
        fix = _("xem ai đang giữ bản nào: qmskit distribute")
        problems.append(Problem(Location("--to"), "QMS773", message, fix))
    if problems:
        raise InvalidInputError(problems)
    made = tuple(_given(state, lacking, giving, is_electronic=qmset.distribution.is_electronic))
    entry = PlannedEntry(Kind.DISTRIBUTE, giving_json(made), is_final=True)
    return SetPlan(qmset.folder, (), entry=entry, acts=tuple(_given_told(made)))


def take_back(
    qmset: DocumentSet, codes: Sequence[str], returning: Returning, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Record copies taken back; see `plan_take_back`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: why they cannot be; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_take_back(qmset, codes, returning, act=act)
    carry_out(plan, act)
    return plan


def plan_take_back(
    qmset: DocumentSet, codes: Sequence[str], returning: Returning, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Return what taking copies back from a desk would record.

    Args:
        codes: of documents, or of procedures that they serve; empty for all that no longer hold.

    Raises:
        InvalidInputError: the desk holds nothing of the kind, or days are in an impossible order.
    """
    ledger = ledger_of(qmset.folder)
    issued = tuple(issued_documents(history(ledger.entries)))
    chosen = documents_called(qmset, codes)
    held = [
        one
        for one in copies(ledger.entries)
        if one.desk == returning.desk
        and one.returned_on is None
        and (not chosen or one.code in chosen)
    ]
    ended = [one.copy for one in to_take_back(held, issued, returning.on)]
    back = held if returning.has_current else ended
    problems = [
        *future(returning.on, act.day, "--on"),
        *_not_held(back, held, returning, chosen),
        *_too_early(back, returning),
    ]
    if problems:
        raise InvalidInputError(problems)
    details = returning_json(
        back,
        returning.on,
        one_line(clean(returning.handed_by)),
        is_destroyed=returning.is_destroyed,
    )
    told = _("hủy tại chỗ: {copy}") if returning.is_destroyed else _("thu hồi: {copy}")
    return SetPlan(
        qmset.folder,
        (),
        entry=PlannedEntry(Kind.DISTRIBUTE, details, is_final=True),
        acts=tuple(told.format(copy=copy_told(one)) for one in back),
    )


def _wrong_desk(qmset: DocumentSet, state: Holdings, desk: str) -> Iterator[Problem]:
    is_electronic = qmset.distribution.is_electronic
    if is_electronic and desk != ALL_DESKS:
        message = _("bộ tài liệu giao qua hệ thống văn bản điện tử: một lần giao cho mọi nơi nhận")
        yield Problem(Location("--to"), "QMS772", message, _("ghi --to all"))
    elif not is_electronic and desk == ALL_DESKS:
        message = _("bản giấy giao cho từng nơi nhận, mỗi nơi có người ký nhận")
        fix = _("ghi từng nơi nhận, hoặc ghi e_office: yes trong distribution.yaml")
        yield Problem(Location("--to"), "QMS772", message, fix)
    elif not is_electronic and all(one.desk.id != desk for one in state.desks):
        message = _("không có nơi nhận “{desk}”").format(desk=desk)
        known = ", ".join(one.desk.id for one in state.desks)
        fix = _("dùng một trong: {known}").format(known=known)
        yield Problem(Location("--to"), "QMS772", message, fix)


def _not_given(
    state: Holdings, giving: Giving, code: str, lacking: Iterable[ToGive]
) -> Iterator[Problem]:
    """Yield why a document that was asked for cannot be given."""
    where = Location(code)
    if not state.is_for(giving.desk, code):
        message = _("nơi nhận này không thuộc diện giữ tài liệu")
        fix = _("ghi đúng mã hiệu, hoặc thêm tài liệu vào nơi nhận trong distribution.yaml")
        yield Problem(where, "QMS773", message, fix)
    elif code not in state.current:
        message = _("ngày {day} tài liệu chưa ban hành hoặc đã hết hiệu lực").format(
            day=f"{giving.on:%d/%m/%Y}"
        )
        yield Problem(where, "QMS773", message, _("chỉ giao bản đã ban hành"))
    elif all(one.issued.document.code != code for one in lacking):
        message = _("nơi nhận đã có đủ số bản của lần ban hành này")
        yield Problem(where, "QMS773", message, _("bỏ mã hiệu này"))


def _given(
    state: Holdings, lacking: Iterable[ToGive], giving: Giving, *, is_electronic: bool
) -> Iterator[Copy]:
    names = {one.desk.id: one.desk.name for one in state.desks}
    for one in lacking:
        document, release = one.issued.document, one.issued.release
        first = next_number(state.copies, document.code, release.number)
        for number in range(first, first + one.copies):
            yield Copy(
                code=document.code,
                issue=document.issue,
                revision=document.revision,
                check=document.check,
                release=release.number,
                desk=one.desk,
                desk_name=names[one.desk],
                number=ELECTRONIC if is_electronic else number,
                given_on=giving.on,
                received_by=one_line(clean(giving.received_by)),
            )


def _given_told(made: Iterable[Copy]) -> Iterator[str]:
    """Yield a line a copy on paper; of the e-office a line a desk."""
    electronic: dict[str, int] = {}
    for one in made:
        if one.is_electronic:
            electronic[one.desk_name] = electronic.get(one.desk_name, 0) + 1
        else:
            yield _("giao: {copy}").format(copy=copy_told(one))
    for name, count in electronic.items():
        yield _("giao bản điện tử: {desk}: {count} tài liệu").format(desk=name, count=count)


def _not_held(
    back: Sequence[Copy], held: Sequence[Copy], returning: Returning, chosen: Iterable[str]
) -> Iterator[Problem]:
    where, has = Location("--returned"), {one.code for one in back}
    for code in sorted(set(chosen) - has):
        if any(one.code == code for one in held):
            message = _("bản nơi này giữ đang có hiệu lực, không thuộc diện thu hồi")
            fix = _("nơi nhận thôi giữ thì thêm --current")
            yield Problem(Location(code), "QMS773", message, fix)
        else:
            message = _("nơi này không giữ bản nào của tài liệu")
            yield Problem(Location(code), "QMS773", message, _("xem lại: qmskit distribute"))
    if not back and not chosen:
        message = _("nơi nhận “{desk}” không giữ bản nào phải thu hồi").format(desk=returning.desk)
        fix = _("xem ai đang giữ bản nào: qmskit distribute")
        yield Problem(where, "QMS773", message, fix)


def _too_early(back: Iterable[Copy], returning: Returning) -> Iterator[Problem]:
    for one in back:
        if one.given_on > returning.on:
            message = _("thu hồi ngày {day}, trước ngày giao {given}").format(
                day=f"{returning.on:%d/%m/%Y}", given=f"{one.given_on:%d/%m/%Y}"
            )
            yield Problem(Location(one.code), "QMS774", message, _("ghi đúng ngày"))
