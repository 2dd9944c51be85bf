"""What tells of a handover: the state of things in Word, and what is open for machines."""

import json

from qmskit.docset.handover.states import HandoverState
from qmskit.documents.composing import Composer
from qmskit.documents.plan import PlannedDocument
from qmskit.language import LANGUAGES, speaking
from qmskit.language import translate as _
from qmskit.model.agencies import Revision
from qmskit.model.kinds import MINUTES, DocumentKind, LetterHead
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.trees import Json
from qmskit.renderers.docx.renderer import DocxRenderer

TASKS = "viec-dang-mo.json"
STATE = "tinh-trang-ban-giao.docx"

_TEXT = "handover/state.md"
_FRAME = "letter.docx"


def state_document(qmset: DocumentSet, state: HandoverState) -> bytes:
    """Return the state of things as a Word file.

    Raises:
        InvalidInputError: the framework has no text for it, or the text or the frame cannot be
            used.
    """
    text = qmset.framework.texts.get(_TEXT)
    if text is None:
        message = _("mô hình khung không có văn bản này")
        raise InvalidInputError([Problem(Location(_TEXT), "QMS791", message)])
    kind = DocumentKind(
        id="handover-state",
        title="Bàn giao hệ thống tài liệu quản lý chất lượng",
        text=text,
        frame=_FRAME,
        folder="",
        file_prefix="",
        clauses=("7.5.3",),
        source=qmset.framework.source,
        code="BM-BG",
        letter=LetterHead(signs=MINUTES, symbol="BB"),
    )
    document = PlannedDocument(
        kind.code, kind, kind.title, (), None, (Revision(issued=state.parties.on),), ""
    )
    with speaking(LANGUAGES[0]):
        composer = Composer(qmset, state.parties.on, told={"state": state})
        made = DocxRenderer().render(qmset, [composer.composed(document)])
        return next(content for _composed, _path, content in made)


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
