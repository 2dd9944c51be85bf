"""The next step for documents that must follow a change, and for those that wait for somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from qmskit.control.acts import named
from qmskit.control.life import next_role
from qmskit.control.signing import role_called
from qmskit.docset.following.chains import FollowedChanges
from qmskit.docset.following.commands import command_line, day_option, signer
from qmskit.docset.following.tasks import Step
from qmskit.docset.issuing.drafts import Standing
from qmskit.documents.plan import listed_code
from qmskit.documents.sandbox import day_text
from qmskit.language import translate as _
from qmskit.model.announcements import ChangeKind
from qmskit.model.control import SignatureRole
from qmskit.model.publication import ChangeEvent
from qmskit.model.sets import DocumentSet
from qmskit.readers.sets import PROPOSED

_ISSUES = "issue-decision"


@dataclass(frozen=True, slots=True)
class Desk:
    """All that steps are told from.

    Attributes:
        standings: by document code.
        followed: what the ledger tells of changes.
        cases: dossiers by procedure code; empty where nobody counted.
    """

    qmset: DocumentSet
    as_of: date
    standings: Mapping[str, Standing]
    followed: FollowedChanges
    cases: Mapping[str, int] = field(default_factory=dict)

    @property
    def suspects(self) -> tuple[str, ...]:
        """Return the procedures of the set whose workflow somebody has to confirm."""
        found = self.followed.recorded.suspects
        return tuple(code for code in found if code in self.qmset.procedures)


def change_step(desk: Desk, event: ChangeEvent) -> Step:
    """Return what is to be done next so that documents follow a change."""
    inside = [code for code in event.procedures if code in desk.qmset.procedures]
    waiting = desk.followed.open_documents.get(event.id, ())
    if event.kind is ChangeKind.REPEALED and inside:
        return _removed(desk, inside)
    unplanned = [code for code in waiting if code not in desk.standings]
    if unplanned:
        return withdraw_step(desk, unplanned)
    if event.id not in desk.followed.brought_in:
        return _brought_in(desk, event)
    if event.id in desk.followed.applied:
        return _issued(desk.followed.applied[event.id])
    suspects = [code for code in inside if code in desk.suspects]
    if suspects:
        return confirm_step(desk, suspects)
    return document_step(desk, [desk.standings[code] for code in waiting])


def document_step(desk: Desk, standings: Sequence[Standing]) -> Step:
    """Return the next step of drafts: of those that are the furthest behind."""
    proposed = [one for one in standings if one.is_proposed]
    if proposed:
        return confirm_step(desk, [one.document.procedures[0].code for one in proposed])
    for role in SignatureRole:
        unsigned = [one.document.code for one in standings if next_role(one.signatures) is role]
        if unsigned:
            return sign_step(desk, role, unsigned)
    return release_step(desk)


def confirm_step(desk: Desk, codes: Sequence[str]) -> Step:
    """Return the step by which a named person confirms workflows.

    Where a proposal lies beside some of them, those come first: the person has to choose.
    """
    person = signer(desk.qmset, SignatureRole.DRAFTER, desk.as_of)
    beside = [code for code in codes if _has_proposal_beside(desk.qmset, code)]
    if beside:
        todo = _(
            "Đối chiếu quy trình nội bộ với bản đề xuất chia lại thời gian ở {file}, sửa nếu cần, "
            "rồi xác nhận; giữ quy trình đang dùng thì thay --take-proposal bằng --keep"
        )
        options = ("--by", person, "--take-proposal")
        return Step(
            todo.format(file=_proposal(beside[0])),
            workflow_file(desk.qmset, beside[0]),
            command_line("confirm", desk.qmset.folder, *beside, *options),
        )
    return Step(
        _("Đối chiếu quy trình nội bộ với bản ghi mới, sửa nếu cần, rồi xác nhận"),
        workflow_file(desk.qmset, codes[0]),
        command_line("confirm", desk.qmset.folder, *codes, "--by", person),
    )


def sign_step(
    desk: Desk, role: SignatureRole, codes: Sequence[str], *, every: bool = False
) -> Step:
    """Return the step by which somebody signs documents.

    Args:
        every: whether the codes are all that wait for this signature.
    """
    person = signer(desk.qmset, role, desk.as_of)
    signed = _("chữ ký {role} của {person}: {documents}").format(
        role=role_called(role), person=person, documents=named(codes)
    )
    which = ("--all",) if every else tuple(codes)
    options = ("--by", person, "--role", role.value, "--on", day_option(desk.as_of))
    command = command_line("approve", desk.qmset.folder, *which, *options)
    return Step(_("Ký tài liệu rồi ghi chữ ký vào sổ nhật ký"), "", command, signed)


def release_step(desk: Desk) -> Step:
    """Return the step by which approved documents are issued."""
    decision = _decision(desk.qmset)
    options = ("--decision", _("SỐ QUYẾT ĐỊNH"), "--on", day_option(desk.as_of))
    command = command_line("release", desk.qmset.folder, *options)
    return Step(_("Ký quyết định ban hành rồi phát hành"), "", command, decision)


def withdraw_step(desk: Desk, documents: Sequence[str]) -> Step:
    """Return the step by which documents that nobody makes any longer are ended."""
    options = ("--decision", _("SỐ QUYẾT ĐỊNH"), "--on", day_option(desk.as_of))
    return Step(
        _("Cho tài liệu của thủ tục không còn trong phạm vi hết hiệu lực"),
        "",
        command_line("withdraw", desk.qmset.folder, *documents, *options),
        _("quyết định cho tài liệu hết hiệu lực: {documents}").format(documents=named(documents)),
    )


def workflow_file(qmset: DocumentSet, code: str) -> str:
    """Return the file of the set that holds a procedure's workflow, or is to hold it."""
    own = qmset.workflow_files.get(code)
    decided = qmset.province.get(code)
    if own is None and decided and decided.workflow and decided.where:
        return decided.where.file
    return own or f"workflows/{code}.yaml"


def _proposal(code: str) -> str:
    return f"workflows/{code}{PROPOSED}"


def _has_proposal_beside(qmset: DocumentSet, code: str) -> bool:
    path = _proposal(code)
    return qmset.workflow_files.get(code) != path and (qmset.folder / path).is_file()


def _brought_in(desk: Desk, event: ChangeEvent) -> Step:
    """Return the step of a change that no update has brought in."""
    law = ("--law", event.text) if event.text else ()
    effective = ("--effective", day_option(event.effective)) if event.effective else ()
    command = command_line("update", desk.qmset.folder, _("TỆP BẢN GHI MỚI"), *law, *effective)
    return Step(
        _("Tải bản ghi mới của thủ tục từ Cổng Dịch vụ công quốc gia rồi đưa vào bộ tài liệu"),
        "law/events.yaml",
        command,
    )


def _issued(day: date) -> Step:
    todo = _("Đã ban hành; tài liệu mới áp dụng từ ngày {day}, chưa phải làm gì thêm")
    return Step(todo.format(day=day_text(day)))


def _removed(desk: Desk, codes: Sequence[str]) -> Step:
    return Step(
        _("Đưa thủ tục bị bãi bỏ ra khỏi phạm vi, cho tài liệu hết hiệu lực, rồi công bố lại"),
        f"catalogue/{codes[0]}.yaml",
        command_line("remove", desk.qmset.folder, *codes),
    )


def _decision(qmset: DocumentSet) -> str:
    """Return the decision that issues documents as the set calls it."""
    kind = next((one for one in qmset.kinds if one.id == _ISSUES), None)
    return f"{kind.title} ({listed_code(qmset, kind)})" if kind else _("quyết định ban hành")
