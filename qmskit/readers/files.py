"""Files of the user as text: size, links and encoding are checked before anything is parsed."""

from pathlib import Path
from stat import S_ISREG

from qmskit.language import translate as _
from qmskit.model.texts import clean, place_after
from qmskit.problems import InvalidInputError, Location, Problem, disk_reason

MOST_BYTES_YAML = 4_000_000
MOST_BYTES_TEXT = 1_000_000
MOST_BYTES_EXPORT = 64_000_000
MOST_PEEKED = 64_000


def opening(path: Path, letters: int) -> str:
    """Return at most `letters` letters from the beginning of a file, to guess its format by.

    What is no UTF-8 is replaced; a link, a folder or a file nobody can read gives "".
    """
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(letters)
    except OSError:
        return ""


def read_bytes(path: Path, most: int, shown: str = "") -> bytes:
    """Return the content of a regular file of at most `most` bytes.

    Args:
        path: the file; a symbolic link is refused, because it could lead out of the set.
        most: limit in bytes.
        shown: name of the file in messages; the path itself when empty.

    Raises:
        InvalidInputError: the file is missing, a link, too large or not readable.
    """
    where = Location(shown or str(path))
    if path.is_symlink():
        raise InvalidInputError([link_problem(where)])
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise InvalidInputError([_no_file(where)])
        if status.st_size > most:
            raise InvalidInputError([_large(where, status.st_size, most)])
        return path.read_bytes()
    except OSError as error:
        message = _("không đọc được tệp: {reason}").format(reason=disk_reason(error))
        problem = Problem(where, "QMS001", message, _("kiểm tra đường dẫn và quyền đọc tệp"))
        raise InvalidInputError([problem]) from error


def read_text(path: Path, most: int = MOST_BYTES_YAML, shown: str = "") -> str:
    """Return the text of a UTF-8 file, cleaned (see `clean`).

    Raises:
        InvalidInputError: as `read_bytes`; or the file is not UTF-8.
    """
    content = read_bytes(path, most, shown)
    try:
        return clean(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line, column = place_after(clean(content[: error.start].decode("utf-8")))
        message = _("tệp không ở bảng mã UTF-8")
        fix = _("mở tệp và lưu lại với bảng mã UTF-8 (không dùng TCVN3, VNI, UTF-16)")
        place = Location(shown or str(path), line, column)
        raise InvalidInputError([Problem(place, "QMS002", message, fix)]) from error


def link_problem(where: Location) -> Problem:
    """Return the problem of a symbolic link, which could lead out of the set."""
    message = _("đây là liên kết (symbolic link), không phải tệp")
    return Problem(where, "QMS003", message, _("chép tệp thật vào thư mục này"))


def _no_file(where: Location) -> Problem:
    return Problem(where, "QMS005", _("đây không phải tệp"), _("chỉ đường dẫn tới một tệp"))


def _large(where: Location, size: int, most: int) -> Problem:
    message = _("tệp quá lớn: {size} MB, giới hạn {most} MB").format(
        size=-(-size // 1_000_000), most=most // 1_000_000
    )
    return Problem(where, "QMS004", message, _("chia nhỏ tệp hoặc kiểm tra lại có đúng tệp không"))
