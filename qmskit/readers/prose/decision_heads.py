"""The head of a decision on paper: its number, its day, who issued it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from qmskit.model.texts import one_line
from qmskit.model.workflows import Decision
from qmskit.readers.prose.days import DAY, calendar_day

_NUMBER = r"(?P<number>\d{1,5}[a-zA-Z]?(?:\s*/\s*\d{4})?\s*/\s*QĐ\s*-\s*[\wĐ]+(?:-[\wĐ]+)*)"
_HEAD_NUMBER = re.compile(rf"Số\s*:?\s*{_NUMBER}", re.IGNORECASE)
_DAY = re.compile(rf"ngày\s*{DAY}", re.IGNORECASE)
# The line of place and day, or of the day alone; days of cited texts stand in longer lines.
_PLACE_AND_DAY = re.compile(r"(?:[^\d;:]{1,60},\s*)?ngày\b.{0,40}", re.IGNORECASE)
# `(Kèm theo Quyết định số …/QĐ-UBND ngày … của …)` under the title of an annex.
_ANNEX = re.compile(
    rf"kèm theo\s+quyết định\s+số\s*:?\s*{_NUMBER}(?P<day_words>.*?)"
    r"(?:\bcủa\s+(?P<issuer>[^();]+?))?\s*(?:\)|;|$)",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|SỞ |BỘ |BAN QUẢN LÝ|CHI CỤC ", re.IGNORECASE)
# What ends the name of the agency: a line drawn below it, or the State's name in the next cell.
_RULE = re.compile(r"[-_–—*\s]*|CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA.*", re.IGNORECASE)
_PROVINCE = re.compile(
    r"(?:ỦY|UỶ) BAN NHÂN DÂN (?P<unit>TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU) (?P<name>.+)"
)


def decision_in(lines: Sequence[str]) -> Decision | None:
    """Return the decision that a document opens with, or the one it is an annex of; else None.

    Args:
        lines: the head of the document, those of its layout table included, cell after cell.
    """
    annexed = _annexed(one_line(" ".join(lines)))
    for at, line in enumerate(lines):
        found = _HEAD_NUMBER.match(line)
        if found:
            number = "".join(found["number"].split())
            same = annexed if annexed and annexed.number == number else Decision(number)
            issued = next((_day(one) for one in lines if _PLACE_AND_DAY.fullmatch(one)), None)
            return Decision(number, issued or same.issued, _issuer(lines[:at]) or same.issuer)
    return annexed


def _annexed(text: str) -> Decision | None:
    """Return the decision under the title of an annex, or None."""
    found = _ANNEX.search(text)
    if found is None:
        return None
    number = "".join(found["number"].split())
    return Decision(number, _day(found["day_words"]), one_line(found["issuer"] or ""))


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    return calendar_day(*found.groups()) if found else None


def _issuer(lines: Iterable[str]) -> str:
    """Return the agency that stands above the number, on one or two lines."""
    words: list[str] = []
    for line in lines:
        if _RULE.fullmatch(line) and words:
            break
        if words or _ISSUER.match(line):
            words.append(line)
    return _sentence_case(one_line(" ".join(words)))


def _sentence_case(name: str) -> str:
    """Return the name of a people's committee in capitals as running text writes it."""
    found = _PROVINCE.fullmatch(name)
    if found is None:
        return name
    return f"Ủy ban nhân dân {found['unit'].lower()} {found['name'].title()}"
