"""Word frames: a .docx with docxtpl tags, compiled once and filled for every document.

docxtpl turns each part of the frame into a Jinja template once; per document only those templates
are rendered and deflated, every other member of the package is copied as it was packed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from lxml import etree

from qmskit.documents.sandbox import FAILURES, RefusedError, Sandbox, rendered
from qmskit.language import translate as _
from qmskit.model.texts import shortened
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.renderers.docx.package import Member, package, read_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

CORE = "docProps/core.xml"

_PARAGRAPH = re.compile(r"<w:p[ >]")
_TAG = re.compile(r"<[^>]+>")
# What docxtpl can do only with the whole file in memory, again for every document.
_FALLBACKS = {
    "{%tc": "{%tc … %}",
    "{%colspan": "{% colspan %}",
    "{% colspan": "{% colspan %}",
    "{%hm": "{% hm %}",
    "{% hm": "{% hm %}",
}
# Blocks are whole paragraphs: inside one they would make a file that Word cannot open.
_INLINE_BLOCKS = re.compile(r"<w:t(?: [^>]*)?>[^<]*\{\{\s*(front|body|forms)\s*\}\}")
_TWIPS_A_MM = 1440 / 25.4
_DEFAULT_WIDTH_MM = 162.0


@dataclass(frozen=True, slots=True)
class FramePart:
    """A part of the frame that is rendered for every document."""

    name: str
    source: str
    template: Template


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled frame.

    Attributes:
        shown: the file as the user would name it.
        order: names of all members, as in the file.
        constant: members that are the same for every document.
        parts: templates by member name: document, headers, footers.
        width_mm: width of the text area.
    """

    shown: str
    order: tuple[str, ...]
    constant: Mapping[str, Member]
    parts: Mapping[str, FramePart]
    width_mm: float

    def filled(self, context: Mapping[str, object], properties: bytes) -> bytes:
        """Return a Word file.

        Args:
            context: what the frame's tags may name.
            properties: content of the core properties part.

        Raises:
            InvalidInputError: the frame names something nobody has, with the paragraph.
        """
        members = []
        for name in self.order:
            if name in self.parts:
                members.append(Member.of(name, self.part_xml(name, context)))
            elif name == CORE:
                members.append(Member.of(name, properties))
            else:
                members.append(self.constant[name])
        return package(members)

    def part_xml(self, name: str, context: Mapping[str, object]) -> bytes:
        """Return one part as XML; see `filled`."""
        part = self.parts[name]
        try:
            return rendered(part.template.generate(context)).encode()
        except FAILURES as error:
            raise InvalidInputError([_failure(self.shown, part, error)]) from error


def read_frame(path: Path, shown: str) -> Frame:
    """Return the compiled frame of a Word file.

    Raises:
        InvalidInputError: every problem of the file: no Word document, a tag that is not Jinja,
            a statement that no template may use, a construct that cannot be compiled.
    """
    members = read_package(path, shown)
    sources = dict(_sources(members))
    problems = [problem for source in sources.values() for problem in _unusable(shown, source)]
    if "{{ body }}" not in sources["word/document.xml"]:
        message = _("khung không có chỗ cho nội dung")
        fix = _("thêm một đoạn riêng ghi {name}").format(name="{{p body }}")
        problems.append(Problem(Location(shown), "QMS305", message, fix))
    environment = Sandbox(autoescape=True)
    parts: dict[str, FramePart] = {}
    for name, source in sources.items():
        try:
            template = environment.from_string(_declared(source))
            parts[name] = FramePart(name, source, template)
        except (TemplateSyntaxError, SecurityError) as error:
            problems.append(_unparsable(shown, source, error))
    if problems:
        raise InvalidInputError(problems)
    constant = {
        name: Member.of(name, content)
        for name, content in members.items()
        if name not in parts and name != CORE
    }
    order = tuple(members) if CORE in members else (*members, CORE)
    return Frame(shown, order, constant, parts, _width_mm(members["word/document.xml"]))


def undeclared(frame: Frame) -> Iterator[tuple[str, Location]]:
    """Yield every name the frame uses, dotted as far as it is written, with its paragraph."""
    environment = Sandbox(autoescape=True)
    for part in frame.parts.values():
        tree = environment.parse(part.source)
        own = meta.find_undeclared_variables(tree)
        for name, line in _dotted_names(tree):
            if name.split(".")[0] in own:
                yield name, _where(frame.shown, part.source, line)


