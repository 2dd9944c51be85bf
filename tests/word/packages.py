"""Word files taken apart: members, canonical XML, what a part says."""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from bench.equality import is_xml, members

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def trees(content: bytes) -> dict[str, etree._Element]:
    """Return the parsed XML parts of a Word file by name."""
    return {name: etree.fromstring(xml) for name, xml in members(content).items() if is_xml(name)}


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
