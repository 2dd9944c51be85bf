"""What a text says beside and about a limit's number, clause by clause."""

import re
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal

from qmskit.model.texts import clean, one_line
from qmskit.model.times import CaseLimit, LimitTerms, TimeUnit
from qmskit.readers.prose.clauses import Clause, clauses
from qmskit.readers.prose.quantities import Quantity

_CUT_OFF = re.compile(r"\bsau ([01]?\d|2[0-3])(?:\s*giờ\b|h|:)(?:\s*([0-5]\d)\b)?", re.IGNORECASE)
_NEXT_DAY = re.compile(r"\bngày (?:làm việc )?(?:tiếp theo|kế tiếp|hôm sau)", re.IGNORECASE)
_SENTENCE = re.compile(r"\n|\.\s")

_NOT_COUNTED = re.compile(r"\bkhông (?:bao gồm|tính|kể)\b\s*:?\s*", re.IGNORECASE)
_INTERVAL = re.compile(r"\b(?:thời gian|thời hạn|ngày nghỉ|ngày lễ|các ngày)\b", re.IGNORECASE)
_NEXT_INTERVAL = re.compile(r"\s*[,;]\s*(?=thời gian\b)", re.IGNORECASE)
_LIST_FOLLOWS = re.compile(r"\bsau(?: đây)?$", re.IGNORECASE)
# `Thời gian không tính vào thời hạn bao gồm:` names no interval; the list behind it does.
_HEADING = re.compile(r"(?:(?:các )?(?:khoảng )?(?:thời gian|thời hạn))?", re.IGNORECASE)
# A time of ours that is told after `không tính`: `không tính vào thời hạn giải quyết`.
_OUR_TIME = re.compile(r"^(?:vào|trong)\b|^$", re.IGNORECASE)

_GROWS = re.compile(
    r"\b(?:tăng|tính|cộng) thêm (?:(?:nhưng|được|không|quá|tối|đa) )*(?=\d|½|nửa)"
    r"|\bkéo dài\b|\bgia hạn (?:thêm|một lần|giải quyết|thời)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:thời gian|thời hạn)\b", re.IGNORECASE)
_AS_AGREED = re.compile(r"\btheo thỏa thuận\b", re.IGNORECASE)

# The agency stands at the head: `thời gian giải quyết của cơ quan thuế`, `thời gian Sở …`; one that
# is only mentioned further on takes no time.
_AGENCY = re.compile(
    r"^(?:các )?(?:khoảng )?thời gian (?:[^,;()]{0,60}?\bcơ quan\b"
    r"|(?:(?:giải quyết|thực hiện|xử lý|thẩm định) )?(?:của |tại )?(?:các )?"
    r"(?:ủy ban|sở|văn phòng|chi nhánh|kho bạc|tòa án|công an)\b)",
    re.IGNORECASE,
)
_OF_AGENCIES = re.compile(r"\bcủa (?:các )?cơ quan\b", re.IGNORECASE)
_ANY_AGENCY = re.compile(r"\bcơ quan\b", re.IGNORECASE)
_ANSWERS = re.compile(r"\b(?:trả lời|có ý kiến|cho ý kiến|gửi ý kiến)\b", re.IGNORECASE)
# An answer that gives reasons is the refusal that our own agency owes the applicant.
_GIVES_REASONS = re.compile(r"\bnêu rõ lý do\b", re.IGNORECASE)
# The applicant's own time: to fetch a result, to complete a dossier.
_APPLICANTS = re.compile(r"\bkể từ (?:khi|ngày) nhận được thông báo\b", re.IGNORECASE)
_PARTS_FOLLOW = re.compile(r"\btrong đó$", re.IGNORECASE)
_PART = re.compile(r"thời gian\b", re.IGNORECASE)

