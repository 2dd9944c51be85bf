"""PDF files without the clock: what LibreOffice writes depends on the Word file alone.

LibreOffice writes the time of day into the properties (twice), into the head of the colour profile
that PDF/A asks for, and into a checksum and an identifier made of them. No option of it and no
`SOURCE_DATE_EPOCH` (LibreOffice 7.4) leaves them out. As language of the whole it tells its own, in
which its menus speak; the Word file's belongs there.
"""

import hashlib
import re
import zipfile
from io import BytesIO

from qmskit.renderers.pdf.objects import PdfObjects, pdf_objects, stream_of, with_stream

_CORE = "docProps/core.xml"
_CREATED = re.compile(rb"<dcterms:created[^>]*>(\d{4})-(\d\d)-(\d\d)T")
_INFO_DATES = re.compile(rb"\s*/(?:CreationDate|ModDate)\s*\([^)]*\)")
_XMP_DATES = re.compile(rb"\s*<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*</xmp:\1>")
_XMP_TOOL = b"</xmp:CreatorTool>"
_METADATA = re.compile(rb"/Metadata (\d+) 0 R")
_PROFILE = re.compile(rb"/DestOutputProfile (\d+) 0 R")
_LANGUAGE = re.compile(rb"<dc:language>([A-Za-z-]+)</dc:language>")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_ROOT_LANGUAGE = re.compile(rb"/Lang\([^)]*\)")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_IDENTIFIERS = re.compile(rb"\s*/(?:ID\s*\[[^\]]*\]|DocChecksum\s*/[0-9A-F]+)")
# Where an ICC profile has its day and time; this one stands for “some day”.
_TIME_FROM = 24
_NO_TIME = bytes((0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))


def settled(pdf: bytes, word: bytes) -> bytes:
    """Return a PDF file of LibreOffice with the day of its Word file instead of the clock.

    A file that is not built as LibreOffice 7 builds it (one plain table of objects) stays as it is:
    it is right, though two of them differ in their time.

    Args:
        pdf: as LibreOffice wrote it.
        word: the Word file it was made of; without a day of creation the PDF file has none either.
    """
    parts = pdf_objects(pdf)
    if parts is None:
        return pdf
    told = _told(word)
    objects = _without_clock(parts, _day(told)) | _root(parts, told)
    trailer = _IDENTIFIERS.sub(b"", parts.trailer)
    body = PdfObjects(parts.head, objects, trailer).file()
    name = hashlib.sha256(body).hexdigest()[:32].upper().encode()
    end = trailer.rindex(b">>")
    identified = b"%s/ID [ <%s>\n<%s> ]\n%s" % (trailer[:end], name, name, trailer[end:])
    return PdfObjects(parts.head, objects, identified).file()


def _without_clock(parts: PdfObjects, day: tuple[bytes, ...]) -> dict[int, bytes]:
    objects = dict(parts.objects)
    for number in _named(_INFO, parts.trailer):
        dates = b"\n/CreationDate(D:%s%s%s000000Z)" % day if day else b""
        text = _INFO_DATES.sub(b"", objects[number])
        end = text.rindex(b">>")
        objects[number] = text[:end] + dates + text[end:]
    everything = b"".join(text for text in parts.objects.values() if b"stream" not in text)
    for number in _named(_METADATA, everything):
        told = _XMP_DATES.sub(b"", stream_of(objects[number]))
        if day:
            date = b"\n   <xmp:CreateDate>%s-%s-%sT00:00:00Z</xmp:CreateDate>" % day
            told = told.replace(_XMP_TOOL, _XMP_TOOL + date)
        objects = with_stream(objects, number, told)
    for number in _named(_PROFILE, everything):
        profile = stream_of(objects[number])
        timeless = profile[:_TIME_FROM] + _NO_TIME + profile[_TIME_FROM + len(_NO_TIME) :]
        objects = with_stream(objects, number, timeless)
    return objects


def _named(what: re.Pattern[bytes], text: bytes) -> list[int]:
    """Return the numbers of objects that are named so."""
    return sorted({int(number) for number in what.findall(text)})


def _root(parts: PdfObjects, told: bytes) -> dict[int, bytes]:
    """Return the object that speaks for the whole file, in the language of the Word file."""
    language = _LANGUAGE.search(told)
    if language is None:
        return {}
    return {
        number: _ROOT_LANGUAGE.sub(b"/Lang(%s)" % language[1], parts.objects[number])
        for number in _named(_ROOT, parts.trailer)
    }


def _told(word: bytes) -> bytes:
    """Return the properties of a Word file; empty when it has none.

    LibreOffice also reads files that are called .docx and are something else.
    """
    try:
        with zipfile.ZipFile(BytesIO(word)) as archive:
            return archive.read(_CORE) if _CORE in archive.namelist() else b""
    except zipfile.BadZipFile:
        return b""


def _day(told: bytes) -> tuple[bytes, ...]:
    """Return year, month and day of a Word file's creation; empty when it tells none."""
    found = _CREATED.search(told)
    return found.groups() if found else ()
