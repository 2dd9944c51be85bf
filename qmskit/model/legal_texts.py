"""Legal texts in time: when they take effect, and what they do with each other."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from qmskit.model.dated import Source
from qmskit.model.texts import one_line

_PART = re.compile(
    r"\b(?<!danh )(phần|chương|tiểu mục|mục|điều|khoản|điểm|phụ lục|mẫu)\s+(?:số\s+)?"
    r"(\d+[a-zđ]?|[ivxlc]+|[a-zđ]{1,2})\b",
    re.IGNORECASE,
)


class RelationKind(Enum):
    """What a legal text does with another one; the value is the word in YAML."""

    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    GUIDES = "guides"
    SUSPENDS = "suspends"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a legal text does with another one.

    Attributes:
        number: the other text, number in usual form.
        provision: of the other text; empty means the whole text, or that nobody told which.
        by: provision of the acting text that says so; may be empty.
        effective: first day where it is not that of the acting text.
        until: first day on which it holds no longer, so that the earlier wording is back.
        words: how the source puts it; may be empty.
        told_at: where in the source; may be empty.
    """

    kind: RelationKind
    number: str
    provision: str = ""
    by: str = ""
    effective: date | None = None
    until: date | None = None
    words: str = ""
    told_at: str = ""


@dataclass(frozen=True, slots=True)
class StagedEffect:
    """A provision that takes effect on a day of its own; None where nobody knows the day."""

    provision: str
    effective: date | None


@dataclass(frozen=True, slots=True)
class LegalText:
    """A legal text, as far as it is known.

    Attributes:
        number: number and symbol in usual form.
        title: without the name of its kind or with it; may be empty.
        source: standing and provenance of this entry, and when somebody last checked it.
        citation: first mention as documents print it; may be empty.
        issued, effective: days; None where not known.
        expires: first day on which it is no longer in force; None where none is known.
        is_temporary: whether the wording from before it is back once it has expired.
        staged: provisions with a day of their own; may be empty.
        relations: what it does with other texts, in the order of the file; may be empty.
        cited_in: `all` documents of a set refer to it, or those of `procedures`; else empty.
    """

    number: str
    title: str
    source: Source
    citation: str = ""
    issuer: str = ""
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None
    is_temporary: bool = False
    staged: tuple[StagedEffect, ...] = ()
    relations: tuple[Relation, ...] = ()
    cited_in: str = ""

    def over(self, below: "LegalText") -> "LegalText":
        """Return the text with what only another entry about it knows; relations add up."""
        return replace(
            self,
            title=self.title or below.title,
            citation=self.citation or below.citation,
            issuer=self.issuer or below.issuer,
            issued=self.issued or below.issued,
            effective=self.effective or below.effective,
            expires=self.expires or below.expires,
            is_temporary=self.is_temporary or below.is_temporary,
            staged=self.staged or below.staged,
            relations=tuple(dict.fromkeys((*self.relations, *below.relations))),
            cited_in=self.cited_in or below.cited_in,
        )


@dataclass(frozen=True, slots=True)
class Bearing:
    """A relation with the text that acts, seen from the text it bears on."""

    text: LegalText
    relation: Relation


@dataclass(frozen=True, slots=True)
class Register:
    """Legal texts by number, and what bears on each of them.

    Attributes:
        texts: by number, in the order they were told.
        bearings: by number of the text acted on, which need not be in `texts`; never empty lists.
    """

    texts: Mapping[str, LegalText] = field(default_factory=dict)
    bearings: Mapping[str, tuple[Bearing, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, *layers: Iterable[LegalText]) -> "Register":
        """Return the register of some lists of texts; earlier lists come before later ones."""
        texts: dict[str, LegalText] = {}
        for text in (text for layer in layers for text in layer):
            known = texts.get(text.number)
            texts[text.number] = known.over(text) if known else text
        bearings: dict[str, tuple[Bearing, ...]] = {}
        for text in texts.values():
            for one in text.relations:
                bearings[one.number] = (*bearings.get(one.number, ()), Bearing(text, one))
        return cls(texts, bearings)

    def text_of(self, number: str) -> LegalText | None:
        """Return a text; of one that others act on and nobody entered, its number only."""
        if number in self.texts or not self.bearing_on(number):
            return self.texts.get(number)
        return LegalText(number, "", self.bearing_on(number)[0].text.source)

    def bearing_on(self, number: str) -> tuple[Bearing, ...]:
        """Return what other texts do with a text, in the order they were told; may be empty."""
        return self.bearings.get(number, ())


EMPTY_REGISTER = Register()


def provision_parts(provision: str) -> frozenset[tuple[str, str]]:
    """Return the parts of a provision in any order: `khoản 2 Điều 9` is `Điều 9 khoản 2`.

    Words that name no part stand for themselves; an empty text has no parts.
    """
    found = _PART.findall(provision)
    if not found and provision.strip():
        return frozenset({("", one_line(provision).lower())})
    return frozenset((kind.lower(), number.lower()) for kind, number in found)


def covers(outer: str, inner: str) -> bool:
    """Tell whether a provision holds another: `Điều 9` and the whole text hold `Điều 9 khoản 2`."""
    return provision_parts(outer) <= provision_parts(inner)
