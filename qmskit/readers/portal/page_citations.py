"""Legal bases of a portal page: a table of title and number whose cells are glued together.

`Nghị định về cư trú104/2022/NĐ-CPLuật 60/2014/QH1360/2014/QH13`: a number glued to the word before
it is the cell of numbers and ends its row; a number behind a blank is part of a title, unless its
words (`Thông tư số …`) are glued themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qmskit.model.procedures import LegalBasis
from qmskit.model.texts import one_line
from qmskit.readers.prose.citations import KINDS_OF_TEXTS, legal_basis
from qmskit.readers.prose.letters import LOWER

_HEAD = "Tên văn bản pháp lýMã văn bản"

# Where the next title opens with capitals, only a known symbol tells where the number ends.
_AGENCIES = (
    "BCA", "BCT", "BCĐTƯ", "BDTTG", "BGDĐT", "BGTVT", "BHXH", "BKH", "BKHCN", "BKHCNMT", "BKHĐT",
    "BLĐTBXH", "BNG", "BNN", "BNNMT", "BNNPTNT", "BNV", "BQP", "BTC", "BTNMT", "BTP", "BTTTT",
    "BVHTT", "BVHTTDL", "BXD", "BYT", "CP", "CTN", "HĐND", "HĐTP", "KTNN", "MTTQ", "NHNN", "QH10",
    "QH11", "QH12", "QH13", "QH14", "QH15", "QH16", "TANDTC", "TCHQ", "TCT", "TLĐ", "TTCP", "TTg",
    "TW", "UBDT", "UBND", "UBTVQH", "UBTƯMTTQVN", "VKSNDTC", "VPCP", "VPQH",
)  # fmt: skip
_KNOWN = "|".join(sorted(_AGENCIES, key=len, reverse=True))
_ISSUER = rf"(?:{_KNOWN}|[A-ZĐƯ]+(?![{LOWER}]))(?:-C\d\d(?!\d))?"
_SYMBOL = rf"(?:(?:UBTV)?QH(?:1\d|\d)|[A-ZĐ]{{1,5}}(?:-[A-ZĐƯ]+(?=-[A-ZĐƯ]))*-{_ISSUER})"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = re.compile(
    # A whole number; or one that lost its symbol, which only a seam on both sides can prove.
    rf"(?P<digits>\d{{1,9}})(?:\.\d+|\.?[a-zđ])?/(?:{_YEAR}/)?{_SYMBOL}"
    rf"|(?:(?<![\d/])|(?<=[/ ]\d{{4}}))"
    rf"(?:(?:TT|NĐ|QĐ|NQ)?\d{{1,4}}/{_YEAR}|\d{{1,4}}-(?:CP|TTg|HĐBT))(?=[A-ZĐ\d]|\Z)"
)
_KINDS = re.compile(rf"(?:{KINDS_OF_TEXTS})(?:\s+số)?:?\s+$")
_LONGEST_KIND = 40
_LONGEST_NUMBER = 4
_LONGEST_GAP = 9


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in the text: where it begins and ends, and where the words of its kind begin."""

    start: int
    end: int
    words: int
    is_whole: bool


def legal_bases(table: str) -> tuple[LegalBasis, ...]:
    """Return the legal texts in the order of the table; what has no number is a title."""
    text = table.removeprefix(_HEAD)
    found: list[LegalBasis] = []
    start = 0
    numbers = tuple(_numbers(text))
    for at, number in enumerate(numbers):
        if number.start < start:
            continue
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        cell = _cell(text, start, number, following)
        if cell is not None:
            found.append(_basis(text[start:cell], text[cell : number.end]))
            start = number.end
    rest = text[start:].strip()
    return (*found, *((_basis(rest, ""),) if rest else ()))


def symbol_ends(text: str) -> Iterator[int]:
    """Yield the places where a number of a legal text ends."""
    yield from (number.end for number in _numbers(text))


def _numbers(text: str) -> Iterator[_Number]:
    for found in _NUMBER.finditer(text):
        start = found.start() + _year_before(found)
        kind = _KINDS.search(text, max(0, start - _LONGEST_KIND), start)
        words = kind.start() if kind else start
        yield _Number(start, found.end(), words, found["digits"] is not None)


def _year_before(found: re.Match[str]) -> int:
    """Return how many digits belong to a year before: `năm 202068/2020/QH14` is 2020 and 68."""
    digits = found["digits"] or ""
    return 4 if len(digits) > _LONGEST_NUMBER and re.match(_YEAR, digits) else 0


def _cell(text: str, start: int, number: _Number, following: _Number | None) -> int | None:
    """Return where the cell of numbers begins whose number this is; None inside of a title."""
    opens_next = following is not None and number.end in {following.start, following.words}
    repeats = following is not None and _written(text, following) == _written(text, number)
    title = text[start : number.start].strip()
    if not title or number.words == start:
        return _title_or_cell(text, number, is_title=opens_next and (repeats or bool(title)))
    if _is_glued(text, number.start):
        return number.start if _may_end(text, number.end) else None
    if not number.is_whole:
        return None
    if _is_glued(text, number.words):
        return number.words if _may_end(text, number.end) else None
    return _untitled(text, number, opens_next=opens_next)


def _title_or_cell(text: str, number: _Number, *, is_title: bool) -> int | None:
    """Return the cell of a row that opens with a number, alone or with the words of its kind."""
    if is_title or not _is_cut(text, number.end):
        return None
    return number.start if number.words == number.start else number.end


def _untitled(text: str, number: _Number, *, opens_next: bool) -> int | None:
    """Return the end of a title without cell of numbers, whose last word is a number."""
    return number.end if not opens_next and _is_cut(text, number.end) else None


def _is_glued(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return bool(before) and not before.isspace() and before not in "([“\"'/–-"


def _is_cut(text: str, at: int) -> bool:
    """Tell whether a cell ends here for certain: nothing follows, or a capital or digit at once."""
    return at == len(text) or text[at].isupper() or text[at].isdigit()


def _may_end(text: str, at: int) -> bool:
    """Tell whether a cell can end here: no small letter goes on behind a blank."""
    behind = text[at : at + _LONGEST_GAP].lstrip()
    return not behind or text[at].isalpha() or not (behind[0].islower() or behind[0] in ",;).")


def _written(text: str, number: _Number) -> str:
    return text[number.start : number.end]


def _basis(title: str, cell: str) -> LegalBasis:
    return legal_basis(one_line(cell), title.strip())
