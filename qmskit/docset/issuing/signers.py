"""Who signs: the person in `staff.yaml`, the title, and the right to sign for the head."""

from collections.abc import Iterator
from datetime import date

from qmskit.language import translate as _
from qmskit.model.agencies import Appointment
from qmskit.model.control import Signature, SignatureRole
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import clean, one_line
from qmskit.problems import Location, Problem

# How somebody signs for the head: a deputy in the head's place, or anybody by written authority.
FOR_THE_HEAD = "KT."
BY_AUTHORITY = "TUQ."
_DEPUTY = "deputy"


def signature_of(
    qmset: DocumentSet,
    role: SignatureRole,
    person: str,
    on: date,
    *,
    authority: str = "",
    assignment: str = "",
) -> Signature:
    """Return the signature of a person, with the title held on the day; "" where none is known."""
    name = one_line(clean(person))
    held = _held(qmset, name, on)
    wanted = qmset.role_of(_signs_as(qmset, role))
    best = next((one for one in held if one.role == wanted), held[0] if held else None)
    title = (best.title or qmset.role_name(best.role, on)) if best else ""
    return Signature(role, name, one_line(title), on, authority, one_line(assignment))


def not_entitled(qmset: DocumentSet, signature: Signature) -> Iterator[Problem]:
    """Yield why a person may not give a signature at all.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.7: KT. and TUQ. stand before the head's office.
    """
    held = _held(qmset, signature.person, signature.on)
    if not held:
        message = _("ngày {day} không có ai tên “{person}” trong staff.yaml").format(
            day=f"{signature.on:%d/%m/%Y}", person=signature.person
        )
        fix = _("ghi người và vai trò vào staff.yaml, hoặc ghi đúng họ tên")
        yield Problem(Location("--by"), "QMS757", message, fix)
    elif signature.role is SignatureRole.APPROVER and not _is_head(qmset, held):
        yield from _no_authority(qmset, signature, held)


def _no_authority(
    qmset: DocumentSet, signature: Signature, held: tuple[Appointment, ...]
) -> Iterator[Problem]:
    head = qmset.role_name(qmset.role_of(qmset.agency_type.head_role), signature.on)
    deputy = qmset.role_of(_DEPUTY)
    if not signature.authority:
        message = _("{person} không phải {head}").format(person=signature.person, head=head)
        fix = _("cấp phó ký thay thì thêm --authority KT. --assignment SỐ_VĂN_BẢN_PHÂN_CÔNG")
        yield Problem(Location("--by"), "QMS758", message, fix)
    elif not signature.assignment:
        message = _("ký {authority} phải có văn bản phân công hoặc giao ủy quyền").format(
            authority=signature.authority
        )
        yield Problem(Location("--assignment"), "QMS758", message, _("ghi số văn bản đó"))
    elif signature.authority == FOR_THE_HEAD and all(one.role != deputy for one in held):
        message = _("{person} không phải cấp phó của {head} nên không ký KT.").format(
            person=signature.person, head=head
        )
        fix = _("cấp phó ký KT.; người khác ký TUQ. theo văn bản ủy quyền")
        yield Problem(Location("--authority"), "QMS758", message, fix)


def _is_head(qmset: DocumentSet, held: tuple[Appointment, ...]) -> bool:
    head = qmset.role_of(qmset.agency_type.head_role)
    return any(one.role == head for one in held)


def _held(qmset: DocumentSet, person: str, on: date) -> tuple[Appointment, ...]:
    wanted = person.casefold()
    return tuple(
        one
        for one in qmset.appointments
        if one.holds_on(on) and one_line(clean(one.person)).casefold() == wanted and wanted
    )


def _signs_as(qmset: DocumentSet, role: SignatureRole) -> str:
    """Return the post or role that usually gives a signature."""
    return qmset.framework.signatures.get(role.value, qmset.agency_type.head_role)
