"""The page on which somebody with a paper in hand finds out whether it still holds."""

from collections.abc import Iterator
from datetime import date

from qmskit.control.history import History
from qmskit.control.life import Issued, issued_documents
from qmskit.model.lookups import LookupRow
from qmskit.renderers.html.lookup import lookup_page

LOOKUP = "tra-cuu-hieu-luc.html"


def lookup_file(agency: str, known: History, made_on: date, receipt: str) -> bytes:
    """Return the page about every document ever issued.

    Args:
        receipt: sha256 of the ledger's last line before the page was made.
    """
    return lookup_page(agency, tuple(_rows(known)), made_on, receipt)


def _rows(known: History) -> Iterator[LookupRow]:
    for one in issued_documents(known):
        ended_by = _ended_by(one)
        yield LookupRow(
            check=one.document.check,
            code=one.document.code,
            title=one.document.title,
            issue=one.document.issue,
            revision=one.document.revision,
            effective=one.release.effective,
            decision=one.release.decision,
            decided_on=one.release.on,
            ended_on=one.ended_on,
            still_for=one.still_for,
            replaced_by=one.follower.check if one.follower and not one.is_withdrawn else "",
            ended_by=ended_by,
        )


def _ended_by(one: Issued) -> str:
    if one.is_withdrawn and one.withdrawal:
        return one.withdrawal.decision
    return one.follower_release.decision if one.follower_release else ""
