"""Which documents an agency must hold on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from qmskit.documents.codes import file_names
from qmskit.language import translate as _
from qmskit.model.agencies import Revision
from qmskit.model.frameworks import DocumentKind
from qmskit.model.procedures import Procedure
from qmskit.model.sets import DocumentSet
from qmskit.model.texts import capitalised, one_line, shortened
from qmskit.model.workflows import Workflow
from qmskit.problems import InvalidInputError, Location, Problem

# What fits on one line of a running header, and on a cover beside the signatures.
SHORT_TITLE = 70
COVER_TITLE = 330
FILE_TITLE = 60


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
    """

    code: str
    kind: DocumentKind
    title: str
    procedures: tuple[Procedure, ...]
    workflow: Workflow | None
    revisions: tuple[Revision, ...]
    stem: str

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
    pairs = [pair for kind in qmset.framework.kinds for pair in _pairs(qmset, kind, groups)]
    titles = [
        document_title(procedures, workflow) if procedures else kind.title
        for _code, kind, procedures, workflow in pairs
    ]
    stems = file_names(
        (f"{kind.file_prefix} {code}".strip(), shortened(title, FILE_TITLE))
        for (code, kind, _p, _w), title in zip(pairs, titles, strict=True)
    )
    documents = (
        PlannedDocument(code, kind, title, procedures, workflow, _until(qmset, code, day), stem)
        for (code, kind, procedures, workflow), title, stem in zip(
            pairs, titles, stems, strict=True
        )
    )
    order = {kind.id: index for index, kind in enumerate(qmset.framework.kinds)}
    return tuple(sorted(documents, key=lambda one: (order[one.kind.id], one.code)))


_Pair: TypeAlias = tuple[str, DocumentKind, tuple[Procedure, ...], Workflow | None]


def _pairs(
    qmset: DocumentSet,
    kind: DocumentKind,
    groups: tuple[tuple[tuple[Procedure, ...], Workflow | None], ...],
) -> Iterator[_Pair]:
    """Yield what is made of a kind: one document a group of procedures, or one for the set."""
    if kind.is_of_set:
        yield qmset.codes.system.get(kind.id, kind.code), kind, (), None
        return
    for procedures, workflow in groups:
        yield qmset.codes.documents[procedures[0].code], kind, procedures, workflow


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
