"""What is due by a day as reminders for a calendar."""

from collections.abc import Iterator

from qmskit.docset.following.reporting import TodayReport
from qmskit.docset.following.tasks import Task
from qmskit.language import translate as _
from qmskit.model.digests import digest
from qmskit.renderers.ics import Reminder, calendar_file

# Days before a deadline on which a calendar speaks up.
_ALARMS = (30, 7, 1)
_UID_LENGTH = 32


def today_calendar(report: TodayReport) -> bytes:
    """Return a report as an iCalendar file: an event for each deadline.

    Whoever is reminded late is late, so an event stands on the earlier of two days: the last one
    as the law counts months, and that day moved past days off.
    """
    name = _("Hạn cập nhật – {agency}").format(agency=report.agency)
    return calendar_file(name, _reminders(report), report.as_of)


def _reminders(report: TodayReport) -> Iterator[Reminder]:
    for one in report.tasks:
        if one.legal and one.due:
            uid = digest(f"{report.agency}\n{one.kind}\n{one.id}".encode())[:_UID_LENGTH]
            name = _("Hạn tạm tính: {about}") if one.is_provisional else _("Hạn: {about}")
            summary = name.format(about=one.about)
            day = min(one.legal, one.due)
            yield Reminder(f"{uid}@qmskit", day, summary, "\n".join(_text(one)), _ALARMS)


def _text(task: Task) -> Iterator[str]:
    yield task.why
    if task.procedures:
        yield _("Thủ tục: {codes}").format(codes=", ".join(task.procedures))
    if task.documents:
        yield _("Tài liệu: {codes}").format(codes=", ".join(task.documents))
    yield _("Việc: {todo}.").format(todo=task.step.todo)
    if task.step.command:
        yield _("Lệnh: {command}").format(command=task.step.command)
