from qmskit.checks import check as check
from qmskit.control.verifying import Verification as Verification
from qmskit.docset.announcement.announcing import Announcing as Announcing
from qmskit.docset.announcement.announcing import announce as announce
from qmskit.docset.announcement.announcing import plan_announce as plan_announce
from qmskit.docset.announcement.evidence import Evidence as Evidence
from qmskit.docset.announcement.evidence import file_evidence as file_evidence
from qmskit.docset.announcement.evidence import plan_file_evidence as plan_file_evidence
from qmskit.docset.announcement.reporting import AnnouncementReport as AnnouncementReport
from qmskit.docset.announcement.reporting import announcement as announcement
from qmskit.docset.asking import answers_template as answers_template
from qmskit.docset.asking import read_answers as read_answers
from qmskit.docset.building import BuildReport as BuildReport
from qmskit.docset.building import BuiltDocument as BuiltDocument
from qmskit.docset.building import build as build
from qmskit.docset.comparison.clocks import Clock as Clock
from qmskit.docset.comparison.diffing import DiffReport as DiffReport
from qmskit.docset.comparison.diffing import diff as diff
from qmskit.docset.comparison.frameworks import FrameworkDiff as FrameworkDiff
from qmskit.docset.comparison.frameworks import diff_frameworks as diff_frameworks
from qmskit.docset.comparison.pages import diff_page as diff_page
from qmskit.docset.comparison.papers import DiffPapers as DiffPapers
from qmskit.docset.comparison.papers import Marking as Marking
from qmskit.docset.comparison.papers import WrittenPapers as WrittenPapers
from qmskit.docset.comparison.papers import diff_papers as diff_papers
from qmskit.docset.comparison.papers import write_diff as write_diff
from qmskit.docset.creating import NewReport as NewReport
from qmskit.docset.creating import new as new
from qmskit.docset.disk.ledgers import log as log
from qmskit.docset.distribution.distributing import Giving as Giving
from qmskit.docset.distribution.distributing import Returning as Returning
from qmskit.docset.distribution.distributing import distribute as distribute
from qmskit.docset.distribution.distributing import plan_distribute as plan_distribute
from qmskit.docset.distribution.distributing import plan_take_back as plan_take_back
from qmskit.docset.distribution.distributing import take_back as take_back
from qmskit.docset.distribution.extracting import Extract as Extract
from qmskit.docset.distribution.extracting import extract as extract
from qmskit.docset.distribution.holdings import DeskReport as DeskReport
from qmskit.docset.distribution.holdings import DistributionReport as DistributionReport
from qmskit.docset.distribution.holdings import distribution as distribution
from qmskit.docset.explaining import Explanation as Explanation
from qmskit.docset.explaining import explain as explain
from qmskit.docset.following.reporting import TodayReport as TodayReport
from qmskit.docset.following.reporting import YearReport as YearReport
from qmskit.docset.following.reporting import today as today
from qmskit.docset.following.tasks import Task as Task
from qmskit.docset.handover.handing_over import Handover as Handover
from qmskit.docset.handover.handing_over import HandoverPlan as HandoverPlan
from qmskit.docset.handover.handing_over import HandoverReport as HandoverReport
from qmskit.docset.handover.handing_over import handover as handover
from qmskit.docset.handover.handing_over import plan_handover as plan_handover
from qmskit.docset.handover.restoring import RestorePlan as RestorePlan
from qmskit.docset.handover.restoring import plan_restore as plan_restore
from qmskit.docset.handover.restoring import restore as restore
from qmskit.docset.interim.notes import write_interim_notes as write_interim_notes
from qmskit.docset.issuing.approving import Approval as Approval
from qmskit.docset.issuing.approving import approve as approve
from qmskit.docset.issuing.approving import plan_approve as plan_approve
from qmskit.docset.issuing.drafts import Standing as Standing
from qmskit.docset.issuing.drafts import status as status
from qmskit.docset.issuing.release_files import Issuing as Issuing
from qmskit.docset.issuing.releasing import plan_release as plan_release
from qmskit.docset.issuing.releasing import release as release
from qmskit.docset.issuing.verifying import verify as verify
from qmskit.docset.issuing.withdrawing import Withdrawing as Withdrawing
from qmskit.docset.issuing.withdrawing import plan_withdraw as plan_withdraw
from qmskit.docset.issuing.withdrawing import withdraw as withdraw
from qmskit.docset.moving.planning import move as move
from qmskit.docset.moving.planning import plan_move as plan_move
from qmskit.docset.opening import load as load
from qmskit.docset.plans import FileChange as FileChange
from qmskit.docset.plans import SetPlan as SetPlan
from qmskit.docset.registering import plan_register as plan_register
from qmskit.docset.registering import register as register
from qmskit.docset.scoping import add as add
from qmskit.docset.scoping import plan_add as plan_add
from qmskit.docset.scoping import plan_remove as plan_remove
from qmskit.docset.scoping import remove as remove
from qmskit.docset.undoing import plan_undo as plan_undo
from qmskit.docset.undoing import undo as undo
from qmskit.docset.updating.confirming import Confirming as Confirming
from qmskit.docset.updating.confirming import confirm as confirm
from qmskit.docset.updating.confirming import plan_confirm as plan_confirm
from qmskit.docset.updating.updating import plan_update as plan_update
from qmskit.docset.updating.updating import update as update
from qmskit.law.calendars import calendar_of as calendar_of
from qmskit.law.deadlines import deadline as deadline
from qmskit.law.working_time import return_time as return_time
from qmskit.law.working_time import step_times as step_times
from qmskit.model.agencies import Agency as Agency
from qmskit.model.changes import Change as Change
from qmskit.model.changes import ProcedureDiff as ProcedureDiff
from qmskit.model.control import Act as Act
from qmskit.model.control import SignatureRole as SignatureRole
from qmskit.model.deadlines import Deadline as Deadline
from qmskit.model.deadlines import ReturnTime as ReturnTime
from qmskit.model.findings import Finding as Finding
from qmskit.model.findings import Severity as Severity
from qmskit.model.procedures import Procedure as Procedure
from qmskit.model.publication import LawChange as LawChange
from qmskit.model.sets import DocumentSet as DocumentSet
from qmskit.model.times import Limit as Limit
from qmskit.model.times import TimeUnit as TimeUnit
from qmskit.model.workflows import Decision as Decision
from qmskit.model.workflows import Workflow as Workflow
from qmskit.problems import InvalidInputError as InvalidInputError
from qmskit.problems import Location as Location
from qmskit.problems import Problem as Problem
from qmskit.problems import QmskitError as QmskitError
from qmskit.problems import TargetError as TargetError
from qmskit.problems import UnknownNameError as UnknownNameError
from qmskit.readers.answers import Answers as Answers
from qmskit.readers.schemas import schema_names as schema_names
from qmskit.readers.schemas import schema_text as schema_text
from qmskit.readers.sources import Procedures as Procedures
from qmskit.readers.sources import read_items as read_items
from qmskit.readers.sources import read_procedures as read_procedures
from qmskit.readers.tables.case_counts import read_case_counts as read_case_counts
from qmskit.readers.understanding import Understanding as Understanding
from qmskit.readers.understanding import understanding as understanding
from qmskit.renderers.docx.checking import FrameCheck as FrameCheck
from qmskit.renderers.docx.checking import check_frame as check_frame
from qmskit.renderers.xlsx.province import province_template as province_template

