"""What a Word file says, so that two files can be compared whoever packed them."""

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

from lxml import etree

CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"


def members(content: bytes) -> dict[str, bytes]:
    """Return the members of a Word file by name, in the order of the file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def is_xml(name: str) -> bool:
    """Tell whether a member is XML."""
    return name.endswith((".xml", ".rels"))


def meaning(content: bytes) -> dict[str, object]:
    """Return what a Word file says, part by part, without the properties.

    XML is canonical and without the blanks between elements that Word does not read; content types
    are those of the parts there are, since a default that no part uses says nothing.
    """
    found = {name: inside for name, inside in members(content).items() if name != CORE}
    types = _content_types(found.pop(TYPES), found)
    return {
        **{name: _canonical(inside) if is_xml(name) else inside for name, inside in found.items()},
        TYPES: types,
    }


def _canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, method="c14n2")


def _content_types(xml: bytes, names: Iterable[str]) -> Mapping[str, str | None]:
    root = etree.fromstring(xml)
    own = {one.get("PartName"): one.get("ContentType") for one in root.iter("{*}Override")}
    default = {one.get("Extension"): one.get("ContentType") for one in root.iter("{*}Default")}
    return {name: own.get(f"/{name}", default.get(name.rpartition(".")[2])) for name in names}
