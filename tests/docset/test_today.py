"""What is due on a day: statuses and days counted by hand, the order, what was followed when."""

import json
import re
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from qmskit.control.ledger import HEAD, LEDGER, Kind, appended
from qmskit.docset.following.chains import applied_days, chains_of
from qmskit.docset.following.commands import command_line
from qmskit.model.texts import folded
from qmskit.readers.trees import Json
from tests.released import (
    ACT,
    AMENDED,
    APPROVER,
    DRAFTER,
    REVIEWER,
    TODAY,
    amend,
    released_set,
    sign_all,
)
from tests.trees import CODE, TINY, write_tree
from tests.word.said import said

LAW = "66.18/2026/NQ-CP"
PROCEDURE = "1.013225"
# Served by the document that `amend` changes, and by one that stays as it was issued.
CHANGED, SAME = "2.001406", "1.001193"

REGISTER = """\
legal_texts:
  - number: 66.18/2026/NQ-CP
    issued: 2026-05-18
    effective: 2026-05-18
    source: {text: Công báo, standing: unverified}
"""
SOURCE = "source: {text: Công báo, standing: quoted}"


def events(*told: str) -> str:
    return "events:\n" + "".join(f"  - {{{one}, {SOURCE}}}\n" for one in told)


def id_of(number: str) -> str:
    return re.sub("[^a-z0-9]+", "-", folded(number))


def event(name: str, codes: str = CODE, effective: str = "", more: str = "") -> str:
    parts = [f"id: {id_of(name)}", f"text: {name}", f"procedures: [{codes}]"]
    parts += [f"effective: {effective}"] if effective else []
    return ", ".join([*parts, *([more] if more else [])])


def tiny(folder: Path, *told: str, **files: str) -> Path:
    law = {"law/events.yaml": events(*told)} if told else {}
    return write_tree(folder, {**TINY, **law, **files})


def recorded(folder: Path, kind: Kind, details: Mapping[str, Json]) -> Path:
    """Write a line into the ledger of a set, as a command would."""
    content, head = appended(qmskit.log(folder), kind, details, ACT)
    return write_tree(folder, {LEDGER: content, HEAD: head})


def brought_in(folder: Path, *codes: str, suspect: tuple[str, ...] = ()) -> Path:
    told: list[Json] = [{"id": id_of(LAW), "procedures": list(codes)}]
    return recorded(folder, Kind.UPDATE, {"events": told, "suspect": list(suspect)})


def today(
    folder: Path, day: date = TODAY, cases: Mapping[str, int] | None = None
) -> qmskit.TodayReport:
    return qmskit.today(qmskit.load(folder), as_of=day, cases=cases)


