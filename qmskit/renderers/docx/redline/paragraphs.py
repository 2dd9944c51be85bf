"""Paragraphs with marks: words that came and went, and marks of paragraphs that did."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import groupby

from lxml import etree

from qmskit.renderers.docx.redline.atoms import Atom, Kind, atoms_of
from qmskit.renderers.docx.redline.fields import SIMPLE_FIELD, spelled_out
from qmskit.renderers.docx.redline.tracking import Side, Tracker
from qmskit.renderers.docx.redline.words import Piece, one_sided, overlaid
from qmskit.renderers.docx.sources import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOK = f"{W}rPr"
_DELETED = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_BOXES = f"{W}txbxContent"


def merged(old: etree._Element, new: etree._Element, tracker: Tracker) -> etree._Element:
    """Return a paragraph that both documents have, with the words that differ."""
    properties = tracker.properties("pPr", old.find(f"{W}pPr"), new.find(f"{W}pPr"))
    return _paragraph(properties, overlaid(atoms_of(old), atoms_of(new)), tracker)


def whole(paragraph: etree._Element, side: Side, tracker: Tracker) -> etree._Element:
    """Return a paragraph that only one document has, its end included."""
    properties = deepcopy(paragraph.find(f"{W}pPr"))
    written = _paragraph(properties, one_sided(atoms_of(paragraph), side), tracker)
    return ended(written, side, tracker)


def ending(
    paragraph: etree._Element,
    side: Side,
    ends: tuple[etree._Element, etree._Element],
    tracker: Tracker,
) -> etree._Element:
    """Return a paragraph that only one document has, but whose end both have.

    Args:
        ends: the paragraphs that end here in the old and in the new document.
    """
    properties = tracker.properties("pPr", *(one.find(f"{W}pPr") for one in ends))
    return _paragraph(properties, one_sided(atoms_of(paragraph), side), tracker)


def opening(
    old: etree._Element, new: etree._Element, side: Side, tracker: Tracker
) -> etree._Element:
    """Return a paragraph that both documents have, but whose end only one has."""
    owner = new if side is Side.NEW else old
    properties = deepcopy(owner.find(f"{W}pPr"))
    written = _paragraph(properties, overlaid(atoms_of(old), atoms_of(new)), tracker)
    return ended(written, side, tracker)


def ended(paragraph: etree._Element, side: Side, tracker: Tracker) -> etree._Element:
    """Mark the end of a paragraph as inserted or deleted, and return it."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, properties)
    look = properties.find(_LOOK)
    if look is None:
        look = properties.makeelement(_LOOK)
        after = (properties.find(f"{W}{name}") for name in ("sectPr", "pPrChange"))
        place = next((one for one in after if one is not None), None)
        if place is None:
            properties.append(look)
        else:
            place.addprevious(look)
    look.insert(0, tracker.mark(side))
    return paragraph


def _paragraph(
    properties: etree._Element | None, pieces: Iterable[Piece], tracker: Tracker
) -> etree._Element:
    written = etree.Element(f"{W}p", nsmap={"w": W[1:-1]})
    if properties is not None:
        written.append(properties)
    for (_key, _points), linked in groupby(pieces, _link_group):
        group = list(linked)
        link = group[0].atom.link
        place = written
        if link is not None:
            place = etree.SubElement(
                written, link.tag, {str(name): str(value) for name, value in link.items()}
            )
        for (side, is_point), same in groupby(group, _side_group):
            if is_point:
                place.extend(deepcopy(one) for piece in same for one in piece.atom.elements)
            else:
                _write(place, side, list(same), tracker)
    return written


def _link_group(piece: Piece) -> tuple[str, bool]:
    return piece.atom.link_key, piece.atom.kind is Kind.POINT


def _side_group(piece: Piece) -> tuple[Side, bool]:
    return piece.side, piece.atom.kind is Kind.POINT


def _write(place: etree._Element, side: Side, pieces: list[Piece], tracker: Tracker) -> None:
    """Write pieces of one side as runs, of one document alone below a mark."""
    if side is not Side.BOTH:
        place.append(tracker.mark(side))
        place = place[-1]
    for (is_whole, _look, _old), alike in groupby(pieces, _run_group):
        group = list(alike)
        if is_whole:
            elements = [one for piece in group for one in piece.atom.elements]
            place.extend(_tracked(elements, side))
        else:
            place.append(_run(group, tracker))
    if side is Side.OLD:
        _as_deleted(place, tracker)


def _tracked(elements: Iterable[etree._Element], side: Side) -> Iterator[etree._Element]:
    """Yield copies of runs and fields as they can stand below a mark."""
    for one in elements:
        if side is Side.BOTH or one.tag != SIMPLE_FIELD:
            yield deepcopy(one)
        else:
            yield from spelled_out(one)


def _run_group(piece: Piece) -> tuple[bool, bytes, bytes]:
    before = piece.before or piece.atom
    return piece.atom.kind is Kind.RUNS, piece.atom.look, before.look


def _run(pieces: list[Piece], tracker: Tracker) -> etree._Element:
    """Return pieces of one look as a run; it remembers the look it had."""
    run = etree.Element(f"{W}r")
    atom, before = pieces[0].atom, pieces[0].before
    properties = (
        deepcopy(atom.properties)
        if before is None
        else tracker.properties("rPr", before.properties, atom.properties)
    )
    if properties is not None:
        run.append(properties)
    for kind, group in groupby((piece.atom for piece in pieces), lambda one: one.kind):
        if kind is Kind.TEXT:
            run.append(_text(group))
        else:
            run.extend(deepcopy(one) for each in group for one in each.elements)
    return run


def _text(atoms: Iterable[Atom]) -> etree._Element:
    text = etree.Element(f"{W}t")
    text.text = "".join(atom.key for atom in atoms)
    if text.text.strip() != text.text:
        text.set(_SPACE, "preserve")
    return text


def _as_deleted(mark: etree._Element, tracker: Tracker) -> None:
    """Name letters as Word names those that went; what a text box holds goes with its drawing.

    Drawings get numbers anew: those of the new document may be the same.
    """
    for drawing in mark.iter("{*}docPr"):
        drawing.set("id", tracker.number())
    for letters in [*mark.iter(*_DELETED)]:
        if next(letters.iterancestors(_BOXES), None) is None:
            letters.tag = _DELETED[str(letters.tag)]
