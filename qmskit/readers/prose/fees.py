"""What number and words of a fee tell together."""

import re
from datetime import date
from decimal import Decimal

from qmskit.model.procedures import Fee, FeeState
from qmskit.model.texts import clean, folded
from qmskit.readers.prose.days import DAY, calendar_day

# `25.000 đồng/GCN`, `8.000đ`, `20 USD`, `10.000 VNĐ`; `0 đồng` is no amount.
_AMOUNT = re.compile(r"(?<![\d.,])([1-9][\d.,]*)\s*(?:dong\b|d\b|vnd\b|usd\b|do la\b)")
# Words that say no more than that nothing is asked for.
_FREE = re.compile(
    r"(?:duoc )?(?:mien|khong(?: phai)? (?:thu|nop|mat|tinh)|khong co|khong|0)"
    r"(?:[ ,/]+(?:toan bo|phi|le phi|dong|va|hoac))*"
)
_SET_ELSEWHERE = re.compile(
    r"^(?:thuc hien )?theo\b.{0,40}\bquy dinh\b|\bhoi dong nhan dan\b|\bhdnd\b|\bluat phi\b"
    r"|\b(?:luat|nghi quyet|nghi dinh|thong tu|quyet dinh) (?:so )?\d"
    r"|\b(?:bieu|van ban|phu luc|bang)\b.{0,40}\b(?:kem theo|dinh kem)\b"
)
# A charge that is waived, for everybody or for some: what the words cite besides does not set it.
_WAIVED = re.compile(r"(?:mien(?! nui)|cac truong hop duoc mien|doi tuong duoc mien)\b")
# Without tones `giảm` reads like `giám hộ`, `miễn` like `miền núi`.
_LESS = re.compile(r"\bmien\b(?! nui)|\bgiam (?:phi|le phi|muc|\d)")
_SENTENCE = re.compile(r"[.;] ")

_FRACTION = re.compile(r"[.,]\d{1,2}$")
_NO_DIGIT = re.compile(r"\D")

# No note is smaller: the number has lost digits, or counts thousands.
_LEAST_DONG = 100

_UNTIL = re.compile(rf"\bđến\s+(?:hết\s+)?(?:ngày\s+)?{DAY}", re.IGNORECASE)


def fee_state(amount: Decimal | None, text: str, *, attached: bool = False) -> FeeState:
    """Return what number and words of a fee tell of its amount.

    Free is only what is certainly free: zero without words, or words that say nothing else. A zero
    beside other words is mostly an empty field: the words may hold the amounts, say who sets them,
    or only name the fee, and then the amount is unknown.

    Args:
        amount: the number of the source; None where it gives none.
        text: the source's words; may be empty.
        attached: whether the source attaches a file in their place.
    """
    words = folded(clean(text)).strip(" .;:()*-+")
    if amount or _AMOUNT.search(words):
        return FeeState.AMOUNT
    if _FREE.fullmatch(words) or (amount is not None and not words and not attached):
        return FeeState.FREE
    if _is_set_elsewhere(words) or (attached and not words):
        return FeeState.SET_ELSEWHERE
    return FeeState.UNKNOWN


def is_in_doubt(fee: Fee) -> bool:
    """Tell whether a fee's number cannot be what is asked for.

    Its own words name one other amount, in their first clause and without speaking of reductions,
    or it is less than the smallest note. Several amounts, and amounts further on, are those of
    special cases. What holds cannot be told from the record.
    """
    if not fee.amount:
        return False
    if not fee.currency and fee.amount < _LEAST_DONG:
        return True
    words = folded(clean(fee.text))
    named = {_number(found[1]) for found in _AMOUNT.finditer(words)}
    first = _AMOUNT.search(_SENTENCE.split(words)[0])
    return len(named) == 1 and fee.amount not in named and bool(first) and not _LESS.search(words)


def _number(written: str) -> Decimal:
    """Return an amount as a number: points and commas stand between thousands."""
    whole = _FRACTION.sub("", written.rstrip(".,"))
    return Decimal(_NO_DIGIT.sub("", whole))


def _is_set_elsewhere(words: str) -> bool:
    if _WAIVED.match(words):
        return False
    return any(
        _SET_ELSEWHERE.search(sentence) and not _LESS.search(sentence)
        for sentence in _SENTENCE.split(words)
    )


def until_in(text: str) -> date | None:
    """Return the last day that the words name: `đến hết ngày 31/12/2025`.

    None where they name no such day, more than one, or a day that no calendar has.
    """
    days = {calendar_day(*found.groups()) for found in _UNTIL.finditer(clean(text))}
    return days.pop() if len(days) == 1 else None
