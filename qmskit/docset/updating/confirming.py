"""`confirm`: a named person confirms workflows after a change, or takes proposals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qmskit.control.ledger import Kind
from qmskit.control.signing import future
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.issuing.signers import not_entitled, signature_of
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned
from qmskit.docset.updating.rescaling import Written, workflow_path
from qmskit.documents.plan import documents_called
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act, SignatureRole
from qmskit.model.digests import digest
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import one_line
from qmskit.model.workflows import Workflow, WorkflowStanding
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.sets import PROPOSED
from qmskit.readers.trees import Json, with_scalar
from qmskit.readers.workflows import ANY_NAMES, read_workflow
from qmskit.readers.yaml_lines import with_line_behind


@dataclass(frozen=True, slots=True)
class Confirming:
    """One person's confirmation, as asked for.

    Attributes:
        person: as in `staff.yaml`.
        takes_proposal: whether the proposal beside a workflow takes its place.
        keeps_workflow: whether the workflow stays, and the proposal beside it goes.
        reason: why the agency deviates from the approved workflow; may be empty.
    """

    person: str
    on: date
    takes_proposal: bool = False
    keeps_workflow: bool = False
    reason: str = ""


def confirm(
    qmset: DocumentSet, codes: Sequence[str], confirming: Confirming, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Record that a person has confirmed workflows; see `plan_confirm`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: why it cannot be recorded, for every code; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_confirm(qmset, codes, confirming, act=act)
    carry_out(plan, act)
    return plan


def plan_confirm(
    qmset: DocumentSet, codes: Sequence[str], confirming: Confirming, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Return what one person's confirmation of workflows would record and write.

    A workflow whose procedure changed stays as it is and is no longer doubtful. A proposal becomes
    the agency's own workflow; where a workflow and a proposal lie side by side, the person says
    which of them holds. It can be undone.

    Args:
        codes: of procedures, or of the documents that serve them.

    Raises:
        InvalidInputError: why it cannot be recorded, for every code.

    Law:
        TT 26/2014/TT-BKHCN, Điều 7 khoản 2 điểm d; QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a.
    """
    signature = signature_of(qmset, SignatureRole.DRAFTER, confirming.person, confirming.on)
    made = _Confirming(qmset, confirming)
    problems = [*future(confirming.on, act.day, "--on"), *not_entitled(qmset, signature)]
    for code in _procedures(qmset, codes, problems):
        problems += made.add(code)
    if problems:
        raise InvalidInputError(problems)
    told = _("{person} xác nhận quy trình của TTHC {codes}").format(
        person=signature.person, codes=", ".join(made.confirmed)
    )
    details: dict[str, Json] = {
        "person": signature.person,
        "on": confirming.on.isoformat(),
        "procedures": [*made.confirmed],
        "files": {**made.digests()},
    }
    return SetPlan(
        qmset.folder,
        planned(qmset.folder, made.files, {}),
        entry=PlannedEntry(Kind.CONFIRM, details, role=signature.title),
        acts=(told,),
    )


