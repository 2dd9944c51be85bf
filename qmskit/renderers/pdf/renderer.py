"""The PDF renderer: the Word files, printed."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from qmskit.documents.composing import Composed
from qmskit.model.sets import DocumentSet
from qmskit.problems import Problem
from qmskit.renderers.docx import DocxRenderer
from qmskit.renderers.pdf.fonts import font_remarks
from qmskit.renderers.pdf.office import converted, find_office
from qmskit.renderers.pdf.settling import settled


class PdfRenderer:
    """Makes PDF of exactly the Word files that the Word renderer makes."""

    suffix = ".pdf"

    def __init__(self) -> None:
        """Start without frames; see `DocxRenderer`."""
        self._word = DocxRenderer()

    def problems(self, folder: Path) -> Iterator[Problem]:
        """Yield what is wrong with the agency's frames; see `Renderer`."""
        yield from self._word.problems(folder)

    def render(
        self, qmset: DocumentSet, documents: Iterable[Composed]
    ) -> Iterator[tuple[Composed, PurePosixPath, bytes]]:
        """Yield one PDF file a document; see `Renderer`.

        Raises:
            InvalidInputError: LibreOffice is missing or failed, or as `DocxRenderer`.
        """
        office = find_office()
        made = list(self._word.render(qmset, documents))
        pdfs = _pdfs({str(path): content for _one, path, content in made}, office)
        for document, path, _content in made:
            yield document, path.with_suffix(self.suffix), pdfs[str(path)]

    def remarks(self, contents: Iterable[bytes]) -> Iterator[Problem]:
        """Yield what files that were made lack; see `Remarking`."""
        yield from font_remarks(contents)


def as_pdf(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return Word files as PDF, by their names and in their order.

    The same Word file gives the same bytes on the same machine (same LibreOffice, same fonts).

    Args:
        files: Word files by name; may be empty.

    Raises:
        InvalidInputError: LibreOffice is missing, or a problem for each file it did not convert.
    """
    return _pdfs(files, find_office()) if files else {}


def _pdfs(files: Mapping[str, bytes], office: str) -> dict[str, bytes]:
    return {name: settled(pdf, files[name]) for name, pdf in converted(files, office).items()}
