"""Papers outside of the plan, made of a framework's text and values when somebody asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qmskit.documents.composing import Composer
from qmskit.documents.plan import PlannedDocument
from qmskit.language import LANGUAGES, speaking
from qmskit.language import translate as _
from qmskit.model.agencies import Revision
from qmskit.model.kinds import DocumentKind, LetterHead
from qmskit.model.sets import DocumentSet
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.renderers.docx.renderer import DocxRenderer

_FRAME = "letter.docx"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in the look of a set's letters.

    Attributes:
        text: name of the framework's text.
        code: what it is called in lists; clauses: what of the standard it answers.
        missing: code of the problem of a framework without the text.
    """

    id: str
    title: str
    text: str
    code: str
    clauses: tuple[str, ...]
    letter: LetterHead
    missing: str


def paper_file(qmset: DocumentSet, paper: Paper, on: date, told: Mapping[str, object]) -> bytes:
    """Return a paper as a Word file, in Vietnamese as all documents.

    Args:
        on: its day.
        told: the values of its text, by name.

    Raises:
        InvalidInputError: the framework has no text for it, or the text or the frame cannot be
            used.
    """
    text = qmset.framework.texts.get(paper.text)
    if text is None:
        message = _("mô hình khung không có văn bản này")
        raise InvalidInputError([Problem(Location(paper.text), paper.missing, message)])
    kind = DocumentKind(
        id=paper.id,
        title=paper.title,
        text=text,
        frame=_FRAME,
        folder="",
        file_prefix="",
        clauses=paper.clauses,
        source=qmset.framework.source,
        code=paper.code,
        letter=paper.letter,
    )
    document = PlannedDocument(kind.code, kind, kind.title, (), None, (Revision(issued=on),), "")
    with speaking(LANGUAGES[0]):
        composer = Composer(qmset, on, told=told)
        made = DocxRenderer().render(qmset, [composer.composed(document)])
        return next(content for _composed, _path, content in made)
