"""Whether the newer of two states asks for the system to be announced again."""

from collections.abc import Iterator
from dataclasses import dataclass

from qmskit.control.acts import named
from qmskit.control.announcements import (
    AnnouncedScope,
    ScopeChange,
    SystemAnnouncement,
    announcements,
    scope_change,
)
from qmskit.control.proofs import source_told
from qmskit.docset.comparison.sides import Side, release_called
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.language import translate as _
from qmskit.model.changes import CatalogueDiff
from qmskit.model.dated import Source


@dataclass(frozen=True, slots=True)
class Reannouncement:
    """Why a system has to be announced again.

    Attributes:
        because: sentences; empty for no need, and before the first announcement.
        source: the provision; None where no need, or no rule, is known.
    """

    because: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def is_needed(self) -> bool:
        """Tell whether the scope is no longer the one announced."""
        return bool(self.because)


NO_REANNOUNCEMENT = Reannouncement()


def reannouncement(old: Side, new: Side, found: CatalogueDiff) -> Reannouncement:
    """Return why the system of the newer state has to be announced again.

    The scope of the newer state is compared with the one announced last, as the ledger of the newer
    set tells, else that of the older. What is only amended does not touch the scope.

    Raises:
        InvalidInputError: the ledger cannot be read.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4 khoản 4 điểm c.
    """
    qmset = new.qmset or old.qmset
    last = _last(new) or _last(old)
    if qmset is None or last is None:
        return NO_REANNOUNCEMENT
    covered = (set(qmset.procedures) | set(found.added)) - set(found.removed)
    scope = AnnouncedScope(qmset.agency.name, qmset.scope.units, tuple(sorted(covered)))
    because = tuple(_told(scope_change(last.scope, scope), last, scope))
    again = qmset.framework.control.announcement.again
    return Reannouncement(because, again if because else None)


def reannouncement_told(found: Reannouncement) -> str:
    """Return a need in one sentence; empty without one."""
    if not found.is_needed:
        return ""
    told = " ".join(found.because)
    if found.source is None:
        return _("Phải công bố lại hệ thống. {told}").format(told=told)
    return _("Phải công bố lại hệ thống theo {source}. {told}").format(
        source=source_told(found.source), told=told
    )


def _last(side: Side) -> SystemAnnouncement | None:
    """Return the last announcement that the ledger of a side's set tells."""
    if side.qmset is None:
        return None
    released = release_called(side.shown)
    known = announcements(ledger_of(released[0] if released else side.qmset.folder).entries)
    return known[-1] if known else None


def _told(change: ScopeChange, last: SystemAnnouncement, scope: AnnouncedScope) -> Iterator[str]:
    announced = _("phạm vi đã công bố theo Quyết định số {number} ngày {day}").format(
        number=last.decision, day=f"{last.on:%d/%m/%Y}"
    )
    if change.added:
        text = _("{count} TTHC ngoài {announced}: {codes}.")
        yield text.format(count=len(change.added), announced=announced, codes=named(change.added))
    if change.removed:
        text = _("{count} TTHC không còn trong {announced}: {codes}.")
        yield text.format(
            count=len(change.removed), announced=announced, codes=named(change.removed)
        )
    if scope.agency != last.scope.agency:
        text = _("Tên cơ quan thay đổi từ “{old}” thành “{new}”.")
        yield text.format(old=last.scope.agency, new=scope.agency)
    if scope.units != last.scope.units:
        yield _("Đơn vị áp dụng khác các đơn vị trong {announced}.").format(announced=announced)
