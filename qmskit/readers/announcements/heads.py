"""The head of an announcing decision: number, day, issuer, and the day from which it holds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from qmskit.model.texts import folded, one_line, paragraphs
from qmskit.model.workflows import Decision
from qmskit.problems import Location, Problem
from qmskit.readers.announcements import doubts
from qmskit.readers.prose.days import DAY, calendar_day
from qmskit.readers.prose.decision_heads import decision_in

_EFFECTIVE = re.compile(
    r"Quyết định này có hiệu lực(?: thi hành)?(?: kể)? từ ngày\s+"
    rf"(?:{DAY}|(ký))",
    re.IGNORECASE,
)
# From here on the days are those of other texts.
_BODY = re.compile(r"can cu|dieu \d|quyet dinh:?$")
_ANNEXED = "kem theo quyet dinh"


@dataclass(frozen=True, slots=True)
class Head:
    """What the text around the lists tells of a decision.

    Attributes:
        effective: first day it holds; None where the text does not say.
        problems: doubts; may be empty.
    """

    decision: Decision
    effective: date | None
    problems: tuple[Problem, ...] = ()


def head_in(texts: Iterable[str], where: Location) -> Head:
    """Return the head of a decision from the texts before its first list.

    Args:
        texts: paragraphs and cells of tables, a line a paragraph.
        where: the file.
    """
    lines = paragraphs("\n".join(texts))
    head = [*takewhile(lambda line: not _BODY.match(folded(line)), lines)]
    annexed = [line for line in lines if _ANNEXED in folded(line) and line not in head]
    decision = decision_in([*head, *annexed]) or Decision("")
    effective = _effective(one_line(" ".join(lines)), decision.issued)
    problems = (
        [] if decision.number and decision.issued else [doubts.unknown_decision(where, decision)]
    )
    if effective is None:
        problems.append(doubts.no_effective_day(where))
    return Head(decision, effective, tuple(problems))


def _effective(text: str, issued: date | None) -> date | None:
    found = _EFFECTIVE.search(text)
    if not found or found[4]:
        return issued if found else None
    return calendar_day(found[1], found[2], found[3])
