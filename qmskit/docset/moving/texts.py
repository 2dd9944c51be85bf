"""Markdown texts and Word frames of an agency under another edition of the framework."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from qmskit.docset.moving.places import HEAD
from qmskit.docset.moving.rewriting import rewritten
from qmskit.docset.moving.wording import decision
from qmskit.language import translate as _
from qmskit.model.editions import DOCUMENTS, FRAMES, POSTS, TEXTS, WORDS, Fate, Passage
from qmskit.problems import Location, Problem

_FENCE = re.compile(r"(?s)(\ufeff?---\r?\n)(.*?)(\r?\n---\r?\n)(.*)")
_QUOTED = re.compile(r"""(?P<open>["'](?:framework/)?)(?P<name>[\w./-]+\.md)(?=["'])""")
_POST = re.compile(r"\b(?P<open>(?:post|person)\.)(?P<name>[a-z0-9_]+)")
_ARGUMENT = re.compile(r"\b(?P<open>\w+_post=)(?P<name>[a-z0-9-]+)")
_LINK = re.compile(r"(?P<open>\]\((?:doc|name):)(?P<name>[a-z0-9-]+)(?=\))")
_WORD = re.compile(r"\b(?P<open>words\.)(?P<name>[a-z0-9_]+)")
_NAMES = (
    (_QUOTED, TEXTS), (_LINK, DOCUMENTS), (_POST, POSTS), (_ARGUMENT, POSTS), (_WORD, WORDS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MovedFile:
    """A file of an agency under another edition.

    Attributes:
        name: its new name; the old one where it stays; empty where the file goes aside.
        text: its new text; None where the bytes stay as they are.
        is_lossy: whether it is also kept as it was.
    """

    name: str
    text: str | None = None
    decisions: tuple[Problem, ...] = ()
    is_lossy: bool = False
    summary: tuple[str, ...] = ()


def moved_text(
    name: str, text: str, passage: Passage, kept_at: str, others: Iterable[str]
) -> MovedFile:
    """Return a text of `documents/` under another edition.

    Args:
        name: `system/audit.md`.
        kept_at: where the file is kept as it was, if it or anything of it has to go.
        others: what other texts of the agency say.

    Raises:
        InvalidInputError: the head is no YAML.
    """
    shown = f"documents/{name}"
    naming = _Naming(shown, passage)
    headed = _FENCE.fullmatch(text)
    if headed is None:
        moved = _override(name, passage, kept_at, others)
        return naming.within(moved, text, text) if moved.name else moved
    opening, head, closing, body = headed.groups()
    # An empty first line stands for the fence, so that places in the head are those of the file.
    found = rewritten("\n" + head, shown, HEAD, passage, kept_at)
    if found.text is None:
        return MovedFile("", None, found.decisions, is_lossy=True)
    before = opening + found.text.removeprefix("\n").rstrip("\r\n") + closing
    moved = MovedFile(name, before, found.decisions, found.is_lossy, found.summary)
    return naming.within(moved, body, text)


def moved_frame(name: str, passage: Passage, kept_at: str) -> MovedFile:
    """Return what a Word frame of an agency is called under another edition."""
    destiny = passage.destiny(FRAMES, name)
    if destiny.fate in {Fate.GONE, Fate.SPLIT}:
        # A document of the agency's own may still ask for it, and nothing else reads it.
        where = Location(f"templates/{name}")
        return MovedFile(
            name, None, (decision(where, destiny, passage, _("khung giữ nguyên chỗ cũ")),)
        )
    return _placed(f"templates/{name}", name, FRAMES, passage, kept_at)


def _override(name: str, passage: Passage, kept_at: str, others: Iterable[str]) -> MovedFile:
    destiny = passage.destiny(TEXTS, name)
    is_nobodys = destiny.fate is Fate.OWN and not destiny.new
    if is_nobodys and any(_is_named(name, one) for one in others):
        return MovedFile(name)
    return _placed(f"documents/{name}", name, TEXTS, passage, kept_at)


def _placed(shown: str, name: str, kind: str, passage: Passage, kept_at: str) -> MovedFile:
    """Return where content of the agency's goes that stands in place of the framework's."""
    destiny = passage.destiny(kind, name)
    where = Location(shown)
    aside = _("tệp cất tại {path}").format(path=kept_at)
    if destiny.fate is Fate.OWN and (destiny.new or kind == FRAMES):
        return MovedFile(name)
    if destiny.new == (name,):
        told = decision(where, destiny, passage, _("tệp giữ nguyên chỗ cũ"))
        return MovedFile(name, None, (told,) if destiny.fate is Fate.MERGED else ())
    if destiny.fate is Fate.RENAMED:
        return MovedFile(destiny.new[0])
    return MovedFile("", None, (decision(where, destiny, passage, aside),), is_lossy=True)


class _Naming:
    """Replaces names in the Jinja of a body, and tells those that lead nowhere."""

    def __init__(self, shown: str, passage: Passage) -> None:
        self._shown, self._passage = shown, passage
        self.decisions: list[Problem] = []
        self.summary: dict[str, None] = {}

    def within(self, moved: MovedFile, body: str, text: str) -> MovedFile:
        """Return a file with the names that its body uses in the newer edition.

        Args:
            moved: the file, its `text` the head.
            text: the whole file as it was.
        """
        whole = (moved.text or "") + self._rewritten(body)
        return replace(
            moved,
            text=None if whole == text else whole,
            decisions=(*moved.decisions, *self.decisions),
            summary=(*moved.summary, *self.summary),
        )

    def _rewritten(self, body: str) -> str:
        for pattern, kind in _NAMES:
            body = pattern.sub(partial(self._name, kind), body)
        return body

    def _name(self, kind: str, found: re.Match[str]) -> str:
        written = found["name"]
        # In Jinja a post is written with underscores.
        is_spoken = found.re is _POST
        destiny = self._passage.destiny(kind, written.replace("_", "-") if is_spoken else written)
        if destiny.fate is Fate.OWN or destiny.new == (destiny.old,):
            return found.group()
        if len(destiny.new) != 1:
            where = Location(self._shown, path=written)
            done = _("lời văn giữ nguyên, chưa lập được tài liệu")
            self.decisions.append(decision(where, destiny, self._passage, done))
            return found.group()
        new = destiny.new[0].replace("-", "_") if is_spoken else destiny.new[0]
        self.summary.setdefault(_("đổi tên {old} → {new}").format(old=written, new=new))
        return found["open"] + new


def _is_named(name: str, text: str) -> bool:
    return f'"{name}"' in text or f"'{name}'" in text
