"""Ids of the cases of a workflow, made from their names."""

import re
from collections.abc import Collection
from itertools import count

from qmskit.model.texts import folded

_NO_ID = re.compile(r"[^a-z0-9]+")
# The id of a case whose name has no letter that an id could have.
_NAMELESS = "truong-hop"


def case_id(name: str) -> str:
    """Return the id that the name of a case gives: `Có xác minh` is `co-xac-minh`; may be empty."""
    return _NO_ID.sub("-", folded(name)).strip("-")


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return the id wanted, numbered from 2 on where another case has it.

    Args:
        wanted: an id; may be empty.
        taken: ids of the other cases of the workflow.
    """
    wanted = wanted or _NAMELESS
    if wanted not in taken:
        return wanted
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(one for one in numbered if one not in taken)
