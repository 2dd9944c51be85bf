"""A part of a Word file made plain before it is compared: what has no words steps aside.

Content controls and smart tags are left out, their content stays; spelling marks and the places of
old page breaks go.
"""

from lxml import etree

from qmskit.renderers.docx.sources import W

_DROPPED = tuple(
    f"{W}{name}"
    for name in (
        "proofErr", "lastRenderedPageBreak", "noProof", "lang", "permStart", "permEnd",
        "smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr",
    )
)  # fmt: skip
_UNWRAPPED = tuple(
    f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")
)
_COMMENTS = tuple(
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


def prepared(root: etree._Element) -> etree._Element:
    """Return the part, changed in place."""
    for one in [*root.iter(*_DROPPED)]:
        _drop(one)
    for one in [*root.iter(*_UNWRAPPED)]:
        unwrap(one)
    for mark in [*root.iter(*_BOOKMARKS)]:
        _bring_into_paragraph(mark)
    return root


def without_comments(root: etree._Element) -> None:
    """Take the comments out of a part; what was said about old text is not handed on."""
    for one in [*root.iter(*_COMMENTS)]:
        _drop(one)


def without_bookmarks(root: etree._Element, names: frozenset[str]) -> None:
    """Take those bookmarks out of a part that have one of `names`."""
    taken = {
        one.get(f"{W}id")
        for one in root.iter(f"{W}bookmarkStart")
        if one.get(f"{W}name", "") in names
    }
    for one in [*root.iter(*_BOOKMARKS)]:
        if one.get(f"{W}id") in taken:
            _drop(one)


def unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = list(element)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _bring_into_paragraph(mark: etree._Element) -> None:
    """Move a bookmark that stands between paragraphs into the next one, else into the last."""
    parent = mark.getparent()
    if parent is None or parent.tag in (f"{W}p", f"{W}hyperlink"):
        return
    paragraph = next(mark.itersiblings(f"{W}p"), None)
    if paragraph is None:
        _drop(mark)
    else:
        has_properties = paragraph.find(f"{W}pPr") is not None
        paragraph.insert(1 if has_properties else 0, mark)
