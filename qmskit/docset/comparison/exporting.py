"""A report of differences as the JSON that `diff --format json` promises."""

from qmskit.changes.exporting import diff_json
from qmskit.docset.comparison.clocks import Clock
from qmskit.docset.comparison.diffing import DiffReport
from qmskit.docset.comparison.foreseeing import Foreseen
from qmskit.model.changes import Change, ProcedureDiff, TouchedDocument
from qmskit.model.legal_texts import LegalText
from qmskit.readers.trees import Json


def report_json(report: DiffReport, *, is_complete: bool = False) -> dict[str, Json]:
    """Return a report as plain values for JSON.

    Args:
        is_complete: whether to tell procedures that did not change, and editorial changes.
    """
    known: dict[str, dict[str, Json]] = {
        one.code: {
            **(_clock_json(report.clocks[one.code]) if one.code in report.clocks else {}),
            "documents": [_document_json(each) for each in report.documents.get(one.code, ())],
            "province": [_change_json(each) for each in report.province.get(one.code, ())],
            "workflow": [_change_json(each) for each in report.workflows.get(one.code, ())],
            **(_because(report.foreseen, one) if report.foreseen else {}),
        }
        for one in report.procedures.procedures
    }
    return {
        **diff_json(
            report.procedures,
            report.as_of,
            known=known,
            reannouncement={
                "needed": report.reannouncement.is_needed,
                "because": list(report.reannouncement.because),
            },
            is_complete=is_complete,
        ),
        "old": report.old,
        "new": report.new,
        "outside": list(report.outside),
        "absent": list(report.absent),
        "foreseen": _foreseen_json(report.foreseen) if report.foreseen else None,
    }


def _clock_json(clock: Clock) -> dict[str, Json]:
    chain = clock.urgent
    return {
        "effective": chain.effective.isoformat() if chain.effective else None,
        "deadline_legal": chain.deadline.legal.isoformat() if chain.deadline else None,
        "deadline": chain.deadline.due.isoformat() if chain.deadline else None,
        "deadline_rule": clock.rule or None,
        "status": chain.status.value,
        "waiting_on": chain.waiting_on.value if chain.waiting_on else None,
        "days": chain.days,
    }


def _document_json(one: TouchedDocument) -> Json:
    because: list[Json] = [*one.because]
    return {"code": one.code, "title": one.title, "action": one.action, "because": because}


def _because(coming: Foreseen, one: ProcedureDiff) -> dict[str, Json]:
    """Return why a text to come touches a procedure, and whether records tell what changes."""
    because: list[Json] = [*coming.because.get(one.code, ())]
    return {"because": because, "changes_known": coming.is_content_known(one)}


def _foreseen_json(coming: Foreseen) -> Json:
    return {
        "legal_texts": [_text_json(one) for one in coming.texts],
        "documents": [_document_json(one) for one in coming.documents],
    }


def _text_json(text: LegalText) -> Json:
    return {
        "number": text.number,
        "title": text.title,
        "issued": text.issued.isoformat() if text.issued else None,
        "effective": text.effective.isoformat() if text.effective else None,
        "source": {
            "text": text.source.text,
            "provision": text.source.provision,
            "standing": text.source.standing.value,
        },
    }


def _change_json(one: Change) -> Json:
    return {
        "path": one.path,
        "label": one.label,
        "kind": one.kind.value,
        "old": one.old,
        "new": one.new,
        "editorial": one.is_editorial,
        "summary": one.summary,
    }
