"""Word frames of strangers: what a package may hide, and what it would hand on to documents."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO

import docx

from bench.equality import members
from tests.hostile.cases import Case, Place, build
from tests.word.packages import zipped

_DOCUMENT = "word/document.xml"
_RELS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[dict[str, bytes]], Mapping[str, bytes]]


@cache
def _frame() -> bytes:
    document = docx.Document()
    document.add_paragraph("{{ document.code }}")
    document.add_paragraph("{{p body }}")
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _built(content: Callable[[Place], bytes]) -> Callable[[Place], list[str]]:
    """Return what builds a set in this frame."""

    def make(place: Place) -> list[str]:
        place.tiny({"templates/procedure.docx": content(place)})
        return build(place)

    return make


def _changed(change: Change) -> Callable[[Place], list[str]]:
    return _built(lambda _place: zipped(change(members(_frame()))))


def _with(extra: Mapping[str, bytes]) -> Callable[[Place], list[str]]:
    return _changed(lambda inside: {**inside, **extra})


def _replaced(name: str, old: bytes, new: bytes) -> Callable[[Place], list[str]]:
    def change(inside: dict[str, bytes]) -> dict[str, bytes]:
        assert old in inside[name]
        return {**inside, name: inside[name].replace(old, new, 1)}

    return _changed(change)


def _related(
    kind: str, target: str, mode: str = ' TargetMode="External"'
) -> Callable[[Place], list[str]]:
    """Return what builds a set in a frame that names something outside of it."""
    relation = f'<Relationship Id="rX" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return _replaced(_RELS, b"</Relationships>", relation.encode())


def _body(xml: str) -> Callable[[Place], list[str]]:
    return _replaced(_DOCUMENT, b"<w:body>", b"<w:body>" + xml.encode())


def _field(code: str) -> Callable[[Place], list[str]]:
    return _body(f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>')


def _field_in_pieces(*pieces: str) -> Callable[[Place], list[str]]:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return _body(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _entity(declared: str, used: str = "&x;") -> Change:
    def change(inside: dict[str, bytes]) -> dict[str, bytes]:
        head, _end, rest = inside[_DOCUMENT].partition(b"?>")
        rest = rest.replace(
            b"<w:body>", f"<w:body><w:p><w:r><w:t>{used}</w:t></w:r></w:p>".encode()
        )
        return {**inside, _DOCUMENT: head + b"?>" + declared.encode() + rest}

    return change


def _foreign_entity(place: Place) -> bytes:
    declared = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{place.secret.as_uri()}">]>'
    return zipped(_entity(declared)(members(_frame())))


def _encoded(encoding: str) -> Callable[[Place], bytes]:
    """Return a frame whose entity stands in letters a search for bytes does not see."""

    def make(place: Place) -> bytes:
        declared = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{place.secret.as_uri()}">]>'
        inside = dict(_entity(declared)(members(_frame())))
        xml = inside[_DOCUMENT].decode().replace("UTF-8", encoding, 1)
        return zipped({**inside, _DOCUMENT: xml.encode(encoding)})

    return make


_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)


def _bomb(content: bytes, name: str = _DOCUMENT) -> Callable[[Place], list[str]]:
    return _with({name: content})


def _elements(count: int) -> bytes:
    return b"<w:document xmlns:w='w'>" + b"<a/>" * count + b"</w:document>"


def _raw(change: Callable[[bytearray], bytes | bytearray]) -> Callable[[Place], list[str]]:
    return _built(lambda _place: bytes(change(bytearray(_frame()))))


def _lying(content: bytearray) -> bytearray:
    """Let the directory and the members say that they are short."""
    for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = content.find(mark)
        while at >= 0:
            struct.pack_into("<L", content, at + place, 10)
            at = content.find(mark, at + 4)
    return content


def _zip64(content: bytearray) -> bytearray:
    """Let the directory point to sizes of 64 bits that are not there."""
    at = content.find(b"PK\1\2")
    while at >= 0:
        struct.pack_into("<LL", content, at + 20, 0xFFFFFFFF, 0xFFFFFFFF)
        at = content.find(b"PK\1\2", at + 4)
    return content


def _nonsense_end(content: bytearray) -> bytearray:
    end = content.rfind(b"PK\5\6")
    return content[:end] + b"PK\6\6" + b"\xff" * 52 + b"PK\6\7" + b"\xff" * 16 + content[end:]


def _twice(_place: Place) -> bytes:
    buffer = BytesIO(_frame())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(_DOCUMENT.replace("word", "worx"), "<x/>")
    return buffer.getvalue().replace(b"worx/", b"word/")


def _many(_place: Place) -> bytes:
    return zipped({**members(_frame()), **{f"a/{n}.bin": b"" for n in range(5_000)}})


def _deflated_with_garbage(_place: Place) -> bytes:
    content = _frame()
    return content[: len(content) // 2] + zlib.compress(b"x") + content[len(content) // 2 :]


CASES = (
    Case("an entity that is the secret", _built(_foreign_entity), "QMS301"),
    Case("an entity in UTF-16", _built(_encoded("UTF-16")), "QMS301"),
    Case("an entity in UTF-7", _built(_encoded("UTF-7")), "QMS301"),
    Case("an entity in EBCDIC", _built(_encoded("cp037")), "QMS301"),
    Case("a billion laughs in a document type", _changed(_entity(_LAUGHS, "&a11;")), "QMS301"),
    Case("a document type from the network", _changed(
        _entity('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "x")), "QMS301"),
    Case("an entity in the styles", _replaced("word/styles.xml", b"<w:styles",
        b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:styles'), "QMS301"),
    Case("an inclusion of the secret", _body(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../../outside/secret.txt"'
        ' parse="text"/>'), codes=(0, 1, 3)),
    Case("a stylesheet that runs", _changed(lambda inside: {**inside, _DOCUMENT: inside[
        _DOCUMENT].replace(b"?>", b'?><?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>', 1)}),
        codes=(0, 1, 3)),
    Case("a template from the network", _related(f"{_OFFICE}/attachedTemplate",
        "http://127.0.0.1:9/x.dotm"), "QMS711"),
    Case("a template of a share", _related(f"{_OFFICE}/attachedTemplate",
        "\\\\127.0.0.1\\x\\y.dotm"), "QMS711"),
    Case("a picture from the network in a frame", _related(f"{_OFFICE}/image",
        "http://127.0.0.1:9/x.png"), "QMS711"),
    Case("a picture that is the secret", _related(f"{_OFFICE}/image",
        "file:///../outside/secret.txt"), "QMS711"),
    Case("an object from the network", _related(f"{_OFFICE}/oleObject", "http://127.0.0.1:9/"),
        "QMS711"),
    Case("a hyperlink that runs a script", _related(f"{_OFFICE}/hyperlink", "javascript:alert(1)"),
        "QMS711"),
    Case("a hyperlink to a file", _related(f"{_OFFICE}/hyperlink", "file:///etc/passwd"),
        "QMS711"),
    Case("a relation that climbs out of the package", _related(f"{_OFFICE}/image",
        "../../../../outside/secret.txt", ""), "QMS"),
    Case("a relation to an absolute path", _related(f"{_OFFICE}/image", "/etc/passwd", ""), "QMS"),
    Case("macros", _with({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"x" * 100}), "QMS711"),
    Case("a document with macros called .docx", _changed(lambda inside: {**inside,
        "[Content_Types].xml": inside["[Content_Types].xml"].replace(
            b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"ms-word.document.macroEnabled.main+xml")}), "QMS"),
    Case("an embedded object", _with({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
        "QMS711"),
    Case("a control that runs", _with({"word/activeX/activeX1.xml": b"<x/>"}), "QMS711"),
    Case("a part of another format", _body('<w:altChunk xmlns:r="r" r:id="rX"/>'), "QMS711"),
    Case("a field that starts a program", _field("DDEAUTO c:\\\\windows\\\\cmd.exe x"), "QMS711"),
    Case("a field cut into pieces", _field_in_pieces(" D", "DE", " cmd x "), "QMS711"),
    Case("a field that includes a file", _field("INCLUDETEXT /etc/passwd"), "QMS711"),
    Case("a field that includes a picture", _field_in_pieces("INCLUDEPICTURE http://127.0.0.1:9/"),
        "QMS711"),
    Case("a part of 70 MB of elements", _bomb(_elements(16_000_000)), "QMS301"),
    Case("a part of 70 MB of attributes", _bomb(b"<w:document xmlns:w='w' " + b" ".join(
        b"a%x=''" % n for n in range(4_000_000)) + b"/>"), "QMS301"),
    Case("a styles part of 70 MB of elements", _bomb(_elements(16_000_000), "word/styles.xml"),
        "QMS301"),
    Case("a part of 70 MB of letters", _bomb(
        b"<w:document xmlns:w='w'><w:body>" + b"a" * 70_000_000 + b"</w:body></w:document>"),
        "QMS301"),
    Case("a part of 500 MB", _bomb(b"\0" * 500_000_000, "word/media/x.bin"), "QMS301"),
    Case("elements 100,000 deep", _bomb(
        b"<w:document xmlns:w='w'>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</w:document>"),
        "QMS301"),
    Case("a member that climbs", _with({"../../outside/evil": b"x"}), "QMS301"),
    Case("a member of an absolute path", _with({"/tmp/evil": b"x"}), "QMS301"),  # noqa: S108
    Case("a member of a Windows path", _with({"..\\..\\outside\\evil": b"x"}), "QMS301"),
    Case("a member of another drive", _with({"C:\\evil": b"x"}), "", (0, 1, 3)),
    Case("a member twice", _built(_twice), "", (0, 1, 3)),
    Case("five thousand members", _built(_many), "QMS301"),
    Case("members that lie about their size", _raw(_lying), "QMS"),
    Case("sizes of 64 bits that are not there", _raw(_zip64), "QMS301"),
    Case("a directory of 64 bits that is nonsense", _raw(_nonsense_end), "QMS"),
    Case("a package with garbage in the middle", _built(_deflated_with_garbage), "", (0, 1, 3)),
    Case("a frame that loops", _body("<w:p><w:r><w:t>{% for a in agency.name | list %}{% for b in "
        "agency.name | list %}{% for c in agency.name | list %}{{ agency.name }}{% endfor %}"
        "{% endfor %}{% endfor %}</w:t></w:r></w:p>"), codes=(0, 1, 3)),
    Case("a frame that reaches Python", _body("<w:p><w:r><w:t>{{ ''.__class__.__mro__ }}</w:t>"
        "</w:r></w:p>"), "QMS"),
    Case("a frame of braces", _body("<w:p><w:r><w:t>" + "{" * 200_000 + "</w:t></w:r></w:p>"),
        "QMS"),
    Case("a frame of tags that never end", _body("<w:p><w:r><w:t>" + "{{ a " * 50_000 +
        "</w:t></w:r></w:p>"), "QMS"),
    Case("a frame of 50,000 paragraphs that loop", _body(
        "<w:p><w:r><w:t>{%p if 1 %}</w:t></w:r></w:p>" * 30_000), "QMS"),
    Case("a frame of rows that never end", _body(
        "<w:tr ><w:p>" * 20_000 + "</w:p></w:tr>" * 20_000),
        codes=(0, 1, 3)),
    Case("a frame that is empty", _built(lambda _place: b""), "QMS301"),
    Case("a frame that is an old Word file", _built(
        lambda _place: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "QMS301"),
)  # fmt: skip
