"""Simple fields as runs, the only form in which a field can be inserted or deleted."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from qmskit.renderers.docx.sources import W

SIMPLE_FIELD = f"{W}fldSimple"


def spelled_out(field: etree._Element) -> Iterator[etree._Element]:
    """Yield a simple field as runs: where it begins, what it asks, what it shows, where it ends."""
    asked = etree.Element(f"{W}instrText")
    asked.text = field.get(f"{W}instr", "")
    look = next(field.iter(f"{W}rPr"), None)
    yield _run(look, _mark("begin"))
    yield _run(look, asked)
    yield _run(look, _mark("separate"))
    yield from map(deepcopy, field.iter(f"{W}r"))
    yield _run(look, _mark("end"))


def _mark(kind: str) -> etree._Element:
    return etree.Element(f"{W}fldChar", {f"{W}fldCharType": kind})


def _run(look: etree._Element | None, content: etree._Element) -> etree._Element:
    run = etree.Element(f"{W}r")
    run.extend([content] if look is None else [deepcopy(look), content])
    return run
