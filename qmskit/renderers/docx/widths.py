"""How long words are in Times New Roman, and where long names are broken.

Vietnamese letters are as wide as their base letters; the few that are not differ little.
"""

from functools import lru_cache
from unicodedata import normalize

MM_A_POINT = 25.4 / 72

# Bold letters by their width in thousandths of the size; the widths of Times New Roman.
_BOLD = {
    250: " ,.", 278: "il/", 333: "fjt-():;[]", 389: "Is", 444: "cerz", 500: "Jagovxy0123456789–…“”",
    556: "Sbdhknpqu", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYĐw", 778: "GHKOQ", 833: "m",
    944: "M", 1000: "W—",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _BOLD.items() for letter in letters} | {"đ": 556}
_USUAL = 500

# What a name is best broken before, and how many millimetres of balance that is worth.
_UNITS = frozenset(("xã", "phường", "đặc", "tỉnh", "thành"))
_COST_OF_AND, _COST_OF_OTHERS = 10.0, 20.0


@lru_cache(maxsize=256)
def width_mm(text: str, size: float) -> float:
    """Return how long a line of bold letters of `size` points is, in millimetres."""
    bases = (normalize("NFD", letter)[0] for letter in normalize("NFC", text))
    return sum(_WIDTHS.get(base, _USUAL) for base in bases) / 1000 * size * MM_A_POINT


def broken(name: str, size: float, room_mm: float) -> tuple[str, ...]:
    """Return a name in capitals as lines, at least one, each within `room_mm` where words allow.

    A name is broken before the unit it belongs to (`xã`, `tỉnh` …), before `và`, or in the middle.
    """
    words = name.split()
    if len(words) < 2 or width_mm(name.upper(), size) <= room_mm:  # noqa: PLR2004 - nothing to break
        return (" ".join(words),)
    at = min(range(1, len(words)), key=lambda place: _cost(words, place, size))
    first, second = " ".join(words[:at]), " ".join(words[at:])
    return (*broken(first, size, room_mm), *broken(second, size, room_mm))


def _cost(words: list[str], place: int, size: float) -> float:
    halves = (" ".join(words[:place]), " ".join(words[place:]))
    longest = max(width_mm(half.upper(), size) for half in halves)
    word = words[place].lower()
    if word in _UNITS:
        return longest
    return longest + (_COST_OF_AND if word == "và" else _COST_OF_OTHERS)
