"""Legal texts of a register by the words with which a document cites them."""

import re
from collections.abc import Iterator
from datetime import date

from qmskit.law.states import LegalState, state_of
from qmskit.model.legal_texts import LegalText, Register
from qmskit.model.procedures import LegalBasis
from qmskit.model.texts import folded, one_line
from qmskit.readers.prose.citations import legal_basis, text_number

# What stands behind a name and does not belong to it.
_TAIL = re.compile(
    r"\s*(?:[,;(:].*|\bsố \d.*|\bngày \d.*|\bnăm \d{4}.*|\b(?:19|20)\d\d$|\bcủa quốc hội\b.*"
    r"|\bđã? được (?:sửa đổi|bổ sung).*|[.\s]+$)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# A law is cited by the name of its kind and its title.
_LAW = re.compile(r"/QH\d+$")
_GONE = {LegalState.EXPIRED, LegalState.NOT_YET_IN_FORCE}


def cited_texts(words: str, register: Register, day: date | None = None) -> tuple[LegalText, ...]:
    """Return the texts of a register that words may mean; empty where none of it is meant.

    Args:
        words: a number, `Nghị định số 123/2015/NĐ-CP ngày …`, or a name: `Luật Hộ tịch năm 2014`.
        day: of several texts of one name, those in force on this day are meant, if there are any.

    Returns:
        One text where the words are clear, several where they fit several.
    """
    number = one_line(words) if one_line(words) in register.texts else _number(words)
    if number:
        found = register.text_of(number)
        return (found,) if found else ()
    named = _named(words, register)
    if day is None or len(named) < 2:  # noqa: PLR2004 - several
        return named
    standing = tuple(one for one in named if state_of(one, register, day).state not in _GONE)
    return standing or named


def numbers_cited(basis: LegalBasis, register: Register, day: date) -> tuple[str, ...]:
    """Return the number of the text that a record cites; of a name alone, all that it may mean."""
    if basis.number:
        return (text_number(basis.number),)
    return tuple(one.number for one in cited_texts(basis.title or basis.cited, register, day))


def _number(words: str) -> str:
    """Return the number by which words name a text itself, or ""."""
    line = one_line(words)
    number = text_number(line)
    return number if number == line and "/" in line else legal_basis("", line).number


def _named(words: str, register: Register) -> tuple[LegalText, ...]:
    name = _name(words)
    if not name:
        return ()
    found = tuple(text for text in register.texts.values() if name in _names(text))
    year = _YEAR.search(words)
    of_year = tuple(one for one in found if year and year[1] in _years(one))
    return of_year if year and found and any(_years(one) for one in found) else found


def _names(text: LegalText) -> Iterator[str]:
    title = _name(text.title)
    yield from (title, _name(text.citation))
    if _LAW.search(text.number):
        yield f"luat {title}"


def _name(words: str) -> str:
    """Return the name in a citation for comparison, without number, day and year."""
    return folded(_TAIL.sub("", one_line(words), count=1))


def _years(text: LegalText) -> set[str]:
    """Return the years that may stand for a text: of its issue, or in its number."""
    return {*_YEAR.findall(text.number), *([str(text.issued.year)] if text.issued else ())}
