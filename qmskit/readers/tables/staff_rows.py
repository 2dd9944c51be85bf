"""Who holds which role, a row an appointment, as our own workbooks hold them."""

from collections.abc import Iterable, Mapping
from datetime import date

from qmskit.language import translate as _
from qmskit.model.agencies import Appointment
from qmskit.model.frameworks import Framework, Role
from qmskit.model.texts import folded
from qmskit.readers.tables.cell_reading import CellReading
from qmskit.readers.tables.grids import GridCell
from qmskit.readers.tables.headed import HeadedRow, Heading

STAFF_SHEET = "Nhân sự"
_ROLE = Heading("role", "Vai trò", "Chọn trong danh sách; không sửa tên vai trò.", is_needed=True)
STAFF = (
    _ROLE,
    Heading(
        "person", "Họ và tên", "Để trống khi chưa phân công. Một người có thể giữ nhiều vai trò.",
        is_needed=True, is_optional=True,
    ),
    Heading("title", "Chức vụ", "In dưới chữ ký; để trống thì in tên vai trò."),
    Heading("since", "Từ ngày", "Ngày bắt đầu giữ vai trò, ví dụ 01/7/2025; có thể để trống."),
    Heading("until", "Đến hết ngày", "Ngày cuối giữ vai trò; để trống khi đang giữ."),
)  # fmt: skip


def role_labels(roles: Iterable[Role], day: date | None) -> dict[str, str]:
    """Return what roles are called, by id, no name twice.

    Args:
        roles: in the order wanted.
        day: the day asked about; None asks for the newest names.
    """
    names = {role.id: _label(role, day) for role in roles}
    often = [folded(name) for name in names.values()]
    return {
        role: f"{name} ({role})" if often.count(folded(name)) > 1 else name
        for role, name in names.items()
    }


class RoleNames:
    """Roles by every name they had; a name of several roles tells none."""

    def __init__(self, framework: Framework) -> None:
        """Know the roles of a framework."""
        self._roles: dict[str, set[str]] = {}
        for role in framework.roles:
            for _day, label in role.labels.entries:
                self._roles.setdefault(folded(label.name), set()).add(role.id)
                self._roles.setdefault(folded(f"{label.name} ({role.id})"), set()).add(role.id)
            self._roles.setdefault(role.id, {role.id})
        self._known = tuple(role_labels(framework.roles, None).values())

    def role(self, name: str) -> str:
        """Return the id of the role with a name, or ""."""
        found = self._roles.get(folded(name), set())
        return next(iter(found)) if len(found) == 1 else ""

    def read(self, cell: GridCell, reading: CellReading) -> str:
        """Return the id of the role that a cell names; "" where it names none."""
        name = reading.needed(cell, _ROLE.title)
        role = self.role(name)
        if name and not role:
            message = _("không có vai trò “{role}”").format(role=name)
            fix = _("chọn một trong: {known}").format(known="; ".join(self._known))
            reading.wrong(cell, "QMS144", message, fix)
        return role


def read_appointment(row: HeadedRow, names: RoleNames, reading: CellReading) -> Appointment:
    """Return the appointment of a row; what is wrong with it is kept in `reading`."""
    since, until = reading.day(row.cell("since")), reading.day(row.cell("until"))
    if since and until and until < since:
        message = _("ngày cuối đứng trước ngày đầu")
        reading.wrong(row.cell("until"), "QMS035", message, _("sửa một trong hai ngày"))
    return Appointment(
        role=names.read(row.cell("role"), reading),
        person=row.line("person"),
        title=row.line("title"),
        since=since,
        until=until,
    )


def appointment_cells(one: Appointment, labels: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of an appointment by the key of their column."""
    return {
        "role": labels.get(one.role, one.role),
        "person": one.person,
        "title": one.title,
        "since": _day_cell(one.since),
        "until": _day_cell(one.until),
    }


def _day_cell(day: date | None) -> str:
    """Return a day as people write it in a cell, `01/07/2025`; "" for none."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""


def _label(role: Role, day: date | None) -> str:
    entries = role.labels.entries
    newest = entries[-1][1] if entries else None
    label = newest if day is None else role.labels.at(day)
    return label.name if label else role.id
