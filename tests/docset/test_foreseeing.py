"""A legal text to come beside a set: what cites what it changes, by when, and why."""

import json
from datetime import date
from pathlib import Path

import pytest

import qmskit
from qmskit.cli import main
from qmskit.model.changes import DiffKind
from tests.trees import CODE, TINY, write_tree

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "xa-binh-minh"
LAW = ROOT / "examples" / "luat-ho-tich-2026.yaml"
PAGE = ROOT / "docs" / "gia-dinh.md"
DAY = date(2026, 11, 22)
CIVIL_STATUS = ["1.000656", "1.000894", "1.001193", "1.004837", "1.004873", "2.000635"]
SOURCE = "source: {text: giả định, standing: unverified}"


def draft(folder: Path, relations: str, *, more: str = "", head: str = "") -> Path:
    """Write a draft that does something with other texts."""
    head = head or "title: Thông tư sửa đổi năm 2027"
    text = (
        f"legal_texts:\n  - {head}\n    effective: 2027-03-01\n    {SOURCE}\n"
        f"    relations: [{relations}]\n{more}"
    )
    return write_tree(folder, {"draft.yaml": text}) / "draft.yaml"


def because(found: qmskit.DiffReport) -> list[str]:
    assert found.foreseen is not None
    return [why for told in found.foreseen.because.values() for why in told]


def test_a_law_to_come_touches_all_that_cites_the_law_it_replaces() -> None:
    found = qmskit.diff(EXAMPLE, LAW, as_of=DAY)
    assert [one.code for one in found.differing] == CIVIL_STATUS
    for one in found.differing:
        assert (one.kind, one.changes) == (DiffKind.AMENDED, ())
        assert one.legal_texts == ("Luật Hộ tịch năm 2026",)
        chain = found.clocks[one.code].urgent
        assert chain.deadline is not None
        assert (chain.effective, chain.deadline.due) == (date(2027, 3, 1), date(2027, 6, 1))
        for document in found.documents[one.code]:
            assert document.action == "revise"
            assert document.because == (
                "căn cứ pháp lý 60/2014/QH13 được Luật Hộ tịch năm 2026 thay thế",
            )
    assert (found.absent, found.outside, found.remarks) == ((), (), ())


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2027, 2, 28), "not-yet-effective"),
        (date(2027, 3, 1), "waiting-for-announcement"),
        (date(2027, 6, 2), "overdue"),
    ],
)
def test_the_status_is_that_of_the_day_asked_about(day: date, status: str) -> None:
    found = qmskit.diff(EXAMPLE, LAW, as_of=day)
    assert {clock.urgent.status.value for clock in found.clocks.values()} == {status}


def test_the_page_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(EXAMPLE), str(LAW), "--as-of", "2026-11-22"]) == 1
    printed = capsys.readouterr().out
    page = PAGE.read_text(encoding="utf-8")
    assert printed in page
    shown = "".join(
        line for line in LAW.read_text(encoding="utf-8").splitlines(keepends=True) if line[0] != "#"
    )
    assert shown in page


