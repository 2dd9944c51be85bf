"""The matrix of responsibilities: who takes which part in which process, computed from steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from qmskit.documents.blocks import (
    Align,
    Block,
    Column,
    Row,
    Table,
    cell,
    head_row,
)
from qmskit.documents.calls import DirectiveCall
from qmskit.documents.contexts import SetContext
from qmskit.documents.plan import system_code
from qmskit.documents.posts import post_person
from qmskit.model.sets import DocumentSet

# Parts in a process, in the order they are printed in a cell.
DOES, DECIDES, HELPS, IS_TOLD = "TH", "PD", "PH", "TB"
_ORDER = (DOES, DECIDES, HELPS, IS_TOLD)
_TITLES = ("Quá trình", "Thực hiện", "Quyết định, phê duyệt", "Phối hợp", "Được thông báo")
_NARROW = Decimal("8.6")
OUTSIDE = "outside"
_OUTSIDE_NAME = "Cơ quan phối hợp ngoài cơ quan"

# Posts whose step in the workflow of a procedure is the decision.
_DECIDING = ("head", "deputy")
_LEADERS = frozenset({"leader", "department-leader", "sub-department-leader"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A process with the parts that roles take in it, by role id."""

    code: str
    name: str
    parts: Mapping[str, frozenset[str]]


def responsibility_matrix(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield the roles with their numbers, then processes × roles.

    Law:
        TCVN ISO 9001:2015, 5.3: responsibilities and authorities are assigned.
    """
    lines = (*_system_lines(context.qmset), *_procedure_lines(context.qmset))
    roles = _roles_in(context.qmset, lines)
    numbers = {role: number for number, role in enumerate(roles, 1)}
    yield _legend(context, numbers, call)
    head = head_row("Quá trình", *(f"{number}" for number in numbers.values()))
    columns = (Column(Decimal(62)), *(Column(_NARROW, Align.CENTRE),) * len(numbers))
    rows = tuple(
        Row((cell(one.name, one.code), *(cell(*_parts(one, role)) for role in numbers)))
        for one in lines
    )
    yield Table(columns, (head,), rows, origin=call.origin)


def responsibility_table(context: SetContext, call: DirectiveCall) -> Iterator[Block]:
    """Yield processes with the roles that take each part in them, as words."""
    lines = (*_system_lines(context.qmset), *_procedure_lines(context.qmset))
    roles = _roles_in(context.qmset, lines)
    columns = tuple(Column(Decimal(width)) for width in (44, 40, 28, 25, 25))
    rows = tuple(
        Row(
            (
                cell(one.name, one.code),
                *(cell("; ".join(_named(context, one, roles, part))) for part in _ORDER),
            ),
            may_split=True,
        )
        for one in lines
    )
    yield Table(columns, (head_row(*_TITLES),), rows, origin=call.origin)


def _system_lines(qmset: DocumentSet) -> Iterator[_Line]:
    for kind in sorted(qmset.kinds, key=lambda kind: system_code(qmset, kind)):
        if not kind.steps:
            continue
        parts: dict[str, set[str]] = {}
        for step in kind.steps:
            part = DECIDES if step.decides else DOES
            parts.setdefault(qmset.role_of(step.role), set()).add(part)
        for post in kind.informs:
            parts.setdefault(qmset.role_of(post), set()).add(IS_TOLD)
        yield _Line(system_code(qmset, kind), kind.title, _frozen(parts))


def _procedure_lines(qmset: DocumentSet) -> Iterator[_Line]:
    """Yield a line for the procedures of each field, from the steps of their workflows."""
    deciding = {qmset.role_of(post) for post in _DECIDING} | _LEADERS
    fields: dict[str, dict[str, set[str]]] = {}
    for procedure in qmset.procedures.values():
        workflow = qmset.workflow_of(procedure.code)
        parts = fields.setdefault(procedure.field or "không rõ", {})
        for step in workflow.steps if workflow else ():
            role, part = step.role, DECIDES if step.role in deciding else DOES
            if step.outside:
                role, part = OUTSIDE, HELPS
            if role:
                parts.setdefault(role, set()).add(part)
    for name, parts in sorted(fields.items()):
        yield _Line("", f"Giải quyết thủ tục hành chính lĩnh vực {name}", _frozen(parts))


def _frozen(parts: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    """Return parts by role; who does something is not told of it besides."""
    return {
        role: frozenset(found - {IS_TOLD} if len(found) > 1 else found)
        for role, found in parts.items()
    }


def _roles_in(qmset: DocumentSet, lines: tuple[_Line, ...]) -> tuple[str, ...]:
    """Return the roles that take part, in the order of the posts, then of the framework."""
    used = {role for line in lines for role in line.parts}
    order = dict.fromkeys(
        (*qmset.agency_type.posts.values(), *(role.id for role in qmset.framework.roles), OUTSIDE)
    )
    return tuple(role for role in order if role in used)


def _legend(context: SetContext, numbers: Mapping[str, int], call: DirectiveCall) -> Table:
    columns = (Column(Decimal(14), Align.CENTRE), Column(Decimal(88)), Column(Decimal(60)))
    rows = tuple(
        Row((cell(f"{number}"), cell(_role_name(context, role)), cell(_holder(context, role))))
        for role, number in numbers.items()
    )
    return Table(columns, (head_row("Cột", "Vai trò", "Người giữ"),), rows, origin=call.origin)


def _role_name(context: SetContext, role: str) -> str:
    return _OUTSIDE_NAME if role == OUTSIDE else context.qmset.role_name(role, context.day)


def _holder(context: SetContext, role: str) -> str:
    return "" if role == OUTSIDE else post_person(context.qmset, role, context.day)


def _parts(line: _Line, role: str) -> tuple[str, ...]:
    """Return the parts of a role in a process, in the order they are printed."""
    found = line.parts.get(role, frozenset())
    return tuple(part for part in _ORDER if part in found) or ("",)


def _named(context: SetContext, line: _Line, roles: tuple[str, ...], part: str) -> Iterator[str]:
    for role in roles:
        if part in line.parts.get(role, frozenset()):
            yield _role_name(context, role)