_CASE_BEFORE = re.compile(
    r"(?:riêng |áp dụng )?(?:đối với|với|trường hợp|tại|ở|nếu)\b", re.IGNORECASE
)
_CASE_AFTER = re.compile(
    r"\b(?:đối với|(?:với|cho|trong) (?:các )?(?:trường hợp|thủ tục)|(?P<condition>nếu))\b",
    re.IGNORECASE,
)
# A condition that is followed by what is done then is no name of a case.
_CONSEQUENCE = re.compile(r"\bthì\b", re.IGNORECASE)
# What leads from the name of a case to its number: `thì thời gian thực hiện không quá`, `là`, `:`.
_LEAD = re.compile(
    r"\s*,?\s*(?:\bthì\b|:)?\s*(?:(?:\bthời (?:gian|hạn)\b(?: (?:thực hiện|giải quyết|xử lý|được))*"
    r"|\blà\b|\bđược\b|\bkhông quá\b|\btối đa\b|\bchậm nhất\b|\btrong\b)[\s,]*)*$",
    re.IGNORECASE,
)
# No lead is longer; looking for its beginning in all of a long text takes too long.
_LONGEST_LEAD = 200
_SINCE = re.compile(r"\s*,?\s*\bkể từ\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text tells of time.

    Attributes:
        general: the limits it tells without naming a case, several where several stand side by
            side; empty where it tells a range, or two spans in one thought.
    """

    general: frozenset[tuple[Decimal, TimeUnit]]
    terms: LimitTerms


def read_terms(text: str) -> Reading:
    """Return what a text tells of time; what it does not tell for certain is left out."""
    found = _Found()
    for clause in clauses(clean(text)):
        found.add(clause)
    terms = LimitTerms(
        tuple(dict.fromkeys(found.cases)),
        tuple(dict.fromkeys(found.not_counted)),
        tuple(dict.fromkeys(found.elsewhere)),
        tuple(dict.fromkeys(found.extensions)),
        _cut_off(text),
    )
    return Reading(frozenset() if found.is_unsure else frozenset(found.general), terms)


def _cut_off(text: str) -> time | None:
    """Return the hour after which a dossier is settled on the next working day.

    The same sentence must say both, and the text must name one hour only.
    """
    hours: set[time] = set()
    for sentence in _SENTENCE.split(text):
        if _NEXT_DAY.search(sentence):
            hours |= {_hour(found) for found in _CUT_OFF.finditer(sentence)}
    return hours.pop() if len(hours) == 1 else None


def _hour(found: re.Match[str]) -> time:
    return time(int(found[1]), int(found[2] or 0))


@dataclass(slots=True)
class _Found:
    """What the clauses read so far tell.

    Attributes:
        is_unsure: whether a clause told a range, or several spans in one thought.
        lists_intervals: whether an enumeration of time that does not count goes on.
        lists_parts: whether an enumeration of parts of a span goes on.
        opening: the case that opened the sentence.
    """

    general: set[tuple[Decimal, TimeUnit]] = field(default_factory=set)
    cases: list[CaseLimit] = field(default_factory=list)
    not_counted: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    extensions: list[str] = field(default_factory=list)
    is_unsure: bool = False
    lists_intervals: bool = False
    lists_parts: bool = False
    opening: str = ""

    def add(self, clause: Clause) -> None:
        """Take what one clause tells."""
        if not clause.follows or clause.is_listed:
            self.opening = ""
        marker = _NOT_COUNTED.search(clause.told)
        if marker and _INTERVAL.search(clause.told):
            self._add_not_counted(clause, marker)
        elif self.lists_intervals and clause.follows and not clause.spans:
            self._add_intervals(clause.told)
        elif self._tells_part(clause):
            return
        else:
            self.lists_intervals = False
            self.lists_parts = _PARTS_FOLLOW.search(clause.told) is not None
            self._add_told(clause)

    def _add_not_counted(self, clause: Clause, marker: re.Match[str]) -> None:
        """Take `không tính thời gian …`, also behind a span, and `thời gian … không tính`."""
        self.lists_intervals = True
        before, after = clause.told[: marker.start()], clause.told[marker.end() :]
        spans = tuple(span for span in clause.spans if span.end <= marker.start())
        if spans:
            self._add_spans(before, spans)
        if _OUR_TIME.search(after):
            self._add_intervals(before[_last_interval(before) :])
        else:
            self._add_intervals(after)

    def _add_intervals(self, told: str) -> None:
        if _LIST_FOLLOWS.search(told):
            return
        for interval in _NEXT_INTERVAL.split(told):
            text = interval.strip(" .;:,")
            if _HEADING.fullmatch(text):
                continue
            (self.elsewhere if _AGENCY.search(text) else self.not_counted).append(text)

    def _tells_part(self, clause: Clause) -> bool:
        """Tell whether a clause only divides a span told before: `Trong đó: - Thời gian …`."""
        return self.lists_parts and _PART.match(clause.text) is not None

    def _add_told(self, clause: Clause) -> None:
        if not clause.spans:
            if _stand_in_turn(clause.text, _TIME, _AS_AGREED):
                self.extensions.append(clause.told)
        elif _GROWS.search(clause.text):
            self.extensions.append(clause.told)
        elif _is_others_time(clause.text):
            self.elsewhere.append(clause.told)
        elif not _APPLICANTS.search(clause.text):
            self._add_spans(clause.told, clause.spans)

    def _add_spans(self, told: str, spans: tuple[Quantity, ...]) -> None:
        """Take one span as the limit of a case or as general; several, or a range, as neither."""
        span = spans[0]
        name = self._case_name(told, span)
        if len(spans) > 1 or span.is_range:
            self.is_unsure = True
        elif name:
            self.cases.append(CaseLimit(name, span.value, span.unit))
        else:
            self.general.add((span.value, span.unit))

    def _case_name(self, told: str, span: Quantity) -> str:
        """Return the case that a span belongs to in the source's words; "" where none is named.

        A case may stand before the span, behind it, or half on each side; a clause that goes on
        with the sentence belongs to the case that opened it.
        """
        after = _case_after(told[span.end :])
        if _CASE_BEFORE.match(told):
            self.opening = _without_lead(told[: span.start])
        return "; ".join(
            text for one in (self.opening, after) if (text := one_line(one).strip(" ;,"))
        )


def _case_after(behind: str) -> str:
    """Return the case named behind a span; in brackets only where they follow at once.

    `02 ngày làm việc, Chi cục (đối với bến nội địa) …` tells whose the days are, not what for.
    """
    consequence = _last_end(_CONSEQUENCE, behind)
    cases = _CASE_AFTER.finditer(behind)
    named = next((one for one in cases if not one["condition"] or one.end() > consequence), None)
    if named is None:
        return ""
    between = behind[: named.start()]
    if between.strip() == "(":
        return behind[named.start() :].split(")", 1)[0]
    return (
        "" if between.count("(") > between.count(")") else _SINCE.sub("", behind[named.start() :])
    )


def _without_lead(before: str) -> str:
    """Return the name of a case without the words that lead from it to its number."""
    at = max(0, len(before) - _LONGEST_LEAD)
    return before[:at] + _LEAD.sub("", before[at:])


def _is_others_time(text: str) -> bool:
    """Tell whether a clause with a span speaks of the time that other agencies take."""
    if _stand_in_turn(text, _TIME, _OF_AGENCIES):
        return True
    return _stand_in_turn(text, _ANY_AGENCY, _ANSWERS, _last_end(_GIVES_REASONS, text))


def _stand_in_turn(
    text: str, first: re.Pattern[str], second: re.Pattern[str], earliest: int = 0
) -> bool:
    """Tell whether something stands in a text, and behind it and `earliest` something else.

    One pattern with `.*` between them would take quadratic time.
    """
    found = first.search(text)
    return found is not None and second.search(text, max(found.end(), earliest)) is not None


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last match of a pattern ends; 0 without any."""
    return max((found.end() for found in pattern.finditer(text)), default=0)


def _last_interval(told: str) -> int:
    """Return where the last interval that `told` names begins; 0 where it names none."""
    starts = [found.start() for found in _INTERVAL.finditer(told)]
    return starts[-1] if starts else 0
