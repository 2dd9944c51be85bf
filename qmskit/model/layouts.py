"""Layouts of procedure documents: items, tables, titles."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from qmskit.model.dated import Source


@dataclass(frozen=True, slots=True)
class ProfileItem:
    """One item of the procedure section, in a profile's order.

    Attributes:
        id: what references and `explain` call it.
        title: its printed title.
        parts: names of the item texts (`items/<part>.md`) it is made of, at least one.
        run_in: whether a one-line content follows the title on its line.
    """

    id: str
    title: str
    parts: tuple[str, ...]
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table that a profile lays out: what it shows, its title and relative width."""

    value: str
    title: str
    width: Decimal


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout of the procedure document.

    Attributes:
        item_style: `letters` (a, b, c, d, đ …) or `decimal` (5.1, 5.2 …).
        sign_block: `sign-table` or `decision`.
        items: of section 5, in order.
        revision_columns: of the revision table.
        revision_tables: every variant of it by id, for agencies that choose another.
        step_columns: of the step table; the value `times` stands for one column a case.
        record_columns: of the record table.
        titles: printed titles by name (sections, tables, signatures).
        notes: printed under the step table, in order.
    """

    id: str
    name: str
    item_style: str
    sign_block: str
    items: tuple[ProfileItem, ...]
    revision_columns: tuple[TableColumn, ...]
    step_columns: tuple[TableColumn, ...]
    record_columns: tuple[TableColumn, ...]
    titles: Mapping[str, str]
    notes: tuple[str, ...]
    source: Source
    revision_tables: Mapping[str, tuple[TableColumn, ...]]
