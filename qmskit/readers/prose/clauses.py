"""A text about time taken apart: sentences, and clauses with one span of time each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qmskit.model.texts import one_line, paragraphs
from qmskit.readers.prose.letters import UPPER
from qmskit.readers.prose.quantities import Quantity, quantities

# The sources glue sentences: `thửa đất.Thời gian`, `Giấy chứng nhận Đối với các xã miền núi`.
_SENTENCE_END = re.compile(
    rf"\n+|(?<=[.!?])\s+|(?<=[^\W\d_][.])(?=[-–+*]?\s?[{UPPER}])"
    r"|\s+(?=Đối với (?:các|những) xã)"
)
# `trong đó` and `bao gồm` tell parts of a span that was told before.
_PARTS = re.compile(r"\(\s*(?:trong đó|bao gồm|gồm)\b[^()]*\)", re.IGNORECASE)
_SPAN = r"(?:là |thì )?(?:không quá |tối đa |chậm nhất |trong )*(?:½|1/2|nửa|\d)"
_CLAUSE_END = re.compile(
    r"\s*;\s*|\s*\(\s*(?=(?:hoặc|không (?:tính|bao gồm|kể))\b)"
    r"|,\s*(?=(?:riêng )?(?:đối với|trường hợp|tại các xã|riêng|nếu|không (?:tính|bao gồm|kể))\b)"
    rf"|(?<=[^\d\s½])(?:\s*,|\s+(?:và|hoặc)\b)\s+(?={_SPAN}[^,;]*?(?:ngày|giờ|tháng)\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–+*•)\s]|hoặc\b|\(?[a-zđ0-9]{1,2}\)\s)+", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:riêng |áp dụng )?(?:đối với|với|trường hợp|tại|ở|nếu|các xã|vùng)\b", re.IGNORECASE
)
# An opening that says what is done is no further name of the case before it.
_TELLS = re.compile(r"\b(?:thì|phải|được)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage with at most one thought about time.

    Attributes:
        text: on one line, without bullet and closing stop.
        told: the clause with what belongs to it but names no span; holds `text`.
        spans: the spans of time in `text`, in their order.
        follows: whether it goes on with the enumeration of the clause before.
        is_listed: whether a dash, plus or star opens it.
    """

    text: str
    told: str
    spans: tuple[Quantity, ...]
    follows: bool
    is_listed: bool


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text in their order; nothing is left out but parts in brackets."""
    ended = "."
    # Long runs of blanks would make the searches for seams slow.
    for sentence in _SENTENCE_END.split("\n".join(paragraphs(text))):
        line = one_line(_PARTS.sub(" ", sentence))
        if line:
            yield from _clauses(line, ended)
            ended = line[-1]


def _clauses(line: str, ended: str) -> Iterator[Clause]:
    """Yield the clauses of a sentence; what names no span goes to the clause it belongs to."""
    follows = ended in ";:,"
    for group in _grouped(_CLAUSE_END.split(line)):
        first = _bare(group[0])
        yield Clause(
            text=first,
            told=_bare("; ".join(group)),
            spans=quantities(first),
            follows=follows or _is_lettered(group[0]),
            is_listed=group[0][:1] in "-–+*•",
        )
        follows = True


def _grouped(pieces: list[str]) -> list[list[str]]:
    """Return pieces by clause: an opening without span joins the next, a tail the one before."""
    groups: list[list[str]] = []
    opening = ""
    for piece in filter(None, map(str.strip, pieces)):
        whole = f"{opening}; {piece}" if opening else piece
        opening = ""
        if not _has_span(whole) and _OPENS.match(_bare(whole)):
            opening = whole
        elif _has_span(whole) or not groups or not _is_tail(piece):
            groups.append([whole])
        else:
            groups[-1].append(piece)
    if opening and groups and not _TELLS.search(opening):
        groups[-1].append(opening)
    elif opening:
        groups.append([opening])
    return groups


def _has_span(text: str) -> bool:
    """Tell whether a text names a span of time."""
    return bool(quantities(text))


def _is_tail(piece: str) -> bool:
    """Tell whether a piece without span only goes on with the one before."""
    return not re.match(r"thời (?:gian|hạn)|không|\(?[a-zđ]\)", piece, re.IGNORECASE)


def _is_lettered(piece: str) -> bool:
    return re.match(r"[a-zđ]\)\s", piece) is not None


def _bare(text: str) -> str:
    """Return a piece without bullet, stop and brackets that have no partner."""
    bare = _BULLET.sub("", text).strip(" .;:,")
    if bare.count(")") > bare.count("("):
        bare = bare.replace(")", " ", 1)
    return one_line(bare)
