"""Who holds which copies of a set's documents, and what is to be given and taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qmskit.control.distribution import (
    Copy,
    ToGive,
    ToTakeBack,
    copies,
    holdings,
    to_give,
    to_take_back,
)
from qmskit.control.history import history
from qmskit.control.life import Issued, issued_documents
from qmskit.docset.disk.ledgers import ledger_of
from qmskit.docset.distribution.desks import DeskDocuments, desks, wanted
from qmskit.language import translate as _
from qmskit.model.distribution import Desk
from qmskit.model.sets import DocumentSet

# Through the e-office all desks receive at once.
ALL_DESKS = "all"


@dataclass(frozen=True, slots=True)
class DeskReport:
    """What a desk holds on a day, and what is to be done.

    Attributes:
        codes: of the documents it is to hold; empty for a desk that is no longer one.
        held: copies it has.
    """

    desk: Desk
    codes: tuple[str, ...]
    held: tuple[Copy, ...]
    to_give: tuple[ToGive, ...]
    to_take_back: tuple[ToTakeBack, ...]


@dataclass(frozen=True, slots=True)
class DistributionReport:
    """Who holds what on a day.

    Attributes:
        desks: those of the set, then those that only the ledger knows.
        issued: every document of every release.
        current: the issue that desks are to hold, by document code.
    """

    as_of: date
    is_electronic: bool
    desks: tuple[DeskReport, ...]
    issued: tuple[Issued, ...]
    current: Mapping[str, Issued]


def distribution(qmset: DocumentSet, *, as_of: date) -> DistributionReport:
    """Return who holds which copies on a day, what is to be given and what to be taken back.

    Raises:
        InvalidInputError: the ledger cannot be read, or a procedure has no document code yet.

    Law:
        TCVN ISO 9001:2015, 7.5.3.
    """
    state = Holdings(qmset, as_of)
    held = holdings(state.copies, as_of)
    known = {one.desk.id: one for one in state.desks}
    others = {one.desk: one.desk_name for one in held if one.desk not in known}
    gone = (DeskDocuments(Desk(desk, name), ()) for desk, name in others.items())
    give = state.to_give(held)
    back = to_take_back(held, state.issued, as_of)
    return DistributionReport(
        as_of,
        qmset.distribution.is_electronic,
        tuple(_report(one, held, give, back) for one in (*state.desks, *gone)),
        state.issued,
        state.current,
    )


def copy_told(one: Copy) -> str:
    """Return a copy as reports name it."""
    text = _("{desk}: {code}, lần ban hành {issue:02d}, lần sửa đổi {revision:02d}, {number}")
    number = _("bản điện tử") if one.is_electronic else _("bản số {number:02d}")
    return text.format(
        desk=one.desk_name,
        code=one.code,
        issue=one.issue,
        revision=one.revision,
        number=number.format(number=one.number),
    )


class Holdings:
    """What ledger and set tell about copies on a day.

    Attributes:
        issued: every document of every release.
        copies: every copy ever given.
        desks: of the set, with the documents they are to hold.
        current: the issue to give by document code.
    """

    def __init__(self, qmset: DocumentSet, day: date) -> None:
        """Read the ledger.

        Raises:
            InvalidInputError: it cannot be read, or a procedure has no document code yet.
        """
        entries = ledger_of(qmset.folder).entries
        self.issued = tuple(issued_documents(history(entries)))
        self.copies = copies(entries)
        self.desks = desks(qmset, day)
        self._wanted = _wanted(qmset, self.desks)
        self.current: Mapping[str, Issued] = {
            one.document.code: one
            for one in self.issued
            if one.release.on <= day and (one.ended_on is None or one.ended_on > day)
        }

    def to_give(self, held: Iterable[Copy]) -> tuple[ToGive, ...]:
        """Return what desks lack."""
        return to_give(self._wanted, self.current, held)

    def is_for(self, desk: str, code: str) -> bool:
        """Tell whether a desk is to hold a document."""
        return any(
            code in codes for name, codes in self._wanted.items() if desk in {name, ALL_DESKS}
        )


def _wanted(
    qmset: DocumentSet, found: tuple[DeskDocuments, ...]
) -> Mapping[str, Mapping[str, int]]:
    if not qmset.distribution.is_electronic:
        return wanted(found)
    return {one.desk.id: dict.fromkeys(one.codes, 1) for one in found}


def _report(
    one: DeskDocuments,
    held: Iterable[Copy],
    give: Iterable[ToGive],
    back: Iterable[ToTakeBack],
) -> DeskReport:
    name = one.desk.id
    return DeskReport(
        one.desk,
        one.codes,
        tuple(copy for copy in held if copy.desk == name),
        tuple(item for item in give if item.desk == name),
        tuple(item for item in back if item.copy.desk == name),
    )
