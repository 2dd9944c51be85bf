"""A mark on every page of a finished Word file, such as one that no longer holds.

The mark goes into the headers, because only they reach every page. A header that the file lacks is
added; every other member stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from posixpath import join, normpath
from typing import NamedTuple

from lxml import etree

from qmskit.readers.packages import no_word_file, package_members, parsed
from qmskit.renderers.docx.marks import mark
from qmskit.renderers.docx.package import Member, package
from qmskit.renderers.docx.sources import DOCUMENT, W

_PACKAGE_RELATIONS = "_rels/.rels"
_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_SETTINGS = "word/settings.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f"{{{_OFFICE}}}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_OVERRIDE = f"{{{_PACKAGE}/content-types}}Override"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_OFF = frozenset({"0", "false", "off"})
_TWIPS = re.compile(r"-?[0-9]{1,6}")
# Numbers of drawings that Word itself does not reach.
_FIRST_MARK = 70_001
# A header that holds the mark alone: one thin line.
_THIN_TWIPS = 20
# The least from its beginning to that of the text; LibreOffice wants more than the line.
_ROOM_TWIPS = 80
_THIN = (
    f'<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" '
    f'w:line="{_THIN_TWIPS}" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    "</w:hdr>"
).encode()


def stamped(content: bytes, text: str, shown: str = "docx") -> bytes:
    """Return a Word file with a red-framed mark at the top of every page.

    The mark floats: pages are the same with it and without it. The same file and text give the
    same bytes.

    Args:
        text: what the mark says, one line or two.
        shown: what messages call the file.

    Raises:
        InvalidInputError: the file is no Word file that can be used; see `read_package`.
    """
    change = _Change(package_members(content, shown), shown)
    change.complete()
    for number, name in enumerate(change.headers(), _FIRST_MARK):
        _put(change.root(name), mark(text, number))
    return package(Member.of(name, inside) for name, inside in change.members().items())


@dataclass
class _Change:
    """A package and those of its parts that change, as trees."""

    originals: dict[str, bytes]
    shown: str
    _roots: dict[str, etree._Element] = field(default_factory=dict)

    def root(self, name: str, otherwise: bytes = b"") -> etree._Element:
        """Return the tree of a part, which will be written anew."""
        return self._roots.setdefault(name, self._read(name, otherwise))

    def members(self) -> dict[str, bytes]:
        return self.originals | {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self._roots.items()
        }

    def headers(self) -> tuple[str, ...]:
        """Return the names of all header parts, each once, in the order of the relations."""
        return tuple(dict.fromkeys(self._headers().values()))

    def complete(self) -> None:
        """Refer to a new header wherever a page would be without one."""
        document = self._read(DOCUMENT)
        sections = _sections(document)
        references = {
            one.get(f"{_R}id", "")
            for section in sections
            for one in section.iter(f"{W}headerReference")
        }
        main = _related(self._read(_PACKAGE_RELATIONS, _NO_RELATIONS), "officeDocument", "")
        is_whole = references <= self._headers().keys() and DOCUMENT in main.values()
        if not sections or not is_whole:
            raise no_word_file(self.shown)
        needs = tuple(_needs(sections, has_even=self._has_even()))
        if any(one.lacking for one in needs):
            self._roots[DOCUMENT] = document
            relation = self._new_header()
            for one in needs:
                one.meet(relation)

    def _read(self, name: str, otherwise: bytes = b"") -> etree._Element:
        if name in self._roots:
            return self._roots[name]
        try:
            return parsed(self.originals.get(name, otherwise))
        except etree.XMLSyntaxError as error:
            raise no_word_file(self.shown) from error

    def _headers(self) -> dict[str, str]:
        """Return the names of header parts by the ids of their relations."""
        return _related(self._read(_RELATIONS, _NO_RELATIONS), "header", "word")

    def _has_even(self) -> bool:
        return _SETTINGS in self.originals and _is_on(self._read(_SETTINGS), "evenAndOddHeaders")

    def _new_header(self) -> str:
        """Add an empty header part and return the id of its relation."""
        names = map("word/header{}.xml".format, count(1))
        name = next(one for one in names if one not in self.originals)
        self._roots[name] = parsed(_THIN)
        relations = self.root(_RELATIONS, _NO_RELATIONS)
        used = {one.get("Id") for one in relations}
        relation = next(one for one in map("rId{}".format, count(1)) if one not in used)
        target = name.removeprefix("word/")
        about = {"Id": relation, "Type": f"{_OFFICE}/header", "Target": target}
        etree.SubElement(relations, _RELATION, about)
        kind = {"PartName": f"/{name}", "ContentType": _HEADER_TYPE}
        etree.SubElement(self.root(_TYPES), _OVERRIDE, kind)
        return relation


class _Need(NamedTuple):
    """What a section needs.

    Attributes:
        lacking: kinds of header that its pages need and nothing gives them.
        is_bare: whether some of its pages have no header of the file's own.
    """

    section: etree._Element
    lacking: tuple[str, ...]
    is_bare: bool

    def meet(self, relation: str) -> None:
        """Give the section the header with that relation, above its text, never pushing it."""
        for kind in self.lacking:
            about = {f"{W}type": kind, f"{_R}id": relation}
            self.section.insert(0, self.section.makeelement(f"{W}headerReference", about))
        margins = self.section.find(f"{W}pgMar")
        if not self.is_bare or margins is None:
            return
        given = [margins.get(f"{W}{name}", "") for name in ("top", "header")]
        if all(map(_TWIPS.fullmatch, given)):
            top, header = map(int, given)
            if 0 <= top < header + _ROOM_TWIPS:
                margins.set(f"{W}header", str(max(0, top - _ROOM_TWIPS)))


def _needs(sections: tuple[etree._Element, ...], *, has_even: bool) -> Iterator[_Need]:
    """Yield what each section needs; it takes headers it has not from the section before."""
    given: set[str] = set()
    added: set[str] = set()
    for section in sections:
        own = {one.get(f"{W}type", "default") for one in section.iter(f"{W}headerReference")}
        needed = {"default"}
        if has_even:
            needed.add("even")
        if _is_on(section, "titlePg"):
            needed.add("first")
        lacking = needed - given - own
        added = (added - own) | lacking
        given |= own | lacking
        yield _Need(section, tuple(sorted(lacking)), bool(needed & added))


def _sections(document: etree._Element) -> tuple[etree._Element, ...]:
    """Return the properties of all sections; those a tracked change remembers are none."""
    body = document.find(f"{W}body")
    if body is None:
        return ()
    if body.find(f"{W}sectPr") is None:
        etree.SubElement(body, f"{W}sectPr")
    parents = {f"{W}pPr", f"{W}body"}
    found = body.iter(f"{W}sectPr")
    return tuple(one for one in found if getattr(one.getparent(), "tag", "") in parents)


def _related(relations: etree._Element, kind: str, folder: str) -> dict[str, str]:
    """Return names of members by the ids of their relations."""
    found = (
        (one.get("Id", ""), one.get("Target", ""))
        for one in relations.iter(_RELATION)
        if one.get("Type") == f"{_OFFICE}/{kind}" and one.get("TargetMode") != "External"
    )
    return {number: normpath(join("/", folder, target))[1:] for number, target in found}


def _is_on(where: etree._Element, name: str) -> bool:
    found = where.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _put(header: etree._Element, run: etree._Element) -> None:
    """Put a run into the first paragraph that stands in the header itself, not in a frame."""
    for paragraph in header.findall(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None or properties.find(f"{W}framePr") is None:
            paragraph.insert(0 if properties is None else 1, run)
            return
    thin = parsed(_THIN)[0]
    thin.append(run)
    header.append(thin)
