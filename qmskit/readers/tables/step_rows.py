"""Steps of workflows written a row a step and case, as our own workbooks hold them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qmskit.language import translate as _
from qmskit.model.texts import folded
from qmskit.model.times import UNKNOWN_LIMIT, Limit
from qmskit.model.workflows import StepTime, WorkflowCase
from qmskit.readers.tables.case_ids import case_id, free_id
from qmskit.readers.tables.cell_reading import SHARED, CellReading
from qmskit.readers.tables.grids import GridCell
from qmskit.readers.tables.headed import HeadedRow, Heading

NUMBER = Heading(
    "number", "Bước",
    "Số thứ tự của bước: 1, 2, 3… Bước có thời gian khác nhau theo trường hợp thì ghi nhiều dòng "
    "cùng một số; nội dung chỉ cần ghi ở dòng đầu.",
    is_needed=True,
)  # fmt: skip
ACTION = Heading(
    "action", "Nội dung công việc", "Việc phải làm. Xuống dòng trong ô: Alt + Enter.",
    is_needed=True,
)  # fmt: skip
TIMES = (
    Heading(
        "value", "Thời gian",
        "Số, ví dụ 0,5. Bước làm chung thời gian với bước ngay trên thì ghi: cùng bước trên.",
    ),
    Heading("unit", "Đơn vị tính", "Chọn trong danh sách."),
    Heading(
        "case", "Trường hợp",
        "Để trống nếu quy trình chỉ có một trường hợp. Ví dụ: Không xác minh; Có xác minh.",
    ),
)  # fmt: skip
PRODUCTS = (
    Heading("output", "Kết quả", "Văn bản, giấy tờ bước này làm ra; có thể để trống."),
    Heading("form", "Biểu mẫu", "Biểu mẫu dùng ở bước này; có thể để trống."),
    Heading("outside", "Thực hiện tại cơ quan khác", "Tên cơ quan, nếu bước này ở cơ quan khác."),
)

SHARED_TIME = StepTime("", UNKNOWN_LIMIT, shared=True)


@dataclass(frozen=True, slots=True)
class StepRows:
    """The rows of one step, at least one; the first says what is done, each tells one time."""

    rows: tuple[HeadedRow, ...]

    @property
    def first(self) -> HeadedRow:
        """Return the row that says what is done."""
        return self.rows[0]


def step_groups(rows: Iterable[HeadedRow], reading: CellReading) -> tuple[StepRows, ...]:
    """Return the steps of one workflow: neighbouring rows with one number are one step."""
    groups: list[list[HeadedRow]] = []
    for row in rows:
        number = reading.needed(row.cell("number"), NUMBER.title)
        if groups and number and groups[-1][0].line("number") == number:
            groups[-1].append(row)
        else:
            groups.append([row])
    steps = tuple(StepRows(tuple(group)) for group in groups)
    _check_numbers(steps, reading)
    return steps


def cases_in(steps: Iterable[StepRows], known: Sequence[WorkflowCase]) -> tuple[WorkflowCase, ...]:
    """Return the cases that steps name, those known first, in their order."""
    named: dict[str, str] = {}
    for step in steps:
        for row in step.rows:
            if name := row.line("case"):
                named.setdefault(case_id(name), name)
    cases = [case for case in known if named.pop(case_id(case.name), None) is not None]
    for wanted, name in named.items():
        taken = {case.id for case in cases}
        cases.append(WorkflowCase(free_id(wanted, taken), name))
    return tuple(cases)


def step_times(
    step: StepRows,
    cases: Sequence[WorkflowCase],
    known: Mapping[tuple[str, str], Limit],
    reading: CellReading,
) -> tuple[StepTime, ...]:
    """Return the times of a step in the order of the cases; one without case holds in all.

    A time whose cell is merged with that of the step above is the time of both together.

    Args:
        step: its rows.
        cases: the cases of the workflow; may be empty.
        known: limits by their cells of time and unit, so that what cells do not show is kept.
        reading: takes the problems.
    """
    told: dict[str, HeadedRow] = {}
    for row in step.rows:
        name = case_id(row.line("case"))
        if name in told:
            message = _("bước {number} có hai dòng cho cùng một trường hợp").format(
                number=row.line("number")
            )
            fix = _("đánh lại số bước, hoặc ghi trường hợp khác")
            reading.wrong(row.cell("case"), "QMS037", message, fix)
        told[name] = row
    times = {
        name: SHARED_TIME
        if row is step.first and row.cell("value").is_continued
        else _time(row, known, reading)
        for name, row in told.items()
    }
    return tuple(_chosen(times, cases))


def _chosen(times: dict[str, StepTime | None], cases: Sequence[WorkflowCase]) -> Iterator[StepTime]:
    for case in cases or (WorkflowCase("", ""),):
        time = times.get(case_id(case.name), times.get(""))
        if time:
            yield StepTime(case.id, time.limit, time.shared)


def _time(
    row: HeadedRow, known: Mapping[tuple[str, str], Limit], reading: CellReading
) -> StepTime | None:
    if folded(row.line("value")) == folded(SHARED):
        return SHARED_TIME
    limit = known.get((row.line("value"), row.line("unit")))
    limit = limit or reading.limit(row.cell("value"), row.cell("unit"))
    return StepTime("", limit) if limit else None


def _check_numbers(steps: tuple[StepRows, ...], reading: CellReading) -> None:
    """Tell of steps that take the number of another, and of rows that say more than a time."""
    seen: set[str] = set()
    for step in steps:
        number = step.first.line("number")
        if number in seen:
            message = _("hai bước khác nhau cùng số {number}").format(number=number)
            fix = _("đánh lại số thứ tự các bước")
            reading.wrong(step.first.cell("number"), "QMS037", message, fix)
        seen.add(number)
        for row in step.rows[1:]:
            for cell in _differing(row, step.first):
                message = _("khác dòng đầu của bước {number}").format(number=number)
                fix = _("ghi ở dòng đầu của bước; nếu là bước khác thì đánh lại số bước")
                reading.wrong(cell, "QMS037", message, fix)


def _differing(row: HeadedRow, first: HeadedRow) -> Iterator[GridCell]:
    """Yield what a further row of a step says otherwise than the first, beside its time."""
    for key in (ACTION.key, "performer", *(one.key for one in PRODUCTS)):
        cell = row.cell(key)
        if cell.text and cell.text != first.cell(key).text:
            yield cell
