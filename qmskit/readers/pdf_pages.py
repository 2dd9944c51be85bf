"""Pages of a PDF file as pyHanko reads them: only to tell a scan from a document."""

from collections.abc import Iterator

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, PdfObject
from pyhanko.pdf_utils.reader import PdfFileReader

# A file with more is no scan of a document; loops end here.
_MOST_NODES = 20_000
_DEEPEST_FORM = 3
_IMAGE = NameObject("/Image")


def is_scan(reader: PdfFileReader) -> bool:
    """Tell whether the pages show pictures and no font is used anywhere."""
    has_picture = False
    for resources in _resources(reader):
        if _entries(resources, "/Font"):
            return False
        shown = _entries(resources, "/XObject")
        has_picture = has_picture or any(_value(one, "/Subtype") == _IMAGE for one in shown)
    return has_picture


def _resources(reader: PdfFileReader) -> Iterator[DictionaryObject]:
    """Yield the resources of the pages, of what they inherit, and of forms drawn on them."""
    open_nodes = [(_value(reader.root, "/Pages"), 0)]
    seen = 0
    while open_nodes and seen < _MOST_NODES:
        node, depth = open_nodes.pop()
        seen += 1
        if not isinstance(node, DictionaryObject):
            continue
        kids = _value(node, "/Kids")
        if isinstance(kids, ArrayObject):
            open_nodes += [(kids[at], depth) for at in range(min(len(kids), _MOST_NODES))]
        resources = _value(node, "/Resources")
        if not isinstance(resources, DictionaryObject):
            continue
        yield resources
        if depth < _DEEPEST_FORM:
            open_nodes += [(one, depth + 1) for one in _entries(resources, "/XObject")]


def _entries(resources: DictionaryObject, name: str) -> list[DictionaryObject]:
    """Return the fonts or pictures that resources name."""
    named = _value(resources, name)
    if not isinstance(named, DictionaryObject):
        return []
    found = (_value(named, key) for key in named)
    return [one for one in found if isinstance(one, DictionaryObject)]


def _value(dictionary: DictionaryObject, key: str) -> PdfObject | None:
    """Return what stands under a key, wherever in the file it is written."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401 - get() keeps references
