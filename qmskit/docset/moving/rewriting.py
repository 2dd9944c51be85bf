"""YAML files of an agency, with the ids of another edition in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from qmskit.docset.moving.places import Named, Place, WithoutSuccessor, named_in
from qmskit.docset.moving.wording import decision, refusal
from qmskit.language import translate as _
from qmskit.model.editions import (
    AGENCY_TYPES,
    POSTS,
    PROFILES,
    REVISION_TABLES,
    ROLES,
    SIGNING,
    WORDS,
    Destiny,
    Fate,
    Passage,
)
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers.trees import Tree, ValuePath, locate, parse_yaml
from qmskit.readers.yaml_edits import YamlEdits, with_edits

# Agencies add no ids of their own to these.
_CLOSED = frozenset({AGENCY_TYPES, POSTS, PROFILES, REVISION_TABLES, ROLES, SIGNING, WORDS})


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text of an agency as it is under another edition.

    Attributes:
        text: None where the whole file has to go.
        decisions: what somebody has to decide or look at.
        is_lossy: whether something of the agency's is no longer in the text, so that the file is
            also kept as it was.
        summary: what changed, a line each.
    """

    text: str | None
    decisions: tuple[Problem, ...] = ()
    is_lossy: bool = False
    summary: tuple[str, ...] = ()


def rewritten(
    text: str, shown: str, places: Iterable[Place], passage: Passage, kept_at: str
) -> Rewritten:
    """Return a YAML text with the ids of a newer edition.

    Args:
        shown: path of the file in the set.
        kept_at: where the file is kept as it was, if anything of it has to go.

    Raises:
        InvalidInputError: it is no YAML, or somebody has to settle something first.
    """
    rewriting = _Rewriting(text, shown, passage, kept_at)
    return rewriting.result(tuple(named_in(rewriting.tree, tuple(places))))


def destiny_of(passage: Passage, kinds: tuple[str, ...], name: str) -> Destiny:
    """Return what became of a name that may be of several kinds."""
    found = [passage.destiny(kind, name) for kind in kinds]
    known = next((one for one in found if one.fate is not Fate.OWN or one.new), found[0])
    is_nobodys = known.fate is Fate.OWN and not known.new and known.kind in _CLOSED
    return Destiny(known.kind, name, Fate.GONE) if is_nobodys else known


