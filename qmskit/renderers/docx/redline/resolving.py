"""Tracked changes of a part accepted or rejected: the part as it reads afterwards."""

from enum import Enum

from lxml import etree

from qmskit.renderers.docx.redline.preparing import unwrap
from qmskit.renderers.docx.redline.tracking import APART
from qmskit.renderers.docx.sources import W

_CAME = tuple(f"{W}{name}" for name in ("ins", "moveTo"))
_WENT = tuple(f"{W}{name}" for name in ("del", "moveFrom"))
_RANGES = tuple(
    f"{W}{name}"
    for name in (
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
        "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "numberingChange", "cellMerge",
    )
)  # fmt: skip
_LOOKS = ("rPr", "pPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr")
_CHANGES = tuple(f"{W}{name}Change" for name in (*_LOOKS, "tblGrid"))
_CELLS = {f"{W}cellIns": True, f"{W}cellDel": False}
_ROW_HEAD, _P, _LINK = f"{W}trPr", f"{W}p", f"{W}hyperlink"
_PROPERTIES = f"{W}pPr"
_LETTERS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}


class Answer(Enum):
    """What is done with tracked changes; the value tells whether the new text stays."""

    ACCEPT = True
    REJECT = False


def resolve(root: etree._Element, answer: Answer) -> None:
    """Accept or reject all tracked changes of a part, in place."""
    if next(root.iter(*_CAME, *_WENT, *_CHANGES, *_CELLS, *_RANGES), None) is None:
        return
    stays, goes = (_CAME, _WENT) if answer.value else (_WENT, _CAME)
    for one in [*root.iter(*_CHANGES)]:
        _resolve_look(one, answer)
    for one in [*root.iter(*_CELLS)]:
        _resolve_cell(one, answer)
    _resolve_rows(root, stays, goes)
    _resolve_content(root, stays, goes)
    _resolve_ends(root, goes)
    for one in [*root.iter(*_CAME, *_WENT, *_RANGES)]:
        _drop(one)


def _resolve_content(root: etree._Element, stays: tuple[str, ...], goes: tuple[str, ...]) -> None:
    for one in [*root.iter(*goes)]:
        if not _is_mark(one):
            _drop(one)
    for one in [*root.iter(*stays)]:
        if not _is_mark(one):
            unwrap(one)
    for one in [*root.iter(*_LETTERS)]:
        one.tag = _LETTERS[str(one.tag)]
    for link in [*root.iter(_LINK)]:
        if not len(link):
            _drop(link)


def _resolve_look(change: etree._Element, answer: Answer) -> None:
    """Drop what a mark remembers, or put it back in place."""
    owner = change.getparent()
    if owner is None:
        return
    owner.remove(change)
    if answer is Answer.ACCEPT:
        return
    apart = APART.get(etree.QName(owner).localname, frozenset())
    for one in [*owner]:
        if one.tag not in apart:
            owner.remove(one)
    remembered = list(change[0]) if len(change) else []
    if owner.tag == _PROPERTIES:
        owner[:0] = remembered
    else:
        owner.extend(remembered)


def _resolve_cell(mark: etree._Element, answer: Answer) -> None:
    cell = next(mark.iterancestors(f"{W}tc"), None)
    _drop(mark)
    if cell is not None and _CELLS[str(mark.tag)] is not answer.value:
        _drop(cell)


def _resolve_rows(root: etree._Element, stays: tuple[str, ...], goes: tuple[str, ...]) -> None:
    for head in [*root.iter(_ROW_HEAD)]:
        row, marks = head.getparent(), {str(one.tag) for one in head}
        table = row.getparent() if row is not None else None
        for one in [one for one in head if one.tag in (*stays, *goes)]:
            head.remove(one)
        if row is not None and table is not None and marks & {*goes}:
            table.remove(row)
            if table.find(f"{W}tr") is None:
                _drop(table)


def _resolve_ends(root: etree._Element, goes: tuple[str, ...]) -> None:
    """Join paragraphs whose end goes to those that follow."""
    for paragraph in [*root.iter(_P)]:
        look = paragraph.find(f"{_PROPERTIES}/{W}rPr")
        if look is None or not any(one.tag in goes for one in look):
            continue
        after = paragraph.getnext()
        content = [one for one in paragraph if one.tag != _PROPERTIES]
        if after is not None and after.tag == _P:
            at = 1 if after.find(_PROPERTIES) is not None else 0
            after[at:at] = content
            _drop(paragraph)
        elif not content and after is not None:
            _drop(paragraph)


def _is_mark(element: etree._Element) -> bool:
    """Tell whether an element marks a property, not what it holds."""
    parent = element.getparent()
    return parent is not None and parent.tag in (f"{W}rPr", _ROW_HEAD, f"{W}numPr")


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
