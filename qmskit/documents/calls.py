"""Calls of directives: `::: name key=value` as a text makes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from qmskit.documents.blocks import Origin


@dataclass(frozen=True, slots=True)
class DirectiveCall:
    """A `::: name` line met while rendering; the composer puts blocks in its place.

    Attributes:
        arguments: by name, as written.
        origin: the line; a directive gives it to blocks that hold references.
    """

    name: str
    arguments: Mapping[str, str]
    origin: Origin