RELATIONS = {
    "another text": ("{kind: amends, number: 99/2019/TT-DT}", []),
    "guides": ("{kind: guides, number: 01/2020/TT-DT}", []),
    "a number written otherwise": (
        "{kind: repeals, number: Thông tư số 01/2020/TT-DT ngày 01/3/2020}",
        ["căn cứ pháp lý 01/2020/TT-DT bị Thông tư sửa đổi năm 2027 bãi bỏ"],
    ),
    "provisions": (
        ("{kind: amends, number: 01/2020/TT-DT, provision: Điều 4},"
        " {kind: amends, number: 01/2020/TT-DT, provision: Điều 7}"),
        [("căn cứ pháp lý 01/2020/TT-DT (Điều 4, Điều 7) được Thông tư sửa đổi năm 2027"
         " sửa đổi, bổ sung")],
    ),
    "a stop that is over": (
        "{kind: suspends, number: 01/2020/TT-DT, effective: 2026-01-01, until: 2026-02-01}", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("relations", "told"), RELATIONS.values(), ids=RELATIONS)
def test_what_touches_and_why(relations: str, told: list[str], tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "set", TINY)
    found = qmskit.diff(folder, draft(tmp_path, relations), as_of=DAY)
    assert because(found) == told
    assert [one.code for one in found.remarks] == ([] if told else ["QMS893"])


TITLES = {
    "the year of the old law": ("Luật Dùng thử năm 2014", 1),
    "no year: the law in force before": ("Luật Dùng thử", 1),
    "the new law": ("Luật Dùng thử năm 2026", 0),
    "another law": ("Luật Khác năm 2014", 0),
}


@pytest.mark.parametrize(("title", "touched"), TITLES.values(), ids=TITLES)
def test_a_law_cited_by_title_is_looked_up(title: str, touched: int, tmp_path: Path) -> None:
    record = TINY[f"catalogue/{CODE}.yaml"] + f"  - title: {title}\n"
    known = (
        "legal_texts:\n  - {number: 10/2014/QH13, title: Dùng thử, effective: 2015-01-01, "
        f"{SOURCE}}}\n"
    )
    files = {**TINY, f"catalogue/{CODE}.yaml": record, "law/register.yaml": known}
    folder = write_tree(tmp_path / "set", files)
    head = "title: Luật Dùng thử năm 2026\n    issued: 2026-10-01"
    path = draft(tmp_path, "{kind: replaces, number: 10/2014/QH13}", head=head)
    for day in (DAY, date(2027, 4, 1)):
        assert len(because(qmskit.diff(folder, path, as_of=day))) == touched


def test_a_draft_may_say_what_a_law_cited_by_title_is(tmp_path: Path) -> None:
    record = TINY[f"catalogue/{CODE}.yaml"] + "  - title: Luật Dùng thử năm 2014\n"
    folder = write_tree(tmp_path / "set", {**TINY, f"catalogue/{CODE}.yaml": record})
    known = f"  - {{number: 10/2014/QH13, title: Luật Dùng thử, {SOURCE}}}\n"
    path = draft(tmp_path, "{kind: replaces, number: 10/2014/QH13}", more=known)
    found = qmskit.diff(folder, path, as_of=DAY)
    assert found.foreseen is not None
    assert [one.number for one in found.foreseen.texts] == ["Thông tư sửa đổi năm 2027"]
    assert len(because(found)) == 1


def test_a_relation_with_a_day_of_its_own_has_a_clock_of_its_own(tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "set", TINY)
    path = draft(tmp_path, "{kind: amends, number: 01/2020/TT-DT, effective: 2027-07-01}")
    chain = qmskit.diff(folder, path, as_of=DAY).clocks[CODE].urgent
    assert chain.effective == date(2027, 7, 1)


def test_documents_of_the_system_are_found_by_what_stands_in_them(tmp_path: Path) -> None:
    path = draft(tmp_path, "{kind: replaces, number: 30/2020/NĐ-CP}")
    found = qmskit.diff(EXAMPLE, path, as_of=DAY)
    assert found.foreseen is not None
    told = {one.code: one.because for one in found.foreseen.documents}
    assert "QT-NB-01" in told
    assert "QT-HT-02" not in told
    assert not found.differing
    assert found.is_any


RECORDS = f"""\
records:
  - code: {CODE}
    channels:
      - method: direct
        limit: {{value: 2, unit: working-day}}
        fees:
          - {{kind: charge, amount: 8000}}
"""


def test_a_record_tells_only_what_would_be_otherwise(tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "set", TINY)
    found = qmskit.diff(folder, draft(tmp_path, "", more=RECORDS), as_of=DAY)
    (one,) = found.differing
    assert [change.path for change in one.changes] == ["channels.direct.limit"]
    assert one.legal_texts == ("Thông tư sửa đổi năm 2027",)
    assert found.clocks[CODE].urgent.effective == date(2027, 3, 1)


def test_an_event_names_procedures_and_may_repeal_them(tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "set", TINY)
    more = (
        "events:\n  - {id: bai-bo, text: Thông tư sửa đổi năm 2027, kind: repealed, "
        f"procedures: [{CODE}], {SOURCE}}}\n"
    )
    found = qmskit.diff(folder, draft(tmp_path, "", more=more), as_of=DAY)
    assert [one.kind for one in found.differing] == [DiffKind.REPEALED]
    assert [one.action for one in found.documents[CODE]] == ["withdraw"]
    assert because(found) == ["Thông tư sửa đổi năm 2027 nêu thủ tục này"]


def test_without_a_day_or_a_known_kind_nothing_is_counted(tmp_path: Path) -> None:
    folder = write_tree(tmp_path / "set", TINY)
    path = draft(
        tmp_path, "{kind: replaces, number: 01/2020/TT-DT}", head="title: Nghị quyết năm 2027"
    )
    found = qmskit.diff(folder, path, as_of=DAY)
    assert because(found)
    assert found.clocks == {}
    assert [one.code for one in found.remarks] == ["QMS894"]


BAD = {
    "no name at all": ("legal_texts:\n  - {source: {text: a, standing: quoted}}\n",
                       [("QMS105", 2)]),
    "the number of another text in the title": (
        f"legal_texts:\n  - title: Nghị định sửa đổi Nghị định số 1/2020/NĐ-CP\n    {SOURCE}\n",
        [("QMS891", 2)],
    ),
    "no source, and a wrong kind of relation": (
        "legal_texts:\n  - title: Luật A\n    relations:\n      - {kind: eats, number: A}\n",
        [("QMS101", 2), ("QMS104", 4)],
    ),
    "a record twice, one with an unknown entry": (
        (f"legal_texts:\n  - title: Luật A\n    {SOURCE}\nrecords:\n  - code: {CODE}\n"
        f"  - code: {CODE}\n    chanels: []\n"),
        [("QMS890", 6), ("QMS102", 7)],
    ),
    "a new procedure without a name": (
        f"legal_texts:\n  - title: Luật A\n    {SOURCE}\nrecords:\n  - code: 1.999999\n",
        [("QMS101", 5)],
    ),
    "an event without an id": (
        f"legal_texts:\n  - title: Luật A\n    {SOURCE}\nevents:\n  - text: Luật A\n    {SOURCE}\n",
        [("QMS101", 5)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_every_mistake_of_a_draft_is_told_with_its_line(
    text: str, expected: list[tuple[str, int]], tmp_path: Path
) -> None:
    folder = write_tree(tmp_path / "set", {**TINY})
    write_tree(tmp_path, {"draft.yaml": text})
    with pytest.raises(qmskit.InvalidInputError) as error:
        qmskit.diff(folder, tmp_path / "draft.yaml", as_of=DAY)
    assert [(one.code, one.where.line) for one in error.value.problems] == expected


def test_a_draft_stands_beside_a_set_only(tmp_path: Path) -> None:
    records = write_tree(tmp_path / "old", {f"{CODE}.yaml": TINY[f"catalogue/{CODE}.yaml"]})
    for old, new in ((records, LAW), (LAW, EXAMPLE)):
        with pytest.raises(qmskit.InvalidInputError) as error:
            qmskit.diff(old, new, as_of=DAY)
        assert [one.code for one in error.value.problems] == ["QMS892"]


def test_the_json_tells_why_and_what_nobody_knows(capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", str(EXAMPLE), str(LAW), "--as-of", "2026-11-22", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    one = told["procedures"][0]
    assert (one["kind"], one["changes"], one["changes_known"]) == ("amended", [], False)
    assert one["legal_texts"] == ["Luật Hộ tịch năm 2026"]
    assert (one["deadline"], one["deadline_rule"]) == ("2027-06-01", "qd19-2014/4.4a")
    assert one["because"] == one["documents"][0]["because"]
    (text,) = told["foreseen"]["legal_texts"]
    assert (text["effective"], text["source"]["standing"]) == ("2027-03-01", "unverified")
