"""A paragraph as a row of words, marks, drawings and fields that are compared one by one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree

from qmskit.renderers.docx.redline.fields import SIMPLE_FIELD
from qmskit.renderers.docx.redline.signing import signature
from qmskit.renderers.docx.redline.tracking import canonical_xml
from qmskit.renderers.docx.sources import W

# What belongs to the sign before it: tones and other accents, selectors, joined pictures.
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
_TOKEN = re.compile(
    rf"\d+(?:[.,/]\d+)+(?![\w{_ACCENTS}])|[\w{_ACCENTS}]+|\s+"
    rf"|[^\w\s](?:[{_ACCENTS}]|\u200d[^\s])*"
)
_PLACE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|DATE|TIME)\b", re.IGNORECASE)
_RUN, _LINK, _TEXT, _LOOK = f"{W}r", f"{W}hyperlink", f"{W}t", f"{W}rPr"
_POINTS = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
)
_COMMENT = f"{W}commentReference"
_PICTURES = frozenset({"drawing", "pict", "object", "AlternateContent"})


class Kind(Enum):
    """What an atom is made of."""

    TEXT = auto()
    CHILD = auto()
    RUNS = auto()
    POINT = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest part of a paragraph that is kept, inserted or deleted as a whole.

    Attributes:
        key: what is compared; of text the letters themselves.
        properties: of its run.
        look: the same as bytes to compare.
        link: the hyperlink around.
        link_key: the same as letters to compare; "" without one.
        elements: what it is made of: one child of a run, whole runs, or a mark between runs.
    """

    kind: Kind
    key: str
    properties: etree._Element | None = None
    look: bytes = b""
    link: etree._Element | None = None
    link_key: str = ""
    elements: tuple[etree._Element, ...] = ()


def atoms_of(paragraph: etree._Element) -> tuple[Atom, ...]:
    """Return the atoms of a paragraph in their order."""
    return tuple(_atoms(paragraph, None))


def is_picture(element: etree._Element) -> bool:
    """Tell whether a child of a run is drawn."""
    return etree.QName(element).localname in _PICTURES


def words_of(text: str) -> list[str]:
    """Return the words of a text, and what stands between; no letter is parted from its tone."""
    return _TOKEN.findall(text)


def _atoms(parent: etree._Element, link: etree._Element | None) -> Iterator[Atom]:
    field: list[etree._Element] = []
    depth = 0
    for child in parent:
        if child.tag == _RUN:
            begins, ends = _field_marks(child)
            if begins or depth:
                field.append(child)
                depth = max(0, depth + begins - ends)
                if not depth:
                    yield _field(field, link)
                    field = []
            else:
                yield from _of_run(child, link)
            continue
        # A field that reaches further than the runs of one place is no atom.
        yield from _of_runs(field, link)
        field, depth = [], 0
        yield from _between_runs(child, link)
    yield from _of_runs(field, link)


def _between_runs(child: etree._Element, link: etree._Element | None) -> Iterator[Atom]:
    if child.tag == _LINK:
        yield from _atoms(child, child)
    elif child.tag in _POINTS:
        yield Atom(Kind.POINT, "", elements=(child,))
    elif child.tag == SIMPLE_FIELD:
        yield _field([child], link)
    elif str(child.tag).endswith(("}oMath", "}oMathPara")):
        yield Atom(Kind.RUNS, signature(child).decode(), elements=(child,))


def _of_runs(runs: Iterable[etree._Element], link: etree._Element | None) -> Iterator[Atom]:
    return (atom for run in runs for atom in _of_run(run, link))


def _field_marks(run: etree._Element) -> tuple[int, int]:
    kinds = [one.get(f"{W}fldCharType") for one in run.iterchildren(f"{W}fldChar")]
    return kinds.count("begin"), kinds.count("end")


def _field(runs: list[etree._Element], link: etree._Element | None) -> Atom:
    """Return a field as one atom; what is counted anew on every page is compared by its name."""
    asked = "".join(
        run.get(f"{W}instr", "") or "".join(_letters(run, f"{W}instrText")) for run in runs
    )
    shown = (
        ""
        if _PLACE_FIELD.match(asked)
        else "".join(text for run in runs for text in _letters(run, _TEXT))
    )
    return Atom(Kind.RUNS, f"\0{asked}\0{shown}", None, b"", link, _link_key(link), tuple(runs))


def _letters(run: etree._Element, tag: str) -> Iterator[str]:
    return (one.text or "" for one in run.iter(tag))


def _of_run(run: etree._Element, link: etree._Element | None) -> Iterator[Atom]:
    properties = run.find(_LOOK)
    look = b"" if properties is None or not len(properties) else canonical_xml(properties)
    shared = (properties, look, link, _link_key(link))
    if run.find(_COMMENT) is not None:
        yield Atom(Kind.POINT, "", elements=(run,))
        return
    for child in run:
        if child.tag == _TEXT:
            for word in words_of(child.text or ""):
                yield Atom(Kind.TEXT, word, *shared)
        elif child.tag != _LOOK:
            yield Atom(Kind.CHILD, f"\0{signature(child).decode()}", *shared, (child,))


def _link_key(link: etree._Element | None) -> str:
    return "" if link is None else repr(sorted(_about(link)))


def _about(link: etree._Element) -> Iterable[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in link.items())
