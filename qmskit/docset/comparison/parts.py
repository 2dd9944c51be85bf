"""Sides of a comparison that are only parts of a set: a file of workflows, an edited workbook."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from qmskit.docset.comparison.printed import printed_side
from qmskit.docset.comparison.sides import Side, release_called, side_of
from qmskit.docset.plans import proved
from qmskit.docset.updating.updating import plan_update
from qmskit.language import translate as _
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.tables.set_sheet import is_set_workbook

_WORKFLOWS = "workflows"

Named = DocumentSet | Path | str


def sides_of(old: Named, new: Named, as_of: date) -> tuple[Side, Side]:
    """Return both sides of a comparison.

    Beside what `side_of` takes, each may be a file of a set's workflows, whose procedures alone are
    compared then, and one a workbook that `build -b xlsx` wrote for the set of the other.

    Args:
        as_of: the day on which a workbook is brought in.

    Raises:
        InvalidInputError: every problem of what was read, or a workbook has no set beside it.
    """
    if _is_workbook(new):
        before = _side(old)
        after = _workbook_side(str(new), before, as_of)
    elif _is_workbook(old):
        after = _side(new)
        before = _workbook_side(str(old), after, as_of)
    else:
        before = _side(old)
        after = _side(new, before)
        before, after = (
            printed_side(before, after) if before.is_printed else before,
            printed_side(after, before) if after.is_printed else after,
        )
    parts = [codes for codes in (_codes(old, before), _codes(new, after)) if codes is not None]
    if parts:
        shared = frozenset[str]().union(*parts)
        return _only(before, shared), _only(after, shared)
    return before, after


def brought_in(qmset: DocumentSet, source: str, as_of: date) -> DocumentSet:
    """Return a set as `update` with a source would leave it; nothing of it is written.

    Raises:
        InvalidInputError: the source cannot be brought in.
    """
    changes = plan_update(qmset, [source], as_of=as_of).pending
    made = proved(qmset.folder, {one.path: one.content for one in changes})
    # The copy is gone: frames, ledger and packs are those of the set itself.
    return replace(made, folder=qmset.folder, framework=qmset.framework)


def _side(one: Named, old: Side | None = None) -> Side:
    return side_of(_set_folder(one) or one, old)


def _set_folder(one: Named) -> Path | None:
    """Return the set that a file of workflows belongs to; None for all else."""
    if isinstance(one, DocumentSet):
        return None
    path = Path(one)
    top = path.parent.parent
    is_part = path.is_file() and path.parent.name == _WORKFLOWS and (top / "qms.yaml").is_file()
    return top if is_part else None


def _codes(one: Named, side: Side) -> frozenset[str] | None:
    """Return the procedures of a file of workflows; None for what is no such file.

    Raises:
        InvalidInputError: the set does not use the file.
    """
    if isinstance(one, DocumentSet) or side.qmset is None or _set_folder(one) is None:
        return None
    name = f"{_WORKFLOWS}/{Path(one).name}"
    codes = frozenset(code for code, file in side.qmset.workflow_files.items() if file == name)
    if not codes:
        message = _("bộ tài liệu không dùng tệp quy trình này")
        fix = _("so tệp đang dùng, hoặc so cả bộ tài liệu")
        raise InvalidInputError([Problem(Location(str(one)), "QMS855", message, fix)])
    return codes


def _only(side: Side, codes: frozenset[str]) -> Side:
    """Return a side that tells of some procedures only."""
    return replace(
        side,
        procedures={code: one for code, one in side.procedures.items() if code in codes},
        province={code: one for code, one in side.province.items() if code in codes},
    )


def _is_workbook(one: Named) -> bool:
    if isinstance(one, DocumentSet):
        return False
    path = Path(one)
    return path.suffix.lower() == ".xlsx" and path.is_file() and is_set_workbook(path)


def _workbook_side(shown: str, beside: Side, as_of: date) -> Side:
    """Return the set of the other side as an edited workbook would leave it.

    Raises:
        InvalidInputError: the other side is no set of today, or the workbook cannot be brought in.
    """
    if beside.qmset is None or release_called(beside.shown):
        message = _("tệp Excel này chỉ so được với bộ tài liệu hoặc tệp quy trình của bộ tài liệu")
        raise InvalidInputError([Problem(Location(shown), "QMS856", message)])
    qmset = brought_in(beside.qmset, shown, as_of)
    return Side(shown, qmset.procedures, qmset.province, qmset)
