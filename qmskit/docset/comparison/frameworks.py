"""`diff` of two frameworks: where every id went, and whose wording changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qmskit.changes.frameworks import EditionChange, edition_changes
from qmskit.language import translate as _
from qmskit.model.dated import Source
from qmskit.model.editions import DOCUMENTS, ROLES, TEXTS, Edition, Passage
from qmskit.model.frameworks import Framework
from qmskit.model.systems import LISTS
from qmskit.problems import Location, Problem
from qmskit.readers.bundled import bundled
from qmskit.readers.editions import edition_of, is_outline, outline_at, outline_names
from qmskit.readers.frameworks import framework_at, framework_names
from qmskit.readers.held_frameworks import is_framework
from qmskit.readers.renames import renames_to
from qmskit.readers.trees import Json


@dataclass(frozen=True, slots=True)
class FrameworkDiff:
    """What differs between two editions of a framework.

    Attributes:
        changes: one an id, or one for several that became one; those that stayed included.
        remarks: what nobody knows of the way from one to the other.
    """

    passage: Passage
    changes: tuple[EditionChange, ...]
    remarks: tuple[Problem, ...] = ()

    @property
    def differing(self) -> tuple[EditionChange, ...]:
        """Return what changed."""
        return tuple(one for one in self.changes if one.is_any)


def are_frameworks(old: str, new: str) -> bool:
    """Tell whether both sides of a comparison are frameworks: their folders, or ids of ours."""
    return all(_folder(one) is not None for one in (old, new))


def diff_frameworks(old: Path | str, new: Path | str) -> FrameworkDiff:
    """Return what differs between two editions of a framework.

    Args:
        old, new: ids of frameworks that are shipped, or their folders; the older one may be an
            outline.

    Raises:
        InvalidInputError: every problem of either, or of the map between them.
    """
    before, after = _side(str(old)), _side(str(new))
    remarks: tuple[Problem, ...] = ()
    renames = None
    newer = after[1]
    if newer and before[0].name != after[0].name:
        renames = renames_to(newer, before[0].name)
    if renames is None and before[0].name != after[0].name:
        message = _("mô hình khung {new} không có bảng chuyển đổi từ {old}; chỉ so theo tên")
        shown = message.format(new=after[0].name, old=before[0].name)
        fix = _("ghi bảng chuyển đổi vào thư mục renames của mô hình khung mới")
        remarks = (Problem(Location(str(new)), "QMS881", shown, fix),)
    passage = Passage(before[0], after[0], renames)
    contents = (_contents(before[1]), _contents(newer)) if before[1] and newer else ()
    return FrameworkDiff(passage, tuple(edition_changes(passage, contents)), remarks)


def framework_json(diff: FrameworkDiff, *, is_complete: bool = False) -> Json:
    """Return a comparison as plain values for JSON.

    Args:
        is_complete: whether to tell what did not change.
    """
    passage = diff.passage
    shown = diff.changes if is_complete else diff.differing
    counts: dict[str, Json] = {}
    for one in diff.changes:
        known = counts.get(one.fate.value, 0)
        counts[one.fate.value] = (known if isinstance(known, int) else 0) + 1
    counts["reworded"] = sum(one.is_reworded for one in diff.changes)
    return {
        "old": _edition_json(passage.old),
        "new": _edition_json(passage.new),
        "changes": [_change_json(one, passage) for one in shown],
        "summary": counts,
    }


def _folder(name: str) -> Path | None:
    """Return the folder of a framework or an outline; None where the name is of neither."""
    if name in {*framework_names(), *outline_names()} and not Path(name).exists():
        return bundled() / name
    folder = Path(name)
    return folder if is_framework(folder) or is_outline(folder) else None


def _side(name: str) -> tuple[Edition, Framework | None]:
    folder = _folder(name) or Path(name)
    if is_outline(folder):
        return outline_at(folder), None
    framework = framework_at(folder)
    return edition_of(framework), framework


def _contents(framework: Framework) -> Mapping[tuple[str, str], object]:
    """Return what stands under the ids whose content agencies read: texts, roles, lists."""
    found: dict[tuple[str, str], object] = {}
    for kind in framework.kinds:
        head = {name: getattr(kind, name) for name in _HEAD}
        found[DOCUMENTS, kind.id] = (head, kind.text.body)
    found |= {(TEXTS, name): text.body for name, text in framework.texts.items()}
    found |= {(ROLES, one.id): replace(one, id="") for one in framework.roles}
    for name in LISTS:
        entries = getattr(framework.system, name)
        found |= {(name, one.id): replace(one, id="") for one in entries}
    return found


# Of a document, what readers of it notice.
_HEAD = ("title", "code", "clauses", "steps", "informs", "kept", "letter", "fill")


def _edition_json(edition: Edition | None) -> Json:
    if edition is None:
        return None
    return {
        "id": edition.name.id,
        "version": edition.name.version,
        "name": edition.called,
        "standard": edition.standard,
        "outline": edition.is_outline,
    }


def _change_json(one: EditionChange, passage: Passage) -> Json:
    old, new = passage.old, passage.new
    return {
        "kind": one.kind,
        "change": one.fate.value,
        "old": [_named(name, old, one.kind) for name in one.old],
        "new": [_named(name, new, one.kind) for name in one.new],
        "reworded": one.is_reworded,
        "reason": one.reason or None,
        "action": one.action or None,
        "source": _source_json(one.source),
    }


def _named(name: str, edition: Edition | None, kind: str) -> Json:
    title = edition.titles.get(kind, {}).get(name, "") if edition else ""
    return {"id": name, "title": title or None}


def _source_json(source: Source | None) -> Json:
    if source is None:
        return None
    return {
        "text": source.text,
        "provision": source.provision or None,
        "standing": source.standing.value,
    }
