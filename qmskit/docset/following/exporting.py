"""What is due as the JSON that `today --format json` promises."""

from qmskit.docset.following.reporting import TodayReport, YearReport
from qmskit.docset.following.tasks import Task
from qmskit.law.chains import Chain
from qmskit.law.links import Link
from qmskit.model.publication import Owner
from qmskit.readers.trees import Json


def today_json(report: TodayReport, year: int | None = None) -> dict[str, Json]:
    """Return a report as plain values for JSON.

    Args:
        year: the year to tell of as well.
    """
    told: dict[str, Json] = {
        "as_of": report.as_of.isoformat(),
        "tasks": [_task(one) for one in report.tasks],
    }
    return told if year is None else {**told, "year": _year(report.year(year))}


def _task(one: Task) -> Json:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "about": one.about,
        "procedures": list(one.procedures),
        "documents": list(one.documents),
        "legal_text": one.legal_text or None,
        "status": one.status.value if one.status else None,
        "waiting_on": one.waiting_on.value if one.waiting_on else None,
        "effective": one.effective.isoformat() if one.effective else None,
        "deadline_legal": one.legal.isoformat() if one.legal else None,
        "deadline": one.due.isoformat() if one.due else None,
        "provisional": one.is_provisional,
        "days": one.days,
        "chain": _chain(one.chain) if one.chain else [],
        "why": one.why,
        "source": {
            "text": one.source.text,
            "provision": one.source.provision,
            "standing": one.source.standing.value,
        },
        "todo": one.step.todo,
        "file": one.step.file or None,
        "command": one.step.command or None,
        "signed": one.step.signed or None,
        "cases": one.cases,
    }


def _chain(chain: Chain) -> list[Json]:
    """Return the stages that are done, and those of others that somebody wrote down."""
    return [_link(one) for one in chain.links if one.on or _is_told(one)]


def _is_told(link: Link) -> bool:
    return link.is_told and link.stage.owner is not Owner.AGENCY


def _link(one: Link) -> Json:
    return {
        "stage": one.stage.id,
        "number": one.number or None,
        "on": one.on.isoformat() if one.on else None,
        "statutory": one.statutory.isoformat() if one.statutory else None,
        "days_late": one.days_late,
    }


def _year(found: YearReport) -> Json:
    return {
        "year": found.year,
        "sentence": found.sentence,
        "changes": [
            {
                "id": one.event.id,
                "legal_text": one.event.text or None,
                "procedures": list(one.event.procedures),
                "status": one.status.value,
                "chain": _chain(one),
                "told": list(found.told[one.event.id]),
            }
            for one in found.chains
        ],
    }
