"""The agency that holds a document set, its people and its document codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

# Stands for the unit code of an agency that has told none.
NO_UNIT = "CQ"


@dataclass(frozen=True, slots=True)
class Agency:
    """An administrative agency.

    Attributes:
        type: id of a type of the framework, such as `commune`.
        name: full name as on its letters: `Ủy ban nhân dân xã Mỹ Tân`.
        province: name with type, such as `tỉnh Đồng Tháp`; may be empty.
        place: place name of letters (địa danh); may be empty.
        parent: superior body printed above the name; may be empty.
        unit_code: abbreviation used in document codes; may be empty.
        unit_id: code in the national list of units; may be empty.
        address, website: may be empty.
    """

    type: str
    name: str
    province: str = ""
    place: str = ""
    parent: str = ""
    unit_code: str = ""
    unit_id: str = ""
    address: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who shares the quality management system, and whether the law asks for it.

    Attributes:
        obligation: `mandatory` or `encouraged`; empty means as the type of agency says.
        units: other agencies or units that share the system; may be empty.

    Law:
        TT 26/2014/TT-BKHCN, Điều 6: who keeps a system of its own and who shares one.
    """

    obligation: str = ""
    units: tuple[str, ...] = ()


NO_SCOPE = Scope()


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person holding a role during some days.

    Attributes:
        role: id of the role.
        person: full name; empty while the post has no holder.
        title: position printed under the name; empty means the role's label.
        since: first day; None when open.
        until: last day, inclusive; None when open.
    """

    role: str
    person: str
    title: str = ""
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the appointment holds on `day`."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of a document's revision table.

    Attributes:
        issue: issue number (lần ban hành), from 1.
        revision: revision number (lần sửa đổi) inside the issue, from 0.
        issued: day of signing; None before the signature.
        effective: first day in force; None before it is fixed.
        decision: number of the issuing decision; may be empty.
        summary: what changed; part: page or section concerned; basis: why. Each may be empty.
    """

    issue: int = 1
    revision: int = 0
    issued: date | None = None
    effective: date | None = None
    decision: str = ""
    summary: str = ""
    part: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Codes:
    """Document codes once given; a code is never given twice.

    Attributes:
        pattern: how new codes are made, with the fields `{number}`, `{level}`, `{field}`, `{unit}`.
        documents: procedure code -> document code.
        retired: document codes no longer in use, never to be given again.
        system: kind of document -> code, where the agency has a code of its own for a document of
            the set as a whole.
    """

    pattern: str
    documents: Mapping[str, str]
    retired: tuple[str, ...] = ()
    system: Mapping[str, str] = field(default_factory=dict)
