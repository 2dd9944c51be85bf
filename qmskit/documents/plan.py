"""Which documents an agency must hold on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from qmskit.documents.codes import file_names
from qmskit.language import translate as _
from qmskit.model.agencies import NO_UNIT, Revision
from qmskit.model.control import DocumentControl, Signature
from qmskit.model.kinds import DocumentKind
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import capitalised, one_line, shortened
from qmskit.model.workflows import Workflow, WorkflowStanding
from qmskit.problems import InvalidInputError, Location, Problem

# What fits on one line of a running header, and on a cover beside the signatures.
SHORT_TITLE = 70
COVER_TITLE = 330
FILE_TITLE = 60

# The folder of worked samples, and the mark that they carry.
SAMPLES = "mau-dien-san"
SAMPLE_MARK = "MẪU"


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One document to make.

    Attributes:
        code: document code, `QT 01/CX-HT`; a document that goes with another carries its code.
        title: full title on one line.
        procedures: procedures served; empty for a document about the set as a whole.
        workflow: the internal workflow; None while there is none.
        revisions: issues and revisions up to the day, oldest first, at least one.
        stem: file name without suffix, unique in the plan.
        is_sample: whether it is the worked sample of a form.
        check: code to look the document up by, `K7QM-2XRD`; empty until it is released.
        is_controlled: whether it is approved and issued; else it is made when needed.
        signatures: those given under what was released; empty for a draft.
        is_withdrawn: whether it is out of force without another in its place.
    """

    code: str
    kind: DocumentKind
    title: str
    procedures: tuple[Procedure, ...]
    workflow: Workflow | None
    revisions: tuple[Revision, ...]
    stem: str
    is_sample: bool = False
    check: str = ""
    is_controlled: bool = False
    signatures: tuple[Signature, ...] = ()
    is_withdrawn: bool = False

    @property
    def is_unissued(self) -> bool:
        """Tell whether it still has to be issued."""
        return self.is_controlled and self.revision.issued is None

    @property
    def folder(self) -> str:
        """Return the folder of its files in the output; may be empty."""
        return SAMPLES if self.is_sample else self.kind.folder

    @property
    def revision(self) -> Revision:
        """Return the issue and revision in force."""
        return self.revisions[-1]

    @property
    def short_title(self) -> str:
        """Return the title for running headers and document properties."""
        return shortened(self.title, SHORT_TITLE)

    @property
    def cover_title(self) -> str:
        """Return the title for the cover; the scope of the document holds the full name."""
        return shortened(self.title, COVER_TITLE)


def plan(qmset: DocumentSet, day: date) -> tuple[PlannedDocument, ...]:
    """Return the documents of a set on `day`, in the order of their codes.

    Raises:
        InvalidInputError: a procedure has no document code yet.
    """
    groups = tuple(_groups(qmset))
    problems = [
        _no_code(procedures[0], qmset)
        for procedures, _workflow in groups
        if procedures[0].code not in qmset.codes.documents
    ]
    if problems:
        raise InvalidInputError(problems)
    found = [one for kind in qmset.kinds for one in _of_kind(qmset, kind, groups, day)]
    stems = file_names(
        (f"{_prefix(one)} {one.code}".strip(), shortened(one.title, FILE_TITLE)) for one in found
    )
    order = _places(qmset.kinds)
    named = (_controlled(qmset, one, stem) for one, stem in zip(found, stems, strict=True))
    return tuple(sorted(named, key=lambda one: (one.is_sample, order[one.kind.id], one.code)))


def _controlled(qmset: DocumentSet, document: PlannedDocument, stem: str) -> PlannedDocument:
    """Return a document under its file name, with what is known of its release."""
    if document.is_sample or not qmset.controls(document.kind):
        return replace(document, stem=stem)
    told = qmset.control.documents.get(document.code, DocumentControl())
    return replace(
        document,
        stem=stem,
        check=told.check,
        is_controlled=True,
        signatures=told.signatures,
        is_withdrawn=told.is_withdrawn,
    )


def _places(kinds: tuple[DocumentKind, ...]) -> dict[str, int]:
    """Return where each kind stands, by id: those of a group stand together, by their codes."""
    first: dict[str, int] = {}
    return {
        kind.id: first.setdefault(kind.group, index) if kind.group else index
        for index, kind in enumerate(kinds)
    }


_Group: TypeAlias = tuple[tuple[Procedure, ...], Workflow | None]


