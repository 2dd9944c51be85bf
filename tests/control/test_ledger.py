import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmskit.control.ledger import NO_LEDGER, Kind, Ledger, appended, head_of, read_ledger
from qmskit.model.control import Act
from qmskit.problems import InvalidInputError
from qmskit.readers.trees import Json

ACT = Act("Lê Văn C", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
LINES = 6


def ledger_of(count: int) -> tuple[bytes, bytes]:
    """Return a ledger of `count` lines and its head."""
    ledger, head = NO_LEDGER, b""
    for number in range(count):
        details: dict[str, Json] = {
            "documents": [f"QT {number:02d}/CX-HT"],
            "note": "Đăng ký khai sinh",
        }
        content, head = appended(ledger, Kind.UPDATE, details, ACT, files={"a.yaml": "0" * 64})
        ledger = read_ledger(content, head)
    return ledger.content, head


WHOLE, HEAD = ledger_of(LINES)


def first_wrong(content: bytes | None, head: bytes | None) -> tuple[str, int]:
    """Return file and line of the first thing that does not fit."""
    problem = read_ledger(content, head).problem
    assert problem is not None
    assert problem.code == "QMS701"
    return problem.where.file, problem.where.line


def test_an_untouched_ledger_tells_who_did_what_and_when() -> None:
    ledger = read_ledger(WHOLE, HEAD)
    assert ledger.problem is None
    assert [entry.number for entry in ledger.entries] == list(range(1, LINES + 1))
    last = ledger.entries[-1]
    assert (last.by, last.at, last.what) == ("Lê Văn C", "2026-11-22T09:30:00+00:00", Kind.UPDATE)
    assert last.details.texts("documents") == ("QT 05/CX-HT",)
    assert last.files == {"a.yaml": "0" * 64}


def test_every_line_holds_the_sha256_of_the_one_before_and_the_head_that_of_the_last() -> None:
    lines = WHOLE.splitlines()
    sums = [hashlib.sha256(line).hexdigest() for line in lines]
    assert [json.loads(line)["previous"] for line in lines] == ["0" * 64, *sums[:-1]]
    assert f"{LINES} {sums[-1]}\n".encode() == HEAD
    assert read_ledger(WHOLE, HEAD).receipt == sums[-1]


def test_no_ledger_is_an_empty_one() -> None:
    assert read_ledger(None, None) == NO_LEDGER


@pytest.mark.parametrize("number", range(1, LINES + 1))
def test_a_changed_word_is_found_in_its_line(number: int) -> None:
    lines = WHOLE.splitlines(keepends=True)
    lines[number - 1] = lines[number - 1].replace(b"khai", b"chai")
    assert first_wrong(b"".join(lines), HEAD) == ("ledger.jsonl", number)


@pytest.mark.parametrize("number", range(1, LINES))
def test_a_line_taken_out_is_found_where_it_stood(number: int) -> None:
    lines = WHOLE.splitlines(keepends=True)
    del lines[number - 1]
    assert first_wrong(b"".join(lines), HEAD) == ("ledger.jsonl", number)


def test_a_tail_cut_off_is_found_by_the_head() -> None:
    lines = WHOLE.splitlines(keepends=True)
    assert first_wrong(b"".join(lines[:-1]), HEAD) == ("ledger.head", 0)


@pytest.mark.parametrize("at", range(LINES))
def test_a_line_put_in_twice_is_found(at: int) -> None:
    lines = WHOLE.splitlines(keepends=True)
    lines.insert(at, lines[at])
    assert first_wrong(b"".join(lines), HEAD) == ("ledger.jsonl", at + 2)


@pytest.mark.parametrize("at", range(LINES - 1))
def test_two_lines_in_another_order_are_found(at: int) -> None:
    lines = WHOLE.splitlines(keepends=True)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    assert first_wrong(b"".join(lines), HEAD) == ("ledger.jsonl", at + 1)


def test_a_line_with_a_link_of_its_own_making_is_found() -> None:
    lines = WHOLE.splitlines(keepends=True)
    forged = json.loads(lines[2])
    forged["previous"] = "f" * 64
    text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    lines[2] = text.encode() + b"\n"
    assert first_wrong(b"".join(lines), HEAD) == ("ledger.jsonl", 3)


def test_a_tail_written_anew_with_its_head_fits_but_not_a_receipt() -> None:
    old = read_ledger(WHOLE, HEAD)
    short = read_ledger(*_cut(LINES - 1))
    content, head = appended(short, Kind.UPDATE, {"documents": ["khác"]}, ACT)
    forged = read_ledger(content, head)
    assert forged.problem is None
    assert old.receipt not in {entry.sha256 for entry in forged.entries}


def _cut(count: int) -> tuple[bytes, bytes]:
    lines = WHOLE.splitlines(keepends=True)[:count]
    return b"".join(lines), head_of(count, hashlib.sha256(lines[-1][:-1]).hexdigest())


@pytest.mark.parametrize(
    ("content", "head", "file"),
    [
        (WHOLE, None, "ledger.head"),
        (None, HEAD, "ledger.jsonl"),
        (b"", HEAD, "ledger.head"),
        (WHOLE, b"", "ledger.head"),
        (WHOLE + b"x", HEAD, "ledger.jsonl"),
        (WHOLE[:-1], HEAD, "ledger.jsonl"),
        (WHOLE.replace(b'"algorithm":1', b'"algorithm":2', 1), HEAD, "ledger.jsonl"),
    ],
)
def test_missing_and_broken_files_are_found(
    content: bytes | None, head: bytes | None, file: str
) -> None:
    assert first_wrong(content, head)[0] == file


def test_nothing_is_written_behind_a_break() -> None:
    broken = read_ledger(WHOLE[:-2] + b"\n", HEAD)
    with pytest.raises(InvalidInputError, match="QMS701"):
        appended(broken, Kind.UPDATE, {}, ACT)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
@settings(max_examples=400)
def test_each_changed_byte_of_the_ledger_is_found(at: int, flip: int) -> None:
    content = WHOLE[:at] + bytes([WHOLE[at] ^ flip]) + WHOLE[at + 1 :]
    file, line = first_wrong(content, HEAD)
    assert (file, line) == ("ledger.jsonl", WHOLE.count(b"\n", 0, at) + 1)


@given(st.integers(0, len(HEAD) - 1), st.integers(1, 255))
def test_each_changed_byte_of_the_head_is_found(at: int, flip: int) -> None:
    head = HEAD[:at] + bytes([HEAD[at] ^ flip]) + HEAD[at + 1 :]
    assert read_ledger(WHOLE, head).problem is not None


@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=40))
def test_each_insertion_is_found(at: int, piece: bytes) -> None:
    content = WHOLE[:at] + piece + WHOLE[at:]
    ledger: Ledger = read_ledger(content, HEAD)
    assert content == WHOLE or ledger.problem is not None


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 200))
def test_each_removal_is_found(at: int, length: int) -> None:
    assert read_ledger(WHOLE[:at] + WHOLE[at + length :], HEAD).problem is not None


@given(st.permutations(range(LINES)))
def test_each_other_order_is_found(order: list[int]) -> None:
    lines = WHOLE.splitlines(keepends=True)
    content = b"".join(lines[at] for at in order)
    assert (read_ledger(content, HEAD).problem is None) == (order == sorted(order))
