"""Codes of documents under another edition: given ones stay given, none is given twice."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qmskit.docset.moving.wording import decision
from qmskit.language import translate as _
from qmskit.model.agencies import NO_UNIT, Codes
from qmskit.model.editions import DOCUMENTS, Fate, Passage
from qmskit.problems import Location, Problem
from qmskit.readers.yaml_edits import YamlEdits

CODES = "codes.yaml"
_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")


@dataclass(frozen=True, slots=True)
class GivenCodes:
    """What is known of codes before the move.

    Attributes:
        codes: those of `codes.yaml`.
        unit: the agency's unit code; may be empty.
        own, own_kept: codes of documents that only the agency makes, before and after.
        issued: codes that `revisions.yaml` tells of.
    """

    codes: Codes
    unit: str
    own: frozenset[str] = frozenset()
    own_kept: frozenset[str] = frozenset()
    issued: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MovedCodes:
    """The codes after the move.

    Attributes:
        system: document id of the newer edition -> code, where it is not the edition's.
        renamed: old id -> new id of the documents that `system` named before and names still.
        retired: codes that nobody uses any more, beside those retired before, sorted.
        remarks: new codes, and codes that went with their documents.
        summary: what changed, a line each.
    """

    system: Mapping[str, str]
    renamed: Mapping[str, str]
    retired: tuple[str, ...]
    remarks: tuple[Problem, ...] = ()
    summary: tuple[str, ...] = ()

    def edits(self, before: Mapping[str, str]) -> YamlEdits:
        """Return what changes in `codes.yaml`.

        Args:
            before: `system` of the file.
        """
        added = self.system.keys() - self.renamed.values()
        return YamlEdits(
            keys={("system", old): new for old, new in self.renamed.items() if old != new},
            cuts=frozenset(("system", old) for old in before.keys() - self.renamed.keys()),
            pairs={("system",): {name: self.system[name] for name in sorted(added)}}
            if added
            else {},
            items={("retired",): self.retired} if self.retired else {},
        )


def moved_codes(passage: Passage, given: GivenCodes) -> MovedCodes:
    """Return the codes of documents about the set under the newer edition.

    A document that goes on under one id keeps its code; all others take the edition's, unless that
    was given to another document before: then the next one free.
    """
    moving = _Moving(passage, given)
    moving.keep()
    moving.give()
    return moving.result()


class _Moving:
    """The codes so far."""

    def __init__(self, passage: Passage, given: GivenCodes) -> None:
        self._passage, self._given = passage, given
        self._unit = given.unit or NO_UNIT
        self._old = self._old_codes()
        self._new = {
            name: code.replace("{unit}", self._unit) for name, code in passage.new.codes.items()
        }
        self._system: dict[str, str] = {}
        self._kept: set[str] = set()
        self._remarks: list[Problem] = []
        self._summary: list[str] = []

    def _old_codes(self) -> dict[str, str]:
        """Return the codes of the older edition's documents, as the agency uses them."""
        old = self._passage.old
        known = old.codes.items() if old else ()
        of_edition = {name: code.replace("{unit}", self._unit) for name, code in known}
        return {**of_edition, **self._given.codes.system}

    def keep(self) -> None:
        """Let documents that go on under one id keep their code."""
        for old, code in self._old.items():
            new = self._goes_on_as(old)
            if not new:
                continue
            self._kept.add(old)
            if code != self._new.get(new) or old in self._given.codes.system:
                self._system[new] = code
            if new != old:
                text = _("{code}: {old} → {new}, giữ mã hiệu")
                self._summary.append(text.format(code=code, old=old, new=new))

    def _goes_on_as(self, old: str) -> str:
        """Return the one id under which a document goes on; empty for none."""
        destiny = self._passage.destiny(DOCUMENTS, old)
        is_absorbed = destiny.fate is Fate.MERGED and destiny.new != (old,)
        return destiny.new[0] if len(destiny.new) == 1 and not is_absorbed else ""

    def give(self) -> None:
        """Give the edition's codes to its other documents, or the next ones free."""
        used = {code.casefold() for code in self._used()}
        coming = {code.casefold() for code in self._new.values()}
        going_on = {self._goes_on_as(old) for old in self._kept}
        for name, code in self._new.items():
            if name in going_on or code.casefold() not in used:
                continue
            fresh = _next_free(code, used | coming)
            used.add(fresh.casefold())
            self._system[name] = fresh
            message = _("mã hiệu {code} đã cấp cho tài liệu khác; “{name}” mang mã hiệu {fresh}")
            told = message.format(
                code=code, name=self._passage.new.title(DOCUMENTS, name), fresh=fresh
            )
            fix = _("muốn mã hiệu khác thì sửa mục system của codes.yaml trước khi ban hành")
            self._remarks.append(
                Problem(Location(CODES, path=f"system.{name}"), "QMS887", told, fix)
            )

    def _used(self) -> Iterator[str]:
        codes = self._given.codes
        yield from self._old.values()
        yield from codes.documents.values()
        yield from codes.retired
        yield from self._given.own
        yield from self._given.issued

    def result(self) -> MovedCodes:
        codes = self._given.codes
        living = {*self._system.values(), *codes.documents.values(), *self._given.own_kept}
        living |= {code for name, code in self._new.items() if name not in self._system}
        ended = {code for old, code in self._old.items() if old not in self._kept}
        ended |= self._given.issued | self._given.own
        retired = tuple(sorted(ended - living - set(codes.retired)))
        for old in sorted(self._given.codes.system.keys() - self._kept):
            destiny = self._passage.destiny(DOCUMENTS, old)
            done = _("mã hiệu {code} không cấp lại cho tài liệu nào").format(code=self._old[old])
            where = Location(CODES, path=f"system.{old}")
            self._remarks.append(decision(where, destiny, self._passage, done))
        renamed = {old: self._goes_on_as(old) for old in codes.system if old in self._kept}
        return MovedCodes(
            self._system, renamed, retired, tuple(self._remarks), tuple(self._summary)
        )


def _next_free(code: str, used: Iterable[str]) -> str:
    """Return the next code with a higher last number that nobody has."""
    taken = set(used)
    match = _LAST_NUMBER.search(code)
    if match is None:
        return _next_free(f"{code}-1", taken)
    width, number = len(match[1]), int(match[1])
    while (
        fresh := f"{code[: match.start()]}{number:0{width}d}{code[match.end() :]}"
    ).casefold() in taken:
        number += 1
    return fresh