class _Rewriting:
    """What changes in one text, so far."""

    def __init__(self, text: str, shown: str, passage: Passage, kept_at: str) -> None:
        self.tree: Tree = parse_yaml(text, shown)
        self._text, self._shown = text, shown
        self._passage, self._kept_at = passage, kept_at
        self._values: dict[ValuePath, str] = {}
        self._keys: dict[ValuePath, str] = {}
        self._cuts: set[ValuePath] = set()
        self._decisions: list[Problem] = []
        self._refused: list[Problem] = []
        self._summary: dict[str, None] = {}
        self._is_file_gone = False
        self._taken: set[tuple[ValuePath, str]] = set()

    def result(self, names: tuple[Named, ...]) -> Rewritten:
        pairs = [(one, destiny_of(self._passage, one.place.kinds, one.name)) for one in names]
        for one, destiny in pairs:
            if destiny.new == (one.name,):
                self._stays(one, destiny)
        for one, destiny in pairs:
            if destiny.new != (one.name,) and destiny.fate is not Fate.OWN:
                self._moves(one, destiny)
        self._cut_empty_desks(names)
        if self._refused:
            raise InvalidInputError(self._refused)
        decisions, summary = tuple(self._decisions), tuple(self._summary)
        if self._is_file_gone:
            return Rewritten(None, decisions, is_lossy=True)
        edits = YamlEdits(self._values, self._keys, frozenset(self._cuts))
        is_lossy = bool(self._cuts) or "performer" in self._keys.values()
        return Rewritten(with_edits(self._text, edits), decisions, is_lossy, summary)

    def _stays(self, one: Named, destiny: Destiny) -> None:
        """Note a name that stays, and tell where the agency's own words now stand for more."""
        self._taken.add((_around(one), one.name))
        if not one.place.is_content:
            return
        if destiny.fate is Fate.MERGED:
            self._decide(one, destiny, _("mục giữ nguyên chỗ cũ"))
        elif self._passage.is_taken(destiny.kind, one.name):
            where = locate(self._text, self._shown, one.path)
            message = _(
                "“{name}” của cơ quan trùng tên với một mục mới của mô hình khung, nay thay mục đó"
            )
            fix = _("đọc mục mới; không muốn thay thì đặt tên khác cho mục của cơ quan")
            self._decisions.append(Problem(where, "QMS887", message.format(name=one.name), fix))

    def _moves(self, one: Named, destiny: Destiny) -> None:
        is_single = len(destiny.new) == 1
        is_joined = one.place.is_content and destiny.fate is Fate.MERGED
        if not is_single or is_joined:
            self._put_aside(one, destiny, one.place.otherwise)
            return
        new = destiny.new[0]
        if (_around(one), new) in self._taken:
            # A list that names both ids names their successor once; content has one place only.
            self._put_aside(one, destiny, WithoutSuccessor.ENTRY if one.place.is_content
                            else WithoutSuccessor.VALUE)  # fmt: skip
            return
        self._taken.add((_around(one), new))
        target = self._keys if one.is_key else self._values
        target[one.path] = new
        self._summary.setdefault(_("đổi tên {old} → {new}").format(old=one.name, new=new))

    def _put_aside(self, one: Named, destiny: Destiny, way: WithoutSuccessor) -> None:
        if way is WithoutSuccessor.REFUSE:
            where = locate(self._text, self._shown, one.path)
            self._refused.append(refusal(where, destiny, self._passage))
        elif way is WithoutSuccessor.STAY:
            self._decide(one, destiny, _("tên cũ giữ nguyên chỗ cũ"))
        elif way is WithoutSuccessor.FILE:
            self._is_file_gone = True
            self._decide(one, destiny, self._kept(_("tệp cất tại {path}")))
        elif way is WithoutSuccessor.WORDS:
            self._say_in_words(one, destiny)
        else:
            self._cuts.add(one.entry if way is WithoutSuccessor.ENTRY else one.path)
            self._decide(one, destiny, self._kept(_("mục đã rút khỏi tệp, tệp cũ cất tại {path}")))

    def _say_in_words(self, one: Named, destiny: Destiny) -> None:
        """Let a step name its performer in words, where it does not yet."""
        step = _at(self.tree, one.entry)
        if isinstance(step, dict) and "performer" in step:
            self._cuts.add(one.path)
        else:
            title = self._passage.old.title(destiny.kind, one.name) if self._passage.old else ""
            self._keys[one.path], self._values[one.path] = "performer", title or one.name
        self._decide(one, destiny, _("bước ghi người thực hiện bằng lời"))

    def _decide(self, one: Named, destiny: Destiny, done: str) -> None:
        where = locate(self._text, self._shown, one.path)
        self._decisions.append(decision(where, destiny, self._passage, done))

    def _kept(self, message: str) -> str:
        return message.format(path=self._kept_at)

    def _cut_empty_desks(self, names: Iterable[Named]) -> None:
        """Cut desks that hold nothing any more: one that names nothing cannot be read."""
        held: dict[ValuePath, list[bool]] = {}
        for one in names:
            if one.path[0] == "desks":
                held.setdefault(one.path[:2], []).append(one.path in self._cuts)
        emptied = {desk for desk, cuts in held.items() if all(cuts) and not self._is_board(desk)}
        desks = _at(self.tree, ("desks",))
        count = len(desks) if isinstance(desks, list) else 0
        self._cuts |= {("desks",)} if emptied and len(emptied) == count else emptied

    def _is_board(self, desk: ValuePath) -> bool:
        tree = _at(self.tree, desk)
        return isinstance(tree, dict) and "notice_board" in tree


def _around(one: Named) -> ValuePath:
    """Return where a name must be the only one of its kind: in its list, or in its file."""
    if one.place.is_content:
        return one.place.path
    return one.path[:-1] if isinstance(one.path[-1], int) else one.path


def _at(tree: Tree, path: ValuePath) -> Tree:
    for key in path:
        if isinstance(tree, dict):
            tree = tree.get(str(key), "")
        elif isinstance(tree, list) and isinstance(key, int):
            tree = tree[key]
    return tree
