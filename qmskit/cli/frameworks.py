"""The difference of two frameworks on the terminal."""

import json
from collections.abc import Iterator
from datetime import date

import click

import qmskit
from qmskit.changes.exporting import diff_json
from qmskit.changes.frameworks import EditionChange, kind_called, named
from qmskit.cli import DONE, LOOK
from qmskit.docset.comparison.frameworks import framework_json
from qmskit.language import marked
from qmskit.language import translate as _
from qmskit.model.changes import CatalogueDiff
from qmskit.model.editions import Fate, Passage
from qmskit.model.texts import capitalised

_FATES = {
    Fate.KEPT: marked("giữ nguyên"),
    Fate.RENAMED: marked("đổi tên"),
    Fate.SPLIT: marked("tách"),
    Fate.MERGED: marked("gộp"),
    Fate.GONE: marked("không còn"),
    Fate.NEW: marked("mới"),
}


def show_frameworks(old: str, new: str, day: date, *, everything: bool, report: str) -> int:
    """Compare two frameworks and print; 1 where something differs."""
    if report not in {"text", "json"}:
        raise click.UsageError(_("so hai mô hình khung chỉ in được text hoặc json"))
    found = qmskit.diff_frameworks(old, new)
    for problem in found.remarks:
        click.echo(str(problem), err=True)
    if report == "json":
        told = diff_json(CatalogueDiff(()), day)
        told["framework"] = framework_json(found, is_complete=everything)
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in _lines(found, everything=everything):
            click.echo(line)
    return LOOK if found.differing else DONE


def _lines(found: qmskit.FrameworkDiff, *, everything: bool) -> Iterator[str]:
    shown = found.changes if everything else found.differing
    kinds = dict.fromkeys(one.kind for one in shown)
    for kind in kinds:
        yield capitalised(kind_called(kind))
        for one in shown:
            if one.kind == kind:
                yield from _about(one, found.passage)
    yield _counted(found)


def _about(one: EditionChange, passage: Passage) -> Iterator[str]:
    old = "; ".join(named(passage, one.kind, name, is_old=True) for name in one.old)
    new = "; ".join(named(passage, one.kind, name, is_old=False) for name in one.new)
    called = _(_FATES[one.fate])
    if one.is_reworded:
        reworded = _("nội dung thay đổi")
        called = reworded if one.fate is Fate.KEPT else f"{called}, {reworded}"
    arrow = " → " if old and new and one.fate is not Fate.KEPT else ""
    yield f"\t{called}\t{old}{arrow}{new if arrow or not old else ''}"
    if one.reason:
        yield "\t\t" + _("vì sao: {reason}").format(reason=one.reason)
    if one.action:
        yield "\t\t" + _("việc phải làm: {action}").format(action=one.action)


def _counted(found: qmskit.FrameworkDiff) -> str:
    counts = {fate: sum(one.fate is fate for one in found.changes) for fate in _FATES}
    told = [f"{counts[fate]} {_(name)}" for fate, name in _FATES.items() if counts[fate]]
    reworded = sum(one.is_reworded for one in found.changes)
    if reworded:
        told.append(_("{count} mục nội dung thay đổi").format(count=reworded))
    old = found.passage.old.name if found.passage.old else ""
    return f"{old} → {found.passage.new.name}: {', '.join(told)}"
