"""Small Word files, written as XML so that every mark of Word is at hand."""

from collections.abc import Mapping

from tests.word.packages import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EMPTY: Mapping[str, bytes] = {}
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def packed(body: str, others: Mapping[str, bytes] = EMPTY, namespace: str = W) -> bytes:
    """Return a Word file with `body` inside of its body, and other members by their names."""
    document = (
        f'<w:document xmlns:w="{namespace}" xmlns:mc="urn:mc" xmlns:wps="urn:wps">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zipped({"word/document.xml": document.encode(), **others})


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, marks: str = "") -> str:
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, marks: str = "") -> str:
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
