"""Values of the model that a set may hold."""

from datetime import date

from hypothesis import strategies as st

from qmskit import Limit, Procedure, TimeUnit
from qmskit.model.procedures import (
    Agencies,
    AnnouncingDecision,
    Channel,
    ChannelMethod,
    DossierCase,
    DossierItem,
    ExecutionStep,
    Fee,
    FeeKind,
    LegalBasis,
    Level,
    Unparsed,
    Variant,
)
from qmskit.model.texts import ILLEGAL, clean, one_line


def _tidy(text: str) -> str:
    lines = clean(ILLEGAL.sub("", clean(text))).strip().split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


# Letters that mean something to YAML, Markdown, Jinja or Windows come more often than chance.
_letters = st.characters(codec="utf-8") | st.sampled_from("đếộ \n\t:#-?{}[]&*!|>%@`'\"\\.,/~0")
anything = st.text(_letters)

texts = anything.map(lambda text: _tidy(text) or "đ")
lines = texts.map(one_line)

codes = st.from_regex(r"[0-9]\.[0-9]{6}", fullmatch=True).filter(str.isascii)
amounts = st.decimals(min_value=0, max_value=10**12 - 1, places=2) | st.decimals(
    min_value=0, max_value=500, places=1
)
counts = st.none() | st.integers(min_value=0, max_value=9999)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


def _maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | strategy


def _some(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


limits = st.one_of(
    st.just(Limit()),
    st.builds(Limit, amounts, st.sampled_from(TimeUnit), _maybe(texts)),
    st.builds(Limit, st.none(), st.just(TimeUnit.UNKNOWN), texts),
)

fees = st.builds(
    Fee,
    kind=st.sampled_from(FeeKind),
    amount=st.none() | amounts,
    currency=_maybe(lines),
    text=_maybe(texts),
    attachments=_some(texts),
)

channels = st.builds(
    Channel,
    method=st.sampled_from(ChannelMethod),
    limit=limits,
    fees=st.lists(fees, max_size=2).map(tuple),
    text=_maybe(texts),
)

papers = st.builds(
    DossierItem,
    name=texts,
    original_qty=counts,
    copy_qty=counts,
    code=_maybe(lines),
    form=_maybe(texts),
    attachments=_some(texts),
)

bases = st.builds(LegalBasis, number=_maybe(lines), title=_maybe(texts)).filter(
    lambda basis: bool(basis.number or basis.title)
)

paths = st.from_regex(r"(data\.)?[a-zA-Z]{1,8}(\[[0-9]\])?(\.[a-z]{1,4})?", fullmatch=True)

unparsed = st.dictionaries(paths, texts, max_size=2).map(
    lambda found: tuple(Unparsed(path, text) for path, text in found.items())
)

procedures = st.builds(
    Procedure,
    code=codes,
    name=texts,
    field=_maybe(lines),
    levels=st.lists(st.sampled_from(Level), unique=True).map(tuple),
    channels=st.lists(channels, max_size=2).map(tuple),
    variants=st.lists(
        st.builds(Variant, name=texts, limit=limits, code=_maybe(lines)), max_size=2
    ).map(tuple),
    dossier=st.lists(
        st.builds(DossierCase, name=_maybe(texts), items=st.lists(papers, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    set_count=counts,
    execution=st.lists(
        st.builds(ExecutionStep, name=_maybe(texts), text=_maybe(texts)), max_size=2
    ).map(tuple),
    applicants=_some(texts),
    agencies=st.builds(
        Agencies,
        executing=_some(texts),
        competent=_some(texts),
        delegated=_some(texts),
        coordinating=_some(texts),
        addresses=_maybe(texts),
    ),
    results=_some(texts),
    requirements=_maybe(texts),
    legal_bases=st.lists(bases, max_size=2).map(tuple),
    decision=st.builds(AnnouncingDecision, number=_maybe(lines), issued=days, issuer=_maybe(lines)),
    notes=_some(texts),
    updated=days,
    unparsed=unparsed,
)
