"""The ledger: one line an act, each with the fingerprint of the line before; only ever added to.

A line is JSON in one canonical form. A file beside it, the head, holds the number of lines and the
sha256 of the last one, so that a tail cut off is found as well. Who changes a line must change all
that follow and the head, and is still found out by anybody who noted one sha256 before: a receipt.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qmskit.language import translate as _
from qmskit.model.control import Act
from qmskit.model.digests import digest
from qmskit.problems import InvalidInputError, Location, Problem
from qmskit.readers.records import Record
from qmskit.readers.trees import Json, Tree, parse_json

LEDGER = "ledger.jsonl"
HEAD = "ledger.head"

# The first line follows none.
NO_LINE = "0" * 64
# How lines are chained: sha256 of the line without its end, in canonical JSON.
CHAIN_ALGORITHM = 1

_KEYS = {"algorithm", "at", "by", "details", "files", "number", "previous", "role", "what"}


class Kind(StrEnum):
    """What an entry records."""

    NEW = "new"
    UPDATE = "update"
    ADD = "add"
    REMOVE = "remove"
    SIGN = "sign"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    DISTRIBUTE = "distribute"
    EVIDENCE = "evidence"
    ANNOUNCE = "announce"
    HANDOVER = "handover"
    RESTORE = "restore"
    UNDO = "undo"
    MIGRATE = "migrate"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger.

    Attributes:
        number: from 1.
        previous: sha256 of the line before.
        at: moment as it was told, ISO 8601; may be empty.
        by: who did it; may be empty.
        role: what the person did it as; may be empty.
        details: what the kind of entry needs.
        files: sha256 by path of what was written; "" for a file that went.
        sha256: of the line itself.
    """

    number: int
    previous: str
    at: str
    by: str
    role: str
    what: Kind
    details: Record
    files: Mapping[str, str]
    sha256: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as far as it holds together.

    Attributes:
        entries: up to the first line that does not fit.
        problem: the first line that does not fit; None for a ledger nobody has touched.
        content: all its bytes.
    """

    entries: tuple[Entry, ...]
    problem: Problem | None
    content: bytes

    @property
    def receipt(self) -> str:
        """Return the sha256 of the last line; empty for an empty ledger."""
        return self.entries[-1].sha256 if self.entries else ""


NO_LEDGER = Ledger((), None, b"")


def read_ledger(content: bytes | None, head: bytes | None) -> Ledger:
    """Return a ledger with the first thing in it that does not fit.

    Args:
        content, head: of the two files; None for a file that is missing.
    """
    if content is None and head is None:
        return NO_LEDGER
    if content is None:
        return Ledger((), _problem(0, _("thiếu tệp này, chỉ còn ledger.head")), b"")
    lines = content.split(b"\n")
    entries: list[Entry] = []
    for number, line in enumerate(lines[:-1], 1):
        try:
            entries.append(_entry(line, number))
        except InvalidInputError as error:
            return Ledger(tuple(_chained(entries, head)[0]), error.problems[0], content)
    fitting, broken = _chained(entries, head)
    problem = broken or _unended(lines[-1], len(lines)) or _other_head(entries, head)
    return Ledger(tuple(fitting), problem, content)


def ledger_missing() -> Problem:
    """Return the problem of a set whose ledger somebody has taken away."""
    message = _("thiếu sổ nhật ký")
    fix = _("lấy lại ledger.jsonl và ledger.head từ bản bàn giao hoặc bản sao gần nhất")
    return Problem(Location(LEDGER), "QMS701", message, fix)


def appended(
    ledger: Ledger,
    what: Kind,
    details: Mapping[str, Json],
    act: Act,
    *,
    role: str = "",
    files: Mapping[str, str] | None = None,
) -> tuple[bytes, bytes]:
    """Return the bytes of ledger and head with one more line.

    Raises:
        InvalidInputError: the ledger does not hold together: nothing is written behind a break.
    """
    if ledger.problem:
        raise InvalidInputError([ledger.problem])
    values: dict[str, Json] = {
        "algorithm": CHAIN_ALGORITHM,
        "at": act.written,
        "by": act.by,
        "details": dict(details),
        "files": dict(sorted((files or {}).items())),
        "number": len(ledger.entries) + 1,
        "previous": ledger.receipt or NO_LINE,
        "role": role,
        "what": what.value,
    }
    line = canonical(values)
    return ledger.content + line + b"\n", head_of(len(ledger.entries) + 1, digest(line))


def canonical(value: Json) -> bytes:
    """Return the one form in which a value is written and fingerprinted."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def head_of(count: int, sha256: str) -> bytes:
    """Return the content of the head."""
    return f"{count} {sha256}\n".encode()


