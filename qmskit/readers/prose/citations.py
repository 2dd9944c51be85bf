"""Numbers of legal texts as the sources write them, and in their usual form."""

import re

from qmskit.model.procedures import LegalBasis
from qmskit.model.texts import clean, one_line
from qmskit.readers.prose.letters import LOWER, VOWELS

# Kinds of legal texts as titles begin; a name that another one begins with stands behind it.
KINDS_OF_TEXTS = (
    "Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị"
    "|Thông tư liên tịch|Thông tư|Công văn|Văn bản hợp nhất"
)
# One part of a symbol. A capital with which a word begins belongs to that word, not to the symbol:
# `85/2019/TT-BTCNghị định` is a number and the next title glued behind.
_PART = rf"(?:TTg|CP|QH\d{{1,2}}|[A-ZĐ]+\d++|[A-ZĐ]+(?![hr{VOWELS}]|(?<=N)g))"
_KINDS = r"(?:QĐ|NQ|NĐ|TT|TTLT|CT|VBHN|KH|TB|HD|CV)"
# `66.18`, `09b`, `08.a`, `09.`: a letter belongs to the number, a closing point does not.
_FIGURES = r"\d+(?:\.\d+)*(?:\.?[a-zđ](?![a-zđ]))?"
_NUMBER = re.compile(
    rf"(?<![\w/.])(?P<figures>{_FIGURES})\.?\s*/\s*"
    rf"(?:(?P<year>(?:1[89]|20)\d\d)\s*/\s*(?P<symbol>{_PART}(?:[-–/&]{_PART})*)"
    rf"|(?P<bare>{_KINDS}(?:[-–/&]{_PART})+))"
)
_SPACED = re.compile(rf"(?<![A-ZĐ])({_KINDS})\s*[-–]\s*(?=[A-ZĐ]{{2}})")
_GLUED_WORD = re.compile(rf"(?<=[{LOWER}])(?=\d+(?:\.\d+)*/\d{{4}}/[A-ZĐ])")
# A title that names its own number, not that of a text it changes or guides; the sources also write
# `Luat` and `Luất`.
_TITLE = re.compile(
    rf"(?:{KINDS_OF_TEXTS}|Lu[aấ]t)"
    r"(?:(?!sửa đổi|bổ sung|hướng dẫn|quy định|thi hành|bãi bỏ|thay thế|[,;(])[^\d])*\Z",
    re.IGNORECASE,
)


def legal_basis(number: str, title: str) -> LegalBasis:
    """Return a legal text as a record cites it.

    Args:
        number: what the source writes as the number, with whatever stands around it; may be empty.
        title: the source's title; may be empty. Where `number` is empty, a number with which the
            title names the text itself is taken; the title stays whole.

    Returns:
        The number in its usual form, "" where the source gives none, and what the source wrote for
        it where that is something else.
    """
    cited = one_line(clean(number))
    usual = normal_number(cited) if cited else _own_number(title)
    return LegalBasis(usual, title, "" if cited == usual else cited)


def numbers_in(text: str) -> tuple[str, ...]:
    """Return all numbers of legal texts in `text`, in usual form and order, none twice.

    A number without a year counts where its symbol is one of administrative texts (`2298/QĐ-UBND`),
    so that numbers of forms (`04/ĐK`) do not.
    """
    return tuple(dict.fromkeys(_usual(found) for found in _NUMBER.finditer(_evened(text))))


def normal_number(text: str) -> str:
    """Return the first number of a legal text in `text` in its usual form; "" when none."""
    found = _NUMBER.search(_evened(text))
    return _usual(found) if found else ""


def text_number(text: str) -> str:
    """Return a number of a legal text in its usual form; what is none in that form stays.

    `Nghị định số 123/2015/NĐ-CP ngày …` gives `123/2015/NĐ-CP`; `TCVN ISO 9001:2015` is kept, and
    so is a number that was cut: `11/2020/TT-`.
    """
    line = one_line(clean(text)).replace("Ð", "Đ")
    return line if line.endswith(("-", "/")) else normal_number(line) or line


def _evened(text: str) -> str:
    """Return `text` with the letter Đ as Vietnamese writes it, and symbols in one piece."""
    line = one_line(clean(text)).replace("Ð", "Đ")
    return _GLUED_WORD.sub(" ", _SPACED.sub(r"\1-", line))


def _usual(found: re.Match[str]) -> str:
    parts = (found["figures"], found["year"], found["symbol"] or found["bare"])
    return "/".join(part for part in parts if part).replace("–", "-")


def _own_number(title: str) -> str:
    line = _evened(title)
    found = _NUMBER.search(line)
    return _usual(found) if found and _TITLE.match(line[: found.start()]) else ""
