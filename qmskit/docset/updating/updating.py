"""`update`: new records, the province's decisions and edited workbooks brought into a set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from qmskit.changes.telling import decisions_told, differences_told
from qmskit.control.ledger import Kind
from qmskit.docset.aside import put_aside
from qmskit.docset.editing import covered_proposals, edited_files, edits_told
from qmskit.docset.incoming import Told, province_layer
from qmskit.docset.packing import older_pack, pack_changes
from qmskit.docset.plans import (
    FileChange,
    PlannedEntry,
    SetPlan,
    carry_out,
    planned,
    yaml_bytes,
)
from qmskit.docset.registering import register_change
from qmskit.docset.scoping import procedure_files
from qmskit.docset.updating.changed import changed
from qmskit.docset.updating.following import followed
from qmskit.docset.updating.rescaling import ENTERED
from qmskit.docset.updating.retiring import Retired, retired
from qmskit.docset.updating.sorting import sorted_sources
from qmskit.documents.codes import new_codes
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.frameworks import Framework
from qmskit.model.procedures import Procedure
from qmskit.model.publication import LawChange
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import Decision, ProvinceDecisions, Workflow
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.agencies import codes_tree
from qmskit.readers.procedures import procedure_tree
from qmskit.readers.set_law import REGISTER
from qmskit.readers.sets import over_packs
from qmskit.readers.sources import FoundProcedure, Procedures, read_procedures
from qmskit.readers.tables.set_sheet import read_set_edits
from qmskit.readers.trees import Json
from qmskit.readers.workflows import ANY_NAMES, province_tree, read_province


def update(  # noqa: PLR0913 - what somebody knows beside the sources, each by its name
    qmset: DocumentSet,
    sources: Sequence[Path | str],
    *,
    as_of: date,
    approval: Decision | None = None,
    effective_days: Mapping[str, date] | None = None,
    law: LawChange | None = None,
    act: Act = NOBODY_TOLD,
) -> SetPlan:
    """Bring sources into a set and carry what changes through; see `plan_update`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: a source cannot be used, or the set would not load; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_update(
        qmset, sources, as_of=as_of, approval=approval, effective_days=effective_days, law=law
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
    law: LawChange | None = None,
) -> SetPlan:
    """Return what sources would change in a set, with a verdict for every file concerned.

    The State's records replace `catalogue/` files whole, the province's decisions come into
    `province/`, an edited workbook changes what is the agency's. What follows is prepared: change
    events, revisions of issued documents, proposals with times for a new limit; procedures that a
    decision in force repeals leave the scope. The agency's own files are left alone: a workflow
    whose procedure changed in substance waits for somebody to confirm it.

    Args:
        sources: the State's records, announcing decisions, printed workflows, a province's
            workbook or pack, a workbook that `build -b xlsx` wrote, or a table of law relations.
        as_of: the day that tells which announcements are in force.
        approval: the decision that approved printed workflows which name none themselves.
        effective_days: by number of an announcing decision the day it holds from, where somebody
            knows it.
        law: the legal text that brings the change, where somebody names it.

    Raises:
        InvalidInputError: every problem of every source.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm a, điểm c.
    """
    province = qmset.agency.province
    told = Told(as_of, approval, effective_days or {}, qmset.province, province)
    return _planned(qmset, sources, told, law)


def _planned(
    qmset: DocumentSet, sources: Sequence[Path | str], told: Told, law: LawChange | None
) -> SetPlan:
    given = sorted_sources(sources)
    read = read_procedures(*given.others)
    if read.problems:
        raise InvalidInputError(read.problems)
    updating = _Updating(qmset, told)
    updating.add_packs(given.packs)
    updating.change_scope(retired(qmset, read, told))
    updating.add_records(read.found)
    updating.add_layer(read)
    updating.add_workbooks(given.workbooks)
    updating.add_relations(given.relations)
    updating.follow(read, law)
    return updating.plan(read.skipped)


