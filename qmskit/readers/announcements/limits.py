"""Limits in announcing decisions: by law, and after the province's reduction."""

import re
from dataclasses import dataclass, replace

from qmskit.model.times import UNKNOWN_LIMIT, Limit
from qmskit.problems import Location, Problem
from qmskit.readers.announcements import doubts
from qmskit.readers.prose.broken_words import squeezed
from qmskit.readers.prose.limits import limit_in

_LABEL = re.compile(
    r"\b(?:(theo (?:quy định|luật)[^:|\d]*)|(sau (?:khi )?(?:cắt giảm|rút ngắn)[^:|\d]*)):\s*",
    re.IGNORECASE,
)
# Without blanks, because conversions tear words: “Không thực hi ện cắt giảm”.
_KEPT = re.compile(r"(?:không(?:thựchiện)?cắtgiảm|giữnguyên)(?:thời(?:gian|hạn)(?:giảiquyết)?)?\.?")
# A torn unit would be read as another: “03 ngày làm vi ệc” is no calendar days.
_UNITS = {
    unit: re.compile(r"(?<!\w)" + r"\s*".join(unit.replace(" ", "")) + r"(?!\w)", re.IGNORECASE)
    for unit in ("ngày làm việc", "giờ làm việc", "ngày", "tháng", "giờ")
}
_CUT_UNIT = re.compile(r"\b(?:ngày|giờ)\s+l(?:à|àm|àm\s+v\w{0,2})?$", re.IGNORECASE)
_NOTHING = {"", "-", "–"}


@dataclass(frozen=True, slots=True)
class LimitReading:
    """What was understood of the limits of a row.

    Attributes:
        limit: limit by law, the source's words included.
        reduced: limit after the reduction; None where nothing certain is told.
        is_kept: whether the decision says that nothing is reduced.
        problems: doubts; may be empty.
        left: words about the reduction that were too doubtful to be taken; may be empty.
    """

    limit: Limit = UNKNOWN_LIMIT
    reduced: Limit | None = None
    is_kept: bool = False
    problems: tuple[Problem, ...] = ()
    left: str = ""


def limits_in(words: str, reduced: str, where: Location) -> LimitReading:
    """Return the limits of a row.

    Args:
        words: words about the limit; both limits where the source has no column for the second:
            `3 ngày | 2 ngày`, `Theo quy định: 3 ngày … Sau cắt giảm: 2 ngày`.
        reduced: words of the column for the limit after the reduction; may be empty.
        where: place of the row.
    """
    by_law, after, extra = _parts(words)
    if extra or (after and reduced.strip()):
        left = "\n".join(part for part in (after, *extra, reduced) if part)
        return _of_law(by_law, where, (doubts.unclear_reduction(where, left),), left)
    return _with_reduction(_of_law(by_law, where), after or reduced.strip(), where)


def _parts(words: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the words about the limit by law, after the reduction, and what is too much."""
    labels = list(_LABEL.finditer(words))
    if labels:
        return _labelled(words, labels)
    law, *others = [part.strip() for part in words.split("|")]
    return law, others[0] if others else "", tuple(others[1:])


def _labelled(words: str, labels: list[re.Match[str]]) -> tuple[str, str, tuple[str, ...]]:
    ends = [*(one.start() for one in labels[1:]), len(words)]
    parts = [
        (one[2] is not None, words[one.end() : end].strip(" \n|;"))
        for one, end in zip(labels, ends, strict=True)
    ]
    before = words[: labels[0].start()].strip(" \n|;:-")
    law = [*([before] if before else []), *(part for is_after, part in parts if not is_after)]
    after = [part for is_after, part in parts if is_after]
    return "\n".join(law), after[0] if after else "", tuple(after[1:])


def _of_law(
    words: str, where: Location, problems: tuple[Problem, ...] = (), left: str = ""
) -> LimitReading:
    limit = _limit(words)
    if words and not limit.is_known:
        problems = (doubts.unclear_limit(where, words), *problems)
    return LimitReading(limit, problems=problems, left=left)


def _with_reduction(found: LimitReading, words: str, where: Location) -> LimitReading:
    letters = squeezed(words)
    if letters in _NOTHING:
        return found
    if _KEPT.fullmatch(letters):
        return LimitReading(found.limit, None, is_kept=True, problems=found.problems)
    after = _limit(words)
    problem = _reduction_problem(found.limit, after, words, where)
    if problem is not None:
        return LimitReading(found.limit, problems=(*found.problems, problem), left=words)
    is_same = (after.value, after.unit) == (found.limit.value, found.limit.unit)
    return LimitReading(found.limit, None if is_same else after, is_same, found.problems)


def _reduction_problem(law: Limit, after: Limit, words: str, where: Location) -> Problem | None:
    """Return what is doubtful about a limit after the reduction, or None."""
    if not after.is_known:
        return doubts.unclear_reduction(where, words)
    if law.value is None or after.value is None or not law.is_known:
        return None
    is_repeated = replace(after, text=law.text) == law
    return (
        None
        if _is_shorter(after, law) or is_repeated
        else doubts.no_reduction(where, law.text, words)
    )


def _is_shorter(after: Limit, law: Limit) -> bool:
    """Tell whether a limit is surely shorter; working days and working hours can be compared."""
    if after.value is None or law.value is None:
        return False
    if after.unit is law.unit:
        return after.value < law.value
    hours, by_law = after.working_hours, law.working_hours
    return hours is not None and by_law is not None and hours < by_law


def _limit(words: str) -> Limit:
    """Return the limit of words in which a unit may be torn or cut off."""
    mended = words
    for unit, pattern in _UNITS.items():
        mended = pattern.sub(unit, mended)
    if not words or _CUT_UNIT.search(mended.rstrip(" .;")):
        return Limit(text=words)
    return replace(limit_in(mended), text=words)
