"""What sources bring for the procedures of a set: the province's layer, and what is left open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from qmskit.changes.announced import AnnouncedChange, Verdict, announced_changes
from qmskit.changes.announced_rest import rest
from qmskit.changes.announced_words import act, rest_words
from qmskit.language import translate as _
from qmskit.model.announcements import Announcement
from qmskit.model.frameworks import AgencyType, Framework
from qmskit.model.printed import PrintedWorkflow
from qmskit.model.procedure_names import codes_by_name, name_letters
from qmskit.model.procedures import Level, Procedure
from qmskit.model.workflows import (
    Decision,
    LocalFee,
    ProvinceDecisions,
    Workflow,
    WorkflowStanding,
)
from qmskit.problems import Location, Problem
from qmskit.readers.announcements.procedures import announced_procedures, reductions
from qmskit.readers.prose.provinces import other_provinces
from qmskit.readers.prose.roles import with_roles
from qmskit.readers.sources import FoundProcedure, Procedures


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody who brings sources in knows beside them.

    Attributes:
        day: the day that tells which announcing decisions are in force; without one, none are.
        approval: the decision that approved printed workflows which name none themselves.
        effective_days: by number of an announcing decision the day it holds from.
        held: what the set already holds of the province's decisions, by procedure code.
        province: province of the agency; empty where nobody knows it.
    """

    day: date = date.min
    approval: Decision | None = None
    effective_days: Mapping[str, date] = field(default_factory=dict)
    held: Mapping[str, ProvinceDecisions] = field(default_factory=dict)
    province: str = ""


NOTHING_TOLD = Told()


def records_at_hand(sources: Procedures, framework: Framework) -> dict[str, FoundProcedure]:
    """Return the records for a set by code.

    A source's record goes before one of a pack, and that before what a decision announces; a mere
    name in a list never replaces a record of a pack.
    """
    packed = {one.procedure.code: one for one in records_of_packs(framework)}
    found = {one.procedure.code: one for one in _announced(sources)} | packed
    for one in sources.found:
        if one.procedure.code not in packed or not one.procedure.is_listed_only:
            found[one.procedure.code] = one
    return found


def _announced(sources: Procedures) -> Iterator[FoundProcedure]:
    for announcement in sources.announcements:
        for procedure in announced_procedures(announcement):
            yield FoundProcedure(procedure, "announcement", announcement.where.file)


def records_of_packs(framework: Framework) -> Iterator[FoundProcedure]:
    """Yield the records of the packs, those of the topmost last."""
    for pack in reversed(framework.packs):
        for code, procedure in pack.catalogue.items():
            yield FoundProcedure(procedure, "catalogue", f"{pack.id}/catalogue/{code}.yaml")


@dataclass(frozen=True, slots=True)
class ProvinceLayer:
    """What the province decided for procedures of a set, as far as sources tell.

    Attributes:
        decisions: by procedure code.
        drafts: workflows of printed documents that name no approving decision, by procedure code.
        remarks: what belongs to no procedure, or must be decided; may be empty.
    """

    decisions: Mapping[str, ProvinceDecisions]
    drafts: Mapping[str, Workflow]
    remarks: tuple[Problem, ...]


def province_layer(
    sources: Procedures,
    procedures: Mapping[str, Procedure],
    framework: Framework,
    kind: AgencyType,
    told: Told = NOTHING_TOLD,
) -> ProvinceLayer:
    """Return what sources bring for procedures of an agency of some type.

    Args:
        procedures: the procedures of the set, by code.
        told: what somebody knows beside the sources.
    """
    collecting = _Collecting(procedures, framework, kind.id, told)
    for decided in sources.province:
        if not _is_in_pack(decided, framework):
            collecting.add_decisions(decided)
    collecting.add_reductions(sources.announcements, Level(kind.level))
    for printed in sources.printed:
        collecting.add_printed(printed)
    return collecting.result()


def _is_in_pack(decided: ProvinceDecisions, framework: Framework) -> bool:
    """Tell whether a pack says the same; a copy of it would hide what later packs say."""
    return any(pack.province.get(decided.code) == decided for pack in framework.packs)


