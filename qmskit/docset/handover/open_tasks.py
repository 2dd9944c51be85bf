"""What is still to be done about a set on a day: signatures, decisions, workflows, roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qmskit.control.life import next_role
from qmskit.control.signing import role_called
from qmskit.docset.issuing.drafts import Standing
from qmskit.language import translate as _
from qmskit.model.control import SignatureRole, Stage
from qmskit.model.sets import DocumentSet


@dataclass(frozen=True, slots=True)
class OpenTask:
    """One kind of work that is open.

    Attributes:
        kind: `release`, `sign-drafter`, `sign-reviewer`, `sign-approver`, `changed`, `suspect`,
            `proposed` or `roles`.
        text: in words.
        names: codes of documents, or names of roles; at least one.
    """

    kind: str
    text: str
    names: tuple[str, ...]


def open_tasks(
    qmset: DocumentSet, standings: Sequence[Standing], day: date
) -> tuple[OpenTask, ...]:
    """Return what is open, the most urgent first.

    Args:
        standings: of the set on the day, see `status`.
    """
    found = (*_of_documents(standings), *_of_roles(qmset, day))
    return tuple(one for one in found if one.names)


def _of_documents(standings: Sequence[Standing]) -> Iterator[OpenTask]:
    drafts = [one for one in standings if one.is_open and one.is_confirmed]
    approved = [one for one in standings if one.stage is Stage.APPROVED]
    yield _task("release", _("đã phê duyệt, chờ ban hành"), approved)
    for role in reversed(SignatureRole):
        text = _("chờ chữ ký {role}").format(role=role_called(role))
        waiting = [one for one in drafts if next_role(one.signatures) is role]
        yield _task(f"sign-{role.value}", text, waiting)
    changed = [one for one in standings if one.is_open and one.issued_stage is Stage.IN_FORCE]
    yield _task("changed", _("đã khác bản đang có hiệu lực"), changed)
    suspect = [one for one in standings if one.is_suspect]
    yield _task("suspect", _("quy trình chưa được xác nhận sau khi thủ tục thay đổi"), suspect)
    proposed = [one for one in standings if one.is_proposed]
    yield _task("proposed", _("quy trình mới là đề xuất"), proposed)


def _task(kind: str, text: str, standings: Sequence[Standing]) -> OpenTask:
    return OpenTask(kind, text, tuple(one.document.code for one in standings))


def _of_roles(qmset: DocumentSet, day: date) -> Iterator[OpenTask]:
    """Yield the posts and roles of steps that nobody holds."""
    used = dict.fromkeys(qmset.agency_type.posts.values())
    for code in qmset.procedures:
        workflow = qmset.workflow_of(code)
        used |= dict.fromkeys(step.role for step in (workflow.steps if workflow else ()))
    known = {role.id for role in qmset.framework.roles_of(qmset.agency.type)}
    names = [
        qmset.role_name(role, day)
        for role in used
        if role in known and not _is_held(qmset, role, day)
    ]
    yield OpenTask("roles", _("vai trò chưa có người giữ"), tuple(names))


def _is_held(qmset: DocumentSet, role: str, day: date) -> bool:
    holder = qmset.holder(role, day)
    return bool(holder and holder.person)
