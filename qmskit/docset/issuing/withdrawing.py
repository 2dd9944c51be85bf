"""`withdraw`: documents taken out of force without another in their place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qmskit.control.history import History, history, withdrawal_json
from qmskit.control.ledger import Kind
from qmskit.control.life import Issued, issued_documents
from qmskit.control.signing import future
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.issuing.lookups import LOOKUP, lookup_file
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned
from qmskit.documents.plan import SHORT_TITLE, documents_called
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act, Withdrawal
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import shortened
from qmskit.problems import InvalidInputError, Location, Problem


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A decision that withdraws documents.

    Attributes:
        decision: its number; on: its day.
        since: first day the documents no longer hold; None means the day of the decision.
        still_for: dossiers received before this day are still settled by them; None where they end
            at once.
        reason: may be empty.
    """

    decision: str
    on: date
    since: date | None = None
    still_for: date | None = None
    reason: str = ""


def withdraw(
    qmset: DocumentSet, codes: Sequence[str], withdrawing: Withdrawing, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Take documents out of force; see `plan_withdraw`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: a document was never issued or has ended already; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_withdraw(qmset, codes, withdrawing, act=act)
    carry_out(plan, act)
    return plan


def plan_withdraw(
    qmset: DocumentSet, codes: Sequence[str], withdrawing: Withdrawing, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Return what withdrawing documents would record.

    Args:
        codes: of documents, or of the procedures they serve.

    Raises:
        InvalidInputError: a document was never issued or has ended already, or days are in an
            impossible order.
    """
    ledger = ledger_of(qmset.folder)
    known = history(ledger.entries)
    since = withdrawing.since or withdrawing.on
    codes = documents_called(qmset, codes)
    current = {one.document.code: one for one in issued_documents(known)}
    problems = [
        *future(withdrawing.on, act.day, "--on"),
        *_days(withdrawing, since),
        *(one for code in codes for one in _not_in_force(code, current.get(code), since)),
    ]
    if problems:
        raise InvalidInputError(problems)
    done = Withdrawal(
        codes, withdrawing.decision, withdrawing.on, since, withdrawing.still_for,
        withdrawing.reason,
    )  # fmt: skip
    now: History = replace(known, withdrawals=(*known.withdrawals, done))
    page = lookup_file(qmset.agency.name, now, withdrawing.on, ledger.receipt)
    return SetPlan(
        qmset.folder,
        planned(qmset.folder, {LOOKUP: page}, {}),
        entry=PlannedEntry(Kind.WITHDRAW, withdrawal_json(done), is_final=True),
        acts=(_decided(done), *(_told(current[code], done) for code in codes)),
    )


def _days(withdrawing: Withdrawing, since: date) -> Iterator[Problem]:
    if since < withdrawing.on:
        message = _("ngày hết hiệu lực {day} trước ngày quyết định {on}").format(
            day=f"{since:%d/%m/%Y}", on=f"{withdrawing.on:%d/%m/%Y}"
        )
        yield Problem(Location("--effective"), "QMS762", message, _("ghi đúng hai ngày"))


def _not_in_force(code: str, last: Issued | None, since: date) -> Iterator[Problem]:
    if last is None:
        message = _("tài liệu này chưa ban hành lần nào")
        yield Problem(Location(code), "QMS765", message, _("ghi đúng mã hiệu như trên bìa"))
    elif last.ended_on is not None:
        message = _("tài liệu này đã hết hiệu lực từ ngày {day}").format(
            day=f"{last.ended_on:%d/%m/%Y}"
        )
        yield Problem(Location(code), "QMS765", message)
    elif since < last.release.effective:
        message = _("tài liệu này có hiệu lực từ ngày {day}, sau ngày hết hiệu lực").format(
            day=f"{last.release.effective:%d/%m/%Y}"
        )
        yield Problem(Location(code), "QMS762", message, _("ghi ngày không sớm hơn"))


def _decided(done: Withdrawal) -> str:
    text = _("quyết định số {decision} ngày {on}").format(
        decision=done.decision, on=f"{done.on:%d/%m/%Y}"
    )
    return f"{text}: {done.reason}" if done.reason else text


def _told(one: Issued, done: Withdrawal) -> str:
    text = _(
        "hết hiệu lực từ {day}: {code} {title}, lần ban hành {issue:02d}, sửa đổi {revision:02d}"
    )
    return text.format(
        day=f"{done.since:%d/%m/%Y}",
        code=one.document.code,
        title=shortened(one.document.title, SHORT_TITLE),
        issue=one.document.issue,
        revision=one.document.revision,
    )
