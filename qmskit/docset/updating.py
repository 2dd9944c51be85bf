"""`update`: new records, the province's decisions and edited workbooks brought into a set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from qmskit.changes.telling import decisions_told, differences_told
from qmskit.docset.editing import edited_files, edits_told
from qmskit.docset.incoming import Told, province_layer
from qmskit.docset.packing import older_pack, pack_changes
from qmskit.docset.plans import SetPlan, carry_out, planned, yaml_bytes
from qmskit.docset.registering import register_change
from qmskit.documents.proposals import proposed_workflow
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.frameworks import Framework
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import Decision, ProvinceDecisions, Workflow
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.law_relations import is_relations_table
from qmskit.readers.packs import is_pack
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.set_law import REGISTER
from qmskit.readers.sets import PROPOSED, over_packs
from qmskit.readers.sources import FoundProcedure, Procedures, read_procedures
from qmskit.readers.tables.set_sheet import is_set_workbook, read_set_edits
from qmskit.readers.workflows import ANY_NAMES, province_tree, read_province, workflow_tree


def update(
    qmset: DocumentSet,
    sources: Sequence[Path | str],
    *,
    as_of: date,
    approval: Decision | None = None,
    effective_days: Mapping[str, date] | None = None,
    act: Act = NOBODY_TOLD,
) -> SetPlan:
    """Bring sources into a set; see `plan_update`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: a source cannot be used, or the set would not load; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_update(
        qmset, sources, as_of=as_of, approval=approval, effective_days=effective_days
    )
    carry_out(plan, act)
    return plan


def plan_update(
    qmset: DocumentSet,
    sources: Sequence[Path | str],
    *,
    as_of: date,
    approval: Decision | None = None,
    effective_days: Mapping[str, date] | None = None,
) -> SetPlan:
    """Return what sources would change in a set.

    The State's records replace `catalogue/` files whole, the province's decisions come into
    `province/`, an edited workbook changes what is the agency's. Proposals nobody has touched
    follow; the agency's own files are left alone.

    Args:
        sources: the State's records, announcing decisions, printed workflows, a province's
            workbook or pack, a workbook that `build -b xlsx` wrote, or a table of law relations.
        as_of: the day that tells which announcements are in force.
        approval: the decision that approved printed workflows which name none themselves.
        effective_days: by number of an announcing decision the day it holds from, where somebody
            knows it.

    Raises:
        InvalidInputError: every problem of every source.
    """
    packs, workbooks, tables, others = _sorted(sources)
    read = read_procedures(*others)
    if read.problems:
        raise InvalidInputError(read.problems)
    province = qmset.agency.province
    told = Told(as_of, approval, effective_days or {}, qmset.province, province)
    updating = _Updating(qmset, told)
    updating.add_packs(packs)
    updating.add_records(read.found)
    updating.add_layer(read)
    updating.add_proposals()
    updating.add_workbooks(workbooks)
    updating.add_relations(tables)
    return updating.plan(read.skipped)


def _sorted(
    sources: Iterable[Path | str],
) -> tuple[list[Path], list[Path], list[Path], list[Path]]:
    """Return sources as packs, workbooks of a set, tables of law relations, and all others."""
    packs: list[Path] = []
    workbooks: list[Path] = []
    tables: list[Path] = []
    others: list[Path] = []
    for source in map(Path, sources):
        if is_pack(source):
            packs.append(source)
        elif source.suffix.lower() == ".xlsx" and is_set_workbook(source):
            workbooks.append(source)
        elif is_relations_table(source):
            tables.append(source)
        else:
            others.append(source)
    return packs, workbooks, tables, others


