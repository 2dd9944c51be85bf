"""Texts of a framework or an agency: Markdown with Jinja, as they were read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceText:
    """A Markdown text.

    Attributes:
        name: what other texts call it: `procedure.md`, `items/fees.md`.
        file: the file as the user would name it.
        body: the text after the YAML head.
        first_line: line number of the body's first line in the file.
    """

    name: str
    file: str
    body: str
    first_line: int = 1
