"""Deadlines, and where changes stand, in words."""

from collections.abc import Iterator
from datetime import date

from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.chains import ChangeStatus
from qmskit.model.calendars import DayState, Rest
from qmskit.model.deadlines import Deadline

_STATUS = {
    ChangeStatus.NOT_YET_EFFECTIVE: marked("văn bản chưa có hiệu lực"),
    ChangeStatus.DUE: marked("trong hạn"),
    ChangeStatus.OVERDUE: marked("quá hạn"),
    ChangeStatus.APPLIED: marked("đã áp dụng"),
    ChangeStatus.UNKNOWN_EFFECTIVE_DAY: marked("không rõ ngày có hiệu lực"),
    ChangeStatus.WAITING_FOR_ANNOUNCEMENT: marked(
        "văn bản đã có hiệu lực và phải áp dụng, tỉnh chưa công bố"
    ),
}


def status_told(status: ChangeStatus) -> str:
    """Return where a change stands, in a few words."""
    return _(_STATUS[status])


def deadline_told(deadline: Deadline) -> str:
    """Return why a deadline is the day it is, in one sentence for each step of counting."""
    return " ".join(_sentences(deadline))


def _sentences(deadline: Deadline) -> Iterator[str]:
    legal, due = _shown(deadline.legal), _shown(deadline.due)
    text = _("{months} tháng kể từ ngày {effective} (không tính ngày này) kết thúc ngày {legal}.")
    yield text.format(
        months=f"{deadline.rule.months:02d}", effective=_shown(deadline.effective), legal=legal
    )
    if deadline.legal.day != deadline.effective.day:
        text = _("Tháng cuối không có ngày {day} nên lấy ngày cuối tháng.")
        yield text.format(day=f"{deadline.effective.day:02d}")
    if deadline.shifted_because:
        days = "; ".join(map(_state, deadline.shifted_because))
        yield _("Không phải ngày làm việc: {days}.").format(days=days)
        yield _("Hạn là ngày làm việc tiếp theo, {due}.").format(due=due)
    if deadline.is_provisional:
        yield _("Đây là hạn tạm tính: lịch nghỉ của những ngày này chưa chắc chắn.")


def _state(state: DayState) -> str:
    name = state.name or (_("nghỉ hằng tuần") if state.rest is Rest.WEEKEND else "")
    return f"{_shown(state.day)} ({name})" if name else _shown(state.day)


def _shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"
