"""Words that a conversion from PDF has broken: `gi ấy` for `giấy`.

A Vietnamese syllable is an onset, a rhyme and a tone, and few combinations exist. A piece that is
no possible syllable, but becomes one together with its neighbour, was torn from it. What the
syllable should have been is never guessed from that: only a name known from elsewhere, with the
same letters, says where the blanks belong.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from qmskit.model.texts import clean

_PIECE = re.compile(r"[^\W\d_]+")
# A single capital inside a sentence is the name of something: hạng C ở.
_LABEL = re.compile(r"[A-ZĐ]")
_SMALL_LETTERS = re.compile(r"[^A-Z]+")
_BLANKS = re.compile(r"[^\S\n]+")

_LEVEL = "-"
_TONES = {"\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~", "\u0323": "."}
_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "ph", "th", "tr", "qu",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
)  # fmt: skip
_RHYME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong ooc oong op ot  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyt uyu
    ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu  y
    """
# Rhymes that make a syllable without an onset, and the tones they take there: `-` none, ` huyền,
# ' sắc, ? hỏi, ~ ngã, . nặng. The gaps tell: there is êm but no ễm, and no ên at all. The bare
# letters a, e, i, o, u are no words but mostly the torn end of one: lạ i, củ a.
_ALONE_LIST = """
    a:`'?. ac:' ach:'. ai:-'? am:-'? an:-' ang:-' anh:-'? ao:-`'? ap:' at:'. au:- ay:'
    ăc:' ăm:-~ ăn:- ăng:-'? ăp:' ăt:'  âm:-`'?. ân:-'? âp:'. ât:' âu:-'? ây:'
    e:` ec:' em:-' en:' eo:-`'?. ep:'. et:'  ê:-`' êch:' êm:-' ênh:`~
    i:`'? ia:? ich:'. im:- in:-? inh:-` it:'. iu:?
    o:`'. oa:-` oach:'. oai:-'? oan:-'? oang:-` oanh:-`' oăm:- oăn:` oăt:' oc:'. oe:-`'
    oi:-' om:-? on:-? ong:-'~ op:'. ot:'.  ô:-`'? ôc:'. ôi:-'? ôm:-`' ôn:-`? ông:-'? ôp:'. ôt:'
    ơ:-`'?. ơi:-' ơm:`~ ơn:-' ơt:'
    u:`'?. ua:`'? uân:-? uât:' uê:'? uc:'. ui:-'? um:-`' un:-`?. ung:-`'? uôm:- uôn:'
    uông:'? uôt:. up:'. ut:'. uy:-'? uych:. uyên:-? uyt:'
    ư:-`' ưa:-' ưc:'. ưng:-`'? ươc:' ươm:-' ươn:-~ ương:- ươt:' ưu:-
    y:-`'? yêm:'? yên:-' yêng:? yêt:' yêu:-'?
    """
_RHYMES = frozenset(_RHYME_LIST.split())
_ALONE = dict(entry.split(":") for entry in _ALONE_LIST.split())
_BEFORE_I = ("e", "ê", "i", "y")


def broken_words(text: str) -> tuple[str, ...]:
    """Return the words that seem broken, as they stand: `gi ấy`; in their order, none twice."""
    text = clean(text)
    pieces = list(_PIECE.finditer(text))
    found = [
        text[first.start() : second.end()]
        for before, first, second in zip([None, *pieces], pieces, pieces[1:], strict=False)
        if _BLANKS.fullmatch(text, first.end(), second.start())
        and not _is_label(before, first, second)
        and _is_torn(first.group(), second.group())
    ]
    return tuple(dict.fromkeys(found))


def joined(text: str, known: Iterable[str] = ()) -> str | None:
    """Return the known name that `text` is when blanks and case are left out of account.

    Args:
        text: a name with or without broken words.
        known: names that are sure, such as those of a catalogue.

    Returns:
        the known name on one line; None where none has the same letters, or where several have.
    """
    letters = squeezed(text)
    names = {" ".join(name.split()) for name in map(clean, known) if squeezed(name) == letters}
    return names.pop() if len(names) == 1 else None


def squeezed(text: str) -> str:
    """Return the letters of `text` for comparison: no blanks, lower case."""
    return "".join(clean(text).lower().split())


def _is_label(before: re.Match[str] | None, first: re.Match[str], second: re.Match[str]) -> bool:
    """Tell whether a piece is a single capital between words of a sentence."""
    if before is None or not _LABEL.fullmatch(first.group()):
        return False
    gap = first.string[before.end() : first.start()]
    return gap.isspace() and _SMALL_LETTERS.fullmatch(second.group()) is not None


def _is_torn(first: str, second: str) -> bool:
    """Tell whether two neighbours are one syllable, and cannot both be syllables themselves."""
    if not second.islower() and not (first.isupper() and second.isupper()):
        return False
    first, second = first.lower(), second.lower()
    return is_syllable(first + second) and not (is_syllable(first) and is_syllable(second))


@cache
def is_syllable(letters: str) -> bool:
    """Tell whether lower-case letters can be a Vietnamese syllable.

    Foreign words mostly cannot; whether a syllable is a word that anybody uses is not asked.
    """
    plain, tones = _parted(letters)
    if len(tones) > 1:
        return False
    tone = tones or _LEVEL
    if tone in _ALONE.get(plain, ""):
        return True
    return any(
        _fits(onset, plain.removeprefix(onset), tone)
        for onset in _ONSETS
        if plain.startswith(onset) and plain != onset
    )


def _fits(onset: str, rhyme: str, tone: str) -> bool:
    """Tell whether an onset takes a rhyme with a tone, as Vietnamese is spelt."""
    if onset == "gi" and rhyme.startswith("ê"):
        rhyme = f"i{rhyme}"
    if rhyme not in _RHYMES:
        # The i of gi and the u of qu may be all there is of the rhyme's first part.
        return onset == "qu" and f"u{rhyme}" in _RHYMES and _ends_well(rhyme, tone)
    if onset == "g" and rhyme == "i" and tone == _LEVEL:
        return False  # gì and gỉ are words, a bare gi is the beginning of giấy
    return _is_spelt(onset, rhyme) and _ends_well(rhyme, tone)


def _is_spelt(onset: str, rhyme: str) -> bool:
    if onset in {"k", "gh", "ngh"}:
        return rhyme.startswith(_BEFORE_I)
    if onset in {"c", "ng"}:
        return not rhyme.startswith(_BEFORE_I)
    if onset == "g":
        return not rhyme.startswith(("e", "ê", "y"))
    if onset == "qu":
        return not rhyme.startswith(("o", "u", "ư", "ô")) or rhyme == "ôc"
    return True


def _ends_well(rhyme: str, tone: str) -> bool:
    """Tell whether the tone fits: a rhyme that ends in a stop takes sắc and nặng only."""
    return tone in "'." or not rhyme.endswith(("c", "ch", "p", "t"))


def _parted(letters: str) -> tuple[str, str]:
    """Return letters without tones, and the tones met."""
    plain: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", letters):
        (tones if char in _TONES else plain).append(_TONES.get(char, char))
    return unicodedata.normalize("NFC", "".join(plain)), "".join(tones)
