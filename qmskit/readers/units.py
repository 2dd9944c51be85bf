"""Names of provinces and communes since 01/07/2025, from a package installed as an extra.

The package `vietnamadminunits` (MIT) brings a SQLite file. It is opened as data, without importing
the package: importing it loads geometry libraries, and fails on Windows consoles that are not
UTF-8.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import combining, normalize

from qmskit.language import translate as _
from qmskit.model.agencies import Agency
from qmskit.model.texts import clean
from qmskit.problems import Location, Problem

PACKAGE = "vietnamadminunits"


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune with its province: names with type, code in the national list."""

    name: str
    province: str
    code: str


def units() -> tuple[Unit, ...]:
    """Return all communes; empty when the extra is not installed or cannot be read."""
    database = _database()
    return _read(database) if database else ()


def completed(agency: Agency) -> tuple[Agency, tuple[Problem, ...]]:
    """Return the agency with province and code filled in, and warnings about its name.

    Only a commune that is found once, by name and, if given, by province, is filled in. A name the
    list does not have is a warning: the list is older than the latest decision, or the name is new.
    """
    known = units()
    if not known or agency.type != "commune":
        return agency, ()
    found = [unit for unit in known if _is_named(agency, unit)]
    if len(found) == 1:
        return _filled(agency, found[0]), ()
    where = Location("agency.name")
    if found:
        provinces = ", ".join(sorted(unit.province for unit in found))
        message = _("“{name}” có ở nhiều tỉnh: {provinces}").format(
            name=agency.name, provinces=provinces
        )
        return agency, (Problem(where, "QMS171", message, _("ghi thêm tỉnh, thành phố")),)
    message = _("không thấy “{name}” trong danh mục đơn vị hành chính").format(name=agency.name)
    fix = _("kiểm tra chính tả; nếu tên đúng thì bỏ qua")
    return agency, (Problem(where, "QMS172", message, fix),)


def _is_named(agency: Agency, unit: Unit) -> bool:
    """Tell whether the agency's name ends in the unit's, and lies in its province."""
    name, wanted = _spelling(agency.name), _spelling(agency.province)
    ends = f" {name}".endswith(" " + _spelling(unit.name))
    return ends and (not wanted or _spelling(unit.province).endswith(wanted))


def _spelling(name: str) -> str:
    """Return a name for comparison: Hoà and Hòa are one spelling, Giang and Giàng are not."""
    return " ".join(_word(word) for word in name.casefold().split())


def _word(word: str) -> str:
    """Return the letters of a word, then its marks in a fixed order."""
    letters = normalize("NFD", word)
    marks = sorted(letter for letter in letters if combining(letter))
    return "".join(letter for letter in letters if not combining(letter)) + "".join(marks)


def _filled(agency: Agency, unit: Unit) -> Agency:
    province = unit.province[:1].lower() + unit.province[1:]
    return replace(
        agency,
        province=agency.province or province,
        unit_id=agency.unit_id or unit.code,
    )


def _database() -> Path | None:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "data" / "dataset.db"
    return path if path.is_file() else None


@cache
def _read(database: Path) -> tuple[Unit, ...]:
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            return tuple(_rows(connection))
    except sqlite3.Error:
        return ()


def _rows(connection: sqlite3.Connection) -> Iterator[Unit]:
    query = "SELECT DISTINCT ward, province, wardCode FROM admin_units WHERE ward IS NOT NULL"
    for ward, province, code in connection.execute(query):
        yield Unit(clean(ward), clean(province), str(code))
