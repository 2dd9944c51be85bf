"""`update --framework`: a set moved to another edition of its framework."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, count
from pathlib import Path

from qmskit.control.ledger import Kind
from qmskit.docset.aside import REMOVED
from qmskit.docset.disk.migrating import BASE
from qmskit.docset.moving.codes import CODES, GivenCodes, moved_codes
from qmskit.docset.moving.foundations import (
    Foundation,
    foundation_of,
    framework_to,
    may_follow,
    passage_to,
)
from qmskit.docset.moving.places import LIST_FILES, places_of
from qmskit.docset.moving.rewriting import rewritten
from qmskit.docset.moving.texts import MovedFile, moved_frame, moved_text
from qmskit.docset.moving.wording import told_once
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned, proved, yaml_bytes
from qmskit.language import translate as _
from qmskit.model.agencies import Codes
from qmskit.model.control import NOBODY_TOLD, Act
from qmskit.model.editions import EditionName, Passage
from qmskit.model.frameworks import Framework
from qmskit.problems import InvalidInputError, Problem
from qmskit.readers import agencies
from qmskit.readers.bundled import bundled
from qmskit.readers.files import read_text
from qmskit.readers.held_frameworks import is_framework
from qmskit.readers.packs import pack_files
from qmskit.readers.records import Record
from qmskit.readers.schemas import read_record
from qmskit.readers.texts import read_source, texts_below
from qmskit.readers.trees import Json, with_scalar
from qmskit.readers.yaml_edits import with_edits

# What somebody has to decide, beside the files that were put aside.
DECISIONS = "can-quyet-dinh.md"

_SINGLE = ("staff.yaml", "distribution.yaml", *LIST_FILES)
_FOLDERS = ("workflows", "province")


def move(folder: Path | str, target: str, *, as_of: date, act: Act = NOBODY_TOLD) -> SetPlan:
    """Move a set to another edition of its framework; see `plan_move`.

    Returns:
        what was done.

    Raises:
        InvalidInputError, UnknownNameError: as `plan_move`; nothing is written.
        TargetError: the folder cannot be written.
    """
    plan = plan_move(folder, target, as_of=as_of)
    carry_out(plan, act)
    return plan


def plan_move(folder: Path | str, target: str, *, as_of: date) -> SetPlan:
    """Return what another edition of its framework would change in a set.

    Ids in the agency's own files follow the map of the newer edition; everything else stays as it
    is. What nothing, or more than one thing, follows is kept in `removed/` as it was, and somebody
    is told to decide. Releases are not touched: they hold what they were made of.

    Args:
        folder: of the set, whose own framework need not be at hand any more.
        target: id of a framework that is shipped, or a folder of a framework, or of a pack.
        as_of: the day on which the set begins to follow it.

    Raises:
        InvalidInputError: sets may not follow the framework on that day, no map leads to it, or
            the set could not be loaded under it: every problem.
        UnknownNameError: nothing has the id.

    Law:
        QĐ 19/2014/QĐ-TTg, Điều 4, last paragraph; Điều 5.
    """
    top = Path(folder)
    base = read_record(top / BASE, "qms", BASE if (top / BASE).exists() else str(top / BASE))
    framework = framework_to(target)
    foundation = foundation_of(top, base)
    new = EditionName(framework.base, _version(framework))
    if foundation.base == new:
        return SetPlan(top, ())
    may_follow(framework, foundation, as_of)
    moving = _Moving(top, passage_to(top, foundation, framework), foundation)
    moving.add_yaml()
    moving.add_texts()
    moving.add_codes(base, framework)
    moving.add_framework(framework)
    return moving.plan(new)


def _version(framework: Framework) -> str:
    """Return the version of the framework below all packs."""
    head = read_record(framework.folder / "framework.yaml", "framework")
    return head.text_of("version")


class _Moving:
    """The changes so far."""

    def __init__(self, folder: Path, passage: Passage, foundation: Foundation) -> None:
        self._folder, self._passage, self._foundation = folder, passage, foundation
        self._aside = self._free(f"{REMOVED}/{foundation.base.id}-{foundation.base.version}")
        self._files: dict[str, bytes | None] = {}
        self._summaries: dict[str, tuple[str, ...]] = {}
        self._remarks: list[Problem] = []
        self._problems: list[Problem] = []

    def _free(self, stem: str) -> str:
        """Return a folder that is not there yet: what was put aside before stays."""
        names = chain([stem], (f"{stem}-{one}" for one in count(2)))
        return next(name for name in names if not (self._folder / name).exists())

    def plan(self, new: EditionName) -> SetPlan:
        if self._problems:
            raise InvalidInputError(self._problems)
        self._remarks = list(told_once(self._remarks))
        self._add_decisions(new)
        proved(self._folder, self._files)
        old = self._foundation.base
        details: dict[str, Json] = {
            "framework": {
                "from": {"id": old.id, "version": old.version},
                "to": {"id": new.id, "version": new.version},
            }
        }
        changes = planned(self._folder, self._files, self._summaries)
        return SetPlan(
            self._folder, changes, tuple(self._remarks), PlannedEntry(Kind.UPDATE, details)
        )

    def add_yaml(self) -> None:
        """Let the YAML files follow the map."""
        for path in (BASE, *self._yaml_paths()):
            text = self._text(path)
            kept_at = f"{self._aside}/{path}"
            try:
                found = rewritten(text, path, places_of(path), self._passage, kept_at)
            except InvalidInputError as error:
                self._problems.extend(error.problems)
                continue
            moved = MovedFile(path, found.text, found.decisions, found.is_lossy, found.summary)
            self._add(path, path, moved)

    def _yaml_paths(self) -> Iterator[str]:
        yield from (name for name in _SINGLE if (self._folder / name).exists())
        for name in _FOLDERS:
            yield from (f"{name}/{one.name}" for one in sorted(self._folder.glob(f"{name}/*.yaml")))

    def add_texts(self) -> None:
        """Let texts and Word frames take the places of those they stood for."""
        names = [name for _path, name in texts_below(self._folder / "documents")]
        texts = {name: self._text(f"documents/{name}") for name in names}
        for name, text in texts.items():
            path = f"documents/{name}"
            others = [one for other, one in texts.items() if other != name]
            try:
                moved = moved_text(name, text, self._passage, f"{self._aside}/{path}", others)
            except InvalidInputError as error:
                self._problems.extend(error.problems)
                continue
            self._add(path, f"documents/{moved.name}" if moved.name else "", moved)
        for one in sorted(self._folder.glob("templates/*.docx")):
            path = f"templates/{one.name}"
            moved = moved_frame(one.name, self._passage, f"{self._aside}/{path}")
            self._add(path, f"templates/{moved.name}" if moved.name else "", moved)

    def add_codes(self, base: Record, framework: Framework) -> None:
        """Let codes that were given stay given."""
        exists = (self._folder / CODES).exists()
        record = read_record(self._folder / CODES, "codes", CODES) if exists else None
        codes = agencies.codes(record) if record else Codes(framework.code_pattern, {})
        own = self._own_codes()
        unit = base.record("agency").text_of("unit_code")
        kept = frozenset(
            code for path, code in own.items() if self._files.get(path, b"") is not None
        )
        given = GivenCodes(codes, unit, frozenset(own.values()), kept, self._issued())
        moved = moved_codes(self._passage, given)
        edits = moved.edits(codes.system)
        self._remarks += moved.remarks
        if not exists:
            if edits.is_any:
                tree = agencies.codes_tree(
                    replace(codes, system=moved.system, retired=moved.retired)
                )
                self._files[CODES] = yaml_bytes(CODES, tree, "codes")
            return
        text = self._text(CODES)
        found = MovedFile(CODES, with_edits(text, edits), (), bool(edits.cuts), moved.summary)
        self._add(CODES, CODES, found)

    def _own_codes(self) -> dict[str, str]:
        """Return the codes of the agency's own documents by path."""
        found: dict[str, str] = {}
        for path, name in texts_below(self._folder / "documents"):
            shown = f"documents/{name}"
            try:
                _source, head = read_source(path, name, shown)
            except InvalidInputError as error:
                self._problems.extend(error.problems)
                continue
            if head is not None:
                found[shown] = head.text_of("code")
        return found

    def _issued(self) -> frozenset[str]:
        """Return the codes that `revisions.yaml` tells of."""
        if not (self._folder / "revisions.yaml").exists():
            return frozenset()
        record = read_record(self._folder / "revisions.yaml", "revisions", "revisions.yaml")
        return frozenset(record.record("revisions").tree)

    def add_framework(self, framework: Framework) -> None:
        """Name the framework in `qms.yaml`, and keep a copy of one that is not shipped."""
        changed = self._files.get(BASE)
        text = changed.decode() if changed else self._text(BASE)
        text = with_scalar(text, ("framework", "id"), framework.id)
        text = with_scalar(text, ("framework", "version"), framework.version)
        self._files[BASE] = text.encode()
        told = _("mô hình khung {old} → {new}").format(
            old=self._foundation.base, new=self._passage.new.name
        )
        self._summaries[BASE] = (told, *self._summaries.get(BASE, ()))
        self._leave_out_held(self._foundation)
        for pack in framework.packs:
            self._hold(pack.id, pack.folder)
        if is_framework(framework.folder) and not _is_shipped(framework):
            self._hold(framework.base, framework.folder)

    def _leave_out_held(self, foundation: Foundation) -> None:
        for name in (*foundation.packs, foundation.base.id):
            held = (self._folder / "packs" / name).rglob("*")
            for path in (one for one in held if one.is_file()):
                self._files[path.relative_to(self._folder).as_posix()] = None

    def _hold(self, name: str, folder: Path) -> None:
        self._files |= {f"packs/{name}/{path}": content for path, content in pack_files(folder)}

    def _add(self, path: str, new_path: str, moved: MovedFile) -> None:
        """Note what becomes of a file."""
        self._remarks += moved.decisions
        content = (self._folder / path).read_bytes()
        if new_path != path and new_path and self._is_occupied(new_path):
            new_path, moved = "", replace(moved, is_lossy=True)
        if moved.is_lossy:
            self._files[f"{self._aside}/{path}"] = content
            self._tell(path, _("bản cũ cất tại {path}").format(path=f"{self._aside}/{path}"))
        if new_path != path:
            self._files[path] = None
        if new_path and (new_path != path or moved.text is not None):
            self._files[new_path] = content if moved.text is None else moved.text.encode()
            self._tell(new_path, *moved.summary)
        if new_path and new_path != path:
            self._tell(new_path, _("trước là {path}").format(path=path))

    def _is_occupied(self, path: str) -> bool:
        return (self._folder / path).exists() or path in self._files

    def _tell(self, path: str, *lines: str) -> None:
        self._summaries[path] = (*self._summaries.get(path, ()), *lines)

    def _text(self, path: str) -> str:
        """Return a file as it stands; `read_text` tells what is wrong with it."""
        read_text(self._folder / path, shown=path)
        return (self._folder / path).read_bytes().decode()

    def _add_decisions(self, new: EditionName) -> None:
        """Keep what has to be decided where somebody finds it later."""
        if not self._remarks:
            return
        heading = _("# Việc cần quyết định sau khi chuyển từ {old} sang {new}").format(
            old=self._foundation.base, new=new
        )
        lines = (f"- [ ] {one.where}: {one.message}{_fix(one)}" for one in self._remarks)
        text = "\n".join([heading, "", *lines, ""])
        self._files[f"{self._aside}/{DECISIONS}"] = text.encode()


def _fix(problem: Problem) -> str:
    return f" → {problem.fix}" if problem.fix else ""


def _is_shipped(framework: Framework) -> bool:
    return framework.folder.parent == bundled()
