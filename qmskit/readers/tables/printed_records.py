"""What a printed procedure document says of the State's record: name, limit, legal texts."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from qmskit.model.procedures import Channel, ChannelMethod, LegalBasis, Procedure
from qmskit.model.texts import one_line, paragraphs, without_bullet
from qmskit.readers.prose.citations import legal_basis
from qmskit.readers.prose.limits import limit_in
from qmskit.readers.tables.printed import read_printed
from qmskit.readers.tables.word import word_text

_NUMBERED = r"(?:\d+(?:\.\d+)*\.?\s*)?(?:[a-zđ]\s?[.)]?\s+)?"
_LIMIT = re.compile(rf"{_NUMBERED}Thời hạn giải quyết\s*:\s*(?P<words>\S.*)", re.IGNORECASE)
_LEGAL_BASES = re.compile(
    rf"{_NUMBERED}(?:Căn cứ|Cơ sở) pháp lý(?: của thủ tục hành chính)?\s*[:.]?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
# The next item; a legal text begins with its kind.
_NEXT_ITEM = re.compile(r"(?:[a-zđ]\s?[.)]|\d+(?:\.\d+)*\.)\s|Quy trình ", re.IGNORECASE)


def read_printed_record(path: Path, code: str = "", shown: str = "") -> Procedure:
    """Return what a printed procedure document says of the record it was made from.

    The limit stands in one channel of an unknown method, because a document prints one limit for
    whatever way to submit. Papers, fees and descriptions are not read: a document words them as it
    likes. What is not there stays empty.

    Args:
        path: a .docx file with one procedure.
        code: code of the procedure, where the document names none.
        shown: name of the file in messages; the path itself when empty.

    Raises:
        InvalidInputError: the file cannot be read, or holds no step table.
    """
    shown = shown or str(path)
    workflow = read_printed(path, shown)[0]
    lines = tuple(
        one_line(line)
        for item in word_text(path, shown)
        if isinstance(item, str)
        for line in paragraphs(item)
    )
    return Procedure(
        code=workflow.code or code,
        name=workflow.title,
        channels=tuple(_channels(lines)),
        legal_bases=tuple(_legal_bases(lines)),
    )


def _channels(lines: Iterable[str]) -> Iterator[Channel]:
    found = next((match for line in lines if (match := _LIMIT.fullmatch(line))), None)
    if found:
        yield Channel(ChannelMethod.UNKNOWN, limit_in(found["words"]))


def _legal_bases(lines: Iterable[str]) -> Iterator[LegalBasis]:
    """Yield the texts below the heading of legal bases, up to the next item."""
    is_inside = False
    for line in lines:
        heading = None if is_inside else _LEGAL_BASES.fullmatch(line)
        if heading:
            is_inside = True
            line = heading["rest"]  # noqa: PLW2901
        elif is_inside and _NEXT_ITEM.match(line):
            return
        if is_inside and line:
            yield legal_basis("", without_bullet(line).rstrip("; "))
