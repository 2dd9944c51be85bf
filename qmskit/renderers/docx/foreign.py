"""What a Word frame may not hand on to documents: programs, and ties to files outside of it.

A frame comes from whoever drew it, and all that it holds stands in every document made in it. Word
would run or fetch some of it on the machine of whoever opens the document.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.problems import Location, Problem
from qmskit.readers.packages import parsed

_PROGRAMS = re.compile(
    r"vba(?:project|data)|/activex/|/embeddings/|/afchunk|/customui/|attachedtoolbars|\.bin$",
    re.IGNORECASE,
)
_ELEMENTS = frozenset({"altChunk", "subDoc", "control", "object", "OLEObject"})
_FIELDS = frozenset({
    "CONTROL", "DATABASE", "DDE", "DDEAUTO", "EMBED", "IMPORT", "INCLUDE", "INCLUDEPICTURE",
    "INCLUDETEXT", "LINK", "MACROBUTTON", "QUOTE", "RD",
})  # fmt: skip
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
# Word keeps the path of the template a file was made from; one of this machine's disk does no harm.
_OWN_TEMPLATE = re.compile(r"(?:file:///)?[A-Za-z]:[\\/]")
_LINK_FIELD = re.compile(r"\s*HYPERLINK\s+\"?([A-Za-z][A-Za-z0-9+.-]+:)", re.IGNORECASE)
_FIELD_MARK = "\0"
_LONGEST_SHOWN = 60


def foreign(members: Mapping[str, bytes], shown: str) -> Iterator[Problem]:
    """Yield the programs a frame holds, and what it would fetch from outside.

    Args:
        members: of the package, each well-formed where it is XML.
    """
    for name, content in members.items():
        for found in dict.fromkeys(_found(name, content)):
            yield _problem(shown, name, shortened(found, _LONGEST_SHOWN))


def _found(name: str, content: bytes) -> Iterator[str]:
    if _PROGRAMS.search(f"/{name}"):
        yield name
    elif name.endswith(".rels"):
        yield from _outside(parsed(content))
    elif name.endswith(".xml") and name != "[Content_Types].xml":
        yield from _inside(parsed(content))


def _outside(relations: etree._Element) -> Iterator[str]:
    """Yield what the relations of a part lead to outside of the package."""
    for relation in relations.iter("{*}Relationship"):
        target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
        if relation.get("TargetMode", "").casefold() == "external":
            allowed = {"hyperlink": _LINK, "attachedTemplate": _OWN_TEMPLATE}.get(kind)
            if allowed is None or not allowed.match(target):
                yield target
        elif kind.casefold() in {"oleobject", "afchunk", "vbaproject", "control", "subdocument"}:
            yield target


def _inside(root: etree._Element) -> Iterator[str]:
    """Yield elements of other formats, and fields that run or fetch something."""
    pieces: list[str] = []
    for element in root.iter("{*}*"):
        name = etree.QName(element).localname
        if name in _ELEMENTS:
            yield name
        elif name == "fldSimple":
            instruction = element.get(f"{{{etree.QName(element).namespace}}}instr", "")
            pieces += (_FIELD_MARK, instruction, _FIELD_MARK)
        elif name == "fldChar":
            pieces.append(_FIELD_MARK)
        elif name in {"instrText", "delInstrText"}:
            pieces.append(element.text or "")
    for instruction in "".join(pieces).split(_FIELD_MARK):
        words = instruction.split(maxsplit=1)
        link = _LINK_FIELD.match(instruction)
        if (words and words[0].upper() in _FIELDS) or (link and not _LINK.match(link.group(1))):
            yield instruction


def _problem(shown: str, name: str, found: str) -> Problem:
    message = _("khung Word có phần chạy chương trình hoặc lấy dữ liệu từ ngoài tệp: “{found}”")
    fix = _("mở khung bằng Word, bỏ macro, đối tượng, trường hoặc liên kết đó, lưu dạng .docx")
    return Problem(Location(f"{shown}:{name}"), "QMS711", message.format(found=found), fix)
