"""`undo`: the bytes from before the last operation."""

from pathlib import Path

from qmskit.control.ledger import Kind
from qmskit.docset.disk.writing import last_operation, recover, undo_files
from qmskit.docset.plans import PlannedEntry, SetPlan, carry_out, planned
from qmskit.language import translate as _
from qmskit.model.control import NOBODY_TOLD, Act


def undo(folder: Path | str, *, act: Act = NOBODY_TOLD) -> SetPlan:
    """Restore the bytes from before the last operation; see `plan_undo`.

    Returns:
        what was done.

    Raises:
        TargetError: there is nothing to undo, it cannot be undone, or a file was edited since.
    """
    plan = plan_undo(folder)
    carry_out(plan, act)
    return plan


def plan_undo(folder: Path | str) -> SetPlan:
    """Return what would restore the bytes from before the last operation.

    The ledger keeps its line about the operation and gets one about the undoing. What was undone
    last is done again.

    Raises:
        TargetError: there is nothing to undo, it cannot be undone, or a file was edited since.
    """
    root = Path(folder)
    recover(root)
    files, expected = undo_files(root)
    last = last_operation(root)
    name = last.name if last else ""
    return SetPlan(
        root,
        planned(root, files, {}),
        entry=PlannedEntry(Kind.UNDO, {"operation": name}, expected=expected),
        acts=(_("hoàn tác thao tác {name}").format(name=name),),
    )
