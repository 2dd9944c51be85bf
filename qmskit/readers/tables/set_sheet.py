"""The workbook of a set, brought back: staff and workflows as an agency changed them in Excel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.agencies import Appointment
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import folded
from qmskit.model.workflows import Step, StepTime, Workflow, WorkflowCase, WorkflowStanding
from qmskit.problems import InvalidInputError, Location
from qmskit.readers.schemas import refused
from qmskit.readers.tables.cell_reading import CODE_TITLE, CellReading
from qmskit.readers.tables.grids import Grid
from qmskit.readers.tables.headed import HeadedRow
from qmskit.readers.tables.set_rows import (
    REASON,
    STANDING,
    STANDINGS,
    WORKFLOW_SHEET,
    WORKFLOWS,
    ShownStep,
    WorkflowGroup,
    limits_shown,
    shown_line,
    shown_steps,
    texts_shown,
    workflow_groups,
)
from qmskit.readers.tables.staff_rows import STAFF, STAFF_SHEET, RoleNames, read_appointment
from qmskit.readers.tables.step_rows import ACTION, StepRows, cases_in, step_groups, step_times
from qmskit.readers.tables.workbooks import sheet_names, workbook_grids
from qmskit.readers.trees import dotted
from qmskit.readers.workflows import workflow_tree

# The key of the staff's place in `SetEdits.places`.
STAFF_KEY = "staff"

# A column that somebody deleted must not read as if all of its cells had been emptied.
_ALL_STAFF = tuple(replace(one, is_needed=True) for one in STAFF)
_ALL_WORKFLOWS = tuple(replace(one, is_needed=one.key != "name") for one in WORKFLOWS)


@dataclass(frozen=True, slots=True)
class SetEdits:
    """What a workbook changes of a set.

    Attributes:
        appointments: all appointments, in the order of the sheet; None where nothing changed.
        workflows: changed workflows by the first code they serve; may be empty.
        places: where each was read, by the same codes; the staff's under `STAFF_KEY`.
    """

    appointments: tuple[Appointment, ...] | None
    workflows: Mapping[str, Workflow]
    places: Mapping[str, Location]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        return self.appointments is None and not self.workflows


def is_set_workbook(path: Path) -> bool:
    """Tell by the names of its sheets whether a file is the workbook of a set."""
    names = {folded(name) for name in sheet_names(path)}
    return {folded(STAFF_SHEET), folded(WORKFLOW_SHEET)} <= names


def read_set_edits(path: Path, qmset: DocumentSet) -> SetEdits:
    """Return what a workbook that was written from `qmset` changes of it.

    A workflow whose rows were all removed is unchanged: whoever keeps only the rows they work on
    deletes nothing. A workflow that the province approved becomes the agency's own, with a reason.

    Raises:
        InvalidInputError: every problem of the workbook, with its cell.
    """
    sheet = _Sheet(workbook_grids(path), str(path), qmset)
    edits = sheet.edits()
    if sheet.reading.problems:
        raise InvalidInputError(sheet.reading.problems)
    return edits


class _Sheet:
    """A set's workbook being read."""

    def __init__(self, grids: Sequence[Grid], file: str, qmset: DocumentSet) -> None:
        self.reading = CellReading()
        self._grids = grids
        self._file = file
        self._qmset = qmset
        self._names = RoleNames(qmset.framework)

    def edits(self) -> SetEdits:
        """Return the changes; problems are kept."""
        staff = tuple(
            read_appointment(row, self._names, self.reading)
            for row in self.reading.rows(self._grids, STAFF_SHEET, _ALL_STAFF, self._file)
        )
        is_same = _shown_staff(staff) == _shown_staff(self._qmset.appointments)
        places = {} if is_same else {STAFF_KEY: Location(self._file, path=STAFF_SHEET)}
        workflows: dict[str, Workflow] = {}
        for group, rows in self._groups():
            edit = _WorkflowEdit(group, rows, self._names, self.reading)
            changed = edit.changed()
            if changed:
                workflows[group.codes[0]] = changed
                places[group.codes[0]] = rows[0].first.where
        return SetEdits(None if is_same else staff, workflows, places)

    def _groups(self) -> Iterator[tuple[WorkflowGroup, list[HeadedRow]]]:
        """Yield the workflows of the sheet with their rows."""
        known = {folded(group.shown): group for group in workflow_groups(self._qmset)}
        found: dict[str, list[HeadedRow]] = {}
        for row in self.reading.rows(self._grids, WORKFLOW_SHEET, _ALL_WORKFLOWS, self._file):
            written = self.reading.needed(row.cell("code"), CODE_TITLE)
            if written and folded(written) not in known:
                message = _("bộ tài liệu không có quy trình của mã “{code}”").format(code=written)
                fix = _("chép lại ô mã thủ tục từ một dòng khác của quy trình")
                self.reading.wrong(row.cell("code"), "QMS038", message, fix)
            elif written:
                found.setdefault(folded(written), []).append(row)
        for key, rows in found.items():
            yield known[key], rows


