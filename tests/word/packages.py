"""Word files taken apart: members, canonical XML, what a part says."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"


def members(content: bytes) -> dict[str, bytes]:
    """Return the members of a Word file by name, in the order of the file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def trees(content: bytes) -> dict[str, etree._Element]:
    """Return the parsed XML parts of a Word file by name."""
    return {name: etree.fromstring(xml) for name, xml in members(content).items() if is_xml(name)}


def is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def meaning(content: bytes) -> dict[str, object]:
    """Return what a Word file says, part by part, without the properties.

    XML is canonical and without the blanks between elements that Word does not read; content types
    are those of the parts there are, since a default that no part uses says nothing.
    """
    found = {name: inside for name, inside in members(content).items() if name != CORE}
    types = content_types(found.pop(TYPES), found)
    return {
        **{name: canonical(inside) if is_xml(name) else inside for name, inside in found.items()},
        TYPES: types,
    }


def canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for element in root.iter():
        if len(element) and not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return etree.tostring(root, method="c14n2")


def content_types(xml: bytes, names: Iterable[str]) -> Mapping[str, str | None]:
    root = etree.fromstring(xml)
    own = {one.get("PartName"): one.get("ContentType") for one in root.iter("{*}Override")}
    default = {one.get("Extension"): one.get("ContentType") for one in root.iter("{*}Default")}
    return {name: own.get(f"/{name}", default.get(name.rpartition(".")[2])) for name in names}


def zipped(inside: Mapping[str, bytes]) -> bytes:
    """Return a zip file of `inside`, deflated."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def values(root: etree._Element, tag: str, attribute: str) -> list[str]:
    """Return an attribute of every element with a tag, both in Word's namespace."""
    return [one.get(f"{W}{attribute}", "") for one in root.iter(f"{W}{tag}")]


def texts(root: etree._Element) -> Iterator[str]:
    """Yield the letters of every paragraph that holds some."""
    for paragraph in root.iter(f"{W}p"):
        text = "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
        if text:
            yield text
