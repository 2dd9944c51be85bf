"""Word frames: a .docx with docxtpl tags, compiled once and filled for every document.

docxtpl turns each part of the frame into a Jinja template once; per document only those templates
are rendered and deflated, every other member of the package is copied as it was packed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError

from qmskit.documents.sandbox import FAILURES, TOO_DEEP, RefusedError, rendered
from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.packages import parsed, read_package
from qmskit.renderers.docx.filling import Filling, spliced
from qmskit.renderers.docx.foreign import foreign
from qmskit.renderers.docx.package import Member, package
from qmskit.renderers.docx.sources import DOCUMENT, ENVIRONMENT, Source, W, read_sources

CORE = "docProps/core.xml"

_BODY = re.compile(r"\{\{p?\s*body\s*[|}]")
_UNCOMPILED = (TemplateSyntaxError, SecurityError, *TOO_DEEP)
_TWIPS_A_MM = 1440 / 25.4
_DEFAULT_WIDTH_MM = 162.0
_SECTION = re.compile(rb"<w:sectPr\b[^/>]*>.*?</w:sectPr>", re.DOTALL)
_TWIPS = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class FramePart:
    """A part of the frame that is rendered for every document."""

    source: Source
    template: Template


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled frame.

    Attributes:
        order: names of all members, as in the file.
        constant: members that are the same for every document.
        parts: templates by member name: document, headers, footers.
        width_mm: width of the text area.
        numbered_section: XML of the last section where its pages are numbered anew; may be empty.
    """

    order: tuple[str, ...]
    constant: Mapping[str, Member]
    parts: Mapping[str, FramePart]
    width_mm: float
    numbered_section: bytes = b""

    def filled(self, filling: Filling) -> bytes:
        """Return a Word file.

        Raises:
            InvalidInputError: the frame names something nobody has, with the paragraph.
        """
        members = []
        for name in self.order:
            if name in self.parts:
                members.append(Member.of(name, *self.part_xml(name, filling)))
            elif name == CORE:
                members.append(Member.of(name, filling.properties))
            else:
                members.append(self.constant[name])
        return package(members)

    def part_xml(self, name: str, filling: Filling) -> tuple[bytes, ...]:
        """Return the pieces of one part as XML; see `filled`."""
        part = self.parts[name]
        try:
            return spliced(rendered(part.template.generate(filling.context)), filling.blocks)
        except FAILURES as error:
            raise InvalidInputError([_failure(part.source, error)]) from error


def read_frame(path: Path, shown: str) -> Frame:
    """Return the compiled frame of a Word file.

    Raises:
        InvalidInputError: every problem of the file: no Word document, a tag that is not Jinja,
            a statement that no template may use, a construct that cannot be compiled; before all
            of them programs it holds, and ties to what lies outside of it.
    """
    members = read_package(path, shown)
    problems = list(foreign(members, shown))
    if problems:
        raise InvalidInputError(problems)
    parts: dict[str, FramePart] = {}
    for source in read_sources(members, shown):
        try:
            parts[source.name] = _compiled(source)
        except InvalidInputError as error:
            problems += error.problems
        if source.name == DOCUMENT and not any(map(_BODY.search, source.words.values())):
            problems.append(_without_body(shown))
    if problems:
        raise InvalidInputError(problems)
    constant = {
        name: Member.of(name, content)
        for name, content in members.items()
        if name not in parts and name != CORE
    }
    order = tuple(members) if CORE in members else (*members, CORE)
    document = members[DOCUMENT]
    return Frame(order, constant, parts, _width_mm(document), _numbered_section(document))


def undeclared(frame: Frame) -> Iterator[tuple[str, Location]]:
    """Yield every name the frame uses, dotted as far as it is written, with its paragraph."""
    for part in frame.parts.values():
        tree = ENVIRONMENT.parse(part.source.text)
        own = meta.find_undeclared_variables(tree)
        for name, line in _dotted_names(tree):
            if name.split(".")[0] in own:
                yield name, part.source.where(line)


def _compiled(source: Source) -> FramePart:
    faults = tuple(source.faults())
    if faults:
        raise InvalidInputError(faults)
    try:
        return FramePart(source, ENVIRONMENT.from_string(source.text))
    except _UNCOMPILED as error:
        raise InvalidInputError([_uncompiled(source, error)]) from error


def _uncompiled(source: Source, error: Exception) -> Problem:
    if isinstance(error, TemplateSyntaxError):
        message = _("lệnh trong khung Word viết sai")
        return Problem(
            source.where(error.lineno), "QMS302", message, _("kiểm tra dấu {{ }}, {% %}")
        )
    if isinstance(error, SecurityError):
        line = error.line if isinstance(error, RefusedError) else 0
        return Problem(source.where(line), "QMS204", str(error))
    message = _("lệnh lồng nhau quá sâu, hoặc số quá dài")
    return Problem(Location(source.shown), "QMS204", message, _("viết ngắn lại"))


def _without_body(shown: str) -> Problem:
    message = _("khung không có chỗ cho nội dung")
    fix = _("thêm một đoạn riêng ghi {name}").format(name="{{p body }}")
    return Problem(Location(shown), "QMS305", message, fix)


def _width_mm(document: bytes) -> float:
    """Return the width between the margins of the last section."""
    sections = list(parsed(document).iter(f"{W}sectPr"))
    size, margins = (
        sections[-1].find(f"{W}{name}") if sections else None for name in ("pgSz", "pgMar")
    )
    if size is None or margins is None:
        return _DEFAULT_WIDTH_MM
    given = (size.get(f"{W}w", "0"), margins.get(f"{W}left", "0"), margins.get(f"{W}right", "0"))
    if not all(map(_TWIPS.fullmatch, given)):
        return _DEFAULT_WIDTH_MM
    page, left, right = map(int, given)
    return (page - left - right) / _TWIPS_A_MM if left + right < page else _DEFAULT_WIDTH_MM


def _numbered_section(document: bytes) -> bytes:
    """Return the last section as it is written, if it begins with a page number of its own."""
    sections = _SECTION.findall(document)
    return sections[-1] if sections and b"<w:pgNumType" in sections[-1] else b""


def _failure(source: Source, error: Exception) -> Problem:
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, UndefinedError):
        fix = _("chạy qmskit template check để xem tên dùng được")
        return Problem(source.where(line), "QMS304", str(error), fix)
    return Problem(source.where(line), "QMS204", _("phép tính hoặc lời gọi không được phép"))


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
