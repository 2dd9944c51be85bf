"""Two Word files as one with tracked changes."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import count

from lxml import etree

from qmskit.language import translate as _
from qmskit.renderers.docx.redline.bodies import Bodies
from qmskit.renderers.docx.redline.carrying import carry_lists, carry_relations, carry_styles
from qmskit.renderers.docx.redline.notes import carry_notes
from qmskit.renderers.docx.redline.packages import OFFICE, Package, R
from qmskit.renderers.docx.redline.preparing import (
    prepared,
    without_bookmarks,
    without_comments,
)
from qmskit.renderers.docx.redline.resolving import Answer, resolve
from qmskit.renderers.docx.redline.running import Slot, lost, paired, running_parts, sections
from qmskit.renderers.docx.redline.tracking import Side, Tracker
from qmskit.renderers.docx.sources import DOCUMENT, W

_KINDS = {f"{W}headerReference": "header", f"{W}footerReference": "footer"}
_NUMBERED = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


def redlined(old: bytes, new: bytes, *, author: str, on: date) -> bytes:
    """Return the new Word file with tracked changes that lead to it from the old one.

    Accepting all changes gives the text and structure of `new`, rejecting all those of `old`.
    Words, paragraphs, rows, whole tables and drawings come and go; looks of letters and paragraphs
    that stayed are remembered, widths of tables and ends of pages are not. Styles are those of the
    new file. A change that one of the files tracks itself counts as accepted. Comments on old text
    and content controls are left out. The same files, author and day give the same bytes.
    LibreOffice may keep an empty line before or behind a table that came or went, and a paragraph
    in a frame, such as the mark of a draft, whichever way one answers.

    Args:
        author: who is named as the author of every change.
        on: the day of every change.

    Raises:
        InvalidInputError: one is no Word file that can be used; see `read_package`.
    """
    before, after = Package.read(old, _("tệp Word cũ")), Package.read(new, _("tệp Word mới"))
    redline = _Redline(before, after)
    redline.prepare()
    redline.write(author, on)
    return after.content()


def accepted(content: bytes) -> bytes:
    """Return a Word file with all its tracked changes accepted; see `redlined`."""
    return _resolved(content, Answer.ACCEPT)


def rejected(content: bytes) -> bytes:
    """Return a Word file with all its tracked changes rejected; see `redlined`."""
    return _resolved(content, Answer.REJECT)


def has_changes(content: bytes) -> bool:
    """Tell whether a Word file tracks any change of its text, its headers or its footers."""
    package = Package.read(content, _("tệp Word"))
    marked = (one for name in _parts(package) for one in package.root(name).iter(etree.Element))
    return any(f"{W}author" in one.attrib for one in marked)


def _resolved(content: bytes, answer: Answer) -> bytes:
    package = Package.read(content, _("tệp Word"))
    for name in _parts(package):
        resolve(package.root(name), answer)
    return package.content()


def _parts(package: Package) -> tuple[str, ...]:
    """Return the members that hold text: the document, its headers and footers."""
    return tuple(dict.fromkeys((DOCUMENT, *running_parts(package).values())))


class _Redline:
    """Two packages on the way to one; the new one becomes the redline."""

    def __init__(self, old: Package, new: Package) -> None:
        self._old, self._new = old, new
        runners = running_parts(old), running_parts(new)
        self._pairs = [(DOCUMENT, DOCUMENT), *paired(*runners)]
        self._lost = list(lost(*runners))
        # What became of each part of the old file.
        self._places = {old: new for old, new in reversed(self._pairs) if old}

    def prepare(self) -> None:
        """Let the old file speak of what the new one holds."""
        for package in (self._old, self._new):
            for name in _parts(package):
                resolve(package.root(name), Answer.ACCEPT)
                prepared(package.root(name))
        roots = [self._old.root(name) for name in _parts(self._old)]
        carry_styles(self._old, self._new, roots)
        carry_lists(self._old, self._new, roots)
        carry_notes(self._old, self._new, self._old.root(DOCUMENT))
        names = frozenset(
            one.get(f"{W}name", "")
            for part in _parts(self._new)
            for one in self._new.root(part).iter(f"{W}bookmarkStart")
        )
        for root in roots:
            without_comments(root)
            without_bookmarks(root, names)

    def write(self, author: str, on: date) -> None:
        """Write the marks."""
        numbers = count(self._last_number() + 1)
        for name in _parts(self._old):
            _renumber_bookmarks(self._old.root(name), numbers)
        tracker = Tracker(author, on, numbers)
        bodies = Bodies(tracker)
        _track_sections(sections(self._old), sections(self._new), tracker)
        for before, after in self._pairs:
            body = _body(self._new.root(after))
            if before:
                written = bodies.merged(_body(self._carried(before, after)), body)
            else:
                written = bodies.whole(body, Side.NEW)
            body[:] = [*written, *body.findall(f"{W}sectPr")]
        for slot, name in self._lost:
            self._bring_back(slot, name, bodies)

    def _carried(self, before: str, after: str) -> etree._Element:
        """Return a part of the old file as it can stand in a part of the new one."""
        root = deepcopy(self._old.root(before))
        carry_relations(self._old, before, root, self._new, after)
        for reference in root.iter(*_KINDS):
            self._carry_runner(reference)
        return root

    def _carry_runner(self, reference: etree._Element) -> None:
        """Let a section that went refer to what became of its header or footer, else to a copy."""
        kind, name = self._old.related(DOCUMENT).get(reference.get(f"{R}id", ""), ("", ""))
        if name not in self._old.members:
            return
        if name not in self._places:
            self._places[name] = self._new.adopt(self._old, name)
            root = self._new.root(self._places[name])
            root[:] = list(self._carried(name, self._places[name]))
        reference.set(f"{R}id", self._new.relation(DOCUMENT, kind, self._places[name]))

    def _bring_back(self, slot: Slot, name: str, bodies: Bodies) -> None:
        """Put a header or footer that went where it stood, as deleted text."""
        part = self._new.adopt(self._old, name)
        root = self._new.root(part)
        root[:] = bodies.whole(self._carried(name, part), Side.OLD)
        relation = self._new.relate(DOCUMENT, f"{OFFICE}/{_KINDS[slot.tag]}", part)
        there = sections(self._new)
        about = {f"{W}type": slot.pages, f"{R}id": relation}
        section = there[min(slot.section, len(there) - 1)]
        if any(one.get(f"{W}type") == slot.pages for one in section.iterchildren(slot.tag)):
            return
        section.insert(0, section.makeelement(slot.tag, about))

    def _last_number(self) -> int:
        given = (
            one.get(f"{W}id", "")
            for name in _parts(self._new)
            for one in self._new.root(name).iter(*_NUMBERED)
        )
        return max((int(one) for one in given if one.isdecimal()), default=0)


def _body(root: etree._Element) -> etree._Element:
    """Return what holds the paragraphs of a part."""
    body = root.find(f"{W}body")
    return root if body is None else body


def _renumber_bookmarks(root: etree._Element, numbers: Iterator[int]) -> None:
    """Give the bookmarks of old text numbers that no other has."""
    given: dict[str, str] = {}
    for one in root.iter(*_NUMBERED):
        number = one.get(f"{W}id", "")
        if number not in given:
            given[number] = str(next(numbers))
        one.set(f"{W}id", given[number])


def _track_sections(old: list[etree._Element], new: list[etree._Element], tracker: Tracker) -> None:
    """Let the sections of the new file remember how they were; of others only the last is known."""
    pairs = zip(old, new, strict=True) if len(old) == len(new) else zip(old[-1:], new[-1:])  # noqa: B905 - one may have none
    for before, after in pairs:
        written = tracker.properties("sectPr", before, after)
        parent = after.getparent()
        if written is not None and parent is not None:
            parent.replace(after, written)
