"""SpreadsheetML, as far as tables need it: the cells of a workbook's sheets, streamed, with limits.

openpyxl is not asked, for four reasons: it tells either a formula or its value, never both; it
makes a cell for every place of a merged range, however large, before anybody can refuse it; it
fails on styles and filters that a table does not need; and it does not tell the digits of a number.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes
from qmskit.readers.tables.sheet_xml import (
    Attributes,
    Merged,
    SheetCell,
    SheetReading,
    StringsReading,
    UnreadableError,
    XmlError,
    parsed,
)

MOST_BYTES = 20_000_000
MOST_BYTES_INSIDE = 100_000_000
MOST_MEMBERS = 5_000
# Signs that open a tag; a cell with its value takes four.
MOST_MARKS = 1_500_000

_CHUNK = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0"

# What cut, damaged, encrypted or hostile packages raise.
BROKEN = (
    UnreadableError, XmlError, zipfile.BadZipFile, zlib.error, struct.error, EOFError,
    OSError, RuntimeError, ValueError, LookupError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """An opened workbook.

    Attributes:
        sheets: name -> member of the package, in the order of the workbook.
        formats: number formats by the index of a cell's style.
        is_1904: whether days count from 1904.
    """

    archive: zipfile.ZipFile
    sheets: dict[str, str]
    formats: tuple[str, ...]
    strings: tuple[str, ...]
    is_1904: bool

    def parts(self, sheet: str) -> Iterator[SheetCell | Merged]:
        """Yield the cells of a sheet row by row, then its merged ranges.

        Raises:
            one of `BROKEN`: while iterating.
        """
        reading = SheetReading(self.strings)
        with self.archive.open(self.sheets[sheet]) as stream:
            for _chunk in parsed(stream, reading.start, reading.end, reading.letters):
                yield from reading.found
                reading.found.clear()


def open_spreadsheet(path: Path, shown: str) -> Spreadsheet:
    """Return the workbook of a file.

    Raises:
        InvalidInputError: the file is missing, too large, or no workbook.
    """
    content = read_bytes(path, MOST_BYTES, shown)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        _check_size(archive, shown)
        opened = _opened(archive)
    except BROKEN as error:
        raise no_workbook(shown, content) from error
    if not opened.sheets:
        raise no_workbook(shown, content)
    return opened


def no_workbook(shown: str, content: bytes = b"") -> InvalidInputError:
    """Return the error of a file that cannot be read as a workbook."""
    if content.startswith(_OLE):
        message = _("tệp Excel đời cũ (.xls) hoặc có đặt mật khẩu")
        fix = _("mở bằng Excel, bỏ mật khẩu nếu có, lưu lại dạng .xlsx")
    else:
        message = _("không phải tệp Excel (.xlsx), hoặc tệp bị hỏng")
        fix = _("mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx")
    return InvalidInputError([Problem(Location(shown), "QMS031", message, fix)])


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 1: `A`, `Z`, `AA`."""
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _check_size(archive: zipfile.ZipFile, shown: str) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES_INSIDE:
        message = _("tệp Excel quá lớn khi giải nén (giới hạn {most} MB)").format(
            most=MOST_BYTES_INSIDE // 1_000_000
        )
        fix = _("bỏ bớt trang tính, hình ảnh không cần; hoặc chia thành nhiều tệp")
        raise InvalidInputError([Problem(Location(shown), "QMS032", message, fix)])
    if _marks(archive) > MOST_MARKS:
        message = _("tệp Excel có quá nhiều ô (giới hạn {most})").format(most=MOST_MARKS // 4)
        raise InvalidInputError(
            [Problem(Location(shown), "QMS032", message, _("chia thành nhiều tệp"))]
        )


def _marks(archive: zipfile.ZipFile) -> int:
    """Return how many tags the members hold, counted piece by piece."""
    count = 0
    for member in archive.infolist():
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                count += chunk.count(b"<")
    return count


def _opened(archive: zipfile.ZipFile) -> Spreadsheet:
    book = next(iter(_related(archive, "", "/officeDocument").values()), "")
    sheets, strings, styles = (
        _related(archive, book, kind) for kind in ("/worksheet", "/sharedStrings", "/styles")
    )
    elements = tuple(_elements(archive, book, ("sheet", "workbookPr")))
    return Spreadsheet(
        archive,
        {
            attributes["name"]: sheets[attributes["id"]]
            for name, attributes in elements
            if name == "sheet" and attributes["id"] in sheets
        },
        tuple(part for one in styles.values() for part in _formats(archive, one)),
        tuple(part for one in strings.values() for part in _shared_strings(archive, one)),
        any(attributes.get("date1904") in {"1", "true"} for _name, attributes in elements),
    )


def _related(archive: zipfile.ZipFile, source: str, kind: str) -> dict[str, str]:
    """Return the members that `source` names as being of a kind, by the id of the relation."""
    folder, name = posixpath.split(source)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    return {
        attributes["Id"]: posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))[1:]
        for _name, attributes in _elements(archive, rels, ("Relationship",))
        if attributes["Type"].endswith(kind) and attributes.get("TargetMode") != "External"
    }


def _formats(archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    """Yield the number format of every cell style: its code, or `#` and the number of a known one.

    The list of cell styles comes behind a list of the same elements for named styles.
    """
    own: dict[str, str] = {}
    is_cells = False
    wanted = ("numFmt", "cellStyleXfs", "cellXfs", "xf")
    for name, attributes in _elements(archive, member, wanted):
        if name == "numFmt":
            own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name != "xf":
            is_cells = name == "cellXfs"
        elif is_cells:
            number = attributes.get("numFmtId", "0")
            yield own.get(number, f"#{number}")


def _shared_strings(archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    reading = StringsReading()
    with archive.open(member) as stream:
        for _chunk in parsed(stream, reading.start, reading.end, reading.letters):
            yield from reading.found
            reading.found.clear()


def _elements(
    archive: zipfile.ZipFile, member: str, wanted: tuple[str, ...]
) -> Iterator[tuple[str, Attributes]]:
    """Yield name and attributes of the elements of a member that are wanted, in their order."""
    found: list[tuple[str, Attributes]] = []

    def start(name: str, attributes: Attributes) -> None:
        if name in wanted:
            found.append((name, attributes))

    with archive.open(member) as stream:
        for _chunk in parsed(stream, start, lambda _name: None, lambda _letters: None):
            yield from found
            found.clear()
