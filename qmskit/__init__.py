"""Quality management documents of Vietnamese agencies, made from the State's own records.

Everything public is here; nothing else is. Names are loaded when they are first used, so that
`import qmskit` and `qmskit --version` cost no more than they need: `__init__.pyi` tells the same
names to type checkers.
"""

from importlib import import_module

_HOMES = {
    "Act": "qmskit.model.control",
    "Agency": "qmskit.model.agencies",
    "AnnouncementReport": "qmskit.docset.announcement.reporting",
    "Announcing": "qmskit.docset.announcement.announcing",
    "Answers": "qmskit.readers.answers",
    "Approval": "qmskit.docset.issuing.approving",
    "BuildReport": "qmskit.docset.building",
    "BuiltDocument": "qmskit.docset.building",
    "Change": "qmskit.model.changes",
    "Clock": "qmskit.docset.comparison.clocks",
    "Confirming": "qmskit.docset.updating.confirming",
    "Deadline": "qmskit.model.deadlines",
    "Decision": "qmskit.model.workflows",
    "DeskReport": "qmskit.docset.distribution.holdings",
    "DiffReport": "qmskit.docset.comparison.diffing",
    "DistributionReport": "qmskit.docset.distribution.holdings",
    "DocumentSet": "qmskit.model.sets",
    "Evidence": "qmskit.docset.announcement.evidence",
    "Explanation": "qmskit.docset.explaining",
    "Extract": "qmskit.docset.distribution.extracting",
    "FileChange": "qmskit.docset.plans",
    "Finding": "qmskit.model.findings",
    "FrameCheck": "qmskit.renderers.docx.checking",
    "Giving": "qmskit.docset.distribution.distributing",
    "Handover": "qmskit.docset.handover.handing_over",
    "HandoverPlan": "qmskit.docset.handover.handing_over",
    "HandoverReport": "qmskit.docset.handover.handing_over",
    "InvalidInputError": "qmskit.problems",
    "Issuing": "qmskit.docset.issuing.release_files",
    "LawChange": "qmskit.model.publication",
    "Limit": "qmskit.model.times",
    "Location": "qmskit.problems",
    "NewReport": "qmskit.docset.creating",
    "Problem": "qmskit.problems",
    "Procedure": "qmskit.model.procedures",
    "ProcedureDiff": "qmskit.model.changes",
    "Procedures": "qmskit.readers.sources",
    "QmskitError": "qmskit.problems",
    "RestorePlan": "qmskit.docset.handover.restoring",
    "Returning": "qmskit.docset.distribution.distributing",
    "SetPlan": "qmskit.docset.plans",
    "Severity": "qmskit.model.findings",
    "SignatureRole": "qmskit.model.control",
    "Standing": "qmskit.docset.issuing.drafts",
    "TargetError": "qmskit.problems",
    "TimeUnit": "qmskit.model.times",
    "Understanding": "qmskit.readers.understanding",
    "UnknownNameError": "qmskit.problems",
    "Verification": "qmskit.control.verifying",
    "Withdrawing": "qmskit.docset.issuing.withdrawing",
    "Workflow": "qmskit.model.workflows",
    "add": "qmskit.docset.scoping",
    "announce": "qmskit.docset.announcement.announcing",
    "announcement": "qmskit.docset.announcement.reporting",
    "answers_template": "qmskit.docset.asking",
    "approve": "qmskit.docset.issuing.approving",
    "build": "qmskit.docset.building",
    "check": "qmskit.checks",
    "check_frame": "qmskit.renderers.docx.checking",
    "confirm": "qmskit.docset.updating.confirming",
    "deadline": "qmskit.law.deadlines",
    "diff": "qmskit.docset.comparison.diffing",
    "distribute": "qmskit.docset.distribution.distributing",
    "distribution": "qmskit.docset.distribution.holdings",
    "explain": "qmskit.docset.explaining",
    "extract": "qmskit.docset.distribution.extracting",
    "file_evidence": "qmskit.docset.announcement.evidence",
    "handover": "qmskit.docset.handover.handing_over",
    "load": "qmskit.docset.opening",
    "log": "qmskit.docset.disk.ledgers",
    "new": "qmskit.docset.creating",
    "plan_add": "qmskit.docset.scoping",
    "plan_announce": "qmskit.docset.announcement.announcing",
    "plan_approve": "qmskit.docset.issuing.approving",
    "plan_confirm": "qmskit.docset.updating.confirming",
    "plan_distribute": "qmskit.docset.distribution.distributing",
    "plan_file_evidence": "qmskit.docset.announcement.evidence",
    "plan_handover": "qmskit.docset.handover.handing_over",
    "plan_release": "qmskit.docset.issuing.releasing",
    "plan_remove": "qmskit.docset.scoping",
    "plan_restore": "qmskit.docset.handover.restoring",
    "plan_take_back": "qmskit.docset.distribution.distributing",
    "plan_undo": "qmskit.docset.undoing",
    "plan_update": "qmskit.docset.updating.updating",
    "plan_withdraw": "qmskit.docset.issuing.withdrawing",
    "province_template": "qmskit.renderers.xlsx.province",
    "read_answers": "qmskit.docset.asking",
    "read_items": "qmskit.readers.sources",
    "read_procedures": "qmskit.readers.sources",
    "release": "qmskit.docset.issuing.releasing",
    "remove": "qmskit.docset.scoping",
    "restore": "qmskit.docset.handover.restoring",
    "schema_names": "qmskit.readers.schemas",
    "schema_text": "qmskit.readers.schemas",
    "status": "qmskit.docset.issuing.drafts",
    "take_back": "qmskit.docset.distribution.distributing",
    "understanding": "qmskit.readers.understanding",
    "undo": "qmskit.docset.undoing",
    "update": "qmskit.docset.updating.updating",
    "verify": "qmskit.docset.issuing.verifying",
    "withdraw": "qmskit.docset.issuing.withdrawing",
}

__version__ = "0.1.0"

__all__ = sorted(_HOMES)  # noqa: PLE0605 - a list of names, one place for each


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'qmskit' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return [*__all__, "__version__"]
