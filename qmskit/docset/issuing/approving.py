"""`approve`: the three signatures under documents, with the numbers that they are signed under."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qmskit.control.history import signing_json
from qmskit.control.ledger import Kind
from qmskit.control.life import next_role
from qmskit.control.numbers import next_revision, pending, set_issue
from qmskit.control.signing import future, refusals, role_called
from qmskit.docset.issuing.drafts import Drafts, Standing, drafts
from qmskit.docset.issuing.releases import KeptReleases
from qmskit.docset.issuing.revising import revision_prepared, rows_written
from qmskit.docset.issuing.signers import not_entitled, signature_of
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned
from qmskit.documents.plan import documents_called
from qmskit.language import translate as _
from qmskit.model.agencies import Revision
from qmskit.model.control import NOBODY_TOLD, Act, Signature, SignatureRole, SignedContent
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.revision_rows import REVISIONS


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's signature, as asked for.

    Attributes:
        person: as in `staff.yaml`.
        authority: `KT.` or `TUQ.` for who signs for the head; else empty.
        assignment: number of the document that assigns it; else empty.
        is_new_issue: whether the whole set is issued anew (a drafter's signature).
        is_as_issued: whether what is signed was issued already before the set had a ledger, under
            the last row of its revision table (a drafter's signature).
        summary, basis: for the revision table, instead of what the program would write; may be
            empty.
    """

    role: SignatureRole
    person: str
    on: date
    authority: str = ""
    assignment: str = ""
    is_new_issue: bool = False
    is_as_issued: bool = False
    summary: str = ""
    basis: str = ""


