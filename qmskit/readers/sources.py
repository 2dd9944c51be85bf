"""Sources of procedures: files and folders in any known format, with the problems met."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol

from qmskit.language import translate as _
from qmskit.model.procedures import Procedure
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_BYTES_EXPORT, read_text
from qmskit.readers.portal_api import FORMAT, is_portal_record, portal_procedure
from qmskit.readers.procedures import read_procedure
from qmskit.readers.trees import Json, parse_json

GROUP = "qmskit.readers"


class SourceReader(Protocol):
    """Reads one source format of procedures."""

    format: str

    def accepts(self, path: Path) -> bool:
        """Tell by name or first bytes whether the file is of this format."""
        ...

    def read(self, path: Path) -> Iterable[Procedure]:
        """Return the procedures of a file.

        Raises:
            InvalidInputError: every problem; those that could be read may be yielded before.
        """
        ...


@dataclass(frozen=True, slots=True)
class FoundProcedure:
    """A procedure with the format and file it came from."""

    procedure: Procedure
    format: str
    file: str


@dataclass(frozen=True, slots=True)
class Procedures:
    """What sources gave.

    Attributes:
        found: in the order of the codes, no code twice.
        problems: what could not be read, sorted by place; may be empty.
        skipped: plug-ins that could not be loaded; may be empty.
    """

    found: tuple[FoundProcedure, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...] = ()


class PortalApiReader:
    """JSON of the national portal's API: one answer, or a list of answers, a file."""

    format = FORMAT

    def accepts(self, path: Path) -> bool:
        """Tell whether the file is JSON."""
        return path.suffix.lower() == ".json"

    def read(self, path: Path) -> Iterator[Procedure]:
        """Yield the procedures of a file; once all are read, raise what is wrong with others."""
        problems: list[Problem] = []
        for at, record in _records(parse_json(read_text(path, MOST_BYTES_EXPORT), str(path))):
            try:
                procedure = _procedure(record, str(path), at)
            except InvalidInputError as error:
                problems.extend(error.problems)
            else:
                yield procedure
        if problems:
            raise InvalidInputError(problems)


class CatalogueReader:
    """Our own YAML, as in a set's `catalogue/`."""

    format = "catalogue"

    def accepts(self, path: Path) -> bool:
        """Tell whether the file is YAML."""
        return path.suffix.lower() in {".yaml", ".yml"}

    def read(self, path: Path) -> Iterator[Procedure]:
        """Yield the one procedure of a file."""
        yield read_procedure(path)


def read_procedures(*sources: Path | str) -> Procedures:
    """Return the procedures of files and folders, and the problems met."""
    found: dict[str, FoundProcedure] = {}
    problems: list[Problem] = []
    readers, skipped = _readers()
    for path in _files(sources, problems):
        try:
            for one in _read(path, readers):
                problems.extend(_clash(found.get(one.procedure.code), one))
                found.setdefault(one.procedure.code, one)
        except InvalidInputError as error:
            problems.extend(error.problems)
    ordered = tuple(found[code] for code in sorted(found))
    return Procedures(ordered, tuple(sorted(set(problems))), skipped)


def _read(path: Path, readers: Iterable[SourceReader]) -> Iterator[FoundProcedure]:
    for reader in readers:
        if reader.accepts(path):
            for procedure in reader.read(path):
                yield FoundProcedure(procedure, reader.format, path.name)
            return
    message = _("chưa đọc được loại tệp này")
    fix = _("dùng một trong các định dạng: {known}").format(
        known=", ".join(sorted(reader.format for reader in readers))
    )
    raise InvalidInputError([Problem(Location(str(path)), "QMS022", message, fix)])


def _records(value: Json) -> Iterator[tuple[str, Json]]:
    """Yield the records of a file with the paths where they stand, each ended by a point."""
    if isinstance(value, list):
        yield from ((f"[{index}].", record) for index, record in enumerate(value))
    else:
        yield "", value


def _procedure(record: Json, file: str, at: str) -> Procedure:
    if is_portal_record(record):
        return portal_procedure(record, file, at)
    message = _("không phải bản ghi thủ tục của Cổng dịch vụ công")
    fix = _("dùng tệp JSON xuất từ API, có mục data.code và data.executionMethods")
    where = Location(file, path=at.removesuffix("."))
    raise InvalidInputError([Problem(where, "QMS021", message, fix)])


def _files(sources: Iterable[Path | str], problems: list[Problem]) -> Iterator[Path]:
    for source in map(Path, sources):
        if source.is_dir():
            inside = [path for path in sorted(source.iterdir()) if not path.is_dir()]
            yield from (path for path in inside if not path.name.startswith("."))
        elif source.exists() or source.is_symlink():
            yield source
        else:
            message = _("không có tệp hoặc thư mục này")
            problems.append(
                Problem(Location(str(source)), "QMS001", message, _("kiểm tra đường dẫn"))
            )


def _clash(known: FoundProcedure | None, new: FoundProcedure) -> Iterator[Problem]:
    if known and known.procedure != new.procedure:
        message = _("mã {code} đã có ở {file} với nội dung khác").format(
            code=new.procedure.code, file=known.file
        )
        yield Problem(Location(new.file), "QMS023", message, _("chỉ đưa vào một bản"))


@cache
def _readers() -> tuple[tuple[SourceReader, ...], tuple[Problem, ...]]:
    """Return the readers that plug-ins and the library register, and what is broken."""
    readers: list[SourceReader] = []
    problems: list[Problem] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        reader = _loaded(entry)
        if reader is None:
            message = _("phần mở rộng “{name}” không nạp được, đã bỏ qua").format(name=entry.name)
            problems.append(
                Problem(Location(entry.value), "QMS901", message, _("cài lại phần mở rộng"))
            )
        else:
            readers.append(reader)
    return tuple(readers), tuple(problems)


def _loaded(entry: EntryPoint) -> SourceReader | None:
    """Return a new reader of a plug-in, or None when it cannot be loaded.

    A plug-in is code of a stranger: whatever it raises while loading only costs itself.
    """
    try:
        reader: SourceReader = entry.load()()
    except Exception:  # noqa: BLE001
        return None
    return reader
