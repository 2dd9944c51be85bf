"""The page that tells a head of agency what changed, what follows and by when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qmskit.changes.telling import changes_told
from qmskit.control.acts import named
from qmskit.docset.comparison.diffing import DiffReport
from qmskit.docset.comparison.telling import ACTIONS, comparison_told
from qmskit.docset.papers import Paper, paper_file
from qmskit.language import translate as _
from qmskit.model.comparisons import ToldComparison, ToldProcedure, ToldTerm
from qmskit.model.kinds import MINUTES, LetterHead
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import shortened

_SUMMARY = Paper(
    id="change-summary",
    title="Tóm tắt thay đổi",
    text="comparison/summary.md",
    code="BM-TD",
    clauses=("7.5.3",),
    letter=LetterHead(signs=MINUTES, is_numbered=False),
    missing="QMS853",
)
# What one page has room for.
_CHANGES = 4
_NAME = 70
_CODES = 12


@dataclass(frozen=True, slots=True)
class Touched:
    """A document that is not as it was.

    Attributes:
        action: `revise`, `issue` or `withdraw`.
        procedures: codes of those it serves; empty for a document of the set as a whole.
    """

    code: str
    title: str
    action: str
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A procedure that changed: what, in which documents, by when."""

    code: str
    kind: str
    name: str
    told: str
    documents: str
    term: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """Documents that follow for one reason."""

    action: str
    documents: str
    because: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the text of the page prints; every collection may be empty.

    Attributes:
        terms: what deadlines rest on and how far publication has come, a text once.
        author: who is named at the changes in the files beside.
        has_marks: whether there are such files.
    """

    as_of: date
    old: str
    new: str
    counted: str
    reannouncement: str
    procedures: tuple[SummaryRow, ...]
    terms: tuple[str, ...]
    others: tuple[OtherRow, ...]
    left_out: int
    author: str
    has_marks: bool


def summary(report: DiffReport, touched: Sequence[Touched], left_out: int, author: str) -> Summary:
    """Return what the page tells, in the language in use.

    Args:
        touched: every document that is not as it was.
        left_out: how many documents are only written otherwise, beside these.
    """
    told = comparison_told(report)
    terms = [one.term for one in told.procedures if one.term]
    return Summary(
        as_of=report.as_of,
        old=Path(told.old).name,
        new=Path(told.new).name,
        counted=told.counted,
        reannouncement=told.reannouncement,
        procedures=tuple(_row(one, touched) for one in told.procedures),
        terms=tuple(dict.fromkeys(map(_reckoned, terms))),
        others=tuple(_others(report, told, touched)),
        left_out=left_out,
        author=author,
        has_marks=any(one.action == "revise" for one in touched),
    )


def summary_document(qmset: DocumentSet, told: Summary, on: date) -> bytes:
    """Return the page as a Word file in the look of the set's letters.

    Raises:
        InvalidInputError: the framework has no text for it, or the text or the frame cannot be
            used.
    """
    return paper_file(qmset, _SUMMARY, on, {"changes": told})


def _row(one: ToldProcedure, touched: Iterable[Touched]) -> SummaryRow:
    sentences = [*one.notes, *changes_told(one.changes)]
    more = len(sentences) - _CHANGES
    told = sentences[:_CHANGES]
    if more > 0:
        told.append(_("Và {count} thay đổi khác.").format(count=more))
    made = (each.code for each in touched if one.code in each.procedures)
    codes = dict.fromkeys((*made, *(each.code for each in one.documents)))
    return SummaryRow(
        one.code,
        one.kind,
        shortened(one.name, _NAME),
        " ".join(told) or _("xem bản ghi"),
        named(list(codes), _CODES) or _("không có"),
        _term(one.term),
    )


def _term(term: ToldTerm | None) -> str:
    """Return by when, and where that stands; what nobody knows is said to be unknown."""
    if term is None:
        return _("Không rõ: chưa ghi văn bản làm thay đổi, hoặc ngày có hiệu lực.")
    parts = [f"{term.deadline or _('Không rõ hạn')}: {term.status}."]
    if term.waiting_on:
        parts.append(_("Đang chờ: {who}.").format(who=term.waiting_on))
    return " ".join(parts)


def _reckoned(term: ToldTerm) -> str:
    """Return what a term rests on and how far the publication has come."""
    effective = term.effective or _("ngày không rõ")
    text = _("{text} có hiệu lực từ {day}.").format(text=term.text, day=effective)
    return " ".join(part for part in (text, term.rule, *term.chain) if part)


def _others(
    report: DiffReport, told: ToldComparison, touched: Iterable[Touched]
) -> Iterator[OtherRow]:
    """Yield documents that no row of a procedure names, by what is done with them."""
    differing = {one.code for one in told.procedures}
    rest = [one for one in touched if not differing & set(one.procedures)]
    for action, called in ACTIONS.items():
        codes = dict.fromkeys(one.code for one in rest if one.action == action)
        if codes:
            yield OtherRow(_(called), named(list(codes), _CODES), _because(report))
    for cited in report.foreseen.documents if report.foreseen else ():
        yield OtherRow(_(ACTIONS[cited.action]), cited.code, "; ".join(cited.because))


def _because(report: DiffReport) -> str:
    """Return why documents change that serve no procedure which differs."""
    old, new = report.before.qmset, report.after.qmset
    if old and new and old.agency.name != new.agency.name:
        return _("tên cơ quan thay đổi từ “{old}” thành “{new}”").format(
            old=old.agency.name, new=new.agency.name
        )
    return _("lập từ danh mục thủ tục, dữ liệu, văn bản dùng chung đã thay đổi")
