"""A report of differences in words."""

from collections.abc import Iterator

from qmskit.control.proofs import source_told
from qmskit.docset.comparison.clocks import Clock
from qmskit.docset.comparison.diffing import DiffReport
from qmskit.docset.comparison.reannouncing import reannouncement_told
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.law.chains import Chain
from qmskit.law.telling import deadline_told, status_told
from qmskit.law.yearly import chain_told
from qmskit.model.changes import DiffKind, ProcedureDiff
from qmskit.model.comparisons import ToldComparison, ToldDocument, ToldProcedure, ToldTerm
from qmskit.model.deadlines import Deadline
from qmskit.model.sets import DocumentSet

KINDS = {
    DiffKind.NEW: marked("mới"),
    DiffKind.AMENDED: marked("sửa đổi"),
    DiffKind.REPEALED: marked("không còn"),
    DiffKind.RENAMED: marked("đổi tên"),
    DiffKind.EDITORIAL: marked("chỉ khác cách viết"),
    DiffKind.UNCHANGED: marked("không đổi"),
}
ACTIONS = {
    "revise": marked("sửa đổi"),
    "issue": marked("ban hành mới"),
    "withdraw": marked("cho hết hiệu lực"),
}


def comparison_told(report: DiffReport) -> ToldComparison:
    """Return a report in words of the language in use."""
    qmset = report.after.qmset or report.before.qmset
    differing = frozenset(one.code for one in report.differing)
    told = [_procedure(report, one, qmset) for one in report.procedures.procedures]
    return ToldComparison(
        agency=qmset.agency.name if qmset else "",
        old=report.old,
        new=report.new,
        as_of=report.as_of,
        procedures=tuple(one for one in told if one.code in differing),
        quiet=tuple(one for one in told if one.code not in differing),
        counted=counted(report),
        reannouncement=reannouncement_told(report.reannouncement),
    )


def counted(report: DiffReport) -> str:
    """Return how many procedures there are of every kind, and what was not compared."""
    counts = report.procedures.counts
    told = ", ".join(f"{counts[kind]} {_(name)}" for kind, name in KINDS.items() if counts[kind])
    parts = [told or _("không có thủ tục nào để so")]
    if report.outside:
        parts.append(_("{count} ngoài phạm vi").format(count=len(report.outside)))
    if report.absent:
        text = _("{count} thủ tục trong phạm vi mà nguồn không nói đến")
        parts.append(text.format(count=len(report.absent)))
    return "; ".join(parts)


def clock_told(clock: Clock) -> str:
    """Return by when documents must follow and where that stands, on one line."""
    chain = clock.urgent
    if chain.deadline and chain.effective:
        text = _("{number} có hiệu lực từ {effective}; hạn {due}: {status}")
        return text.format(
            number=chain.event.text,
            effective=f"{chain.effective:%d/%m/%Y}",
            due=f"{chain.deadline.due:%d/%m/%Y}",
            status=status_told(chain.status),
        )
    return f"{chain.event.text}: {status_told(chain.status)}"


def notes_told(report: DiffReport, one: ProcedureDiff) -> Iterator[str]:
    """Yield what replaces what, and why a legal text to come touches a procedure."""
    yield from replacements_told(one)
    coming = report.foreseen
    if coming and one.code in coming.because:
        for why in coming.because[one.code]:
            yield _("Vì {why}.").format(why=why)
        if not coming.is_content_known(one):
            yield _("Nội dung thay đổi: không rõ, chưa có bản ghi thủ tục theo văn bản này.")


def replacements_told(one: ProcedureDiff) -> Iterator[str]:
    """Yield what replaces what, as decisions say, and what may."""
    texts = (
        (_("Thay thế {codes}."), one.replaces),
        (_("Được thay thế bởi {codes}."), one.replaced_by),
        (_("Tên gần giống {codes}: đề nghị xem có thay thế hay không."), one.may_replace),
        (_("Tên gần giống {codes}: đề nghị xem có được thay thế hay không."),
         one.may_be_replaced_by),
    )  # fmt: skip
    return (text.format(codes=", ".join(codes)) for text, codes in texts if codes)


def _procedure(report: DiffReport, one: ProcedureDiff, qmset: DocumentSet | None) -> ToldProcedure:
    clock = report.clocks.get(one.code)
    return ToldProcedure(
        code=one.code,
        name=one.name,
        kind=_(KINDS[one.kind]),
        changes=tuple(change for change in one.changes if change.is_substantive),
        others=tuple(change for change in one.changes if not change.is_substantive),
        notes=tuple(notes_told(report, one)),
        term=_term(clock.urgent, qmset) if clock and qmset else None,
        documents=tuple(
            ToldDocument(document.code, document.title, _(ACTIONS[document.action]))
            for document in report.documents.get(one.code, ())
        ),
    )


def _term(chain: Chain, qmset: DocumentSet) -> ToldTerm:
    owners = qmset.framework.publication.owners
    waiting = chain.waiting_on
    return ToldTerm(
        text=chain.event.text,
        effective=f"{chain.effective:%d/%m/%Y}" if chain.effective else "",
        deadline=f"{chain.deadline.due:%d/%m/%Y}" if chain.deadline else "",
        status=_status(chain),
        waiting_on=owners.get(waiting, waiting.value) if waiting else "",
        rule=_rule(chain.deadline, qmset) if isinstance(chain.deadline, Deadline) else "",
        chain=chain_told(chain, owners),
    )


def _rule(deadline: Deadline, qmset: DocumentSet) -> str:
    source = source_told(deadline.rule.source, qmset.register)
    return _("{told} Căn cứ: {source}.").format(told=deadline_told(deadline), source=source)


def _status(chain: Chain) -> str:
    """Return where a change stands, with the days that remain or went by where it is open."""
    status = status_told(chain.status)
    if chain.days is None or chain.applied:
        return status
    if chain.days < 0:
        return _("{status}, chậm {days} ngày").format(status=status, days=-chain.days)
    return _("{status}, còn {days} ngày").format(status=status, days=chain.days)
