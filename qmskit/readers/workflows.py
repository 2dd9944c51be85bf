"""Workflows (`workflows/`) and the province's decisions (`province/`) as YAML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.times import Limit, TimeUnit
from qmskit.model.workflows import (
    Attachment,
    Decision,
    LocalFee,
    ProvinceDecisions,
    RecordKept,
    Step,
    StepTime,
    Workflow,
    WorkflowCase,
    WorkflowStanding,
)
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.procedures import limit, limit_tree
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.trees import Tree, ValuePath


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that workflows and decisions may refer to.

    Attributes:
        roles: ids of the roles; None where the framework is not known, which has been told.
        procedures: codes of procedures.
    """

    roles: frozenset[str] | None
    procedures: frozenset[str]


def read_workflow(path: Path, shown: str, known: KnownNames) -> Workflow:
    """Return the workflow of a file of `workflows/`.

    Raises:
        InvalidInputError: every problem of the file.
    """
    record = read_record(path, "workflow", shown)
    standing = record.choice("standing", WorkflowStanding)
    procedures = record.texts("procedures")
    problems = [
        _no_procedure(record, ("procedures", index), code)
        for index, code in enumerate(procedures)
        if code not in known.procedures
    ]
    problems += _inconsistent(record, standing, known.roles)
    if problems:
        raise InvalidInputError(problems)
    return _workflow(record, procedures, standing)


def read_province(path: Path, shown: str, known: KnownNames) -> ProvinceDecisions:
    """Return what the province decided for one procedure.

    Raises:
        InvalidInputError: every problem of the file.
    """
    record = read_record(path, "province", shown)
    code = record.text_of("code")
    inner = record.record("workflow")
    problems = [] if code in known.procedures else [_no_procedure(record, ("code",), code)]
    problems += _inconsistent(inner, WorkflowStanding.APPROVED, known.roles)
    if problems:
        raise InvalidInputError(problems)
    workflow = _workflow(inner, (code,), WorkflowStanding.APPROVED) if inner.tree else None
    return ProvinceDecisions(
        code=code,
        limit=limit(record.record("limit")) if "limit" in record else None,
        limit_decision=_decision(record, "limit_decision"),
        fees=tuple(_local_fee(one) for one in record.records("fees")),
        reception=record.texts("reception"),
        workflow=workflow,
    )


def record_kept(record: Record) -> RecordKept:
    """Return a record to keep."""
    return RecordKept(
        record.text_of("name"),
        record.text_of("holder"),
        record.text_of("retention"),
        record.text_of("source"),
    )


def workflow_tree(workflow: Workflow) -> Tree:
    """Return the tree that a proposed workflow without cases reads back to an equal value."""
    return {
        "procedures": list(workflow.procedures),
        "standing": workflow.standing.value,
        **({"title": workflow.title} if workflow.title else {}),
        "steps": [_step_tree(step) for step in workflow.steps],
    }


def _workflow(record: Record, procedures: tuple[str, ...], standing: WorkflowStanding) -> Workflow:
    cases = tuple(
        WorkflowCase(
            one.text_of("id"),
            one.text_of("name"),
            limit(one.record("limit")) if "limit" in one else None,
        )
        for one in record.records("cases")
    )
    return Workflow(
        procedures=procedures,
        steps=tuple(_step(one, cases) for one in record.records("steps")),
        standing=standing,
        title=record.text_of("title"),
        cases=cases,
        decision=_decision(record, "decision"),
        reason=record.text_of("reason"),
        tracked=record.truth("tracked"),
        records=tuple(record_kept(one) for one in record.records("records")),
        attachments=tuple(
            Attachment(one.text_of("title"), one.text_of("file"))
            for one in record.records("attachments")
        ),
    )


def _step(record: Record, cases: tuple[WorkflowCase, ...]) -> Step:
    return Step(
        role=record.text_of("role"),
        action=record.text_of("action"),
        times=tuple(_times(record, cases)),
        output=record.text_of("output"),
        form=record.text_of("form"),
        outside=record.text_of("outside"),
    )


def _times(record: Record, cases: tuple[WorkflowCase, ...]) -> Iterator[StepTime]:
    """Yield the times of a step; a plain `limit` holds in every case."""
    own = record.record("limits")
    for case in cases or (WorkflowCase("", ""),):
        if case.id in own:
            yield StepTime(case.id, limit(own.record(case.id)))
        elif "limit" in record:
            yield StepTime(case.id, limit(record.record("limit")))


def _inconsistent(
    record: Record, standing: WorkflowStanding, roles: frozenset[str] | None
) -> Iterator[Problem]:
    """Yield what the schema cannot see: names that nothing has, an approval without decision."""
    cases = [case.text_of("id") for case in record.records("cases")]
    if len(set(cases)) < len(cases):
        message = _("hai trường hợp trùng tên ngắn (id)")
        yield record.problem(("cases",), "QMS111", message, _("đặt id khác nhau"))
    if record.tree and standing is WorkflowStanding.APPROVED and "decision" not in record:
        message = _("quy trình đã phê duyệt nhưng không ghi quyết định")
        fix = _("thêm mục decision với number và issued, hoặc sửa standing thành agency")
        yield record.problem(("standing",), "QMS112", message, fix)
    for step in record.records("steps"):
        yield from _inconsistent_step(step, cases, roles)


def _inconsistent_step(
    step: Record, cases: list[str], roles: frozenset[str] | None
) -> Iterator[Problem]:
    for case in step.record("limits").tree:
        if case not in cases:
            message = _("không có trường hợp “{case}” trong mục cases").format(case=case)
            yield step.problem(("limits", case), "QMS113", message, one_of(cases))
    role = step.text_of("role")
    if roles is not None and role not in roles:
        message = _("không có vai trò “{role}”").format(role=role)
        yield step.problem(("role",), "QMS144", message, one_of(roles))


def one_of(known: Iterable[str]) -> str:
    """Return the advice to use one of the names that exist."""
    return _("dùng một trong: {known}").format(known=", ".join(sorted(known)) or "–")


def _no_procedure(record: Record, path: ValuePath, code: str) -> Problem:
    message = _("catalogue/ không có TTHC {code}").format(code=code)
    fix = _("thêm catalogue/{code}.yaml hoặc bỏ mã này").format(code=code)
    return record.problem(path, "QMS143", message, fix)


def _decision(record: Record, key: str) -> Decision | None:
    inner = record.record(key)
    if not inner.tree:
        return None
    return Decision(inner.text_of("number"), inner.day("issued"), inner.text_of("issuer"))


def _local_fee(record: Record) -> LocalFee:
    return LocalFee(
        text=record.text_of("text"),
        places=record.texts("places"),
        place_name=record.text_of("place_name"),
        method=record.text_of("method"),
        until=record.day("until"),
        source=record.text_of("source"),
    )


def _step_tree(step: Step) -> Tree:
    known = step.limit() or Limit(Decimal(0), TimeUnit.UNKNOWN)
    optional = {
        "limit": limit_tree(known) if known.is_known else "",
        "output": step.output,
        "form": step.form,
        "outside": step.outside,
    }
    filled = {key: value for key, value in optional.items() if value}
    return {"role": step.role, "action": step.action, **filled}
