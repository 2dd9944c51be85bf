"""The answers of `new`: a workbook to fill in, and files of answers read back."""

import os
from pathlib import Path

from qmskit.docset.creating import framework_called, records_for
from qmskit.language import translate as _
from qmskit.model.agencies import Agency
from qmskit.problems import UnknownNameError
from qmskit.readers.answers import Answers, read_answers_file
from qmskit.readers.tables.answers_sheet import read_answers_workbook
from qmskit.renderers.xlsx.answers import answers_workbook


def answers_template(answers: Answers, beside: Path | None = None) -> bytes:
    """Return a workbook in which an agency answers what `new` asks.

    Args:
        answers: what is known already; its sources give the procedures to choose from.
        beside: the folder the workbook will lie in; sources are written relative to it.

    Raises:
        InvalidInputError: a source cannot be read.
        UnknownNameError: the framework or the type of agency is not at hand.
    """
    framework = framework_called(answers.framework)
    types = {kind.id: kind for kind in framework.agency_types}
    if answers.agency.type not in types:
        raise UnknownNameError(_("loại cơ quan"), answers.agency.type, types)
    found = records_for(answers, framework).found
    agency: Agency | None = answers.agency if answers.agency.name else None
    procedures = [one.procedure for one in found]
    sources = [_relative(source, beside or Path()) for source in answers.sources]
    return answers_workbook(framework, types[answers.agency.type], procedures, agency, sources)


def _relative(source: str, folder: Path) -> str:
    """Return a source as seen from a folder; as it is where no path leads there."""
    try:
        return Path(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # another drive
        return source


def read_answers(path: Path | str, framework: str) -> Answers:
    """Return the answers of a YAML file or of a workbook that `answers_template` made.

    Args:
        framework: id of the framework, or folder of a pack, whose roles the answers name.

    Raises:
        InvalidInputError: every problem of the file.
        UnknownNameError: the framework is not at hand.
    """
    file = Path(path)
    known = framework_called(framework)
    if file.suffix.lower() == ".xlsx":
        return read_answers_workbook(file, known)
    return read_answers_file(file, frozenset(role.id for role in known.roles))
