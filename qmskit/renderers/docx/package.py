"""Zip packages with fixed dates, where members that never change are copied as they are."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

from qmskit.language import translate as _
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.files import read_bytes

MOST_BYTES = 20_000_000
MOST_BYTES_INSIDE = 80_000_000
MOST_MEMBERS = 2_000

# 1980-01-01 00:00, the first day a zip can hold: bytes must not depend on the clock.
_DATE, _TIME = 0x21, 0
_UTF8 = 0x800
# Level 6 makes a Word file a fifth smaller and takes more than twice the time of level 3.
_LEVEL = 3
_DEFLATED = 8
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5HL")
_PLACE = struct.Struct("<L")
_END = struct.Struct("<4s4H2LH")
# What reading a zip file that is none, is cut, damaged or encrypted may raise.
_NO_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a package, packed once and copied as often as wanted.

    Attributes:
        name: with forward slashes.
        packed: the member as a zip file holds it: header, name, deflated content.
        entry: its entry in the directory, up to the place of `packed`, which comes before the name.
    """

    name: str
    packed: bytes
    entry: bytes

    @classmethod
    def of(cls, name: str, *pieces: bytes) -> "Member":
        """Return the member that holds `pieces`, one behind the other."""
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        deflated: list[bytes] = []
        crc = size = 0
        for piece in pieces:
            crc = zlib.crc32(piece, crc)
            size += len(piece)
            deflated.append(packer.compress(piece))
        data = b"".join((*deflated, packer.flush()))
        letters = name.encode()
        shared = (20, _UTF8, _DEFLATED, _TIME, _DATE, crc, len(data), size, len(letters), 0)
        packed = b"".join((_LOCAL.pack(b"PK\3\4", *shared), letters, data))
        return cls(name, packed, _CENTRAL.pack(b"PK\1\2", 20, *shared, 0, 0, 0, 0))

    @property
    def content(self) -> bytes:
        """Return the content, inflated."""
        return zlib.decompress(self.packed[_LOCAL.size + len(self.name.encode()) :], -15)


def package(members: Iterable[Member]) -> bytes:
    """Return the zip file of `members`, in their order."""
    parts: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for member in members:
        parts.append(member.packed)
        central += (member.entry, _PLACE.pack(offset), member.name.encode())
        offset += len(member.packed)
    directory = b"".join(central)
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), offset, 0)
    return b"".join((*parts, directory, end))


def read_package(path: Path, shown: str) -> dict[str, bytes]:
    """Return the members of a Word file by name, in the order of the file.

    Raises:
        InvalidInputError: the file is no Word document, holds too much when unpacked, names that
            lead out of it, XML that is not well-formed, or a document type that could hide
            entities.
    """
    content = read_bytes(path, MOST_BYTES, shown)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_members(archive, shown)
            members = {name: archive.read(name) for name in archive.namelist()}
    except _NO_ZIP as error:
        raise no_word_file(shown) from error
    if "word/document.xml" not in members:
        raise no_word_file(shown)
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
    return _refused(shown, _("không phải tệp Word (.docx)"), _("lưu lại từ Word dạng .docx"))


def _check_members(archive: zipfile.ZipFile, shown: str) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES_INSIDE:
        message = _("tệp Word quá lớn khi giải nén (giới hạn {most} MB)").format(
            most=MOST_BYTES_INSIDE // 1_000_000
        )
        raise _refused(shown, message, _("bỏ bớt hình trong tệp, lưu lại từ Word"))
    for one in members:
        name = one.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise _refused(shown, _("tệp Word có đường dẫn lạ bên trong"), _("lưu lại từ Word"))


def _check_xml(shown: str, content: bytes) -> None:
    """Refuse a part that declares entities, in whatever encoding, or is broken XML."""
    declares = b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content
    if not declares and shown.endswith((".xml", ".rels")):
        try:
            declares = parsed(content).getroottree().docinfo.internalDTD is not None
        except etree.XMLSyntaxError as error:
            raise no_word_file(shown) from error
    if declares:
        raise _refused(shown, _("tệp chứa khai báo DOCTYPE hoặc ENTITY"), _("lưu lại từ Word"))


def _refused(shown: str, message: str, fix: str) -> InvalidInputError:
    return InvalidInputError([Problem(Location(shown), "QMS301", message, fix)])
