"""Sources of procedures: files and folders in any known format, with the problems met."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qmskit.language import translate as _
from qmskit.model.announcements import Announcement
from qmskit.model.printed import PrintedWorkflow
from qmskit.model.procedures import Procedure
from qmskit.model.workflows import ProvinceDecisions
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_BYTES_EXPORT, read_text
from qmskit.readers.formats import SourceItem, SourceReader, format_called, source_readers
from qmskit.readers.procedures import procedure
from qmskit.readers.schemas import read_record
from qmskit.readers.trees import parse_json
from qmskit.readers.workflows import ANY_NAMES, read_province


@dataclass(frozen=True, slots=True)
class FoundProcedure:
    """A procedure with the format and file it came from.

    Attributes:
        file: name of the file.
        path: where the file lies, for problems; empty where only its name is known.
    """

    procedure: Procedure
    format: str
    file: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Procedures:
    """What sources gave.

    Attributes:
        found: in the order of the codes, no code twice.
        problems: what could not be read, sorted by place; may be empty.
        skipped: what was left out: plug-ins that could not be loaded, files of a folder that nobody
            reads, older records of a procedure; may be empty.
        province: decisions of the province by procedure code, in the order of the codes.
        printed: workflows printed in Word files and workbooks, in the order of the files.
        announcements: announcing decisions, in the order of the files.
    """

    found: tuple[FoundProcedure, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Problem, ...] = ()
    province: tuple[ProvinceDecisions, ...] = ()
    printed: tuple[PrintedWorkflow, ...] = ()
    announcements: tuple[Announcement, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundItem:
    """Something a source holds, with the format, file and path it came from."""

    item: SourceItem
    format: str
    file: str
    path: str


class CatalogueReader:
    """Our own YAML: a record of a set's `catalogue/`, or decisions of a `province/`."""

    format = "catalogue"

    def accepts(self, path: Path) -> bool:
        """Tell whether the file is YAML."""
        return path.suffix.lower() in {".yaml", ".yml"}

    def read(self, path: Path) -> Iterator[SourceItem]:
        """Yield what the file holds; files in a folder `province` are the province's."""
        if path.parent.name == "province":
            yield read_province(path, str(path), ANY_NAMES)
        else:
            yield procedure(read_record(path, "catalogue"))


def read_procedures(*sources: Path | str) -> Procedures:
    """Return the procedures of files and folders, what the province decided for them, and problems.

    Folders are read with all folders in them.
    """
    readers, skipped = source_readers()
    collected = _Collected([*skipped])
    for one in _items(sources, readers, collected):
        collected.add(one)
    return collected.result()


def read_items(*sources: Path | str) -> Iterator[FoundItem]:
    """Yield what files and folders hold one by one, so that memory does not grow with them.

    Raises:
        InvalidInputError: when all is read: every problem met.
    """
    told = _Told()
    yield from _items(sources, source_readers()[0], told)
    if told.problems:
        raise InvalidInputError(told.problems)


class _Told:
    """What is wrong with sources, and what was left out of them."""

    def __init__(self, skipped: list[Problem] | None = None) -> None:
        self.problems: list[Problem] = []
        self.skipped: list[Problem] = skipped or []


class _Collected(_Told):
    """What was read so far."""

    def __init__(self, skipped: list[Problem]) -> None:
        super().__init__(skipped)
        self._found: dict[str, FoundProcedure] = {}
        self._province: dict[str, ProvinceDecisions] = {}
        self._printed: list[PrintedWorkflow] = []
        self._announcements: list[Announcement] = []

    def add(self, one: FoundItem) -> None:
        match one.item:
            case Procedure():
                self._add_procedure(FoundProcedure(one.item, one.format, one.file, one.path))
            case ProvinceDecisions():
                self._province[one.item.code] = one.item
            case PrintedWorkflow():
                self._printed.append(one.item)
            case Announcement():
                self._announcements.append(one.item)

    def _add_procedure(self, new: FoundProcedure) -> None:
        """Keep a record; of two of one procedure the one that tells more, else the newer one."""
        code = new.procedure.code
        known = self._found.setdefault(code, new)
        if known.procedure == new.procedure:
            return
        better = max(known, new, key=_worth)
        if _worth(known) == _worth(new):
            self.problems.append(_clash(known, new))
        elif not min(known, new, key=_worth).procedure.is_listed_only:
            self.skipped.append(_passed_over(better, min(known, new, key=_worth)))
        self._found[code] = better

    def result(self) -> Procedures:
        return Procedures(
            tuple(self._found[code] for code in sorted(self._found)),
            tuple(sorted(set(self.problems))),
            tuple(self.skipped),
            tuple(self._province[code] for code in sorted(self._province)),
            tuple(self._printed),
            tuple(self._announcements),
        )


