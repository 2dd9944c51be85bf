"""Parts of a Word frame as Jinja sources, where every line leads to its paragraph in Word."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import unescape

from docx.exceptions import PythonDocxError
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from qmskit.documents.sandbox import Sandbox
from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.problems import Location, Problem
from qmskit.readers.packages import no_word_file, parsed
from qmskit.renderers.docx.package import Member, package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DOCUMENT = "word/document.xml"
ENVIRONMENT = Sandbox(autoescape=True)

_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
# What python-docx raises on a package whose parts do not fit together.
_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError, PythonDocxError)

_TAG = re.compile(r"<[^>]+>")
# A mark stands before what belongs to a paragraph; docxtpl takes it for any other tag.
_MARK = re.compile(r"<!--qmskit:(\d{1,9})-->")
_PLACES = re.compile(r"<w:p(?: [^>]*)?>|<w:p/>|</w:p>|</?mc:Fallback\b[^>]*>")
# docxtpl puts a statement in place of the whole row, with the marks inside.
_ROW = re.compile(rf"(<w:tr[ >](?:(?!<!--qmskit:).)*)({_MARK.pattern})", re.DOTALL)

_STRAY_END = re.compile(r"[}%#]\}")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
# What docxtpl can do only with the whole file in memory, again for every document.
_FALLBACKS = re.compile(r"\{[{%#](tc)\s|\{%-?\s*(colspan|hm)\b")
_SPELLINGS = {"tc": "{%tc … %}", "colspan": "{% colspan %}", "hm": "{% hm %}"}
# Blocks are whole paragraphs: inside one they would make a file that Word cannot open.
_INLINE_BLOCKS = re.compile(r"\{\{(?:(?:r|tr|tc)\s)?-?\s*(front|body|forms)\s*-?\}\}")


@dataclass(frozen=True, slots=True)
class Source:
    """A part of a frame as Jinja source.

    Attributes:
        shown: the file as the user would name it.
        name: the member of the package.
        text: what docxtpl makes of the part.
        lines: number of the paragraph that each line of `text` belongs to; 0 for none.
        words: what stands in each paragraph in Word, tags and all, by number from 1.
    """

    shown: str
    name: str
    text: str
    lines: tuple[int, ...]
    words: Mapping[int, str]

    def where(self, line: int) -> Location:
        """Return the place of a line from 1, the paragraph with its words; else the file's."""
        number = self.lines[line - 1] if 0 < line <= len(self.lines) else 0
        return self.place(number) if number else Location(self.shown)

    def place(self, number: int) -> Location:
        """Return the place of a paragraph: its number and its words."""
        words = shortened(self.words.get(number, ""), 40)
        shown_words = f" “{words}”" if words else ""
        return Location(self.shown, path=_("đoạn {number}").format(number=number) + shown_words)

    def faults(self) -> Iterator[Problem]:
        """Yield the tags that docxtpl would take wrongly or that cannot be compiled."""
        for number, words in self.words.items():
            for code, message, fix in _faults(words):
                yield Problem(self.place(number), code, message, fix)


def read_sources(members: Mapping[str, bytes], shown: str) -> Iterator[Source]:
    """Yield the parts that docxtpl would render: document, headers, footers.

    Raises:
        InvalidInputError: while iterating; the package is not one of a Word document.
    """
    root = parsed(members[DOCUMENT])
    try:
        template = DocxTemplate(BytesIO(_repacked(members)))
        template.init_docx()
        parts = dict(_running_parts(template))
        is_main = template.docx.part.partname == f"/{DOCUMENT}"
    except _UNREADABLE as error:
        raise no_word_file(shown) from error
    # docxtpl looks for `w:` as letters, whatever namespace it stands for.
    if not is_main or root.prefix != "w" or root.find(f"{W}body") is None:
        raise no_word_file(shown)
    opening = etree.tostring(root, encoding="unicode").split("<w:body", 1)[0]
    yield _source(shown, DOCUMENT, template.get_xml(), (opening, "</w:document>"))
    for name, xml in parts.items():
        yield _source(shown, name, xml)


