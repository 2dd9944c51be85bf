"""JSON Schemas of every file kind, and files read by them, every problem with its place."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem, UnknownNameError
from qmskit.readers.acceptance import acceptance
from qmskit.readers.bundled import bundled
from qmskit.readers.files import read_text
from qmskit.readers.records import Record
from qmskit.readers.trees import Tree, ValuePath, locate, parse_yaml

# A file with more is another kind of file, and nobody reads on.
MOST_PROBLEMS = 500


def schema_names() -> tuple[str, ...]:
    """Return the names of the published schemas, sorted."""
    return tuple(sorted(file.name.split(".")[0] for file in _folder().glob("*.schema.json")))


@cache
def schema_text(name: str) -> str:
    """Return a published schema as JSON text.

    Raises:
        UnknownNameError: no schema has this name.
    """
    if name not in schema_names():
        raise UnknownNameError(_("lược đồ"), name, schema_names())
    return (_folder() / f"{name}.schema.json").read_text(encoding="utf-8")


def read_record(path: Path, schema: str, shown: str = "") -> Record:
    """Return the content of a YAML file that fits a schema.

    Args:
        path: the file.
        schema: name of the schema, see `schema_names`.
        shown: name of the file in messages; the path itself when empty.

    Raises:
        InvalidInputError: every problem of the file.
    """
    file = shown or str(path)
    return parse_record(read_text(path, shown=file), schema, file)


def parse_record(text: str, schema: str, file: str) -> Record:
    """Return the content of a YAML text that fits a schema; see `read_record`."""
    tree = parse_yaml(text, file)
    found = (
        Problem(locate(text, file, path), code, message, fix)
        for path, code, message, fix in refused(tree, schema)
    )
    problems = first_problems(found, file)
    if problems:
        raise InvalidInputError(problems)
    return Record(tree if isinstance(tree, dict) else {}, text, file)


def first_problems(problems: Iterable[Problem], file: str) -> list[Problem]:
    """Return the problems of a file; of very many the first, and that there are more."""
    found = list(islice(problems, MOST_PROBLEMS + 1))
    if len(found) <= MOST_PROBLEMS:
        return found
    message, fix = _("còn nhiều lỗi khác trong tệp này"), _("sửa các lỗi trên rồi chạy lại")
    return [*found[:MOST_PROBLEMS], Problem(Location(file), "QMS713", message, fix)]


def refused(tree: Tree, schema: str) -> Iterator[tuple[ValuePath, str, str, str]]:
    """Yield what a schema refuses of a tree, in no order: path, code, message, what to do."""
    if not acceptance(schema_text(schema))(tree):
        from qmskit.readers.validation import complaints  # noqa: PLC0415 - loads jsonschema

        yield from complaints(tree, schema_text(schema))


def _folder() -> Path:
    return bundled() / "schemas"
