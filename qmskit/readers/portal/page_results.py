"""Results of a portal page: names and codes glued together."""

import re

from qmskit.readers.prose.letters import LOWER, UPPER

# `Giấy khai sinhMã: KQ.G15.000031Trích lục …`: where a code has not the usual form, a capital with
# small letters behind it begins the next name.
_CODE = re.compile(
    r"Mã: (?:[A-Z]{1,5}[.-][A-Z]\d{2}\.\d{6}"
    rf"|\S{{1,60}}?(?=[{UPPER}][{LOWER}]+ )|\S+|\s*\Z)"
)


def results(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the results and their codes, `Mã: …`, both in the order of the page."""
    names = tuple(name for name in map(str.strip, _CODE.split(text)) if name)
    return names, tuple(code.strip() for code in _CODE.findall(text))
