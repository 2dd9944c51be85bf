"""Packages of Word files: parts as trees, their relations, and what one hands to another."""

from dataclasses import dataclass, field
from itertools import chain, count
from posixpath import dirname, join, normpath, relpath, splitext

from lxml import etree

from qmskit.readers.packages import no_word_file, package_members, parsed
from qmskit.renderers.docx.package import Member, package
from qmskit.renderers.docx.sources import DOCUMENT, W

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{OFFICE}}}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
_TYPES = "[Content_Types].xml"
_TYPE = f"{{{_PACKAGE}/content-types}}"


@dataclass
class Package:
    """The members of a Word file, and those of its parts that are trees."""

    members: dict[str, bytes]
    shown: str
    _roots: dict[str, etree._Element] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes, shown: str) -> "Package":
        """Return the package of a Word file.

        Raises:
            InvalidInputError: it is none, or holds more than is read; see `read_package`.
        """
        opened = cls(package_members(content, shown), shown)
        has_body = opened.root(DOCUMENT).find(f"{W}body") is not None
        is_main = (f"{OFFICE}/officeDocument", DOCUMENT) in opened.related("").values()
        if not has_body or not is_main or _TYPES not in opened.members:
            raise no_word_file(shown)
        return opened

    def root(self, name: str) -> etree._Element:
        """Return the tree of a part, which will be written anew."""
        if name not in self._roots:
            try:
                self._roots[name] = parsed(self.members[name])
            except (KeyError, etree.XMLSyntaxError) as error:
                raise no_word_file(self.shown) from error
        return self._roots[name]

    def content(self) -> bytes:
        """Return the file."""
        written = self.members | {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self._roots.items()
        }
        return package(Member.of(name, inside) for name, inside in written.items())

    def relations(self, part: str) -> etree._Element:
        """Return the relations of a part; an empty list is made where it has none."""
        name = join(dirname(part), "_rels", f"{part.rpartition('/')[2]}.rels")
        if name not in self.members:
            self.members[name] = _NO_RELATIONS
        return self.root(name)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return kind and member, or address, of what a part leads to, by the ids of relations."""
        return {
            one.get("Id", ""): (one.get("Type", ""), self._target(part, one))
            for one in self.relations(part).iterchildren(_RELATION)
        }

    def relation(self, part: str, kind: str, target: str) -> str:
        """Return the id of a relation to a member or an address, which is made if need be."""
        found = (one for one, there in self.related(part).items() if there == (kind, target))
        return next(found, "") or self.relate(part, kind, target)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Return the id of a new relation to a member, or to an address outside."""
        relations = self.relations(part)
        used = {one.get("Id") for one in relations.iterchildren(_RELATION)}
        number = next(one for one in map("rId{}".format, count(1)) if one not in used)
        about = {"Id": number, "Type": kind, "Target": target, "TargetMode": "External"}
        if target in self.members:
            about["Target"] = relpath(target, dirname(part))
            del about["TargetMode"]
        etree.SubElement(relations, _RELATION, about)
        return number

    def adopt(self, other: "Package", name: str) -> str:
        """Take a member of another package over, and return the name it has here."""
        stem, ending = splitext(name)
        names = chain((name,), (f"{stem}-{number}{ending}" for number in count(1)))
        free = next(one for one in names if one not in self.members)
        self.members[free] = other.members[name]
        kind = other.kind_of(name)
        if kind and self.kind_of(free) != kind:
            about = {"PartName": f"/{free}", "ContentType": kind}
            etree.SubElement(self.root(_TYPES), f"{_TYPE}Override", about)
        return free

    def kind_of(self, name: str) -> str:
        """Return the content type of a member; "" where nothing tells it."""
        types = self.root(_TYPES)
        for one in types.iterchildren(f"{_TYPE}Override"):
            if one.get("PartName") == f"/{name}":
                return one.get("ContentType", "")
        ending = splitext(name)[1].lstrip(".").lower()
        for one in types.iterchildren(f"{_TYPE}Default"):
            if one.get("Extension", "").lower() == ending:
                return one.get("ContentType", "")
        return ""

    def part(self, kind: str) -> str:
        """Return the member that the document has of a kind, such as `styles`; "" without one."""
        found = (
            name
            for own, name in self.related(DOCUMENT).values()
            if own == f"{OFFICE}/{kind}" and name in self.members
        )
        return next(found, "")

    def _target(self, part: str, relation: etree._Element) -> str:
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External":
            return target
        return normpath(join("/", dirname(part), target))[1:]
