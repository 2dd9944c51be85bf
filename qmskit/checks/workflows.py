"""Rules over internal workflows: standing, roles, times, records."""

from collections.abc import Iterator
from decimal import Decimal

from qmskit.checks.rules import Hit, Subject
from qmskit.documents.directives.workflows import case_total
from qmskit.documents.proposals import lowest_limit
from qmskit.language import translate as _
from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import Workflow, WorkflowStanding


def proposed(subject: Subject) -> Iterator[Hit]:
    """Find workflows that nobody approved.

    Law:
        TT 26/2014/TT-BKHCN, Điều 7 khoản 2 điểm d: procedures are built, issued and controlled.
    """
    workflow = subject.workflow
    if workflow is None or workflow.standing is WorkflowStanding.PROPOSED:
        yield Hit(
            subject.in_workflow("standing"),
            _("quy trình nội bộ mới là đề xuất, chưa được phê duyệt"),
            _("ghi quy trình đã phê duyệt vào province/ hoặc của cơ quan vào workflows/"),
        )


def unconfirmed(subject: Subject) -> Iterator[Hit]:
    """Find workflows that nobody has confirmed since their procedure changed.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a: changes of law are brought into the system.
    """
    if subject.code in subject.qmset.suspects:
        yield Hit(
            subject.in_workflow("steps"),
            _("quy trình chưa được xác nhận sau khi thủ tục thay đổi"),
            _("xem lại từng bước rồi chạy qmskit confirm với tên người xác nhận"),
        )


def performer_unknown(subject: Subject) -> Iterator[Hit]:
    """Find steps whose performer is no role that the framework knows."""
    steps = subject.workflow.steps if subject.workflow else ()
    for number, step in enumerate(steps, 1):
        if step.performer and not step.role:
            message = _("bước {number}: chưa rõ “{performer}” là vai trò nào").format(
                number=number, performer=step.performer
            )
            fix = _("ghi role thay cho performer nếu cơ quan có vai trò này")
            yield Hit(subject.in_workflow("steps"), message, fix)


def time_sum(subject: Subject) -> Iterator[Hit]:
    """Find step times that add up to more than the limit that binds.

    Law:
        The note under the step table of procedures in use: the whole time must not be longer than
        the law allows.
    """
    workflow = subject.workflow
    if workflow is None:
        return
    for case in workflow.cases or (None,):
        known = case_total(workflow, case.id if case else "")
        own = case.limit if case else workflow.limit
        allowed = own or _binding(subject)
        if known and allowed and _is_longer(known, allowed):
            name = f" ({case.name})" if case else ""
            message = _("tổng thời gian các bước{case} là {sum}, dài hơn thời hạn {limit}").format(
                case=name, sum=known.short, limit=allowed.short
            )
            fix = _("rút ngắn thời gian các bước để không vượt quá thời hạn")
            yield Hit(subject.in_workflow("steps"), message, fix)


def units_mixed(subject: Subject) -> Iterator[Hit]:
    """Find step tables that count days in one place and working days in another."""
    if subject.workflow and {TimeUnit.DAY, TimeUnit.WORKING_DAY} <= _units(subject.workflow):
        yield Hit(
            subject.in_workflow("steps"),
            _("bảng các bước ghi lẫn “ngày” và “ngày làm việc”, không cộng được"),
            _("ghi cùng một đơn vị theo quyết định phê duyệt quy trình"),
        )


def step_without_time(subject: Subject) -> Iterator[Hit]:
    """Find steps without a time where other steps have one."""
    steps = subject.workflow.steps if subject.workflow else ()
    if not any(step.times for step in steps):
        return
    for number, step in enumerate(steps, 1):
        if not step.times:
            message = _("bước {number} chưa ghi thời gian").format(number=number)
            fix = _("ghi thời gian của bước theo quyết định phê duyệt")
            yield Hit(subject.in_workflow("steps"), message, fix)


def retention_unknown(subject: Subject) -> Iterator[Hit]:
    """Find records to keep without a time of retention."""
    records = subject.workflow.records if subject.workflow else ()
    kept = records or subject.qmset.framework.records_for(subject.procedure.field)
    if any(not record.retention for record in kept):
        yield Hit(
            subject.in_workflow("records"),
            _("có loại hồ sơ chưa ghi thời gian lưu"),
            _("ghi records với retention và source trong tệp quy trình"),
        )


def _binding(subject: Subject) -> Limit | None:
    """Return the limit that binds, or None where it is not known."""
    reduced = subject.province.limit
    return reduced if reduced and reduced.is_known else lowest_limit(subject.procedure.limits)


def _is_longer(known: Limit, allowed: Limit) -> bool:
    """Tell whether one time is longer than another, as far as they can be compared."""
    hours, most = known.working_hours, allowed.working_hours
    if hours is not None and most is not None:
        return hours > most
    same = known.unit is allowed.unit
    return same and (known.value or Decimal()) > (allowed.value or Decimal())


def _units(workflow: Workflow) -> set[TimeUnit]:
    times = [time.limit for step in workflow.steps for time in step.times if not time.shared]
    limits = [case.limit for case in workflow.cases if case.limit]
    limits += [workflow.limit] if workflow.limit else []
    return {limit.unit for limit in (*times, *limits)}
