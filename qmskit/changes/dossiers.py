"""Papers of two dossiers, matched by name: moved to another case, renamed, added, dropped."""

from collections.abc import Iterator, Mapping

from qmskit.changes.pairing import alike
from qmskit.changes.relations import FieldComparison, Relation, meaning, silence, text, words
from qmskit.language import translate as _
from qmskit.model.procedures import DossierItem, PaperUse, Procedure

_Papers = Mapping[str, tuple[str, DossierItem]]


def dossier(old: Procedure, new: Procedure) -> Iterator[FieldComparison]:
    """Yield the papers of two dossiers, then copies, forms and use of those that both have.

    A paper of the same name in another case has moved. Of what then remains in a case, papers that
    share most of their words are one paper under another name.
    """
    before, after = _by_name(old), _by_name(new)
    if silent := silence(before, after):
        for key in dict.fromkeys((*before, *after)):
            yield FieldComparison(f"dossier[{key}]", _name(before, key), _name(after, key), silent)
        return
    yield from _matched(before, after)


def _matched(before: _Papers, after: _Papers) -> Iterator[FieldComparison]:
    moved = _moved(before, after)
    renamed = _renamed(before, after, moved)
    pairs = {key: key for key in before if key in after} | moved | renamed
    for key, (case, paper) in before.items():
        path = f"dossier[{key}]"
        if key not in pairs:
            yield FieldComparison(path, paper.name, "", Relation.DIFFERENT)
            continue
        other_case, other = after[pairs[key]]
        if key in moved:
            yield FieldComparison(f"{path}.case", case, other_case, Relation.MOVED, other.name)
        yield FieldComparison(path, paper.name, other.name, _relation(paper, other))
        yield from _details(path, paper, other)
    found = set(pairs.values())
    for key, (_case, paper) in after.items():
        if key not in found:
            yield FieldComparison(f"dossier[{key}]", "", paper.name, Relation.DIFFERENT)


def _relation(old: DossierItem, new: DossierItem) -> Relation:
    return words(old.name, new.name) or Relation.EQUAL


def _details(path: str, old: DossierItem, new: DossierItem) -> Iterator[FieldComparison]:
    yield from text(f"{path}.copies", _copies(old), _copies(new), new.name)
    yield from text(f"{path}.form", _form(old), _form(new), new.name)
    if old.use is not new.use:
        yield FieldComparison(f"{path}.use", _use(old), _use(new), Relation.DIFFERENT, new.name)


def _use(item: DossierItem) -> str:
    uses = {
        PaperUse.SUBMIT: _("phải nộp"),
        PaperUse.PRESENT: _("phải xuất trình"),
        PaperUse.NOTE: _("ghi chú"),
    }
    return uses[item.use]


def _moved(before: _Papers, after: _Papers) -> dict[str, str]:
    """Return papers that stand in another case under the same name, old key to new key."""
    left = _left_by_name(before, after)
    found = _left_by_name(after, before)
    return {
        one: other
        for name, keys in left.items()
        for one, other in zip(keys, found.get(name, ()), strict=False)
    }


def _left_by_name(ones: _Papers, others: _Papers) -> dict[str, list[str]]:
    left: dict[str, list[str]] = {}
    for key in sorted(ones.keys() - others.keys()):
        left.setdefault(meaning(ones[key][1].name), []).append(key)
    return left


def _renamed(before: _Papers, after: _Papers, moved: Mapping[str, str]) -> dict[str, str]:
    """Return papers of one case whose names are one name in other words, old key to new key."""
    gone, come = (
        {
            (case, paper.name): key
            for key, (case, paper) in ones.items()
            if key not in others and key not in taken
        }
        for ones, others, taken in ((before, after, moved), (after, before, set(moved.values())))
    )
    pairs: dict[str, str] = {}
    for case in dict.fromkeys(case for case, _paper in gone):
        names = [name for one, name in gone if one == case]
        # Cases are worded differently, too.
        others = {name: key for (one, name), key in come.items() if meaning(one) == meaning(case)}
        for name, other in alike(names, others).items():
            pairs[gone[case, name]] = others[other]
    return pairs


def _by_name(procedure: Procedure) -> dict[str, tuple[str, DossierItem]]:
    """Return papers with their cases, by case and name.

    Those of one name are numbered by their copies.
    """
    papers: dict[str, list[tuple[str, DossierItem]]] = {}
    for case in procedure.dossier:
        for item in case.items:
            key = f"{meaning(case.name)}:{meaning(item.name)}"
            papers.setdefault(key, []).append((case.name, item))
    return {
        f"{key}:{at}" if at > 1 else key: found
        for key, items in papers.items()
        for at, found in enumerate(_ordered(items), start=1)
    }


def _ordered(items: list[tuple[str, DossierItem]]) -> list[tuple[str, DossierItem]]:
    return sorted(items, key=_order) if len(items) > 1 else items


def _order(found: tuple[str, DossierItem]) -> tuple[str, str, str]:
    _case, item = found
    return _copies(item), _form(item), repr(item)


def _name(papers: _Papers, key: str) -> str:
    return papers[key][1].name if key in papers else ""


def _copies(item: DossierItem) -> str:
    """Return originals and copies, `1 + 0`; "" where the source tells neither."""
    if item.original_qty is None and item.copy_qty is None:
        return ""
    return f"{item.original_qty or 0} + {item.copy_qty or 0}"


def _form(item: DossierItem) -> str:
    return item.form or "; ".join(sorted(item.attachments))
