"""The file of a frame: the same drawing gives the same bytes."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx.document import Document as DocumentObject

from qmskit.readers.packages import read_package
from qmskit.renderers.docx.package import Member, package

_BALLAST = r"stylesWithEffects|thumbnail|customXml"


def pack(document: DocumentObject, path: Path) -> None:
    """Write a frame with fixed dates and without what only python-docx's template brings."""
    core = document.core_properties
    core.author = core.title = core.comments = core.keywords = ""
    core.created = core.modified = datetime(2026, 1, 1, tzinfo=UTC)
    saved = BytesIO()
    document.save(saved)
    path.write_bytes(saved.getvalue())
    members = {
        name: _without_ballast(name, content)
        for name, content in read_package(path, path.name).items()
        if not re.search(_BALLAST, name)
    }
    path.write_bytes(package(Member.of(name, content) for name, content in members.items()))


def _without_ballast(name: str, content: bytes) -> bytes:
    """Return a relations or content-types part without the members that were left out."""
    if not name.endswith((".rels", "[Content_Types].xml")):
        return content
    text = content.decode()
    return re.sub(rf"<(?:Relationship|Override)\b[^>]*(?:{_BALLAST})[^>]*/>", "", text).encode()
