"""Text as the sources give it and as documents show it."""

import re
import unicodedata

# Characters that XML 1.0 cannot hold. The composer uses some of them as separators, so a text that
# holds one is refused when it is read: data can then never become markup.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_BLANKS = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^\s*(?:[-–+*•]\s*)+")
# Asks for the picture of the character before: ❤ and ❤️. No other mark may stay before a joiner:
# it could melt into its letter, and the joiner would stand behind a letter.
_PICTURE_FOLLOWS = "\ufe0f"
_SPACE_LIKE = (("\u00a0", " "), ("\u2028", "\n"), ("\u2029", "\n"), ("\u0085", "\n"))


def clean(text: str) -> str:
    """Return `text` in Unicode NFC, with Unix line ends and without invisible characters.

    What a reader sees stays as it is; only code points that carry no meaning on paper go: marks of
    writing direction, joiners without width, soft hyphens, and no-break blanks become blanks. A
    joiner inside an emoji stays.
    """
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for odd, plain in _SPACE_LIKE:
        if odd in text:
            text = text.replace(odd, plain)
    visible = _INVISIBLE.sub(_keep_joined, text)
    # A letter and a mark that stood apart may now belong together.
    return unicodedata.normalize("NFC", visible) if len(visible) < len(text) else text


def illegal_character(text: str) -> str | None:
    """Return the first character that no document may hold, or None."""
    found = ILLEGAL.search(text)
    return found.group() if found else None


def place_after(text: str) -> tuple[int, int]:
    """Return line and column, both from 1, of a letter that follows `text`."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def one_line(text: str) -> str:
    """Return `text` on one line, with single blanks."""
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of `text` that hold something, blanks folded, in order."""
    lines = [line.strip() for line in text.split("\n")]
    return tuple([_evened(line) for line in lines if line])


def _evened(line: str) -> str:
    return _BLANKS.sub(" ", line) if "  " in line or "\t" in line else line


def without_bullet(text: str) -> str:
    """Return `text` without the dash, plus or star that opens a list item in the sources."""
    return _BULLET.sub("", text, count=1) if text[:1] in "-–+*• " else text


def shortened(text: str, most: int) -> str:
    """Return `text` on one line with at most `most` characters, cut at a word, ended by `…`."""
    line = one_line(text)
    if len(line) <= most:
        return line
    head = line[: most - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head
    return at_word.rstrip(" ,;:-") + "…"


def folded(text: str) -> str:
    """Return `text` for comparison: one line, no diacritics, lower case, `đ` as `d`."""
    decomposed = unicodedata.normalize("NFD", one_line(text).lower().replace("đ", "d"))
    if decomposed.isascii():
        return decomposed
    marks = {ord(char): None for char in set(decomposed) if unicodedata.combining(char)}
    return decomposed.translate(marks)


def capitalised(text: str) -> str:
    """Return `text` with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def _keep_joined(match: re.Match[str]) -> str:
    """Return a zero-width joiner where it joins two pictures, else nothing."""
    if match.group() != "\u200d":
        return ""
    before = match.string[match.start() - 1 : match.start()]
    joins = before == _PICTURE_FOLLOWS or (before and unicodedata.category(before) in {"So", "Sk"})
    return "\u200d" if joins else ""
