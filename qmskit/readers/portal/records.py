"""Files of records, one or a list in JSON, and what names a record."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.procedures import Procedure
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_BYTES_EXPORT, read_text
from qmskit.readers.schemas import refused
from qmskit.readers.trees import Json, Tree, parse_json


def read_records(
    path: Path, procedure_of: Callable[[Json, str, str], Procedure]
) -> Iterator[Procedure]:
    """Yield the procedures of a file; once all are read, raise what is wrong with others.

    Args:
        path: a JSON file with one record or a list of them.
        procedure_of: reads a record, given the file's name and the path of the record in the file,
            ended by a point and empty for the whole file.

    Raises:
        InvalidInputError: every problem of the file, after what could be read.
    """
    problems: list[Problem] = []
    for at, record in _records(parse_json(read_text(path, MOST_BYTES_EXPORT), str(path))):
        try:
            yield procedure_of(record, str(path), at)
        except InvalidInputError as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInputError(problems)


def unnamed(found: Procedure, places: Mapping[str, Location]) -> Iterator[Problem]:
    """Yield what a procedure is named by and is missing, or is refused by a catalogue.

    Args:
        found: the procedure.
        places: where the record has what `code` and `name` are read from.
    """
    names: dict[str, Tree] = {"code": found.code, "name": found.name}
    for key, value in names.items():
        if not value:
            message = _("bản ghi không có mã hoặc tên thủ tục")
            yield Problem(places[key], "QMS020", message, _("tải lại bản ghi này"))
    for path, code, message, fix in refused(names, "catalogue"):
        key = str(path[0])
        if names[key]:
            yield Problem(places[key], code, message, fix)


def _records(value: Json) -> Iterator[tuple[str, Json]]:
    """Yield the records of a file with the paths where they stand, each ended by a point."""
    if isinstance(value, list):
        yield from ((f"[{index}].", record) for index, record in enumerate(value))
    else:
        yield "", value
