"""Workflows (`workflows/`) and the province's decisions (`province/`) as YAML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qmskit.language import translate as _
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
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.procedures import filled, limit, limit_tree
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.trees import Tree, ValuePath


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that workflows and decisions may refer to.

    Attributes:
        roles: ids of the roles; None where the framework is not known, which has been told.
        procedures: codes of procedures; None where any will do.
        elsewhere: roles that only other types of agency have; known, but not proposed.
    """

    roles: frozenset[str] | None
    procedures: frozenset[str] | None
    elsewhere: frozenset[str] = frozenset()

    @property
    def proposed_roles(self) -> frozenset[str]:
        """Return the roles that somebody of this agency may have meant."""
        return (self.roles or frozenset()) - self.elsewhere


# For what is read on its own, without a framework and a set to refer to.
ANY_NAMES = KnownNames(None, None)


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
        if known.procedures is not None and code not in known.procedures
    ]
    problems += _inconsistent(record, standing, known)
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
    problems: list[Problem] = []
    if known.procedures is not None and code not in known.procedures:
        problems.append(_no_procedure(record, ("code",), code))
    problems += _inconsistent(inner, WorkflowStanding.APPROVED, known)
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
        forms=_attachments(record, "forms"),
        where=Location(shown),
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
    """Return the tree that `workflows/` reads back to an equal workflow."""
    return filled(
        procedures=list(workflow.procedures),
        standing=workflow.standing.value,
        source=workflow.source,
        **_workflow_parts(workflow),
    )


def province_tree(decisions: ProvinceDecisions) -> Tree:
    """Return the tree that `province/` reads back to equal decisions."""
    return filled(
        code=decisions.code,
        limit=limit_tree(decisions.limit) if decisions.limit else {},
        limit_decision=_decision_tree(decisions.limit_decision),
        fees=[_local_fee_tree(fee) for fee in decisions.fees],
        reception=list(decisions.reception),
        workflow=filled(**_workflow_parts(decisions.workflow)) if decisions.workflow else {},
        forms=[filled(title=one.title, file=one.file) for one in decisions.forms],
    )


def _workflow_parts(workflow: Workflow) -> dict[str, Tree]:
    return {
        "title": workflow.title,
        "decision": _decision_tree(workflow.decision),
        "reason": workflow.reason,
        "limit": limit_tree(workflow.limit) if workflow.limit else {},
        "cases": [
            filled(id=case.id, name=case.name, limit=limit_tree(case.limit) if case.limit else {})
            for case in workflow.cases
        ],
        "tracked": "" if workflow.tracked is None else "yes" if workflow.tracked else "no",
        "steps": [_step_tree(step) for step in workflow.steps],
        "records": [
            filled(name=one.name, holder=one.holder, retention=one.retention, source=one.source)
            for one in workflow.records
        ],
        "attachments": [filled(title=one.title, file=one.file) for one in workflow.attachments],
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
        attachments=_attachments(record, "attachments"),
        source=record.text_of("source"),
        limit=limit(record.record("limit")) if "limit" in record else None,
    )


def _attachments(record: Record, key: str) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(one.text_of("title"), one.text_of("file")) for one in record.records(key)
    )


def _step(record: Record, cases: tuple[WorkflowCase, ...]) -> Step:
    return Step(
        role=record.text_of("role"),
        action=record.text_of("action"),
        times=tuple(_times(record, cases)),
        output=record.text_of("output"),
        form=record.text_of("form"),
        outside=record.text_of("outside"),
        performer=record.text_of("performer"),
    )


def _times(record: Record, cases: tuple[WorkflowCase, ...]) -> Iterator[StepTime]:
    """Yield the times of a step; a plain `limit` holds in every case."""
    own = record.record("limits")
    for case in cases or (WorkflowCase("", ""),):
        if case.id in own:
            yield _time(case, own.record(case.id))
        elif "limit" in record:
            yield _time(case, record.record("limit"))


def _time(case: WorkflowCase, record: Record) -> StepTime:
    return StepTime(case.id, limit(record), shared=bool(record.truth("shared")))


def _inconsistent(
    record: Record, standing: WorkflowStanding, known: KnownNames
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
        yield from _inconsistent_step(step, cases, known)


def _inconsistent_step(step: Record, cases: list[str], known: KnownNames) -> Iterator[Problem]:
    for case in step.record("limits").tree:
        if case not in cases:
            message = _("không có trường hợp “{case}” trong mục cases").format(case=case)
            yield step.problem(("limits", case), "QMS113", message, one_of(cases))
    role = step.text_of("role")
    if role and known.roles is not None and role not in known.roles:
        message = _("không có vai trò “{role}”").format(role=role)
        yield step.problem(("role",), "QMS144", message, one_of(known.proposed_roles))


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
        since=record.day("since"),
    )


def _step_tree(step: Step) -> Tree:
    by_case: dict[str, Tree] = {one.case: _time_tree(one) for one in step.times if one.case}
    single = step.time()
    return filled(
        role=step.role,
        performer=step.performer,
        action=step.action,
        limit=_time_tree(single) if single else {},
        limits={case: tree for case, tree in by_case.items() if tree},
        output=step.output,
        form=step.form,
        outside=step.outside,
    )


def _time_tree(time: StepTime) -> Tree:
    return {"shared": "yes"} if time.shared else limit_tree(time.limit)


def _decision_tree(decision: Decision | None) -> Tree:
    if decision is None:
        return {}
    return filled(number=decision.number, issued=str(decision.issued or ""), issuer=decision.issuer)


def _local_fee_tree(fee: LocalFee) -> Tree:
    return filled(
        text=fee.text,
        places=list(fee.places),
        place_name=fee.place_name,
        method=fee.method,
        since=str(fee.since or ""),
        until=str(fee.until or ""),
        source=fee.source,
    )
