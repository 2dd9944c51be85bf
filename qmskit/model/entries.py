"""What all entries of the lists of a system have in common."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a list.

    Attributes:
        agency_types: types of agency it holds for; empty means all.
    """

    id: str
    agency_types: tuple[str, ...] = ()

    def is_for(self, agency_type: str) -> bool:
        """Tell whether it holds for a type of agency."""
        return not self.agency_types or agency_type in self.agency_types
