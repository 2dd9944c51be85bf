"""Revisions prepared for issued documents that a change touches."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from qmskit.changes.telling import changes_told, decisions_told, in_one_sentence
from qmskit.control.history import history
from qmskit.control.ledger import Ledger
from qmskit.control.life import issued_documents
from qmskit.control.numbers import next_revision, pending, set_issue
from qmskit.control.rows import rows_of_ledger
from qmskit.docset.issuing.revising import MOST_LETTERS
from qmskit.docset.updating.changed import Changed
from qmskit.documents.plan import documents_called
from qmskit.language import LANGUAGES, speaking
from qmskit.language import translate as _
from qmskit.model.agencies import Revision
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import capitalised, one_line, shortened
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import Location, Problem
from qmskit.readers.revision_rows import REVISIONS


def revisions_prepared(
    changed: Changed, texts: Mapping[str, Sequence[str]], ledger: Ledger
) -> tuple[Mapping[str, tuple[Revision, ...]], tuple[Problem, ...]]:
    """Return the revision tables with a row for what an update changes, and remarks.

    Only documents that were issued and hold get one. A row that is being prepared keeps what
    somebody wrote in it.

    Args:
        texts: numbers of the texts that change a procedure, by its code.
    """
    qmset = changed.before
    known = history(ledger.entries)
    rows = {**qmset.revisions, **rows_of_ledger(qmset.revisions, known)}
    last = {one.document.code: one for one in issued_documents(known)}
    issue = set_issue(rows)
    found: dict[str, tuple[Revision, ...]] = {}
    remarks: list[Problem] = []
    for document, served in _by_document(qmset, changed.codes).items():
        own = rows.get(document, ())
        if document in last and last[document].is_withdrawn:
            continue
        if any(one.issued for one in own):
            row = _row(changed, served, texts)
            found[document] = _with_row(own, row, issue)
            if (there := pending(own)) and there.summary and there.summary != row.summary:
                remarks.append(_kept(document, row))
    changing = {code: new for code, new in found.items() if new != tuple(rows[code])}
    return changing, tuple(remarks)


def _by_document(qmset: DocumentSet, codes: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in codes:
        for document in documents_called(qmset, [code]):
            found.setdefault(document, []).append(code)
    return found


def _with_row(rows: Sequence[Revision], told: Revision, issue: int) -> tuple[Revision, ...]:
    own = pending(rows)
    if own is None:
        number = next_revision(rows, issue)
        return (*rows, replace(told, issue=number[0], revision=number[1]))
    kept = replace(own, summary=own.summary or told.summary, basis=own.basis or told.basis)
    return (*rows[:-1], kept)


def _row(changed: Changed, codes: Sequence[str], texts: Mapping[str, Sequence[str]]) -> Revision:
    """Return what a row tells, in Vietnamese as all documents."""
    numbers = tuple(dict.fromkeys(one for code in codes for one in texts.get(code, ())))
    with speaking(LANGUAGES[0]):
        facts = in_one_sentence(one for code in codes for one in _facts(changed, code, numbers))
    summary = f"Thực hiện {', '.join(numbers)}: {facts}" if numbers else capitalised(facts)
    return Revision(summary=shortened(one_line(summary), MOST_LETTERS), basis=", ".join(numbers))


def _facts(changed: Changed, code: str, numbers: Collection[str]) -> Iterator[str]:
    """Yield what changes; that a record cites the texts of the row only where nothing else does."""
    diff = changed.diffs.get(code)
    told = [one for one in diff.changes if one.is_substantive] if diff else []
    cited = {f"legal_bases[{number}]" for number in numbers}
    told = [one for one in told if one.path not in cited] or told
    yield from changes_told(told)
    nothing = ProvinceDecisions(code)
    yield from decisions_told(
        changed.before.province.get(code, nothing), changed.after.province.get(code, nothing)
    )


def _kept(document: str, row: Revision) -> Problem:
    message = _("lần sửa đổi đang soạn của {document} đã có nội dung nên giữ nguyên").format(
        document=document
    )
    fix = _("bổ sung vào dòng đó nếu còn thiếu: {summary}").format(summary=row.summary)
    return Problem(Location(REVISIONS), "QMS867", message, fix)
