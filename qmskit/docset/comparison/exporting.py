"""A report of differences as the JSON that `diff --format json` promises."""

from qmskit.changes.exporting import diff_json
from qmskit.docset.comparison.clocks import Clock
from qmskit.docset.comparison.diffing import DiffReport, TouchedDocument
from qmskit.model.changes import Change
from qmskit.readers.trees import Json


def report_json(report: DiffReport, *, is_complete: bool = False) -> dict[str, Json]:
    """Return a report as plain values for JSON.

    Args:
        is_complete: whether to tell procedures that did not change, and editorial changes.
    """
    codes = {one.code for one in report.procedures.procedures}
    known = {
        code: {
            **(_clock_json(report.clocks[code]) if code in report.clocks else {}),
            "documents": [_document_json(one) for one in report.documents.get(code, ())],
            "province": [_change_json(one) for one in report.province.get(code, ())],
            "workflow": [_change_json(one) for one in report.workflows.get(code, ())],
        }
        for code in codes
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
    return {"code": one.code, "title": one.title, "action": one.action}


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