def _sources(members: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield (member, Jinja source) of the parts that docxtpl would render."""
    template = DocxTemplate(BytesIO(_repacked(members)))
    template.init_docx()
    yield "word/document.xml", _document_source(template, members["word/document.xml"])
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            xml = _one_paragraph_a_line(template.patch_xml(template.get_part_xml(part)))
            yield str(part.partname).lstrip("/"), xml


def _repacked(members: Mapping[str, bytes]) -> bytes:
    return package(Member.of(name, content) for name, content in members.items())


def _document_source(template: Any, original: bytes) -> str:  # noqa: ANN401 - docxtpl has no types
    """Return the whole document part with the patched body inside."""
    body = _one_paragraph_a_line(template.patch_xml(template.get_xml()))
    root = etree.fromstring(original, _parser())
    opening = etree.tostring(root, encoding="unicode").split("<w:body", 1)[0]
    return f"{opening}{body}</w:document>"


def _one_paragraph_a_line(xml: str) -> str:
    """Return XML with a line break before every paragraph, so that a line leads to one."""
    return _PARAGRAPH.sub(lambda match: "\n" + match.group(), xml)


def _declared(source: str) -> str:
    """Return a part with its XML declaration and without the line breaks put in for places."""
    return "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n" + source


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _width_mm(document: bytes) -> float:
    """Return the width between the margins of the last section."""
    root = etree.fromstring(document, _parser())
    sections = list(root.iter(f"{W}sectPr"))
    if not sections:
        return _DEFAULT_WIDTH_MM
    size, margins = sections[-1].find(f"{W}pgSz"), sections[-1].find(f"{W}pgMar")
    if size is None or margins is None:
        return _DEFAULT_WIDTH_MM
    inner = (
        int(size.get(f"{W}w", "0"))
        - int(margins.get(f"{W}left", "0"))
        - int(margins.get(f"{W}right", "0"))
    )
    return inner / _TWIPS_A_MM


def _unusable(shown: str, source: str) -> Iterator[Problem]:
    for match in _INLINE_BLOCKS.finditer(source):
        where = _where(shown, source, source.count("\n", 0, match.start()) + 1)
        name = match.group(1)
        message = _("{name} đặt giữa dòng chữ").format(name="{{ " + name + " }}")
        fix = _("ghi {name} ở một đoạn riêng").format(name="{{p " + name + " }}")
        yield Problem(where, "QMS306", message, fix)
    for mark, spelling in _FALLBACKS.items():
        at = source.find(mark)
        if at >= 0:
            where = _where(shown, source, source.count("\n", 0, at) + 1)
            message = _("khung không dùng được lệnh {spelling}").format(spelling=spelling)
            fix = _("gộp ô, thêm cột sẵn trong Word; bảng theo dữ liệu để chương trình lập")
            yield Problem(where, "QMS303", message, fix)


def _unparsable(shown: str, source: str, error: TemplateSyntaxError | SecurityError) -> Problem:
    if isinstance(error, TemplateSyntaxError):
        where = _where(shown, source, error.lineno - 1)
        return Problem(
            where, "QMS302", _("lệnh trong khung Word viết sai"), _("kiểm tra dấu {{ }}, {% %}")
        )
    line = error.line - 1 if isinstance(error, RefusedError) else 1
    return Problem(_where(shown, source, line), "QMS204", str(error))


def _failure(shown: str, part: FramePart, error: Exception) -> Problem:
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    where = _where(shown, part.source, line - 1)
    if isinstance(error, UndefinedError):
        fix = _("chạy qmskit template check để xem tên dùng được")
        return Problem(where, "QMS304", str(error), fix)
    return Problem(where, "QMS204", _("phép tính hoặc lời gọi không được phép"))


def _where(shown: str, source: str, line: int) -> Location:
    """Return the place of a line of a part: the paragraph's number and its words."""
    lines = source.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    words = shortened(_TAG.sub("", text), 40)
    number = max(line - 1, 1)
    shown_words = f" “{words}”" if words else ""
    return Location(shown, path=_("đoạn {number}").format(number=number) + shown_words)


def _dotted_names(tree: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - Jinja's nodes
    inner = {id(node.node) for node in tree.find_all(nodes.Getattr)}
    for node in tree.find_all((nodes.Name, nodes.Getattr)):
        if id(node) in inner or getattr(node, "ctx", "load") != "load":
            continue
        name, base = "", node
        while isinstance(base, nodes.Getattr):
            name, base = f".{base.attr}{name}", base.node
        if isinstance(base, nodes.Name):
            yield base.name + name, node.lineno
