"""Texts that change what a record cites, while no event tells of it."""

from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.docset.following.texts import text_changes
from tests.trees import CODE, TINY, write_tree

DAY = date(2026, 11, 22)
RECORD = f"catalogue/{CODE}.yaml"
CITED = "60/2014/QH13"
# The State changed the record on this day.
SEEN = "2026-06-01"

# What the register says of another text, B, that acts on the one the record cites, A.
FUTURE = "effective: 2027-03-01, relations: [{kind: replaces, number: 60/2014/QH13}]"
RECENT = "effective: 2026-09-01, relations: [{kind: amends, number: 60/2014/QH13}]"
OLD = "effective: 2020-01-01, relations: [{kind: amends, number: 60/2014/QH13}]"
NO_DAY = "relations: [{kind: amends, number: 60/2014/QH13}]"
GUIDES = "effective: 2027-03-01, relations: [{kind: guides, number: 60/2014/QH13}]"
PILOT = (
    "effective: 2025-01-01, expires: 2027-03-01, temporary: có, "
    "relations: [{kind: amends, number: 60/2014/QH13}]"
)
REPLACED = "effective: 2020-01-01, relations: [{kind: replaces, number: 60/2014/QH13}]"
EVENT = """\
events:
  - {{id: a, text: 9/2026/NĐ-CP, procedures: [{codes}], effective: {day},
     source: {{text: Công báo, standing: quoted}}}}
"""
SOURCE = "source: {text: Công báo, standing: secondary}"


def a_set(folder: Path, acting: str = "", own: str = "", seen: str = SEEN, event: str = "") -> Path:
    texts = []
    if acting:
        texts.append(f"  - {{number: 9/2026/NĐ-CP, {acting}, {SOURCE}}}\n")
    if own:
        texts.append(f"  - {{number: {CITED}, title: Hộ tịch, {own}, {SOURCE}}}\n")
    record = TINY[RECORD].replace("01/2020/TT-DT", CITED)
    record += f"updated: {seen}\n" if seen else ""
    tree = {**TINY, RECORD: record}
    if texts:
        tree["law/register.yaml"] = "legal_texts:\n" + "".join(texts)
    if event:
        tree["law/events.yaml"] = event
    return write_tree(folder, tree)


def told(folder: Path, day: date = DAY) -> list[tuple[str, str, str]]:
    found = text_changes(qmskit.load(folder), day)
    assert all(one.procedures == (CODE,) for one in found)
    return [(one.acting.number, one.turn.value, str(one.day or "")) for one in found]


@pytest.mark.parametrize(("acting", "own", "seen", "expected"), [
    (FUTURE, "", SEEN, [("9/2026/NĐ-CP", "begins", "2027-03-01")]),
    (FUTURE, "", "", [("9/2026/NĐ-CP", "begins", "2027-03-01")]),
    # In force since the State last changed the record.
    (RECENT, "", SEEN, [("9/2026/NĐ-CP", "begins", "2026-09-01")]),
    # The record came later, or nobody knows.
    (OLD, "", SEEN, []),
    (OLD, "", "", []),
    (NO_DAY, "", SEEN, [("9/2026/NĐ-CP", "begins", "")]),
    (GUIDES, "", SEEN, []),
    # A pilot that ends brings the wording from before back.
    (PILOT, "", SEEN, [("9/2026/NĐ-CP", "returns", "2027-03-01")]),
    # The text itself ends, and nothing is known to take its place.
    ("", "expires: 2027-01-01", SEEN, [(CITED, "ends", "2027-01-01")]),
    ("", "expires: 2026-08-01", SEEN, [(CITED, "ends", "2026-08-01")]),
    ("", "expires: 2020-01-01", SEEN, [(CITED, "ended", "")]),
    ("", "expires: 2027-01-01, temporary: có", SEEN, [(CITED, "returns", "2027-01-01")]),
    # Replaced long ago: the record came later, so it is the State's to say why it cites it.
    (REPLACED, "effective: 2016-01-01", SEEN, []),
    (REPLACED, "effective: 2016-01-01", "", [(CITED, "ended", "")]),
    ("", "", SEEN, []),
])  # fmt: skip
def test_what_changes_cited_texts(
    tmp_path: Path, acting: str, own: str, seen: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(a_set(tmp_path / "set", acting, own, seen)) == expected


def test_what_an_event_tells_is_not_told_again(tmp_path: Path) -> None:
    event = EVENT.format(codes=CODE, day="2027-03-01")
    assert told(a_set(tmp_path / "a", FUTURE, event=event)) == []
    # The event tells of the beginning, not of the end of the pilot.
    begins = EVENT.format(codes=CODE, day="2025-01-01")
    assert told(a_set(tmp_path / "b", PILOT, event=begins)) == [
        ("9/2026/NĐ-CP", "returns", "2027-03-01")
    ]
    assert told(a_set(tmp_path / "c", PILOT, event=event)) == []
    # It tells of another procedure.
    other = EVENT.format(codes="1.000999", day="2027-03-01")
    assert len(told(a_set(tmp_path / "d", FUTURE, event=other))) == 1


def test_a_text_is_a_task_with_its_term(tmp_path: Path) -> None:
    qmset = qmskit.load(a_set(tmp_path / "set", FUTURE))
    (task,) = [one for one in qmskit.today(qmset, as_of=DAY).tasks if one.kind == "text"]
    # Three months after 01/3/2027 end on Tuesday 01/6/2027; the calendar of 2027 is not certain.
    assert (task.legal_text, task.effective) == ("9/2026/NĐ-CP", date(2027, 3, 1))
    assert (task.legal, task.due, task.is_provisional) == (
        date(2027, 6, 1), date(2027, 6, 1), True,
    )  # fmt: skip
    assert task.status is not None
    assert task.status.value == "not-yet-effective"
    assert task.documents == ("QT 01/CX-HT",)
    assert "thay thế" in task.about
    assert "theo nguồn khác" in task.why
    later = qmskit.today(qmset, as_of=date(2027, 6, 2))
    assert [one.days for one in later.tasks if one.kind == "text"] == [-1]
    assert later.is_overdue


def test_a_text_that_documents_cite_by_themselves_is_told(tmp_path: Path) -> None:
    acting = "effective: 2027-03-01, relations: [{kind: replaces, number: 19/2014/QĐ-TTg}]"
    qmset = qmskit.load(a_set(tmp_path / "set", acting))
    (task,) = [one for one in qmskit.today(qmset, as_of=DAY).tasks if one.kind == "text"]
    assert (task.legal_text, task.procedures) == ("9/2026/NĐ-CP", ())
    assert task.documents == ("QT 01/CX-HT",)
    later = qmskit.today(qmset, as_of=date(2027, 3, 2))
    assert [one for one in later.tasks if one.kind == "text"] == []
