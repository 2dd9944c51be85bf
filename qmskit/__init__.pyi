from qmskit.docset.building import BuildReport as BuildReport
from qmskit.docset.building import BuiltDocument as BuiltDocument
from qmskit.docset.building import build as build
from qmskit.docset.creating import NewReport as NewReport
from qmskit.docset.creating import new as new
from qmskit.docset.explaining import Explanation as Explanation
from qmskit.docset.explaining import explain as explain
from qmskit.docset.opening import load as load
from qmskit.model.agencies import Agency as Agency
from qmskit.model.procedures import Procedure as Procedure
from qmskit.model.sets import DocumentSet as DocumentSet
from qmskit.model.times import Limit as Limit
from qmskit.model.times import TimeUnit as TimeUnit
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
from qmskit.readers.sources import read_procedures as read_procedures
from qmskit.renderers.docx.checking import FrameCheck as FrameCheck
from qmskit.renderers.docx.checking import check_frame as check_frame

__version__: str

__all__ = [
    "Agency",
    "Answers",
    "BuildReport",
    "BuiltDocument",
    "DocumentSet",
    "Explanation",
    "FrameCheck",
    "InvalidInputError",
    "Limit",
    "Location",
    "NewReport",
    "Problem",
    "Procedure",
    "Procedures",
    "QmskitError",
    "TargetError",
    "TimeUnit",
    "UnknownNameError",
    "Workflow",
    "build",
    "check_frame",
    "explain",
    "load",
    "new",
    "read_procedures",
    "schema_names",
    "schema_text",
]
