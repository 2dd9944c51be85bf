"""Fingerprints of documents' contents, each with the number of the way it was made.

A new way gets a new number; old ones stay here, so that what was signed once can be proved for
ever from the content that its release keeps.
"""

from collections.abc import Callable, Mapping

from qmskit.control.ledger import canonical
from qmskit.model.digests import digest
from qmskit.readers.trees import Json

CURRENT = 1


def fingerprint(content: Json) -> str:
    """Return the fingerprint of a content, `1:` and 64 hexadecimal digits."""
    return f"{CURRENT}:{_ALGORITHMS[CURRENT](content)}"


def fits(known: str, content: Json) -> bool | None:
    """Tell whether a fingerprint, however old, is that of a content; None if made a newer way."""
    number, _colon, value = known.partition(":")
    algorithm = _ALGORITHMS.get(int(number)) if number.isdecimal() else None
    return algorithm(content) == value if algorithm else None


def _first(content: Json) -> str:
    """Sha256 of the content in canonical JSON: sorted keys, no blanks, UTF-8."""
    return digest(canonical(content))


_ALGORITHMS: Mapping[int, Callable[[Json], str]] = {1: _first}