def test_the_json_is_the_one_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = {
        name.replace(CODE, PROCEDURE): text.replace(CODE, PROCEDURE) for name, text in TINY.items()
    }
    stage = "stages: [{stage: ministry, number: 1077/QĐ-BXD, on: 2026-06-29}]"
    law = {"law/register.yaml": REGISTER,
           "law/events.yaml": events(event(LAW, PROCEDURE, more=stage))}  # fmt: skip
    folder = brought_in(
        write_tree(tmp_path / "xã Sông", {**tree, **law}), PROCEDURE, suspect=(PROCEDURE,)
    )
    assert main(["today", str(folder), "--as-of", "2026-11-22", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["as_of"] == "2026-11-22"
    task = next(one for one in told["tasks"] if one["kind"] == "change")
    promised = {
        "kind": "change", "procedures": ["1.013225"], "legal_text": "66.18/2026/NQ-CP",
        "status": "overdue", "waiting_on": None, "effective": "2026-05-18",
        "deadline_legal": "2026-08-18", "deadline": "2026-08-18", "days": -96,
        "chain": [{"stage": "ministry", "number": "1077/QĐ-BXD", "on": "2026-06-29",
                   "statutory": "2026-04-28", "days_late": 62}],
        "source": {"text": "19/2014/QĐ-TTg", "provision": "Điều 4 khoản 4 điểm a",
                   "standing": "quoted"},
        "file": "workflows/1.013225.yaml",
    }  # fmt: skip
    assert {key: task[key] for key in promised} == promised
    assert task["why"]
    # Whoever copies the command gets the words meant, the folder with its blank included.
    words = shlex.split(task["command"])
    assert words[:4] == ["qmskit", "confirm", str(folder), PROCEDURE]
    assert words[4] == "--by"


@pytest.mark.parametrize(("told", "day", "status", "days", "rest"), [
    # Three months after 18/5/2026 end on Tuesday 18/8/2026.
    (event("1/2026/NĐ-CP", effective="2026-05-18"), "2026-05-17", "not-yet-effective", 93, ""),
    (event("1/2026/NĐ-CP", effective="2026-05-18"), "2026-08-18",
     "waiting-for-announcement", 0, "qmskit today"),
    (event("1/2026/NĐ-CP", effective="2026-05-18"), "2026-08-19", "overdue", -1, "qmskit update"),
    (event("1/2026/NĐ-CP", effective="2026-05-18",
           more="stages: [{stage: province-list, number: 5/QĐ-UBND, on: 2026-06-01}]"),
     "2026-08-01", "due", 17, "qmskit update"),
    # 30/11/2026: February has no 30th; 28/02/2027 is a Sunday, so Monday 01/3/2027.
    (event("1/2026/NĐ-CP", effective="2026-11-30"), "2027-02-28",
     "waiting-for-announcement", 1, "qmskit today"),
    (event("1/2026/NĐ-CP"), "2026-11-22", "unknown-effective-day", None, ""),
    (event("5/QĐ-UBND", effective="2026-08-30", more="origin: province-reduction"), "2027-08-30",
     "due", None, "qmskit update"),
])  # fmt: skip
def test_a_change_on_a_day(
    tmp_path: Path, told: str, day: str, status: str, days: int | None, rest: str
) -> None:
    found = today(tiny(tmp_path / "set", told), date.fromisoformat(day))
    task = next(one for one in found.tasks if one.kind == "change")
    assert task.status is not None
    assert (task.status.value, task.days) == (status, days)
    assert found.is_overdue == (status == "overdue")
    assert task.step.command.startswith(rest) if rest else True


def test_days_beyond_the_certain_calendar_are_provisional(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "set", event("1/2026/NĐ-CP", effective="2026-11-30"))
    (task,) = [one for one in today(folder).tasks if one.kind == "change"]
    assert (task.legal, task.due) == (date(2027, 2, 28), date(2027, 3, 1))
    assert task.is_provisional
    assert "tạm tính" in task.why


def test_the_law_puts_tasks_in_order(tmp_path: Path) -> None:
    folder = tiny(
        tmp_path / "set",
        event("1/2027/NĐ-CP", effective="2027-01-01"),
        event("2/2026/NĐ-CP", effective="2026-10-01"),
        event("3/2026/NĐ-CP", effective="2026-09-01"),
        event("4/2026/NĐ-CP"),
        event("5/2026/NĐ-CP", effective="2026-05-18"),
        event("6/2026/NĐ-CP", effective="2026-05-04"),
        event("7/QĐ-UBND", effective="2026-08-30", more="origin: province-reduction"),
        # About procedures of others.
        event("8/2026/NĐ-CP", "1.000999", "2026-05-04"),
    )
    order = [one.legal_text for one in today(folder).tasks if one.kind == "change"]
    # Late by 110 and 96 days; 01/12/2026 and 04/01/2027; a day to look up; no term; to come.
    assert order == [
        "6/2026/NĐ-CP", "5/2026/NĐ-CP", "3/2026/NĐ-CP", "2/2026/NĐ-CP", "4/2026/NĐ-CP",
        "7/QĐ-UBND", "1/2027/NĐ-CP",
    ]  # fmt: skip
    assert [one.days for one in today(folder).tasks[:4]] == [-110, -96, 9, 43]


def test_what_is_equally_urgent_goes_by_dossiers_then_by_code(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    write_tree(folder, {"law/events.yaml": events(
        event("1/2026/NĐ-CP", SAME, "2026-05-18"), event("2/2026/NĐ-CP", CHANGED, "2026-05-18"),
    )})  # fmt: skip
    assert [one.legal_text for one in today(folder).tasks[:2]] == ["1/2026/NĐ-CP", "2/2026/NĐ-CP"]
    found = today(folder, cases={CHANGED: 12, "1.999999": 900})
    assert [(one.legal_text, one.cases) for one in found.tasks[:2]] == [
        ("2/2026/NĐ-CP", 12), ("1/2026/NĐ-CP", 0),
    ]  # fmt: skip


def test_a_change_is_applied_by_what_is_issued_after_it_was_brought_in(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    write_tree(folder, {"law/events.yaml": events(event(LAW, f"{SAME}, {CHANGED}", "2026-05-18"))})
    # Two releases are there already; neither came after the update.
    assert applied_days(qmskit.load(folder), TODAY) == {}
    brought_in(folder, SAME, CHANGED)
    amend(folder, "bằng văn bản", "theo mẫu mới")
    assert applied_days(qmskit.load(folder), TODAY) == {}
    task = today(folder).tasks[0]
    assert shlex.split(task.step.command)[3] == AMENDED
    sign_all(folder, date(2026, 11, 21))
    assert today(folder).tasks[0].step.command.startswith("qmskit release")
    issuing = qmskit.Issuing("99/QĐ-UBND", date(2026, 11, 22), effective=date(2026, 11, 30))
    qmskit.release(qmskit.load(folder), issuing, act=ACT)
    qmset = qmskit.load(folder)
    # The document whose content stayed asks for nothing: it was issued before, as it is.
    assert applied_days(qmset, TODAY) == {id_of(LAW): date(2026, 11, 30)}
    assert [one.status.value for one in chains_of(qmset, date(2026, 11, 29))] == ["overdue"]
    assert not today(folder, date(2026, 11, 29)).tasks[0].step.command
    assert [one.status.value for one in chains_of(qmset, date(2026, 11, 30))] == ["applied"]
    assert [one.id for one in today(folder, date(2026, 11, 30)).tasks if one.kind == "change"] == []
    found = today(folder, date(2026, 12, 31)).year(2026)
    assert "chậm" in found.sentence


def test_a_diff_tells_that_a_change_is_applied(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    write_tree(folder, {"law/events.yaml": events(event(LAW, CHANGED, "2026-05-18"))})
    path = folder / f"catalogue/{CHANGED}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("original_qty: 1", "original_qty: 2"), encoding="utf-8")
    brought_in(folder, CHANGED)
    sign_all(folder, date(2026, 11, 21))
    issuing = qmskit.Issuing("99/QĐ-UBND", date(2026, 11, 22), effective=date(2026, 11, 30))
    qmskit.release(qmskit.load(folder), issuing, act=ACT)
    for day, status in ((date(2026, 11, 29), "overdue"), (date(2026, 11, 30), "applied")):
        found = qmskit.diff(f"{folder}@2", folder, as_of=day)
        assert found.clocks[CHANGED].urgent.status.value == status
    # Neither side has a ledger at hand.
    found = qmskit.diff(f"{folder}@2", f"{folder}@3", as_of=date(2026, 11, 30))
    assert found.clocks[CHANGED].urgent.status.value == "overdue"


def test_what_changes_no_document_is_applied_by_the_issue_that_holds(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    write_tree(folder, {"law/events.yaml": events(event(LAW, SAME, "2026-05-18"))})
    brought_in(folder, SAME)
    assert applied_days(qmskit.load(folder), TODAY) == {id_of(LAW): date(2026, 11, 10)}


def test_a_withdrawn_document_follows_too(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    told = event(LAW, SAME, "2026-05-18", "kind: repealed")
    write_tree(folder, {"law/events.yaml": events(told)})
    brought_in(folder, SAME)
    document = qmskit.load(folder).codes.documents[SAME]
    amend_record = folder / f"catalogue/{SAME}.yaml"
    text = amend_record.read_text(encoding="utf-8")
    amend_record.write_text(text.replace("name: ", "name: Cũ ", 1), encoding="utf-8")
    assert applied_days(qmskit.load(folder), TODAY) == {}
    withdrawing = qmskit.Withdrawing("98/QĐ-UBND", date(2026, 11, 22), date(2026, 11, 25))
    qmskit.withdraw(qmskit.load(folder), [document], withdrawing, act=ACT)
    assert applied_days(qmskit.load(folder), TODAY) == {id_of(LAW): date(2026, 11, 25)}


def test_only_where_the_ledger_knows_nothing_counts_what_somebody_wrote(tmp_path: Path) -> None:
    by_hand = "stages: [{stage: update, number: 90/QĐ-UBND, on: 2026-08-10}]"
    folder = released_set(tmp_path / "set")
    told = events(event(LAW, CHANGED, "2026-05-18", by_hand))
    write_tree(folder, {"law/events.yaml": told})
    assert [one.applied for one in chains_of(qmskit.load(folder), TODAY)] == [date(2026, 8, 10)]
    brought_in(folder, CHANGED)
    amend(folder, "bằng văn bản", "theo mẫu mới")
    assert [one.applied for one in chains_of(qmskit.load(folder), TODAY)] == [None]


def test_other_work_is_told_with_its_command(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "xã Bình Minh")
    amend(folder, "bằng văn bản", "theo mẫu mới")
    tasks = {one.kind.value: one for one in today(folder).tasks}
    assert shlex.split(tasks["sign"].step.command) == [
        "qmskit", "approve", str(folder), "--all", "--by", "Phạm Thị D", "--role", "drafter",
        "--on", "22/11/2026",
    ]  # fmt: skip
    assert tasks["sign"].documents == (AMENDED,)
    assert tasks["post"].step.file == "staff.yaml"
    # The rate of one procedure ends on 31/12/2026.
    assert (tasks["fee"].procedures, tasks["fee"].days) == ((SAME,), 39)
    late = {one.kind.value: one for one in today(folder, date(2027, 1, 2)).tasks}
    assert late["fee"].days == -2
    assert not today(folder, date(2027, 1, 2)).is_overdue
    assert "fee" not in {one.kind.value for one in today(folder, date(2026, 10, 31)).tasks}


def test_proposals_are_confirmed_where_most_dossiers_come(tmp_path: Path) -> None:
    proposed = {
        name: text.replace("standing: agency", "standing: proposed")
        for name, text in TINY.items()
        if name.startswith("workflows/")
    }
    other = {
        name.replace(CODE, "1.000180"): text.replace(CODE, "1.000180")
        for name, text in {**TINY, **proposed}.items()
        if CODE in name
    }
    codes = {"codes.yaml": TINY["codes.yaml"] + "  1.000180: QT 02/CX-HT\n"}
    folder = write_tree(tmp_path / "set", {**TINY, **proposed, **other, **codes})
    for cases, first in (({}, CODE), ({"1.000180": 3}, "1.000180")):
        (task,) = [one for one in today(folder, cases=cases).tasks if one.kind == "confirm"]
        assert shlex.split(task.step.command)[3] == first


def test_documents_nobody_makes_any_longer_are_to_be_ended(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    qmskit.remove(qmskit.load(folder), ["1.001193"], act=ACT)
    (task,) = (one for one in today(folder).tasks if one.kind == "withdraw")
    assert task.documents == ("QT 01/CX-HT",)
    assert task.step.command.startswith("qmskit withdraw ")
    done = qmskit.Withdrawing("97/QĐ-UBND", TODAY)
    qmskit.withdraw(qmskit.load(folder), ["QT 01/CX-HT"], done, act=ACT)
    assert "withdraw" not in {one.kind for one in today(folder).tasks}


def test_copies_of_what_is_obsolete_are_to_come_back(tmp_path: Path) -> None:
    folder = released_set(tmp_path / "set")
    qmset = qmskit.load(folder)
    desk = next(
        one.desk.id
        for one in qmskit.distribution(qmset, as_of=TODAY).desks
        if AMENDED in one.codes and not one.desk.is_notice_board
    )
    giving = qmskit.Giving(desk, date(2026, 11, 22), "Võ Thị G")
    before = [one.kind.value for one in today(folder, date(2026, 11, 26)).tasks]
    assert "take-back" not in before
    qmskit.distribute(qmset, [AMENDED], giving, act=ACT)
    amend(folder, "bằng văn bản", "theo mẫu mới")
    sign_all(folder, date(2026, 11, 22))
    issuing = qmskit.Issuing("99/QĐ-UBND", date(2026, 11, 22), effective=date(2026, 11, 30))
    qmskit.release(qmskit.load(folder), issuing, act=ACT)
    (task,) = [one for one in today(folder, date(2026, 11, 30)).tasks if one.kind == "take-back"]
    assert shlex.split(task.step.command) == [
        "qmskit", "distribute", str(folder), AMENDED, "--returned", desk, "--on", "30/11/2026",
    ]  # fmt: skip


def test_the_five_most_urgent_fit_on_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [event(f"{number}/2026/NĐ-CP", effective="2026-05-18") for number in range(1, 9)]
    folder = str(tiny(tmp_path / "set", *told))
    assert main(["today", folder, "--as-of", "22/11/2026"]) == 1
    short = capsys.readouterr().out.splitlines()
    assert "5. QUÁ HẠN 96 ngày. 5/2026/NĐ-CP: 1 thủ tục phải cập nhật" in short
    assert len(short) <= 62
    # All but commands, which are there to be copied, are as wide as a sheet of A4.
    assert [one for one in short if len(one) > 78 and "qmskit" not in one] == []
    main(["today", folder, "--as-of", "22/11/2026", "--all"])
    assert "8. QUÁ HẠN 96 ngày. 8/2026/NĐ-CP" in capsys.readouterr().out


def test_nothing_due_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny(tmp_path / "set")
    roles = qmskit.load(folder).framework.roles_of("commune")
    names = {"drafter": DRAFTER, "reviewer": REVIEWER}
    staff = (f"  - {{role: {one.id}, person: {names.get(one.id, APPROVER)}}}\n" for one in roles)
    write_tree(folder, {"staff.yaml": "staff:\n" + "".join(staff)})
    sign_all(folder, date(2026, 11, 20))
    qmskit.release(qmskit.load(folder), qmskit.Issuing("9/QĐ-UBND", date(2026, 11, 21)), act=ACT)
    assert main(["today", str(folder), "--as-of", "2026-11-22"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["Không có việc nào phải làm."]


def test_the_year_is_told_with_who_was_late(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stages = "stages: [{stage: ministry, number: 1077/QĐ-BXD, on: 2026-06-29}]"
    folder = tiny(tmp_path / "set", event(LAW, effective="2026-05-18", more=stages))
    assert main(["today", str(folder), "--as-of", "2026-11-22", "--year", "2026"]) == 1
    text = " ".join(capsys.readouterr().out.split())
    assert "Năm 2026 có 1 TTHC được sửa đổi, bổ sung; 1 chậm do nguyên nhân chưa ghi lại." in text
    assert "(số 1077/QĐ-BXD), chậm 62 ngày so với hạn 28/4/2026" in text
    main(["today", str(folder), "--as-of", "2026-11-22", "--year", "2026", "--format", "json"])
    year = json.loads(capsys.readouterr().out)["year"]
    assert year["year"] == 2026
    assert [one["status"] for one in year["changes"]] == ["overdue"]


def test_the_annual_report_tells_of_the_year(tmp_path: Path) -> None:
    told = event(LAW, effective="2026-05-18")
    base = TINY["qms.yaml"].replace("registers, year]", "registers]")
    folder = tiny(tmp_path / "set", told, **{"qms.yaml": base})
    sentence = "Năm 2026 có 1 TTHC được sửa đổi, bổ sung; 1 chậm do nguyên nhân chưa ghi lại."
    for day, is_told in ((TODAY, True), (date(2027, 11, 22), False)):
        out = tmp_path / f"{day.year}"
        qmskit.build(qmskit.load(folder), as_of=day, out=out, only=["BM-NAM-01"], jobs=1)
        (path,) = (out / "ho-so-nam").glob("*.docx")
        assert (sentence in str(said(path.read_bytes()))) == is_told


def test_a_calendar_reminds_of_the_earlier_day(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "set", event("1/2026/NĐ-CP", effective="2026-11-30"))
    out = tmp_path / "han.ics"
    assert (
        main(["today", str(folder), "--as-of", "2026-12-05", "--format", "ics", "-o", str(out)])
        == 0
    )
    # 28/02/2027 is a Sunday; the law's term ends on it, the work's on Monday.
    assert b"DTSTART;VALUE=DATE:20270228\r\n" in out.read_bytes()
    other = tmp_path / "later.ics"
    main(["today", str(folder), "--as-of", "2026-12-06", "--format", "ics", "-o", str(other)])
    uids = [
        [line for line in path.read_bytes().split(b"\r\n") if line.startswith(b"UID")]
        for path in (out, other)
    ]
    assert uids[0] == uids[1] != []


def test_status_tells_which_documents_a_change_touches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny(tmp_path / "set", event("1/2026/NĐ-CP", effective="2026-11-01"))
    main(["status", str(folder), "--as-of", "2026-11-22"])
    assert capsys.readouterr().out.splitlines()[-1] == (
        "QT 01/CX-HT\t1/2026/NĐ-CP: văn bản đã có hiệu lực và phải áp dụng, tỉnh chưa công bố; "
        "hạn 01/02/2027"
    )


@pytest.mark.parametrize(("word", "written"), [
    ("xa-binh-minh", "xa-binh-minh"),
    ("xã Bình Minh", '"xã Bình Minh"'),
    ("QT 01/CX-HT", '"QT 01/CX-HT"'),
    ("Phạm Thị D", '"Phạm Thị D"'),
    ("22/11/2026", "22/11/2026"),
    ("a'b", '"a\'b"'),
    ("a$b", "'a$b'"),
    ('a"b', "'a\"b'"),
])  # fmt: skip
def test_words_are_quoted_for_every_shell(word: str, written: str) -> None:
    line = command_line("today", word)
    assert line == f"qmskit today {written}"
    assert shlex.split(line)[2] == word