def tree_of(value: Json) -> Tree:
    """Return a JSON value as a tree of texts, which records read."""
    if isinstance(value, dict):
        return {key: tree_of(one) for key, one in value.items()}
    if isinstance(value, list):
        return [tree_of(one) for one in value]
    return "" if value is None else str(value)


def _entry(line: bytes, number: int) -> Entry:
    """Return one line.

    Raises:
        InvalidInputError: it is no line of ours, or not in canonical form.
    """
    try:
        value = parse_json(line.decode("utf-8"), LEDGER)
    except (InvalidInputError, UnicodeDecodeError) as error:
        message = _("không đọc được dòng này")
        raise InvalidInputError([_problem(number, message)]) from error
    if not isinstance(value, dict) or set(value) != _KEYS or canonical(value) != line:
        raise InvalidInputError([_problem(number, _("dòng này không phải do qmskit ghi"))])
    tree = tree_of(value)
    record = Record(tree if isinstance(tree, dict) else {}, line.decode(), LEDGER)
    if record.text_of("algorithm") != str(CHAIN_ALGORITHM):
        message = _("dòng này ghi theo cách mới hơn; cần phiên bản qmskit mới hơn")
        raise InvalidInputError([_problem(number, message)])
    if record.text_of("what") not in set(Kind) or record.text_of("number") != str(number):
        raise InvalidInputError([_problem(number, _("số dòng hoặc loại việc không đúng"))])
    return Entry(
        number=number,
        previous=record.text_of("previous"),
        at=record.text_of("at"),
        by=record.text_of("by"),
        role=record.text_of("role"),
        what=Kind(record.text_of("what")),
        details=record.record("details"),
        files=record.pairs("files"),
        sha256=digest(line),
    )


def _chained(entries: list[Entry], head: bytes | None) -> tuple[list[Entry], Problem | None]:
    """Return the entries before the first one that does not fit, and what does not fit.

    A line that was changed breaks only the link to the line behind it; one whose link was changed,
    or that was put in, breaks the link before it as well.
    """
    broken = set(_broken_links(entries))
    count = len(entries)
    # The head is the link behind the last line.
    if broken and head != head_of(count, entries[-1].sha256):
        broken.add(count)
    first = min(broken, default=None)
    if first is None:
        return entries, None
    changed = first + 1 if first + 1 in broken or first == 0 else first
    message = _("dòng này đã bị sửa, bị thêm hoặc dòng bên cạnh đã bị xóa")
    return entries[: max(changed - 1, 0)], _problem(changed, message)


def _broken_links(entries: list[Entry]) -> Iterator[int]:
    """Yield the numbers of lines whose sha256 is not what the next line says; 0 stands for none."""
    before = NO_LINE
    for entry in entries:
        if entry.previous != before:
            yield entry.number - 1
        before = entry.sha256


def _unended(rest: bytes, number: int) -> Problem | None:
    """Return the problem of letters behind the last line."""
    return _problem(number, _("dòng cuối chưa ghi xong hoặc bị thêm chữ")) if rest else None


def _other_head(entries: list[Entry], head: bytes | None) -> Problem | None:
    """Return the problem of a head that tells of another ledger."""
    count = len(entries)
    last = entries[-1].sha256 if entries else NO_LINE
    if head == head_of(count, last):
        return None
    fix = _("lấy lại cả hai tệp từ bản bàn giao hoặc bản sao gần nhất")
    if head is None:
        return Problem(Location(HEAD), "QMS701", _("thiếu tệp này"), fix)
    told, _blank, sha256 = head.decode("ascii", "replace").strip().partition(" ")
    if told == str(count) and len(sha256) == len(NO_LINE):
        return _problem(count, _("dòng cuối không khớp ledger.head"))
    message = _("sổ có {count} dòng, tệp này ghi {told} dòng").format(count=count, told=told[:10])
    return Problem(Location(HEAD), "QMS701", message, fix)


def _problem(number: int, message: str) -> Problem:
    fix = _("sổ nhật ký chỉ được ghi thêm; lấy lại tệp từ bản bàn giao hoặc bản sao gần nhất")
    return Problem(Location(LEDGER, number, 1 if number else 0), "QMS701", message, fix)


def receipts(entries: Iterable[Entry]) -> Mapping[str, int]:
    """Return the number of the line by each sha256 that a receipt may show."""
    return {entry.sha256: entry.number for entry in entries}