class _WorkflowEdit:
    """One workflow as its rows tell it, against the one of the set."""

    def __init__(
        self,
        group: WorkflowGroup,
        rows: Sequence[HeadedRow],
        names: RoleNames,
        reading: CellReading,
    ) -> None:
        self._codes = group.codes
        self._base = group.workflow or Workflow(group.codes, (), WorkflowStanding.AGENCY)
        self._rows = rows
        self._names = names
        self._reading = reading
        self._shown_base = tuple(_in_any_order(one) for one in shown_steps(self._base, names))
        self._texts = texts_shown(self._base.steps)

    def changed(self) -> Workflow | None:
        """Return the workflow; None where nothing changed. Problems are kept."""
        base = self._base
        standing, reason = self._standing(), self._reason()
        groups = step_groups(self._rows, self._reading)
        shown = tuple(self._shown(group) for group in groups)
        is_same = shown == self._shown_base
        if is_same and standing is base.standing and reason == base.reason:
            return None
        cases = base.cases if is_same else cases_in(groups, base.cases)
        steps = base.steps if is_same else tuple(self._steps(groups, shown, cases))
        return self._owned(
            replace(
                base,
                procedures=self._codes,
                steps=steps,
                standing=standing,
                cases=cases,
                reason=reason,
            )
        )

    def _standing(self) -> WorkflowStanding:
        """Return the standing, which all rows share."""
        first = self._rows[0].cell("standing")
        self._reading.needed(first, STANDING.title)
        for row in self._rows[1:]:
            if folded(row.line("standing")) != folded(first.text):
                message = _("tình trạng khác với dòng đầu của quy trình này")
                fix = _("ghi cùng một tình trạng ở mọi dòng của quy trình")
                self._reading.wrong(row.cell("standing"), "QMS035", message, fix)
        return self._reading.choice(first, STANDINGS) or self._base.standing

    def _reason(self) -> str:
        """Return the reason, in the words of the set where nobody changed them."""
        told = dict.fromkeys(row.line("reason") for row in self._rows)
        reason = " ".join(filter(None, told))
        return self._base.reason if reason == shown_line(self._base.reason) else reason

    def _shown(self, group: StepRows) -> ShownStep:
        """Return a step as its rows show it."""
        row = group.first
        written = row.line("performer")
        times = tuple((one.line("value"), one.line("unit"), one.line("case")) for one in group.rows)
        shown = ShownStep(
            action=row.cell("action").text,
            who=self._names.role(written) or row.cell("performer").text,
            output=row.cell("output").text,
            form=row.cell("form").text,
            outside=row.cell("outside").text,
            times=tuple(time for time in times if any(time)),
        )
        return _in_any_order(shown)

    def _steps(
        self, groups: Sequence[StepRows], shown: Sequence[ShownStep], cases: Sequence[WorkflowCase]
    ) -> Iterator[Step]:
        """Yield the steps; those that nobody changed are those of the set."""
        known = dict(zip(self._shown_base, self._base.steps, strict=True))
        limits = limits_shown(self._base.steps)
        is_same = tuple(cases) == self._base.cases
        for group, one in zip(groups, shown, strict=True):
            times = step_times(group, cases, limits, self._reading)
            if one not in known:
                yield self._step(group.first, one, times)
            else:
                yield known[one] if is_same else replace(known[one], times=times)

    def _step(self, row: HeadedRow, shown: ShownStep, times: tuple[StepTime, ...]) -> Step:
        self._reading.needed(row.cell("action"), ACTION.title)
        role = self._names.role(shown.who)
        if not role and shown.who not in {one.who for one in self._shown_base}:
            self._names.read(row.cell("performer"), self._reading)
        return Step(
            role=role,
            action=self._text(shown.action),
            times=times,
            output=self._text(shown.output),
            form=self._text(shown.form),
            outside=self._text(shown.outside),
            performer="" if role else self._text(shown.who),
        )

    def _text(self, shown: str) -> str:
        """Return a text of the set where the cell shows it, else the cell's."""
        return self._texts.get(shown, shown)

    def _owned(self, workflow: Workflow) -> Workflow:
        """Return a changed workflow with the standing it may have; keep what forbids it."""
        row = self._rows[0]
        if self._base.standing is WorkflowStanding.APPROVED:
            if not workflow.reason:
                message = _("sửa quy trình tỉnh đã phê duyệt nhưng chưa ghi lý do")
                fix = _("ghi lý do ở cột “{title}”").format(title=REASON.title)
                self._reading.wrong(row.cell("reason"), "QMS039", message, fix)
            workflow = replace(workflow, standing=WorkflowStanding.AGENCY, decision=None)
        elif workflow.standing is WorkflowStanding.APPROVED:
            message = _("quy trình này tỉnh chưa phê duyệt")
            fix = _("chọn “Cơ quan”; quy trình tỉnh phê duyệt được nhập từ tệp của tỉnh")
            self._reading.wrong(row.cell("standing"), "QMS035", message, fix)
        if not self._reading.problems:
            for path, code, message, fix in refused(workflow_tree(workflow), "workflow"):
                self._reading.wrong(row.cell("code"), code, f"{dotted(path)}: {message}", fix)
        return workflow


def _in_any_order(step: ShownStep) -> ShownStep:
    """Return a step for comparison: sorting the sheet may part the rows of its cases."""
    return replace(step, times=tuple(sorted(step.times)))


def _shown_staff(staff: Sequence[Appointment]) -> list[Appointment]:
    return [
        replace(one, person=shown_line(one.person), title=shown_line(one.title)) for one in staff
    ]
