"""Markdown texts of a framework or a set, with their YAML heads."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from qmskit.language import translate as _
from qmskit.model.sources import SourceText
from qmskit.model.texts import ILLEGAL, place_after
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import MOST_BYTES_TEXT, read_text
from qmskit.readers.records import Record
from qmskit.readers.schemas import parse_record

_FENCE = "---\n"


def read_source(path: Path, name: str, shown: str) -> tuple[SourceText, Record | None]:
    """Return a text and its head, when it has one.

    Raises:
        InvalidInputError: every problem of the file.
    """
    whole = read_text(path, MOST_BYTES_TEXT, shown)
    _check_letters(whole, shown)
    if not whole.startswith(_FENCE):
        return SourceText(name, shown, whole), None
    head, fence, body = whole[len(_FENCE) :].partition("\n" + _FENCE)
    if not fence:
        message = _("phần đầu mở bằng --- nhưng không đóng")
        raise InvalidInputError(
            [Problem(Location(shown, 1, 1), "QMS206", message, _("thêm dòng ---"))]
        )
    # An empty first line stands for the fence, so that places in the head are those of the file.
    record = parse_record("\n" + head + "\n", "document", shown)
    return SourceText(name, shown, body, head.count("\n") + 4), record


def texts_below(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the Markdown files below a folder with their names, `items/fees.md`, sorted.

    Names are in NFC: some systems and archives take letters and their marks apart.
    """
    for path in sorted(folder.rglob("*.md")):
        yield path, normalize("NFC", path.relative_to(folder).as_posix())


def _check_letters(whole: str, shown: str) -> None:
    found = ILLEGAL.search(whole)
    if found:
        message = _("có ký tự không in được U+{code:04X}").format(code=ord(found.group()))
        place = Location(shown, *place_after(whole[: found.start()]))
        raise InvalidInputError([Problem(place, "QMS012", message, _("xóa ký tự đó"))])
