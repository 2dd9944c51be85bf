"""What becomes of the lines of a dossier: handed in, shown, or only a note."""

import re
from dataclasses import replace

from qmskit.model.procedures import ChannelMethod, DossierCase, DossierItem, PaperUse
from qmskit.model.texts import clean, folded

_MARKS = re.compile(r"^[\W_]+")
_NOTE_CASE = re.compile(r"luu y\b")
_SHOWN_CASE = re.compile(r"(?:cac )?(?:giay to|ho so)? ?(?:phai )?xuat trinh\b")

# Who is told what to do is not a paper; a line that leads to the list behind it is none either.
_NOTE = re.compile(
    r"luu y\b|nguoi tiep nhan\b|co quan dang ky\b"
    r"|(?:nguoi|truong hop)\b.*\b(?:giay to|tai lieu|ho so)(?: sau)?(?: day)?(?: gom)?:$"
)
_CONDITION = re.compile(r"truong hop\b.*\bthi\b")
# A condition may ask for a paper after all: `thì phải có văn bản cam đoan`.
_ASKS = re.compile(
    r"(?<!khong )\bphai (?:co|nop|gui|xuat trinh|kem|bo sung|cung cap)\b"
    r"|\bthi (?:can )?(?:nop|gui|kem|xuat trinh|bo sung|cung cap|thay bang)\b"
)
_HANDED_IN = re.compile(r"(?<!khong )\bphai (?:nop|gui)\b")

_CLOSING = re.compile(r"\([^()]*\)[ .;,]*$")
_MORE = re.compile(r"[.;] ?\S")

_METHODS = {
    ChannelMethod.DIRECT: re.compile(
        r"\b(?:hinh thuc|nop ho so|nop) truc tiep\b|\btruc tiep tai (?:trung tam|bo phan|uy ban)\b"
    ),
    ChannelMethod.ONLINE: re.compile(
        r"\b(?:hinh thuc|nop ho so|nop) truc tuyen\b"
        r"|\bgui kem (?:theo|trong) ho so\b.*\btruc tuyen\b"
    ),
    ChannelMethod.POSTAL: re.compile(r"\bqua (?:he thong |dich vu )?buu chinh\b"),
}


def understood(cases: tuple[DossierCase, ...]) -> tuple[DossierCase, ...]:
    """Return the cases with use and methods of every line, as far as the words tell them.

    A line is a note only where it asks for no original and no copy, and its case or its own words
    say so. Methods are given only where they hold for the whole line. Everything else stays
    to be handed in, on every channel. No line is moved, renamed or dropped.
    """
    return tuple(
        replace(case, items=tuple(_item(item, _words(case.name)) for item in case.items))
        for case in cases
    )


def _item(item: DossierItem, case: str) -> DossierItem:
    words = _words(item.name)
    methods = item.methods or _methods(words) or _methods(case)
    return replace(item, use=_use(item, words, case), methods=methods)


def _words(text: str) -> str:
    return _MARKS.sub("", folded(clean(text)))


def _use(item: DossierItem, words: str, case: str) -> PaperUse:
    if not item.is_counted and _is_note(words, case):
        return PaperUse.NOTE
    if _SHOWN_CASE.match(case) and not _HANDED_IN.search(words):
        return PaperUse.PRESENT
    return item.use


def _is_note(words: str, case: str) -> bool:
    if _NOTE_CASE.match(case) or _NOTE.match(words):
        return True
    return _CONDITION.match(words) is not None and not _ASKS.search(words)


def _methods(words: str) -> tuple[ChannelMethod, ...]:
    """Return the methods that hold for a whole line; () where the words are not certain.

    Certain is a condition in brackets at its end, which may name two (`nếu người có yêu cầu lựa
    chọn nộp hồ sơ theo hình thức trực tiếp hoặc gửi hồ sơ qua hệ thống bưu chính`), and the only
    method of a single sentence: in a longer line it may belong to one of its sentences.
    """
    named = _named(words)
    closing = _CLOSING.search(words)
    if closing and "neu " in closing.group():
        return named if named == _named(closing.group()) else ()
    return named if len(named) == 1 and (closing or not _MORE.search(words)) else ()


def _named(words: str) -> tuple[ChannelMethod, ...]:
    return tuple(method for method, wording in _METHODS.items() if wording.search(words))