__version__: str

__all__ = [
    "Act",
    "Agency",
    "AnnouncementReport",
    "Announcing",
    "Answers",
    "Approval",
    "BuildReport",
    "BuiltDocument",
    "Change",
    "Clock",
    "Confirming",
    "Deadline",
    "Decision",
    "DeskReport",
    "DiffPapers",
    "DiffReport",
    "DistributionReport",
    "DocumentSet",
    "Evidence",
    "Explanation",
    "Extract",
    "FileChange",
    "Finding",
    "FrameCheck",
    "FrameworkDiff",
    "Giving",
    "Handover",
    "HandoverPlan",
    "HandoverReport",
    "InvalidInputError",
    "Issuing",
    "LawChange",
    "Limit",
    "Location",
    "Marking",
    "NewReport",
    "Problem",
    "Procedure",
    "ProcedureDiff",
    "Procedures",
    "QmskitError",
    "RestorePlan",
    "ReturnTime",
    "Returning",
    "SetPlan",
    "Severity",
    "SignatureRole",
    "Standing",
    "TargetError",
    "Task",
    "TimeUnit",
    "TodayReport",
    "Understanding",
    "UnknownNameError",
    "Verification",
    "Withdrawing",
    "Workflow",
    "WrittenPapers",
    "YearReport",
    "add",
    "announce",
    "announcement",
    "answers_template",
    "approve",
    "build",
    "calendar_of",
    "check",
    "check_frame",
    "confirm",
    "deadline",
    "diff",
    "diff_frameworks",
    "diff_page",
    "diff_papers",
    "distribute",
    "distribution",
    "explain",
    "extract",
    "file_evidence",
    "handover",
    "load",
    "log",
    "move",
    "new",
    "plan_add",
    "plan_announce",
    "plan_approve",
    "plan_confirm",
    "plan_distribute",
    "plan_file_evidence",
    "plan_handover",
    "plan_move",
    "plan_register",
    "plan_release",
    "plan_remove",
    "plan_restore",
    "plan_take_back",
    "plan_undo",
    "plan_update",
    "plan_withdraw",
    "province_template",
    "read_answers",
    "read_case_counts",
    "read_items",
    "read_procedures",
    "register",
    "release",
    "remove",
    "restore",
    "return_time",
    "schema_names",
    "schema_text",
    "status",
    "step_times",
    "take_back",
    "today",
    "understanding",
    "undo",
    "update",
    "verify",
    "withdraw",
    "write_diff",
    "write_interim_notes",
]
