"""The province's sheet: a workbook in which a province, or a commune copying it, writes decisions.

Four sheets: decisions, procedures (reduced limits, places of reception), workflows, fees. Columns
beside those described are the writer's own and not read.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.texts import folded
from qmskit.model.workflows import (
    Decision,
    LocalFee,
    ProvinceDecisions,
    Step,
    StepTime,
    Workflow,
    WorkflowCase,
    WorkflowStanding,
)
from qmskit.problems import InvalidInputError
from qmskit.readers.schemas import refused
from qmskit.readers.tables.cell_reading import CODE_TITLE, METHODS, CellReading
from qmskit.readers.tables.grids import Grid, GridCell
from qmskit.readers.tables.headed import HeadedRow, Heading, sheet_called
from qmskit.readers.tables.step_rows import (
    ACTION,
    NUMBER,
    PRODUCTS,
    TIMES,
    StepRows,
    cases_in,
    step_groups,
    step_times,
)
from qmskit.readers.tables.workbooks import sheet_names, workbook_grids
from qmskit.readers.trees import dotted
from qmskit.readers.workflows import province_tree

FORMAT = "province-sheet"

_CODE = Heading("code", CODE_TITLE, "Mã quốc gia dạng 1.001193, định dạng Text.", is_needed=True)

_DECISION_NUMBER = Heading(
    "number", "Số, ký hiệu", "Ví dụ 1234/QĐ-UBND.", ("Số quyết định",), is_needed=True
)
_PERFORMER = Heading(
    "performer", "Người thực hiện", "Ghi chức danh, không ghi tên người.",
    ("Trách nhiệm",), is_needed=True,
)  # fmt: skip
_RATE = Heading("text", "Mức thu", "Ví dụ 8.000 đồng/bản sao; Miễn lệ phí.", is_needed=True)

DECISIONS = (
    _DECISION_NUMBER,
    Heading("issued", "Ngày ký", "Ví dụ 20/3/2026."),
    Heading("issuer", "Cơ quan ban hành", "Ví dụ Ủy ban nhân dân tỉnh …"),
)  # fmt: skip
PROCEDURES = (
    _CODE,
    Heading("name", "Tên thủ tục", "Để dễ tra; chương trình lấy tên từ dữ liệu công bố."),
    Heading("value", "Thời hạn sau cắt giảm", "Số, ví dụ 3. Để trống nếu không cắt giảm."),
    Heading("unit", "Đơn vị tính", "Chọn trong danh sách."),
    Heading(
        "limit_decision", "Quyết định cắt giảm thời hạn",
        "Số, ký hiệu như ghi ở trang “Quyết định”.",
    ),
    Heading("reception", "Nơi tiếp nhận và trả kết quả", "Mỗi nơi một dòng (Alt + Enter)."),
    Heading(
        "workflow_decision", "Quyết định phê duyệt quy trình",
        "Số, ký hiệu như ghi ở trang “Quyết định”; bắt buộc khi trang “Quy trình” có thủ tục này.",
    ),
)  # fmt: skip
STEPS = (
    _CODE,
    NUMBER,
    ACTION,
    _PERFORMER,
    *TIMES,
    *PRODUCTS,
)  # fmt: skip
FEES = (
    _CODE,
    _RATE,
    Heading("places", "Địa bàn", "Các xã, phường áp dụng, mỗi nơi một dòng; trống là cả tỉnh."),
    Heading("place_name", "Tên nhóm địa bàn", "Ví dụ Khu vực đô thị; có thể để trống."),
    Heading("method", "Cách nộp hồ sơ", "Trống là mọi cách nộp."),
    Heading("since", "Từ ngày", "Ngày đầu áp dụng."),
    Heading("until", "Đến hết ngày", "Ngày cuối áp dụng; trống là chưa có hạn."),
    Heading("source", "Căn cứ", "Nghị quyết của Hội đồng nhân dân tỉnh."),
)

# Titles of the sheets, in the order of the workbook.
SHEETS = {"Quyết định": DECISIONS, "Thủ tục": PROCEDURES, "Quy trình": STEPS, "Phí, lệ phí": FEES}
_NEEDED = ("Quyết định", "Thủ tục")


class ProvinceSheetReader:
    """Workbooks with the sheets of the province's sheet."""

    format = FORMAT

    def accepts(self, path: Path) -> bool:
        """Tell by the names of its sheets whether the file is a province's sheet."""
        names = {folded(name) for name in sheet_names(path)}
        return {folded(name) for name in _NEEDED} <= names

    def read(self, path: Path) -> Iterator[ProvinceDecisions]:
        """Yield what the province decided, procedure by procedure."""
        yield from read_province_sheet(path)


def read_province_sheet(path: Path, shown: str = "") -> tuple[ProvinceDecisions, ...]:
    """Return what a province's sheet decides, one value a procedure, in the order of the sheet.

    Who acts in a step stands in `Step.performer`, in the words of the sheet.

    Raises:
        InvalidInputError: every problem of the workbook, with its cell.
    """
    found = _Sheet(workbook_grids(path, shown), shown or str(path))
    decisions = tuple(found.decisions())
    if found.reading.problems:
        raise InvalidInputError(found.reading.problems)
    return decisions