class _Collecting:
    """The layer so far."""

    def __init__(
        self,
        procedures: Mapping[str, Procedure],
        framework: Framework,
        agency_type: str,
        told: Told,
    ) -> None:
        self._procedures = procedures
        self._framework, self._agency_type = framework, agency_type
        self._told = told
        self._by_title = codes_by_name(procedures)
        self._decisions: dict[str, ProvinceDecisions] = {}
        self._drafts: dict[str, Workflow] = {}
        self._remarks: list[Problem] = []

    def add_decisions(self, decided: ProvinceDecisions) -> None:
        if decided.code not in self._procedures:
            message = _("quyết định của tỉnh cho TTHC {code} không thuộc phạm vi của bộ tài liệu")
            where = decided.where or Location(decided.code)
            self._remark(where, "QMS311", message.format(code=decided.code))
            return
        if decided.workflow:
            named = _with_roles(decided.workflow, self._framework, self._agency_type)
            decided = replace(decided, workflow=named)
        self._tell_other_provinces(decided)
        known = self._decisions.get(decided.code)
        self._decisions[decided.code] = decided.over(known) if known else decided

    def _tell_other_provinces(self, decided: ProvinceDecisions) -> None:
        """Tell of texts of other provinces; those of a former province may still hold here."""
        sources = (
            decided.limit_decision.issuer if decided.limit_decision else "",
            decided.workflow.decision.issuer
            if decided.workflow and decided.workflow.decision
            else "",
            *(fee.source for fee in decided.fees),
        )
        own = self._told.province
        found = [name for source in sources for name in other_provinces(source, own)]
        if found:
            message = _("nội dung của TTHC {code} theo văn bản của {others}, cơ quan thuộc {own}")
            fix = _("kiểm tra văn bản đó có áp dụng tại địa bàn của cơ quan hay không")
            others = ", ".join(dict.fromkeys(found))
            told = message.format(code=decided.code, others=others, own=own)
            self._remark(Location(f"province/{decided.code}.yaml"), "QMS325", told, fix)

    def add_reductions(self, announcements: Sequence[Announcement], level: Level) -> None:
        """Take the reduced limits that are certain and in force; what is to decide is told."""
        changes = announced_changes(
            announcements,
            self._procedures,
            self._told.day,
            level=level,
            effective_days=self._told.effective_days,
            province=self._told.province,
        )
        certain: set[tuple[str, str]] = set()
        for one in changes:
            if one.verdict is Verdict.APPLY:
                certain.add((one.decision.number, one.code))
            elif one.verdict is not Verdict.NOT_OURS:
                self._remark(one.where, "QMS323", one.sentence)
        for announcement in announcements:
            for decided in reductions(announcement):
                if (announcement.decision.number, decided.code) in certain:
                    self.add_decisions(decided)
        for one in changes:
            if one.verdict is Verdict.APPLY:
                self._tell_rest(one)

    def _tell_rest(self, change: AnnouncedChange) -> None:
        code = change.code
        nothing = ProvinceDecisions(code)
        decided = self._decisions.get(code, nothing).over(self._told.held.get(code, nothing))
        if phrases := rest(change.row, self._procedures[code], decided):
            message = rest_words(act(change.row, change.decision), phrases)
            fix = _("tải bản ghi mới từ Cổng Dịch vụ công quốc gia, hoặc ghi vào province/")
            self._remark(change.where, "QMS324", message, fix)

    def add_printed(self, printed: PrintedWorkflow) -> None:
        self._remarks.extend(printed.remarks)
        code = printed.code or self._by_title.get(name_letters(printed.title), "")
        if code not in self._procedures:
            message = _("không tìm được TTHC trong phạm vi ứng với quy trình “{title}”")
            fix = _("ghi mã TTHC vào tài liệu, hoặc lập province/<mã TTHC>.yaml")
            self._remark(printed.where, "QMS312", message.format(title=printed.title), fix)
            return
        named = with_roles(printed, self._framework, self._agency_type)
        decision = named.decision or self._told.approval
        if decision:
            self.add_decisions(_decided(code, named, decision))
        else:
            self._drafts[code] = _draft(code, named)
            if named.fees:
                self.add_decisions(ProvinceDecisions(code, fees=_sourced(named)))
            message = _("quy trình của TTHC {code} không ghi quyết định phê duyệt")
            fix = _("dùng tạm làm dự thảo; cho biết quyết định bằng --approved-by SỐ@NGÀY")
            self._remark(printed.where, "QMS313", message.format(code=code), fix)

    def result(self) -> ProvinceLayer:
        return ProvinceLayer(self._decisions, self._drafts, tuple(self._remarks))

    def _remark(self, where: Location, code: str, message: str, fix: str = "") -> None:
        self._remarks.append(Problem(where, code, message, fix))


def _with_roles(workflow: Workflow, framework: Framework, agency_type: str) -> Workflow:
    """Return a workflow whose performers are roles where the framework surely knows them."""
    printed = PrintedWorkflow(workflow.title, workflow.steps, Location(""))
    return replace(workflow, steps=with_roles(printed, framework, agency_type).steps)


def _decided(code: str, printed: PrintedWorkflow, decision: Decision) -> ProvinceDecisions:
    workflow = Workflow(
        procedures=(code,),
        steps=printed.steps,
        standing=WorkflowStanding.APPROVED,
        cases=printed.cases,
        decision=decision,
        records=printed.records,
        limit=printed.limit,
    )
    return ProvinceDecisions(code, fees=_sourced(printed), workflow=workflow)


def _sourced(printed: PrintedWorkflow) -> tuple[LocalFee, ...]:
    """Return printed rates; one without a resolution rests on the document that prints it."""
    decided = f"Quyết định số {printed.decision.number}" if printed.decision else ""
    source = printed.document_code or decided or f"Quy trình “{printed.title}”"
    return tuple(fee if fee.source else replace(fee, source=source) for fee in printed.fees)


def _named(printed: PrintedWorkflow) -> str:
    """Return what a printed document is called: its code, else its title, and its file."""
    return f"{printed.document_code or printed.title} ({PurePath(printed.where.file).name})"


def _draft(code: str, printed: PrintedWorkflow) -> Workflow:
    return Workflow(
        procedures=(code,),
        steps=printed.steps,
        standing=WorkflowStanding.PROPOSED,
        cases=printed.cases,
        records=printed.records,
        limit=printed.limit,
        source=_named(printed),
    )