class _Updating:
    """The changes so far."""

    def __init__(self, qmset: DocumentSet, told: Told) -> None:
        self._qmset, self._told = qmset, told
        self._framework: Framework = qmset.framework
        self._procedures: dict[str, Procedure] = dict(qmset.procedures)
        self._province: Mapping[str, ProvinceDecisions] = qmset.province
        self._workflows: dict[str, Workflow] = dict(qmset.workflows)
        self._scope = Retired()
        self._drafts: Mapping[str, Workflow] = {}
        self._files: dict[str, bytes | None] = {}
        self._entered: dict[str, bytes | None] = {}
        self._summaries: dict[str, tuple[str, ...]] = {}
        self._verdicts: list[FileChange] = []
        self._details: dict[str, Json] = {}
        self._remarks: list[Problem] = []

    def plan(self, remarks: tuple[Problem, ...]) -> SetPlan:
        files = {**self._files, **self._entered}
        changes = (*planned(self._qmset.folder, files, self._summaries), *self._verdicts)
        return SetPlan(
            self._qmset.folder,
            tuple(sorted(changes, key=lambda one: (one.path, one.verdict))),
            (*remarks, *self._remarks),
            PlannedEntry(Kind.UPDATE, {**self._details, **self._listed()}),
        )

    def _listed(self) -> dict[str, Json]:
        """Return what else the ledger tells, where there is any of it."""
        told: dict[str, list[Json]] = {
            "added": [*sorted(self._scope.added)],
            "removed": [*sorted(self._scope.removed)],
            ENTERED: [*sorted(self._entered)],
        }
        return {key: one for key, one in told.items() if one}

    def add_packs(self, folders: Iterable[Path]) -> None:
        for folder in folders:
            self._framework, files = pack_changes(self._qmset, folder)
            self._remarks += older_pack(self._qmset, self._framework)
            self._files |= files

    def change_scope(self, scope: Retired) -> None:
        """Put aside what a decision repeals, and take in what comes in its place."""
        self._scope = scope
        self._remarks += scope.remarks
        aside = put_aside(self._qmset, tuple(scope.removed))
        self._files |= aside
        self._summaries |= {
            f"catalogue/{code}.yaml": (sentence,) for code, sentence in scope.removed.items()
        }
        added = {code: one.procedure for code, one in scope.added.items()}
        staying = (one for one in self._procedures.items() if one[0] not in scope.removed)
        self._procedures = {**dict(staying), **added}
        if added:
            given = new_codes(
                self._qmset.codes, added.values(), self._qmset.agency, self._framework
            )
            self._files["codes.yaml"] = yaml_bytes("codes.yaml", codes_tree(given), "codes")

    def add_records(self, found: Iterable[FoundProcedure]) -> None:
        """Replace the State's records of the set; what is not in its scope is told."""
        outside: list[str] = []
        for one in found:
            code = one.procedure.code
            known = self._qmset.procedures.get(code)
            if code in self._scope.removed or code in self._scope.added:
                continue
            if known is None:
                outside.append(code)
            else:
                self._add_record(one, known)
        if outside:
            message = _("{count} TTHC trong nguồn chưa thuộc phạm vi: {codes}").format(
                count=len(outside), codes=_listed(outside)
            )
            fix = _("thêm vào phạm vi bằng lệnh qmskit add")
            self._remark("qms.yaml", "QMS322", message, fix)

    def _add_record(self, one: FoundProcedure, known: Procedure) -> None:
        code = one.procedure.code
        path = f"catalogue/{code}.yaml"
        if one.procedure.is_listed_only and not known.is_listed_only:
            message = _("{file} chỉ có tên TTHC {code}; giữ bản ghi đang có")
            self._remark(path, "QMS321", message.format(file=one.file, code=code))
            told = _("{file} nghèo hơn bản ghi đang có").format(file=one.path or one.file)
            self._verdicts.append(FileChange(path, "refused", None, (told,)))
        elif one.procedure == known:
            self._verdicts.append(FileChange(path, "unchanged"))
        else:
            tree = procedure_tree(one.procedure, one.format, one.file)
            self._files[path] = yaml_bytes(path, tree, "catalogue")
            self._summaries[path] = tuple(differences_told(known, one.procedure))
            self._procedures[code] = one.procedure

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
        for added in self._scope.added.values():
            self._files |= procedure_files(self._qmset, added, layer)

    def _own_decisions(self) -> dict[str, ProvinceDecisions]:
        """Return what the set's own files say, without its packs."""
        folder = self._qmset.folder / "province"
        found = (read_province(path, path.name, ANY_NAMES) for path in folder.glob("*.yaml"))
        return {one.code: one for one in found if one.code in self._procedures}

    def add_workbooks(self, paths: Iterable[Path]) -> None:
        for path in paths:
            edits = read_set_edits(path, self._qmset)
            self._entered |= edited_files(self._qmset, edits)
            self._summaries |= edits_told(self._qmset, edits, self._told.day)
            for workflow in edits.workflows.values():
                self._workflows |= dict.fromkeys(workflow.procedures, workflow)
        if problems := tuple(covered_proposals(self._qmset, self._entered)):
            raise InvalidInputError(problems)

    def follow(self, read: Procedures, law: LawChange | None) -> None:
        """Carry through what the changes so far bring with them."""
        after = replace(
            self._qmset,
            framework=self._framework,
            procedures=self._procedures,
            province=self._province,
            workflows=self._workflows,
        )
        found = followed(changed(self._qmset, after), read, self._told, law, self._drafts)
        self._files |= found.files
        self._summaries |= found.summaries
        self._verdicts += found.verdicts
        self._remarks += found.remarks
        self._details = found.details

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
