"""Legal texts cited in two readings, matched by number."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from qmskit.changes.relations import FieldComparison, Relation, meaning, silence
from qmskit.model.procedures import LegalBasis, Procedure
from qmskit.model.texts import folded
from qmskit.readers.prose.citations import numbers_in

# Texts of a province: the State's record of a procedure does not cite them.
_LOCAL = re.compile(r"(?:HĐND|UBND)$")
_KEPT = 4096
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def title_key(title: str) -> str:
    """Return what two ways to cite a law by its title share: `Luật Hộ tịch năm 2014;`."""
    return meaning(re.sub(r"\bnam (?=\d{4}\b)", "", folded(title)))


def legal_bases(
    old: Procedure, new: Procedure, numbers: Mapping[str, str]
) -> Iterator[FieldComparison]:
    """Yield the legal texts of two readings by number; the wording of titles does not count.

    A law that one side cites by title and year alone may be the one of that year which the other
    side cites by number: both are then told as uncertain, neither as added nor as dropped.

    Args:
        numbers: by `title_key` the numbers of laws that are known to be cited by title.
    """
    before, after = _by_number(old.legal_bases, numbers), _by_number(new.legal_bases, numbers)
    silent = silence(before, after)
    doubtful = _doubtful(before, after) | _doubtful(after, before) | _one_sided(before, after)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if one and other:
            found = Relation.EQUAL
        elif key in doubtful:
            found = Relation.NEW_SILENT if one else Relation.OLD_SILENT
        else:
            found = silent or Relation.DIFFERENT
        yield FieldComparison(f"legal_bases[{key}]", _told(one), _told(other), found)


def cited_numbers(procedure: Procedure, numbers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the numbers of the legal texts a procedure cites, those known by title included."""
    return tuple(
        key
        for key, basis in _by_number(procedure.legal_bases, numbers).items()
        if basis.number or key in numbers.values()
    )


def _by_number(bases: tuple[LegalBasis, ...], numbers: Mapping[str, str]) -> dict[str, LegalBasis]:
    """Return legal texts by number; of one that is cited twice the title that comes first."""
    found: dict[str, LegalBasis] = {}
    for basis in bases:
        key = _citation(basis, numbers)
        if key not in found or basis.title < found[key].title:
            found[key] = basis
    return found


def _citation(basis: LegalBasis, numbers: Mapping[str, str]) -> str:
    """Return the number in its usual form, `03/2023/TT-BTP`; without one the letters."""
    written = basis.number or basis.cited
    if found := _number(written):
        return found
    return numbers.get(title_key(basis.title), "") or meaning(written or basis.title)


@lru_cache(_KEPT)
def _number(written: str) -> str:
    return next(iter(numbers_in(written)), "") if written else ""


def _doubtful(ones: Mapping[str, LegalBasis], others: Mapping[str, LegalBasis]) -> frozenset[str]:
    """Return keys of texts without number on one side, and laws of their years on the other."""
    nameless = {
        key: set(_YEAR.findall(basis.title))
        for key, basis in ones.items()
        if key not in others and not basis.number and "/" not in key
    }
    found: set[str] = set()
    for key, years in nameless.items():
        laws = {
            number
            for number in others
            if number not in ones and any(f"/{year}/QH" in number for year in years)
        }
        found |= {key, *laws} if laws else set()
    return frozenset(found)


def _one_sided(old: Mapping[str, LegalBasis], new: Mapping[str, LegalBasis]) -> frozenset[str]:
    """Return the texts of a province where only one side cites such texts at all."""
    before, after = ({key for key in side if _LOCAL.search(key)} for side in (old, new))
    return frozenset() if before and after else frozenset(before | after)


def _told(basis: LegalBasis | None) -> str:
    if basis is None:
        return ""
    named = [basis.number] if basis.number not in basis.title else []
    return ", ".join(filter(None, (*named, basis.title)))
