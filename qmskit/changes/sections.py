"""Which sections differ between two contents of a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from qmskit.readers.trees import Json

_PARTS = ("front", "body", "forms")
# Sections and their items; what lies deeper belongs to its item.
_DEEPEST = 2
# Documents are Vietnamese whatever language the program speaks.
_VERBS = {"new": "bổ sung", "changed": "sửa đổi", "removed": "bỏ"}


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section that differs.

    Attributes:
        reference: where it stands, `mục 5.a`; empty for a form or what stands before any heading.
        title: may be empty.
        verdict: `new`, `changed` or `removed`.
    """

    reference: str
    title: str
    verdict: str

    def __str__(self) -> str:
        """Return it as running text."""
        return " ".join(part for part in (self.reference, self.title) if part)


def changed_sections(old: Json, new: Json) -> tuple[ChangedSection, ...]:
    """Return the sections that two contents of the same document tell differently.

    Sections are matched by their titles: a number that moved is no change.

    Args:
        old, new: contents as `documents.contents` makes them.
    """
    before, after = dict(_sections(old)), dict(_sections(new))
    found = (
        _verdict(before.get(key), after.get(key)) for key in dict.fromkeys(chain(after, before))
    )
    return tuple(one for one in found if one)


def parts_told(sections: tuple[ChangedSection, ...]) -> str:
    """Return where a document differs, for the column of pages and sections."""
    return "; ".join(dict.fromkeys(one.reference or one.title for one in sections)).strip("; ")


def sections_told(sections: tuple[ChangedSection, ...]) -> str:
    """Return what differs, as one sentence a revision table can hold; always in Vietnamese."""
    told = []
    for verdict, verb in _VERBS.items():
        names = [str(one) for one in sections if one.verdict == verdict and str(one)]
        if names:
            told.append(f"{verb} {'; '.join(dict.fromkeys(names))}")
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]}"


_Key = tuple[int, str, str, str]
_Section = tuple[str, str, list[Json]]


def _verdict(old: _Section | None, new: _Section | None) -> ChangedSection | None:
    shown = new or old
    if shown is None or (old and new and old[2] == new[2]):
        return None
    verdict = "changed" if old and new else "new" if new else "removed"
    reference, title, _blocks = shown
    title = title.capitalize() if title.isupper() else title
    return ChangedSection(reference, title, verdict)


def _sections(content: Json) -> Iterator[tuple[_Key, _Section]]:
    """Yield the sections of all files of a document by where they stand and their titles."""
    for number, file in enumerate(content if isinstance(content, list) else ()):
        for part in _PARTS:
            blocks = file.get(part) if isinstance(file, dict) else None
            yield from _of_part(number, part, blocks if isinstance(blocks, list) else [])


def _of_part(number: int, part: str, blocks: list[Json]) -> Iterator[tuple[_Key, _Section]]:
    section = reference = title = ""
    held: list[Json] = []
    for block in blocks:
        if not isinstance(block, dict) or not _is_section(block):
            held.append(block)
            continue
        yield (number, part, section, title), (reference, title, held)
        reference, title = str(block.get("reference", "")), _text(block.get("runs"))
        section = title if block.get("level") == 1 else section
        held = [block.get("tail")]
    yield (number, part, section, title), (reference, title, held)


def _is_section(block: Mapping[str, Json]) -> bool:
    level = block.get("level")
    return block.get("is") == "heading" and isinstance(level, int) and level <= _DEEPEST


def _text(runs: Json) -> str:
    found = runs if isinstance(runs, list) else []
    return "".join(run if isinstance(run, str) else _letters(run) for run in found)


def _letters(run: Json) -> str:
    return str(run.get("text", "")) if isinstance(run, dict) else ""
