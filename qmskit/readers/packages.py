"""Word files as zip packages of strangers: limits, names and entities are checked before use."""

import lzma
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from lxml import etree

from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes

MOST_BYTES = 20_000_000
MOST_BYTES_INSIDE = 80_000_000
MOST_MEMBERS = 2_000
# Signs that open a tag or give an attribute: each makes a node that takes far more memory.
MOST_MARKS = 3_000_000

_ENCODING = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_UNICODE = frozenset({b"utf-8", b"utf-16", b"us-ascii"})

# How the container of Word 97-2003 opens; Word also wraps a file with a password in it.
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What reading a zip file that is none, is cut, damaged or encrypted may raise.
_NO_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip


def read_package(path: Path, shown: str) -> dict[str, bytes]:
    """Return the members of a Word file by name, in the order of the file.

    Raises:
        InvalidInputError: the file is no Word document, an old one (.doc), holds too much when
            unpacked, names that lead out of it, XML that is not well-formed, or a document type
            that could hide entities.
    """
    return package_members(read_bytes(path, MOST_BYTES, shown), shown)


def package_members(content: bytes, shown: str) -> dict[str, bytes]:
    """Return the members of a Word file that is in memory; see `read_package`."""
    if content.startswith(_OLD_CONTAINER):
        raise _old_word_file(shown)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_members(archive, shown)
            members = {name: archive.read(name) for name in archive.namelist()}
    except _NO_ZIP as error:
        raise no_word_file(shown) from error
    if "word/document.xml" not in members:
        raise no_word_file(shown)
    if sum(inside.count(b"<") + inside.count(b"=") for inside in members.values()) > MOST_MARKS:
        message = _("tệp Word có quá nhiều phần tử (giới hạn {most})").format(most=MOST_MARKS)
        raise refused(shown, message, _("chia tệp thành nhiều tệp nhỏ"))
    for name, inside in members.items():
        _check_xml(f"{shown}:{name}", inside)
    return members


def parsed(content: bytes) -> etree._Element:
    """Return the root of an XML part; nothing outside of it is read.

    Raises:
        XMLSyntaxError: it is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def no_word_file(shown: str) -> InvalidInputError:
    """Return the error of a file that is not a Word document without macros."""
    return refused(shown, _("không phải tệp Word (.docx)"), _("lưu lại từ Word dạng .docx"))


def refused(shown: str, message: str, fix: str) -> InvalidInputError:
    """Return the error of a Word file that is not read."""
    return InvalidInputError([Problem(Location(shown), "QMS301", message, fix)])


def _old_word_file(shown: str) -> InvalidInputError:
    message = _("tệp Word đời cũ (.doc) hoặc tệp có mật khẩu")
    fix = _("mở bằng Word, bỏ mật khẩu nếu có, chọn Lưu thành (Save As) dạng .docx")
    return refused(shown, message, fix)


def _check_members(archive: zipfile.ZipFile, shown: str) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES_INSIDE:
        message = _("tệp Word quá lớn khi giải nén (giới hạn {most} MB)").format(
            most=MOST_BYTES_INSIDE // 1_000_000
        )
        raise refused(shown, message, _("bỏ bớt hình trong tệp, lưu lại từ Word"))
    for one in members:
        name = one.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise refused(shown, _("tệp Word có đường dẫn lạ bên trong"), _("lưu lại từ Word"))


def _is_unicode(content: bytes) -> bool:
    """Tell whether XML is written as Word writes it, so that its signs can be counted as bytes.

    Packages hold XML in UTF-8 or UTF-16 only (ECMA-376, part 2).
    """
    opening = content[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    named = _ENCODING.search(opening)
    return opening.startswith(b"<") and (not named or named.group(1) in _UNICODE)


def _check_xml(shown: str, content: bytes) -> None:
    """Refuse a part that declares entities, in whatever encoding, or is broken XML."""
    declares = b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content
    if shown.endswith((".xml", ".rels")) and not _is_unicode(content):
        raise no_word_file(shown)
    if not declares and shown.endswith((".xml", ".rels")):
        try:
            declares = parsed(content).getroottree().docinfo.internalDTD is not None
        except etree.XMLSyntaxError as error:
            raise no_word_file(shown) from error
    if declares:
        raise refused(shown, _("tệp chứa khai báo DOCTYPE hoặc ENTITY"), _("lưu lại từ Word"))
