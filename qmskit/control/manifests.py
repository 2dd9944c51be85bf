"""What a release holds, file by file: `releases/<number>/manifest.json`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qmskit.control.history import (
    document_json,
    issued_document,
    needed_day,
    needed_text,
)
from qmskit.control.ledger import tree_of
from qmskit.language import translate as _
from qmskit.model.control import IssuedDocument
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.records import Record
from qmskit.readers.trees import Json, parse_json

RELEASES = "releases"
MANIFEST = "manifest.json"
DATA = "data.json"
SNAPSHOT = "snapshot.zip"
DOCUMENTS = "documents"
SIGNED = "signed"
# Of a snapshot: the contents that fingerprints were made of, and the framework.
CONTENTS = "contents.json"
FRAMEWORK = "framework"

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a release; its path is relative to the folder of the release."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A signed PDF or a scan that came back.

    Attributes:
        status: `signed`, `unsigned`, `scan`, `broken` or `not-checked`.
        told: what was found out about its signatures, a line each; may be empty.
    """

    file: KeptFile
    status: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release holds.

    Attributes:
        receipt: sha256 of the ledger's last line before the release.
        qmskit: version of the program that made it.
        documents: with the files of each.
        files: data and snapshot.
        signed: what came back signed; may be empty.
    """

    number: int
    agency: str
    framework: str
    framework_version: str
    qmskit: str
    receipt: str
    decision: str
    on: date
    effective: date
    still_for: date | None
    documents: tuple[tuple[IssuedDocument, tuple[KeptFile, ...]], ...]
    files: tuple[KeptFile, ...]
    signed: tuple[SignedFile, ...] = ()

    @property
    def all_files(self) -> Iterator[KeptFile]:
        """Yield every file of the release but the manifest itself."""
        for _document, files in self.documents:
            yield from files
        yield from self.files
        yield from (one.file for one in self.signed)


def folder_of(number: int) -> str:
    """Return the folder of a release, relative to the set."""
    return f"{RELEASES}/{number}"


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the content of a manifest's file."""
    documents: list[Json] = [
        {**document_json(document), "files": [_file_json(one) for one in files]}
        for document, files in manifest.documents
    ]
    signed: list[Json] = [
        {**_file_json(one.file), "status": one.status, "told": list(one.told)}
        for one in manifest.signed
    ]
    values: dict[str, Json] = {
        "format": _FORMAT,
        "number": manifest.number,
        "agency": manifest.agency,
        "framework": manifest.framework,
        "framework_version": manifest.framework_version,
        "qmskit": manifest.qmskit,
        "receipt": manifest.receipt,
        "decision": manifest.decision,
        "on": manifest.on.isoformat(),
        "effective": manifest.effective.isoformat(),
        "still_for": manifest.still_for.isoformat() if manifest.still_for else "",
        "documents": documents,
        "files": [_file_json(one) for one in manifest.files],
        "signed": signed,
    }
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(content: bytes, shown: str) -> Manifest:
    """Return the manifest of a file.

    Args:
        shown: name of the file in messages.

    Raises:
        InvalidInputError: it is no manifest.
    """
    record = _record(content, shown)
    return Manifest(
        number=_number(record, "number"),
        agency=record.text_of("agency"),
        framework=record.text_of("framework"),
        framework_version=record.text_of("framework_version"),
        qmskit=record.text_of("qmskit"),
        receipt=record.text_of("receipt"),
        decision=needed_text(record, "decision"),
        on=needed_day(record, "on"),
        effective=needed_day(record, "effective"),
        still_for=record.day("still_for"),
        documents=tuple(
            (issued_document(one), tuple(_file(inner) for inner in one.records("files")))
            for one in record.records("documents")
        ),
        files=tuple(_file(one) for one in record.records("files")),
        signed=tuple(
            SignedFile(_file(one), one.text_of("status"), one.texts("told"))
            for one in record.records("signed")
        ),
    )


def _record(content: bytes, shown: str) -> Record:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        message = _("tệp không ở bảng mã UTF-8")
        raise InvalidInputError([Problem(Location(shown), "QMS703", message)]) from error
    tree = tree_of(parse_json(text, shown))
    if not isinstance(tree, dict) or tree.get("format") != str(_FORMAT):
        message = _("tệp này không phải bản kê của một lần phát hành")
        raise InvalidInputError([Problem(Location(shown), "QMS703", message)])
    return Record(tree, text, shown)


def _file(record: Record) -> KeptFile:
    return KeptFile(
        needed_text(record, "path"), needed_text(record, "sha256"), _number(record, "size")
    )


def _file_json(file: KeptFile) -> dict[str, Json]:
    return {"path": file.path, "sha256": file.sha256, "size": file.size}


def _number(record: Record, key: str) -> int:
    text = needed_text(record, key)
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else -1


_DIGITS = 12
