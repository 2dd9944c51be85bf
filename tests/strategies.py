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
    FeeState,
    LegalBasis,
    Level,
    PaperUse,
    Unparsed,
    Variant,
)
from qmskit.model.texts import ILLEGAL, clean, one_line
from qmskit.model.times import CaseLimit, LimitTerms
from qmskit.model.workflows import (
    Attachment,
    Decision,
    LocalFee,
    ProvinceDecisions,
    RecordKept,
    Step,
    StepTime,
    Workflow,
    WorkflowCase,
    WorkflowStanding,
)


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


terms = st.builds(
    LimitTerms,
    cases=st.lists(st.builds(CaseLimit, texts, amounts, st.sampled_from(TimeUnit)), max_size=2).map(
        tuple
    ),
    not_counted=_some(texts),
    elsewhere=_some(texts),
    extensions=_some(texts),
    cut_off=st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)

limits = st.one_of(
    st.just(Limit()),
    st.builds(Limit, amounts, st.sampled_from(TimeUnit), _maybe(texts), terms),
    st.builds(Limit, st.none(), st.just(TimeUnit.UNKNOWN), _maybe(texts), terms),
)

fees = st.builds(
    Fee,
    kind=st.sampled_from(FeeKind),
    amount=st.none() | amounts,
    currency=_maybe(lines),
    text=_maybe(texts),
    attachments=_some(texts),
    state=st.sampled_from(FeeState),
    until=days,
)

# A paper is meant for ways of submission that are known, or for all.
known_methods = st.sampled_from([one for one in ChannelMethod if one is not ChannelMethod.UNKNOWN])

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
    use=st.sampled_from(PaperUse),
    methods=st.lists(known_methods, unique=True).map(tuple),
)

bases = st.builds(
    LegalBasis, number=_maybe(lines), title=_maybe(texts), cited=_maybe(lines)
).filter(lambda basis: bool(basis.number or basis.title))

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

told_limits = limits.filter(lambda limit: limit != Limit())
# The time of a step has no terms.
step_limits = told_limits.map(lambda limit: limit.bare).filter(lambda limit: limit != Limit())
decisions = st.builds(Decision, number=lines, issued=days, issuer=_maybe(lines))
attachments = st.builds(
    Attachment, title=lines, file=st.from_regex(r"[a-z]{1,8}\.md", fullmatch=True)
)
cases = st.lists(
    st.builds(
        WorkflowCase,
        id=st.from_regex(r"[a-z]{1,4}(-[a-z]{1,4})?", fullmatch=True),
        name=lines,
        limit=st.none() | told_limits,
    ),
    max_size=2,
    unique_by=lambda case: case.id,
).map(tuple)


def _times(case_ids: tuple[str, ...]) -> st.SearchStrategy[tuple[StepTime, ...]]:
    """Return times of some cases, in their order."""

    def time(case: str) -> st.SearchStrategy[StepTime]:
        return st.builds(StepTime, st.just(case), step_limits) | st.just(
            StepTime(case, Limit(), shared=True)
        )

    each = [st.none() | time(case) for case in case_ids]
    return st.tuples(*each).map(lambda found: tuple(one for one in found if one))


def _steps(case_ids: tuple[str, ...]) -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        role=st.just("leader"),
        action=texts,
        times=_times(case_ids or ("",)),
        output=_maybe(texts),
        form=_maybe(texts),
        outside=_maybe(lines),
        performer=_maybe(lines),
    )


@st.composite
def workflows(
    draw: st.DrawFn, code: str = "1.000170", standing: WorkflowStanding = WorkflowStanding.AGENCY
) -> Workflow:
    """Return workflows that a file of `workflows/` or `province/` may hold."""
    found = draw(cases)
    steps = _steps(tuple(case.id for case in found))
    approved = standing is WorkflowStanding.APPROVED
    return Workflow(
        procedures=(code,),
        steps=tuple(draw(st.lists(steps, min_size=1, max_size=3))),
        standing=standing,
        title=draw(_maybe(lines)),
        cases=found,
        decision=draw(decisions if approved else st.none() | decisions),
        reason=draw(_maybe(texts)),
        tracked=draw(st.none() | st.booleans()),
        records=tuple(draw(st.lists(_records, max_size=2))),
        attachments=tuple(draw(st.lists(attachments, max_size=2))),
        source="" if approved else draw(_maybe(texts)),
        limit=draw(st.none() | told_limits),
    )


_records = st.builds(
    RecordKept, name=lines, holder=_maybe(lines), retention=_maybe(lines), source=_maybe(lines)
)

local_fees = st.builds(
    LocalFee,
    text=texts,
    places=_some(texts),
    place_name=_maybe(lines),
    method=st.sampled_from(["", "direct", "online", "postal"]),
    until=days,
    source=_maybe(lines),
    since=days,
)

province_decisions = st.builds(
    ProvinceDecisions,
    code=st.just("1.000170"),
    limit=st.none() | told_limits,
    limit_decision=st.none() | decisions,
    fees=st.lists(local_fees, max_size=2).map(tuple),
    reception=_some(texts),
    workflow=st.none() | workflows(standing=WorkflowStanding.APPROVED),
    forms=st.lists(attachments, max_size=2).map(tuple),
)
