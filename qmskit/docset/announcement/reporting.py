"""Whether a system is announced, and what is missing or has changed since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qmskit.control.announcements import (
    AnnouncedScope,
    FiledEvidence,
    ScopeChange,
    SystemAnnouncement,
    announcements,
    filed_evidence,
    scope_change,
)
from qmskit.control.history import history
from qmskit.control.life import Issued, issued_documents
from qmskit.control.proofs import proof, remarks, shortcomings, source_told
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.documents.plan import plan
from qmskit.language import translate as _
from qmskit.model.control import EvidenceRule
from qmskit.model.sets import DocumentSet
from qmskit.problems import Location, Problem

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class AnnouncementReport:
    """Whether a system is announced, and what is missing.

    Attributes:
        announcements: in the order of the ledger; may be empty.
        evidence: what must be on file, with what is.
        shortcomings: what stands against a first announcement on the day.
        remarks: what somebody should look at.
        scope: of today.
        change: against the scope announced last; None before the first announcement.
        drafts: code and title of the documents to sign.
    """

    as_of: date
    announcements: tuple[SystemAnnouncement, ...]
    evidence: tuple[tuple[EvidenceRule, FiledEvidence | None], ...]
    shortcomings: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    scope: AnnouncedScope
    change: ScopeChange | None
    drafts: tuple[tuple[str, str], ...]

    @property
    def is_needed(self) -> bool:
        """Tell whether the scope differs from the one announced."""
        return self.change is not None and self.change.is_any


def announcement(qmset: DocumentSet, *, as_of: date) -> AnnouncementReport:
    """Return whether the system of a set is announced on a day, and what is missing.

    Raises:
        InvalidInputError: the ledger cannot be read, or a procedure has no document code yet.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 2, khoản 3, khoản 4 điểm c.
    """
    state = AnnouncementState(qmset, as_of)
    last = state.announcements[-1] if state.announcements else None
    change = scope_change(last.scope, state.scope) if last else None
    rules = qmset.framework.control.announcement
    titles = {one.kind.id: (one.code, one.title) for one in plan(qmset, as_of) if not one.is_sample}
    return AnnouncementReport(
        as_of,
        state.announcements,
        tuple((rule, proof(rule, state.evidence, as_of)) for rule in rules.evidence),
        (*state.shortcomings(as_of), *state.unissued()),
        (*state.remarks(as_of), *_again(qmset, change)),
        state.scope,
        change,
        tuple(titles[one] for one in rules.drafts if one in titles),
    )


class AnnouncementState:
    """What ledger and set tell about announcing on a day."""

    def __init__(self, qmset: DocumentSet, day: date) -> None:
        entries = ledger_of(qmset.folder).entries
        known = history(entries)
        self._qmset, self._day = qmset, day
        self.evidence = filed_evidence(entries)
        self.announcements = announcements(entries)
        self.scope = AnnouncedScope(
            qmset.agency.name, qmset.scope.units, tuple(sorted(qmset.procedures))
        )
        self.current: Mapping[str, Issued] = {
            one.document.code: one
            for one in issued_documents(known)
            if one.release.on <= day and (one.ended_on is None or one.ended_on > day)
        }
        self._effective = [one.effective for one in known.releases if one.on <= day]

    def shortcomings(self, on: date) -> Iterator[Problem]:
        rules = self._qmset.framework.control.announcement
        return shortcomings(rules, self.evidence, on, min(self._effective, default=None))

    def remarks(self, on: date) -> Iterator[Problem]:
        rules = self._qmset.framework.control.announcement
        return remarks(rules, self.evidence, on, max(self._effective, default=None))

    def unissued(self) -> Iterator[Problem]:
        """Yield the problem of a system of which no document holds."""
        if not self.current:
            message = _("chưa có tài liệu nào được phát hành")
            fix = _("ban hành tài liệu trước: qmskit approve, qmskit release")
            yield Problem(Location("--decision"), "QMS787", message, fix)

    def unserved(self) -> Iterator[Problem]:
        """Yield the remark about procedures in the scope without an issued document."""
        served = {
            procedure.code
            for one in plan(self._qmset, self._day)
            if one.code in self.current
            for procedure in one.procedures
        }
        without = [code for code in self.scope.procedures if code not in served]
        if without:
            message = _("{count} TTHC trong phạm vi chưa có tài liệu được phát hành: {codes}")
            shown = ", ".join(without[:_SHOWN]) + ("…" if len(without) > _SHOWN else "")
            text = message.format(count=len(without), codes=shown)
            fix = _("ban hành quy trình, hoặc đưa thủ tục ra khỏi phạm vi bằng qmskit remove")
            yield Problem(Location("--decision"), "QMS787", text, fix)


def _again(qmset: DocumentSet, change: ScopeChange | None) -> Iterator[Problem]:
    """Yield the remark that the system is to be announced again."""
    source = qmset.framework.control.announcement.again
    if change is None or not change.is_any or source is None:
        return
    texts = []
    if change.added:
        texts.append(_("thêm {codes}").format(codes=", ".join(change.added)))
    if change.removed:
        texts.append(_("bớt {codes}").format(codes=", ".join(change.removed)))
    if change.is_reworded:
        texts.append(_("đổi tên cơ quan hoặc đơn vị áp dụng"))
    message = _("phạm vi áp dụng khác lần công bố gần nhất: {texts}").format(texts="; ".join(texts))
    fix = _("công bố lại theo {source}").format(source=source_told(source))
    yield Problem(Location("announce"), "QMS785", message, fix)
