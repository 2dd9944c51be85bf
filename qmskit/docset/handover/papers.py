"""What tells of a handover: the state of things in Word, and what is open for machines."""

import json

from qmskit.docset.handover.states import HandoverState
from qmskit.docset.papers import Paper, paper_file
from qmskit.model.kinds import MINUTES, LetterHead
from qmskit.model.sets import DocumentSet
from qmskit.readers.trees import Json

TASKS = "viec-dang-mo.json"
STATE = "tinh-trang-ban-giao.docx"

_STATE = Paper(
    id="handover-state",
    title="Bàn giao hệ thống tài liệu quản lý chất lượng",
    text="handover/state.md",
    code="BM-BG",
    clauses=("7.5.3",),
    letter=LetterHead(signs=MINUTES, symbol="BB"),
    missing="QMS791",
)


def state_document(qmset: DocumentSet, state: HandoverState) -> bytes:
    """Return the state of things as a Word file.

    Raises:
        InvalidInputError: the framework has no text for it, or the text or the frame cannot be
            used.
    """
    return paper_file(qmset, _STATE, state.parties.on, {"state": state})


def tasks_file(agency: str, state: HandoverState) -> bytes:
    """Return what is open as JSON, with every name."""
    values: dict[str, Json] = {
        "format": 1,
        "agency": agency,
        "on": state.parties.on.isoformat(),
        "receipt": state.receipt,
        "procedures": state.procedures,
        "in_force": state.in_force,
        "drafts": state.drafts,
        "tasks": [
            {"kind": one.kind, "text": one.text, "names": list(one.names)} for one in state.tasks
        ],
        "findings": [
            {
                "code": one.code, "severity": one.severity.value, "subject": one.subject,
                "where": str(one.where), "message": one.message, "fix": one.fix,
            }
            for one in state.findings
        ],
        "edited": list(state.edited),
        "left_out": state.left_out,
        "problems": list(state.problems),
    }  # fmt: skip
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()