def approve(
    qmset: DocumentSet, codes: Sequence[str], approval: Approval, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Record one person's signature under documents; see `plan_approve`.

    Returns:
        what was done.

    Raises:
        InvalidInputError: why it cannot be given, for every document; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_approve(qmset, codes, approval, act=act)
    carry_out(plan, act)
    return plan


def plan_approve(
    qmset: DocumentSet, codes: Sequence[str], approval: Approval, *, act: Act = NOBODY_TOLD
) -> SetPlan:
    """Return what one person's signature under documents would record.

    A drafter's signature prepares the row of the revision table. What is signed is the content of
    the day: a document that changes afterwards has no signature any more.

    Args:
        codes: of documents, or of the procedures they serve; empty for all documents that wait for
            this signature.

    Raises:
        InvalidInputError: why it cannot be given, for every document.

    Law:
        TCVN ISO 9001:2015, 7.5.2 c.
    """
    found = drafts(qmset, approval.on)
    signature = signature_of(
        qmset, approval.role, approval.person, approval.on,
        authority=approval.authority, assignment=approval.assignment,
    )  # fmt: skip
    chosen = documents_called(qmset, codes) or tuple(_waiting(found, approval))
    problems = [
        *future(approval.on, act.day, "--on"),
        *not_entitled(qmset, signature),
        *(one for code in chosen for one in _refused(qmset, found, code, signature, approval)),
    ]
    if not chosen:
        message = _("không có tài liệu nào chờ chữ ký {role}").format(
            role=role_called(approval.role)
        )
        problems.append(Problem(Location(str(qmset.folder)), "QMS760", message))
    if problems:
        raise InvalidInputError(problems)
    return _Signing(qmset, found, signature, approval).plan(chosen)


def _waiting(found: Drafts, approval: Approval) -> Iterator[str]:
    """Yield the codes of documents whose next signature is the one asked for."""
    for code, one in found.standings.items():
        is_wanted = one.is_open or (approval.is_new_issue and not one.is_ended)
        is_wanted = is_wanted and one.is_confirmed
        is_recorded = one.is_recorded and not one.signatures
        if approval.role is SignatureRole.DRAFTER and not approval.is_new_issue:
            # What was issued before there was a ledger is signed as such, or named.
            is_wanted = is_wanted and is_recorded == approval.is_as_issued
        if is_wanted and next_role(one.signatures) is approval.role:
            yield code


def _refused(
    qmset: DocumentSet, found: Drafts, code: str, signature: Signature, approval: Approval
) -> Iterator[Problem]:
    one = found.standings.get(code)
    if one is None:
        message = _("không có tài liệu nào mang mã hiệu này thuộc diện phê duyệt, ban hành")
        fix = _("xem mã hiệu bằng lệnh qmskit status; sổ, quyết định, công văn không ban hành")
        yield Problem(Location(code), "QMS751", message, fix)
        return
    if one.is_ended:
        message = _("tài liệu này hết hiệu lực theo quyết định; mã hiệu không dùng lại")
        yield Problem(Location(code), "QMS769", message, _("cấp mã hiệu mới trong codes.yaml"))
        return
    yield from _unconfirmed(one)
    if not one.is_changed and not approval.is_new_issue and not one.signatures:
        message = _("nội dung không khác bản đang ban hành")
        yield Problem(Location(code), "QMS760", message, _("chỉ ký tài liệu có sửa đổi"))
    yield from refusals(code, one.signatures, signature, qmset.framework.control)
    yield from _never_issued(one, approval)


def _unconfirmed(one: Standing) -> Iterator[Problem]:
    """Yield the problem of a workflow for which no named person stands."""
    fix = _("xem lại từng bước rồi chạy qmskit confirm với tên người xác nhận")
    if one.is_proposed:
        message = _("quy trình mới là đề xuất, chưa có ai xác nhận")
        yield Problem(Location(one.document.code), "QMS759", message, fix)
    elif one.is_suspect:
        message = _("quy trình chưa được xác nhận sau khi thủ tục thay đổi")
        yield Problem(Location(one.document.code), "QMS759", message, fix)


def _never_issued(one: Standing, approval: Approval) -> Iterator[Problem]:
    """Yield the problem of a document said to be issued already, which no row tells."""
    rows = one.rows
    if approval.is_as_issued and (not rows or rows[-1].issued is None or one.issued):
        message = _("revisions.yaml không ghi tài liệu này đã ban hành, hoặc đã có lần phát hành")
        fix = _("bỏ --as-issued, hoặc ghi ngày và số quyết định đã ban hành")
        yield Problem(Location(one.document.code), "QMS766", message, fix)


class _Signing:
    """What one signature under several documents changes and records."""

    def __init__(
        self, qmset: DocumentSet, found: Drafts, signature: Signature, approval: Approval
    ) -> None:
        self._folder, self._standings = qmset.folder, found.standings
        self._signature, self._approval = signature, approval
        self._issue = set_issue({code: one.rows for code, one in found.standings.items()})
        self._kept = KeptReleases(qmset.folder)

    def plan(self, codes: Iterable[str]) -> SetPlan:
        """Return the plan for some documents."""
        chosen = {code: self._standings[code] for code in codes}
        rows = {code: self._numbered(one) for code, one in chosen.items()}
        changed = {code: new for code, new in rows.items() if new != chosen[code].rows}
        files = {REVISIONS: rows_written(self._folder, changed)} if changed else {}
        told = tuple(f"{code}: {new[-1].summary}" for code, new in changed.items())
        signed = [
            SignedContent(code, rows[code][-1].issue, rows[code][-1].revision, one.fingerprint)
            for code, one in chosen.items()
        ]
        return SetPlan(
            self._folder,
            planned(self._folder, files, {REVISIONS: told}),
            entry=PlannedEntry(Kind.SIGN, signing_json(self._signature, signed), is_final=True),
            acts=tuple(map(self._told, signed)),
        )

    def _told(self, signed: SignedContent) -> str:
        text = _("{role}: {code} {title}, lần ban hành {issue:02d}, lần sửa đổi {revision:02d}")
        return text.format(
            role=role_called(self._signature.role),
            code=signed.code,
            title=self._standings[signed.code].document.short_title,
            issue=signed.issue,
            revision=signed.revision,
        )

    def _numbered(self, one: Standing) -> tuple[Revision, ...]:
        """Return the revision table under whose last row a document is signed."""
        asked = self._approval
        if asked.role is not SignatureRole.DRAFTER or asked.is_as_issued:
            return one.rows
        being = pending(one.rows)
        signed = one.rows[:-1] if being else one.rows
        number = next_revision(signed, self._issue, anew=asked.is_new_issue)
        own = being or Revision()
        told = replace(own, summary=asked.summary or own.summary, basis=asked.basis or own.basis)
        return (*signed, revision_prepared(self._kept, one, number, told))
