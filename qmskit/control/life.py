"""Where each document stands in its life on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qmskit.control.history import History
from qmskit.model.control import (
    IssuedDocument,
    Release,
    Signature,
    SignatureRole,
    Stage,
    Withdrawal,
)

_AFTER = {
    SignatureRole.DRAFTER: Stage.DRAFTED,
    SignatureRole.REVIEWER: Stage.REVIEWED,
    SignatureRole.APPROVER: Stage.APPROVED,
}


def draft_stage(signatures: tuple[Signature, ...]) -> Stage:
    """Return how far a draft has come, from the signatures under its content."""
    given = {one.role for one in signatures}
    stage = Stage.DRAFT
    for role in SignatureRole:
        if role not in given:
            break
        stage = _AFTER[role]
    return stage


def next_role(signatures: tuple[Signature, ...]) -> SignatureRole | None:
    """Return whose signature comes next; None for an approved draft."""
    given = {one.role for one in signatures}
    return next((role for role in SignatureRole if role not in given), None)


@dataclass(frozen=True, slots=True)
class Issued:
    """A document of a release, and what became of it.

    Attributes:
        follower: what replaced it, with the release that did; None as long as nothing has.
        withdrawal: what ended it without another in its place, or None.
    """

    document: IssuedDocument
    release: Release
    follower: IssuedDocument | None = None
    follower_release: Release | None = None
    withdrawal: Withdrawal | None = None

    @property
    def ended_on(self) -> date | None:
        """Return the first day it no longer holds, or None."""
        days = []
        if self.follower_release:
            days.append(self.follower_release.effective)
        if self.withdrawal:
            days.append(self.withdrawal.since)
        return min(days, default=None)

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it ended, or is to end, without another in its place."""
        return self.withdrawal is not None and self.ended_on == self.withdrawal.since

    @property
    def still_for(self) -> date | None:
        """Return the day before which a dossier must have been received to be settled by it."""
        if self.is_withdrawn and self.withdrawal:
            return self.withdrawal.still_for
        return self.follower_release.still_for if self.follower_release else None

    def stage_on(self, day: date) -> Stage:
        """Return where it stands on a day."""
        ended = self.ended_on
        if ended is not None and ended <= day:
            return Stage.WITHDRAWN if self.is_withdrawn else Stage.SUPERSEDED
        return Stage.IN_FORCE if self.release.effective <= day else Stage.ISSUED


def issued_documents(known: History) -> Iterator[Issued]:
    """Yield every document of every release, in their order, with what became of it."""
    for at, release in enumerate(known.releases):
        later = known.releases[at + 1 :]
        for document in release.documents:
            follower_release, follower = _follower(document.code, later)
            yield Issued(
                document,
                release,
                follower,
                follower_release,
                _withdrawal(document.code, release, follower_release, known),
            )


def _follower(
    code: str, later: tuple[Release, ...]
) -> tuple[Release, IssuedDocument] | tuple[None, None]:
    for release in later:
        for document in release.documents:
            if document.code == code:
                return release, document
    return None, None


def _withdrawal(
    code: str, release: Release, until: Release | None, known: History
) -> Withdrawal | None:
    """Return the withdrawal that ended what a release issued, before another replaced it."""
    for one in known.withdrawals:
        is_later = one.on >= release.on
        is_before = until is None or one.on <= until.on
        if code in one.codes and is_later and is_before:
            return one
    return None
