"""Whether a signature may be given: order, days, persons."""

from collections.abc import Iterable, Iterator
from datetime import date

from qmskit.control.life import next_role
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.control import ControlRules, Signature, SignatureRole
from qmskit.problems import Location, Problem

_SIGNED = {
    SignatureRole.DRAFTER: marked("soạn thảo"),
    SignatureRole.REVIEWER: marked("xem xét"),
    SignatureRole.APPROVER: marked("phê duyệt"),
}


def role_called(role: SignatureRole) -> str:
    """Return what a signature is called: `soạn thảo`, `xem xét`, `phê duyệt`."""
    return _(_SIGNED[role])


def refusals(
    code: str, given: tuple[Signature, ...], new: Signature, rules: ControlRules
) -> Iterator[Problem]:
    """Yield why a signature cannot be given under a document.

    Args:
        code: of the document.
        given: the signatures that stand under its content.
        new: the signature to be given.
        rules: of the framework.
    """
    where = Location(code)
    expected = next_role(given)
    if any(one.role is new.role for one in given):
        message = _("đã có chữ ký {role} dưới nội dung này").format(role=role_called(new.role))
        yield Problem(where, "QMS753", message, _("không cần ký lại"))
    elif new.role is not expected and expected:
        message = _("chưa có chữ ký {role}").format(role=role_called(expected))
        fix = _("ký lần lượt: soạn thảo, xem xét, phê duyệt; nội dung sửa sau khi ký thì ký lại")
        yield Problem(where, "QMS752", message, fix)
    yield from _same_person(where, given, new, rules)
    yield from _earlier(where, given, new)


def future(on: date, today: date | None, what: str) -> Iterator[Problem]:
    """Yield the problem of a day that has not come yet.

    Args:
        today: None where nobody told.
        what: the option that the day was given by.
    """
    if today is not None and on > today:
        message = _("ngày {day} chưa đến").format(day=f"{on:%d/%m/%Y}")
        yield Problem(Location(what), "QMS756", message, _("ghi ngày đã ký, không ghi trước"))


def _same_person(
    where: Location, given: Iterable[Signature], new: Signature, rules: ControlRules
) -> Iterator[Problem]:
    """Yield the signatures that a person has given and that exclude the new one."""
    for other in given:
        for rule in rules.separations:
            if {other.role, new.role} == set(rule.roles) and other.person == new.person:
                message = _("{person} đã ký {other} nên không ký {role} cùng một tài liệu").format(
                    person=new.person,
                    other=role_called(other.role),
                    role=role_called(new.role),
                )
                fix = _("để người khác ký; căn cứ: {source}").format(source=rule.source.text)
                yield Problem(where, "QMS754", message, fix)


def _earlier(where: Location, given: Iterable[Signature], new: Signature) -> Iterator[Problem]:
    latest = max(given, key=lambda one: one.on, default=None)
    if latest and new.on < latest.on:
        message = _("ngày ký {role} {day} trước ngày ký {other} {before}").format(
            role=role_called(new.role),
            day=f"{new.on:%d/%m/%Y}",
            other=role_called(latest.role),
            before=f"{latest.on:%d/%m/%Y}",
        )
        yield Problem(where, "QMS755", message, _("ghi đúng ngày ký"))