def _items(
    sources: Iterable[Path | str], readers: Iterable[SourceReader], told: _Told
) -> Iterator[FoundItem]:
    """Yield what sources hold; what is wrong or left out is told."""
    for path, is_named in _files(sources, told.problems):
        try:
            yield from _read(path, readers)
        except InvalidInputError as error:
            # In a folder other files may lie about; a file that was named is meant.
            if not is_named and (isinstance(error, _UnknownFormatError) or _is_old(path)):
                told.skipped.extend(replace(one, code="QMS022") for one in error.problems)
            else:
                told.problems.extend(error.problems)


class _UnknownFormatError(InvalidInputError):
    """No reader accepts a file."""


def _read(path: Path, readers: Iterable[SourceReader]) -> Iterator[FoundItem]:
    for reader in readers:
        if reader.accepts(path):
            for item in reader.read(path):
                yield FoundItem(item, reader.format, path.name, str(path))
            return
    raise _UnknownFormatError([_unknown(path, readers)])


def _unknown(path: Path, readers: Iterable[SourceReader]) -> Problem:
    """Return the problem of a file that no reader accepts.

    Raises:
        InvalidInputError: it is to be JSON and is none, which is the thing to say.
    """
    fix = _("dùng một trong các định dạng: {known}").format(
        known=", ".join(sorted(format_called(reader.format) for reader in readers))
    )
    if _is_json(path):
        parse_json(read_text(path, MOST_BYTES_EXPORT), str(path))
        message = _("tệp JSON này không chứa bản ghi thuộc định dạng nào đã biết")
        return Problem(Location(str(path)), "QMS021", message, fix)
    if path.suffix.lower() in {".docx", ".xlsx"}:
        message = _("không bảng nào trong tệp có đủ các cột của một loại tài liệu đã biết")
        fix = _(
            "quyết định công bố: cột tên thủ tục và cột mã số hoặc thời hạn; quy trình: cột trình "
            "tự các bước, trách nhiệm, thời gian; danh sách và tệp Excel: giữ nguyên dòng tiêu đề"
        )
        return Problem(Location(str(path)), "QMS022", message, fix)
    message = _("chưa đọc được loại tệp này")
    return Problem(Location(str(path)), "QMS022", message, fix)


# Levels of folders that are looked through for sources.
DEEPEST_FOLDER = 30


def _told(paths: Iterator[Path], problems: list[Problem]) -> Iterator[Path]:
    """Yield paths; what stops them is told."""
    try:
        yield from paths
    except InvalidInputError as error:
        problems.extend(error.problems)


# What tells a set and a pack from other folders.
_HEADS = ("qms.yaml", "pack.yaml")


# Word and Excel of before 2007: readers take them to say what to do, nobody reads them.
_OLD = {".doc", ".xls"}


def _is_old(path: Path) -> bool:
    return path.suffix.lower() in _OLD


def _is_json(path: Path) -> bool:
    return path.suffix.lower() == ".json"


def _files(sources: Iterable[Path | str], problems: list[Problem]) -> Iterator[tuple[Path, bool]]:
    """Yield the files of sources, and whether each was named itself."""
    for source in map(Path, sources):
        if source.is_dir():
            yield from ((path, False) for path in _told(_inside(source), problems))
        elif source.exists() or source.is_symlink():
            yield source, True
        else:
            message = _("không có tệp hoặc thư mục này")
            problems.append(
                Problem(Location(str(source)), "QMS001", message, _("kiểm tra đường dẫn"))
            )


def _inside(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Yield the files of a folder and of the folders in it; hidden ones and links are left out.

    Of a set or a pack only what is the State's and the province's.

    Raises:
        InvalidInputError: folders lie in each other too deep.
    """
    if depth > DEEPEST_FOLDER:
        message = _("thư mục lồng nhau quá {most} lớp").format(most=DEEPEST_FOLDER)
        fix = _("đưa các tệp cần đọc vào một thư mục riêng")
        raise InvalidInputError([Problem(Location(str(folder)), "QMS712", message, fix)])
    if any((folder / head).is_file() for head in _HEADS):
        for name in ("catalogue", "province"):
            if (folder / name).is_dir():
                yield from _inside(folder / name, depth + 1)
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "_", "~$")):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _inside(path, depth + 1)
        else:
            yield path


def _worth(one: FoundProcedure) -> tuple[bool, str]:
    """Return what decides between records: more than a name, then the month of the format."""
    month = _MONTH.search(one.format)
    return not one.procedure.is_listed_only, month.group(1) if month else ""


_MONTH = re.compile(r"-(\d{4}-\d{2})$")


def _clash(known: FoundProcedure, new: FoundProcedure) -> Problem:
    message = _("mã {code} đã có ở {file} với nội dung khác").format(
        code=new.procedure.code, file=known.path
    )
    return Problem(Location(new.path), "QMS023", message, _("chỉ đưa vào một bản"))


def _passed_over(better: FoundProcedure, other: FoundProcedure) -> Problem:
    message = _(
        "mã {code} có ở hai nguồn; dùng bản thuộc định dạng mới hơn: {file} ({format})"
    ).format(code=better.procedure.code, file=better.path, format=format_called(better.format))
    return Problem(Location(other.path), "QMS024", message)
