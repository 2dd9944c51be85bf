"""Step tables of printed workflows: grids to steps with their cases; what is unclear is told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qmskit.language import translate as _
from qmskit.model.texts import folded, one_line, shortened
from qmskit.model.times import UNKNOWN_LIMIT, Limit, TimeUnit
from qmskit.model.workflows import Step, StepTime, WorkflowCase
from qmskit.problems import Location, Problem
from qmskit.readers.tables.case_ids import case_id, free_id
from qmskit.readers.tables.durations import TimeHeading, time_heading, time_in, unit_of_note
from qmskit.readers.tables.grids import Grid, GridCell, Row
from qmskit.readers.tables.step_headings import Column, ColumnKind, Layout, step_layout
from qmskit.readers.tables.titles import names_procedure

UNKNOWN = "không rõ"
# As many letters of the source as a remark quotes.
_LONGEST_TIME = 60
_LONGEST_REMARK = 300
# What a time column is called that names no case beside one that does.
GENERAL_CASE = "trường hợp chung"

_TOTAL = re.compile(
    r"(tong cong|tong (so )?(thoi (gian|han)|ngay|gio)|tong so$|tong$|cong$).*", re.DOTALL
)
_NUMBER = re.compile(r"(b|buoc)? ?[\divx]{0,5}[\s.:)]*")
_NO_TIME = re.compile(r"[-–—_/.…\s]*")


@dataclass(frozen=True, slots=True)
class StepTable:
    """A step table.

    Attributes:
        steps: in order, at least one; who acts stands in `performer`.
        where: the table; of a later procedure in one table the row that names it.
        cases: time columns, in their order; empty for a single one that names no case.
        limit: time allowed for the whole, where there are no cases; None where none is given.
        title: the row inside the table that names the procedure; may be empty.
        before: what stands above the table; of a later procedure in one table "".
        remarks: what could not be understood; may be empty.
    """

    steps: tuple[Step, ...]
    where: Location
    cases: tuple[WorkflowCase, ...] = ()
    limit: Limit | None = None
    title: str = ""
    before: str = ""
    remarks: tuple[Problem, ...] = ()


def step_tables(grids: Sequence[Grid]) -> tuple[StepTable, ...]:
    """Return the step tables among `grids`; tables of other kinds are left out.

    Args:
        grids: the tables of a file in their order; what stands between two of them may name the
            unit of the upper one.
    """
    following = [*(grid.before for grid in grids[1:]), ""]
    pairs = zip(grids, following, strict=False)
    return tuple(table for grid, after in pairs for table in tables_in(grid, after))


def tables_in(grid: Grid, after: str = "") -> Iterator[StepTable]:
    """Yield the step tables of a grid: none, one, or one a procedure that a row of it names.

    Args:
        after: what stands below the table; a note there may name the unit of its times.
    """
    layout = step_layout(grid)
    if layout is None:
        return
    heads = tuple(_headings(layout, unit_of_note(f"{_all_text(grid)}\n{after}")))
    reading = _Reading(grid, layout, heads)
    title, where, before = _above(grid, layout), grid.where, grid.before
    for at in range(layout.body, len(grid.rows)):
        name = _procedure_row(grid.rows[at], layout)
        if name and reading.steps:
            yield reading.table(title, where, before)
            reading, before = _Reading(grid, layout, heads), ""
        if name:
            title, where = name, grid.rows[at][0].where
        else:
            reading.add(at)
    if reading.steps:
        yield reading.table(title, where, before)


@dataclass(frozen=True, slots=True)
class _TimeColumn:
    column: Column
    heading: TimeHeading
    case: str


@dataclass
class _Reading:
    """The rows of one procedure being read."""

    grid: Grid
    layout: Layout
    times: tuple[_TimeColumn, ...]
    steps: list[Step] = field(default_factory=list)
    totals: dict[str, Limit] = field(default_factory=dict)
    remarks: list[Problem] = field(default_factory=list)

    def add(self, at: int) -> None:
        """Read a row: a step, a total, a repeated heading, or words that are kept as a remark."""
        row = self.grid.rows[at]
        if self.layout.is_head(row) or not any(cell.text for cell in row):
            return
        numbers, actions, performers = (
            self.layout.texts(kind, row)
            for kind in (ColumnKind.NUMBER, ColumnKind.ACTION, ColumnKind.PERFORMER)
        )
        # A number is left out, words beside it are not: `Bước 1`, but `Nộp hồ sơ`.
        words = [text for text in (*numbers, *actions) if not _NUMBER.fullmatch(folded(text))]
        if any(_TOTAL.match(folded(text)) for text in (*numbers, *actions, *performers)):
            self._total(at)
        elif _is_one_cell(row) or not (performers or (words and self._timed(row))):
            self._keep(row)
        else:
            self._step(at, "\n".join(words), " – ".join(map(one_line, performers)))

    def table(self, title: str, where: Location, before: str) -> StepTable:
        """Return what was read."""
        cases = tuple(
            WorkflowCase(one.case, one.heading.name, self._limit(one))
            for one in self.times
            if one.case
        )
        limit = None if cases else self._limit(self.times[0])
        remarks = (*_unnamed(self.times, where), *self.remarks)
        return StepTable(tuple(self.steps), where, cases, limit, title, before, remarks)

    def _step(self, at: int, action: str, performer: str) -> None:
        row = self.grid.rows[at]
        if not (action and performer):
            message = _("bước {number} thiếu nội dung công việc hoặc người thực hiện")
            fix = _("ghi đủ trong bảng rồi đọc lại tệp")
            shown = message.format(number=len(self.steps) + 1)
            self.remarks.append(row[0].problem("QMS063", shown, fix))
        step = Step(
            role="",
            action=action or UNKNOWN,
            times=tuple(self._times(at)),
            output="\n".join(self.layout.texts(ColumnKind.OUTPUT, row)),
            form="\n".join(self.layout.texts(ColumnKind.FORM, row)),
            performer=performer or UNKNOWN,
        )
        self.steps.append(step)
        for column in self.layout.of(ColumnKind.OTHER):
            cells = (row[place] for place in column.at)
            self._keep(tuple(cell for cell in cells if not cell.is_continued), column.heading)

    def _times(self, at: int) -> Iterator[StepTime]:
        for one in self.times:
            cell = self.grid.rows[at][one.column.at[0]]
            text = one.column.text(self.grid.rows[at])
            if _NO_TIME.fullmatch(text):
                continue
            is_begun = bool(self.steps) and self.steps[-1].time(one.case) is not None
            if is_begun and self._goes_on(at, one.column.at[0]):
                yield StepTime(one.case, UNKNOWN_LIMIT, shared=True)
            else:
                yield StepTime(one.case, self._limit_in(cell, text, one.heading.unit))

    def _goes_on(self, at: int, column: int) -> bool:
        """Tell whether a cell continues the one above it, not the one to its left."""
        cell, above = self.grid.rows[at][column], self.grid.rows[at - 1][column]
        return cell.is_continued and above.text == cell.text and at > self.layout.body

    def _limit_in(self, cell: GridCell, text: str, unit: TimeUnit) -> Limit:
        limit = time_in(text, unit)
        if not limit.is_known:
            message = _("thời gian “{words}” không rõ số hoặc đơn vị").format(
                words=shortened(text, _LONGEST_TIME)
            )
            fix = _("ghi rõ giờ làm việc hay ngày làm việc, hoặc ghi đơn vị ở tiêu đề cột")
            self.remarks.append(cell.problem("QMS061", message, fix))
        return limit

    def _total(self, at: int) -> None:
        """Take the total of each case; a row that says more than totals is told as well."""
        row = self.grid.rows[at]
        times = {place for one in self.times for place in one.column.at}
        says_more = any(
            _says_more(cell.text) for place, cell in enumerate(row) if place not in times
        )
        for one in self.times:
            text = one.column.text(row)
            limit = time_in(text, one.heading.unit) if text else UNKNOWN_LIMIT
            is_taken = limit.is_known and self.totals.setdefault(one.case, limit) == limit
            says_more = says_more or (bool(text) and not is_taken)
        if says_more:
            self._keep(row)

    def _limit(self, one: _TimeColumn) -> Limit | None:
        """Return the limit of a case: that of the heading, else the total below the steps."""
        total = self.totals.get(one.case)
        if total and one.heading.limit and total.bare != one.heading.limit.bare:
            message = _("tiêu đề cột ghi {heading}, dòng tổng cộng ghi {total}").format(
                heading=one.heading.limit, total=total
            )
            cell = self.grid.rows[self.layout.head][one.column.at[0]]
            self.remarks.append(cell.problem("QMS064", message, _("đối chiếu, sửa cho khớp nhau")))
        return one.heading.limit or total

    def _timed(self, row: Row) -> bool:
        return any(one.column.text(row) for one in self.times)

    def _keep(self, row: Row, heading: str = "") -> None:
        """Tell words that have no place in a step."""
        words = "; ".join(dict.fromkeys(one_line(cell.text) for cell in row if cell.text))
        if not words:
            return
        shown = f"{heading}: {words}" if heading else words
        message = _("chưa đưa vào quy trình: “{words}”").format(
            words=shortened(shown, _LONGEST_REMARK)
        )
        fix = _("đọc phần này trong tệp, ghi vào quy trình nếu cần")
        self.remarks.append(row[0].problem("QMS062", message, fix))


def _headings(layout: Layout, unit: TimeUnit) -> Iterator[_TimeColumn]:
    """Yield the time columns with the ids of their cases; a single one without name has none."""
    columns = tuple(layout.of(ColumnKind.TIME))
    heads = [time_heading(column.heading) for column in columns]
    is_single = len(columns) == 1 and not heads[0].name
    taken: set[str] = set()
    for column, head in zip(columns, heads, strict=True):
        name = head.name or GENERAL_CASE
        known = head.unit if head.unit is not TimeUnit.UNKNOWN else unit
        case = "" if is_single else free_id(case_id(name), taken)
        taken.add(case)
        yield _TimeColumn(column, replace(head, name=name, unit=known), case)


def _unnamed(times: tuple[_TimeColumn, ...], where: Location) -> Iterator[Problem]:
    for one in times:
        if one.case and one.heading.name == GENERAL_CASE:
            message = _("cột “{heading}” không ghi trường hợp nào, gọi là “{name}”").format(
                heading=one.column.heading, name=GENERAL_CASE
            )
            yield Problem(where, "QMS065", message, _("ghi tên trường hợp ở tiêu đề cột"))


def _above(grid: Grid, layout: Layout) -> str:
    """Return the last row above the heading that names a procedure, or ""."""
    named = [_procedure_row(row, layout) for row in grid.rows[: layout.head]]
    return next(filter(None, reversed(named)), "")


def _procedure_row(row: Row, layout: Layout) -> str:
    """Return the words of a row that names a procedure and says nothing else, or ""."""
    numbers = layout.texts(ColumnKind.NUMBER, row)
    texts = {cell.text for cell in row if cell.text}
    texts.difference_update(text for text in numbers if _NUMBER.fullmatch(folded(text)))
    if len(texts) != 1:
        return ""
    text = one_line(texts.pop())
    return text if names_procedure(text) else ""


def _says_more(text: str) -> bool:
    """Tell whether a cell of a total row says more than that it is one."""
    words = folded(text)
    return not (_NUMBER.fullmatch(words) or _TOTAL.match(words))


def _is_one_cell(row: Row) -> bool:
    """Tell whether a row is merged into one cell, as for the name of a part."""
    return len(row) > 1 and all(cell.is_continued for cell in row[1:]) and not row[0].is_continued


def _all_text(grid: Grid) -> str:
    return "\n".join(cell.text for row in grid.rows for cell in row if not cell.is_continued)
