"""Printed workflows in Word files: procedure documents, and decisions that approve workflows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.printed import PrintedWorkflow
from qmskit.model.texts import folded, paragraphs, shortened
from qmskit.model.times import Limit
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.prose.decision_heads import decision_in
from qmskit.readers.tables.grids import Grid
from qmskit.readers.tables.local_fees import (
    FeeContext,
    cited_resolutions,
    local_fees,
    places_by_annex,
)
from qmskit.readers.tables.records_kept import records_kept
from qmskit.readers.tables.step_headings import step_layout
from qmskit.readers.tables.steps import StepTable, tables_in
from qmskit.readers.tables.titles import Title, cover_title, title_above, title_named
from qmskit.readers.tables.word import WordItem, word_grids, word_text

_FEE_ITEM = re.compile(
    r"(?:[a-zđ]\s?[.)]?\s*|\d+(?:\.\d+)*\.?\s*)?"
    r"(?:mức (?:thu )?)?(?:phí|lệ phí)(?:\s?[,/và]+\s?(?:lệ phí|phí))*"
    r"(?: thực hiện(?: thủ tục hành chính)?)?(?: \(nếu có\))?\s*(?::\s*(?P<rest>.*)|[.;*]*)",
    re.IGNORECASE,
)
_FEE_CELL = re.compile(r"(phi|le phi)([,/ va]+(le phi|phi))*( \(neu co\))?:?")
_NEXT_ITEM = re.compile(
    # `5.7 Quy trình` opens an item, `8.000 đồng` none.
    r"(?:[a-zđ]\s?[.)]|\d+(?:\.\d+)*\.\s|\d{1,2}(?:\.\d{1,2})+\s)"
    r"|(?:tên )?(?:mẫu đơn|mẫu tờ khai|biểu mẫu)|yêu cầu, điều kiện|căn cứ pháp lý"
    r"|cơ sở pháp lý|quy trình|kết quả thực hiện|thời hạn|cơ quan (?:thực hiện|phối hợp)",
    re.IGNORECASE,
)
# As many letters of the file as a remark quotes.
_LONGEST_QUOTED = 100
_ITEM_NUMBER = re.compile(r"[a-zđ\d.)\s]{1,6}", re.IGNORECASE)


def read_printed(path: Path, shown: str = "") -> tuple[PrintedWorkflow, ...]:
    """Return the workflows printed in a Word file, in its order: one a step table.

    Read are procedure documents (cover, step table, record table) and decisions or their annexes
    with a title above every step table. What is not certain stands in `remarks`.

    Args:
        path: a .docx file.
        shown: name of the file in messages; the path itself when empty.

    Raises:
        InvalidInputError: the file cannot be read, or holds no step table.
    """
    shown = shown or str(path)
    items = word_text(path, shown)
    parts = tuple(_parts(items))
    if not parts:
        message = _("không thấy bảng các bước xử lý công việc")
        fix = _("bảng cần có tiêu đề cột: trình tự các bước, trách nhiệm, thời gian")
        raise InvalidInputError([Problem(Location(shown), "QMS060", message, fix)])
    return tuple(_Document(items, parts).workflows())


class WordDocumentReader:
    """Reads Word files that hold step tables: procedure documents, approved workflows."""

    format = "word-documents"

    def accepts(self, path: Path) -> bool:
        """Tell whether the file is a Word file with a step table, or one that cannot be opened.

        A file that cannot be opened is taken so that its reader can say why.
        """
        if path.suffix.lower() not in {".docx", ".doc"}:
            return False
        try:
            return any(step_layout(grid) is not None for grid in word_grids(path))
        except InvalidInputError:
            return True

    def read(self, path: Path) -> tuple[PrintedWorkflow, ...]:
        """Return the workflows of the file; see `read_printed`."""
        return read_printed(path)


@dataclass(frozen=True, slots=True)
class _Part:
    """A step table with what stands above it, and what stands below it up to the next one."""

    table: StepTable
    before: tuple[WordItem, ...]
    after: tuple[WordItem, ...]


def _parts(items: Sequence[WordItem]) -> Iterator[_Part]:
    """Yield the step tables of a file; what stands between two belongs to both."""
    found = [at for at, item in enumerate(items) if isinstance(item, Grid) and step_layout(item)]
    started = 0
    for at, end in pairwise([*found, len(items)]):
        grid, after = items[at], tuple(items[at + 1 : end])
        before = tuple(items[started:at])
        for table in tables_in(grid, "\n".join(_lines(after))) if isinstance(grid, Grid) else ():
            yield _Part(table, before, after)
            before = ()
        started = at + 1


class _Document:
    """A file being read: what holds for all of its workflows."""

    def __init__(self, items: Sequence[WordItem], parts: Sequence[_Part]) -> None:
        self._parts = parts
        self._decision = decision_in(tuple(_lines(parts[0].before, with_tables=True)))
        self._places = places_by_annex(_grids(items))
        self._resolutions = cited_resolutions(tuple(_lines(items, with_tables=True)))

    def workflows(self) -> Iterator[PrintedWorkflow]:
        title = Title("")
        for part in self._parts:
            own = _title(part)
            yield self._workflow(part, own or title, tuple(_title_doubts(part, own, title)))
            title = own or title

    def _workflow(self, part: _Part, title: Title, doubts: tuple[Problem, ...]) -> PrintedWorkflow:
        table = part.table
        context = FeeContext(self._places, self._resolutions, table.where)
        fees, unclear = local_fees(tuple(_fee_lines(part.before)), context)
        source = title.document_code or (self._decision.number if self._decision else "")
        return PrintedWorkflow(
            title=title.text,
            steps=table.steps,
            where=table.where,
            cases=table.cases,
            limit=table.limit or (None if table.cases else title.limit),
            code=title.code,
            document_code=title.document_code,
            decision=self._decision,
            fees=fees,
            records=records_kept(_grids(part.after), source),
            remarks=(*doubts, *_other_limit(title, table), *table.remarks, *unclear),
        )


def _title(part: _Part) -> Title | None:
    """Return the title in the table, on the cover or above the table; None without one."""
    if part.table.title:
        return title_named(part.table.title)
    cover = cover_title(_grids(part.before), tuple(_lines(part.before, with_tables=True)))
    return cover or title_above(_above(part))


def _above(part: _Part) -> tuple[str, ...]:
    """Return the paragraphs above a step table; for one inside a cell those of the cell too."""
    lines = tuple(_lines(part.before))
    own = paragraphs(part.table.before)
    return lines if lines[-len(own) :] == own else (*lines, *own)


def _title_doubts(part: _Part, own: Title | None, previous: Title) -> Iterator[Problem]:
    if own is not None and own.text:
        return
    fix = _("ghi tên và mã thủ tục ở dòng ngay trên bảng")
    if own is None and previous.text:
        message = _("bảng không có tên thủ tục, xếp vào thủ tục của bảng trước: “{title}”")
        shown = message.format(title=shortened(previous.text, _LONGEST_QUOTED))
    else:
        above = next(reversed(_above(part)), "")
        message = _("không rõ bảng này của thủ tục nào; dòng ngay trên bảng: “{line}”")
        shown = message.format(line=shortened(above, _LONGEST_QUOTED))
    yield Problem(part.table.where, "QMS066", shown, fix)


def _other_limit(title: Title, table: StepTable) -> Iterator[Problem]:
    """Tell where the text above a step table gives a limit that the table does not give."""
    limits = [table.limit, *(case.limit for case in table.cases)]
    known = [limit for limit in limits if limit is not None and limit.is_known]
    if title.limit is None or not known or any(_is_same(title.limit, one) for one in known):
        return
    message = _("phần chữ ghi thời hạn {text}, bảng các bước ghi {table}; dùng {table}").format(
        text=title.limit.short, table="; ".join(limit.short for limit in known)
    )
    yield Problem(table.where, "QMS064", message, _("đối chiếu, sửa cho khớp nhau"))


def _is_same(one: Limit, other: Limit) -> bool:
    """Tell whether two limits are equally long; working days and hours count as one unit."""
    if one.working_hours is not None and other.working_hours is not None:
        return one.working_hours == other.working_hours
    return (one.value, one.unit) == (other.value, other.unit)


def _fee_lines(items: Sequence[WordItem]) -> Iterator[str]:
    """Yield what the item of fees says, in paragraphs or in a table of items."""
    is_inside = False
    for line in _lines(items):
        item = None if is_inside else _FEE_ITEM.fullmatch(line)
        if item is not None:
            is_inside = True
            yield from filter(None, [item["rest"]])
        elif is_inside and _NEXT_ITEM.match(line):
            return
        elif is_inside:
            yield line
    if not is_inside:
        yield from (line for grid in _grids(items) for line in _fee_cells(grid))


def _fee_cells(grid: Grid) -> Iterator[str]:
    """Yield the lines beside a cell that says `Phí, lệ phí` behind the number of an item."""
    for row in grid.rows:
        texts = list(dict.fromkeys(cell.text for cell in row if cell.text))
        for number, title, rest in zip(texts, texts[1:], texts[2:], strict=False):
            if _ITEM_NUMBER.fullmatch(number) and _FEE_CELL.fullmatch(folded(title)):
                yield from paragraphs(rest)


def _grids(items: Sequence[WordItem]) -> tuple[Grid, ...]:
    return tuple(item for item in items if isinstance(item, Grid))


def _lines(items: Sequence[WordItem], *, with_tables: bool = False) -> Iterator[str]:
    """Yield paragraphs in order, and if wished those in cells of tables."""
    for item in items:
        if isinstance(item, str):
            yield item
        elif with_tables:
            cells = (cell for row in item.rows for cell in row if not cell.is_continued)
            yield from (line for cell in cells for line in paragraphs(cell.text))
