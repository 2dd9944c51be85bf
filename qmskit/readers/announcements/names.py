"""Names of announced procedures: what is glued behind them, and whether they were cut off."""

import re
from dataclasses import dataclass

from qmskit.model.procedures import LegalBasis
from qmskit.model.texts import one_line
from qmskit.readers.prose.citations import KINDS_OF_TEXTS, normal_number
from qmskit.readers.prose.days import DAY

_TEXT = rf"(?:{KINDS_OF_TEXTS})"
_NUMBER = r"\d+\s*/\s*\d{4}\s*/\s*[A-ZĐ]+\d*(?:\s*-\s*[A-ZĐ]+\d*)*"

_CITATION = re.compile(rf"[-–;]?\s*\b({_TEXT}\s+số\s*\d)")
_WHOLE = re.compile(rf"[-–]?\s*({_TEXT}\s+số\s*({_NUMBER})\s+ngày\s+{DAY}(?: của [^;,]+)?)[.;]?$")
# Behind one of these a citation belongs to the name: theo Nghị định số …, Điều 12 Nghị định số …
_LINKED = re.compile(
    r"(?:\b(?:theo|tại|của|và|hoặc|với|về|từ|do|bởi|trong|bằng|để|ngày|thi hành|thực hiện|quy định"
    r"|sửa đổi|bổ sung|thay thế|hướng dẫn|kèm|(?:điều|khoản|điểm|chương|mục) \w+)"
    r"|[,(“\"/:])$",
    re.IGNORECASE,
)
# As many letters before a citation hold what links it to the name.
_LONGEST_LINK = 40
# No name ends with these; measured on the names of the national catalogue. The last letters may
# have been torn apart: “b ổ” for “bổ”.
_OPEN_END = re.compile(
    r"(?:[,(]|\b(?:và|hoặc|của|cho|tại|theo|với|từ|đến|về|các|những|trong|trên|bởi|để|như|cùng"
    r"|nhưng|là|(?:nghị định|thông tư|quyết định|nghị quyết) số|ngày|ngày \d+|ngày \d+ tháng"
    r"|(?<!phân )bổ|(?<!phân )b ổ))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NameReading:
    """What was understood of the words in the name column.

    Attributes:
        name: the name, broken words included.
        basis: the legal text that stood behind the name; None where none was split off.
        glued: the legal text from its first word on that could not be split off; may be empty.
        is_cut: whether the name seems to go on.
    """

    name: str
    basis: LegalBasis | None = None
    glued: str = ""
    is_cut: bool = False


def name_in(words: str) -> NameReading:
    """Return the name in the words of a row.

    A legal text behind the name is split off only when it is the only one, is cited whole with its
    day up to the end, and no word links it to the name.
    """
    words = one_line(words)
    citations = [one for one in _CITATION.finditer(words) if not _is_linked(words, one.start())]
    if not citations:
        return NameReading(words, is_cut=is_cut(words))
    start = citations[0].start()
    name = words[:start].rstrip(" -–")
    whole = _WHOLE.fullmatch(words, start)
    if whole and len(citations) == 1 and name and not is_cut(name):
        return NameReading(name, _basis(whole[2], whole[1]))
    return NameReading(words, glued=words[start:].lstrip(" -–;"))


def is_cut(name: str) -> bool:
    """Tell whether a name seems to go on: an open bracket, a comma or linking word at its end."""
    return bool(_OPEN_END.search(name)) or name.count("(") > name.count(")")


def _is_linked(words: str, start: int) -> bool:
    before = words[max(0, start - _LONGEST_LINK) : start].rstrip()
    return start == 0 or bool(_LINKED.search(before))


def _basis(cited: str, title: str) -> LegalBasis:
    """Return a legal text whose number may hold blanks: 37/2026/NĐ -CP."""
    number = normal_number("".join(cited.split()))
    return LegalBasis(number, title, "" if cited == number else cited)
