"""Steps of workflows written a row a step and case, as our own workbooks hold them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

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
    """Return the steps of one workflow in the order of their numbers, whatever that of the rows.

    Rows with one number are one step; a row whose number cannot be read stands alone, at the end.
    """
    read = [(reading.step_number(row.cell("number"), NUMBER.title), row) for row in rows]
    numbers = [number for number, _row in read if number is not None]
    groups: dict[tuple[bool, int], list[HeadedRow]] = {}
    for at, (number, row) in enumerate(read):
        groups.setdefault((number is None, number or at), []).append(row)
        if row.cell("value").is_continued and numbers != sorted(numbers):
            message = _("ô gộp trong khi các dòng không đứng theo thứ tự bước")
            fix = _("bỏ gộp ô, hoặc xếp lại các dòng theo số bước")
            reading.wrong(row.cell("value"), "QMS037", message, fix)
    steps = tuple(_step_rows(rows) for _key, rows in sorted(groups.items(), key=itemgetter(0)))
    _check_further_rows(steps, reading)
    return steps


def _step_rows(rows: list[HeadedRow]) -> StepRows:
    """Return the rows of a step; the one that says what is done comes first."""
    return StepRows(tuple(sorted(rows, key=lambda row: not row.line(ACTION.key))))


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
    times: dict[str, StepTime | None] = {}
    for row in step.rows:
        name = case_id(row.line("case"))
        is_above = row is step.first and row.cell("value").is_continued
        time = SHARED_TIME if is_above else _time(row, known, reading)
        if name in times:
            message = _("bước {number} có hai dòng cho cùng một trường hợp").format(
                number=row.line("number")
            )
            fix = _("đánh lại số bước, hoặc ghi trường hợp khác")
            reading.wrong(row.cell("case"), "QMS037", message, fix)
        times.setdefault(name, time)
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


def _check_further_rows(steps: tuple[StepRows, ...], reading: CellReading) -> None:
    """Tell of rows that say more than a time; most often two steps have one number."""
    for step in steps:
        number = step.first.line("number")
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
