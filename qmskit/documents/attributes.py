"""Attributes at the end of a paragraph or heading: `{: #id .style }`."""

import re
from dataclasses import dataclass

from markdown_it.token import Token

_ATTRIBUTES = re.compile(r"\s*\{:\s*([^{}]*)\}\s*$")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between `{:` and `}`: an id and a style, both may be empty."""

    id: str = ""
    style: str = ""


def split_attributes(token: Token) -> Attributes:
    """Take the attributes off the end of an inline token and return them."""
    last = token.children[-1] if token.children else None
    match = _ATTRIBUTES.search(last.content) if last and last.type == "text" else None
    if last is None or match is None:
        return Attributes()
    last.content = last.content[: match.start()]
    words = match.group(1).split()
    return Attributes(
        id=next((word[1:] for word in words if word.startswith("#")), ""),
        style=next((word[1:] for word in words if word.startswith(".")), ""),
    )