class _Sheet:
    """A province's sheet being read."""

    def __init__(self, grids: Sequence[Grid], file: str) -> None:
        self.reading = CellReading()
        self._grids = grids
        self._file = file
        self._known = self._decisions()

    def decisions(self) -> Iterator[ProvinceDecisions]:
        """Yield the decisions of every procedure listed; problems are kept."""
        steps, fees = self._by_code("Quy trình"), self._by_code("Phí, lệ phí")
        procedures = self._by_code("Thủ tục")
        for code, rows in procedures.items():
            for row in rows[1:]:
                message = _("mã {code} đã có ở dòng trên").format(code=code)
                self.reading.wrong(row.cell("code"), "QMS037", message, _("gộp thành một dòng"))
            known = len(self.reading.problems)
            found = self._procedure(code, rows[0], steps.get(code, []), fees.get(code, []))
            if len(self.reading.problems) == known:
                self._check_schema(found, rows[0].cell("code"))
            yield found
        for code, rows in [*steps.items(), *fees.items()]:
            if code not in procedures:
                message = _("trang “Thủ tục” không có mã {code}").format(code=code)
                fix = _("thêm mã này vào trang “Thủ tục”")
                self.reading.wrong(rows[0].cell("code"), "QMS038", message, fix)
        self._read_others(steps, fees, procedures)

    def _read_others(
        self,
        steps: Mapping[str, list[HeadedRow]],
        fees: Mapping[str, list[HeadedRow]],
        listed: Collection[str],
    ) -> None:
        """Read rows of procedures that are not listed, so that their wrong cells are told too."""
        for code, rows in steps.items():
            if code not in listed:
                self._steps(rows)
        for code, rows in fees.items():
            for row in rows if code not in listed else ():
                self._fee(row)

    def _rows(self, title: str) -> Iterator[HeadedRow]:
        """Yield the rows of a sheet; one that nobody needs may be missing."""
        if title in _NEEDED or sheet_called(self._grids, title):
            yield from self.reading.rows(self._grids, title, SHEETS[title], self._file)

    def _by_code(self, title: str) -> dict[str, list[HeadedRow]]:
        found: dict[str, list[HeadedRow]] = {}
        for row in self._rows(title):
            code = self.reading.code(row.cell("code"))
            if code:
                found.setdefault(code, []).append(row)
        return found

    def _decisions(self) -> dict[str, Decision]:
        found: dict[str, Decision] = {}
        for row in self._rows("Quyết định"):
            number = self.reading.needed(row.cell("number"), _DECISION_NUMBER.title)
            if folded(number) in found:
                message = _("quyết định {number} đã có ở dòng trên").format(number=number)
                self.reading.wrong(row.cell("number"), "QMS037", message, _("xóa dòng thừa"))
            day = self.reading.day(row.cell("issued"))
            found[folded(number)] = Decision(number, day, row.line("issuer"))
        return found

    def _decision(self, cell: GridCell) -> Decision | None:
        number = folded(cell.text)
        if number and number not in self._known:
            message = _("trang “Quyết định” không có số {number}").format(number=cell.text)
            fix = _("thêm quyết định vào trang “Quyết định”, hoặc sửa số")
            self.reading.wrong(cell, "QMS038", message, fix)
        return self._known.get(number)

    def _procedure(
        self, code: str, row: HeadedRow, steps: list[HeadedRow], fees: list[HeadedRow]
    ) -> ProvinceDecisions:
        return ProvinceDecisions(
            code=code,
            limit=self.reading.limit(row.cell("value"), row.cell("unit")),
            limit_decision=self._decision(row.cell("limit_decision")),
            fees=tuple(self._fee(fee) for fee in fees),
            reception=row.lines("reception"),
            workflow=self._workflow(code, row.cell("workflow_decision"), steps),
            where=row.cell("code").where,
        )

    def _fee(self, row: HeadedRow) -> LocalFee:
        return LocalFee(
            text=self.reading.rate(row.cell("text"), _RATE.title),
            places=row.lines("places"),
            place_name=row.line("place_name"),
            method=self.reading.choice(row.cell("method"), METHODS) or "",
            until=self.reading.day(row.cell("until")),
            source=row.line("source"),
            since=self.reading.day(row.cell("since")),
        )

    def _workflow(self, code: str, cell: GridCell, rows: list[HeadedRow]) -> Workflow | None:
        decision = self._decision(cell)
        if not rows:
            return None
        if not cell.text:
            message = _("chưa ghi quyết định phê duyệt quy trình của thủ tục {code}")
            fix = _("ghi số quyết định có ở trang “Quyết định”")
            self.reading.wrong(cell, "QMS112", message.format(code=code), fix)
        steps, cases = self._steps(rows)
        return Workflow(
            procedures=(code,),
            steps=steps,
            standing=WorkflowStanding.APPROVED,
            cases=cases,
            decision=decision,
        )

    def _steps(self, rows: list[HeadedRow]) -> tuple[tuple[Step, ...], tuple[WorkflowCase, ...]]:
        groups = step_groups(rows, self.reading)
        cases = cases_in(groups, ())
        steps = (self._step(one, step_times(one, cases, {}, self.reading)) for one in groups)
        return tuple(steps), cases

    def _step(self, group: StepRows, times: tuple[StepTime, ...]) -> Step:
        row = group.first
        return Step(
            role="",
            action="\n".join(row.lines("action"))
            or self.reading.needed(row.cell("action"), ACTION.title),
            times=times,
            output="\n".join(row.lines("output")),
            form="\n".join(row.lines("form")),
            outside=row.line("outside"),
            performer=self.reading.needed(row.cell("performer"), _PERFORMER.title),
        )

    def _check_schema(self, decisions: ProvinceDecisions, cell: GridCell) -> None:
        """Tell what a file of `province/` would refuse."""
        for path, code, message, fix in refused(province_tree(decisions), "province"):
            self.reading.wrong(cell, code, f"{dotted(path)}: {message}", fix)