def _of_kind(
    qmset: DocumentSet, kind: DocumentKind, groups: tuple[_Group, ...], day: date
) -> Iterator[PlannedDocument]:
    """Yield what is made of a kind: one document a group of procedures, or one for the set.

    A form of the set goes with its worked sample where it has one.
    """
    if not kind.is_of_set:
        for procedures, workflow in groups:
            code = qmset.codes.documents[procedures[0].code]
            title = document_title(procedures, workflow)
            until = _until(qmset, code, day)
            yield PlannedDocument(code, kind, title, procedures, workflow, until, "")
        return
    code = system_code(qmset, kind)
    yield PlannedDocument(code, kind, kind.title, (), None, _until(qmset, code, day), "")
    sample = qmset.framework.sample
    if sample and kind.has_sample and qmset.choices.has_samples:
        yield PlannedDocument(
            code, kind, kind.title, (), None, (sample.revision,), "", is_sample=True
        )


def documents_called(qmset: DocumentSet, names: Iterable[str]) -> tuple[str, ...]:
    """Return document codes, each once; the code of a procedure stands for its document's.

    Args:
        names: codes of documents or procedures; what nobody knows stays as it is.
    """
    given = qmset.codes.documents
    serving = {
        one.code: given.get(procedures[0].code, one.code)
        for procedures, _workflow in _groups(qmset)
        for one in procedures
    }
    return tuple(dict.fromkeys(serving.get(name) or given.get(name, name) for name in names))


def system_code(qmset: DocumentSet, kind: DocumentKind) -> str:
    """Return the code of a document of the set as a whole: the agency's own, else the kind's."""
    own = qmset.codes.system.get(kind.id)
    return own or kind.code_for(qmset.agency.unit_code or NO_UNIT)


def listed_code(qmset: DocumentSet, kind: DocumentKind) -> str:
    """Return what lists print as the code of a kind; of one made of procedures, what it is."""
    return system_code(qmset, kind) if kind.is_of_set else kind.listed_as


def _prefix(document: PlannedDocument) -> str:
    return SAMPLE_MARK if document.is_sample else document.kind.file_prefix


def is_draft(workflow: Workflow | None) -> bool:
    """Tell whether a workflow is only a proposal, or missing: its document is not to be issued."""
    return workflow is None or workflow.standing is WorkflowStanding.PROPOSED


def document_title(procedures: tuple[Procedure, ...], workflow: Workflow | None) -> str:
    """Return the title of the document that serves `procedures`."""
    if workflow and workflow.title:
        return workflow.title
    return procedure_title(procedures[0])


def procedure_title(procedure: Procedure) -> str:
    """Return a procedure's name without the word that opens many of them ("Thủ tục")."""
    name = one_line(procedure.name)
    opening = "thủ tục "
    return capitalised(name[len(opening) :] if name.lower().startswith(opening) else name)


def workflow_of(qmset: DocumentSet, code: str) -> Workflow | None:
    """Return the workflow that counts: the agency's own, the province's, else a proposal."""
    return qmset.workflow_of(code)


def _groups(qmset: DocumentSet) -> Iterator[tuple[tuple[Procedure, ...], Workflow | None]]:
    """Yield the procedures that share a document, each procedure once."""
    done: set[str] = set()
    for code, procedure in qmset.procedures.items():
        if code in done:
            continue
        workflow = workflow_of(qmset, code)
        served = _served(qmset, workflow, procedure)
        done.update(one.code for one in served)
        yield served, workflow


def _served(
    qmset: DocumentSet, workflow: Workflow | None, procedure: Procedure
) -> tuple[Procedure, ...]:
    codes: Iterable[str] = workflow.procedures if workflow else (procedure.code,)
    return tuple(
        qmset.procedures[code]
        for code in codes
        if code == procedure.code or workflow_of(qmset, code) is workflow
    )


def _until(qmset: DocumentSet, code: str, day: date) -> tuple[Revision, ...]:
    """Return the revisions signed by `day`; those without a day are being prepared."""
    known = qmset.revisions.get(code, ())
    return tuple(one for one in known if one.issued is None or one.issued <= day) or (Revision(),)


def _no_code(procedure: Procedure, qmset: DocumentSet) -> Problem:
    where = Location(str(qmset.folder / "codes.yaml"))
    message = _("TTHC {code} chưa có mã hiệu tài liệu").format(code=procedure.code)
    fix = _("thêm vào mục documents dòng “{code}: <mã hiệu>”").format(code=procedure.code)
    return Problem(where, "QMS151", message, fix)
