"""Documents made once for all tests of Word files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document
from lxml import etree

import qmskit
from qmskit.documents.composing import Composed, Composer
from qmskit.documents.plan import plan
from qmskit.model.sets import DocumentSet
from qmskit.model.workflows import Workflow
from qmskit.renderers.docx import DocxRenderer
from tests.word import packages

DAY = date(2026, 11, 22)

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "xa-binh-minh"
FRAMES = tuple(sorted((ROOT / "frameworks").glob("*/templates/*.docx")))

# Everything that XML, Word, docxtpl or a careless replacement could trip over.
HOSTILE = "R&D <b>“đất”</b> & \"nhà\" 'ở' {{ x }} {% y %} 👩‍👩‍👧 ]]> &amp; ½"


@dataclass(frozen=True)
class Made:
    """A document as blocks and as a Word file."""

    composed: Composed
    path: str
    content: bytes

    @property
    def kind(self) -> str:
        return self.composed.document.kind.id

    @cached_property
    def word(self) -> Document:
        """Return the file as python-docx opens it; tests only read it."""
        return docx.Document(BytesIO(self.content))

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """Return the XML parts by name; tests only read them."""
        return packages.trees(self.content)

    @property
    def xml(self) -> etree._Element:
        return self.trees["word/document.xml"]

    def __repr__(self) -> str:
        return self.path


@cache
def example_set() -> DocumentSet:
    return qmskit.load(EXAMPLE)


@cache
def example() -> tuple[Made, ...]:
    return made(example_set())


@cache
def hostile() -> tuple[Made, ...]:
    """Return the example with hostile letters in the agency's name and every title."""
    return made(hostile_set())


def hostile_set() -> DocumentSet:
    whole = example_set()
    return replace(
        whole,
        agency=replace(whole.agency, name=f"{whole.agency.name} {HOSTILE}", parent=HOSTILE),
        procedures={
            code: replace(one, name=f"{HOSTILE} {one.name}")
            for code, one in whole.procedures.items()
        },
        province={
            code: replace(one, workflow=one.workflow and _titled(one.workflow))
            for code, one in whole.province.items()
        },
        workflows=_all_titled(whole.workflows),
    )


def _all_titled(workflows: Mapping[str, Workflow]) -> dict[str, Workflow]:
    """Return workflows with hostile titles; one of several procedures stays one object.

    That is what makes the procedures share a document.
    """
    new = {id(one): _titled(one) for one in workflows.values()}
    return {code: new[id(one)] for code, one in workflows.items()}


def _titled(workflow: Workflow) -> Workflow:
    return replace(workflow, title=f"{HOSTILE} {workflow.title}")


@cache
def real(source: Path) -> tuple[Made, ...]:
    """Return the documents of a commune made from all records below `source`."""
    with TemporaryDirectory() as folder:
        return made(real_set(source, Path(folder) / "xa-my-tan"))


def real_set(source: Path, folder: Path) -> DocumentSet:
    agency = qmskit.Agency(
        "commune", "Ủy ban nhân dân xã Mỹ Tân", province="tỉnh Đồng Tháp", unit_code="MT"
    )
    qmskit.new(folder, qmskit.Answers(agency, (str(source / "portal-api-2026-07"),)))
    return qmskit.load(folder)


def made(qmset: DocumentSet) -> tuple[Made, ...]:
    composer = Composer(qmset, DAY)
    return rendered(qmset, (composer.composed(one) for one in plan(qmset, DAY)))


def rendered(qmset: DocumentSet, composed: Iterable[Composed]) -> tuple[Made, ...]:
    return tuple(
        Made(one, str(path), content)
        for one, path, content in DocxRenderer().render(qmset, composed)
    )
