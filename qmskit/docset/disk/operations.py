"""What an operation on a folder tells about itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Operation:
    """What is being done to a folder, by whom, and how it is to be written.

    Attributes:
        name: the command, such as `update` or `release`; shown to people.
        at: moment in ISO 8601, such as `2026-11-22T09:30:00+07:00`; told, not read from a clock.
        by: who does it.
        is_final: approved, released or withdrawn: cannot be undone.
        lasting: must survive a power cut, so files and folders are on the disk before the end.
        sealed: paths whose files are made read-only.
        permanent: paths that undoing does not put back, such as a record nobody may shorten.
        expected: sha256 by path of what the operation was planned on; empty text for a file that
            must not be there.
    """

    name: str
    at: str
    by: str
    is_final: bool = False
    lasting: bool = False
    sealed: frozenset[str] = frozenset()
    permanent: frozenset[str] = frozenset()
    expected: Mapping[str, str] = field(default_factory=dict)
