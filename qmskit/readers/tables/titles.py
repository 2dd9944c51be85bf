"""Names and codes of procedures in the lines above step tables and on covers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qmskit.model.texts import folded, one_line
from qmskit.model.times import Limit
from qmskit.readers.prose.limits import limit_in
from qmskit.readers.prose.procedure_codes import CODE
from qmskit.readers.tables.grids import Grid

# The longest name in the national catalogue has under a thousand letters.
_LONGEST = 1_000
_CODE = re.compile(rf"(?<![\d.]){CODE}(?!\d)")
_CODE_WORDS = re.compile(
    r"[(\[]?\s*(?:mã(?: số)?(?: (?:tthc|thủ tục(?: hành chính)?|hồ sơ))?\s*[:.]?\s*)?"
    rf"(?<![\d.]){CODE}(?:\.[\w.]+)?\s*[)\]]?",
    re.IGNORECASE,
)
_CODE_OF_TEXT = re.compile(
    rf"mã(?: số)?(?: (?:tthc|thủ tục(?: hành chính)?))\D{{0,20}}({CODE})(?!\d)", re.IGNORECASE
)
_NUMBERING = re.compile(
    r"^\s*(?:(?:\d+(?:\.\d+)*|[IVX]+|[A-ZĐ]|[a-zđ])\s*[.):]|\d+(?:\.\d+)+|[-+*•])\s+"
)
_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[IVX]{1,6})\s*[.)]\s+\S")
_LABEL = re.compile(
    r"^(?:tên (?:quy trình|thủ tục(?: hành chính)?|tthc)|quy trình|thủ tục(?: hành chính)?|tthc)"
    r"\s*:\s*",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:ten |quy trinh:? ?)?(?:thu tuc|quy trinh|tthc)\b")
# Titles of parts, notes and annexes, which open like the name of a procedure.
_NO_NAME = re.compile(
    r"quy trinh ((cac buoc |xu ly |giai quyet )?cong viec|cac buoc|xu ly|thuc hien|noi bo"
    r"|dien tu)\b"
    r"|(quy trinh|thu tuc|thu tuc hanh chinh|tthc)"
    r"( (cap (tinh|xa|huyen|so)|linh vuc|thuoc|nay)\b.*)?\W*$"
    r"|(ghi chu|thoi (gian|han)|mot so|cac buoc|trinh tu|noi dung|thanh phan|cach thuc|can cu"
    r"|co so phap ly|bieu mau|le phi|phi|doi tuong|co quan|ket qua|yeu cau|so luong)\b"
    r"|(dieu|phu luc) \d"
)
_TIME_LINE = re.compile(
    r"(?:tổng )?(?:thời gian|thời hạn)(?: (?:thực hiện|giải quyết|xử lý)[^:]{0,40})?\s*:\s*"
    r"(?P<words>.+)",
    re.IGNORECASE,
)
_DOCUMENT_CODE = re.compile(r"(?:mã hiệu|ký hiệu|mã số)\s*:\s*(?P<code>\S.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """What a procedure is called where its workflow is printed.

    Attributes:
        text: its name without number, label and code; may be empty.
        code: code of the procedure; may be empty.
        document_code: such as `QT 01/CX-HCTP`; may be empty.
        limit: limit in a line under the title or, with a cover, anywhere above the table; None
            without one.
    """

    text: str
    code: str = ""
    document_code: str = ""
    limit: Limit | None = None


def names_procedure(text: str) -> bool:
    """Tell whether a line names a procedure: by its code, or because it opens with `Thủ tục`."""
    if len(text) > _LONGEST:
        return False
    words = folded(_NUMBERING.sub("", text, count=1))
    is_name = _OPENING.match(words) and not _NO_NAME.match(words)
    return bool(is_name or _CODE.search(text))


def title_named(line: str) -> Title:
    """Return the name and the code in a line such as `1. Thủ tục đăng ký lại (1.001193)`."""
    line = one_line(line)
    found = _CODE.search(line)
    text = _NUMBERING.sub("", _CODE_WORDS.sub(" ", line), count=1)
    text = one_line(_LABEL.sub("", text, count=1)).strip(" .:;–-")
    return Title(text, found.group() if found else "")


def title_above(lines: Sequence[str]) -> Title | None:
    """Return the title nearest above a table, or None; a numbered line counts where none is plain.

    Args:
        lines: what stands above the table, from the top.
    """
    for is_title in (names_procedure, _is_numbered):
        for at in range(len(lines) - 1, -1, -1):
            if is_title(lines[at]):
                return _with_limit(_two_lines(lines, at), lines[at + 1 :])
    return None


def cover_title(grids: Sequence[Grid], lines: Sequence[str]) -> Title | None:
    """Return what the last cover among `grids` says, or None without a cover.

    Args:
        lines: what stands around, where the code of the procedure may be named.
    """
    for grid in reversed(grids):
        code = next(filter(None, (_document_code(row_words) for row_words in _rows(grid))), "")
        name = _below_heading(grid)
        if code and name:
            codes = [found[1] for line in lines if (found := _CODE_OF_TEXT.search(line))]
            return Title(name, codes[0] if codes else "", code, _limit_told(lines))
    return None


def _is_numbered(line: str) -> bool:
    words = folded(_NUMBERING.sub("", line, count=1))
    return _NUMBERED.match(line) is not None and _NO_NAME.match(words) is None


def _two_lines(lines: Sequence[str], at: int) -> Title:
    """Return the title of a line; a code alone on its line belongs to the line above."""
    title = title_named(lines[at])
    if title.text or not at:
        return title
    return Title(title_named(lines[at - 1]).text, title.code)


def _with_limit(title: Title, below: Sequence[str]) -> Title:
    """Return the title with the limit that lines under it name."""
    return replace(title, limit=_limit_told(below))


def _limit_told(lines: Sequence[str]) -> Limit | None:
    """Return the first limit that a line such as `b. Thời hạn giải quyết: 05 ngày` surely tells."""
    for line in lines:
        found = _TIME_LINE.match(_NUMBERING.sub("", one_line(line), count=1))
        told = limit_in(one_line(found["words"])) if found else None
        if told is not None and told.is_known:
            return told
    return None


def _rows(grid: Grid) -> list[str]:
    """Return the words of each row, those of a merged cell once."""
    return [
        one_line(" ".join(dict.fromkeys(cell.text for cell in row if cell.text)))
        for row in grid.rows
    ]


def _document_code(words: str) -> str:
    found = _DOCUMENT_CODE.search(words)
    return found["code"] if found else ""


def _below_heading(grid: Grid) -> str:
    """Return what stands under the words `QUY TRÌNH`, in the same cell or in the one below."""
    for at, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            first, _mark, rest = cell.text.partition("\n")
            if folded(first) == "quy trinh" and not cell.is_continued:
                below = [other[column].text for other in grid.rows[at + 1 :]]
                return one_line(rest) or one_line(next(filter(None, below), ""))
    return ""