class _Updating:
    """The changes so far."""

    def __init__(self, qmset: DocumentSet, told: Told) -> None:
        self._qmset, self._told = qmset, told
        self._framework: Framework = qmset.framework
        self._procedures: dict[str, Procedure] = dict(qmset.procedures)
        self._province: Mapping[str, ProvinceDecisions] = qmset.province
        self._drafts: Mapping[str, Workflow] = {}
        self._files: dict[str, bytes | None] = {}
        self._summaries: dict[str, tuple[str, ...]] = {}
        self._remarks: list[Problem] = []

    def plan(self, remarks: tuple[Problem, ...]) -> SetPlan:
        changes = planned(self._qmset.folder, self._files, self._summaries)
        return SetPlan(self._qmset.folder, changes, (*remarks, *self._remarks))

    def add_packs(self, folders: Iterable[Path]) -> None:
        for folder in folders:
            self._framework, files = pack_changes(self._qmset, folder)
            self._remarks += older_pack(self._qmset, self._framework)
            self._files |= files

    def add_records(self, found: Iterable[FoundProcedure]) -> None:
        """Replace the State's records of the set; what is not in its scope is told."""
        outside: list[str] = []
        for one in found:
            code = one.procedure.code
            known = self._procedures.get(code)
            if known is None:
                outside.append(code)
            elif one.procedure.is_listed_only and not known.is_listed_only:
                message = _("{file} chỉ có tên TTHC {code}; giữ bản ghi đang có")
                self._remark(code, "QMS321", message.format(file=one.file, code=code))
            elif one.procedure != known:
                self._replace(one, known)
        if outside:
            message = _("{count} TTHC trong nguồn chưa thuộc phạm vi: {codes}").format(
                count=len(outside), codes=_listed(outside)
            )
            fix = _("thêm vào phạm vi bằng lệnh qmskit add")
            self._remark("qms.yaml", "QMS322", message, fix)

    def _replace(self, one: FoundProcedure, known: Procedure) -> None:
        path = f"catalogue/{one.procedure.code}.yaml"
        tree = procedure_tree(one.procedure, one.format, one.file)
        self._files[path] = yaml_bytes(path, tree, "catalogue")
        self._summaries[path] = tuple(differences_told(known, one.procedure))
        self._procedures[one.procedure.code] = one.procedure

    def add_layer(self, read: Procedures) -> None:
        """Bring in what the province decided; what is not certain is told."""
        kind = self._qmset.agency_type
        layer = province_layer(read, self._procedures, self._framework, kind, self._told)
        self._remarks.extend(layer.remarks)
        self._drafts = layer.drafts
        known = self._own_decisions()
        own = {
            code: one.over(known.get(code, ProvinceDecisions(code)))
            for code, one in layer.decisions.items()
        }
        for code, one in own.items():
            before = known.get(code, ProvinceDecisions(code))
            if one != before:
                path = f"province/{code}.yaml"
                self._files[path] = yaml_bytes(path, province_tree(one), "province")
                self._summaries[path] = tuple(decisions_told(before, one))
        self._province = over_packs({**known, **own}, self._framework, self._procedures)

    def _own_decisions(self) -> dict[str, ProvinceDecisions]:
        """Return what the set's own files say, without its packs."""
        folder = self._qmset.folder / "province"
        found = (read_province(path, path.name, ANY_NAMES) for path in folder.glob("*.yaml"))
        return {one.code: one for one in found}

    def add_proposals(self) -> None:
        """Renew the proposals that nobody has touched and that no approved workflow replaces."""
        for code, procedure in self._procedures.items():
            path = f"workflows/{code}{PROPOSED}"
            decided = self._province.get(code, ProvinceDecisions(code))
            draft = self._drafts.get(code)
            if draft:
                self._files[path] = yaml_bytes(path, workflow_tree(draft), "workflow")
            elif self._is_decided_now(code, path, decided):
                self._files[path] = None
            elif self._is_untouched(code, path):
                self._files[path] = None if decided.workflow else self._proposal(procedure, decided)

    def _is_decided_now(self, code: str, path: str, decided: ProvinceDecisions) -> bool:
        """Tell whether a proposal holds what the province's workflow says, step by step."""
        if decided.workflow is None or self._qmset.workflow_files.get(code) != path:
            return False
        proposed = self._qmset.workflows[code]
        if proposed.procedures != (code,):
            return False
        return (proposed.steps, proposed.cases) == (decided.workflow.steps, decided.workflow.cases)

    def _is_untouched(self, code: str, path: str) -> bool:
        """Tell whether a proposal is what the program made of the record before the update."""
        there = self._qmset.folder / path
        before = self._qmset.province.get(code, ProvinceDecisions(code))
        proposal = self._proposal(self._qmset.procedures[code], before)
        return there.is_file() and there.read_bytes() == proposal

    def _proposal(self, procedure: Procedure, decided: ProvinceDecisions) -> bytes:
        draft = proposed_workflow(
            procedure, decided.limit, self._qmset.agency.type, self._framework
        )
        path = f"workflows/{procedure.code}{PROPOSED}"
        return yaml_bytes(path, workflow_tree(draft), "workflow")

    def add_workbooks(self, paths: Iterable[Path]) -> None:
        for path in paths:
            edits = read_set_edits(path, self._qmset)
            self._files |= edited_files(self._qmset, edits)
            self._summaries |= edits_told(self._qmset, edits, self._told.day)

    def add_relations(self, paths: Sequence[Path]) -> None:
        """Add to the register what tables tell of the texts that the records cite."""
        now = replace(self._qmset, procedures=self._procedures)
        change = register_change(now, paths)
        self._remarks.extend(change.remarks)
        if change.content is not None:
            self._files[REGISTER] = change.content
            self._summaries[REGISTER] = change.summary

    def _remark(self, place: str, code: str, message: str, fix: str = "") -> None:
        self._remarks.append(Problem(Location(place), code, message, fix))


_SHOWN = 10


def _listed(codes: Sequence[str]) -> str:
    more = _(" và {count} mã khác").format(count=len(codes) - _SHOWN) if codes[_SHOWN:] else ""
    return ", ".join(codes[:_SHOWN]) + more
