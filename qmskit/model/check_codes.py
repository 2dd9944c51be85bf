"""Check codes: eight letters on a cover, by which somebody finds out whether the paper still holds.

People copy them by hand and say them on the telephone. So there are no vowels (no code is a word,
and no Vietnamese keyboard puts accents on it) and no letter that looks like another.
"""

import hashlib
import re
import unicodedata

_LETTERS = "23456789CDFHJKMNPQRTX"
_HALF = 4
# What a letter that no code has was read or written for.
CONFUSED = {
    "0": "Q",
    "O": "Q",
    "1": "J",
    "I": "J",
    "L": "J",
    "S": "5",
    "Z": "2",
    "B": "8",
    "G": "6",
}
_BETWEEN = re.compile(r"[\s\u2010-\u2015_.-]+")
_CODE = re.compile(f"[{_LETTERS}]{{{2 * _HALF}}}")


def check_code(*parts: str) -> str:
    """Return the check code of `parts`, such as `K7QM-2XRD`; the same parts give the same code."""
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest())
    letters = ""
    for _each in range(2 * _HALF):
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return _in_halves(letters)


def normalised_check(text: str) -> str:
    """Return the code that somebody typed, as it is printed; empty when `text` cannot be one.

    Blanks, hyphens, lower case and letters that no code has are forgiven.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    if len(plain) < 2 * _HALF:
        # Two D in a row become one letter on a Vietnamese keyboard.
        plain = plain.replace("Đ", "DD")
    letters = "".join(CONFUSED.get(one, one) for one in plain.replace("Đ", "D"))
    return _in_halves(letters) if _CODE.fullmatch(letters) else ""


def _in_halves(letters: str) -> str:
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
