"""What an update is given, sorted by how it comes into a set."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qmskit.readers.law_relations import is_relations_table
from qmskit.readers.packs import is_pack
from qmskit.readers.tables.set_sheet import is_set_workbook


@dataclass(frozen=True, slots=True)
class SortedSources:
    """Files and folders by kind; every collection may be empty.

    Attributes:
        workbooks: that `build -b xlsx` wrote for a set.
        relations: tables of relations between legal texts.
        others: records, decisions and printed workflows of any format.
    """

    packs: tuple[Path, ...] = ()
    workbooks: tuple[Path, ...] = ()
    relations: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def sorted_sources(sources: Iterable[Path | str]) -> SortedSources:
    """Return sources by how they come into a set, each kind in the order given."""
    found: dict[str, tuple[Path, ...]] = {}
    for source in map(Path, sources):
        kind = _kind(source)
        found[kind] = (*found.get(kind, ()), source)
    return SortedSources(**found)


def _kind(source: Path) -> str:
    if is_pack(source):
        return "packs"
    if source.suffix.lower() == ".xlsx" and is_set_workbook(source):
        return "workbooks"
    return "relations" if is_relations_table(source) else "others"
