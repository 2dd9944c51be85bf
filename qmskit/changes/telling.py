"""Differences between two states, told in words."""

from collections.abc import Iterable, Iterator

from qmskit.changes.comparing import differing
from qmskit.changes.relations import FieldComparison, Relation
from qmskit.changes.summaries import phrase
from qmskit.changes.workflows import decisions_compared, workflow_compared
from qmskit.language import translate as _
from qmskit.model.changes import Change, EditKind
from qmskit.model.procedures import Procedure
from qmskit.model.workflows import ProvinceDecisions, Workflow

# A text longer than this is told to have changed, not how.
_LONG = 120
# Parts of paths, in the order in which people ask: time, money, papers, bases.
_FIRST = ("name", "limit", "fees", "dossier", "legal_bases")


def differences_told(old: Procedure, new: Procedure) -> Iterator[str]:
    """Yield one line a field that two readings tell differently.

    What the newer one no longer tells is a line too: it may be a loss. What only the newer one
    tells is counted on a last line.
    """
    if old.is_listed_only and not new.is_listed_only:
        yield _("nay có bản ghi đầy đủ; trước chỉ có mã và tên")
        return
    found = [one for one in differing(old, new) if one.relation is not Relation.EQUAL]
    yield from (phrase(one) for one in found if one.relation is not Relation.OLD_SILENT)
    more = sum(one.relation is Relation.OLD_SILENT for one in found)
    if more:
        text = _("{count} mục nay mới ghi hoặc ghi rõ hơn, chưa coi là thay đổi")
        yield text.format(count=more)


def decisions_told(old: ProvinceDecisions, new: ProvinceDecisions) -> Iterator[str]:
    """Yield one line a thing that the province decides otherwise than before."""
    yield from _told(decisions_compared(old, new))


def workflow_told(old: Workflow | None, new: Workflow) -> Iterator[str]:
    """Yield one line a thing that differs between two workflows, step by step."""
    yield from _told(workflow_compared(old, new))


def changes_told(changes: Iterable[Change]) -> Iterator[str]:
    """Yield sentences about changes of substance, what citizens meet first.

    What changed alike for several channels is one sentence, and so are texts cited anew.
    """
    alike: dict[tuple[str, str, str, EditKind], list[Change]] = {}
    for change in sorted((one for one in changes if one.is_substantive), key=_rank):
        what = change.label.partition(" (")[0]
        told = ("", "") if _cited(change) else (change.old, change.new)
        alike.setdefault((what, *told, change.kind), []).append(change)
    for (what, _old, _new, _kind), group in alike.items():
        first = group[0]
        if _cited(first):
            text = _("Căn cứ bổ sung: {numbers}.") if first.new else _("Căn cứ bỏ: {numbers}.")
            yield text.format(numbers=", ".join(map(_cited, group)))
        elif _is_long(first):
            yield _("{what} được sửa đổi, bổ sung.").format(what=what)
        elif len(group) > 1 and first.summary.startswith(first.label):
            where = ", ".join(one.label[len(what) + 2 : -1] for one in group)
            yield f"{what} ({where}){first.summary.removeprefix(first.label)}"
        else:
            yield from (one.summary for one in group)


def in_one_sentence(sentences: Iterable[str]) -> str:
    """Return sentences as the parts of one, without a full stop; empty for none."""
    parts = dict.fromkeys(one.removesuffix(".") for one in sentences)
    return "; ".join(one[:1].lower() + one[1:] for one in parts)


def _told(found: Iterable[FieldComparison]) -> Iterator[str]:
    return (phrase(one) for one in found if one.relation is not Relation.EQUAL)


def _cited(change: Change) -> str:
    """Return the number of a legal text that is cited, or no longer cited; else nothing."""
    number = change.path.removeprefix("legal_bases[").removesuffix("]")
    is_one_sided = change.kind in {EditKind.ADDED, EditKind.REMOVED}
    return number if is_one_sided and "/" in number and number != change.path else ""


def _is_long(change: Change) -> bool:
    return min(len(change.old), len(change.new)) > _LONG


def _rank(change: Change) -> tuple[bool, int]:
    """Return where a change stands: long texts last, else by what it is about."""
    found = (at for at, part in enumerate(_FIRST) if part in change.path)
    return _is_long(change), next(found, len(_FIRST))
