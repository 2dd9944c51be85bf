"""Legal texts of a framework and of a set's `law/register.yaml`."""

from collections.abc import Iterable, Iterator

from qmskit.language import translate as _
from qmskit.model.dated import Source
from qmskit.model.legal_texts import LegalText, Relation, RelationKind, StagedEffect
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.procedures import filled
from qmskit.readers.prose.citations import text_number
from qmskit.readers.records import Record
from qmskit.readers.sourced import source_of
from qmskit.readers.trees import Tree


def legal_texts(record: Record, key: str = "legal_texts") -> tuple[LegalText, ...]:
    """Return the legal texts in the list at `key`, in the order of the file.

    Raises:
        InvalidInputError: a number stands twice, a text bears on itself, or days contradict.
    """
    problems = list(_wrong(record, key))
    if problems:
        raise InvalidInputError(problems)
    return tuple(_legal_text(one) for one in record.records(key))


def register_tree(texts: Iterable[LegalText]) -> Tree:
    """Return the tree of a register that holds some texts, without what is empty."""
    return {"legal_texts": [legal_text_tree(text) for text in texts]}


def _legal_text(record: Record) -> LegalText:
    return LegalText(
        number=text_number(record.text_of("number")),
        title=record.text_of("title"),
        source=source_of(record),
        citation=record.text_of("citation"),
        issuer=record.text_of("issuer"),
        issued=record.day("issued"),
        effective=record.day("effective"),
        expires=record.day("expires"),
        is_temporary=bool(record.truth("temporary")),
        staged=tuple(
            StagedEffect(one.text_of("provision"), one.day("effective"))
            for one in record.records("staged")
        ),
        relations=tuple(_relation(one) for one in record.records("relations")),
        cited_in=record.text_of("cited_in"),
    )


def _relation(record: Record) -> Relation:
    return Relation(
        kind=record.choice("kind", RelationKind),
        number=text_number(record.text_of("number")),
        provision=record.text_of("provision"),
        by=record.text_of("by"),
        effective=record.day("effective"),
        until=record.day("until"),
        words=record.text_of("words"),
        told_at=record.text_of("told_at"),
    )


def _wrong(record: Record, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in record.records(key):
        number = text_number(one.text_of("number"))
        if number in seen:
            message = _("văn bản {number} ghi hai lần").format(number=number)
            yield one.problem(("number",), "QMS811", message, _("gộp thành một mục"))
        seen.add(number)
        yield from _wrong_days(one)
        for inner in one.records("relations"):
            yield from _wrong_relation(inner, number)


def _wrong_days(record: Record) -> Iterator[Problem]:
    effective, expires = record.day("effective"), record.day("expires")
    if effective and expires and expires < effective:
        message = _("ngày hết hiệu lực trước ngày có hiệu lực")
        yield record.problem(("expires",), "QMS812", message, _("kiểm tra lại hai ngày"))
    if record.truth("temporary") and not expires:
        message = _("văn bản tạm thời phải có ngày hết hiệu lực")
        fix = _("thêm dòng “expires: …”, hoặc bỏ dòng temporary")
        yield record.problem(("temporary",), "QMS814", message, fix)


def _wrong_relation(record: Record, number: str) -> Iterator[Problem]:
    if text_number(record.text_of("number")) == number:
        message = _("văn bản {number} ghi quan hệ với chính văn bản đó").format(number=number)
        fix = _("ghi số, ký hiệu của văn bản kia")
        yield record.problem(("number",), "QMS813", message, fix)
    effective, until = record.day("effective"), record.day("until")
    if effective and until and until <= effective:
        message = _("ngày hết tác động không sau ngày bắt đầu")
        yield record.problem(("until",), "QMS812", message, _("kiểm tra lại hai ngày"))


def legal_text_tree(text: LegalText) -> Tree:
    """Return the tree of an entry of a register, without what is empty."""
    return filled(
        number=text.number,
        title=text.title,
        citation=text.citation,
        issuer=text.issuer,
        issued=str(text.issued or ""),
        effective=str(text.effective or ""),
        expires=str(text.expires or ""),
        temporary="có" if text.is_temporary else "",
        staged=[
            filled(provision=one.provision, effective=str(one.effective or ""))
            for one in text.staged
        ],
        relations=[_relation_tree(one) for one in text.relations],
        source=source_tree(text.source),
    )


def _relation_tree(relation: Relation) -> Tree:
    return filled(
        kind=relation.kind.value,
        number=relation.number,
        provision=relation.provision,
        by=relation.by,
        effective=str(relation.effective or ""),
        until=str(relation.until or ""),
        words=relation.words,
        told_at=relation.told_at,
    )


def source_tree(source: Source) -> Tree:
    """Return the tree of a source, without what is empty."""
    return filled(
        text=source.text,
        provision=source.provision,
        standing=source.standing.value,
        quotation=source.quotation,
        checked_on=str(source.checked_on or ""),
    )
