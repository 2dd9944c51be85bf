"""What of an element counts when two are asked whether they are the same."""

import re

from lxml import etree

from qmskit.renderers.docx.redline.tracking import canonical_xml

# Numbers follow from what stands before; others Word gives anew whenever it saves.
_UNCOUNTED = re.compile(
    rb"<w:bookmark(?:Start|End)[^>]*></w:bookmark(?:Start|End)>"
    rb'| (?:id|name|[a-z0-9]+:(?:anchorId|editId|paraId|textId|rsid[A-Za-z]*))="[^"]*"'
)


def signature(element: etree._Element) -> bytes:
    """Return an element as bytes that are equal where words and looks are."""
    return _UNCOUNTED.sub(b"", canonical_xml(element))
