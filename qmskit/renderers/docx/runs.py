"""Runs of text as WordprocessingML, and the bookmarks that links lead to.

Word XML is made as UTF-8 from the start: turning whole documents of Vietnamese text into bytes
costs as much as making them.
"""

import re
from functools import lru_cache
from zlib import crc32

from qmskit.documents.blocks import Run, Runs

_LOOKS = {
    (False, False): "",
    (True, False): "<w:rPr><w:b/></w:rPr>",
    (False, True): "<w:rPr><w:i/></w:rPr>",
    (True, True): "<w:rPr><w:b/><w:i/></w:rPr>",
}
_SPECIAL = re.compile(r"[&<>\n\t]")
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_PLAIN_ID = re.compile(r"[0-9a-z-]{1,39}")


def runs_xml(runs: Runs) -> bytes:
    """Return runs as the content of a paragraph."""
    if len(runs) == 1:
        return _run(runs[0])
    return b"".join([_run(run) for run in runs])


def link(target: str, content: bytes) -> bytes:
    """Return runs that lead to the block with the id `target`."""
    anchor = bookmark(target).encode()
    return b'<w:hyperlink w:anchor="%b" w:history="1">%b</w:hyperlink>' % (anchor, content)


@lru_cache(maxsize=1024)
def bookmark(block_id: str) -> str:
    """Return the Word bookmark of a block's id, at most 40 letters, digits and underscores.

    Different ids have different bookmarks, also for Word, which takes `A` for `a`.
    """
    letters = re.sub(r"[^0-9A-Za-z]", "_", block_id)
    if _PLAIN_ID.fullmatch(block_id):
        return f"_{letters}"
    return f"_{letters[:30]}_{crc32(block_id.encode()):08x}"


# Sets of one field repeat papers, legal bases and steps from document to document.
@lru_cache(maxsize=4096)
def _run(run: Run) -> bytes:
    text = run.text
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(lambda match: _ESCAPES[match.group()], text)
    space = ' xml:space="preserve"' if text[:1] == " " or text[-1:] == " " else ""
    look = _LOOKS[run.bold, run.italic]
    written = f"<w:r>{look}<w:t{space}>{text}</w:t></w:r>".encode()
    return link(run.target, written) if run.target else written
