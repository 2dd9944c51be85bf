"""Workflows as printed documents show them: roles in words, often without the procedure's code."""

from dataclasses import dataclass

from qmskit.model.times import Limit
from qmskit.model.workflows import Decision, LocalFee, RecordKept, Step, WorkflowCase
from qmskit.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class PrintedWorkflow:
    """The internal workflow of one procedure, read from a Word file or a workbook.

    Attributes:
        title: name of the procedure as printed.
        steps: in order, at least one; who acts stands in `performer`, in the document's words.
        cases: time columns, in their order; empty for a single time column without a name.
        code: code of the procedure; empty where the document names none.
        document_code: such as `QT 01/CX-HCTP`; may be empty.
        decision: the approving decision; None for a document that names none.
        fees: rates as printed, by place and channel; may be empty.
        records: records to keep as printed; may be empty.
        where: the file and the place of the step table.
        limit: time allowed for the whole of a workflow without cases; None where none is printed.
        remarks: what could not be understood, kept for the reader; may be empty.
    """

    title: str
    steps: tuple[Step, ...]
    where: Location
    cases: tuple[WorkflowCase, ...] = ()
    code: str = ""
    document_code: str = ""
    decision: Decision | None = None
    fees: tuple[LocalFee, ...] = ()
    records: tuple[RecordKept, ...] = ()
    remarks: tuple[Problem, ...] = ()
    limit: Limit | None = None
