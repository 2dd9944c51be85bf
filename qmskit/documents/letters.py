"""What surrounds the text of an administrative document (Decree 30/2020, Annex I)."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TypedDict, TypeGuard

from qmskit.documents.blocks import Block, Paragraph, text_of
from qmskit.documents.sandbox import day_words
from qmskit.model.frameworks import Signing
from qmskit.model.kinds import MINUTES, DocumentKind, LetterHead
from qmskit.model.sets import DocumentSet

_LEAD_UNIT = "Sở Khoa học và Công nghệ"
_ROOM = "       "
_DEPUTY = "Phó "
_IN_CHARGE = "phụ trách"
# How a deputy in charge signs in place of the head.
_FOR_THE_HEAD = {"head": "deputy", "agency": "agency-deputy"}


class Letter(TypedDict):
    """What a frame prints around the text of an administrative document.

    Attributes:
        parent: superior body; may be empty.
        issuer: agency that issues it.
        number: with room for the number.
        subject: of an official letter, with V/v; may be empty.
        place_day: with room for day and month.
        addressees, recipients: a line each; may be empty.
        authority: lines above the signature; empty where the agency does not sign.
        signer: may be empty.
    """

    parent: str
    issuer: str
    number: str
    subject: str
    place_day: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str


NO_LETTER = Letter(
    parent="", issuer="", number="", subject="", place_day="", addressees=(), recipients=(),
    authority=(), signer="",
)  # fmt: skip


def signing(qmset: DocumentSet, kind: DocumentKind, day: date) -> Signing | None:
    """Return how a document is signed: as the agency chose, else as its head says.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.7b: a deputy in charge signs as one who signs
        for the head.
    """
    if kind.letter is None:
        return None
    way = qmset.choices.signing.get(kind.id, kind.letter.signs)
    known = qmset.agency_type.signing
    signed = known.get(way)
    if signed is None or way not in _FOR_THE_HEAD:
        return signed
    for_the_head = known[_FOR_THE_HEAD[way]]
    holder = qmset.holder(qmset.role_of(signed.post), day)
    if holder and holder.person:
        in_charge = holder.title.startswith(_DEPUTY)
        return replace(for_the_head, post=signed.post) if in_charge else signed
    deputy = qmset.holder(qmset.role_of(for_the_head.post), day)
    return for_the_head if deputy and _is_in_charge(qmset, deputy.title) else signed


def _is_in_charge(qmset: DocumentSet, title: str) -> bool:
    """Tell whether a deputy leads the whole agency, not a field of its work."""
    of_agency = f"{_IN_CHARGE} {qmset.agency_type.words.get('short', '')}"
    return title.endswith(_IN_CHARGE) or of_agency in title


def authority(qmset: DocumentSet, signed: Signing) -> str:
    """Return the line above QUYẾT ĐỊNH: who decides, in capitals."""
    return signed.authority.replace("{agency}", qmset.agency.name.upper())


def issuer_of(qmset: DocumentSet, kind: str, day: date) -> str:
    """Return who issues an administrative document, as running text; else the agency."""
    known = (one for one in qmset.framework.kinds if one.id == kind)
    made = next(filter(qmset.makes, known), None)
    signed = signing(qmset, made, day) if made else None
    if signed is None:
        return qmset.agency.name
    title, _brace, _rest = signed.authority.partition("{agency}")
    return f"{title.strip().capitalize()} {qmset.agency.name}".strip()


def lead_unit(qmset: DocumentSet) -> str:
    """Return the unit that follows the system of an agency.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 12 khoản 4: the provincial department of science and technology.
    """
    return qmset.choices.lead_unit or f"{_LEAD_UNIT} {qmset.agency.province}".strip()


def letter(qmset: DocumentSet, kind: DocumentKind, day: date, *, is_sample: bool = False) -> Letter:
    """Return what surrounds a document; nothing where it is no administrative document.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.1 to II.9.
    """
    head = kind.letter
    if head is None:
        return NO_LETTER
    signed = signing(qmset, kind, day)
    holder = qmset.holder(qmset.role_of(signed.post), day) if signed else None
    agency = qmset.agency
    return Letter(
        parent=agency.name if signed and signed.unit else agency.parent,
        issuer=signed.unit if signed and signed.unit else agency.name,
        number=_number(qmset, head, signed, is_sample=is_sample),
        subject=f"V/v {head.subject}" if head.subject else "",
        place_day=_place_day(qmset, head, day, is_sample=is_sample),
        addressees=_lines(qmset, head.addressees),
        recipients=_lines(qmset, head.recipients),
        authority=signed.lines if signed else (),
        signer=holder.person if holder else "",
    )


def bases_ended(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks of a letter, the last of its bases (căn cứ) ended by a full stop.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.6a: the others end in a semicolon.
    """
    found = list(blocks)
    for at, (block, following) in enumerate(pairwise(blocks)):
        if _is_basis(block) and not _is_basis(following):
            found[at] = _ended(block)
    return tuple(found)


def _is_basis(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.style == "basis"


def _ended(basis: Paragraph) -> Paragraph:
    if not text_of(basis.runs).endswith(";"):
        return basis
    *before, last = basis.runs
    return replace(basis, runs=(*before, last._replace(text=f"{last.text[:-1]}.")))


def _number(
    qmset: DocumentSet, head: LetterHead, signed: Signing | None, *, is_sample: bool
) -> str:
    if not head.is_numbered:
        return ""
    number = head.sample_number if is_sample and head.sample_number else _ROOM
    unit = signed.unit_symbol if signed else ""
    symbol = f"{head.symbol}-{unit}" if head.symbol and unit else _symbol(qmset, head)
    return f"Số: {number}/{symbol}"


def _place_day(qmset: DocumentSet, head: LetterHead, day: date, *, is_sample: bool) -> str:
    """Return place and day; minutes tell them in their text.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.4; Phụ lục III, Mẫu 1.9.
    """
    if head.signs == MINUTES:
        return ""
    place = qmset.agency.place or "………"
    signed = head.sample_day if is_sample else None
    if signed is None:
        return f"{place}, ngày …… tháng …… năm {day.year}"
    return f"{place}, {day_words(signed)}"


def _symbol(qmset: DocumentSet, head: LetterHead) -> str:
    """Return type and issuer, `QĐ-UBND`; of an official letter issuer and drafting unit.

    Law:
        NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I mục II.3b.
    """
    words = {**qmset.agency_type.words, **qmset.choices.words}
    issuer = words.get("symbol") or qmset.agency.unit_code or "…"
    return f"{head.symbol}-{issuer}" if head.symbol else f"{issuer}-{words['office_symbol']}"


def _lines(qmset: DocumentSet, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return addressees or recipients with the names that stand in braces.

    A line to a superior body goes where the agency has told none.
    """
    agency = qmset.agency
    names = {"lead_unit": lead_unit(qmset), "agency": agency.name, "parent": agency.parent}
    told: list[str] = []
    for line in lines:
        if "{parent}" in line and not agency.parent:
            continue
        for name, value in names.items():
            line = line.replace(f"{{{name}}}", value)  # noqa: PLW2901 - one name after the other
        told.append(line)
    return tuple(told)
