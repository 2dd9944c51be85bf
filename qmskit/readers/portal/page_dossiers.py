"""Papers of a portal page: tables whose headings, names, forms and numbers are glued together.

`* Giấy tờ phải nộp:` + head + `Tờ khai …Mau.docx1 bản chínhBản sao …1 bản chính,1 bản sao` + the
heading of the next case + head …: a row ends with its number of copies.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from qmskit.model.procedures import DossierCase, DossierItem
from qmskit.readers.portal.page_citations import symbol_ends
from qmskit.readers.prose.dossiers import understood

_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_UNNAMED = "--"
_QUANTITY = re.compile(
    r"(?P<run>\d{1,8}) bản (?:chính(?:, ?(?P<both>\d{1,2}) bản sao)?|(?P<copies>sao))"
)
_MOST_DIGITS = 2
# Blanks and a number of copies may stand between two rows.
_LONGEST_GAP = 40
_FILE = r"\.(?:docx?|pdf|xlsx?|rtf|zip|rar|jpe?g|png)"
_FILES = re.compile(rf".+?{_FILE}", re.IGNORECASE | re.DOTALL)
_ENDS_IN_FILE = re.compile(rf".*{_FILE}", re.IGNORECASE | re.DOTALL)
_LONGEST_FILE_NAME = 150


def dossier(tables: str) -> tuple[tuple[DossierCase, ...], tuple[str, ...]]:
    """Return the cases in the order of the page, and what is no case.

    That is the text of a section without any table, and rows that have a number but no name.
    """
    first, *parts = tables.split(_HEAD)
    if not parts:
        return (), (tables.strip(),)
    cases: list[DossierCase] = []
    left: list[str] = []
    heading = first
    for part in parts:
        table = _Table(part)
        cases.append(DossierCase(_name(heading), tuple(table.items)))
        left.extend(table.nameless)
        heading = table.behind
    if heading.strip():
        cases[-1] = replace(cases[-1], items=(*cases[-1].items, DossierItem(heading.strip())))
    return understood(tuple(case for case in cases if case.name or case.items)), tuple(left)


def _name(heading: str) -> str:
    return "" if heading.strip() == _UNNAMED else heading.strip()


class _Table:
    """One table: its papers, its rows without a name, and what stands behind its last row."""

    def __init__(self, part: str) -> None:
        self.items: list[DossierItem] = []
        self.nameless: list[str] = []
        start = 0
        for found in _QUANTITY.finditer(part):
            at = _begins(part, start, found)
            if at is None:
                continue
            name = part[start:at].strip()
            if name:
                self.items.append(_item(name, int(part[at : found.end("run")]), found))
            else:
                self.nameless.append(found.group())
            start = found.end()
        self.behind = part[start:]


def _begins(part: str, start: int, found: re.Match[str]) -> int | None:
    """Return where the number of a row begins, or None where the words are part of a name.

    A number inside of a name has blanks around it (`nộp 01 bản chính tờ khai`) or is put in
    brackets; the end of a row is glued to the name before it and to the row behind it.
    """
    name = part[max(start, found.start() - 1) : found.start()]
    behind = part[found.end() : found.end() + _LONGEST_GAP]
    if name in {*"([“"} or behind[:1] in {*");,.:/"}:
        return None
    if not name:
        return None if behind[:1].isspace() else found.start()
    if name.isspace():
        return _after_blank(found) if _is_glued(behind) else None
    return None if behind[:1].isspace() and behind.strip()[:1].islower() else _after_name(found)


def _is_glued(behind: str) -> bool:
    """Tell whether a row ends here: nothing follows, or a row that is no number itself."""
    return not behind or not (behind[0].isspace() or _QUANTITY.match(behind))


def _after_blank(found: re.Match[str]) -> int:
    """Return where the number begins behind a blank: `năm 20241 bản chính` is 2024 and 1."""
    run = found["run"]
    is_whole = len(run) == 1 or (len(run) == _MOST_DIGITS and run[0] == "0")
    return found.start() if is_whole else found.end("run") - 1


def _after_name(found: re.Match[str]) -> int:
    """Return where the number begins behind a name: `mẫu 20.031 bản chính` is 20.03 and 1."""
    run, before = found["run"], found.string[found.start() - 1]
    is_whole = len(run) <= _MOST_DIGITS and run[0] != "0" and before not in {*"./-_"}
    return found.start() if is_whole or len(run) == 1 else found.end("run") - 1


def _item(words: str, number: int, found: re.Match[str]) -> DossierItem:
    name, files = _forms(words)
    both = int(found["both"]) if found["both"] else None
    originals, copies = (None, number) if found["copies"] else (number, both)
    return DossierItem(name, originals, copies, attachments=files)


def _forms(words: str) -> tuple[str, tuple[str, ...]]:
    """Return the name of a paper and the files glued behind it.

    Where no seam shows, nobody knows where the file's name begins: all stays in the paper's name.
    """
    if not _ENDS_IN_FILE.fullmatch(words):
        return words, ()
    seam = next((at for at in _seams(words) if len(words) - at <= _LONGEST_FILE_NAME), 0)
    if not seam:
        return words, ()
    return words[:seam].strip(), tuple(file.strip() for file in _FILES.findall(words[seam:]))


def _seams(words: str) -> Iterator[int]:
    """Yield the places, from the left, where two cells may have been glued together."""
    symbols = set(symbol_ends(words))
    for at in range(1, len(words)):
        if words[at].isalnum() and (at in symbols or _is_seam(words, at)):
            yield at


def _is_seam(words: str, at: int) -> bool:
    before, here = words[at - 1], words[at]
    if before == ".":
        return not _is_dotted(words, at)
    if not here.isupper() or before in {*");:”"}:
        return before in {*");:”"}
    # `VNeID` is one word; behind capitals the next one opens a word when a small letter follows.
    if before.isupper():
        return _is_capitals(words[max(0, at - 3) : at]) and words[at + 1 : at + 2].islower()
    return before.isdigit() or (before.islower() and not words[at - 2 : at - 1].isupper())


def _is_capitals(word: str) -> bool:
    return word.isupper() and word.isalpha()


def _is_dotted(words: str, at: int) -> bool:
    """Tell whether the point before `at` belongs to a number, an abbreviation or an extension."""
    is_extension = re.match(_FILE, words[at - 1 :], re.IGNORECASE) is not None
    return is_extension or words[at - 2 : at - 1].isdigit()
