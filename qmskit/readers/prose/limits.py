"""Limits told in words: a number only where it is certain, the words always."""

import re
from dataclasses import replace
from decimal import Decimal

from qmskit.model.times import HOURS_A_DAY, Limit, LimitTerms, TimeUnit
from qmskit.readers.prose.terms import read_terms

_BARE_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")


def limit_in(text: str) -> Limit:
    """Return the limit that a text tells in words.

    Number and unit are given only where the text tells exactly one general limit: not where it
    tells a range, several limits, or limits of named cases only. A working day and a day are two
    units. The same day is one working day (see `quantities`).

    Args:
        text: such as `Không quá 10 ngày làm việc, không tính thời gian niêm yết`; always kept as
            the limit's text.
    """
    bare = text.strip()
    if _BARE_NUMBER.fullmatch(bare):
        return Limit(Decimal(bare.replace(",", ".")), TimeUnit.UNKNOWN, text)
    reading = read_terms(text)
    if len(reading.general) != 1:
        return Limit(text=text, terms=reading.terms)
    ((value, unit),) = reading.general
    return Limit(value, unit, text, reading.terms)


def terms_in(*texts: str) -> LimitTerms:
    """Return what texts say beside a limit's number, in their order and without repetition."""
    return _joined(*(read_terms(text).terms for text in texts))


def with_terms(limit: Limit, *texts: str) -> Limit:
    """Return `limit` with the terms of other texts of its record behind its own.

    Its number, unit, words and cut-off stay what they are, whatever the texts say.
    """
    own, told = limit.terms, terms_in(*texts)
    terms = replace(_joined(own, told), cut_off=own.cut_off or told.cut_off)
    return limit if terms == own else replace(limit, terms=terms)


def with_cut_off(limit: Limit, *texts: str) -> Limit:
    """Return `limit` with the cut-off hour of texts that speak of the whole procedure.

    Only a limit within the day takes it: one working day or day, eight hours, or zero, which the
    portal writes for “at once”. To settle what arrives after 15:00 “on the next working day” makes
    sense only where everything else is settled on the same day; a limit of three days already lies
    beyond. A number above zero whose unit is unknown is no limit, so it takes none either.
    """
    if limit.terms.cut_off or not is_within_a_day(limit):
        return limit
    told = {cut_off for text in texts if (cut_off := read_terms(text).terms.cut_off)}
    if len(told) != 1:
        return limit
    return replace(limit, terms=replace(limit.terms, cut_off=told.pop()))


def is_within_a_day(limit: Limit) -> bool:
    """Tell whether a limit allows at most one day or working day; zero does in any unit."""
    hours = limit.working_hours
    if hours is not None:
        return hours <= HOURS_A_DAY
    if limit.value is None:
        return False
    return limit.value == 0 or (limit.unit is TimeUnit.DAY and limit.value <= 1)


def _joined(*terms: LimitTerms) -> LimitTerms:
    cut_offs = {one.cut_off for one in terms if one.cut_off}
    return LimitTerms(
        cases=tuple(dict.fromkeys(case for one in terms for case in one.cases)),
        not_counted=tuple(dict.fromkeys(text for one in terms for text in one.not_counted)),
        elsewhere=tuple(dict.fromkeys(text for one in terms for text in one.elsewhere)),
        extensions=tuple(dict.fromkeys(text for one in terms for text in one.extensions)),
        cut_off=cut_offs.pop() if len(cut_offs) == 1 else None,
    )