def _repacked(members: Mapping[str, bytes]) -> bytes:
    return package(Member.of(name, content) for name, content in members.items())


def _running_parts(template: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - docxtpl has no types
    """Yield (member, XML) of every header and footer."""
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield str(part.partname).lstrip("/"), template.get_part_xml(part)


def _source(shown: str, name: str, xml: str, around: tuple[str, str] = ("", "")) -> Source:
    marked = _marked(xml)
    patched = DocxTemplate(None).patch_xml(_ROW.sub(r"\2\1\2", marked))
    pieces = _MARK.split(f"{_DECLARATION}{around[0]}{patched}{around[1]}")
    texts, numbers = pieces[::2], (0, *map(int, pieces[1::2]))
    lines: list[int] = []
    for number, text in zip(numbers, texts, strict=True):
        lines += [number] * (text.count("\n") + 1)
    return Source(shown, name, "\n".join(texts), tuple(lines), _words(marked))


def _marked(xml: str) -> str:
    """Return XML with a mark before all that belongs to a paragraph."""
    return _PLACES.sub(_Marker().marked, xml)


class _Marker:
    """Numbers paragraphs as Word shows them; one in a text box stands inside another.

    Attributes:
        last: the number given last.
        open: numbers of the paragraphs around, innermost last, 0 first.
        copies: how many copies of text boxes for old versions of Word are open; what stands in
            one is not counted, it belongs to the paragraph around.
    """

    def __init__(self) -> None:
        self.last, self.open, self.copies = 0, [0], 0

    def marked(self, place: re.Match[str]) -> str:
        tag = place.group()
        if "Fallback" in tag:
            self.copies += 0 if tag.endswith("/>") else -1 if tag[1] == "/" else 1
        elif not self.copies:
            return self._end(tag) if tag == "</w:p>" else self._beginning(tag)
        return tag

    def _beginning(self, tag: str) -> str:
        self.last += 1
        if not tag.endswith("/>"):
            self.open.append(self.last)
        return _mark(self.last) + tag

    def _end(self, tag: str) -> str:
        self.open.pop()
        return tag + _mark(self.open[-1]) if self.open[-1] else tag


def _mark(number: int) -> str:
    return f"<!--qmskit:{number}-->"


def _words(marked: str) -> dict[int, str]:
    """Return the letters of every paragraph by number."""
    pieces = _MARK.split(marked)
    found: defaultdict[int, str] = defaultdict(str)
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        found[int(number)] += unescape(_TAG.sub("", piece))
    return dict(found)


def _faults(words: str) -> Iterator[tuple[str, str, str]]:
    """Yield (code, message, fix) of what is wrong in a paragraph."""
    if not _is_whole(words.translate(_STRAIGHT)):
        yield "QMS302", _("lệnh trong khung Word viết sai"), _("kiểm tra dấu {{ }}, {% %}")
    for match in _FALLBACKS.finditer(words):
        spelling = _SPELLINGS[match.group(1) or match.group(2)]
        message = _("khung không dùng được lệnh {spelling}").format(spelling=spelling)
        fix = _("gộp ô, thêm cột sẵn trong Word; bảng theo dữ liệu để chương trình lập")
        yield "QMS303", message, fix
    for match in _INLINE_BLOCKS.finditer(words):
        name = match.group(1)
        message = _("{name} đặt giữa dòng chữ").format(name="{{ " + name + " }}")
        yield "QMS306", message, _("ghi {name} ở một đoạn riêng").format(name="{{p " + name + " }}")


def _is_whole(words: str) -> bool:
    """Tell whether every tag that opens in a paragraph ends in it, and none ends alone.

    docxtpl takes a tag to its end wherever that is, with all paragraphs between.
    """
    try:
        tokens = [(kind, text) for _line, kind, text in ENVIRONMENT.lex(words)]
    except TemplateSyntaxError:
        return False
    kinds = [kind for kind, _text in tokens]
    if "raw_begin" not in kinds and any(
        kind == "data" and _STRAY_END.search(text) for kind, text in tokens
    ):
        return False
    return sum(kind.endswith("_begin") - kind.endswith("_end") for kind in kinds) == 0
