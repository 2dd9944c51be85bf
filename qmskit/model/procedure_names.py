"""Procedures by the names under which documents print them."""

from collections.abc import Mapping

from qmskit.model.procedures import Procedure
from qmskit.model.texts import folded

_OPENINGS = ("quytrinh", "thutuc")


def name_letters(name: str) -> str:
    """Return a procedure's name for comparison: letters and digits, without its usual opening."""
    letters = "".join(char for char in folded(name) if char.isalnum())
    for opening in _OPENINGS:
        letters = letters.removeprefix(opening)
    return letters


def codes_by_name(procedures: Mapping[str, Procedure]) -> dict[str, str]:
    """Return codes by the letters of names; a name that two procedures have means neither."""
    found: dict[str, list[str]] = {}
    for code, one in procedures.items():
        found.setdefault(name_letters(one.name), []).append(code)
    return {letters: codes[0] for letters, codes in found.items() if len(codes) == 1}
