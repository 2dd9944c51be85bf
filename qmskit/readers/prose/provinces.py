"""Names of provinces in the names of issuers and of their texts."""

import re
from collections.abc import Iterator

from qmskit.model.texts import folded, one_line

_MARK = re.compile(r"\b(?:tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)
_LONGEST_NAME = 4


def other_provinces(text: str, own: str) -> tuple[str, ...]:
    """Return the provinces and cities that a text names, as written, when `own` is none of them.

    Args:
        own: name of the agency's province, with or without type; empty means unknown.

    Returns:
        Empty where the text names none, or where `own` is unknown: nothing can be told then.
    """
    named = tuple(dict.fromkeys(_named(text)))
    if not own or any(_bare(name) == _bare(own) for name in named):
        return ()
    return named


def _named(text: str) -> Iterator[str]:
    """Yield names such as `tỉnh Đồng Tháp`: the mark, and the capitalised words behind it."""
    line = one_line(text)
    for mark in _MARK.finditer(line):
        words: list[str] = []
        for word in line[mark.end() :].split()[:_LONGEST_NAME]:
            if not word[0].isupper():
                break
            words.append(word.rstrip(",.;:)–-"))
            if words[-1] != word:
                break
        if words:
            yield f"{mark[0].strip()} {' '.join(words)}"


def _bare(name: str) -> str:
    return folded(_MARK.sub("", one_line(name)))
