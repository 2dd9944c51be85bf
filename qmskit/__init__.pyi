"""The public names for type checkers; `__init__.py` loads them when they are used."""

from qmskit.docset.building import BuildReport as BuildReport, BuiltDocument as BuiltDocument, build as build
from qmskit.docset.creating import NewReport as NewReport, new as new
from qmskit.docset.explaining import Explanation as Explanation, explain as explain
from qmskit.docset.opening import load as load
from qmskit.model.agencies import Agency as Agency
from qmskit.model.procedures import Procedure as Procedure
from qmskit.model.sets import DocumentSet as DocumentSet
from qmskit.model.times import Limit as Limit, TimeUnit as TimeUnit
from qmskit.model.workflows import Workflow as Workflow
from qmskit.problems import InvalidInputError as InvalidInputError, Location as Location, Problem as Problem, QmskitError as QmskitError, RenderError as RenderError, TargetError as TargetError, UnknownNameError as UnknownNameError
from qmskit.readers.answers import Answers as Answers
from qmskit.readers.schemas import schema_names as schema_names, schema_text as schema_text
from qmskit.readers.sources import Procedures as Procedures, read_procedures as read_procedures
from qmskit.renderers.docx.checking import FrameCheck as FrameCheck, check_frame as check_frame

__version__: str
__all__: list[str]
