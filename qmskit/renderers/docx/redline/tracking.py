"""The marks of tracked changes: who, when, and a number that no other mark has."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from enum import StrEnum

from lxml import etree

from qmskit.renderers.docx.sources import W

# Where pages end nobody decides: it follows from the text.
_PAGING = frozenset(f"{W}{name}" for name in ("keepNext", "keepLines", "widowControl"))
_NO_TAGS: frozenset[str] = frozenset()
# What the remembered properties of a paragraph and a section may not hold.
APART = {
    "pPr": frozenset({f"{W}rPr", f"{W}sectPr", f"{W}pPrChange"}),
    "sectPr": frozenset({f"{W}headerReference", f"{W}footerReference", f"{W}sectPrChange"}),
}


class Side(StrEnum):
    """Which of two documents has something; the value is the name of its mark."""

    BOTH = ""
    NEW = "ins"
    OLD = "del"


class Tracker:
    """Makes marks of one person and day, numbered one after another."""

    def __init__(self, author: str, on: date, numbers: Iterator[int]) -> None:
        self._about = {f"{W}author": author, f"{W}date": f"{on.isoformat()}T00:00:00Z"}
        self._numbers = numbers

    def number(self) -> str:
        """Return a number that nothing else has."""
        return str(next(self._numbers))

    def mark(self, tag: str) -> etree._Element:
        """Return an empty mark, such as `ins` or `rPrChange`."""
        return etree.Element(f"{W}{tag}", {f"{W}id": self.number(), **self._about})

    def properties(
        self, kind: str, old: etree._Element | None, new: etree._Element | None
    ) -> etree._Element | None:
        """Return properties of the new document, remembering those of the old where they differ.

        Args:
            kind: the element, such as `pPr`; what lies `APART` is taken from `new` untracked.
        """
        apart = APART.get(kind, _NO_TAGS)
        before, after = _kept(old, apart), _kept(new, apart)
        if canonical(_seen(before)) == canonical(_seen(after)):
            return None if new is None else deepcopy(new)
        written = etree.Element(f"{W}{kind}") if new is None else deepcopy(new)
        change = self.mark(f"{kind}Change")
        remembered = etree.SubElement(change, f"{W}{kind}")
        remembered.extend(map(deepcopy, before))
        written.append(change)
        return written


def canonical(elements: Iterable[etree._Element]) -> bytes:
    """Return elements as bytes that are equal where they mean the same."""
    return b"".join(map(canonical_xml, elements))


def canonical_xml(element: etree._Element) -> bytes:
    """Return an element as bytes; namespaces it does not use do not count."""
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _seen(properties: Iterable[etree._Element]) -> Iterator[etree._Element]:
    return (one for one in properties if one.tag not in _PAGING)


def _kept(properties: etree._Element | None, apart: frozenset[str]) -> list[etree._Element]:
    return [] if properties is None else [one for one in properties if one.tag not in apart]
