"""Headers and footers of two files: which belongs to which."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from qmskit.renderers.docx.redline.packages import Package, R
from qmskit.renderers.docx.sources import DOCUMENT, W

_TAGS = (f"{W}headerReference", f"{W}footerReference")


class Slot(NamedTuple):
    """A place that a header or footer can have: number of the section, element, kind of pages."""

    section: int
    tag: str
    pages: str


def sections(package: Package) -> list[etree._Element]:
    """Return the properties of all sections of a document, in order."""
    root = package.root(DOCUMENT)
    parents = (f"{W}pPr", f"{W}body")
    found = root.iter(f"{W}sectPr")
    return [one for one in found if getattr(one.getparent(), "tag", "") in parents]


def running_parts(package: Package) -> dict[Slot, str]:
    """Return the member that stands in each place; a section takes what it lacks from before."""
    names = {number: name for number, (_kind, name) in package.related(DOCUMENT).items()}
    found: dict[Slot, str] = {}
    before: dict[tuple[str, str], str] = {}
    for number, section in enumerate(sections(package)):
        for one in section.iterchildren(*_TAGS):
            name = names.get(one.get(f"{R}id", ""), "")
            if name in package.members:
                before[str(one.tag), one.get(f"{W}type", "default")] = name
        found |= {Slot(number, *key): name for key, name in before.items()}
    return found


def paired(old: dict[Slot, str], new: dict[Slot, str]) -> Iterator[tuple[str, str]]:
    """Yield each member of the new file once with that of the old file in its place, or ""."""
    last_old, last_new = (max((slot.section for slot in one), default=0) for one in (old, new))
    seen: set[str] = set()
    for slot, name in new.items():
        if name not in seen:
            seen.add(name)
            is_last = slot.section == last_new
            there = slot._replace(section=last_old if is_last else min(slot.section, last_old))
            yield old.get(there, ""), name


def lost(old: dict[Slot, str], new: dict[Slot, str]) -> Iterator[tuple[Slot, str]]:
    """Yield what stood in places that the new file leaves empty, each member once."""
    places = {slot[1:] for slot in new}
    seen: set[str] = set()
    for slot, name in old.items():
        if slot[1:] not in places and name not in seen:
            seen.add(name)
            yield slot, name
