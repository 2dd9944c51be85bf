"""Footnotes and endnotes of old text, handed to the new file."""

from copy import deepcopy

from lxml import etree

from qmskit.renderers.docx.redline.packages import OFFICE, Package
from qmskit.renderers.docx.redline.signing import signature
from qmskit.renderers.docx.sources import DOCUMENT, W

_KINDS = ("footnote", "endnote")
_ID = f"{W}id"


def carry_notes(old: Package, new: Package, root: etree._Element) -> None:
    """Let old text refer to notes of the new file; those it lacks are added.

    A note with other words is another note: its sign goes and comes in the text.
    """
    for kind in _KINDS:
        references = [*root.iter(f"{W}{kind}Reference")]
        before, after = old.part(f"{kind}s"), new.part(f"{kind}s")
        if not references or not before:
            continue
        if not after:
            new.relate(DOCUMENT, f"{OFFICE}/{kind}s", new.adopt(old, before))
            continue
        _carry(references, old.root(before), new.root(after))


def _carry(references: list[etree._Element], given: etree._Element, notes: etree._Element) -> None:
    texts = {one.get(_ID): one for one in given}
    known = {_words(one): one.get(_ID, "") for one in notes}
    last = max((int(one) for one in known.values() if one.isdecimal()), default=0)
    for reference in references:
        note = texts.get(reference.get(_ID))
        if note is None:
            continue
        key = _words(note)
        if key not in known:
            last += 1
            known[key] = str(last)
            notes.append(deepcopy(note))
            notes[-1].set(_ID, known[key])
        reference.set(_ID, known[key])


def _words(note: etree._Element) -> bytes:
    return b"".join(signature(one) for one in note)
