"""The objects of a PDF file that LibreOffice wrote: taken apart and put together again."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_STREAM = re.compile(rb"(.*?>>\s*stream\n)(.*?)(\nendstream\s+endobj\s*)\Z", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)( 0 R)?")
_ENTRY = 20
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class PdfObjects:
    """A PDF file with one table of objects.

    Attributes:
        head: what stands before the first object.
        objects: text of every object by its number, from `n 0 obj` on, in the order of the file.
        trailer: from the word `trailer` to before `startxref`.
    """

    head: bytes
    objects: Mapping[int, bytes]
    trailer: bytes

    def file(self) -> bytes:
        """Return the file, with a table of where the objects are now."""
        written, places = bytearray(self.head), {}
        for number, text in self.objects.items():
            places[number] = len(written)
            written += text
        start, count = len(written), max(self.objects, default=0) + 1
        lines = [b"0000000000 65535 f \n"]
        lines += [_line(places.get(number)) for number in range(1, count)]
        table = b"xref\n0 %d\n%s" % (count, b"".join(lines))
        return bytes(written) + table + self.trailer + b"startxref\n%d\n%%%%EOF\n" % start


def pdf_objects(pdf: bytes) -> PdfObjects | None:
    """Return the objects of a PDF file; None when it has no single plain table of them."""
    start = _START.search(pdf)
    table = _TABLE.match(pdf, int(start[1])) if start else None
    if start is None or table is None:
        return None
    end = table.end() + int(table[1]) * _ENTRY
    places: dict[int, int] = {}
    for number, at in enumerate(range(table.end(), end, _ENTRY)):
        entry = pdf[at : at + _ENTRY]
        if entry[17:18] == b"n":
            places[int(entry[:_DIGITS])] = number
    starts = sorted(places)
    ends = [*starts[1:], table.start()]
    objects = {places[at]: pdf[at:to] for at, to in zip(starts, ends, strict=True)}
    return PdfObjects(pdf[: starts[0]], objects, pdf[end : start.start()])


def stream_of(text: bytes) -> bytes:
    """Return the content of a stream object, unpacked; empty when it has none that can be read."""
    parts = _STREAM.match(text)
    if parts is None:
        return b""
    if b"/FlateDecode" not in parts[1]:
        return parts[2]
    try:
        return zlib.decompress(parts[2])
    except zlib.error:
        return b""


def with_stream(objects: Mapping[int, bytes], number: int, content: bytes) -> dict[int, bytes]:
    """Return objects with another content of a stream, packed as it was before."""
    changed = dict(objects)
    parts = _STREAM.match(objects[number])
    length = _LENGTH.search(parts[1]) if parts else None
    if parts is None or length is None:
        return changed
    packed = zlib.compress(content, 9) if b"/FlateDecode" in parts[1] else content
    if length[2]:
        other = int(length[1])
        changed[other] = b"%d 0 obj\n%d\nendobj\n\n" % (other, len(packed))
        opening = parts[1]
    else:
        opening = _LENGTH.sub(b"/Length %d" % len(packed), parts[1], count=1)
    changed[number] = opening + packed + parts[3]
    return changed


def _line(place: int | None) -> bytes:
    """Return a line of the table; an object that is not there is free."""
    return b"%010d 00000 n \n" % place if place is not None else b"0000000000 65535 f \n"
