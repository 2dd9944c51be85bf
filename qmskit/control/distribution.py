"""Who holds which copy of which issued document, as the ledger tells; nothing is guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qmskit.control.history import needed_day, needed_number, needed_text
from qmskit.control.ledger import Entry, Kind
from qmskit.control.life import Issued
from qmskit.readers.records import Record
from qmskit.readers.trees import Json

# What an entry about distribution records.
GIVEN, RETURNED, DESTROYED = "given", "returned", "destroyed"
# Stands where a copy is held through the e-office and has no number.
ELECTRONIC = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an issued document that a desk received.

    Attributes:
        release: number of the release that issued the document.
        desk, desk_name: as they were when it was given.
        number: of the copy among those of its issue, from 1; `ELECTRONIC` for none on paper.
        received_by: who took it; may be empty.
        returned_on: None as long as it is out.
        returned_by: who brought it back; may be empty.
        is_destroyed: whether it was destroyed instead of brought back.
    """

    code: str
    issue: int
    revision: int
    check: str
    release: int
    desk: str
    desk_name: str
    number: int
    given_on: date
    received_by: str = ""
    returned_on: date | None = None
    returned_by: str = ""
    is_destroyed: bool = False

    @property
    def is_electronic(self) -> bool:
        """Tell whether it is held through the e-office."""
        return self.number == ELECTRONIC

    def is_out_on(self, day: date) -> bool:
        """Tell whether the desk holds it on a day."""
        return self.given_on <= day and (self.returned_on is None or self.returned_on > day)


@dataclass(frozen=True, slots=True)
class ToGive:
    """Copies of a document that a desk is to receive."""

    desk: str
    issued: Issued
    copies: int


@dataclass(frozen=True, slots=True)
class ToTakeBack:
    """A paper copy that is out although its document no longer holds."""

    copy: Copy
    issued: Issued


def copies(entries: Iterable[Entry]) -> tuple[Copy, ...]:
    """Return every copy ever given, in the order of giving.

    Who receives a later issue through the e-office no longer holds the earlier one there.

    Raises:
        InvalidInputError: an entry lacks what it needs.
    """
    found = _Copies()
    for entry in entries:
        if entry.what is not Kind.DISTRIBUTE:
            continue
        is_given = entry.details.text_of("act") == GIVEN
        for one in entry.details.records("copies"):
            if is_given:
                found.give(_copy(entry.details, one))
            else:
                found.take_back(entry.details, one)
    return tuple(found.all)


def holdings(given: Iterable[Copy], day: date) -> tuple[Copy, ...]:
    """Return the copies that are out on a day."""
    return tuple(one for one in given if one.is_out_on(day))


def to_give(
    wanted: Mapping[str, Mapping[str, int]], current: Mapping[str, Issued], held: Iterable[Copy]
) -> tuple[ToGive, ...]:
    """Return the copies of current documents that desks are to hold and do not.

    Args:
        wanted: by desk, how many copies of each document code.
        current: the issue to give by document code; a code without one is not given.
        held: copies that are out.
    """
    has: dict[tuple[str, str, int], int] = {}
    for one in held:
        key = (one.desk, one.code, one.release)
        has[key] = has.get(key, 0) + 1
    found = (
        ToGive(desk, current[code], count - has.get((desk, code, current[code].release.number), 0))
        for desk, codes in wanted.items()
        for code, count in codes.items()
        if code in current
    )
    return tuple(one for one in found if one.copies > 0)


def to_take_back(
    held: Iterable[Copy], issued: Iterable[Issued], day: date
) -> tuple[ToTakeBack, ...]:
    """Return the paper copies of documents that no longer hold on a day.

    Args:
        held: copies that are out.
        issued: every document of every release.
    """
    ended = {
        (one.document.code, one.release.number): one
        for one in issued
        if one.ended_on is not None and one.ended_on <= day
    }
    return tuple(
        ToTakeBack(one, ended[one.code, one.release])
        for one in held
        if not one.is_electronic and (one.code, one.release) in ended
    )


def next_number(given: Iterable[Copy], code: str, release: int) -> int:
    """Return the number of the next paper copy of an issue; numbers are never given again."""
    numbers = (one.number for one in given if (one.code, one.release) == (code, release))
    return max(numbers, default=0) + 1


def giving_json(given: Iterable[Copy]) -> dict[str, Json]:
    """Return the details of an entry about copies that are given on one day to one person."""
    made = tuple(given)
    listed: list[Json] = [
        {
            "code": one.code,
            "issue": one.issue,
            "revision": one.revision,
            "check": one.check,
            "release": one.release,
            "desk": one.desk,
            "desk_name": one.desk_name,
            "number": one.number,
        }
        for one in made
    ]
    first = made[0]
    return {
        "act": GIVEN,
        "on": first.given_on.isoformat(),
        "person": first.received_by,
        "copies": listed,
    }


def returning_json(
    back: Iterable[Copy], on: date, person: str, *, is_destroyed: bool
) -> dict[str, Json]:
    """Return the details of an entry about copies that are out no longer."""
    listed: list[Json] = [
        {"code": one.code, "release": one.release, "desk": one.desk, "number": one.number}
        for one in back
    ]
    act = DESTROYED if is_destroyed else RETURNED
    return {"act": act, "on": on.isoformat(), "person": person, "copies": listed}


def _copy(details: Record, record: Record) -> Copy:
    return Copy(
        code=needed_text(record, "code"),
        issue=needed_number(record, "issue"),
        revision=needed_number(record, "revision"),
        check=record.text_of("check"),
        release=needed_number(record, "release"),
        desk=needed_text(record, "desk"),
        desk_name=record.text_of("desk_name"),
        number=needed_number(record, "number"),
        given_on=needed_day(details, "on"),
        received_by=details.text_of("person"),
    )


class _Copies:
    """The copies given so far."""

    def __init__(self) -> None:
        self.all: list[Copy] = []
        # Places of those that are out: by desk, code, release and number; in the e-office by desk
        # and code.
        self._out: dict[tuple[str, str, int, int], int] = {}
        self._electronic: dict[tuple[str, str], int] = {}

    def give(self, new: Copy) -> None:
        if new.is_electronic:
            before = self._electronic.get((new.desk, new.code))
            if before is not None and self.all[before].returned_on is None:
                self.all[before] = replace(self.all[before], returned_on=new.given_on)
            self._electronic[new.desk, new.code] = len(self.all)
        self._out[new.desk, new.code, new.release, new.number] = len(self.all)
        self.all.append(new)

    def take_back(self, details: Record, record: Record) -> None:
        named = (
            needed_text(record, "desk"),
            needed_text(record, "code"),
            needed_number(record, "release"),
            needed_number(record, "number"),
        )
        at = self._out.pop(named, None)
        if at is not None and self.all[at].returned_on is None:
            self.all[at] = replace(
                self.all[at],
                returned_on=needed_day(details, "on"),
                returned_by=details.text_of("person"),
                is_destroyed=details.text_of("act") == DESTROYED,
            )
