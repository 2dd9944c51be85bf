"""Ways to hand in a dossier, as words name them."""

import re

from qmskit.model.procedures import ChannelMethod
from qmskit.model.texts import folded

# Asked of folded words.
_METHODS = {
    ChannelMethod.DIRECT: re.compile(r"truc tiep"),
    ChannelMethod.ONLINE: re.compile(r"truc tuyen|cong dich vu cong"),
    ChannelMethod.POSTAL: re.compile(r"buu (chinh|dien)"),
}


def methods_in(words: str) -> tuple[ChannelMethod, ...]:
    """Return the ways to hand in a dossier that words name, in the order of `ChannelMethod`."""
    plain = folded(words)
    return tuple(method for method, pattern in _METHODS.items() if pattern.search(plain))
