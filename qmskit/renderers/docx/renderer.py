"""The Word renderer: one file a document."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import escape

from qmskit.documents.composing import Composed
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import one_line
from qmskit.problems import InvalidInputError, Problem
from qmskit.renderers.docx.body import FIRST_BOOKMARK
from qmskit.renderers.docx.filling import Filling
from qmskit.renderers.docx.frames import Frame, read_frame
from qmskit.renderers.docx.keeping import kept_with_next
from qmskit.renderers.docx.letters import in_sections, titles_first, with_head

# Names that the frame of a document may use; `template check` knows them, docs/khung-word.md
# explains them.
DOCUMENT_NAMES = (
    "code", "kind", "title", "short_title", "cover_title", "issue", "revision", "issued",
    "effective", "decision", "decided_by", "draft", "mark", "header", "heading", "check",
)  # fmt: skip
AGENCY_NAMES = ("name", "parent", "province", "place", "address", "website", "unit_code")
# Of letters, decisions, plans, reports and minutes; the lists hold one text a line.
LETTER_NAMES = ("parent", "issuer", "number", "subject", "place_day", "signer", "rule")
LETTER_LISTS = ("parent_lines", "issuer_lines", "addressees", "recipients", "authority")
SIGNATURE_NAMES = ("person", "title")
SIGNATURES = ("drafter", "reviewer", "approver")
FRAME_NAMES = frozenset(
    (
        *(f"document.{name}" for name in DOCUMENT_NAMES),
        *(f"agency.{name}" for name in AGENCY_NAMES),
        *(f"letter.{name}" for name in (*LETTER_NAMES, *LETTER_LISTS)),
        *(f"signatures.{who}.{name}" for who in SIGNATURES for name in SIGNATURE_NAMES),
        "sign_block",
        "front",
        "body",
        "forms",
    )
)


# The frame that has its signatures below the text.
_SIGNED_BELOW = "register.docx"

CORE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


class DocxRenderer:
    """Fills the frame of each kind of document; frames are compiled once a build."""

    suffix = ".docx"

    def __init__(self) -> None:
        """Start without frames; they are read when a document asks for one."""
        self._frames: dict[tuple[Path, str], Frame] = {}

    def problems(self, folder: Path) -> Iterator[Problem]:
        """Yield what is wrong with the agency's frames; see `Renderer`."""
        templates = folder / "templates"
        for path in () if templates.is_symlink() else sorted(templates.glob("*.docx")):
            if path.name.startswith("~$"):  # Word's mark of a file that is open
                continue
            try:
                read_frame(path, f"templates/{path.name}")
            except InvalidInputError as error:
                yield from error.problems

    def render(
        self, qmset: DocumentSet, documents: Iterable[Composed]
    ) -> Iterator[tuple[Composed, PurePosixPath, bytes]]:
        """Yield one Word file a document; see `Renderer`."""
        for document in documents:
            kind = document.document.kind
            path = (
                PurePosixPath(document.document.folder) / f"{document.document.stem}{self.suffix}"
            )
            frame = self.frame(qmset, kind.frame)
            yield document, path, frame.filled(filling(document, frame))

    def frame(self, qmset: DocumentSet, name: str) -> Frame:
        """Return the agency's frame of that name, else a pack's, else the framework's."""
        key = qmset.folder, name
        if key not in self._frames:
            self._frames[key] = read_frame(*_nearest(qmset, name))
        return self._frames[key]


def _nearest(qmset: DocumentSet, name: str) -> tuple[Path, str]:
    """Return the path of the nearest frame of a name, and what messages call it."""
    own = qmset.folder / "templates" / name
    if own.exists() or own.is_symlink():
        return own, f"templates/{name}"
    for pack in qmset.framework.packs:
        path = pack.folder / "templates" / name
        if path.exists() or path.is_symlink():
            return path, f"{pack.id}/templates/{name}"
    framework = qmset.framework
    return framework.folder / "templates" / name, f"{framework.base}/templates/{name}"


def filling(document: Composed, frame: Frame) -> Filling:
    """Return what fills a frame for a document, blocks as Word markup."""
    letter = document.frame_names["letter"]
    names = {**document.frame_names, "letter": with_head(letter, document.body)}
    front, body = document.front, document.body
    breaks = b""
    if letter["issuer"]:
        front, body = titles_first(front, body)
        breaks = frame.numbered_section
    first = FIRST_BOOKMARK
    written: dict[str, bytes] = {}
    for name, blocks in (("front", front), ("body", body), ("forms", document.forms)):
        own = breaks if name == "forms" else b""
        written[name] = in_sections(blocks, frame.width_mm, first, own)
        first += len(blocks)
    if letter["authority"] or document.document.kind.frame == _SIGNED_BELOW:
        written["body"] = kept_with_next(written["body"])
    return Filling(names, written, properties(document))


def properties(document: Composed) -> bytes:
    """Return the core properties part; its day is the day of issue, never the clock."""
    names = document.names
    issued: date | None = document.document.revision.issued
    stamp = f"{issued.isoformat()}T00:00:00Z" if issued else ""
    days = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
        if stamp
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{CORE_NAMESPACE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(names['short_title'])}</dc:title>"
        f"<dc:subject>{escape(one_line(names['code']))}</dc:subject>"
        f"<dc:creator>{escape(document.frame_names['agency']['name'])}</dc:creator>"
        f"<dc:language>vi-VN</dc:language>{days}</cp:coreProperties>"
    ).encode()
