"""What a handover holds, file by file: `ban-giao.json`, itself proved by the ledger's last line.

The list is made first, then the ledger gets a line with the sha256 of the list, then ledger and
head go into the zip. So ledger, list and files prove each other, and every file but the two of the
ledger stands in the list. Evidence below `records/` stays with whoever hands over, because it may
name citizens; what stayed is told with its sha256, and nothing else may be missing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qmskit.control.history import needed_day, needed_text
from qmskit.control.ledger import HEAD, LEDGER, Entry, Kind, tree_of
from qmskit.control.manifests import KeptFile
from qmskit.language import translate as _
from qmskit.model.digests import digest
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.records import Record
from qmskit.readers.trees import Json, parse_json

HANDOVER = "ban-giao.json"
# Personal data of citizens may lie here.
RECORDS = "records"
# Documents that somebody edited by hand.
EDITED = "tep-sua-tay/"

_FORMAT = 1
_UNLISTED = frozenset({HANDOVER, LEDGER, HEAD})


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A built document that somebody changed by hand.

    Attributes:
        path: relative to the folder of built documents.
        written: sha256 of it as it was built.
    """

    path: str
    written: str


@dataclass(frozen=True, slots=True)
class HandoverManifest:
    """What a handover holds.

    Attributes:
        by, to: who hands over, and to whom.
        receipt: sha256 of the ledger's last line before the handover; may be empty.
        files: of the zip, in the order of their paths.
        left_out: sha256 by path of the evidence that stayed.
        edited: documents below `tep-sua-tay/`.
    """

    agency: str
    by: str
    to: str
    on: date
    qmskit: str
    receipt: str
    files: tuple[KeptFile, ...]
    left_out: Mapping[str, str]
    edited: tuple[EditedFile, ...] = ()


def handover_bytes(manifest: HandoverManifest) -> bytes:
    """Return the content of a manifest's file."""
    values: dict[str, Json] = {
        "format": _FORMAT,
        "agency": manifest.agency,
        "by": manifest.by,
        "to": manifest.to,
        "on": manifest.on.isoformat(),
        "qmskit": manifest.qmskit,
        "receipt": manifest.receipt,
        "files": [
            {"path": one.path, "sha256": one.sha256, "size": one.size} for one in manifest.files
        ],
        "left_out": left_out_json(manifest.left_out),
        "edited": [{"path": one.path, "written": one.written} for one in manifest.edited],
    }
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def read_handover(content: bytes) -> HandoverManifest:
    """Return the manifest of a file.

    Raises:
        InvalidInputError: it is no manifest.
    """
    record = _record(content)
    return HandoverManifest(
        agency=record.text_of("agency"),
        by=record.text_of("by"),
        to=record.text_of("to"),
        on=needed_day(record, "on"),
        qmskit=record.text_of("qmskit"),
        receipt=record.text_of("receipt"),
        files=tuple(
            KeptFile(needed_text(one, "path"), needed_text(one, "sha256"), _size(one))
            for one in record.records("files")
        ),
        left_out=_left_out(record),
        edited=tuple(
            EditedFile(needed_text(one, "path"), one.text_of("written"))
            for one in record.records("edited")
        ),
    )


def left_out_json(left_out: Mapping[str, str]) -> list[Json]:
    """Return the evidence that stayed, as manifests and entries hold it."""
    return [{"path": path, "sha256": sha} for path, sha in sorted(left_out.items())]


def left_out_before(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return sha256 by path of the evidence that a set has been without since it was restored."""
    found: dict[str, str] = {}
    for entry in entries:
        if entry.what is Kind.RESTORE:
            found |= _left_out(entry.details)
    return found


def evidence_of(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield path and sha256 of the files of evidence that a ledger names.

    Other files of such an entry are of a set that was brought to the current format on the way.
    """
    for entry in entries:
        if entry.what is Kind.EVIDENCE:
            yield from ((path, sha) for path, sha in entry.files.items() if is_evidence(path))


def is_evidence(path: str) -> bool:
    """Tell whether a file of a set is evidence."""
    return path.startswith(f"{RECORDS}/")


def proved_handover(content: bytes | None, entries: tuple[Entry, ...]) -> HandoverManifest:
    """Return the manifest of a zip that was handed over.

    Args:
        content: of its file; None where it is missing or broken.
        entries: of the ledger of the zip, which holds together.

    Raises:
        InvalidInputError: it is not the one that the ledger's last line names.
    """
    last = entries[-1] if entries else None
    if content is None or last is None or last.what is not Kind.HANDOVER:
        message = _("tệp zip không phải do lệnh qmskit handover lập, hoặc đã bị sửa")
        raise InvalidInputError([_problem(HANDOVER, message)])
    if digest(content) != last.details.text_of("manifest"):
        message = _("bản kê không phải bản kê ghi trong sổ nhật ký")
        raise InvalidInputError([_problem(HANDOVER, message)])
    return read_handover(content)


def handover_problems(
    read: Callable[[str], bytes | None], names: Iterable[str], manifest: HandoverManifest
) -> Iterator[Problem]:
    """Yield the files of a zip that are not as they were handed over.

    Args:
        read: gives the content of a file; None where it is missing or broken.
        names: of all files of the zip.
    """
    listed = {file.path: file for file in manifest.files}
    for name, file in listed.items():
        found = read(name)
        if found is None:
            yield _problem(name, _("thiếu hoặc hỏng tệp này"))
        elif digest(found) != file.sha256:
            yield _problem(name, _("tệp này đã bị sửa"))
    for name in sorted(set(names) - set(listed) - _UNLISTED):
        yield _problem(name, _("tệp này không có trong bản kê bàn giao"))


def _left_out(record: Record) -> Mapping[str, str]:
    """Return what a manifest or an entry tells to be left out; only evidence may be."""
    return {
        path: one.text_of("sha256")
        for one in record.records("left_out")
        if is_evidence(path := one.text_of("path"))
    }


def _record(content: bytes) -> Record:
    tree = tree_of(parse_json(content.decode("utf-8", "replace"), HANDOVER))
    if not isinstance(tree, dict) or tree.get("format") != str(_FORMAT):
        message = _("tệp này không phải bản kê bàn giao, hoặc do phiên bản qmskit mới hơn lập")
        raise InvalidInputError([_problem(HANDOVER, message)])
    return Record(tree, "", HANDOVER)


def _size(record: Record) -> int:
    text = record.text_of("size")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else -1


_DIGITS = 12


def _problem(name: str, message: str) -> Problem:
    fix = _("yêu cầu bên giao lập lại bằng lệnh qmskit handover, hoặc gửi lại tệp")
    return Problem(Location(name), "QMS790", message, fix)