def _procedures(
    qmset: DocumentSet, names: Sequence[str], problems: list[Problem]
) -> tuple[str, ...]:
    """Return codes of procedures, those of a document for its code; what nobody knows is told."""
    found: list[str] = []
    for name in names:
        served = [one for one in qmset.procedures if documents_called(qmset, [one]) == (name,)]
        if name in qmset.procedures:
            found.append(name)
        elif served:
            found += served
        else:
            message = _("TTHC {code} không có trong phạm vi").format(code=name)
            problems.append(Problem(Location(name), "QMS333", message))
    return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class _Confirming:
    """What one confirmation writes, workflow by workflow."""

    _qmset: DocumentSet
    _asked: Confirming
    files: dict[str, bytes | None] = field(default_factory=dict)
    confirmed: dict[str, str] = field(default_factory=dict)
    _proposals: dict[str, tuple[str, Workflow]] = field(default_factory=dict)
    _written: Written = field(default_factory=lambda: Written({}))

    def __post_init__(self) -> None:
        self._proposals = dict(_proposals(self._qmset))
        self._written = Written.of(ledger_of(self._qmset.folder).entries)

    def add(self, code: str) -> Iterator[Problem]:
        """Confirm the workflow of a procedure; yield why that cannot be."""
        if code in self.confirmed:
            return
        counting = self._qmset.workflow_of(code)
        has_own = counting is not None and counting.standing is not WorkflowStanding.PROPOSED
        path, proposal = self._proposals.get(code, ("", None))
        problems = [*self._unclear(code, path, has_own=has_own)]
        yield from problems
        if problems:
            return
        if proposal and not self._asked.keeps_workflow:
            yield from self._take(code, path, proposal)
            return
        if proposal and self._written.is_as_written(self._qmset.folder, path):
            self.files[path] = None
        self.confirmed[code] = workflow_path(self._qmset, code)

    def _unclear(self, code: str, path: str, *, has_own: bool) -> Iterator[Problem]:
        asked = self._asked
        where = Location(workflow_path(self._qmset, code) or code)
        is_both = bool(path) and has_own
        if is_both and asked.takes_proposal == asked.keeps_workflow:
            message = _("có cả quy trình đang dùng và bản đề xuất {path}").format(path=path)
            fix = _("thêm --take-proposal để dùng bản đề xuất, hoặc --keep để giữ quy trình")
            yield Problem(where, "QMS861", message, fix)
        elif not is_both and (asked.takes_proposal and not path):
            message = _("không có bản đề xuất nào cho TTHC {code}").format(code=code)
            yield Problem(where, "QMS861", message, _("bỏ --take-proposal"))
        elif not has_own and asked.keeps_workflow:
            message = _("TTHC {code} chưa có quy trình nào để giữ").format(code=code)
            yield Problem(where, "QMS861", message, _("bỏ --keep"))
        elif not path and code not in self._qmset.suspects:
            message = _("quy trình của TTHC {code} không chờ xác nhận").format(code=code)
            fix = _("xem quy trình nào chờ xác nhận bằng qmskit check hoặc qmskit status")
            yield Problem(where, "QMS868", message, fix)

    def _take(self, code: str, path: str, proposal: Workflow) -> Iterator[Problem]:
        """Let a proposal take the place of what counts, byte by byte but for its standing."""
        counting = self._qmset.workflow_of(code)
        is_own = counting is not None and counting is self._qmset.workflows.get(code)
        has_file = is_own and counting is not None and counting != proposal
        target = self._qmset.workflow_files[code] if has_file else _settled(path)
        problems = [*self._not_takable(path, target, proposal, counting)]
        yield from problems
        if problems:
            return
        self.files[target] = _as_own(self._qmset.folder / path, self._asked.reason)
        self.files[path] = None
        self.confirmed |= dict.fromkeys(proposal.procedures, target)

    def _not_takable(
        self, path: str, target: str, proposal: Workflow, counting: Workflow | None
    ) -> Iterator[Problem]:
        is_approved = counting is not None and counting.standing is WorkflowStanding.APPROVED
        if is_approved and not self._asked.reason:
            message = _("bản đề xuất khác quy trình đã phê duyệt nên phải ghi lý do điều chỉnh")
            yield Problem(Location(path), "QMS861", message, _("thêm --reason LÝ_DO"))
        is_there = (self._qmset.folder / target).exists()
        is_same_scope = counting is not None and counting.procedures == proposal.procedures
        if is_there and not is_same_scope:
            message = _("{target} phục vụ các thủ tục khác với bản đề xuất").format(target=target)
            fix = _("sửa mục procedures của hai tệp cho khớp rồi làm lại")
            yield Problem(Location(path), "QMS861", message, fix)

    def digests(self) -> dict[str, str]:
        """Return sha256 by path of the records and workflows that are confirmed."""
        paths = [f"catalogue/{code}.yaml" for code in self.confirmed]
        return {
            path: digest(self.files.get(path) or (self._qmset.folder / path).read_bytes())
            for path in (*paths, *dict.fromkeys(self.confirmed.values()))
        }


def _proposals(qmset: DocumentSet) -> Iterator[tuple[str, tuple[str, Workflow]]]:
    """Yield the proposals by the procedures they serve, with their paths."""
    for file in sorted((qmset.folder / "workflows").glob(f"*{PROPOSED}")):
        workflow = read_workflow(file, file.name, ANY_NAMES)
        for code in workflow.procedures:
            yield code, (f"workflows/{file.name}", workflow)


def _settled(path: str) -> str:
    return path.removesuffix(PROPOSED) + ".yaml"


def _as_own(file: Path, reason: str) -> bytes:
    """Return a proposal as the agency's own workflow: only its standing and reason differ."""
    text = with_scalar(file.read_bytes().decode("utf-8"), ("standing",), "agency")
    if reason:
        text = with_line_behind(text, "standing", "reason", one_line(reason))
    return text.encode()
